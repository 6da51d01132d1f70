"""Files made of boxes inside boxes (ISO/IEC 14496-12, section 4.2): AVIF and HEIC pictures, MP4 and QuickTime films."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from campaignsite.pictures.damage import TOO_SHORT, DamagedError, number, piece


class Box(NamedTuple):
    """One box, by the places in the file where it, what is in it, and what comes after it begin."""

    kind: bytes
    start: int
    inside: int
    end: int


def boxes(data: bytes | bytearray, start: int, end: int) -> Iterator[Box]:
    """The boxes between two places. Raises DamagedError at one that does not end before ``end``."""
    at = start
    while at + 8 <= end:
        length, kind, inside = number(data, at, 4), piece(data, at + 4, 4), at + 8
        if length == 1:
            length, inside = number(data, at + 8, 8), at + 16
        elif length == 0:  # up to the end of the file
            length = end - at
        if length < inside - at or at + length > end:
            raise DamagedError(TOO_SHORT)
        yield Box(kind, at, inside, at + length)
        at += length


def brand(data: bytes) -> bytes:
    """What a file says it is (section 4.3); nothing when it is made of no boxes."""
    return data[8:12] if data[4:8] == b"ftyp" else b""


class Fields:
    """Numbers and texts that stand behind one another."""

    def __init__(self, data: bytes | bytearray, at: int) -> None:
        self._data, self.at = data, at

    def number(self, length: int) -> int:
        """The next number, of so many bytes. Raises DamagedError."""
        found = number(self._data, self.at, length)
        self.at += length
        return found

    def piece(self, length: int) -> bytes:
        """The next so many bytes. Raises DamagedError."""
        found = piece(self._data, self.at, length)
        self.at += length
        return found
