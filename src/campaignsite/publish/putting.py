"""What is new takes its place in the output folder. In: a stage, and how the folder was found. Out: its manifest."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from campaignsite.model.codes import diagnostic
from campaignsite.model.diagnostics import Checked, Diagnostic
from campaignsite.model.files import Stamp
from campaignsite.publish.commit import place
from campaignsite.publish.manifest import Manifest, both, manifest_path, write_manifest
from campaignsite.publish.standing import Standing


def publish(
    stage: str,
    files: Mapping[str, str],
    found: Standing,
    before: Manifest,
    *,
    root: Path,
    output: Path,
    clock: Callable[[], int],
) -> Checked[Manifest]:
    """Make ``output`` hold exactly ``files``: from each name to the digest of its data.

    What stands as it should is left alone; everything else is in the stage. ``clock`` tells the time of the file
    system, in nanoseconds.
    """
    kept = {file: stamp for file, stamp in found.files.items() if files.get(file) == stamp.digest}
    fresh = files.keys() - kept
    path = manifest_path(root, output)
    try:
        whole = found.whole and before.files.keys() <= files.keys()
        if fresh or not whole:
            if before.files.keys() != files.keys():
                write_manifest(path, both(before, files))
            Path(stage).chmod(0o755)
            new = place(stage, output, root, fresh=fresh, kept=kept, whole=whole)
            alone = whole and len(fresh) == 1 and fresh <= before.files.keys()
            now = _looked(output, {name: files[name] for name in new}, clock(), new if alone else files)
            stamps = {**(before.files if alone else kept), **now.files}
            folders = {**before.folders, **now.folders} if alone else now.folders
            before = Manifest({name: stamps[name] for name in files}, folders, now.looked, _site(files))
            write_manifest(path, before)
    except OSError as error:
        return Checked(None, (cannot_write(error, output),))
    return Checked(before)


def cannot_write(error: OSError, output: Path) -> Diagnostic:
    """What an editor reads when the disk fails."""
    name = error.filename or output
    message = f"this cannot be written: {error.strerror}; the site that was there is untouched"
    return diagnostic("cannot-write", message, os.fsdecode(name))


def _looked(output: Path, files: Mapping[str, str], now: int, folders_of: Iterable[str]) -> Manifest:
    """How files look now that they are in their place, and the folders of all that lead to ``folders_of``."""
    top = os.fspath(output)
    stamps, folders = {}, {""}
    for file, digest in files.items():
        status = os.lstat(f"{top}/{file}")
        stamps[file] = Stamp(status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino, digest)
    for file in folders_of:
        folder = file.rpartition("/")[0]
        while folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    times = {name: os.stat(f"{top}/{name}" if name else top).st_mtime_ns for name in folders}  # noqa: PTH116
    return Manifest(stamps, times, now)


def _site(files: Mapping[str, str]) -> str:
    return hashlib.sha256(repr(sorted(files.items())).encode()).hexdigest()
