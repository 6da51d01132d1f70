"""What leads readers to everything: all titles by letter, and the search."""

from __future__ import annotations

from dataclasses import dataclass

from campaignsite.model.front.dates import PartialDate
from campaignsite.model.page.pieces import Link


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
