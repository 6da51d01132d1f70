"""Builds blocks while somebody walks through HTML. In: tags as they open and close, and texts. Out: blocks.

Tags that nobody closed are forgiven: a block ends the paragraph before it, and an entry of a list the entry before it.
"""

from __future__ import annotations

import re

from bs4 import Tag

from campaignsite.incoming.blocks import Block, Break, Gap, Heading, Inline, Note, NoteRef, Paragraph, Span
from campaignsite.incoming.read.decoding import cleaned
from campaignsite.incoming.read.frames import Frame, flat, listing, picture, shown, table, trimmed, why
from campaignsite.model.words.links import judge

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = frozenset(
    f"{' '.join(_HEADINGS)} address article aside blockquote body caption center dd details div dl dt fieldset"
    " figcaption figure footer form header hgroup hr html legend li main ol p pre section summary table tbody td tfoot"
    " th thead tr ul".split()
)
_BOLD, _ITALIC, _STRUCK = frozenset(("b", "strong")), frozenset(("i", "em")), frozenset(("s", "strike", "del"))
_STYLES = _BOLD | _ITALIC | _STRUCK
_EMBEDDED = frozenset(("iframe", "video", "audio", "embed", "object", "canvas"))
_CONTROLS = frozenset(("input", "textarea"))
_DEEPEST = 24
"""Lists, entries and tables inside each other; Markdown lets 40 blocks lie inside each other."""
_NOTE, _NOTE_BACK = re.compile(r"#?((?:foot|end)note-\d+)"), re.compile(r"#(?:foot|end)note-ref-\d+")
_BLANKS = re.compile("[ \t\n\r\f]+")


