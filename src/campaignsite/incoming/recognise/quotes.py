"""Quotations with their speakers. In: blocks. Out: the same blocks, those of a quotation together, with who speaks.

A speaker is only somebody whom the text names. Where it names nobody, the words stay as they are, with a mark.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from campaignsite.incoming.blocks import Block, Heading, Listing, Paragraph, Span, text_of, words
from campaignsite.incoming.known import Known, Register
from campaignsite.incoming.parts import Guess, Mark, Person, Piece, Quoted
from campaignsite.incoming.recognise.people import people, person

_OPEN = ("“", "«", '"', "„")
_SAID = (
    r"(?:said|says|stated|states|added|adds|noted|notes|explained|explains|told\s\w+|commented|remarked|continued"
    r"|concluded|according\sto"
    r"|(?:a|ont)\s(?:déclaré|dit|affirmé|ajouté|souligné|expliqué|indiqué|mentionné|conclu|précisé)"
    r"|déclare|affirme|ajoute|souligne|explique|indique|précise|selon)"
)
_NEXT = (
    r"(?:[^.;:“”«»]|(?<=\b[A-ZÀ-Þ])\.|(?<=\bDr)\.|(?<=\bM[rs])\.|(?<=\b(?:Sgt|Det|Cst|Mrs))\.|(?<=\b(?:Insp|Supt))\.)"
)
"""Any character that does not end a sentence: neither does the full stop behind an initial or a rank."""
_AFTER = re.compile(rf"(?i:\b{_SAID})\s+(?P<who>{_NEXT}{{2,160}})")
_BEFORE = re.compile(rf"(?P<who>{_NEXT}{{2,160}}?)\s+(?i:{_SAID})\b")
_PRONOUN = re.compile(r"\b(?:he|she|they|il|elle|on|iel)\b|\b[at]-(?:t-)?(?:il|elle)\b", re.IGNORECASE)
_DASHED = re.compile(r"[–—-]{1,2}\s*(?P<who>\S.{2,160})")
_LONG = 40
"""Characters between quotation marks from which a paragraph is somebody's words and not an expression."""


def quotes(blocks: Sequence[Block], known: Known) -> tuple[Piece, ...]:
    """Find every quotation."""
    made: list[Piece] = []
    at = 0
    while at < len(blocks):
        count, why = _extent(blocks, at)
        if not count:
            made.append(blocks[at])
            at += 1
            continue
        group = list(blocks[at : at + count])
        signed = _signature(blocks, at + count)
        if signed:
            group.append(signed)
        who = _speaker(group, signed, blocks[:at], known)
        at += count + bool(signed)
        if who is None:
            made += [
                Mark("whose words are these? The text does not say; if you know, put them between ::: lines"),
                *group,
            ]
            continue
        made.append(Quoted(tuple(group), replace(who, why="; ".join(filter(None, (who.why, why))))))
    return tuple(made)


def _extent(blocks: Sequence[Block], at: int) -> tuple[int, str]:
    """How many blocks belong to the quotation that begins here, and what is odd about it; 0 where none begins."""
    block = blocks[at]
    if not isinstance(block, Paragraph):
        return 0, ""
    text = words(block)
    if block.quoted:
        count = next((n for n, b in enumerate(blocks[at:]) if not (isinstance(b, Paragraph) and b.quoted)), 0)
        return count or len(blocks) - at, ""
    if not text.startswith(_OPEN):
        inside = sum(len(part) for part in _quoted(text))
        told = inside >= _LONG and inside * 2 >= len(text) and _AFTER.search(_outside(text) + ".")
        return (
            (1, "")
            if told or (inside >= _LONG and inside * 2 >= len(text) and _BEFORE.search(_outside(text)))
            else (0, "")
        )
    if sum(len(part) for part in _quoted(text)) < _LONG and _is_open(text) is False and len(text) > 3 * _LONG:
        return 0, ""  # a sentence that begins with an expression between marks
    count = 1
    while _is_open(words(blocks[at + count - 1])):
        following = blocks[at + count] if at + count < len(blocks) else None
        if not isinstance(following, Paragraph) or not words(following).startswith(_OPEN):
            return count, "the quotation mark is not closed: where do the words end?"
        count += 1
    return count, ""


