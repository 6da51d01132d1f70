"""Every document with its state, the reason for it, and when it changes. In: an order. Out: a ``Listing``."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from campaignsite.build.desk import Desk
from campaignsite.build.memory import Memory
from campaignsite.build.order import Order
from campaignsite.build.ready import ready
from campaignsite.build.shares import Task
from campaignsite.model.diagnostics import Diagnostic, Severity, has_errors
from campaignsite.model.documents import Document
from campaignsite.model.front.dates import Moment
from campaignsite.model.front.shared import Titled
from campaignsite.model.site import State
from campaignsite.relate.states import changes_at, state
from campaignsite.sources import CONFIG, sources


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


@dataclass(frozen=True, slots=True)
class Listing:
    """All of them, by path."""

    now: dt.datetime
    items: tuple[Listed, ...]
    diagnostics: tuple[Diagnostic, ...]
    """What is wrong with the configuration."""

    @property
    def next(self) -> dt.datetime | None:
        """The next moment at which a build comes out otherwise because of one of them."""
        return min((item.changes_at for item in self.items if item.changes_at), default=None)


def listing(order: Order) -> Listing:
    """Look at every document; nothing is related, planned or written."""
    memory = Memory(order)
    memory.doubted()
    found = sources(order.root, memory.known)
    assert found.value is not None
    done = ready(found.value, order)
    wrong = tuple(d for d in (*found.diagnostics, *done.diagnostics) if d.path == CONFIG)
    if done.value is None or has_errors(wrong):
        return Listing(order.now, (), wrong)
    zone = done.value.settings.config.zone
    now = order.now.astimezone(zone) if order.now.tzinfo else order.now.replace(tzinfo=zone)
    desk = Desk(Task(order, found.value, memory, {}), done.value, 0, 1)
    documents, noticed = desk.documents()
    desk.close()
    errors = Counter(d.path for d in noticed if d.severity is Severity.ERROR)
    items = (_listed(document, now, zone, errors[document.path]) for document in documents)
    return Listing(now, tuple(items), ())


def _listed(document: Document, now: dt.datetime, zone: ZoneInfo, errors: int) -> Listed:
    here, changes = state(document, now, zone), changes_at(document, now, zone)
    return Listed(
        path=document.path,
        type=document.kind,
        lang=document.lang,
        title=document.meta.heading,
        state=here,
        why=_why(document, here),
        changes_at=changes.astimezone(zone) if changes else None,
        errors=errors,
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
