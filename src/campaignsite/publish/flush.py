"""What is new is on the disk before it takes its place: when the power fails, the old site or the new one is there."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from collections.abc import Collection
from pathlib import Path

FEW = 20
"""Up to so many files are flushed one by one; for more, the file system is asked once."""
_UNKNOWN = (errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP)
"""What a disk or a sandbox answers that has no such call: nothing was lost, and no other build could do better."""


def flush(tree: Path, files: Collection[str]) -> None:
    """Wait until ``files``, which are new below ``tree``, are on the disk, and the folders that name them.

    Raises OSError.
    """
    if len(files) > FEW and _flush_all(tree):
        return
    for file in sorted(files):
        flush_one(tree / file)
    if os.name == "posix":
        # Those above too: one that holds nothing but folders is named by none of the files.
        for folder in sorted({Path(folder) for file in files for folder in Path(file).parents}):
            flush_one(tree / folder)


def flush_one(path: Path) -> None:
    """Wait until a file, or what a folder names, is on the disk. Raises OSError, which names it."""
    # Windows flushes only what is open for writing, and no folders.
    handle = os.open(path, os.O_RDONLY if os.name == "posix" else os.O_RDWR)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _UNKNOWN:
            error.filename = error.filename or os.fspath(path)
            raise
    finally:
        os.close(handle)


def _flush_all(tree: Path) -> bool:
    """Flush the whole file system of a folder: syncfs(2), Linux 2.6.39. False where there is no such call."""
    syncfs = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None) if sys.platform == "linux" else None
    if syncfs is None:
        return False
    handle = os.open(tree, os.O_RDONLY)
    try:
        if syncfs(handle) != 0:
            number = ctypes.get_errno()
            if number in _UNKNOWN:
                return False
            raise OSError(number, os.strerror(number), os.fspath(tree))
    finally:
        os.close(handle)
    return True
