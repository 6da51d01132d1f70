"""A calendar as a file of iCalendar (RFC 5545, RFC 7986). In: a page about one. Out: bytes, the same for the same page.

No METHOD: that is for what is sent, and would need an ORGANIZER with an address (RFC 5546, 3.2.1).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from zoneinfo import ZoneInfo

from campaignsite.model.page.calendars import CalendarEntry, CalendarView, Wording
from campaignsite.model.page.pages import Page

_END = b"END:VCALENDAR\r\n"
_FRESH = "P1D"
"""How often readers may ask whether something has changed: as often as a site is built, more or less."""
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
"""What no text of a calendar may have (RFC 5545, 3.1)."""
_UTC = ("UTC", "Etc/UTC", "Zulu", "Etc/Zulu", "Universal", "Etc/Universal", "UCT", "Etc/UCT")


def calendar(page: Page) -> bytes:
    """The bytes of a calendar."""
    from icalendar import Calendar
    from icalendar.prop import vText, vUri

    subject = page.subject
    assert isinstance(subject, CalendarView)
    made = Calendar()
    made["VERSION"], made["PRODID"], made["CALSCALE"] = "2.0", vText("-//campaignsite//campaignsite//EN"), "GREGORIAN"
    for key in ("NAME", "X-WR-CALNAME"):  # the second is what readers knew before RFC 7986
        made[key] = vText(_line(subject.name))
    made["URL"] = vUri(subject.url)
    made["SOURCE"] = vUri(subject.own, params={"VALUE": "URI"})
    made["REFRESH-INTERVAL"] = vText(_FRESH, params={"VALUE": "DURATION"})
    made["X-PUBLISHED-TTL"] = vText(_FRESH)
    head = made.to_ical(sorted=False).removesuffix(_END)
    zones = (_timezone(zone, min(days), max(days)) for zone, days in _zones(subject.entries).items())
    return b"".join((head, *zones, *(_event(entry, page.lang) for entry in subject.entries), _END))


@lru_cache(maxsize=10_000)
def _event(entry: CalendarEntry, lang: str) -> bytes:
    """One entry: it stands in the calendar of its event, of agencies and of everything."""
    from icalendar import Event
    from icalendar.prop import vText

    made = Event()
    made.add("UID", entry.uid)
    made.add("DTSTAMP", _midnight(entry.stamp))
    made.add("SEQUENCE", entry.sequence)
    if entry.changed:
        made.add("LAST-MODIFIED", _midnight(entry.changed))
    if entry.replaces:
        made.add("RECURRENCE-ID", dt.date.fromisoformat(entry.replaces))
    made.add("DTSTART", _moment(entry.start, entry.timezone))
    if entry.end:
        made.add("DTEND", _moment(entry.end, entry.timezone))
    if entry.yearly:
        month, day = map(int, entry.yearly.removeprefix("--").split("-"))
        made.add("RRULE", {"FREQ": "YEARLY", "BYMONTH": month, "BYMONTHDAY": day})
    for key, said in (("SUMMARY", entry.summary), ("DESCRIPTION", entry.description), ("LOCATION", entry.location)):
        if said.text:
            made[key] = _text(said, several=key == "DESCRIPTION")
    made["CATEGORIES"] = vText(_line(entry.category), params={"LANGUAGE": lang})
    made.add("URL", entry.url)
    # Whoever reads a campaign's calendar is told of its days, and not busy because of them.
    made.add("TRANSP", "TRANSPARENT")
    if entry.cancelled:
        made.add("STATUS", "CANCELLED")
    return bytes(made.to_ical(sorted=False))


def _text(said: Wording, *, several: bool) -> object:
    from icalendar.prop import vText

    text = "\n".join(map(_line, said.text.splitlines())) if several else _line(said.text)
    return vText(text, params={"LANGUAGE": said.lang} if said.lang else {})


def _line(text: str) -> str:
    """A text on one line, without what no calendar may have in it."""
    return _CONTROLS.sub("", " ".join(text.splitlines()))


def _midnight(day: str) -> dt.datetime:
    return dt.datetime.combine(dt.date.fromisoformat(day), dt.time(), dt.UTC)


def _moment(text: str, zone: str) -> dt.date:
    """A day, or a time of the zone that it is given in. UTC needs no time zone of its own."""
    if not zone:
        return dt.date.fromisoformat(text)
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC if zone in _UTC else ZoneInfo(zone))


def _zones(entries: Iterable[CalendarEntry]) -> dict[str, list[str]]:
    """The days on which times of a zone stand, by zone, sorted."""
    found: dict[str, list[str]] = {}
    for entry in entries:
        if entry.timezone and entry.timezone not in _UTC:
            found.setdefault(entry.timezone, []).extend(text[:10] for text in (entry.start, entry.end) if text)
    return dict(sorted(found.items()))


@lru_cache(maxsize=1000)
def _timezone(zone: str, first: str, last: str) -> bytes:
    """What the clock of a zone does from one day to another: no rule for what comes later, which may change.

    An observance begins when the clock before it says so (RFC 5545, 3.6.5); icalendar 7 makes zones in which it is the
    clock after it, so these are made here.
    """
    from icalendar import Timezone
    from icalendar.cal import TimezoneDaylight, TimezoneStandard

    made = Timezone()
    made.add("TZID", zone)
    for before, begins in _changes(zone, first, last):
        part = TimezoneDaylight() if begins.dst() else TimezoneStandard()
        offset = begins.utcoffset() or dt.timedelta()
        part.DTSTART = (begins.astimezone(dt.UTC) + before).replace(tzinfo=None)
        part.TZOFFSETFROM, part.TZOFFSETTO = before, offset
        part.add("TZNAME", begins.tzname() or zone)
        made.add_component(part)
    return bytes(made.to_ical(sorted=False))


def _changes(zone: str, first: str, last: str) -> Iterator[tuple[dt.timedelta, dt.datetime]]:
    """A moment before the first day, then each one at which the clock is changed, with the offset before it."""
    clock = ZoneInfo(zone)
    here, until = _midnight(first) - dt.timedelta(days=1), _midnight(last) + dt.timedelta(days=2)
    before = _offset(here, clock)
    yield before, here.astimezone(clock)
    while here < until:
        there = here + dt.timedelta(days=7)  # no clock is changed and changed back within a week
        after = _offset(there, clock)
        if after != before:
            early, late = here, there
            while late - early > dt.timedelta(seconds=1):
                middle = early + (late - early) // 2
                early, late = (middle, late) if _offset(middle, clock) == before else (early, middle)
            yield before, late.replace(microsecond=0).astimezone(clock)
        here, before = there, after


def _offset(moment: dt.datetime, clock: ZoneInfo) -> dt.timedelta:
    return moment.astimezone(clock).utcoffset() or dt.timedelta()
