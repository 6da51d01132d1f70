"""Plain text becomes blocks. In: a text. Out: paragraphs, headings and lists, as somebody who reads it sees them.

Every line is kept. Lines that a mail program broke are joined; lines of a postal address stay lines of one paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from campaignsite.incoming.blocks import Block, Break, Heading, Inline, Listing, Paragraph
from campaignsite.incoming.ends import is_end
from campaignsite.incoming.read.lines import BULLET, NUMBER, goes_on, is_heading, is_short, linked, wrapped

_SENTENCE_FROM = 70
"""Letters from which a line is one of the text."""
_DASHES = "-–—"


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line, or several that belong together."""

    text: str
    group: int
    """Which of the groups of lines between blank lines it stands in."""


def blocks_of_text(text: str) -> tuple[Block, ...]:
    """The blocks of a plain text."""
    groups = [group for group in re.split(r"\n[^\S\n]*\n", text) if group.strip()]
    entries = [_Entry(line, n) for n, group in enumerate(groups) for line in _entries(group.split("\n"))]
    return tuple(_blocks(entries, spaced=len(groups) > 2))


def _entries(raw: Sequence[str]) -> Iterator[str]:
    """The lines of a group, those joined that belong together."""
    run: list[str] = []
    item = ""
    for line in raw:
        here = line.strip()
        if not here:
            continue
        if is_end(here):
            yield from _run(run)
            yield from filter(None, (item, here))
            run, item = [], ""
            continue
        if BULLET.fullmatch(here) or NUMBER.fullmatch(here):
            yield from _run(run)
            run = []
            if item:
                yield item
            item = here
        elif item and line[:1] in " \t\u00a0":
            item += f" {here}"
        else:
            if item:
                yield item
            item = ""
            run.append(here)
    if item:
        yield item
    yield from _run(run)


def _run(lines: list[str]) -> Iterator[str]:
    if lines and wrapped(lines):
        yield " ".join(lines)
        return
    here = ""
    for line in lines:
        if here and goes_on(here, line):
            here += f" {line}"
            continue
        if here:
            yield here
        here = line
    if here:
        yield here


def _blocks(entries: Sequence[_Entry], *, spaced: bool) -> Iterator[Block]:
    at, begun = 0, False
    while at < len(entries):
        entry = entries[at]
        begun = (
            begun or len(entry.text) > _SENTENCE_FROM or entry.text.endswith(".")
        )  # what stands above the text is no address
        if is_end(entry.text):
            count = 1
            yield Paragraph(linked(entry.text))
        elif count := _bullets(entries, at):
            found = [BULLET.fullmatch(e.text) for e in entries[at : at + count]]
            yield Listing(tuple((Paragraph(linked(m[2])),) for m in found if m))
        elif count := _numbers(entries, at):
            matches = [m for e in entries[at : at + count] if (m := NUMBER.fullmatch(e.text))]
            yield Listing(tuple((Paragraph(linked(m[2])),) for m in matches), int(matches[0][1]))
        elif is_heading(entry.text):
            count = 1
            yield Heading(2, linked(entry.text))
        else:
            count = _address(entries, at) if spaced and begun else 1
            yield Paragraph(tuple(_lines([e.text for e in entries[at : at + count]])))
        at += count


def _lines(texts: Sequence[str]) -> Iterator[Inline]:
    for n, text in enumerate(texts):
        if n:
            yield Break()
        yield from linked(text)


def _bullets(entries: Sequence[_Entry], at: int) -> int:
    """How many entries from here on have the same bullet; a dash alone is the name behind a quotation."""
    first = BULLET.fullmatch(entries[at].text)
    if not first:
        return 0
    count = 0
    while at + count < len(entries):
        found = BULLET.fullmatch(entries[at + count].text)
        if not found or found[1] != first[1] or is_end(entries[at + count].text):
            break
        count += 1
    return 0 if count == 1 and first[1] in _DASHES else count


def _numbers(entries: Sequence[_Entry], at: int) -> int:
    """How many entries from here on are numbered one after the other; one alone is no list."""
    numbers: list[int] = []
    for entry in entries[at:]:
        found = NUMBER.fullmatch(entry.text)
        if not found or str(int(found[1])) != found[1]:
            break
        numbers.append(int(found[1]))
    count = next((n + 1 for n, (a, b) in enumerate(pairwise(numbers)) if b != a + 1), len(numbers))
    return count if count > 1 else 0


def _address(entries: Sequence[_Entry], at: int) -> int:
    """How many short lines stand together from here on, alone in their group."""
    group = entries[at].group
    if at and entries[at - 1].group == group and not is_heading(entries[at - 1].text):
        return 1
    count = next((n for n, e in enumerate(entries[at:]) if e.group != group), len(entries) - at)
    count = next((n for n, e in enumerate(entries[at : at + count]) if is_end(e.text)), count)
    lines = [e.text for e in entries[at : at + count]]
    plain = all(is_short(t) and not is_heading(t) and not BULLET.match(t) and not NUMBER.match(t) for t in lines)
    return count if plain else 1
