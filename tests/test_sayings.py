"""How messages and hints are worded: what can be held mechanically, for every one that a test site or the source shows.

A message says what is wrong and begins in lower case, a hint says what to do about it. Both are for somebody who writes
Markdown twice a month.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import campaignsite
from campaignsite.model.codes import CODES
from tests.test_sites_that_fail import HEAD, SITES

SRC = Path(campaignsite.__file__).parent
MODULES = sorted(path for path in SRC.rglob("*.py") if path.relative_to(SRC).parts[0] not in ("cli", "theme"))
HINTS = {"_HINTS", "_FORMS", "_SENTENCES"}
"""Tables of hints, or of messages with their hints."""
GAP = "◊"
"""Stands for what a program puts into a text."""

OURS = re.compile(
    r"\b(?:None|NoneType|loc|str|int|bool|dict|tuple|mappings?|mappingproxy|regexp?|boolean|string|null|array|pars(?:e[drs]?|"
    r"ing)|tokens?|scalars?|schemas?|exceptions?|traceback|stack|invalid|illegal|fatal|pydantic|validation|enum|literal|"
    r"iterable|object|instance|attr|kwargs?|args|stdin|stdout|utf8)\b"
)
"""Words of programmers. YAML, URL, UTF-8 and HTML are not among them: editors meet them in front matter and menus."""
DOES = frozenset(
    """add align begin build call change choose close copy correct delete end fetch free give go indent install keep
    leave let link look lower make mend move name open publish put raise register remove rename replace save set
    shorten split take use wait write""".split()  # noqa: SIM905 - a list of words
)
"""What a hint begins with: something to do."""


def shown() -> Iterator[tuple[str, str, str, str]]:
    """Site, code, message and hint of everything that the sites that fail bring about."""
    for file in SITES:
        for line in file.read_text(encoding="utf-8").partition(HEAD)[2].splitlines():
            _, code, rest = line.split(" ", 2)
            message, _, hint = re.sub(r"^.*?:\d+:\d+ ", "", rest, count=1).partition(" | ")
            yield file.stem, code, message, hint


SHOWN = sorted(set(shown()))


def written() -> Iterator[tuple[str, str, str]]:
    """Place, kind (message or hint) and text of each that stands in the source; what is put in is ``GAP``."""
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for kind, value in said(node):
                for text in texts(value):
                    yield f"{path.relative_to(SRC).as_posix()}:{value.lineno}", kind, text


def said(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """What a piece of the source calls a message or a hint."""
    if isinstance(node, ast.Call):
        yield from given(node)
    elif isinstance(node, ast.Assign | ast.AnnAssign):
        yield from named(node)


def given(call: ast.Call) -> Iterator[tuple[str, ast.expr]]:
    """The arguments of calls that make diagnostics, or refuse a value."""
    match call:
        case ast.Call(func=ast.Name(id="diagnostic"), args=[_, message, *rest], keywords=keywords):
            yield "message", message
            yield from (("hint", hint) for hint in rest[2:3])
            yield from (("hint", word.value) for word in keywords if word.arg == "hint")
        case ast.Call(func=ast.Attribute(attr="note" | "_note"), args=[_, message, _, hint]):
            yield from (("message", message), ("hint", hint))
        case ast.Call(func=ast.Name(id="_Saying"), args=[_, message, hint]):
            yield from (("message", message), ("hint", hint))
        case ast.Call(func=ast.Name(id="ValueError" | "DateError"), args=[ast.Constant() | ast.JoinedStr() as both]):
            for text in texts(both):
                refused, bar, advice = text.partition(" | ")
                if bar:
                    yield "message", ast.copy_location(ast.Constant(refused), both)
                    yield "hint", ast.copy_location(ast.Constant(advice), both)


def named(node: ast.Assign | ast.AnnAssign) -> Iterator[tuple[str, ast.expr]]:
    """What variables called so, and tables of hints, are made of."""
    match node:
        case ast.Assign(targets=[ast.Name(id="message" | "hint" as name)], value=value):
            yield name, value
        case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=values)):
            for target, value in zip(names, values, strict=False):
                if isinstance(target, ast.Name) and target.id in ("message", "hint"):
                    yield target.id, value
        case (
            ast.Assign(value=ast.Call(args=[ast.Dict(values=values)]))
            | ast.AnnAssign(value=ast.Call(args=[ast.Dict(values=values)]))
        ) if HINTS & {name.id for name in ast.walk(node) if isinstance(name, ast.Name)}:
            for value in values:
                pair = value.elts if isinstance(value, ast.Tuple) else [value]
                yield from zip(("message", "hint")[-len(pair) :], pair, strict=True)


def texts(value: ast.expr) -> Iterator[str]:
    """The texts that an expression may come to, as far as it shows."""
    match value:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=parts):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else GAP for part in parts)
        case ast.IfExp(body=body, orelse=other):
            yield from (*texts(body), *texts(other))
        case ast.BoolOp(values=values):
            yield from (text for one in values for text in texts(one))


WRITTEN = sorted(set(written()))


def is_a_message(text: str) -> bool:
    return bool(re.match(rf"[a-zà-ÿ“\"{GAP}/(…]|\.\./|--|HTML|Jinja|SOURCE_DATE_EPOCH|/", text)) or text[:1].isdigit()


def is_a_hint(text: str) -> bool:
    return text.partition(" ")[0].rstrip(":") in DOES or text.startswith(("did you mean ", "“campaignsite ", GAP))


def test_there_are_texts_to_look_at() -> None:
    assert len(SHOWN) > 200
    assert len([text for _, kind, text in WRITTEN if kind == "message"]) > 100
    assert len([text for _, kind, text in WRITTEN if kind == "hint"]) > 80


@pytest.mark.parametrize(("site", "code", "message", "hint"), SHOWN, ids=lambda value: value[:40])
def test_what_is_said_of_a_site_is_for_an_editor(site: str, code: str, message: str, hint: str) -> None:
    assert code in CODES, site
    assert is_a_message(message) or message.startswith(("content/", "a/"))
    assert not OURS.search(re.sub(r"“[^”]*”", "", message))  # what an editor wrote may be any word
    assert not OURS.search(re.sub(r"“[^”]*”", "", hint))
    assert hint or code.startswith("layout-")
    assert not hint or is_a_hint(hint)
    assert not re.search(r"[.!]$", message + hint)
    for text in (message, hint):
        assert text.count("“") == text.count("”")


@pytest.mark.parametrize(("place", "kind", "text"), WRITTEN, ids=lambda value: value[:40])
def test_what_stands_in_the_source_is_for_an_editor(place: str, kind: str, text: str) -> None:
    if not text:
        return
    assert is_a_message(text) if kind == "message" else is_a_hint(text), place
    assert not re.search(r"[.!]$", text), place
    assert not OURS.search(re.sub(r"“[^”]*”", "", text)), place
    assert not re.search(r'(?<![=(\s{:])"(?!…)\w', text.replace('"who made it"', "")), "typographic quotation marks"
