"""The body of a file: Markdown becomes what the page shows, and what the rest of the site may know of it."""

from __future__ import annotations

from campaignsite.model.documents import Read, Setting
from campaignsite.parse.markdown.body import read_body

LONG = 400
"""Words from which a page has a table of contents, if it has three headings."""


def read(text: str, setting: Setting) -> Read:
    """What a body says."""
    found = read_body(text, setting)
    return Read(
        body=found.body,
        headings=tuple(found.headings),
        anchors=frozenset(found.anchors),
        references=tuple(found.references),
        components=tuple(found.components),
        quotes=tuple(found.quotes),
        long=found.words >= LONG,
        ignores=tuple(found.ignores),
        numbers=tuple(found.numbers),
        noticed=tuple(found.noticed),
    )
