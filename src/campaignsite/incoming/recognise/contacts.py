"""Whom to ask. In: pieces. Out: contacts; the text keeps its lines. An address here is a contact's, never a venue."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from campaignsite.incoming.blocks import Block, Break, Heading, Listing, Paragraph, Span, text_of, words
from campaignsite.incoming.parts import Contact, Guess, Piece
from campaignsite.model.words.links import judge

_BEGINS = re.compile(
    r"(?:(?:for\s+)?(?:more|further)\s+information,?\s*(?:please\s+)?contact|(?:media|press)\s+(?:contacts?|inquiries|enquiries)"
    r"|contacts?(?:\s+information)?|pour\s+(?:plus\s+de\s+renseignements|(?:de\s+)?plus\s+amples\s+renseignements|en\s+savoir\s+plus)"
    r"|personnes?-ressources?|renseignements|relations\s+avec\s+les\s+médias)\b\s*:?\s*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_PHONE = re.compile(
    r"(?<![\w.])(?:\+?1[\s.-]?)?\(?([2-9]\d\d)\)?[\s.-]?([2-9]\d\d)[\s.-]?(\d{4})(?!\d)(\s*(?:,\s*)?(?:ext|poste|x)\b\.?\s*\d+)?",
    re.IGNORECASE,
)
_POSTAL = re.compile(r"\b[A-Z]\d[A-Z]\s?\d[A-Z]\d\b")
_WEB = re.compile(r"https?://[^\s<>\"]+")
_MOST = 8
"""Lines that are looked at behind the one that begins."""
_VERBS = re.compile(r"\b(?:visit|see|call|please|consult|is|are|was|were|has|have|est|sont)\b", re.IGNORECASE)


def contacts(pieces: Sequence[Piece]) -> tuple[Guess[Contact], ...]:
    """Every contact that says more than a name."""
    found: dict[str, Guess[Contact]] = {}
    for n, piece in enumerate(pieces):
        if not isinstance(piece, Paragraph | Heading):
            continue
        first, *others = _broken(piece) or [""]
        begins = _BEGINS.match(first)
        if begins and len(first) <= 160:
            lines = [line for line in (begins["rest"].strip(" :"), *others, *_lines(pieces[n + 1 :])) if line]
            for guess in _read(lines):
                found.setdefault(guess.value.name, guess)
    return tuple(found.values())


def _broken(piece: Block) -> list[str]:
    """The lines of a paragraph."""
    assert isinstance(piece, Paragraph | Heading)
    lines: list[list[Span]] = [[]]
    for inline in piece.inlines:
        if isinstance(inline, Break):
            lines.append([])
        elif isinstance(inline, Span):
            lines[-1].append(inline)
    return [text for line in lines if (text := text_of(line))]


def _lines(pieces: Sequence[Piece]) -> Iterator[str]:
    """The short lines that follow, up to a heading or a sentence."""
    count = 0
    for piece in pieces:
        if isinstance(piece, Listing):
            lines = [words(inner) for item in piece.items for inner in item]
        elif isinstance(piece, Paragraph):
            lines = _broken(piece)
        else:
            return
        for line in lines:
            if count == _MOST or len(line) > 100 or _BEGINS.match(line):
                return
            count += 1
            yield line


def _read(lines: Sequence[str]) -> Iterator[Guess[Contact]]:
    """Lines as contacts: a name, and what belongs to it."""
    name, rest = "", list(lines)
    if rest:
        name = _name(rest[0])
    if not name:
        return
    text = "\n".join(rest)
    phone = _PHONE.search(text)
    email = _EMAIL.search(text)
    address = next((line for line in rest if _POSTAL.search(line)), "")
    web = next((w for w in _WEB.findall(text) if judge(w.rstrip(".,;)")).kind == "outside"), "")
    made = Contact(
        name=name,
        address=_EMAIL.sub("", address).strip(" ,;"),
        phone=f"+1{phone[1]}{phone[2]}{phone[3]}" if phone else "",
        email=email[0] if email else "",
        url=web.rstrip(".,;)"),
    )
    if not (made.address or made.phone or made.email or made.url):
        return
    why = "the text keeps these lines too: look at each; which agency is it (“agency: …”)?"
    if phone:
        why += f" The source says “{phone[0].strip()}”, taken for a number of North America."
    yield Guess(made, "guess", why)


def _name(line: str) -> str:
    """The name in a line: what stands before a number, an address or a comma."""
    bare = re.split(
        r"\s*(?:[,;|]|\s[–—-]\s|\s(?:at|au|à)\s)\s*", _PHONE.sub("", _EMAIL.sub("", _WEB.sub("", line))), maxsplit=1
    )[0]
    bare = re.sub(r"(?i)\b(?:tel|tél|phone|téléphone|e-?mail|courriel)\b\.?\s*:?", "", bare).strip(" :.,;()")
    fits = 1 < len(bare) <= 80 and bare[:1].isupper() and not _VERBS.search(bare) and not _POSTAL.search(bare)
    return bare if fits else ""
