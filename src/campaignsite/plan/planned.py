"""A page that will exist: what the whole table needs of it, and how to make the rest when it is its turn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from campaignsite.model.page.pages import Page
from campaignsite.model.page.pieces import FormView, Link
from campaignsite.model.site import Related

Identity = tuple[str, ...]
"""What is the same page in every language."""


class Planned(NamedTuple):
    """One line of the table of pages."""

    identity: Identity
    url: str
    """Path below the base path, with language prefix."""
    file: str
    """The file below output/."""
    kind: str
    title: str
    layout: str
    lang: str
    origin: str
    """The file that it is made from, for messages."""
    body: str
    """The document whose body it shows; empty for none."""
    make: Callable[[], Page]
    """Makes everything that it shows, but its alternates and other forms. Pure."""
    sensitive: bool = False
    """Whether nobody who uses the device later may see it."""
    qr: bool = False
    """Whether there is a QR code that leads to it."""
    hidden: bool = False
    """Whether search engines should leave it out."""
    shows: Sequence[Related] = ()
    """The documents that it is made of, or lists: what is newest among them is news of the page."""
    alternates: tuple[Link, ...] = ()
    forms: tuple[FormView, ...] = ()
    """Its other forms."""

    def page(self) -> Page:
        """The whole page."""
        page = self.make()
        if self.alternates or self.forms:
            return replace(page, alternates=self.alternates, forms=self.forms)
        return page
