"""Lists of items, one for each top folder that holds any, and the front page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from campaignsite.model.front.kinds import Announcement, Results
from campaignsite.model.page.pieces import Link
from campaignsite.model.page.series import ResultsWays
from campaignsite.model.page.subjects import CorrectedEntry, HomeView, ListView
from campaignsite.model.site import Entity, Related
from campaignsite.plan.views.events import events_view
from campaignsite.plan.views.inlang import InLanguage
from campaignsite.plan.views.items import edition_link
from campaignsite.plan.views.series import series
from campaignsite.plan.views.superseded import replacements
from campaignsite.plan.views.totals import totals

LATEST = 5
"""Entries of news on the front page."""
COMING = 3
"""Events to come on the front page."""
NEVER = (0, 0, 0)
"""What stands for a day that nobody stated: it is older than any."""


def folders(view: InLanguage) -> Mapping[str, tuple[Related, ...]]:
    """Items by the top folder they lie in, newest first; items directly in content/ are in no list."""
    found: dict[str, list[Related]] = {}
    for related in view.items:
        folder = related.document.folder.partition("/")[0]
        if folder and related.document.slug != "index":
            found.setdefault(folder, []).append(related)
    return {name: tuple(found[name]) for name in sorted(found)}


def by_year(view: InLanguage) -> Mapping[int, tuple[Related, ...]]:
    """Items by the year that they state, the newest first."""
    found: dict[int, list[Related]] = {}
    for related in view.items:
        if related.year:
            found.setdefault(related.year, []).append(related)
    return {year: tuple(found[year]) for year in sorted(found, reverse=True)}


def list_title(view: InLanguage, folder: str) -> str:
    """What a list is called: as its index.md says, else as the catalogue does, else as the folder is."""
    front = view.front(folder)
    if front and front.document.lang == view.lang:
        return front.document.meta.heading
    key = f"section.{folder}"
    if key in view.texts:
        return view.text(key)
    return front.document.meta.heading if front else folder.replace("-", " ").capitalize()


def list_view(
    view: InLanguage,
    everything: Sequence[Related],
    items: Sequence[Related],
    *,
    front: bool,
    by: tuple[ResultsWays, ...] = (),
) -> ListView:
    """One page of a list: ``items`` of ``everything``. Totals are of everything, and stand on the front page.

    ``by`` are the ways to the results of each agency, event and year.
    """
    figures = [
        view.figures(r.document.path)
        for r in (everything if front else ())
        if isinstance(r.document.meta, Results) and not view.newest(r)
    ]
    return ListView(
        years=view.years(items),
        count=len(everything),
        totals=totals(figures),
        presumption=any(f.presumption for f in figures),
        series=series(figures),
        by=by,
    )


def corrected(view: InLanguage) -> tuple[CorrectedEntry, ...]:
    """Every correction of what this language shows, the newest first; those of one day: items first, in their order.

    That figures were replaced is one too, on the day of the newer ones.
    """
    found = [entry for related in view.items if is_corrected(related) for entry in _corrections(view, related)]
    by = replacements(view)
    found += [_replaced(view, old, by[old.document.stem]) for old in view.items if old.document.stem in by]
    found += [entry for entity in view.site.events.values() for entry in _of_editions(view, entity)]
    return tuple(sorted(found, key=lambda entry: entry.date.order if entry.date else NEVER, reverse=True))


def is_corrected(related: Related) -> bool:
    """Whether corrections of an item are stated in it."""
    return bool(getattr(related.document.meta, "corrections", ()))


def _corrections(view: InLanguage, related: Related) -> Iterator[CorrectedEntry]:
    document = related.document
    for c in document.meta.corrections if isinstance(document.meta, Announcement) else ():
        card, lang = view.card(related), view.other(document.lang)
        yield CorrectedEntry(c.date, c.what, card, lang=lang, withheld=card.withheld)


def _replaced(view: InLanguage, old: Related, newer: Related) -> CorrectedEntry:
    card, by = view.card(old), view.card(newer)
    return CorrectedEntry(
        by.date, "", card, newer=view.item(newer.document.path), withheld=card.withheld, newer_withheld=by.withheld
    )


def _of_editions(view: InLanguage, entity: Entity) -> Iterator[CorrectedEntry]:
    withheld, lang = view.site.withheld.get(entity.document(view.lang).path, ""), view.other(entity.main.lang)
    for n, edition in enumerate(entity.event.editions):
        for c in edition.corrections:
            yield CorrectedEntry(c.date, c.what, None, edition_link(view, entity.key, n), lang, withheld=withheld)


def home_view(view: InLanguage, sections: Sequence[Link], ways_to_help: Sequence[Link]) -> HomeView:
    """The front page: what is newest, what comes next, and the ways in."""
    news = [r for r in view.items if r.document.kind != "resource"]
    results = next((r for r in news if isinstance(r.document.meta, Results) and not view.newest(r)), None)
    return HomeView(
        latest=tuple(view.card(r) for r in news[:LATEST]),
        figures=view.figures(results.document.path) if results else None,
        upcoming=events_view(view).upcoming[:COMING],
        agencies=sum(1 for key in view.site.agencies if not view.is_joint(key)),
        sections=tuple(sections),
        help=tuple(ways_to_help),
    )
