"""Every room of this floor: all that a page value is made of. The store reads no other class back."""

from __future__ import annotations

from types import ModuleType

from campaignsite.model.page import (
    calendars,
    data,
    events,
    feeds,
    finding,
    hosts,
    listing,
    machines,
    measures,
    pages,
    pictures,
    pieces,
    series,
    share,
    subjects,
)

ROOMS: tuple[ModuleType, ...] = (
    calendars,
    data,
    events,
    feeds,
    finding,
    hosts,
    listing,
    machines,
    measures,
    pages,
    pictures,
    pieces,
    series,
    share,
    subjects,
)
