"""Rows of a list as people and programs read them. In: columns and cells. Out: a table for a terminal, or CSV."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from campaignsite.model.words.cells import defused
from campaignsite.model.words.places import tame

_GAP = "  "
_LEAST = 16
"""A text that has no room for so many characters is not worth its column."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    name: str
    shrinks: bool = False
    """Whether its cells may be cut: true of texts, never of paths and dates."""
    keeps: bool = False
    """Whether it stays, however narrow the terminal is."""


def table(columns: Sequence[Column], rows: Sequence[Sequence[str]], width: int = 0) -> tuple[str, tuple[str, ...]]:
    """A table below a line of names, and the columns for which there was no room though they have something to say.

    ``width`` is how many characters the terminal has in a line; 0 when there is none, and nothing is cut.
    """
    cells = [[column.name.replace("_", " ") for column in columns], *([tame(cell) for cell in row] for row in rows)]
    wide = [max(_width(row[n]) for row in cells) for n in range(len(columns))]
    there, room = list(range(len(columns))), dict(enumerate(wide))
    while width and (over := _needed([room[n] for n in there]) - width) > 0 and len(there) > 1:
        shrinks = [n for n in there if columns[n].shrinks and room[n] > _LEAST]
        if shrinks:
            widest = max(shrinks, key=lambda n: room[n])
            room[widest] -= min(over, room[widest] - _LEAST)
            continue
        leaves = [n for n in there if not columns[n].keeps]
        if not leaves:
            break
        there.remove(max(leaves, key=lambda n: (not any(row[n] for row in cells[1:]), n)))
        room = dict(enumerate(wide))  # what is left may have room again
    lines = [_GAP.join(_fitted(row[n], room[n]) for n in there).rstrip() for row in cells]
    lost = (n for n in range(len(columns)) if n not in there and any(row[n] for row in cells[1:]))
    return "\n".join(lines), tuple(cells[0][n] for n in lost)


def _needed(widths: Sequence[int]) -> int:
    """How many characters columns of these widths take, with what is between them."""
    return sum(widths) + len(_GAP) * (len(widths) - 1)


def _fitted(text: str, width: int) -> str:
    """A text of exactly so many columns of a terminal, cut with an ellipsis when it is longer."""
    if _width(text) > width:
        kept = ""
        for character in text:
            if _width(kept + character) > width - 1:
                break
            kept += character
        text = kept.rstrip() + "…"
    return text + " " * (width - _width(text))


def _width(text: str) -> int:
    """How many columns a terminal needs for a text: two for each wide character, none for a mark upon another."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def as_csv(names: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """Comma-separated values as RFC 4180 has them, in UTF-8, with a line of names.

    A cell that a spreadsheet would take for a formula begins with an apostrophe: titles come from many hands.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([defused(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8", "replace")
