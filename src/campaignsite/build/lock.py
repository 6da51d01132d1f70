"""One build at a time writes to an output folder. The lock dies with its process, whatever ends that."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from campaignsite.publish.manifest import manifest_path

PATIENCE = 60.0
"""Seconds that a build waits for another one."""
_PAUSE = 0.05


class BusyError(Exception):
    """Another build holds the lock, and does not let go."""


@contextlib.contextmanager
def locked(root: Path, output: Path) -> Iterator[None]:
    """Hold the lock of an output folder. Raises BusyError. Where no lock can be had, there is none.

    The file stays where it is: who removed it would let two builds hold two files of one name. An output folder outside
    the site may be another site's too: there the folder around it is locked, for all of them.
    """
    manifest = manifest_path(root, output)
    name = manifest.stem.replace("published-", "lock-")
    files = [_opened(manifest.parent, name, os.O_RDWR | os.O_CREAT)]
    outside = not output.resolve().is_relative_to(root.resolve())
    if outside and sys.platform != "win32":
        files.append(_opened(output.resolve().parent, ".", os.O_RDONLY))
    try:
        until = time.monotonic() + PATIENCE
        for file in files:
            while file >= 0 and not _taken(file):
                if time.monotonic() > until:
                    raise BusyError
                time.sleep(_PAUSE)
        yield
    finally:
        for file in files:
            if file >= 0:
                with contextlib.suppress(OSError):  # nothing was written to it; the site stands
                    os.close(file)


def _opened(folder: Path, name: str, flags: int) -> int:
    """Something in a folder to lock; -1 where nothing can be written: the build will say so."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return os.open(folder / name, flags, 0o644)
    except OSError:
        return -1


def _taken(file: int) -> bool:
    """Whether the lock is ours now."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return not isinstance(error, BlockingIOError | PermissionError)  # a disk without locks
    return True
