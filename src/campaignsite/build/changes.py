"""What has changed in a document since the last build, as far as that can be told without the rest of the site."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from campaignsite.build.memory import Memory, body_of
from campaignsite.model.diagnostics import Diagnostic, has_errors
from campaignsite.model.documents import Body
from campaignsite.model.files import Found, Source
from campaignsite.parse.again import parse_again
from campaignsite.sources.reading import read
from campaignsite.store import documents as records
from campaignsite.store.documents import Record
from campaignsite.store.last import Head
from campaignsite.store.packs import Store

if TYPE_CHECKING:  # a new text needs no front matter, and does not wait for it
    from campaignsite.plan.plates import Plate


@dataclass(frozen=True, slots=True)
class Change:
    """A document in which nothing has changed that the rest of the site is arranged by."""

    name: str
    """The name of its new record."""
    record: Record
    body: Body
    data: bytes
    """The body as the store keeps it."""
    before: tuple[Diagnostic, ...]
    """What was noticed in it, and is not any more."""
    after: tuple[Diagnostic, ...]
    plates: tuple[Plate, Plate] | None = None
    """The old and the new one, when they differ."""

    def keep(self, store: Store) -> None:
        """Leave it for the next build."""
        store.put(self.name, self.record.encode())
        store.put(body_of(self.name), self.data)


def change(root: Path, found: Found, memory: Memory, head: Head, *, name: str, store: Store) -> Change | None:
    """What is new in a document whose last record has a ``name``; None when it is more than text and name plate."""
    data, source = store.get(name), read(root, found.path).value
    if data is None or source is None or source.digest != found.digest:
        return None
    fresh = memory.record(found, head.languages, raw_html=head.raw_html)
    try:
        before = Record.decode(data)
        if records.ignores(before):
            return None  # what it silences was noticed with the rest of the site
        return _text(before, source, fresh) or _plate(before, source, fresh, head)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _text(before: Record, source: Source, name: str) -> Change | None:
    """Another text below the same front matter."""
    front, setting = records.setting(before)
    done = parse_again(source, front, setting)
    if done is None or has_errors(done.noticed) or records.encode_read(done) != before.read:
        return None
    body = records.encode_body(done.body)
    noticed = records.noticed_halves(before)[1]
    return Change(name, records.again(before, done, body), done.body, body, noticed, done.noticed)


def _plate(before: Record, source: Source, name: str, head: Head) -> Change | None:
    """Another name plate, and perhaps another text."""
    from campaignsite.parse.documents import parse
    from campaignsite.plan.plates import FIELDS, plate_of

    done = parse(source, head.languages, raw_html=head.raw_html)
    if done.value is None or has_errors(done.diagnostics):
        return None
    record, body = records.record(done.value)
    if before.read != record.read or before.front_without(FIELDS) != record.front_without(FIELDS):
        return None
    plates = plate_of(records.document(before)), plate_of(done.value.document)
    if plates[0] is None or plates[1] is None:
        return None
    both = (plates[0], plates[1]) if plates[0] != plates[1] else None
    return Change(name, record, done.value.body, body, records.noticed(before), done.diagnostics, both)