class Builder:
    """What has been built so far."""

    def __init__(self) -> None:
        self._frames = [Frame(None, "")]
        self._inlines: list[Inline] = []
        self._bold = self._italic = self._struck = 0
        self._hrefs: list[tuple[Tag, str]] = []
        self._muted: Tag | None = None
        self._heading = 0
        self._quoted = 0
        self._kept = 0

    def done(self) -> tuple[Block, ...]:
        """All blocks."""
        self._flush()
        while len(self._frames) > 1:
            self._leave()
        return tuple(self._frames[0].blocks)

    # --- what the walk says --------------------------------------------------------------------------------------

    def text(self, text: str) -> None:
        """Words, or blanks."""
        if self._muted is not None:
            return
        text, _ = cleaned(text)  # “&#27;” is an escape only now
        lines = text.split("\n") if self._kept else [_BLANKS.sub(" ", text)]
        for n, line in enumerate(lines):
            if n:
                self._inlines.append(Break())
            self._span(line)

    def open(self, tag: Tag) -> None:
        """A tag opens."""
        name = tag.name
        if name in _BLOCKS:
            self._flush()
            self._open_block(tag)
        elif name in _STYLES:
            self._style(name, 1)
        elif name == "br":
            self._inlines.append(Break())
        elif name == "q":
            self._span("“")
        elif name == "img":
            self._inlines.append(picture(tag))
        elif name in _EMBEDDED:
            self._inlines.append(Gap(f"a film, a sound or another page was shown here{shown(tag, 'src')}"))
            self._muted = self._muted or tag
        elif name in _CONTROLS:
            self._muted = self._muted or tag
        elif name == "a" and self._muted is None:
            self._open_link(tag)

    def close(self, tag: Tag) -> None:
        """A tag closes."""
        if tag is self._muted:
            self._muted = None
        if tag.name in _BLOCKS:
            self._flush()
            self._close_block(tag)
        elif tag.name in _STYLES:
            self._style(tag.name, -1)
        elif tag.name == "q":
            self._span("”")
        elif self._hrefs and self._hrefs[-1][0] is tag:
            self._hrefs.pop()

    # --- inside a paragraph --------------------------------------------------------------------------------------

    def _span(self, text: str) -> None:
        if not text:
            return
        href = self._hrefs[-1][1] if self._hrefs else ""
        bold = self._bold > 0 and not self._heading
        self._inlines.append(Span(text, bold, self._italic > 0, self._struck > 0, href))

    def _style(self, name: str, step: int) -> None:
        self._bold += step if name in _BOLD else 0
        self._italic += step if name in _ITALIC else 0
        self._struck += step if name in _STRUCK else 0

    def _open_link(self, tag: Tag) -> None:
        href = str(tag.get("href") or "").strip()
        if _NOTE_BACK.fullmatch(href):
            self._muted = tag
            return
        if note := _NOTE.fullmatch(href):
            self._inlines.append(NoteRef(note[1]))
            self._muted = tag
            return
        good = bool(href) and judge(href).kind == "outside" and not re.search(r"[\x00-\x1f\x7f]", href)
        if href and not href.startswith("#") and not good:
            words = flat(tag.get_text(" "))
            self._inlines.append(Gap(flat(f"“{words[:80]}” was a link to {href[:200]}, {why(href)}")))
        self._hrefs.append((tag, href if good else ""))

    def _flush(self) -> None:
        """What has been gathered becomes a block."""
        inlines, self._inlines = trimmed(self._inlines), []
        if not inlines:
            return
        here = self._frames[-1]
        here.blocks.append(
            Heading(self._heading, inlines) if self._heading else Paragraph(inlines, quoted=self._quoted > 0)
        )

    # --- blocks --------------------------------------------------------------------------------------------------

    def _open_block(self, tag: Tag) -> None:
        name = tag.name
        if name in _HEADINGS:
            self._heading = int(name[1])
        elif name == "blockquote":
            self._quoted += 1
        elif name == "pre":
            self._kept += 1
        elif len(self._frames) > _DEEPEST:
            pass  # what lies deeper is kept, as paragraphs
        elif name in ("ol", "ul", "table"):
            if name == "table":
                for frame in self._frames:
                    frame.nested = frame.nested or frame.name == "table"
            self._frames.append(Frame(tag, name))
        elif name in ("li", "tr", "td", "th"):
            self._open_entry(tag)

    def _open_entry(self, tag: Tag) -> None:
        """An entry of a list, a row or a cell of a table."""
        name = "td" if tag.name == "th" else tag.name
        self._end_entry("li" if name == "li" else "td", ("ol", "ul") if name == "li" else ("table",))
        here = self._frames[-1]
        if name == "tr" and here.name == "table":
            here.rows.append([])
        elif (name == "li" and here.name in ("ol", "ul")) or (name == "td" and here.name == "table"):
            here.merged = here.merged or any(str(tag.get(key) or "1") != "1" for key in ("colspan", "rowspan"))
            self._frames.append(Frame(tag, name))

    def _end_entry(self, name: str, inside: tuple[str, ...]) -> None:
        """An entry that nobody closed ends where the next one begins."""
        if len(self._frames) > 1 and self._frames[-1].name == name and self._frames[-2].name in inside:
            self._leave()

    def _close_block(self, tag: Tag) -> None:
        if tag.name in _HEADINGS:
            self._heading = 0
        elif tag.name == "blockquote":
            self._quoted -= 1
        elif tag.name == "pre":
            self._kept -= 1
        elif any(frame.tag is tag for frame in self._frames):
            while self._leave() is not tag:
                pass

    def _leave(self) -> Tag | None:
        """The innermost thing that is open ends, and becomes a block of what it stands in."""
        frame, outer = self._frames.pop(), self._frames[-1]
        blocks = tuple(frame.blocks)
        if frame.name == "li":
            note = _NOTE.fullmatch(str(frame.tag.get("id") or "")) if frame.tag else None
            if note:
                outer.blocks.append(Note(note[1], blocks))
            elif blocks:
                outer.items.append(blocks)
        elif frame.name in ("ol", "ul"):
            outer.blocks += listing(frame)
        elif frame.name == "td":
            row = outer.rows[-1] if outer.rows else []
            if not outer.rows:
                outer.rows.append(row)
            row.append(list(blocks))
        elif frame.name == "table":
            outer.blocks += [*blocks, *table(frame)]
        return frame.tag
