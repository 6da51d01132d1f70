"""Renews what docs/ says of models, values, layouts and commands: ``.venv/bin/python -m tests.make_docs``.

A generated part lies between ``<!-- generated: … -->`` and ``<!-- /generated -->``; everything else is left alone.
"""

from __future__ import annotations

import ast
import inspect
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import click
from jinja2 import Environment, nodes
from pydantic import BaseModel, StringConstraints
from pydantic.fields import FieldInfo

from campaignsite.build.codebook import text
from campaignsite.cli import campaignsite
from campaignsite.model.codes import IGNORABLE
from campaignsite.model.front import config, dates, fields, kinds, scalars, shared
from campaignsite.model.front.described import described
from campaignsite.model.page.rooms import ROOMS
from campaignsite.model.tables import TABLES
from campaignsite.render.anatomy import anatomy
from campaignsite.sources.stock import stock
from tests.sites import write_site

DOCS = Path(__file__).resolve().parent.parent / "docs"
RENEW = "renew it with .venv/bin/python -m tests.make_docs"
_PART = re.compile(r"(<!-- generated: ([^>]*?) -->\n).*?(<!-- /generated -->)", re.DOTALL)


def renewed(text: str) -> str:
    """The text of one page of docs/ with its generated parts as they should be now."""

    def part(match: re.Match[str]) -> str:
        kind, *arguments = match[2].split()
        return f"{match[1]}\n{PARTS[kind](*arguments).strip()}\n\n{match[3]}"

    return _PART.sub(part, text)


# --- front matter and configuration -----------------------------------------------------------------------------------

FRONT, CONFIGURATION = "front-matter.md", "configuration.md"
GROUPS: dict[type[BaseModel], tuple[str, str, str]] = {
    fields.AgencyRoles: ("agencies by role", FRONT, "agencies-by-role"),
    fields.Dateline: ("dateline", FRONT, "dateline"),
    fields.Contact: ("contacts", FRONT, "contacts"),
    fields.Origin: ("source", FRONT, "source"),
    fields.Correction: ("corrections", FRONT, "corrections"),
    fields.Withdrawal: ("withdrawn", FRONT, "withdrawn"),
    fields.Edition: ("editions", FRONT, "editions"),
    fields.Venue: ("venue", FRONT, "venue"),
    fields.Person: ("speakers", FRONT, "speakers"),
    fields.Membership: ("members", FRONT, "members"),
    fields.Period: ("period", FRONT, "period"),
    fields.Measure: ("measures", FRONT, "measures"),
    config.Helpline: ("helplines", CONFIGURATION, "helplines"),
    config.CallToAction: ("ways to help", CONFIGURATION, "how-to-help"),
    config.Outputs: ("outputs", CONFIGURATION, "outputs"),
    config.Licence: ("licence", CONFIGURATION, "data"),
    config.Budgets: ("budgets", CONFIGURATION, "budgets"),
    config.MarkdownConfig: ("Markdown", CONFIGURATION, "markdown"),
    config.ShareImages: ("share images", CONFIGURATION, "share-images"),
    config.SecurityContact: ("security", CONFIGURATION, "security"),
}
"""For each group of keys: what a table calls it, and the page and heading that explain it."""

_TEXTS: tuple[tuple[Any, str, str], ...] = (
    (scalars.Zone, f"[time zone]({FRONT}#forms)", ""),
    (scalars.DayOfYear, f"[day of the year]({FRONT}#forms)", ""),
    (scalars.Address, f"[old address]({FRONT}#old-addresses)", f"[old addresses]({FRONT}#old-addresses)"),
    (
        scalars.NameOrAddress,
        f"text, or [old address]({FRONT}#old-addresses)",
        f"texts, or [old addresses]({FRONT}#old-addresses)",
    ),
    (scalars.TimeOfDay, f"[time of day]({FRONT}#forms)", ""),
    (scalars.Text, "text", "texts"),
    (scalars.Date, f"[date]({FRONT}#dates)", ""),
    (scalars.When, f"[day or time]({FRONT}#when-a-text-is-public)", ""),
    (scalars.SecureAddress, f"[web address]({FRONT}#forms) with https", ""),
    (
        scalars.ReportAddress,
        f"[address of a contact]({CONFIGURATION}#security)",
        f"[addresses of contacts]({CONFIGURATION}#security)",
    ),
    (scalars.WebAddress, f"[web address]({FRONT}#forms)", ""),
    (scalars.Colour, f"[colour]({CONFIGURATION}#colour)", ""),
    (scalars.Phone, f"[phone number]({FRONT}#forms)", ""),
    (scalars.Email, f"[e-mail address]({FRONT}#forms)", ""),
    (scalars.LocalizedText, f"[text, or one per language]({FRONT}#texts-per-language)", ""),
    (config.Language, "language", f"[languages]({FRONT}#forms)"),
)
"""For each type that is written as text: its name in a table, and that of several; the narrower type comes first."""


