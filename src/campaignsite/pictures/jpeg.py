"""JPEG (ITU-T T.81, annex B): marker segments, and between them what they are about."""

from __future__ import annotations

import re

from campaignsite.model.files import Size
from campaignsite.pictures.damage import TOO_SHORT, DamagedError, number, piece
from campaignsite.pictures.exif import HEADER, only_orientation, orientation
from campaignsite.pictures.icc import colours_only
from campaignsite.pictures.pixels import Picture, size

MAGIC = b"\xff\xd8\xff"
_END, _SCAN = 0xD9, 0xDA
_APPLICATIONS = range(0xE0, 0xF0)
_FRAMES = frozenset((*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)))
_TABLES = frozenset((0xC4, 0xCC, 0xDB, 0xDC, 0xDD))
"""Huffman and arithmetic tables, quantization, the number of lines, the restart interval."""
_COMMENT = 0xFE
_AFTER_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""A marker that ends a scan: no stuffed byte, no restart, no filling (section B.1.1.5)."""
_FILLING = re.compile(rb"\xff+")
_ICC, _ICC_EACH = b"ICC_PROFILE\0", 65_000
_JFIF, _ADOBE = b"JFIF\0", b"Adobe"


def clean(data: bytes) -> Picture:
    """Everything but the picture goes: the segments of applications, comments, what lies behind its end.

    Stays: JFIF's version and density, Adobe's transform, without which colours are wrong, the colour profile, and how
    the picture has to be turned. Raises DamagedError or TooBigError.
    """
    reader = _Reader(data)
    reader.read()
    width, height = reader.frame
    if not width or not height or not reader.scans:
        raise DamagedError("there is no picture in it")
    return Picture(b"".join((MAGIC[:2], *reader.front(), *reader.kept)), size(width, height, reader.turned))


def measure(data: bytes) -> Size:
    """The size of a picture, from what comes before its first scan. Raises DamagedError or TooBigError."""
    reader = _Reader(data)
    reader.read(whole=False)
    return size(*reader.frame, reader.turned)


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 2
        self.kept: list[bytes] = []
        self.own: list[bytes] = []
        self.profile: dict[int, bytes] = {}
        self.frame, self.scans, self.turned = (0, 0), 0, 1

    def read(self, *, whole: bool = True) -> None:
        while (marker := self._marker()) != _END and (whole or marker != _SCAN):
            length = number(self.data, self.at, 2)
            inside = piece(self.data, self.at + 2, length - 2)
            self.at += length
            if marker in _APPLICATIONS:
                self._application(marker, inside)
            elif marker == _SCAN:
                self.kept.append(_segment(marker, inside) + self._scanned())
                self.scans += 1
            elif marker in _FRAMES or marker in _TABLES:
                self.kept.append(_segment(marker, inside))
                if marker in _FRAMES:
                    height, width = number(inside, 1, 2), number(inside, 3, 2)
                    self.frame = max(self.frame, (width, height))
            elif marker != _COMMENT:
                raise DamagedError(f"it has something in it that no JPEG file has (marker {marker:#x})")
        self.kept.append(bytes((0xFF, _END)))

    def front(self) -> list[bytes]:
        """What applications have to say of the picture."""
        turned = [_segment(0xE1, HEADER + only_orientation(self.turned))] if self.turned != 1 else []
        whole = colours_only(b"".join(self.profile[n] for n in sorted(self.profile)))
        parts = [whole[at : at + _ICC_EACH] for at in range(0, len(whole), _ICC_EACH)]
        icc = [_segment(0xE2, _ICC + bytes((n, len(parts))) + part) for n, part in enumerate(parts, 1)]
        return [*self.own[:1], *turned, *icc, *self.own[1:]]

    def _marker(self) -> int:
        filling = _FILLING.match(self.data, self.at)
        if filling is None:
            raise DamagedError("it does not go on as a JPEG file does" if self.at < len(self.data) else TOO_SHORT)
        found = number(self.data, filling.end(), 1)
        self.at = filling.end() + 1
        return found

    def _scanned(self) -> bytes:
        found = _AFTER_SCAN.search(self.data, self.at)
        if found is None:
            raise DamagedError(TOO_SHORT)
        start, self.at = self.at, found.start()
        return self.data[start : self.at]

    def _application(self, marker: int, inside: bytes) -> None:
        if marker == 0xE0 and inside.startswith(_JFIF) and len(inside) >= 14 and not self.own:
            # Version, units and density; a thumbnail of no pixels (JFIF 1.02).
            self.own.insert(0, _segment(marker, inside[:12] + bytes(2)))
        elif marker == 0xEE and inside.startswith(_ADOBE) and len(inside) >= 12:
            self.own.append(_segment(marker, inside[:12]))
        elif marker == 0xE2 and inside.startswith(_ICC) and len(inside) > len(_ICC) + 2:
            self.profile.setdefault(inside[len(_ICC)], inside[len(_ICC) + 2 :])
        elif marker == 0xE1 and inside.startswith(HEADER):
            self.turned = orientation(inside)


def _segment(marker: int, inside: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(inside) + 2).to_bytes(2, "big") + inside
