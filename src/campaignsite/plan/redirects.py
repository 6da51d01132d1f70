"""Old addresses. In: ``Site``. Out: where each leads now.

Every redirect leads straight to a page that there is: chains and loops cannot be written. An old address at which there
is a page, or that two texts claim, is a collision (see ``collisions``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from campaignsite.model.diagnostics import Place
from campaignsite.model.documents import Document
from campaignsite.model.site import Site
from campaignsite.plan.urls import Urls


@dataclass(frozen=True, slots=True)
class Redirect:
    """An old address and the page that it leads to."""

    old: str
    """Path below the base path, decoded; it ends in a slash or names a file."""
    to: str
    """Path of the page."""
    lang: str
    origin: str
    """The document that claims the address."""
    place: Place
    """Where it does so."""

    @property
    def has_page(self) -> bool:
        """Whether a page can stand there: only the host can redirect from a file of another kind."""
        return self.old.endswith(("/", ".html", ".htm"))


def redirects(site: Site, urls: Urls) -> tuple[Redirect, ...]:
    """All old addresses, sorted; what one document says twice counts once."""
    found = {(r.old, r.origin): r for r in reversed(list(_all(site, urls)))}
    return tuple(found[key] for key in sorted(found))


def _all(site: Site, urls: Urls) -> Iterator[Redirect]:
    documents: Iterable[Document] = (*(r.document for r in site.documents.values()), *site.withdrawn)
    for document in documents:
        for n, old in document.meta.addresses:
            place = document.place("aliases", n)
            yield Redirect(old, urls.document(document), document.lang, document.path, place)
