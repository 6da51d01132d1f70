"""The index of the search, made anew only when something in it is. In: the rows of all pages. Out: its files.

Pages are read where they lie: on the stage when they are new, else in the output folder.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from campaignsite.build.memory import Memory
from campaignsite.build.target import Target
from campaignsite.model.artifacts import Artifact
from campaignsite.model.codes import diagnostic
from campaignsite.model.diagnostics import Checked
from campaignsite.plan.views.search import FOLDER
from campaignsite.publish.stage import Stage
from campaignsite.search.entries import decoded
from campaignsite.search.excerpts import LEFT_OUT, excerpt
from campaignsite.sources import CONFIG
from campaignsite.store.last import STALE, Publication, Row
from campaignsite.store.seal import digest

_SYSTEM = ("SYSTEMROOT",)
"""All of the environment that the program gets: without it, nothing runs on Windows."""


class Index(NamedTuple):
    """What was published of it."""

    mark: str = ""
    """A digest of everything that it is made of."""
    files: tuple[Publication, ...] = ()


NONE = Index()
"""That of a site without a search."""


def index(rows: Iterable[tuple[str, Row]], memory: Memory, target: Target, stage: str) -> Checked[Index]:
    """Make the index of the pages in ``rows``, and write to the stage what does not stand. Raises OSError."""
    found = {file: row for file, row in rows if row.found}
    if not found:
        return Checked(NONE)
    mark = digest(memory.program, *(part for f, row in sorted(found.items()) for part in (f, row.digest, row.found)))
    last, standing = memory.last, target.standing.files
    if last and last.head.search == mark and last.table.searching:
        kept = tuple(last.table.searching)
        if all(f.file in standing and standing[f.file].digest == f.digest for f in kept):
            return Checked(Index(mark, kept))
    if not memory.order.index:
        old = last.table.searching if last else ()
        stands = (f for f in old if f.file in standing and standing[f.file].digest == f.digest)
        return Checked(Index(STALE, tuple(stands)))

    def read(file: str) -> bytes:
        fresh = Path(stage, file)
        return fresh.read_bytes() if fresh.exists() else (target.output / file).read_bytes()

    made = _made(found, read)
    if made.value is None:
        return Checked(None, made.diagnostics)
    writer, files = Stage(stage), []
    for artifact in made.value:
        name = hashlib.sha256(artifact.data).hexdigest()
        files.append(Publication(artifact.file, "search", name, name))
        if artifact.file not in standing or standing[artifact.file].digest != name:
            writer.write(artifact.file, artifact.data)
    return Checked(Index(mark, tuple(files)))


def collected(rows: Mapping[str, Row], pages: Iterable[Artifact]) -> Checked[tuple[Artifact, ...]]:
    """The files of the index of a site that is not published."""
    found = {file: row for file, row in rows.items() if row.found}
    data = {page.file: page.data for page in pages} if found else {}
    return _made(found, data.__getitem__) if found else Checked(())


def _made(found: Mapping[str, Row], read: Callable[[str], bytes]) -> Checked[tuple[Artifact, ...]]:
    from campaignsite.search.pagefind import SearchError, indexed  # a site without a search does not wait for it
    from campaignsite.search.settled import settled

    environment = {name: os.environ[name] for name in _SYSTEM if name in os.environ}
    try:
        files = settled(indexed(_documents(found, read), LEFT_OUT, environment))
    except (SearchError, ValueError, KeyError, TypeError) as error:
        reason = str(error) if isinstance(error, SearchError) else "its files are of a form that is not known here"
        hint = "build again; if it stays, write “search: false” and tell us"
        return Checked(None, (diagnostic("search-failed", f"no index could be made: {reason}", CONFIG, hint=hint),))
    return Checked(tuple(Artifact(FOLDER + name, data) for name, data in files.items()))


def _documents(found: Mapping[str, Row], read: Callable[[str], bytes]) -> Iterator[tuple[str, str]]:
    """In the order of files: Pagefind numbers pages as they come."""
    for file in sorted(found):
        entry = decoded(found[file].found)
        yield entry.url, excerpt(read(file).decode(), entry)
