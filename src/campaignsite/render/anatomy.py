"""What a layout of the stock theme is made of. In: its text. Out: ``Anatomy``: blocks and macros, each to be had alone.

The theme's own layouts are written regularly (tests know that), so nothing has to be compiled to know it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

_TAG = re.compile(r"\{%-? (end)?(macro|block)\b ?(\w*).*?-?%\}", re.DOTALL)
_ABOUT = re.compile(r"(\{#.*?#\}\s?)+", re.DOTALL)
_EXTENDS = re.compile(r'^\{% extends "([^"]+)" %\}', re.MULTILINE)
_BINDING = re.compile(r'^\{% (?:import "[^"]+" as|set) (\w+).*%\}$', re.MULTILINE)
_CODE = re.compile(r"\{[{%](.*?)[%}]\}", re.DOTALL)
_STRING = re.compile(r"""\"[^"]*\"|'[^']*'""")
_COMMENTS = re.compile(r"(?:^\{#.*#\}\n)+\Z", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Anatomy:
    """A layout in its parts."""

    about: str
    """What it is, in a sentence or two: the comment at its top."""
    extends: str
    """The layout that it extends, or nothing."""
    blocks: Mapping[str, str]
    """The text of each block, from tag to tag, in the order in which they begin."""
    macros: Mapping[str, str]
    """The text of each macro, with the comment above it."""
    bindings: Mapping[str, str]
    """The line that imports a layout, or sets something, under each name that the parts share."""

    @property
    def part(self) -> bool:
        """Whether it holds macros for other layouts, and makes no page."""
        return bool(self.macros and not self.blocks and not self.extends)

    def needed(self, texts: Iterable[str], known: Iterable[str] = ()) -> tuple[str, ...]:
        """The bindings and macros that some texts use, and those that these use; but not those ``known`` already."""
        left, found = list(texts), {*known}
        shared = {**self.bindings, **self.macros}
        used: dict[str, str] = {}
        while left:
            code = " ".join(_STRING.sub("", inside) for inside in _CODE.findall(left.pop()))
            for name in shared.keys() - found:
                if re.search(rf"(?<![\w.]){name}\b", code):
                    found.add(name)
                    used[name] = shared[name]
                    left.append(shared[name])
        return tuple(text for name, text in shared.items() if name in used)


def anatomy(text: str) -> Anatomy:
    """Take a layout apart."""
    about, parent = _ABOUT.match(text), _EXTENDS.search(text)
    blocks: dict[str, str] = {}
    macros: dict[str, str] = {}
    inside: list[tuple[str, str, int]] = []
    bindings: dict[str, str] = {}
    spans: list[tuple[int, int]] = []
    for tag in _TAG.finditer(text):
        if not tag[1]:
            inside.append((tag[2], tag[3], tag.start()))
            if tag[2] == "block":
                blocks[tag[3]] = ""  # in the order in which they begin
            continue
        kind, name, start = inside.pop()
        if kind == "block":
            blocks[name] = text[start : tag.end()] + "\n"
        else:
            comments = _COMMENTS.search(text, 0, start)
            macros[name] = text[comments.start() if comments else start : tag.end()] + "\n"
        if not inside:
            spans.append((start, tag.end()))
    for line in _BINDING.finditer(text):
        if not any(start < line.start() < end for start, end in spans):
            bindings[line[1]] = line[0] + "\n"
    said = " ".join(re.sub(r"\{#|#\}", "", about[0]).split()) if about else ""
    return Anatomy(
        said,
        parent[1] if parent else "",
        MappingProxyType(blocks),
        MappingProxyType(macros),
        MappingProxyType(bindings),
    )
