"""Nothing has changed since the last build: what it said is said again, and nothing else is done."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

from campaignsite.build.memory import Memory
from campaignsite.build.order import Order, Outcome
from campaignsite.build.outcome import outcome
from campaignsite.build.target import Target
from campaignsite.model.diagnostics import Diagnostic
from campaignsite.model.documents import Sources
from campaignsite.sources.reading import read
from campaignsite.store.last import Last

_FEW = 256
"""So many documents are read to see whether they have changed; more are better read by all workers."""


def settled(order: Order, found: Sources, memory: Memory) -> Sources:
    """The sources with the digest of every document, as long as only a few have to be read for it."""
    unknown = [f for f in found.content if not f.digest]
    if memory.last is None or not 0 < len(unknown) <= _FEW:
        return found
    digests = {f.path: source.digest for f in unknown if (source := read(order.root, f.path).value)}
    content = tuple(replace(f, digest=f.digest or digests.get(f.path, "")) for f in found.content)
    return replace(found, content=content)


def unchanged(
    order: Order, found: Sources, looked: tuple[Diagnostic, ...], memory: Memory, target: Target | None
) -> Outcome | None:
    """The outcome of the last build, if this one would come to the same. ``looked`` is what finding sources noticed."""
    last = memory.last
    if last is None or not same_moment(order, last) or (order.output is None and order.collect):
        return None
    documents = {f.path: f.digest for f in found.content}
    if last.documents != documents or not all(documents.values()) or last.made != memory.made(found, looked):
        return None
    if target and last.published and not (target.standing.whole and target.manifest.site == last.site):
        return None
    if target and not last.published and target.standing.foreign:
        return None  # what it would say of a folder that somebody else writes to depends on that folder
    memory.keep_index(found)
    return outcome(order, last.noticed, pages=last.pages, files=last.files if last.published else 0)


def same_moment(order: Order, last: Last) -> bool:
    """Whether nothing that depends on the time has changed since."""
    since, until = last.window
    now = order.now if order.now.tzinfo else order.now.replace(tzinfo=ZoneInfo(last.zone))
    return since <= now.timestamp() < until
