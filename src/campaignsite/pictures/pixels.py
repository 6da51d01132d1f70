"""What is left of a picture when everything about it is gone, and how much it may be."""

from __future__ import annotations

from dataclasses import dataclass

from campaignsite.model.files import Size

MOST = 50_000_000
"""Pixels of the largest picture: the sensors of telephones end here, and four bytes of each are 200 MB."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture without anything that is no picture."""

    data: bytes
    size: Size
    """As browsers show it."""


class TooBigError(Exception):
    """A picture has more pixels than anybody should have to unpack (a *decompression bomb*); the argument says how."""


def size(width: int, height: int, orientation: int = 1) -> Size:
    """The size of a picture as browsers show it, in CSS pixels. Raises TooBigError.

    From the fifth orientation on it lies on its side (Exif 2.32, section 4.6.4.A, Orientation).
    """
    if width * height > MOST:
        raise TooBigError(f"{width:,} × {height:,} pixels")
    return Size(height, width) if orientation > 4 else Size(width, height)
