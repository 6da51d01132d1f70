"""Blocks that editors write as ``::: name {key="value"}``: which there are, and what each may say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from mdit_py_plugins.attrs.parse import ParseError, parse

from campaignsite.model.words.hints import nearest, one_of


@dataclass(frozen=True, slots=True)
class Shape:
    """What a component may say."""

    attributes: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    body: bool = True
    """Whether it holds Markdown."""


COMPONENTS: Mapping[str, Shape] = MappingProxyType(
    {
        "quote": Shape(("speaker", "title", "agency", "attribution"), ("speaker",)),
        "figures": Shape(("results",), body=False),
        "helpline": Shape(body=False),
        "editor": Shape(),
    }
)
"""The components of content. Callouts and tables become components too, but have a Markdown of their own."""

_INFO = re.compile(r"\s*([^\s{]+)\s*(\{.*\})?\s*")


def read_component(info: str) -> tuple[str, Mapping[str, str], str, str]:
    """From what stands behind the colons: name, attributes, and what is wrong with it (code, message) or ``""``."""
    found = _INFO.fullmatch(info)
    if not found:
        return "", {}, "bad-component", f"“{info.strip()}” cannot be read"
    name = found[1]
    if name not in COMPONENTS:
        return name, {}, "unknown-component", f"there is no component “{name}”"
    attributes: dict[str, str] = {}
    if found[2]:
        try:
            end, attributes = parse(found[2])
        except ParseError:
            return name, {}, "bad-component", "the attributes cannot be read"
        if found[2][end + 1 :].strip():
            return name, {}, "bad-component", f"“{found[2][end + 1 :].strip()}” stands behind the attributes"
    problem = _problem(name, attributes)
    whole = {key: value.replace('\\"', '"') for key, value in attributes.items()}  # the plugin keeps backslashes
    return name, MappingProxyType({} if problem else whole), "bad-component" if problem else "", problem


def _problem(name: str, attributes: Mapping[str, str]) -> str:
    """What is wrong with the attributes of a component."""
    shape = COMPONENTS[name]
    unknown = next((key for key in attributes if key not in shape.attributes), None)
    if unknown is not None:
        return f"“{name}” has no attribute “{unknown}”"
    lacking = next((key for key in shape.required if not attributes.get(key, "").strip()), None)
    if lacking is not None:
        return f'“{name}” needs {lacking}="…"'
    if attributes.get("attribution", "in-text") != "in-text":
        return "“attribution” can only be “in-text”: the text names its speaker"
    return ""


def component_hint(name: str, code: str) -> str:
    """What to do about a component that is wrong."""
    if code == "unknown-component" and name.upper() in ("NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"):
        return f"write > [!{name.upper()}] and the text behind > on the next lines"
    if code == "unknown-component":
        return nearest(name, COMPONENTS) or one_of(COMPONENTS)
    shape = COMPONENTS.get(name)
    if shape and shape.attributes:
        attributes = " ".join(f'{key}="…"' for key in shape.attributes)
        return f"write ::: {name} {{{attributes}}}"
    return f"write ::: {name}" if name else 'write ::: name {key="value"}'
