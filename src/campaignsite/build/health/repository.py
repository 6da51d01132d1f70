"""What git knows of the site. In: the site's folder. Out: checks.

Git is not run: the configuration of a repository can name programs that git would start. A few of its files are read,
as data: whether the clone is shallow, the names in the index, and when something was last done
(https://git-scm.com/docs/gitrepository-layout).
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from campaignsite.build.health.check import Check, note, ok, problem
from campaignsite.build.health.gitindex import IndexFileError, names

_LIMIT = 256 << 20
"""Bytes of the largest file of git's that is read: an index of a million files has a third."""
_LOGGED = re.compile(rb" (\d{1,12}) [+-]\d{4}$")
"""The end of what a line of the log says before its message: when something was done."""


@dataclass(frozen=True, slots=True)
class Repository:
    """Where a repository keeps its things."""

    top: Path
    """The folder that is under version control."""
    own: Path
    """Of this working tree: the index, HEAD."""
    shared: Path
    """Of all working trees of the repository: whether it is shallow."""


def repository(root: Path, output: Path) -> Iterator[Check]:
    """Whether the site is in a repository, with its history, and without what a build makes."""
    found = of(root)
    if found is None:
        hint = "keep it in one: then every change can be seen and taken back"
        yield note("repository", "git", "the site is in no git repository", hint)
        return
    yield ok("repository", "git", f"the site is in the git repository {found.top}")
    if (found.shared / "shallow").is_file():
        hint = "give actions/checkout “fetch-depth: 0” in GitHub Actions; set the variable GIT_DEPTH to 0 in GitLab"
        message = (
            "this clone is shallow: git knows its newest commits alone, and nothing can be compared with older ones"
        )
        yield note("repository", "history", message, hint)
    else:
        yield ok("repository", "history", "the clone has the whole history")
    yield from _tracked(root, output, found)


def _tracked(root: Path, output: Path, found: Repository) -> Iterator[Check]:
    try:
        tracked = names(_read(found.own / "index"))
    except IndexFileError as error:
        yield note(
            "repository", "tracked", f"git's index could not be read ({error}), so nobody looked for what is tracked"
        )
        return
    wrong = False
    for folder, why in (
        (output, "it is made anew by each build"),
        (root / ".campaignsite", "it remembers what is withheld"),
    ):
        try:
            inside = folder.resolve().relative_to(found.top).as_posix()
        except ValueError:
            continue
        many = sum(name == inside or name.startswith(f"{inside}/") for name in tracked)
        if many:
            wrong = True
            files = "one of its files is" if many == 1 else f"{many} of its files are"
            message = f"{inside} is in the repository ({files} tracked), and {why}"
            hint = f"take it out with “git rm -r --cached {inside}”, and write “/{inside}/” into .gitignore"
            yield problem("repository", "tracked", message, hint)
    if not wrong:
        yield ok("repository", "tracked", "nothing that a build makes is in the repository")


def of(root: Path) -> Repository | None:
    """The repository that a folder is in, if it is in one."""
    here = root.resolve()
    for folder in (here, *here.parents):
        git = folder / ".git"
        if git.is_file():  # a linked working tree, or a submodule
            said = _read(git).decode("utf-8", "replace").strip()
            git = folder / said.removeprefix("gitdir:").strip() if said.startswith("gitdir:") else git
        if (git / "HEAD").is_file():
            common = _read(git / "commondir").decode("utf-8", "replace").strip()
            return Repository(folder, git, git / common if common else git)
    return None


def newest_entry(root: Path) -> int:
    """When something was last done in the repository, in seconds since 1970, as its log says; 0 when nobody knows."""
    found = of(root)
    lines = _read(found.own / "logs/HEAD").rstrip(b"\n").rpartition(b"\n") if found else (b"", b"", b"")
    logged = _LOGGED.search(lines[2].partition(b"\t")[0])
    return int(logged[1]) if logged else 0


def _read(path: Path) -> bytes:
    """A file of git's; nothing for one that is not there, is no ordinary file, or is too big."""
    try:
        file = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError:
        return b""
    with os.fdopen(file, "rb") as opened:
        status = os.fstat(opened.fileno())
        if not stat.S_ISREG(status.st_mode) or status.st_size > _LIMIT:
            return b""
        return opened.read(_LIMIT)
