"""What a layout sees: one frozen ``Page``. Everything in it is ready to show; nothing in it leads elsewhere.

Every URL is complete, with the site's base path. ``lang`` is ``""`` where a text is in the page's own language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

from markupsafe import Markup

from campaignsite.model.config import Helpline
from campaignsite.model.dates import PartialDate
from campaignsite.model.fields import Correction, Dateline, Origin



def _nothing() -> Mapping[str, Any]:
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
class Prose:
    """A rendered body. The plan names it; the render stage fills in ``html``."""

    path: str
    """The document it comes from."""
    lang: str = ""
    links: Mapping[str, str] = field(default_factory=_nothing)
    """From each target as written to the URL that it stands for."""
    figures: Mapping[str, Figures] = field(default_factory=_nothing)
    """From each results attribute of a figures component to what it shows."""
    people: Mapping[str, Link] = field(default_factory=_nothing)
    """From each agency name of a quote to that agency's page."""
    html: Markup = Markup("")


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
    event: Link | None
    agencies: int
    """How many agencies take part."""
    sensitive: bool


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
class Pager:
    """One page of a long list. Pages are numbered from the oldest, so that what a page holds never moves."""

    number: int | None
    """This page's number; None for the front page, which holds the newest entries."""
    count: int
    """How many numbered pages there are."""
    newest: Link
    """The front page of the list."""
    newer: Link | None
    older: Link | None
    pages: tuple[Link, ...]
    """All numbered pages, newest first."""


@dataclass(frozen=True, slots=True)
class TocEntry:
    """A heading in the table of contents."""

    id: str
    text: str
    level: int


@dataclass(frozen=True, slots=True)
class MeasureView:
    """One figure."""

    id: str
    label: str
    definition: str
    value: int
    unit: str


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
    start: PartialDate | None
    end: PartialDate | None
    measures: tuple[MeasureView, ...]
    source: Origin | None


@dataclass(frozen=True, slots=True)
class Total:
    """The sum of one measure over everything that may be summed, or why there is none."""

    measure: MeasureView
    """Its value is the sum; 0 when refused."""
    records: int
    """How many operations are in it."""
    refused: Literal["", "unknown-period", "overlap"]


@dataclass(frozen=True, slots=True)
class ContactView:
    """Whom to ask."""

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


@dataclass(frozen=True, slots=True)
class PersonView:
    """A speaker."""

    name: str
    title: str
    agency: Link | None


@dataclass(frozen=True, slots=True)
class EditionView:
    """One time that an event takes place."""

    id: str
    """The anchor of its section."""
    year: int | None
    name: str
    start: PartialDate | None
    end: PartialDate | None
    days: int | None
    time: str
    timezone: str
    venue: str
    address: str
    map: str
    hosts: tuple[Link, ...]
    speakers: tuple[PersonView, ...]
    cancelled: bool
    when: Literal["upcoming", "past", "unknown"]
    cards: tuple[Card, ...]
    """The items that belong to it, on this page of the list."""


# --- subjects: what a page is about; one of these stands in ``Page.subject`` -----------------------------------------


@dataclass(frozen=True, slots=True)
class ItemView:
    """Conference, world-day, results, release, resource or page."""

    kind: str
    title: str
    lang: str
    kicker: str
    date: PartialDate | None
    summary: str
    theme: str
    dateline: Dateline | None
    event: Link | None
    edition: Link | None
    agencies: tuple[RoleAgencies, ...]
    figures: Figures | None
    """Its own figures, when it is a results page."""
    supersedes: Link | None
    results: tuple[Figures, ...]
    """Figures of other pages that it refers to."""
    boilerplates: tuple[BoilerplateView, ...]
    contacts: tuple[ContactView, ...]
    corrections: tuple[Correction, ...]
    verbatim: bool
    source: Origin | None
    supplied: tuple[str, ...]
    """Names of the fields that an editor added."""
    download: Link | None
    """For a resource: its file or address."""
    audience: str
    extra: Mapping[str, Any] = field(default_factory=_nothing)


