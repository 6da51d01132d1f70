"""Whether the public may know a document. In: its front matter and the time. Out: its state.

Only these keys decide publication; an event's own dates never do.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from campaignsite.model.front.kinds import FrontMatter
from campaignsite.model.site import State


def state(meta: FrontMatter, now: dt.datetime, zone: ZoneInfo) -> State:
    """The state at ``now``, an aware time. A draft is one at any time; of two dates that withhold, the later counts."""
    now = now.astimezone(dt.UTC)  # two times of one zone compare by the clock, which shows an hour twice
    if meta.draft:
        return "draft"
    if meta.embargo and now < meta.embargo.instant(zone):
        return "embargoed"
    if meta.publish_at and now < meta.publish_at.instant(zone):
        return "scheduled"
    if meta.expires and now >= meta.expires.instant(zone, ends=True):
        return "expired"
    return "public"


def window(metas: Iterable[FrontMatter], now: dt.datetime, zone: ZoneInfo) -> tuple[dt.datetime, dt.datetime]:
    """From when until when a build comes out the same, in UTC: the day of ``now``, unless a state changes within it."""
    today = now.astimezone(zone).date()
    now = now.astimezone(dt.UTC)
    begins = max((m for m in _midnights(today, zone) if m <= now), default=now)
    ends = min((m for m in _midnights(today + dt.timedelta(days=1), zone) if m > now), default=now)
    for meta in metas:
        moments = [moment.instant(zone) for moment in (meta.embargo, meta.publish_at) if moment]
        moments += [meta.expires.instant(zone, ends=True)] if meta.expires else []
        begins = max([begins, *(moment for moment in moments if moment <= now)])
        ends = min([ends, *(moment for moment in moments if moment > now)])
    return begins, ends


def _midnights(day: dt.date, zone: ZoneInfo) -> list[dt.datetime]:
    """When a day begins, in UTC: twice where the clock is set back at midnight."""
    return [dt.datetime.combine(day, dt.time(fold=fold), zone).astimezone(dt.UTC) for fold in (0, 1)]
