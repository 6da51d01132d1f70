"""Files that are published without being rendered: the theme's, the site's assets, and what pages use of content/.

In: their list. Out: what is published of each, which for a picture is not what its file holds. Every file is looked at
once, every smaller copy of a picture is made once; what came of it is remembered by the file's digest.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, Protocol

from campaignsite.build.memory import Memory, body_of
from campaignsite.build.order import NOBODY, Progress
from campaignsite.model.artifacts import Artifact
from campaignsite.model.codes import diagnostic
from campaignsite.model.copies import Copy
from campaignsite.model.diagnostics import Diagnostic, has_errors
from campaignsite.model.files import Source, Stamp
from campaignsite.publish.stage import Stage
from campaignsite.sources.lfs import meant
from campaignsite.sources.reading import read_again
from campaignsite.store.last import Publication
from campaignsite.store.noticed import decode_noticed, encode_noticed
from campaignsite.store.packs import Store

_THEME = "theme/"


class Publishing(Protocol):
    """A file below output/, where it comes from, and the SHA-256 of the source's data."""

    @property
    def file(self) -> str:
        """Its name below output/."""

    @property
    def source(self) -> str:
        """content/…, assets/…, or theme/… for the stock theme."""

    @property
    def made_of(self) -> str:
        """In hexadecimal."""

    @property
    def recipe(self) -> str:
        """How it is made of the source, when it is a smaller copy; else empty."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What is published of the files."""

    files: tuple[Publication, ...]
    noticed: tuple[Diagnostic, ...]
    artifacts: tuple[Artifact, ...]


class _Verdict(NamedTuple):
    """What is remembered of a file."""

    digest: str
    """SHA-256 of what is published of it; empty when nothing may be."""
    noticed: tuple[Diagnostic, ...]


