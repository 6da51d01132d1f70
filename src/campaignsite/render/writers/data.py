"""The files of the campaign's data. In: pages with a table. Out: CSV (RFC 4180) and JSON (RFC 8259), in UTF-8."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping

from campaignsite.model.page.data import LicenceView, TableFile
from campaignsite.model.page.pages import Page
from campaignsite.model.tables import Column, columns, table_of
from campaignsite.model.words.cells import defused
from campaignsite.render.writers.rows import Cell, rows


def table_csv(page: Page) -> bytes:
    """A table as comma-separated values, with a line of names.

    Texts that a spreadsheet would take for a formula begin with an apostrophe; numbers are numbers, and a cell without
    anything is empty.
    """
    file = _file(page)
    text, wanted = io.StringIO(newline=""), _columns(page)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.name for column in wanted])
    for row in rows(file, page.site.origin):
        writer.writerow([_plain(row.get(column.name)) for column in wanted])
    return text.getvalue().encode("utf-8", "replace")


def table_json(page: Page) -> bytes:
    """A table as JSON, every text exactly as it is, one row on a line."""
    file, wanted, site = _file(page), _columns(page), page.site
    about = {
        "$schema": f"{file.table}.schema.json",
        "title": table_of(file.table).title,
        "publisher": site.publisher or site.title,
        "url": site.origin + file.page,
        **({"licence": licence(file.licence)} if file.licence else {}),
        "rules": file.rules,
    }
    return in_lines(about, file.table, ({c.name: row.get(c.name) for c in wanted} for row in rows(file, site.origin)))


def in_lines(about: Mapping[str, object], name: str, entries: Iterable[Mapping[str, object]]) -> bytes:
    """A JSON object that ends in a list, each entry on a line of its own: so changes can be seen line by line."""
    head = "".join(f"{_line(key)}: {_line(value)},\n" for key, value in about.items())
    body = ",\n".join(_line(entry) for entry in entries)
    return f"{{\n{head}{_line(name)}: [\n{body}\n]\n}}\n".encode("utf-8", "replace")


def licence(view: LicenceView) -> dict[str, str]:
    """A licence as Data Package has it."""
    parts = {"name": view.name, "title": view.title, "path": view.url}
    return {key: value for key, value in parts.items() if value}


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _file(page: Page) -> TableFile:
    assert isinstance(page.subject, TableFile)
    return page.subject


def _columns(page: Page) -> tuple[Column, ...]:
    return columns(table_of(_file(page).table), page.site.languages)


def _plain(cell: Cell) -> str | int:
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case tuple():
            return defused(";".join(cell))
        case str():
            return defused(cell)
    return cell
