"""Every document with its state, who answers for it, and what it belongs to. In: an order. Out: a ``Listing``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple
from zoneinfo import ZoneInfo

from campaignsite.build.census import Census, census
from campaignsite.build.order import Order
from campaignsite.model.diagnostics import Diagnostic
from campaignsite.model.documents import Document
from campaignsite.model.front.dates import Moment, PartialDate
from campaignsite.model.front.shared import Titled
from campaignsite.model.site import Entity, Site, State
from campaignsite.relate.names import Names
from campaignsite.relate.states import changes_at, state


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
    there = census(order)
    if not isinstance(there, Census):
        return Listing(order.now, (), there)
    zone = there.settings.config.zone
    site = there.related() if related else None
    belongs = _belongs(site) if site else {}
    items = (
        _listed(d, there.now, zone, there.errors.get(d.path, 0), belongs.get(d.path, _NOTHING)) for d in there.documents
    )
    return Listing(
        there.now,
        tuple(items),
        (),
        there.settings.config.languages,
        Names(site.agencies.values()) if site else None,
        Names(site.events.values(), "event") if site else None,
    )


class _Belongs(NamedTuple):
    agencies: tuple[Named, ...]
    event: Named | None


_NOTHING = _Belongs((), None)


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
