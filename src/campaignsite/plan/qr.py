"""QR codes for posters. In: a page of the table. Out: one line more, for the picture that leads to it."""

from __future__ import annotations

from campaignsite.model.page.hosts import QrView
from campaignsite.model.page.pages import Page
from campaignsite.plan.frames import CODE, Frame, Frames
from campaignsite.plan.planned import Planned


def qr_page(frames: Frames, page: Planned) -> Planned:
    """The line for the code of a page."""
    frame = Frame("qr", page.url + CODE, CODE, f"the QR code of {page.origin}", layout=CODE, hidden=True)

    def make() -> Page:
        return frames.page(frame, QrView(frames.urls.origin + frames.urls.href(page.url)))

    return frames.planned(("qr", *page.identity), frame, make)
