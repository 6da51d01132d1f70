"""Entries of feeds, drawn by the theme. In: an entry and its text. Out: the same with its HTML.

One entry stands in many feeds: those of the site, of its list, its event and each of its agencies, in two forms. It is
drawn once for all that are rendered together.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from campaignsite.model.page.feeds import FeedEntry
from campaignsite.model.page.pages import Page

_MANY = 500


class Drawn:
    """What was drawn of late. Entries are told apart by who they are: pages that stand in one table share them."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, int], tuple[FeedEntry, FeedEntry]] = {}

    def get(self, lang: str, entry: FeedEntry) -> FeedEntry | None:
        """An entry as it was drawn; the one that was asked for is held, so that nobody else gets its id."""
        found = self._known.get((lang, id(entry)))
        return found[1] if found else None

    def keep(self, lang: str, entry: FeedEntry, drawn: FeedEntry) -> FeedEntry:
        """Remember it, for a while."""
        if len(self._known) >= _MANY:
            self._known.clear()
        self._known[lang, id(entry)] = entry, drawn
        return drawn


def page_of(entry: FeedEntry, feed: Page) -> Page:
    """What macros see as the page while they draw an entry: the same, whichever feed it is drawn for first."""
    card, site = entry.card, feed.site
    return Page(
        url="/" + card.url.removeprefix(site.base_path),
        file="",
        kind=card.kind,
        layout="",
        lang=feed.lang,
        title=card.title,
        description=card.summary,
        canonical=site.origin + card.url,
        site=replace(site, navigation=(), footer=(), assets=MappingProxyType({}), integrity=MappingProxyType({})),
    )
