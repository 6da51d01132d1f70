"""What a picture of words can be lettered with: which characters its fonts have, and which scripts can be laid out."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_SHAPED = re.compile(
    "[\u0590-\u109f\u1100-\u11ff\u1780-\u18af\u1900-\u1aff\u1b00-\u1c4f\ua800-\uabff\ufb1d-\ufdff\ufe70-\ufeff"
    "\U00010800-\U00011fff\U0001e800-\U0001efff]"
)
"""Scripts whose letters change with their neighbours, or that are written from right to left."""
BLANK = " \u00a0\u200c\u200d"
"""What is not drawn: spaces, and what says whether letters join."""
_BLANKS = frozenset(map(ord, BLANK))
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Lettering:
    """What the fonts of a site can show."""

    fonts: tuple[frozenset[int], ...]
    """The characters of each, in the order in which they are tried."""
    shaping: bool
    """Whether scripts can be laid out whose letters change with their neighbours."""
    mark: str
    """What tells these fonts from others."""

    def missing(self, text: str) -> str:
        """The characters of a text for which it takes another font, each once."""
        text = plain(text)
        parts = [text] if needs_shaping(text) else text.split(" ")
        found = "".join(self._missing(part) for part in parts)
        return "".join(dict.fromkeys(found))

    def _missing(self, part: str) -> str:
        """What no font has that has the rest: one font has a whole word, or a whole text whose letters are shaped."""
        if any({*map(ord, part)} - _BLANKS <= font for font in self.fonts):
            return ""
        lacking = ["".join(c for c in part if ord(c) not in font and c not in BLANK) for font in self.fonts]
        return min(lacking, key=len, default=part)

    def shows(self, text: str) -> bool:
        """Whether a text can be shown as it is."""
        return not self.missing(text) and (self.shaping or not needs_shaping(plain(text)))


def plain(text: str) -> str:
    """A text as it is drawn: its characters composed, one kind of space, nothing that only steers."""
    if text.isascii():
        return " ".join(text.split())
    composed = unicodedata.normalize("NFC", text)
    steering = "\u200c\u200d" if needs_shaping(composed) else ""
    kept = "".join(c for c in composed if unicodedata.category(c) != "Cf" or c in steering)
    return _SPACES.sub(lambda m: "\u00a0" if m[0] in "\u00a0\u202f" else " ", kept).strip()


def needs_shaping(text: str) -> bool:
    """Whether letters of a text change with their neighbours, stand on each other, or run from right to left."""
    return not text.isascii() and (bool(_SHAPED.search(text)) or any(unicodedata.category(c)[0] == "M" for c in text))


def reads_leftwards(text: str) -> bool:
    """Whether the first letter with a direction is one of a script that runs from right to left (UAX 9, P2)."""
    kinds = (unicodedata.bidirectional(c) for c in text)
    return next((kind != "L" for kind in kinds if kind in ("L", "R", "AL")), False)
