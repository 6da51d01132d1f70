"""News: conferences, World Days, results, releases."""

from __future__ import annotations

from campaignsite.model.page.pages import Page
from campaignsite.model.page.pieces import CorrectionView
from campaignsite.model.page.subjects import ItemView
from campaignsite.render.structured.things import (
    DATA,
    EVENT,
    ITEM,
    Thing,
    absolute,
    day,
    one_or_all,
    organization,
    some,
)

NEWS = ("conference", "world-day", "results", "release")
"""The kinds of items that are news."""


def article(page: Page, item: ItemView) -> Thing:
    """A ``NewsArticle``. Its author is who issued it; that others take part does not make them authors."""
    issuers = [link for group in item.agencies if group.role == "issuer" for link in group.agencies]
    where = item.dateline
    return some(
        {
            "@type": "NewsArticle",
            "@id": page.canonical + ITEM,
            "url": page.canonical,
            "headline": page.title,
            "description": page.description,
            "inLanguage": page.lang,
            "dateline": ", ".join(filter(None, (where.place, where.province))) if where else "",
            "datePublished": day(item.date),
            "dateModified": day(item.updated),
            "author": one_or_all([organization(page, link) for link in issuers]),
            "publisher": some({"@type": "Organization", "name": page.site.publisher}) if page.site.publisher else None,
            "image": page.share.url if page.share else "",
            "about": one_or_all(_events(page, item)),
            "correction": one_or_all([*map(_correction, item.corrections), *_replaced(page, item)]),
            "mainEntity": {"@id": page.canonical + DATA} if item.figures else None,
        }
    )


def _events(page: Page, item: ItemView) -> list[Thing]:
    """The event, and the time that it takes place; both are described on the event's page."""
    if not item.event:
        return []
    url = absolute(page, item.event.url)
    series = {"@type": "EventSeries", "@id": url + EVENT, "name": item.event.text, "url": url}
    return [series, *([{"@id": absolute(page, item.edition.url)}] if item.edition else [])]


def _correction(correction: CorrectionView) -> Thing:
    return some({"@type": "CorrectionComment", "text": correction.what, "datePublished": day(correction.date)})


def _replaced(page: Page, item: ItemView) -> list[Thing | str]:
    """Where the figures stand that have replaced these: a correction may be another document."""
    return [absolute(page, item.superseded.url)] if item.superseded else []
