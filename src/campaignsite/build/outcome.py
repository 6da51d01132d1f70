"""From what a build noticed and made to its ``Outcome``."""

from __future__ import annotations

from collections.abc import Iterable
from math import inf
from typing import TYPE_CHECKING

from campaignsite.build.order import Order, Outcome
from campaignsite.model.diagnostics import Diagnostic, has_errors, in_order
from campaignsite.model.files import is_page
from campaignsite.sources.reading import inside, read

if TYPE_CHECKING:
    from campaignsite.model.artifacts import Artifact

_NO_TEXT = ("damaged-image", "image-too-big", "image-with-place", "lfs-pointer")
"""Codes of files that have no lines to show."""
FONTS = (".woff2", ".woff", ".ttf", ".otf", ".ttc", ".eot")
"""Endings of files that have none either."""


def outcome(
    order: Order,
    noticed: Iterable[Diagnostic],
    *,
    pages: int = 0,
    files: int = 0,
    artifacts: tuple[Artifact, ...] = (),
    rendered: Iterable[str] = (),
    site: str = "",
    until: float = inf,
) -> Outcome:
    """The outcome of a build; reads the files that it has something to say of, for excerpts."""
    diagnostics = in_order(noticed)
    texts = {}
    for path in {d.path for d in diagnostics if not d.path.startswith(("/", "stock/")) and d.code not in _NO_TEXT}:
        # What a link leads to outside the site is nobody's business: reports go to strangers.
        shown = not path.lower().endswith(FONTS) and inside(order.root, path)
        source = read(order.root, path).value if shown else None
        if source:
            texts[path] = source.data
    return Outcome(
        diagnostics=diagnostics,
        pages=pages,
        files=files,
        published=files > 0,
        artifacts=() if has_errors(diagnostics) else artifacts,
        sources=texts,
        rendered=sum(map(is_page, rendered)),
        site=site,
        until=until,
    )
