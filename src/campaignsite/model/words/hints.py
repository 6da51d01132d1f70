"""Guessing what an editor meant. In: a word and the words that exist. Out: the nearest ones."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence


def closest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """The most similar of the known words, whatever its case; ``""`` when none is similar."""
    by_fold = {k.casefold(): k for k in sorted(known)}
    found = difflib.get_close_matches(word.casefold(), by_fold, n=1, cutoff=cutoff)
    return by_fold[found[0]] if found else ""


def nearest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """The same as a hint: “did you mean …?”."""
    found = closest(word, known, cutoff)
    return f"did you mean “{found}”?" if found else ""


def one_of(known: Iterable[str]) -> str:
    """What may be written, where there is no one thing that is near: “write one of …”."""
    return f"write one of {', '.join(known)}"


def either(word: str, known: Sequence[str]) -> str:
    """The nearest one, and all that may be written, where they are few."""
    return f"{nearest(word, known)} {one_of(known)}".strip()


def anchor_hint(anchor: str, known: Iterable[str]) -> str:
    """What to write instead of an anchor that is not on a page, from those that are."""
    names = sorted(known)
    near = closest(anchor, names, 0.5)
    if near:
        return f"did you mean #{near}?"
    return one_of([f"#{name}" for name in names[:8]]) if names else "link to the page without what stands behind #"


def new_command(kind: str, name: str) -> str:
    """The command that begins a file; a name in which a shell might see something of its own is left out."""
    said = name if re.fullmatch(r"[^\W_](?:[\w .,’()/&–—-]){0,79}", name) else "…"
    return f'campaignsite new {kind} "{said}"'
