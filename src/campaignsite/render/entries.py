"""Entries of feeds, drawn by the theme. In: an entry and its text. Out: the same with its HTML.

One entry stands in many feeds: those of the site, of its list, its event and each of its agencies, in two forms. It is
drawn once for all that are rendered together, by those who have its text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from campaignsite.model.page.feeds import FeedEntry
from campaignsite.model.page.pages import Page

Key = tuple[str, str]
"""What an entry is known by in one build: the language of the feed, and the page's URL."""
MANY = 4000
"""So many entries are remembered: some 25 MB."""


class Drawn:
    """What was drawn of late."""

    def __init__(self) -> None:
        self.elsewhere: Mapping[Key, str] = MappingProxyType({})
        """The HTML of entries that others have drawn."""
        self._known: dict[Key, FeedEntry] = {}

    def get(self, lang: str, entry: FeedEntry) -> FeedEntry | None:
        """An entry as it was drawn."""
        found = self._known.get((lang, entry.url))
        if found is None and (html := self.elsewhere.get((lang, entry.url))) is not None:
            return self.keep(lang, replace(entry, html=html))
        return found

    def keep(self, lang: str, drawn: FeedEntry) -> FeedEntry:
        """Remember it, for a while."""
        if len(self._known) >= MANY:
            self._known.clear()
        self._known[lang, drawn.url] = drawn
        return drawn

    @property
    def html(self) -> Mapping[Key, str]:
        """The HTML of all of it."""
        return {key: entry.html for key, entry in self._known.items()}


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
