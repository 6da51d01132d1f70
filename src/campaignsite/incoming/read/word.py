"""A Word file becomes blocks. In: its bytes. Out: blocks, and what was noticed. Mammoth does the work.

What mammoth does not take over is said, and every paragraph of the file is looked for in what came out.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

from campaignsite.incoming.blocks import Block, Gap, Paragraph, paragraph, words
from campaignsite.incoming.read.decoding import cleaned
from campaignsite.incoming.read.html import blocks_of_html
from campaignsite.incoming.read.package import Package, Part, package
from campaignsite.incoming.read.refusals import RefusedError

_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Titre'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Quotations'] => blockquote > p:fresh
p[style-name='Citation'] => blockquote > p:fresh
"""
"""Styles for which mammoth has no rule of its own; the last two are LibreOffice's and French Word's."""


def blocks_of_word(data: bytes) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """The blocks of a Word file, and sentences about what an editor has to look at. Raises RefusedError."""
    import mammoth

    packed = package(data)
    try:
        made = mammoth.convert_to_html(
            io.BytesIO(packed.data), style_map=_STYLES, convert_image=mammoth.images.img_element(_no_picture)
        )
    except Exception as error:  # noqa: BLE001 - what is wrong with somebody's file reaches us in many forms
        kind = type(error).__name__
        raise RefusedError(
            f"it is damaged, or made by a program that does so in its own way ({kind}); open it in Word and save it"
            " again, or copy its text into a .txt file"
        ) from None
    html, _ = cleaned(made.value)
    blocks, _ = blocks_of_html(f"<main>{html}</main>")
    said = tuple(dict.fromkeys(f"Word: {m.message}" for m in made.messages if not _idle(m.message)))
    lost = tuple(_lost(packed, blocks))
    return (*blocks, *lost), (*said, *_noticed(packed))


def _no_picture(image: object) -> dict[str, str]:
    """A picture is not unpacked: the draft says where it stood."""
    del image
    return {"src": ""}


def _idle(message: str) -> bool:
    """What mammoth says of styles changes how something looks, never what it says."""
    return "style" in message.lower()


def _noticed(packed: Package) -> Iterator[str]:
    document = packed.parts.get("document", Part())
    if document.inserted or document.deleted:
        yield (
            f"the file has tracked changes ({document.inserted} insertions, {document.deleted} deletions): what was"
            " inserted is taken and what was deleted is left out; ask whether all of them are agreed"
        )
    comments = packed.parts.get("comments", Part())
    if comments.comments:
        many = "a comment" if comments.comments == 1 else f"{comments.comments} comments"
        yield f"the file has {many}, which nobody but its authors should read: not taken over"
    for name, part in sorted(packed.parts.items()):
        text = " / ".join(dict.fromkeys(part.paragraphs))
        if name.startswith(("header", "footer")) and text:
            where = "head" if name.startswith("header") else "foot"
            yield f"the {where} of its pages is not taken over; it says “{text[:1000]}”"


def _lost(packed: Package, blocks: Sequence[Block]) -> Iterator[Block]:
    """Paragraphs of the file that are not in what came out, at its end, for an editor to place."""
    there, at = _bare(" ".join(map(words, blocks))), 0
    for name in ("document", "footnotes", "endnotes"):
        for text in packed.parts.get(name, Part()).paragraphs:
            wanted = _bare(cleaned(text)[0])
            found = there.find(wanted, at)  # most often it is the next one
            if found >= 0:
                at = found
            elif wanted not in there:
                yield Paragraph((Gap("the next paragraph stood where it could not be read; put it in its place"),))
                yield paragraph(text)


def _bare(text: str) -> str:
    return "".join(text.split())
