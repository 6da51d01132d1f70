"""The list of all pages, for programs."""

from __future__ import annotations

from dataclasses import dataclass

from campaignsite.model.front.dates import PartialDate
from campaignsite.model.page.pieces import Card, Link


@dataclass(frozen=True, slots=True)
class ListedPage:
    """One page that readers can open."""

    path: str
    """Path below the base path, with language prefix."""
    url: str
    """With the base path, percent-encoded."""
    kind: str
    lang: str
    name: Card | Link | str
    """What it is called: of an item its entry, of another document a link; empty for one that was withdrawn."""
    translations: tuple[tuple[str, str], ...] = ()
    """(language, URL) of the same page in every language; nothing for one that there is in one language only."""
    roles: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """The keys of its agencies, by role."""
    agency: str = ""
    """The key of the agency that it is about."""
    event: str = ""
    """The key of the event that it is about, or belongs to."""
    edition: str = ""
    year: int | None = None
    published: str = ""
    """The moment at which it was made public, where one is stated (RFC 3339)."""
    owner: str = ""
    review_by: PartialDate | None = None
    sensitive: bool = False
    noindex: bool = False
    withheld: str = ""
    """Why the public may not know it: draft, embargoed, …; always empty in a site that is published."""


@dataclass(frozen=True, slots=True)
class NamedEntity:
    """An agency or an event that pages name by its key."""

    key: str
    kind: str
    names: tuple[tuple[str, Link], ...]
    """By language: its name, and its page there."""


@dataclass(frozen=True, slots=True)
class PageListFile:
    """Every page of the site, in every language."""

    pages: tuple[ListedPage, ...]
    agencies: tuple[NamedEntity, ...]
    events: tuple[NamedEntity, ...]


@dataclass(frozen=True, slots=True)
class PageListSchemaFile:
    """What the list may hold (JSON Schema 2020-12)."""

    kinds: tuple[str, ...]
    """Every kind of page."""
    roles: tuple[str, ...]


ListFile = PageListFile | PageListSchemaFile
