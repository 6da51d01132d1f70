"""The documents at one desk: parsed here, taken from the store, or handed over. In: sources. Out: documents, bodies.

Small records cross from desk to desk; bodies stay where they were parsed, and anyone else takes them from the store.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence

from campaignsite.build.decoded import Decoded, decoded, known
from campaignsite.build.memory import Memory, body_of
from campaignsite.build.order import NOBODY, Progress
from campaignsite.build.shares import Sheaf
from campaignsite.model.diagnostics import Diagnostic
from campaignsite.model.documents import Body, Document
from campaignsite.model.files import Found, Source, Sources
from campaignsite.model.front.config import SiteConfig
from campaignsite.parse.documents import parse
from campaignsite.sources.reading import read
from campaignsite.store import documents as records
from campaignsite.store.packs import Store


class Papers:
    """Documents by their paths, and their bodies."""

    def __init__(self, found: Sources, memory: Memory, config: SiteConfig, store: Store | None) -> None:
        self.documents: dict[str, Document] = {}
        self.marks: dict[str, str] = {}
        """A digest of each body."""
        self.names: dict[str, str] = {}
        """From each document that is this desk's own to the name of its record."""
        self.bodies: dict[str, Body] = {}
        """Those read here."""
        self._memory, self._config, self._store = memory, config, store
        self._sources = {source.path: source for source in found.content}
        self._last: tuple[str, Body] = "", Body()

    def parse(self, share: Sequence[Found], progress: Progress) -> Sheaf:
        """Parse a share of the documents."""
        digests: dict[str, str] = {}
        noticed: list[Diagnostic] = []
        done: dict[str, bytes] = {}
        for n, found in enumerate(share):
            progress("parse", n, len(share))
            name = self._name(found) if found.digest else ""
            there = self._remembered(found, name) if name else None
            if there is None:
                source = read(self._memory.root, found.path)
                noticed += source.diagnostics
                if source.value is None:
                    continue
                found = found._replace(digest=source.value.digest)  # noqa: PLW2901 - now it is known
                name = self._name(found)
                there = self._remembered(found, name) or self._parse(found, name, source.value.data)
            self._keep(there)
            self.names[found.path], digests[found.path], done[name] = name, found.digest, there.data
            noticed += there.noticed
        return Sheaf(digests, done, tuple(noticed))

    def take(self, others: Mapping[str, bytes]) -> None:
        """Take over the records of other desks, by their names."""
        for name, data in others.items():
            self._keep(decoded(name, data))

    def body(self, path: str) -> Body:
        """A body from this desk, from the store, or read again. The last one is at hand: it has more forms than one."""
        if path not in self.bodies and path != self._last[0]:
            name = self.names.get(path) or self._name(self._sources[path])
            data = self._store.get(body_of(name)) if self._store else None
            try:
                self._last = path, records.decode_body(data or b"")
            except (ValueError, TypeError, IndexError):
                self.bodies[path] = self._again(path)
        return self.bodies[path] if path in self.bodies else self._last[1]

    def _remembered(self, found: Found, name: str) -> Decoded | None:
        """Take a document from the store. Anything odd about it is a miss."""
        if self._store is None:
            return None
        there = known(name) if name in self._store else None
        if there is None:
            data = self._store.get(name)
            try:
                there = decoded(name, data) if data else None
            except (ValueError, TypeError, KeyError, AttributeError):
                return None
        return there if there and there.record.path == found.path else None

    def _parse(self, found: Found, name: str, data: bytes) -> Decoded:
        config = self._config
        done = parse(Source(found.path, data, found.digest), config.languages, raw_html=config.markdown.raw_html)
        assert done.value is not None
        record, body = records.record(done.value)
        self.bodies[found.path] = done.value.body
        there = Decoded(record.encode(), record, done.value.document, records.noticed(record))
        if self._store:
            self._store.put(name, there.data)
            self._store.put(body_of(name), body)
        return there

    def _keep(self, there: Decoded) -> None:
        self.marks[there.record.path], self.documents[there.record.path] = there.record.body, there.document

    def _name(self, found: Found) -> str:
        config = self._config
        return self._memory.record(found, config.languages, raw_html=config.markdown.raw_html)

    def _again(self, path: str) -> Body:
        source = read(self._memory.root, path).value
        assert source is not None
        done = parse(source, self._config.languages, raw_html=self._config.markdown.raw_html).value
        assert done is not None
        return done.body


@contextlib.contextmanager
def all_papers(found: Sources, memory: Memory, config: SiteConfig) -> Iterator[tuple[Papers, tuple[Diagnostic, ...]]]:
    """Every document of a site, for who builds nothing, and what is wrong with them."""
    store = memory.store()
    try:
        papers = Papers(found, memory, config, store)
        yield papers, papers.parse(found.content, NOBODY.hear).noticed
    finally:
        if store:
            store.close()
