"""What a release says, as far as it was recognised, and how certain that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Literal, TypeAlias, TypeVar

from campaignsite.incoming.blocks import Block
from campaignsite.model.front.fields import Role

T_co = TypeVar("T_co", covariant=True)

Certainty = Literal["certain", "likely", "guess", "unknown"]
"""``certain``: the source says so in so many words; ``unknown``: there was none, and something stands in."""


@dataclass(frozen=True, slots=True)
class Guess(Generic[T_co]):
    """Something recognised."""

    value: T_co
    certainty: Certainty = "certain"
    why: str = ""
    """What an editor has to look at; empty for what is certain."""


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where a release was issued."""

    place: str
    province: str
    written: str
    """As it stands in the source, with brackets and dash."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is quoted."""

    name: str
    title: str = ""
    agency: str = ""
    """The official name of the agency that the source names beside this person."""


@dataclass(frozen=True, slots=True)
class Named:
    """An agency of a list, or of the first sentences."""

    role: Role
    written: str
    name: str
    """The official name; empty when nobody knows it."""
    path: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to ask."""

    name: str
    address: str = ""
    phone: str = ""
    email: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure."""

    id: str
    value: int
    unit: str
    definition: str


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures and what they are of."""

    measures: tuple[Measure, ...]
    sentence: str
    """The sentence of the source that has the first of them."""
    label: str = ""
    """The time that they cover, in the words of the source."""
    months: int = 0
    operation: str = ""
    """The operation's name, where the source gives one."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Something for the editor, in the text."""

    text: str
    check: bool = True
    """False for what only has to be known."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words of a person, with the words that say whose they are."""

    blocks: tuple[Block, ...]
    person: Guess[Person]


Piece: TypeAlias = Block | Mark | Quoted


@dataclass(frozen=True, slots=True)
class Release:
    """Everything recognised."""

    kind: Guess[str]
    lang: Guess[str]
    title: Guess[str]
    body: tuple[Piece, ...]
    kicker: Guess[str] | None = None
    summary: str = ""
    dateline: Guess[Dateline] | None = None
    date: Guess[str] | None = None
    """As front matter writes it, perhaps without a year."""
    embargo: Guess[str] | None = None
    event: Guess[str] | None = None
    agencies: tuple[Guess[Named], ...] = ()
    contacts: tuple[Guess[Contact], ...] = ()
    boilerplates: tuple[Guess[str], ...] = ()
    """References to standing texts."""
    figures: Guess[Figures] | None = None
    remarks: tuple[str, ...] = ()
    """What else an editor has to see first, at the top of the file."""
