"""Ids on a page: those that the layouts have for their sections, and so a text must not take."""

from __future__ import annotations

import re

STANDING = "boilerplate-"
"""Begins the id of a standing text's section, and every id in it."""

FIGURE = "figure-"
"""Begins the id of a figure, on the page of its record; the rest is the id of its measure."""

_SECTIONS = re.compile(
    r"main|agencies|figures|results|contact|corrections|source|events|editions|resources|members|totals|latest|more"
    r"|joint|series|results-by|upcoming|past|undated|toc|help|share"
)
_FAMILIES = re.compile(r"(figure|role|edition|letter|boilerplate|fn|fnref)-?.*|(.+-)?year-.*|.+-title|title-.+")


def reserved(name: str) -> bool:
    """True for an id that belongs to the layouts."""
    return bool(_SECTIONS.fullmatch(name) or _FAMILIES.fullmatch(name))
