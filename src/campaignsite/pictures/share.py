"""The picture that others show where they link to a page. In: what it says. Out: PNG, always the same bytes.

Large type on the theme's deep colour. Everything that is said stands in the middle, so that a programme that cuts the
picture to 4:3 (the middle 840 pixels) cuts nothing off and leaves a margin.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING

from campaignsite.model.colours import ACCENT, contrast
from campaignsite.model.words.lettering import needs_shaping, plain, reads_leftwards
from campaignsite.pictures.lines import ELLIPSIS, WITHOUT_SPACES, lines, shortened
from campaignsite.pictures.packing import png
from campaignsite.pictures.typeface import Typeface

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

WIDTH, HEIGHT = 1200, 630
"""What the sites that show such pictures ask for (1.91:1)."""
LEFT, RIGHT, TOP, BOTTOM = 212, 988, 64, 566
"""Inside these everything stands."""
_TITLES = (92, 84, 76, 69, 62, 56, 50, 45)
"""Sizes of the title, in pixels; the largest that fits is taken."""
_SMALL = ((32, 1), (28, 1), (32, 2), (28, 2))
"""The same for everything else, and in how many lines: rather small than in two."""
_LARGE = 5
"""So many of the sizes are large."""
_LEADING_SHAPED = 1.4
"""From line to line, in sizes of the type: for scripts with marks above and below."""
_GREYS = 16
"""So many steps from paper to ink: letters need no more, and a pixel is half a byte."""


@dataclass(frozen=True, slots=True)
class Words:
    """What a picture says."""

    title: str
    name: str
    """The campaign's; empty where the title is the same."""
    date: str
    agencies: Sequence[str]
    """Who takes part: the same in several lengths, the longest first."""
    leftwards: bool = False
    """Whether the page is written from right to left."""


@dataclass(frozen=True, slots=True)
class Faces:
    """The fonts, in the order in which they are tried."""

    bold: Sequence[Typeface]
    regular: Sequence[Typeface]


