"""YAML in which every scalar is a string: text in, plain data and the place of every value out.

Built on PyYAML's event stream (its C parser where there is one), because that is the only layer that sees anchors,
tags and repeated keys with their places, and the only one that a merge bomb cannot blow up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml import events as ev

from campaignsite.model.codes import diagnostic
from campaignsite.model.diagnostics import Diagnostic, Place
from campaignsite.model.documents import Loc

DEEPEST = 12
"""Levels of lists and mappings inside each other; front matter needs four."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PLAIN_WORDS = (
    (
        "mapping values are not allowed",
        "a text with “: ” in it stands without quotation marks",
        'write "…" around the whole text',
    ),
    ("could not find expected ':'", "a key without “:” stands here", "write “key: value”"),
    (
        "did not find expected key",
        "the indentation does not fit the lines above",
        "align it with the key above, using spaces",
    ),
    (
        "did not find expected '-'",
        "the indentation does not fit the list above",
        "align the “-” with the one above",
    ),
    (
        "block sequence entries are not allowed",
        "a “-” stands where no list can begin",
        "begin the list on a line of its own",
    ),
    (
        "found unexpected end of stream",
        "a quotation mark is opened and never closed",
        "close it with the same mark, \" or '",
    ),
    (
        "while scanning a quoted scalar",
        "a quotation mark is opened and never closed",
        "close it with the same mark, \" or '",
    ),
    (
        "found unknown escape",
        "a backslash stands in a text in double quotation marks",
        "use single quotation marks",
    ),
    (
        "cannot start any token",
        "a text begins with a character that has a meaning in YAML",
        'write "…" around the whole text',
    ),
    ("expected ',' or ']'", "a list in [ ] is not closed, or a comma is missing", "close it with ]"),
    ("expected ',' or '}'", "a mapping in { } is not closed, or a comma is missing", "close it with }"),
)


@dataclass(slots=True)
class Yaml:
    """What was read: data of dicts, lists and strings, and where each value and each key stands."""

    data: Any = None
    places: dict[Loc, Place] = field(default_factory=dict)
    keys: dict[Loc, Place] = field(default_factory=dict)
    noticed: list[Diagnostic] = field(default_factory=list)


class _TooDeepError(Exception):
    """Lists or mappings lie inside each other deeper than anybody needs; the argument is the place."""


@dataclass(slots=True)
class _Open:
    """A list or a mapping that is being filled."""

    value: Any
    loc: Loc
    place: Place
    key: str | None = None
    skip: bool = False


def read_yaml(text: str, path: str, first_line: int = 1) -> Yaml:
    """Read YAML that begins on ``first_line`` of ``path``. What is wrong with it comes back in ``noticed``."""
    result = Yaml()
    try:
        _Reader(result, path, first_line).read(text)
    except _TooDeepError as error:
        message = f"lists and mappings lie inside each other more than {DEEPEST} deep"
        result.noticed.append(diagnostic("bad-yaml", message, path, error.args[0], "make it shallower"))
        result.data = None
    except yaml.MarkedYAMLError as error:
        result.noticed.append(_explained(error, text, path, first_line))
        result.data = None
    except yaml.YAMLError as error:  # a character that YAML does not allow
        result.noticed.append(_odd_character(error, text, path, first_line))
        result.data = None
    return result


