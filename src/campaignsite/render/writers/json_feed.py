"""JSON Feed, version 1.1 (https://www.jsonfeed.org/version/1.1/). In: a page about a feed. Out: its bytes."""

from __future__ import annotations

import json
from typing import Any

from campaignsite.model.page.feeds import FeedEntry, FeedView
from campaignsite.model.page.pages import Page
from campaignsite.model.page.pieces import Link

_VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(page: Page) -> bytes:
    """The feed, with every character that JSON lets stand."""
    feed = page.subject
    assert isinstance(feed, FeedView)
    said = _given(
        version=_VERSION,
        title=page.title,
        description=page.description,
        home_page_url=feed.page,
        feed_url=page.canonical,
        favicon=feed.icon,
        language=page.lang,
        authors=[{"name": feed.author, "url": page.site.origin + page.site.home}],
    )
    said["items"] = [_item(page, entry) for entry in feed.entries]
    return json.dumps(said, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"


def _item(page: Page, entry: FeedEntry) -> dict[str, Any]:
    card = entry.card
    tags = dict.fromkeys((entry.kind, *([card.event.text] if card.event else []), *(a.text for a in entry.agencies)))
    return _given(
        id=entry.id,
        url=page.site.origin + card.url,
        title=card.title,
        summary=" ".join(filter(None, (entry.warning, card.summary))),
        content_html=entry.html,
        content_text="" if entry.html else card.summary or card.title,
        date_published=entry.published,
        date_modified=entry.updated if entry.updated != entry.published else "",
        authors=[_author(page, agency) for agency in entry.authors],
        tags=list(tags),
        language=card.lang,
    )


def _author(page: Page, agency: Link) -> dict[str, str]:
    return {"name": agency.text, "url": page.site.origin + agency.url}


def _given(**fields: Any) -> dict[str, Any]:
    """Those that say something."""
    return {name: value for name, value in fields.items() if value}
