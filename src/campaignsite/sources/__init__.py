"""First stage: a site's folder becomes values. In: the root, and what is known of it. Out: ``Checked[Sources]``.

Knows the disk and nothing else. Nothing outside the root is read, whatever a symbolic link says.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from campaignsite.model.codes import diagnostic
from campaignsite.model.diagnostics import Checked, Diagnostic
from campaignsite.model.files import Found, Sources, Stamp
from campaignsite.sources.reading import LOOK, inside, read

CONFIG = "campaignsite.yaml"
FOLDERS = ("content", "layouts", "assets")
"""All that a site is made of lies in them, and in the configuration."""
_LIKE_MARKDOWN = (".md", ".markdown", ".mdown", ".mkd", ".html", ".htm", ".rst", ".md.txt", ".md.docx")
_ROOT = "assets/root"
"""What lies in it is published as it is called: a name that begins with a dot can have a meaning there."""
_DOTTED = frozenset((".htaccess", ".well-known"))
"""Such names: what Apache reads, and where others look for what a site says of itself (RFC 8615)."""
_ODD = re.compile("[\x00-\x1f\x7f\\\\\ud800-\udfff]")


def sources(root: Path, known: Mapping[str, Stamp] | None = None) -> Checked[Sources]:
    """Find everything that a build of the site at ``root`` needs.

    A file that looks as it did when it was last read is not read again: ``known`` tells its digest.
    """
    noticed: list[Diagnostic] = []
    root, known = root.resolve(), known or {}

    def look(folder: str) -> tuple[Found, ...]:
        if not _inside(root, folder, noticed):
            return ()
        seen = (_found(root, path, status, known, noticed) for path, status in sorted(_walk(root, folder, noticed)))
        return tuple(found for found in seen if found)

    content: list[Found] = []
    files: list[Found] = []
    for found in look("content"):
        (content if found.path.endswith(".md") else files).append(found)
    noticed += [
        diagnostic("ignored-file", "only files that end in .md become pages", f.path, hint="rename it, or move it away")
        for f in files
        if f.path.lower().endswith(_LIKE_MARKDOWN)
    ]
    if not (root / "content").is_dir():
        message = "there is no folder of this name, in which everything that the site says lies"
        hint = "take it back from an earlier version, or write a first text in it, such as content/about.md"
        noticed.append(diagnostic("no-content", message, "content", hint=hint))
    there = os.path.lexists(root / CONFIG) and _inside(root, CONFIG, noticed)
    config = _found(root, CONFIG, _status(root, CONFIG), known, noticed) if there else None
    return Checked(
        Sources(
            config=config,
            content=tuple(content),
            files=tuple(files),
            layouts=look("layouts"),
            assets=look("assets"),
        ),
        tuple(noticed),
    )


def _found(
    root: Path, path: str, status: os.stat_result | None, known: Mapping[str, Stamp], noticed: list[Diagnostic]
) -> Found | None:
    """What is known of a file. A document is read when it is parsed; any other file, whose digest is needed, now."""
    look = (status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino) if status else None
    before = known.get(path)
    if before and before[:4] == look and before[4]:
        return Found(path, before[4], before)
    stamp = Stamp(*look) if look else None
    if path.startswith("content/") and path.endswith(".md"):
        return Found(path, "", stamp)
    done = read(root, path)
    noticed += done.diagnostics
    digest = done.value.digest if done.value else ""
    return Found(path, digest, stamp._replace(digest=digest) if stamp else None) if done.value else None


def _status(root: Path, path: str) -> os.stat_result | None:
    try:
        return (root / path).stat()
    except OSError:
        return None  # reading it says what is wrong


def _walk(root: Path, folder: str, noticed: list[Diagnostic]) -> Iterator[tuple[str, os.stat_result | None]]:
    """The files below a folder and how they look; hidden files and editors' leavings are not content."""
    stack: list[tuple[str, frozenset[str]]] = [(folder, frozenset())]
    while stack:
        here, above = stack.pop()
        try:
            real = os.path.realpath(root / here)
            if real in above:
                continue  # a link to a folder above itself
            entries = list(os.scandir(root / here))
        except FileNotFoundError:
            continue
        except OSError as error:
            noticed.append(diagnostic("unreadable-file", f"this cannot be read: {error.strerror}", here, hint=LOOK))
            continue
        odd = _ODD.search("/".join([entry.name for entry in entries]))
        for entry in entries:
            name = entry.name
            path = f"{here}/{name}"
            if is_left_out(name) or (name in _DOTTED and here != _ROOT):
                continue
            if odd and (problem := _bad_name(name)):
                shown = path.encode("utf-8", "backslashreplace").decode()
                shown = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in shown)
                noticed.append(diagnostic("bad-file-name", f"the file name {problem}", shown, hint="rename the file"))
            elif entry.is_symlink() and not _inside(root, path, noticed):
                continue
            elif entry.is_dir():
                stack.append((path, above | {real}))
            else:
                yield path, _looked_at(entry)


def is_left_out(name: str) -> bool:
    """Whether a file or folder is no part of the site: hidden ones, and what editors leave behind.

    What hosts and others read by a name with a dot can be one.
    """
    return (name.startswith((".", "#", "~$")) and name not in _DOTTED) or name.endswith("~")


def _looked_at(entry: os.DirEntry[str]) -> os.stat_result | None:
    try:
        return entry.stat()
    except OSError:
        return None


def _inside(root: Path, path: str, noticed: list[Diagnostic]) -> bool:
    """Whether a path, all links followed, is still below the root; says so when it is not."""
    if inside(root, path):
        return True
    message, hint = "this is a symbolic link to something outside the site", "copy the file into the site"
    noticed.append(diagnostic("link-outside-site", message, path, hint=hint))
    return False


def _bad_name(name: str) -> str:
    odd = _ODD.search(name)
    if odd is None:
        return ""
    broken = any("\ud800" <= c <= "\udfff" for c in name)
    return "is not valid UTF-8" if broken else "holds a control character or a backslash"
