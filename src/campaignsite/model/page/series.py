"""Figures over time, and the results of one agency, event or year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from campaignsite.model.page.measures import MeasureView
from campaignsite.model.page.pieces import Figures, Link, Total

By = Literal["agency", "event", "year"]


@dataclass(frozen=True, slots=True)
class Point:
    """One figure of a series."""

    record: Figures
    """The record that it is of, which has its period."""
    measure: MeasureView
    share: int
    """How long its bar is, in thousandths of the longest one; 0 for a figure that is suppressed."""


@dataclass(frozen=True, slots=True)
class Series:
    """What one measure was in one period after the other, none of which overlap."""

    measure: MeasureView
    """What is counted; its value is that of the first period."""
    points: tuple[Point, ...]
    """Two or more, the earliest first."""


@dataclass(frozen=True, slots=True)
class ResultsWays:
    """The ways from the list of results to those of single agencies, events or years."""

    by: By
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ResultsByView:
    """The results of one agency, event or year, the newest first."""

    by: By
    about: Link
    """The page of that agency or event, or the list of that year."""
    figures: tuple[Figures, ...]
    """Those of this page of the list; joint ones are whole."""
    totals: tuple[Total, ...]
    """Of everything, on the front page of the list; of an agency's own figures alone: joint ones are not its."""
    series: tuple[Series, ...]
    """The same."""
    joint: bool
    """True for an agency that shares figures with others, which are in none of these."""
    presumption: bool
    """True when a figure counts people charged, who are presumed innocent."""
