"""Every title that a language shows, from A to Z: on one page, or on a page for each letter when there are many."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from functools import cached_property

from campaignsite.model.front.kinds import Item
from campaignsite.model.page.finding import AToZView, TitleEntry, TitleGroup
from campaignsite.model.page.pieces import Link
from campaignsite.model.site import Entity, Related
from campaignsite.plan.views.inlang import InLanguage
from campaignsite.plan.views.letters import alphabetical, letter, position, slug

WHOLE = 400
"""So many titles stand on one page: about 80 kB, which a phone loads in a moment. More get a page for each letter."""


class Titles:
    """The agencies, events, items and pages of one language by letter."""

    def __init__(self, view: InLanguage, fronts: Collection[str], path: str) -> None:
        """``fronts`` are the stems of texts without a page of their own; ``path`` is that of the list."""
        self.view, self.path = view, path
        items = {r.document.path: r for r in view.items}
        pages = {r.document.path: r for r in view.pages() if not isinstance(r.document.meta, Item)}
        self._documents = [r for r in (items | pages).values() if r.document.stem not in fronts]
        self._entities = (*view.site.agencies.values(), *view.site.events.values())
        self.count = len(self._documents) + len(self._entities)

    @property
    def split(self) -> bool:
        """Whether each letter has a page of its own."""
        return self.count > WHOLE

    @cached_property
    def letters(self) -> Mapping[str, tuple[Related | Entity, ...]]:
        """From each letter, in order, to what stands under it, in no order yet."""
        found: dict[str, list[Related | Entity]] = {}
        everything: tuple[Related | Entity, ...] = (*self._documents, *self._entities)
        for one in everything:
            name = one.name(self.view.lang)[0] if isinstance(one, Entity) else one.document.meta.heading
            found.setdefault(letter(name), []).append(one)
        return {key: tuple(found[key]) for key in sorted(found, key=position)}

    def at(self, letter: str) -> str:
        """The path of a letter's own page."""
        return f"{self.path}{slug(letter)}/"

    def page(self, only: str = "") -> AToZView:
        """The front page, or the page of ``only`` one letter."""
        shown = () if self.split and not only else (only,) if only else tuple(self.letters)
        return AToZView(
            letters=tuple(self._way(name, current=name == only) for name in self.letters),
            groups=tuple(_group(map(self._entry, self.letters[name])) for name in shown),
            count=len(self.letters[only]) if only else self.count,
        )

    def _way(self, name: str, *, current: bool) -> Link:
        return Link(name, self.view.urls.href(self.at(name)), current=current) if self.split else _within(name)

    def _entry(self, one: Related | Entity) -> TitleEntry:
        if isinstance(one, Entity):
            withheld = self.view.site.withheld.get(one.document(self.view.lang).path, "")
            return TitleEntry(self.view.entity(one), one.main.kind, None, one.main.meta.sensitive, withheld)
        document, meta = one.document, one.document.meta
        date = meta.date if isinstance(meta, Item) else None
        withheld = self.view.site.withheld.get(document.path, "")
        return TitleEntry(self.view.item(document.path), document.kind, date, meta.sensitive, withheld)


def rearranged(page: AToZView) -> AToZView | None:
    """The same entries under the letters and in the order that their titles have now.

    None when one of them belongs to the page of another letter.
    """
    found: dict[str, list[TitleEntry]] = {}
    for entry in (e for group in page.groups for e in group.entries):
        found.setdefault(letter(entry.link.text), []).append(entry)
    groups = tuple(_group(found[key]) for key in sorted(found, key=position))
    if all(way.url.startswith("#") for way in page.letters):
        return replace(page, letters=tuple(_within(group.letter) for group in groups), groups=groups)
    same = [group.letter for group in groups] == [group.letter for group in page.groups]
    return replace(page, groups=groups) if same else None


def _within(name: str) -> Link:
    """The way to a letter on the same page."""
    return Link(name, f"#{_id(name)}")


def _group(entries: Iterable[TitleEntry]) -> TitleGroup:
    # Two texts may have one title: then the addresses decide, so that every build comes to the same.
    ordered = tuple(sorted(entries, key=lambda e: (*alphabetical(e.link.text), e.link.url)))
    name = letter(ordered[0].link.text)
    return TitleGroup(name, _id(name), ordered)


def _id(name: str) -> str:
    return f"letter-{slug(name)}"
