"""How a key is written, by the type of its field. In: a model and the way to a key. Out: words for a hint."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

from campaignsite.model.documents import Loc
from campaignsite.model.front.config import SiteConfig
from campaignsite.model.front.fields import AgencyRoles
from campaignsite.model.front.kinds import KINDS
from campaignsite.model.words.localized import Localized

_SIMPLE = re.compile(r"[^\W_](?:[\w ’(),./+–-]|:(?=\S))*(?<![ :])")
"""A text that is one in YAML, too."""
_LONGEST = 60
"""A text of so many characters is shown in a hint."""


def keys_of(model: type[BaseModel] | None) -> list[str]:
    """The keys of a model, as front matter writes them."""
    return [field.alias or name for name, field in model.model_fields.items()] if model else []


def model_at(model: type[BaseModel], loc: Loc) -> type[BaseModel] | None:
    """The model that the keys at ``loc`` belong to."""
    here: type[BaseModel] | None = model
    for part in loc:
        if here is None or isinstance(part, int):
            continue
        here = model_in(_annotation(here, part))
    return here


def model_in(annotation: Any) -> type[BaseModel] | None:
    """The group of keys that a value is, or that its entries are."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((m for m in map(model_in, get_args(annotation)) if m), None)


def choices_at(model: type[BaseModel], loc: Loc) -> tuple[str, ...]:
    """The words of which a value must be one; none for any text."""
    return tuple(_words(_annotation_at(model, loc)))


def is_list(annotation: Any) -> bool:
    """Whether a value has entries."""
    return get_origin(annotation) is tuple or any(map(is_list, get_args(annotation)))


@cache
def lists() -> frozenset[str]:
    """The keys that are lists wherever they stand."""
    models: tuple[type[BaseModel], ...] = (*KINDS.values(), SiteConfig)
    fields = [field for model in models for field in _fields(model)]
    return frozenset(key for key, a in fields if is_list(a)) - {key for key, a in fields if not is_list(a)}


def written(model: type[BaseModel], loc: Loc) -> str:
    """How the key at ``loc`` is written when it is missing."""
    key, annotation = str(loc[-1]), _annotation_at(model, loc)
    group = model_in(annotation)
    if choices := choices_at(model, loc):
        return f"write “{key}: …” with one of {', '.join(choices)}"
    if group:
        return f"write “{key}:”, and below it, indented by two spaces, “{_first(group, '…', is_list(annotation))}”"
    return f"write “{key}: …”"


def as_group(model: type[BaseModel], loc: Loc, value: object) -> str:
    """How a value that is no group of keys is written as one."""
    group = model_at(model, loc)
    if group is None:
        return "write “key: value” on lines of their own, indented"
    known = ", ".join(keys_of(group))
    if (
        isinstance(value, list)
        and value
        and all(isinstance(one, dict) and {*one} <= {*keys_of(group)} for one in value)
    ):
        return f"take the “- ” out: “{loc[-1]}” has keys, which are {known}"
    if isinstance(loc[-1], int):
        return f"write “{_first(group, value, entry=True)}”, and below it what else it has of {known}"
    first = _first(group, value, entry=False)
    return f"write “{loc[-1]}:”, and below it, indented by two spaces, “{first}”; its keys are {known}"


def as_list(model: type[BaseModel], loc: Loc, value: object) -> str:
    """How a value that is no list is written as one."""
    group = model_at(model, loc)
    if group and isinstance(value, dict):
        return "write “- ” before its first key, and indent the others by two spaces more"
    if group and isinstance(value, str):
        known = ", ".join(keys_of(group))
        return f"write on the next line “{_first(group, value, entry=True)}”, and below it what else it has of {known}"
    one = f", or all on one line: {loc[-1]}: {_several([value])}" if _shown(value) and isinstance(loc[-1], str) else ""
    return f"write one line for each, beginning with “- ”{one}"


def _first(group: type[BaseModel], value: object, entry: bool) -> str:
    """The first key of a group, with what was written instead of the group."""
    hyphen = "- " if entry else ""
    if group is AgencyRoles:
        return f"{hyphen}issuer: {_several(value if isinstance(value, list) else [value])}"
    required = [field.alias or name for name, field in group.model_fields.items() if field.is_required()]
    first = (required or keys_of(group))[0]
    fits = _annotation(group, first) in (str, Localized) and value not in ("true", "false")
    return f"{hyphen}{first}: {(fits and _shown(value)) or '…'}"


def _several(values: Iterable[object]) -> str:
    shown = [_shown(value) or "…" for value in values]
    listed = ", ".join(f'"{one}"' if "," in one else one for one in shown)
    return f"[{listed}]"


def _shown(value: object) -> str:
    """A text that may be put into a hint as it is; ``""`` for any other value."""
    return value if isinstance(value, str) and len(value) <= _LONGEST and _SIMPLE.fullmatch(value) else ""


def _fields(model: type[BaseModel]) -> Iterator[tuple[str, Any]]:
    """The keys of a model and of all groups in it, with their types."""
    for name, field in model.model_fields.items():
        yield field.alias or name, field.annotation
        if group := model_in(field.annotation):
            yield from _fields(group)


def _annotation_at(model: type[BaseModel], loc: Loc) -> Any:
    words: Sequence[str] = [part for part in loc if isinstance(part, str)]
    owner = model_at(model, tuple(words[:-1]))
    return _annotation(owner, words[-1]) if owner and words else None


def _annotation(model: type[BaseModel], key: str) -> Any:
    return next((f.annotation for n, f in model.model_fields.items() if key in (n, f.alias)), None)


def _words(annotation: Any) -> Iterator[str]:
    if get_origin(annotation) is Literal:
        yield from map(str, get_args(annotation))
    else:
        for argument in get_args(annotation):
            yield from _words(argument)
