"""A file becomes blocks, whatever it is. In: its bytes and its name. Out: blocks, and what was noticed."""

from __future__ import annotations

from dataclasses import dataclass

from campaignsite.incoming.blocks import Block, words
from campaignsite.incoming.read.decoding import decoded
from campaignsite.incoming.read.heads import blocks_without_heads, text_without_heads
from campaignsite.incoming.read.html import blocks_of_html
from campaignsite.incoming.read.mail import mail_of
from campaignsite.incoming.read.plain import blocks_of_text
from campaignsite.incoming.read.refusals import RefusedError, kind_of
from campaignsite.incoming.read.word import blocks_of_word

BLOCKS_MOST, LINES_MOST, LETTERS_MOST = 3_000, 20_000, 400_000
"""A book of two hundred pages; a release has two."""
_HEAD = "the head of an e-mail stood in it (From, To, Subject …) and was left out, but for the subject"
_LONG = "it is longer than any release; split it into several files, one for each text"


@dataclass(frozen=True, slots=True)
class Received:
    """What a file holds."""

    blocks: tuple[Block, ...]
    notes: tuple[str, ...]
    """Sentences for the editor, about the file as a whole."""
    subject: str = ""
    """Of an e-mail; a title where the text has none."""


def received(data: bytes, name: str) -> Received:
    """Read a text, an HTML page, a Word file or an e-mail. Raises RefusedError, which says what to do."""
    kind = kind_of(data, name)
    subject, notes = "", list[str]()
    if kind == "docx":
        made, said = blocks_of_word(data)
        got = [_of_blocks(made, said)]
    elif kind == "mail":
        mail = mail_of(data)
        subject, notes = mail.subject, [*mail.notes]
        got = [_of_text(text, (), html=html) for text, html in mail.texts]
    else:
        text, said = decoded(data, html=kind == "html")
        got = [_of_text(text, said, html=kind == "html")]
    blocks = tuple(block for part in got for block in part.blocks)
    if not any(words(block) for block in blocks):
        raise RefusedError("there is no text in it; if it shows one, that is a picture: ask for the text")
    if len(blocks) > BLOCKS_MOST or sum(len(words(block)) for block in blocks) > LETTERS_MOST:
        raise RefusedError(_LONG)
    notes += dict.fromkeys(note for part in got for note in part.notes)
    return Received(blocks, tuple(notes), subject or next((part.subject for part in got if part.subject), ""))


def _of_text(text: str, said: tuple[str, ...], *, html: bool) -> Received:
    if html:
        blocks, more = blocks_of_html(text)
        return _of_blocks(blocks, (*said, *more))
    if text.count("\n") > LINES_MOST:
        raise RefusedError(_LONG)
    rest, subject, found = text_without_heads(text)
    return Received(blocks_of_text(rest), (*said, _HEAD) if found else said, subject)


def _of_blocks(blocks: tuple[Block, ...], said: tuple[str, ...]) -> Received:
    rest, subject, found = blocks_without_heads(blocks)
    return Received(rest, (*said, _HEAD) if found else said, subject)
