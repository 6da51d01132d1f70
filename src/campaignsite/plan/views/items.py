"""Pages of items: conference, world-day, results, release, resource and page."""

from __future__ import annotations

from campaignsite.model.front.kinds import Announcement, Boilerplate, Item, Resource, Results, WorldDay
from campaignsite.model.front.shared import Titled
from campaignsite.model.page.pages import TocEntry
from campaignsite.model.page.pieces import BoilerplateView, Link, RoleAgencies
from campaignsite.model.page.subjects import ItemView
from campaignsite.model.site import Related
from campaignsite.model.words.anchors import STANDING
from campaignsite.plan.views.frozen import frozen
from campaignsite.plan.views.inlang import InLanguage
from campaignsite.plan.views.small import correction, dateline, updated
from campaignsite.plan.views.superseded import changes


def item_view(view: InLanguage, related: Related) -> ItemView:
    """Everything that the page of an item or page shows, but its body."""
    document, meta = related.document, related.document.meta
    assert isinstance(meta, Titled)
    news = meta if isinstance(meta, Announcement) else None
    item = meta if isinstance(meta, Item) else None
    figures = view.figures(document.path) if isinstance(meta, Results) else None
    newest = view.newest(related)
    return ItemView(
        kind=document.kind,
        title=meta.title,
        lang=view.other(document.lang),
        kicker=(news.kicker or "") if news else "",
        date=item.date if item else None,
        summary=meta.summary or "",
        warning=meta.content_warning or "",
        share_text=meta.share_text or "",
        theme=(meta.theme or "") if isinstance(meta, WorldDay) else "",
        dateline=dateline(news.dateline) if news else None,
        year=related.year,
        event=view.entity(view.site.events[related.event]) if related.event else None,
        edition=_edition(view, related),
        agencies=tuple(RoleAgencies(role, view.agencies(keys)) for role, keys in related.roles),
        figures=figures,
        supersedes=view.item(related.supersedes) if related.supersedes else None,
        changes=changes(view.figures(related.supersedes), figures) if figures and related.supersedes else (),
        superseded=view.item(newest.document.path) if newest else None,
        superseded_changes=changes(figures, view.figures(newest.document.path)) if figures and newest else (),
        results=tuple(view.figures(path) for path in related.results),
        boilerplates=tuple(_boilerplate(view, path) for path in related.boilerplates),
        contacts=view.contacts(meta.contacts, related),
        corrections=tuple(map(correction, news.corrections)) if news else (),
        updated=updated(news.corrections) if news else None,
        verbatim=meta.verbatim,
        source=view.source(related),
        supplied=meta.supplied,
        download=view.download(related),
        audience=(meta.audience or "") if isinstance(meta, Resource) else "",
        extra=frozen(meta.extra),
    )


def toc(related: Related) -> tuple[TocEntry, ...]:
    """The headings of a long page, second and third level; nothing for a short one."""
    document = related.document
    if not document.long or len(document.headings) < 3:
        return ()
    return tuple(TocEntry(h.id, h.text, h.level) for h in document.headings if h.level in (2, 3))


def _edition(view: InLanguage, related: Related) -> Link | None:
    if related.edition is None:
        return None
    return Link(edition_name(view, related.event, related.edition), edition_url(view, related.event, related.edition))


def edition_url(view: InLanguage, event: str, index: int) -> str:
    """Where an edition is, on its event's page."""
    path = view.urls.entity(view.site.events[event], view.lang)
    return f"{view.urls.href(path)}#{edition_id(view, event, index)}"


def edition_link(view: InLanguage, event: str, index: int) -> Link:
    """A link to an edition, for a page that is not about its event: both are named."""
    name, lang = view.site.events[event].name(view.lang)
    return Link(f"{name} – {edition_name(view, event, index)}", edition_url(view, event, index), view.other(lang))


def edition_name(view: InLanguage, event: str, index: int) -> str:
    """What an edition is called: its own name, its year, or that its year is not stated."""
    edition = view.site.events[event].event.editions[index]
    if edition.name:
        return view.local(edition.name)
    return str(edition.in_year) if edition.in_year else view.text("edition.unknown")


def edition_id(view: InLanguage, event: str, index: int) -> str:
    """The anchor of an edition on its event's page: its year where that tells it apart."""
    editions = view.site.events[event].event.editions
    year = editions[index].in_year
    alone = year is not None and [e.in_year for e in editions].count(year) == 1
    return f"edition-{year}" if alone else f"edition-n{index + 1}"


def _boilerplate(view: InLanguage, path: str) -> BoilerplateView:
    related = view.site.documents[path]
    meta = related.document.meta
    assert isinstance(meta, Boilerplate)
    name = f"{STANDING}{related.document.slug}"
    withheld = view.site.withheld.get(path, "")
    return BoilerplateView(name, meta.title, view.other(related.document.lang), view.prose(related), withheld)
