"""A picture in a text becomes a gap: how big it is, and where it will be, only the site knows."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType
from typing import Any

from markdown_it.token import Token

from campaignsite.model.diagnostics import Place
from campaignsite.model.documents import Body, Component

PICTURE = "picture"
"""The component, and the mark of a token that becomes one."""


def draw_picture(this: Any, tokens: Sequence[Token], idx: int, options: Any, env: dict[str, Any]) -> str:
    """A rule for markdown-it's renderer: an image of the site is a gap, any other image its own ``<img>``.

    The first picture of a text may be what its readers see first; those behind it can wait (HTML, section 4.8.4.3.1,
    ``loading``), and so can a standing text, which comes last on its page.
    """
    token = tokens[idx]
    if PICTURE not in token.meta:
        return str(this.image(tokens, idx, options, env))
    first, env[PICTURE] = not env.get(PICTURE, bool(env.get("docId"))), True
    given = {name: str(value) for name, value in token.attrs.items() if name not in ("src", "alt")}
    alt = this.renderInlineAsText(token.children or (), options, env)
    attributes = {"target": token.meta[PICTURE], "alt": alt, "loading": "eager" if first else "lazy", **given}
    env["gaps"].append(Component(PICTURE, MappingProxyType(attributes), Body(), Place()))
    return f"\0{len(env['gaps']) - 1}\0"
