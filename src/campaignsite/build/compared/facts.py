"""What a document says, taken apart into facts that can be compared. In: a document and its body. Out: ``Facts``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import singledispatch
from html import unescape
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel

from campaignsite.model.documents import Body, Component, Document
from campaignsite.model.front.fields import AgencyRoles, Measure
from campaignsite.model.words.localized import Localized

Facts = Mapping[tuple[str, str], str]
"""From section and label to what is said: ``("figures", "persons-charged")`` → ``"165 person"``."""

SECTIONS = ("states", "dates", "figures", "quotes", "agencies", "words", "text")
"""In this order, what somebody signs off looks at."""

_SECTIONS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("measures", "scope", "operation", "period", "supersedes", "results"), "figures"),
        **dict.fromkeys(("date", "publish_at", "embargo", "expires", "withdrawn"), "dates"),
        "draft": "states",
        **dict.fromkeys(("review_by", "recurs", "editions", "from", "corrections"), "dates"),
        **dict.fromkeys(("agencies", "hosts", "members", "kind", "short_name", "name", "names"), "agencies"),
    }
)
"""The section that a key of front matter belongs to; others are words."""
_LEFT_OUT = frozenset(("extra", "ignore", "layout", "supplied"))
"""What no reader sees, or nobody but the site's own layouts."""
_CALLED = ("id", "year", "agency", "name", "date")
"""The keys that tell entries of a list apart, in this order."""
_BARE = ("agencies", "measures")
"""The keys whose parts are called by their own names alone."""
_BREAK = re.compile(r"</(?:p|li|h\d|td|th|dd|dt|blockquote|pre|figcaption)>|<br ?/?>")
_TAG = re.compile(r"<[^>]*>")


def facts_of(document: Document, body: Body, agencies: Mapping[str, str]) -> Facts:
    """Everything that a document says; ``agencies`` leads from names as written to official ones."""
    found: dict[tuple[str, str], str] = {}
    for key, value in _fields(document.meta):
        if key not in _LEFT_OUT:
            found.update(_said(_SECTIONS.get(key, "words"), key, value, agencies))
    for label, text in _numbered(_quotes(body)):
        found["quotes", label] = text
    if paragraphs := tuple(paragraphs_of(body)):
        found["text", "text"] = "\n".join(paragraphs)
    return found


def facts_in(settings: BaseModel) -> Facts:
    """What the site's configuration says."""
    return {fact: said for key, value in _fields(settings) for fact, said in _said("settings", key, value, {})}


def _fields(model: BaseModel) -> Iterator[tuple[str, Any]]:
    """What a model says of itself; what was left out says nothing."""
    for name, field in type(model).model_fields.items():
        if name in model.model_fields_set:
            yield field.alias or name, getattr(model, name)


def _said(section: str, label: str, value: Any, agencies: Mapping[str, str]) -> Iterator[tuple[tuple[str, str], str]]:
    """The facts in one value of front matter."""
    plain = _plain(value, agencies)
    if isinstance(plain, str):
        yield (section, label), plain
        return
    for key, part in plain.items():
        inside = "agencies" if key == "hosts" else section
        bare = label in _BARE or not label
        yield from _said(inside, str(key) if bare else f"{label}: {key}" if key else label, part, agencies)


@singledispatch
def _plain(value: Any, _agencies: Mapping[str, str]) -> str | Mapping[str, Any]:
    """A value as a text, or as parts with names; an empty name is that of the whole."""
    return "" if value is None else str(getattr(value, "iso", value))


@_plain.register
def _(value: BaseModel, _agencies: Mapping[str, str]) -> Mapping[str, Any]:
    return dict(_fields(value))


@_plain.register
def _(value: AgencyRoles, agencies: Mapping[str, str]) -> Mapping[str, Any]:
    return {f"{role}: {agencies.get(name, name)}": "yes" for role, names in _fields(value) for name in names}


@_plain.register
def _(value: Measure, _agencies: Mapping[str, str]) -> Mapping[str, Any]:
    rest = {key: part for key, part in _fields(value) if key not in ("id", "value", "unit")}
    return {"": f"{value.value} {value.unit}", **rest}


@_plain.register
def _(value: Localized, _agencies: Mapping[str, str]) -> Mapping[str, Any]:
    return dict(value.all)


@_plain.register(Mapping)
def _(value: Mapping[str, Any], _agencies: Mapping[str, str]) -> Mapping[str, Any]:
    return value


@_plain.register
def _(value: bool, _agencies: Mapping[str, str]) -> str:
    return "yes" if value else "no"


@_plain.register(tuple)
def _(value: tuple[Any, ...], agencies: Mapping[str, str]) -> Mapping[str, Any]:
    if value and all(isinstance(one, str) for one in value):
        return dict(_numbered((agencies.get(one, one), "yes") for one in value))
    return dict(_numbered((_name(one, n), one) for n, one in enumerate(value, 1)))


def _name(value: Any, number: int) -> str:
    found = next((part for key in _CALLED if (part := getattr(value, key, None)) is not None), number)
    return str(found.text("") if isinstance(found, Localized) else getattr(found, "iso", found))


def _numbered(pairs: Iterable[tuple[str, Any]]) -> Iterator[tuple[str, Any]]:
    """With a number where a label comes again."""
    seen: Counter[str] = Counter()
    for label, value in pairs:
        seen[label] += 1
        yield (f"{label} ({seen[label]})" if seen[label] > 1 else label), value


def _quotes(body: Body) -> Iterator[tuple[str, str]]:
    """The quotations of a text, by who says them."""
    for part in body.parts:
        if isinstance(part, Component):
            if part.name == "quote":
                yield part.attributes["speaker"], " ".join(paragraphs_of(part.body))
            else:
                yield from _quotes(part.body)


def paragraphs_of(body: Body) -> Iterator[str]:
    """The words of a text, block by block."""
    for block in _BREAK.split("".join(_html(body))):
        words = " ".join(unescape(_TAG.sub("", block)).split())
        if words:
            yield words


def _html(body: Body) -> Iterator[str]:
    for part in body.parts:
        if isinstance(part, str):
            yield part
        elif isinstance(part, Component):
            yield from _html(part.body)
            yield "<br>"
