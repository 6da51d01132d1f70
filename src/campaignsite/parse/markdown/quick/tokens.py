"""Tokens without the detour through the defaults of a dataclass, which costs as much again as the token."""

from __future__ import annotations

from dataclasses import fields
from typing import Literal

from markdown_it.token import Token

_new = Token.__new__


def bare(  # noqa: PLR0917 - names would cost at every token
    kind: str,
    tag: str,
    nesting: Literal[-1, 0, 1],
    level: int,
    block: bool,
    lines: list[int] | None = None,
    markup: str = "",
    content: str = "",
    children: list[Token] | None = None,
) -> Token:
    """Make what ``Token`` makes of these."""
    token = _new(Token)
    token.type = kind
    token.tag = tag
    token.nesting = nesting
    token.attrs = {}
    token.map = lines
    token.level = level
    token.children = children
    token.content = content
    token.markup = markup
    token.info = ""
    token.meta = {}
    token.block = block
    token.hidden = False
    return token


def known() -> bool:
    """Whether ``bare`` knows all parts of a token."""
    return all(hasattr(bare("", "", 0, 0, False), part.name) for part in fields(Token))
