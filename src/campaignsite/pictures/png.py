"""PNG (W3C Recommendation, third edition): chunks with checksums, animated or not."""

from __future__ import annotations

import zlib

from campaignsite.model.files import Size
from campaignsite.pictures.damage import DamagedError, number, piece
from campaignsite.pictures.exif import only_orientation, orientation
from campaignsite.pictures.icc import colours_only
from campaignsite.pictures.pixels import Picture, size

MAGIC = b"\x89PNG\r\n\x1a\n"
_CRITICAL = frozenset((b"IHDR", b"PLTE", b"IDAT", b"IEND"))
_KEPT = _CRITICAL | {b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"cICP", b"sBIT", b"pHYs", b"acTL", b"fcTL", b"fdAT"}
_LARGEST_PROFILE = 8 << 20


def clean(data: bytes) -> Picture:
    """Only what shapes the picture stays (section 11): its text, its times and all private chunks go.

    Raises DamagedError or TooBigError.
    """
    kept: list[bytes] = []
    turned, at, kind = 1, len(MAGIC), b""
    while kind != b"IEND":
        length, kind = number(data, at, 4), piece(data, at + 4, 4)
        inside, mark = piece(data, at + 8, length), number(data, at + 8 + length, 4)
        if zlib.crc32(kind + inside) != mark:
            raise DamagedError(f"its checksums are wrong (in {kind.decode('latin-1')!a})")
        if (at == len(MAGIC)) is not (kind == b"IHDR"):
            raise DamagedError("it does not begin as a PNG file does")
        at += 12 + length
        if kind == b"eXIf":
            turned = orientation(inside)
        elif kind == b"iCCP":
            kept += [_chunk(kind, profile) for profile in _profile(inside)]
        elif kind in _KEPT:
            kept.append(_chunk(kind, inside))
        elif not kind[0] & 0x20:
            raise DamagedError(f"it has a part that no browser knows ({kind.decode('latin-1')!a})")
    picture = kept[0]
    if len(picture) != 25 or not any(chunk[4:8] == b"IDAT" for chunk in kept):
        raise DamagedError("there is no picture in it")
    width, height = number(picture, 8, 4), number(picture, 12, 4)
    if not width or not height:
        raise DamagedError("there is no picture in it")
    exif = [_chunk(b"eXIf", only_orientation(turned))] if turned != 1 else []
    return Picture(b"".join((MAGIC, picture, *exif, *kept[1:])), size(width, height, turned))


def measure(data: bytes) -> Size:
    """The size of a picture, from its first chunk and its orientation. Raises DamagedError or TooBigError."""
    turned, at, kind = 1, len(MAGIC), b""
    while kind != b"IEND":
        length, kind = number(data, at, 4), piece(data, at + 4, 4)
        if kind == b"eXIf":
            turned = orientation(piece(data, at + 8, length))
        at += 12 + length
    return size(number(data, 16, 4), number(data, 20, 4), turned)


def _profile(inside: bytes) -> list[bytes]:
    """The colour profile without its name and without words (section 11.3.2.3)."""
    _, _, packed = inside.partition(b"\0")
    try:
        unpacked = zlib.decompressobj().decompress(packed[1:], _LARGEST_PROFILE)
    except zlib.error:
        return []
    profile = colours_only(unpacked)
    return [b"ICC\0\0" + _stored(profile)] if profile else []


def _stored(data: bytes) -> bytes:
    """As zlib has it, not compressed (RFC 1950, RFC 1951 section 3.2.4): every zlib compresses in its own way."""
    parts = [data[at : at + 0xFFFF] for at in range(0, len(data), 0xFFFF)]
    blocks = [
        bytes((n == len(parts),)) + len(p).to_bytes(2, "little") + (len(p) ^ 0xFFFF).to_bytes(2, "little") + p
        for n, p in enumerate(parts, 1)
    ]
    return b"\x78\x01" + b"".join(blocks) + zlib.adler32(data).to_bytes(4, "big")


def _chunk(kind: bytes, inside: bytes) -> bytes:
    return len(inside).to_bytes(4, "big") + kind + inside + zlib.crc32(kind + inside).to_bytes(4, "big")
