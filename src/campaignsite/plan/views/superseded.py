"""Records that others replace. In: two of them. Out: what has changed from one to the other."""

from __future__ import annotations

from collections.abc import Iterator

from campaignsite.model.page.measures import ChangeView, MeasureView
from campaignsite.model.page.pieces import Figures


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
