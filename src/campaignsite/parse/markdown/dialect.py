"""The Markdown dialect: CommonMark with tables, footnotes, definition lists, attributes, callouts and components.

In: a language and two switches. Out: a markdown-it parser whose tokens know where links and images stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
from mdit_py_plugins.attrs.parse import ParseError
from mdit_py_plugins.attrs.parse import parse as parse_attributes
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from campaignsite.model.diagnostics import Place
from campaignsite.model.documents import Body, Component
from campaignsite.parse.markdown.limits import bounded
from campaignsite.parse.markdown.pictures import SAID, caption, draw_picture
from campaignsite.parse.markdown.quick import fold, hasten

DEEPEST = 40
"""Levels of blocks inside each other. markdown-it drops what lies deeper, so reaching it is an error."""

ATTRIBUTES = ("id", "class", "lang", "dir")
"""The attributes that ``{…}`` may set; none of them can run code or load anything. Images have some of their own."""

_PLACED = ("link", "image", "autolink", "html_inline")
_TOKENS = MappingProxyType(
    {"link": "link_open", "image": "image", "autolink": "link_open", "html_inline": "html_inline"}
)
_QUOTES: Mapping[str, str | list[str]] = MappingProxyType(
    {
        "fr": ["«\u00a0", "\u00a0»", "“", "”"],
        "de": "„“‚‘",
        "es": "«»“”",
        "it": "«»“”",
        "pt": "«»“”",
        "pl": "„”«»",
        "ru": "«»„“",
        "uk": "«»„“",
    }
)
_HEADING_ATTRIBUTES = re.compile(r"\s+(\{[^{}]*\})\s*$")
_ELLIPSIS = re.compile(r"(?<!\.)\.{3}(?!\.)")
_EM_DASH, _EN_DASH = re.compile(r"(?<!-)---(?!-)"), re.compile(r"(?<![-<])--(?![->])")
_NARROW, _WIDE = "\u202f", "\u00a0"
_FRENCH_SPACES = re.compile(r" (?:(?<!\s )(?=[;!?:»])|(?<=« ))")  # beginning with the space, it is found quickly


class _Markdown(MarkdownIt):
    """Links are judged by us, with a place, instead of silently becoming text."""

    def validateLink(self, url: str) -> bool:  # noqa: N802, ARG002 - the name and the argument are markdown-it's
        return True


@cache
def parser(lang: str, *, smart: bool = True) -> MarkdownIt:
    """The parser for a language. A pure function of its arguments, so each is made once."""
    return fold(hasten(configured(lang, smart=smart)))


def configured(lang: str, *, smart: bool = True) -> MarkdownIt:
    """The dialect, read by markdown-it's own engine."""
    primary = lang.partition("-")[0]
    md = _Markdown(
        "commonmark",
        {
            "typographer": smart,
            "quotes": _QUOTES.get(primary, "“”‘’"),
            "maxNesting": DEEPEST,
            "xhtmlOut": False,
            "alerts": True,
            # markdown-it asks for these again and again, and what an option lacks costs more than what it says.
            "tasklists": False,
            "store_labels": False,
            "strikethrough_single_tilde": False,
        },
    )
    md.enable(["table", "strikethrough"])
    if smart:
        md.enable("smartquotes")
        md.core.ruler.push("dashes", _dashes)
    footnote_plugin(md, inline=False)
    deflist_plugin(md)
    attrs_plugin(md, spans=True, allowed=(*ATTRIBUTES, *SAID))
    attrs_block_plugin(md, allowed=ATTRIBUTES)
    md.add_render_rule("footnote_ref", _footnote_ref)
    md.add_render_rule("footnote_anchor", _footnote_back)
    md.add_render_rule("footnote_block_open", _footnotes_open)
    md.add_render_rule("footnote_block_close", _footnotes_close)
    md.add_render_rule("image", draw_picture)
    container_plugin(md, "component", validate=lambda params, *_: bool(params.strip()))
    md.core.ruler.after("inline", "heading_attributes", _heading_attributes)
    rules = dict(zip(md.core.ruler.get_active_rules(), md.core.ruler.getRules(), strict=True))
    md.core.ruler.at("inline", bounded(rules["inline"]))
    for name in _PLACED:
        _remember_places(md, name)
    if smart and primary == "fr":
        md.core.ruler.push("french_spaces", _french_spaces)
    md.core.ruler.push("caption", caption)
    return md


