"""Lines of a plain text. In: words, and what stands before them in the blocks around. Out: lines, not yet joined."""

from __future__ import annotations

from collections.abc import Sequence

SPACES = " \t\n\r\f"
"""What HTML takes for one space, however many there are: not those that do not break."""
BREAK = "\0"
"""Stands for <br> until lines are made; no text has it."""
_WIDEST = 100
"""Characters of a table whose columns stand below each other; a wider one would be broken anyway."""


class Lines:
    """Takes words until a line ends, and blocks until they end."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.line: list[str] = []
        self.before: list[list[str]] = []  # of each block around: what stands before its next line, before others; name
        self.gap: str | None = None  # the blank line that comes before the next line
        self.pre = 0

    def flush(self) -> None:
        """Write what was said as lines."""
        if not self.line:
            return
        said, self.line = "".join(self.line), []
        if self.pre:
            lines = said.strip("\n").split("\n") if said.strip() else []
        else:
            lines = spaced(said).strip(f" {BREAK}").split(BREAK)
            lines = [line.strip(" ") for line in lines] if lines != [""] else []
        for line in lines:
            self.put(line)

    def put(self, line: str) -> None:
        """Write a line."""
        if self.gap is not None and self.out:
            self.out.append(self.gap)
        self.gap = None
        if self.before:
            line = "".join([first for first, _, _ in self.before]) + line
            for marks in self.before:
                marks[0] = marks[1]
        self.out.append(line.rstrip(" "))

    def blank(self) -> None:
        """Let there be a blank line before the next one."""
        line = "".join([other for _, other, _ in self.before]).rstrip() if self.before else ""
        if self.gap is None or len(line) < len(self.gap):
            self.gap = line

    def leave(self, name: str) -> None:
        """End a line, and the innermost block if it is the one of this name: HTML may leave out where entries end."""
        self.flush()
        if self.before and self.before[-1][2] == name:
            self.before.pop()


def spaced(text: str) -> str:
    """The same with one space where HTML has any. Most texts have no others: looking is quicker than an expression."""
    for space in SPACES[1:]:
        text = text.replace(space, " ")
    while "  " in text:
        text = text.replace("  ", " ")
    return text


def columns(rows: Sequence[tuple[list[str], bool]]) -> list[str]:
    """The lines of a table: of each row its cells, and whether all of them are heads."""
    count = max((len(cells) for cells, _ in rows), default=0)
    widths = [max(len(cells[n]) if n < len(cells) else 0 for cells, _ in rows) for n in range(count)]
    if sum(widths) + 3 * (count - 1) > _WIDEST:
        widths = [0] * count
    out = []
    for n, (cells, head) in enumerate(rows):
        out.append(" | ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=False)).rstrip(" "))
        if head and not (n + 1 < len(rows) and rows[n + 1][1]):
            out.append("-+-".join("-" * (width or 3) for width in widths))
    return out
