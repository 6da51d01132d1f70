"""Rendered Markdown meets the page it stands on: gaps for links and components are filled."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Protocol

from markupsafe import Markup, escape

from campaignsite.model.documents import Body, Component, Reference
from campaignsite.model.page.feeds import FeedEntry, FeedView
from campaignsite.model.page.pages import Page
from campaignsite.model.page.pieces import Prose
from campaignsite.model.page.subjects import ItemView, TextView

Bodies = Callable[[str], Body]
"""Gives the body of the document at a path."""
Fill = Callable[[Prose], Prose | None]
"""Gives a text what it lacks; or takes it away."""


class Draw(Protocol):
    """The theme's macros for what stands in texts."""

    def __call__(self, component: Component, inner: Markup, prose: Prose) -> str:
        """Turn a component, its inner HTML and the text it stands in into HTML."""

    def entry(self, entry: FeedEntry, fill: Fill) -> FeedEntry:
        """The entry of a feed with its HTML."""


def paths_of(page: Page) -> tuple[str, ...]:
    """The documents whose bodies a page shows."""
    return tuple(prose.path for prose in _proses(page) if prose)


def _proses(page: Page) -> Iterator[Prose | None]:
    subject = page.subject
    if isinstance(subject, FeedView):
        yield from (entry.body for entry in subject.entries)
    elif isinstance(subject, TextView | ItemView):
        item = subject.item if isinstance(subject, TextView) else subject
        yield from (standing.body for standing in item.boilerplates)
    yield page.body


def without_bodies(page: Page) -> Page:
    """The page without its texts: to try a layout when they are not there."""
    return _filled(page, lambda _: None, lambda entry: replace(entry, body=None))


def with_bodies(page: Page, body: Bodies, draw: Draw) -> Page:
    """The page with the HTML of every text on it."""

    def fill(prose: Prose) -> Prose:
        return replace(prose, html=_html(body(prose.path), prose, draw))

    return _filled(page, fill, lambda entry: draw.entry(entry, fill))


def _filled(page: Page, fill: Fill, of_entry: Callable[[FeedEntry], FeedEntry]) -> Page:
    subject = page.subject
    if isinstance(subject, FeedView):
        subject = replace(subject, entries=tuple(map(of_entry, subject.entries)))
    elif isinstance(subject, TextView):
        subject = replace(subject, item=_standing(subject.item, fill))
    elif isinstance(subject, ItemView):
        subject = _standing(subject, fill)
    return replace(page, subject=subject, body=fill(page.body) if page.body else None)


def _standing(item: ItemView, fill: Fill) -> ItemView:
    if not item.boilerplates:
        return item
    return replace(item, boilerplates=tuple(replace(b, body=b.body and fill(b.body)) for b in item.boilerplates))


def _html(body: Body, prose: Prose, draw: Draw) -> Markup:
    out: list[str] = []
    for part in body.parts:
        if isinstance(part, Reference):
            # An editor may know that a link leads nowhere here, and want it as it stands.
            out.append(str(escape(prose.links.get(part.target, part.target))))
        elif isinstance(part, Component):
            out.append(str(draw(part, _html(part.body, prose, draw), prose)))
        else:
            out.append(part)
    return Markup("".join(out))  # noqa: S704 - the parts are markdown-it's and Jinja's output, the URLs are escaped
