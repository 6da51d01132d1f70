"""Standing texts that the site has already. In: blocks. Out: the blocks without them, and how they are called.

What the source says otherwise than the site's text is kept, sentence by sentence, in a mark: nothing of it is lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from campaignsite.incoming.blocks import Block, Heading, Listing, Paragraph, words
from campaignsite.incoming.known import Known, Standing, alike
from campaignsite.incoming.parts import Guess, Mark, Piece
from campaignsite.model.words.slugs import fold

_NEAR = 0.9
"""How much of two texts has to be the same, word for word."""
_ABOUT = re.compile(r"(?:About|À propos)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?])[”\"’»)]*\s+(?=[A-ZÀ-Þ“«])")
_UNKNOWN = (
    "this looks like a standing text, whose agencies and figures are not those of the release: if it comes again, give"
    " it a file in content/boilerplates/"
)
_LONGEST = 3000
"""Words of the longest text that is compared."""


@dataclass(frozen=True, slots=True)
class _Found:
    standing: Standing
    first: int
    last: int
    """Behind the last block."""
    ratio: float


def standing(blocks: Sequence[Block], known: Known) -> tuple[tuple[Piece, ...], tuple[Guess[str], ...]]:
    """Take standing texts out, and mark what looks like one that the site does not have."""
    folded = [fold(words(block)).split() for block in blocks]
    made: list[Piece] = []
    found: list[Guess[str]] = []
    at = 0
    while at < len(blocks):
        block = blocks[at]
        match = _match(folded, at, known)
        if match:
            made, heading = _without_heading(made, match.standing)
            made += _marks(blocks[at : match.last], heading, match)
            found.append(_reference(match, blocks[at : match.last]))
            at = match.last
            continue
        if isinstance(block, Heading) and _ABOUT.match(words(block)) and not _match(folded, at + 1, known):
            made.append(Mark(_UNKNOWN))
        made.append(block)
        at += 1
    return tuple(made), tuple(found)


def is_about(block: object) -> bool:
    """Whether a heading begins a standing text: “About …”."""
    return isinstance(block, Heading) and bool(_ABOUT.match(words(block)))


def _match(folded: Sequence[Sequence[str]], at: int, known: Known) -> _Found | None:
    """The standing text that begins with this block, and fits from no later one better."""
    found = [match for text in known.standing if (match := _fit(folded, at, text))]
    best = max(found, key=lambda match: match.ratio, default=None)
    if best is None:
        return None
    later = (_fit(folded, n, best.standing) for n in range(at + 1, best.last))
    return None if any(match and match.ratio > best.ratio for match in later) else best


def _fit(folded: Sequence[Sequence[str]], at: int, text: Standing) -> _Found | None:
    """As many blocks from here on as come nearest to a standing text."""
    wanted = fold(text.text).split()
    if at >= len(folded) or not folded[at] or not 8 <= len(wanted) <= _LONGEST:
        return None
    best: _Found | None = None
    here: list[str] = []
    for n in range(at, len(folded)):
        here += folded[n]
        if len(here) > len(wanted) * 1.12:
            break
        if len(here) >= len(wanted) * 0.88:
            ratio = _ratio(here, wanted)
            if ratio >= _NEAR and (best is None or ratio > best.ratio):
                best = _Found(text, at, n + 1, ratio)
    return best


def _ratio(one: Sequence[str], other: Sequence[str]) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= _NEAR else 0.0


def _without_heading(made: list[Piece], text: Standing) -> tuple[list[Piece], str]:
    """The pieces before it without its heading, and how that was written."""
    last = made[-1] if made else None
    if isinstance(last, Heading | Paragraph) and (alike(words(last), text.title) or is_about(last)):
        return made[:-1], words(last)
    return made, ""


def _marks(blocks: Sequence[Block], heading: str, match: _Found) -> list[Piece]:
    """What the source says otherwise."""
    theirs = _flat(match.standing.text)
    other = [s for block in blocks for s in _sentences(block) if _flat(s) not in theirs]
    if heading and _flat(heading) != _flat(match.standing.title):
        other.insert(0, heading)
    if not other:
        return []
    said = " ".join(f"“{sentence}”" for sentence in other)
    return [Mark(f"{match.standing.path} is shown here, and the source words it otherwise: {said}")]


def _sentences(block: Block) -> list[str]:
    if isinstance(block, Listing):
        return [words(inner) for item in block.items for inner in item]
    return [s for s in _SENTENCE.split(words(block)) if s]


def _flat(text: str) -> str:
    return " ".join(text.split())


def _reference(match: _Found, blocks: Sequence[Block]) -> Guess[str]:
    text = " ".join(_flat(words(block)) for block in blocks)
    if text == _flat(match.standing.text):
        return Guess(match.standing.reference)
    why = f"{match.ratio:.0%} of it is word for word {match.standing.path}: is it this text?"
    return Guess(match.standing.reference, "likely", why)
