"""Blocks become a ``Release``: each recogniser takes what it knows, and hands on the rest.

In: the blocks of a file, its name, what the site knows, and what the editor has said. Out: ``Release``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from campaignsite.incoming.blocks import Block, Heading, Inlines, Listing, Paragraph, Span, inlines_of, text_of, words
from campaignsite.incoming.known import Known
from campaignsite.incoming.parts import Figures, Guess, Mark, Piece, Quoted, Release
from campaignsite.incoming.recognise.agencies import agencies, named_elsewhere
from campaignsite.incoming.recognise.contacts import contacts
from campaignsite.incoming.recognise.dates import dates
from campaignsite.incoming.recognise.figures import figures
from campaignsite.incoming.recognise.quotes import quotes
from campaignsite.incoming.recognise.standing import is_about, standing
from campaignsite.incoming.recognise.top import Top, top

KINDS = ("conference", "world-day", "results", "release")
"""The kinds of document that a release can become."""

_CONFERENCE = re.compile(r"\bconference\b|\bconférence\b|\bsymposium\b|\bcolloque\b", re.IGNORECASE)
_WORLD_DAY = re.compile(
    r"\b(?:world|international|national)\s+day\b|\bjournée\s+(?:mondiale|internationale|nationale)\b", re.IGNORECASE
)
_FRENCH = re.compile(r"\b(?:le|la|les|des|une|est|dans|pour|qui|que|avec|sur|aux|ont|été|cette)\b", re.IGNORECASE)
_ENGLISH = re.compile(r"\b(?:the|of|and|to|is|was|that|with|for|have|has|were|this|by|are)\b", re.IGNORECASE)
_SAYS_NOTHING = re.compile(
    r"^(?:click\s+here|read\s+more|learn\s+more|cliquez\s+ici|en\s+savoir\s+plus|lire\s+la\s+suite)\b|\bclick\s+here\b"
    r"|\bcliquez\s+ici\b",
    re.IGNORECASE,
)
_LINK_WORDS = re.compile(r"(?:location|map|website|site\s+web|carte|emplacement)\b.*", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[a-zà-ÿ0-9)%][.!?])\s+(?=[A-ZÀ-Þ“«])")
_SUMMARY_MOST = 320


@dataclass(frozen=True, slots=True)
class Asked:
    """What the editor has said."""

    languages: tuple[str, ...]
    """The site's, the first one first."""
    name: str
    """The file's name, without folder and ending."""
    kind: str = ""
    lang: str = ""
    subject: str = ""
    """Of the e-mail that it came in."""


def release(blocks: Sequence[Block], known: Known, asked: Asked) -> Release:
    """Everything that is recognised."""
    above, rest = top(blocks, known.agencies, letter=bool(asked.subject))
    pieces, boilerplates = standing(rest, known)
    pieces = _quoted(pieces, known)
    own, about = _own(pieces)
    own, named = agencies(own, known)
    about, _ = agencies(about, known)
    body = (*own, *about)
    counted = figures(own)
    kind = _kind(asked, above, own, counted)
    lead = next((p for p in own if isinstance(p, Paragraph) and words(p)), None)
    roles = {guess.value.name for guess in named}
    mentioned = named_elsewhere(own, known.agencies, roles)
    return Release(
        kind=kind,
        lang=_lang(asked, body),
        title=above.title or _untitled(lead, asked),
        body=(*_said(above), *_with_marks(body, counted if kind.value != "results" else None)),
        kicker=above.kicker,
        summary=_summary(lead),
        dateline=above.dateline,
        date=above.date or _date(own),
        embargo=above.embargo,
        event=_event(above, own, known),
        agencies=named,
        contacts=contacts(body),
        boilerplates=boilerplates,
        figures=counted if kind.value == "results" else None,
        remarks=(*above.remarks, *_mentioned(mentioned)),
    )


def _quoted(pieces: Sequence[Piece], known: Known) -> tuple[Piece, ...]:
    """Quotations, looked for between marks."""
    blocks: list[Block] = []
    made: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, Mark | Quoted):
            made += [*quotes(blocks, known), piece]
            blocks = []
        else:
            blocks.append(piece)
    return (*made, *quotes(blocks, known))


def _own(pieces: Sequence[Piece]) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """The release itself, and the standing texts behind it, whose agencies and figures are not its own."""
    at = next((n for n, p in enumerate(pieces) if is_about(p)), len(pieces))
    if at and at < len(pieces) and isinstance(pieces[at - 1], Mark):
        at -= 1
    return tuple(pieces[:at]), tuple(pieces[at:])


