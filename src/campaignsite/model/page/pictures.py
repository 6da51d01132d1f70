"""What a page knows of the pictures in its texts."""

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


@dataclass(frozen=True, slots=True)
class Credit:
    """Who made a picture of a text. One that stands there twice has two, and a decorative one has none."""

    url: str
    alt: str
    """What it shows, for those who cannot see it."""
    credit: str
    """Who made it."""
    people: str
    """Who is in it: ``none``, ``consented`` or ``public-figure``; empty for a drawing that does not say so."""