def fields_table(name: str, without: str = "") -> str:
    """The keys of a model; ``without`` those of a model it extends."""
    model = _model(name)
    left_out = set(_model(without).model_fields) if without else set()
    page = CONFIGURATION if model.__module__ == config.__name__ else FRONT
    hints = get_type_hints(model, include_extras=True)
    said = described(model)
    rows = [
        (
            f"`{field.alias or key}`",
            _words(hints[key], page),
            "yes" if field.is_required() else "",
            _meaning(field, said.get(key, "")),
        )
        for key, field in model.model_fields.items()
        if key not in left_out
    ]
    rows.sort(key=lambda row: row[2] != "yes")
    return _table(("key", "value", "required", "meaning"), rows)


def _model(name: str) -> type[BaseModel]:
    model: type[BaseModel] = next(getattr(m, name) for m in (kinds, shared, fields, config) if hasattr(m, name))
    return model


def _meaning(field: FieldInfo, description: str) -> str:
    default, said = field.default, re.sub(r"\bTrue\b", "`true`", _prose(description))
    if isinstance(default, tuple) and default and all(isinstance(value, str) for value in default):
        default = ", ".join(default)
    if isinstance(default, str | int) and not isinstance(default, bool):
        said += f" Without it: `{default}`."
    return said


def _words(hint: Any, page: str) -> str:
    """What a value of this type is, in words; links are as seen from ``page``."""
    words = _known(hint) or _composed(hint, page)
    return words.replace(f"({page}#", "(#")


def _known(hint: Any, *, plural: bool = False) -> str:
    base, metadata = (get_args(hint)[0], get_args(hint)[1:]) if get_origin(hint) is Annotated else (hint, ())
    for known, one, several in _TEXTS:
        kept = get_args(known)[1:]
        if get_args(known)[0] == base and metadata[: len(kept)] == kept:
            return several if plural else one
    return ""


def _composed(hint: Any, page: str) -> str:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _constrained(arguments[0], arguments[1:], page)
    if origin in (Union, UnionType):
        return _words(next(a for a in arguments if a is not NoneType), page)
    if origin is tuple:
        return f"list of {_known(arguments[0], plural=True) or _words(arguments[0], page)}"
    if origin is Literal:
        return _choice([f"`{a}`" for a in arguments])
    if origin is dict:
        if get_origin(arguments[1]) is Annotated:
            return f"for each kind a {_words(arguments[1], page)}"
        inner = get_args(arguments[1])
        return f"for each kind {_choice([f'`{a}`' for a in inner])}" if inner else "keys of your own"
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        name, where, anchor = GROUPS[hint]
        return f"[{name}]({where}#{anchor})"
    return {bool: "`true` or `false`", int: "whole number", str: "text"}[hint]


def _constrained(base: Any, metadata: tuple[Any, ...], page: str) -> str:
    limits: dict[str, Any] = {}
    for item in metadata:
        if isinstance(item, StringConstraints):
            return f"[letters a–z, digits and hyphens]({FRONT}#forms)"
        for limit in item.metadata if isinstance(item, FieldInfo) else ():
            limits |= {
                name: getattr(limit, name) for name in ("ge", "le", "min_length", "max_length") if hasattr(limit, name)
            }
    words = _words(base, page)
    if "le" in limits:
        return f"{words}, {limits['ge']} to {limits['le']}"
    if "max_length" in limits:
        return f"{words}, at most {limits['max_length']}"
    if "ge" in limits:
        return f"{words}, at least {limits['ge']}"
    return f"{words}, at least {limits['min_length']}" if "min_length" in limits else words


# --- what a layout sees -----------------------------------------------------------------------------------------------

