"""The campaign's data. In: ``Site``, and the site as each language shows it. Out: records, each thing once.

Nothing sensitive is in it, nor what only a preview shows: files of data are kept, and passed on.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from campaignsite.model.front.dates import PartialDate
from campaignsite.model.front.kinds import Agency, Event, Results
from campaignsite.model.page.data import (
    AgencyRecord,
    EditionRecord,
    EventRecord,
    MembershipRecord,
    Record,
    ResultsRecord,
    Words,
)
from campaignsite.model.page.measures import OriginView
from campaignsite.model.site import Entity, Related, Site
from campaignsite.model.words.localized import Localized
from campaignsite.plan.views.inlang import InLanguage
from campaignsite.plan.views.items import edition_id
from campaignsite.plan.views.small import origin, updated

Views = Mapping[str, InLanguage]
"""The site in each of its languages, the first one first."""


@dataclass(frozen=True)
class OpenData:
    """What of a site is in its data."""

    site: Site

    @cached_property
    def results(self) -> Mapping[str, Related]:
        """Each operation's figures by key: the text in the site's first language that has one."""
        found: dict[str, Related] = {}
        for stem, paths in self.site.translations.items():
            related = [self.site.documents[paths[tag]] for tag in self.site.config.languages if tag in paths]
            if isinstance(related[0].document.meta, Results) and self._is_open(r.document.path for r in related):
                slug = related[0].document.slug
                found[slug if slug not in found else stem] = related[0]
        return dict(sorted(found.items()))

    @cached_property
    def agencies(self) -> Mapping[str, Entity]:
        """By key."""
        return self._entities(self.site.agencies)

    @cached_property
    def events(self) -> Mapping[str, Entity]:
        """By key."""
        return self._entities(self.site.events)

    @cached_property
    def memberships(self) -> tuple[MembershipRecord, ...]:
        """In the order of joint bodies, and of each in its own."""
        return tuple(
            MembershipRecord(entity.key, key, member.from_, member.to, member.source or "")
            for entity in self.agencies.values()
            for member in entity.agency.members
            if (key := self._keys(entity).get(member.agency, "")) in self.agencies
        )

    @property
    def rows(self) -> Mapping[str, int]:
        """How many rows each table has, of those that have any."""
        rows = {
            "results": sum(len(_meta(related).measures) for related in self.results.values()),
            "agencies": len(self.agencies),
            "memberships": len(self.memberships),
            "events": len(self.events),
            "editions": sum(len(entity.event.editions) for entity in self.events.values()),
        }
        return {name: count for name, count in rows.items() if count}

    @property
    def newest(self) -> PartialDate | None:
        """The last day that stands in the data as that of an announcement or of its correction."""
        dates = (date for r in self.results.values() for date in (_meta(r).date, self._corrected(r)) if date)
        return max((date for date in dates if date.year), key=lambda date: date.order, default=None)

    def records(self, table: str, views: Views) -> tuple[Record, ...]:
        """The records of one table."""
        make: Mapping[str, Callable[[Views], Iterator[Record]]] = {
            "results": self._results,
            "agencies": self._agencies,
            "memberships": lambda _: iter(self.memberships),
            "events": self._events,
            "editions": self._editions,
        }
        return tuple(make[table](views))

    def sources(self, views: Views) -> tuple[OriginView, ...]:
        """Where figures come from, each once."""
        figures = (next(iter(views.values())).figures(r.document.path) for r in self.results.values())
        found = {(s.title, s.url): s for f in figures for s in (f.source, *(m.source for m in f.measures)) if s}
        return tuple(found[key] for key in sorted(found, key=lambda key: (key[0], key[1] or "")))

    # --- who and what is in it -----------------------------------------------------------------------------------

    def _is_open(self, paths: Iterable[str]) -> bool:
        documents, withheld = self.site.documents, self.site.withheld
        return not any(documents[path].document.meta.sensitive or path in withheld for path in paths)

    def _entities(self, entities: Mapping[str, Entity]) -> Mapping[str, Entity]:
        return {
            key: entity
            for key, entity in entities.items()
            if self._is_open(document.path for document in entity.documents.values())
        }

    def _keys(self, entity: Entity) -> Mapping[str, str]:
        """From the names of agencies that an entity's file mentions to their keys."""
        return self.site.documents[entity.main.path].agencies

    @cached_property
    def _by_stem(self) -> Mapping[str, str]:
        """From the stem of each record's texts to its key."""
        return {related.document.stem: key for key, related in self.results.items()}

    def _superseded(self, related: Related) -> str:
        """The key of the record that one replaces, whichever of its texts says so."""
        documents, paths = self.site.documents, self.site.translations[related.document.stem].values()
        said = (documents[path].supersedes for path in paths)
        return next((self._by_stem.get(documents[path].document.stem, "") for path in said if path), "")

    def _corrected(self, related: Related) -> PartialDate | None:
        paths = self.site.translations[related.document.stem].values()
        return updated(chain.from_iterable(_meta(self.site.documents[path]).corrections for path in paths))

    # --- records -------------------------------------------------------------------------------------------------

    def _results(self, views: Views) -> Iterator[Record]:
        after = {old: key for key, related in self.results.items() if (old := self._superseded(related))}
        for key, related in self.results.items():
            document, meta, event = related.document, _meta(related), related.event
            paths = self.site.translations[document.stem]
            order = sorted(views, key=lambda tag: tag != document.lang)
            yield ResultsRecord(
                key=key,
                lang=document.lang,
                figures=tuple((tag, views[tag].figures(paths.get(tag, document.path))) for tag in order),
                months=meta.period.months,
                agencies=self._open_keys(next(iter(views.values())).sharers(related)),
                event=event if event in self.events else "",
                edition=_edition(views, event, related.edition) if event in self.events else "",
                year=related.year,
                date=meta.date,
                supersedes=self._superseded(related),
                superseded_by=after.get(key, ""),
                corrected=self._corrected(related),
            )

    def _open_keys(self, keys: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(key for key in keys if key in self.agencies))

    def _agencies(self, views: Views) -> Iterator[Record]:
        for entity in self.agencies.values():
            meta = entity.agency
            yield AgencyRecord(
                key=entity.key,
                lang=entity.main.lang,
                names=_names(entity, views),
                short_name=meta.short_name or "",
                kind=meta.kind,
                region=meta.region or "",
                languages=meta.languages,
                website=meta.url or "",
                url=views[entity.main.lang].entity(entity).url,
                source=origin(meta.source),
            )

    def _events(self, views: Views) -> Iterator[Record]:
        for entity in self.events.values():
            meta = entity.event
            yield EventRecord(
                key=entity.key,
                lang=entity.main.lang,
                names=_names(entity, views),
                short_name=meta.short_name or "",
                kind=meta.kind,
                recurs=meta.recurs,
                proclaimed_by=meta.proclaimed_by or "",
                website=meta.url or "",
                url=views[entity.main.lang].entity(entity).url,
                source=origin(meta.source),
            )

    def _editions(self, views: Views) -> Iterator[Record]:
        for entity in self.events.values():
            view, keys = views[entity.main.lang], self._keys(entity)
            for n, edition in enumerate(entity.event.editions):
                yield EditionRecord(
                    event=entity.key,
                    key=_edition(views, entity.key, n),
                    year=edition.in_year,
                    names=_words(edition.name, (entity.main.lang, *views)),
                    start=edition.start,
                    end=edition.end,
                    days=edition.days,
                    time=edition.time or "",
                    timezone=edition.timezone or self.site.config.timezone,
                    venue=edition.venue.name if edition.venue else "",
                    address=(edition.venue.address or "") if edition.venue else "",
                    hosts=self._open_keys(keys.get(host, "") for host in edition.hosts),
                    cancelled=edition.cancelled,
                    url=f"{view.entity(entity).url}#{edition_id(view, entity.key, n)}",
                )


def _meta(related: Related) -> Results:
    assert isinstance(related.document.meta, Results)
    return related.document.meta


def _edition(views: Views, event: str, index: int | None) -> str:
    """What an edition is known by: the end of its anchor on the event's page."""
    view = next(iter(views.values()))
    return "" if index is None else edition_id(view, event, index).removeprefix("edition-")


def _names(entity: Entity, views: Views) -> Words:
    """The name of an agency or event in each language that it has one in, that of its main file first."""
    assert isinstance(entity.main.meta, Agency | Event)
    found = [(entity.main.lang, entity.main.meta.name), *(entity.name(tag)[::-1] for tag in views)]
    return tuple(dict(found).items())


def _words(text: Localized | None, languages: Collection[str]) -> Words:
    """A text in each language that it is in; the first of them has any that there is."""
    first, *others = dict.fromkeys(languages)
    if text is None:
        return ()
    known = dict(text.all)
    return ((first, text.text(first)), *((tag, known[tag]) for tag in others if tag in known))
