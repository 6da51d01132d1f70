"""Figures of an operation. In: pieces of a text. Out: ``Figures``, every one of them a guess.

Only sentences outside of quotations count, and only what was counted in an operation: an age, a share in per cent, a
date or a length of time is no figure of ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

from campaignsite.incoming.blocks import Block, Heading, Listing, Paragraph, words
from campaignsite.incoming.parts import Figures, Guess, Measure, Piece
from campaignsite.model.words.slugs import slugify

_ENGLISH = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
# “un” and “une” are articles, too.
_NUMBERS = tuple(
    (word, number)
    for line in (
        _ENGLISH,
        "- deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize",
    )
    for number, word in enumerate(line.split(), 1)
)
_NUMBER = r"(?:\d{1,3}(?:[,\u00a0\u202f ]\d{3})+|\d+)(?![\d.,]*\d|\s?(?:%|per\s?cent|pour\s?cent|p\.\s?100))"
_WORD = "|".join(sorted({word for word, _ in _NUMBERS if word != "-"}, key=len, reverse=True))
_UNITS: tuple[tuple[str, str, str], ...] = (
    (
        "person",
        "persons",
        r"people|persons?|individuals?|suspects?|m[ae]n|wom[ae]n|accused|buyers?|traffickers?|drivers?",
    ),
    ("person", "persons", r"personnes?|individus?|hommes?|femmes?|suspectes?|clients?|trafiquants?|accusée?s?"),
    ("charge", "charges", r"charges?|counts?|accusations?|chefs?\sd[’']accusation"),
    ("offence", "offences", r"offen[cs]es?|infractions?"),
    ("victim", "victims", r"victims?|survivors?|victimes?|survivante?s?"),
    ("arrest", "arrests", r"arrests?|arrestations?"),
    ("warrant", "warrants", r"warrants?|mandats?"),
    ("vehicle", "vehicles", r"vehicles?|véhicules?"),
    ("firearm", "firearms", r"firearms?|armes?\sà\sfeu"),
    ("investigation", "investigations", r"investigations?|enquêtes?"),
)
_NOUN = "|".join(f"(?P<u{n}>{pattern})" for n, (_, _, pattern) in enumerate(_UNITS))
_FIGURE = re.compile(
    rf"(?<![\w$€.,-])(?P<number>{_NUMBER}|(?i:{_WORD})\b)\s+"
    rf"(?P<noun>(?:(?!and\b|et\b|of\b|under\b|over\b)[A-Za-zÀ-ÿ’'-]+\s+){{0,4}}?(?:{_NOUN}))(?![\w-])",
)
_LISTED = re.compile(rf"(?P<number>{_NUMBER})\s+(?P<what>[^\W\d_].{{1,120}})")
_ASCII = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_RESULT = re.compile(
    r"\b(?:arrest|charg|laid|identif|seiz|locat|accus|inculp|arrêt|port[ée]|libér|saisi|recover|execut|exécut|resulted|résult|led\sto)",
    re.IGNORECASE,
)
_VERBS = (
    ("charged", re.compile(r"\bcharged\b|\baccus|\binculp", re.IGNORECASE)),
    ("arrested", re.compile(r"\barrest|\barrêt", re.IGNORECASE)),
    ("identified", re.compile(r"\bidentif", re.IGNORECASE)),
    ("seized", re.compile(r"\bseiz|\bsaisi", re.IGNORECASE)),
    ("laid", re.compile(r"\blaid\b|\bport[ée]", re.IGNORECASE)),
    ("executed", re.compile(r"\bexecut|\bexécut", re.IGNORECASE)),
    ("recovered", re.compile(r"\brecover|\brécup", re.IGNORECASE)),
    ("located", re.compile(r"\blocated\b|\bretrouv|\blocalis", re.IGNORECASE)),
)
_ONLY = MappingProxyType(
    {
        "arrested": frozenset(("person",)),
        "charged": frozenset(("person", "offence")),
        "laid": frozenset(("charge", "offence")),
        "executed": frozenset(("warrant",)),
        "seized": frozenset(("vehicle", "firearm")),
    }
)
"""What may be done with what: nobody arrests a vehicle."""
_AND = re.compile(r"[,;:.()]|\s[–—]\s|\b(?:and|et|while|then|puis)\b", re.IGNORECASE)
_SAME = re.compile(r"[\s,]*(?:(?:and|et|with|as\swell\sas|plus|ainsi\sque)\s+)?(?:a\stotal\sof\s+)?", re.IGNORECASE)
"""Between two numbers of one verb: “seized 3 vehicles and two firearms”."""
_OF = re.compile(r"\b(?:with|for|of|in|de|pour|contre)\b", re.IGNORECASE)
_HEADING = re.compile(
    r"results?|résultats?|by the numbers|en chiffres|charges|accusations|statistics|statistiques", re.IGNORECASE
)
_SENTENCE = re.compile(r"(?<=[a-zà-ÿ0-9)%][.!?])\s+(?=[A-ZÀ-Þ“«0-9])")
_TAIL = re.compile(
    r"[\s,;:.]+$|\s+(?:with|a|an|and|the|of|on|for|combined|total|resulting|in|facing|et|de|un|une|des|pour|avec|au|to)$",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    rf"\b(?P<label>(?:past|last|previous)\s+(?P<n>\d+|{_WORD})[\s-]+(?P<u>months?|years?))\b"
    rf"|\b(?P<fr>(?P<nf>\d+|{_WORD})\s+derni(?:er|ère)s\s+(?P<uf>mois|années|ans))\b"
    r"|\b(?P<span>(?:from|between|du|entre\sle)\s+[^.;“”]{3,40}?\b(?:to|and|until|au|et\sle)\s+[^.;“”]{3,30}?(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_OPERATION = re.compile(r"\b(?:Operation|Project|Opération|Projet)\s+[A-ZÀ-Þ][\w’-]+(?:\s[A-ZÀ-Þ][\w’-]+)?")
_QUOTED = re.compile(r"[“«\"]")


@dataclass(frozen=True, slots=True)
class _Place:
    text: str
    listed: bool


def figures(pieces: Sequence[Piece]) -> Guess[Figures] | None:
    """The figures of a text; None where there are none."""
    texts = [*_texts(pieces)]
    measures: dict[str, Measure] = {}
    first = ""
    for place in texts:
        if not place.listed and (not _RESULT.search(place.text) or _QUOTED.search(place.text)):
            continue
        for measure in [*_measures(place.text)] or [*_entry(place)]:
            if any((m.value, m.unit) == (measure.value, measure.unit) for m in measures.values()):
                continue  # said twice, in a sentence and in a list
            first = first or place.text
            name, number = measure.id, 2
            while name in measures:
                name, number = f"{measure.id}-{number}", number + 1
            measures[name] = Measure(name, measure.value, measure.unit, measure.definition)
    if not measures:
        return None
    whole = " ".join(place.text for place in texts)
    label, months = _period(whole)
    operation = _OPERATION.search(whole)
    why = "look at each figure: what exactly was counted, in which unit, over which time"
    return Guess(
        Figures(tuple(measures.values()), first, label, months, operation[0] if operation else ""), "guess", why
    )


def _texts(pieces: Sequence[Piece]) -> Iterator[_Place]:
    """Sentences of paragraphs, and entries of lists below a heading that announces results."""
    for before, piece in pairwise([None, *pieces]):
        if isinstance(piece, Paragraph) and not piece.quoted:
            yield from (_Place(s, listed=False) for s in _SENTENCE.split(words(piece)) if s)
        elif isinstance(piece, Listing):
            announced = isinstance(before, Heading | Paragraph) and bool(_HEADING.search(words(before)))
            for item in piece.items:
                yield from (_Place(words(inner), listed=announced) for inner in item if _plain(inner))


def _plain(block: Block) -> bool:
    return isinstance(block, Paragraph)


def _measures(text: str) -> Iterator[Measure]:
    found = list(_FIGURE.finditer(text))
    before = ""
    for n, match in enumerate(found):
        unit, plural, _ = _UNITS[next(i for i in range(len(_UNITS)) if match[f"u{i}"])]
        end = found[n + 1].start() if n + 1 < len(found) else len(text)
        behind = re.split(r"[,;:.()]|\s[–—]\s", text[match.end() : end], maxsplit=1)[0]
        if n + 1 < len(found):  # what begins with “and seized” belongs to the next number
            head, tail = _halves(behind)
            behind = head if _verb(tail, "") and not _OF.search(tail) else behind
        between = text[found[n - 1].end() if n else 0 : match.start()]
        if not (n and before and _SAME.fullmatch(between)):
            before = _halves(between)[1]
        own = _verb(behind, unit)
        verb = own or _verb(before, unit)
        done = "" if own else _done(before, verb)
        definition = match["noun"] + done + (behind if n + 1 == len(found) or behind.strip() else "")
        while (shorter := _TAIL.sub("", definition)) != definition:
            definition = shorter
        yield Measure(slugify(f"{plural} {verb}"), _value(match["number"]), unit, definition)


def _halves(text: str) -> tuple[str, str]:
    """What stands before and behind the last “and” or comma between two numbers; or all of it, twice."""
    last = next(reversed([*_AND.finditer(text)]), None)
    return (text[: last.start()], text[last.end() :]) if last else (text, text)


def _verb(text: str, unit: str) -> str:
    """The last verb of a text that goes with a unit; with any, where none is given."""
    found = [(at.start(), verb) for verb, pattern in _VERBS for at in pattern.finditer(text)]
    verb = max(found)[1] if found else ""
    if (verb, unit) == ("laid", "person"):  # charges were laid against them
        return "charged"
    return verb if not unit or verb not in _ONLY or unit in _ONLY[verb] else ""


def _done(before: str, verb: str) -> str:
    """What was done, as words behind a noun; in English, where both forms of a verb are alike."""
    said = re.search(r"(?<!was )(?<!were )(?<!been )\b(?:\w+ed|laid)\s+$", before)
    return f" {said[0].strip()}" if said and verb and _verb(said[0], "") == verb else ""


def _entry(place: _Place) -> Iterator[Measure]:
    """An entry of a list of results that begins with a number, whatever was counted."""
    found = _LISTED.match(place.text) if place.listed else None
    words_ = found["what"].strip(" .;,") if found else ""
    unit = slugify(words_.split()[0]) if words_ else ""
    name = slugify(" ".join(words_.split()[:3]))
    if found and _ASCII.fullmatch(unit) and _ASCII.fullmatch(name):
        yield Measure(name, _value(found["number"]), unit, words_)


def _value(text: str) -> int:
    digits = re.sub(r"\D", "", text)
    return int(digits) if digits else dict(_NUMBERS)[text.lower()]


def _period(text: str) -> tuple[str, int]:
    """The time that figures cover, in the words of the text, and its length in months where it says one."""
    found = _PERIOD.search(text)
    if not found:
        return "", 0
    label = found["label"] or found["fr"] or found["span"]
    count, unit = found["n"] or found["nf"] or "", found["u"] or found["uf"] or ""
    months = _value(count) * (12 if unit.startswith(("year", "an")) else 1) if count else 0
    return label[:1].upper() + label[1:], months if 1 <= months <= 1200 else 0