_MODULES = {room.__name__.rpartition(".")[2]: room for room in (*ROOMS, dates)}
_PARTS = (
    "subjects",
    "hosts",
    "machines",
    "feeds",
    "events",
    "pieces",
    "pictures",
    "share",
    "finding",
    "data",
    "measures",
    "series",
)
_ELSEWHERE = {
    "Localized": "#localized",
    "PartialDate": "#partialdate",
    "Subject": "#subjects",
}
_PLAIN = {"str": "text", "int": "number", "bool": "true or false", "Markup": "HTML", "Any": "anything"}


@dataclass(frozen=True)
class Value:
    """A dataclass as its source explains it."""

    name: str
    doc: str
    fields: tuple[tuple[str, ast.expr, str], ...]
    """Name, type and explanation of each field and property."""


def values_of(module: str) -> Iterator[Value]:
    """The public dataclasses of one module of the model, in its order."""
    tree = ast.parse(inspect.getsource(_MODULES[module]))
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and node.decorator_list:
            yield Value(node.name, ast.get_docstring(node) or "", tuple(_fields(node)))


def _fields(node: ast.ClassDef) -> Iterator[tuple[str, ast.expr, str]]:
    for statement, after in zip(node.body, [*node.body[1:], None], strict=True):
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            said = after.value if isinstance(after, ast.Expr) else None
            text = said.value if isinstance(said, ast.Constant) and isinstance(said.value, str) else ""
            yield statement.target.id, statement.annotation, text
        elif isinstance(statement, ast.FunctionDef) and statement.returns and _is_property(statement):
            yield statement.name, statement.returns, ast.get_docstring(statement) or ""


def _is_property(function: ast.FunctionDef) -> bool:
    return any(isinstance(d, ast.Name) and d.id == "property" for d in function.decorator_list)


def values_section(module: str, only: str = "") -> str:
    """Every dataclass of a module, or ``only`` some of them, each under a heading of its own."""
    parts, values = [], {value.name: value for value in values_of(module)}
    for value in [values[name] for name in only.split(",")] if only else values.values():
        rows = [(f"`{name}`", _typed(kind), _prose(text)) for name, kind, text in value.fields]
        parts.append(f"### {value.name}\n\n{_prose(value.doc)}\n\n{_table(('field', 'holds', 'meaning'), rows)}")
    return "\n\n".join(parts)


def _typed(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name) if name in _PLAIN:
            return _PLAIN[name]
        case ast.Name(id=name):
            known = {value.name for module in ("pages", *_PARTS) for value in values_of(module)}
            where = f"#{name.lower()}" if name in known else _ELSEWHERE.get(name, "")
            return f"[{name}]({where})" if where else "calendar day"
        case ast.Attribute():
            return "calendar day"
        case ast.BinOp(left=left, right=ast.Constant(value=None)):
            return f"{_typed(left)} or none"
        case ast.Subscript(value=ast.Name(id="tuple"), slice=ast.Tuple(elts=[one, ast.Constant(value=end)])) if (
            end is ...
        ):
            return f"list of {_typed(one)}"
        case ast.Subscript(value=ast.Name(id="tuple"), slice=ast.Tuple(elts=several)):
            return f"({', '.join(map(_typed, several))})"
        case ast.Subscript(value=ast.Name(id="Mapping"), slice=ast.Tuple(elts=[_, of])):
            return f"{_typed(of)} by name"
        case ast.Subscript(value=ast.Name(id="Literal"), slice=ast.Tuple(elts=several)):
            return _choice([f"`{json.dumps(a.value)}`" for a in several if isinstance(a, ast.Constant)])
    raise ValueError(f"no words for {ast.unparse(node)}")


def layouts_table() -> str:
    """Every stock layout, what it is for, and its blocks or macros."""
    rows = []
    for source in stock().layouts:
        made = anatomy(source.data.decode())
        pieces = [f"`{name}`" for name in (made.macros if made.part else made.blocks)]
        pieces += [f"those of `{made.extends}`"] if made.extends else []
        rows.append((f"`{source.path}`", _prose(made.about), ", ".join(pieces)))
    rows.sort(key=lambda row: ("/" in row[0], row[0]))
    return _table(("file", "what it is", "its blocks, or macros"), rows)


def pieces_of(layout: str) -> list[str]:
    """The names of a layout's blocks, or of its macros where it has no blocks, in its order."""
    tree = Environment(autoescape=True).parse(layout)
    blocks = [block.name for block in tree.find_all(nodes.Block)]
    return blocks or [macro.name for macro in tree.find_all(nodes.Macro)]


