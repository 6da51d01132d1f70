"""How much of a text is looked at. In: markdown-it's inline rule. Out: one that leaves out what would take minutes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from markdown_it.parser_core import RuleFuncCoreType
from markdown_it.rules_core import StateCore

from campaignsite.model.codes import diagnostic
from campaignsite.model.diagnostics import Diagnostic
from campaignsite.model.documents import Setting
from campaignsite.parse.markdown.places import Places

MOST_HERE, MOST_IN_ALL = 5_000, 50_000
"""“[” and “<” in one paragraph, and in a whole text. markdown-it looks for a link or a tag at each, and inside it."""

_LEFT_OUT = "left_out"
"""Where the environment of a text has the lines of its paragraphs that were left out."""


def bounded(rule: RuleFuncCoreType) -> RuleFuncCoreType:
    """Leave out paragraphs with so many “[” and “<” that reading them would take minutes."""

    def within(state: StateCore) -> None:
        if _signs(state.src) > MOST_HERE:
            left = MOST_IN_ALL
            for token in state.tokens:
                count = _signs(token.content) if token.type == "inline" else 0
                if not count or (count <= MOST_HERE and count <= left):
                    left -= count
                    continue
                token.content = ""
                if left >= 0:
                    state.env.setdefault(_LEFT_OUT, []).append((token.map or [0])[0])
                if count <= MOST_HERE:
                    left = -1  # and nothing is said of others behind it, which are left out for the same reason
        rule(state)

    return within


def _signs(text: str) -> int:
    return text.count("[") + text.count("<")


def left_out(env: Mapping[str, Any], places: Places, setting: Setting) -> Iterator[Diagnostic]:
    """Say which paragraphs nobody read."""
    for line in env.get(_LEFT_OUT, ()):
        most = f"a paragraph may have {MOST_HERE:,}, and a text {MOST_IN_ALL:,}"
        message, hint = f"there are more “[” and “<” here than anybody needs: {most}", "split it into several files"
        yield diagnostic("nested-too-deeply", message, setting.path, places.at_line(line), hint)
