"""The page to search on: what a search can be narrowed by, in words that are there without a script."""

from __future__ import annotations

from campaignsite.model.files import INDEX
from campaignsite.model.front.kinds import KINDS
from campaignsite.model.front.shared import Titled
from campaignsite.model.page.finding import SearchView
from campaignsite.plan.views.letters import alphabetical
from campaignsite.plan.views.siteview import SiteViews

FOLDER = INDEX
"""Below output/; no page and no file of a site may be in it."""
OWN = ("search.js",)
"""Files of the theme that only a site with a search needs."""


def search_view(sites: SiteViews) -> SearchView:
    """Only what is in the index can be chosen: nothing from a sensitive page, nor from one in another language."""
    view = sites.view
    shown = [r for r in view.pages() if not r.document.meta.sensitive and r.document.stem not in sites.fronts]
    site = view.site
    found = {r.document.kind for r in shown if isinstance(r.document.meta, Titled)}
    found |= ({"agency"} if site.agencies else set()) | ({"event"} if site.events else set())
    agencies, events = map(view.entity, site.agencies.values()), map(view.entity, site.events.values())
    return SearchView(
        index=view.urls.href(f"/{FOLDER}"),
        kinds=tuple(kind for kind in KINDS if kind in found),
        agencies=tuple(sorted(agencies, key=lambda link: alphabetical(link.text))),
        events=tuple(sorted(events, key=lambda link: alphabetical(link.text))),
        years=tuple(sorted({r.year for r in shown if r.year}, reverse=True)),
        a_to_z=view.urls.href(sites.titles.path) if sites.titles.count else "",
        ways=sites.everything,
        year_lists=sites.year_lists,
    )
