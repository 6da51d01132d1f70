"""One folder takes the place of another, in one step where the system can do that."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # renameat2(2), Linux 3.15


def swap(fresh: Path, target: Path) -> Path | None:
    """Put ``fresh`` where ``target`` is. Returns the folder that holds what was there, to be deleted; None if nothing.

    On Linux both change places in one step. Elsewhere the old folder is renamed away first, so that for a moment there
    is none; if the second step fails, the old one is put back. Raises OSError.
    """
    if not target.exists():
        fresh.rename(target)
        return None
    if _exchange(fresh, target):
        return fresh
    away = fresh.with_name(fresh.name + ".old")
    target.rename(away)
    try:
        fresh.rename(target)
    except OSError:
        away.rename(target)
        raise
    return away


def _exchange(one: Path, other: Path) -> bool:
    if sys.platform != "linux":
        return False
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    done = renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    return bool(done == 0)


def in_one_step(folder: Path) -> bool:
    """Whether this system knows how to let two folders change places in one step; nothing is renamed to find out.

    Two names that are not there are asked about: a system that knows how says so (ENOENT), any other that it does not.
    What the disk itself can do shows only when it is done.
    """
    if sys.platform != "linux":
        return False
    name = f".campaignsite-{os.getpid()}-"
    return not _exchange(folder / f"{name}a", folder / f"{name}b") and ctypes.get_errno() == errno.ENOENT
