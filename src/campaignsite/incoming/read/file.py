"""A file becomes blocks, whatever it is. In: its bytes and its name. Out: blocks, and what was noticed."""

from __future__ import annotations

from dataclasses import dataclass

from campaignsite.incoming.blocks import Block, words
from campaignsite.incoming.read.decoding import decoded
from campaignsite.incoming.read.html import blocks_of_html
from campaignsite.incoming.read.plain import blocks_of_text
from campaignsite.incoming.read.refusals import RefusedError, kind_of
from campaignsite.incoming.read.word import blocks_of_word

BLOCKS_MOST, LINES_MOST, LETTERS_MOST = 3_000, 20_000, 400_000
"""A book of two hundred pages; a release has two."""
_LONG = "it is longer than any release; split it into several files, one for each text"


@dataclass(frozen=True, slots=True)
class Received:
    """What a file holds."""

    blocks: tuple[Block, ...]
    notes: tuple[str, ...]
    """Sentences for the editor, about the file as a whole."""


def received(data: bytes, name: str) -> Received:
    """Read a text, an HTML page or a Word file. Raises RefusedError, which says what to do."""
    kind = kind_of(data, name)
    if kind == "docx":
        blocks, notes = blocks_of_word(data)
    else:
        text, said = decoded(data, html=kind == "html")
        more: tuple[str, ...] = ()
        if kind == "html":
            blocks, more = blocks_of_html(text)
        elif text.count("\n") > LINES_MOST:
            raise RefusedError(_LONG)
        else:
            blocks = blocks_of_text(text)
        notes = (*said, *more)
    if not any(words(block) for block in blocks):
        raise RefusedError("there is no text in it; if it shows one, that is a picture: ask for the text")
    if len(blocks) > BLOCKS_MOST or sum(len(words(block)) for block in blocks) > LETTERS_MOST:
        raise RefusedError(_LONG)
    return Received(blocks, notes)
