"""The site's own layouts: those that nothing uses, or that change nothing. In: a census. Out: checks.

Whether a layout is older than the theme's that it replaces cannot be told: a copy says nothing of when it was made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError, meta, nodes

from campaignsite.build.census import Census
from campaignsite.build.health.check import Check, note, ok
from campaignsite.model.files import LOCALES
from campaignsite.parse.layouts import ENDINGS, STOCK
from campaignsite.sources.reading import read
from campaignsite.sources.stock import stock

_DEEPEST = 20
"""So many layouts may extend each other."""


def layouts(root: Path, there: Census) -> Iterator[Check]:
    """Nothing is said of a site that has none."""
    own = {
        f.path.removeprefix("layouts/"): source.data.decode("utf-8", "replace")
        for f in there.found.layouts
        if f.path.endswith(ENDINGS) and not f.path.startswith(LOCALES) and (source := read(root, f.path).value)
    }
    if not own:
        return
    theirs = {source.path: source.data.decode() for source in stock().layouts}
    trees = _trees({**theirs, **own, **{STOCK + name: text for name, text in theirs.items()}})
    found = [
        *_unused(own, theirs, trees, there),
        *_same(own, theirs),
        *_idle(own, trees),
    ]
    yield from found
    if not found:
        yield ok("site", "layouts", f"all own layouts are used ({len(own)})")


def _trees(texts: Mapping[str, str]) -> Mapping[str, nodes.Template]:
    environment = Environment(autoescape=True)
    found = {}
    for name, text in texts.items():
        try:
            found[name] = environment.parse(text)
        except TemplateSyntaxError:  # that is for “check” to say
            continue
    return found


def _unused(
    own: Mapping[str, str], theirs: Mapping[str, str], trees: Mapping[str, nodes.Template], there: Census
) -> Iterator[Check]:
    asked = {d.meta.layout for d in there.documents if d.meta.layout}
    left = [*theirs, *(name for name in own if name in asked)]
    reached = {*left}
    while left:
        tree = trees.get(left.pop())
        for name in meta.find_referenced_templates(tree) if tree else ():
            if name is None:  # which layout it is, only the page says
                return
            if name not in reached:
                reached.add(name)
                left.append(name)
    for name in own:
        if name not in reached:
            hint = f"take it out, or write “layout: {name}” in a text; “campaignsite layouts” lists those of the theme"
            yield note(
                "site", "layouts", f"layouts/{name} replaces none of the theme's, and no text or layout names it", hint
            )


def _same(own: Mapping[str, str], theirs: Mapping[str, str]) -> Iterator[Check]:
    for name, text in own.items():
        if text == theirs.get(name):
            hint = "take it out, or it will keep the theme's next version away"
            yield note("site", "layouts", f"layouts/{name} is the same as the theme's", hint)


def _idle(own: Mapping[str, str], trees: Mapping[str, nodes.Template]) -> Iterator[Check]:
    """Blocks that no layout above has: nothing shows them."""
    for name in own:
        tree, above = trees.get(name), set[str]()
        parent = _parent(tree) if tree else ""
        if not tree or not parent:
            continue
        for _ in range(_DEEPEST):
            over = trees.get(parent)
            if over is None:
                break
            above |= {block.name for block in over.find_all(nodes.Block)}
            parent = _parent(over)
        else:
            continue
        if parent:  # a layout that is not there, or cannot be read: “check” says so
            continue
        for block in (node for node in tree.body if isinstance(node, nodes.Block)):
            if block.name not in above:
                message = (
                    f"layouts/{name}:{block.lineno}: no layout above has a block “{block.name}”, so nothing shows it"
                )
                yield note("site", "layouts", message, "look for its name with “campaignsite layouts”")


def _parent(tree: nodes.Template) -> str:
    """The layout that one extends; empty when there is none, or only the page says which."""
    extends = next(tree.find_all(nodes.Extends), None)
    return str(extends.template.value) if extends and isinstance(extends.template, nodes.Const) else ""
