"""What pages show of a document as it stands on its door: title, kicker, summary. In: a page. Out: the same, renamed.

Everything else that others may know of a document (its date, its event, its agencies …) decides what pages there are
and in what order they show things. A name plate does not: where only that has changed, every page is the one before,
with another plate; only the list from A to Z is put in order again.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from campaignsite.model.documents import Document
from campaignsite.model.front.shared import Titled
from campaignsite.model.page.finding import AToZView
from campaignsite.model.page.pages import Page
from campaignsite.model.page.pieces import Card, Figures, Link
from campaignsite.model.page.subjects import ItemView, TextView
from campaignsite.plan.views.titles import rearranged

FIELDS = ("title", "kicker", "summary")


class Plate(NamedTuple):
    """What is on a document's door."""

    title: str
    kicker: str
    summary: str


class OtherwiseNamedError(ValueError):
    """A page shows a document by something that is not on its plate."""


def plate_of(document: Document) -> Plate | None:
    """The plate of an item or page; None for what gives its name to more than a page: agencies, fronts of folders."""
    if not isinstance(document.meta, Titled) or document.slug == "index":
        return None
    return Plate(*(getattr(document.meta, field, None) or "" for field in FIELDS))


def renamed(page: Page, url: str, before: Plate, after: Plate, *, own: bool) -> Page:
    """The page with the new plate of the document at ``url``, whose ``own`` page it may be; the same if it shows none.

    Raises OtherwiseNamedError.
    """
    bare = dataclasses.replace(page, alternates=())  # they are named after their languages
    done: Page = _Renaming(url, before, after).of(bare)
    done = _own(done, before, after) if own else done
    return page if done is bare else dataclasses.replace(done, alternates=page.alternates)


def _own(page: Page, before: Plate, after: Plate) -> Page:
    subject = page.subject
    if not isinstance(subject, ItemView) or Plate(subject.title, subject.kicker, subject.summary) != before:
        raise OtherwiseNamedError(page.file)
    if (page.title, page.description) != (before.title, before.summary):
        raise OtherwiseNamedError(page.file)
    return dataclasses.replace(page, title=after.title, description=after.summary, subject=_renamed(subject, after))


def _renamed(item: ItemView, after: Plate) -> ItemView:
    return dataclasses.replace(item, title=after.title, kicker=after.kicker, summary=after.summary)


class _Renaming:
    """Gives anything on a page the new plate; what need not change stays the same object."""

    def __init__(self, url: str, before: Plate, after: Plate) -> None:
        self.url, self.before, self.after = url, before, after
        self._known: dict[type, Callable[[Any], Any]] = {
            Card: self._card,
            Link: self._link,
            Figures: self._figures,
            tuple: self._tuple,
            MappingProxyType: self._mapping,
            AToZView: self._a_to_z,
            TextView: self._text,
        }

    def of(self, value: Any) -> Any:
        """A value of the model, with everything in it."""
        kind = type(value)
        if kind in self._known:
            return self._known[kind](value)
        return self._parts(value) if dataclasses.is_dataclass(kind) else value

    def _parts(self, value: Any) -> Any:
        names = [field.name for field in dataclasses.fields(value) if field.init]
        new = {name: found for name in names if (found := self.of(old := getattr(value, name))) is not old}
        return dataclasses.replace(value, **new) if new else value

    def _card(self, value: Card) -> Card:
        if value.url != self.url:
            return value
        if Plate(value.title, value.kicker, value.summary) != self.before:
            raise OtherwiseNamedError(value.url)
        after = self.after
        return dataclasses.replace(value, title=after.title, kicker=after.kicker, summary=after.summary)

    def _link(self, value: Link) -> Link:
        if value.url != self.url:
            return value
        if value.text != self.before.title:
            raise OtherwiseNamedError(value.url)
        return value if value.text == self.after.title else dataclasses.replace(value, text=self.after.title)

    def _figures(self, value: Figures) -> Figures:
        if value.url != self.url:
            return value
        if value.title != self.before.title:
            raise OtherwiseNamedError(value.url)
        return value if value.title == self.after.title else dataclasses.replace(value, title=self.after.title)

    def _text(self, value: TextView) -> TextView:
        """The item itself, beside its own page."""
        item = value.item
        found: TextView = self._parts(value)
        if value.page.url != self.url:
            return found
        if Plate(item.title, item.kicker, item.summary) != self.before:
            raise OtherwiseNamedError(value.page.url)
        return dataclasses.replace(found, item=_renamed(found.item, self.after))

    def _a_to_z(self, value: AToZView) -> AToZView:
        """A title decides where it stands there; where letters have pages of their own, it may be on another one."""
        groups = self._tuple(value.groups)
        if groups is value.groups:
            return value
        new = rearranged(dataclasses.replace(value, groups=groups))
        if new is None:
            raise OtherwiseNamedError(self.url)
        return new

    def _tuple(self, value: tuple[Any, ...]) -> tuple[Any, ...]:
        found = tuple(map(self.of, value))
        return found if any(new is not old for new, old in zip(found, value, strict=True)) else value

    def _mapping(self, value: Mapping[str, Any]) -> Mapping[str, Any]:
        found = {key: self.of(inner) for key, inner in value.items()}
        return MappingProxyType(found) if any(found[key] is not value[key] for key in value) else value
