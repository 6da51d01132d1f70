"""QR codes (ISO/IEC 18004). In: an address. Out: the code, as the data of an SVG path."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

QUIET = 4
"""Modules of white on each side (ISO/IEC 18004, 9.1)."""


@dataclass(frozen=True, slots=True)
class QrCode:
    """A code as a layout draws it."""

    size: int
    """Modules on each side, with the quiet zone."""
    modules: str
    """The dark modules as the data of an SVG path, each one unit wide."""


def qr_code(address: str) -> QrCode:
    """The code of an address. Level M and better: a poster is torn, rained on, and seen at an angle."""
    import segno  # here: few pages have a code, and none is drawn when nothing changed

    matrix = segno.make_qr(address, error="m").matrix
    return QrCode(len(matrix) + 2 * QUIET, "".join(_modules(matrix)))


def _modules(matrix: Sequence[Sequence[int]]) -> Iterator[str]:
    """Each run of dark modules as a rectangle."""
    for y, row in enumerate(matrix, QUIET):
        at = QUIET
        for dark, run in groupby(row):
            length = len(list(run))
            if dark:
                yield f"M{at} {y}h{length}v1h-{length}z"
            at += length
