"""What a page shows, in the words of schema.org, for search engines. In: a page. Out: JSON-LD for its head.

It says what the page says and nothing else, in types that are sure; what is not known is left out, not guessed. A
sensitive page has none, so that a search shows little of it, and what search engines leave out needs none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from markupsafe import Markup

from campaignsite.model.page.pages import Page
from campaignsite.model.page.subjects import AgencyView, EventView, HomeView, ItemView
from campaignsite.render.structured.agencies import agency
from campaignsite.render.structured.data import dataset
from campaignsite.render.structured.events import series
from campaignsite.render.structured.news import NEWS, article
from campaignsite.render.structured.things import Thing, some
from campaignsite.render.structured.ways import breadcrumbs, website

_ODD = re.compile("[<>&\u2028\u2029]")


def structured(page: Page) -> Markup:
    """The page's graph, ready to stand in a ``script`` element; empty where nothing is to be said.

    ``<``, ``>`` and ``&`` are escaped, so that no text can end the element or begin a comment (HTML, 4.12.1.3).
    """
    if page.sensitive or page.noindex:
        return Markup("")
    graph = [thing for thing in _things(page) if thing]
    if not graph:
        return Markup("")
    whole = {"@context": "https://schema.org", "@graph": graph}
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    return Markup(_ODD.sub(lambda odd: f"\\u{ord(odd[0]):04x}", text))  # noqa: S704 - nothing in it means anything in HTML


def _things(page: Page) -> Iterator[Thing]:
    match page.subject:
        case _ if page.pager and page.pager.number is not None:
            pass  # the front page of a list says it
        case HomeView():
            yield website(page)
        case ItemView(kind=kind) as item if kind in NEWS:
            yield article(page, item)
            if item.figures:
                yield dataset(page, item, item.figures)
        case AgencyView() as view:
            yield agency(page, view)
        case EventView() as view:
            yield series(page, view)
    yield some(breadcrumbs(page))
