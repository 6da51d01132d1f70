"""Every document with its state, who answers for it, and what it belongs to. In: an order. Out: a ``Listing``."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple
from zoneinfo import ZoneInfo

from campaignsite.build.desk import Desk
from campaignsite.build.memory import Memory
from campaignsite.build.order import Order
from campaignsite.build.ready import ready
from campaignsite.build.shares import Task
from campaignsite.model.diagnostics import Diagnostic, Severity, has_errors
from campaignsite.model.documents import Document
from campaignsite.model.front.config import Settings
from campaignsite.model.front.dates import Moment, PartialDate
from campaignsite.model.front.shared import Titled
from campaignsite.model.site import Entity, Site, State
from campaignsite.relate import relate
from campaignsite.relate.names import Names
from campaignsite.relate.states import changes_at, state
from campaignsite.sources import CONFIG, sources


class Named(NamedTuple):
    """An agency or an event."""

    key: str
    name: str
    """Its official name."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One document."""

    path: str
    type: str
    lang: str
    title: str
    state: State
    why: str
    """What in its front matter gives it that state, in words."""
    changes_at: dt.datetime | None
    """When its state is another one, in the site's time zone; None for never."""
    errors: int
    """How many mistakes parsing it has found: they stop publishing when it becomes public."""
    date: PartialDate | None
    owner: str
    """Who answers for it; empty when nobody is named."""
    review_by: PartialDate | None
    agencies: tuple[Named, ...] = ()
    """Those that it names anywhere, or whose file it is; empty when nobody asked."""
    event: Named | None = None
    """The one that it belongs to, or whose file it is; None when nobody asked, too."""


@dataclass(frozen=True, slots=True)
class Listing:
    """All of them, by path."""

    now: dt.datetime
    items: tuple[Listed, ...]
    diagnostics: tuple[Diagnostic, ...]
    """What is wrong with the configuration."""
    languages: tuple[str, ...] = ()
    """Those of the site."""
    agencies: Names | None = None
    """What agencies may be called; None when nobody asked."""
    events: Names | None = None

    @property
    def next(self) -> dt.datetime | None:
        """The next moment at which a build comes out otherwise because of one of them."""
        return min((item.changes_at for item in self.items if item.changes_at), default=None)


def listing(order: Order, *, related: bool = False) -> Listing:
    """Look at every document; nothing is planned or written.

    With ``related`` each says its agencies and its event, those that are not public too: the list is for editors.
    """
    memory = Memory(order)
    memory.doubted()
    found = sources(order.root, memory.known)
    assert found.value is not None
    done = ready(found.value, order)
    wrong = tuple(d for d in (*found.diagnostics, *done.diagnostics) if d.path == CONFIG)
    if done.value is None or has_errors(wrong):
        return Listing(order.now, (), wrong)
    settings = done.value.settings
    zone = settings.config.zone
    now = order.now.astimezone(zone) if order.now.tzinfo else order.now.replace(tzinfo=zone)
    desk = Desk(Task(order, found.value, memory, {}), done.value, 0, 1)
    documents, noticed = desk.documents()
    desk.close()
    errors = Counter(d.path for d in noticed if d.severity is Severity.ERROR)
    site = _site(documents, settings, now) if related else None
    belongs = _belongs(site) if site else {}
    items = (_listed(d, now, zone, errors[d.path], belongs.get(d.path, _NOTHING)) for d in documents)
    return Listing(
        now,
        tuple(items),
        (),
        settings.config.languages,
        Names(site.agencies.values()) if site else None,
        Names(site.events.values()) if site else None,
    )


class _Belongs(NamedTuple):
    agencies: tuple[Named, ...]
    event: Named | None


_NOTHING = _Belongs((), None)


def _site(documents: Sequence[Document], settings: Settings, now: dt.datetime) -> Site:
    """All of them related. What is wrong with names and links is for ``check`` to say, so no file is looked for."""
    related = relate(documents, (), settings, now, drafts=True).value
    assert related is not None
    return related


def _belongs(site: Site) -> Mapping[str, _Belongs]:
    """The agencies and the event of each document, by path."""
    agencies, events = _named(site.agencies), _named(site.events)
    own = {d.path: key for key, entity in site.agencies.items() for d in entity.documents.values()}
    series = {d.path: key for key, entity in site.events.items() for d in entity.documents.values()}
    found = {}
    for path, item in site.documents.items():
        keys = dict.fromkeys([*([own[path]] if path in own else []), *item.agencies.values()])
        event = item.event or series.get(path, "")
        found[path] = _Belongs(tuple(agencies[key] for key in keys), events.get(event))
    return found


def _named(entities: Mapping[str, Entity]) -> Mapping[str, Named]:
    return MappingProxyType({key: Named(key, entity.main.meta.heading) for key, entity in entities.items()})


def _listed(document: Document, now: dt.datetime, zone: ZoneInfo, errors: int, belongs: _Belongs) -> Listed:
    here, changes = state(document, now, zone), changes_at(document, now, zone)
    meta = document.meta
    return Listed(
        path=document.path,
        type=document.kind,
        lang=document.lang,
        title=meta.heading,
        state=here,
        why=_why(document, here),
        changes_at=changes.astimezone(zone) if changes else None,
        errors=errors,
        date=getattr(meta, "date", None),
        owner=meta.owner or "",
        review_by=meta.review_by,
        agencies=belongs.agencies,
        event=belongs.event,
    )


def _why(document: Document, here: State) -> str:
    meta = document.meta
    if here == "unreadable":
        return "its front matter does not say clearly when it is public"
    if here == "withdrawn" and isinstance(meta, Titled) and meta.withdrawn:
        return f"withdrawn on {meta.withdrawn.date.iso}: {meta.withdrawn.why}"
    key = {"embargoed": "embargo", "scheduled": "publish_at", "expired": "expires"}.get(here, "")
    moment: Moment | None = getattr(meta, key) if key else None
    return "draft: true" if here == "draft" else f"{key}: {moment.iso}" if moment else ""
