"""Whether the public may know a document. In: its front matter and the time. Out: its state.

Only these keys decide publication; an event's own dates never do.
"""

from __future__ import annotations

import datetime as dt
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
