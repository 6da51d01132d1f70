"""Plain data becomes typed values. In: what ``read_yaml`` read and a model. Out: the value and every mistake, in place.

A mistake does not stop the others from being found: keys that are wrong are left out, required ones that are missing
are stood in for, so that the rest of the site can still be checked against this document. (It is never published.)
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from campaignsite.model.codes import diagnostic
from campaignsite.model.diagnostics import Diagnostic, Place
from campaignsite.model.documents import NAMELESS, Loc
from campaignsite.model.front.dates import DateError
from campaignsite.model.front.fields import ROLES, AgencyRoles
from campaignsite.model.front.scalars import NotOneTextError
from campaignsite.model.words.hints import closest, either, nearest, one_of
from campaignsite.parse.front.forms import as_group, as_list, keys_of, model_at, written
from campaignsite.parse.front.misplaced import elsewhere, outside
from campaignsite.parse.front.rewritten import number, phone
from campaignsite.parse.front.yaml import Yaml
from campaignsite.parse.front.yaml_causes import spaceless

M = TypeVar("M", bound=BaseModel)

STAND_INS: Mapping[str, Any] = MappingProxyType(
    {
        "title": NAMELESS,
        "name": NAMELESS,
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
    lost = elsewhere(read, model, path)
    said = (e for e in found if not _follows(e, found, read, model) and not (lost and lost.explains(e["loc"])))
    noticed = [*([lost.noticed] if lost else ()), *(_explained(e, read, model, path, what) for e in said)]
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
    owner = model_at(model, loc[:-1])
    return (*loc[:-1], _same(str(loc[-1]), owner) or closest(str(loc[-1]), keys_of(owner)))


def _same(key: str, owner: type[BaseModel] | None) -> str:
    """What a page calls a title is the name of an agency, and the other way round; ``""`` for any other key."""
    other = {"name": "title", "title": "name"}.get(key, "")
    return other if other in keys_of(owner) else ""


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
        return diagnostic("missing-field", f"“{key}” is missing {needs}", path, place, written(model, loc))
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
        message, hint = _FORMS.get(key, _ADDRESS)
        dialled = phone(value) if key in ("phone", "sms") else ""
        hint = f"write it without spaces or other signs: {dialled}" if dialled else hint
        return diagnostic("bad-value", message.format(_short(value)), path, place, hint)
    return _unfit(e, place, key, model, path)


def _unfit(e: ErrorDetails, place: Place, key: str, model: type[BaseModel], path: str) -> Diagnostic:
    """A value of the wrong sort, or beyond a limit."""
    loc, kind, context, value = e["loc"], e["type"], e.get("ctx", {}), e["input"]
    message, hint = _SENTENCES.get(kind, ("“{key}” is not right: " + e["msg"], ""))
    if kind in _GROUPS:
        # Perhaps it is the first key of the group, without the space behind its colon.
        found = spaceless(value, place.line, path, place.column) if isinstance(value, str) else None
        if found:
            return found
        message, hint = ("an entry of " if loc[-1] != key else "") + message, as_group(model, loc, value)
    elif kind in _LISTS:
        hint = as_list(model, loc, value)
    elif kind == "int_parsing" and (own := number(value)):
        hint = f"write digits alone: {own}"
    elif kind.startswith("int_") and key in _NUMBERS:
        hint = f"write digits alone: {_NUMBERS[key]}"
    code = "wrong-type" if kind in _SHAPES or kind.endswith("_parsing") else "bad-value"
    said = message.format(key=key, value=_short(value), **context)
    return diagnostic(code, said, path, place, _filled(hint, context))


def _filled(hint: str, context: Mapping[str, Any]) -> str:
    """A hint with the limits that it speaks of; any other braces in it are an editor's own."""
    return re.sub(r"\{(ge|le|min_length|max_length)\}", lambda found: str(context.get(found[1], found[0])), hint)


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
_ADDRESS = ("“{0}” is not a whole web address", "write the whole address, beginning with https://")
_WORD = "“{0}” is not made of lower-case letters, digits and hyphens alone"
_DIAL = "“{0}” cannot be dialled as it is written"
_TIME = "“{0}” cannot be read as a time of the day"
_FORMS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "phone": (_DIAL, "write it as +14165550100, or a short number such as 911"),
        "sms": (_DIAL, "write it as +14165550100, or a short number such as 686868"),
        "email": ("“{0}” is not an e-mail address", "write it as media@example.org"),
        "contact": (
            "“{0}” is neither mailto: with an e-mail address nor a web address",
            "write mailto:security@example.org, or an address that begins with https://",
        ),
        "languages": ("“{0}” is not the tag of a language", "write language tags: en, fr, fr-CA, oj"),
        "start_time": (_TIME, "write hours and minutes, from 00:00 to 23:59: 09:00"),
        "end_time": (_TIME, "write hours and minutes, from 00:00 to 23:59: 17:30"),
        "name": (
            "“{0}” has a sign in it that no identifier of a licence has",
            "write letters, digits, full stops and hyphens: CC-BY-4.0",
        ),
        "id": (_WORD, "write lower-case letters, digits and hyphens: persons-charged"),
        "unit": (_WORD, "write lower-case letters, digits and hyphens: person"),
        "base_url": (
            "“{0}” cannot be the address of a site",
            "write https://example.org/ or https://example.org/folder/",
        ),
    }
)
"""By key, what is said of a value that is no such thing, and how one is written."""
_NUMBERS: Mapping[str, str] = MappingProxyType({"year": "2026", "edition": "2026", "months": "18", "days": "2"})
_GROUPS = ("dict_type", "model_type", "model_attributes_type")
_LISTS = ("tuple_type", "list_type")
_SHAPES = (
    *_GROUPS,
    *_LISTS,
    "string_type",
    "int_type",
    "bool_type",
)
_SENTENCES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "string_type": ("“{key}” must be one text, not {value}", "write it on one line behind the colon"),
        **dict.fromkeys(_LISTS, ("“{key}” must be a list", "write one line for each, beginning with “- ”")),
        **dict.fromkeys(_GROUPS, ("“{key}” needs keys of its own", "write “key: value” below it, indented")),
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
    owner = model_at(model, loc[:-1])
    if owner is AgencyRoles:
        hint = nearest(key, ROLES) or one_of(ROLES)
        return diagnostic("unknown-role", f"there is no role “{key}” for an agency", path, place, hint)
    if found := outside(loc, read, model):
        return diagnostic("unknown-key", found[0], path, place, found[1])
    names = keys_of(owner)
    where = (
        f"in “{next(p for p in reversed(loc[:-1]) if isinstance(p, str))}”"
        if len(loc) > 1
        else f"in {what.rpartition(' need')[0]}"
    )
    same, shown = _same(key, owner), one_of(sorted(names))
    if "extra" in names:  # what every file has comes first in the model, what its kind alone has last
        shown = f"{one_of(reversed(names))}, or put keys of your own under “extra:”"
    hint = f"did you mean “{same}”?" if same else nearest(key, names) or shown
    return diagnostic("unknown-key", f"there is no key “{key}” {where}", path, place, hint)


def _place(read: Yaml, loc: Loc) -> Place:
    while loc and loc not in read.places and loc not in read.keys:
        loc = loc[:-1]
    return read.places.get(loc) or read.keys.get(loc) or read.places.get(()) or Place()
