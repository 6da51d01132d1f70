"""Files of the built tree. In: its folder and a name below it. Out: an open file, and what is to be said of it."""

from __future__ import annotations

import mimetypes
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import BinaryIO

_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_TYPES = MappingProxyType(
    {
        ".avif": "image/avif",
        ".css": "text/css",
        ".csv": "text/csv",
        ".html": "text/html",
        ".ics": "text/calendar",
        ".js": "text/javascript",
        ".json": "application/json",
        ".mjs": "text/javascript",
        ".svg": "image/svg+xml",
        ".txt": "text/plain",
        ".wasm": "application/wasm",
        ".webmanifest": "application/manifest+json",
        ".webp": "image/webp",
        ".woff2": "font/woff2",
        ".xml": "application/xml",
    }
)
"""What this machine may know otherwise, or not at all."""
_IN_UTF8 = re.compile(r"text/.*|application/(?:json|xml|manifest\+json)|image/svg\+xml")


@dataclass(frozen=True, slots=True)
class File:
    """A file to answer with; who has it closes ``data``."""

    name: str
    data: BinaryIO
    size: int
    """In bytes."""
    mark: str
    """Tells one state of it from another."""


def opened(top: str, name: str) -> File | None:
    """The ordinary file ``name`` below the folder ``top``, whose path has no links; links in it lead nowhere."""
    path = os.fspath(Path(top, *name.split("/")))
    if os.path.realpath(path) != path:
        return None
    try:
        number = os.open(path, _FLAGS)
    except (OSError, ValueError):
        return None
    status = os.fstat(number)
    if not stat.S_ISREG(status.st_mode):
        os.close(number)
        return None
    data = os.fdopen(number, "rb")
    return File(name, data, status.st_size, f"{status.st_ino:x}-{status.st_mtime_ns:x}-{status.st_size:x}")


def type_of(name: str) -> str:
    """The media type of a file by its ending."""
    ending = PurePosixPath(name).suffix.lower()
    found = _TYPES.get(ending) or mimetypes.guess_type(f"x{ending}")[0] or "application/octet-stream"
    return f"{found}; charset=utf-8" if _IN_UTF8.fullmatch(found) else found


def span(asked: str, size: int) -> tuple[int, int] | None:
    """From where to where a Range header asks for a file (RFC 9110, 14.1.2). (0, 0) for what cannot be satisfied.

    None for what is to be ignored: other units, several ranges, what is malformed.
    """
    found = re.fullmatch(r"bytes=(\d{0,18})-(\d{0,18})", asked.strip())
    if not found or not (found[1] or found[2]):
        return None
    if not found[1]:
        last = min(int(found[2]), size)
        return (size - last, size) if last else (0, 0)
    first, end = int(found[1]), min(int(found[2]) + 1, size) if found[2] else size
    if found[2] and int(found[2]) < first:
        return None
    return (first, end) if first < size else (0, 0)
