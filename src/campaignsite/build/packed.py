"""Copies of text files, compressed once for hosts that send them as they are. In: the files of the site. Out: more.

Files are read where they lie: on the stage when they are new, else in the output folder. A copy is made anew only when
the file is another one.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from campaignsite.build.memory import Memory
from campaignsite.build.target import Target
from campaignsite.model.artifacts import Artifact
from campaignsite.model.files import Stamp
from campaignsite.publish.stage import Stage
from campaignsite.store.last import Publication
from campaignsite.store.seal import digest

ENDING = ".gz"
_TEXTS = (
    ".html",
    ".htm",
    ".css",
    ".js",
    ".mjs",
    ".svg",
    ".xml",
    ".txt",
    ".json",
    ".webmanifest",
    ".ics",
    ".csv",
    ".map",
)
_HEAD = bytes((0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 2, 255))
"""What a file of gzip begins with (RFC 1952, 2.3): no name, no time, smallest, made on no system."""


def packed(
    files: Mapping[str, str], before: Sequence[Publication], memory: Memory, target: Target, stage: str
) -> tuple[Publication, ...]:
    """The copies of ``files``, from each name to the digest of its data; without a digest where none is smaller.

    ``before`` are those of the last build. What does not stand is written to the stage. Raises OSError.
    """
    known, standing, writer = {f.file: f for f in before}, target.standing.files, Stage(stage)
    made = []
    for file in _texts(files):
        name, mark = file + ENDING, digest(memory.program, files[file])
        copy = known.get(name)
        if copy and copy.made_of == mark and (not copy.digest or _stands(standing, copy)):
            made.append(copy)
            continue
        fresh = Path(stage, file)
        small = gzipped(fresh.read_bytes() if fresh.exists() else (target.output / file).read_bytes())
        copy = Publication(name, "packed", sha256(small).hexdigest() if small else "", mark)
        if small and not _stands(standing, copy):
            writer.write(name, small)
        made.append(copy)
    return tuple(made)


def copies_of(files: Iterable[Artifact]) -> tuple[Artifact, ...]:
    """The copies of files that are not published."""
    data = {f.file: f.data for f in files}
    return tuple(Artifact(f + ENDING, small) for f in _texts(data) if (small := gzipped(data[f])))


def gzipped(data: bytes) -> bytes:
    """As a file of gzip, the same for the same zlib; empty when that is no smaller."""
    pressed = zlib.compress(data, 9, -zlib.MAX_WBITS)
    whole = _HEAD + pressed + zlib.crc32(data).to_bytes(4, "little") + (len(data) & 0xFFFFFFFF).to_bytes(4, "little")
    return whole if len(whole) < len(data) else b""


def _texts(files: Mapping[str, object]) -> list[str]:
    """Those that get a copy: what has one of its own keeps that."""
    return [file for file in files if file.lower().endswith(_TEXTS) and file + ENDING not in files]


def _stands(standing: Mapping[str, Stamp], copy: Publication) -> bool:
    there = standing.get(copy.file)
    return there is not None and there.digest == copy.digest
