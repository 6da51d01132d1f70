"""What the last build of one kind made, and of what: enough to know what a next build need not do again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from campaignsite.model.diagnostics import Diagnostic
from campaignsite.store.noticed import decode_noticed, encode_noticed
from campaignsite.store.seal import read_sealed, write_sealed


class Row(NamedTuple):
    """One page of the last build."""

    seen: str
    """A digest of the page value."""
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


class Last:
    """A build that is over. What only some builds need of it is read when they ask. Raises ValueError for nonsense."""

    def __init__(self, head: Head, parts: Sequence[bytes]) -> None:
        self.head, self._parts = head, parts

    @cached_property
    def documents(self) -> Mapping[str, str]:
        """From the path of each document to the digest of its source."""
        return _mapping(self._parts[0])

    @cached_property
    def records(self) -> Mapping[str, str]:
        """From the path of each document to the name of its record in the store."""
        return _mapping(self._parts[1])

    @cached_property
    def rows(self) -> Mapping[str, Row]:
        """From each page's file to what is known of it."""
        rows = json.loads(self._parts[2])
        return {
            name: Row(seen, look, tuple((path, body) for path, body in bodies), digest, why, origin)
            for name, (seen, look, bodies, digest, why, origin) in rows.items()
        }

    @cached_property
    def noticed(self) -> tuple[Diagnostic, ...]:
        """What it said."""
        return decode_noticed(json.loads(self._parts[3]))

    @cached_property
    def again(self) -> frozenset[str]:
        """The files of pages that were rendered by it; the others were kept."""
        return frozenset(json.loads(self._parts[4]))


class Head(NamedTuple):
    """What every build asks of the last one."""

    made: str
    """A digest of the program, of what was ordered, and of every source but the documents."""
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
    shared: tuple[str, ...]
    """The names of records in the store that many pages share."""
    pages: int
    files: int
    site: str
    """What was published, as its manifest knows it; empty for nothing."""


def _mapping(data: bytes) -> Mapping[str, str]:
    found: dict[str, str] = json.loads(data)
    return found


def read_last(path: Path, secret: bytes) -> Last | None:
    """The last build, if it was kept and is as it was written."""
    data = read_sealed(path, secret)
    if data is None:
        return None
    try:
        head, *parts = data.split(b"\n")
        made, sources, since, until, zone, languages, *more = json.loads(head)
        raw_html, texts, shared, pages, files, site = more
        whole = Head(
            made, sources, since, until, zone, tuple(languages), raw_html, texts, tuple(shared), pages, files, site
        )
        last = Last(whole, parts)
        return last if len(parts) == len(_PARTS) else None
    except (ValueError, TypeError):
        return None


_PARTS = ("documents", "records", "rows", "noticed", "again")


def write_last(
    path: Path,
    secret: bytes,
    head: Head,
    *,
    documents: Mapping[str, str],
    records: Mapping[str, str],
    rows: Mapping[str, Row],
    noticed: Iterable[Diagnostic],
    again: Iterable[str],
) -> None:
    """Keep a build for the next one."""
    parts = (head, dict(documents), dict(records), dict(rows), encode_noticed(noticed), sorted(again))
    write_sealed(path, b"\n".join(_TEXT(part).encode() for part in parts), secret)


_TEXT = json.JSONEncoder(ensure_ascii=True, check_circular=False, separators=(",", ":")).encode
