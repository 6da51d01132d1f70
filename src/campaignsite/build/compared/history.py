"""The site as it was at a revision of git. In: a name for the revision. Out: its files, in a folder of their own.

The repository is not trusted. What is asked of git runs no hook, filter or pager of it, reads no file of the working
tree, and fetches nothing; what Git LFS has fetched is read from its folder. Nothing is written but regular files and
links below the folder.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

from campaignsite.model.words.hints import nearest
from campaignsite.model.words.places import tame
from campaignsite.sources import CONFIG
from campaignsite.sources.lfs import meant

_PARTS = (CONFIG, "content", "layouts", "assets")
"""What a site is made from, as ``sources`` reads it."""
_LINK, _FILES = "120000", ("100644", "100755")
_FEW = 8
"""So many branches are named."""
_LONGEST = 120
"""Seconds that git may take for one answer."""


class HistoryError(Exception):
    """The revision cannot be had; the message says why, and what to do."""


def restore(root: Path, reference: str, into: Path) -> str:
    """Write the files of the site at ``root`` as they were; returns the commit. Raises HistoryError."""
    top = _text(_git(root, "rev-parse", "--show-prefix"), root)
    name = f"{reference}^{{commit}}"
    found = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", name)
    if found.returncode:
        raise HistoryError(f"git knows no revision “{reference}”; {_missing(root, reference)}")
    commit = found.stdout.decode().strip()
    listed = _git(root, "ls-tree", "-r", "-z", "--full-tree", commit, "--", *(top + part for part in _PARTS))
    if listed.returncode:
        raise HistoryError(f"git cannot list the files of “{reference}”: {_said(listed)}; {_missing(root)}")
    entries = list(_entries(listed.stdout, top))
    asked = "".join(f"{blob}\n" for _, blob, _ in entries).encode()
    read = _git(root, "cat-file", "--batch", given=asked)
    if read.returncode:
        raise HistoryError(f"git cannot read the files of “{reference}”: {_said(read)}; {_missing(root)}")
    for (mode, _, path), data in zip(entries, _blobs(read.stdout, reference), strict=True):
        big = meant(data)
        _put(into, path, (_fetched(root, big) if big else b"") or data, link=mode == _LINK)
    return commit


def _entries(listed: bytes, top: str) -> Iterator[tuple[str, str, str]]:
    """Mode, name and path of every file; what is neither file nor link is left out, as ``sources`` does."""
    for line in listed.split(b"\0"):
        about, _, name = line.partition(b"\t")
        if not name:
            continue
        mode, _, blob = about.decode("ascii").split(" ")
        path = os.fsdecode(name).removeprefix(top)
        if mode in (_LINK, *_FILES):
            yield mode, blob, path


def _blobs(answer: bytes, reference: str) -> Iterator[bytes]:
    """What ``cat-file --batch`` answers: a line with name, type and size, the bytes, and an end of line."""
    at = 0
    while at < len(answer):
        end = answer.index(b"\n", at)
        head = answer[at:end].split(b" ")
        if len(head) != 3:
            raise HistoryError(f"files of “{reference}” are not here; fetch them with “git fetch --refetch”")
        size = int(head[2])
        yield answer[end + 1 : end + 1 + size]
        at = end + size + 2


def _fetched(root: Path, digest: str) -> bytes:
    """A file that Git LFS keeps, from its own folder (Git LFS Specification, “Intercepting Git”); else nothing."""
    folder = Path(_text(_git(root, "rev-parse", "--path-format=absolute", "--git-common-dir"), root), "lfs/objects")
    with contextlib.suppress(OSError):
        data = (folder / digest[:2] / digest[2:4] / digest).read_bytes()
        if hashlib.sha256(data).hexdigest() == digest:
            return data
    return b""  # then its pointer stands there, which is an error of the site as it was: nothing is fetched for it


def _put(into: Path, path: str, data: bytes, *, link: bool) -> None:
    file = into / path
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.parent.resolve().is_relative_to(into.resolve()):
        return  # by a name or behind a link that leads out
    if link:
        try:
            file.symlink_to(os.fsdecode(data))
        except OSError:  # a Windows that makes none: git leaves their text in their place then, and so do we
            file.write_bytes(data)
    else:
        file.write_bytes(data)


def _missing(root: Path, reference: str = "") -> str:
    """Why a revision may not be there, and which there are."""
    shallow = _git(root, "rev-parse", "--is-shallow-repository")
    if shallow.stdout.strip() == b"true":
        return "this clone holds only the newest commits: in CI, ask for all (“fetch-depth: 0”, or “GIT_DEPTH: 0”)"
    listed = _git(root, "for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/remotes")
    names = [tame(name) for name in listed.stdout.decode(errors="replace").split("\n") if name]
    what = "write the name of a branch, a tag or a commit"
    if not names and not _git(root, "rev-parse", "--verify", "--quiet", "HEAD").returncode:
        return f"{what}, such as HEAD~1"
    if not names:
        return "nothing is committed here yet, so there is nothing to compare with; commit what there is first"
    near = nearest(reference, names)
    few = ", ".join(names[:_FEW]) + (f" and {len(names) - _FEW} more" if len(names) > _FEW else "")
    return f"{what}; {f'{near} ' if near else ''}the branches here are {few}"


def _text(done: subprocess.CompletedProcess[bytes], root: Path) -> str:
    if done.returncode:
        said = _said(done)
        if "dubious ownership" in said:
            command = f"git config --global --add safe.directory {root.resolve()}"
            raise HistoryError(f"git does not trust a folder that somebody else owns; run “{command}”")
        raise HistoryError(f"{root} is in no git repository: {said}")
    return os.fsdecode(done.stdout).rstrip("\n")


def _said(done: subprocess.CompletedProcess[bytes]) -> str:
    return done.stderr.decode(errors="replace").strip().split("\n")[0].removeprefix("fatal: ")


def _git(root: Path, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    own = {"GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}
    command = ["git", "--no-pager", "--no-replace-objects", "--literal-pathspecs", *arguments]
    try:
        return subprocess.run(  # noqa: S603 - no shell, and names of revisions behind --end-of-options
            command,
            cwd=root,
            input=given,
            capture_output=True,
            check=False,
            timeout=_LONGEST,
            env={**os.environ, **own},
        )
    except FileNotFoundError:
        raise HistoryError("git is not installed, and it keeps what the site was") from None
    except subprocess.TimeoutExpired:
        raise HistoryError(f"git gave no answer in {_LONGEST} seconds") from None
