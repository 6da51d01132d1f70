"""The stat table of a site's sources, as git keeps one: a file that looks as it did is not read again.

A file that was written in the very moment in which we looked may be written once more without looking different. What
is not clearly older than our look is therefore kept without its digest ("racy", in git's word) and read next time.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import starmap
from pathlib import Path

from campaignsite.model.files import Found, Stamp
from campaignsite.store.seal import home, read_sealed, write_sealed

_SLACK = 2_000_000_000
"""Nanoseconds: the coarsest clock of a file system in use (FAT) ticks every two seconds."""


def clock(folder: Path) -> int:
    """The time by the clock of the site's file system, in nanoseconds; 0 when it cannot be told."""
    probe = folder / f"clock-{os.getpid()}"
    with contextlib.suppress(OSError):
        home(folder)
        probe.write_bytes(b"")
        now = probe.stat().st_mtime_ns
        probe.unlink()
        return now
    return 0


def read_index(path: Path, secret: bytes) -> Mapping[str, Stamp]:
    """What is known of each file; nothing when the table is not as we wrote it."""
    data = read_sealed(path, secret)
    try:
        return _rows(data) if data else {}
    except (ValueError, TypeError, AttributeError):
        return {}


@lru_cache(maxsize=2)
def _rows(data: bytes) -> Mapping[str, Stamp]:
    rows = json.loads(data)
    return dict(zip(rows, starmap(Stamp, rows.values()), strict=True))  # it goes to workers that are started anew


def write_index(path: Path, found: Iterable[Found], looked: int, secret: bytes) -> None:
    """Keep how every file looked at the time ``looked``."""
    rows: Mapping[str, Stamp] = {
        f.path: f.stamp._replace(digest=f.digest if _settled(f.stamp, looked) else "") for f in found if f.stamp
    }
    write_sealed(path, json.dumps(rows, ensure_ascii=True, separators=(",", ":")).encode(), secret)


def _settled(stamp: Stamp, looked: int) -> bool:
    return max(stamp.mtime, stamp.ctime) < looked - _SLACK
