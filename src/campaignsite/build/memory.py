"""What earlier builds left below .campaignsite/, as far as it concerns one order. Without a cache, nothing."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from pathlib import Path

from campaignsite.build.order import Order
from campaignsite.build.program import draughtsman, program
from campaignsite.model.diagnostics import Diagnostic
from campaignsite.model.files import LOCALES, Found, Sources, Stamp
from campaignsite.store.index import clock, read_index, write_index
from campaignsite.store.last import Head, Last, Table, read_last, write_last
from campaignsite.store.noticed import encode_noticed
from campaignsite.store.packs import Store
from campaignsite.store.seal import digest

USUAL = "usual"
"""Stands for the font of share images that is no file of the site."""


class Memory:
    """The cache, as one build sees it."""

    def __init__(self, order: Order) -> None:
        self.order = order
        self.root, self.kept, self._secret = order.root, order.cache, order.secret
        self._folder = order.root.resolve() / ".campaignsite"
        self._variant = digest(os.fspath(order.output.resolve()) if order.output else "")
        self._ordered = digest(order.base_url, str(order.drafts), str(order.strict))
        self.program = program() if order.cache else ""
        self.looked = clock(self._folder) if order.cache and order.leave else 0
        self.known: Mapping[str, Stamp] = read_index(self._index, self._secret) if order.cache else {}
        self.last: Last | None = read_last(self._last, self._secret) if order.cache else None

    @property
    def _index(self) -> Path:
        return self._folder / "index.json"

    @property
    def _last(self) -> Path:
        return self._folder / f"last-{self._variant}.json"

    @property
    def has_records(self) -> bool:
        """Whether there is a store of records at all."""
        return any((self._folder / "store").glob("*.pack"))

    def store(self) -> Store | None:
        """The store of records; None without a cache."""
        return Store(self._folder / "store", self._secret, writes=self.order.leave) if self.kept else None

    def whole_last(self) -> None:
        """Read all of the last build. Raises ValueError, TypeError or KeyError when it is none."""
        if self.last:
            _ = self.last.table

    def doubted(self) -> None:
        """Know nothing of the last build when it is none: what was left may be damaged, or replaced just now."""
        try:
            self.whole_last()
        except (ValueError, TypeError, KeyError, AttributeError):
            self.last = None

    def made(self, found: Sources, noticed: tuple[Diagnostic, ...]) -> str:
        """A digest of everything that a build is made from, but the moment, the documents and the layouts."""
        parts = [part for f in found.others if not is_layout(f) for part in (f.path, f.digest)]
        return digest(self.program, self._ordered, repr(encode_noticed(noticed)), *parts)

    def layouts(self, found: Sources) -> str:
        """A digest of the site's own layouts."""
        return digest(*(part for f in found.layouts if is_layout(f) for part in (f.path, f.digest)))

    def record(self, found: Found, languages: tuple[str, ...], *, raw_html: bool) -> str:
        """The name of the record of a document in the store."""
        return _record(self.program, found.path, found.digest, languages, str(raw_html))

    def verdict(self, path: str, source: str) -> str:
        """The name of what the store remembers of a file that is published, by the digest of its data."""
        return digest("published", self.program, path, source)

    def measure(self, path: str, source: str) -> str:
        """The name of the size of a picture in the store, by the digest of its data."""
        return digest("size", self.program, path.rpartition(".")[2], source)

    def letters(self, font: str) -> str:
        """The name of what the store remembers of a font, by the digest of its data or what the program calls it."""
        return digest("letters", self.program, font)

    def picture(self, file: str) -> str:
        """The name of the digest of a share image in the store, by its file: that says everything that is drawn."""
        return digest("share", self.program, file)

    @staticmethod
    def drawn(picture: str) -> str:
        """The name of that image itself."""
        return digest("drawn", picture)

    def copy(self, source: str, recipe: str) -> str:
        """The name of the digest of a smaller copy of a picture, whose bytes are the body that belongs to it."""
        return digest("copy", self.draughtsman, source, recipe)

    @cached_property
    def draughtsman(self) -> str:
        """A digest of what makes copies: another version of the rest need not make them anew."""
        return draughtsman()

    def keep(self, found: Sources, head: Head, noticed: Iterable[Diagnostic], table: Table, store: Store) -> None:
        """Leave everything for the next build, and throw away what one like this does not need."""
        write_index(self._index, found.all, self.looked, self._secret)
        write_last(self._last, self._secret, head._replace(sources=sources_of(found)), noticed, table)
        if store.crowded or len(table.again) * 10 > len(table.rows):
            records = [record for _, record in table.documents.values()]
            pages = (row.seen for row in table.rows.values())
            files = (self.verdict(f.source, f.made_of) for f in table.files)
            sizes = (self.measure(f.path, f.digest) for f in (*found.files, *found.assets))
            fonts = (self.letters(f) for f in (USUAL, *(f.digest for f in (*found.files, *found.assets))))
            shared = [name for f in table.shared for name in (f.made_of, self.drawn(f.made_of))]
            copies = [self.copy(f.made_of, f.recipe) for f in table.files if f.recipe]
            both = (*records, *copies)
            whole = (*both, *map(body_of, both), *pages, *files, *sizes, *fonts, *shared, *table.pieces)
            store.sweep({*whole, head.texts, head.doors})

    def keep_index(self, found: Sources) -> None:
        """Leave what is known of the sources now, if it is more than before."""
        if any(f.digest and f.stamp and not f.stamp.digest for f in found.all):
            write_index(self._index, found.all, self.looked, self._secret)


@lru_cache(maxsize=50_000)
def _record(program: str, path: str, source: str, languages: tuple[str, ...], raw_html: str) -> str:
    """A preview asks for the same names again and again."""
    return digest("document", program, path, source, *languages, raw_html)


def is_layout(found: Found) -> bool:
    """Whether a file shapes pages, and says nothing on them that the plan would have to know."""
    return found.path.startswith("layouts/") and not found.path.startswith(LOCALES)


def sources_of(found: Sources) -> str:
    """A digest of all documents; empty while one of them is not known."""
    if not all(f.digest for f in found.content):
        return ""
    return digest("\n".join([f"{f.path} {f.digest}" for f in found.content]))


def body_of(record: str) -> str:
    """The name of the body that belongs to a record."""
    return digest("body", record)
