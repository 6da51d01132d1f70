"""Values of the model as JSON and back.

An object is {"@": its class, "v": its fields}, a mapping {"m": pairs}: no key of an editor's is taken for ours.

Only classes that are given can come back, made of plain data: reading runs no code and reaches no other class.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping
from functools import partial
from operator import attrgetter
from types import MappingProxyType
from typing import Any

from markupsafe import Markup

from campaignsite.model.words.localized import Localized

Classes = Mapping[str, type]


def _fields(kind: type) -> Callable[[object], tuple[Any, ...]]:
    names = [field.name for field in dataclasses.fields(kind)]
    if len(names) == 1:
        return lambda value: (getattr(value, names[0]),)
    return attrgetter(*names)


Special = Mapping[type, Callable[[Any], str]]
"""For some classes, what gives a value its name."""


def _mapping(value: Mapping[str, Any]) -> object:
    return {"m": list(value.items())}


def _localized(value: Localized) -> object:
    return {"@": "Localized", "v": value.all}


def encoder(
    special: Special = MappingProxyType({}), told: Mapping[type, Callable[[Any], None]] = MappingProxyType({})
) -> Callable[[object], str]:
    """A function from a value to one line of JSON; equal values give equal texts.

    A value of a ``special`` class stands in the text by its name, {"s": name}. Who wants to know of the values of a
    class is ``told``.
    """
    known: dict[type, Callable[[Any], object]] = {MappingProxyType: _mapping, Localized: _localized}
    for kind, name in special.items():
        known[kind] = partial(_named, name)
    for kind, tell in told.items():
        known[kind] = partial(_telling, tell, kind.__name__, _fields(kind))

    def plain(value: object) -> object:
        make = known.get(type(value))
        if make is None:
            make = known[type(value)] = partial(_object, type(value).__name__, _fields(type(value)))
        return make(value)

    return json.JSONEncoder(ensure_ascii=True, check_circular=False, separators=(",", ":"), default=plain).encode


def _named(name: Callable[[Any], str], value: object) -> object:
    return {"s": name(value)}


def _object(name: str, fields: Callable[[object], tuple[Any, ...]], value: object) -> object:
    return {"@": name, "v": fields(value)}


def _telling(
    tell: Callable[[Any], None], name: str, fields: Callable[[object], tuple[Any, ...]], value: object
) -> object:
    tell(value)
    return {"@": name, "v": fields(value)}


def decoder(classes: Classes, named: Callable[[str], object] = str) -> Callable[[str], Any]:
    """A function from a text to the value again. It raises ValueError, TypeError or KeyError for one of no such value.

    ``named`` gives what stands in the text by its name.
    """

    def value(data: dict[str, Any]) -> object:
        if "@" in data:
            fields = _back(data["v"])
            return Localized(dict(fields)) if data["@"] == "Localized" else classes[data["@"]](*fields)
        if "s" in data:
            return named(data["s"])
        return MappingProxyType({key: _back(value) for key, value in data["m"]})

    read = json.JSONDecoder(object_hook=value).decode
    return lambda text: _back(read(text))


def _back(value: Any) -> Any:
    """Lists were tuples, in the frozen values of the model."""
    return tuple([_back(v) if type(v) is list else v for v in value]) if type(value) is list else value


def classes_of(*modules: object) -> Classes:
    """Every dataclass that modules define, and the marked-up text."""
    found = {
        name: value
        for module in modules
        for name, value in vars(module).items()
        if isinstance(value, type) and dataclasses.is_dataclass(value)
    }
    return MappingProxyType({**found, "Markup": Markup})
