"""Blocks that editors write as ``::: name {key="value"}``: which there are, and what each may say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
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
_BARE = re.compile(r"\s*([a-z]+)\s+([a-z]+=\S.*?)\s*")
_CURLY = str.maketrans(dict.fromkeys("“”„‟«»″", '"'))


@dataclass(frozen=True, slots=True)
class Written:
    """A component as it is written, or what is wrong with it."""

    name: str
    attributes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    code: str = ""
    message: str = ""
    hint: str = ""


def read_component(info: str) -> Written:
    """Read what stands behind the colons."""
    found = _INFO.fullmatch(info)
    bare = _BARE.fullmatch(info)
    if not found and bare and bare[1] in COMPONENTS:
        message = f"the attributes of “{bare[1]}” stand without braces"
        return Written(bare[1], code="bad-component", message=message, hint=f"write ::: {bare[1]} {{{bare[2]}}}")
    if not found:
        message = f"“{info.strip()}” cannot be read"
        return Written("", code="bad-component", message=message, hint='write ::: name {key="value"}')
    name, braces = found[1], found[2] or ""
    if name not in COMPONENTS:
        message = f"there is no component “{name}”"
        return Written(name, code="unknown-component", message=message, hint=_instead(name))
    attributes: dict[str, str] = {}
    if braces:
        straight = braces.translate(_CURLY)
        try:
            end, attributes = parse(braces)
        except ParseError:
            if straight != braces and _is_read(straight):
                return _curly(name, straight)
            message = "the attributes cannot be read"
            return Written(name, code="bad-component", message=message, hint=_form(name))
        if any(value != value.translate(_CURLY) for value in _unquoted(braces, attributes)) and _is_read(straight):
            return _curly(name, straight)
        if behind := braces[end + 1 :].strip():
            message = f"“{behind}” stands behind the attributes"
            return Written(name, code="bad-component", message=message, hint=_form(name))
    message, hint = _problem(name, attributes)
    if message:
        return Written(name, code="bad-component", message=message, hint=hint)
    # The plugin keeps backslashes.
    return Written(name, MappingProxyType({key: value.replace('\\"', '"') for key, value in attributes.items()}))


def _curly(name: str, straight: str) -> Written:
    message = "the attributes stand in curly quotation marks"
    return Written(name, code="bad-component", message=message, hint=f"write straight ones: ::: {name} {straight}")


def _unquoted(braces: str, attributes: Mapping[str, str]) -> list[str]:
    """The values that stand without straight quotation marks."""
    return [value for key, value in attributes.items() if f'{key}="' not in braces]


def _is_read(braces: str) -> bool:
    try:
        parse(braces)
    except ParseError:
        return False
    return True


def _problem(name: str, attributes: Mapping[str, str]) -> tuple[str, str]:
    """What is wrong with the attributes of a component, and what to do; two empty texts for nothing."""
    shape = COMPONENTS[name]
    unknown = next((key for key in attributes if key not in shape.attributes), None)
    if unknown is not None:
        return f"“{name}” has no attribute “{unknown}”", nearest(unknown, shape.attributes) or _form(name)
    lacking = next((key for key in shape.required if not attributes.get(key, "").strip()), None)
    if lacking is not None:
        return f'“{name}” needs {lacking}="…"', _form(name)
    if attributes.get("attribution", "in-text") != "in-text":
        message = "“attribution” can only be “in-text”: the text names its speaker"
        return message, 'write attribution="in-text" when it does, or leave it out'
    return "", ""


def _instead(name: str) -> str:
    """What to write instead of a component that there is not."""
    if name.upper() in ("NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"):
        return f"write > [!{name.upper()}] and the text behind > on the next lines"
    return nearest(name, COMPONENTS) or one_of(COMPONENTS)


def _form(name: str) -> str:
    """How a component is written."""
    shape = COMPONENTS[name]
    if not shape.attributes:
        return f"write ::: {name}"
    free = " ".join(f'{key}="…"' for key in shape.attributes if key != "attribution")
    also = '; add attribution="in-text" when the text names its speaker' if "attribution" in shape.attributes else ""
    more = [key for key in shape.attributes if key not in shape.required and key != "attribution"]
    leave = f", without {' or '.join(more)} where there is none" if shape.required and more else ""
    return f"write ::: {name} {{{free}}}{leave}{also}"
