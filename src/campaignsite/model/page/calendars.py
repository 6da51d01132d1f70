"""What a calendar holds (RFC 5545): entries for days and times that are known entirely."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """A text of an entry and the language that it is in."""

    text: str
    lang: str
    """Its language tag; empty when it is in several."""


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One VEVENT: an edition of an event, or the day on which it comes every year."""

    uid: str
    start: str
    """Its first day, 2026-03-19, or the minute at which it begins, 2026-03-19T09:00."""
    end: str
    """What comes after it: the day after its last one, or the minute at which it ends; empty when that is not known."""
    timezone: str
    """The IANA time zone of these times; empty for days."""
    yearly: str
    """The day of each year on which it comes: --07-30; empty for what comes once."""
    replaces: str
    """The day of the yearly entry of this UID that this one describes; empty for an entry of its own."""
    summary: Wording
    description: Wording
    location: Wording
    category: str
    """What kind of event it is, in the calendar's language."""
    url: str
    """Where it stands on the site: a whole address."""
    stamp: str
    """The day for which it is said."""
    changed: str
    """The day of its last correction; empty for none."""
    sequence: int
    """Grows with each correction, and when it is cancelled."""
    cancelled: bool


@dataclass(frozen=True, slots=True)
class CalendarView:
    """The calendar of an event, of an agency, or of all events."""

    name: str
    url: str
    """The page that it is a form of: a whole address."""
    own: str
    """Its own whole address."""
    entries: tuple[CalendarEntry, ...]
