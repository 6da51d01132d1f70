"""What earlier builds left in .campaignsite/. In: the site's folder and the secret that seals it. Out: a check."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from campaignsite.build.health.check import Check, note, ok, size
from campaignsite.build.health.disk import weight
from campaignsite.store.seal import read_sealed


def cache(root: Path, secret: bytes) -> Iterator[Check]:
    """How big it is, whether this program can use it, and when the last build was."""
    folder = root / ".campaignsite"
    if not folder.is_dir():
        yield ok("cache", "cache", "there is none yet: the next build does everything")
        return
    heads = sorted(folder.glob("last-*.json"), key=lambda path: path.stat().st_mtime)
    usable = [path for path in heads if read_sealed(path, secret) is not None]
    weighs = size(weight(folder))
    if not heads:
        yield ok("cache", "cache", f"it has {weighs}; no build has finished yet")
    elif not usable:
        hint = "set CAMPAIGNSITE_CACHE_KEY to the secret of the builds before, or delete .campaignsite/ and output/"
        yield note("cache", "cache", f"it has {weighs}, and is sealed with another secret: it is not used", hint)
    else:
        last = dt.datetime.fromtimestamp(usable[-1].stat().st_mtime, dt.UTC)
        yield ok("cache", "cache", f"it has {weighs}; the last build was on {last:%Y-%m-%d at %H:%M} UTC")
