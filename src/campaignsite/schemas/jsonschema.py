"""JSON Schemas (draft-07) of each kind's front matter and of the configuration. In: what a site has. Out: texts.

Editors read YAML with its types, and we read texts: what we take for the text “2026” is a number to them. So a schema
lets every type stand that a text may look like. It never refuses what ``campaignsite check`` accepts; where a rule of
ours has no form in JSON Schema, it refuses less. A value that is ``null`` to them has to be in quotes to be a text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from campaignsite.model.front.config import SiteConfig
from campaignsite.model.front.kinds import KINDS
from campaignsite.model.front.shapes import COLOUR, DATE, WHEN, YEARLESS, Key, Shape, keys_of
from campaignsite.model.known import Known

DIALECT = "http://json-schema.org/draft-07/schema#"
MARK = "Made by “campaignsite schema”; it is written anew, so change nothing here."

_NUMBERS = ("0", "7", "123456", "-1", "+1", "1.5", "1e5", "0x1f", ".5")
_BOOLEANS = ("true", "True", "TRUE", "false", "False", "FALSE")
_WORD = "[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]"
_YES_OR_NO = rf"^({_WORD}|[Yy]([Ee][Ss])?|[Nn][Oo]?|[Oo]([Nn]|[Ff][Ff])|[TtFf01])$"


def schemas(known: Known) -> Mapping[str, str]:
    """From each file's name to its text: one for each kind, and ``config.json`` for campaignsite.yaml."""
    models: dict[str, type[BaseModel]] = {**KINDS, "config": SiteConfig}
    return {f"{name}.json": _text(name, model, known) for name, model in models.items()}


def _text(name: str, model: type[BaseModel], known: Known) -> str:
    return json.dumps(schema(name, model, known), ensure_ascii=False, indent=2) + "\n"


def schema(name: str, model: type[BaseModel], known: Known) -> dict[str, Any]:
    """The schema of one kind, or of the configuration."""
    writer = _Writer(known)
    group = writer.group(model)
    if "type" in group["properties"]:
        said = group["properties"]["type"]["description"]
        group["properties"]["type"] = {"description": said, "enum": [name, None]}
    definitions = dict(sorted(writer.definitions.items()))
    title = "campaignsite.yaml" if name == "config" else f"Front matter of the type {name}"
    head = {"$schema": DIALECT, "$comment": MARK, "title": title}
    return {**head, **group, **({"definitions": definitions} if definitions else {})}


