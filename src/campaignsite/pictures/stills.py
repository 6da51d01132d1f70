"""Whether a file is one still picture made of pixels. In: its bytes, whole or not. Out: yes or no, and no error.

An animation loses its point in a still copy, and a GIF is either one or so small that it needs none.
"""

from __future__ import annotations

from campaignsite.pictures import avif, jpeg, png, webp
from campaignsite.pictures.boxes import boxes
from campaignsite.pictures.damage import DamagedError, number, piece

_ANIMATED_WEBP = 0x02
"""RFC 9649, section 2.7.1: the flag of animation, in the first byte of VP8X."""


def is_still(data: bytes) -> bool:
    """Whether smaller copies can be made of it."""
    try:
        if data.startswith(png.MAGIC):
            return _is_still_png(data)
        if webp.is_webp(data):
            return data[12:16] != b"VP8X" or not number(data, 20, 1) & _ANIMATED_WEBP
        if avif.is_avif(data):
            return all(box.kind != b"moov" for box in boxes(data, 0, len(data)))
    except DamagedError:
        return False
    return data.startswith(jpeg.MAGIC)


def _is_still_png(data: bytes) -> bool:
    """How many frames there are stands before the first (PNG, third edition, section 11.3.6.1)."""
    at, kind = len(png.MAGIC), b""
    while kind != b"IDAT":
        length, kind = number(data, at, 4), piece(data, at + 4, 4)
        if kind == b"acTL":
            return False
        at += 12 + length
    return True
