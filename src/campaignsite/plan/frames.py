"""What all pages have, whatever their kind. In: a ``Frame`` and a subject. Out: a ``Planned``, later its ``Page``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from campaignsite.model.page.calendars import CalendarEntry
from campaignsite.model.page.pages import Page, Pager
from campaignsite.model.page.pieces import Link, Prose
from campaignsite.model.page.subjects import Subject
from campaignsite.model.site import Related
from campaignsite.plan.planned import Identity, Planned
from campaignsite.plan.urls import file_of
from campaignsite.plan.views.feeding import Feeding
from campaignsite.plan.views.inlang import InLanguage
from campaignsite.plan.views.items import toc
from campaignsite.plan.views.siteview import SiteViews

CODE = "qr.svg"
"""What the QR code that leads to a page is called, beside it."""


class Frame(NamedTuple):
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
    private: bool = False
    """True where the page is sensitive whatever its document says."""
    about: str = ""
    """The path of the document that it is about, where that does not give it its body."""
    for_posters: bool = False
    """True where posters lead to."""
    hidden: bool = False
    """True where search engines should leave it out whatever its document says."""
    listed: Sequence[Related] = ()
    """The items that it lists."""

    @property
    def sensitive(self) -> bool:
        """Whether nobody who uses the device later may see the page."""
        return self.private or bool(self.related and self.related.document.meta.sensitive)

    @property
    def qr(self) -> bool:
        """Whether there is a QR code that leads to the page. Nobody hangs up a way to a sensitive one."""
        asked = self.related and getattr(self.related.document.meta, "qr", False)
        return bool(self.for_posters or asked) and not self.sensitive

    def headed(self, front: Related | None) -> Frame:
        """The frame with the body and layout of the folder's index.md."""
        return self._replace(related=front, layout=front.document.meta.layout or "") if front else self


class Frames:
    """Fills the frames of one language."""

    def __init__(self, view: InLanguage, sites: SiteViews) -> None:
        self.view, self.sites, self.urls = view, sites, view.urls
        self.entries: dict[str, tuple[CalendarEntry, ...]] = {}
        """What calendars say of each event, by its key: it stands in many, and is made once."""
        self.feeding = Feeding(view)

    def planned(self, identity: Identity, frame: Frame, make: Callable[[], Page]) -> Planned:
        """The line of the table for one page."""
        body = frame.related.document if frame.related else None
        return Planned(
            identity=identity,
            url=frame.path,
            file=file_of(frame.path),
            kind=frame.kind,
            title=frame.title,
            layout=frame.layout or f"{frame.kind}.html",
            lang=self.view.lang,
            origin=frame.origin,
            body=body.path if body and body.has_body else "",
            make=make,
            sensitive=frame.sensitive,
            qr=frame.qr,
            hidden=frame.hidden or bool(self._withheld(frame)),
            shows=(frame.related, *frame.listed) if frame.related else frame.listed,
        )

    def page(
        self,
        frame: Frame,
        subject: Subject,
        *,
        description: str = "",
        older: Link | None = None,
        newer: Link | None = None,
        pages: Pager | None = None,
        noindex: bool = False,
    ) -> Page:
        """The page with everything that it shows, but its alternates and other forms."""
        view, related = self.view, frame.related
        home = Link(view.text("home"), self.sites.site.home)
        here = Link(frame.title, self.urls.href(frame.path), current=True)
        body: Prose | None = view.prose(related) if related else None
        withheld = self._withheld(frame)
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
            qr=self.urls.href(frame.path + CODE) if frame.qr else "",
            sensitive=frame.sensitive,
            noindex=noindex or frame.hidden or bool(withheld),
            withheld=withheld,
            origin=frame.origin,
        )

    def _withheld(self, frame: Frame) -> str:
        """Why the public may not know what the page is about."""
        return self.view.site.withheld.get(frame.related.document.path if frame.related else frame.about, "")