# --- commands ---------------------------------------------------------------------------------------------------------

LISTED = """-- campaignsite.yaml --
title: A campaign
base_url: https://example.org/
timezone: America/Toronto
-- content/about.md --
---
title: About us
---
-- content/releases/autumn.md --
---
title: Autumn campaign
draft: true
---
-- content/releases/spring.md --
---
title: Spring campaign
embargo: 2026-04-01 09:00
---
-- content/resources/first-poster.md --
---
title: First poster
url: https://www.example.org/posters/first.pdf
withdrawn: {date: 2025-09-01, why: The number was wrong.}
---
"""
IMPORTED = """-- campaignsite.yaml --
title: Lakeside Against Trafficking
base_url: https://example.org/
-- content/agencies/lakeside-police.md --
---
name: Lakeside Police Service
kind: municipal
---
-- spring.txt --
Spring campaign begins

LAKESIDE, ON – The Lakeside Police Service begins its campaign on April 1.

Partner agencies:
- Lakeside Police Service
- Bayfield Regional Police

“No service can do this alone, and none should have to,” said Chief Robin Vale.
"""
SAMPLE = """-- campaignsite.yaml --
title: Lakeside Against Trafficking
base_url: https://example.org/
-- content/agencies/lakeside-police.md --
---
name: Lakeside Police Service
kind: municipal
---
-- content/releases/spring.md --
---
title: Spring campaign begins
date: {date}
agencies:
  host: [{agency}]
---
"""


def options_table(name: str) -> str:
    """The options of one command; ``shared`` are those of every command that builds."""
    shared, commands = _shared(), campaignsite.commands
    options = (
        shared
        if name == "shared"
        else [p for p in commands[name].params if _names(p) not in map(_names, shared) and isinstance(p, click.Option)]
    )
    rows = [(_names(p), _prose(getattr(p, "help", "") or "").replace("[default: ", "[Without it: ")) for p in options]
    return _table(("option", "what it does"), rows)


def _shared() -> list[click.Parameter]:
    """The options of every command that looks at a whole site: all that ``check`` has."""
    return list(campaignsite.commands["check"].params)


def _names(option: click.Parameter) -> str:
    shown = ", ".join(f"`{name}`" for name in (*sorted(option.opts, key=len, reverse=True), *option.secondary_opts))
    value = "|".join(map(str, option.type.choices)) if isinstance(option.type, click.Choice) else option.metavar
    return f"{shown} `{value}`" if value else shown


def sample(form: str) -> str:
    """What the program says of a small site in one of its formats; ``good`` is a build without mistakes.

    ``list`` is the list of its documents, ``new`` a new one, ``init`` a new site, ``layout`` a part of the theme,
    ``code`` what a code means, ``import`` a release that becomes a draft.
    """
    if form == "code":
        command = ["explain", "unknown-agency"]
        return f"```console\n$ campaignsite {' '.join(command)}\n{_run(LISTED, command).strip()}\n```"
    if form == "layout":
        command = ["layouts", "release.html", "kicker"]
        return f"```console\n$ campaignsite {' '.join(command)}\n{_run(LISTED, command).strip()}\n```"
    if form == "new":
        command = ["new", "agency", "Harbour Shelter"]
        file = "content/agencies/harbour-shelter.md"
        return f"```console\n$ campaignsite {shlex.join(command)}\n{_run(LISTED, command, file).strip()}\n```"
    if form == "init":
        command = ["init", "my-campaign", "--language", "en", "--language", "fr"]
        nowhere = "-- campaignsite.yaml (absent) --\n"
        return f"```console\n$ campaignsite {shlex.join(command)}\n{_run(nowhere, command).strip()}\n```"
    if form == "import":
        return f"```console\n$ campaignsite import spring.txt\n{_run(IMPORTED, ['import', 'spring.txt']).strip()}\n```"
    if form == "list":
        command = ["list", "--now", "2026-04-01T08:00"]
        return f"```console\n$ campaignsite {' '.join(command)}\n{_run(LISTED, command).strip()}\n```"
    if form == "diff":
        return f"```markdown\n{_difference()}\n```"
    good = form == "good"
    site = SAMPLE.format(
        date="2026-04-01" if good else "--04-01", agency="Lakeside Police Service" if good else "Lakside Police"
    )
    command = ["build"] if good else ["check", *(["--format", form] if form != "text" else [])]
    shown = _run(site, command)
    if form == "sarif":
        document = json.loads(shown)
        document["runs"][0]["tool"]["driver"] = {"name": "campaignsite", "…": "…"}
        document["runs"][0]["results"][1:] = ["…"]
        shown = json.dumps(document, ensure_ascii=False, indent=2)
    if form == "gitlab":
        shown = json.dumps([*json.loads(shown)[:1], "…"], ensure_ascii=False, indent=2)
    language = {"json": "json", "sarif": "json", "gitlab": "json", "markdown": "markdown"}.get(form, "console")
    asked = f"$ campaignsite {' '.join(command)}\n" if language == "console" else ""
    return f"```{language}\n{asked}{shown.strip()}\n```"


