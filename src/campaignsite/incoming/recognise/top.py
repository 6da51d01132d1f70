"""What stands above a release: title, kicker, embargo, date, dateline. In: blocks. Out: these, and the rest.

Nothing disappears: what is no part of the page (“For immediate release”) becomes a remark in the draft.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from campaignsite.incoming.blocks import Block, Break, Gap, Heading, Inlines, NoteRef, Paragraph, Span, text_of, words
from campaignsite.incoming.parts import Dateline, Guess
from campaignsite.incoming.recognise.dates import Dated, dates, is_date_line, time_of

_RELEASED = re.compile(
    r"(?:for\s+)?immediate\s+release|(?:news|press|media)\s+release|media\s+advisory|for\s+release"
    r"|pour\s+(?:diffusion|publication)\s+immédiate|communiqué(?:\s+de\s+presse)?|avis\s+aux\s+médias",
    re.IGNORECASE,
)
_END = re.compile(r"[-–—\s]*30[-–—\s]*|[#*](?:\s*[#*]){2,}|-{3,}|_{3,}|[-–—\s]*(?:ends?|fin)[-–—\s]*", re.IGNORECASE)
_EMBARGO = re.compile(
    r"embargo|not\s+for\s+(?:release|publication|broadcast)|hold\s+(?:for\s+release|until)|ne\s+pas\s+(?:publier|diffuser)",
    re.IGNORECASE,
)
_PROVINCE = (
    r"[A-Z]{2}|Ont\.?|Ontario|Qu[ée]\.?|Qu[ée]bec|Man\.?|Manitoba|Sask\.?|Saskatchewan|Alta\.?|Alberta|B\.C\.|British\sColumbia"
    r"|N\.S\.|Nova\sScotia|N\.B\.|New\sBrunswick|P\.E\.I\.|N\.L\.|Yukon|Nunavut|N\.W\.T\.|Colombie-Britannique"
)
_PLACE = r"[^\W\d_](?:[^\W\d_]|[.’' -]){1,38}?[^\W\d_]\.?"
_DATELINE = re.compile(
    rf"(?P<open>\()?(?P<place>{_PLACE})"
    rf"(?:,\s*(?P<province>{_PROVINCE})(?=[\s),–—-])|\s+\((?P<province2>{_PROVINCE})\))?"
    r"(?(open)\))(?P<date>,\s[^–—]{0,40}?|\s\([^()–—]{4,40}\))?\s*[–—-]{1,2}\s+"
)
_LAST = re.compile(r"[.!?:,;…][”\"’»)]*$")
_TITLE_MOST, _KICKER_MOST = 200, 60
_TOP = 8
"""So many blocks are looked at for what stands above a release."""


@dataclass(slots=True)
class Top:
    """What stands above."""

    title: Guess[str] | None = None
    kicker: Guess[str] | None = None
    dateline: Guess[Dateline] | None = None
    date: Guess[str] | None = None
    embargo: Guess[str] | None = None
    said: list[str] = field(default_factory=list)
    """What stood in the source and stands nowhere on the page."""
    remarks: list[str] = field(default_factory=list)


def top(blocks: Sequence[Block]) -> tuple[Top, tuple[Block, ...]]:
    """Take off what stands above the text, and the signs that end it."""
    found, rest = Top(), list(blocks)
    kept: list[Block] = []
    for n, block in enumerate(rest):
        text = words(block)
        early, late = n < _TOP, n >= len(rest) - 6
        if isinstance(block, Heading | Paragraph) and (
            (early and _above(text, found)) or (late and n and _END.fullmatch(text))
        ):
            found.said.append(text)
        else:
            kept.append(block)
    kept = _titled(kept, found)
    return found, tuple(_dateline(kept, found))


def _above(text: str, found: Top) -> bool:
    """Whether a line above the text is not part of it: its date, an embargo, “For immediate release”."""
    if len(text) <= 200 and _EMBARGO.search(text):
        _embargo(text, found)
        return True
    bare = text.strip(" :.-–—*#|")
    if _RELEASED.fullmatch(bare):
        return True
    dated = is_date_line(_RELEASED.sub("", text))
    if dated and found.date is None:
        found.date = _date(dated, "likely")
        return True
    return False


def _embargo(text: str, found: Top) -> None:
    dated, time = list(dates(text)), time_of(text)
    if len(dated) == 1 and dated[0].whole:
        why = f"the source says “{text}”: look at the day, the hour, and whose clock is meant"
        found.embargo = Guess(f"{dated[0].iso} {time}".strip(), "guess", why)
    else:
        found.remarks.append(
            f"EMBARGO: the source says “{text}”, which names no whole date. Ask, and write “embargo: …”, before you"
            " take “draft: true” out"
        )


def _date(dated: Dated, certainty: str) -> Guess[str]:
    if dated.whole and certainty == "likely":
        return Guess(dated.iso, "likely", f"the source says “{dated.written}”")
    why = f"the source says “{dated.written}”" + ("" if dated.whole else ", and no year: add it only if you know it")
    return Guess(dated.iso, "guess", why)


# --- title and kicker -------------------------------------------------------------------------------------------------


def _titled(blocks: list[Block], found: Top) -> list[Block]:
    """Without title and kicker."""
    main = next((n for n, b in enumerate(blocks[:_TOP]) if isinstance(b, Heading) and b.level == 1), None)
    if main is None:
        main = 0 if blocks and _may_be_title(blocks) else None
    if main is None:
        return blocks
    block = blocks[main]
    title, before, after = words(block), blocks[:main], blocks[main + 1 :]
    real = isinstance(block, Heading)
    found.title = (
        Guess(title) if real else Guess(title, "likely", "this is the first line of the source: is it the title?")
    )
    if len(before) == 1 and _is_kicker(words(before[0])):
        found.kicker = Guess(words(before[0]), "guess", "the line above the title: is it the unit that speaks?")
        return after
    if not before and len(after) > 1 and isinstance(after[0], Paragraph) and _is_kicker(words(after[0])):
        found.kicker = Guess(words(after[0]), "guess", "the line below the title: is it the unit that speaks?")
        return [*_gaps(block), *after[1:]]
    return [*before, *_gaps(block), *after]


def _gaps(block: Block) -> list[Block]:
    """Pictures that stood in a title."""
    inlines = block.inlines if isinstance(block, Heading | Paragraph) else ()
    gaps = tuple(i for i in inlines if isinstance(i, Gap | NoteRef))
    return [Paragraph(gaps)] if gaps else []


def _may_be_title(blocks: Sequence[Block]) -> bool:
    """A line before others that is no sentence, no quotation and no dateline."""
    first, text = blocks[0], words(blocks[0])
    if len(blocks) < 2 or not isinstance(first, Heading | Paragraph) or not text or len(text) > _TITLE_MOST:
        return False
    return not _LAST.search(text) and not text.startswith(("“", "«", '"', "–", "—")) and _dateline_of(text) is None


def _is_kicker(text: str) -> bool:
    return (
        0 < len(text) <= _KICKER_MOST
        and len(text.split()) <= 6
        and not _LAST.search(text)
        and not text.startswith(("“", "«", '"', "–", "—", "-"))
        and "@" not in text
        and not any(c.isdigit() for c in text)
    )


# --- dateline ---------------------------------------------------------------------------------------------------------


def _dateline(blocks: list[Block], found: Top) -> list[Block]:
    """Without the dateline that the first paragraph may begin with."""
    at = next((n for n, b in enumerate(blocks[:4]) if isinstance(b, Paragraph) and _dateline_of(_line(b))), None)
    if at is None:
        return blocks
    block = blocks[at]
    assert isinstance(block, Paragraph)
    match = _dateline_of(_line(block))
    assert match is not None
    written = match[0].strip()
    province = match["province"] or match["province2"] or ""
    why = f"the source says “{written}”, which the page writes in front of the text"
    found.dateline = Guess(Dateline(match["place"].strip(), province, written), "likely", why)
    inside = next(dates(match["date"] or ""), None)
    if inside and found.date is None:
        found.date = _date(inside, "likely")
    blocks[at] = replace(block, inlines=_without(block.inlines, len("".join(match[0].split()))))
    return blocks


def _line(block: Paragraph) -> str:
    """The first line of a paragraph."""
    return text_of(takewhile(lambda i: not isinstance(i, Break), block.inlines))


def _dateline_of(text: str) -> re.Match[str] | None:
    """A place in brackets, in capitals, or with a province or a date, before a dash."""
    match = _DATELINE.match(text)
    if match is None:
        return None
    dated = bool(match["date"] and list(dates(match["date"])))
    if match["date"] and match["date"].strip(" ,()") and not dated:
        return None
    province = match["province"] or match["province2"]
    sure = match["open"] or province or dated or match["place"].isupper()
    return match if sure and len(match["place"].split()) <= 5 else None


def _without(inlines: Inlines, count: int) -> Inlines:
    """Inlines without their first ``count`` characters, blanks not counted."""
    left = list(inlines)
    while left and count:
        first = left[0]
        if isinstance(first, Break):
            left = left[1:]
            continue
        if not isinstance(first, Span):
            break
        at = 0
        while at < len(first.text) and count:
            count -= not first.text[at].isspace()
            at += 1
        rest = first.text[at:].lstrip()
        left = [replace(first, text=rest), *left[1:]] if rest else left[1:]
    if left and isinstance(left[0], Span):
        left[0] = replace(left[0], text=left[0].text.lstrip())
    return tuple(left)
