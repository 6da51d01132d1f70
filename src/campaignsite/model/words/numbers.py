"""Whole numbers as people write them, in a language."""

from __future__ import annotations

import re
from functools import cache

_FOUND = re.compile(r"\d+(?:[.,'’ \u00a0\u2009\u202f]\d+)*")
_LONGEST = 24
_BLANKS = " \u00a0\u2009\u202f"


def numbers_in(text: str) -> tuple[str, ...]:
    """Every number of a text, as written."""
    return tuple(_FOUND.findall(text))


def whole(written: str, lang: str) -> int | None:
    """The value of a whole number, with its digits in groups or not; None for what is no such number in a language.

    Groups are parted as the language does (CLDR), or by a space of any kind (ISO 80000-1, 7.3.1).
    """
    marks = set(_BLANKS) | {_group(lang)}
    first, *others = re.split(r"\D", written)
    seps = set(re.sub(r"\d", "", written))
    if (
        len(written) > _LONGEST
        or len(seps) > 1
        or not seps <= marks
        or any(len(group) != 3 for group in others)
        or (others and len(first) > 3)
    ):
        return None
    return int(first + "".join(others))


@cache
def _group(lang: str) -> str:
    from babel import Locale, UnknownLocaleError
    from babel.numbers import get_group_symbol

    try:
        return get_group_symbol(Locale.parse(lang, sep="-"))
    except (UnknownLocaleError, ValueError):
        return ","
