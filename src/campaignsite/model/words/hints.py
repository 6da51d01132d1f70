"""Guessing what an editor meant. In: a word and the words that exist. Out: the nearest ones."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import takewhile

NEAR = 0.75
"""Words that are as alike as this are taken for each other; those that are less so, only when it may be a slip."""
MOST, SHOWN = 10, 8
"""So many names are listed; of more, so many, and how many there are beside them."""


def closest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """The most similar of the known words, whatever its case; ``""`` when none is similar."""
    by_fold, wanted = {k.casefold(): k for k in sorted(known)}, word.casefold()
    found = difflib.get_close_matches(wanted, by_fold, n=3, cutoff=cutoff)
    return next((by_fold[one] for one in found if _alike(one, wanted)), "")


def _alike(one: str, word: str) -> bool:
    """Whether one may have been meant by the other: “venue” and “event” have three letters in common, and no sense."""
    if difflib.SequenceMatcher(None, one, word).ratio() >= NEAR:
        return True
    short, long = sorted((one, word), key=len)
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, word, strict=False)))
    piece = len(short) > 2 and (short in re.split(r"[\W_]+", long) or same == len(short) >= len(long) / 2)
    return piece or same > len(long) / 2 or _slips(one, word) <= max(1, len(long) // 3)


def same_name(one: str, other: str) -> bool:
    """Whether two names of several words may be one, with slips: what they do not share decides, not what all have.

    “Halton Police Service” is not “Durham Police Service”, however much of them is the same.
    """
    rest = (_without(one.split(), other.split()), _without(other.split(), one.split()))
    few, more = sorted(rest, key=len)
    words = [word for word in few if len(word) > 2]  # a number or an initial may stand for a word
    return all(any(_slips(word, there) <= max(1, max(len(word), len(there)) // 3) for there in more) for word in words)


def _without(words: Sequence[str], others: Sequence[str]) -> list[str]:
    """The words that the others lack, each as often as it does."""
    left = Counter(words) - Counter(others)
    return [word for word in words if left[word] > 0]


def _slips(one: str, word: str) -> int:
    """How many letters are too many, missing, wrong, or changed places with their neighbours."""
    rows = [list(range(len(word) + 1))]
    for n, letter in enumerate(one, 1):
        row = [n]
        for m, other in enumerate(word, 1):
            least = min(rows[-1][m] + 1, row[-1] + 1, rows[-1][m - 1] + (letter != other))
            if n > 1 and m > 1 and (letter, other) == (word[m - 2], one[n - 2]):
                least = min(least, rows[-2][m - 2] + 1)
            row.append(least)
        rows.append(row)
    return rows[-1][-1]


def few(known: Iterable[str], between: str = ", ") -> str:
    """The names, when they are few; of many the first ones, and how many more there are."""
    names = list(known)
    if len(names) <= MOST:
        return between.join(names)
    return f"{between.join(names[:SHOWN])} … and {len(names) - SHOWN} more"


def nearest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """The same as a hint: “did you mean …?”."""
    found = closest(word, known, cutoff)
    return f"did you mean “{found}”?" if found else ""


def one_of(known: Iterable[str]) -> str:
    """What may be written, where there is no one thing that is near: “write one of …”."""
    return f"write one of {few(known)}"


def either(word: str, known: Sequence[str]) -> str:
    """The nearest one, and all that may be written, where they are few."""
    return f"{nearest(word, known)} {one_of(known)}".strip()


def anchor_hint(anchor: str, known: Iterable[str]) -> str:
    """What to write instead of an anchor that is not on a page, from those that are."""
    names = sorted(known)
    near = closest(anchor, names, 0.5)
    if near:
        return f"did you mean #{near}?"
    return one_of(f"#{name}" for name in names) if names else "link to the page without what stands behind #"


def new_command(kind: str, name: str) -> str:
    """The command that begins a file; a name in which a shell might see something of its own is left out."""
    said = name if re.fullmatch(r"[^\W_](?:[\w .,’()/&–—-]){0,79}", name) else "…"
    return f'campaignsite new {kind} "{said}"'
