"""Values of the model as JSON and back.

An object is {"@": its class, "v": its fields}, a mapping {"m": pairs}: no key of an editor's is taken for ours.

Only classes that are given can come back, made of plain data: reading runs no code and reaches no other class.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping
from functools import cache
from operator import attrgetter
from types import MappingProxyType
from typing import Any

from markupsafe import Markup

from campaignsite.model.words.localized import Localized

Classes = Mapping[str, type]


@cache
def _fields(kind: type) -> Callable[[object], tuple[Any, ...]]:
    names = [field.name for field in dataclasses.fields(kind)]
    if len(names) == 1:
        return lambda value: (getattr(value, names[0]),)
    return attrgetter(*names)


def _plain(value: object) -> object:
    kind: type = type(value)
    if kind is MappingProxyType:
        return {"m": list(value.items())}  # type: ignore[attr-defined]
    if kind is Localized:
        return {"@": "Localized", "v": value.all}  # type: ignore[attr-defined]
    return {"@": kind.__name__, "v": _fields(kind)(value)}


def encoder(name: Callable[[object], str] = lambda _: "") -> Callable[[object], str]:
    """A function from a value to one line of JSON; equal values give equal texts.

    A value to which ``name`` gives a name stands in the text by its name, {"s": name}.
    """

    def plain(value: object) -> object:
        known = name(value)
        return {"s": known} if known else _plain(value)

    made = json.JSONEncoder(ensure_ascii=True, check_circular=False, separators=(",", ":"), default=plain)
    return made.encode


def decode(text: str | bytes, classes: Classes, named: Callable[[str], object] = str) -> Any:
    """The value again. Raises ValueError, TypeError or KeyError for a text that is no such value."""

    def value(data: dict[str, Any]) -> object:
        if "s" in data:
            return named(data["s"])
        if "@" in data:
            fields = _back(data["v"])
            return Localized(dict(fields)) if data["@"] == "Localized" else classes[data["@"]](*fields)
        return MappingProxyType({key: _back(value) for key, value in data["m"]})

    return _back(json.loads(text, object_hook=value))


def _back(value: Any) -> Any:
    """Lists were tuples, in the frozen values of the model."""
    return tuple(map(_back, value)) if isinstance(value, list) else value


def classes_of(*modules: object) -> Classes:
    """Every dataclass that modules define, and the marked-up text."""
    found = {
        name: value
        for module in modules
        for name, value in vars(module).items()
        if isinstance(value, type) and dataclasses.is_dataclass(value)
    }
    return MappingProxyType({**found, "Markup": Markup})
