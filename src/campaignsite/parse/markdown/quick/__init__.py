"""A quick engine for markdown-it: its own rules, asked only where they can do something.

In: a parser with all its rules. Out: the same parser; every text becomes the same tokens and the same HTML, sooner.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from markdown_it import MarkdownIt
from markdown_it.parser_core import RuleFuncCoreType
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore

from campaignsite.parse.markdown.quick import blocks, folds, html, inlines, links, quotes, tokens

__all__ = ["fold", "hasten"]

_SIGNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "normalize": ("\r", "\0"),
        "attr": ("{",),
        "heading_attributes": ("{",),
        "caption": ("{",),
        "footnote_tail": ("[^",),
        "text_join": ("\\", "&"),
    }
)
"""Rules for the whole of a text that change nothing unless one of these stands in it."""


def hasten(md: MarkdownIt) -> MarkdownIt:
    """Give a parser the quick engine. A part of it with rules that are not known here stays as it is."""
    if not tokens.known():
        return md
    if inlines.known(md.inline):
        links.hasten(md)
        md.inline = inlines.Inlines(md.inline, md)
    if blocks.known(md.block):
        md.block = blocks.Blocks(md.block, md)
    if type(md.renderer) is RendererHTML:
        md.renderer = html.Html(md.renderer)
    for name, rule in zip(md.core.ruler.get_active_rules(), md.core.ruler.getRules(), strict=True):
        if name in _SIGNS:
            md.core.ruler.at(name, _where(_SIGNS[name], rule))
        elif name == "smartquotes":
            md.core.ruler.at(name, quotes.hasten(rule))
    return md


def fold(md: MarkdownIt) -> MarkdownIt:
    """Let a parser with the quick engine make one token of a block of plain words, if all of its rules are known."""
    rules = md.core.ruler.get_active_rules()
    quick = isinstance(md.inline, inlines.Inlines) and md.inline.straight and isinstance(md.renderer, html.Html)
    if quick and isinstance(md.block, blocks.Blocks) and folds.known(rules):
        md.block.folds = folds.Folds.by(rules, md.options["quotes"])
    return md


def _where(signs: tuple[str, ...], rule: RuleFuncCoreType) -> RuleFuncCoreType:
    def sparing(state: StateCore) -> None:
        if any(sign in state.src for sign in signs):
            rule(state)

    return sparing
