"""What a page is about: one value for each kind of page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from campaignsite.model.front.dates import PartialDate
from campaignsite.model.page.calendars import CalendarView
from campaignsite.model.page.data import DataFile, DataView
from campaignsite.model.page.events import EditionView, EventEntry
from campaignsite.model.page.feeds import FeedView
from campaignsite.model.page.finding import AToZView, SearchView
from campaignsite.model.page.hosts import HeadersView, HtaccessView, MovedRulesView, MovedView, QrView
from campaignsite.model.page.listing import ListFile
from campaignsite.model.page.machines import ManifestView, RobotsView, SecurityView, SitemapIndexView, SitemapView
from campaignsite.model.page.measures import ChangeView, OriginView
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
    RoleAgencies,
    RoleGroup,
    Total,
    YearGroup,
    nothing,
)
from campaignsite.model.page.series import ResultsByView, ResultsWays, Series


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
    changes: tuple[ChangeView, ...]
    """What is different from those."""
    superseded: Link | None
    """The newest results, where these have been replaced."""
    superseded_changes: tuple[ChangeView, ...]
    """What is different in those."""
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
class TextView:
    """An item as plain text, beside its page."""

    item: ItemView
    page: Link
    """The page itself."""


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
    results_url: str
    """Where all of them stand, with totals; empty when there are none."""
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
    since: int | None
    """The year in which it was first observed."""
    next: PartialDate | None
    """The next day of a yearly observance."""
    editions: tuple[EditionView, ...]
    years: tuple[YearGroup, ...]
    """Items that belong to none of the editions above, by year, newest first."""
    results: tuple[Figures, ...]
    results_url: str
    """Where all of them stand, with totals; empty when there are none."""
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
    series: tuple[Series, ...] = ()
    """For the list of results: figures over time."""
    by: tuple[ResultsWays, ...] = ()
    """For the list of results: the ways to those of single agencies, events and years."""


@dataclass(frozen=True, slots=True)
class CorrectedEntry:
    """A correction in the list of all of them."""

    date: PartialDate | None
    """Its day; None for figures that were replaced on a day that nobody stated."""
    what: str
    """What was wrong and what is right now, in a sentence; empty where newer figures have replaced these."""
    item: Card | None
    """What was corrected; None for an edition of an event."""
    edition: Link | None = None
    """That edition, on its event's page."""
    lang: str = ""
    """Language of the correction."""
    newer: Link | None = None
    """The figures that have replaced these."""
    withheld: str = ""
    """Why the public may not know what was corrected: draft, embargoed, …; always empty in a site that is published."""
    newer_withheld: str = ""
    """The same of the newer figures."""


@dataclass(frozen=True, slots=True)
class CorrectionsView:
    """Every public correction, replaced figures among them, the newest first."""

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
    | TextView
    | FeedView
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
    | CalendarView
    | AgencyView
    | EventView
    | AgenciesView
    | AToZView
    | SearchView
    | EventsView
    | ListView
    | ResultsByView
    | CorrectionsView
    | HomeView
    | DataView
    | DataFile
    | ListFile
    | None
)
