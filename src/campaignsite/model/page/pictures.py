"""What a page knows of a picture in one of its texts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CopyView:
    """A smaller copy of a picture."""

    url: str
    width: int
    """In pixels."""


@dataclass(frozen=True, slots=True)
class CopiesView:
    """All smaller copies of a picture that are of one kind."""

    type: str
    """The media type: ``image/avif``."""
    copies: tuple[CopyView, ...]
    """The narrowest first."""


@dataclass(frozen=True, slots=True)
class PictureView:
    """A picture of the site."""

    url: str
    width: int
    """In CSS pixels, as browsers show it; 0 when the file does not say, as with an SVG that fits anywhere."""
    height: int
    smaller: tuple[CopiesView, ...] = ()
    """The best kind first; nothing for a picture that is small enough, moves, or is no picture of pixels."""
