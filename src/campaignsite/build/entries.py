"""Which entries of feeds one desk draws for all of them. In: the table of pages. Out: feeds that are made of those."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from itertools import islice

from campaignsite.model.page.feeds import FeedEntry, FeedView
from campaignsite.model.page.pages import Page
from campaignsite.plan.planned import Planned
from campaignsite.render.entries import MANY


def feeds_of(
    pages: Iterable[Planned], mine: Container[str], new: Container[str], standing: Container[str]
) -> Iterator[Page]:
    """For each language a feed of entries that may not have been drawn yet.

    Their texts are ``mine``, and either they are ``new``, or the file of a feed is not ``standing``.
    """
    found: dict[str, tuple[Page, FeedView, dict[str, FeedEntry]]] = {}
    for planned in pages:
        if planned.kind in ("atom", "json-feed"):
            page = planned.page()
            feed, drawn = page.subject, new if page.file in standing else mine
            assert isinstance(feed, FeedView)
            _, _, entries = found.setdefault(page.lang, (page, feed, {}))
            entries |= {entry.url: entry for entry in feed.entries if entry.body and entry.body.path in drawn}
    for page, feed, entries in found.values():
        yield replace(page, subject=replace(feed, entries=tuple(islice(entries.values(), MANY))))
