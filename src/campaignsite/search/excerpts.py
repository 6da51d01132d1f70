"""What Pagefind reads of a page: its main part and its entry, as one small document. In: HTML. Out: HTML."""

from __future__ import annotations

import re
from html import escape, unescape

from campaignsite.search.entries import Entry

LEFT_OUT = ("nav", ".help", ".helplines", ".skip", ".siblings")
"""Selectors of what is on every page, and so is no answer to anything."""

_APART = re.compile(r"(?<=</b>)(?=<)|(?<=</dt>)(?=<)|(?<=</li>)(?=<)|(?<=</span>)(?=<)")
"""Where the style sheet keeps things apart that have no space between them."""
_MAIN = re.compile(r"<main\b[^>]*>(.*)</main>", re.DOTALL)
_BODY = re.compile(r"<body\b[^>]*>(.*)</body>", re.DOTALL)


def excerpt(html: str, entry: Entry) -> str:
    """The document for one page. What stands outside ``<main>`` is left out; a layout without one is taken whole."""
    found = _MAIN.search(html) or _BODY.search(html)
    main = _APART.sub(" ", found[1] if found else html)
    said = {"title": entry.title, "kind": entry.kind, "date": entry.date, "day": _day(html, entry.date)}
    meta = [_said("meta", name, value) for name, value in said.items() if value]
    filters = [_said("filter", name, value) for name, values in entry.filters.items() for value in values]
    return (
        f'<!doctype html><html lang="{escape(entry.lang)}"><head><title>{escape(entry.title)}</title></head>'
        f"<body><main data-pagefind-body>{''.join((*meta, *filters))}{main}</main></body></html>"
    )


def _said(what: str, name: str, value: str) -> str:
    """The value stands in an attribute of its own: it may have a comma or a colon in it, which divide the other."""
    return f'<p data-pagefind-{what}="{name}[data-value]" data-value="{escape(value)}"></p>'


def _day(html: str, iso: str) -> str:
    """The date as the page has it, in its language; the page says one without a year as 07-30."""
    shown = re.search(rf'<time datetime="{re.escape(iso.removeprefix("--"))}">([^<]*)</time>', html) if iso else None
    return unescape(shown[1]) if shown else iso
