"""At which place of a file a link or an image of a body stands."""

from __future__ import annotations

from campaignsite.model.diagnostics import Place


def place_in(lines: list[str], first: int, content: str, at: int, needle: str = "") -> Place:
    """The place in the body of character ``at`` of a paragraph's content, which has lost its indentation and marks.

    ``lines`` are the body's, ``first`` the 0-based line on which the paragraph begins. Lines count from 1 here.
    """
    before = content[:at]
    row = before.count("\n")
    column = at - (before.rfind("\n") + 1)
    text = content.split("\n")[row]
    line = lines[first + row] if first + row < len(lines) else ""
    start = line.find(text)
    if start < 0:  # a table's cell with \| in it, a tab that became spaces
        stripped = text.strip()
        start = line.find(stripped)
        column -= len(text) - len(text.lstrip())
    if start < 0:
        start, column = max(line.find(needle), 0) if needle else 0, 0
    return Place(first + row + 1, start + column + 1)
