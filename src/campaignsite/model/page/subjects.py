"""What a page is about: one value for each kind of page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from campaignsite.model.front.dates import PartialDate
from campaignsite.model.page.events import EditionView, EventEntry
from campaignsite.model.page.hosts import HeadersView, HtaccessView, MovedRulesView, MovedView, QrView
from campaignsite.model.page.machines import ManifestView, RobotsView, SecurityView, SitemapIndexView, SitemapView
from campaignsite.model.page.pieces import (
    AgencyEntry,
    BoilerplateView,
    Card,
    ContactView,
    CorrectionView,
    DatelineView,
    DownloadView,
    Figures,
    LetterGroup,
    Link,
    OriginView,
    RoleAgencies,
    RoleGroup,
    Total,
    YearGroup,
    nothing,
)


@dataclass(frozen=True, slots=True)
class ItemView:
    """Conference, world-day, results, release, resource or page."""

    kind: str
    title: str
    lang: str
    kicker: str
    date: PartialDate | None
    summary: str
    warning: str
    """What readers may want to know before they read."""
    share_text: str
    """What people may send to others with the address; empty for the title."""
    theme: str
    dateline: DatelineView | None
    year: int | None
    """The year it is listed under; None when it is not stated."""
    event: Link | None
    edition: Link | None
    """The section of the event's page about the edition that it belongs to."""
    agencies: tuple[RoleAgencies, ...]
    figures: Figures | None
    """Its own figures, when it is a results page."""
    supersedes: Link | None
    """The earlier results that these replace."""
    results: tuple[Figures, ...]
    """Figures of other pages that it refers to."""
    boilerplates: tuple[BoilerplateView, ...]
    contacts: tuple[ContactView, ...]
    corrections: tuple[CorrectionView, ...]
    updated: PartialDate | None
    """The day of the last one."""
    verbatim: bool
    source: OriginView | None
    supplied: tuple[str, ...]
    """Names of the fields that an editor added."""
    download: DownloadView | None
    """What a resource leads to."""
    audience: str
    extra: Mapping[str, Any] = field(default_factory=nothing)


@dataclass(frozen=True, slots=True)
class WithdrawnView:
    """What was public and is not any more: not even its title is shown."""

    date: PartialDate
    """The day on which it was withdrawn."""
    why: str
    """The reason, in a sentence for the public."""


@dataclass(frozen=True, slots=True)
class AgencyView:
    """An agency and all that it took part in."""

    name: str
    lang: str
    short_name: str
    kind: str
    region: str
    text_lang: str
    """Language of the texts in its front matter, such as its region."""
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
    source: OriginView | None
    supplied: tuple[str, ...]
    """Names of the fields that an editor added."""
    extra: Mapping[str, Any] = field(default_factory=nothing)


@dataclass(frozen=True, slots=True)
class EventView:
    """A series, with its editions and everything that belongs to it."""

    name: str
    lang: str
    kind: str
    url: str
    proclaimed_by: str
    text_lang: str
    """Language of the texts in its front matter, such as who proclaimed it."""
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
    source: OriginView | None
    supplied: tuple[str, ...]
    """Names of the fields that an editor added."""
    extra: Mapping[str, Any] = field(default_factory=nothing)


@dataclass(frozen=True, slots=True)
class AgenciesView:
    """The registry."""

    letters: tuple[LetterGroup, ...]
    joint: tuple[AgencyEntry, ...]
    """Joint bodies, which are no agencies of their own."""
    count: int


@dataclass(frozen=True, slots=True)
class TitleEntry:
    """One title in the list from A to Z."""

    link: Link
    kind: str
    """agency, event, or the kind of an item."""
    date: PartialDate | None
    sensitive: bool
    withheld: str = ""
    """Why the public may not know it: draft, embargoed, …; always empty in a site that is published."""


@dataclass(frozen=True, slots=True)
class TitleGroup:
    """Titles under one letter."""

    letter: str
    id: str
    entries: tuple[TitleEntry, ...]


@dataclass(frozen=True, slots=True)
class AToZView:
    """Every title that a language shows, by letter. When there are many, each letter has a page of its own."""

    letters: tuple[Link, ...]
    """The way to each letter, on this page or on its own; the one that a page is about is current."""
    groups: tuple[TitleGroup, ...]
    """What stands on this page; nothing on the front page of a list whose letters have pages of their own."""
    count: int
    """How many titles there are: in all, or under the letter that a page is about."""
    ways: tuple[Link, ...] = ()
    """Other lists, on the front page: by type, of events, of agencies."""
    year_lists: tuple[Link, ...] = ()
    """Those of each year, the newest first."""


@dataclass(frozen=True, slots=True)
class SearchView:
    """What readers can narrow a search by, and the ways to everything without one."""

    index: str
    """URL of the folder that the index is in."""
    kinds: tuple[str, ...]
    """agency, event, and kinds of items."""
    agencies: tuple[Link, ...]
    events: tuple[Link, ...]
    years: tuple[int, ...]
    """The newest first."""
    a_to_z: str
    """URL of the list of all titles; empty for a site without any."""
    ways: tuple[Link, ...]
    """Lists, which need no script."""
    year_lists: tuple[Link, ...]
    """Those of each year, the newest first."""


@dataclass(frozen=True, slots=True)
class EventsView:
    """All events, by whether they are still to come."""

    upcoming: tuple[EventEntry, ...]
    past: tuple[EventEntry, ...]
    undated: tuple[EventEntry, ...]


@dataclass(frozen=True, slots=True)
class ListView:
    """The items of one folder, or of one year."""

    years: tuple[YearGroup, ...]
    count: int
    """How many items there are on all pages of the list."""
    totals: tuple[Total, ...]
    """For the list of results: what may be summed."""
    presumption: bool
    """True when a figure counts people charged, who are presumed innocent."""


@dataclass(frozen=True, slots=True)
class CorrectedEntry:
    """A correction in the list of all of them."""

    correction: CorrectionView
    item: Card
    """What was corrected."""


@dataclass(frozen=True, slots=True)
class CorrectionsView:
    """Every public correction, the newest first."""

    entries: tuple[CorrectedEntry, ...]


@dataclass(frozen=True, slots=True)
class HomeView:
    """The front page."""

    latest: tuple[Card, ...]
    figures: Figures | None
    """Those of the newest results."""
    upcoming: tuple[EventEntry, ...]
    agencies: int
    sections: tuple[Link, ...]
    help: tuple[Link, ...]
    """What readers can do, the most important first."""


Subject = (
    ItemView
    | WithdrawnView
    | MovedView
    | MovedRulesView
    | HeadersView
    | HtaccessView
    | SitemapView
    | SitemapIndexView
    | RobotsView
    | ManifestView
    | SecurityView
    | QrView
    | AgencyView
    | EventView
    | AgenciesView
    | AToZView
    | SearchView
    | EventsView
    | ListView
    | CorrectionsView
    | HomeView
    | None
)
