"""Nothing has changed since the last build: what it said is said again, and nothing else is done."""

from __future__ import annotations

from campaignsite.build.memory import Memory, sources_of
from campaignsite.build.order import Order, Outcome
from campaignsite.build.outcome import outcome
from campaignsite.build.target import Target
from campaignsite.model.diagnostics import Diagnostic
from campaignsite.model.files import Sources
from campaignsite.store.last import STALE, Head


def unchanged(
    order: Order, found: Sources, looked: tuple[Diagnostic, ...], memory: Memory, target: Target | None
) -> Outcome | None:
    """The outcome of the last build, if this one would come to the same. ``looked`` is what finding sources noticed."""
    last = memory.last
    if last is None or not same_moment(order, last.head) or (order.output is None and order.collect):
        return None
    head = last.head
    if not head.sources or head.sources != sources_of(found) or head.made != memory.made(found, looked):
        return None
    if order.index and head.search == STALE:
        return None
    if head.layouts != memory.layouts(found):
        return None
    if target and head.files and not target.holds(head.site):
        return None
    if target and not head.files and target.standing.foreign:
        return None  # what it would say of a folder that somebody else writes to depends on that folder
    memory.keep_index(found)
    return outcome(order, last.noticed, pages=head.pages, files=head.files, site=head.site, until=head.until)


def same_moment(order: Order, head: Head) -> bool:
    """Whether nothing that depends on the time has changed since."""
    now = order.now
    if now.tzinfo is None:
        from zoneinfo import ZoneInfo

        now = now.replace(tzinfo=ZoneInfo(head.zone))
    return head.since <= now.timestamp() < head.until
