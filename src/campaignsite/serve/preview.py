"""What a preview is asked for, and what each of its builds comes to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from campaignsite.build.order import Outcome
from campaignsite.model.files import PREVIEW


@dataclass(frozen=True, slots=True)
class Preview:
    """What is to be shown."""

    root: Path
    """The site's folder."""
    now: dt.datetime | None = None
    """The moment to build for; None for the clock, asked at each build."""
    drafts: bool = True
    jobs: int = 1
    """Processes to build with, at most."""
    secret: bytes = b""
    """Seals the cache."""

    @property
    def output(self) -> Path:
        """Where the preview is built: never where the public site is, which has no drafts in it."""
        return self.root / PREVIEW


@dataclass(frozen=True, slots=True)
class Request:
    """What the building process is asked for, each time."""

    preview: Preview
    index: bool
    """Whether the index of the search is wanted as new as the pages."""
    looked_at: tuple[str, ...] = ()
    """The pages that browsers show, as files below the output folder: they are wanted first."""


@dataclass(frozen=True, slots=True)
class Glimpse:
    """Pages that somebody looks at, as they will be when the build that is under way is done."""

    pages: Mapping[str, bytes]
    """By their files below the output folder."""


@dataclass(frozen=True, slots=True)
class Built:
    """What came of one build."""

    outcome: Outcome | None
    """None when there is a fault."""
    seconds: float
    base_path: str = "/"
    """The path that every URL of the site begins with."""
    fault: str = ""
    """What went wrong with the program, in a sentence; not the editors' mistake."""
    changed: tuple[str, ...] = ()
    """The files whose change led to it, from the site's folder; empty at the start."""
    index: bool = False
    """Whether the index of the search was made as new as the pages."""

    @property
    def good(self) -> bool:
        """Whether what stands now is the site as it is."""
        return self.outcome is not None and self.outcome.published
