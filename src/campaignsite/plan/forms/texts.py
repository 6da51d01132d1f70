"""Announcements as plain text, for newsrooms: to paste, to mail, to archive. In: the page. Out: ``index.txt``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from campaignsite.model.front.kinds import Announcement
from campaignsite.model.page.pages import Page
from campaignsite.model.page.pieces import FormView
from campaignsite.model.page.subjects import TextView
from campaignsite.model.site import Related
from campaignsite.plan.forms.form import Form
from campaignsite.plan.frames import Frame, Frames
from campaignsite.plan.planned import Planned
from campaignsite.plan.views.items import item_view

TEXT = "index.txt"


def texts(frames: Frames, page: Planned, items: Sequence[Related]) -> Iterator[Form]:  # noqa: ARG001 - of every maker
    """The text of an announcement's page."""
    view = frames.view
    related = view.site.documents.get(page.origin) if page.identity[0] == "document" else None
    if related is None or not isinstance(related.document.meta, Announcement):
        return
    if not frames.sites.settings.config.outputs.texts:
        return
    path = page.url + TEXT
    frame = Frame("text", path, TEXT, f"the text of {page.origin}", related=related, layout="text.html")

    def make() -> Page:
        link = view.item(related.document.path)
        return frames.page(frame, TextView(item_view(view, related), link), noindex=True)

    planned = frames.planned(("text", *page.identity), frame, make)
    yield Form(FormView("text", "text/plain", frames.urls.href(path)), planned)
