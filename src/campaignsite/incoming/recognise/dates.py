"""Dates and times in words, in English and French. A year that is not said is never added.

In: a text. Out: what it says, as front matter writes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType

from campaignsite.model.front.dates import DateError, PartialDate

_MONTHS = MappingProxyType(
    {
        name: number
        for number, names in enumerate(
            (
                "january jan janvier janv",
                "february feb février fevrier févr",
                "march mar mars",
                "april apr avril avr",
                "may mai",
                "june jun juin",
                "july jul juillet juill",
                "august aug août aout",
                "september sept sep septembre",
                "october oct octobre",
                "november nov novembre",
                "december dec décembre decembre déc",
            ),
            1,
        )
        for name in names.split()
    }
)
_NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True))
_YEAR = r"(?:,?\s+(?P<{0}>(?:19|20)\d\d)(?!\d))?"
_DATE = re.compile(
    rf"(?<![\w-])(?:(?P<m1>{_NAMES})\.?\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:]){_YEAR.format('y1')}"
    rf"|(?P<d2>\d{{1,2}})(?:er|st|nd|rd|th)?\s+(?P<m2>{_NAMES})\b\.?{_YEAR.format('y2')}"
    r"|(?P<iso>(?:19|20)\d\d-\d\d-\d\d)(?![\w-]))",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?<!\d)(?P<h>\d{1,2})(?::(?P<min>\d\d))?\s*(?P<half>[ap])\.?\s?m\b\.?"
    r"|(?<!\d)(?P<hf>\d{1,2})\s?h(?:\s?(?P<mf>\d\d))?(?!\w)"
    r"|(?<!\d)(?P<h24>\d{1,2}):(?P<m24>\d\d)(?!\d)"
    r"|(?P<noon>\bnoon\b|\bmidi\b)",
    re.IGNORECASE,
)
WEEKDAY = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche", re.IGNORECASE
)
_AROUND = re.compile(
    r"(?:for\s+release|for\s+immediate\s+release|date|issued|published|released|publié|diffusé|émis|le|the|on|at|à|,|:|\.|-|–|—"
    rf"|{WEEKDAY.pattern}|[ECMP][DS]?T|\s)*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in a text."""

    iso: str
    """2026-07-30, or --07-30 without a year."""
    written: str
    start: int
    end: int

    @property
    def whole(self) -> bool:
        """Whether it has a year."""
        return not self.iso.startswith("--")


def dates(text: str) -> Iterator[Dated]:
    """Every day that a text names."""
    for found in _DATE.finditer(text):
        if found["iso"]:
            iso = found["iso"]
        else:
            month = _MONTHS[(found["m1"] or found["m2"]).lower()]
            day, year = int(found["d1"] or found["d2"]), found["y1"] or found["y2"] or "-"
            iso = f"{year}-{month:02d}-{day:02d}"
        try:
            PartialDate.parse(iso)
        except DateError:
            continue
        yield Dated(iso, found[0].strip(), found.start(), found.end())


def is_date_line(text: str) -> Dated | None:
    """The date of a line that holds nothing else but a day of the week, or a word such as “Issued”."""
    found = list(dates(text))
    if len(found) != 1 or len(text) > 80:
        return None
    rest = _TIME.sub(" ", f"{text[: found[0].start]} {text[found[0].end :]}")
    return found[0] if _AROUND.fullmatch(rest) else None


def time_of(text: str) -> str:
    """The time of day that a text names, as 09:00; nothing when there is none, or several."""
    times = {t for found in _TIME.finditer(text) if (t := _clock(found))}
    return times.pop() if len(times) == 1 else ""


def _clock(found: re.Match[str]) -> str:
    if found["noon"]:
        return "12:00"
    hour = int(found["h"] or found["hf"] or found["h24"])
    minute = int(found["min"] or found["mf"] or found["m24"] or 0)
    if found["half"]:
        if not 1 <= hour <= 12:
            return ""
        hour = hour % 12 + (12 if found["half"].lower() == "p" else 0)
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else ""
