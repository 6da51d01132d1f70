"""Numbers of a text that may be figures. In: its lines. Out: each number with words behind it, and where it stands.

Dates, shares, amounts of money and parts of names are none, nor is what stands in code or in the address of a link.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from campaignsite.model.diagnostics import Place
from campaignsite.model.documents import Number
from campaignsite.model.words.anchors import FIGURE

_LINK = rf"\[[^\]]{{0,300}}\]\([^)]{{0,300}}#{FIGURE}[^)]{{0,300}}\)"
"""A link to a figure is looked at as a whole."""
_NO_TEXT = re.compile(_LINK + r"|\]\([^)]{0,300}\)|`[^`]{1,300}`|\{[^}]{0,300}\}|<!--.*|^\s*:{3,}.*")
_FENCE = re.compile(r"\s{0,3}(`{3,}|~{3,})")
_BLANKS = " \t\u00a0\u2009\u202f"
_NUMBER = re.compile(rf"(?<![\w.,’'$€£#/:\-–])(\d{{1,3}}(?:[,.{_BLANKS}]\d{{3}})+|\d{{1,9}})(?![\w%\]])")
_GAP = rf"[*_]{{0,3}}(?:[{_BLANKS}]+|[{_BLANKS}]*\n[{_BLANKS}>]*)[*_]{{0,3}}"
_BEHIND = re.compile(_GAP + r"([^\W\d_][^.;:!?()\[\]“”«»]*)")
_SHARE = re.compile(rf"(?:\d|\b(?:one|un|une))[{_BLANKS}](?:in|sur)[{_BLANKS}]$", re.IGNORECASE)
_YEAR = re.compile(r"(19|20)\d\d")
_BEFORE, _WINDOW, _WORDS = 8, 160, 12


def numbers(lines: Sequence[str], first_line: int) -> Iterator[Number]:
    """Every such number of a body, of which the file's ``first_line`` is the first."""
    bare = list(_bare(lines))
    text = "\n".join(bare)
    starts = [0, *accumulate(len(line) + 1 for line in bare)]
    for found in _NUMBER.finditer(text):
        begin, end = found.span()
        behind = _BEHIND.match(text[end : end + _WINDOW])
        words = " ".join(behind[1].partition("\n\n")[0].replace("*", "").split()[:_WORDS]) if behind else ""
        if words and not _YEAR.fullmatch(found[1]) and not _SHARE.search(text[max(0, begin - _BEFORE) : begin]):
            line = bisect_right(starts, begin) - 1
            yield Number(found[1], words, Place(line + first_line, begin - starts[line] + 1))


def _bare(lines: Sequence[str]) -> Iterator[str]:
    """The lines with something else in place of what is no text."""
    fence = ""
    for line in lines:
        marked = _FENCE.match(line)
        if fence:
            fence = "" if marked and marked[1].startswith(fence) else fence
            yield " " * len(line)
        elif marked:
            fence = marked[1]
            yield " " * len(line)
        else:
            yield _NO_TEXT.sub(lambda match: "]" + "\0" * (len(match[0]) - 1), line)
