"""A colour profile says how colours are meant, and much besides: whose screen it was made on, when, by what program.

In: a profile. Out: one of as many bytes that means the same colours (ICC.1:2022, sections 7 and 9), or none.
"""

from __future__ import annotations

from typing import NamedTuple

_COLOURS = frozenset(
    b"rXYZ gXYZ bXYZ wtpt bkpt chad rTRC gTRC bTRC kTRC A2B0 A2B1 A2B2 B2A0 B2A1 B2A2 "
    b"B2D0 B2D1 B2D2 B2D3 D2B0 D2B1 D2B2 D2B3 cicp lumi gamt".split()
)
_NAMES = frozenset((b"desc", b"cprt"))
"""These have to be there (ICC.1:2022, section 8.2), whatever they say."""
_HEADER, _MOST = 128, 200
_SILENCED = ((24, 36), (48, 64), (80, 128))
"""Of the header: when it was made; the device, which of its kind; who made it, and a checksum that may be zero."""


class _Tag(NamedTuple):
    name: bytes
    start: int
    length: int

    @property
    def entry(self) -> bytes:
        return self.name + self.start.to_bytes(4, "big") + self.length.to_bytes(4, "big")


def colours_only(profile: bytes) -> bytes:
    """The profile without words; nothing when it is none, which is how browsers take it too."""
    count = int.from_bytes(profile[_HEADER : _HEADER + 4], "big")
    first = _HEADER + 4 + 12 * count
    if profile[36:40] != b"acsp" or not 0 < count <= _MOST or first > len(profile):
        return b""
    entries = (profile[at : at + 12] for at in range(_HEADER + 4, first, 12))
    tags = [_Tag(e[:4], int.from_bytes(e[4:8], "big"), int.from_bytes(e[8:], "big")) for e in entries]
    kept = [tag for tag in tags if tag.name in _COLOURS]
    named = [tag for tag in tags if tag.name in _NAMES and not any(_meet(tag, other) for other in kept)]
    if any(tag.start < first or tag.start + tag.length > len(profile) for tag in (*kept, *named)):
        return b""
    clean = bytearray(len(profile))
    clean[:_HEADER] = profile[:_HEADER]
    for start, end in _SILENCED:
        clean[start:end] = bytes(end - start)
    for tag in kept:
        clean[tag.start : tag.start + tag.length] = profile[tag.start : tag.start + tag.length]
    for tag in named:
        text = _nothing_said(profile[tag.start : tag.start + 4], tag.length)
        clean[tag.start : tag.start + tag.length] = text
    both = [tag for tag in tags if tag in kept or tag in named]
    table = len(both).to_bytes(4, "big") + b"".join(tag.entry for tag in both)
    clean[_HEADER : _HEADER + len(table)] = table
    return bytes(clean)


def _meet(one: _Tag, other: _Tag) -> bool:
    return one.start < other.start + other.length and other.start < one.start + one.length


def _nothing_said(kind: bytes, length: int) -> bytes:
    """A text of some kind and length in which nothing stands (ICC.1:2022, section 10.15; ICC.1:2001-04, 6.5.17)."""
    if kind == b"mluc":
        text = kind + bytes(4) + (1).to_bytes(4, "big") + (12).to_bytes(4, "big") + b"enUS" + (2).to_bytes(4, "big")
        text += (28).to_bytes(4, "big") + "-".encode("utf-16-be")
    elif kind == b"desc":
        text = kind + bytes(4) + (2).to_bytes(4, "big") + b"-\0"
    else:
        text = b"text" + bytes(4) + b"-\0"
    return text[:length].ljust(length, b"\0")
