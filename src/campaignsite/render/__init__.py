"""Fifth stage: one page becomes one file. In: a ``Page``, the theme, the bodies it shows. Out: ``Checked[Artifact]``.

A layout sees the page and nothing else; what it does wrong is said with the layout's file and line, and the page.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType, TracebackType
from typing import cast

from jinja2 import Environment, TemplateNotFound, TemplateSyntaxError, UndefinedError
from markupsafe import Markup

from campaignsite.model.artifacts import Artifact
from campaignsite.model.codes import diagnostic
from campaignsite.model.diagnostics import Checked, Diagnostic, Place
from campaignsite.model.page.pages import Page
from campaignsite.model.page.rooms import ROOMS
from campaignsite.model.page.subjects import TextView
from campaignsite.model.words.hints import nearest
from campaignsite.render.bodies import Bodies, with_bodies
from campaignsite.render.drawing import COMPONENTS, Drawing, NoMacroError
from campaignsite.render.entries import Drawn
from campaignsite.render.markup import xml
from campaignsite.render.plain import plain
from campaignsite.render.theme import Theme, theme
from campaignsite.render.writers import WRITERS

__all__ = ["Drawn", "Theme", "render", "theme"]

_PLAIN: Mapping[str, str] = MappingProxyType(
    {
        "tuple": "a list",
        "list": "a list",
        "mappingproxy": "a group of values",
        "dict": "a group of values",
        "str": "a text",
        "Markup": "a text",
        "int": "a number",
        "float": "a number",
        "bool": "true or false",
        "None": "an empty value",
        "NoneType": "an empty value",
        "date": "a day",
        "datetime": "a moment",
    }
)
"""What values are called that layouts see beside those with names of their own."""
_PAGE = "look at what the theme's layouts use: “campaignsite layouts” lists and prints them"
_NO_NAME = re.compile(r"^'(\w+)' is undefined$")
_NO_ATTRIBUTE = re.compile(r"'(?:[\w.]+\.)?(\w+)(?: object)?' has no attribute '(\w+)'")


def render(page: Page, look: Theme, body: Bodies, known: Drawn | None = None) -> Checked[Artifact]:
    """Render one page. ``body`` gives the body of each document on it; ``known`` has what others share with it."""
    environment = look.environments[page.lang]
    try:
        whole = with_bodies(page, body, Drawing(environment, page, known or Drawn()))
        if page.kind in WRITERS:
            return Checked(Artifact(page.file, WRITERS[page.kind](whole)))
        data = _form(whole, environment, environment.get_template(page.layout).render(page=whole))
    except NoMacroError as error:
        message = f"“{error}” is no macro that takes a component, its body and the text around it"
        hint = f"write {{% macro {error}(c, body, prose) %}}, or leave it out and keep the stock theme's"
        return Checked(None, (diagnostic("layout-error", message, look.layouts[COMPONENTS].path, hint=hint),))
    except TemplateSyntaxError:
        return Checked(None)  # said when the layouts were compiled
    except Exception as error:  # a layout is code: it can raise anything
        place = _where(error.__traceback__, look)
        if place is None and not isinstance(error, TemplateNotFound):
            raise  # no layout was running: this is a fault of ours
        return Checked(None, (_explained(error, page, *(place or (look.layouts[page.layout].path, 1))),))
    return Checked(Artifact(page.file, data))


def _form(page: Page, environment: Environment, drawn: str) -> bytes:
    """What a layout drew, in the form of the page."""
    if isinstance(page.subject, TextView):
        words = cast("Callable[..., Markup]", environment.globals["t"])
        base = page.site.origin + page.subject.page.url
        drawn = plain(drawn, base, lambda alt: words("text.picture", alt=alt).unescape())
    return xml(drawn) if page.file.endswith(".xml") else drawn.encode("utf-8", "replace")


def _explained(error: Exception, page: Page, path: str, line: int) -> Diagnostic:
    made_from = f" from {page.origin}" if page.origin.startswith("content/") else ""
    code, message, hint = "layout-error", f"this cannot be done: {str(error) or type(error).__name__}", ""
    if isinstance(error, UndefinedError):
        said = error.message or "a name is not defined"
        code, message = "layout-undefined", _NO_NAME.sub(r"there is no “\1” here", _NO_ATTRIBUTE.sub(_lacking, said))
        wrong = _NO_ATTRIBUTE.search(said)
        hint = (nearest(wrong[2], _fields(wrong[1])) if wrong else "") or _PAGE
    elif isinstance(error, TemplateNotFound):
        code, message = "missing-layout", f"there is no layout “{error.name}”"
        hint = "write the name of a file below layouts/"
    elif isinstance(error, RecursionError):
        code, message = "layout-cycle", "this layout uses itself without end"
    elif isinstance(error, KeyError):
        message = f"there are no words for {error} in the catalogue"
        hint = "write them in layouts/locales/, one file for each language"
    return diagnostic(code, f"{message} (while making {page.url}{made_from})", path, Place(line, 1), hint)


def _lacking(match: re.Match[str]) -> str:
    """What has no such part, in words of layouts and not of Python."""
    kind = _PLAIN.get(match[1], f"a {match[1]}")
    return f"{kind} has no “{match[2]}”"


def _fields(name: str) -> Iterable[str]:
    """What a value that layouts see has."""
    found = next((vars(module)[name] for module in ROOMS if name in vars(module)), None)
    return [field.name for field in dataclasses.fields(found)] if found else ()


def _where(trace: TracebackType | None, look: Theme) -> tuple[str, int] | None:
    """The last line of a layout that was being run."""
    found = None
    while trace:
        path = look.paths.get(trace.tb_frame.f_code.co_filename)
        # Jinja puts the lines of layouts into a traceback when it renders a page, not when a macro is called alone.
        compiled = trace.tb_frame.f_globals.get("__jinja_template__")
        line = compiled.get_corresponding_lineno(trace.tb_lineno) if compiled else trace.tb_lineno
        found = (path, min(line, look.ends.get(path, line))) if path else found
        trace = trace.tb_next
    return found
