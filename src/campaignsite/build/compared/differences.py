"""What differs between two states of a site. In: two snapshots. Out: ``Comparison``. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Literal

from campaignsite.build.compared.facts import Facts
from campaignsite.build.compared.snapshot import Seen, Snapshot


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact that is another than before."""

    section: str
    label: str
    before: str
    """Empty when it was not there."""
    after: str
    """Empty when it is there no more."""


@dataclass(frozen=True, slots=True)
class DocumentDifference:
    """One document of which something differs."""

    path: str
    was: str
    """Its path before; empty when it is new."""
    title: str
    url: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Address:
    """One page or file that is not the same as before."""

    url: str
    """Below the base path."""
    change: Literal["added", "changed", "moved", "removed"]
    title: str
    """Of the document that it is made from; empty for lists."""
    own: bool
    """Whether the document that it is made from differs; False where it only shows something of others.

    Of a file: whether it lies in the site, and is not made of it by the program.
    """


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs."""

    commit: str
    """The revision that the site is compared with, in full."""
    now: dt.datetime
    """The moment that decides what is public, in both."""
    documents: tuple[DocumentDifference, ...]
    settings: tuple[Difference, ...]
    pages: tuple[Address, ...] | None
    """None when one of the two has errors: then nobody knows what the public would get."""
    files: tuple[Address, ...]
    errors_before: tuple[str, ...]
    """What was wrong with the site then: file and message of each error."""
    errors_after: tuple[str, ...]


def compare(commit: str, before: Snapshot, after: Snapshot) -> Comparison:
    """Put two states beside each other."""
    documents = tuple(_documents(before.documents, after.documents))
    both = before.pages is not None and after.pages is not None
    return Comparison(
        commit=commit,
        now=after.now,
        documents=documents,
        settings=tuple(_differences(before.settings, after.settings)),
        pages=tuple(_pages(before, after, documents)) if both else None,
        files=tuple(_files(before, after)) if both else (),
        errors_before=before.errors,
        errors_after=after.errors,
    )


def _documents(before: Mapping[str, Seen], after: Mapping[str, Seen]) -> Iterator[DocumentDifference]:
    """Documents of one path, or, where a file has got another name, of one address or one text."""
    gone = {path: seen for path, seen in before.items() if path not in after}
    pairs = {path: before.get(path) for path in after}
    for path in [path for path in after if path not in before]:
        same = next((old for old, seen in gone.items() if _same(seen, after[path])), None)
        if same:
            pairs[path] = gone.pop(same)
    for path, old in sorted(pairs.items()):
        new = after[path]
        found = tuple(_differences(_facts(old), _facts(new)))
        if found or (old and old.path != path):
            yield DocumentDifference(path, old.path if old else "", new.title, new.url, found)
    for path, old in sorted(gone.items()):
        yield DocumentDifference(path, path, old.title, old.url, tuple(_differences(_facts(old), {})))


def _same(old: Seen, new: Seen) -> bool:
    return (bool(old.url) and old.url == new.url) or old.facts == new.facts


def _facts(seen: Seen | None) -> Facts:
    return {**seen.facts, ("states", "state"): seen.state} if seen else {}


def _differences(before: Facts, after: Facts) -> Iterator[Difference]:
    for section, label in dict.fromkeys((*before, *after)):
        old, new = before.get((section, label), ""), after.get((section, label), "")
        if old != new:
            yield Difference(section, label, *(_paragraphs(old, new) if section == "text" else (old, new)))


def _paragraphs(before: str, after: str) -> tuple[str, str]:
    """Only the paragraphs that are not in both texts; of a text that is new or gone, how many there are."""
    old, new = before.split("\n"), after.split("\n")
    if not before or not after:
        count = len(old if before else new)
        said = f"{count} paragraph{'' if count == 1 else 's'}"
        return (said, "") if before else ("", said)
    steps = [step for step in SequenceMatcher(None, old, new, autojunk=False).get_opcodes() if step[0] != "equal"]
    return (
        "\n".join(line for _, start, end, _, _ in steps for line in old[start:end]),
        "\n".join(line for _, _, _, start, end in steps for line in new[start:end]),
    )


def _pages(before: Snapshot, after: Snapshot, documents: Iterable[DocumentDifference]) -> Iterator[Address]:
    titles = {seen.url: seen.title for one in (before, after) for seen in one.documents.values() if seen.url}
    own = {d.url for d in documents}
    for found in _addresses(before.pages or {}, after.pages or {}):
        leads_on = found.url in after.moved and found.url not in before.moved
        change = "moved" if leads_on and found.change in ("changed", "added") else found.change
        yield Address(found.url, change, titles.get(found.url, ""), found.url in own or change != "changed")


def _files(before: Snapshot, after: Snapshot) -> Iterator[Address]:
    own = before.own | after.own
    for found in _addresses(before.files, after.files):
        yield replace(found, own=found.url in own)


def _addresses(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Address]:
    for url in sorted({*before, *after}):
        if before.get(url) != after.get(url):
            change: Literal["added", "changed", "removed"] = (
                "added" if url not in before else "removed" if url not in after else "changed"
            )
            yield Address(url, change, "", own=True)