def _kind(asked: Asked, above: Top, own: Sequence[Piece], counted: Guess[Figures] | None) -> Guess[str]:
    if asked.kind:
        return Guess(asked.kind)
    start = " ".join(
        [above.title.value if above.title else "", *(words(p) for p in own[:2] if isinstance(p, Paragraph))]
    )
    if counted and len(counted.value.measures) > 1:
        return Guess("results", "guess", "a guess, because it has figures of an operation")
    if _CONFERENCE.search(start):
        return Guess("conference", "guess", "a guess, because its beginning names a conference")
    if _WORLD_DAY.search(start):
        return Guess("world-day", "guess", "a guess, because its beginning names an observance")
    return Guess("release", "guess", "a guess, because nothing says that it is anything else")


def _lang(asked: Asked, body: Sequence[Piece]) -> Guess[str]:
    if asked.lang:
        return Guess(asked.lang)
    text = " ".join(words(p) for p in _blocks(body))
    french = len(_FRENCH.findall(text)) > len(_ENGLISH.findall(text))
    wanted = "fr" if french else "en"
    found = next((tag for tag in asked.languages if tag.partition("-")[0] == wanted), None)
    if found:
        return Guess(found, "likely")
    return Guess(asked.languages[0], "guess", "the first language of the site; the text may be in another one")


def _blocks(body: Sequence[Piece]) -> list[Block]:
    blocks: list[Block] = []
    for piece in body:
        blocks += piece.blocks if isinstance(piece, Quoted) else [] if isinstance(piece, Mark) else [piece]
    return blocks


def _untitled(lead: Paragraph | None, asked: Asked) -> Guess[str]:
    """Something to call it by, where the source has no title: the subject of its e-mail, or its first words."""
    if asked.subject:
        return Guess(asked.subject, "likely", "the subject of the e-mail: is it the title?")
    text = words(lead) if lead else ""
    if not text:
        return Guess(asked.name or "Untitled", "unknown", "the source has no title: this is the name of its file")
    short = text if len(text) <= 80 else f"{text[:80].rpartition(' ')[0].rstrip(' ,;:–—-')}…"
    return Guess(short, "unknown", "the source has no title: these are its first words")


def _summary(lead: Paragraph | None) -> str:
    text = words(lead) if lead else ""
    first = _SENTENCE.split(text)[0] if text else ""
    return first if len(first) <= _SUMMARY_MOST and len(first.split()) > 5 else ""


def _date(own: Sequence[Piece]) -> Guess[str] | None:
    """Where no date stands above the text, the first one in its first paragraphs: a day that it speaks of."""
    texts = [words(p) for p in own if isinstance(p, Paragraph)][:3]
    found = [d for text in texts for d in dates(text)]
    if not found:
        return None
    others = [d.written for d in found[1:] if d.iso != found[0].iso]
    why = f"the source gives no date of issue; its text names {found[0].written}"
    why += f", and {', '.join(dict.fromkeys(others))}" if others else ""
    why += "" if found[0].whole else "; no year is stated, so add it only if you know it"
    return Guess(found[0].iso, "guess", why)


def _event(above: Top, own: Sequence[Piece], known: Known) -> Guess[str] | None:
    """The event that title or first paragraphs name."""
    texts = [above.title.value if above.title else "", *[words(p) for p in own if isinstance(p, Paragraph)][:3]]
    for text in texts:
        for _, match in known.events.mentions(text):
            return Guess(match.name, "likely", "the beginning of the text names this event: does it belong to it?")
    return None


def _mentioned(names: Sequence[str]) -> tuple[str, ...]:
    if not names:
        return ()
    return (f"the text also names {', '.join(names)}: add those that take part to “agencies”",)


def _said(above: Top) -> list[Piece]:
    return [Mark(f"in the source, and not on the page: “{text}”", check=False) for text in above.said]


def _with_marks(body: Sequence[Piece], counted: Guess[Figures] | None) -> list[Piece]:
    """Marks before what readers could not use: links without an address, and figures that have no home here."""
    made: list[Piece] = []
    if counted:
        listed = "; ".join(f"{m.value:,} {m.definition}" for m in counted.value.measures)
        made.append(Mark(f"figures in this text: {listed}. If they are an operation’s, give it a file of type results"))
    for piece in body:
        if isinstance(piece, Paragraph | Heading | Listing):
            made += [Mark(why) for why in _nothing_said(piece)]
        made.append(piece)
    return made


def _nothing_said(block: Block) -> list[str]:
    why = []
    for inlines in inlines_of(block):
        for line in _broken(inlines):
            text = text_of(line)
            linked = any(span.href for span in line)
            if _SAYS_NOTHING.search(text) and len(text) <= 160:
                lost = "" if linked else ", and the source gives no address"
                why.append(f"“{text}”: words that do not say where a link leads{lost} (WCAG 2.4.4)")
            elif not linked and _LINK_WORDS.fullmatch(text) and len(text) <= 80:
                why.append(f"“{text}” looks like the words of a link, and the source gives no address")
    return why


def _broken(inlines: Inlines) -> list[list[Span]]:
    lines: list[list[Span]] = [[]]
    for inline in inlines:
        if isinstance(inline, Span):
            lines[-1].append(inline)
        else:
            lines.append([])
    return [line for line in lines if line]
