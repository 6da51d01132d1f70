"""The events' pages: the list of what is to come and what is past, and one page for each event."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Literal

from campaignsite.model.front.dates import PartialDate
from campaignsite.model.front.fields import ROLES, Edition
from campaignsite.model.front.kinds import Resource, Results
from campaignsite.model.page.events import EditionView, EventEntry, PersonView
from campaignsite.model.page.pieces import RoleAgencies
from campaignsite.model.page.subjects import EventsView, EventView
from campaignsite.model.site import Entity, Related
from campaignsite.plan.views.frozen import frozen
from campaignsite.plan.views.inlang import InLanguage
from campaignsite.plan.views.items import edition_id, edition_name
from campaignsite.plan.views.small import correction, origin


def events_view(view: InLanguage) -> EventsView:
    """All events. One without a date that can be placed in time is listed apart, not guessed."""
    entries = [(_entry(view, entity), _next(view, entity)) for entity in view.site.events.values()]
    today = view.site.now.date()
    upcoming = sorted((e for e, day in entries if day and day >= today), key=_date)
    past = sorted((e for e, day in entries if day and day < today), key=_date, reverse=True)
    return EventsView(tuple(upcoming), tuple(past), tuple(e for e, day in entries if day is None))


def event_view(view: InLanguage, entity: Entity, items: Sequence[Related], *, front: bool, results: str) -> EventView:
    """One event; ``items`` are those of this page of the list. What is not of these stands on the front page only.

    ``results`` is the URL of its results.
    """
    meta, key = entity.event, entity.key
    name, lang = entity.name(view.lang)
    whole = view.of_event.get(key, ()) if front else ()
    shown = [*items, *(r for r in whole if r.edition is not None)]
    document, day = entity.document(view.lang), _recurrence(view, entity)
    order = sorted(range(len(meta.editions)), key=lambda n: _edition_order(meta.editions[n]), reverse=True)
    return EventView(
        name=name,
        lang=view.other(lang),
        kind=meta.kind,
        url=meta.url or "",
        proclaimed_by=meta.proclaimed_by or "",
        text_lang=view.other(entity.main.lang),
        recurs=meta.recurs,
        since=meta.since if meta.recurs else None,
        next=PartialDate(day.year, day.month, day.day) if day else None,
        editions=tuple(_edition(view, entity, n) for n in order) if front else (),
        years=view.years(items),
        results=tuple(
            view.figures(r.document.path) for r in shown if isinstance(r.document.meta, Results) and not view.newest(r)
        ),
        results_url=results,
        resources=tuple(view.card(r) for r in whole if isinstance(r.document.meta, Resource)),
        agencies=_agencies(view, whole),
        contacts=view.contacts(meta.contacts, view.site.documents[entity.main.path]) if front else (),
        source=origin(document.meta.source),
        supplied=document.meta.supplied,
        extra=frozen(document.meta.extra),
    )


def outside_editions(view: InLanguage, key: str) -> tuple[Related, ...]:
    """The items of an event that belong to none of its editions, and are no resources: those that a list shows."""
    return tuple(
        r for r in view.of_event.get(key, ()) if r.edition is None and not isinstance(r.document.meta, Resource)
    )


def _edition(view: InLanguage, entity: Entity, index: int) -> EditionView:
    edition = entity.event.editions[index]
    related = view.site.documents[entity.main.path]
    items = [
        r for r in view.of_event.get(entity.key, ()) if r.edition == index and not isinstance(r.document.meta, Resource)
    ]
    venue = edition.venue
    return EditionView(
        id=edition_id(view, entity.key, index),
        year=edition.in_year,
        name=edition_name(view, entity.key, index),
        start=edition.start,
        end=edition.end,
        days=edition.days,
        start_time=edition.start_time or "",
        end_time=edition.end_time or "",
        time=edition.time or "",
        timezone=edition.timezone or "",
        venue=venue.name if venue else "",
        address=(venue.address or "") if venue else "",
        map=(venue.map or "") if venue else "",
        hosts=tuple(link for host in edition.hosts if (link := view.named(host, related))),
        speakers=tuple(PersonView(p.name, p.title or "", view.named(p.agency, related)) for p in edition.speakers),
        cancelled=edition.cancelled,
        corrections=tuple(map(correction, edition.corrections)),
        lang=view.other(entity.main.lang),
        when=_when(edition, view.site.now.date()),
        cards=tuple(view.card(r) for r in items),
    )


def _when(edition: Edition, today: dt.date) -> Literal["upcoming", "now", "past", "unknown"]:
    first, last = _day(edition.start), _day(edition.end or edition.start)
    if last is None:
        year = edition.in_year
        return "unknown" if year is None or year == today.year else ("past" if year < today.year else "upcoming")
    if first and first <= today <= last:
        return "now"
    return "upcoming" if last >= today else "past"


def _entry(view: InLanguage, entity: Entity) -> EventEntry:
    meta = entity.event
    name, lang = entity.name(view.lang)
    recurring = _recurrence(view, entity)
    edition = _main_edition(view, entity)
    start = (
        PartialDate(recurring.year, recurring.month, recurring.day)
        if recurring
        else (edition.start if edition else None)
    )
    document = entity.document(view.lang)
    return EventEntry(
        name=name,
        lang=view.other(lang),
        url=view.entity(entity).url,
        kind=meta.kind,
        start=start,
        end=edition.end if edition and not recurring else None,
        recurs=meta.recurs is not None,
        venue=edition.venue.name if edition and edition.venue and not recurring else "",
        summary=getattr(document.meta, "summary", "") or "",
        text_lang=view.other(document.lang),
        items=len(view.of_event.get(entity.key, ())),
        withheld=view.site.withheld.get(document.path, ""),
    )


def _next(view: InLanguage, entity: Entity) -> dt.date | None:
    """The day that places an event in time: the next one, or the last one that was."""
    recurring = _recurrence(view, entity)
    if recurring:
        return recurring
    edition = _main_edition(view, entity)
    return _day(edition.end or edition.start) if edition else None


def _recurrence(view: InLanguage, entity: Entity) -> dt.date | None:
    recurs = entity.event.recurs
    return recurs.next_from(view.site.now.date()) if recurs else None


def _main_edition(view: InLanguage, entity: Entity) -> Edition | None:
    """The first edition to come, else the last that was, else one whose day is not known."""
    today = view.site.now.date()
    editions = [e for e in entity.event.editions if not e.cancelled]
    dated = sorted((e for e in editions if _day(e.end or e.start)), key=_edition_order)
    coming = [e for e in dated if (_day(e.end or e.start) or today) >= today]
    if coming or dated:
        return coming[0] if coming else dated[-1]
    return editions[-1] if editions else None


def _day(date: PartialDate | None) -> dt.date | None:
    """The last day that a date may mean, when its year is known."""
    if date is None or date.year is None:
        return None
    if date.month is None:
        return dt.date(date.year, 12, 31)
    if date.day is None:
        after = dt.date(date.year + date.month // 12, date.month % 12 + 1, 1)
        return after - dt.timedelta(days=1)
    return dt.date(date.year, date.month, date.day)


def _edition_order(edition: Edition) -> tuple[int, tuple[int, int, int]]:
    return (edition.in_year or 0, edition.start.order if edition.start else (0, 0, 0))


def _date(entry: EventEntry) -> tuple[tuple[int, int, int], str]:
    return (entry.start.order if entry.start else (0, 0, 0), entry.name)


def _agencies(view: InLanguage, items: Sequence[Related]) -> tuple[RoleAgencies, ...]:
    """Every agency of the event's items, by role, in the order in which the items name them."""
    found: dict[str, dict[str, None]] = {}
    for related in items:
        for role, keys in related.roles:
            found.setdefault(role, {}).update(dict.fromkeys(keys))
    return tuple(RoleAgencies(role, view.agencies(found[role])) for role in ROLES if role in found)
