"""Every document of a site, looked at and not related. In: an order. Out: a ``Census``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from campaignsite.build.ignoring import heard, ignored_in
from campaignsite.build.memory import Memory
from campaignsite.build.order import Order
from campaignsite.build.papers import all_papers
from campaignsite.build.ready import ready
from campaignsite.model.diagnostics import Diagnostic, Severity, has_errors
from campaignsite.model.documents import Document
from campaignsite.model.files import Sources
from campaignsite.model.front.config import Settings
from campaignsite.model.site import HIDDEN, Site
from campaignsite.relate import relate
from campaignsite.sources import CONFIG, sources


@dataclass(frozen=True, slots=True)
class Census:
    """What there is."""

    found: Sources
    settings: Settings
    documents: tuple[Document, ...]
    """By path."""
    errors: Mapping[str, int]
    """How many mistakes parsing a document has found, by path; nothing for one without any."""
    now: dt.datetime
    """In the site's time zone."""

    def related(self) -> Site:
        """All of it related, with what is withheld, for editors.

        What is wrong with names and links is for ``check`` to say.
        """
        files = [*self.found.files, *self.found.assets]
        site = relate(self.documents, files, self.settings, self.now, show=HIDDEN).value
        assert site is not None
        return site


def census(order: Order) -> Census | tuple[Diagnostic, ...]:
    """Look at every document; or say what is wrong with the configuration."""
    memory = Memory(order)
    memory.doubted()
    found = sources(order.root, memory.known)
    assert found.value is not None
    done = ready(found.value, order)
    # To look at texts, nobody needs the search.
    noticed = (d for d in (*found.diagnostics, *done.diagnostics) if d.code != "search-unavailable")
    wrong = tuple(d for d in noticed if d.path == CONFIG)
    if done.value is None or has_errors(wrong):
        return wrong
    settings = done.value.settings
    zone = settings.config.zone
    now = order.now.astimezone(zone) if order.now.tzinfo else order.now.replace(tzinfo=zone)
    with all_papers(found.value, memory, settings.config) as (papers, mistakes):
        documents = tuple(papers.documents.values())
    errors: dict[str, int] = {}
    for d in heard(mistakes, [(document.path, ignore) for document in documents for ignore in ignored_in(document)]):
        if d.severity is Severity.ERROR:
            errors[d.path] = errors.get(d.path, 0) + 1
    return Census(found.value, settings, documents, MappingProxyType(errors), now)
