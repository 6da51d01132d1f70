"""Where a text may be broken, and into which lines it goes. In: a text and how long things are. Out: lines.

Words stay whole. Chinese and Japanese break between most characters; Thai, Lao and Khmer, which have no spaces between
words, and words that are longer than a line, between letters with their marks, as a last resort.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence

Length = Callable[[str], float]

_IDEOGRAPHS = "\u2e80-\u303f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_CLOSING = "、。，．：；？！）」』】〉》〕］｝ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々…·」％"
"""What begins no line (W3C, Requirements for Japanese Text Layout, 3.1.7)."""
_OPENING = "（「『【〈《〔［｛"
"""What ends no line (the same, 3.1.8)."""
WITHOUT_SPACES = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
"""Thai, Lao, Burmese and Khmer."""
_BEFORE = re.compile("[\u0e40-\u0e44\u0ec0-\u0ec4]")
"""Vowels of Thai and Lao that are written before their consonant."""
_AFTER = re.compile("[\u0e2f\u0e30\u0e32\u0e33\u0e45\u0e46\u0eaf\u0eb0\u0eb2\u0eb3\u0ec6]")
"""What is written behind it, and its signs for repeated and shortened words."""
_JOINING = "\u094d\u17d2\u200d"
"""Behind these the next letter belongs to the one before."""
_DASHES = "–—/"
ELLIPSIS = "…"


def pieces(text: str) -> Iterator[str]:
    """The parts between which a line may end; a space is a part of its own."""
    for n, word in enumerate(text.split(" ")):
        if n:
            yield " "
        yield from _parted(word, _ends_between) if _PARTED.search(word) else [word]


def letters(word: str) -> Sequence[str]:
    """A word taken apart where nothing that belongs together is parted."""
    return _parted(word, lambda _, __: True)


_PARTED = re.compile(f"[{_IDEOGRAPHS}{_DASHES}]")
_IDEOGRAPH = re.compile(f"[{_IDEOGRAPHS}]")


def _ends_between(before: str, after: str) -> bool:
    """Whether a line may end between two letters of a word."""
    if before[-1] in _DASHES:
        return len(before) > 1 and before[-2].isalnum() and after.isalnum()
    return bool(_IDEOGRAPH.match(before[-1]) or _IDEOGRAPH.match(after))


def _parted(word: str, may: Callable[[str, str], bool]) -> list[str]:
    found: list[str] = []
    for c in word:
        follows = unicodedata.category(c)[0] == "M" or c in _CLOSING or c in _JOINING or _AFTER.match(c)
        leads = found and (found[-1][-1] in _OPENING or found[-1][-1] in _JOINING or _BEFORE.match(found[-1][-1]))
        if found and (follows or leads or not may(found[-1], c)):
            found[-1] += c
        else:
            found.append(c)
    return found


def lines(text: str, width: float, length: Length, most: int, *, loose: bool = False) -> Sequence[str] | None:
    """The text in at most so many lines, of nearly equal lengths. None when a word or the whole does not fit.

    ``length`` says how long a part is. A ``loose`` text may be broken where a word is not known to end.
    """
    parts = [small for part in pieces(text) for small in (letters(part) if loose else [part])]
    longest = max(map(length, parts), default=0)
    made = _filled(parts, width, length)
    if longest > width or len(made) > most:
        return None
    # No line is much shorter than the others where a narrower column has as many lines.
    narrow, wide, best = longest, width, made
    while wide - narrow > width / 200:
        middle = (narrow + wide) / 2
        tried = _filled(parts, middle, length)
        if len(tried) > len(made):
            narrow = middle
        else:
            wide, best = middle, tried
    return best


def shortened(text: str, width: float, length: Length, most: int) -> Sequence[str]:
    """As much of the text as there is room for; what is left out, behind a word if possible, is an ellipsis."""
    parts = [small for part in pieces(text) for small in ([part] if length(part) <= width / 2 else letters(part))]
    made = _filled(parts, width, length)
    if len(made) <= most:
        return made
    least, fit = 0, len(parts)
    best: Sequence[str] = [ELLIPSIS]
    while least < fit:
        middle = (least + fit + 1) // 2
        tried = _filled(_cut(parts[:middle]), width, length)
        if len(tried) <= most:
            least, best = middle, tried
        else:
            fit = middle - 1
    return best


def _cut(parts: Sequence[str]) -> list[str]:
    """Parts with an ellipsis behind the last word: no space, comma or dash before it."""
    kept = list(parts)
    while kept and not (last := kept.pop().rstrip(" ,;:.–—-/(«“")):
        continue
    return [*kept, (last if parts else "") + ELLIPSIS]


def _filled(parts: Sequence[str], width: float, length: Length) -> Sequence[str]:
    """Lines that are as full as they can be."""
    made: list[str] = []
    line, long, gap = "", 0.0, 0.0
    for part in parts:
        wide = length(part)
        if part == " ":
            gap = wide if line else 0
        elif line and long + gap + wide > width:
            made.append(line)
            line, long, gap = part, wide, 0
        else:
            line += f" {part}" if gap else part
            long, gap = long + gap + wide, 0
    return [*made, line] if line else made
