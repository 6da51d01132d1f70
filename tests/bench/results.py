"""What was measured, as it is kept in a file of JSON."""

from __future__ import annotations

import dataclasses
import json
import statistics
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

STATES = {
    "cold": "nothing there but the sources",
    "same": "built before, nothing changed",
    "body": "one sentence added to the text of one page",
    "title": "the title of one page changed",
    "layout": "one character of the base layout changed",
    "restored": "a cache from an earlier build, no output, all sources with new times; Hugo starts cold",
}
"""The states that a build can begin in, in the order in which they are measured."""
WORDS = {
    "cold": "cold",
    "same": "nothing changed",
    "body": "one text changed",
    "title": "one title changed",
    "layout": "layout changed",
    "restored": "cache restored",
}
"""What they are called in headings and in the chart."""


@dataclass(frozen=True, slots=True)
class Run:
    """One build that was timed, or that should have been."""

    pages: int
    peer: str
    state: str
    round: int
    wall: float | None
    """Seconds; None when there is no time to show, and ``failure`` says why."""
    cpu: float | None
    html: int
    """How many HTML files there were afterwards."""
    failure: str = ""


@dataclass(frozen=True, slots=True)
class Peak:
    """How much memory the processes of a cold build held together, at most."""

    pages: int
    peer: str
    mebibytes: float | None
    failure: str = ""


@dataclass(slots=True)
class Result:
    """Everything."""

    facts: dict[str, str]
    """When and where it was measured."""
    versions: dict[str, str]
    """By generator."""
    runs: list[Run] = field(default_factory=list)
    peaks: list[Peak] = field(default_factory=list)
    growth: list[Run] = field(default_factory=list)
    growth_peaks: list[Peak] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Summary:
    """What the rounds come to: medians, or why there are none."""

    peer: str
    wall: float | None = None
    cpu: float | None = None
    ratio: float | None = None
    """To Hugo in the same round; None where Hugo was not measured."""
    failure: str = ""


def summary(result: Result, pages: int, peer: str, state: str) -> Summary | None:
    """None when that generator was not to be built in that state. A cache from earlier is set against Hugo's cold."""
    runs = [run for run in result.runs if (run.pages, run.peer, run.state) == (pages, peer, state)]
    if not runs:
        return None
    failed = [run.failure for run in runs if run.failure]
    if failed:
        return Summary(
            peer, failure=failed[0] + (f" ({len(failed)} of {len(runs)})" if len(failed) < len(runs) else "")
        )
    against = "cold" if state == "restored" else state
    hugo = {run.round: run.wall for run in result.runs if (run.pages, run.peer, run.state) == (pages, "hugo", against)}
    pairs = [(run.wall, hugo.get(run.round)) for run in runs]
    return Summary(
        peer,
        median(run.wall for run in runs),
        median(run.cpu for run in runs),
        median(own / other for own, other in pairs if own and other),
    )


def median(values: Iterable[float | None]) -> float | None:
    """Of those that there are."""
    there = [value for value in values if value is not None]
    return statistics.median(there) if there else None


def save(result: Result, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(dataclasses.asdict(result), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def load(path: Path) -> Result:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    for name, kind in (("runs", Run), ("peaks", Peak), ("growth", Run), ("growth_peaks", Peak)):
        found[name] = [kind(**entry) for entry in found[name]]
    return Result(**found)
