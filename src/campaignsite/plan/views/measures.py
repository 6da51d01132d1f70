"""The single figures of a record. In: its front matter, the config's threshold. Out: what pages show.

A figure that so few people are behind that they might be known is *suppressed*: pages never get its number, nor the
sentence of its source, which says the number too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from campaignsite.model.front.fields import Measure
from campaignsite.model.front.kinds import Results
from campaignsite.model.front.shared import FrontMatter
from campaignsite.model.page.measures import MeasureView, OriginView
from campaignsite.model.words.localized import Localized
from campaignsite.plan.views.small import origin

Say = Callable[[Localized | None], tuple[str, str]]
"""Gives a text in the page's language, and the language to mark it with."""


def suppressed(measure: Measure, below: int | None) -> bool:
    """Whether a figure is too small to be shown. Nothing at all is no secret."""
    return below is not None and 0 < measure.value < below


class Counting(NamedTuple):
    """What figures are shown with."""

    below: int | None
    """The number below which they are suppressed."""
    say: Say
    first: str
    """The site's first language."""


def measures(meta: Results, original: FrontMatter, counting: Counting) -> tuple[MeasureView, ...]:
    """Every figure of a record, with what the record says of all of them.

    ``original`` is the record in the site's first language, which tells in every language whether two count the same.
    """
    first = original if isinstance(original, Results) else meta
    known = {measure.id: measure for measure in first.measures}
    made = []
    for measure in meta.measures:
        main = known.get(measure.id, measure)
        counts, area = (_key(text, counting.first) for text in (main.definition, main.geography or first.geography))
        made.append(replace(_measure(measure, meta, counting), counts=counts, area=area))
    return tuple(made)


def _measure(measure: Measure, meta: Results, counting: Counting) -> MeasureView:
    below, say = counting.below, counting.say
    hidden = suppressed(measure, below)
    label, label_lang = say(measure.label or measure.definition)
    definition, definition_lang = say(measure.definition)
    geography, geography_lang = say(measure.geography or meta.geography)
    method, method_lang = say(measure.method or meta.method)
    caveats, caveats_lang = say(measure.caveats or meta.caveats)
    return MeasureView(
        id=measure.id,
        label=label,
        definition=definition,
        value=None if hidden else measure.value,
        unit=measure.unit,
        label_lang=label_lang,
        definition_lang=definition_lang,
        below=(below or 0) if hidden else 0,
        as_of=measure.as_of or meta.as_of,
        geography=geography,
        geography_lang=geography_lang,
        method=method,
        method_lang=method_lang,
        caveats=caveats,
        caveats_lang=caveats_lang,
        source=_unsaid(origin(measure.source), hidden=hidden) or source(meta, below),
    )


def _key(text: Localized | None, lang: str) -> str:
    """A text as it counts when two are compared: capitals and spaces do not."""
    return " ".join(text.text(lang).casefold().split()) if text else ""


def source(meta: FrontMatter, below: int | None) -> OriginView | None:
    """Where a document comes from; of a record with a suppressed figure without the sentence that may say it."""
    hidden = isinstance(meta, Results) and any(suppressed(measure, below) for measure in meta.measures)
    return _unsaid(origin(meta.source), hidden=hidden)


def _unsaid(view: OriginView | None, *, hidden: bool) -> OriginView | None:
    return replace(view, verbatim=None) if view and hidden else view


def presumption(meta: Results) -> bool:
    """True when there are figures about people who are accused, not convicted (Charter of Rights, s. 11(d))."""
    return any(_accused(measure) for measure in meta.measures)


def _accused(measure: Measure) -> bool:
    words = {measure.unit, *measure.id.split("-")}
    return bool(words & {"charge", "charges", "charged", "arrest", "arrests", "arrested", "accused", "suspects"})
