"""Heads of letters inside a text: From, Sent, To, Subject. In: lines, or blocks. Out: the rest, and what was found.

Whoever copies a release from an e-mail, or sends one on, has them at the top or below a greeting. They are of the
letter, not of the release, and name people: only the subject is of use.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from campaignsite.incoming.blocks import Block, Break, Inline, Paragraph, text_of
from campaignsite.incoming.ends import is_end
from campaignsite.incoming.read.subjects import bare_subject

_SENDER, _SUBJECT = ("from", "de"), ("subject", "objet")
_PEOPLE = ("to", "cc", "bcc", "à", "a", "cci")
_KEY = re.compile(
    r"(?:>\s?)*[*_]{0,2}(?P<key>from|sent|to|cc|bcc|subject|date|reply-to|importance|attachments?"
    r"|de|envoyé|à|a|cci|objet|répondre\sà|pièces?\sjointes?|date\sd[’']envoi)[*_]{0,2}\s?:[*_]{0,2}(?:\s+(?P<said>.*))?",
    re.IGNORECASE,
)
_ABOVE = re.compile(
    r"(?:>\s?)*(?:-+\s*(?:original\smessage|forwarded\smessage|message\sd[’']origine|message\soriginal|message\stransféré)\s*-+"
    r"|begin\sforwarded\smessage\s?:|début\sdu\smessage\s(?:transféré|réexpédié)\s?:|_{10,}|-{10,})",
    re.IGNORECASE,
)
_ANSWERED = re.compile(r"(?:>\s?)*(?:on\s.{5,200}@.{1,200}\swrote|le\s.{5,200}@.{1,200}\sa\sécrit)\s?:", re.IGNORECASE)
_IN_TEXT = 3
"""Lines that a head has at the least where it does not stand at the top."""


@dataclass(frozen=True, slots=True)
class _Heads:
    lines: frozenset[int]
    """Numbers of lines that are of a letter."""
    subject: str


def text_without_heads(text: str) -> tuple[str, str, bool]:
    """A plain text without them, the subject of the first, and whether there was any."""
    lines = text.split("\n")
    found = _heads(lines)
    rest = "\n".join("" if n in found.lines else line for n, line in enumerate(lines))
    return rest, found.subject, bool(found.lines)


def blocks_without_heads(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], str, bool]:
    """The same for blocks; a sign that ends the release becomes a paragraph of its own."""
    parted = [_parted(block) for block in blocks]
    lines = [text_of(line) for lines in parted for line in lines]
    found = _heads(lines)
    made: list[Block] = []
    at = 0
    for block, parts in zip(blocks, parted, strict=True):
        gone = {n for n in range(len(parts)) if at + n in found.lines}
        ends = {n for n in range(len(parts)) if isinstance(block, Paragraph) and is_end(lines[at + n])}
        at += len(parts)
        if not isinstance(block, Paragraph) or not (gone or ends):
            made.append(block)
            continue
        runs = groupby((n for n in range(len(parts)) if n not in gone), {n: n for n in ends}.get)
        made += [Paragraph(tuple(_joined([parts[n] for n in run])), block.quoted) for _, run in runs]
    return tuple(made), found.subject, bool(found.lines)


def _parted(block: Block) -> list[tuple[Inline, ...]]:
    """The lines of a paragraph; any other block is one line that says nothing."""
    if not isinstance(block, Paragraph):
        return [()]
    parts: list[list[Inline]] = [[]]
    for inline in block.inlines:
        if isinstance(inline, Break):
            parts.append([])
        else:
            parts[-1].append(inline)
    return [tuple(part) for part in parts]


def _joined(parts: Sequence[tuple[Inline, ...]]) -> Iterator[Inline]:
    for n, part in enumerate(parts):
        if n:
            yield Break()
        yield from part


def _heads(lines: Sequence[str]) -> _Heads:
    taken: set[int] = set()
    subject = ""
    at, top = 0, True
    while at < len(lines):
        end, keys = _run(lines, at)
        if _is_head(keys, top=top):
            taken |= set(range(_begin(lines, at), end))
            subject = subject or bare_subject(next((said for key, said in keys if key in _SUBJECT), ""))
        else:  # no part of it is a head either
            end = max(end, at + 1)
            taken |= {n for n in range(at, end) if _ANSWERED.fullmatch(lines[n].strip())}
            top = top and not any(_is_text(line) for line in lines[at:end])
        at = end
    return _Heads(frozenset(taken), subject)


def _is_text(line: str) -> bool:
    here = line.strip()
    return bool(here) and not _ABOVE.fullmatch(here) and not _ANSWERED.fullmatch(here)


def _run(lines: Sequence[str], at: int) -> tuple[int, list[tuple[str, str]]]:
    """Where the lines end that look like a head from here on, and what each of them is."""
    keys: list[tuple[str, str]] = []
    end = 0
    while at < len(lines):
        line = lines[at]
        if found := _KEY.fullmatch(line.strip()):
            keys.append((found["key"].casefold(), found["said"] or ""))
        elif not keys or not (_goes_on(line, lines[at - 1], keys[-1][0]) or (not line.strip() and _follows(lines, at))):
            break
        at += 1
        end = at
    return end, keys


def _goes_on(line: str, before: str, key: str) -> bool:
    """Whether a list of people was broken here; no other line of a head is so long."""
    here = line.strip()
    broken = line[:1] in " \t" or before.rstrip().endswith((";", ",")) or re.search(r"\S@\S", here)
    return bool(here and key in _PEOPLE and broken)


def _follows(lines: Sequence[str], at: int) -> bool:
    return at + 1 < len(lines) and bool(_KEY.fullmatch(lines[at + 1].strip()))


def _is_head(keys: Sequence[tuple[str, str]], *, top: bool) -> bool:
    names = {key for key, _ in keys}
    sent = bool(names & set(_SENDER))
    if top:
        return len(names) > 1 and (bool(names & set(_SUBJECT)) or (sent and len(names) >= _IN_TEXT))
    return sent and len(names) >= _IN_TEXT


def _begin(lines: Sequence[str], at: int) -> int:
    """Where a head begins: with the line above it that announces it."""
    above = at
    while above and not lines[above - 1].strip():
        above -= 1
    return above - 1 if above and _ABOVE.fullmatch(lines[above - 1].strip()) else at
