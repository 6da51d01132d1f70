"""What may stand behind each key of a model, said plainly: for schemas, forms and commented files.

In: a model of front matter or of the configuration. Out: its keys, each with a ``Shape``. Reads docstrings from the
source, so only commands that write such files ask for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import AfterValidator, BaseModel, StringConstraints
from pydantic.fields import FieldInfo

from campaignsite.model.front.dates import Moment, PartialDate
from campaignsite.model.front.described import described
from campaignsite.model.front.scalars import Colour, Names, Switch
from campaignsite.model.front.shared import FrontMatter
from campaignsite.model.words.localized import Localized

_MONTH, _DAY = "(0[1-9]|1[0-2])", "(0[1-9]|[12][0-9]|3[01])"
_TIME = "([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?"
YEARLESS = f"--{_MONTH}-{_DAY}"
DATE = f"([0-9]{{4}}(-{_MONTH}(-{_DAY})?)?|{YEARLESS})"
WHEN = f"[0-9]{{4}}-{_MONTH}-{_DAY}([T ]{_TIME}(Z|[+-][0-9]{{2}}:?[0-9]{{2}})?)?"
COLOUR = "#?([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})"
"""How dates, moments and colours look, as regular expressions: of the calendar and of contrast they know nothing."""

Sort = Literal["text", "localized", "colour", "date", "day", "when", "number", "bool", "choice", "list", "group", "map"]


@dataclass(frozen=True, slots=True)
class Shape:
    """What a value may be."""

    sort: Sort
    """``day`` is a date without a year; a ``map`` has keys that are not fixed by a model."""
    of: Shape | None = None
    """Of a list its entries, of a map its values; None for a map of anything."""
    group: type[BaseModel] | None = None
    """Of a group its model."""
    choices: tuple[str, ...] = ()
    """Of a choice its words, of a map its keys; no keys for any."""
    pattern: str = ""
    """A regular expression that a text must match, without blanks around it."""
    names: str = ""
    """What a text is the name of: agency, event, results, boilerplate, language."""
    least: int | None = None
    """The lowest number, or the smallest count of entries."""
    most: int | None = None
    switch: bool = False
    """Whether ``true`` or ``false`` may stand in place of a group."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a group."""

    name: str
    """As it is written."""
    shape: Shape
    required: bool
    default: str
    """What it is when it is left out, for texts and numbers; ``""`` for nothing."""
    meaning: str
    """The sentence under the field."""


def keys_of(model: type[BaseModel]) -> tuple[Key, ...]:
    """The keys of a model: those that are required, then its own, then those that every document may have."""
    every = FrontMatter.model_fields if issubclass(model, FrontMatter) else {}
    hints, said = get_type_hints(model, include_extras=True), described(model)
    keys = [
        Key(
            name=field.alias or name,
            shape=shape_of(hints[name]),
            required=field.is_required(),
            default=_default(field.default),
            meaning=_plain(said.get(name, "")),
        )
        for name, field in model.model_fields.items()
    ]
    return tuple(sorted(keys, key=lambda key: (not key.required, key.name in every)))


def _plain(docstring: str) -> str:
    """As an editor of YAML reads it, on one line."""
    return re.sub(r"\bTrue\b", "true", " ".join(docstring.replace("``", "").split()))


def _default(value: object) -> str:
    if isinstance(value, tuple) and value and all(isinstance(entry, str) for entry in value):
        return ", ".join(value)
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def shape_of(hint: Any) -> Shape:
    """The shape of a type. Raises ValueError for one that front matter has nowhere."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _narrowed(_annotated(arguments[0], arguments[1:]), arguments[1:])
    if origin in (Union, UnionType):
        return shape_of(next(a for a in arguments if a is not NoneType))
    if origin is Literal:
        return Shape("choice", choices=tuple(_words(hint)))
    if origin is tuple:
        return Shape("list", of=shape_of(arguments[0]))
    if origin is dict:
        keys = tuple(_words(arguments[0])) if get_origin(arguments[0]) is Literal else ()
        return Shape("map", of=None if arguments[1] is Any else shape_of(arguments[1]), choices=keys)
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return Shape("group", group=hint)
    plain: dict[Any, Sort] = {
        str: "text",
        int: "number",
        bool: "bool",
        Localized: "localized",
        PartialDate: "date",
        Moment: "when",
    }
    if hint in plain:
        return Shape(plain[hint])
    raise ValueError(f"no shape for {hint}")


def _words(literal: Any) -> Iterator[str]:
    for word in get_args(literal):
        yield from _words(word) if get_origin(word) is Literal else (word,)


def _annotated(base: Any, metadata: tuple[Any, ...]) -> Shape:
    if base is str and get_args(Colour)[1] in metadata:
        return Shape("colour")
    if base is PartialDate and any(isinstance(item, AfterValidator) for item in metadata):
        return Shape("day")
    return shape_of(base)


def _narrowed(shape: Shape, metadata: tuple[Any, ...]) -> Shape:
    """With what stands beside the type: limits, patterns, and what it names."""
    for item in metadata:
        if isinstance(item, StringConstraints) and isinstance(item.pattern, str):
            shape = replace(shape, pattern=item.pattern)
        elif isinstance(item, Names):
            shape = replace(shape, names=item.what)
        elif isinstance(item, Switch):
            shape = replace(shape, switch=True)
        for limit in item.metadata if isinstance(item, FieldInfo) else ():
            least = getattr(limit, "ge", getattr(limit, "min_length", None))
            most = getattr(limit, "le", getattr(limit, "max_length", None))
            shape = replace(
                shape,
                least=shape.least if least is None else least,
                most=shape.most if most is None else most,
            )
    return shape
