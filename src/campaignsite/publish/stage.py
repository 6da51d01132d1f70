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
        self._masked = masked()

    def write(self, file: str, data: bytes) -> None:
        """Write one file, named as below output/. Raises OSError, which names the file."""
        path = f"{self.folder}/{file}"
        self._folder(file.rpartition("/")[0])
        try:
            put(path, data, masked=self._masked)
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
                make_folder(f"{self.folder}/{name}", masked=self._masked)
        self._made.add(name)


def masked() -> bool:
    """Whether the umask would take from what is published the right to read it: a web server is somebody else."""
    mask = os.umask(0o022)
    os.umask(mask)
    return bool(mask & 0o755)


def make_folder(path: str, *, masked: bool) -> None:
    """Make a folder that everybody may read. Raises OSError."""
    os.mkdir(path, 0o755)  # noqa: PTH102 - for each of ten thousand pages
    if masked:
        os.chmod(path, 0o755)  # noqa: PTH101, S103 - it is published


def put(path: str, data: bytes, *, masked: bool = False) -> None:
    """Write a new file that everybody may read, though the umask may have ``masked`` it. Raises OSError."""
    # Not through a buffered file: there are ten thousand of them, and each is written at once.
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    file = os.open(path, flags, 0o644)
    try:
        if masked:
            os.chmod(path, 0o644)  # noqa: PTH101
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
