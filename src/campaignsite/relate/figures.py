"""Figures in several languages are the same figures. In: every document, related. Out: those that disagree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from campaignsite.model.codes import diagnostic
from campaignsite.model.diagnostics import Diagnostic
from campaignsite.model.front.kinds import Results
from campaignsite.model.site import Related


def translations_agree(
    related: Mapping[str, Related], stems: Mapping[str, Mapping[str, str]], languages: tuple[str, ...]
) -> Iterator[Diagnostic]:
    """Each figure of a translation is the one of the record in the site's first language."""
    for paths in stems.values():
        if len(paths) < 2:
            continue
        there = [paths[tag] for tag in languages if tag in paths]
        main = related[there[0]].document.meta if there else None
        known = {measure.id: measure for measure in main.measures} if isinstance(main, Results) else {}
        for path in there[1:]:
            document = related[path].document
            measures = document.meta.measures if isinstance(document.meta, Results) else ()
            for n, measure in enumerate(measures):
                same = known.get(measure.id)
                if same and (same.value, same.unit) != (measure.value, measure.unit):
                    message = f"“{measure.id}” is {measure.value} ({measure.unit}) here, and {same.value} ({same.unit})"
                    place, hint = document.place("measures", n, "value"), f"write {same.value}, or correct {there[0]}"
                    yield diagnostic("figure-disagrees", f"{message} in {there[0]}", path, place, hint)
