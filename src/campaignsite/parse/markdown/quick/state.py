"""What the rules for blocks know of a text, and where their tokens go."""

from __future__ import annotations

from itertools import accumulate
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from markdown_it.utils import EnvType

from campaignsite.parse.markdown.quick.folds import Folds
from campaignsite.parse.markdown.quick.tokens import bare

_INDENTATION = frozenset(" \t")
_UNDERLINE = frozenset("-= \t")
"""What a line that could underline a heading ends with."""


class BlockState(StateBlock):
    """Makes the tokens of blocks; ``underlined`` says whether any line of the text could underline a heading."""

    def __init__(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> None:
        self.folds: Folds | None = None
        lines = src.split("\n")
        self.underlined = not _UNDERLINE.isdisjoint([line[-1:] for line in lines])
        if lines.pop() or not _INDENTATION.isdisjoint([line[:1] for line in lines]):
            super().__init__(src, md, env, tokens)
            return
        super().__init__("", md, env, tokens)
        self.src = src  # without indentation all is known of its lines when it is known where they end
        begins = [*accumulate([len(line) + 1 for line in lines], initial=0)]
        self.bMarks, self.eMarks = begins, [*[begin - 1 for begin in begins[1:]], len(src)]
        self.tShift, self.sCount, self.bsCount = ([0] * len(begins) for _ in range(3))
        self.lineMax = len(lines)

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        """As the library's."""
        if nesting < 0:
            self.level -= 1
        token = bare(ttype, tag, nesting, self.level, True)
        if nesting > 0:
            self.level += 1
        self.tokens.append(token)
        return token
