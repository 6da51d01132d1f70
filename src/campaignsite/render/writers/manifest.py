"""A web app manifest (W3C, Web Application Manifest). In: its page. Out: JSON."""

from __future__ import annotations

import json

from campaignsite.model.page.machines import ManifestView
from campaignsite.model.page.pages import Page
from campaignsite.render.filters import direction


def manifest(page: Page) -> bytes:
    """The manifest of one language.

    ``display`` is ``browser``: no browser offers to install the site, and what somebody keeps opens with the address
    in sight. Its scope is the whole site, so that it stays the same in every language.
    """
    site, view = page.site, page.subject
    assert isinstance(view, ManifestView)
    said = {
        "name": site.title,
        "description": site.description,
        "lang": page.lang,
        "dir": direction(page.lang),
        "id": site.home,
        "start_url": site.home,
        "scope": site.base_path,
        "display": "browser",
        "theme_color": view.colour,
        "background_color": view.paper,
        "icons": [{"src": site.assets["icon.svg"], "sizes": "any", "type": "image/svg+xml"}],
    }
    kept = {key: value for key, value in said.items() if value}
    return (json.dumps(kept, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")
