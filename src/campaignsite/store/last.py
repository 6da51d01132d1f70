"""What the last build of one kind made, and of what: enough to know what a next build need not do again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
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


@dataclass(frozen=True, slots=True)
class Last:
    """A build that is over."""

    made: str
    """A digest of the program, of what was ordered, and of every source but the documents."""
    window: tuple[float, float]
    """From when until when, in seconds since 1970, the same sources make the same site."""
    documents: Mapping[str, str]
    """From the path of each document to the digest of its source."""
    records: Mapping[str, str]
    """From the path of each document to the name of its record in the store."""
    rows: Mapping[str, Row]
    """From each page's file to what is known of it."""
    texts: str
    """The name of the catalogues in the store."""
    zone: str
    """The site's time zone."""
    languages: tuple[str, ...]
    raw_html: bool
    shared: tuple[str, ...]
    """The names of records in the store that many pages share."""
    noticed: tuple[Diagnostic, ...]
    pages: int
    files: int
    published: bool
    site: str
    """What was published, as its manifest knows it; empty for nothing."""
    again: frozenset[str] = field(default_factory=frozenset)
    """The files of pages that were rendered by this build; the others were kept."""


def read_last(path: Path, secret: bytes) -> Last | None:
    """The last build, if it was kept and is as it was written."""
    data = read_sealed(path, secret)
    if data is None:
        return None
    try:
        head, documents, records, rows, noticed, again = (json.loads(line) for line in data.split(b"\n"))
        made, since, until, texts, zone, languages, raw_html, shared, pages, files, published, site = head
        return Last(
            made=made,
            window=(since, until),
            documents=documents,
            records=records,
            rows={
                name: Row(seen, look, tuple((path, body) for path, body in bodies), digest, why, origin)
                for name, (seen, look, bodies, digest, why, origin) in rows.items()
            },
            texts=texts,
            zone=zone,
            languages=tuple(languages),
            raw_html=raw_html,
            shared=tuple(shared),
            noticed=decode_noticed(noticed),
            pages=pages,
            files=files,
            published=published,
            site=site,
            again=frozenset(again),
        )
    except (ValueError, TypeError, KeyError):
        return None


def write_last(path: Path, last: Last, secret: bytes) -> None:
    """Keep a build for the next one."""
    kept = (last.texts, last.zone, last.languages, last.raw_html, last.shared)
    head = [last.made, *last.window, *kept, last.pages, last.files, last.published, last.site]
    parts = (
        head,
        dict(last.documents),
        dict(last.records),
        dict(last.rows),
        encode_noticed(last.noticed),
        sorted(last.again),
    )
    lines = [json.dumps(part, ensure_ascii=True, check_circular=False, separators=(",", ":")) for part in parts]
    write_sealed(path, "\n".join(lines).encode(), secret)
