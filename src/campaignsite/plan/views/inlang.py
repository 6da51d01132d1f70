"""The site as readers of one language find it: names, links and entries, ready for a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from types import MappingProxyType
from urllib.parse import quote, urlsplit

from campaignsite.model.front.fields import Contact
from campaignsite.model.front.kinds import Announcement, Item, Page, Resource, Results
from campaignsite.model.front.shared import Titled
from campaignsite.model.page.measures import OriginView
from campaignsite.model.page.pictures import Credit, PictureView
from campaignsite.model.page.pieces import Card, ContactView, DownloadView, Figures, Link, Prose, YearGroup
from campaignsite.model.site import Entity, Goal, Related, Site
from campaignsite.model.words.localized import Localized
from campaignsite.model.words.texts import Texts
from campaignsite.plan.urls import Urls
from campaignsite.plan.views.measures import Counting, measures, presumption, source
from campaignsite.plan.views.order import grouped, newest_first
from campaignsite.plan.views.pictures import Pictures
from campaignsite.plan.views.small import updated

SHARING = ("host", "lead", "supporting", "participating")
"""The roles in which an agency shares joint figures; an issuer only speaks of them."""


class InLanguage:
    """Everything that pages of one language have in common. Derived from a ``Site``; changes nothing."""

    def __init__(self, site: Site, texts: Texts, urls: Urls, pictures: Pictures, weights: Mapping[str, int]) -> None:
        """``weights`` are those of files, in bytes, by path."""
        self.site, self.texts, self.urls, self.lang = site, texts, urls, texts.lang
        self.first, self._shown, self._weights = site.config.languages[0], pictures, weights
        self.items = tuple(sorted(self._items(), key=newest_first))
        # The same few things stand on thousands of pages: each is made once.
        self._cards: dict[str, Card] = {}
        self._links: dict[str, Link] = {}
        self._figures: dict[str, Figures] = {}
        entities = (*site.agencies.values(), *site.events.values())
        self._entities = {d.path: entity for entity in entities for d in entity.documents.values()}
        self.of_agency = grouped((key, r) for r in self.items for _, keys in r.roles for key in dict.fromkeys(keys))
        self.of_event = grouped((r.event, r) for r in self.items if r.event)

    @cached_property
    def first_years(self) -> Mapping[str, int]:
        """The first year that items of each event state, in whatever language: calendars say the same in all."""
        found: dict[str, int] = {}
        for related in self.site.documents.values():
            if related.event and related.year and not related.document.meta.sensitive:
                found[related.event] = min(related.year, found.get(related.event, related.year))
        return found

    def _items(self) -> Iterable[Related]:
        """Each item once: in this language, or in the one it has, as the kind's policy says."""
        for paths in self.site.translations.values():
            path = paths.get(self.lang) or self.original(paths)
            related = self.site.documents[path]
            if not isinstance(related.document.meta, Item):
                continue
            if self.lang in paths or self.site.config.policy(related.document.kind) == "notice":
                yield related

    def original(self, paths: Mapping[str, str]) -> str:
        """The path that stands in where there is none in this language: the first of the site's languages."""
        return next(paths[tag] for tag in self.site.config.languages if tag in paths)

    def text(self, key: str, **values: object) -> str:
        """Interface text."""
        return self.texts.plain(key, **values)

    def local(self, text: Localized | None) -> str:
        """A text of the configuration or of front matter, in this language."""
        return text.text(self.lang, self.first) if text else ""

    def local_lang(self, text: Localized | None) -> str:
        """The language to mark that text with: ``""`` when it is this one."""
        return self.other(text.language(self.lang, self.first)) if text else ""

    def said(self, text: Localized | None) -> tuple[str, str]:
        """That text, and that language."""
        return self.local(text), self.local_lang(text)

    def other(self, lang: str) -> str:
        """The language to mark a text with: ``""`` for this one."""
        return "" if lang == self.lang else lang

    @cached_property
    def _in_role(self) -> Mapping[str, tuple[Related, ...]]:
        return grouped((f"{role} {key}", r) for r in self.items for role, keys in r.roles for key in keys)

    def in_role(self, key: str, role: str) -> tuple[Related, ...]:
        """The items in which an agency has a role, newest first."""
        return self._in_role.get(f"{role} {key}", ())

    def link(self, text: str, path: str, lang: str = "") -> Link:
        """A link to a path."""
        return Link(text, self.urls.href(path), self.other(lang) if lang else "")

    def entity(self, entity: Entity) -> Link:
        """A link to an agency's or event's page in this language."""
        made = self._links.get(entity.main.path)
        if made is None:
            name, lang = entity.name(self.lang)
            made = self._links[entity.main.path] = self.link(name, self.urls.entity(entity, self.lang), lang)
        return made

    def agencies(self, keys: Iterable[str]) -> tuple[Link, ...]:
        """Links to agencies, in the order given."""
        return tuple(self.entity(self.site.agencies[key]) for key in keys)

    def named(self, name: str | None, related: Related) -> Link | None:
        """A link to the agency that a document names; None when it names none, or one that nobody knows."""
        key = related.agencies.get(name or "")
        return self.entity(self.site.agencies[key]) if key else None

    def item(self, path: str) -> Link:
        """A link to an item's or page's own page."""
        document = self.site.documents[path].document
        return self.link(document.meta.heading, self.urls.document(document), document.lang)

    def document(self, path: str) -> Link:
        """A link to any document's page, in this language where it has one."""
        if path in self._entities:
            return self.entity(self._entities[path])
        paths = self.site.translations[self.site.documents[path].document.stem]
        return self.item(paths.get(self.lang, path))

    def card(self, related: Related) -> Card:
        """An entry for an item."""
        document = related.document
        if document.path not in self._cards:
            meta = document.meta
            assert isinstance(meta, Item)
            self._cards[document.path] = Card(
                title=meta.title,
                url=self.urls.href(self.urls.document(document)),
                kind=document.kind,
                lang=self.other(document.lang),
                date=meta.date,
                year=related.year,
                kicker=(meta.kicker or "") if isinstance(meta, Announcement) else "",
                summary=meta.summary or "",
                warning=meta.content_warning or "",
                event=self.entity(self.site.events[related.event]) if related.event else None,
                agencies=len({key for _, keys in related.roles for key in keys if not self.is_joint(key)}),
                updated=updated(meta.corrections) if isinstance(meta, Announcement) else None,
                sensitive=meta.sensitive,
                audience=(meta.audience or "") if isinstance(meta, Resource) else "",
                download=self.download(related),
                superseded=document.stem in self.site.newer,
                withheld=self.site.withheld.get(document.path, ""),
            )
        return self._cards[document.path]

    def download(self, related: Related) -> DownloadView | None:
        """What a resource leads to."""
        meta = related.document.meta
        if not isinstance(meta, Resource):
            return None
        if related.file:
            name = related.file.name.rpartition("/")[2]
            ending = name.rpartition(".")[2].upper() if "." in name else ""
            return DownloadView(self.goal(related.file), name, ending, self._weights.get(related.file.name, 0))
        return DownloadView(meta.url, urlsplit(meta.url).hostname or meta.url, "", 0) if meta.url else None

    def years(self, items: Iterable[Related]) -> tuple[YearGroup, ...]:
        """Entries by year, newest first; those whose year is not stated come last."""
        groups: dict[int | None, list[Card]] = {}
        for related in items:
            groups.setdefault(related.year, []).append(self.card(related))
        order = sorted(groups, key=lambda year: (year is None, -(year or 0)))
        return tuple(YearGroup(year, tuple(groups[year])) for year in order)

    def is_joint(self, key: str) -> bool:
        """True for a joint body, which is no agency of its own."""
        return self.site.agencies[key].agency.kind == "joint"

    def sharers(self, related: Related) -> tuple[str, ...]:
        """The services that share an item's joint figures; a joint body among them is not one more service."""
        return tuple({k: None for role, keys in related.roles if role in SHARING for k in keys if not self.is_joint(k)})

    def newest(self, related: Related) -> Related | None:
        """The record that counts in place of this one; None where this one does."""
        stem = self.site.newer.get(related.document.stem)
        if stem is None:
            return None
        paths = self.site.translations[stem]
        return self.site.documents[paths.get(self.lang) or self.original(paths)]

    def figures(self, path: str) -> Figures:
        """The figures that a results document owns, always whole."""
        if path not in self._figures:
            self._figures[path] = self._figures_of(self.site.documents[path])
        return self._figures[path]

    def _figures_of(self, related: Related) -> Figures:
        meta = related.document.meta
        assert isinstance(meta, Results)
        sharers, newest = self.sharers(related), self.newest(related)
        paths = self.site.translations[related.document.stem]
        original = self.site.documents[self.original(paths)].document.meta
        return Figures(
            title=meta.title,
            url=self.urls.href(self.urls.document(related.document)),
            lang=self.other(related.document.lang),
            operation=meta.operation,
            joint=meta.scope == "joint",
            shared_by=len(sharers),
            agencies=self.agencies(sharers),
            period=self.local(meta.period.label),
            period_lang=self.local_lang(meta.period.label),
            start=meta.period.start,
            end=meta.period.end,
            measures=measures(meta, original, Counting(self.site.config.suppress_below, self.said, self.first)),
            source=self.source(related),
            newer=self.item(newest.document.path).url if newest else "",
            presumption=presumption(meta),
        )

    def source(self, related: Related) -> OriginView | None:
        """Where a document comes from."""
        return source(related.document.meta, self.site.config.suppress_below)

    def contacts(self, contacts: Iterable[Contact], related: Related) -> tuple[ContactView, ...]:
        """Contacts, their agencies resolved."""
        return tuple(
            ContactView(
                lang=self.other(related.document.lang),
                name=c.name,
                agency=self.named(c.agency, related),
                address=c.address or "",
                map=c.map or "",
                map_label=c.map_label or "",
                phone=c.phone or "",
                email=c.email or "",
                url=c.url or "",
            )
            for c in contacts
        )

    def prose(self, related: Related) -> Prose | None:
        """The body of a document, with everything that its gaps lead to."""
        document = related.document
        if not document.has_body:
            return None
        people = {name: self.entity(self.site.agencies[key]) for name, key in related.agencies.items()}
        return Prose(
            path=document.path,
            lang=self.other(document.lang),
            links=MappingProxyType({target: self.goal(goal) for target, goal in related.links.items()}),
            pictures=MappingProxyType(dict(self._pictures(related))),
            credits=tuple(self._credits(related)),
            figures=MappingProxyType({name: self.figures(path) for name, path in related.figures.items() if path}),
            people=MappingProxyType(people),
        )

    def _pictures(self, related: Related) -> Iterable[tuple[str, PictureView]]:
        for reference in related.document.references:
            goal = related.links.get(reference.target) if reference.image else None
            if goal and goal.kind == "file":
                yield reference.target, self._shown.view(goal.name, self.goal(goal), self.urls)

    def _credits(self, related: Related) -> Iterable[Credit]:
        for reference in related.document.references:
            goal = related.links.get(reference.target) if reference.credit else None
            if goal and goal.kind == "file":
                yield Credit(self.goal(goal), reference.alt, reference.credit, reference.people)

    def goal(self, goal: Goal) -> str:
        """The href of a resolved link: in this language, where what it leads to is there in it."""
        anchor = f"#{quote(goal.anchor)}" if goal.anchor else ""
        if goal.kind == "document" and self.site.documents[goal.name].document.kind == "boilerplate":
            return anchor  # a place in a standing text is on the page that shows it
        return self.urls.href(self.path_of(goal)) + (f"?{goal.query}" if goal.query else "") + anchor

    def path_of(self, goal: Goal) -> str:
        """The path of a resolved link."""
        if goal.kind == "file":
            return self.urls.file(goal.name)
        if goal.kind == "url":
            return goal.name
        document = self.site.documents[goal.name].document
        if document.path in self._entities:
            return self.urls.entity(self._entities[document.path], self.lang)
        path = self.site.translations[document.stem].get(self.lang, goal.name)
        return self.urls.document(self.site.documents[path].document)

    def pages(self) -> Iterable[Related]:
        """Documents in this language that are pages of their own: items and pages."""
        for related in self.site.documents.values():
            if related.document.lang == self.lang and isinstance(related.document.meta, Titled):
                yield related

    def front(self, folder: str) -> Related | None:
        """The ``index.md`` of a folder, in this language or else in the site's first."""
        paths = self.site.translations.get(f"{folder}/index" if folder else "index", {})
        related = self.site.documents[paths.get(self.lang) or self.original(paths)] if paths else None
        return related if related and isinstance(related.document.meta, Page) else None