def _difference() -> str:
    """What ``campaignsite diff`` says of a sample in which a date, an agency and a sentence are new."""
    site = SAMPLE.format(date="2026-04-01", agency="Lakeside Police Service")
    with tempfile.TemporaryDirectory() as folder:
        root, git = write_site(site, Path(folder)), ["git", "-c", "user.name=A", "-c", "user.email=a@example.org"]
        plain = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        day = {"GIT_AUTHOR_DATE": "2026-03-01T12:00Z", "GIT_COMMITTER_DATE": "2026-03-01T12:00Z"}
        for step in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "a"]):
            subprocess.run([*git, *step], cwd=root, env={**os.environ, **plain, **day}, check=True)
        write_site(site.replace("2026-04-01", "2026-04-02") + "The campaign begins.\n", root)
        command = [sys.executable, "-m", "campaignsite", "diff", "HEAD", "--now", "2026-04-02T08:00"]
        shown = subprocess.run(command, cwd=root, capture_output=True, check=True).stdout.decode()
    return shown.strip()


def _run(site: str, arguments: list[str], shows: str = "") -> str:
    """What a command says, and the first lines of a file that it has written."""
    kept = ("PATH", "HOME", "SYSTEMROOT", "PYTHONPATH")
    environment = {name: value for name, value in os.environ.items() if name in kept}
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-m", "campaignsite", *arguments],
            cwd=write_site(site, Path(folder)),
            env=environment | {"PYTHONUTF8": "1", "COLUMNS": "100"},
            capture_output=True,
            check=False,
        )
        lines = (Path(folder) / shows).read_text(encoding="utf-8").splitlines()[:16] if shows else []
    assert done.returncode in (0, 1), done.stderr.decode()
    shown = re.sub(r"\d+(\\?\.)\d s\b", r"0\g<1>1 s", done.stdout.decode())
    shown += "\n".join(["$ head -16 " + shows, *lines]) if shows else ""
    return re.sub(r'("seconds": )[\d.]+', r"\g<1>0.1", shown)


# --- Markdown ---------------------------------------------------------------------------------------------------------


def _prose(text: str) -> str:
    """A docstring as Markdown, on one line."""
    return " ".join(text.replace("``", "`").split())


def _choice(words: list[str]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}" if len(words) > 1 else words[0]


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    cells = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in cells)


def tables_section() -> str:
    """The columns of every table of data."""
    sorts = {"text": "text", "key": "text", "number": "whole number", "switch": "true or false", "list": "texts"}
    parts = []
    for table in TABLES:
        rows = []
        for column in table.columns:
            kind = ", ".join(f"`{word}`" for word in column.choices) or sorts.get(column.sort, column.sort)
            others = f", `{column.name}_fr` …" if column.translated else ""
            rows.append((f"`{column.name}`{others}", kind, "" if column.needed else "may be empty", column.says))
        head = ("column", "holds", "", "meaning")
        parts.append(f"### {table.title}\n\n{table.says}\n\n{_table(head, rows)}")
    return "\n\n".join(parts)


def ignorable() -> str:
    """The codes that an editor may ignore."""
    return ", ".join(f"[`{code}`](diagnostics.md#{code})" for code in sorted(IGNORABLE))


PARTS: dict[str, Callable[..., str]] = {
    "ignorable": ignorable,
    "fields": fields_table,
    "values": values_section,
    "layouts": layouts_table,
    "options": options_table,
    "sample": sample,
    "codes": text,
    "tables": tables_section,
}


def main() -> None:
    """Renew every page of docs/."""
    for path in sorted(DOCS.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        fresh = renewed(text)
        if fresh != text:
            path.write_text(fresh, encoding="utf-8")


if __name__ == "__main__":
    main()
