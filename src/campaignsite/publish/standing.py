"""What of the last published site still stands. In: the output folder and its manifest. Out: ``Standing``."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from campaignsite.model.codes import diagnostic
from campaignsite.model.diagnostics import Diagnostic
from campaignsite.model.files import Stamp
from campaignsite.publish.manifest import Manifest

_SLACK = 50_000_000
"""Nanoseconds: the clock of a local file system ticks at least every ten milliseconds."""
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Standing:
    """How an output folder is found."""

    files: Mapping[str, Stamp]
    """Those of our files that are as we wrote them."""
    whole: bool
    """True when all of our files are, and nothing else is there."""
    foreign: Diagnostic | None = None
    """Files of somebody else, which would be lost."""


def standing(output: Path, manifest: Manifest) -> Standing:
    """Look at the output folder without reading it: only what changed in the moment in which we last looked is read."""
    if not output.exists():
        return Standing({}, not manifest.files)
    top = os.fspath(output)
    settled = manifest.looked - _SLACK
    kept = {name: stamp for name, stamp in manifest.files.items() if _stands(f"{top}/{name}", stamp, settled)}
    others: list[str] = []
    empty = False
    for name, changed in (manifest.folders or {"": 0}).items():
        folder = f"{top}/{name}" if name else top
        try:
            now = os.stat(folder).st_mtime_ns  # noqa: PTH116 - ten thousand of them: a Path for each would double it
        except OSError:
            continue
        if now == changed < settled:
            continue
        for path, is_folder in _strangers(folder, name, manifest.files, manifest.folders):
            empty = empty or is_folder
            others += [] if is_folder else [path]
    return Standing(kept, len(kept) == len(manifest.files) and not empty and not others, _foreign(others, output))


def stands(output: Path, manifest: Manifest, name: str) -> Stamp | None:
    """What is known of one of our files, if it is as we wrote it."""
    stamp = manifest.files.get(name)
    return stamp if stamp and _stands(f"{output}/{name}", stamp, manifest.looked - _SLACK) else None


def _stands(path: str, stamp: Stamp, settled: int) -> bool:
    try:
        status = os.lstat(path)
    except OSError:
        return False
    changed = status.st_ctime_ns if stamp.ctime else 0  # 0: we gave it its place, which changed its time
    if (status.st_mtime_ns, changed, status.st_size, status.st_ino) != stamp[:4] or not stamp.digest:
        return False
    if stamp.ctime and max(stamp.mtime, stamp.ctime) < settled:
        return True
    try:
        return hashlib.sha256(Path(path).read_bytes()).hexdigest() == stamp.digest
    except OSError:
        return False


def _strangers(folder: str, name: str, files: Collection[str], folders: Collection[str]) -> Iterator[tuple[str, bool]]:
    """What is in one folder and not ours: (path below output/, False), or (folder, True) for one without any file."""
    with os.scandir(folder) as entries:
        for entry in entries:
            path = f"{name}/{entry.name}" if name else entry.name
            if not entry.is_dir(follow_symlinks=False):
                if path not in files:
                    yield path, False
            elif path not in folders:
                found = list(_strangers(entry.path, path, files, folders))
                yield from (pair for pair in found if not pair[1])
                inside = any(file.startswith(path + "/") for file in files)
                if not inside and all(is_folder for _, is_folder in found):
                    yield path, True


def _foreign(others: list[str], output: Path) -> Diagnostic | None:
    if not others:
        return None
    shown = ", ".join(sorted(others)[:_SHOWN])
    more = f" and {len(others) - _SHOWN} more" if len(others) > _SHOWN else ""
    message = f"nothing is known here of files in this folder, and they would be lost: {shown}{more}"
    hint = "delete the folder if it is an earlier build, or move them; files of your own go below assets/root/"
    return diagnostic("foreign-file", message, str(output), hint=hint)
