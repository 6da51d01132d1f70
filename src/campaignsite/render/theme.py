"""Layouts compiled, once for each language. In: layouts and catalogues. Out: ``Checked[Theme]``.

What can be known without a page is said here: syntax, layouts that do not exist, layouts that include themselves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import CodeType, MappingProxyType
from typing import Any

from jinja2 import BytecodeCache, Environment, FunctionLoader, StrictUndefined, TemplateSyntaxError, nodes
from jinja2.bccache import Bucket

from campaignsite.model.artifacts import Layout
from campaignsite.model.codes import diagnostic
from campaignsite.model.diagnostics import Checked, Diagnostic, Place
from campaignsite.model.words.hints import nearest
from campaignsite.model.words.texts import Texts
from campaignsite.render.filters import direction, filters
from campaignsite.render.parts import completed

_REFERRING = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
_STOCK_REFERENCE = re.compile(r"""\{%-? (?:extends|include|import|from) ["']([^"']+)["'][^%]*%\}""")
Reference = tuple[tuple[str, ...], int]
"""The names of layouts of which another one uses the first that there is, and the line that does."""


@dataclass(frozen=True, slots=True)
class Theme:
    """Everything that turns a page into HTML."""

    environments: Mapping[str, Environment]
    """By language."""
    layouts: Mapping[str, Layout]
    """By name."""
    paths: Mapping[str, str]
    """From the file name that Jinja knows to the path that an editor would open."""
    ends: Mapping[str, int]
    """By path, the last line of a layout behind which the theme's macros follow."""


def theme(layouts: tuple[Layout, ...], texts: Mapping[str, Texts]) -> Checked[Theme]:
    """Compile all layouts."""
    layouts = completed(layouts)
    by_name = {layout.name: layout for layout in layouts}
    compiled, noticed = _compiled(layouts)
    return Checked(_with(compiled, by_name, texts), noticed)


def checked_before(layouts: tuple[Layout, ...], texts: Mapping[str, Texts]) -> Theme:
    """The theme of layouts in which nothing was wrong when they were last compiled: each is compiled when needed."""
    layouts = completed(layouts)
    return _with(_code(layouts), {layout.name: layout for layout in layouts}, texts)


def _with(compiled: BytecodeCache, by_name: Mapping[str, Layout], texts: Mapping[str, Texts]) -> Theme:
    environments = {tag: _environment(by_name, words, compiled) for tag, words in texts.items()}
    paths = {layout.path: layout.path for layout in by_name.values()}
    ends = {layout.path: layout.text.count("\n") + 1 for layout in by_name.values() if layout.added}
    frozen = MappingProxyType(environments), MappingProxyType(dict(by_name)), MappingProxyType(paths)
    return Theme(*frozen, MappingProxyType(ends))


@lru_cache(maxsize=4)
def _code(_layouts: tuple[Layout, ...]) -> _Compiled:
    """Room for compiled layouts, the same for the same texts: a preview builds again and again in one process."""
    return _Compiled()


@lru_cache(maxsize=4)
def _compiled(layouts: tuple[Layout, ...]) -> tuple[_Compiled, tuple[Diagnostic, ...]]:
    """Compiled layouts and what is wrong with them: a function of their text, whatever the language."""
    by_name, code = {layout.name: layout for layout in layouts}, _code(layouts)
    environment = _environment(by_name, Texts("en", MappingProxyType({})), code)
    noticed: list[Diagnostic] = []
    used: dict[str, tuple[Reference, ...]] = {}  # by path: a stock layout has two names, and is read once
    for layout in layouts:
        if layout.path in used:
            continue
        used[layout.path] = ()
        if not layout.path.startswith("layouts/"):  # tests know that the theme's own layouts are good
            used[layout.path] = tuple(stock_references(layout.text))
            continue
        try:
            used[layout.path] = tuple(references(environment.parse(layout.text)))
            environment.get_template(layout.name)  # compiling finds more, such as a filter that does not exist
        except TemplateSyntaxError as error:
            place = Place(error.lineno, _column(layout.text, error.lineno))
            noticed.append(diagnostic("layout-syntax", _sentence(error.message), layout.path, place))
    uses = {layout.name: used[layout.path] for layout in layouts}
    return code, (*dict.fromkeys((*noticed, *_missing(uses, by_name), *_cycles(uses, by_name))),)