class _Reader:
    def __init__(self, result: Yaml, path: str, first_line: int) -> None:
        self.result, self.path, self.first_line = result, path, first_line
        self.stack: list[_Open] = []

    def read(self, text: str) -> None:
        for event in yaml.parse(text, Loader=_LOADER):
            mark = event.start_mark
            place = Place(mark.line + self.first_line, mark.column + 1) if mark else Place(self.first_line)
            if isinstance(event, ev.NodeEvent):
                self.refuse(event, place)
            if isinstance(event, ev.ScalarEvent):
                self.scalar(event, place)
            elif isinstance(event, ev.AliasEvent):
                self.value("", place)
            elif isinstance(event, ev.CollectionStartEvent):
                self.open({} if isinstance(event, ev.MappingStartEvent) else [], place)
            elif isinstance(event, ev.CollectionEndEvent):
                self.close()

    def refuse(self, event: ev.NodeEvent, place: Place) -> None:
        if event.anchor:
            self.note(
                "yaml-alias",
                f"anchors and aliases (&{event.anchor}, *{event.anchor}) are not allowed here",
                place,
                "write the value out where it is needed",
            )
        if getattr(event, "tag", None):
            self.note("yaml-tag", f"tags ({event.tag}) are not allowed here", place, "leave the tag out")  # type: ignore[attr-defined]

    def note(self, code: str, message: str, place: Place, hint: str = "") -> None:
        self.result.noticed.append(diagnostic(code, message, self.path, place, hint))

    def scalar(self, event: ev.ScalarEvent, place: Place) -> None:
        top = self.stack[-1] if self.stack else None
        if top is not None and isinstance(top.value, dict) and top.key is None:
            self.key(event.value, place)
        elif event.value == "" and not event.style and top is not None and isinstance(top.value, dict):
            top.key = None  # “key:” with nothing behind it says nothing
        else:
            self.value(event.value, place)

    def key(self, key: str, place: Place) -> None:
        top = self.stack[-1]
        top.key = key
        if key == "<<":
            self.note("yaml-alias", "merge keys (<<) are not allowed here", place, "write the keys out")
        first = self.result.keys.setdefault((*top.loc, key), place)
        if first is not place:
            self.note(
                "duplicate-key",
                f"“{key}” stands here a second time",
                place,
                f"the first is on line {first.line}; keep one",
            )

    def loc(self, top: _Open) -> Loc:
        return (*top.loc, top.key if top.key is not None else len(top.value))

    def value(self, value: Any, place: Place) -> Loc:
        if not self.stack:
            self.result.data = value
            self.result.places[()] = place
            return ()
        top = self.stack[-1]
        loc = self.loc(top)
        if isinstance(top.value, list):
            top.value.append(value)
            self.result.places.setdefault(loc, place)
        elif top.key is None:
            self.note("bad-yaml", "a key must be a text, not a list or a mapping", place)
            top.key = ""
            return loc
        else:
            top.value.setdefault(top.key, value)
            scalar = isinstance(value, str)
            self.result.places.setdefault(loc, place if scalar else self.result.keys[loc])
            if scalar:
                top.key = None
        return loc

    def open(self, value: Any, place: Place) -> None:
        loc = self.value(value, place)
        if len(self.stack) >= DEEPEST:
            raise _TooDeepError(place)
        self.stack.append(_Open(value, loc, place))

    def close(self) -> None:
        self.stack.pop()
        if self.stack and isinstance(self.stack[-1].value, dict):
            self.stack[-1].key = None


def _explained(error: yaml.MarkedYAMLError, text: str, path: str, first_line: int) -> Diagnostic:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    lines = text.split("\n")
    for number, content in enumerate(lines[: line + 1]):
        if tab := re.match(r"[ ]*\t", content):
            return diagnostic(
                "yaml-tab",
                "the line is indented with a tab; YAML allows only spaces",
                path,
                Place(number + first_line, tab.end()),
                "replace the tab by spaces",
            )
    said = f"{error.context or ''}; {error.problem or ''}"
    for sign, message, hint in _PLAIN_WORDS:
        if sign in said:
            start = error.context_mark if "never closed" in message and error.context_mark else mark
            if start:
                line, column = start.line, start.column
            return diagnostic("bad-yaml", message, path, Place(line + first_line, column + 1), hint)
    return diagnostic(
        "bad-yaml", f"this is not valid YAML: {error.problem}", path, Place(line + first_line, column + 1)
    )


def _odd_character(error: yaml.YAMLError, text: str, path: str, first_line: int) -> Diagnostic:
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
