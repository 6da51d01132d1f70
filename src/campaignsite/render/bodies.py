"""Rendered Markdown meets the page it stands on: gaps for links and components are filled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from markupsafe import Markup, escape

from campaignsite.model.documents import Body, Component, Reference
from campaignsite.model.page.pages import Page
from campaignsite.model.page.pieces import Prose
from campaignsite.model.page.subjects import ItemView

Bodies = Callable[[str], Body]
"""Gives the body of the document at a path."""
Draw = Callable[[Component, Markup, Prose], str]
"""Turns a component, its inner HTML and the text it stands in into HTML: a macro of the theme."""


def paths_of(page: Page) -> tuple[str, ...]:
    """The documents whose bodies a page shows."""
    shown = page.subject.boilerplates if isinstance(page.subject, ItemView) else ()
    proses = (page.body, *(boilerplate.body for boilerplate in shown))
    return tuple(prose.path for prose in proses if prose)


def with_bodies(page: Page, body: Bodies, draw: Draw) -> Page:
    """The page with the HTML of every text on it."""

    def fill(prose: Prose | None) -> Prose | None:
        return replace(prose, html=_html(body(prose.path), prose, draw)) if prose else None

    subject = page.subject
    if isinstance(subject, ItemView) and subject.boilerplates:
        subject = replace(subject, boilerplates=tuple(replace(b, body=fill(b.body)) for b in subject.boilerplates))
    return replace(page, subject=subject, body=fill(page.body))


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
