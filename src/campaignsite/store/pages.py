"""Page values as text and back: what a page sees is known by the digest of its text.

What is the same on every page of one language, the ``SiteView``, stands in it by its own digest.
"""

from __future__ import annotations

from campaignsite.model.front import dates
from campaignsite.model.page import pages, pieces, subjects
from campaignsite.model.page.pages import Page, SiteView
from campaignsite.model.page.pieces import Card, Figures
from campaignsite.store.packs import Store
from campaignsite.store.seal import digest
from campaignsite.store.values import classes_of, decode, encoder

_CLASSES = classes_of(pages, pieces, subjects, dates)


class PageText:
    """Turns pages into text; remembers the few site views that thousands of pages share."""

    def __init__(self) -> None:
        self._sites: dict[int, tuple[SiteView, str, str]] = {}
        self._alone = encoder()
        self._encode = encoder({SiteView: self._name})
        self._brief = encoder({SiteView: self._name, Card: self._short, Figures: self._short})
        self._cards: dict[int, tuple[object, str]] = {}
        self._kept: set[str] = set()

    def of(self, page: Page, *, brief: bool) -> tuple[str, str]:
        """The digest of a page's text, and the text. A ``brief`` one cannot be read back, and is made faster."""
        text = self._brief(page) if brief else self._encode(page)
        return digest(text), text

    def keep(self, store: Store, name: str, text: str) -> None:
        """Put a page's text into the store, and the site views that it may need."""
        store.put(name, text.encode())
        for _, site, whole in self._sites.values():
            if site not in self._kept:
                self._kept.add(site)
                store.put(site, whole.encode())

    @property
    def shared(self) -> tuple[str, ...]:
        """The names of the site views that were met."""
        return tuple(name for _, name, _ in self._sites.values())

    def _short(self, value: Card | Figures) -> str:
        """Cards and figures stand in many lists: each is put into words once."""
        if id(value) not in self._cards:
            self._cards[id(value)] = (value, digest(self._alone(value)))
        return self._cards[id(value)][1]

    def _name(self, value: SiteView) -> str:
        if id(value) not in self._sites:
            text = self._alone(value)
            self._sites[id(value)] = (value, digest(text), text)  # held, so that its id stays its own
        return self._sites[id(value)][1]


def page_of(store: Store, name: str) -> Page | None:
    """A page from the store; None when it is not there, or is no page."""

    def site(named: str) -> SiteView:
        data = store.get(named)
        found = decode(data, _CLASSES) if data else None
        if not isinstance(found, SiteView):
            raise TypeError(named)
        return found

    data = store.get(name)
    try:
        page = decode(data, _CLASSES, site) if data else None
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    return page if isinstance(page, Page) else None
