"""WebP (RFC 9649): a RIFF file of chunks."""

from __future__ import annotations

from collections.abc import Iterator

from campaignsite.pictures.damage import TOO_SHORT, DamagedError, number, piece
from campaignsite.pictures.exif import only_orientation, orientation
from campaignsite.pictures.icc import colours_only
from campaignsite.pictures.pixels import Picture, size

_KEPT = frozenset((b"VP8X", b"VP8 ", b"VP8L", b"ANIM", b"ANMF", b"ALPH", b"ICCP"))
_IN_FRAMES = frozenset((b"VP8 ", b"VP8L", b"ALPH"))
_HAS_ICC, _HAS_EXIF, _HAS_XMP = 0x20, 0x08, 0x04


def is_webp(data: bytes) -> bool:
    """Whether a file begins as one."""
    return data[:4] == b"RIFF" and data[8:12] == b"WEBP"


def clean(data: bytes) -> Picture:
    """Exif, XMP and unknown chunks go, and what lies behind the end. Raises DamagedError or TooBigError."""
    end = 8 + int.from_bytes(data[4:8], "little")
    if end > len(data):
        raise DamagedError(TOO_SHORT)
    chunks = list(_chunks(data, 12, end))
    turned = next((orientation(inside) for kind, inside in chunks if kind == b"EXIF"), 1)
    kept: list[tuple[bytes, bytes]] = []
    for kind, inside in chunks:
        if kind == b"ICCP":
            kept += [(kind, profile)] if (profile := colours_only(inside)) else []
        elif kind == b"ANMF":
            kept.append((kind, piece(inside, 0, 16) + _joined(_frame(inside))))
        elif kind in _KEPT:
            kept.append((kind, inside))
    if not kept or not {kind for kind, _ in kept} & {b"VP8 ", b"VP8L", b"ANMF"}:
        raise DamagedError("there is no picture in it")
    width, height = _size(*kept[0])
    if kept[0][0] == b"VP8X":
        flags = kept[0][1][0] & ~(_HAS_ICC | _HAS_EXIF | _HAS_XMP)
        flags |= _HAS_ICC if any(kind == b"ICCP" for kind, _ in kept) else 0
        flags |= _HAS_EXIF if turned != 1 else 0
        kept[0] = (b"VP8X", bytes((flags,)) + kept[0][1][1:10])
        kept += [(b"EXIF", only_orientation(turned))] if turned != 1 else []
    body = b"WEBP" + _joined(kept)
    # Browsers do not turn WebP as they turn JPEG and PNG: what it says goes on to those who open it elsewhere.
    return Picture(b"RIFF" + len(body).to_bytes(4, "little") + body, size(width, height))


def _frame(inside: bytes) -> Iterator[tuple[bytes, bytes]]:
    return ((kind, data) for kind, data in _chunks(inside, 16, len(inside)) if kind in _IN_FRAMES)


def _chunks(data: bytes, at: int, end: int) -> Iterator[tuple[bytes, bytes]]:
    while at + 8 <= end:
        length = int.from_bytes(piece(data, at + 4, 4), "little")
        if at + 8 + length > end:
            raise DamagedError(TOO_SHORT)
        yield piece(data, at, 4), piece(data, at + 8, length)
        at += 8 + length + length % 2


def _joined(chunks: Iterator[tuple[bytes, bytes]] | list[tuple[bytes, bytes]]) -> bytes:
    padded = ((kind, inside, b"\0" * (len(inside) % 2)) for kind, inside in chunks)
    return b"".join(kind + len(inside).to_bytes(4, "little") + inside + pad for kind, inside, pad in padded)


def _size(kind: bytes, inside: bytes) -> tuple[int, int]:
    """Width and height, from the first chunk (RFC 9649 sections 2.5 to 2.7, RFC 6386 section 9.1)."""
    if kind == b"VP8X":
        wide, high = piece(inside, 4, 3), piece(inside, 7, 3)
        return int.from_bytes(wide, "little") + 1, int.from_bytes(high, "little") + 1
    if kind == b"VP8L" and inside[:1] == b"\x2f":
        bits = int.from_bytes(piece(inside, 1, 4), "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 " and inside[3:6] == b"\x9d\x01\x2a":
        wide, high = piece(inside, 6, 2), piece(inside, 8, 2)
        return int.from_bytes(wide, "little") & 0x3FFF, int.from_bytes(high, "little") & 0x3FFF
    raise DamagedError(f"it does not begin as a WebP file does ({number(inside, 0, 1):#x})")
