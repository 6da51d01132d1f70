"""One state of a site, as far as it is compared. In: an order. Out: ``Snapshot``."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from campaignsite.build import build
from campaignsite.build.compared.facts import Facts, facts_in, facts_of
from campaignsite.build.memory import Memory
from campaignsite.build.order import Order
from campaignsite.build.papers import Papers, all_papers
from campaignsite.build.ready import ready
from campaignsite.model.diagnostics import Severity
from campaignsite.model.files import is_page
from campaignsite.model.front.config import Settings
from campaignsite.model.site import HIDDEN, Site, State
from campaignsite.plan.files import published
from campaignsite.plan.urls import Urls, file_of
from campaignsite.relate import relate
from campaignsite.relate.states import state
from campaignsite.sources import sources

_NO_PAGE = "boilerplate"


@dataclass(frozen=True, slots=True)
class Seen:
    """One document."""

    path: str
    title: str
    url: str
    """Below the base path; empty for what has no page."""
    state: State
    facts: Facts


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One state of a site."""

    now: dt.datetime
    """In the site's time zone."""
    documents: Mapping[str, Seen]
    """By path; what is withheld is among them."""
    settings: Facts
    pages: Mapping[str, str] | None
    """For every page that the public gets, by URL below the base path, a digest; None when there are errors."""
    files: Mapping[str, str]
    """The same for all other files, by where they are below output/."""
    own: frozenset[str]
    """Those of them that lie in the site; the program makes the others of it."""
    moved: frozenset[str]
    """The URLs that lead on to others."""
    errors: tuple[str, ...]


NOTHING = Snapshot(
    dt.datetime.min.replace(tzinfo=dt.UTC),
    MappingProxyType({}),
    MappingProxyType({}),
    MappingProxyType({}),
    {},
    frozenset(),
    frozenset(),
    (),
)
"""The state before there was a site."""


def snapshot(order: Order) -> Snapshot:
    """Look at a site. Nothing is written."""
    outcome = build(replace(order, output=None, collect=True))
    memory = Memory(order)
    memory.doubted()
    found = sources(order.root, memory.known).value
    assert found is not None
    if found.config is None:
        return NOTHING
    done = ready(found, order)
    errors = tuple(f"{d.path}: {d.message}" for d in outcome.diagnostics if d.severity is Severity.ERROR)
    if done.value is None:
        return replace(NOTHING, pages=None, errors=errors)
    settings = done.value.settings
    zone = settings.config.zone
    now = order.now.astimezone(zone) if order.now.tzinfo else order.now.replace(tzinfo=zone)
    with all_papers(found, memory, settings.config) as (papers, _):
        documents = tuple(papers.documents.values())
        site = relate(documents, [*found.files, *found.assets], settings, now, show=HIDDEN).value
        assert site is not None
        seen = tuple(_seen(papers, site, settings))
    digests = {a.file: hashlib.sha256(a.data).hexdigest() for a in outcome.artifacts}
    aliases = {alias for d in documents for _, alias in d.meta.addresses}
    return Snapshot(
        now=now,
        documents={one.path: one for one in seen},
        settings=facts_in(settings.config),
        pages=None if errors else {_url(file): digest for file, digest in digests.items() if is_page(file)},
        files={file: digest for file, digest in digests.items() if not is_page(file)},
        own=frozenset(f.file for f in published(site, found.files, found.assets, ())),
        moved=frozenset(_url(file_of(alias)) for alias in aliases),
        errors=errors,
    )


def _url(file: str) -> str:
    return "/" + file.removesuffix("index.html")


def _seen(papers: Papers, site: Site, settings: Settings) -> Iterable[Seen]:
    """Every document with its official names: those of what is withheld are needed too, so all are related."""
    official = {key: entity.main.meta.heading for key, entity in site.agencies.items()}
    urls = Urls(settings.config, {})
    for document in papers.documents.values():
        related = site.documents.get(document.path)
        names = {name: official[key] for name, key in related.agencies.items()} if related else {}
        yield Seen(
            path=document.path,
            title=document.meta.heading,
            url="" if document.kind == _NO_PAGE else urls.document(document),
            state=state(document, site.now, settings.config.zone),
            facts=facts_of(document, papers.body(document.path), names),
        )
