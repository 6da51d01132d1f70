"""What every reader makes of a file: blocks of text in their order, with the little markup that a release needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Span:
    """Words that look alike."""

    text: str
    bold: bool = False
    italic: bool = False
    struck: bool = False
    href: str = ""
    """Where they lead: an address outside, or the path of one of the site's files, ``content/…``."""


@dataclass(frozen=True, slots=True)
class Break:
    """The end of a line inside a paragraph."""


@dataclass(frozen=True, slots=True)
class NoteRef:
    """The number that leads to a footnote."""

    name: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that stood here and cannot be taken over: a picture, a link that is not safe."""

    what: str
    """A sentence for the editor."""


Inline: TypeAlias = Span | Break | NoteRef | Gap
Inlines: TypeAlias = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    inlines: Inlines
    quoted: bool = False
    """True inside a block quotation."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading."""

    level: int
    inlines: Inlines


@dataclass(frozen=True, slots=True)
class Listing:
    """A list."""

    items: tuple[tuple[Block, ...], ...]
    start: int | None = None
    """The first number; None for a list without numbers."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table; every row has as many cells."""

    rows: tuple[tuple[Inlines, ...], ...]


@dataclass(frozen=True, slots=True)
class Note:
    """The text of a footnote."""

    name: str
    blocks: tuple[Block, ...]


Block: TypeAlias = Paragraph | Heading | Listing | Table | Note


def text_of(inlines: Iterable[Inline]) -> str:
    """The words of inlines, with single spaces."""
    parts = (i.text if isinstance(i, Span) else " " if isinstance(i, Break) else "" for i in inlines)
    return " ".join("".join(parts).split())


def words(block: Block) -> str:
    """The words of a block, with single spaces."""
    return " ".join(filter(None, (text_of(inlines) for inlines in inlines_of(block))))


def inlines_of(block: Block) -> Iterator[Inlines]:
    """What stands in a block, in its order."""
    match block:
        case Paragraph(inlines) | Heading(_, inlines):
            yield inlines
        case Listing(items):
            for item in items:
                for inner in item:
                    yield from inlines_of(inner)
        case Table(rows):
            for row in rows:
                yield from row
        case Note(_, blocks):
            for inner in blocks:
                yield from inlines_of(inner)


def paragraph(text: str) -> Paragraph:
    """A paragraph of plain words."""
    return Paragraph((Span(text),))