class _Writer:
    """Collects the definitions that a schema refers to."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.definitions: dict[str, Any] = {}

    def group(self, model: type[BaseModel]) -> dict[str, Any]:
        keys = keys_of(model)
        needed = [key.name for key in keys if key.required]
        return {
            "description": " ".join((model.__doc__ or "").replace("``", "").split()),
            "type": "object",
            "properties": {key.name: self.key(key) for key in keys},
            **({"required": needed} if needed else {}),
            "additionalProperties": False,
        }

    def key(self, key: Key) -> dict[str, Any]:
        value = self.value(key.shape)
        if not key.required:
            value = _or_nothing(value)
        if "$ref" in value:  # draft-07 passes over everything beside a $ref
            value = {"allOf": [value]}
        default: int | str = int(key.default) if key.shape.sort == "number" and key.default else key.default
        shown = {"default": default} if default != "" and key.shape.sort != "list" else {}
        return {"description": key.meaning, **value, **shown}

    def value(self, shape: Shape) -> dict[str, Any]:
        match shape.sort:
            case "text":
                return self.named(shape.names) if shape.names else _text_of(shape.pattern)
            case "localized":
                return self.localized()
            case "list":
                limits = {"minItems": shape.least, "maxItems": shape.most}
                entries = self.value(shape.of) if shape.of else {}
                return {"type": "array", "items": entries} | {k: v for k, v in limits.items() if v is not None}
            case "map":
                return self.map(shape)
            case "group":
                assert shape.group
                return self.defined(shape.group, switch=shape.switch)
            case _:
                return _single(shape)

    def named(self, what: str) -> dict[str, Any]:
        """A name of something of the site: those that there are are offered."""
        there = self.known.named(what)
        if what == "language":
            return {"enum": [entry.name for entry in there]}
        every = dict.fromkeys(name for entry in there for name in (entry.name, *entry.others))
        if not every:
            return _text_of("")
        # In one way or another written differently (case, accents) a name is found too: only “check” knows.
        self.definitions[f"{what}-name"] = {"anyOf": [{"enum": list(every)}, _text_of("")]}
        return {"$ref": f"#/definitions/{what}-name"}

    def localized(self) -> dict[str, Any]:
        """One text, or one for each language."""
        one = _text_of("")
        several = {
            "type": "object",
            "properties": {tag: _or_nothing(one) for tag in self.known.languages},
            "additionalProperties": _or_nothing(one),
            "minProperties": 1,
        }
        self.definitions["localized-text"] = {"anyOf": [one, several]}
        return {"$ref": "#/definitions/localized-text"}

    def map(self, shape: Shape) -> dict[str, Any]:
        """Keys that no model fixes."""
        values = _or_nothing(self.value(shape.of)) if shape.of else {}
        if shape.choices:
            properties = dict.fromkeys(shape.choices, values)
            return {"type": "object", "properties": properties, "additionalProperties": False}
        return {"type": "object", "additionalProperties": values or True}

    def defined(self, model: type[BaseModel], *, switch: bool) -> dict[str, Any]:
        """A group of keys, said once."""
        name = re.sub(r"(?<!^)(?=[A-Z])", "-", model.__name__).lower()
        if name not in self.definitions:
            self.definitions[name] = self.group(model)
        found = {"$ref": f"#/definitions/{name}"}
        return (
            {"anyOf": [{"type": "boolean"}, {"type": "string", "pattern": _around(f"({_WORD})")}, found]}
            if switch
            else found
        )


def _single(shape: Shape) -> dict[str, Any]:
    """A value that is no plain text, and refers to nothing."""
    match shape.sort:
        case "colour":
            return {"type": ["string", "number"], "pattern": _around(COLOUR), "examples": ["#75205a"]}
        case "date":
            examples = ["2026-07-30", "2026-07", "2026", "--07-30"]
            return {"type": ["string", "integer"], "pattern": _around(DATE), "maximum": 9999, "examples": examples}
        case "day":
            return {"type": "string", "pattern": _around(YEARLESS), "examples": ["--07-30"]}
        case "when":
            return {"type": "string", "pattern": _around(WHEN), "examples": ["2026-07-30", "2026-07-30 09:00"]}
        case "number":
            limits = {"minimum": shape.least, "maximum": shape.most}
            number = {"type": ["integer", "string"], "pattern": _around("[+-]?[0-9]+")}
            return number | {name: limit for name, limit in limits.items() if limit is not None}
        case "bool":
            return {"anyOf": [{"type": "boolean"}, {"enum": [0, 1]}, {"type": "string", "pattern": _YES_OR_NO}]}
        case _:
            return {"enum": list(shape.choices)}


def _around(pattern: str) -> str:
    """A pattern for the whole of a text, with blanks around it."""
    return f"^\\s*{pattern.removeprefix('^').removesuffix('$')}\\s*$"


def _text_of(pattern: str) -> dict[str, Any]:
    """A text, which may look like a number, or like yes and no."""
    types = ["string", *_looks(pattern)]
    if not pattern:
        return {"type": types, "minLength": 1}
    return {"type": types, "pattern": _around(pattern)}


def _looks(pattern: str) -> Iterator[str]:
    for name, samples in (("number", _NUMBERS), ("boolean", _BOOLEANS)):
        if not pattern or any(re.search(pattern, sample) for sample in samples):
            yield name


def _or_nothing(value: dict[str, Any]) -> dict[str, Any]:
    """The same, or nothing behind the colon: that counts as left out."""
    if "enum" in value:
        return {**value, "enum": [*value["enum"], None]}
    if "anyOf" in value:
        return {**value, "anyOf": [*value["anyOf"], {"type": "null"}]}
    if "type" in value:
        types = value["type"] if isinstance(value["type"], list) else [value["type"]]
        return {**value, "type": [*types, "null"]}
    return {"anyOf": [value, {"type": "null"}]}
