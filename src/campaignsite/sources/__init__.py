"""First stage: a site's folder becomes values. In: the root. Out: ``Checked[Sources]``, sorted, with digests.

Knows the disk and nothing else. Nothing outside the root is read, whatever a symbolic link says.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from campaignsite.model.codes import diagnostic
from campaignsite.model.diagnostics import Checked, Diagnostic
from campaignsite.model.documents import Source, Sources

CONFIG = "campaignsite.yaml"
TEXT_LIMIT = 1 << 20
"""Bytes of the largest Markdown, YAML or layout file: a long book is smaller."""
FILE_LIMIT = 64 << 20
"""Bytes of the largest file of any other kind."""
_LIKE_MARKDOWN = (".md", ".markdown", ".mdown", ".mkd", ".html", ".htm", ".rst")
_TEXT_ENDINGS = (".md", ".yaml", ".html", ".xml", ".txt", ".css", ".js", ".json", ".svg")


def sources(root: Path) -> Checked[Sources]:
    """Read everything that a build of the site at ``root`` needs."""
    noticed: list[Diagnostic] = []
    root = root.resolve()

    def read(folder: str) -> tuple[Source, ...]:
        if not _inside(root, folder, noticed):
            return ()
        found = (_source(root, path, noticed) for path in sorted(_walk(root, folder, noticed)))
        return tuple(source for source in found if source)

    content = read("content")
    noticed += [
        diagnostic("ignored-file", "only files that end in .md become pages", s.path, hint="rename it, or move it away")
        for s in content
        if s.path.lower().endswith(_LIKE_MARKDOWN) and not s.path.endswith(".md")
    ]
    there = os.path.lexists(root / CONFIG) and _inside(root, CONFIG, noticed)
    config = _source(root, CONFIG, noticed) if there else None
    return Checked(
        Sources(
            config=config,
            content=tuple(s for s in content if s.path.endswith(".md")),
            files=tuple(s for s in content if not s.path.endswith(".md")),
            layouts=read("layouts"),
            assets=read("assets"),
        ),
        tuple(noticed),
    )


def _walk(root: Path, folder: str, noticed: list[Diagnostic]) -> Iterator[str]:
    """Paths of the files below a folder; hidden files and editors' leavings are not content."""
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
            noticed.append(diagnostic("unreadable-file", f"this cannot be read: {error.strerror}", here))
            continue
        for entry in entries:
            path = f"{here}/{entry.name}"
            if entry.name.startswith((".", "#")) or entry.name.endswith("~"):
                continue
            if problem := _bad_name(entry.name):
                shown = path.encode("utf-8", "backslashreplace").decode()
                shown = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in shown)
                noticed.append(diagnostic("bad-file-name", f"the file name {problem}", shown, hint="rename the file"))
            elif entry.is_symlink() and not _inside(root, path, noticed):
                continue
            elif entry.is_dir():
                stack.append((path, above | {real}))
            else:
                yield path


def _inside(root: Path, path: str, noticed: list[Diagnostic]) -> bool:
    """Whether a path, all links followed, is still below the root; says so when it is not."""
    if Path(os.path.realpath(root / path)).is_relative_to(root):
        return True
    message, hint = "this is a symbolic link to something outside the site", "copy the file into the site"
    noticed.append(diagnostic("link-outside-site", message, path, hint=hint))
    return False


def _bad_name(name: str) -> str:
    if any("\ud800" <= c <= "\udfff" for c in name):
        return "is not valid UTF-8"
    if any(ord(c) < 32 or ord(c) == 127 for c in name) or "\\" in name:
        return "holds a control character or a backslash"
    return ""


def _source(root: Path, path: str, noticed: list[Diagnostic]) -> Source | None:
    limit = TEXT_LIMIT if path.endswith(_TEXT_ENDINGS) and not path.startswith("assets/") else FILE_LIMIT
    try:
        with open(root / path, "rb", buffering=0, opener=_no_wait) as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                noticed.append(diagnostic("unreadable-file", "this is no ordinary file", path))
                return None
            if status.st_size > limit:
                size, most = status.st_size / (1 << 20), limit >> 20
                noticed.append(
                    diagnostic(
                        "file-too-big",
                        f"this file has {size:,.1f} MiB; the most is {most} MiB",
                        path,
                        hint="split it, or publish it elsewhere and link to it",
                    )
                )
                return None
            data = file.readall()
    except OSError as error:
        noticed.append(diagnostic("unreadable-file", f"this cannot be read: {error.strerror}", path))
        return None
    return Source(path, data, hashlib.sha256(data).hexdigest())


def _no_wait(path: str, flags: int) -> int:
    # A named pipe must not hang the build.
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
