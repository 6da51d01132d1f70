"""Results by agency, event and year: who has any, where they stand, and what may be added up there.

There are such pages where there is a list of results for them to stand below: a folder ``results``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from campaignsite.model.front.kinds import Results
from campaignsite.model.page.pieces import Link
from campaignsite.model.page.series import By, ResultsByView, ResultsWays
from campaignsite.model.site import Entity, Related
from campaignsite.plan.views.inlang import SHARING, InLanguage
from campaignsite.plan.views.letters import alphabetical
from campaignsite.plan.views.series import series
from campaignsite.plan.views.totals import totals

FOLDER = "results"
_FOLDERS: Mapping[By, str] = MappingProxyType({"agency": "agencies", "event": "events", "year": "years"})


class ResultsBy:
    """Knows the records of each agency, event and year of one language: the newest of each chain, the latest first."""

    def __init__(self, view: InLanguage, lists: Collection[str]) -> None:
        self.view = view
        records = [r for r in view.items if isinstance(r.document.meta, Results) and not view.newest(r)]
        here = records if FOLDER in lists else []
        self._found: dict[By, dict[str, list[Related]]] = {"agency": {}, "event": {}, "year": {}}
        for record in here:
            keys = dict.fromkeys(key for role, keys in record.roles if role in SHARING for key in keys)
            for key in keys:
                self._found["agency"].setdefault(key, []).append(record)
            if record.event:
                self._found["event"].setdefault(record.event, []).append(record)
            if record.year:
                self._found["year"].setdefault(str(record.year), []).append(record)

    @property
    def all(self) -> Sequence[tuple[By, str, Sequence[Related]]]:
        """Everything that has results: what it is, its key, and the records."""
        return [(by, key, records) for by, found in self._found.items() for key, records in found.items()]

    def about(self, by: By, key: str) -> Link:
        """What the results of a page are of."""
        if by == "year":
            return self.view.link(key, self.view.urls.year(int(key), self.view.lang))
        return self.view.entity(self._entity(by, key))

    def path(self, by: By, key: str) -> str:
        """The path of the page: the last part of it is that of the agency's or event's own, or the year."""
        last = key if by == "year" else self.view.urls.entity(self._entity(by, key), self.view.lang).split("/")[-2]
        return f"{self.view.urls.folder(FOLDER, self.view.lang)}{_FOLDERS[by]}/{last}/"

    def url(self, by: By, key: str) -> str:
        """The URL of the page; empty where there is none."""
        return self.view.urls.href(self.path(by, key)) if key in self._found[by] else ""

    def _entity(self, by: By, key: str) -> Entity:
        return (self.view.site.agencies if by == "agency" else self.view.site.events)[key]

    @property
    def ways(self) -> tuple[ResultsWays, ...]:
        """From the list of results to each of these pages."""
        made = []
        for by, found in self._found.items():
            links = [replace(self.about(by, key), url=self.url(by, key)) for key in found]
            order = sorted(links, key=lambda link: alphabetical(link.text), reverse=by == "year")
            made.append(ResultsWays(by, tuple(order)))
        return tuple(ways for ways in made if ways.links)

    def page(self, by: By, key: str, items: Sequence[Related], *, front: bool) -> ResultsByView:
        """One page of the list; ``items`` are those that stand on it."""
        shown = [self.view.figures(r.document.path) for r in items]
        every = [self.view.figures(r.document.path) for r in self._found[by][key]]
        own = [f for f in every if by != "agency" or not f.joint] if front else []
        return ResultsByView(
            by=by,
            about=self.about(by, key),
            figures=tuple(shown),
            totals=totals(own),
            series=series(own),
            joint=by == "agency" and any(f.joint for f in shown),
            presumption=any(f.presumption for f in (*shown, *own)),
        )
