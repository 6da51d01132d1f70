"""Fifth stage: one page becomes one file. In: a ``Page``, the theme, the bodies it shows. Out: ``Checked[Artifact]``.

A layout sees the page and nothing else; what it does wrong is said with the layout's file and line, and the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import TracebackType

from jinja2 import Environment, TemplateNotFound, UndefinedError
from markupsafe import Markup

from campaignsite.model.artifacts import Artifact
from campaignsite.model.codes import diagnostic
from campaignsite.model.diagnostics import Checked, Diagnostic, Place
from campaignsite.model.documents import Body, Component
from campaignsite.model.pages import Page
from campaignsite.model.pieces import Prose
from campaignsite.render.bodies import with_bodies
from campaignsite.render.theme import Theme, theme

__all__ = ["Theme", "render", "theme"]

COMPONENTS = "components.html"


def render(page: Page, look: Theme, bodies: Mapping[str, Body]) -> Checked[Artifact]:
    """Render one page. ``bodies`` leads from the path of each document on the page to its body."""
    environment = look.environments[page.lang]
    try:
        whole = with_bodies(page, bodies, _Drawing(environment, page))
        html = environment.get_template(page.layout).render(page=whole)
    except _NoMacroError as error:
        message = f"there is no macro “{error}” here, and {page.origin} needs it"
        hint = f"write {{% from 'stock/{COMPONENTS}' import {error} %}} at its top, or a macro of your own"
        return Checked(None, (diagnostic("missing-layout", message, look.layouts[COMPONENTS].path, hint=hint),))
    except Exception as error:  # a layout is code: it can raise anything
        place = _where(error.__traceback__, look)
        if place is None and not isinstance(error, TemplateNotFound):
            raise  # no layout was running: this is a fault of ours
        return Checked(None, (_explained(error, page, *(place or (look.layouts[page.layout].path, 1))),))
    return Checked(Artifact(page.file, html.encode("utf-8", "replace")))


class _NoMacroError(Exception):
    """The theme cannot draw a component; the argument is the macro that it lacks."""


class _Drawing:
    """The theme's macros for components, imported when the first component of a page needs them."""

    def __init__(self, environment: Environment, page: Page) -> None:
        self.environment, self.page = environment, page
        self.macros: object = None

    def __call__(self, component: Component, inner: Markup, prose: Prose) -> str:
        self.macros = self.macros or self.environment.get_template(COMPONENTS).make_module({"page": self.page})
        name = component.name.replace("-", "_")
        macro = getattr(self.macros, name, None)
        if macro is None:
            raise _NoMacroError(name)
        return str(macro(component, inner, prose))


def _explained(error: Exception, page: Page, path: str, line: int) -> Diagnostic:
    made_from = f" from {page.origin}" if page.origin.startswith("content/") else ""
    when = f" (while making {page.url}{made_from})"
    if isinstance(error, UndefinedError):
        code, message = "layout-undefined", f"{error.message or 'a name is not defined'}{when}"
    elif isinstance(error, TemplateNotFound):
        code, message = "missing-layout", f"there is no layout “{error.name}”{when}"
    elif isinstance(error, RecursionError):
        code, message = "layout-cycle", f"this layout uses itself without end{when}"
    elif isinstance(error, KeyError):
        code, message = "layout-error", f"there is no {error} here{when}"
    else:
        code, message = "layout-error", f"{type(error).__name__}: {error}{when}"
    hints = {
        "layout-undefined": "docs/layouts.md lists what a page has",
        "missing-layout": "it is a file below layouts/",
    }
    return diagnostic(code, message, path, Place(line, 1), hints.get(code, ""))


def _where(trace: TracebackType | None, look: Theme) -> tuple[str, int] | None:
    """The last line of a layout that was being run."""
    found = None
    while trace:
        path = look.paths.get(trace.tb_frame.f_code.co_filename)
        # Jinja puts the lines of layouts into a traceback when it renders a page, not when a macro is called alone.
        compiled = trace.tb_frame.f_globals.get("__jinja_template__")
        line = compiled.get_corresponding_lineno(trace.tb_lineno) if compiled else trace.tb_lineno
        found = (path, line) if path else found
        trace = trace.tb_next
    return found
