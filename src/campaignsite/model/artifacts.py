"""What goes to the last stage, and what layouts are before they are compiled."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Artifact:
    """One file of the finished site."""

    file: str
    """Relative to output/, with ``/``."""
    data: bytes


@dataclass(frozen=True, slots=True)
class Layout:
    """The text of a layout."""

    name: str
    """What other layouts call it: ``release.html``; ``stock/release.html`` is always the stock theme's."""
    path: str
    """The file that an editor would open."""
    text: str
    added: str = ""
    """What is laid behind the text of a site's part, from the theme's; no line of it is the site's."""
