"""What an index knows of a page beside its text. In: a ``Page``. Out: one line of text; none for a page outside."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from campaignsite.model.page.pages import Page
from campaignsite.model.page.pieces import Link, RoleAgencies
from campaignsite.model.page.subjects import AgencyView, EventView, ItemView


class Entry(NamedTuple):
    """One page of the index."""

    url: str
    """With the base path."""
    lang: str
    title: str
    kind: str
    """agency, event, or the kind of an item."""
    date: str
    """As ``datetime`` attributes have it; empty when there is none."""
    filters: Mapping[str, list[str]]
    """The values by which readers can narrow their search, by the name of the filter."""


def entry(page: Page) -> str:
    """The line for a page; empty for what is not in the index.

    Lists and what is not there are not, nor anything that search engines are to leave out; and no sensitive page: a
    word typed into a box would show it to whoever looks over the reader's shoulder.
    """
    numbered = page.pager is not None and page.pager.number is not None
    if page.noindex or page.sensitive or numbered:
        return ""
    match page.subject:
        case ItemView() as item:
            kind, date = item.kind, item.date.iso if item.date else ""
            agencies, events = _names(item.agencies), [item.event.text] if item.event else []
            years = [item.year] if item.year else []
        case AgencyView() as agency:
            kind, date, years = "agency", "", []
            agencies, events = [agency.name], _texts(agency.events)
        case EventView() as event:
            kind, date = "event", ""
            agencies, events = _names(event.agencies), [event.name]
            years = sorted({edition.year for edition in event.editions if edition.year})
        case _:
            return ""
    filters = {"agency": agencies, "event": events, "kind": [kind], "year": [str(year) for year in years]}
    url = page.canonical.removeprefix(page.site.origin)
    return json.dumps(Entry(url, page.lang, page.title, kind, date, filters), separators=(",", ":"))


def decoded(line: str) -> Entry:
    """A line as the entry that it was made of. Raises ValueError or TypeError for one that is none."""
    return Entry(*json.loads(line))


def _names(roles: Iterable[RoleAgencies]) -> list[str]:
    return _texts(agency for role in roles for agency in role.agencies)


def _texts(links: Iterable[Link]) -> list[str]:
    """What links say, once each and in order: a set would leave it to chance."""
    return sorted({link.text for link in links})