class _Compiled(BytecodeCache):
    """Compiled layouts, in memory: what Jinja makes of a layout is the same for every language."""

    def __init__(self) -> None:
        self._code: dict[str, CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what another language has compiled."""
        bucket.code = self._code.get(bucket.key)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it for the next language."""
        if bucket.code:
            self._code[bucket.key] = bucket.code


class _Environment(Environment):
    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The names that a layout knows in one table: a chain of two, which Jinja makes, is slow to ask and to copy."""
        return {**self.globals, **(d or {})}


def _environment(layouts: Mapping[str, Layout], texts: Texts, compiled: BytecodeCache) -> Environment:
    def load(name: str) -> tuple[str, str | None, Callable[[], bool] | None] | None:
        layout = layouts.get(name)
        return (layout.text + layout.added, layout.path, None) if layout else None

    environment = _Environment(
        loader=FunctionLoader(load),
        autoescape=True,  # for every name: Jinja's own choice by ending misses .xml and .j2
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=compiled,
        optimized=False,  # or constants would be put into the language of whoever compiles first
        auto_reload=False,
        cache_size=-1,
    )
    environment.filters.update(filters(texts.lang))
    environment.globals["t"] = texts.say
    environment.globals["direction"] = direction
    environment.tests["worded"] = texts.__contains__
    # Chance has no place in a page: two builds give the same bytes.
    del environment.globals["lipsum"], environment.filters["random"]
    return environment


def stock_references(text: str) -> Iterator[Reference]:
    """The same as ``references`` for a layout of the stock theme: one name for each, on a line of its own."""
    for found in _STOCK_REFERENCE.finditer(text):
        yield (found[1],), text.count("\n", 0, found.start()) + 1


def references(tree: nodes.Template) -> Iterator[Reference]:
    """The layouts that a layout uses, and where."""
    for node in tree.find_all(_REFERRING):
        assert isinstance(node, _REFERRING)
        if isinstance(node, nodes.Include) and node.ignore_missing:
            continue
        given = node.template.items if isinstance(node.template, nodes.Tuple | nodes.List) else [node.template]
        names = tuple(str(name.value) for name in given if isinstance(name, nodes.Const))
        if len(names) == len(given):
            yield names, node.lineno


def _missing(references: Mapping[str, Iterable[Reference]], layouts: Mapping[str, Layout]) -> Iterator[Diagnostic]:
    for name, used in references.items():
        for others, line in used:
            if not layouts.keys() & set(others):
                layout, other = layouts[name], others[0]
                place = Place(line, _column(layout.text, line, other))
                hint = nearest(other, layouts, 0.8) or "write the name of a file below layouts/"
                yield diagnostic("missing-layout", f"there is no layout “{other}”", layout.path, place, hint)


def _cycles(references: Mapping[str, Sequence[Reference]], layouts: Mapping[str, Layout]) -> Iterator[Diagnostic]:
    """Each ring of layouts that use one another, once, at the layout whose name comes first."""
    seen: set[frozenset[str]] = set()
    graph = {
        name: [(next((o for o in others if o in layouts), others[0]), line) for others, line in used]
        for name, used in references.items()
    }
    for start in sorted(graph):
        way = _way_back(start, graph)
        if way and frozenset(way) not in seen:
            seen.add(frozenset(way))
            layout = layouts[start]
            line = next(line for name, line in graph[start] if name == (way[1] if len(way) > 1 else start))
            ring = " → ".join([*way, start])
            place = Place(line, _column(layout.text, line))
            yield diagnostic(
                "layout-cycle", f"this layout uses itself: {ring}", layout.path, place, "take one of them out"
            )


def _way_back(start: str, references: Mapping[str, Sequence[tuple[str, int]]]) -> tuple[str, ...]:
    """The shortest way from a layout back to itself; empty when there is none."""
    ways: list[tuple[str, ...]] = [(start,)]
    seen = {start}
    while ways:
        way = ways.pop(0)
        for name, _ in references.get(way[-1], ()):
            if name == start:
                return way
            if name not in seen:
                seen.add(name)
                ways.append((*way, name))
    return ()


def _column(text: str, line: int, needle: str = "") -> int:
    lines = text.split("\n")
    content = lines[line - 1] if 0 < line <= len(lines) else ""
    at = content.find(needle) if needle else -1
    return (at if at >= 0 else len(content) - len(content.lstrip())) + 1


def _sentence(message: str | None) -> str:
    said = (message or "this cannot be read").strip().rstrip(".")
    return f"Jinja says: {said[0].lower()}{said[1:]}"
