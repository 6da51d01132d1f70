"""Layouts: the stock theme's and the site's own, which override them file by file."""

from __future__ import annotations

from collections.abc import Sequence

from campaignsite.model.artifacts import Layout
from campaignsite.model.diagnostics import Checked, Diagnostic
from campaignsite.model.files import LOCALES, Source
from campaignsite.parse.text import decode

ENDINGS = (".html", ".xml", ".txt", ".css", ".js", ".svg")
"""What a layout's name may end in; a README or a picture beside the layouts is none."""
STOCK = "stock/"


def parse_layouts(stock: Sequence[Source], own: Sequence[Source]) -> Checked[tuple[Layout, ...]]:
    """Every layout by its name; a stock one stays reachable as ``stock/…`` when the site has its own."""
    noticed: list[Diagnostic] = []
    found: dict[str, Layout] = {}
    for source in stock:
        text = decode(source)[0]
        for name in (source.path, STOCK + source.path):
            found[name] = Layout(name, STOCK + source.path, text)
    for source in own:
        if source.path.endswith(ENDINGS) and not source.path.startswith(LOCALES):
            text, undecoded = decode(source)
            noticed += undecoded
            name = source.path.removeprefix("layouts/")
            found[name] = Layout(name, source.path, text)
    return Checked(tuple(found.values()), tuple(noticed))
