"""What programs need to know of the campaign's data: a Data Package descriptor, and a JSON Schema for each table."""

from __future__ import annotations

import json

from campaignsite.model.page.data import DataPackageFile, TableSchemaFile
from campaignsite.model.page.measures import OriginView
from campaignsite.model.page.pages import Page
from campaignsite.model.tables import DATE, Column, Table, columns, table_of
from campaignsite.render.writers.data import licence

PROFILE = "https://datapackage.org/profiles/2.0/"
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def data_package(page: Page) -> bytes:
    """The descriptor (https://datapackage.org/standard/data-package/), with a Table Schema for each table."""
    file, site = page.subject, page.site
    assert isinstance(file, DataPackageFile)
    resources = [_resource(table_of(name), site.languages, file) for name in file.tables]
    resources += [_json(table_of(name)) for name in file.tables]
    descriptor = {
        "$schema": f"{PROFILE}datapackage.json",
        "name": file.name,
        "title": file.title,
        "description": " ".join(file.rules),
        "homepage": site.origin + file.page,
        "contributors": [{"title": site.publisher or site.title, "roles": ["publisher"]}],
        **({"licenses": [licence(file.licence)]} if file.licence else {}),
        "resources": resources,
    }
    return pretty(descriptor)


def table_schema(page: Page) -> bytes:
    """What the JSON of one table may hold."""
    assert isinstance(page.subject, TableSchemaFile)
    table, site = table_of(page.subject.table), page.site
    wanted = columns(table, site.languages)
    text = {"type": "string"}
    schema = {
        "$schema": DIALECT,
        "$id": site.origin + site.base_path[:-1] + page.url,
        "title": table.title,
        "description": table.says,
        "type": "object",
        "required": ["$schema", "title", "publisher", "url", "rules", table.name],
        "additionalProperties": False,
        "properties": {
            "$schema": text,
            "title": text,
            "publisher": {**text, "description": "Who publishes the site."},
            "url": {**text, "format": "uri", "description": "The page about the data."},
            "licence": {
                "description": "What others may do with the data. Without it nobody has said so.",
                "type": "object",
                "required": ["title"],
                "additionalProperties": False,
                "properties": {
                    "name": {**text, "description": "Its identifier, such as CC-BY-4.0."},
                    "title": text,
                    "path": {**text, "format": "uri", "description": "Where it can be read."},
                },
            },
            "rules": {"type": "array", "items": text, "description": "What to keep in mind."},
            table.name: {"type": "array", "items": {"$ref": "#/$defs/row"}},
        },
        "$defs": {
            "row": {
                "type": "object",
                "required": [column.name for column in wanted],
                "additionalProperties": False,
                "properties": {column.name: _property(column) for column in wanted},
            }
        },
    }
    return pretty(schema)


def pretty(value: object) -> bytes:
    """JSON as people read it."""
    return (json.dumps(value, ensure_ascii=False, allow_nan=False, indent=2) + "\n").encode("utf-8", "replace")


def _resource(table: Table, languages: tuple[str, ...], file: DataPackageFile) -> dict[str, object]:
    sources = file.sources if table.name == "results" else ()
    leads = [lead for lead in table.leads if lead[1] in file.tables]
    schema = {
        "$schema": f"{PROFILE}tableschema.json",
        "fields": [_field(column) for column in columns(table, languages)],
        **({"primaryKey": list(table.key)} if table.key else {}),
        **({"foreignKeys": [_foreign(table, *lead) for lead in leads]} if leads else {}),
    }
    return {
        "name": table.name,
        "path": f"{table.name}.csv",
        "title": table.title,
        "description": table.says,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "type": "table",
        **({"sources": [_source(source) for source in sources]} if sources else {}),
        "schema": schema,
    }


def _json(table: Table) -> dict[str, object]:
    return {
        "name": f"{table.name}-json",
        "path": f"{table.name}.json",
        "title": table.title,
        "description": f"The same rows as JSON, every text exactly as it is. Its schema is {table.name}.schema.json.",
        "format": "json",
        "mediatype": "application/json",
        "encoding": "utf-8",
    }


def _field(column: Column) -> dict[str, object]:
    """A field of a Table Schema (https://datapackage.org/standard/table-schema/)."""
    kinds: dict[str, dict[str, object]] = {
        "number": {"type": "integer"},
        "switch": {"type": "boolean"},
        "list": {"type": "list", "delimiter": ";", "itemType": "string"},
        "address": {"type": "string", "format": "uri"},
    }
    limits: dict[str, object] = {
        **({"required": True} if column.needed else {}),
        **({"enum": list(column.choices)} if column.choices else {}),
        **({"minimum": column.least} if column.least is not None else {}),
        **({"pattern": DATE} if column.sort == "date" else {}),
    }
    return {
        "name": column.name,
        **kinds.get(column.sort, {"type": "string"}),
        "description": column.says,
        **({"constraints": limits} if limits else {}),
    }


def _foreign(table: Table, column: str, other: str, there: str) -> dict[str, object]:
    """A column that leads within its own table names no other (Table Schema, foreignKeys)."""
    where = {} if other == table.name else {"resource": other}
    return {"fields": [column], "reference": {**where, "fields": [there]}}


def _property(column: Column) -> dict[str, object]:
    kinds: dict[str, dict[str, object]] = {
        "number": {"type": "integer"},
        "switch": {"type": "boolean"},
        "list": {"type": "array", "items": {"type": "string"}},
        "address": {"type": "string", "format": "uri"},
        "date": {"type": "string", "pattern": DATE},
    }
    shape = kinds.get(column.sort, {"type": "string"})
    if column.choices:
        shape = {**shape, "enum": list(column.choices)}
    if column.least is not None:
        shape = {**shape, "minimum": column.least}
    if not column.needed and column.sort != "list":
        shape = {**shape, "type": [shape["type"], "null"]}
    return {**shape, "description": column.says}


def _source(source: OriginView) -> dict[str, str]:
    return {"title": source.title, **({"path": source.url} if source.url else {})}
