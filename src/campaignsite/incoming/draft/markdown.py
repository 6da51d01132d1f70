"""Blocks become Markdown. In: blocks. Out: lines, and between them the marks of what could not be taken over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from campaignsite.incoming.blocks import (
    Block,
    Break,
    Gap,
    Heading,
    Inline,
    Inlines,
    Listing,
    Note,
    NoteRef,
    Paragraph,
    Span,
    Table,
    inlines_of,
)
from campaignsite.incoming.draft.escape import address, at_start, comment, escaped
from campaignsite.incoming.draft.paths import relative
from campaignsite.model.words.marks import CHECK


@dataclass(frozen=True, slots=True)
class Where:
    """What the text of a block is part of."""

    folder: str = ""
    """The folder of the draft, for links to files of the site."""
    cell: bool = False
    heading: bool = False


def mark(text: str) -> str:
    """A line that readers do not get, and an editor finds."""
    return f"<!-- {CHECK} {comment(text)} -->"


class Writer:
    """Writes blocks in their order. Headings begin at level 2, and none is skipped."""

    def __init__(self, folder: str = "") -> None:
        self.where = Where(folder)
        self.above, self.shift = 1, 0

    def lines(self, block: Block) -> Iterator[str]:
        """The lines of a block, without their ends, and a blank line behind it."""
        yield from _marks(block)
        if isinstance(block, Heading):
            yield from self._heading(block)
        else:
            yield from _lines(block, self.where)

    def _heading(self, block: Heading) -> Iterator[str]:
        if self.above == 1:
            self.shift = 2 - block.level
        text = _line(block.inlines, replace(self.where, heading=True))
        if text:
            self.above = max(2, min(block.level + self.shift, self.above + 1, 6))
            yield f"{'#' * self.above} {at_start(text)}"
            yield ""


def _marks(block: Block) -> Iterator[str]:
    for inlines in inlines_of(block):
        for inline in inlines:
            if isinstance(inline, Gap):
                yield mark(inline.what)
                yield ""


def _lines(block: Block, where: Where) -> Iterator[str]:
    """A block and a blank line behind it; nothing for one without words."""
    lines: list[str] = []
    match block:
        case Paragraph(inlines):
            lines = _paragraph(inlines, where)
        case Listing():
            lines = list(_listing(block, where))
        case Table(rows):
            lines = list(_table(rows, replace(where, cell=True)))
        case Heading(_, inlines):  # inside an entry of a list, where there are no headings
            lines = _paragraph(inlines, where)
        case Note():
            lines = list(_note(block, where))
    if lines:
        yield from lines
        yield ""


def _paragraph(inlines: Inlines, where: Where) -> list[str]:
    parts = [list(group) for broken, group in groupby(inlines, lambda i: isinstance(i, Break)) if not broken]
    texts = [at_start(text) for part in parts if (text := _line(part, where))]
    return [f"{text}\\" for text in texts[:-1]] + texts[-1:]


def _listing(block: Listing, where: Where) -> Iterator[str]:
    for n, item in enumerate(block.items):
        sign = "- " if block.start is None else f"{block.start + n}. "
        lines = [line for inner in item for line in _lines(inner, where)]
        if len(item) > 1 and all(isinstance(inner, Listing) for inner in item[1:]):
            lines = [line for line in lines if line]  # a list inside an entry needs no blank line
        while lines and not lines[-1]:
            lines.pop()
        for m, line in enumerate(lines or ["\u00a0"]):
            yield f"{sign if m == 0 else ' ' * len(sign)}{line}".rstrip(" ")
        if n + 1 < len(block.items) and "" in lines:
            yield ""


def _table(rows: tuple[tuple[Inlines, ...], ...], where: Where) -> Iterator[str]:
    for n, row in enumerate(rows):
        yield f"| {' | '.join(_line(cell, where) for cell in row)} |"
        if n == 0:
            yield f"| {' | '.join('---' for _ in row)} |"


def _note(block: Note, where: Where) -> Iterator[str]:
    lines = [line for inner in block.blocks for line in _lines(inner, where)]
    while lines and not lines[-1]:
        lines.pop()
    for n, line in enumerate(lines or ["\u00a0"]):
        yield f"[^{block.name}]: {line}" if n == 0 else f"    {line}".rstrip()


# --- inside a line ----------------------------------------------------------------------------------------------------


def _line(inlines: Iterable[Inline], where: Where) -> str:
    """Words with their emphasis and links, on one line."""
    shown = [i for i in inlines if isinstance(i, Span | NoteRef | Break)]
    made = ""
    for href, group in groupby(shown, lambda i: i.href if isinstance(i, Span) else ""):
        part = list(group)
        if not href:
            made += _styled(part, made, where)
            continue
        words = "".join(i.text for i in part if isinstance(i, Span))
        if href in (words, f"mailto:{words}") and not set(words) & set("%<> |"):
            made = _quiet(made) + f"<{words}>"
            continue
        inner = words.strip()
        lead, trail = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
        if not inner:
            made += words
            continue
        target = relative(href, where.folder) if href.startswith("content/") else href
        inside = _styled(_stripped(part), "[", where)
        made = _quiet(made + lead) + f"[{inside}]({address(target)}){trail}"
    return " ".join(made.replace("\n", " ").split(" ")).strip(" \t")


def _quiet(before: str) -> str:
    """What stands before a link: an exclamation mark would make a picture of it."""
    return f"{before[:-1]}\\!" if before.endswith("!") and not before.endswith("\\!") else before


def _stripped(part: Sequence[Inline]) -> list[Inline]:
    spans = [i for i in part if isinstance(i, Span) and i.text]
    made: list[Inline] = []
    for n, span in enumerate(spans):
        text = span.text.lstrip() if n == 0 else span.text
        text = text.rstrip() if n == len(spans) - 1 else text
        made.append(replace(span, text=text))
    return made


def _styled(part: Sequence[Inline], before: str, where: Where) -> str:
    """Spans, each run of one look between its signs; where the dialect would not see them as such, without."""
    made = ""
    runs = [(look, list(group)) for look, group in groupby(part, _look)]
    for n, (look, group) in enumerate(runs):
        if look is None:
            made += "".join(f"[^{i.name}]" if isinstance(i, NoteRef) else " " for i in group)
            continue
        text = escaped("".join(i.text for i in group if isinstance(i, Span)), cell=where.cell, heading=where.heading)
        sign = "".join(s for s, on in zip(("~~", "**", "*"), look, strict=True) if on)
        inner = text.strip()
        after = _first(runs[n + 1 :])
        lead, trail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        if sign and inner and _stands((before + made)[-1:] if not lead else " ", inner, after if not trail else " "):
            made += f"{lead}{sign}{inner}{sign[::-1]}{trail}"
        else:
            made += text
    return made


def _look(inline: Inline) -> tuple[bool, bool, bool] | None:
    return (inline.struck, inline.bold, inline.italic) if isinstance(inline, Span) else None


def _first(runs: Sequence[tuple[object, Sequence[Inline]]]) -> str:
    """The character that follows, as emphasis sees it."""
    first = next((i for _, group in runs for i in group), None)
    return first.text[:1] if isinstance(first, Span) else "[" if isinstance(first, NoteRef) else " "


def _stands(before: str, inner: str, after: str) -> bool:
    """Whether signs around words are read as emphasis (CommonMark 0.31.2, section 6.2), whatever the words are.

    Only the plain case: blanks or the ends of the line around it, a letter or figure at both ends of the words.
    """
    plain = inner[0].isalnum() and inner[-1].isalnum()
    return (
        plain
        and before in ("", " ", "(", "[", "“", "«", "\u00a0")
        and not after.isalnum()
        and after not in ("*", "_", "~", "\\")
    ) or (before in ("", " ") and after in ("", " ") and inner[0] not in "*_~" and inner[-1] not in "*_~\\")
