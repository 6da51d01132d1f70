"""What the first two stages make: files as read, and documents as parsed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from campaignsite.model.diagnostics import Place
from campaignsite.model.front.kinds import FrontMatter

Loc = tuple[str | int, ...]
"""The way to a value in front matter: ``("agencies", "host", 0)``."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file as it was read."""

    path: str
    """Relative to the site's root, with ``/``, in Unicode form C."""
    data: bytes
    digest: str
    """SHA-256 of the data, in hexadecimal."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything that a build reads, sorted by path."""

    config: Source | None
    content: tuple[Source, ...]
    """Markdown below content/."""
    files: tuple[Source, ...]
    """Any other file below content/: published only where a public page uses it."""
    layouts: tuple[Source, ...]
    """The site's own layouts and catalogues, below layouts/."""
    assets: tuple[Source, ...]
    """Files below assets/."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A link or an image in a body, which only the whole site can resolve."""

    target: str
    """As written, percent-encoded: ``../agencies/opp.md#contact``, ``/agencies/``, ``map.png``."""
    place: Place
    image: bool = False


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
    line: int


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a person, as the body quotes them."""

    text: str
    speaker: str
    title: str
    agency: str
    place: Place


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
    words: int = 0
    has_body: bool = False
    places: Mapping[Loc, Place] = field(default_factory=lambda: MappingProxyType({}))
    """Where each value of the front matter stands."""

    def place(self, *loc: str | int) -> Place:
        """Where a value of the front matter stands, or the nearest thing around it."""
        while loc and loc not in self.places:
            loc = loc[:-1]
        return self.places.get(loc, Place())


@dataclass(frozen=True, slots=True)
class Parsed:
    """One file after parsing: the small part, which travels, and the big one, which stays."""

    document: Document
    body: Body
