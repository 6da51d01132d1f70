"""Feeds beside the home page, the front pages of lists, agencies and events. In: a page and its items. Out: forms.

A page without an item that may be in a feed has none; without one that has a date, it has no Atom feed, which asks for
one (RFC 4287, 4.2.15).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from campaignsite.model.page.feeds import FeedEntry, FeedView
from campaignsite.model.page.pages import Page
from campaignsite.model.page.pieces import FormView
from campaignsite.model.site import Related
from campaignsite.plan.forms.form import Form
from campaignsite.plan.frames import Frame, Frames
from campaignsite.plan.planned import Planned
from campaignsite.plan.views.lists import list_title

NEWEST = 20
"""Entries of a feed. Readers ask again within days and keep what they have got; who wants more, has lists."""
CONTENT = "parts/feed.html"
"""The layout that draws what stands in an entry."""


def feeds(frames: Frames, page: Planned, items: Sequence[Related]) -> Iterator[Form]:
    """The feeds of a page."""
    if not items or not frames.sites.settings.config.outputs.feeds:
        return
    dated = frames.feeding.newest(items, NEWEST, dated=True)
    if dated:
        yield _form(frames, page, FormView("atom", "application/atom+xml", "feed.xml"), dated)
    entries = frames.feeding.newest(items, NEWEST)
    if entries:
        yield _form(frames, page, FormView("json-feed", "application/feed+json", "feed.json"), entries)


def _form(frames: Frames, page: Planned, form: FormView, entries: Sequence[FeedEntry]) -> Form:
    path, site, urls = page.url + form.url, frames.sites.site, frames.urls
    layout = form.url if form.url.endswith(".xml") else CONTENT
    frame = Frame(form.kind, path, _title(frames, page), f"the {form.url} of {page.origin}", layout=layout)
    icon = site.assets.get("icon.svg", "")
    subject = FeedView(
        page=urls.origin + urls.href(page.url),
        author=site.publisher or site.title,
        icon=urls.origin + icon if icon else "",
        updated=entries[0].updated,
        entries=tuple(entries),
    )

    def make() -> Page:
        description = site.description if page.identity == ("home",) else ""
        return frames.page(frame, subject, description=description, noindex=True)

    planned = frames.planned((form.kind, *page.identity), frame, make)
    return Form(FormView(form.kind, form.type, urls.href(path)), planned)


def _title(frames: Frames, page: Planned) -> str:
    """A reader of feeds shows many sites: the title says which one it is."""
    view, site = frames.view, frames.sites.site
    match page.identity:
        case ("list", folder, *_):
            name = list_title(view, folder)
        case ("agency", key, *_):
            name = view.entity(view.site.agencies[key]).text
        case ("event", key, *_):
            name = view.entity(view.site.events[key]).text
        case _:
            return site.title
    return view.text("head.title", page=name, site=site.title)
