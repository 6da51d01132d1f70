"""What a layout does badly: files that libraries write. In: a ``Page`` of one of these kinds. Out: the file's bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from campaignsite.model.page.pages import Page
from campaignsite.render.writers.manifest import manifest

WRITERS: Mapping[str, Callable[[Page], bytes]] = MappingProxyType({"web-manifest": manifest})
"""By the kind of the page."""
