"""What a builder gathers, and the blocks that it becomes: lists, tables, and marks for what cannot be taken over."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from bs4 import Tag

from campaignsite.incoming.blocks import (
    Block,
    Break,
    Gap,
    Inline,
    Inlines,
    Listing,
    Paragraph,
    Span,
    Table,
    inlines_of,
    text_of,
)
from campaignsite.incoming.read.decoding import cleaned
from campaignsite.model.words.links import judge


@dataclass(slots=True)
class Frame:
    """Something open that gathers blocks."""

    tag: Tag | None
    name: str
    blocks: list[Block] = field(default_factory=list)
    items: list[tuple[Block, ...]] = field(default_factory=list)
    """Of a list."""
    rows: list[list[list[Block]]] = field(default_factory=list)
    """Of a table."""
    merged: bool = False
    nested: bool = False


def trimmed(inlines: list[Inline]) -> Inlines:
    """Without blanks at the ends of lines; nothing when there is nothing to see."""
    made: list[Inline] = []
    for inline in inlines:
        blank = not made or isinstance(made[-1], Break) or (isinstance(made[-1], Span) and made[-1].text.endswith(" "))
        if isinstance(inline, Span) and blank:
            stripped = inline.text.lstrip(" ")
            if stripped:
                made.append(Span(stripped, inline.bold, inline.italic, inline.struck, inline.href))
        elif not (isinstance(inline, Break) and not made):
            made.append(inline)
    while made and (isinstance(made[-1], Break) or (isinstance(made[-1], Span) and not made[-1].text.strip())):
        made.pop()
    return tuple(made)


def listing(frame: Frame) -> list[Block]:
    """A list; footnotes, and whatever else stood in it without being an entry, stand behind it."""
    start = str(frame.tag.get("start") or "1") if frame.tag else "1"
    number = (int(start) if re.fullmatch(r"\d{1,9}", start) else 1) if frame.name == "ol" else None
    return [*([Listing(tuple(frame.items), number)] if frame.items else []), *frame.blocks]


def table(frame: Frame) -> list[Block]:
    """A table of data; one that only arranges things is taken apart."""
    rows = [row for row in frame.rows if any(row)]
    cells = [cell for row in rows for cell in row]
    simple = all(len(cell) <= 2 and all(isinstance(block, Paragraph) for block in cell) for cell in cells)
    if frame.nested or not simple or max(map(len, rows), default=0) < 2 or len(rows) < 2:
        return [block for cell in cells for block in cell]
    width = max(map(len, rows))
    made = tuple(tuple(_cell(cell) for cell in row) + ((),) * (width - len(row)) for row in rows)
    uneven = frame.merged or any(len(row) != width for row in rows)
    odd = [Paragraph((Gap("cells of this table were merged; look whether every figure is in its column"),))]
    return [*(odd if uneven else []), Table(made)]


def _cell(blocks: list[Block]) -> Inlines:
    """What stands in a cell, on one line."""
    made: list[Inline] = []
    for block in blocks:
        for inlines in inlines_of(block):
            made += [Span(" ")] if made else []
            made += [Span(" ") if isinstance(inline, Break) else inline for inline in inlines]
    return tuple(made) if text_of(made) or any(not isinstance(i, Span) for i in made) else ()


def picture(tag: Tag) -> Gap:
    """The mark for a picture, with what it was said to show."""
    alt = flat(str(tag.get("alt") or ""))
    said = f" It was described as “{alt[:300]}”." if alt else ""
    return Gap(
        f"a picture stood here{shown(tag, 'src')}: put its file beside this text and add it, with what it shows, who"
        f" made it and who is in it.{said}"
    )


def shown(tag: Tag, name: str) -> str:
    """The address in one of a tag's attributes, in brackets; nothing for one that holds the file itself."""
    address = flat(str(tag.get(name) or ""))
    return f" ({address[:200]})" if address and not address.startswith("data:") else ""


def flat(text: str) -> str:
    """On one line, and without what nobody can see."""
    return " ".join(cleaned(text)[0].split())


def why(href: str) -> str:
    """Why an address is no link of the draft."""
    verdict = judge(href)
    if verdict.kind == "inside" and not urlsplit(href).scheme:
        return "an address of the site that it comes from: write the whole address, or a file of this site"
    return f"which is not safe ({verdict.why}); its words are kept" if verdict.why else "which is not safe"
