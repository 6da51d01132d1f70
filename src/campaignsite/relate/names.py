"""Names of agencies and events: as written in content to the one thing that is meant.

A name resolves exactly, then as an alias, then folded (case, accents, punctuation). A part of a name resolves to
nothing: “London” is a place, not a police service, unless the registry lists it as an alias.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from campaignsite.model.documents import NAMELESS, Document
from campaignsite.model.front.kinds import Agency, Event
from campaignsite.model.site import Entity
from campaignsite.model.words.hints import closest, new_command, one_of, same_name
from campaignsite.model.words.slugs import fold, slugify


@dataclass(frozen=True, slots=True)
class Found:
    """What a name stands for: one key, several when it is ambiguous, none when nobody knows it."""

    keys: tuple[str, ...]
    hint: str = ""


class Names:
    """All names of one registry."""

    def __init__(self, entities: Iterable[Entity], kind: str = "agency", unread: Iterable[Document] = ()) -> None:
        """``kind`` is that of all ``entities``; ``unread`` are documents of it that cannot be read."""
        self._kind = kind
        self._unread = {name: d.path for d in unread for name in (d.slug, d.meta.heading) if name != NAMELESS}
        self._official: dict[str, set[str]] = {}
        self._aliases: dict[str, set[str]] = {}
        self._folded: dict[str, set[str]] = {}
        self._shown: dict[str, str] = {}
        self._asked: dict[str, Found] = {}
        for entity in entities:
            self._shown[entity.key] = entity.main.meta.heading
            for document in entity.documents.values():
                meta = document.meta
                assert isinstance(meta, Agency | Event)
                names = [meta.name, *(text for _, text in (meta.names.all if meta.names else ()))]
                self._add(self._official, names, entity.key)
                for slug in (entity.key, document.slug):
                    self._official.setdefault(slug, set()).add(entity.key)
                self._add(
                    self._aliases,
                    [
                        *(a for a in meta.aliases if not a.startswith("/")),
                        *([meta.short_name] if meta.short_name else []),
                    ],
                    entity.key,
                )

    def _add(self, table: dict[str, set[str]], names: Iterable[str], key: str) -> None:
        for name in names:
            table.setdefault(name, set()).add(key)
            if fold(name):
                self._folded.setdefault(fold(name), set()).add(key)

    def find(self, name: str) -> Found:
        """What ``name`` stands for, with a hint when it stands for nothing or for several things."""
        if name not in self._asked:  # the same names come thousands of times
            self._asked[name] = self._find(name)
        return self._asked[name]

    def may_be_unread(self, name: str) -> bool:
        """Whether a name is like that of a file that cannot be read: what is wrong with it is said already."""
        return slugify(name) in self._unread or name in self._unread

    def _find(self, name: str) -> Found:
        for table, form in ((self._official, name), (self._aliases, name), (self._folded, fold(name))):
            keys = tuple(sorted(table.get(form, ())))
            if len(keys) == 1:
                return Found(keys)
            if keys:
                return Found(keys, one_of(f"“{self._telling(key)}”" for key in keys))
        command = new_command(self._kind, name)
        register = (
            f"correct the name, or register it: “{command}”, and take “draft: true” out of that file when it is right"
        )
        return Found((), self.near(name) or register)

    def _telling(self, key: str) -> str:
        """What stands for this one alone: its name, or where others have that too, what its file is called."""
        name = self._shown[key]
        return name if self._official[name] == {key} else key

    @property
    def all(self) -> list[str]:
        """Every official name."""
        return sorted(self._shown.values())

    def near(self, name: str) -> str:
        """A hint at what may be meant by a name that stands for nothing; empty when that cannot be guessed."""
        wanted = fold(name)
        close = closest(wanted, self._folded, 0.75)
        if close and not same_name(wanted, close):
            close = closest(wanted, [name for name in self._folded if same_name(wanted, name)], 0.75)
        if close:
            return f"did you mean “{self._shown[min(self._folded[close])]}”?"
        words = set(wanted.split())
        holding = sorted(self._shown[k] for k in self._shown if words and words <= set(fold(self._shown[k]).split()))
        if holding:
            return f"write the full name: “{holding[0]}”" + (" or list this name under its aliases" if words else "")
        if self._unread:
            return f"mend {next(iter(self._unread.values()))} first: it cannot be read"
        return ""


def duplicates(entities: Mapping[str, Entity]) -> list[tuple[Entity, Entity]]:
    """Pairs of different entities with the same official name, the later one second.

    Those that have no name yet are no pair: that is said of each.
    """
    first: dict[str, Entity] = {}
    pairs = []
    for entity in sorted(entities.values(), key=lambda e: e.main.path):
        other = first.setdefault(entity.main.meta.heading, entity)
        if other is not entity and entity.main.meta.heading != NAMELESS:
            pairs.append((other, entity))
    return pairs
