"""How big the site's pictures are. In: what was found. Out: the size of each that says it.

Each is measured once; the store remembers it by the digest of its data.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from campaignsite.build.memory import Memory
from campaignsite.model.files import Found, Size, Sources
from campaignsite.pictures.measuring import MEASURED, measure
from campaignsite.sources.reading import read
from campaignsite.store.packs import Store


def sizes(root: Path, found: Sources, memory: Memory, store: Store | None) -> Mapping[str, Size]:
    """From the path of each picture to its size."""
    pictures = [f for f in (*found.files, *found.assets) if f.path.lower().endswith(MEASURED)]
    measured = ((f.path, _size(root, f, memory, store)) for f in pictures)
    return {path: size for path, size in measured if size}


def _size(root: Path, found: Found, memory: Memory, store: Store | None) -> Size | None:
    name = memory.measure(found.path, found.digest)
    data = store.get(name) if store else None
    try:
        known = json.loads(data or b"")
        return Size(*map(int, known)) if known else None
    except (ValueError, TypeError):
        pass
    source = read(root, found.path).value
    size = measure(source) if source else None
    if store and source and source.digest == found.digest and name not in store:
        store.put(name, json.dumps(size).encode())
    return size
