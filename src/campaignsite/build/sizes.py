"""How big the site's pictures are. In: what was found. Out: what was measured of each that says its size.

Each is measured once; the store remembers it by the digest of its data.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from campaignsite.build.memory import Memory
from campaignsite.model.files import Found, Measured, Sources
from campaignsite.pictures.measuring import MEASURED, measure
from campaignsite.pictures.stills import is_still
from campaignsite.sources.reading import read
from campaignsite.store.packs import Store


def sizes(root: Path, found: Sources, memory: Memory, store: Store | None) -> Mapping[str, Measured]:
    """From the path of each picture to what was measured."""
    pictures = [f for f in (*found.files, *found.assets) if f.path.lower().endswith(MEASURED)]
    measured = ((f.path, _size(root, f, memory, store)) for f in pictures)
    return {path: size for path, size in measured if size}


def _size(root: Path, found: Found, memory: Memory, store: Store | None) -> Measured | None:
    name = memory.measure(found.path, found.digest)
    data = store.get(name) if store else None
    try:
        known = json.loads(data or b"")
        return Measured(*map(int, known)) if known else None
    except (ValueError, TypeError):
        pass
    source = read(root, found.path).value
    size = measure(source) if source else None
    done = Measured(*size, len(source.data) if is_still(source.data) else 0) if source and size else None
    if store and source and source.digest == found.digest and name not in store:
        store.put(name, json.dumps(done).encode())
    return done
