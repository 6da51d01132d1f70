"""A worker that renders pages from the values that the store remembers, without planning them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from campaignsite.build.memory import Memory, body_of
from campaignsite.build.scale import Scale
from campaignsite.build.words import known_theme, known_words
from campaignsite.model.documents import Body
from campaignsite.model.files import Sources, Stamp
from campaignsite.model.page.pages import Page
from campaignsite.publish.stage import Stage
from campaignsite.render import Drawn, Theme, render
from campaignsite.search.entries import entry
from campaignsite.sources.stock import stock
from campaignsite.store import documents as records
from campaignsite.store.last import Row
from campaignsite.store.pages import Pages


class Job(NamedTuple):
    """A page to be rendered."""

    file: str
    row: Row
    """What is to be known of it, but its look and the digest of its file."""


@dataclass(slots=True)
class Copying:
    """What every worker is given. What is ready in this process is there after a fork, and made again elsewhere."""

    memory: Memory
    found: Sources
    standing: Mapping[str, Stamp]
    """The published files that are as they were written."""
    changed: bool
    """Whether layouts have changed."""
    jobs: Sequence[Job] = ()
    stage: str = ""
    bodies: Mapping[str, Body] = field(default_factory=dict)
    """The texts that have changed, by document."""
    pages: Mapping[str, Page] = field(default_factory=dict)
    """Values that need not be taken from the store, by file."""
    records: Mapping[str, str] = field(default_factory=dict)
    """From each document's path to the name of its record."""
    look: tuple[Theme, Mapping[str, str]] | None = None
    scale: Scale | None = None
    """What pages are weighed with; None when nobody asks."""

    def __call__(self, number: int, count: int) -> Copyist:
        """The worker with a number, of so many."""
        return Copyist(self, number, count)

    def __reduce__(self) -> tuple[type[Copying], tuple[object, ...]]:
        given = (self.memory, self.found, self.standing, self.changed, self.jobs, self.stage, self.bodies)
        return Copying, (*given, {}, self.records, None, self.scale)

    def ready(self) -> tuple[Theme, Mapping[str, str]] | None:
        """The theme and its looks; None when something about them is wrong."""
        if self.look is None:
            store, last = self.memory.store(), self.memory.last
            assert store is not None
            assert last is not None
            words = known_words(store, last.head.texts)
            store.close()
            root = self.memory.root
            self.look = known_theme(stock(), self.found, words, root, changed=self.changed) if words else None
        return self.look


class Copyist:
    """One worker's place."""

    def __init__(self, task: Copying, number: int, count: int) -> None:
        self.task, self.number, self.count = task, number, count
        store = task.memory.store()
        assert store is not None
        self.store, self._pages = store, Pages(store.get)
        self._bodies, self._entries = dict(task.bodies), Drawn()

    def close(self) -> None:
        """Put everything away."""
        self.store.close()

    def render(self) -> Mapping[str, Row] | None:
        """Render this worker's share of the pages, and write what is new; None when a page cannot be made."""
        ready = self.task.ready()
        if ready is None:
            return None
        stage, rows = Stage(self.task.stage), {}
        for job in self.task.jobs[self.number :: self.count]:
            page = self.task.pages.get(job.file) or self._pages.page(job.row.seen)
            if page is None or page.file != job.file:
                return None
            try:
                done = render(page, ready[0], self._body, self._entries)
            except KeyError:
                return None  # a text is not in the store any more
            if done.value is None:
                return None
            digest = hashlib.sha256(done.value.data).hexdigest()
            found = entry(page) if job.row.found else ""
            load = self.task.scale.load(page, done.value.data) if self.task.scale and job.row.load else None
            rows[job.file] = job.row._replace(look=ready[1][page.lang], digest=digest, found=found, load=load)
            before = self.task.standing.get(job.file)
            if before is None or before.digest != digest:
                stage.write(job.file, done.value.data)
        return rows

    def _body(self, path: str) -> Body:
        """The text of a document. Raises KeyError."""
        if path not in self._bodies:
            data = self.store.get(body_of(self.task.records[path]))
            try:
                self._bodies[path] = records.decode_body(data or b"")
            except (ValueError, TypeError, IndexError):
                raise KeyError(path) from None
        return self._bodies[path]
