"""What the last build of one kind made, and of what: enough to know what a next build need not do again.

It lies in two files: a short one that every build reads, and a long one, named in the short one by its digest, which
only a build that has something to do reads. Each line of the long one is taken apart when somebody asks for it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

from campaignsite.model.diagnostics import Diagnostic
from campaignsite.store.noticed import decode_noticed, encode_noticed
from campaignsite.store.seal import digest, read_sealed, write_sealed


class Load(NamedTuple):
    """What a page weighs on its way to a reader."""

    kind: str
    weight: int
    """Bytes of its HTML, compressed; when they are not ``exact``, it is so many at most."""
    exact: bool
    files: tuple[str, ...] = ()
    """The style sheets and scripts that it names, as files below output/, each once."""


class Row(NamedTuple):
    """One page of the last build."""

    seen: str
    """A digest of the page value, which is its name in the store."""
    look: str
    """A digest of the layouts and the words that it was rendered with."""
    bodies: tuple[tuple[str, str], ...]
    """The documents whose bodies it shows, each with a digest of its body."""
    digest: str
    """SHA-256 of the file."""
    why: str
    """Why it was rendered when it last was, in words for an editor."""
    origin: str = ""
    """The file that it is made from, or what makes it."""
    found: str = ""
    """What the index of the search knows of it beside its text; empty for a page that is not in it."""
    load: Load | None = None
    """None when nobody weighed it."""


class Rows(Mapping[str, Row]):
    """From each page's file to what is known of it. Raises ValueError or TypeError for a line that is no row."""

    def __init__(self, lines: dict[str, str]) -> None:
        self._lines = lines

    def __getitem__(self, file: str) -> Row:
        seen, look, bodies, mark, why, origin, found, load = json.loads(self._lines[file])
        texts, weighed = tuple((path, body) for path, body in bodies), _load(*load) if load else None
        return Row(seen, look, texts, mark, why, origin, found, weighed)

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)

    def naming(self, paths: Iterable[str]) -> dict[str, Row]:
        """The rows of pages that are made from one of these documents, or show its text."""
        words = [_TEXT(path) for path in paths]
        there = [file for file, line in self._lines.items() if any(word in line for word in words)]
        return {file: self[file] for file in there}

    def replaced(self, rows: Mapping[str, Row]) -> Rows:
        """The same with some rows in the place of others."""
        return Rows({**self._lines, **{file: _TEXT(row) for file, row in rows.items()}})

    @property
    def lines(self) -> Iterator[str]:
        """One line of text for each row."""
        return (f"{file}\t{line}" for file, line in self._lines.items())


class Publication(NamedTuple):
    """A file that a build published without rendering it, or made for the search, or drew."""

    file: str
    source: str
    digest: str
    """SHA-256 of what was published."""
    made_of: str
    """SHA-256 of the source's data."""
    recipe: str = ""
    """How a smaller copy of a picture is made of it; empty for anything else."""


class Table(NamedTuple):
    """Everything that the last build worked with."""

    documents: Mapping[str, tuple[str, str]]
    """From the path of each document to the digest of its source and the name of its record in the store."""
    rows: Rows
    files: Sequence[Publication]
    pieces: Sequence[str]
    """The names of records in the store that stand in page values."""
    silent: Sequence[str]
    """The paths of documents of which nothing is said."""
    again: Sequence[str]
    """The files of pages that were rendered by it; the others were kept."""
    searching: Sequence[Publication] = ()
    """The files of the search's index."""
    packed: Sequence[Publication] = ()
    """Compressed copies; without a digest where one would not be smaller. Empty for a site without them."""
    shared: Sequence[Publication] = ()
    """The share images; ``made_of`` is the name of each in the store."""


STALE = "stale"
"""Instead of a digest of the search's index: it may be older than the pages, for nobody asked for a new one."""


