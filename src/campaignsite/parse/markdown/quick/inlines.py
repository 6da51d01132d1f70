"""The library's rules for what stands in a paragraph, asked only where they can begin: most of it is text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

from campaignsite.parse.markdown.quick.forms import LEVELS, RULES, forms

BEGINNINGS: Mapping[str, str] = MappingProxyType(
    {
        "text": "",  # it takes what no other rule takes
        "newline": "\n",
        "escape": "\\",
        "backticks": "`",
        "strikethrough": "~",
        "emphasis": "*_",
        "link": "[",
        "span": "[",
        "image": "!",
        "footnote_ref": "[",
        "autolink": "<",
        "html_inline": "<",
        "entity": "&",
        "attr": "{",
    }
)
"""The characters that each rule looks for first, and does nothing without."""

PAIRING = frozenset(("balance_pairs", "strikethrough", "emphasis", "fragments_join"))
"""The rules that come after, for pairs of marks."""

_PAIRS = re.compile("[*_~]")


def known(parser: ParserInline) -> bool:
    """Whether ``Inlines`` knows all rules."""
    return {*parser.ruler.get_active_rules()} <= BEGINNINGS.keys() and {*parser.ruler2.get_active_rules()} <= PAIRING


def _add(state: StateInline, text: str) -> None:
    state.pending += text


_append: Callable[[StateInline, str], None] = getattr(StateInline, "append_pending", _add)  # since markdown-it-py 4.2
"""Adds to the text that is no token yet."""


class Inlines(ParserInline):
    """Does what ``ParserInline`` does."""

    def __init__(self, given: ParserInline, md: MarkdownIt) -> None:
        vars(self).update(vars(given))
        rules = list(zip(self.ruler.get_active_rules(), self.ruler.getRules(), strict=True))
        after = zip(self.ruler2.get_active_rules(), self.ruler2.getRules(), strict=True)
        starts = sorted({char for name, _ in rules for char in BEGINNINGS[name]})
        self._at = {char: [rule for name, rule in rules if char in BEGINNINGS[name]] for char in starts}
        self._elsewhere = [rule for name, rule in rules if name == "text"]
        self._next = re.compile(f"[{re.escape(''.join(starts))}]").search
        self._after = [(name == "strikethrough", rule) for name, rule in after]
        self._deepest: int = md.options["maxNesting"]
        marks, pairs = {*self.ruler.get_active_rules()}, {*self.ruler2.get_active_rules()}
        self.straight = marks >= RULES and pairs >= PAIRING - {"strikethrough"} and self._deepest >= LEVELS
        """Whether plain forms can be read without the rules."""

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """What has only plain forms is read straight, and without marks that come in pairs there are none to pair."""
        if not tokens and self.straight and (found := forms(src, md)) is not None:
            tokens += found
            return tokens
        state = StateInline(src, md, env, tokens)
        self.tokenize(state)
        if _PAIRS.search(src):
            struck = "~" in src
            for strikes, rule in self._after:
                if struck or not strikes:
                    rule(state)
        return state.tokens

    def tokenize(self, state: StateInline) -> None:
        """Up to the next character at which a rule can begin, everything is text."""
        source, end = state.src, state.posMax
        shallow = state.level < self._deepest  # a rule leaves the level as it finds it
        while (pos := state.pos) < end:
            found = self._next(source, pos, end) if shallow else None
            start = found.start() if found else end
            if start > pos:
                _append(state, source[pos:start])
                state.pos = start
            if start == end:
                break
            for rule in self._at[source[start]]:
                if rule(state, False):
                    break
            else:
                _append(state, source[start])
                state.pos = start + 1
        if state.pending:
            state.pushPending()

    def skipToken(self, state: StateInline) -> None:  # noqa: N802 - the name is markdown-it's
        """Take the library's steps, since they are remembered, and met again under other conditions."""
        pos = state.pos
        if pos in state.cache:
            state.pos = state.cache[pos]
            return
        if state.level >= self._deepest:
            super().skipToken(state)
            return
        state.level += 1
        for rule in self._at.get(state.src[pos], self._elsewhere):
            if rule(state, True):
                break
        else:
            state.pos += 1
        state.level -= 1
        state.cache[pos] = state.pos
