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
from campaignsite.parse.front.plain import read_plain
from campaignsite.parse.front.yaml_causes import ODD_BLANK, half_commented, odd_blank, spaceless
from campaignsite.parse.front.yaml_lines import Lines
from campaignsite.parse.front.yaml_sayings import explained, odd_character

DEEPEST = 12
"""Levels of lists and mappings inside each other; front matter needs four."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_HASHTAG = re.compile(r"[ \t]+(#[^\s#].*)")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")  # as an escape; as they stand, see decode()


@dataclass(slots=True)
class Yaml:
    """What was read: data of dicts, lists and strings, and where each value and each key stands."""

    data: Any = None
    places: dict[Loc, Place] = field(default_factory=dict)
    keys: dict[Loc, Place] = field(default_factory=dict)
    noticed: list[Diagnostic] = field(default_factory=list)
    doubtful: set[Loc] = field(default_factory=set)
    """Where something could not be read: what is missing or wrong there is no mistake of its own."""


class _SecondDocumentError(Exception):
    """A line of --- begins a second document; the argument is the place."""


class _TooDeepError(Exception):
    """Lists or mappings lie inside each other deeper than anybody needs; the argument is the place."""


@dataclass(slots=True)
class _Open:
    """A list or a mapping that is being filled."""

    value: Any
    loc: Loc
    place: Place
    key: str | None = None
    empty: str = ""
    """The key just above, when nothing stands behind it."""


def read_yaml(text: str, path: str, first_line: int = 1) -> Yaml:
    """Read YAML that begins on ``first_line`` of ``path``. What is wrong with it comes back in ``noticed``."""
    noticed = list(half_commented(text, path, first_line)) if ":\n#" in text else []
    if plain := read_plain(text, first_line):
        return Yaml(*plain, noticed=noticed)
    result, lines = Yaml(noticed=noticed), Lines(text, first_line)
    try:
        _Reader(result, path, lines).read(text)
    except _SecondDocumentError as error:
        message, hint = "a line of --- stands here, and everything behind it would be lost", "take the line out"
        result.noticed.append(diagnostic("bad-yaml", message, path, error.args[0], hint))
    except _TooDeepError as error:
        message = f"lists and groups of keys lie inside each other more than {DEEPEST} deep"
        result.noticed.append(diagnostic("bad-yaml", message, path, error.args[0], "make it shallower"))
        result.data = None
    except yaml.MarkedYAMLError as error:
        result.noticed.append(explained(error, text, path, lines))
        result.data = None
    except yaml.YAMLError as error:  # a character that YAML does not allow
        result.noticed.append(odd_character(error, text, path, first_line))
        result.data = None
    if isinstance(result.data, str) and (place := result.places[()]).line == first_line + text.rstrip().count("\n"):
        row = text.split("\n")[place.line - first_line]
        if not result.noticed and (found := spaceless(row, place.line, path)):  # nothing but a key that is none
            result.noticed.append(found)
    return result


class _Reader:
    def __init__(self, result: Yaml, path: str, lines: Lines) -> None:
        self.result, self.path, self.lines = result, path, lines
        self.stack: list[_Open] = []

    def read(self, text: str) -> None:
        place = self.lines.place
        self.rows = text.split("\n")
        for event in yaml.parse(text, Loader=_LOADER):
            if isinstance(event, ev.ScalarEvent):
                at = place(event.start_mark)
                if event.anchor or event.tag:
                    self.refuse(event, at)
                self.scalar(event, at)
            elif isinstance(event, ev.CollectionEndEvent):
                self.close()
            elif isinstance(event, ev.CollectionStartEvent):
                at = place(event.start_mark)
                self.refuse(event, at)
                self.open({} if isinstance(event, ev.MappingStartEvent) else [], at)
            elif isinstance(event, ev.AliasEvent):
                at = place(event.start_mark)
                self.refuse(event, at)
                self.result.doubtful.add(self.loc(self.stack[-1]) if self.stack else ())
                self.value("", at)
            elif isinstance(event, ev.DocumentStartEvent) and event.explicit and self.result.places:
                raise _SecondDocumentError(place(event.start_mark))

    def refuse(self, event: ev.NodeEvent, place: Place) -> None:
        merging = bool(self.stack) and self.stack[-1].key == "<<"
        if event.anchor and not merging:
            sign = "*" if isinstance(event, ev.AliasEvent) else "&"
            message = _meaning(sign + event.anchor)
            self.note("yaml-alias", message, place, 'write "…" around the whole text, or take the sign out')
        tag = getattr(event, "tag", None)
        if tag:
            shown = tag.replace("tag:yaml.org,2002:", "!!")
            self.note(
                "yaml-tag",
                _meaning(shown),
                place,
                'write "…" around the whole text, or take it out',
            )

    def note(self, code: str, message: str, place: Place, hint: str = "") -> None:
        self.result.noticed.append(diagnostic(code, message, self.path, place, hint))

    def scalar(self, event: ev.ScalarEvent, place: Place) -> None:
        top = self.stack[-1] if self.stack else None
        if top is not None and isinstance(top.value, dict) and top.key is None:
            self.key(event.value, place)
            if not event.style and ODD_BLANK.match(event.value):
                before = self.rows[place.line - self.lines.first_line][: place.column - 1]
                what = "the key begins" if before.strip(" ") else "the line is indented"
                self.result.noticed.append(odd_blank(event.value[0], self.path, place, what))
                self.result.doubtful.add(self.loc(top))
            return
        if not event.style:
            self.cut(event)
        if event.value == "" and not event.style and top is not None and isinstance(top.value, dict):
            self.result.places.setdefault(self.loc(top), self.result.keys[self.loc(top)])
            top.key, top.empty = None, str(top.key)  # “key:” with nothing behind it says nothing
        else:
            self.value(event.value, place)

    def cut(self, event: ev.ScalarEvent) -> None:
        """A value that goes on as a comment, such as a hashtag. What is meant for one has a blank behind the sign."""
        end = self.lines.place(event.end_mark)
        row = self.rows[end.line - self.lines.first_line] if end.line - self.lines.first_line < len(self.rows) else ""
        found = _HASHTAG.match(row, end.column - 1)
        if found:
            place = Place(end.line, found.start(1) + 1)
            hint = f'write "{event.value}{found[0].rstrip()}" in quotation marks'.replace('" #', '"#')
            message = f"“{found[1]}” is not read: behind a blank, “#” begins a comment"
            self.note("cut-value", message, place, hint)

    def key(self, key: str, place: Place) -> None:
        top = self.stack[-1]
        top.key = key
        if key == "<<":
            self.note(
                "yaml-alias",
                _meaning(key),
                place,
                "write out the keys that it stands for",
            )
            self.result.doubtful.add(top.loc)
        first = self.result.keys.setdefault((*top.loc, key), place)
        if first is not place:
            self.note(
                "duplicate-key",
                f"“{key}” stands here a second time",
                place,
                f"keep one; the first is on line {first.line}"
                + (f"; or indent this one, if it belongs to “{top.empty}”" if top.empty else ""),
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
        if isinstance(value, str) and (odd := _CONTROLS.search(value)):
            name = f"“{top.key}”" if top.key is not None else "this"
            self.note("bad-value", f"{name} holds the character U+{ord(odd[0]):04X}", place, "remove it")
        if isinstance(top.value, list):
            top.value.append(value)
            self.result.places.setdefault(loc, place)
        elif top.key is None:
            self.note("bad-yaml", "a key must be a text, not a list or a group of keys", place, "write “key: value”")
            top.key = ""
            return loc
        else:
            top.empty = ""
            top.value.setdefault(top.key, value)
            scalar = isinstance(value, str)
            self.result.places.setdefault(loc, place if scalar else self.result.keys.get(loc, place))
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


def _meaning(sign: str) -> str:
    return f"“{sign}” has a meaning of its own in YAML, which is not used here"
