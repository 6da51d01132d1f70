"""Page values as text and back: what a page sees is known by the digest of its text.

What stands on many pages, such as the entry of an item in lists, is a *piece*: it stands in the text by the digest of
its own, and is kept once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from campaignsite.model.front import dates
from campaignsite.model.page.feeds import FeedEntry
from campaignsite.model.page.pages import Page, SiteView
from campaignsite.model.page.pieces import Card, Figures, Link
from campaignsite.model.page.rooms import ROOMS
from campaignsite.store.seal import digest
from campaignsite.store.values import classes_of, decoder, encoder

_CLASSES = classes_of(dates, *ROOMS)
_PIECES = (SiteView, Card, Figures, FeedEntry)

V = TypeVar("V")
Get = Callable[[str], bytes | None]
"""Gives the record of a name, if there is one."""
Put = Callable[[str, bytes], None]


class PageText:
    """Turns pages into text, and notices which of them lead where."""

    def __init__(self, put: Put, numbers: Mapping[str, int] | None = None, known: Pages | None = None) -> None:
        """``put`` keeps a piece. ``numbers`` has the pages of which it is to be noticed who leads to them, by URL.

        The pieces of ``known`` pages have their names.
        """
        self._put, self._numbers = put, numbers or {}
        # The value is held, so that its id stays its own.
        self._names: dict[int, tuple[object, str, str]] = known.named if known else {}
        self._alone = encoder()
        small = dict.fromkeys((SiteView, Card, Figures), self._name)
        self._entry = encoder(small, {Link: self._noticed})
        self._encode = encoder({**small, FeedEntry: self._name_of_entry}, {Link: self._noticed})
        self._doors: dict[int, frozenset[int]] = {}
        self._here: set[int] = set()

    def of(self, page: Page) -> tuple[str, str, frozenset[int]]:
        """The digest of a page's text, the text, and the numbers of the pages that it leads to."""
        self._here = set()
        text = self._encode(page)
        return digest(text), text, frozenset(self._here)

    @property
    def sites(self) -> tuple[str, ...]:
        """The names of what all pages of a language share."""
        return tuple(name for value, name, _ in self._names.values() if isinstance(value, SiteView))

    @property
    def pieces(self) -> tuple[str, ...]:
        """The names of all pieces."""
        return tuple(name for _, name, _ in self._names.values())

    def _name(self, value: SiteView | Card | Figures) -> str:
        known = self._names.get(id(value))
        url = "" if isinstance(value, SiteView) else value.url
        if url in self._numbers:
            self._here.add(self._numbers[url])
        if known is None:
            text = self._alone(value)
            known = self._names[id(value)] = (value, digest(text), url)
            self._put(known[1], text.encode())
        return known[1]

    def _name_of_entry(self, value: FeedEntry) -> str:
        """An entry is made of pieces and leads on by its text: where to is noticed once, and known with its name."""
        if id(value) not in self._names:
            elsewhere, self._here = self._here, set()
            text = self._entry(value)
            self._names[id(value)] = (value, digest(text), value.url)
            self._put(digest(text), text.encode())
            self._doors[id(value)], self._here = frozenset(self._here), elsewhere
        self._here |= self._doors.get(id(value), frozenset())
        return self._names[id(value)][1]

    def _noticed(self, value: Link) -> None:
        if value.url in self._numbers:
            self._here.add(self._numbers[value.url])


class Pages:
    """Page values from the store."""

    def __init__(self, get: Get) -> None:
        self._get, self._decode = get, decoder(_CLASSES, self._piece)
        self._pieces: dict[str, object] = {}

    def page(self, name: str) -> Page | None:
        """A page; None when it is not there, or is no page."""
        return self._of(name, Page)

    def site(self, name: str) -> SiteView | None:
        """What all pages of a language share."""
        return self._of(name, SiteView)

    @property
    def named(self) -> dict[int, tuple[object, str, str]]:
        """Every piece that was met, its name and its URL, by its identity."""
        return {id(piece): (piece, name, getattr(piece, "url", "")) for name, piece in self._pieces.items()}

    def _of(self, name: str, kind: type[V]) -> V | None:
        data = self._get(name)
        try:
            value = self._decode(data.decode()) if data else None
        except (ValueError, TypeError, KeyError, AttributeError):
            return None
        return value if isinstance(value, kind) else None

    def _piece(self, name: str) -> object:
        found = self._pieces.get(name)
        if found is None:
            data = self._get(name)
            found = self._pieces[name] = self._decode(data.decode()) if data else None
        if not isinstance(found, _PIECES):
            raise TypeError(name)
        return found
