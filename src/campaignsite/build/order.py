"""What is to be built, and what came of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING

from campaignsite.model.diagnostics import Diagnostic

if TYPE_CHECKING:  # a build that renders nothing does not wait for it
    from campaignsite.model.artifacts import Artifact

Progress = Callable[[str, int, int], None]
"""Told the stage, how much of it is done, and how much there is."""


class WorkerError(Exception):
    """A worker process died, or failed; the message says how."""


class Audience:
    """Who waits for a build: hears how far it is, and sees first what it looks at. This one does neither."""

    files: Collection[str] = ()
    """Pages that it looks at, as files below the output folder."""

    def hear(self, stage: str, done: int, total: int) -> None:
        """What stage the build is at, how much of it is done, and how much there is."""

    def see(self, pages: Mapping[str, bytes]) -> None:
        """Some of ``files``, as they will be when everything is published, unless something is wrong with the rest."""


NOBODY = Audience()


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be built."""

    root: Path
    """The site's folder."""
    now: dt.datetime
    """Decides what is public and what is to come; in the site's time zone unless it says another."""
    output: Path | None = None
    """Where to publish; None to check only."""
    base_url: str = ""
    """Instead of the configuration's."""
    drafts: bool = False
    strict: bool = False
    """Warnings stop publishing too."""
    jobs: int = 1
    """Processes to work with, at most."""
    cache: bool = False
    """Whether to use what earlier builds left below .campaignsite/."""
    secret: bytes = b""
    """Seals the cache, so that nobody without it can forge an entry."""
    leave: bool = True
    """Whether to leave something there for the next build."""
    collect: bool = True
    """Whether a check gives the finished files back."""
    index: bool = True
    """False to leave the index of a search as it was: a preview shows pages before they can be found."""
    lasting: bool = True
    """False when what is published need not outlive a loss of power: a preview does not wait for the disk."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it."""

    diagnostics: tuple[Diagnostic, ...]
    pages: int
    """How many pages were planned."""
    files: int
    """How many files the published site has; 0 when nothing was published."""
    published: bool
    artifacts: tuple[Artifact, ...]
    """For a check that asks for it, the finished site; empty when there is an error."""
    sources: Mapping[str, bytes]
    """The files that diagnostics are about, for excerpts in messages."""
    rendered: int = 0
    """How many pages were rendered; the others were kept from the last build."""
    site: str = ""
    """A digest of what was published; empty when nothing was."""
    until: float = inf
    """The moment, in seconds since 1970, at which the same sources come to something else; after all when unknown."""
