"""What a layout does badly: files that libraries write. In: a ``Page`` of one of these kinds. Out: the file's bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from campaignsite.model.page.pages import Page
from campaignsite.render.writers.calendar import calendar
from campaignsite.render.writers.json_feed import json_feed

WRITERS: Mapping[str, Callable[[Page], bytes]] = MappingProxyType({"calendar": calendar, "json-feed": json_feed})
"""By the kind of the page."""
