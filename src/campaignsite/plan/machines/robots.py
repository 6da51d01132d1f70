"""What crawlers may read (RFC 9309): everything, and where the list of it is. In: the table. Out: a line of it.

It names no path: whoever reads it would learn of what it hides. Crawlers ask for it at the root of a host alone, so a
site in a folder has none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from campaignsite.model.page.machines import RobotsView
from campaignsite.plan.frames import Frame, Frames
from campaignsite.plan.machines.sitemap import FILE
from campaignsite.plan.planned import Planned


def robots(frames: Mapping[str, Frames], _pages: Sequence[Planned]) -> Iterator[Planned]:
    """The file that names the sitemap, where there is one."""
    first = next(iter(frames.values()))
    if first.urls.base == "/" and first.view.site.config.outputs.sitemap:
        frame = Frame("robots", "/robots.txt", "robots.txt", "the file for crawlers", layout="robots.txt", hidden=True)
        subject = RobotsView(first.urls.origin + first.urls.href(f"/{FILE}"))
        yield first.planned(("robots",), frame, partial(first.page, frame, subject))
