"""What a calendar says of events. In: events as the public may know them. Out: entries, for what has its day.

Nothing is guessed: an edition of which the first or the last day is not known entirely has no entry. An edition of a
day that comes every year is that year's instance of it (RFC 5545, 3.8.4.4), so that nobody sees the day twice.
"""

from __future__ import annotations

import datetime as dt
import uuid
from typing import NamedTuple
from zoneinfo import ZoneInfo

from campaignsite.model.front.dates import PartialDate
from campaignsite.model.front.fields import Edition
from campaignsite.model.front.kinds import Event
from campaignsite.model.page.calendars import CalendarEntry, Wording
from campaignsite.model.site import Entity
from campaignsite.plan.views.inlang import InLanguage
from campaignsite.plan.views.items import edition_url

_YEARS = range(1000, 9999)
"""What a calendar can hold: four digits, and a day after the last one."""
_UNKNOWN = "1970-01-01"
"""The day for which something is said that nobody dated: it is older than any correction."""
_ALWAYS = 1970
"""The year in which a yearly day begins of which no year is known: a calendar wants one, and it may not be today's."""


class Span(NamedTuple):
    """The days of one entry."""

    edition: int | None
    """The position of the edition; None for the day that comes every year."""
    first: dt.date
    last: dt.date
    replaces: dt.date | None = None
    """The day of the yearly entry that it describes."""


def spans(event: Event, heard: int | None = None) -> tuple[Span, ...]:
    """Everything of an event that has its day; ``heard`` is the first year in which an item tells of it."""
    day = _first_observed(event, heard)
    found: list[Span] = [Span(None, day, day)] if day else []
    described: dict[dt.date, int] = {}
    for n, edition in enumerate(event.editions):
        here = _in_year(event.recurs, edition.in_year) if day and edition.in_year else None
        here = here if here and day and here >= day else None
        undated = here if here and not edition.start and not edition.end else None
        days = (undated, undated) if undated else _days(edition)
        if days is None:
            continue
        covers = here is not None and days[0] <= here <= days[1]
        if here and (here not in described or (covers and not _covers(found[described[here]], here))):
            if here in described:
                found[described[here]] = found[described[here]]._replace(replaces=None)
            described[here] = len(found)
            found.append(Span(n, *days, here))
        else:
            found.append(Span(n, *days))
    return tuple(found)


def _covers(span: Span, day: dt.date) -> bool:
    return span.first <= day <= span.last


def _days(edition: Edition) -> tuple[dt.date, dt.date] | None:
    """The first and the last day of an edition, when both are known."""
    first = edition.start.full if edition.start else None
    if first is None:
        return None
    last = edition.end.full if edition.end else first + dt.timedelta(days=(edition.days or 1) - 1)
    return (first, last) if last and first.year in _YEARS and last.year in _YEARS else None


def _first_observed(event: Event, heard: int | None) -> dt.date | None:
    """The first time that a yearly day comes of which the site knows; 29 February waits for a leap year."""
    if event.recurs is None:
        return None
    known = [year for year in (heard, *(e.in_year for e in event.editions)) if year]
    begins = event.since or min(known, default=_ALWAYS)
    days = (_in_year(event.recurs, begins + n) for n in range(9))  # from 1896 to 1904 there was no leap year
    return next((day for day in days if day), None)


def _in_year(recurs: PartialDate | None, year: int) -> dt.date | None:
    if recurs is None or year not in _YEARS:
        return None
    try:
        return dt.date(year, recurs.month or 1, recurs.day or 1)
    except ValueError:
        return None  # 29 February


def entries_of(view: InLanguage, entity: Entity) -> tuple[CalendarEntry, ...]:
    """Everything that calendars say of an event."""
    return tuple(
        _yearly(view, entity, span) if span.edition is None else _edition(view, entity, span, span.edition)
        for span in spans(entity.event, view.first_years.get(entity.key))
    )


def _yearly(view: InLanguage, entity: Entity, span: Span) -> CalendarEntry:
    recurs, url = entity.event.recurs, view.urls.origin + view.entity(entity).url
    return CalendarEntry(
        uid=_uid(view, entity, "every-year"),
        start=span.first.isoformat(),
        end=_after(span.last),
        timezone="",
        yearly=recurs.iso if recurs else "",
        replaces="",
        summary=_summary(view, entity, None),
        description=_description(view, entity, None, url),
        location=Wording("", ""),
        category=view.text(f"event-kind.{entity.event.kind}"),
        url=url,
        stamp=_said(entity),
        changed="",
        sequence=0,
        cancelled=False,
    )


