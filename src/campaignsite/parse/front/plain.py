"""Front matter that is plain at sight: keys, texts, lists and groups on lines of their own, as most files have it.

In: the text. Out: what libyaml's events come to, or None where that is not certain.
"""

from __future__ import annotations

import re
from typing import Any

from campaignsite.model.diagnostics import Place
from campaignsite.model.documents import Loc

Plain = tuple[dict[str, Any], dict[Loc, Place], dict[Loc, Place]]
"""The data, the places of its values, and the places of its keys."""

_DEEPEST = 4
_KEY = r"[A-Za-z][A-Za-z0-9_-]{0,60}"
_QUOTED = r'"([^"\\\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]*)"'
_WORDS = r"[A-Za-z0-9](?:[A-Za-z0-9 .()/_’–-]*[A-Za-z0-9.)])?"
_LINE = re.compile(rf"( *)(?:(- )|({_KEY}):(?: |$))(?:{_QUOTED}|({_WORDS})|(\{{.*\}})|)$")
_PAIR = re.compile(rf'(?:"({_KEY})"|({_KEY})): (?:{_QUOTED}|({_WORDS}))(?:, (?=["A-Za-z])|\}}$)')


def read_plain(text: str, first_line: int) -> Plain | None:
    """Read a group of keys whose first line is ``first_line`` of its file."""
    data: dict[str, Any] = {}
    places: dict[Loc, Place] = {(): Place(first_line)}
    keys: dict[Loc, Place] = {}
    stack: list[tuple[int, Any, Loc]] = [(0, data, ())]
    opening: tuple[dict[str, Any], str, Loc] | None = None  # a key whose list or group is on the next lines
    for number, line in enumerate(text.split("\n"), first_line):
        found = _LINE.match(line)
        if not found:
            return None
        blanks, item, key, quoted, words, group = found.groups()
        indent = len(blanks)
        if opening:
            owner, name, loc = opening
            if indent <= stack[-1][0] or len(stack) == _DEEPEST:
                return None
            owner[name], places[loc], opening = [] if item else {}, keys[loc], None
            stack.append((indent, owner[name], loc))
        while indent < stack[-1][0]:
            stack.pop()
        at, holder, above = stack[-1]
        value: Any = words if quoted is None else quoted
        loc = (*above, len(holder) if item else key)
        if indent != at or isinstance(holder, list) != bool(item) or bool(group) > bool(item) or loc in keys:
            return None
        if item:
            places[loc] = Place(number, indent + 3)
            value = _group(line, found.start(6) + 1, number, loc, (places, keys)) if group else value
            if value is None:
                return None
            holder.append(value)
            continue
        keys[loc] = Place(number, indent + 1)
        if value is None:
            opening = holder, key, loc
        else:
            holder[key] = value
            places[loc] = Place(number, found.start(4) if words is None else found.start(5) + 1)
    return None if opening else (data, places, keys)


def _group(
    line: str, start: int, number: int, above: Loc, known: tuple[dict[Loc, Place], dict[Loc, Place]]
) -> dict[str, str] | None:
    """Keys and texts between braces, from the 0-based column ``start`` to the end of the line."""
    data: dict[str, str] = {}
    places, keys = known
    while start < len(line):
        pair = _PAIR.match(line, start)
        key = pair and (pair[1] or pair[2])
        if not pair or not key or key in data:
            return None
        loc = (*above, key)
        keys[loc] = Place(number, start + 1)
        data[key] = pair[3] if pair[4] is None else pair[4]
        places[loc] = Place(number, pair.start(3) if pair[4] is None else pair.start(4) + 1)
        start = pair.end()
    return data
