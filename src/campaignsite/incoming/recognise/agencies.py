"""Lists of agencies, and those that the first sentences name. In: blocks. Out: these with links, and who takes part.

A name stands for an agency only as the registry has it. What is nearly a name is a question to the editor. The role is
a guess from the words above the list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from campaignsite.incoming.blocks import Break, Heading, Listing, Paragraph, Span, text_of, words
from campaignsite.incoming.known import Known, Match, Register
from campaignsite.incoming.parts import Guess, Named, Piece, Quoted
from campaignsite.model.front.fields import Role

_ROLES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (
        "supporting",
        re.compile(r"\b(?:support|assist|help|appu[iy]|souten|soutien|collabor|aid(?:é|er|e\b))", re.IGNORECASE),
    ),
    ("host", re.compile(r"\b(?:co-?)?host|\borgani[sz](?:ed|ing|er)|\bhôte|\borganis(?:é|at)", re.IGNORECASE)),
    ("lead", re.compile(r"\b(?:led|leads?|leading)\b|\bdirig|\bmen(?:é|ée|és|ées)\b|\bresponsable", re.IGNORECASE)),
    (
        "participating",
        re.compile(
            r"\bparticip|\bpartner|\bpartenaire|\bmember|\bmembre|\binvolved|\bjoint|\bprenn?ent\spart", re.IGNORECASE
        ),
    ),
)
_ABOUT = re.compile(
    r"agenc|police|service|partner|organi[sz]ation|partenaire|organisme|\bcorps\b|force|coalition", re.IGNORECASE
)
_HOSTING = re.compile(
    r"\b(?:co-?)?host(?:s|ed|ing)?\b|\btiennent\b|\btient\b|\borganisent?\b|\baccueill", re.IGNORECASE
)
_ISSUING = re.compile(
    r"\b(?:is|are|has|have)?\s*(?:announc(?:es?|ed|ing)|releas(?:es?|ed|ing)|report(?:s|ed|ing)?|launch(?:es|ed|ing)?)\b"
    r"|\b(?:annonce|publie|lance)(?:nt)?\b|\brend(?:ent)?\scompte\b",
    re.IGNORECASE,
)
_SHORT = re.compile(r"\s*\(([^()]{2,12})\)$")


@dataclass(frozen=True, slots=True)
class Entry:
    """One name of a list."""

    written: str
    match: Match


def agencies(pieces: Sequence[Piece], known: Known) -> tuple[tuple[Piece, ...], tuple[Guess[Named], ...]]:
    """The pieces, names in lists linked; and each agency with the role that was guessed."""
    joined = _joined(pieces, known.agencies)
    made: list[Piece] = []
    found: list[Guess[Named]] = []
    for n, piece in enumerate(joined):
        above = _above(joined, n)
        entries = _entries(piece, known.agencies) if isinstance(piece, Listing) else None
        if entries is None or not isinstance(piece, Listing) or not _is_list(entries, above):
            made.append(piece)
            continue
        role, why = _role(above)
        found += [_named(entry, role, why) for entry in entries]
        made.append(_linked(piece, entries))
    return tuple(made), (*_opening(pieces, known.agencies), *found)


def _joined(pieces: Sequence[Piece], register: Register) -> list[Piece]:
    """Lines that each hold the name of an agency and nothing else are a list, too."""
    made: list[Piece] = []
    for named, group in groupby(pieces, lambda p: isinstance(p, Paragraph) and _all_named(p, register)):
        run = list(group)
        lines = [line for p in run if isinstance(p, Paragraph) for line in _lines(p)] if named else []
        if len(lines) > 1:
            made.append(Listing(tuple((line,) for line in lines)))
        else:
            made += run
    return made


def _lines(block: Paragraph) -> list[Paragraph]:
    parts = groupby(block.inlines, lambda i: isinstance(i, Break))
    return [Paragraph(tuple(group)) for broken, group in parts if not broken]


def _all_named(block: Paragraph, register: Register) -> bool:
    return all(_find(words(line), register).name for line in _lines(block))


def _above(pieces: Sequence[Piece], at: int) -> str:
    """The words above a list: the line before it, and the heading before that."""
    before = pieces[at - 1] if at else None
    if isinstance(before, Paragraph | Heading):
        return words(before)
    return ""


def _entries(block: Listing, register: Register) -> tuple[Entry, ...] | None:
    """The entries of a list of names; None for a list of anything longer."""
    made = []
    for item in block.items:
        text = words(item[0]) if len(item) == 1 and isinstance(item[0], Paragraph) else ""
        written = text.strip(" .;,")
        if not written or len(written.split()) > 14:
            return None
        made.append(Entry(written, _find(written, register)))
    return tuple(made)


def _find(written: str, register: Register) -> Match:
    """By the whole name, or by the name without its abbreviation in brackets."""
    match = register.find(written.strip(" .;,"))
    short = _SHORT.search(written)
    if not match.name and short:
        long = register.find(written[: short.start()])
        return long if long.name else match
    return match


def _is_list(entries: Sequence[Entry], above: str) -> bool:
    """Whether a list is one of agencies: most of it is known, or the words above say so and some is."""
    known = sum(bool(entry.match.name) for entry in entries)
    near = sum("did you mean" in entry.match.hint for entry in entries)
    if known * 2 >= len(entries):
        return True
    strange = [entry.written for entry in entries if not entry.match.name]
    names = all(name[:1].isupper() and not re.search(r"\d|[.!?]\s", name) for name in strange)
    return names and bool(_ABOUT.search(above)) and (known + near > 0 or above.rstrip().endswith(":"))


def _role(above: str) -> tuple[Role, str]:
    short = above if len(above) <= 80 else f"{above[:79]}…"
    for role, pattern in _ROLES:
        if pattern.search(above):
            return role, f"the words above the list are “{short}”: is the role right?"
    said = f"the words above the list are “{short}”" if above else "nothing stands above the list"
    return "participating", f"{said}, which names no role: which is it?"


def _named(entry: Entry, role: Role, why: str) -> Guess[Named]:
    match = entry.match
    if match.name:
        return Guess(Named(role, entry.written, match.name, match.path), "guess", why)
    return Guess(Named(role, entry.written, "", hint=match.hint), "unknown", why)


def _linked(block: Listing, entries: Sequence[Entry]) -> Listing:
    """The list, each name that is known with a link to its agency, where it has no link of its own."""
    items = []
    for item, entry in zip(block.items, entries, strict=True):
        inner = item[0]
        assert isinstance(inner, Paragraph)
        plain = all(not isinstance(i, Span) or not i.href for i in inner.inlines)
        spans = tuple(
            replace(i, href=entry.match.path) if isinstance(i, Span) and i.text.strip() else i for i in inner.inlines
        )
        items.append((replace(inner, inlines=spans),) if plain and entry.match.path else item)
    return replace(block, items=tuple(items))


def _opening(pieces: Sequence[Piece], register: Register) -> Iterator[Guess[Named]]:
    """Who hosts or announces, by the first paragraphs: those whom a sentence names before its verb."""
    first = [p for p in pieces if isinstance(p, Paragraph)][:2]
    roles: tuple[tuple[Role, re.Pattern[str]], ...] = (("host", _HOSTING), ("issuer", _ISSUING))
    for role, pattern in roles:
        for block in first:
            sentences = re.split(r"(?<=[a-zà-ÿ)][.!?])\s+(?=[A-ZÀ-Þ“«])", text_of(block.inlines))
            verbs = [(s, v) for s in sentences if (v := pattern.search(s))]
            named = [m for s, v in verbs[:1] for at, m in register.mentions(s) if at < v.start()]
            if named:
                sentence, verb = verbs[0]
                before, behind = sentence[: verb.start()].split()[-4:], sentence[verb.end() :].split()[:3]
                around = " ".join([*before, verb[0].strip(), *behind])
                why = f"the text says “… {around} …”: is the role right?"
                yield from (Guess(Named(role, m.name, m.name, m.path), "guess", why) for m in named)
                break


def named_elsewhere(pieces: Sequence[Piece], register: Register, already: set[str]) -> tuple[str, ...]:
    """Agencies that the text names, outside of quotations, and that have no role yet."""
    texts = [words(p) for p in pieces if not isinstance(p, Quoted) and isinstance(p, Paragraph)]
    found = [m.name for text in texts for _, m in register.mentions(text) if m.name not in already]
    return tuple(dict.fromkeys(found))
