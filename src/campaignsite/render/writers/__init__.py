"""What a layout does badly: files that libraries write. In: a ``Page`` of one of these kinds. Out: the file's bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from campaignsite.model.page.pages import Page
from campaignsite.render.writers.calendar import calendar
from campaignsite.render.writers.data import table_csv, table_json
from campaignsite.render.writers.descriptor import data_package, table_schema
from campaignsite.render.writers.json_feed import json_feed
from campaignsite.render.writers.listing import page_list, page_list_schema
from campaignsite.render.writers.manifest import manifest

WRITERS: Mapping[str, Callable[[Page], bytes]] = MappingProxyType(
    {
        "calendar": calendar,
        "json-feed": json_feed,
        "data-csv": table_csv,
        "data-json": table_json,
        "data-schema": table_schema,
        "data-package": data_package,
        "page-list": page_list,
        "page-list-schema": page_list_schema,
        "web-manifest": manifest,
    }
)
"""By the kind of the page."""
