"""Quotation marks around words, and apostrophes within them, as the library's ``smartquotes`` sets them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it.parser_core import RuleFuncCoreType
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

# Both begin with the mark itself: so it is found quickly.
_PAIR = re.compile(
    r"""
    " (?<![^\ \n\0(]") (?=[^\W_])  # before it nothing or a blank, behind it a word: it can only open
    ([^"\0*`<\[\]]+)
    (?: (?<=[^\W_]) " (?=[\ \n\0.,;:!?)]|\Z) | (?<=[.,!?]) " (?=[\ \n\0]|\Z) )  # it can only close
    """,
    re.VERBOSE,
)
_APOSTROPHE = re.compile(r"'(?<=[^\W_]')(?=[^\W_])")

MOST = 1_000
"""Marks in a paragraph; where there are more they stay straight. The library's time grows with their square."""


def set_quotes(text: str, quotes: Sequence[str]) -> str | None:
    """Set the marks of a text with nothing before and behind it; None where that takes more than their neighbours."""
    if '"' in text:
        text = _PAIR.sub(rf"{quotes[0]}\1{quotes[1]}", text)
    if "'" in text:
        text = _APOSTROPHE.sub("’", text)
    return None if '"' in text or "'" in text else text


def hasten(rule: RuleFuncCoreType) -> RuleFuncCoreType:
    """Quotes are matched paragraph by paragraph; most have none, and most of the others none inside each other."""

    def sparing(state: StateCore) -> None:
        if not state.md.options.typographer:
            return
        quotes = state.md.options["quotes"]
        quoted = [t for t in state.tokens if t.type == "inline" and ('"' in t.content or "'" in t.content)]
        hard = [t for t in quoted if not _set(t.children or [], quotes) and _marks(t.content) <= MOST]
        if hard:
            rule(StateCore(state.src, state.md, state.env, hard))

    return sparing


def _marks(text: str) -> int:
    return text.count('"') + text.count("'")


def _set(tokens: Sequence[Token], quotes: Sequence[str]) -> bool:
    """Set the marks of a paragraph, if none of its texts needs a look at the ones around it."""
    found, last = [], len(tokens) - 1
    for n, token in enumerate(tokens):
        text = token.content
        if token.type != "text" or not ('"' in text or "'" in text):
            continue
        made = set_quotes(text, quotes)
        if made is None or (n and text[0] == '"') or (n < last and text[-1] == '"'):
            return False
        found.append((token, made))
    for token, made in found:
        token.content = made
    return True
