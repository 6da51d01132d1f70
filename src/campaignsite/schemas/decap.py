"""The forms of a CMS that saves to the repository: a configuration for Sveltia CMS and Decap CMS. In: what a site has.

Every kind of document has a collection, every key a field with its sentence as a hint. Dates are texts, because a
calendar to click on can leave nothing out. What forms cannot show well (keys of one's own, layouts) is left to files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

import yaml
from pydantic import BaseModel

from campaignsite.model.front.kinds import FOLDERS, KINDS
from campaignsite.model.front.shapes import DATE, WHEN, YEARLESS, Key, Shape, keys_of
from campaignsite.model.known import Known

MARK = "# Made by “campaignsite schema --format decap”; it is written anew, so change nothing here.\n"

_LEFT_OUT = ("type", "lang", "layout", "extra", "ignore")
_LONG = ("summary", "content_warning", "share_text", "what", "why", "verbatim", "definition", "meaning")
_COLLECTIONS: Mapping[str, str] = MappingProxyType(
    {"agency": "agencies", "event": "events", "results": "results", "boilerplate": "boilerplates"}
)
_FORMS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "date": (DATE, "write 2026-07-30, or 2026-07, or 2026, or --07-30 when the year is not known"),
        "day": (YEARLESS, "write a day without a year: --07-30"),
        "when": (WHEN, "write 2026-07-30 or 2026-07-30 09:00"),
    }
)


class _Plain(yaml.SafeDumper):
    """YAML without anchors, which nobody can read."""

    def ignore_aliases(self, _data: object) -> bool:
        """Write everything out."""
        return True


def decap(known: Known, backend: str = "", repository: str = "") -> str:
    """The text of ``config.yml``; without a ``repository`` the CMS only tries its forms, and saves nothing."""
    told = {"name": backend, "repo": repository} if repository else {"name": "test-repo"}
    config: dict[str, Any] = {"backend": told}
    config |= {"media_folder": "assets/uploads", "public_folder": "/assets/uploads"}
    config |= {"slug": {"encoding": "unicode", "clean_accents": False}, "editor": {"preview": False}}
    config["output"] = {"omit_empty_optional_fields": True}
    if len(known.languages) > 1:
        config["i18n"] = {
            "structure": "multiple_files",
            "locales": list(known.languages),
            "default_locale": known.languages[0],
            "initial_locales": "default",
            "omit_default_locale_from_file_path": True,
        }
    config["collections"] = [_collection(kind, folder, known) for kind, folder in _folders(known)]
    return MARK + yaml.dump(config, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=1000)


def _folders(known: Known) -> Iterator[tuple[str, str]]:
    """Each kind with its usual folder, and with others that have documents of it."""
    usual = {kind: folder for folder, kind in reversed(list(FOLDERS.items())) if folder != kind or kind == "results"}
    usual["page"] = ""
    for kind in ("agency", "event", *(k for k in KINDS if k not in ("agency", "event"))):
        yield kind, usual[kind]
        for there, folder in known.folders:
            if there == kind and folder != usual[kind] and FOLDERS.get(folder.partition("/")[0], "page") == kind:
                yield kind, folder


def _collection(kind: str, folder: str, known: Known) -> dict[str, Any]:
    keys = [key for key in keys_of(KINDS[kind]) if key.name not in _LEFT_OUT]
    title = "title" if any(key.name == "title" for key in keys) else "name"
    several = len(known.languages) > 1
    made = [(_field(key, known), key) for key in keys]
    fields = [_translated(field, key) if several else field for field, key in made]
    body = {"name": "body", "label": "Text", "widget": "markdown", "required": False, "modes": ["raw"]}
    return {
        "name": (folder or "pages").replace("/", "-"),
        "label": _label((folder or "pages").replace("/", " ")),
        "label_singular": _label(kind),
        "description": " ".join((KINDS[kind].__doc__ or "").replace("``", "").split()),
        "folder": f"content/{folder}".rstrip("/"),
        "media_folder": "",
        "public_folder": "",
        "create": True,
        "extension": "md",
        "format": "yaml-frontmatter",
        "identifier_field": title,
        "slug": "{{slug}}",
        "summary": f"{{{{{title}}}}}",
        **({"i18n": True} if several else {}),
        "fields": [*fields, {**body, "i18n": True} if several else body],
    }


def _label(name: str) -> str:
    words = name.replace("_", " ").replace("-", " ")
    return words[:1].upper() + words[1:]


def _translated(field: dict[str, Any], key: Key) -> dict[str, Any]:
    """What a translation says anew, and what it has from the original."""
    own = (key.shape.of or key.shape) if key.shape.sort == "list" else key.shape
    return _marked(field, anew=own.sort == "text" and not own.names and not own.pattern)


def _marked(field: dict[str, Any], *, anew: bool) -> dict[str, Any]:
    """Decap knows no “duplicate” for lists and groups: there, what is in them says it."""
    inner: dict[str, Any] = {"field": _marked(field["field"], anew=anew)} if "field" in field else {}
    inner |= {"fields": [_marked(f, anew=anew) for f in field["fields"]]} if "fields" in field else {}
    whole = anew or field["widget"] in ("list", "object")
    return {**field, **inner, "i18n": True if whole else "duplicate"}


def _field(key: Key, known: Known) -> dict[str, Any]:
    head: dict[str, Any] = {"name": key.name, "label": _label(key.name)}
    return head | _widget(key.name, key.shape, known) | {"required": key.required, "hint": key.meaning}


def _widget(name: str, shape: Shape, known: Known) -> dict[str, Any]:
    """What a value is entered with."""
    match shape.sort:
        case "text" | "localized" | "date" | "day" | "when" | "colour":
            return _text(name, shape, known)
        case "number":
            limits = {"min": shape.least, "max": shape.most}
            return {"widget": "number", "value_type": "int"} | {k: v for k, v in limits.items() if v is not None}
        case "bool":
            return {"widget": "boolean", "default": False}
        case "choice":
            return {"widget": "select", "options": list(shape.choices)}
        case "list":
            assert shape.of
            return _list(name, shape, shape.of, known)
        case _:
            return {"widget": "object", "collapsed": True, "fields": _fields(shape.group, known)}


def _fields(model: type[BaseModel] | None, known: Known) -> list[dict[str, Any]]:
    return [_field(key, known) for key in keys_of(model)] if model else []


def _list(name: str, shape: Shape, entry: Shape, known: Known) -> dict[str, Any]:
    if entry.names:
        return {**_relation(entry.names), "multiple": True}
    limits = {"min": shape.least, "max": shape.most}
    shown: dict[str, Any] = {"widget": "list", "collapsed": False, **{k: v for k, v in limits.items() if v is not None}}
    if entry.sort == "group":
        return shown | {"fields": _fields(entry.group, known)}
    return shown | {"field": {"name": "entry", "label": _label(name), **_widget("", entry, known)}}


def _text(name: str, shape: Shape, known: Known) -> dict[str, Any]:
    if shape.names:
        return _relation(shape.names)
    if shape.sort == "localized" and len(known.languages) > 1:
        texts = [{"name": tag, "label": tag, "widget": "string", "required": False} for tag in known.languages]
        return {"widget": "object", "collapsed": False, "fields": texts}
    if shape.sort in _FORMS:
        form, why = _FORMS[shape.sort]
        return {"widget": "string", "pattern": [f"^{form}$", why]}
    if shape.pattern:
        return {"widget": "string", "pattern": [shape.pattern, "this is not in the form that is needed"]}
    return {"widget": "text" if name in _LONG else "string"}


def _relation(names: str) -> dict[str, Any]:
    """A choice among the documents of a collection: agencies and events by name, others by file name."""
    field = "name" if names in ("agency", "event") else "title"
    value = field if field == "name" else "{{slug}}"
    return {
        "widget": "relation",
        "collection": _COLLECTIONS[names],
        "value_field": value,
        "search_fields": [field],
        "display_fields": [field],
    }
