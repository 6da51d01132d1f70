"""Items in the order in which lists show them, and by what they belong to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from campaignsite.model.front.kinds import Item
from campaignsite.model.site import Related


def newest_first(related: Related) -> tuple[int, int, int, str]:
    """Of one day, in the order of paths, so that a new title moves nothing."""
    meta = related.document.meta
    assert isinstance(meta, Item)
    year, month, day = meta.date.order if meta.date else (0, 0, 0)
    return (-(related.year or year), -month, -day, related.document.path)


def grouped(pairs: Iterable[tuple[str, Related]]) -> Mapping[str, tuple[Related, ...]]:
    """What belongs to each key, each once, in the order given; all pairs of one item stand together."""
    groups: defaultdict[str, list[Related]] = defaultdict(list)
    for key, related in pairs:
        found = groups[key]
        if not found or found[-1] is not related:
            found.append(related)
    return MappingProxyType({key: tuple(found) for key, found in groups.items()})
