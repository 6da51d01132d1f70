"""Blocks that are plain at sight: paragraphs, headings, and lists and tables of single lines.

Each function is asked before the library's rule. It makes the tokens that the rule would make, or says False where
that is not certain: then the rule judges.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from types import MappingProxyType

from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from campaignsite.parse.markdown.quick.state import BlockState
from campaignsite.parse.markdown.quick.tokens import bare

LEVELS = 4
"""As many levels as these blocks have must be allowed inside each other."""

_HEADING = re.compile(r"(#{1,6})[ \t]+(.+)")
_ITEM = re.compile(r"([0-9]{1,9}(?=[.)])|(?=[*+-]))(.) ([^\W\d_].*)")
_DELIMITER = re.compile(r"\|(?:[ \t]*:?-+:?[ \t]*\|)+[ \t]*$", re.MULTILINE)
_ALIGNS = MappingProxyType({(False, False): "", (True, False): "left", (False, True): "right", (True, True): "center"})
"""By whether a colon stands at the left and at the right."""
_CELL, _ALIGNED = "<td>%s</td>\n", '<td class="align-{}">%s</td>\n'
"""Cells of a body, where classes stand for the library's styles."""
_CONTINUING = frozenset(" \t*+-:~0123456789")
"""What a line begins with that may belong to the list above it, with an empty line between."""


def paragraph(state: StateBlock, line: int, _end: int, _silent: bool) -> bool:
    """Up to an empty line. At the outermost level it may have more lines that begin with letters, as no other block."""
    source, begins, shifts, ends = state.src, state.bMarks, state.tShift, state.eMarks
    level, below = state.level, line + 1
    while below < state.lineMax and (first := begins[below] + shifts[below]) < ends[below]:
        if level or shifts[below] or not source[first].isalpha():
            return False
        below += 1
    text = _trimmed(source[begins[line] + shifts[line] : ends[below - 1]])
    if not text:
        return False
    state.line = below
    if folded := _folded(state, (text,), "<p>%s</p>\n", line, below):
        state.tokens.append(folded)
        return True
    state.tokens += (
        bare("paragraph_open", "p", 1, level, True, [line, below]),
        bare("inline", "", 0, level + 1, True, [line, below], "", text, []),
        bare("paragraph_close", "p", -1, level, True),
    )
    return True


def heading(state: StateBlock, line: int, _end: int, _silent: bool) -> bool:
    """A line after number signs, with none at its end."""
    found = _HEADING.match(state.src, state.bMarks[line] + state.tShift[line])
    text = _trimmed(found[2]) if found else ""
    if not found or not text or text[-1] == "#":
        return False
    level, signs = state.level, found[1]
    tag = f"h{len(signs)}"
    state.tokens += (
        bare("heading_open", tag, 1, level, True, [line, line + 1], signs),
        bare("inline", "", 0, level + 1, True, [line, line + 1], "", text, []),
        bare("heading_close", tag, -1, level, True, None, signs),
    )
    state.line = line + 1
    return True


def items(state: StateBlock, line: int, end: int, _silent: bool) -> bool:
    """A list at the outermost level whose items are lines that begin with letters."""
    found = [] if state.level or state.tShift[line] else _items(state, line, end)
    below = line + len(found)
    after = state.skipEmptyLines(below)
    if not found or (after < end and state.src[state.bMarks[after]] in _CONTINUING):
        return False
    number, mark, _ = found[0]
    kind, tag = ("ordered_list", "ol") if number else ("bullet_list", "ul")
    opening = bare(f"{kind}_open", tag, 1, 0, True, [line, after], mark)
    if number and int(number) != 1:
        opening.attrs["start"] = int(number)
    state.tokens.append(opening)
    for row, (number, _, text) in enumerate(found, line):
        if folded := _folded(state, (text,), "<li>%s</li>\n", row, row + 1):
            state.tokens.append(folded)
        else:
            state.tokens += _item(number, mark, text, row, row + 1 if row + 1 < below else after)
    state.tokens.append(bare(f"{kind}_close", tag, -1, 0, True, None, mark))
    state.line = after
    return True


def _items(state: StateBlock, line: int, end: int) -> list[tuple[str, str, str]]:
    """Number, mark and text of each item up to an empty line; none where one of them is not plain."""
    source, begins = state.src, state.bMarks
    found: list[tuple[str, str, str]] = []
    while line < end and not state.isEmpty(line):
        item = _ITEM.match(source, begins[line])
        text = _trimmed(item[3]) if item else ""
        if not item or not text or (found and found[0][1] != item[2]):
            return []
        found.append((item[1], item[2], text))
        line += 1
    return found


