"""Where links and images of a body lead, as far as one file can tell, and at which place they stand."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from campaignsite.model.diagnostics import Place

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_ALLOWED = ("http", "https", "mailto", "tel")


def judge(href: str) -> tuple[str, str]:
    """Split links into safe outside ones, inside ones, and refused ones.

    Returns ``("outside", "")``, ``("inside", target)`` with the target decoded, or ``("refused", why)``.
    """
    text = href.strip()
    if text.startswith(("//", "\\", "/\\")):
        return "refused", "an address without http: or https: leads to another site"
    scheme = _SCHEME.match(text)
    if scheme:
        name = scheme[1].lower()
        if name not in _ALLOWED:
            return (
                "refused",
                f"links to “{name}:” are not allowed; they may go to http, https, mailto, tel and inside the site",
            )
        if name in ("http", "https"):
            try:
                parts = urlsplit(text)
                host, user = parts.hostname, parts.username
            except ValueError:
                host, user = None, None
            if not host:
                return "refused", "this address has no host"
            if user is not None:
                return "refused", "an address with a user name in it (user@host) can mislead readers"
        return "outside", ""
    return "inside", unquote(text)


def place_in(lines: list[str], first: int, content: str, at: int, needle: str = "") -> Place:
    """The place in the body of character ``at`` of a paragraph's content, which has lost its indentation and marks.

    ``lines`` are the body's, ``first`` the 0-based line on which the paragraph begins. Lines count from 1 here.
    """
    before = content[:at]
    row = before.count("\n")
    column = at - (before.rfind("\n") + 1)
    text = content.split("\n")[row]
    line = lines[first + row] if first + row < len(lines) else ""
    start = line.find(text)
    if start < 0:  # a table's cell with \| in it, a tab that became spaces
        stripped = text.strip()
        start = line.find(stripped)
        column -= len(text) - len(text.lstrip())
    if start < 0:
        start, column = max(line.find(needle), 0) if needle else 0, 0
    return Place(first + row + 1, start + column + 1)
