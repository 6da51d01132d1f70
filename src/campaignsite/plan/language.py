"""All pages of one language. The table is made at once; what a page shows is made when it is its turn."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import pairwise

from campaignsite.model.front.config import Settings
from campaignsite.model.front.kinds import Item, Titled
from campaignsite.model.front.kinds import Page as Front
from campaignsite.model.page.pages import Page, Pager
from campaignsite.model.page.pieces import Link, Prose
from campaignsite.model.page.subjects import CorrectionsView, Subject, WithdrawnView
from campaignsite.model.site import Entity, Related
from campaignsite.plan.files import Published
from campaignsite.plan.pager import page_path, pager, slices
from campaignsite.plan.planned import Identity, Planned
from campaignsite.plan.urls import file_of
from campaignsite.plan.views.agencies import agencies_view, agency_view, with_items
from campaignsite.plan.views.events import event_view, events_view, outside_editions
from campaignsite.plan.views.inlang import InLanguage
from campaignsite.plan.views.items import item_view, toc
from campaignsite.plan.views.lists import corrected, folders, home_view, list_title, list_view
from campaignsite.plan.views.siteview import SiteViews


@dataclass(frozen=True, slots=True)
class _Frame:
    """What a page has in common with others of its kind."""

    kind: str
    path: str
    title: str
    origin: str
    trail: tuple[Link, ...] = ()
    """The breadcrumbs between the home page and this page."""
    description: str = ""
    layout: str = ""
    related: Related | None = None
    """The document that gives the page its body."""


class Language:
    """Plans the pages of one language."""

    def __init__(self, view: InLanguage, settings: Settings, files: Sequence[Published]) -> None:
        self.view, self.urls = view, view.urls
        self.lists = folders(view)
        self.size = settings.config.page_size
        self.sites = SiteViews(view, settings, files, self.lists)
        self.site = self.sites.site
        self._trails = {
            name: (view.link(list_title(view, name), self.urls.folder(name, view.lang)),) for name in self.lists
        }

    def pages(self) -> Iterator[Planned]:
        """Every page."""
        yield self._home()
        for folder in self.lists:
            yield from self._list(folder)
        yield from self._documents()
        yield from self._withdrawn()
        if self.view.site.agencies:
            yield self._index("agencies", lambda: agencies_view(self.view))
        for entity in self.view.site.agencies.values():
            yield from self._agency(entity)
        if self.view.site.events:
            yield self._index("events", lambda: events_view(self.view))
        for entity in self.view.site.events.values():
            yield from self._event(entity)
        if self.site.corrections:
            yield self._index("corrections", lambda: CorrectionsView(corrected(self.view)), "corrections.all")
        yield self._not_found()

    # --- one kind of page each -----------------------------------------------------------------------------------

    def _home(self) -> Planned:
        view, front = self.view, self.view.front("")
        title = front.document.meta.heading if front and front.document.lang == view.lang else self.site.title
        frame = _with(_Frame("home", self.urls.folder("", view.lang), title, _origin(front) or "the home page"), front)
        return self._planned(
            ("home",),
            frame,
            lambda: self._page(frame, home_view(view, self.site.navigation), description=self.site.description),
        )

    def _list(self, folder: str) -> Iterator[Planned]:
        view, items, front = self.view, self.lists[folder], self.view.front(folder)
        path, title = self.urls.folder(folder, view.lang), list_title(view, folder)
        parts = slices(items, self.size)
        for number, part in parts:
            name = title if number is None else f"{title} – {view.text('pager.page', n=number)}"
            trail = () if number is None else (view.link(title, path),)
            origin = _origin(front) if number is None else ""
            frame = _Frame("list", page_path(path, number), name, origin or f"the list of {folder}", trail)
            whole = frame if number is not None else _with(frame, front)
            way = pager(view, path, number, len(parts) - 1)
            subject = partial(list_view, view, items, part, front=number is None)
            yield self._planned(
                ("list", folder, str(number or "")), whole, partial(self._list_page, whole, subject, way)
            )

    def _list_page(self, frame: _Frame, subject: Callable[[], Subject], way: Pager | None) -> Page:
        return self._page(frame, subject(), pages=way)

    def _documents(self) -> Iterator[Planned]:
        neighbours, fronts = self._neighbours(), self._fronts()
        for related in self.view.pages():
            document = related.document
            if document.stem in fronts and isinstance(document.meta, Front):
                continue
            frame = self._document_frame(related)
            make = partial(self._document_page, frame, related, *neighbours.get(document.path, (None, None)))
            yield self._planned(("document", document.stem), frame, make)

    def _document_frame(self, related: Related) -> _Frame:
        document = related.document
        folder = document.folder.partition("/")[0]
        return _Frame(
            document.kind,
            self.urls.document(document),
            document.meta.heading,
            document.path,
            self._trails[folder] if folder in self.lists else (),
            getattr(document.meta, "summary", None) or "",
            document.meta.layout or f"{document.kind}.html",
            related,
        )

    def _document_page(self, frame: _Frame, related: Related, older: str | None, newer: str | None) -> Page:
        view = self.view
        return self._page(
            frame,
            item_view(view, related),
            older=view.item(older) if older else None,
            newer=view.item(newer) if newer else None,
        )

    def _withdrawn(self) -> Iterator[Planned]:
        """At the address of each text that was withdrawn, a page that says so."""
        for document in self.view.site.withdrawn:
            withdrawal = document.meta.withdrawn if isinstance(document.meta, Titled) else None
            if document.lang == self.view.lang and withdrawal:
                path, title = self.urls.document(document), self.view.text("withdrawn.title")
                frame = _Frame("withdrawn", path, title, document.path)
                subject = WithdrawnView(withdrawal.date, withdrawal.why)
                make = partial(self._page, frame, subject, noindex=True)
                yield self._planned(("withdrawn", document.stem), frame, make)

    def _fronts(self) -> frozenset[str]:
        """The stems of index.md files that stand at the head of a list, and so have no page of their own."""
        site = self.view.site
        folders = [*self.lists, *(["agencies"] if site.agencies else []), *(["events"] if site.events else [])]
        folders += ["corrections"] if self.site.corrections else []
        return frozenset(["index", *(f"{folder}/index" for folder in folders)])

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

    def _index(self, folder: str, subject: Callable[[], Subject], called: str = "") -> Planned:
        front = self.view.front(folder)
        own = front and front.document.lang == self.view.lang
        title = front.document.meta.heading if front and own else self.view.text(called or f"{folder}.title")
        frame = _with(
            _Frame(folder, self.urls.folder(folder, self.view.lang), title, _origin(front) or f"the list of {folder}"),
            front,
        )
        description = self.view.text(f"{folder}.description")
        return self._planned((folder,), frame, lambda: self._page(frame, subject(), description=description))

    def _agency(self, entity: Entity) -> Iterator[Planned]:
        def make(frame: _Frame, part: Sequence[Related], way: Pager | None, _front: bool) -> Page:
            return self._page(frame, with_items(self.view, whole(), entity.key, part), pages=way)

        whole = cache(partial(agency_view, self.view, entity))
        yield from self._sliced(entity, ("agency", "agencies"), self.view.of_agency.get(entity.key, ()), make)

    def _event(self, entity: Entity) -> Iterator[Planned]:
        def make(frame: _Frame, part: Sequence[Related], way: Pager | None, front: bool) -> Page:
            return self._page(frame, event_view(self.view, entity, part, front=front), pages=way)

        yield from self._sliced(entity, ("event", "events"), outside_editions(self.view, entity.key), make)

    def _sliced(
        self,
        entity: Entity,
        kind: tuple[str, str],
        items: Sequence[Related],
        make: Callable[[_Frame, Sequence[Related], Pager | None, bool], Page],
    ) -> Iterator[Planned]:
        """The pages of an agency or event: what ``make`` makes of each slice of its items."""
        parts, front = slices(items, self.size), self.urls.entity(entity, self.view.lang)
        for number, part in parts:
            frame, way = self._entity_frame(entity, *kind, number), pager(self.view, front, number, len(parts) - 1)
            identity = (kind[0], entity.key, str(number or ""))
            yield self._planned(identity, frame, partial(make, frame, part, way, number is None))

    def _entity_frame(self, entity: Entity, kind: str, folder: str, number: int | None) -> _Frame:
        view, document = self.view, entity.document(self.view.lang)
        link = view.entity(entity)
        section = view.link(view.text(f"{folder}.title"), self.urls.folder(folder, view.lang))
        path = page_path(self.urls.entity(entity, view.lang), number)
        return _Frame(
            kind,
            path,
            link.text if number is None else f"{link.text} – {view.text('pager.page', n=number)}",
            document.path if number is None else f"the pages of {document.path}",
            (section,) if number is None else (section, link),
            getattr(document.meta, "summary", None) or "",
            document.meta.layout or f"{kind}.html",
            view.site.documents[document.path] if number is None else None,
        )

    def _not_found(self) -> Planned:
        prefix = self.urls.prefix(self.view.lang)
        frame = _Frame(
            "not-found",
            f"{prefix}/404.html",
            self.view.text("not-found.title"),
            "the page for what is not found",
        )
        return self._planned(("not-found",), frame, lambda: self._page(frame, None, noindex=True))

    def _planned(self, identity: Identity, frame: _Frame, make: Callable[[], Page]) -> Planned:
        body = frame.related.document if frame.related else None
        return Planned(
            identity=identity,
            url=frame.path,
            file=file_of(frame.path),
            layout=frame.layout or f"{frame.kind}.html",
            lang=self.view.lang,
            origin=frame.origin,
            body=body.path if body and body.has_body else "",
            make=make,
        )

    # --- what all pages have -------------------------------------------------------------------------------------

    def _page(
        self,
        frame: _Frame,
        subject: Subject,
        *,
        description: str = "",
        older: Link | None = None,
        newer: Link | None = None,
        pages: Pager | None = None,
        noindex: bool = False,
    ) -> Page:
        view, related = self.view, frame.related
        home = Link(view.text("home"), self.site.home)
        here = Link(frame.title, self.urls.href(frame.path), current=True)
        body: Prose | None = view.prose(related) if related else None
        return Page(
            url=frame.path,
            file=file_of(frame.path),
            kind=frame.kind,
            layout=frame.layout or f"{frame.kind}.html",
            lang=view.lang,
            title=frame.title,
            description=frame.description or description,
            canonical=self.urls.origin + here.url,
            site=self.sites.at(here.url),
            subject=subject,
            body=body,
            breadcrumbs=() if frame.kind in ("home", "not-found") else (home, *frame.trail, here),
            previous=older,
            next=newer,
            toc=toc(related) if related else (),
            pager=pages,
            sensitive=related.document.meta.sensitive if related else False,
            noindex=noindex,
            origin=frame.origin,
        )


def _origin(related: Related | None) -> str:
    return related.document.path if related else ""


def _with(frame: _Frame, front: Related | None) -> _Frame:
    """The frame with the body and layout of the folder's index.md."""
    return replace(frame, related=front, layout=front.document.meta.layout or "") if front else frame
