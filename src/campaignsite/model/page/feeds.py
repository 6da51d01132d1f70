"""What feeds say: Atom (RFC 4287) and JSON Feed 1.1 tell the same of the same items.

Moments are RFC 3339 with the offset of the site's time zone; empty where nothing says when.
"""

from __future__ import annotations

from dataclasses import dataclass

from campaignsite.model.page.measures import ChangeView
from campaignsite.model.page.pieces import Card, CorrectionView, DatelineView, Figures, Link, Prose


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One item. It is the same in every feed of a language."""

    card: Card
    """Its title, address, language, summary and warning."""
    id: str
    """What programs know it by, whatever else of it changes: the first address that it had."""
    published: str
    updated: str
    """When it was corrected last, else when it was published."""
    kind: str
    """What its kind is called."""
    warning: str
    """What readers may want to know before they read, with the words that say so; empty for nothing."""
    authors: tuple[Link, ...]
    """The agencies that issued it; none when the site's publisher did."""
    agencies: tuple[Link, ...]
    """All that take part, each once."""
    dateline: DatelineView | None
    corrections: tuple[CorrectionView, ...]
    figures: Figures | None
    """Its own, unless its text shows them."""
    supersedes: Link | None
    """The earlier results that its figures replace."""
    changes: tuple[ChangeView, ...]
    """What is different from them."""
    superseded: Link | None
    """The results that count now, when its own have been replaced."""
    superseded_changes: tuple[ChangeView, ...]
    """What is different in those."""
    body: Prose | None
    html: str = ""
    """All of that as readers of feeds show it, with whole addresses and nothing that runs; filled in when rendered."""

    @property
    def url(self) -> str:
        """The page's URL, with the base path."""
        return self.card.url


@dataclass(frozen=True, slots=True)
class FeedView:
    """A feed: the same for both forms, but that Atom has no item without a moment."""

    page: str
    """The whole address of the page beside which it lies."""
    author: str
    """Who publishes the site."""
    icon: str
    """The whole address of the site's icon; empty when it has none."""
    updated: str
    """When the newest of its entries was; never when it was built."""
    entries: tuple[FeedEntry, ...]
    """What was published or corrected last comes first; what nobody knows the day of comes last."""
