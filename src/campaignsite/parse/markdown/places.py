"""At which place of a file something of a body stands: markdown-it gives lines, editors want columns too."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from campaignsite.model.diagnostics import Place


class Places:
    """Places in one body. ``lines`` are its own; ``first_line`` is the file's line on which it begins."""

    def __init__(self, lines: Sequence[str], first_line: int) -> None:
        self.lines, self.first_line = lines, first_line
        self._content, self._line = "", 0
        self._cell: int | None = None
        self._row = (-1, 0)
        self._rows: list[int] = []
        self._starts: dict[int, tuple[int, int]] = {}
        self._bars = (0, 0)

    def at_line(self, line: int) -> Place:
        """The first character of a line that is no blank. Lines count from 0 here and in all methods."""
        text = self._text(line)
        return Place(line + self.first_line, len(text) - len(text.lstrip()) + 1)

    def at_marker(self, line: int) -> Place:
        """The first colon of a component's line."""
        return Place(line + self.first_line, max(self._text(line).find(":::"), 0) + 1)

    def at_brace(self, line: int, name: str) -> Place:
        """The brace that an attribute stands in, on this line or the one above or below."""
        for number in (line, line - 1, line + 1):
            found = re.search(r"\{[^{}]*" + re.escape(name), self._text(number))
            if found:
                return Place(number + self.first_line, found.start() + 1)
        return self.at_line(line)

    def of(self, text: str, line: int) -> Place:
        """Where a text begins on a line."""
        start = self._text(line).find(text)
        return Place(line + self.first_line, start + 1) if start >= 0 else self.at_line(line)

    def enter(self, content: str, line: int, *, cell: bool) -> None:
        """Turn to a paragraph, or a table's cell, whose content has lost its indentation and marks."""
        self._content, self._line, self._cell = content, line, None
        self._rows, self._starts, self._bars = [], {}, (0, 0)
        if cell:  # the cells of a row stand behind one another, with their bars escaped
            behind = self._row[1] if self._row[0] == line else 0
            start = self._text(line).find(_escaped(content), behind)
            self._row = (line, behind if start < 0 else start + len(_escaped(content)))
            self._cell = None if start < 0 else start

    def within(self, at: int, needle: str = "") -> Place:
        """Where character ``at`` of the paragraph or cell stands; ``needle`` helps where the line looks different."""
        if self._cell is not None:
            counted, bars = self._bars if self._bars[0] <= at else (0, 0)
            self._bars = (at, bars + self._content.count("|", counted, at))
            return Place(self._line + self.first_line, self._cell + at + self._bars[1] + 1)
        # A paragraph can be one line with ten thousand links: nothing is looked for twice.
        self._rows = self._rows or [0, *(match.end() for match in re.finditer("\n", self._content))]
        row = bisect_right(self._rows, at) - 1
        if row not in self._starts:
            self._starts[row] = self._start(row)
        start, less = self._starts[row]
        column = at - self._rows[row] - less
        if start < 0:
            start, column = max(self._text(self._line + row).find(needle), 0) if needle else 0, 0
        return Place(self._line + row + self.first_line, start + column + 1)

    def _start(self, row: int) -> tuple[int, int]:
        """Where a line of the paragraph begins on the file's, and how many of its characters are not there."""
        end = self._rows[row + 1] - 1 if row + 1 < len(self._rows) else len(self._content)
        text = self._content[self._rows[row] : end]
        line = self._text(self._line + row)
        start = line.find(text)
        if start >= 0:
            return start, 0
        return line.find(text.strip()), len(text) - len(text.lstrip())  # a tab that became spaces

    def _text(self, line: int) -> str:
        return self.lines[line] if 0 <= line < len(self.lines) else ""


def _escaped(cell: str) -> str:
    return cell.replace("|", "\\|")
