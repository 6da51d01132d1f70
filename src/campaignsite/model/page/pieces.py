"""The pieces that pages are put together from: links, texts, entries of lists, figures.

Every URL is complete, with the site's base path. ``lang`` is ``""`` where a text is in the page's own language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

from markupsafe import Markup

from campaignsite.model.front.dates import PartialDate
from campaignsite.model.page.measures import MeasureView, OriginView
from campaignsite.model.page.pictures import Credit, PictureView
from campaignsite.model.words.localized import Localized


def nothing() -> Mapping[str, Any]:
    """An empty mapping that cannot be filled."""
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Link:
    """Somewhere to go."""

    text: str
    url: str
    lang: str = ""
    current: bool = False
    """True for the page itself, or the section it is in."""


@dataclass(frozen=True, slots=True)
class FormView:
    """Another form of a page, for machines or for those who use them."""

    kind: str
    """What it is called in the catalogue."""
    type: str
    """Its media type (RFC 6838)."""
    url: str


@dataclass(frozen=True, slots=True)
class Prose:
    """A rendered body. The plan names it; the render stage fills in ``html``."""

    path: str
    """The document it comes from."""
    lang: str = ""
    links: Mapping[str, str] = field(default_factory=nothing)
    """From each target as written to the URL that it stands for."""
    pictures: Mapping[str, PictureView] = field(default_factory=nothing)
    """From each target of an image as written to that picture."""
    credits: tuple[Credit, ...] = ()
    """Of its pictures, in their order."""
    figures: Mapping[str, Figures] = field(default_factory=nothing)
    """From each results attribute of a figures component to what it shows."""
    people: Mapping[str, Link] = field(default_factory=nothing)
    """From each agency name of a quote to that agency's page."""
    html: Markup = Markup("")


@dataclass(frozen=True, slots=True)
class DatelineView:
    """Where a release was issued."""

    place: str
    province: str | None


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """A public correction of a published text."""

    date: PartialDate
    what: str
    """What was wrong and what is right now, in a sentence."""


@dataclass(frozen=True, slots=True)
class HelplineView:
    """A line that someone in need can call or write to."""

    name: Localized
    display: str
    """The number as people read it."""
    phone: str | None
    """The number to dial."""
    sms: str | None
    """The number to text."""
    chat: str | None
    """The address of a chat."""
    hours: Localized | None
    languages: tuple[str, ...]
    """Languages spoken, as language tags."""
    police: bool
    """True when the police answer: people want to know before they call."""
    verified_on: PartialDate
    """The day on which somebody last called it to check."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one operation, always whole."""

    title: str
    url: str
    lang: str
    operation: str
    joint: bool
    shared_by: int
    """How many services share joint figures; joint bodies themselves do not count."""
    agencies: tuple[Link, ...]
    """The services that share them."""
    period: str
    period_lang: str
    start: PartialDate | None
    end: PartialDate | None
    measures: tuple[MeasureView, ...]
    source: OriginView | None
    newer: str
    """URL of the record that has replaced this one; empty where it is the newest."""
    presumption: bool
    """True when people charged or arrested are counted: they are presumed innocent."""


Refusal = Literal["", "suppressed", "definition", "geography", "unknown-period", "overlap"]
"""Why there is no sum, in the order in which it is found; empty when there is one."""


@dataclass(frozen=True, slots=True)
class Total:
    """The sum of one measure over everything that may be summed, or why there is none."""

    measure: MeasureView
    """Its value is the sum; 0 when refused."""
    records: int
    """How many operations are in it."""
    refused: Refusal
    """Why there is no sum: a figure is suppressed, they do not count the same, or not in the same area, a period is not
    known, or two overlap; empty when there is one."""


@dataclass(frozen=True, slots=True)
class DownloadView:
    """What a resource leads to: a file of the site, or an address."""

    url: str
    text: str
    """The file's name, or the name of the site that it is on."""
    format: str
    """The ending of the file's name in capitals: PDF; empty for an address."""
    size: int
    """In bytes; 0 when it is not known."""


@dataclass(frozen=True, slots=True)
class Card:
    """An entry for an item in a list."""

    title: str
    url: str
    kind: str
    lang: str
    date: PartialDate | None
    year: int | None
    """The year it is listed under; None when it is not stated."""
    kicker: str
    summary: str
    warning: str
    """What readers may want to know before they read."""
    event: Link | None
    agencies: int
    """How many agencies take part."""
    updated: PartialDate | None
    """The day of its last correction."""
    sensitive: bool
    audience: str
    """For whom a resource is."""
    download: DownloadView | None
    """What a resource leads to."""
    superseded: bool = False
    """True for figures that others have replaced."""
    withheld: str = ""
    """Why the public may not know it: draft, embargoed, …; always empty in a site that is published."""


@dataclass(frozen=True, slots=True)
class YearGroup:
    """Entries of one year; ``year`` is None for those whose year is not stated."""

    year: int | None
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class RoleGroup:
    """What an agency did in one role, by year, newest first."""

    role: str
    years: tuple[YearGroup, ...]


@dataclass(frozen=True, slots=True)
class RoleAgencies:
    """The agencies that had one role in an item, in the item's own order."""

    role: str
    agencies: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ContactView:
    """Whom to ask."""

    lang: str
    """Language of its texts."""
    name: str
    agency: Link | None
    address: str
    map: str
    map_label: str
    phone: str
    email: str
    url: str


@dataclass(frozen=True, slots=True)
class BoilerplateView:
    """A standing text below a release."""

    id: str
    title: str
    lang: str
    body: Prose | None
    withheld: str = ""
    """Why the public may not know it: draft, embargoed, …; always empty in a site that is published."""


@dataclass(frozen=True, slots=True)
class AgencyEntry:
    """An agency in the registry's list."""

    name: str
    lang: str
    short_name: str
    url: str
    kind: str
    counts: tuple[tuple[str, int], ...]
    items: int
    withheld: str = ""
    """Why the public may not know it: draft, embargoed, …; always empty in a site that is published."""


@dataclass(frozen=True, slots=True)
class LetterGroup:
    """Agencies under one letter."""

    letter: str
    id: str
    agencies: tuple[AgencyEntry, ...]
