"""The grammar of a graph: things, what they are known by, and that nothing in them is empty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from campaignsite.model.front.dates import PartialDate
from campaignsite.model.page.pages import Page
from campaignsite.model.page.pieces import Link

Thing = Mapping[str, Any]
"""A node of JSON-LD."""
AGENCY, EVENT, ITEM, DATA = "#agency", "#event", "#item", "#data"
"""What is behind the address of a page in the name of the thing that it is about."""


def some(thing: Thing) -> Thing:
    """The thing without what is empty: nobody learns anything from that."""
    return {key: value for key, value in thing.items() if value not in ("", None, (), [], {})}


def absolute(page: Page, url: str) -> str:
    """The whole address of a link of this site, or of another one."""
    return page.site.origin + url if url.startswith("/") else url


def one_or_all(things: Sequence[Thing | str]) -> Thing | str | Sequence[Thing | str] | None:
    """A single thing stands alone."""
    return things[0] if len(things) == 1 else things or None


def organization(page: Page, link: Link) -> Thing:
    """An agency by its name. What sort of body it is stands on its own page, under the same ``@id``."""
    url = absolute(page, link.url)
    return {"@type": "Organization", "@id": url + AGENCY, "name": link.text, "url": url}


def day(date: PartialDate | None) -> str:
    """A day that is known entirely; a part of one would be taken for its first day."""
    return date.full.isoformat() if date and date.full else ""
