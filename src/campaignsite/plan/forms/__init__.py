"""Other forms of a page, beside it: for readers of feeds, calendars, newsrooms. In: a page. Out: lines of the table.

Nothing of a sensitive page goes where others keep it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from campaignsite.model.site import Related
from campaignsite.plan.forms.calendars import calendars
from campaignsite.plan.forms.feeds import feeds
from campaignsite.plan.forms.form import Form
from campaignsite.plan.forms.texts import texts
from campaignsite.plan.frames import Frames
from campaignsite.plan.planned import Planned

_Maker = Callable[[Frames, Planned, Sequence[Related]], Iterator[Form]]
_MAKERS: tuple[_Maker, ...] = (calendars, feeds, texts)


def forms(frames: Frames, page: Planned, items: Sequence[Related]) -> Iterator[Form]:
    """Every other form of a page, which is about ``items``."""
    if not page.sensitive:
        for make in _MAKERS:
            yield from make(frames, page, items)
