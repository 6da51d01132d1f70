"""What desks are given to do, and what they give back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from campaignsite.build.memory import Memory
from campaignsite.build.order import Order
from campaignsite.build.scale import Scale
from campaignsite.model.artifacts import Artifact
from campaignsite.model.diagnostics import Diagnostic
from campaignsite.model.documents import Ignore
from campaignsite.model.files import Sources
from campaignsite.plan.files import Published
from campaignsite.render.entries import Key
from campaignsite.store.last import Publication, Row


@dataclass(frozen=True, slots=True)
class Sheaf:
    """What came of parsing a share."""

    digests: Mapping[str, str]
    """Of each source that was read or known."""
    records: Mapping[str, bytes]
    """By their names in the store."""
    noticed: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """What came of relating and planning."""

    noticed: tuple[Diagnostic, ...]
    planned: bool
    """False when no plan could be made."""
    pages: int
    files: tuple[Published, ...]
    window: tuple[float, float]
    silent: frozenset[str]
    """The paths of documents of which nothing is said."""
    moved: frozenset[str]
    """The files below output/ at whose addresses something was."""
    ignored: tuple[tuple[str, Ignore], ...]
    """What is not to be said, with the document that says so."""


@dataclass(frozen=True, slots=True)
class Work:
    """How to render."""

    whole: bool
    """False when there are errors: then layouts are only tried, without bodies."""
    stage: str
    """The folder to write to; empty to write nothing."""
    scale: Scale | None = None
    """What pages are weighed with; None when nobody asks."""
    entries: Mapping[Key, str] = field(default_factory=dict)
    """The entries of feeds that some desk has drawn."""


@dataclass(frozen=True, slots=True)
class Made:
    """What came of rendering a share."""

    rows: Mapping[str, Row]
    again: tuple[str, ...]
    """The files of pages that were rendered, not kept."""
    artifacts: tuple[Artifact, ...]
    sites: tuple[str, ...]
    """The names in the store of what all pages of a language share."""
    pieces: tuple[str, ...]
    """The names of all records in the store that stand in page values."""
    doors: Mapping[int, Sequence[int]]
    """From the number of a page, in the order of files, to those of the pages that lead to it."""
    shared: tuple[Publication, ...]
    """The share images of these pages."""
    noticed: tuple[tuple[str, Diagnostic], ...]
    """What is wrong with the layouts, with the file of the page that showed it."""


@dataclass(frozen=True, slots=True)
class Task:
    """What every desk is given."""

    order: Order
    found: Sources
    memory: Memory
    troubled: bool = False
    """True when the layouts cannot be compiled."""


def together(shares: Sequence[Made]) -> Made:
    """What several desks made, as if it were one."""
    return Made(
        rows={file: row for made in shares for file, row in made.rows.items()},
        again=tuple(file for made in shares for file in made.again),
        artifacts=tuple(artifact for made in shares for artifact in made.artifacts),
        sites=tuple(dict.fromkeys(name for made in shares for name in made.sites)),
        pieces=tuple(dict.fromkeys(name for made in shares for name in made.pieces)),
        shared=tuple(sorted(file for made in shares for file in made.shared)),
        doors=_joined(made.doors for made in shares),
        noticed=tuple(pair for made in shares for pair in made.noticed),
    )


def _joined(doors: Iterable[Mapping[int, Sequence[int]]]) -> Mapping[int, Sequence[int]]:
    found: dict[int, list[int]] = {}
    for share in doors:
        for to, pages in share.items():
            found.setdefault(to, []).extend(pages)
    return found


def first_of_each(noticed: Iterable[tuple[str, Diagnostic]]) -> list[Diagnostic]:
    """One line of a layout fails alike on every page: the first one is enough."""
    found: dict[tuple[str, str, int], Diagnostic] = {}
    for _, problem in sorted(noticed, key=lambda pair: pair[0]):
        found.setdefault((problem.code, problem.path, problem.line), problem)
    return list(found.values())
