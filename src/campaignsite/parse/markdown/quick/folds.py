"""Plain words in one token with their HTML, where nothing that comes after the blocks would look at them.

A parser that folds makes other tokens than the library, and the same of them: one for a paragraph, an item or a row.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

from campaignsite.parse.markdown.quick.forms import written
from campaignsite.parse.markdown.quick.quotes import set_quotes
from campaignsite.parse.markdown.quick.tokens import bare

FOLDED = "folded"
"""The type of these tokens. ``content`` is HTML; ``meta`` counts the ``words`` in it."""

_RULES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "normalize": (),
        "block": (),
        "attr": (),  # a brace anywhere in the text, and nothing is folded
        "inline": (":::",),  # and all of _MARKS, and blanks around the end of a line
        "heading_attributes": (),
        "footnote_tail": (),
        "smartquotes": (),  # see ``set_quotes``
        "text_join": (),
        "dashes": ("--", "..."),
        "french_spaces": (" ;", " !", " ?", " :", " »", "« "),
        "caption": (),  # it looks for what stands in braces
    }
)
"""What each rule of the dialect for a whole text looks for in words."""

_BLANKS = re.compile(r" \n|\n[ \t]").search
_MARKS = re.compile(r"[\\`~*_\[<&]").search


def known(rules: Sequence[str]) -> bool:
    """Whether it is known what all rules look for."""
    return {*rules} <= _RULES.keys()


@dataclass(frozen=True, slots=True)
class Folds:
    """What may be folded."""

    signs: tuple[str, ...]
    """Words with one of these are not folded."""
    quotes: Sequence[str] | None
    """What becomes of quotation marks."""

    @classmethod
    def by(cls, rules: Sequence[str], quotes: Sequence[str]) -> Folds:
        """What may be folded for a parser with these rules for a whole text."""
        signs = tuple(sign for name in rules for sign in _RULES[name])
        return cls(signs, quotes if "smartquotes" in rules else None)

    def token(self, texts: Sequence[str], form: str, lines: list[int]) -> Token | None:
        """One token for texts without any mark, NUL or braces; ``form`` has a place for each."""
        whole = "\0".join(texts)
        if self.quotes and ("'" in whole or '"' in whole):
            found = None if "`" in whole else set_quotes(whole, self.quotes)  # in code they stay
            if found is None:
                return None
            whole = found
        if "\n" in whole and _BLANKS(whole):
            return None
        for sign in self.signs:
            if sign in whole:
                return None
        html, words = escapeHtml(whole), whole
        if _MARKS(whole):
            formed = written(whole) if len(texts) == 1 else None
            if formed is None:
                return None
            html, words = formed
        token = bare(FOLDED, "", 0, 0, True, lines, "", form % (*html.split("\0"),))
        token.meta["words"] = len(words.replace("\0", " ").split())
        return token
