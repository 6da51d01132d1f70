"""Seals: whether bytes are as we wrote them. A file that was cut off or changed is as good as none."""

from __future__ import annotations

import contextlib
import os
from hashlib import blake2b
from pathlib import Path

_SIZE = 16


def digest(*parts: bytes | str) -> str:
    """A name for what something was made from: 32 hexadecimal digits."""
    found = blake2b(digest_size=_SIZE)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        found.update(len(data).to_bytes(8, "little") + data)
    return found.hexdigest()


def seal(data: bytes, secret: bytes) -> bytes:
    """A keyed checksum (RFC 7693); with a secret, nobody who lacks it can make one."""
    return blake2b(data, digest_size=_SIZE, key=secret[:64]).digest()


def write_sealed(path: Path, data: bytes, secret: bytes) -> None:
    """Write a file in one step, its seal in front. What cannot be kept is done without."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    with contextlib.suppress(OSError):
        home(path.parent)
        fresh.write_bytes(seal(data, secret) + data)
        fresh.replace(path)


def read_sealed(path: Path, secret: bytes) -> bytes | None:
    """The data of a file that is as it was written."""
    try:
        whole = path.read_bytes()
    except OSError:
        return None
    data = whole[_SIZE:]
    return data if whole[:_SIZE] == seal(data, secret) else None


def home(folder: Path) -> None:
    """Make a folder below .campaignsite/ whose contents git ignores."""
    folder.mkdir(parents=True, exist_ok=True)
    top = next((f for f in (folder, *folder.parents) if f.name == ".campaignsite"), folder)
    ignore = top / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="ascii")
