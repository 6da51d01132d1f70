"""Texts and data say the same numbers. In: the site, its languages. Out: figures that are not those of the data.

A link to a figure (``../results/spring.md#figure-persons-charged``) says that figure, so its words must have it. Any
other number of a text that has results, or belongs to some, is compared with theirs where a unit or label follows it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from campaignsite.model.codes import diagnostic
from campaignsite.model.diagnostics import Diagnostic, Place
from campaignsite.model.documents import Number
from campaignsite.model.front.fields import Measure
from campaignsite.model.front.kinds import Results
from campaignsite.model.site import Related, Site
from campaignsite.model.words.anchors import FIGURE
from campaignsite.model.words.numbers import numbers_in, whole
from campaignsite.model.words.slugs import fold
from campaignsite.model.words.texts import grouped
from campaignsite.plan.views.inlang import InLanguage
from campaignsite.plan.views.measures import suppressed

_Named = tuple[Measure, tuple[str, ...]]
"""A figure, and what may stand behind it in a text."""


def figures(site: Site, views: Mapping[str, InLanguage]) -> Iterator[Diagnostic]:
    """What every text says otherwise than the data."""
    names = {tag: _Names(view) for tag, view in views.items()}
    for related in site.documents.values():
        if related.document.numbers:
            lang = related.document.lang
            yield from _Figures(site, views[lang], names[lang], related).noticed()


class _Names:
    """What may stand behind the figures of records, in one language: many texts ask for those of one record."""

    def __init__(self, view: InLanguage) -> None:
        self._view = view
        self._known: dict[str, tuple[_Named, ...]] = {}

    def of(self, path: str, meta: Results) -> tuple[_Named, ...]:
        """Each figure of a record, and its names with a space behind them."""
        if path not in self._known:
            self._known[path] = tuple((m, tuple(f"{name} " for name in self._names(m))) for m in meta.measures)
        return self._known[path]

    def _names(self, measure: Measure) -> Iterator[str]:
        """The unit, or all of the label or definition."""
        entry = self._view.texts.entries.get(f"unit.{measure.unit}", ())
        yield from map(fold, (entry,) if isinstance(entry, str) else dict(entry).values())
        yield from (fold(self._view.local(text)) for text in (measure.label, measure.definition) if text)


@dataclass(frozen=True, slots=True)
class _Figures:
    """The figures of one text."""

    site: Site
    view: InLanguage
    names: _Names
    related: Related

    def noticed(self) -> Iterator[Diagnostic]:
        known = self._known()
        for number in self.related.document.numbers:
            if number.target:
                yield from self._link(number)
            elif known:
                yield from self._literal(number, known)

    # --- links ---------------------------------------------------------------------------------------------------

    def _link(self, number: Number) -> Iterator[Diagnostic]:
        goal = self.related.links.get(number.target)
        record = self.site.documents.get(goal.name) if goal and goal.kind == "document" else None
        meta = record.document.meta if record else None
        if goal is None or record is None or not isinstance(meta, Results):
            return
        measure = _measure(meta, goal.anchor.removeprefix(FIGURE))
        if measure is None:
            return  # there is no such place on the page, which is said with other links
        shown, found = self._shown(measure), numbers_in(number.text)
        there = [whole(text, self.view.lang) for text in found]
        hidden = suppressed(measure, self.site.config.suppress_below)
        if hidden and measure.value in there:
            yield self._disclosed(number)
        elif found and there != [self.site.config.suppress_below if hidden else measure.value]:
            message = f"these words say {' and '.join(found)}, and “{measure.id}” of {record.document.path} is {shown}"
            hint = f"write {shown}" + ("" if hidden else ", or correct the data")
            yield self._at("figure-disagrees", message, number.place, hint)
        newest = self.view.newest(record)
        if newest and not self._replaces(record, newest):
            newer = newest.document.meta
            now = _measure(newer, measure.id) if isinstance(newer, Results) else None
            message = f"this figure was replaced by {newest.document.path}" + (
                f", where it is {self._shown(now)}" if now else ""
            )
            yield self._at("superseded-figure", message, number.place, "link to the newer one")

    def _replaces(self, record: Related, newest: Related) -> bool:
        """Whether this text is of the same chain of records, which says on its page what was replaced."""
        own = self.related.document.stem
        return own in (record.document.stem, newest.document.stem) or self.site.newer.get(own) == newest.document.stem

    # --- other numbers -------------------------------------------------------------------------------------------

    def _known(self) -> tuple[_Named, ...]:
        """The figures that a text may say: of its records, and of those that they have replaced."""
        goals = (self.related.links.get(number.target) for number in self.related.document.numbers if number.target)
        linked = [goal.name for goal in goals if goal and goal.kind == "document"]
        paths = [self.related.document.path, *self.related.results, *self.related.figures.values(), *linked]
        found: dict[str, Results] = {}
        while paths:
            path = paths.pop()
            record = self.site.documents.get(path)
            if record and path not in found and isinstance(record.document.meta, Results):
                found[path] = record.document.meta
                paths.append(record.supersedes)
        return tuple(named for path in sorted(found) for named in self.names.of(path, found[path]))

    def _literal(self, number: Number, known: Sequence[_Named]) -> Iterator[Diagnostic]:
        words = f"{fold(number.words)} "
        meant = [measure for measure, names in known if words.startswith(names)]
        value = whole(number.text, self.view.lang) if meant else None
        if value is None:
            return
        below = self.site.config.suppress_below
        if any(suppressed(measure, below) and measure.value == value for measure in meant):
            yield self._disclosed(number)
        elif value not in {measure.value for measure in meant if not suppressed(measure, below)}:
            said = " or ".join(dict.fromkeys(map(self._shown, meant)))
            message = f"this says {number.text} {number.words.split()[0]}, and the data says {said}"
            hint = "correct the one that is wrong, or link the number to the figure that it is"
            yield self._at("number-disagrees", message, number.place, hint)

    def _shown(self, measure: Measure) -> str:
        below = self.site.config.suppress_below
        if suppressed(measure, below):
            return f"“{self._few}”"
        return _plain(grouped(self.view.lang, measure.value))

    @property
    def _few(self) -> str:
        return _plain(self.view.text("figures.below", n=self.site.config.suppress_below))

    def _disclosed(self, number: Number) -> Diagnostic:
        message = "this says a figure that is suppressed, because so few people might be recognised"
        return self._at("suppressed-figure", message, number.place, f"write “{self._few}”, or leave it out")

    def _at(self, code: str, message: str, place: Place, hint: str) -> Diagnostic:
        return diagnostic(code, message, self.related.document.path, place, hint)


def _plain(text: str) -> str:
    """With spaces that editors see and can write."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def _measure(meta: Results, name: str) -> Measure | None:
    return next((measure for measure in meta.measures if measure.id == name), None)
