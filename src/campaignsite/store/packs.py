"""Records by the name of what they were made from, many in one file: a store that only grows, until it is swept.

A pack is records, an index of them sorted by name, and a seal over the index; each record has a seal of its own. It is
written beside its place and renamed into it, and never changed, so that two builds can use one store at once.
"""

from __future__ import annotations

import contextlib
import os
import struct
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path

from campaignsite.store.seal import home, seal

_MAGIC = b"campaignsite pack 1\n"
_ENTRY = struct.Struct("<16sQI16s")
"""A record's name, where it begins, how many bytes it has, its seal."""
_TAIL = struct.Struct("<Q16s")
"""How many records there are, and the seal of the index."""
_AT_ONCE = 1 << 20
"""So many bytes go to the disk in one write."""
_OFTEN = 500
"""So many questions cost as much as a table that answers them."""
SMALL = 4 << 20
SMALL_ONES = 8
"""So many packs of fewer than so many bytes are merged into one."""


class Pack:
    """One file of the store, to read from. Raises ValueError for one that is not as it was written."""

    def __init__(self, path: Path, secret: bytes) -> None:
        self.path, self._secret, self._asked = path, secret, 0
        self._file = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        self.size = os.fstat(self._file).st_size
        tail = self._at(self.size - _TAIL.size, _TAIL.size)
        if len(tail) < _TAIL.size or self._at(0, len(_MAGIC)) != _MAGIC:
            raise ValueError(path)
        self.count, mark = _TAIL.unpack(tail)
        width = self.count * _ENTRY.size
        if not 0 <= width <= self.size:
            raise ValueError(path)
        self._index = self._at(self.size - _TAIL.size - width, width)
        if seal(self._index, secret) != mark or len(self._index) != width:
            raise ValueError(path)

    def get(self, name: bytes) -> bytes | None:
        """The record of a name, if it is here and whole."""
        at = self._place(name)
        return None if at is None else self._record(at)

    def __contains__(self, name: bytes) -> bool:
        return self._place(name) is not None

    def all(self) -> Iterator[tuple[bytes, bytes]]:
        """Every whole record with its name."""
        for at in range(self.count):
            data = self._record(at)
            if data is not None:
                yield self._name(at), data

    def names(self) -> Iterator[tuple[bytes, int]]:
        """Every name, and how many bytes its record has."""
        for at in range(self.count):
            name, _, length, _ = _ENTRY.unpack_from(self._index, at * _ENTRY.size)
            yield name, length

    def close(self) -> None:
        """Give the file back."""
        with contextlib.suppress(OSError):  # it was only read: there is nothing that could be lost
            os.close(self._file)

    def _place(self, name: bytes) -> int | None:
        """Which record has a name. Who asks often gets a table of all of them."""
        self._asked += 1
        if self._asked > _OFTEN:
            return self._places.get(name)
        at = bisect_left(range(self.count), name, key=self._name)
        return at if at < self.count and self._name(at) == name else None

    @cached_property
    def _places(self) -> Mapping[bytes, int]:
        return {self._name(at): at for at in range(self.count)}

    def _name(self, at: int) -> bytes:
        start = at * _ENTRY.size
        return self._index[start : start + 16]

    def _record(self, at: int) -> bytes | None:
        name, start, length, mark = _ENTRY.unpack_from(self._index, at * _ENTRY.size)
        data = self._at(start, length)
        return data if seal(name + data, self._secret) == mark else None

    def _at(self, start: int, length: int) -> bytes:
        if start < 0 or length > self.size:
            return b""
        return os.pread(self._file, length, start) if hasattr(os, "pread") else self._seek(start, length)

    def _seek(self, start: int, length: int) -> bytes:
        os.lseek(self._file, start, os.SEEK_SET)
        return os.read(self._file, length)


