"""Smaller copies of a picture: which there are, and what tells how one is made."""

from __future__ import annotations

import math
from types import MappingProxyType
from typing import NamedTuple

from campaignsite.model.files import Measured

KINDS = MappingProxyType({"avif": "image/avif", "webp": "image/webp"})
"""The kinds of copies and their types (RFC 9649; the registry of media types), in the order in which browsers try."""
WIDTHS = (360, 720, 1280)
"""For a telephone with one dot in a pixel, for one with two or the column of text (39rem, 624 pixels, in the style
sheet), and for that column with two. Chromium takes no copy that is narrower than what it needs, be it by a little."""
MOST_PIXELS = 1280 * 960
"""Of one copy. Of more, nothing that is worth seeing fits into the bytes that it may have."""
AT_ONCE = 14_600
"""Bytes that a server sends before it waits for an answer (RFC 6928): a picture of no more comes as fast as a copy."""
_HIGHEST = 16_383
"""Pixels of the highest picture that WebP has (RFC 9649, section 2.4)."""
_NEAR = 1.25
"""A width that a wider copy surpasses by less is no width of its own."""
RECIPE = "1"
"""Another number gives all copies other names: for when they are made otherwise, and browsers keep the old ones."""


class Copy(NamedTuple):
    """One smaller copy."""

    kind: str
    width: int
    height: int

    @property
    def recipe(self) -> str:
        """How it is made, as one word."""
        return f"{self.kind}-{self.width}x{self.height}"

    @staticmethod
    def of(recipe: str) -> Copy:
        """The copy that is made in this way. Raises ValueError."""
        kind, _, size = recipe.partition("-")
        width, height = map(int, size.split("x"))
        if kind not in KINDS:
            raise ValueError(recipe)
        return Copy(kind, width, height)


def copies(picture: Measured) -> tuple[Copy, ...]:
    """The copies of a picture, by kind and width. What it is measured to be decides it, and nothing else.

    The widest is as wide as the picture, if that is not too much: who sees it in its own size gets a lighter one too.
    """
    width, height, weight = picture
    if weight <= AT_ONCE or not width or not height:
        return ()
    most = math.isqrt(MOST_PIXELS * width // height)
    widest = max(1, min(width, WIDTHS[-1], most))
    widths = (*(step for step in WIDTHS if step * _NEAR <= widest), widest)
    sizes = [(w, max(1, (height * w + width // 2) // width)) for w in widths]
    return tuple(Copy(kind, w, h) for kind in KINDS for w, h in sizes if h <= _HIGHEST)
