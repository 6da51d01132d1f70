"""The pages of the results of each agency, event and year. In: frames, who has results. Out: lines of the table."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from campaignsite.model.page.pages import Page, Pager
from campaignsite.model.page.pieces import Link
from campaignsite.model.page.series import ResultsByView
from campaignsite.plan.frames import Frame, Frames
from campaignsite.plan.pager import page_path, pager, slices
from campaignsite.plan.planned import Planned
from campaignsite.plan.views.resultsby import ResultsBy


def results_pages(frames: Frames, results: ResultsBy, trail: tuple[Link, ...], size: int) -> Iterator[Planned]:
    """Every such page; ``trail`` leads to the list of results, and ``size`` is how many entries a page has."""
    view = frames.view
    for by, key, records in results.all:
        parts, path = slices(records, size), results.path(by, key)
        title = view.text("results-by.of", name=results.about(by, key).text)
        for number, part in parts:
            name = title if number is None else f"{title} – {view.text('pager.page', n=number)}"
            way = trail if number is None else (*trail, view.link(title, path))
            frame = Frame("results-by", page_path(path, number), name, f"the results of {key}", way)
            subject = partial(results.page, by, key, part, front=number is None)
            pages = pager(view, path, number, len(parts) - 1)
            identity = ("results-by", by, key, str(number or ""))
            yield frames.planned(identity, frame, partial(_page, frames, frame, subject, pages))


def _page(frames: Frames, frame: Frame, subject: partial[ResultsByView], pages: Pager | None) -> Page:
    description = frames.view.text("results-by.description")
    return frames.page(frame, subject(), description=description, pages=pages)