def _item(number: str, mark: str, text: str, line: int, after: int) -> tuple[Token, ...]:
    """The paragraph in an item is hidden where no empty lines stand between the items."""
    opening = bare("list_item_open", "li", 1, 1, True, [line, after], mark)
    opening.info = number
    before = bare("paragraph_open", "p", 1, 2, True, [line, line + 1])
    behind = bare("paragraph_close", "p", -1, 2, True)
    before.hidden = behind.hidden = True
    words = bare("inline", "", 0, 3, True, [line, line + 1], "", text, [])
    return opening, before, words, behind, bare("list_item_close", "li", -1, 1, True, None, mark)


def table(state: StateBlock, line: int, end: int, _silent: bool) -> bool:
    """A table at the outermost level whose rows begin with bars and have all cells."""
    source, begins, ends = state.src, state.bMarks, state.eMarks
    if state.level or state.tShift[line] or line + 1 >= end:
        return False
    delimiter = _DELIMITER.match(source, begins[line + 1])
    if not delimiter:
        return False
    columns = [cell.strip(" \t") for cell in delimiter[0].strip(" \t")[1:-1].split("|")]
    aligns = [_ALIGNS[cell[0] == ":", cell[-1] == ":"] for cell in columns]
    rows, below = [], line
    while below < end and begins[below] < ends[below]:
        cells = _cells(source[begins[below] : ends[below]]) if below != line + 1 else columns
        if len(cells) != len(columns):
            return False
        rows.append(cells)
        below += 1
    if below < end and not state.isEmpty(below):
        return False
    tokens = state.tokens
    tokens += (
        bare("table_open", "table", 1, 0, True, [line, below]),
        bare("thead_open", "thead", 1, 1, True, [line, line + 1]),
    )
    _row(tokens, "th", rows[0], aligns, line)
    tokens.append(bare("thead_close", "thead", -1, 1, True))
    if len(rows) > 2:
        tokens.append(bare("tbody_open", "tbody", 1, 1, True, [line + 2, below]))
        form = f"<tr>\n{''.join(_ALIGNED.format(align) if align else _CELL for align in aligns)}</tr>\n"
        for number, cells in enumerate(rows[2:], line + 2):
            if folded := _folded(state, cells, form, number, number + 1):
                tokens.append(folded)
            else:
                _row(tokens, "td", cells, aligns, number)
        tokens.append(bare("tbody_close", "tbody", -1, 1, True))
    tokens.append(bare("table_close", "table", -1, 0, True))
    state.line = below
    return True


def _cells(row: str) -> list[str]:
    """The cells of a row; none where it is not plain."""
    if row[:1] != "|" or "\\" in row:
        return []
    cells = _trimmed(row)[1:].split("|")
    if not cells[-1]:
        cells.pop()
    found = [cell.strip(" \t") for cell in cells]
    return found if found == [cell.strip() for cell in cells] else []


def _row(tokens: list[Token], tag: str, cells: Sequence[str], aligns: Sequence[str], line: int) -> None:
    tokens.append(bare("tr_open", "tr", 1, 2, True, [line, line + 1]))
    for text, align in zip(cells, aligns, strict=True):
        opening = bare(f"{tag}_open", tag, 1, 3, True)
        if align:
            opening.attrs["style"] = "text-align:" + align
        tokens += (
            opening,
            bare("inline", "", 0, 4, True, [line, line + 1], "", text, []),
            bare(f"{tag}_close", tag, -1, 3, True),
        )
    tokens.append(bare("tr_close", "tr", -1, 2, True))


def _folded(state: StateBlock, texts: Sequence[str], form: str, line: int, below: int) -> Token | None:
    """One token, at the outermost level and in quotations there: lists and footnotes look at what is in them."""
    if not isinstance(state, BlockState) or not state.folds:
        return None
    if state.level > 1 or (state.level and state.parentType != "blockquote"):
        return None
    return state.folds.token(texts, form, [line, below])


def _trimmed(text: str) -> str:
    """Without blanks around; empty where more than blanks could be taken away, as versions of the library differ."""
    words = text.strip(" \t")
    return words if words == text.strip() else ""
