"""Some documents of a list. In: a ``Listing``, and what is wanted of it. Out: those that are wanted, in order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from campaignsite.build.listing import Listed, Listing
from campaignsite.model.words.hints import nearest, one_of
from campaignsite.model.words.slugs import fold
from campaignsite.relate.names import Names


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted: of each of these one, where any is named."""

    states: Sequence[str] = ()
    types: Sequence[str] = ()
    languages: Sequence[str] = ()
    agencies: Sequence[str] = ()
    """By any name that the registry knows."""
    events: Sequence[str] = ()
    owners: Sequence[str] = ()
    """Whatever their case; an empty one stands for texts that name nobody."""
    review_before: dt.date | None = None
    """Those that somebody is to look at again before this day."""

    def before(self, day: dt.date) -> Wanted:
        """The same, of texts that are due before a day."""
        return replace(self, review_before=min(filter(None, (self.review_before, day))))

    @property
    def relations(self) -> bool:
        """Whether it can be told only when documents are related."""
        return bool(self.agencies or self.events)


class UnknownError(LookupError):
    """Nothing has the name that is asked for; the message says what is near it."""


def chosen(found: Listing, wanted: Wanted) -> tuple[Listed, ...]:
    """The documents that are wanted. Raises UnknownError."""
    _check(wanted.languages, found.languages, "language")
    owners = {item.owner for item in found.items if item.owner}
    _check((name for name in wanted.owners if name), owners, "owner")
    agencies = _keys(wanted.agencies, found.agencies, "agency")
    events = _keys(wanted.events, found.events, "event")
    named = {name.casefold() for name in wanted.owners}
    before = wanted.review_before
    return tuple(
        item
        for item in found.items
        if (not wanted.states or item.state in wanted.states)
        and (not wanted.types or item.type in wanted.types)
        and (not wanted.languages or item.lang in wanted.languages)
        and (not agencies or any(agency.key in agencies for agency in item.agencies))
        and (not events or (item.event is not None and item.event.key in events))
        and (not named or item.owner.casefold() in named)
        and (before is None or _due(item, before))
    )


def _due(item: Listed, before: dt.date) -> bool:
    due = item.review_by
    return due is not None and due.year is not None and due.last < (before.year, before.month, before.day)


def _check(names: Iterable[str], there: Iterable[str], what: str) -> None:
    known = {name.casefold(): name for name in there}
    for name in names:
        if name.casefold() not in known:
            hint = nearest(name, known.values()) or _there(sorted(known.values()), what)
            raise UnknownError(f"there is no {what} “{name}”; {hint}")


def _there(names: Sequence[str], what: str) -> str:
    """What to write instead."""
    return one_of(names) if names else f"no document names an {what}"


def _keys(names: Iterable[str], known: Names | None, what: str) -> frozenset[str]:
    """The keys of agencies or events. Raises UnknownError for a name that stands for none, or for several."""
    keys = set()
    for name in names:
        assert known is not None
        found = known.find(name)
        if len(found.keys) != 1:
            wrong = f"“{name}” may be one of {len(found.keys)}" if found.keys else f"there is no {what} “{name}”"
            hint = found.hint if found.keys else known.near(name) or _there(known.all, what)
            raise UnknownError(f"{wrong}; {hint}")
        keys |= {*found.keys}
    return frozenset(keys)


SORTS: tuple[tuple[str, Callable[[Listed], Any]], ...] = (
    ("path", lambda item: item.path),
    ("state", lambda item: item.state),
    ("changes_at", lambda item: item.changes_at),
    ("type", lambda item: item.type),
    ("lang", lambda item: item.lang),
    ("title", lambda item: fold(item.title)),
    ("date", lambda item: item.date.order if item.date else None),
    ("event", lambda item: fold(item.event.name) if item.event else None),
    ("owner", lambda item: fold(item.owner) or None),
    ("review_by", lambda item: item.review_by.last if item.review_by and item.review_by.year else None),
    ("errors", lambda item: -item.errors),
)
"""What a list can be sorted by, and what is compared; None comes last."""


def in_order(items: Iterable[Listed], sort: str) -> tuple[Listed, ...]:
    """Sorted by one of ``SORTS``; what is alike stands in the order of paths, and what says nothing stands last."""
    key = dict(SORTS)[sort]

    def place(item: Listed) -> tuple[bool, Any, str]:
        value = key(item)
        return (value is None, value if value is not None else 0, item.path)

    return tuple(sorted(items, key=place))
