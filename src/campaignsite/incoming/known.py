"""What the site knows already: names of agencies and events, and standing texts. Whoever imports fills it in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from campaignsite.model.words.slugs import fold


@dataclass(frozen=True, slots=True)
class Match:
    """What a name stands for."""

    name: str = ""
    """The official name; nothing when nobody knows it."""
    path: str = ""
    """The file that describes it."""
    hint: str = ""
    """What to do when nobody knows it: “did you mean …?”."""


@dataclass(frozen=True, slots=True)
class Register:
    """Names of one kind."""

    find: Callable[[str], Match]
    """By its official name, an alias, or folded; never by a part of it."""
    names: Sequence[str] = ()
    """Every name that may be written."""

    def mentions(self, text: str) -> Iterator[tuple[int, Match]]:
        """Who is named in running text, in its order, each once; abbreviations count in capitals only."""
        found: dict[str, tuple[int, Match]] = {}
        lower = text.casefold()
        for name in self.names:
            if len(name) < 2 or name.casefold() not in lower:
                continue
            flags = re.NOFLAG if " " not in name else re.IGNORECASE
            at = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, flags)
            match = self.find(name) if at else Match()
            if at and match.name and (match.name not in found or at.start() < found[match.name][0]):
                found[match.name] = (at.start(), match)
        yield from sorted(found.values(), key=lambda pair: pair[0])


def nobody(_name: str) -> Match:
    """Knows no name."""
    return Match(hint="register it with a file of its own, or correct the name")


@dataclass(frozen=True, slots=True)
class Standing:
    """A standing text of the site: “About …”."""

    reference: str
    """How ``boilerplates:`` calls it."""
    path: str
    title: str
    text: str
    """Its words, with single spaces."""


@dataclass(frozen=True, slots=True)
class Known:
    """Everything that is known."""

    agencies: Register = Register(nobody)
    events: Register = Register(nobody)
    standing: tuple[Standing, ...] = ()


def alike(one: str, other: str) -> bool:
    """Whether two texts are the same but for case, accents, punctuation and blanks."""
    return fold(one) == fold(other)