def _edition(view: InLanguage, entity: Entity, span: Span, index: int) -> CalendarEntry:
    edition = entity.event.editions[index]
    start, end, zone = _times(edition, span, edition.timezone or view.site.config.timezone)
    url = view.urls.origin + edition_url(view, entity.key, index)
    venue = edition.venue
    place = ", ".join(part for part in (venue.name, venue.address) if part) if venue else ""
    dates = [c.date.first for c in edition.corrections if c.date.year]
    changed = dt.date(*max(dates)).isoformat() if dates else ""
    return CalendarEntry(
        uid=_uid(view, entity, "every-year" if span.replaces else _identity(entity.event, index)),
        start=start,
        end=end,
        timezone=zone,
        yearly="",
        replaces=span.replaces.isoformat() if span.replaces else "",
        summary=_summary(view, entity, edition),
        description=_description(view, entity, edition, url),
        location=Wording(place, entity.main.lang),
        category=view.text(f"event-kind.{entity.event.kind}"),
        url=url,
        stamp=changed or _said(entity),
        changed=changed,
        # What is taken back later, with a correction that says so, still counts as newer than the cancellation.
        sequence=2 * len(edition.corrections) + edition.cancelled,
        cancelled=edition.cancelled,
    )


def _uid(view: InLanguage, entity: Entity, identity: str) -> str:
    """Never changes with titles and days, and is nobody else's (RFC 7986, 5.3): made of the site's address.

    It is the same in every language and in every calendar of the site, so that none of them repeats another.
    """
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{view.urls.origin}{view.urls.base}events/{entity.key}/#{identity}"))


def _identity(event: Event, index: int) -> str:
    """An edition's year, and which of that year it is."""
    years = [edition.in_year for edition in event.editions]
    return f"{years[index]}-{years[: index + 1].count(years[index])}"


def _said(entity: Entity) -> str:
    source = entity.main.meta.source
    day = source.date.full if source and source.date else None
    return day.isoformat() if day and day.year in _YEARS else _UNKNOWN


def _after(last: dt.date) -> str:
    """The end of a calendar's day does not belong to it (RFC 5545, 3.6.1)."""
    return (last + dt.timedelta(days=1)).isoformat()


def _times(edition: Edition, span: Span, zone: str) -> tuple[str, str, str]:
    """Start, end and time zone: whole days, unless it is known when it begins on the first and ends on the last one."""
    one_day = span.first == span.last
    if not edition.start_time or not (edition.end_time or one_day):
        return span.first.isoformat(), _after(span.last), ""
    start = _clock(span.first, edition.start_time, zone)
    end = _clock(span.last, edition.end_time, zone) if edition.end_time else ""
    return start, end if end > start else "", zone


def _clock(day: dt.date, time: str, zone: str) -> str:
    """A time as the clock shows it. One that it skips is later by what it skips (RFC 5545, 3.3.5).

    Of one that it shows twice, readers of calendars take the first, so nothing need be said.
    """
    written = dt.datetime.combine(day, dt.time.fromisoformat(time), ZoneInfo(zone))
    return written.astimezone(dt.UTC).astimezone(ZoneInfo(zone)).strftime("%Y-%m-%dT%H:%M")


def _summary(view: InLanguage, entity: Entity, edition: Edition | None) -> Wording:
    text, lang = entity.name(view.lang)
    if edition and edition.name:
        text = f"{text} – {view.local(edition.name)}"
        lang = lang if view.local_lang(edition.name) == view.other(lang) else ""
    if edition and edition.cancelled:
        text = view.text("calendar.cancelled", name=text)
        lang = lang if lang == view.lang else ""
    state = view.site.withheld.get(entity.document(view.lang).path)
    if state:
        text = f"{view.text('withheld.mark', state=view.text(f'withheld.{state}'))} – {text}"
    return Wording(text, lang)


def _description(view: InLanguage, entity: Entity, edition: Edition | None, url: str) -> Wording:
    """Some sentences, and the address of the page for those whose calendar shows no other way there."""
    document, related = entity.document(view.lang), view.site.documents[entity.main.path]
    parts = [(view.text("edition.cancelled"), view.lang)] if edition and edition.cancelled else []
    parts += [(getattr(document.meta, "summary", None) or "", document.lang)]
    if edition:
        parts += [(edition.time or "", entity.main.lang)]
        hosts = [link for name in edition.hosts if (link := view.named(name, related))]
        if hosts:
            role, names = view.text("role-agencies.host", n=len(hosts)), ", ".join(link.text for link in hosts)
            said = view.text("calendar.hosts", role=role, names=names)
            parts += [(said, view.lang if not any(link.lang for link in hosts) else "")]
    langs = {lang for text, lang in parts if text}
    return Wording("\n".join([*(text for text, _ in parts if text), url]), langs.pop() if len(langs) == 1 else "")