def _is_open(text: str) -> bool:
    """Whether a quotation goes on behind a paragraph: each of its paragraphs opens it, and the last one closes it."""
    if '"' in text and not any(mark in text for mark in "“”«»"):
        return text.count('"') % 2 == 1
    last_open = max(text.rfind("“"), text.rfind("«"))
    return last_open > max(text.rfind("”"), text.rfind("»"))


def _quoted(text: str) -> list[str]:
    return re.findall(r"“[^“”]*(?:”|$)|«[^«»]*(?:»|$)|\"[^\"]*(?:\"|$)", text)


def _outside(text: str) -> str:
    """The words around those between quotation marks."""
    return re.sub(r"“[^“”]*(?:”|$)|«[^«»]*(?:»|$)|\"[^\"]*(?:\"|$)", " “” ", text)


def _signature(blocks: Sequence[Block], at: int) -> Paragraph | None:
    """The line with a dash and a name behind a quotation."""
    block = blocks[at] if at < len(blocks) else None
    if isinstance(block, Listing) and block.start is None and len(block.items) == 1 and len(block.items[0]) == 1:
        inner = block.items[0][0]
        if isinstance(inner, Paragraph) and re.match(r"[A-ZÀ-Þ]", words(inner)):
            return Paragraph((Span("– "), *inner.inlines))
    if isinstance(block, Paragraph) and _DASHED.fullmatch(words(block)) and len(words(block)) <= 160:
        return block
    return None


def _speaker(
    group: Sequence[Block], signed: Paragraph | None, before: Sequence[Block], known: Known
) -> Guess[Person] | None:
    agencies = known.agencies
    if signed or (len(group) > 1 and isinstance(group[-1], Paragraph)):
        text = text_of(signed.inlines) if signed else words(group[-1])
        dashed = _DASHED.fullmatch(text)
        found = person(dashed["who"], agencies) if dashed else None
        if found:
            return _guess(found[0], certain=found[1])
    outside = " ".join(_outside(words(block)) for block in group)
    for pattern in (_AFTER, _BEFORE):
        for match in pattern.finditer(outside):
            words_ = match["who"].strip(" ,")
            if _PRONOUN.match(words_):
                continue
            found = person(words_, agencies) or _tail(words_, agencies)
            if found:
                return _guess(*_full(found[0], before, known))
            named = _surname(words_, before, known)
            if named:
                return Guess(named, "likely", f"the text says “{_short(words_)}”: is that {named.name}?")
    if _PRONOUN.search(outside) and (last_named := _last_named(before, known)):
        why = f"the text says “{_short(outside.replace('“”', '').strip(' ,.'))}”: is that {last_named.name}?"
        return Guess(last_named, "guess", why)
    return None


def _tail(text: str, agencies: Register) -> tuple[Person, bool] | None:
    """Somebody at the end of what stands before “said”."""
    found = list(people(text, agencies))
    return (found[-1][1], False) if found else None


def _guess(who: Person, certain: bool) -> Guess[Person]:
    about = f"the speaker is “{who.name}”" + (f", {who.title}" if who.title else "")
    about += f", of {who.agency}" if who.agency else ""
    return Guess(who, "likely" if certain else "guess", f"{about}: look at name, title and agency")


def _full(who: Person, before: Sequence[Block], known: Known) -> tuple[Person, bool]:
    """With the title and agency that the text gave the first time."""
    if who.title:
        return who, True
    earlier = next((p for p in _named(before, known) if p.name == who.name), who)
    return earlier, earlier is not who


def _surname(text: str, before: Sequence[Block], known: Known) -> Person | None:
    """Whom a surname means, of those whom the text has named."""
    last = text.rpartition(" ")[2].strip(" ,.’'")
    if not last[:1].isupper():
        return None
    return next((p for p in _named(before, known) if p.name.split()[-1] == last), None)


def _last_named(before: Sequence[Block], known: Known) -> Person | None:
    """The person named last, in the three paragraphs above."""
    return next(iter(_named(before[-3:], known)), None)


def _named(before: Sequence[Block], known: Known) -> list[Person]:
    """Everybody whom the text has named, the last one first."""
    texts = [words(block) for block in before if not isinstance(block, Heading)]
    return [p for text in reversed(texts) for _, p in reversed(list(people(text, known.agencies)))]


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else f"{flat[:59]}…"
