"""QR codes for posters. In: a page of the table. Out: one line more, for the picture that leads to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from campaignsite.model.page.hosts import QrView
from campaignsite.model.page.pages import Page
from campaignsite.plan.frames import CODE, Frame, Frames
from campaignsite.plan.planned import Planned

QUIET = 4
"""Modules of white on each side (ISO/IEC 18004, 9.1)."""


def qr_code(frames: Frames, page: Planned) -> Planned:
    """The line for the code of a page."""
    frame = Frame("qr", page.url + CODE, CODE, f"the QR code of {page.origin}", layout=CODE)

    def make() -> Page:
        return frames.page(frame, qr_view(frames.urls.origin + frames.urls.href(page.url)), noindex=True)

    return frames.planned(("qr", *page.identity), frame, make)


def qr_view(address: str) -> QrView:
    """The code of an address. Level M and better: a poster is torn, rained on, and seen at an angle."""
    import segno  # here: few pages have a code, and none is drawn when nothing changed

    matrix = segno.make_qr(address, error="m").matrix
    return QrView(address, len(matrix) + 2 * QUIET, "".join(_modules(matrix)))


def _modules(matrix: Sequence[Sequence[int]]) -> Iterator[str]:
    """Each run of dark modules as a rectangle."""
    for y, row in enumerate(matrix, QUIET):
        at = QUIET
        for dark, run in groupby(row):
            length = len(list(run))
            if dark:
                yield f"M{at} {y}h{length}v1h-{length}z"
            at += length
