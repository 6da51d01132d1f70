"""Fourth stage: the table of everything that will exist. In: ``Site``, catalogues, files. Out: ``Checked[Plan]``.

Every URL is known here, and so is everything that each page shows. What the public may not know is gone before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from types import MappingProxyType

from campaignsite.model.codes import diagnostic
from campaignsite.model.diagnostics import Checked, Diagnostic
from campaignsite.model.files import Found, Measured, is_page
from campaignsite.model.front.config import Settings
from campaignsite.model.page.pieces import Link
from campaignsite.model.site import Site
from campaignsite.model.words.hints import nearest
from campaignsite.model.words.lettering import Lettering
from campaignsite.model.words.texts import Texts
from campaignsite.plan.checks import Anchors, links
from campaignsite.plan.collisions import collisions, unfit
from campaignsite.plan.copies import copied
from campaignsite.plan.figures import figures
from campaignsite.plan.files import Published, published
from campaignsite.plan.frames import Frames
from campaignsite.plan.hosts import host_files
from campaignsite.plan.language import Language
from campaignsite.plan.machines import machines
from campaignsite.plan.planned import Identity, Planned
from campaignsite.plan.redirects import redirects
from campaignsite.plan.share import FOLDER as SHARED
from campaignsite.plan.share import unlettered, with_share
from campaignsite.plan.units import units
from campaignsite.plan.urls import Urls, file_of
from campaignsite.plan.views.inlang import InLanguage
from campaignsite.plan.views.pictures import Pictures
from campaignsite.plan.views.search import FOLDER, OWN

__all__ = ["Plan", "plan"]

_NOTHING: Mapping[str, Measured] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that will be in output/."""

    pages: tuple[Planned, ...]
    files: tuple[Published, ...]
    moved: frozenset[str]
    """The files at whose addresses something was, whether there is a page that leads on or only a rule."""

    @property
    def count(self) -> int:
        """How many pages readers can open."""
        return sum(is_page(page.file) for page in self.pages)


def plan(
    site: Site,
    settings: Settings,
    texts: Mapping[str, Texts],
    *,
    layouts: Collection[str],
    content_files: Sequence[Found],
    assets: Sequence[Found],
    stock_assets: Sequence[Found],
    measured: Mapping[str, Measured] = _NOTHING,
    lettering: Lettering | None = None,
) -> Checked[Plan]:
    """Plan the site: all pages in all languages, and all files.

    ``layouts`` are the names of those that there are, ``measured`` is what is known of pictures, and ``lettering`` what
    share images can show; without it there are none.
    """
    noticed: list[Diagnostic] = []
    searched = settings.config.search
    files = published(site, content_files, assets, [f for f in stock_assets if searched or f.path not in OWN])
    urls = Urls(site.config, {f.source: "/" + f.file for f in files})
    copies = copied(site, files, measured)
    smaller = [file for of in copies.values() for file in of]
    weights = {f.path: f.stamp.size for f in (*content_files, *assets) if f.stamp}
    pictures = Pictures(measured, copies)
    views = {tag: InLanguage(site, texts[tag], urls, pictures, weights) for tag in site.config.languages}
    moved = redirects(site, urls)
    identities: dict[Identity, list[Planned]] = {}
    frames: dict[str, Frames] = {}
    shows = cache(lettering.shows) if lettering else bool
    for view in views.values():
        language = Language(view, settings, files, moved)
        for page in language.pages():
            if lettering:
                page = page._replace(make=partial(with_share, page.make, view, lettering.mark, shows))  # noqa: PLW2901 - with it
            identities.setdefault(page.identity, []).append(page)
        noticed += language.sites.noticed
        frames[view.lang] = language.frames
    every = tuple(page for same in identities.values() for page in same)
    first = next(iter(frames.values()))
    rules = list(host_files(first, every, moved, [*files, *smaller], [SHARED] if lettering else []))
    rules += machines(frames, every, {f.file for f in files})
    identities.update({page.identity: [page] for page in rules})
    pages = [_with_alternates(page, same, urls) for same in identities.values() for page in same]
    places = {(file_of(r.old), r.origin): r.place for r in moved}
    outputs = [*((p.file, p.origin) for p in pages if p.identity[0] != "moved"), *((f.file, f.source) for f in files)]
    others = (*((f.file, f.source) for f in smaller), *(_INDEX if searched else ()), *(_PICTURES if lettering else ()))
    noticed += collisions([*outputs, *others], places)
    noticed += unfit(outputs, {(file_of(r.old), r.origin): r.place for r in moved if r.has_page})
    noticed += _layouts(pages, site, layouts)
    noticed += unlettered(site, settings, lettering) if lettering else ()
    noticed += _links(pages, site, views)
    noticed += figures(site, views)
    noticed += units(site, views)
    table = tuple(sorted(pages, key=lambda p: p.file))
    return Checked(Plan(table, (*files, *smaller), frozenset(file_of(r.old) for r in moved)), tuple(noticed))


_INDEX = tuple(
    (FOLDER + name, "the search") for name in ("pagefind.js", "pagefind-entry.json", "index/a", "fragment/a")
)
"""Stands for the files of the index, whose names are not known yet."""
_PICTURES = ((SHARED.rstrip("/"), "the folder of share images"),)
"""Nothing else may lie in it: hosts let browsers keep for ever what does."""


def _with_alternates(page: Planned, same: Sequence[Planned], urls: Urls) -> Planned:
    if len(same) < 2:
        return page
    return page._replace(alternates=tuple(Link(p.lang, urls.href(p.url), p.lang, current=p is page) for p in same))


def _layouts(pages: Iterable[Planned], site: Site, layouts: Collection[str]) -> Iterator[Diagnostic]:
    """Every layout that front matter asks for exists."""
    for path in sorted({page.origin for page in pages if page.layout not in layouts}):
        related = site.documents.get(path)
        if related and related.document.meta.layout:
            name = related.document.meta.layout
            hint = nearest(name, layouts, 0.8) or "write the name of a file below layouts/, with its ending"
            place = related.document.place("layout")
            yield diagnostic("missing-layout", f"there is no layout “{name}”", path, place, hint)


def _links(pages: Sequence[Planned], site: Site, views: Mapping[str, InLanguage]) -> Iterator[Diagnostic]:
    """Every link inside the site leads to a page, and to a place on it that is there."""
    anchors = Anchors(pages, site)
    for related in site.documents.values():
        if not related.document.references:
            continue
        # The text of an agency or event is shown to readers of languages that have none of their own.
        paths = site.translations[related.document.stem]
        everywhere = related.document.kind in ("agency", "event", "boilerplate")
        shown = [tag for tag in views if tag == related.document.lang or (everywhere and tag not in paths)]
        yield from dict.fromkeys(d for tag in shown for d in links(views[tag], related, anchors))
