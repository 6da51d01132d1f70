"""A picture of few colours as a PNG (RFC 2083). In: a byte for each pixel. Out: PNG.

Pillow's own zlib depends on the processor; Python's is the same for the same version, which counts among what makes a
build.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence


def png(pixels: bytes, width: int, palette: Sequence[tuple[int, int, int]]) -> bytes:
    """The picture, each pixel the number of a colour. Lines are not filtered: few colours are smallest so."""
    height = len(pixels) // width
    rows = b"".join(b"\0" + pixels[n : n + width] for n in range(0, width * height, width))
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = (
        (b"IHDR", head),
        (b"PLTE", bytes(c for colour in palette for c in colour)),
        (b"IDAT", zlib.compress(rows, 7)),  # 9 takes seven times as long for a tenth less
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
