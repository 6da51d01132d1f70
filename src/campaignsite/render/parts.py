"""A site's own part of the theme may hold some of its macros: it gets the others from the theme. In and out: layouts.

They are laid into the same file, and not only beside it, so that the theme's macros use the site's: who draws an entry
of a list anew draws it in every list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from jinja2 import Environment, TemplateSyntaxError, nodes

from campaignsite.model.artifacts import Layout
from campaignsite.render.anatomy import anatomy

_STOCK = "stock/"


def completed(layouts: tuple[Layout, ...]) -> tuple[Layout, ...]:
    """The same layouts; to a site's own part is added what it lacks."""
    stock = {layout.name.removeprefix(_STOCK): layout.text for layout in layouts if layout.name.startswith(_STOCK)}
    own = [layout for layout in layouts if layout.name in stock and not layout.path.startswith(_STOCK)]
    if not own:
        return layouts
    environment = Environment(autoescape=True)
    whole = {layout.name: _whole(layout, stock[layout.name], environment) for layout in own}
    return tuple(whole.get(layout.name, layout) for layout in layouts)


def _whole(own: Layout, theme: str, environment: Environment) -> Layout:
    part = anatomy(theme)
    names = _names(own.text, environment) if part.part else None
    if names is None:
        return own
    lacking = {name: text for name, text in part.macros.items() if name not in names}
    bindings = part.needed(lacking.values(), {*names, *part.macros})
    return replace(own, added="\n" + "".join([*bindings, *lacking.values()])) if lacking else own


def _names(text: str, environment: Environment) -> set[str] | None:
    """The names that a layout gives to macros and values; None for one that is no part, or cannot be read."""
    try:
        tree = environment.parse(text)
    except TemplateSyntaxError:
        return None  # said when it is compiled
    return None if tree.find(nodes.Extends) or tree.find(nodes.Block) else {*_given(tree.body)}


def _given(body: Iterable[nodes.Node]) -> Iterator[str]:
    for node in body:
        if isinstance(node, nodes.Macro):
            yield node.name
        elif isinstance(node, nodes.Import):
            yield node.target
        elif isinstance(node, nodes.FromImport):
            yield from (name if isinstance(name, str) else name[1] for name in node.names)
        elif isinstance(node, nodes.Assign | nodes.AssignBlock):
            yield from (name.name for name in node.target.find_all(nodes.Name))
            if isinstance(node.target, nodes.Name):
                yield node.target.name
        elif isinstance(node, nodes.If):
            yield from _given([*node.body, *node.elif_, *node.else_])
