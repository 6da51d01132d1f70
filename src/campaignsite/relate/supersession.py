"""Results that replace others. In: every document, related. Out: which are the newest, and what cannot be.

What replaces what is true of a text in all of its languages, so stems count, not files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from campaignsite.model.codes import diagnostic
from campaignsite.model.diagnostics import Diagnostic
from campaignsite.model.documents import Document
from campaignsite.model.site import Related


def newest(related: Mapping[str, Related]) -> Mapping[str, str]:
    """From the stem of each record that was replaced to the stem of the one that counts now."""
    by = {old: min(news) for old, news in _replacing(related).items()}
    found = {}
    for stem, newer in by.items():
        seen, here = {stem}, newer
        while here in by and by[here] not in seen:  # a ring is said below
            seen.add(here)
            here = by[here]
        found[stem] = here
    return MappingProxyType(found)


def supersessions(related: Mapping[str, Related]) -> Iterator[Diagnostic]:
    """A record is replaced by one other, and not in a ring, in which all would be gone."""
    replacing = _replacing(related)
    every = {stem: document for news in replacing.values() for stem, document in news.items()}
    for old, news in replacing.items():
        first, *others = sorted(news)
        for other in others:
            message = f"what this replaces, {news[first].path} replaces already"
            hint = f"write “supersedes: {news[first].slug}” where this is newer than that, or keep one of the two"
            yield _at(news[other], "superseded-twice", message, hint)
        ring = _ring(old, replacing)
        if ring and old == min(ring):
            names = [every[stem].path for stem in sorted(ring)]
            message = f"these results replace each other in a ring: {' → '.join([*names, names[0]])}"
            hint = "take “supersedes:” out of the oldest one"
            if len(ring) == 1:
                message, hint = "these results replace themselves", "name an earlier record, or take “supersedes:” out"
            yield _at(every[old], "unknown-results", message, hint)


def _at(document: Document, code: str, message: str, hint: str) -> Diagnostic:
    return diagnostic(code, message, document.path, document.place("supersedes"), hint)


def _replacing(related: Mapping[str, Related]) -> dict[str, dict[str, Document]]:
    """From the stem of what is replaced to what replaces it: the first document of each stem."""
    found: dict[str, dict[str, Document]] = {}
    for one in related.values():
        if one.supersedes:
            old = related[one.supersedes].document.stem
            found.setdefault(old, {}).setdefault(one.document.stem, one.document)
    return dict(sorted(found.items()))


def _ring(start: str, replacing: Mapping[str, Mapping[str, Document]]) -> frozenset[str]:
    """The stems of a ring that a stem is in; none when it is in none."""
    ways: list[tuple[str, tuple[str, ...]]] = [(stem, (stem,)) for stem in replacing[start]]
    seen: set[str] = set()
    while ways:
        stem, way = ways.pop()
        if stem == start:
            return frozenset(way)
        if stem not in seen:
            seen.add(stem)
            ways += [(newer, (*way, newer)) for newer in replacing.get(stem, ())]
    return frozenset()
