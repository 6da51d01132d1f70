"""Lines of YAML as editors count them: libyaml ends a line at U+2028 too, editors do not."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Any

from campaignsite.model.diagnostics import Place

_BREAKS = re.compile("\n|\x85|\u2028|\u2029")  # what YAML 1.1 takes for the end of a line; editors know only the first


class Lines:
    """Where marks of libyaml are in a text that begins on ``first_line`` of its file."""

    def __init__(self, text: str, first_line: int) -> None:
        self.first_line = first_line
        self.breaks = [match.start() for match in _BREAKS.finditer(text) if match[0] != "\n"] and [
            match.start() for match in re.finditer("\n", text)
        ]

    def place(self, mark: Any) -> Place:
        """The place of a mark."""
        if mark is None:
            return Place(self.first_line)
        if not self.breaks:
            return Place(mark.line + self.first_line, mark.column + 1)
        row = bisect_left(self.breaks, mark.index)
        start = self.breaks[row - 1] + 1 if row else 0
        return Place(row + self.first_line, mark.index - start + 1)

    def row(self, mark: Any) -> int:
        """The 0-based line of a mark in the text."""
        return self.place(mark).line - self.first_line
