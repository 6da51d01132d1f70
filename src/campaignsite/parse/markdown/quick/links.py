"""Links that hold nothing to look for: the commonest kind, ``[words](address)``."""

from __future__ import annotations

import re
from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

_LABEL = "(?!xn--)[a-z0-9-]{1,62}"
NORMAL = re.compile(rf"(?:https?://{_LABEL}(?:\.{_LABEL}){{0,3}}(?=[/?#]|\Z)|(?!//))[A-Za-z0-9._~/?#=&+-]*")
"""Addresses in their normal form. Nothing in them is encoded or decoded; the host is no longer than a host may be."""

_PLAIN = re.compile(r"\[([^\n!#$%&*+\-:<=>@\[\\\]^_`{}~]+)\]\(([A-Za-z0-9._~/?#=:+-]+)\)")
"""Words without any character at which markdown-it looks for a mark, and an address without any that it decodes."""


def hasten(md: MarkdownIt) -> None:
    """Take plain links, and addresses in their normal form, as they are."""
    for name, rule in zip(md.inline.ruler.get_active_rules(), md.inline.ruler.getRules(), strict=True):
        if name == "link":
            md.inline.ruler.at(name, _plain(rule))
    vars(md).update(normalizeLink=_sparing(md.normalizeLink), normalizeLinkText=_sparing(md.normalizeLinkText))


def _sparing(normalize: Callable[[str], str]) -> Callable[[str], str]:
    def unless_normal(address: str) -> str:
        return address if NORMAL.fullmatch(address) else normalize(address)

    return unless_normal


def _plain(rule: Callable[[StateInline, bool], bool]) -> Callable[[StateInline, bool], bool]:
    """The dialect's rule for links, which notes the place. Looking ahead is left to it: there it remembers steps."""

    def link(state: StateInline, silent: bool) -> bool:
        found = None if silent else _PLAIN.match(state.src, state.pos, state.posMax)
        if not found or state.cache.setdefault(found.start(1), found.end(1)) != found.end(1):
            return rule(state, silent)
        token = state.push("link_open", "a", 1)
        token.attrs = {"href": state.md.normalizeLink(found[2])}
        token.meta = {"at": state.pos}
        state.pending = found[1]
        state.push("link_close", "a", -1)
        state.pos = found.end()
        return True

    return link
