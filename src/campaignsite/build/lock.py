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

    The file stays where it is: who removed it would let two builds hold two files of one name.
    """
    manifest = manifest_path(root, output)
    file = _opened(manifest.with_name(manifest.stem.replace("published-", "lock-")))
    if file < 0:
        yield  # nothing can be written here: the build will say so
        return
    try:
        until = time.monotonic() + PATIENCE
        while not _taken(file):
            if time.monotonic() > until:
                raise BusyError
            time.sleep(_PAUSE)
        yield
    finally:
        os.close(file)


def _opened(path: Path) -> int:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
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
