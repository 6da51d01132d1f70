"""Small groups of front matter as pages show them: where a text comes from, where it was issued, who helps."""

from __future__ import annotations

from collections.abc import Iterable

from campaignsite.model.front.config import Helpline
from campaignsite.model.front.dates import PartialDate
from campaignsite.model.front.fields import Correction, Dateline, Origin
from campaignsite.model.page.measures import OriginView
from campaignsite.model.page.pieces import CorrectionView, DatelineView, HelplineView


def origin(value: Origin | None) -> OriginView | None:
    """Where a text or a figure comes from."""
    if value is None:
        return None
    return OriginView(value.title, value.publisher, value.url, value.date, value.verbatim)


def dateline(value: Dateline | None) -> DatelineView | None:
    """Where a release was issued."""
    return DatelineView(value.place, value.province) if value else None


def correction(value: Correction) -> CorrectionView:
    """A public correction."""
    return CorrectionView(value.date, value.what)


def updated(corrections: Iterable[Correction]) -> PartialDate | None:
    """The day of the last correction."""
    return max((c.date for c in corrections), key=lambda date: date.order, default=None)


def helpline(value: Helpline) -> HelplineView:
    """A line that someone in need can call or write to."""
    return HelplineView(
        name=value.name,
        display=value.display,
        phone=value.phone,
        sms=value.sms,
        chat=value.chat,
        hours=value.hours,
        languages=value.languages,
        police=value.police,
        verified_on=value.verified_on,
    )