@dataclass(frozen=True, slots=True)
class AgencyView:
    """An agency and all that it took part in."""

    name: str
    lang: str
    short_name: str
    kind: str
    region: str
    url: str
    languages: tuple[str, ...]
    members: tuple[Link, ...]
    """For a joint body: the members, in the registry's order."""
    member_of: tuple[Link, ...]
    counts: tuple[tuple[str, int], ...]
    """(role, number of items) for each role it had."""
    roles: tuple[RoleGroup, ...]
    events: tuple[Link, ...]
    joint: tuple[Figures, ...]
    """Results that it shares with others: shown whole, never summed."""
    single: tuple[Figures, ...]
    """Results of its own."""
    contacts: tuple[ContactView, ...]
    extra: Mapping[str, Any] = field(default_factory=_nothing)


@dataclass(frozen=True, slots=True)
class EventView:
    """A series, with its editions and everything that belongs to it."""

    name: str
    lang: str
    kind: str
    url: str
    proclaimed_by: str
    recurs: PartialDate | None
    next: PartialDate | None
    """The next day of a yearly observance."""
    editions: tuple[EditionView, ...]
    years: tuple[YearGroup, ...]
    """Items that belong to none of the editions above, by year, newest first."""
    results: tuple[Figures, ...]
    resources: tuple[Card, ...]
    agencies: tuple[RoleAgencies, ...]
    contacts: tuple[ContactView, ...]
    extra: Mapping[str, Any] = field(default_factory=_nothing)


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


@dataclass(frozen=True, slots=True)
class LetterGroup:
    """Agencies under one letter."""

    letter: str
    id: str
    agencies: tuple[AgencyEntry, ...]


@dataclass(frozen=True, slots=True)
class AgenciesView:
    """The registry."""

    letters: tuple[LetterGroup, ...]
    joint: tuple[AgencyEntry, ...]
    """Joint bodies, which are no agencies of their own."""
    count: int


@dataclass(frozen=True, slots=True)
class EventEntry:
    """An event in a list."""

    name: str
    lang: str
    url: str
    kind: str
    start: PartialDate | None
    """The next day, or the last edition's first day."""
    end: PartialDate | None
    recurs: bool
    venue: str
    summary: str
    items: int


@dataclass(frozen=True, slots=True)
class EventsView:
    """All events, by whether they are still to come."""

    upcoming: tuple[EventEntry, ...]
    past: tuple[EventEntry, ...]
    undated: tuple[EventEntry, ...]


@dataclass(frozen=True, slots=True)
class ListView:
    """The items of one folder."""

    years: tuple[YearGroup, ...]
    count: int
    """How many items there are on all pages of the list."""
    totals: tuple[Total, ...]
    """For the list of results: what may be summed."""
    presumption: bool
    """True when a figure counts people charged, who are presumed innocent."""


@dataclass(frozen=True, slots=True)
class HomeView:
    """The front page."""

    latest: tuple[Card, ...]
    figures: Figures | None
    """Those of the newest results."""
    upcoming: tuple[EventEntry, ...]
    agencies: int
    sections: tuple[Link, ...]


Subject = ItemView | AgencyView | EventView | AgenciesView | EventsView | ListView | HomeView | None


@dataclass(frozen=True, slots=True)
class SiteView:
    """What is the same on every page of one language."""

    title: str
    description: str
    publisher: str
    banner: str
    home: str
    navigation: tuple[Link, ...]
    footer: tuple[Link, ...]
    languages: tuple[str, ...]
    exit: str
    helplines: tuple[Helpline, ...]
    styles: tuple[str, ...]
    """URLs of the style sheets, in order."""
    assets: Mapping[str, str]
    """From the path below assets/ to the URL."""
    base_path: str
    origin: str
    has_agencies: bool
    has_events: bool


@dataclass(frozen=True, slots=True)
class Page:
    """One page that will exist."""

    url: str
    """Path below the base path, with language prefix: /fr/agencies/opp/."""
    file: str
    """The file below output/."""
    kind: str
    """home, item kinds, agency, agencies, event, events, list, not-found."""
    layout: str
    """The layout's file name."""
    lang: str
    title: str
    description: str
    canonical: str
    site: SiteView
    subject: Subject = None
    body: Prose | None = None
    breadcrumbs: tuple[Link, ...] = ()
    previous: Link | None = None
    """The next older item of its list."""
    next: Link | None = None
    """The next newer item of its list."""
    alternates: tuple[Link, ...] = ()
    """The same page in every language, this one included; ``lang`` is set on each."""
    toc: tuple[TocEntry, ...] = ()
    pager: Pager | None = None
    sensitive: bool = False
    noindex: bool = False
    origin: str = ""
    """The file that it is made from, for messages."""
