"""Names in the order of a list from A to Z, and the letter under which each stands."""

from __future__ import annotations

from functools import lru_cache

from campaignsite.model.words.slugs import fold, slugify

DIGITS = "0–9"
NONE = "#"
"""Stands for a name without any letter or digit."""
_LIGATURES = str.maketrans({"æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE"})
"""Unicode takes no ligature of French or English apart; every dictionary does."""


def alphabetical(name: str) -> tuple[str, str]:
    """A key for sorting: without case, accents and punctuation; what is then the same, as it is written."""
    return (fold(name.translate(_LIGATURES)), name)


@lru_cache(maxsize=65_536)  # of each title, again and again
def letter(name: str) -> str:
    """The letter that a name is listed under: without its accent, of whatever script."""
    # Of a long title, the first few characters are enough.
    first = next((found for c in name.translate(_LIGATURES) if (found := fold(c))), NONE)[0].upper()
    if first.isalpha():
        return first
    return DIGITS if first.isdecimal() else NONE


def position(letter: str) -> tuple[int, str]:
    """A key for sorting letters: digits first, what has no letter last."""
    return (0 if letter == DIGITS else 2 if letter == NONE else 1, fold(letter))


def slug(letter: str) -> str:
    """The letter as part of an id or an address."""
    return slugify(letter) or "other"
