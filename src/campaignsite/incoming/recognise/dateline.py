"""The dateline that a release begins with: “(ORILLIA, ON) –”. In: blocks. Out: these without it, and what it says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from campaignsite.incoming.blocks import Block, Break, Inlines, Paragraph, Span, text_of
from campaignsite.incoming.parts import Dateline, Guess
from campaignsite.incoming.recognise.dates import WEEKDAY, Dated, dates

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


def dateline(blocks: Sequence[Block]) -> tuple[list[Block], Guess[Dateline] | None, Dated | None]:
    """Take off the dateline of the first paragraphs; with it may stand a date."""
    made = list(blocks)
    at = next((n for n, b in enumerate(made[:4]) if isinstance(b, Paragraph) and dateline_of(_line(b))), None)
    if at is None:
        return made, None, None
    block = made[at]
    assert isinstance(block, Paragraph)
    match = dateline_of(_line(block))
    assert match is not None
    written = match[0].strip()
    province = match["province"] or match["province2"] or ""
    made[at] = replace(block, inlines=_without(block.inlines, len("".join(match[0].split()))))
    why = f"the source says “{written}”, which the page writes in front of the text"
    found = Guess(Dateline(match["place"].strip(), province, written), "likely", why)
    return made, found, next(dates(match["date"] or ""), None)


def _line(block: Paragraph) -> str:
    """The first line of a paragraph."""
    return text_of(takewhile(lambda i: not isinstance(i, Break), block.inlines))


def dateline_of(text: str) -> re.Match[str] | None:
    """A place in brackets, in capitals, or with a province or a date, before a dash."""
    match = _DATELINE.match(text)
    if match is None or WEEKDAY.fullmatch(match["place"].strip()) or any(True for _ in dates(match["place"])):
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
