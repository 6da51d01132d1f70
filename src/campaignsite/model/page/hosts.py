"""What stands at old addresses, and what files for hosts say."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MovedView:
    """Stands at an old address of a page."""

    to: str
    """Where the page is now, with the base path."""


@dataclass(frozen=True, slots=True)
class QrView:
    """A QR code (ISO/IEC 18004) that leads to a page, for posters."""

    to: str
    """The page's absolute URL; the filter ``qr`` makes the code of it."""


@dataclass(frozen=True, slots=True)
class MovedRule:
    """An old address for a host to redirect, and where the page is now."""

    old: str
    """With the base path, percent-encoded."""
    to: str
    """With the base path, percent-encoded."""
    nginx: str
    """The old address as nginx compares it: decoded, and quoted as its configuration wants it."""
    apache: tuple[str, str]
    """The old address as an expression that Apache compares with the decoded one, and the new one, decoded: quoted."""


@dataclass(frozen=True, slots=True)
class MovedRulesView:
    """All old addresses, for the files that hosts read."""

    rules: tuple[MovedRule, ...]


@dataclass(frozen=True, slots=True)
class CacheRule:
    """How long browsers may keep something."""

    path: str
    """With the base path, percent-encoded."""
    nginx: tuple[str, ...]
    """The names that nginx may know it by: decoded, and quoted as its configuration wants them."""
    apache: str
    """An expression that Apache compares with the decoded address, quoted as its configuration wants it."""
    keep: bool
    """True for what may be kept for ever, False for what must not be kept at all."""


@dataclass(frozen=True, slots=True)
class HeadersView:
    """What the files for hosts say of headers; where nothing is said, browsers ask again."""

    rules: tuple[CacheRule, ...]


@dataclass(frozen=True, slots=True)
class HtaccessView:
    """What Apache is told, in one file that it reads by itself."""

    moved: tuple[MovedRule, ...]
    rules: tuple[CacheRule, ...]
    missing: str
    """The address of the page for what is not found, with the base path, percent-encoded and quoted."""
    packed: bool
    """Whether there are copies compressed with gzip."""
