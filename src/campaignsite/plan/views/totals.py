"""Sums of figures, made only where they are true. In: figures of operations. Out: totals, or why there is none.

A joint figure belongs to its operation and is counted once, however many agencies share it. Different measures and
different units never add up. Two operations add up only when both periods are known and do not overlap. A suppressed
figure is in no sum; so all that a sum says are numbers that stand on pages of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Literal

from campaignsite.model.page.measures import MeasureView
from campaignsite.model.page.pieces import Figures, Total

Refusal = Literal["", "unknown-period", "overlap", "suppressed"]


def totals(figures: Iterable[Figures]) -> tuple[Total, ...]:
    """A total for each measure and unit, in the order in which they first appear; those without a sum come last."""
    found: dict[tuple[str, str], list[tuple[Figures, MeasureView]]] = {}
    for record in figures:
        for measure in record.measures:
            found.setdefault((measure.id, measure.unit), []).append((record, measure))
    made = []
    for entries in found.values():
        values = [measure.value for _, measure in entries if measure.value is not None]
        # What is left of a sum without its smallest part tells that part.
        refused = "suppressed" if len(values) < len(entries) else _refusal([record for record, _ in entries])
        summed = replace(entries[0][1], value=0 if refused else sum(values), below=0)
        made.append(Total(summed, len(entries), refused))
    return tuple(sorted(made, key=lambda total: bool(total.refused)))  # what can be said comes first


def _refusal(records: Sequence[Figures]) -> Refusal:
    if len(records) == 1:
        return ""
    spans = []
    for record in records:
        if not (record.start and record.start.year and record.end and record.end.year):
            return "unknown-period"
        spans.append((record.start.first, record.end.last))
    spans.sort()
    if any(start > end for start, end in spans):
        return "unknown-period"
    return "overlap" if any(b[0] <= a[1] for a, b in pairwise(spans)) else ""
