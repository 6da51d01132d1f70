"""The names in git's index. In: the bytes of the file. Out: the names of what is tracked.

The form is git's index format, versions 2 to 4 (https://git-scm.com/docs/index-format). The file comes with a clone of
somebody's, so every length in it is doubted.
"""

from __future__ import annotations

import struct

_HEADER = struct.Struct(">4sII")
_FIXED = 40
"""Bytes of an entry before the digest: times, device, inode, mode, owner, size."""
_EXTENDED, _LENGTH = 0x4000, 0x0FFF
_DIGESTS = (20, 32)
"""Bytes of SHA-1 and SHA-256."""


class IndexFileError(Exception):
    """It is no index that can be read here; the message says why."""


def names(data: bytes) -> tuple[str, ...]:
    """What is tracked, by its path from the top of the repository. An empty file tracks nothing.

    Raises IndexFileError.
    """
    if not data:
        return ()
    if len(data) < _HEADER.size:
        raise IndexFileError("it is cut off")
    sign, version, count = _HEADER.unpack_from(data)
    if sign != b"DIRC" or version not in (2, 3, 4):
        raise IndexFileError("it is of a form that is not known")
    for digest in _DIGESTS:
        found, at = _entries(data, version, count, digest)
        if found is not None and _ends(data, at, digest):
            return tuple(name.decode("utf-8", "replace") for name in found)
    raise IndexFileError("it is damaged")


def _entries(data: bytes, version: int, count: int, digest: int) -> tuple[list[bytes] | None, int]:
    """The names, and where the entries end; None when they are not what a digest of that length would make of them."""
    found: list[bytes] = []
    at, before = _HEADER.size, b""
    for _ in range(count):
        start, at = at, at + _FIXED + digest + 2
        if at > len(data):
            return None, at
        flags = int.from_bytes(data[at - 2 : at], "big")
        if flags & _EXTENDED:
            at += 2
        if version == 4:
            strip, at = _number(data, at)
            if strip > len(before):
                return None, at
            before = before[: len(before) - strip]
        end = data.find(b"\0", at)
        if end < 0:
            return None, at
        name = (before if version == 4 else b"") + data[at:end]
        if (flags & _LENGTH) not in (len(name), _LENGTH):
            return None, at
        found.append(name)  # one without a name stands in a split index for one in its other file
        before = name
        at = end + 1 if version == 4 else start + ((end - start) // 8 + 1) * 8
    return found, at


def _number(data: bytes, at: int) -> tuple[int, int]:
    """A number of several bytes, as packs write offsets, and where it ends."""
    value = 0
    for n in range(9):
        byte = data[at + n] if at + n < len(data) else 0
        value = (value << 7) | (byte & 0x7F)
        if not byte & 0x80:
            return value, at + n + 1
        value += 1
    return value, at + 9


def _ends(data: bytes, at: int, digest: int) -> bool:
    """Whether extensions, each with its length, lead from there to the digest of the whole; one refuses to be read so.

    A split index keeps its names in another file (``link``).
    """
    while at + 8 <= len(data) - digest:
        sign, length = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "big")
        if sign == b"link":
            raise IndexFileError("it is split into two files")
        at += 8 + length
    return at == len(data) - digest
