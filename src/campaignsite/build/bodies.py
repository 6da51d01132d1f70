"""Only the texts of a few documents have changed: their pages are rendered again, and nothing is related or planned.

That is right when all that the rest of the site may know of these documents is the same as before. Whenever that is not
certain, or anything is wrong, there is no outcome, and the whole corridor is gone through.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from campaignsite.build.memory import Memory, body_of
from campaignsite.build.order import Order, Outcome
from campaignsite.build.outcome import outcome
from campaignsite.build.target import Target
from campaignsite.build.unchanged import same_moment
from campaignsite.build.words import known_theme
from campaignsite.model.diagnostics import Diagnostic, has_errors, in_order
from campaignsite.model.documents import Body
from campaignsite.model.files import Found, Sources
from campaignsite.parse.again import parse_again
from campaignsite.publish.putting import cannot_write
from campaignsite.publish.stage import Stage
from campaignsite.render import render
from campaignsite.sources.reading import read
from campaignsite.store import documents as records
from campaignsite.store.documents import Record
from campaignsite.store.last import Last, Row
from campaignsite.store.packs import Store
from campaignsite.store.pages import page_of

FEW = 20
"""So many documents may have changed; for more, the whole corridor is hardly slower."""


@dataclass(frozen=True, slots=True)
class _Change:
    """A document whose text has changed, and nothing else that anybody sees."""

    record: Record
    body: Body
    name: str
    data: bytes
    before: tuple[Diagnostic, ...]
    after: tuple[Diagnostic, ...]


def bodies(
    order: Order, found: Sources, looked: tuple[Diagnostic, ...], memory: Memory, target: Target | None
) -> Outcome | None:
    """Publish what has changed. None when it takes the whole corridor."""
    last = memory.last
    if last is None or target is None or not last.head.files or not same_moment(order, last.head):
        return None
    documents = {f.path: f.digest for f in found.content}
    changed = [f for f in found.content if last.documents.get(f.path) != f.digest]
    if documents.keys() != last.documents.keys() or not 0 < len(changed) <= FEW or not all(documents.values()):
        return None
    if (
        not target.standing.whole
        or target.manifest.site != last.head.site
        or last.head.made != memory.made(found, looked)
    ):
        return None
    store = memory.store()
    assert store is not None
    try:
        return _Bodies(order, found, memory, target=target, last=last, store=store).outcome(changed)
    finally:
        store.close()


class _Bodies:
    def __init__(
        self, order: Order, found: Sources, memory: Memory, *, target: Target, last: Last, store: Store
    ) -> None:
        self.order, self.found, self.memory, self.target = order, found, memory, target
        self.last, self.store = last, store

    def outcome(self, changed: list[Found]) -> Outcome | None:
        changes = {f.path: change for f in changed if (change := self._change(f))}
        if len(changes) < len(changed):
            return None
        gone = [d for change in changes.values() for d in change.before]
        noticed = [d for d in self.last.noticed if d not in gone]
        if any(d.path in changes for d in noticed):
            return None  # something about it was noticed by another stage, which may stand elsewhere now
        noticed += [d for change in changes.values() for d in change.after]
        if self.order.strict and noticed:
            return None
        rows = self._rendered(changes)
        if rows is None:
            return None
        return self._published(changes, rows, noticed)

    def _change(self, found: Found) -> _Change | None:
        """The new text of a document, if nothing but its text is new."""
        name = self.last.records.get(found.path, "")
        data, source = self.store.get(name) if name else None, read(self.order.root, found.path).value
        if data is None or source is None or source.digest != found.digest:
            return None
        try:
            before = Record.decode(data)
            front, setting = records.setting(before)
            noticed = records.noticed_halves(before)
        except (ValueError, TypeError, KeyError):
            return None
        done = parse_again(source, front, setting)
        if done is None or has_errors(done.noticed) or records.encode_read(done) != before.read:
            return None
        body = records.encode_body(done.body)
        name = self.memory.record(found, self.last.head.languages, raw_html=self.last.head.raw_html)
        return _Change(records.again(before, done, body), done.body, name, body, noticed[1], done.noticed)

    def _rendered(self, changes: Mapping[str, _Change]) -> Mapping[str, tuple[Row, bytes]] | None:
        """Every page that shows one of the texts, rendered again."""
        wanted = {name: row for name, row in self.last.rows.items() if any(path in changes for path, _ in row.bodies)}
        look = known_theme(self.store, self.last.head.texts, self.found, self.order.root) if wanted else None
        made: dict[str, tuple[Row, bytes]] = {}
        standing = self.target.standing.files
        for name, row in wanted.items():
            page = page_of(self.store, row.seen)
            known = {path: self._body(path, changes) for path, _ in row.bodies}
            if page is None or look is None or page.file != name or None in known.values() or name not in standing:
                return None
            done = render(page, look, lambda path, known=known: known[path])  # type: ignore[misc]
            if done.value is None:
                return None
            texts = [path for path, _ in row.bodies if path in changes]
            marks = tuple((path, changes[path].record.body if path in changes else mark) for path, mark in row.bodies)
            digest = hashlib.sha256(done.value.data).hexdigest()
            why = f"the text of {' and '.join(texts)} changed"
            made[name] = (row._replace(bodies=marks, digest=digest, why=why), done.value.data)
        return made

    def _body(self, path: str, changes: Mapping[str, _Change]) -> Body | None:
        if path in changes:
            return changes[path].body
        data = self.store.get(body_of(self.last.records.get(path, ""))) if path in self.last.records else None
        try:
            return records.decode_body(data) if data else None
        except (ValueError, TypeError, IndexError):
            return None

    def _published(
        self, changes: Mapping[str, _Change], made: Mapping[str, tuple[Row, bytes]], noticed: list[Diagnostic]
    ) -> Outcome | None:
        last = self.last
        rows = {**last.rows, **{name: row for name, (row, _) in made.items()}}
        files = {name: stamp.digest for name, stamp in self.target.standing.files.items()}
        files |= {name: row.digest for name, (row, _) in made.items()}
        try:
            with self.target.stage() as stage:
                for name, (row, data) in made.items():
                    if self.target.standing.files[name].digest != row.digest:
                        Stage(stage).write(name, data)
                done = self.target.publish(stage, files)
        except OSError as error:
            return outcome(self.order, [*noticed, cannot_write(error, self.target.output)], pages=last.head.pages)
        if done.value is None:
            return outcome(self.order, [*noticed, *done.diagnostics], pages=last.head.pages)
        for change in changes.values():
            self.store.put(change.name, change.record.encode())
            self.store.put(body_of(change.name), change.data)
        self.store.save()
        self.memory.keep(
            self.found,
            last.head._replace(site=done.value.site),
            records={**last.records, **{path: change.name for path, change in changes.items()}},
            rows=rows,
            noticed=in_order(noticed),
            again=made,
            store=self.store,
        )
        return outcome(self.order, noticed, pages=last.head.pages, files=last.head.files, rendered=len(made))
