"""The theme's macros for what is not a page: components of texts, and entries of feeds. In: one of them. Out: HTML."""

from __future__ import annotations

from dataclasses import replace

from jinja2 import Environment
from jinja2.environment import TemplateModule
from jinja2.runtime import Macro
from markupsafe import Markup

from campaignsite.model.documents import Component
from campaignsite.model.page.feeds import FeedEntry
from campaignsite.model.page.pages import Page
from campaignsite.model.page.pieces import Prose
from campaignsite.render.absolute import absolute
from campaignsite.render.bodies import Fill
from campaignsite.render.entries import Drawn, page_of

COMPONENTS = "components.html"
ENTRIES = "parts/feed.html"
_TAKES = 3
"""What a macro for a component takes: the component, its body as HTML, and the text that it stands in."""


class NoMacroError(Exception):
    """A site's own components.html cannot draw a component; the argument is the macro's name."""


class Drawing:
    """The theme's macros, imported when the first thing on a page needs them.

    A site's own components.html may have some of them; the stock theme has the others.
    """

    def __init__(self, environment: Environment, page: Page, known: Drawn) -> None:
        self._environment, self._page, self._known = environment, page, known
        self._modules: dict[str, TemplateModule] = {}

    def __call__(self, component: Component, inner: Markup, prose: Prose) -> str:
        """A component as HTML. Raises NoMacroError, and whatever a layout raises."""
        name = component.name.replace("-", "_")
        modules = (self._module(layout) for layout in (COMPONENTS, f"stock/{COMPONENTS}"))
        macro = next(getattr(module, name) for module in modules if hasattr(module, name))
        if not isinstance(macro, Macro) or len(macro.arguments) < _TAKES:
            raise NoMacroError(name)
        return str(macro(component, inner, prose))

    def entry(self, entry: FeedEntry, fill: Fill) -> FeedEntry:
        """The entry of a feed with its HTML; ``fill`` gives it its text. Raises the same."""
        lang = self._page.lang
        if found := self._known.get(lang, entry):
            return found
        feed, self._page, self._modules = self._page, page_of(entry, self._page), {}
        full = replace(entry, body=entry.body and fill(entry.body))
        content = vars(self._module(ENTRIES))["content"]
        html = absolute(str(content(full, lang if entry.card.lang else "")), self._page.canonical)
        self._page, self._modules = feed, {}
        return self._known.keep(lang, replace(entry, html=html.strip()))

    def _module(self, layout: str) -> TemplateModule:
        if layout not in self._modules:
            self._modules[layout] = self._environment.get_template(layout).make_module({"page": self._page})
        return self._modules[layout]