def _remember_places(md: MarkdownIt, name: str) -> None:
    """Make an inline rule note at which character of the paragraph its token begins: markdown-it does not say."""
    rules = {rule.name: rule.fn for rule in md.inline.ruler.__rules__}
    rule: Callable[[StateInline, bool], bool] = rules[name]

    def placed(state: StateInline, silent: bool) -> bool:
        start, before = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        for token in state.tokens[before:]:
            if token.type == _TOKENS[name]:
                token.meta["at"] = start
                break
        return True

    md.inline.ruler.at(name, placed)


def note_id(token: Token, env: Mapping[str, Any], *, sub: bool = False) -> str:
    """What the ids of a footnote end with. No slug has an underscore, so no two ids are the same.

    (The plugin has a colon there, which style sheets and scripts have to escape.)
    """
    document, again = env.get("docId"), token.meta.get("subId", 0)
    number = f"-{document}-{token.meta['id'] + 1}" if document else str(token.meta["id"] + 1)
    return f"{number}_{again}" if sub and again > 0 else number


def _footnote_number(token: Token) -> str:
    """1, and 1:1 where the note is named again: a way back that is called like another says nothing (WCAG 2.4.4)."""
    number, again = token.meta["id"] + 1, token.meta.get("subId", 0)
    return f"{number}:{again}" if again > 0 else str(number)


def _footnote_back(_self: Any, tokens: Sequence[Token], idx: int, _options: Any, env: dict[str, Any]) -> str:
    """The way back from a footnote is drawn by the theme: its name is a word of the page's language."""
    target = f"fnref{note_id(tokens[idx], env, sub=True)}"
    attributes = MappingProxyType({"target": target, "number": _footnote_number(tokens[idx])})
    env["gaps"].append(Component("footnote-back", attributes, Body(), Place()))
    return f"\0{len(env['gaps']) - 1}\0"


def _footnote_ref(_self: Any, tokens: Sequence[Token], idx: int, _options: Any, env: dict[str, Any]) -> str:
    token = tokens[idx]
    target, own = note_id(token, env), note_id(token, env, sub=True)
    return f'<sup class="footnote-ref"><a href="#fn{target}" id="fnref{own}">[{_footnote_number(token)}]</a></sup>'


def _footnotes_open(*_: Any) -> str:
    """The plugin makes a section of the notes; a section wants a heading, and its words would be English."""
    return '<hr class="footnotes-sep">\n<div class="footnotes">\n<ol class="footnotes-list">\n'


def _footnotes_close(*_: Any) -> str:
    return "</ol>\n</div>\n"


def _heading_attributes(state: StateCore) -> None:
    """``## Heading {#id}`` names the heading, as in Pandoc, Hugo and Zola; the attrs plugin knows no headings."""
    for opening, inline in pairwise(state.tokens):
        last = inline.children[-1] if opening.type == "heading_open" and inline.children else None
        found = _HEADING_ATTRIBUTES.search(last.content) if last is not None and last.type == "text" else None
        if last is None or found is None:
            continue
        try:
            _, attributes = parse_attributes(found[1])
        except ParseError:
            continue
        last.content = last.content[: found.start()]
        for name, value in attributes.items():
            if name in ATTRIBUTES:
                opening.attrSet(name, value)
            else:
                opening.meta.setdefault("insecure_attrs", {})[name] = value


def _dashes(state: StateCore) -> None:
    """Dots and dashes as a printer sets them. markdown-it would also make © of “s. 279.01(1)(c)”."""
    for block in state.tokens:
        for token in block.children or ():
            if token.type == "text" and ("--" in token.content or "..." in token.content):
                text = _ELLIPSIS.sub("…", token.content)
                token.content = _EN_DASH.sub("–", _EM_DASH.sub("—", text))


def _french_spaces(state: StateCore) -> None:
    """Spaces before ; ! ? : » and after « do not break (Lexique des règles typographiques, Imprimerie nationale)."""

    def space(match: re.Match[str]) -> str:
        after = match.string[match.end() : match.end() + 1]
        return _NARROW if after and after in ";!?" else _WIDE

    for block in state.tokens:
        for token in block.children or ():
            if token.type == "text":
                token.content = _FRENCH_SPACES.sub(space, token.content)


def plain_text(tokens: Any) -> str:
    """The words of inline tokens, without marks."""
    words = {"softbreak": " ", "hardbreak": " "}
    return "".join(
        plain_text(t.children) if t.type == "image" else words.get(t.type, t.content)
        for t in tokens or ()
        if t.type in ("text", "code_inline", "softbreak", "hardbreak", "image", "text_special")
    )
