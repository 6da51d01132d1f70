"""The list of pages for search engines (sitemaps.org, protocol 0.9). In: the table of pages. Out: lines of it.

Sensitive pages are in it: who needs one must find it by a search, and a list of addresses leaves nothing on a reader's
device. Search engines are told on those pages to keep no copy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial

from markupsafe import escape

from campaignsite.model.files import is_page
from campaignsite.model.page.machines import SitemapAlternate, SitemapEntry, SitemapIndexView, SitemapView
from campaignsite.model.page.pages import Page
from campaignsite.model.page.subjects import Subject
from campaignsite.plan.changed import Changed
from campaignsite.plan.frames import Frame, Frames
from campaignsite.plan.planned import Identity, Planned

FILE = "sitemap.xml"
MOST = 50_000
"""URLs in one file (sitemaps.org, “Sitemap index files”)."""
BYTES = 50 * 1024 * 1024
"""Of one file, uncompressed (the same)."""
_AROUND = 150
"""Bytes of an entry, or of a link to another language, beside its URL: more than it ever has."""
_MOST_ENCODED = 12
"""Bytes of a character of a path that is percent-encoded: four times three."""
_ALL = 1000
"""Bytes around all entries, no fewer than there are."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A page of the list, and the same page in every language."""

    page: Planned
    same: tuple[Planned, ...]


def sitemap(frames: Mapping[str, Frames], pages: Sequence[Planned]) -> Iterator[Planned]:
    """The list; one that is too long for a file becomes several, and an index of them."""
    first = next(iter(frames.values()))
    if not first.view.site.config.outputs.sitemap:
        return
    shown = [page for page in pages if is_page(page.file) and not page.hidden]
    if _fits(first, shown):
        yield _planned(first, FILE, lambda: _list(first, list(_lines(shown))))
        return
    parts = list(_parts(first, _lines(shown)))
    names = [f"sitemap-{n}.xml" for n in range(1, len(parts) + 1)]
    urls = tuple(first.urls.origin + first.urls.href(f"/{name}") for name in names)
    yield _planned(first, FILE, lambda: SitemapIndexView(urls))
    for name, part in zip(names, parts, strict=True):
        yield _planned(first, name, partial(_list, first, part))


def _fits(frames: Frames, shown: Sequence[Planned]) -> bool:
    """Whether one file surely holds all pages: few sites need to weigh them one by one."""
    longest = max((len(page.url) for page in shown), default=0)
    heaviest = _AROUND + len(frames.urls.origin + frames.urls.base) + _MOST_ENCODED * longest
    return len(shown) <= MOST and _ALL + len(shown) * (len(frames.view.site.config.languages) + 2) * heaviest <= BYTES


def _lines(shown: Sequence[Planned]) -> Iterator[_Line]:
    """Every page with its other languages."""
    same: dict[Identity, list[Planned]] = {}
    for page in shown:
        same.setdefault(page.identity, []).append(page)
    for page in shown:
        others = same[page.identity]
        yield _Line(page, tuple(others) if len(others) > 1 else ())


def _parts(frames: Frames, lines: Iterator[_Line]) -> Iterator[tuple[_Line, ...]]:
    """The lines of each file; there is one, even of nothing."""

    @cache
    def weight(page: str) -> int:
        return _AROUND + len(escape(frames.urls.origin + frames.urls.href(page)).encode())

    part: list[_Line] = []
    heavy = _ALL
    for line in lines:
        # The first language stands there twice: it is x-default as well.
        own = weight(line.page.url) + sum(weight(p.url) for p in (*line.same, *line.same[:1]))
        if part and (len(part) == MOST or heavy + own > BYTES):
            yield tuple(part)
            part, heavy = [], _ALL
        part.append(line)
        heavy += own
    yield tuple(part)


def _list(frames: Frames, lines: Sequence[_Line]) -> SitemapView:
    changed = Changed(frames.view.site)
    return SitemapView(
        tuple(
            SitemapEntry(_url(frames, line.page), changed.newest(line.page.shows), _alternates(frames, line))
            for line in lines
        )
    )


def _alternates(frames: Frames, line: _Line) -> tuple[SitemapAlternate, ...]:
    """The same that the head of the page says."""
    found = []
    for page in line.same:
        url = _url(frames, page)
        found.append(SitemapAlternate(page.lang, url))
        if page.lang == frames.view.first:
            found.append(SitemapAlternate("x-default", url))
    return tuple(found)


def _url(frames: Frames, page: Planned) -> str:
    return frames.urls.origin + frames.urls.href(page.url)


def _planned(frames: Frames, file: str, subject: Callable[[], Subject]) -> Planned:
    frame = Frame("sitemap", f"/{file}", file, "the sitemap", layout=FILE, hidden=True)

    def make() -> Page:
        return frames.page(frame, subject())

    return frames.planned(("sitemap", file), frame, make)
