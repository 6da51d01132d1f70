"""Figures over time, where that is true. In: figures of operations. Out: series of two periods or more.

A measure makes a series over the records that have it with one definition and area and a known period; not one when
two of these overlap, because either of them could be left out. Where it has no series, nothing is said: the figures
stand on their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from campaignsite.model.page.pieces import Figures
from campaignsite.model.page.series import Point, Series
from campaignsite.plan.views.totals import Counted, Day, by_measure, refusal, span

_WHOLE = 1000
_FEWEST = 2


def series(figures: Iterable[Figures]) -> tuple[Series, ...]:
    """A series for each thing that was counted in several periods, in the order in which these first appear."""
    made = []
    for entries in by_measure(figures).values():
        same: dict[tuple[str, str], list[tuple[Day, Counted]]] = {}
        for entry in entries:
            period = span(entry.record)
            if period:
                same.setdefault((entry.measure.counts, entry.measure.area), []).append((period[0], entry))
        for found in same.values():
            counted = [entry for _, entry in sorted(found, key=lambda one: one[0])]
            if len(counted) >= _FEWEST and not refusal(counted):
                made.append(Series(counted[0].measure, _points(counted)))
    return tuple(made)


def _points(entries: Sequence[Counted]) -> tuple[Point, ...]:
    most = max((entry.measure.value or 0 for entry in entries), default=0)
    return tuple(Point(entry.record, entry.measure, share(entry.measure.value or 0, most)) for entry in entries)


def share(value: int, most: int) -> int:
    """How long the bar of a value is, in thousandths of that of the largest. Whatever there is can be seen."""
    return max(1, (value * _WHOLE + most // 2) // most) if value else 0
