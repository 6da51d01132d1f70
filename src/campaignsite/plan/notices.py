"""Pages that say what is not there, or how to go: withdrawn, moved, not found, leaving. In: frames. Out: lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial

from campaignsite.model.front.shared import Titled
from campaignsite.model.page.hosts import MovedView
from campaignsite.model.page.pages import Page
from campaignsite.model.page.subjects import WithdrawnView
from campaignsite.plan.frames import Frame, Frames
from campaignsite.plan.planned import Planned
from campaignsite.plan.redirects import Redirect
from campaignsite.plan.views.siteview import LEAVING


def notices(frames: Frames, moved: Iterable[Redirect]) -> Iterator[Planned]:
    """Those of one language; ``moved`` are the old addresses of all languages."""
    yield from _withdrawn(frames)
    yield from _moved(frames, moved)
    yield from _leaving(frames)
    yield _not_found(frames)


def _withdrawn(frames: Frames) -> Iterator[Planned]:
    """At the address of each text that was withdrawn, a page that says so."""
    view = frames.view
    for document in view.site.withdrawn:
        withdrawal = document.meta.withdrawn if isinstance(document.meta, Titled) else None
        if document.lang == view.lang and withdrawal:
            path, title = frames.urls.document(document), view.text("withdrawn.title")
            frame = Frame("withdrawn", path, title, document.path, hidden=True)
            subject = WithdrawnView(withdrawal.date, withdrawal.why)
            make = partial(frames.page, frame, subject)
            yield frames.planned(("withdrawn", document.stem), frame, make)


def _moved(frames: Frames, moved: Iterable[Redirect]) -> Iterator[Planned]:
    """At each old address, a page that leads to the new one."""
    title = frames.view.text("moved.title")
    for redirect in moved:
        if redirect.lang == frames.view.lang and redirect.has_page:
            frame = Frame("moved", redirect.old, title, redirect.origin, hidden=True)
            make = partial(_moved_page, frames, frame, frames.urls.href(redirect.to))
            yield frames.planned(("moved", redirect.old, redirect.origin), frame, make)


def _moved_page(frames: Frames, frame: Frame, to: str) -> Page:
    return replace(frames.page(frame, MovedView(to)), canonical=frames.urls.origin + to)


def _leaving(frames: Frames) -> Iterator[Planned]:
    """What the exit does and cannot do, unless a text of the site's own says it."""
    view, path = frames.view, frames.urls.folder(LEAVING, frames.view.lang)
    if frames.sites.site.leaving == frames.urls.href(path) and LEAVING not in view.site.translations:
        frame = Frame("leaving", path, view.text("leaving.title"), "the page about leaving", private=True)
        yield frames.planned(("leaving",), frame, lambda: frames.page(frame, None))


def _not_found(frames: Frames) -> Planned:
    view = frames.view
    path = f"{frames.urls.prefix(view.lang)}/404.html"
    frame = Frame("not-found", path, view.text("not-found.title"), "the page for what is not found", hidden=True)
    return frames.planned(("not-found",), frame, lambda: frames.page(frame, None))
