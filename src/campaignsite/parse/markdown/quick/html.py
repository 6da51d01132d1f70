"""The library's HTML, written straight where there is no rule for a token: texts, and tags around them."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from campaignsite.parse.markdown.quick.folds import FOLDED


class Html(RendererHTML):
    """Does what ``RendererHTML`` does, with the rules of the given one."""

    def __init__(self, given: RendererHTML) -> None:
        self.rules = given.rules

    def render(self, tokens: Sequence[Token], options: OptionsDict, env: EnvType) -> str:
        """Blocks: what begins and ends them, and the texts between."""
        out: list[str] = []
        rules, hidden, last = self.rules, False, len(tokens) - 1
        for n, token in enumerate(tokens):
            kind, after_hidden, hidden = token.type, hidden, token.hidden
            if kind == "inline":
                out.append(self.renderInline(token.children or (), options, env))
            elif kind == FOLDED:
                out.append(token.content)
            elif kind in rules:
                out.append(rules[kind](tokens, n, options, env))
            elif hidden:
                pass
            elif not token.nesting or not token.block:
                out.append(self.renderToken(tokens, n, options, env))
            elif token.nesting < 0:
                out.append(f"</{token.tag}{self.renderAttrs(token) if token.attrs else ''}>\n")
            else:
                after = tokens[n + 1] if n < last else token
                filled = after.type == "inline" or after.hidden or (after.nesting < 0 and after.tag == token.tag)
                start, end = "\n<" if after_hidden else "<", ">" if filled else ">\n"
                out.append(f"{start}{token.tag}{self.renderAttrs(token) if token.attrs else ''}{end}")
        return "".join(out)

    def renderInline(self, tokens: Sequence[Token], options: OptionsDict, env: EnvType) -> str:  # noqa: N802
        """Texts, and the marks around them."""
        if len(tokens) == 1 and tokens[0].type == "text":
            return escapeHtml(tokens[0].content)  # as most are
        out: list[str] = []
        rules = self.rules
        for n, token in enumerate(tokens):
            kind = token.type
            if kind == "text":
                out.append(escapeHtml(token.content))
            elif kind in rules:
                out.append(rules[kind](tokens, n, options, env))
            elif not token.nesting or token.block or token.hidden:
                out.append(self.renderToken(tokens, n, options, env))
            else:
                start = "<" if token.nesting > 0 else "</"
                out.append(f"{start}{token.tag}{self.renderAttrs(token) if token.attrs else ''}>")
        return "".join(out)
