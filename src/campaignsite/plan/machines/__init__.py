"""Files about the whole site, for machines: once, whatever its languages. In: the table of pages. Out: more lines.

A site that has such a file of its own in assets/root/ keeps that one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from campaignsite.plan.frames import Frames
from campaignsite.plan.machines.data import data_files
from campaignsite.plan.machines.manifest import manifest
from campaignsite.plan.machines.pages import page_list
from campaignsite.plan.machines.robots import robots
from campaignsite.plan.machines.security import security
from campaignsite.plan.machines.sitemap import sitemap
from campaignsite.plan.planned import Planned

_Maker = Callable[[Mapping[str, Frames], Sequence[Planned]], Iterator[Planned]]
_MAKERS: tuple[_Maker, ...] = (data_files, page_list, sitemap, robots, manifest, security)


def machines(frames: Mapping[str, Frames], pages: Sequence[Planned], own: Collection[str]) -> Iterator[Planned]:
    """Every such file. ``frames`` are those of each language, the site's first one first; ``own`` the site's files."""
    for make in _MAKERS:
        yield from (page for page in make(frames, pages) if page.file not in own)
