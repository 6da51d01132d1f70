"""Records that others replace. In: the site, or two of them. Out: which replaces which, and what has changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from campaignsite.model.page.measures import ChangeView, MeasureView
from campaignsite.model.page.pieces import Figures
from campaignsite.model.site import Related
from campaignsite.plan.views.inlang import InLanguage


def replacements(view: InLanguage) -> Mapping[str, Related]:
    """From the stem of each record that was replaced to the one that did it, in this language where it is there.

    It need not be the one that counts now: that may have been replaced since.
    """
    documents = view.site.documents
    found = {}
    for related in documents.values():
        if related.supersedes:
            paths = view.site.translations[related.document.stem]
            newer = documents[paths.get(view.lang) or view.original(paths)]
            found[documents[related.supersedes].document.stem] = newer
    return found


def changes(before: Figures, after: Figures) -> tuple[ChangeView, ...]:
    """The figures that are not the same, in the order of the newer record; those that are gone come last."""
    return tuple(_changes(before, after))


def _changes(before: Figures, after: Figures) -> Iterator[ChangeView]:
    old = {measure.id: measure for measure in before.measures}
    for measure in after.measures:
        was = old.pop(measure.id, None)
        if was is None or _counted(was) != _counted(measure):
            yield ChangeView(was, measure)
    yield from (ChangeView(was, None) for was in old.values())


def _counted(measure: MeasureView) -> tuple[int | None, int, str]:
    return measure.value, measure.below, measure.unit
