"""What the second stage makes: documents as parsed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from campaignsite.model.diagnostics import Diagnostic, Place

if TYPE_CHECKING:  # a build that reads no front matter does not wait for the library that checks it
    from campaignsite.model.front.shared import FrontMatter

Loc = tuple[str | int, ...]
"""The way to a value in front matter: ``("agencies", "host", 0)``."""
NAMELESS = "…"
"""Stands for a title or a name that is not there, or cannot be read: what is wrong is said, and nothing published."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A link or an image in a body, which only the whole site can resolve."""

    target: str
    """As written, percent-encoded: ``../agencies/opp.md#contact``, ``/agencies/``, ``map.png``."""
    place: Place
    image: bool = False
    alt: str = ""
    """What an image shows."""
    credit: str = ""
    """Who made it; nothing for one that is decorative."""
    people: str = ""
    """Who is in it: ``none``, ``consented`` or ``public-figure``; nothing for a drawing."""


@dataclass(frozen=True, slots=True)
class Component:
    """A block that the theme draws: a callout, a quote, figures, helplines, an editor's note."""

    name: str
    attributes: Mapping[str, str]
    body: Body
    place: Place


@dataclass(frozen=True, slots=True)
class Body:
    """Rendered Markdown: HTML, with gaps for what only the whole site knows."""

    parts: tuple[str | Reference | Component, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.parts)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a body."""

    level: int
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Who a quotation of the body is of."""

    speaker: str
    title: str
    agency: str
    place: Place


@dataclass(frozen=True, slots=True)
class Number:
    """What may be a figure in a text: a number with words behind it, or the words of a link to a figure."""

    text: str
    """The number, or all words of the link, as written."""
    words: str
    """What stands behind the number; nothing for a link."""
    place: Place
    target: str = ""
    """For a link: where it leads, as written."""


@dataclass(frozen=True, slots=True)
class Ignore:
    """What an editor knows of and wants to hear no more, with a reason that stands there."""

    code: str
    place: Place
    """Where that is said."""
    lines: tuple[int, int] | None
    """The first and the last line on which it holds; None for the whole file."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a body is read with."""

    path: str
    first_line: int
    """The line of the file on which the body begins."""
    lang: str
    smart: bool = True
    """Whether the language's punctuation is used."""
    raw_html: bool = False
    prefix: str = ""
    """Begins every id, for texts that share a page with others."""
    level: int = 1
    """The level of the heading above the body."""
    figures: bool = False
    """Whether numbers in it may be those of results: it has some of its own, or belongs to some."""
    draft: bool = False
    """Whether it says that it is one: then nobody but its editors is told what is not certain in it."""


@dataclass(frozen=True, slots=True)
class Document:
    """What the whole site needs to know of one Markdown file. Its body travels apart."""

    path: str
    """The file, relative to the site's root."""
    kind: str
    """One of the names in ``campaignsite.model.front.kinds.KINDS``."""
    lang: str
    folder: str
    """The folder below content/, ``""`` for content/ itself."""
    slug: str
    """The last part of the URL; ``index`` for the front of a folder."""
    stem: str
    """Folder and file name without ending and language: translations of one text share it."""
    meta: FrontMatter
    headings: tuple[Heading, ...] = ()
    anchors: frozenset[str] = frozenset()
    """Every id in the body."""
    references: tuple[Reference, ...] = ()
    components: tuple[tuple[str, Mapping[str, str], Place], ...] = ()
    """Name, attributes and place of each component that names something of the site."""
    quotes: tuple[Quote, ...] = ()
    ignores: tuple[Ignore, ...] = ()
    """What is not to be said of this file."""
    numbers: tuple[Number, ...] = ()
    """What may be a figure, where there are any to compare it with."""
    long: bool = False
    """True for a text of so many words that it needs a table of contents."""
    has_body: bool = False
    unreadable: bool = False
    """True when it cannot be told whether the public may know it."""
    places: Mapping[Loc, Place] = field(default_factory=lambda: MappingProxyType({}))
    """Where each value of the front matter stands."""

    def place(self, *loc: str | int) -> Place:
        """Where a value of the front matter stands, or the nearest thing around it."""
        while loc and loc not in self.places:
            loc = loc[:-1]
        return self.places.get(loc, Place())


@dataclass(frozen=True, slots=True)
class Front:
    """What the name and the front matter of a file say."""

    kind: str
    folder: str
    slug: str
    stem: str
    data: Mapping[str, Any]
    """What ``meta`` was made of: mappings, lists and strings."""
    meta: FrontMatter
    setting: Setting
    """How the body is to be read."""
    digest: str
    """Of the front matter's text."""
    unreadable: bool
    """True when it cannot be told whether the public may know the document."""
    places: Mapping[Loc, Place]
    noticed: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """What a body says."""

    body: Body = Body()
    headings: tuple[Heading, ...] = ()
    anchors: frozenset[str] = frozenset()
    references: tuple[Reference, ...] = ()
    components: tuple[tuple[str, Mapping[str, str], Place], ...] = ()
    quotes: tuple[Quote, ...] = ()
    ignores: tuple[Ignore, ...] = ()
    numbers: tuple[Number, ...] = ()
    long: bool = False
    noticed: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Parsed:
    """One file after parsing: the small part, which travels, and the big one, which stays; and its two halves."""

    document: Document
    body: Body
    front: Front
    read: Read
