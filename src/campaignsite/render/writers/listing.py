"""The list of all pages, and its schema. In: a page with every page on it. Out: JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from campaignsite.model.page.listing import ListedPage, NamedEntity, PageListFile, PageListSchemaFile
from campaignsite.model.page.pages import Page
from campaignsite.model.page.pieces import Card
from campaignsite.model.tables import DATE
from campaignsite.render.writers.data import in_lines
from campaignsite.render.writers.descriptor import DIALECT, pretty
from campaignsite.render.writers.rows import edtf


def page_list(page: Page) -> bytes:
    """Every page; what is not known of one is left out."""
    file, site = page.subject, page.site
    assert isinstance(file, PageListFile)
    base = site.origin + site.base_path[:-1]
    about = {
        "$schema": "pages.schema.json",
        "title": site.title,
        "url": base + "/",
        "languages": site.languages,
        "agencies": _entities(file.agencies, site.origin),
        "events": _entities(file.events, site.origin),
    }
    return in_lines(about, "pages", (_entry(entry, site.origin) for entry in file.pages))


def _entities(entities: Iterable[NamedEntity], origin: str) -> Mapping[str, object]:
    return {
        entity.key: {
            "kind": entity.kind,
            "name": {lang: link.text for lang, link in entity.names},
            "url": {lang: origin + link.url for lang, link in entity.names},
        }
        for entity in entities
    }


def _entry(entry: ListedPage, origin: str) -> Mapping[str, object]:
    name = entry.name
    card = name if isinstance(name, Card) else None
    said: dict[str, object] = {
        "url": origin + entry.url,
        "path": entry.path,
        "type": entry.kind,
        "language": entry.lang,
        "title": name if isinstance(name, str) else name.title if isinstance(name, Card) else name.text,
        "translations": {lang: origin + url for lang, url in entry.translations},
        "agency": entry.agency,
        "agencies": dict(entry.roles),
        "event": entry.event,
        "edition": entry.edition,
        "year": entry.year,
        "date": edtf(card.date) if card else None,
        "published": entry.published,
        "updated": edtf(card.updated) if card else None,
        "owner": entry.owner,
        "review_by": edtf(entry.review_by),
        "sensitive": entry.sensitive,
        "noindex": entry.noindex,
        "withheld": entry.withheld,
    }
    return {key: value for key, value in said.items() if value}


def page_list_schema(page: Page) -> bytes:
    """What the list may hold."""
    file, site = page.subject, page.site
    assert isinstance(file, PageListSchemaFile)
    date, text, uri = {"type": "string", "pattern": DATE}, {"type": "string"}, {"type": "string", "format": "uri"}
    by_language = {"type": "object", "propertyNames": {"enum": list(site.languages)}}
    entities = {
        "type": "object",
        "additionalProperties": {
            "type": "object",
            "required": ["kind", "name", "url"],
            "additionalProperties": False,
            "properties": {
                "kind": text,
                "name": {**by_language, "additionalProperties": text},
                "url": {**by_language, "additionalProperties": uri},
            },
        },
    }
    keys = {"type": "array", "items": text, "minItems": 1}
    entry = {
        "url": {**uri, "description": "Its address."},
        "path": {**text, "pattern": "^/", "description": "Where it is below the address of the site, not encoded."},
        "type": {"enum": list(file.kinds), "description": "What sort of page it is."},
        "language": {"enum": list(site.languages)},
        "title": {**text, "description": "What it is called; of a page that was withdrawn nothing is said."},
        "translations": {
            **by_language,
            "additionalProperties": uri,
            "description": "Addresses of the same page by language, this one's too.",
        },
        "agency": {**text, "description": "The agency that it is about."},
        "agencies": {
            "type": "object",
            "propertyNames": {"enum": list(file.roles)},
            "additionalProperties": keys,
            "description": "Who takes part, by role; “agencies” at the top has names and addresses.",
        },
        "event": {**text, "description": "The event that it is about, or belongs to; see “events” at the top."},
        "edition": {**text, "description": "The edition of that event that it belongs to."},
        "year": {"type": "integer", "description": "The year that it is listed under."},
        "date": {**date, "description": "When it was issued (EDTF: XXXX stands for a year that is not stated)."},
        "published": {**text, "format": "date-time", "description": "The moment from which it is public, where said."},
        "updated": {**date, "description": "The day of its last correction."},
        "owner": {**text, "description": "Who answers for the text."},
        "review_by": {**date, "description": "The day by which somebody should look whether it is still right."},
        "sensitive": {"const": True, "description": "It can put its reader in danger: keep no copy of it."},
        "noindex": {"const": True, "description": "Search engines should leave it out."},
        "withheld": {**text, "description": "Why the public may not know it; stands in previews only."},
    }
    schema = {
        "$schema": DIALECT,
        "$id": site.origin + site.base_path[:-1] + page.url,
        "title": "All pages",
        "description": "Every page of the site that readers can open, in every language.",
        "type": "object",
        "required": ["$schema", "title", "url", "languages", "agencies", "events", "pages"],
        "additionalProperties": False,
        "properties": {
            "$schema": text,
            "title": text,
            "url": uri,
            "languages": {"type": "array", "items": text, "minItems": 1},
            "agencies": {**entities, "description": "The agencies that pages name, by their keys."},
            "events": {**entities, "description": "The events that pages name, by their keys."},
            "pages": {"type": "array", "items": {"$ref": "#/$defs/page"}},
        },
        "$defs": {
            "page": {
                "type": "object",
                "required": ["url", "path", "type", "language"],
                "additionalProperties": False,
                "properties": entry,
            }
        },
    }
    return pretty(schema)
