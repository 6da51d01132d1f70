"""What the third stage makes: every document with its relations resolved, and nothing that is withheld."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, NamedTuple

from campaignsite.model.documents import Document
from campaignsite.model.front.config import SiteConfig
from campaignsite.model.front.fields import Role
from campaignsite.model.front.kinds import Agency, Event

State = Literal["public", "draft", "unreadable", "embargoed", "scheduled", "expired", "withdrawn"]
PREVIEWED: frozenset[State] = frozenset(("draft", "unreadable", "embargoed", "scheduled", "expired"))
"""What a preview shows, though the public may not know it. The page of what is withdrawn is a notice there, too."""
HIDDEN: frozenset[State] = PREVIEWED | {"withdrawn"}
"""What the public may not know, or not any more."""


@dataclass(frozen=True, slots=True)
class Goal:
    """Where a link inside the site leads."""

    kind: Literal["document", "file", "url"]
    name: str
    """The document's path, the file's path, or the URL below the base path."""
    anchor: str = ""
    query: str = ""
    """For a URL: what stands behind the question mark, as written."""


@dataclass(frozen=True, slots=True)
class Entity:
    """An agency or an event: one thing, described in one or more languages."""

    key: str
    """Its identity, and the last part of its URL in the site's first language."""
    documents: Mapping[str, Document]
    """By language."""
    main: Document
    """The one whose front matter counts: in the site's first language where there is one."""

    def document(self, lang: str) -> Document:
        """Its description in ``lang``, else the main one."""
        return self.documents.get(lang, self.main)

    @property
    def agency(self) -> Agency:
        """The front matter of an agency."""
        assert isinstance(self.main.meta, Agency)
        return self.main.meta

    @property
    def event(self) -> Event:
        """The front matter of an event."""
        assert isinstance(self.main.meta, Event)
        return self.main.meta

    def name(self, lang: str) -> tuple[str, str]:
        """Its name for a page in ``lang``, and the language that this name is in."""
        if lang in self.documents:
            return self.documents[lang].meta.heading, lang
        meta = self.main.meta
        assert isinstance(meta, Agency | Event)
        named = dict(meta.names.all) if meta.names else {}
        return (named[lang], lang) if lang in named else (meta.name, self.main.lang)


class Related(NamedTuple):
    """A document and what it is related to."""

    document: Document
    links: Mapping[str, Goal]
    """From each target in its body, as written."""
    agencies: Mapping[str, str]
    """From each agency's name, as written anywhere in it, to the agency's key."""
    roles: tuple[tuple[Role, tuple[str, ...]], ...] = ()
    """Agencies' keys by role, in the document's order."""
    event: str = ""
    """The key of its event."""
    edition: int | None = None
    """Which of the event's editions it belongs to, by position."""
    year: int | None = None
    """The year it is listed under; None when it is not stated."""
    boilerplates: tuple[str, ...] = ()
    """Paths of the versions that it shows."""
    results: tuple[str, ...] = ()
    """Paths of the results that it refers to."""
    figures: Mapping[str, str] = MappingProxyType({})
    """From each results attribute of a figures component to the path of these results."""
    supersedes: str = ""
    """The path of the results that it replaces."""
    file: Goal | None = None
    """For a resource: what to download."""


@dataclass(frozen=True, slots=True)
class Site:
    """The whole campaign, as the public may know it at ``now``."""

    config: SiteConfig
    now: dt.datetime
    """In the site's time zone."""
    documents: Mapping[str, Related]
    """By path, sorted."""
    agencies: Mapping[str, Entity]
    """By key, sorted."""
    events: Mapping[str, Entity]
    """By key, sorted."""
    translations: Mapping[str, Mapping[str, str]]
    """From a stem to its documents' paths by language."""
    newer: Mapping[str, str]
    """From the stem of results that were replaced to the stem of those that count now."""
    files: frozenset[str]
    """Every file that a link may lead to: below content/ and assets/."""
    withdrawn: tuple[Document, ...]
    """What was public and is not any more: each has a page that says so, and stands nowhere else."""
    silent: frozenset[str]
    """The paths of documents that the public may not know: nothing is said of them either."""
    withheld: Mapping[str, State]
    """Why the public may not know what is here with “--drafts”, by the document's path; empty without."""
    window: tuple[dt.datetime, dt.datetime]
    """From when until when, in UTC, a build of the same sources comes out the same."""
