"""A folder beside the output folder, on the same disk, where what is new waits until all of it is good."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from pathlib import Path


class Stage:
    """Takes files. Several processes may write to one stage, each through a ``Stage`` of its own."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self._made: set[str] = set()

    def write(self, file: str, data: bytes) -> None:
        """Write one file, named as below output/. Raises OSError, which names the file."""
        path = f"{self.folder}/{file}"
        self._folder(file.rpartition("/")[0])
        try:
            put(path, data)
        except OSError as error:
            error.filename = error.filename or path
            raise

    def _folder(self, name: str) -> None:
        """Make a folder below the stage; ``makedirs`` would ask for each folder above whether it is there."""
        if name in self._made:
            return
        if name:
            self._folder(name.rpartition("/")[0])
            with contextlib.suppress(FileExistsError):
                os.mkdir(f"{self.folder}/{name}")  # noqa: PTH102 - for each of ten thousand pages
        self._made.add(name)


def put(path: str, data: bytes) -> None:
    """Write a new file. Raises OSError."""
    # Not through a buffered file: there are ten thousand of them, and each is written at once.
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    file = os.open(path, flags, 0o644)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(file, rest) :]
    finally:
        os.close(file)


def begin(output: Path) -> str:
    """Make an empty stage for an output folder. Raises OSError."""
    output.parent.mkdir(parents=True, exist_ok=True)
    return tempfile.mkdtemp(prefix=f".{output.name}.new-{os.getpid()}-", dir=output.parent)


def clear(folder: str) -> None:
    """Take a stage away, with what is left in it."""
    shutil.rmtree(folder, ignore_errors=True)
