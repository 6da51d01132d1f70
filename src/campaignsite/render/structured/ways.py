"""Where a page is: the site, and the way to it from the front page."""

from __future__ import annotations

from campaignsite.model.page.pages import Page
from campaignsite.render.structured.things import Thing, absolute, some


def website(page: Page) -> Thing:
    """The ``WebSite``, on its front page."""
    return some(
        {
            "@type": "WebSite",
            "@id": page.canonical + "#site",
            "url": page.canonical,
            "name": page.site.title,
            "description": page.site.description,
            "inLanguage": page.lang,
            "publisher": {"@type": "Organization", "name": page.site.publisher} if page.site.publisher else None,
        }
    )


def breadcrumbs(page: Page) -> Thing:
    """The ``BreadcrumbList``; nothing for the front page itself."""
    steps = [
        {"@type": "ListItem", "position": n, "name": link.text, "item": absolute(page, link.url)}
        for n, link in enumerate(page.breadcrumbs, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": steps} if steps else {}
