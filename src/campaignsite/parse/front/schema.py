"""Plain data becomes typed values. In: what ``read_yaml`` read and a model. Out: the value and every mistake, in place.

A mistake does not stop the others from being found: keys that are wrong are left out, required ones that are missing
are stood in for, so that the rest of the site can still be checked against this document. (It is never published.)
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from campaignsite.model.codes import diagnostic
from campaignsite.model.diagnostics import Diagnostic, Place
from campaignsite.model.documents import Loc
from campaignsite.model.front.dates import DateError
from campaignsite.model.front.fields import ROLES, AgencyRoles
from campaignsite.model.front.scalars import NotOneTextError
from campaignsite.model.words.hints import closest, either, nearest, one_of
from campaignsite.parse.front.yaml import Yaml

M = TypeVar("M", bound=BaseModel)

STAND_INS: Mapping[str, Any] = MappingProxyType(
    {
        "title": "…",
        "name": "…",
        "operation": "…",
        "scope": "joint",
        "kind": "joint",
        "period": {"label": "…"},
        "measures": [{"id": "x", "value": "0", "unit": "x", "definition": "…"}],
        "base_url": "https://example.org/",
    }
)
"""For every required key of every document, something that its type accepts."""


def validated(read: Yaml, model: type[M], path: str, what: str) -> tuple[Mapping[str, Any], M, tuple[Diagnostic, ...]]:
    """Make a ``model`` of what was read; ``what`` is how a message says that it needs a key: “a release needs it”.

    The data that the model was made of comes first: making it again from these needs no messages.
    """
    data = read.data if isinstance(read.data, dict) else {}
    try:
        return data, model.model_validate(data), ()
    except ValidationError as error:
        found = error.errors()
    noticed = [_explained(e, read, model, path, what) for e in found if not _follows(e, found, read, model)]
    wrong = {e["loc"][0] for e in found if e["loc"] and e["type"] != "missing"} | {
        e["loc"][0] for e in found if len(e["loc"]) > 1
    }
    whole = any(not e["loc"] for e in found)
    kept = {} if whole else {k: v for k, v in data.items() if k not in wrong}
    required = {f.alias or n for n, f in model.model_fields.items() if f.is_required()}
    stand_ins = {k: STAND_INS[k] for k in required if k not in kept}
    return stand_ins | kept, model.model_validate(stand_ins | kept), tuple(noticed)


def _follows(e: ErrorDetails, found: list[ErrorDetails], read: Yaml, model: type[BaseModel]) -> bool:
    """True for what is wrong only because something else is: one mistake is said once."""
    loc: Loc = e["loc"]
    if any(loc[:n] in read.doubtful for n in range(len(loc) + 1)):
        return True
    if e["type"] == "missing":
        return any(loc == _meant(o["loc"], model) for o in found if o["type"] == "extra_forbidden")
    return e["type"] == "too_short" and any(len(o["loc"]) > len(loc) and o["loc"][: len(loc)] == loc for o in found)


def _meant(loc: Loc, model: type[BaseModel]) -> Loc:
    """Where the value of a misspelt key was meant to be."""
    owner = _model_at(model, loc[:-1])
    return (*loc[:-1], closest(str(loc[-1]), _keys(owner)))


def _keys(model: type[BaseModel] | None) -> list[str]:
    """The keys of a model, as front matter writes them."""
    return [field.alias or name for name, field in model.model_fields.items()] if model else []


def _explained(e: ErrorDetails, read: Yaml, model: type[BaseModel], path: str, what: str) -> Diagnostic:
    loc: Loc = e["loc"]
    key = next((str(part) for part in reversed(loc) if isinstance(part, str)), "")
    kind, context, value = e["type"], e.get("ctx", {}), e["input"]
    place = _place(read, loc)
    if loc and loc[-1] == "[key]":  # pydantic's way to a key of a mapping, instead of its value
        names = re.findall(r"'([^']*)'", str(context.get("expected", "")))
        hint = nearest(str(value), names) or one_of(sorted(names))
        message = f"there is no key “{value}” in “{loc[-3]}”"
        return diagnostic("unknown-key", message, path, read.keys.get(loc[:-1], place), hint)
    if kind == "missing":
        group = next((part for part in reversed(loc[:-1]) if isinstance(part, str)), "")
        needs = f"in “{group}”" if group else f"and {what}"
        return diagnostic("missing-field", f"“{key}” is missing {needs}", path, place, f"write “{key}: …”")
    if kind == "extra_forbidden":
        return _unknown_key(loc, read, model, path, what)
    if kind == "string_too_short":
        message = f"“{key}” is empty" if loc[-1] == key else f"an entry of “{key}” is empty"
        return diagnostic("bad-value", message, path, place, "write a text, or leave the key out")
    if kind == "value_error":
        return _refused(context.get("error"), key, path, place)
    if kind in ("literal_error", "enum"):
        allowed = re.findall(r"'([^']*)'", str(context.get("expected", "")))
        hint = either(str(value), allowed)
        return diagnostic("bad-value", f"“{_short(value)}” is no value for “{key}”", path, place, hint)
    if kind == "string_pattern_mismatch":
        message = f"“{_short(value)}” is not in the form that “{key}” needs"
        return diagnostic("bad-value", message, path, place, _FORMS.get(key, _ADDRESS))
    message, hint = _SENTENCES.get(kind, ("“{key}” is not right: " + e["msg"], ""))
    code = "wrong-type" if kind in _SHAPES or kind.endswith("_parsing") else "bad-value"
    return diagnostic(
        code, message.format(key=key, value=_short(value), **context), path, place, hint.format(**context)
    )


def _refused(error: object, key: str, path: str, place: Place) -> Diagnostic:
    """What one of our own types says of a value; it may say “(form of KEY)” and a hint behind “; ”."""
    if isinstance(error, NotOneTextError):
        hint = "write it on one line behind the colon"
        return diagnostic("wrong-type", f"“{key}” must be one text, not a list or a group of keys", path, place, hint)
    code = "bad-date" if isinstance(error, DateError) else "bad-value"
    message, _, hint = str(error).partition(" | ")
    return diagnostic(code, message, path, place, hint)


def _short(value: object) -> str:
    """A value as a message shows it: not longer than a line."""
    if not isinstance(value, str):
        return "a list" if isinstance(value, list) else "a group of keys"
    return value if len(value) <= _LONGEST else value[: _LONGEST - 1] + "…"


_LONGEST = 60
_ADDRESS = "write the whole address, beginning with https://"
_FORMS: Mapping[str, str] = MappingProxyType(
    {
        "phone": "write it as +14165550100, or a short number such as 911",
        "sms": "write it as +14165550100, or a short number such as 686868",
        "email": "write it as media@example.org",
        "contact": "write mailto:security@example.org, or an address that begins with https://",
        "languages": "write language tags: en, fr, fr-CA, oj",
        "start_time": "write hours and minutes, from 00:00 to 23:59: 09:00",
        "end_time": "write hours and minutes, from 00:00 to 23:59: 17:30",
        "id": "write lower-case letters, digits and hyphens: persons-charged",
        "unit": "write lower-case letters, digits and hyphens: person",
        "base_url": "write https://example.org/ or https://example.org/folder/",
    }
)
_SHAPES = (
    "string_type",
    "tuple_type",
    "list_type",
    "dict_type",
    "model_type",
    "model_attributes_type",
    "int_type",
    "bool_type",
)
_SENTENCES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "string_type": ("“{key}” must be one text, not {value}", "write it on one line behind the colon"),
        "tuple_type": ("“{key}” must be a list", "write one line for each, beginning with “- ”"),
        "list_type": ("“{key}” must be a list", "write one line for each, beginning with “- ”"),
        "dict_type": ("“{key}” must be a group of keys", "write “key: value” on lines of their own, indented"),
        "model_type": ("“{key}” must be a group of keys", "write “key: value” on lines of their own, indented"),
        "model_attributes_type": (
            "“{key}” must be a group of keys",
            "write “key: value” on lines of their own, indented",
        ),
        "int_parsing": ("“{value}” is not a whole number", "write digits alone: 1250"),
        "int_type": ("“{key}” must be a whole number", "write digits alone: 1250"),
        "int_from_float": ("“{value}” is not a whole number", "write digits alone: 1250"),
        "int_parsing_size": ("“{value}” is too large a number", "write a smaller one"),
        "bool_parsing": ("“{value}” is neither true nor false", "write true or false"),
        "bool_type": ("“{key}” must be true or false", "write true or false"),
        "greater_than_equal": ("“{key}” must be at least {ge}", "write {ge} or more"),
        "less_than_equal": ("“{key}” must be at most {le}", "write {le} or less"),
        "too_short": (
            "“{key}” must have at least {min_length} entry",
            "write one line for each, beginning with “- ”",
        ),
        "string_too_long": ("“{key}” must have at most {max_length} characters", "write a shorter one"),
    }
)


def _unknown_key(loc: Loc, read: Yaml, model: type[BaseModel], path: str, what: str) -> Diagnostic:
    key, place = str(loc[-1]), read.keys.get(loc, _place(read, loc))
    owner = _model_at(model, loc[:-1])
    if owner is AgencyRoles:
        hint = nearest(key, ROLES) or one_of(ROLES)
        return diagnostic("unknown-role", f"there is no role “{key}” for an agency", path, place, hint)
    names = _keys(owner)
    where = (
        f"in “{next(p for p in reversed(loc[:-1]) if isinstance(p, str))}”"
        if len(loc) > 1
        else f"in {what.rpartition(' need')[0]}"
    )
    own = ", or put keys of your own under “extra:”" if "extra" in names else ""
    hint = nearest(key, names) or one_of(sorted(names)) + own
    return diagnostic("unknown-key", f"there is no key “{key}” {where}", path, place, hint)


def _model_at(model: type[BaseModel], loc: Loc) -> type[BaseModel] | None:
    """The model that the keys at ``loc`` belong to."""
    here: type[BaseModel] | None = model
    for part in loc:
        if here is None or isinstance(part, int):
            continue
        field = next((f for n, f in here.model_fields.items() if part in (n, f.alias)), None)
        here = _model_in(field.annotation) if field else None
    return here


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((m for m in map(_model_in, get_args(annotation)) if m), None)


def _place(read: Yaml, loc: Loc) -> Place:
    while loc and loc not in read.places and loc not in read.keys:
        loc = loc[:-1]
    return read.places.get(loc) or read.keys.get(loc) or read.places.get(()) or Place()
