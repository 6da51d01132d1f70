"""Share images: which pages have one, and what it says. In: a page and letters. Out: the page with its picture.

A picture shows all that it is to say, or there is none: its pages are shared without. Sensitive pages have none either,
since a picture shows a title to whoever looks at the reader's screen.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256

from campaignsite.model.codes import diagnostic
from campaignsite.model.colours import ACCENT
from campaignsite.model.diagnostics import Diagnostic, Place
from campaignsite.model.documents import Document
from campaignsite.model.front.config import Settings
from campaignsite.model.front.dates import PartialDate
from campaignsite.model.front.kinds import Agency, Event
from campaignsite.model.front.shared import Titled
from campaignsite.model.page.pages import Page
from campaignsite.model.page.share import SHARED_SIZE, ShareView, ShareWords
from campaignsite.model.page.subjects import (
    AgenciesView,
    AgencyView,
    EventsView,
    EventView,
    HomeView,
    ItemView,
    ListView,
)
from campaignsite.model.site import Related, Site
from campaignsite.model.words.lettering import Lettering
from campaignsite.model.words.localized import Localized
from campaignsite.plan.views.inlang import InLanguage

FOLDER = "share-images/"
DESIGN = "1"
"""Counts the changes of how pictures are drawn: with each they get new names, since browsers keep old ones for ever."""
_SHARED = (ItemView, AgencyView, EventView, HomeView, ListView, AgenciesView, EventsView)


def with_share(make: Callable[[], Page], view: InLanguage, mark: str, shows: Callable[[str], bool]) -> Page:
    """A page with its picture, where it has one: drawn with the fonts of a ``mark``, which decide what it ``shows``."""
    page = make()
    numbered = page.pager is not None and page.pager.number is not None
    if page.sensitive or numbered or not isinstance(page.subject, _SHARED):
        return page
    related = view.site.documents.get(page.origin) if isinstance(page.subject, ItemView) else None
    words = ShareWords(
        title=page.title,
        name=page.site.title if page.site.title != page.title else "",
        date=_date(page),
        agencies=_agencies(view, related) if related else (),
        accent=view.site.config.accent or ACCENT,
    )
    if not all(map(shows, (words.title, words.name, *words.agencies))):
        return page
    return replace(page, share=_share(page, view, words, mark))


def _share(page: Page, view: InLanguage, words: ShareWords, mark: str) -> ShareView:
    date = words.date.iso if words.date else ""
    drawn = (DESIGN, mark, page.lang, page.url, words.title, words.name, date, *words.agencies, words.accent)
    file = f"{FOLDER}{sha256(repr(drawn).encode('utf-8', 'surrogatepass')).hexdigest()[:20]}.png"
    alt = view.text("head.title", page=words.title, site=words.name) if words.name else words.title
    return ShareView(view.urls.origin + view.urls.href(f"/{file}"), file, *SHARED_SIZE, alt, words)


def _date(page: Page) -> PartialDate | None:
    if isinstance(page.subject, ItemView):
        return page.subject.date
    return page.subject.next if isinstance(page.subject, EventView) else None


def _agencies(view: InLanguage, related: Related) -> tuple[str, ...]:
    """Those that lead, by name, and how many others there are: with two names and with one."""
    every = tuple(dict.fromkeys(key for _, keys in related.roles for key in keys))
    leading = [key for role, keys in related.roles if role in ("host", "lead") for key in keys]
    leading = leading or [key for role, keys in related.roles if role == "issuer" for key in keys] or list(every)
    named = tuple(dict.fromkeys(leading))
    return tuple(dict.fromkeys(_named(view, named[:n], every) for n in (2, 1))) if named else ()


def _named(view: InLanguage, named: Sequence[str], every: Sequence[str]) -> str:
    names = [link.text for link in view.agencies(named)]
    others = sum(1 for key in every if key not in named and not view.is_joint(key))
    if others:
        return view.text("share.others", names=", ".join(names), n=others)
    return view.text("share.two", first=names[0], second=names[1]) if len(names) == 2 else names[0]


# --- what cannot be shown --------------------------------------------------------------------------------------------


def unlettered(site: Site, settings: Settings, lettering: Lettering) -> Iterator[Diagnostic]:
    """Every title and name that a picture would say, and for which there are no letters."""
    tags = settings.config.languages
    for loc, text in _localized(settings.config.title, "title", tags):
        yield from _lacking(text, settings.path, settings.places.get(loc), lettering)
    for related in site.documents.values():
        document = related.document
        if not document.meta.sensitive:
            for place, text in _said(document, tags):
                yield from _lacking(text, document.path, place, lettering)


def _said(document: Document, tags: Sequence[str]) -> Iterator[tuple[Place, str]]:
    meta = document.meta
    if isinstance(meta, Titled):
        yield document.place("title"), meta.title
    elif isinstance(meta, Agency | Event):
        yield document.place("name"), meta.name
        for loc, text in _localized(meta.names, "names", tags):
            yield document.place(*loc), text


def _localized(text: Localized | None, key: str, tags: Sequence[str]) -> Iterator[tuple[tuple[str, ...], str]]:
    for lang, said in text.all if text else ():
        if not lang or lang in tags:
            yield (key, lang) if lang else (key,), said


def _lacking(text: str, path: str, place: Place | None, lettering: Lettering) -> Iterator[Diagnostic]:
    missing = lettering.missing(text)
    if missing:
        shown = [*map(_character, missing[:_SOME]), *([f"{len(missing) - _SOME} more"] if missing[_SOME:] else [])]
        listed = f"{', '.join(shown[:-1])} or {shown[-1]}" if shown[1:] else shown[0]
        message = f"no share image can show this: no font has {listed}"
        hint = "name one that has them in campaignsite.yaml: “share_images: {fonts: [assets/name.ttf]}”"

        yield diagnostic("missing-letters", message, path, place, hint)
    elif not lettering.shows(text):
        message = "no share image can show this here: its script needs Raqm and FriBidi, which were not found"
        hint = "install FriBidi where the site is built (Debian: libfribidi0, macOS: brew install fribidi)"
        yield diagnostic("missing-text-layout", message, path, place, hint)


_SOME = 4


def _character(c: str) -> str:
    code = f"U+{ord(c):04X}"
    return code if unicodedata.category(c)[0] in "MCZ" else f"{c} ({code})"
