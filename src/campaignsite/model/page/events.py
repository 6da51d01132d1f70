"""What pages show of events: their editions, who speaks there, entries of lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from campaignsite.model.front.dates import PartialDate
from campaignsite.model.page.pieces import Card, CorrectionView, Link


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
    start_time: str
    """When it begins on its first day: 09:00; empty when that is not known."""
    end_time: str
    """When it ends on its last day."""
    time: str
    """What else there is to say of times, as written."""
    timezone: str
    venue: str
    address: str
    map: str
    hosts: tuple[Link, ...]
    speakers: tuple[PersonView, ...]
    cancelled: bool
    corrections: tuple[CorrectionView, ...]
    lang: str
    """Language of its texts: venue, time, titles of speakers."""
    when: Literal["upcoming", "now", "past", "unknown"]
    """Seen from the moment of the build."""
    cards: tuple[Card, ...]
    """The items that belong to it, on this page of the list."""


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
    text_lang: str
    """Language of venue and summary."""
    items: int
    withheld: str = ""
    """Why the public may not know it: draft, embargoed, …; always empty in a site that is published."""
