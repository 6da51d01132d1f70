"""A font in which every letter of every script is the same box, so that a page looks alike on all machines.

Which fonts a machine has decides where lines break, and so how long a page is. With this one a picture of a page shows
what the style sheet does and nothing else. (The idea is old: test suites of browsers have used such fonts for decades.)
"""

from __future__ import annotations

import struct
from functools import cache

_EM, _WIDTH, _HEIGHT = 1000, 540, 620
_ASCENT, _DESCENT = 800, 200
_BOX, _NOTHING = 1, 2
_SPACES = ((0x09, 0x0D), (0x20, 0x20), (0xA0, 0xA0), (0x2000, 0x200F), (0x2028, 0x202F), (0x3000, 0x3000))


@cache
def box_font() -> bytes:
    """The font as a TrueType file."""
    box = _glyph()
    tables = {
        b"OS/2": _os2(),
        b"cmap": _cmap(),
        b"glyf": box,
        b"head": struct.pack(
            ">IIIIHHQQhhhhHHhhh",
            *(0x10000, 0x10000, 0, 0x5F0F3CF5, 3, _EM, 0, 0, 30, 0, _WIDTH - 30, _HEIGHT, 0, 8, 2, 1, 0),
        ),
        b"hhea": struct.pack(
            ">IhhhHhhhhhhhhhhhH",
            *(0x10000, _ASCENT, -_DESCENT, 0, _WIDTH, 30, 30, _WIDTH - 30, 1, 0, 0, 0, 0, 0, 0, 0, 3),
        ),
        b"hmtx": struct.pack(">HhHhHh", _WIDTH, 30, _WIDTH, 30, _WIDTH // 2, 0),
        b"loca": struct.pack(">IIII", 0, 0, len(box), len(box)),
        b"maxp": struct.pack(">IHHHHHHHHHHHHHH", 0x10000, 3, 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0),
        b"name": _name(),
        b"post": struct.pack(">IIhhIIIII", 0x30000, 0, -100, 50, 0, 0, 0, 0, 0),
    }
    return _file(tables)


def _glyph() -> bytes:
    """A rectangle: its contour, its four corners, each with long steps from the last."""
    steps = ((30, 0), (0, _HEIGHT), (_WIDTH - 60, 0), (0, -_HEIGHT))
    head = struct.pack(">hhhhhHH", 1, 30, 0, _WIDTH - 30, _HEIGHT, 3, 0)
    corners = struct.pack(">4B4h4h", 1, 1, 1, 1, *(x for x, _ in steps), *(y for _, y in steps))
    return _padded(head + corners)


def _cmap() -> bytes:
    """Format 13: whole ranges of characters share a glyph."""
    groups, at = [], 0x21
    for first, last in _SPACES:
        if first > at:
            groups.append((at, first - 1, _BOX))
        groups.append((first, last, _NOTHING))
        at = max(at, last + 1)
    groups.append((at, 0x10FFFF, _BOX))
    body = b"".join(struct.pack(">III", *group) for group in groups)
    header = struct.pack(">HHHHI", 0, 1, 3, 10, 12)
    return header + struct.pack(">HHIII", 13, 0, 16 + len(body), 0, len(groups)) + body


def _name() -> bytes:
    texts = [(n, text.encode("utf-16-be")) for n, text in ((1, "boxes"), (2, "Regular"), (4, "boxes"), (6, "boxes"))]
    records, at = b"", 0
    for n, text in texts:
        records += struct.pack(">HHHHHH", 3, 1, 0x409, n, len(text), at)
        at += len(text)
    return struct.pack(">HHH", 0, len(texts), 6 + len(records)) + records + b"".join(text for _, text in texts)


def _os2() -> bytes:
    sizes = (650, 600, 0, 75, 650, 600, 0, 350, 50, 300)
    return (
        struct.pack(">HhHHH", 4, _WIDTH, 400, 5, 0)
        + struct.pack(">10hh", *sizes, 0)
        + bytes(10)
        + struct.pack(">IIII4s", 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, b"none")
        + struct.pack(">HHHhhhHH", 0x40, 0x20, 0xFFFF, _ASCENT, -_DESCENT, 0, _ASCENT, _DESCENT)
        + struct.pack(">IIhhHHH", 1, 0, _HEIGHT, _HEIGHT, 0, 0x20, 1)
    )


def _padded(data: bytes) -> bytes:
    return data + bytes(-len(data) % 4)


def _sum(data: bytes) -> int:
    words: tuple[int, ...] = struct.unpack(f">{len(data) // 4}I", data)
    return sum(words) & 0xFFFFFFFF


def _file(tables: dict[bytes, bytes]) -> bytes:
    count, at = len(tables), 12 + 16 * len(tables)
    power = count.bit_length() - 1
    directory = struct.pack(">IHHHH", 0x10000, count, 16 << power, power, (count - (1 << power)) * 16)
    body = b""
    for tag, data in tables.items():
        directory += struct.pack(">4sIII", tag, _sum(_padded(data)), at + len(body), len(data))
        body += _padded(data)
    return directory + body
