"""The picture that others show where they link to a page."""

from __future__ import annotations

from dataclasses import dataclass

from campaignsite.model.front.dates import PartialDate

SHARED_SIZE = (1200, 630)
"""Pixels: what the sites that show such pictures ask for (1.91:1)."""


@dataclass(frozen=True, slots=True)
class ShareWords:
    """What stands on it."""

    title: str
    name: str
    """The campaign’s; empty where the title is the same."""
    date: PartialDate | None
    agencies: tuple[str, ...]
    """Who takes part, in several lengths: the longest comes first, and the first that fits is drawn."""
    accent: str
    """The colour that its colours are made of: #rrggbb."""


@dataclass(frozen=True, slots=True)
class ShareView:
    """A picture of a page’s title, date and agencies."""

    url: str
    """The whole address."""
    file: str
    """The file below output/. Its name says what is drawn."""
    width: int
    height: int
    alt: str
    words: ShareWords
