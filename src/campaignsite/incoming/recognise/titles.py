"""Title and kicker. In: the blocks of a release. Out: both, and the other blocks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from campaignsite.incoming.blocks import Block, Gap, Heading, NoteRef, Paragraph, words
from campaignsite.incoming.known import Register
from campaignsite.incoming.parts import Guess
from campaignsite.incoming.recognise.dateline import dateline_of

_LAST = re.compile(r"[.!?:,;…][”\"’»)]*$")
_TITLE_MOST, _KICKER_MOST = 200, 60
_FIRST = 3
"""A heading of the first level is the title if it is among so many blocks, and nothing but short lines is above it."""

_UNIT_MOST = 2
"""Words of a line that is too short for a title, if a longer one follows."""

Found = tuple[Guess[str] | None, Guess[str] | None, list[Block]]


def titled(blocks: Sequence[Block], agencies: Register) -> Found:
    """Take title and kicker off."""
    at = _title_at(blocks, agencies)
    if at is None:
        return None, None, list(blocks)
    block = blocks[at]
    before, after = list(blocks[:at]), list(blocks[at + 1 :])
    what = "a line above the text" if at else "this is the first line of the source"
    why = "" if isinstance(block, Heading) else f"{what}: is it the title?"
    title = Guess(words(block), "likely" if why else "certain", why)
    lines = [n for n, b in enumerate(before) if words(b)]
    if len(lines) == 1 and _is_kicker(before[lines[0]]):
        kicker = Guess(words(before[lines[0]]), "guess", "the line above the title: is it the unit that speaks?")
        before[lines[0] : lines[0] + 1] = _gaps(before[lines[0]])
        return title, kicker, [*before, *_gaps(block), *after]
    if not lines and len(after) > 1 and isinstance(after[0], Paragraph) and _is_kicker(after[0]):
        kicker = Guess(words(after[0]), "guess", "the line below the title: is it the unit that speaks?")
        return title, kicker, [*before, *_gaps(block), *_gaps(after[0]), *after[1:]]
    return title, None, [*before, *_gaps(block), *after]


def _title_at(blocks: Sequence[Block], agencies: Register) -> int | None:
    for n, block in enumerate(blocks[:_FIRST]):
        if isinstance(block, Heading) and block.level == 1:
            return n
        if words(block) and not _is_kicker(block):
            break
    at = 0
    if len(blocks) > 2 and agencies.find(words(blocks[0])).name and _may_be_title(blocks[1:]):
        at = 1  # the head of a letter: the service, and below it what it has to say
    if len(blocks) > at + 2 and _is_unit(words(blocks[at])) and _may_be_title(blocks[at + 1 :]):
        at += len(words(blocks[at + 1]).split()) > _UNIT_MOST
    return at if _may_be_title(blocks[at:]) else None


def _is_unit(text: str) -> bool:
    """Whether a line is so short that the one below it is the title: “Sex Crimes”, “Unit: Sex Crimes”."""
    return len(text.split()) <= _UNIT_MOST or bool(re.match(r"(?:unit|unité)\s?:", text, re.IGNORECASE))


def _gaps(block: Block) -> list[Block]:
    """Pictures and footnotes that stood in a line which is now in the front matter."""
    inlines = block.inlines if isinstance(block, Heading | Paragraph) else ()
    gaps = tuple(i for i in inlines if isinstance(i, Gap | NoteRef))
    return [Paragraph(gaps)] if gaps else []


def _may_be_title(blocks: Sequence[Block]) -> bool:
    """A line before others that is no sentence, no quotation and no dateline."""
    if len(blocks) < 2 or not isinstance(blocks[0], Heading | Paragraph):
        return False
    text = words(blocks[0])
    if not 0 < len(text) <= _TITLE_MOST or _LAST.search(text) or text.startswith(("“", "«", '"', "–", "—")):
        return False
    return dateline_of(text) is None


def _is_kicker(block: Block) -> bool:
    text = words(block)
    return (
        isinstance(block, Heading | Paragraph)
        and 0 < len(text) <= _KICKER_MOST
        and len(text.split()) <= 6
        and not _LAST.search(text)
        and not text.startswith(("“", "«", '"', "–", "—", "-"))
        and "@" not in text
        and not any(c.isdigit() for c in text)
    )