def drawn(words: Words, faces: Faces, accent: str = ACCENT) -> bytes:
    """Draw the picture. Raises OSError for a font that cannot be drawn."""
    from PIL import Image, ImageDraw

    strong, soft = (Image.new("L", (WIDTH, HEIGHT)) for _ in range(2))
    on_strong, on_soft = ImageDraw.Draw(strong), ImageDraw.Draw(soft)
    bold, regular = (_Type(some, leftwards=words.leftwards) for some in (faces.bold, faces.regular))
    top = TOP
    if words.name:
        top = _write(on_soft, bold, bold.set(words.name, _SMALL), top) + 20
    # The way from the bottom up: who takes part, when, and a rule above both.
    several = [regular.set(text, _SMALL) for text in words.agencies]
    agencies = [next((block for block in several if ELLIPSIS not in block.lines[-1]), several[-1])] if several else []
    date = [bold.set(words.date, _SMALL[:2])] if words.date else []
    foot = BOTTOM - sum(block.height for block in (*date, *agencies)) - (6 if date and agencies else 0)
    at = foot
    for kind, blocks in ((bold, date), (regular, agencies)):
        for block in blocks:
            at = _write(on_soft, kind, block, at) + 6
    rule = foot - 34 if date or agencies else BOTTOM - 8
    title = bold.title(words.title, rule - 32 - top)
    if not date and not agencies:  # nothing below: the title stands where the eye looks first
        top = max(top, (HEIGHT - title.height) // 2 - 24)
        rule = top + title.height + 32
    _write(on_strong, bold, title, top)
    return _png(strong, soft, rule, accent, leftwards=words.leftwards)


@dataclass(frozen=True, slots=True)
class _Block:
    """A text with its size and its lines."""

    text: str
    size: int
    lines: Sequence[str]
    leading: float

    @property
    def height(self) -> int:
        return round(len(self.lines) * self.size * self.leading)


class _Type:
    """Texts set in a few fonts."""

    def __init__(self, faces: Sequence[Typeface], *, leftwards: bool) -> None:
        self.faces, self.leftwards = faces, leftwards
        self.font = cache(self._font)

    def title(self, text: str, height: float) -> _Block:
        """A text in the largest size in which its lines are not higher than that."""
        leading = _LEADING_SHAPED if needs_shaping(plain(text)) else 1.08
        room = [(size, max(1, int(height / (size * leading)))) for size in _TITLES]
        return self.set(text, room, leading)

    def set(self, text: str, room: Sequence[tuple[int, int]], leading: float = 1.25) -> _Block:
        """A text in the first of these sizes in which it has not more than so many lines."""
        text = plain(text)
        leading = max(leading, _LEADING_SHAPED) if needs_shaping(text) else leading
        ems, width = cache(partial(self.ems, text)), RIGHT - LEFT
        large = room[:_LARGE]
        # A language without spaces is broken anywhere before it is set small.
        for loose, some in ((False, large), (True, large), (False, room[_LARGE:])):
            for size, most in some if not loose or WITHOUT_SPACES.search(text) else ():
                found = lines(text, width / size, ems, most, loose=loose)
                if found is not None:
                    return _Block(text, size, found, leading)
        size, most = room[-1]
        return _Block(text, size, shortened(text, width / size, ems, most), leading)

    def ems(self, text: str, part: str) -> float:
        """How long a part of a text is, for letters of one pixel."""
        if needs_shaping(text):
            return float(self._shaped(text, 100).getlength(part, direction=self._direction(text))) / 100
        return sum(face.length(run) for face, run in self._runs(part))

    def draw(self, draw: ImageDraw, block: _Block, line: str, y: float) -> None:
        """One line, its baseline at ``y``."""
        if needs_shaping(block.text):
            font, way = self._shaped(block.text, block.size), self._direction(block.text)
            x = RIGHT - font.getlength(line, direction=way) if self.leftwards else float(LEFT)
            draw.text((x, y), line, 255, font, anchor="ls", direction=way)
            return
        x = RIGHT - self.ems(block.text, line) * block.size if self.leftwards else float(LEFT)
        for face, run in self._runs(line):
            for c, at in face.places(run):
                if c.strip():
                    draw.text((x + at * block.size, y), c, 255, self.font(face, block.size, False), anchor="ls")
            x += face.length(run) * block.size

    def _direction(self, text: str) -> str:
        return "rtl" if self.leftwards or reads_leftwards(text) else "ltr"

    def _runs(self, text: str) -> Sequence[tuple[Typeface, str]]:
        """The text in parts of one font each: the first one that has a whole word."""
        found: list[tuple[Typeface, str]] = []
        for n, word in enumerate(text.split(" ")):
            face = next((face for face in self.faces if face.has(word)), self.faces[-1])
            run = " " + word if n else word
            if found and found[-1][0] is face:
                found[-1] = (face, found[-1][1] + run)
            else:
                found.append((face, run))
        return found

    def _shaped(self, text: str, size: int) -> FreeTypeFont:
        return self.font(next((face for face in self.faces if face.has(text)), self.faces[-1]), size, True)

    def _font(self, face: Typeface, size: int, shaping: bool) -> FreeTypeFont:
        from PIL import ImageFont

        engine = ImageFont.Layout.RAQM if shaping else ImageFont.Layout.BASIC
        return ImageFont.truetype(io.BytesIO(face.data), size, layout_engine=engine)


def _write(draw: ImageDraw, kind: _Type, block: _Block, top: float) -> int:
    """Write a block from ``top`` on; returns where it ends."""
    for n, line in enumerate(block.lines):
        kind.draw(draw, block, line, round(top + block.size * (block.leading * (n + 0.5) + 0.34)))
    return round(top + block.height)


def _png(strong: Image, soft: Image, rule: int, accent: str, *, leftwards: bool) -> bytes:
    from PIL import ImageDraw

    ground, ink, light = colours(accent)
    edge = _mixed(_colour(accent), _WHITE, 0.15)
    step = 256 // _GREYS
    steps = [min(n + step // 2, 255) // step for n in range(256)]
    picture = strong.point([min(s, _GREYS - 1) for s in steps])
    second = soft.point([min(s, _GREYS - 1) + _GREYS - 1 if s else 0 for s in steps])
    picture.paste(second, mask=soft.point([255 if s else 0 for s in steps]))
    x = RIGHT - 96 if leftwards else LEFT
    ImageDraw.Draw(picture).rectangle((x, rule, x + 95, rule + 7), fill=2 * _GREYS - 1)
    x = WIDTH - 40 if leftwards else 0
    ImageDraw.Draw(picture).rectangle((x, 0, x + 39, HEIGHT), fill=2 * _GREYS)
    palette = [ground, *(_mixed(ground, ink, n / (_GREYS - 1)) for n in range(1, _GREYS))]
    palette += [_mixed(ground, light, n / (_GREYS - 1)) for n in range(1, _GREYS)]
    palette += [light, edge]
    return png(picture.tobytes(), WIDTH, palette)


Colour = tuple[int, int, int]


def colours(accent: str) -> tuple[Colour, Colour, Colour]:
    """Ground, ink and light made of one colour: whatever it is, they differ enough (WCAG 2.2, 1.4.6 asks for 7)."""
    base = _colour(accent)
    darker = (_mixed((0, 0, 0), base, n / 100) for n in range(100, -1, -1))
    ground = next(c for c in darker if contrast(_written(c), _written(_WHITE)) >= 14)
    lighter = (_mixed(_WHITE, base, n / 100) for n in range(60, -1, -1))
    light = next(c for c in lighter if contrast(_written(c), _written(ground)) >= 8)
    return ground, _WHITE, light


_WHITE: Colour = (255, 255, 255)


def _written(colour: Colour) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)


def _colour(text: str) -> Colour:
    red, green, blue = (int(text[n : n + 2], 16) for n in (1, 3, 5))
    return red, green, blue


def _mixed(one: Colour, other: Colour, part: float) -> Colour:
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(one, other, strict=True))
    return red, green, blue
