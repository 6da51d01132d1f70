"""Long lists in pages whose contents never move.

Numbered pages are filled from the oldest entry; the front page holds the newest ones, between one page full and two.
A new entry changes only the front page, until a full page splits off from it; links into the archive stay true.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from campaignsite.model.page.pages import Pager
from campaignsite.model.page.pieces import Link
from campaignsite.plan.views.inlang import InLanguage

T = TypeVar("T")


def slices(entries: Sequence[T], size: int) -> tuple[tuple[int | None, Sequence[T]], ...]:
    """Entries, newest first, as (number, entries): the front page, whose number is None, then N … 1."""
    count = max(0, len(entries) // size - 1)
    archive = len(entries) - count * size
    pages = [(count - n, entries[archive + n * size : archive + (n + 1) * size]) for n in range(count)]
    return ((None, entries[:archive]), *pages)


def page_path(front: str, number: int | None) -> str:
    """The path of one page of the list at ``front``."""
    return front if number is None else f"{front}page/{number}/"


def pager(view: InLanguage, front: str, number: int | None, count: int) -> Pager | None:
    """The way between the pages of a list; None for a list on one page."""
    if count == 0:
        return None

    def link(to: int | None) -> Link:
        text = view.text("pager.newest") if to is None else view.text("pager.page", n=to)
        return Link(text, view.urls.href(page_path(front, to)), current=to == number)

    newer = None if number is None else link(number + 1 if number < count else None)
    below = count if number is None else number - 1
    return Pager(
        number=number,
        count=count,
        newest=link(None),
        newer=newer,
        older=link(below) if below else None,
        pages=tuple(link(n) for n in range(count, 0, -1)),
    )
