"""What a body is read with."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Setting:
    """What a body is read with."""

    path: str
    first_line: int
    """The line of the file on which the body begins."""
    lang: str
    smart: bool = True
    """Whether the language's punctuation is used."""
    raw_html: bool = False
    prefix: str = ""
    """Begins every id, for texts that share a page with others."""
    level: int = 1
    """The level of the heading above the body."""
