"""What is new takes its place in the output folder. In: a stage, and how the folder was found. Out: its manifest."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from campaignsite.model.codes import diagnostic
from campaignsite.model.diagnostics import Checked, Diagnostic
from campaignsite.model.files import Stamp
from campaignsite.publish.commit import Prepared, prepare
from campaignsite.publish.flush import flush, flush_one
from campaignsite.publish.manifest import Manifest, both, manifest_path, write_aside, write_manifest
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
    since: float | None = None,
    lasting: bool = True,
) -> Checked[Manifest]:
    """Make ``output`` hold exactly ``files``: from each name to the digest of its data.

    What stands as it should is left alone; everything else is in the stage. ``clock`` tells the time of the file
    system, in nanoseconds. ``since`` is what the manifest says of it. With ``lasting``, a loss of power leaves the old
    site or the new one.
    """
    kept = {file: stamp for file, stamp in found.files.items() if files.get(file) == stamp.digest}
    fresh = files.keys() - kept
    path = manifest_path(root, output)
    whole = found.whole and before.files.keys() <= files.keys()
    if not fresh and whole:
        return Checked(before)
    try:
        if before.files.keys() != files.keys():
            write_manifest(path, both(before, files))
        Path(stage).chmod(0o755)
        prepared = prepare(stage, output, root, fresh=fresh, kept=kept, whole=whole)
        if prepared is None:
            return Checked(before)
        # All that needs room on the disk is written before anything is seen to change.
        manifest = replace(_manifest(prepared, before, kept, files, clock()), since=since)
        aside = write_aside(path, manifest)
        try:
            if lasting:
                flush(prepared.tree, [prepared.file] if prepared.file else prepared.changed)
            flush_one(aside)  # in any case: without the list, our own files are a stranger's
            with prepared.entered():
                aside.replace(path)
        except OSError:
            with contextlib.suppress(OSError):
                aside.unlink(missing_ok=True)
            raise
        for folder in {(output / prepared.file).parent, path.parent} if lasting else ():
            with contextlib.suppress(OSError):  # what is new stands; only that it stays was to be made sure of
                flush_one(folder)
    except OSError as error:
        return Checked(None, (cannot_write(error, output),))
    return Checked(manifest)


_HINTS = MappingProxyType(
    {
        errno.EACCES: "look at the rights of the file, and of the folder it is in",
        errno.EBUSY: "give --output a folder below this one, if a disk is mounted here",
        errno.EDQUOT: "make room: your share of the disk is used up",
        errno.EMFILE: "raise the limit of open files (ulimit -n)",
        errno.ENOSPC: "make room on the disk",
        errno.EPERM: "look at the rights of the file, and of the folder it is in",
        errno.EROFS: "choose a folder that may be written to",
    }
)


def cannot_write(error: OSError, output: Path) -> Diagnostic:
    """What an editor reads when the disk fails."""
    # The tree in waiting is gone when the editor looks for it; what counts is where it was to be.
    waiting = rf"^(.*/\.campaignsite/spare-[^/]+|{re.escape(f'{output.parent}/.{output.name}.new-')}[^/]+)"
    name = re.sub(waiting, lambda _: str(output), os.fsdecode(error.filename or output))
    message = f"this cannot be written: {error.strerror}; the site that was there is untouched"
    return diagnostic(
        "cannot-write", message, name, hint=_HINTS.get(error.errno or 0, "look at the disk, then build again")
    )


def _manifest(
    prepared: Prepared, before: Manifest, kept: Mapping[str, Stamp], files: Mapping[str, str], now: int
) -> Manifest:
    """How everything looks when it is in its place. A folder that changes places with another looks as it did."""
    new = {file: _look(f"{prepared.tree}/{file}", files[file]) for file in prepared.changed}
    if prepared.file:  # its renaming gives the file another time, and the folder too
        file = prepared.file
        new = {file: new[file]._replace(ctime=0)}
        stamps, folders = {**before.files, **new}, {**before.folders, file.rpartition("/")[0]: 0}
    else:
        stamps, folders = {**kept, **new}, dict(_folders(prepared.tree, files))
    return Manifest({name: stamps[name] for name in files}, folders, now, _site(files))


def _look(path: str, digest: str) -> Stamp:
    status = os.lstat(path)
    return Stamp(status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino, digest)


def _folders(tree: Path, files: Iterable[str]) -> Mapping[str, int]:
    """When something in each folder last came or went."""
    top, found = os.fspath(tree), {""}
    for file in files:
        folder = file.rpartition("/")[0]
        while folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return {name: os.stat(f"{top}/{name}" if name else top).st_mtime_ns for name in found}  # noqa: PTH116


def _site(files: Mapping[str, str]) -> str:
    return hashlib.sha256(repr(sorted(files.items())).encode()).hexdigest()
