"""What Git LFS leaves in place of a big file that was not fetched. In: a file's data. Out: which file is meant.

Source: the Git LFS Specification, “The Pointer”.
"""

from __future__ import annotations

import re

_MOST = 1023
"""Bytes of the longest pointer."""
_POINTER = re.compile(
    rb"version https://git-lfs\.github\.com/spec/v1\n(?:[a-z0-9.-]+ [^\n]*\n)*?oid sha256:([0-9a-f]{64})\n"
)


def meant(data: bytes) -> str:
    """The SHA-256 of the file that a pointer stands for, in hexadecimal; empty for data that are no pointer."""
    found = _POINTER.match(data) if len(data) <= _MOST else None
    return found[1].decode("ascii") if found else ""
