"""What files about the whole site say to machines: search engines, browsers that keep an icon, who reports a hole."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SitemapAlternate:
    """The same page in one language."""

    lang: str
    """A language tag, or ``x-default`` for readers of no language that the site has."""
    url: str
    """The absolute URL."""


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """A page that search engines may show."""

    url: str
    """The absolute URL."""
    changed: str
    """The last day or moment of which it is known that something was new (W3C, Date and Time Formats); else empty."""
    alternates: tuple[SitemapAlternate, ...]
    """The same page in every language, this one included; nothing where it has one language."""


@dataclass(frozen=True, slots=True)
class SitemapView:
    """Pages for search engines (sitemaps.org, protocol 0.9)."""

    entries: tuple[SitemapEntry, ...]


@dataclass(frozen=True, slots=True)
class SitemapIndexView:
    """The parts of a list of pages that is too long for one file."""

    parts: tuple[str, ...]
    """Their absolute URLs."""


@dataclass(frozen=True, slots=True)
class RobotsView:
    """What crawlers may read (RFC 9309): everything."""

    sitemap: str
    """The absolute URL of the list of pages."""


@dataclass(frozen=True, slots=True)
class ManifestView:
    """What a browser shows where somebody keeps an icon that leads to the site (W3C, Web Application Manifest)."""

    colour: str
    """What colours the browser's own bars: #rrggbb."""
    paper: str
    """What is seen before the page is: #rrggbb."""


@dataclass(frozen=True, slots=True)
class SecurityView:
    """Whom to tell of a hole in the site (RFC 9116)."""

    fields: tuple[tuple[str, str], ...]
    """Names and values, in the order of the file."""
