"""What a page knows of a picture in one of its texts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PictureView:
    """A picture of the site."""

    url: str
    width: int
    """In CSS pixels, as browsers show it; 0 when the file does not say, as with an SVG that fits anywhere."""
    height: int
