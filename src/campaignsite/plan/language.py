"""All pages of one language. The table is made at once; what a page shows is made when it is its turn."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache, partial
from itertools import pairwise

from campaignsite.model.front.config import Settings
from campaignsite.model.front.kinds import Item
from campaignsite.model.front.kinds import Page as Front
from campaignsite.model.page.pages import Page, Pager
from campaignsite.model.page.subjects import CorrectionsView, Subject
from campaignsite.model.site import Entity, Related
from campaignsite.plan.files import Published
from campaignsite.plan.forms import forms
from campaignsite.plan.frames import Frame, Frames
from campaignsite.plan.notices import notices
from campaignsite.plan.pager import page_path, pager, slices
from campaignsite.plan.planned import Identity, Planned
from campaignsite.plan.qr import qr_page
from campaignsite.plan.redirects import Redirect
from campaignsite.plan.resultsby import results_pages
from campaignsite.plan.views.agencies import agencies_view, agency_view, with_items
from campaignsite.plan.views.events import event_view, events_view, outside_editions
from campaignsite.plan.views.inlang import InLanguage
from campaignsite.plan.views.items import item_view
from campaignsite.plan.views.lists import by_year, corrected, folders, home_view, is_corrected, list_title, list_view
from campaignsite.plan.views.resultsby import FOLDER, ResultsBy
from campaignsite.plan.views.search import search_view
from campaignsite.plan.views.siteview import SiteViews
from campaignsite.plan.views.superseded import replacements


class Language:
    """Plans the pages of one language."""

    def __init__(
        self, view: InLanguage, settings: Settings, files: Sequence[Published], moved: Sequence[Redirect]
    ) -> None:
        """``moved`` are the old addresses of all languages."""
        self.view, self.urls, self.moved = view, view.urls, moved
        self._own = {f.file for f in files}
        self.lists = folders(view)
        self.size = settings.config.page_size
        self.sites = SiteViews(view, settings, files, self.lists, {redirect.old for redirect in moved})
        self.site = self.sites.site
        self.frames = Frames(view, self.sites)
        self.results = ResultsBy(view, self.lists)
        self._trails = {
            name: (view.link(list_title(view, name), self.urls.folder(name, view.lang)),) for name in self.lists
        }

    def pages(self) -> Iterator[Planned]:
        """Every page, its other forms, and the QR codes that lead to some."""
        for page in self._pages():
            made = forms(self.frames, page, self._items(page.identity))
            others = [form for form in made if form.page.file not in self._own]
            yield page._replace(forms=tuple(form.view for form in others)) if others else page
            yield from (form.page for form in others)
            if page.qr:
                yield qr_page(self.frames, page)

    def _items(self, identity: Identity) -> Sequence[Related]:
        """The items that a page is about, the newest first; those of the first page of a list for all of it."""
        match identity:
            case ("home",):
                return self.view.items
            case ("list", folder, ""):
                return self.lists[folder]
            case ("agency", key, ""):
                return self.view.of_agency.get(key, ())
            case ("event", key, ""):
                return self.view.of_event.get(key, ())
        return ()

    def _pages(self) -> Iterator[Planned]:
        yield self._home()
        yield from self._lists()
        yield from self._documents()
        yield from results_pages(self.frames, self.results, self._trails.get(FOLDER, ()), self.size)
        if self.view.site.agencies:
            yield self._index("agencies", lambda: agencies_view(self.view))
        for entity in self.view.site.agencies.values():
            yield from self._agency(entity)
        if self.view.site.events:
            yield self._index("events", lambda: events_view(self.view))
        for entity in self.view.site.events.values():
            yield from self._event(entity)
        if self.site.corrections:
            items = [r for r in self.view.items if is_corrected(r)]
            items += replacements(self.view).values()
            make = partial(corrected, self.view)
            yield self._index("corrections", lambda: CorrectionsView(make()), "corrections.all", items)
        if self.sites.settings.config.search:
            yield self._index("search", lambda: search_view(self.sites))
        if self.sites.downloads.has_page:
            yield self._index("data", self.sites.downloads.page)
        if self.sites.titles.count:
            yield from self._a_to_z()
        yield from notices(self.frames, self.moved)

    # --- one kind of page each -----------------------------------------------------------------------------------

    def _home(self) -> Planned:
        view, front = self.view, self.view.front("")
        title = front.document.meta.heading if front and front.document.lang == view.lang else self.site.title
        frame = Frame(
            "home",
            self.urls.folder("", view.lang),
            title,
            _origin(front) or "the home page",
            for_posters=True,
            listed=[r for r in view.items if r.document.kind != "resource"],
        )
        frame = frame.headed(front)
        return self.frames.planned(
            ("home",),
            frame,
            lambda: self.frames.page(
                frame, home_view(view, self.site.navigation, self.sites.help), description=self.site.description
            ),
        )

    def _lists(self) -> Iterator[Planned]:
        for folder in self.lists:
            yield from self._list(folder)
        for year, items in by_year(self.view).items():
            yield from self._year(year, items)

    def _list(self, folder: str) -> Iterator[Planned]:
        view, items, front = self.view, self.lists[folder], self.view.front(folder)
        path, title = self.urls.folder(folder, view.lang), list_title(view, folder)
        parts = slices(items, self.size)
        for number, part in parts:
            name = title if number is None else f"{title} – {view.text('pager.page', n=number)}"
            trail = () if number is None else (view.link(title, path),)
            origin = _origin(front) if number is None else ""
            frame = Frame("list", page_path(path, number), name, origin or f"the list of {folder}", trail, listed=part)
            whole = frame if number is not None else frame.headed(front)
            if not whole.layout and all(r.document.kind == "resource" for r in items):
                whole = whole._replace(layout="resources.html")
            way = pager(view, path, number, len(parts) - 1)
            ways = self.results.ways if folder == FOLDER and number is None else ()
            subject = partial(list_view, view, items, part, front=number is None, by=ways)
            yield self.frames.planned(
                ("list", folder, str(number or "")), whole, partial(self._list_page, whole, subject, way)
            )

    def _year(self, year: int, items: Sequence[Related]) -> Iterator[Planned]:
        """Everything from one year: the same entries as in the lists of folders, and no totals of them."""
        view, path = self.view, self.urls.year(year, self.view.lang)
        title, parts = view.text("year.title", year=str(year)), slices(items, self.size)
        for number, part in parts:
            name = title if number is None else f"{title} – {view.text('pager.page', n=number)}"
            trail = () if number is None else (view.link(title, path),)
            frame = Frame("year", page_path(path, number), name, f"the list of {year}", trail, listed=part)
            way = pager(view, path, number, len(parts) - 1)
            subject = partial(list_view, view, items, part, front=False)
            identity = ("year", str(year), str(number or ""))
            yield self.frames.planned(identity, frame, partial(self._list_page, frame, subject, way))

    def _list_page(self, frame: Frame, subject: Callable[[], Subject], way: Pager | None) -> Page:
        return self.frames.page(frame, subject(), pages=way)

    def _documents(self) -> Iterator[Planned]:
        neighbours, fronts = self._neighbours(), self.sites.fronts
        for related in self.view.pages():
            document = related.document
            if document.stem in fronts and isinstance(document.meta, Front):
                continue
            frame = self._document_frame(related)
            make = partial(self._document_page, frame, related, *neighbours.get(document.path, (None, None)))
            yield self.frames.planned(("document", document.stem), frame, make)

    def _document_frame(self, related: Related) -> Frame:
        document = related.document
        folder = document.folder.partition("/")[0]
        return Frame(
            document.kind,
            self.urls.document(document),
            document.meta.heading,
            document.path,
            self._trails[folder] if folder in self.lists else (),
            getattr(document.meta, "summary", None) or "",
            document.meta.layout or f"{document.kind}.html",
            related,
            for_posters=document.kind == "resource",
        )

    def _document_page(self, frame: Frame, related: Related, older: str | None, newer: str | None) -> Page:
        view, withheld = self.view, self.view.site.withheld
        page = self.frames.page(
            frame,
            item_view(view, related),
            older=view.item(older) if older else None,
            newer=view.item(newer) if newer else None,
        )
        marks = withheld.get(older or "", ""), withheld.get(newer or "", "")
        return replace(page, previous_withheld=marks[0], next_withheld=marks[1]) if any(marks) else page

    def _neighbours(self) -> dict[str, tuple[str | None, str | None]]:
        """For each item the path of the next older and of the next newer one of its list, in this language."""
        found: dict[str, tuple[str | None, str | None]] = {}
        for items in self.lists.values():
            own = [r for r in items if r.document.lang == self.view.lang and isinstance(r.document.meta, Item)]
            for newer, older in pairwise(own):
                a, b = newer.document.path, older.document.path
                found[a] = (b, found.get(a, (None, None))[1])
                found[b] = (None, a)
        return found

    def _index(
        self, folder: str, subject: Callable[[], Subject], called: str = "", listed: Sequence[Related] = ()
    ) -> Planned:
        front = self.view.front(folder)
        own = front and front.document.lang == self.view.lang
        title = front.document.meta.heading if front and own else self.view.text(called or f"{folder}.title")
        origin = _origin(front) or f"the list of {folder}"
        frame = Frame(folder, self.urls.folder(folder, self.view.lang), title, origin, listed=listed).headed(front)
        description = self.view.text(f"{folder}.description")
        return self.frames.planned(
            (folder,), frame, lambda: self.frames.page(frame, subject(), description=description)
        )

    def _a_to_z(self) -> Iterator[Planned]:
        """Every title; when there are many, a page for each letter."""
        titles, view = self.sites.titles, self.view
        ways = partial(replace, ways=self.sites.everything, year_lists=self.sites.year_lists)
        yield self._index("a-z", lambda: ways(titles.page()), listed=view.items)
        way = (view.link(view.text("a-z.title"), titles.path),)
        for letter in titles.letters if titles.split else ():
            name = f"{way[0].text} – {letter}"
            frame = Frame("a-z", titles.at(letter), name, "the list from A to Z", way)
            make = partial(self._letter_page, frame, letter)
            yield self.frames.planned(("a-z", letter), frame, make)

    def _letter_page(self, frame: Frame, letter: str) -> Page:
        return self.frames.page(frame, self.sites.titles.page(letter))

    def _agency(self, entity: Entity) -> Iterator[Planned]:
        def make(frame: Frame, part: Sequence[Related], way: Pager | None, _front: bool) -> Page:
            return self.frames.page(frame, with_items(self.view, whole(), entity.key, part), pages=way)

        whole = cache(partial(agency_view, self.view, entity, self.results.url("agency", entity.key)))
        yield from self._sliced(entity, ("agency", "agencies"), self.view.of_agency.get(entity.key, ()), make)

    def _event(self, entity: Entity) -> Iterator[Planned]:
        def make(frame: Frame, part: Sequence[Related], way: Pager | None, front: bool) -> Page:
            subject = event_view(self.view, entity, part, front=front, results=self.results.url("event", entity.key))
            return self.frames.page(frame, subject, pages=way)

        yield from self._sliced(entity, ("event", "events"), outside_editions(self.view, entity.key), make)

    def _sliced(
        self,
        entity: Entity,
        kind: tuple[str, str],
        items: Sequence[Related],
        make: Callable[[Frame, Sequence[Related], Pager | None, bool], Page],
    ) -> Iterator[Planned]:
        """The pages of an agency or event: what ``make`` makes of each slice of its items."""
        parts, front = slices(items, self.size), self.urls.entity(entity, self.view.lang)
        for number, part in parts:
            frame, way = (
                self._entity_frame(entity, *kind, number, part),
                pager(self.view, front, number, len(parts) - 1),
            )
            identity = (kind[0], entity.key, str(number or ""))
            yield self.frames.planned(identity, frame, partial(make, frame, part, way, number is None))

    def _entity_frame(
        self, entity: Entity, kind: str, folder: str, number: int | None, listed: Sequence[Related]
    ) -> Frame:
        """The frame of one page of an agency or event. What an event's editions list stands on the first."""
        view, document = self.view, entity.document(self.view.lang)
        link = view.entity(entity)
        section = view.link(view.text(f"{folder}.title"), self.urls.folder(folder, view.lang))
        path = page_path(self.urls.entity(entity, view.lang), number)
        return Frame(
            kind,
            path,
            link.text if number is None else f"{link.text} – {view.text('pager.page', n=number)}",
            document.path if number is None else f"the pages of {document.path}",
            (section,) if number is None else (section, link),
            getattr(document.meta, "summary", None) or "",
            document.meta.layout or f"{kind}.html",
            view.site.documents[document.path] if number is None else None,
            about=document.path,
            for_posters=kind == "event" and number is None,
            listed=view.of_event.get(entity.key, ()) if kind == "event" and number is None else listed,
        )


def _origin(related: Related | None) -> str:
    return related.document.path if related else ""
