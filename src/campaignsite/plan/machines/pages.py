"""The list of all pages, with who answers for each and when to look at it. In: the table. Out: two lines more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import get_args

from campaignsite.model.files import is_page
from campaignsite.model.front.config import PageKind
from campaignsite.model.front.fields import ROLES
from campaignsite.model.front.kinds import Item
from campaignsite.model.front.shared import FrontMatter, Titled
from campaignsite.model.page.listing import ListedPage, NamedEntity, PageListFile, PageListSchemaFile
from campaignsite.model.page.pages import Page
from campaignsite.model.page.pieces import Card, Link
from campaignsite.model.page.subjects import Subject
from campaignsite.model.site import Entity, Related
from campaignsite.plan.frames import Frame, Frames
from campaignsite.plan.planned import Identity, Planned
from campaignsite.plan.views.inlang import InLanguage
from campaignsite.plan.views.items import edition_id

PATH, SCHEMA = "/api/pages.json", "/api/pages.schema.json"
_NOT_OPENED = ("moved", "not-found")
"""Nobody opens these: they are met on the way to something else."""


def page_list(frames: Mapping[str, Frames], pages: Sequence[Planned]) -> Iterator[Planned]:
    """The list and its schema; nothing for a site that wants none."""
    first = next(iter(frames.values()))
    if first.view.site.config.outputs.pages:
        kinds = tuple(_words(PageKind))
        schema = partial(PageListSchemaFile, kinds, ROLES)
        yield _file(first, "page-list", PATH, partial(_listed, frames, pages))
        yield _file(first, "page-list-schema", SCHEMA, schema)


def _file(frames: Frames, kind: str, path: str, subject: Callable[[], Subject]) -> Planned:
    frame = Frame(kind, path, path.rpartition("/")[2], "the list of all pages", layout=kind)

    def make() -> Page:
        return frames.page(frame, subject(), noindex=True)

    return frames.planned((kind,), frame, make)


def _listed(frames: Mapping[str, Frames], pages: Sequence[Planned]) -> PageListFile:
    site = next(iter(frames.values())).view.site
    shown = [page for page in pages if is_page(page.file) and page.kind not in _NOT_OPENED]
    same: dict[Identity, list[tuple[str, str]]] = {}
    for page in shown:
        same.setdefault(page.identity, []).append((page.lang, frames[page.lang].urls.href(page.url)))
    return PageListFile(
        tuple(
            _entry(frames[page.lang].view, page, same[page.identity])
            for page in sorted(shown, key=lambda page: page.url)
        ),
        _entities(frames, site.agencies.values()),
        _entities(frames, site.events.values()),
    )


def _entities(frames: Mapping[str, Frames], entities: Iterable[Entity]) -> tuple[NamedEntity, ...]:
    return tuple(
        NamedEntity(
            entity.key,
            entity.agency.kind if entity.main.kind == "agency" else entity.event.kind,
            tuple((tag, each.view.entity(entity)) for tag, each in frames.items()),
        )
        for entity in entities
    )


def _entry(view: InLanguage, page: Planned, same: Sequence[tuple[str, str]]) -> ListedPage:
    url, site = view.urls.href(page.url), view.site
    if page.kind == "withdrawn":
        return ListedPage(page.url, url, page.kind, page.lang, "", noindex=True)
    related = site.documents.get(page.origin)
    meta = related.document.meta if related else None
    withheld = site.withheld.get(page.origin, "")
    return ListedPage(
        path=page.url,
        url=url,
        kind=page.kind,
        lang=page.lang,
        name=_name(view, page, related),
        translations=tuple(same) if len(same) > 1 else (),
        roles=related.roles if related else (),
        agency=page.identity[1] if page.kind == "agency" else "",
        event=page.identity[1] if page.kind == "event" else related.event if related else "",
        edition=_edition(view, related) if related else "",
        year=related.year if related else None,
        published=_published(view, meta) if meta else "",
        owner=(meta.owner or "") if meta else "",
        review_by=meta.review_by if meta else None,
        sensitive=page.sensitive,
        noindex=page.hidden,
        withheld=withheld,
    )


def _name(view: InLanguage, page: Planned, related: Related | None) -> Card | Link | str:
    """What a new title changes is in pieces that are renamed; the names of all other pages are their own."""
    if page.identity[0] != "document" or related is None:
        return page.title
    if isinstance(related.document.meta, Item):
        return view.card(related)
    return view.item(related.document.path) if isinstance(related.document.meta, Titled) else page.title


def _edition(view: InLanguage, related: Related) -> str:
    return "" if related.edition is None else edition_id(view, related.event, related.edition).removeprefix("edition-")


def _published(view: InLanguage, meta: FrontMatter) -> str:
    """From when it is public, where somebody says so: an embargo that was lifted counts like a wish."""
    zone = view.site.config.zone
    begins = [moment.instant(zone) for moment in (meta.embargo, meta.publish_at) if moment]
    return max(begins).astimezone(zone).isoformat(timespec="seconds") if begins else ""


def _words(literal: object) -> Iterator[str]:
    for word in get_args(literal):
        yield from (word,) if isinstance(word, str) else _words(word)
