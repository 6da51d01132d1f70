"""One figure: what was counted, when, where and how, and where that is written."""

from __future__ import annotations

from dataclasses import dataclass

from campaignsite.model.front.dates import PartialDate


@dataclass(frozen=True, slots=True)
class OriginView:
    """Where a text or a figure comes from."""

    title: str
    """What the source is called."""
    publisher: str | None
    url: str | None
    date: PartialDate | None
    verbatim: str | None
    """The sentence of the source, word for word."""


@dataclass(frozen=True, slots=True)
class MeasureView:
    """One figure. What the record says of all of its figures stands with each that does not say otherwise."""

    id: str
    label: str
    definition: str
    value: int | None
    """None for a figure that is suppressed: so few people might be recognised."""
    unit: str
    label_lang: str
    definition_lang: str
    counts: str = ""
    """What was counted, in the site's first language: the same where two records count the same."""
    area: str = ""
    """The area in which it was counted, in the site's first language."""
    below: int = 0
    """The number that a suppressed figure is lower than; 0 for one that is not suppressed."""
    as_of: PartialDate | None = None
    """The day on which it was counted."""
    geography: str = ""
    """The area in which it was counted."""
    geography_lang: str = ""
    method: str = ""
    """How it was counted."""
    method_lang: str = ""
    caveats: str = ""
    """What to keep in mind about it."""
    caveats_lang: str = ""
    source: OriginView | None = None
    """Where it comes from."""


@dataclass(frozen=True, slots=True)
class ChangeView:
    """What a figure was, and what it is in the record that replaces that one."""

    before: MeasureView | None
    """None for a figure that is new."""
    after: MeasureView | None
    """None for one that is gone."""
