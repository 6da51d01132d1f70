"""A picture in a text becomes a gap: how big it is, and where it will be, only the site knows.

One that stands alone gets a caption with who made it; one inside a sentence has that behind it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from types import MappingProxyType
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from campaignsite.model.diagnostics import Place
from campaignsite.model.documents import Body, Component

PICTURE, CAPTIONED, CREDIT = "picture", "captioned", "credit"
"""The components. The first is also the mark of a token that becomes one."""
SAID = (CREDIT, "people", "decorative")
"""The attributes that images have and nothing else has."""
ONLY = "only"
"""The mark of decorative pictures that are all that a link has."""

_TYPOGRAPHY = ("smartquotes", "dashes", "french_spaces")


def draw_picture(this: Any, tokens: Sequence[Token], idx: int, options: Any, env: dict[str, Any]) -> str:
    """A rule for markdown-it's renderer: an image of the site is a gap, any other image its own ``<img>``.

    The first picture of a text may be what its readers see first; those behind it can wait (HTML, section 4.8.4.3.1,
    ``loading``), and so can a standing text, which comes last on its page.
    """
    token = tokens[idx]
    if PICTURE not in token.meta:
        token.attrs = {name: value for name, value in token.attrs.items() if name not in SAID}
        return str(this.image(tokens, idx, options, env))
    first, env[PICTURE] = not env.get(PICTURE, bool(env.get("docId"))), True
    given = {name: str(value) for name, value in token.attrs.items() if name not in ("src", "alt", "decorative")}
    alt = this.renderInlineAsText(token.children or (), options, env)
    attributes = {"target": token.meta[PICTURE], "alt": alt, "loading": "eager" if first else "lazy", **given}
    gap = _gap(env, PICTURE, attributes)
    if CREDIT not in given or CAPTIONED in token.meta:
        return gap
    return f"{gap} {_gap(env, CREDIT, _said(token))}"


def _gap(env: dict[str, Any], name: str, attributes: dict[str, str]) -> str:
    env["gaps"].append(Component(name, MappingProxyType(attributes), Body(), Place()))
    return f"\0{len(env['gaps']) - 1}\0"


def _said(image: Token) -> dict[str, str]:
    return {name: str(image.attrs[name]) for name in ("credit", "people") if name in image.attrs}


def caption(state: StateCore) -> None:
    """A rule for the whole of a text: a paragraph of nothing but pictures becomes a captioned block for each.

    Pictures without a credit stay where they are, as decorative ones do.
    """
    made: list[Token] = []
    for token in state.tokens:
        if token.type == "inline" and token.children:
            _look(token.children, state.md)
        made.append(token)
        if token.type == "paragraph_close" and len(made) > 2 and made[-3].type == "paragraph_open":
            alone = _alone(made[-2].children or ())
            made[-3:] = _blocks(made[-3:], alone, state.md) if alone else made[-3:]
    state.tokens = made


def _look(children: Sequence[Token], md: MarkdownIt) -> None:
    """Set what was written of each picture as a printer does, and find links that say nothing."""
    link: list[Token] | None = None
    for token in children:
        if token.type == "image" and CREDIT in token.attrs:
            token.attrs[CREDIT] = _set(str(token.attrs[CREDIT]).replace('\\"', '"').strip(), md)
        if token.type == "link_open":
            link = []
        elif token.type == "link_close":
            for image in link or ():
                image.meta[ONLY] = True
            link = None
        elif link is not None and token.type == "image" and "decorative" in token.attrs:
            link.append(token)
        elif not _blank(token):
            link = None


def _set(text: str, md: MarkdownIt) -> str:
    """A text with the punctuation of its language."""
    block, words = Token("inline", "", 0, content=text), Token("text", "", 0, content=text)
    block.children = [words]
    state = StateCore("", md, {}, [block])
    for name, rule in zip(md.core.ruler.get_active_rules(), md.core.ruler.getRules(), strict=True):
        if name in _TYPOGRAPHY:
            rule(state)
    return words.content


def _alone(children: Iterable[Token]) -> list[list[Token]]:
    """The pictures of a paragraph that holds nothing else, each with the link that it is in; none of any other."""
    runs: list[list[Token]] = []
    link = False
    for token in children:
        if token.type == "link_open":
            runs.append([token])
            link = True
        elif token.type == "image" and token.attrs.get(CREDIT) and not (link and len(runs[-1]) > 1):
            runs[-1:] = [[*runs[-1], token]] if link else [*runs[-1:], [token]]
        elif token.type == "link_close" and link and len(runs[-1]) > 1:
            runs[-1].append(token)
            link = False
        elif not _blank(token):
            return []
    return runs


def _blank(token: Token) -> bool:
    return token.type in ("softbreak", "hardbreak") or (token.type == "text" and not token.content.strip())


def _blocks(paragraph: Sequence[Token], runs: Sequence[list[Token]], md: MarkdownIt) -> Iterator[Token]:
    """A captioned block around each picture; what was set of the paragraph is set of the first."""
    opening, words, closing = paragraph
    attrs, meta = opening.attrs, opening.meta
    for run in runs:
        image = next(token for token in run if token.type == "image")
        image.meta[CAPTIONED] = True
        said = _said(image)
        if image.attrs.get("title"):
            said["caption"] = _set(str(image.attrs.pop("title")), md)
        yield opening.copy(type=f"{CAPTIONED}_open", attrs=attrs, meta={**meta, CAPTIONED: said})
        yield words.copy(children=run)
        yield closing.copy(type=f"{CAPTIONED}_close")
        attrs, meta = {}, {}
