"""What stands in a paragraph, where all of it is text and plain forms: emphasis, code, links and ends of lines.

In: the text. Out: the tokens that the library's rules would make of it, or None where that is not certain.
"""

from __future__ import annotations

import re
from types import MappingProxyType

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

from campaignsite.model.words.links import judge
from campaignsite.parse.markdown.quick.links import NORMAL
from campaignsite.parse.markdown.quick.tokens import bare

LEVELS = 2
"""As many levels as these forms have must be allowed inside each other."""

RULES = frozenset(("newline", "backticks", "emphasis", "link", "autolink"))
"""The rules that make these forms."""

_NEXT = re.compile(r"[\n\\`~*_\[<&{]").search
_MARK = re.compile(r"[\\`~*_\[<&{]").search
_WORDS = r"([^\W_](?:[^\n&*<\[\\\]_`{}~]*[^\W_])?)"
_FORM = re.compile(
    rf"""
      (?<![^\ \n(]) \*\* {_WORDS} \*\* (?=[\ \n.,;:!?)]|\Z)  # 1: nothing but blanks and ASCII punctuation around it
    | (?<![^\ \n(]) \* {_WORDS} \* (?=[\ \n.,;:!?)]|\Z)      # 2
    | `([^`\s](?:[^`\n]*[^`\s])?)`(?!`)                        # 3
    | (?<!!) \[([^\n!&*<\[\\\]^_`{{}}~]+)\] \(([A-Za-z0-9._~/?#=:+-]+)\)  # 4, 5
    | <(https?:[^<>\s]+)>                                      # 6
    | (?<!\ )\n(?![\ \t])
    """,
    re.VERBOSE,
).match
_SHAPES = MappingProxyType(
    {1: ("strong", "strong", "**"), 2: ("em", "em", "*"), 5: ("link", "a", ""), 6: ("link", "a", "autolink")}
)
"""Names, tags and marks of tokens, by the groups of ``_FORM``."""
_TAGS = (
    ("", ""),
    ("<strong>", "</strong>"),
    ("<em>", "</em>"),
    ("<code>", "</code>"),
    ("", ""),
    ('<a href="%s">', "</a>"),
    ('<a href="%s">', "</a>"),
)
"""HTML around the text of each form."""


def forms(src: str, md: MarkdownIt) -> list[Token] | None:
    """The tokens of a text. Beside strong emphasis the library leaves a text, if only an empty one."""
    tokens: list[Token] = []
    start, beside = 0, False
    while mark := _NEXT(src, start):
        at = mark.start()
        form = _FORM(src, at)
        if form is None or (form[6] and not NORMAL.fullmatch(form[6])):
            return None
        if at > start or beside or form[1]:
            tokens.append(_text(src[start:at], 0))
        tokens += _tokens(form, md)
        start, beside = form.end(), bool(form[1])
    if start < len(src) or beside:
        tokens.append(_text(src[start:], 0))
    return tokens


def _tokens(form: re.Match[str], md: MarkdownIt) -> tuple[Token, ...]:
    kind = form.lastindex or 0
    if kind == 0:
        return (bare("softbreak", "br", 0, 0, False),)
    if kind == 3:
        return (bare("code_inline", "code", 0, 0, False, None, "`", form[3]),)
    name, tag, markup = _SHAPES[kind]
    opening = bare(f"{name}_open", tag, 1, 0, False, None, markup)
    closing = bare(f"{name}_close", tag, -1, 0, False, None, markup)
    if kind > 4:
        opening.attrs["href"] = md.normalizeLink(form[kind])
        opening.meta["at"] = form.start()
    if kind == 6:
        opening.info = closing.info = "auto"
    return opening, _text(form[4 if kind == 5 else kind], 1), closing


def _text(text: str, level: int) -> Token:
    return bare("text", "", 0, level, False, None, "", text)


def written(src: str) -> tuple[str, str] | None:
    """The HTML of a text at which nobody looks again, and its words with blanks between; None as for ``forms``.

    Its links lead to other sites: of those within this one the rest of the site must know.
    """
    html: list[str] = []
    words: list[str] = []
    start = 0
    while mark := _MARK(src, start):
        at = mark.start()
        form = _FORM(src, at)
        if form is None:
            return None
        kind = form.lastindex or 0
        text, address = form[4 if kind == 5 else kind], form[kind]
        if kind > 4 and not (NORMAL.fullmatch(address) and judge(address).kind == "outside"):
            return None
        before, (opening, closing) = src[start:at], _TAGS[kind]
        html += (escapeHtml(before), opening % escapeHtml(address) if kind > 4 else opening, escapeHtml(text), closing)
        words += (before, text)
        start = form.end()
    html.append(escapeHtml(src[start:]))
    words.append(src[start:])
    return "".join(html), " ".join(words)