@dataclass(slots=True)
class Files:
    """Settles what is published of files."""

    root: Path
    memory: Memory
    store: Store | None
    theme: Callable[[], Sequence[Source]]
    """Reads the stock theme's files, as this site has them."""
    standing: Mapping[str, Stamp]
    """The published files that are as they were written."""
    stage: str = ""
    """Where to write what does not stand as it should; empty to write nothing."""
    collect: bool = False
    """Whether to give back the data of all files."""
    progress: Progress = NOBODY.hear
    _noticed: list[Diagnostic] = field(default_factory=list)
    _artifacts: list[Artifact] = field(default_factory=list)

    def settle(self, files: Iterable[Publishing], *, copies: bool = True) -> Settled:
        """Clean, look at and write what has to be. Raises OSError.

        Smaller copies take long: they are made only if something comes of it.
        """
        every = tuple(files)
        made = {file.file: done for file in every if not file.recipe and (done := self._settled(file))}
        if copies and not has_errors(self._noticed):
            made |= self._copied([file for file in every if file.recipe])
        there = tuple(made[file.file] for file in every if file.file in made)
        return Settled(there, tuple(self._noticed), tuple(self._artifacts))

    def _settled(self, file: Publishing) -> Publication | None:
        verdict = self._known(file)
        data = None
        if verdict is None or (verdict.digest and self._is_wanted(file, verdict.digest)):
            source = self._source(file)
            if source is None:
                return None
            if verdict and file.source.startswith(_THEME):
                data = source.data
            else:
                verdict, data = _looked_at(source)
                self._keep(file, verdict)
        self._noticed += verdict.noticed
        if data is not None and self._is_wanted(file, verdict.digest):
            self._put(file, data)
        return _publication(file, verdict.digest)

    def _put(self, file: Publishing, data: bytes) -> None:
        if self.stage:
            Stage(self.stage).write(file.file, data)
        if self.collect:
            self._artifacts.append(Artifact(file.file, data))

    def _is_wanted(self, file: Publishing, digest: str) -> bool:
        """Whether the data has to be had."""
        before = self.standing.get(file.file)
        return self.collect or (bool(self.stage) and (before is None or before.digest != digest))

    def _source(self, file: Publishing) -> Source | None:
        """The file; None when it is no longer what it was."""
        if file.source.startswith(_THEME):
            name = file.source.removeprefix(_THEME)
            return next((s for s in self.theme() if (s.path, s.digest) == (name, file.made_of)), None)
        source = read_again(self.root, file.source, file.made_of)
        self._noticed += source.diagnostics
        return source.value

    def _known(self, file: Publishing) -> _Verdict | None:
        if file.source.startswith(_THEME):
            return _Verdict(file.made_of, ())
        data = self.store.get(self.memory.verdict(file.source, file.made_of)) if self.store else None
        try:
            digest, noticed = json.loads(data or b"")
            return _Verdict(str(digest), decode_noticed(noticed))
        except (ValueError, TypeError):
            return None

    def _keep(self, file: Publishing, verdict: _Verdict) -> None:
        name = self.memory.verdict(file.source, file.made_of)
        if self.store and name not in self.store:
            self.store.put(name, json.dumps([verdict.digest, encode_noticed(verdict.noticed)]).encode())

    # --- smaller copies ------------------------------------------------------------------------------------------

    def _copied(self, files: Sequence[Publishing]) -> Mapping[str, Publication]:
        """Every copy, from the store or made now."""
        made: dict[str, Publication] = {}
        missing: dict[tuple[str, str], list[Publishing]] = {}
        for file in files:
            digest = self._known_copy(file)
            if digest:
                made[file.file] = _publication(file, digest)
            else:
                missing.setdefault((file.source, file.made_of), []).append(file)
        if missing:
            from campaignsite.build.darkroom import Negative, developed

            jobs = self.memory.order.jobs
            wanted = [Negative(*key, tuple(Copy.of(file.recipe) for file in of)) for key, of in missing.items()]
            for negative, done in developed(self.root, wanted, jobs, self.progress):
                self._noticed += done.diagnostics
                of = missing[negative.source, negative.made_of]
                for file, data in zip(of, done.value or (), strict=bool(done.value)):
                    made[file.file] = self._new_copy(file, data)
        return made

    def _known_copy(self, file: Publishing) -> str:
        """The digest of a copy that was made before, which is then where it is wanted; empty for one that was not."""
        name = self.memory.copy(file.made_of, file.recipe)
        digest = (self.store.get(name) or b"").decode("ascii", "replace") if self.store else ""
        if digest and self.store and self._is_wanted(file, digest):
            data = self.store.get(body_of(name))
            if data is None or hashlib.sha256(data).hexdigest() != digest:
                return ""
            self._put(file, data)
        return digest

    def _new_copy(self, file: Publishing, data: bytes) -> Publication:
        name, digest = self.memory.copy(file.made_of, file.recipe), hashlib.sha256(data).hexdigest()
        if self.store:  # also what is there: it may be harmed
            self.store.put(name, digest.encode())
            self.store.put(body_of(name), data)
        if self._is_wanted(file, digest):
            self._put(file, data)
        return _publication(file, digest)


def _publication(file: Publishing, digest: str) -> Publication:
    return Publication(file.file, file.source, digest, file.made_of, file.recipe)


def _looked_at(source: Source) -> tuple[_Verdict, bytes | None]:
    """What is to be published of a file, its digest, and what is wrong with it."""
    from campaignsite.parse.svg import unsafe_svg
    from campaignsite.pictures.cleaning import clean

    if meant(source.data):
        message = "this file was not fetched: what lies here is the note that Git LFS leaves in its place"
        hint = "fetch it with “git lfs pull”; in a workflow for GitHub, write “lfs: true” below “actions/checkout”"
        return _Verdict("", (diagnostic("lfs-pointer", message, source.path, hint=hint),)), None
    done = clean(source)
    noticed: Sequence[Diagnostic] = done.diagnostics
    if source.path.startswith("content/") and source.path.lower().endswith(".svg"):
        noticed = (*noticed, *unsafe_svg(source))  # what lies below assets/ is the site's own, as its scripts are
    if done.value is None or has_errors(noticed):
        return _Verdict("", tuple(noticed)), None
    data = done.value.data
    digest = source.digest if data is source.data else hashlib.sha256(data).hexdigest()
    return _Verdict(digest, tuple(noticed)), data
