"""The pure functions that layouts may use: dates, numbers and lists in the language of the page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from campaignsite.model.front.dates import PartialDate
from campaignsite.render.qr import qr_code
from campaignsite.render.structured import structured

if TYPE_CHECKING:  # a page on which nothing is put into words does not wait for the library that knows them
    from babel import Locale

_ANY_YEAR = 2000


def filters(lang: str) -> Mapping[str, Callable[..., Any]]:
    """The filters of one language."""
    return {
        "date": lambda value: date_text(value, lang),
        "clock": lambda value: clock_text(value, lang),
        "number": lambda value: number_text(value, lang),
        "listed": lambda values: list_text(values, lang),
        "language_name": language_name,
        "qr": qr_code,
        "structured": structured,
        "territory": territory,
    }


@cache
def date_text(value: PartialDate, lang: str) -> str:
    """A date as people write it, with the parts that are known: “July 30, 2026”, “30 juillet”, “July 2026”.

    French writes the first of a month “1er”, which CLDR does not know. A language that CLDR has no dates for gets the
    ISO form, which says nothing wrong.
    """
    locale = _locale(lang)
    if value.month is None:
        return f"{value.year:04d}"
    if locale is None:
        return value.iso
    from babel.dates import format_date, format_skeleton

    day = dt.date(_ANY_YEAR if value.year is None else value.year, value.month, value.day or 1)
    if value.day is None:
        return format_skeleton("yMMMM", day, locale=locale)
    text = format_date(day, "long", locale) if value.year is not None else format_skeleton("MMMMd", day, locale=locale)
    if locale.language == "fr" and value.day == 1 and text.startswith("1 "):
        text = "1er" + text[1:]
    return text


@cache
def clock_text(value: str, lang: str) -> str:
    """A time of day, 09:00, as people write it: “9:00 AM”, “9 h”.

    French writes “9 h” and “17 h 30” (Office québécois de la langue française), which CLDR does not know.
    """
    locale, time = _locale(lang), dt.time.fromisoformat(value)
    if locale is None:
        return value
    if locale.language == "fr":
        return f"{time.hour}\u00a0h" + (f"\u00a0{time.minute:02d}" if time.minute else "")
    from babel.dates import format_time

    return format_time(time, "short", locale=locale)


@cache
def number_text(value: int, lang: str) -> str:
    """A number with its digits grouped as the language does."""
    from babel.numbers import format_decimal

    locale = _locale(lang)
    return format_decimal(value, locale=locale) if locale else str(value)


def list_text(values: Iterable[object], lang: str) -> Markup:
    """“a, b and c”; each part is escaped unless it is markup already."""
    from babel.lists import format_list

    parts = [str(escape(value)) for value in values]
    locale = _locale(lang)
    return Markup(format_list(parts, locale=locale) if locale else ", ".join(parts))  # noqa: S704 - escaped above


_NAMES = MappingProxyType(
    {
        "atj": "Atikamekw",
        "cr": "Nēhiyawēwin",
        "crk": "Nēhiyawēwin",
        "moe": "Innu-aimun",
        "oj": "Anishinaabemowin",
        "ojb": "Anishinaabemowin",
    }
)
"""What languages of the Algonquian family call themselves, of which CLDR has no locale."""


@cache
def language_name(lang: str) -> str:
    """A language's own name for itself, with a capital: Français. A tag that nobody knows stays as it is."""
    locale = _locale(lang)
    name = locale.get_language_name(locale) if locale else _NAMES.get(lang)
    return name[0].upper() + name[1:] if name else lang


def territory(lang: str) -> str:
    """A language tag as the Open Graph protocol has it, ``fr_CA``; empty for one that names no territory."""
    parts = lang.split("-")
    place = next((part for part in parts[1:] if len(part) == 2 and part.isalpha()), "")
    return f"{parts[0]}_{place.upper()}" if place else ""


@cache
def direction(lang: str) -> str:
    """``rtl`` for a language written from right to left, else ``ltr`` (CLDR)."""
    locale = _locale(lang)
    return locale.text_direction if locale else "ltr"


@cache
def _locale(lang: str) -> Locale | None:
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(lang, sep="-")
    except (UnknownLocaleError, ValueError):
        return None
