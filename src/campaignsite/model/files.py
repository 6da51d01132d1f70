"""What the first stage makes: files as found, and as read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

PREVIEW = ".campaignsite/preview"
"""The one folder of a site's own that a build may write to: ``serve`` shows it, and nobody publishes it."""
INDEX = "pagefind/"
"""Below output/: the index of a search."""
LOCALES = "layouts/locales/"
"""Where a site's own catalogues lie, among its layouts."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file as it was read."""

    path: str
    """Relative to the site's root, with ``/``, in Unicode form C."""
    data: bytes
    digest: str
    """SHA-256 of the data, in hexadecimal."""


class Stamp(NamedTuple):
    """How a file looks from outside, as git's index keeps it: two looks alike, and nobody wrote to it in between."""

    mtime: int
    """Nanoseconds, as the two times of a file are."""
    ctime: int
    size: int
    inode: int
    digest: str = ""
    """SHA-256 of its data, in hexadecimal; empty when it is not known."""


class Size(NamedTuple):
    """How big a picture is, in CSS pixels."""

    width: int
    height: int


class Measured(NamedTuple):
    """What is known of a picture before anybody looks at it."""

    width: int
    """In CSS pixels, as browsers show it."""
    height: int
    weight: int = 0
    """Bytes of a still picture made of pixels; 0 for any other, of which there are no smaller copies."""


class Found(NamedTuple):
    """A file that is there, and need not be read to know it."""

    path: str
    """As that of a ``Source``."""
    digest: str
    """SHA-256 of its data, in hexadecimal; empty for a document that was not read yet."""
    stamp: Stamp | None = None
    """How it looks; None when nobody could look."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything that a build can read, sorted by path."""

    config: Found | None
    content: tuple[Found, ...]
    """Markdown below content/."""
    files: tuple[Found, ...]
    """Any other file below content/: published only where a public page uses it."""
    layouts: tuple[Found, ...]
    """The site's own layouts and catalogues, below layouts/."""
    assets: tuple[Found, ...]
    """Files below assets/."""

    @property
    def others(self) -> tuple[Found, ...]:
        """Everything but the documents."""
        return (*((self.config,) if self.config else ()), *self.files, *self.layouts, *self.assets)

    @property
    def all(self) -> tuple[Found, ...]:
        """Every one of them."""
        return (*self.content, *self.others)


def is_page(file: str) -> bool:
    """Whether readers can open a published file as a page."""
    return file.endswith((".html", ".htm"))
