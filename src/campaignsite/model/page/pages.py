"""What a layout sees: one frozen ``Page``. Everything in it is ready to show; nothing in it leads elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from campaignsite.model.page.pieces import FormView, HelplineView, Link, Prose
from campaignsite.model.page.share import ShareView
from campaignsite.model.page.subjects import Subject


@dataclass(frozen=True, slots=True)
class Pager:
    """One page of a long list. Pages are numbered from the oldest, so that what a page holds never moves."""

    number: int | None
    """This page's number; None for the front page, which holds the newest entries."""
    count: int
    """How many numbered pages there are."""
    newest: Link
    """The front page of the list."""
    newer: Link | None
    older: Link | None
    pages: tuple[Link, ...]
    """All numbered pages, newest first."""


@dataclass(frozen=True, slots=True)
class TocEntry:
    """A heading in the table of contents."""

    id: str
    text: str
    level: int


@dataclass(frozen=True, slots=True)
class SiteView:
    """What is the same on every page of one language."""

    title: str
    description: str
    publisher: str
    banner: str
    home: str
    """URL of the front page in this language."""
    navigation: tuple[Link, ...]
    footer: tuple[Link, ...]
    languages: tuple[str, ...]
    corrections: str
    """URL of the list of corrections; empty when nothing was corrected."""
    exit: str
    """Where the exit of sensitive pages leads; empty when the site has none."""
    leaving: str
    """URL of the page that says what the exit does; empty when the site has none."""
    search: str
    """URL of the page to search on; empty when the site has none."""
    data: str
    """URL of the page about the data; empty when there are no data."""
    data_licence: str
    """Where the licence of the data can be read; empty when nobody says."""
    helplines: tuple[HelplineView, ...]
    bar: tuple[str, str]
    """What colours a browser's own bars, in light and in dark surroundings: #rrggbb."""
    styles: tuple[str, ...]
    """The style sheets, as paths below assets/, in order."""
    assets: Mapping[str, str]
    """From the path below assets/ to the URL."""
    policy: str
    """What a page may load, as Content-Security-Policy has it."""
    integrity: Mapping[str, str]
    """From the path below assets/ of a style sheet or script to what a browser compares it with."""
    base_path: str
    """The path that every URL of the site begins with: / or /folder/."""
    origin: str
    """Scheme and host, without a slash at the end."""
    manifest: str = ""
    """URL of what a browser needs for an icon that leads here, in this language; empty when the site has none."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page that will exist."""

    url: str
    """Path below the base path, with language prefix: /fr/agencies/opp/."""
    file: str
    """The file below output/."""
    kind: str
    """home, item kinds, withdrawn, moved, agency, agencies, event, events, list, year, results-by, corrections,
    a-z, search, data, leaving, not-found.

    The files of rules for hosts are ``moved-rules``, ``headers`` and ``htaccess``, a QR code is ``qr``. Feeds are
    ``atom`` and ``json-feed``, a calendar is ``calendar``, a page as plain text is ``text``. Files of data are
    ``data-csv``, ``data-json``, ``data-schema`` and ``data-package``, the list of all pages ``page-list`` and
    ``page-list-schema``. Others for machines are ``sitemap``, ``robots``, ``web-manifest`` and ``security``.
    """
    layout: str
    """The layout's file name."""
    lang: str
    title: str
    description: str
    canonical: str
    """The page's absolute URL."""
    site: SiteView
    subject: Subject = None
    body: Prose | None = None
    breadcrumbs: tuple[Link, ...] = ()
    """The way from the front page to this page, which is the last one and current."""
    previous: Link | None = None
    """The next older item of its list."""
    next: Link | None = None
    """The next newer item of its list."""
    previous_withheld: str = ""
    """Why the public may not know of that older one; always empty in a site that is published."""
    next_withheld: str = ""
    """The same of the newer one."""
    alternates: tuple[Link, ...] = ()
    """The same page in every language, this one included; ``lang`` is set on each."""
    forms: tuple[FormView, ...] = ()
    """Its other forms: feeds, a calendar, plain text."""
    toc: tuple[TocEntry, ...] = ()
    pager: Pager | None = None
    qr: str = ""
    """URL of the QR code that leads to the page; empty when it has none."""
    sensitive: bool = False
    noindex: bool = False
    """True for a page that search engines should leave out."""
    withheld: str = ""
    """Why the public may not know it: draft, embargoed, …; always empty in a site that is published."""
    origin: str = ""
    """The file that it is made from, for messages."""
    share: ShareView | None = None
    """The picture that others show where they link to the page; none where nothing is to be shown of it."""
