"""Whether the public may know a document. In: its front matter and the time. Out: its state, and when that changes.

Only these keys decide publication; an event's own dates never do. What cannot be read withholds, and so does what
contradicts itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from campaignsite.model.documents import Document
from campaignsite.model.front.dates import Moment
from campaignsite.model.front.shared import FrontMatter, Titled
from campaignsite.model.site import State


def state(document: Document, now: dt.datetime, zone: ZoneInfo) -> State:
    """The state at ``now``, an aware time. A draft is one at any time; of two dates that withhold, the later counts."""
    meta = document.meta
    if meta.draft:
        return "draft"
    if document.unreadable:
        return "unreadable"
    found = _by_time(meta, now, zone) if timed(meta) else None
    return found or ("withdrawn" if isinstance(meta, Titled) and meta.withdrawn else "public")


def timed(meta: FrontMatter) -> bool:
    """Whether publication has a time."""
    return bool(meta.publish_at or meta.embargo or meta.expires)


def _by_time(meta: FrontMatter, now: dt.datetime, zone: ZoneInfo) -> State | None:
    now = now.astimezone(dt.UTC)  # two times of one zone compare by the clock, which shows an hour twice
    if never(meta, zone):
        return "unreadable"
    if meta.embargo and now < meta.embargo.instant(zone):
        return "embargoed"
    if meta.publish_at and now < meta.publish_at.instant(zone):
        return "scheduled"
    if meta.expires and now >= meta.expires.instant(zone, ends=True):
        return "expired"
    return None


def never(meta: FrontMatter, zone: ZoneInfo) -> str:
    """The key by which a document begins to be public when that is over already; empty for one that has its time."""
    if not meta.expires:
        return ""
    ends = meta.expires.instant(zone, ends=True)
    begins = {key: moment.instant(zone) for key in ("publish_at", "embargo") if (moment := getattr(meta, key))}
    return next((key for key, at in begins.items() if at >= ends and at == max(begins.values())), "")


def moments(meta: FrontMatter, zone: ZoneInfo) -> tuple[dt.datetime, ...]:
    """The points in time, in UTC, at which the state may change."""
    begins = [moment.instant(zone) for moment in (meta.embargo, meta.publish_at) if moment]
    return (*begins, *([meta.expires.instant(zone, ends=True)] if meta.expires else ()))


def changes_at(document: Document, now: dt.datetime, zone: ZoneInfo) -> dt.datetime | None:
    """The next point in time, in UTC, at which the state is another one; None for never."""
    here = state(document, now, zone)
    coming = sorted(moment for moment in moments(document.meta, zone) if moment > now.astimezone(dt.UTC))
    return next((moment for moment in coming if state(document, moment, zone) != here), None)


def contradictions(meta: FrontMatter, zone: ZoneInfo) -> Iterable[tuple[str, str, str]]:
    """Keys whose offset from UTC is not the one that the site's clock has then: (key, offset, the clock's offset)."""
    for key in ("publish_at", "embargo", "expires"):
        moment: Moment | None = getattr(meta, key)
        if moment and moment.offset_minutes is not None:
            then = moment.instant(zone).astimezone(zone).utcoffset() or dt.timedelta()
            minutes = int(then.total_seconds() // 60)
            if minutes != moment.offset_minutes:
                yield key, _offset(moment.offset_minutes), _offset(minutes)


def _offset(minutes: int) -> str:
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def window(
    metas: Iterable[FrontMatter], now: dt.datetime, zone: ZoneInfo, others: Iterable[dt.datetime] = ()
) -> tuple[dt.datetime, dt.datetime]:
    """From when until when a build comes out the same, in UTC: the day of ``now``, unless a state changes within it.

    ``others`` are moments, in UTC, at which something else than a document changes.
    """
    today = now.astimezone(zone).date()
    now = now.astimezone(dt.UTC)
    begins = max((m for m in _midnights(today, zone) if m <= now), default=now)
    ends = min((m for m in _midnights(today + dt.timedelta(days=1), zone) if m > now), default=now)
    changes = [*others, *(moment for meta in metas for moment in moments(meta, zone))]
    begins = max([begins, *(moment for moment in changes if moment <= now)])
    ends = min([ends, *(moment for moment in changes if moment > now)])
    return begins, ends


def _midnights(day: dt.date, zone: ZoneInfo) -> list[dt.datetime]:
    """When a day begins, in UTC: twice where the clock is set back at midnight."""
    return [dt.datetime.combine(day, dt.time(fold=fold), zone).astimezone(dt.UTC) for fold in (0, 1)]
