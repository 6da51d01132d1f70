"""Calendars beside pages: of an event, of an agency, of all events. In: a page. Out: its calendar, if it has entries.

What is sensitive is in none: a calendar is on a device that others look at, and reminds them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from campaignsite.model.page.calendars import CalendarEntry, CalendarView
from campaignsite.model.page.pages import Page
from campaignsite.model.page.pieces import FormView
from campaignsite.model.site import Entity, Related
from campaignsite.plan.forms.form import Form
from campaignsite.plan.frames import Frame, Frames
from campaignsite.plan.planned import Planned
from campaignsite.plan.views.agencies import events_of
from campaignsite.plan.views.calendars import entries_of, spans
from campaignsite.plan.views.inlang import InLanguage

FILE = "calendar.ics"
"""What a calendar is called, beside its page."""


def calendars(frames: Frames, page: Planned, items: Sequence[Related]) -> Iterator[Form]:
    """The calendar of a page that is about events."""
    view = frames.view
    if not view.site.config.outputs.calendars:
        return
    name, events = _about(view, page, items)
    shown = tuple(event for event in events if not _sensitive(event) and spans(event.event))
    if not shown:
        return
    frame = Frame("calendar", page.url + FILE, name, f"the calendar of {page.origin}", layout=FILE)

    def make() -> Page:
        page_url, own = (frames.urls.origin + frames.urls.href(path) for path in (page.url, frame.path))
        every = tuple(entry for event in shown for entry in _entries(frames, event))
        return frames.page(frame, CalendarView(name, page_url, own, every), noindex=True)

    form = FormView("calendar", "text/calendar", frames.urls.href(frame.path))
    yield Form(form, frames.planned(("calendar", *page.identity), frame, make))


def _about(view: InLanguage, page: Planned, items: Sequence[Related]) -> tuple[str, Sequence[Entity]]:
    """What the calendar of a page is called, and the events that it is about."""
    site, title = view.site, view.local(view.site.config.title)
    match page.identity:
        case ("home",):
            return title, tuple(site.events.values())
        case ("event", key, ""):
            return site.events[key].name(view.lang)[0], (site.events[key],)
        case ("agency", key, ""):
            open_items = [related for related in items if not related.document.meta.sensitive]
            name = site.agencies[key].name(view.lang)[0]
            return f"{name} – {title}", tuple(site.events[event] for event in events_of(view, key, open_items))
    return "", ()


def _entries(frames: Frames, event: Entity) -> tuple[CalendarEntry, ...]:
    made = frames.entries.get(event.key)
    if made is None:
        made = frames.entries[event.key] = entries_of(frames.view, event)
    return made


def _sensitive(event: Entity) -> bool:
    return any(document.meta.sensitive for document in event.documents.values())