class _Writer:
    """A pack that is being written."""

    def __init__(self, folder: Path, secret: bytes) -> None:
        home(folder)
        self._folder, self._secret = folder, secret
        self._fresh = folder / f"new-{os.getpid()}"
        self._file = self._fresh.open("wb", _AT_ONCE)
        self._entries: dict[bytes, bytes] = {}
        self._at = self._file.write(_MAGIC)

    def put(self, name: bytes, data: bytes) -> None:
        if name not in self._entries:
            self._file.write(data)
            self._entries[name] = _ENTRY.pack(name, self._at, len(data), seal(name + data, self._secret))
            self._at += len(data)

    def finish(self) -> Path:
        index = b"".join(entry for _, entry in sorted(self._entries.items()))
        mark = seal(index, self._secret)
        with self._file:
            self._file.write(index)
            self._file.write(_TAIL.pack(len(self._entries), mark))
        path = self._folder / f"{mark.hex()}.pack"
        self._fresh.replace(path)
        return path


class Store:
    """All packs of a folder, and a new one for what is put in. A name has 32 hexadecimal digits."""

    def __init__(self, folder: Path, secret: bytes = b"", *, writes: bool = True) -> None:
        self._folder, self._secret, self._writes = folder, secret, writes
        self._packs: list[Pack] = []
        self._writer: _Writer | None = None
        self._theirs: _Writer | None = None
        for path in sorted(folder.glob("*.pack")):
            with contextlib.suppress(OSError, ValueError):
                self._packs.append(Pack(path, secret))

    def get(self, name: str) -> bytes | None:
        """What was put in under a name by an earlier build, if it is still there and whole."""
        key = _key(name)
        return next((data for pack in self._packs if (data := pack.get(key)) is not None), None)

    def __contains__(self, name: str) -> bool:
        key = _key(name)
        for pack in self._packs:  # noqa: SIM110 - it is asked ten thousand times, and “any” takes twice as long
            if key in pack:
                return True
        return False

    def put(self, name: str, data: bytes) -> None:
        """Keep something for the next build. A store that cannot be written is done without."""
        if not self._writes:
            return
        with contextlib.suppress(OSError):
            self._writer = self._writer or _Writer(self._folder, self._secret)
            self._writer.put(_key(name), data)

    def save(self) -> None:
        """Put what was put in where the next build finds it."""
        if self._writer:
            with contextlib.suppress(OSError, ValueError):
                self._packs.append(Pack(self._writer.finish(), self._secret))
            self._writer = None

    def part(self) -> None:
        """Go on in a process that is a copy of another: what was put in before is the other's to write."""
        self._theirs, self._writer = self._writer, None  # held, or it would be written when nobody holds it

    @property
    def crowded(self) -> bool:
        """Whether there are so many small packs that looking for what nobody needs is worth its time."""
        return sum(pack.size < SMALL for pack in self._packs) > SMALL_ONES

    def sweep(self, live: Collection[str]) -> None:
        """Drop what nobody needs: when more than half is dead, or small packs have become many."""
        names = {_key(name) for name in live}
        small = [pack for pack in self._packs if pack.size < SMALL]
        whole = used = 0
        for pack in self._packs if len(self._packs) > 1 else ():
            for name, length in pack.names():
                whole, used = whole + length, used + (length if name in names else 0)
        chosen = self._packs if whole > 2 * used + SMALL else small if len(small) > SMALL_ONES else []
        if chosen:
            with contextlib.suppress(OSError):
                path = _merged(self._folder, self._secret, chosen, names)
                for pack in chosen:
                    if pack.path != path:
                        pack.path.unlink(missing_ok=True)

    def close(self) -> None:
        """Save, and give all files back."""
        self.save()
        for pack in self._packs:
            pack.close()
        self._packs = []


def _key(name: str) -> bytes:
    try:
        return bytes.fromhex(name)
    except ValueError:
        return b""  # a name that is none, from a record that we did not write


def _merged(folder: Path, secret: bytes, packs: Iterable[Pack], names: Collection[bytes]) -> Path | None:
    writer = None  # one record at a time: there are pictures among them
    for name, data in (record for pack in packs for record in pack.all()):
        if name in names:
            writer = writer or _Writer(folder, secret)
            writer.put(name, data)
    return writer.finish() if writer else None
