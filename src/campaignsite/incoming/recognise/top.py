"""What stands above a release: title, kicker, embargo, date, dateline. In: blocks. Out: these, and the rest.

Nothing disappears: what is no part of the page (“For immediate release”) becomes a remark in the draft.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from campaignsite.incoming.blocks import Block, Heading, Paragraph, words
from campaignsite.incoming.ends import is_end
from campaignsite.incoming.known import Register
from campaignsite.incoming.parts import Dateline, Guess
from campaignsite.incoming.recognise.dateline import dateline
from campaignsite.incoming.recognise.dates import Dated, dates, is_date_line, time_of
from campaignsite.incoming.recognise.titles import titled

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
_GREETING = re.compile(
    r"(?:hi|hello|dear|good\s(?:morning|afternoon|evening|day)|greetings|bonjour|bonsoir|salut|ch[eè]re?s?|madame|monsieur"
    r"|mesdames)\b(?![^.!?]*[.?:]).{0,60}",
    re.IGNORECASE,
)
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


def top(blocks: Sequence[Block], agencies: Register, *, letter: bool = False) -> tuple[Top, tuple[Block, ...]]:
    """Take off what stands above the text, and the signs that end it; of a letter its greeting, too."""
    found, rest = Top(), list(blocks)
    kept: list[Block] = []
    for n, block in enumerate(rest):
        text = words(block)
        early, late = n < _TOP, n >= len(rest) - 6
        if (
            isinstance(block, Heading | Paragraph)
            and ((early and _above(text, found)) or (n and (is_end(text) or (late and _END.fullmatch(text)))))
        ) or (letter and not any(map(words, kept)) and _GREETING.fullmatch(text)):
            found.said.append(text)
        else:
            kept.append(block)
    found.title, found.kicker, kept = titled(kept, agencies)
    line, found.dateline, day = dateline(kept)
    if day and found.date is None:
        found.date = _date(day, "likely")
    return found, tuple(line)


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
