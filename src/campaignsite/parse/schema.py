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
from campaignsite.model.dates import DateError
from campaignsite.model.diagnostics import Diagnostic, Place
from campaignsite.model.documents import Loc
from campaignsite.model.fields import ROLES, AgencyRoles
from campaignsite.model.hints import closest, nearest
from campaignsite.parse.yaml import Yaml

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


def validated(read: Yaml, model: type[M], path: str, what: str) -> tuple[M, tuple[Diagnostic, ...]]:
    """Make a ``model`` of what was read; ``what`` is how a message calls it: “a release”, “campaignsite.yaml”."""
    data = read.data if isinstance(read.data, dict) else {}
    try:
        return model.model_validate(data), ()
    except ValidationError as error:
        found = error.errors()
    misspelt = {_meant(e["loc"], model) for e in found if e["type"] == "extra_forbidden"}
    noticed = [
        _explained(e, read, model, path, what)
        for e in found
        if not (e["type"] == "missing" and e["loc"] in misspelt)  # one mistake, not two
    ]
    wrong = {e["loc"][0] for e in found if e["loc"] and e["type"] != "missing"} | {
        e["loc"][0] for e in found if len(e["loc"]) > 1
    }
    whole = any(not e["loc"] for e in found)
    kept = {} if whole else {k: v for k, v in data.items() if k not in wrong}
    required = {f.alias or n for n, f in model.model_fields.items() if f.is_required()}
    stand_ins = {k: STAND_INS[k] for k in required if k not in kept}
    return model.model_validate(stand_ins | kept), tuple(noticed)


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
    if kind == "missing" or (kind == "string_too_short" and value.strip() == ""):
        where = f"in “{loc[-2]}”" if len(loc) > 1 and isinstance(loc[-2], str) else f"and {what} needs it"
        return diagnostic("missing-field", f"“{key}” is missing {where}", path, place, f"write “{key}: …”")
    if kind == "extra_forbidden":
        return _unknown_key(loc, read, model, path, what)
    if kind == "value_error":
        code = "bad-date" if isinstance(context.get("error"), DateError) else "bad-value"
        return diagnostic(code, str(context["error"]), path, place)
    if kind in ("literal_error", "enum"):
        allowed = re.findall(r"'([^']*)'", str(context.get("expected", "")))
        message = f"“{value}” is no {key}: it is one of {', '.join(allowed)}"
        return diagnostic("bad-value", message, path, place, nearest(str(value), allowed))
    message, hint = _SENTENCES.get(kind, ("", ""))
    if message:
        code = "wrong-type" if kind in _SHAPES or kind.endswith("_parsing") else "bad-value"
        shown = value if isinstance(value, str) else f"a {'list' if isinstance(value, list) else 'mapping'}"
        return diagnostic(code, message.format(key=key, value=shown, **context), path, place, hint)
    return diagnostic("bad-value", f"“{key}” is not right: {e['msg']}", path, place)


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
        "int_parsing": ("“{value}” is not a whole number", "write digits only: 165"),
        "int_type": ("“{key}” must be a whole number", "write digits only: 165"),
        "int_from_float": ("“{value}” is not a whole number", "write digits only: 165"),
        "int_parsing_size": ("“{value}” is too large a number", ""),
        "bool_parsing": ("“{value}” is neither true nor false", "write true or false"),
        "bool_type": ("“{key}” must be true or false", "write true or false"),
        "greater_than_equal": ("“{key}” must be at least {ge}", ""),
        "less_than_equal": ("“{key}” must be at most {le}", ""),
        "too_short": (
            "“{key}” must have at least {min_length} entry",
            "write one line for each, beginning with “- ”",
        ),
        "string_too_long": ("“{key}” must have at most {max_length} characters", ""),
        "string_pattern_mismatch": (
            "“{value}” is not in the form that “{key}” needs",
            "see docs/front-matter.md for the form",
        ),
    }
)


def _unknown_key(loc: Loc, read: Yaml, model: type[BaseModel], path: str, what: str) -> Diagnostic:
    key, place = str(loc[-1]), read.keys.get(loc, _place(read, loc))
    owner = _model_at(model, loc[:-1])
    if owner is AgencyRoles:
        hint = nearest(key, ROLES) or f"the roles are {', '.join(ROLES)}"
        return diagnostic("unknown-role", f"there is no role “{key}” for an agency", path, place, hint)
    names = _keys(owner)
    where = f"in “{next(p for p in reversed(loc[:-1]) if isinstance(p, str))}”" if len(loc) > 1 else f"in {what}"
    own = "; keys of your own go under “extra:”" if "extra" in names else ""
    hint = nearest(key, names) or f"known are {', '.join(sorted(names))}{own}"
    return diagnostic("unknown-key", f"there is no “{key}” {where}", path, place, hint)


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
