"""Sums of figures, made only where they are true. In: figures of operations. Out: totals, or why there is none.

A joint figure belongs to its operation and is counted once, however many agencies share it. Different measures and
different units never add up, nor do figures of different definitions or areas that go by one name. Two operations add
up only when both periods are known and do not overlap. A suppressed figure is in no sum; so all that a sum says are
numbers that stand on pages of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from campaignsite.model.front.dates import PartialDate
from campaignsite.model.page.measures import MeasureView
from campaignsite.model.page.pieces import Figures, Refusal, Total

Day = tuple[int, int, int]


class Counted(NamedTuple):
    """One figure, and the record that it is of."""

    record: Figures
    measure: MeasureView


def totals(figures: Iterable[Figures]) -> tuple[Total, ...]:
    """A total for each measure and unit, in the order in which they first appear; those without a sum come last."""
    made = []
    for entries in by_measure(figures).values():
        refused = _refusal(entries)
        value = 0 if refused else sum(entry.measure.value or 0 for entry in entries)
        made.append(Total(_bare(entries[0].measure, value), len(entries), refused))
    return tuple(sorted(made, key=lambda total: bool(total.refused)))  # what can be said comes first


def by_measure(figures: Iterable[Figures]) -> dict[tuple[str, str], list[Counted]]:
    """Figures by measure and unit, in the order in which these first appear."""
    found: dict[tuple[str, str], list[Counted]] = {}
    for record in figures:
        for measure in record.measures:
            found.setdefault((measure.id, measure.unit), []).append(Counted(record, measure))
    return found


def span(record: Figures) -> tuple[Day, Day] | None:
    """The first and the last day of a record's period; None when they are not known."""
    start, end = _known(record.start), _known(record.end)
    if start is None or end is None or start.first > end.last:
        return None
    return start.first, end.last


def refusal(entries: Sequence[Counted]) -> Refusal:
    """Why figures of one measure and unit do not stand beside each other: in a sum, or as a series."""
    if len({entry.measure.counts for entry in entries}) > 1:
        return "definition"
    if len({entry.measure.area for entry in entries}) > 1:
        return "geography"
    if len(entries) == 1:
        return ""
    spans = [span(entry.record) for entry in entries]
    known = sorted(one for one in spans if one)
    if len(known) < len(spans):
        return "unknown-period"
    return "overlap" if any(later[0] <= earlier[1] for earlier, later in pairwise(known)) else ""


def _refusal(entries: Sequence[Counted]) -> Refusal:
    # What is left of a sum without its other parts tells the part that is suppressed.
    return "suppressed" if any(entry.measure.value is None for entry in entries) else refusal(entries)


def _known(date: PartialDate | None) -> PartialDate | None:
    return date if date and date.year else None


def _bare(measure: MeasureView, value: int) -> MeasureView:
    """The sum, without what was said of one of its parts alone."""
    return replace(
        measure, value=value, below=0, as_of=None, method="", method_lang="", caveats="", caveats_lang="", source=None
    )
