"""One file of the site is read. In: the root and a path. Out: ``Checked[Source]``."""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path

from campaignsite.model.codes import diagnostic
from campaignsite.model.diagnostics import Checked, Diagnostic
from campaignsite.model.files import Source

TEXT_LIMIT = 1 << 20
"""Bytes of the largest Markdown, YAML or layout file: a long book is smaller."""
FILE_LIMIT = 64 << 20
"""Bytes of the largest file of any other kind."""
LOOK = "look at its rights and, if it is a link, at where that leads"
"""What to do about what the system does not let us read."""
_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
"""A named pipe must not hang the build."""
_TEXT_ENDINGS = (".md", ".yaml", ".html", ".xml", ".txt", ".css", ".js", ".json", ".svg")


def read(root: Path, path: str) -> Checked[Source]:
    """Read a file. There is no value when it is too big, no ordinary file, or not to be read."""
    limit = TEXT_LIMIT if path.endswith(_TEXT_ENDINGS) and not path.startswith("assets/") else FILE_LIMIT
    try:
        file = os.open(f"{root}/{path}", _FLAGS)
        try:
            status = os.fstat(file)
            if not stat.S_ISREG(status.st_mode):
                return _nothing("unreadable-file", "this is no ordinary file", path, "take it out")
            if status.st_size > limit:
                message = f"this file has {status.st_size / (1 << 20):,.1f} MiB; the most is {limit >> 20} MiB"
                return _nothing("file-too-big", message, path, "split it, or publish it elsewhere and link to it")
            data = os.read(file, status.st_size + 1)
            if len(data) != status.st_size:  # it is being written to, or comes in pieces
                data += b"".join(iter(lambda: os.read(file, 1 << 20), b""))
        finally:
            os.close(file)
    except OSError as error:
        return _nothing("unreadable-file", f"this cannot be read: {error.strerror}", path, LOOK)
    return Checked(Source(path, data, hashlib.sha256(data).hexdigest()))


def inside(root: Path, path: str) -> bool:
    """Whether a path, all links followed, is still below ``root``."""
    return Path(os.path.realpath(root / path)).is_relative_to(os.path.realpath(root))


def read_again(root: Path, path: str, digest: str) -> Checked[Source]:
    """Read a file that was read before. There is no value when it is no longer what it was."""
    source = read(root, path)
    if source.value and source.value.digest != digest:
        return _nothing("unreadable-file", "this file was changed while the site was built", path, "build again")
    return source


def _nothing(code: str, message: str, path: str, hint: str = "") -> Checked[Source]:
    noticed: tuple[Diagnostic, ...] = (diagnostic(code, message, path, hint=hint),)
    return Checked(None, noticed)
