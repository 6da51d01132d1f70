"""Exif is a TIFF file without its picture (Exif 2.32, section 4.5; TIFF 6.0, section 2): two questions, and one answer.

Whatever is odd about one is as good as nothing: no program would find anything in it either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import Literal, NamedTuple

HEADER = b"Exif\0\0"
"""Stands before Exif in JPEG files (Exif 2.32, section 4.7.2), and often elsewhere."""
_STARTS = (re.compile(rb"II\*\0"), re.compile(rb"MM\0\*"))
"""Two, because looking for words is ten times as fast as looking for one of several."""
_ORIENTATION, _GPS, _INSIDE = 0x0112, 0x8825, (0x014A, 0x8769)
_PLACES = frozenset((2, 4, 20, 22, 28))
"""GPSLatitude, GPSLongitude, the two of the destination, GPSAreaInformation (Exif 2.32, section 4.6.6)."""
_SHORT, _LONG, _IFD = 3, 4, 13
_MOST_TAGS, _MOST_FOLDERS, _MOST_LOOKS = 1000, 32, 1_000_000


class _Tag(NamedTuple):
    id: int
    type: int
    values: int
    """How many."""
    at: int
    """Where its value stands, or where it says where that stands."""


class _Tiff:
    def __init__(self, data: bytes, start: int) -> None:
        self.data, self.start = data, start
        self.order: Literal["little", "big"] = "little" if data[start : start + 2] == b"II" else "big"

    def number(self, at: int, length: int) -> int:
        return int.from_bytes(self.data[self.start + at : self.start + at + length], self.order)

    def folder(self, at: int) -> tuple[list[_Tag], int]:
        """The tags of one IFD, and where the next one is; nothing for what is none."""
        count = self.number(at, 2)
        end = at + 2 + 12 * count
        if at < 8 or not 0 < count <= _MOST_TAGS or self.start + end > len(self.data):
            return [], 0
        places = range(at + 2, end, 12)
        tags = [_Tag(self.number(p, 2), self.number(p + 2, 2), self.number(p + 4, 4), p + 8) for p in places]
        return tags, self.number(end, 4)

    def folders(self) -> Iterator[list[_Tag]]:
        """Every IFD, but those of the GPS."""
        waiting, seen = [self.number(4, 4)], set[int]()
        while waiting and len(seen) < _MOST_FOLDERS:
            at = waiting.pop()
            if at in seen:
                continue
            seen.add(at)
            tags, following = self.folder(at)
            yield tags
            waiting += [following] if following else []
            for tag in tags:
                if tag.id in _INSIDE and tag.type in (_LONG, _IFD) and tag.values <= _MOST_FOLDERS:
                    here = tag.at if tag.values == 1 else self.number(tag.at, 4)
                    waiting += [self.number(here + 4 * n, 4) for n in range(tag.values)]


def orientation(data: bytes) -> int:
    """How a picture has to be turned to be upright, 1 to 8; 1 when its Exif does not say."""
    start = len(HEADER) if data.startswith(HEADER) else 0
    if not any(begins.match(data, start) for begins in _STARTS):
        return 1
    tiff = _Tiff(data, start)
    tags, _ = tiff.folder(tiff.number(4, 4))
    found = next((tiff.number(t.at, 2) for t in tags if (t.id, t.type, t.values) == (_ORIENTATION, _SHORT, 1)), 1)
    return found if 1 <= found <= 8 else 1


def only_orientation(value: int) -> bytes:
    """The smallest Exif that says how a picture has to be turned."""
    tag = b"".join(n.to_bytes(size, "big") for n, size in ((_ORIENTATION, 2), (_SHORT, 2), (1, 4), (value, 2), (0, 2)))
    return b"MM\0*" + (8).to_bytes(4, "big") + (1).to_bytes(2, "big") + tag + bytes(4)


def has_place(data: bytes) -> bool:
    """Whether there is Exif anywhere in a file that says where on earth it was made."""
    looked = 0
    for match in chain.from_iterable(begins.finditer(data) for begins in _STARTS):
        tiff = _Tiff(data, match.start())
        for tags in tiff.folders():
            looked += 1 + len(tags)
            if _tells_place(tiff, tags):
                return True
            if looked > _MOST_LOOKS:
                return False
    return False


def _tells_place(tiff: _Tiff, tags: list[_Tag]) -> bool:
    for tag in tags:
        if tag.id == _GPS and tag.type in (_LONG, _IFD) and tag.values == 1:
            inside, _ = tiff.folder(tiff.number(tag.at, 4))
            if any(found.id in _PLACES for found in inside):
                return True
    return False