class Head(NamedTuple):
    """What every build asks of the last one."""

    made: str
    """A digest of the program, of what was ordered, and of every source but documents and layouts."""
    layouts: str
    """A digest of the site's own layouts."""
    sources: str
    """A digest of all documents."""
    since: float
    """From when until when, in seconds since 1970, the same sources make the same site."""
    until: float
    zone: str
    """The site's time zone."""
    languages: tuple[str, ...]
    raw_html: bool
    texts: str
    """The name of the catalogues in the store."""
    sites: tuple[str, ...]
    """The names in the store of what all pages of a language share."""
    doors: str
    """The name in the store of the table of pages that lead to each page."""
    pages: int
    files: int
    site: str
    """What was published, as its manifest knows it; empty for nothing."""
    search: str = ""
    """A digest of everything that the search's index is made of; empty for a site without one."""
    scale: str = ""
    """What pages are weighed with; empty when nobody weighs them."""
    sharing: bool = False
    """Whether pages have share images."""
    table: str = ""
    """A digest of the long file."""


class Last:
    """A build that is over. Raises ValueError for a record that is none."""

    def __init__(self, head: Head, noticed: bytes, table: Path, secret: bytes) -> None:
        self.head, self._noticed, self._table, self._secret = head, noticed, table, secret

    @cached_property
    def noticed(self) -> tuple[Diagnostic, ...]:
        """What it said."""
        return decode_noticed(json.loads(self._noticed))

    @cached_property
    def table(self) -> Table:
        """What it worked with."""
        data = read_sealed(self._table, self._secret)
        if data is None or digest(data) != self.head.table:
            raise ValueError(self._table)
        return _table(data)


@lru_cache(maxsize=2)
def _table(data: bytes) -> Table:
    documents, rows, files, pieces, silent, again, index, packed, shared = (
        part.split("\n") if part else [] for part in data.decode().split(_GAP)
    )
    known = (line.split("\t") for line in documents)
    return Table(
        documents={path: (source, record) for path, source, record in known},
        rows=Rows(dict(line.split("\t", 1) for line in rows)),
        files=[Publication(*line.split("\t")) for line in files],
        pieces=pieces,
        silent=silent,
        again=again,
        searching=[Publication(*line.split("\t")) for line in index],
        packed=[Publication(*line.split("\t")) for line in packed],
        shared=[Publication(*line.split("\t")) for line in shared],
    )


def _load(kind: str, weight: int, exact: bool, files: Sequence[str]) -> Load:
    return Load(kind, weight, exact, tuple(files))


_GAP = "\n\n"
_TEXT = json.JSONEncoder(ensure_ascii=True, check_circular=False, separators=(",", ":")).encode


def table_path(path: Path) -> Path:
    """The long file that belongs to a short one."""
    return path.with_name(path.name.replace("last-", "table-").replace(".json", ".txt"))


def read_last(path: Path, secret: bytes) -> Last | None:
    """The last build, if it was kept and is as it was written."""
    data = read_sealed(path, secret)
    if data is None:
        return None
    try:
        first, noticed = data.split(b"\n")
        head = Head(*json.loads(first))
        head = head._replace(languages=tuple(head.languages), sites=tuple(head.sites))
        return Last(head, noticed, table_path(path), secret)
    except (ValueError, TypeError):
        return None


def write_last(path: Path, secret: bytes, head: Head, noticed: Iterable[Diagnostic], table: Table) -> None:
    """Keep a build for the next one. Names of files hold neither tabs nor line ends: no source with one is taken."""
    parts = (
        [f"{file}\t{source}\t{record}" for file, (source, record) in table.documents.items()],
        table.rows.lines,
        map("\t".join, table.files),
        table.pieces,
        table.silent,
        table.again,
        map("\t".join, table.searching),
        map("\t".join, table.packed),
        map("\t".join, table.shared),
    )
    data = _GAP.join("\n".join(part) for part in parts).encode()
    write_sealed(table_path(path), data, secret)
    lines = (_TEXT(head._replace(table=digest(data))), _TEXT(encode_noticed(noticed)))
    write_sealed(path, "\n".join(lines).encode(), secret)
