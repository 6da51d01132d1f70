"""HTML becomes blocks. In: the text of a page, or what mammoth makes of a Word file. Out: blocks, and what was noticed.

Of a page, the main content counts: what stands around it (navigation, footer) is left out, and said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag
from bs4.element import CData, NavigableString, PreformattedString
from bs4.exceptions import ParserRejectedMarkup

from campaignsite.incoming.blocks import Block
from campaignsite.incoming.read.builder import Builder
from campaignsite.incoming.read.refusals import RefusedError

_UNSEEN = ("script", "style", "noscript", "template", "head", "svg", "math", "select", "datalist", "dialog")
_AROUND = ("nav", "footer", "button")
_DECLARED = re.compile(r"<[!?]")
_TAGS_MOST, _DECLARED_MOST = 50_000, 1_000
"""The library looks for the end of each in all of the text behind it."""
_PROLOG = re.compile(r"\s*<\?xml[^>]*>")


def blocks_of_html(text: str) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """The blocks of the main content, and sentences about what was left out. Raises RefusedError."""
    text = _without_comments(_PROLOG.sub("", text, count=1))
    if text.count("<") > _TAGS_MOST or len(_DECLARED.findall(text)) > _DECLARED_MOST:
        raise RefusedError("it has more tags than any page; open it in a browser, and copy its text into a .txt file")
    try:
        # The end of line says to the library that this is markup, not the name of a file.
        soup = BeautifulSoup(text + "\n", "html.parser")
    except (ParserRejectedMarkup, AssertionError, RecursionError):
        raise RefusedError("its HTML is damaged; open it in a browser, and copy its text into a .txt file") from None
    for tag in soup.find_all(_UNSEEN):
        tag.decompose()
    for tag in soup.find_all(None, {"hidden": True}):
        if not tag.decomposed:
            tag.decompose()
    before = len(soup.get_text(" ").split())
    root = _main(soup)
    for tag in root.find_all(_AROUND):
        if not tag.decomposed and not (tag.name == "footer" and tag.find_parent(("blockquote", "figure"))):
            tag.decompose()
    left = before - len(root.get_text(" ").split())
    builder = Builder()
    for step, node in _walk(root):
        if isinstance(node, Tag):
            (builder.open if step else builder.close)(node)
        else:
            builder.text(str(node))
    notes = (
        [f"{left:,} words around the main part of the page were left out (navigation, footer …)"] if left > 0 else []
    )
    return builder.done(), tuple(notes)


def _without_comments(text: str) -> str:
    """A page without comments; one that nobody closed goes to the end (HTML, section 13.2.5.45)."""
    kept, at = [], 0
    while (start := text.find("<!--", at)) >= 0:
        kept.append(text[at:start])
        end = text.find("-->", start + 4)
        at = end + 3 if end >= 0 else len(text)
    return "".join([*kept, text[at:]])


def _main(soup: BeautifulSoup) -> Tag:
    """What the page is about: its main element, its only article, or all of it."""
    main = soup.find("main") or soup.find(None, {"role": "main"})
    articles = soup.find_all("article")
    if main is None and len(articles) == 1:
        main = articles[0]
    return main or soup.find("body") or soup


def _walk(root: Tag) -> Iterator[tuple[bool, Tag | NavigableString]]:
    """Every tag, opened and closed, and every text; without recursion, however deep somebody nests."""
    stack: list[tuple[Tag, Iterator[object]]] = [(root, iter(root.contents))]
    while stack:
        tag, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            if stack:
                yield False, tag
        elif isinstance(child, Tag):
            yield True, child
            stack.append((child, iter(child.contents)))
        elif isinstance(child, NavigableString) and (
            not isinstance(child, PreformattedString) or isinstance(child, CData)
        ):
            yield True, child
