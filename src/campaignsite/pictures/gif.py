"""GIF (GIF89a specification): blocks, each a row of sub-blocks."""

from __future__ import annotations

from campaignsite.model.files import Size
from campaignsite.pictures.damage import TOO_SHORT, DamagedError, number, piece
from campaignsite.pictures.pixels import Picture, size

MAGIC = (b"GIF87a", b"GIF89a")
_EXTENSION, _IMAGE, _TRAILER = 0x21, 0x2C, 0x3B
_CONTROL, _APPLICATION = 0xF9, 0xFF
_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
"""How often an animation is shown. Everything else that applications write is about the picture, not of it."""


def clean(data: bytes) -> Picture:
    """Comments, plain text and the blocks of applications go, and what lies behind the end.

    Raises DamagedError or TooBigError.
    """
    at = 13 + _colours(number(data, 10, 1))
    kept, images = [piece(data, 0, at)], 0
    while (kind := number(data, at, 1)) != _TRAILER:
        if kind == _EXTENSION:
            label, end = number(data, at + 1, 1), _end(data, at + 2)
            block = data[at:end]
            if label == _CONTROL:
                kept.append(block)
            elif label == _APPLICATION and block[2] == 11 and block[3:14] in _LOOPS and block[14:16] == b"\x03\x01":
                kept.append(piece(block, 0, 18) + b"\0")
        elif kind == _IMAGE:
            end = _end(data, at + 11 + _colours(number(data, at + 9, 1)))
            kept.append(data[at:end])
            images += 1
        else:
            raise DamagedError("it does not go on as a GIF file does")
        at = end
    shown = measure(data)
    if not images:
        raise DamagedError("there is no picture in it")
    return Picture(b"".join((*kept, bytes((_TRAILER,)))), shown)


def measure(data: bytes) -> Size:
    """The size of a picture, from its head. Raises DamagedError or TooBigError."""
    width, height = int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little")
    if not width or not height:
        raise DamagedError("there is no picture in it")
    return size(width, height)


def _colours(flags: int) -> int:
    """Bytes of the colour table that follows."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _end(data: bytes, at: int) -> int:
    """Where a row of sub-blocks ends."""
    try:
        while length := data[at]:
            at += 1 + length
    except IndexError:
        raise DamagedError(TOO_SHORT) from None
    return at + 1
