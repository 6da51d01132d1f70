"""The single values of front matter: texts, dates, addresses, numbers to dial.

Every scalar arrives as a string (see ``parse.front.yaml``) and is converted here, by the type of its field.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BeforeValidator, PlainValidator, StringConstraints
from pydantic_core import PydanticKnownError

from campaignsite.model.colours import TEXT, contrast, readable
from campaignsite.model.front.dates import DateError, Moment, PartialDate
from campaignsite.model.words.addresses import address
from campaignsite.model.words.hints import closest
from campaignsite.model.words.localized import Localized

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""One line or more of plain text, never empty."""


@dataclass(frozen=True, slots=True)
class Names:
    """Says of a text, beside its type, what it is the name of: editors offer what there is of it."""

    what: Literal["agency", "event", "results", "boilerplate", "language"]


@dataclass(frozen=True, slots=True)
class Switch:
    """Says of a group of keys, beside its type, that ``true`` or ``false`` may stand in its place."""


AgencyName = Annotated[Text, Names("agency")]
EventName = Annotated[Text, Names("event")]
ResultsName = Annotated[Text, Names("results")]
BoilerplateName = Annotated[Text, Names("boilerplate")]
LanguageName = Annotated[Text, Names("language")]

Date = Annotated[PartialDate, PlainValidator(lambda v: PartialDate.parse(_scalar(v)))]
"""A date of which parts may be unknown."""

When = Annotated[Moment, PlainValidator(lambda v: Moment.parse(_scalar(v)))]
"""A day, or a minute of a day, in the site's time zone."""

TimeOfDay = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
"""Hours and minutes of a day, from 00:00 to 23:59."""

WEB = r"^https?://[^\s/?#@]+([/?#][^\s]*)?$"
WebAddress = Annotated[str, StringConstraints(strip_whitespace=True, pattern=WEB)]
"""An absolute http or https address, without a user name in it."""

SecureAddress = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^https://[^\s/?#@]+([/?#][^\s]*)?$")]
"""An absolute https address."""

_REPORT = r"^(https://[^\s/?#@]+([/?#][^\s]*)?|mailto:[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+|tel:\+[0-9-]{3,20})$"
ReportAddress = Annotated[str, StringConstraints(strip_whitespace=True, pattern=_REPORT)]
"""Where to report something, as a URI: ``mailto:``, ``https:`` or ``tel:`` (RFC 9116, 2.5.3)."""

Address = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(address)]
"""A path of this site, such as /old/page/."""

NameOrAddress = Annotated[Text, AfterValidator(lambda text: address(text) if text.startswith("/") else text)]
"""A name, or, when it begins with a slash, a path of this site."""

PHONE = r"^\+?[0-9]{3,15}$"
Phone = Annotated[str, StringConstraints(strip_whitespace=True, pattern=PHONE)]
"""A number that a ``tel:`` link can dial: E.164 (``+18005551234``) or a short code (``911``)."""

Email = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r'^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$')]


class NotOneTextError(ValueError):
    """A list or a mapping stands where one text should."""


LocalizedText = Annotated[Localized, PlainValidator(Localized.read)]
"""One text for every language, or a text for each (``en: …``, ``fr: …``)."""


def _readable(value: object) -> str:
    said = _scalar(value).strip()
    if not re.fullmatch(r"#?([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})", said):
        raise ValueError(f'“{said}” is no colour | write red, green and blue in hexadecimal, in quotes: "#75205a"')
    digits = said.removeprefix("#").lower()
    colour = "#" + (digits if len(digits) == 6 else "".join(d * 2 for d in digits))
    ratio = math.floor(contrast(colour, "#ffffff") * 10) / 10
    if readable(colour) != colour:
        raise ValueError(
            f"“{colour}” on white has a contrast of {ratio} to 1, and text needs {TEXT} to 1 (WCAG 2.2, 1.4.3)"
            f" | write “{readable(colour)}”, the nearest of the same hue that can be read"
        )
    return colour


Colour = Annotated[str, PlainValidator(_readable)]
"""An sRGB colour that can be read on white, as #rrggbb."""


def _digits(value: object) -> object:
    # Python would take 1_000 and 1.0 for whole numbers too; editors may have meant 1,000 or 10.
    if isinstance(value, str) and not re.fullmatch(r"[+-]?[0-9]+", value.strip(), re.ASCII):
        raise PydanticKnownError("int_parsing")
    return value


WholeNumber = Annotated[int, BeforeValidator(_digits)]
"""A number written with digits only."""


def zone_name(name: str) -> str:
    """The name of a time zone. Raises ValueError when there is none of that name."""
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):  # ZoneInfoNotFoundError is a KeyError
        near = _zone_near(name)
        hint = f"did you mean “{near}”?" if near else "write one such as America/Toronto"
        raise ValueError(f"“{name}” is not a time zone | {hint}") from None
    return name


def _zone_near(name: str) -> str:
    """The time zone that is called, or whose city is called, nearly so; ``""`` when there is none."""
    known = sorted(available_timezones(), key=lambda zone: (len(zone), zone))
    cities = {zone.rpartition("/")[2]: zone for zone in reversed(known) if "/" in zone}
    city = closest(name.strip().replace(" ", "_"), cities, 0.85)
    return closest(name, known, 0.85) or cities.get(city, "")


Zone = Annotated[Text, AfterValidator(zone_name)]
"""An IANA time zone."""


def _day_of_year(value: object) -> PartialDate:
    said = _scalar(value)
    if not re.fullmatch(r"[0-9-]+", said.strip(), re.ASCII):
        raise DateError(f"“{said}” is not a day of every year | write month and day without a year: --07-30")
    return PartialDate.parse(said)


def _yearless(date: PartialDate) -> PartialDate:
    if date.year is not None or date.day is None:
        raise DateError(f"“{date.iso}” is not a day of every year | write it without a year: --07-30")
    return date


DayOfYear = Annotated[PartialDate, PlainValidator(_day_of_year), AfterValidator(_yearless)]
"""A day that comes every year."""


def _scalar(value: object) -> str:
    if isinstance(value, str):
        return value
    raise NotOneTextError
