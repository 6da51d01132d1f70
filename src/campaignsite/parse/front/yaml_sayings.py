"""What is wrong with YAML, in an editor's words and at an editor's line and column."""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from campaignsite.model.codes import diagnostic
from campaignsite.model.diagnostics import Diagnostic, Place
from campaignsite.parse.front.forms import lists
from campaignsite.parse.front.yaml_causes import cause, shown
from campaignsite.parse.front.yaml_lines import Lines

_MEANING = "a text begins with “{sign}”, which has a meaning of its own in YAML"
_PAIR = re.compile(r"\s*(?:- +)?(?P<key>[\w-]+): +(?P<text>.+)")
_LONGEST = 60
"""A text of so many characters is shown in a hint."""
_CLOSE = "close it with the same mark"
_QUOTE_ALL = 'write "…" around the whole text'


@dataclass(frozen=True, slots=True)
class _Saying:
    """What a message of libyaml means to an editor."""

    sign: str
    """Stands in libyaml's message."""
    message: str
    hint: str
    at_start: bool = False
    """True when the place is where the thing began, not where it was noticed."""


_SAYINGS = (
    _Saying("could not find expected ':'", "a key without “:” stands here", "write “key: value”", at_start=True),
    _Saying(
        "did not find expected '-'", "the indentation does not fit the list above", "align the “-” with the one above"
    ),
    _Saying("end of stream", "a quotation mark is opened and never closed", _CLOSE, at_start=True),
    _Saying(
        "document indicator",
        "a quotation mark is opened and never closed",
        _CLOSE,
        at_start=True,
    ),
    _Saying("unknown escape", "a backslash stands in a text in double quotation marks", "use single quotation marks"),
    _Saying("cannot start any token", _MEANING, _QUOTE_ALL),
    _Saying("alphabetic or numeric", _MEANING, _QUOTE_ALL, at_start=True),
    _Saying("scanning a block scalar", _MEANING, _QUOTE_ALL),
    _Saying("node content", _MEANING, _QUOTE_ALL),
    _Saying("',' or ']'", "a list in [ ] is not closed, or a comma is missing", "close it with ]", at_start=True),
    _Saying("',' or '}'", "keys in { } are not closed, or a comma is missing", "close them with }", at_start=True),
)


def explained(error: yaml.MarkedYAMLError, text: str, path: str, lines: Lines) -> Diagnostic:
    """Say what libyaml found, and where an editor would look for it."""
    mark = error.problem_mark or error.context_mark
    place = lines.place(mark)
    rows = text.split("\n")
    if found := cause(error, text, path, lines):
        return found
    said = f"{error.context or ''}; {error.problem or ''}"
    row = rows[place.line - lines.first_line] if place.line - lines.first_line < len(rows) else ""
    if "expected '-'" in said and not row.lstrip().startswith("-"):
        return diagnostic("bad-yaml", *_misfit(row, place, path))
    if "expected key" in said or "mapping values are not allowed" in said or "expected <document start>" in said:
        return diagnostic("bad-yaml", *_misfit(row, place, path))
    if "sequence entries are not allowed" in said:
        return diagnostic("bad-yaml", *_hyphen(row, place, path))
    for saying in _SAYINGS:
        if saying.sign in said:
            at = lines.place(error.context_mark) if saying.at_start and error.context_mark else place
            line = rows[at.line - lines.first_line] if at.line - lines.first_line < len(rows) else ""
            message = saying.message.replace("{sign}", line[at.column - 1 : at.column])
            hint = _quoted(line) if saying.hint == _QUOTE_ALL else saying.hint
            if hint == _CLOSE and at.column <= len(line) <= _LONGEST:
                hint = f"{_CLOSE}: {shown(line.rstrip() + line[at.column - 1])}"
            return diagnostic("bad-yaml", message, path, at, hint)
    return diagnostic("bad-yaml", f"this is not valid YAML: {error.problem}", path, place, _QUOTE_ALL)


def _misfit(row: str, place: Place, path: str) -> tuple[str, str, Place, str]:
    """What is wrong where the parser wanted a key and found something else: message, path, place, hint."""
    before = row[: place.column - 1].rstrip()
    if before.endswith(("]", "}")):
        return f"text stands behind a closing {before[-1]}", path, place, _quoted(row)
    if before.endswith(("'", '"')):
        return "text stands behind a closing quotation mark", path, place, _quoted(row)
    if ": " in before:
        key = _PAIR.match(row)
        behind = f"the text behind “{key['key']}:”" if key else "a text without quotation marks"
        return f"{behind} has a colon in it, as if another key stood there", path, place, _quoted(row)
    start = Place(place.line, len(row) - len(row.lstrip()) + 1)
    message = "the indentation does not fit the lines above"
    return message, path, start, "align it with the key above, using spaces"


def _hyphen(row: str, place: Place, path: str) -> tuple[str, str, Place, str]:
    """What is wrong where a hyphen seems to begin a list: message, path, place, hint."""
    key = _PAIR.match(row)
    if not key or not key["text"].startswith("-") or key["key"] in lists():
        return "a “-” stands where no list can begin", path, place, "begin the list on the next line"
    return f"what stands behind “{key['key']}:” begins with “- ”, as a list does", path, place, _quoted(row)


def _quoted(row: str) -> str:
    """How the line of a key has to be written so that all behind the key is its text."""
    found = _PAIR.match(row)
    text = found["text"].strip() if found else ""
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        text = text[1:-1]  # these were meant to be the quotation marks
    mark = "'" if '"' in text or "\\" in text else '"'
    if not found or len(text) > _LONGEST or mark in text:
        other = "'" if '"' in text and "'" not in text else '"'
        return f"write {other}…{other} around the whole text"
    return f"write quotation marks around the whole text: {found['key']}: {mark}{text}{mark}"


def odd_character(error: yaml.YAMLError, text: str, path: str, first_line: int) -> Diagnostic:
    """Find the character that YAML does not allow."""
    for number, line in enumerate(text.split("\n")):
        for column, character in enumerate(line):
            if (
                (ord(character) < 32 and character not in "\t\r")
                or "\x7f" <= character <= "\x9f"
                or character in "\ufffe\uffff"
            ):
                return diagnostic(
                    "bad-yaml",
                    f"the character U+{ord(character):04X} is not allowed in YAML",
                    path,
                    Place(number + first_line, column + 1),
                    "remove it",
                )
    return diagnostic("bad-yaml", f"this is not valid YAML: {error}", path, Place(first_line, 1))
