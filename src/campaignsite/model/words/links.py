"""Where an address leads, as far as it tells itself: outside, inside, or nowhere good."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_ALLOWED = ("http", "https", "mailto", "tel")


_PLAIN = re.compile(r"https?://[A-Za-z0-9.-]*[A-Za-z0-9](?:/[A-Za-z0-9._~/?#=&%+-]*)?")
"""An address about which there is nothing to say, as most are."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an address is."""

    kind: Literal["outside", "inside", "refused"]
    target: str = ""
    """For one inside: the target as written."""
    why: str = ""
    """For a refused one: a sentence."""
    hint: str = ""


_OUTSIDE = Verdict("outside")


def judge(href: str) -> Verdict:
    """Judge the address of a link: http, https, mailto and tel may lead outside, everything else is a path."""
    text = href.strip()
    if _PLAIN.fullmatch(text):
        return _OUTSIDE
    whole = "write the whole address, beginning with https://"
    if text.startswith(("//", "\\", "/\\")):
        return Verdict("refused", why="an address without http: or https: leads to another site", hint=whole)
    scheme = _SCHEME.match(text)
    if not scheme:
        return Verdict("inside", text)
    name = scheme[1].lower()
    if name not in _ALLOWED:
        why = f"links to “{name}:” are not allowed; they may go to http, https, mailto, tel and inside the site"
        return Verdict("refused", why=why, hint=whole)
    if name in ("http", "https"):
        try:
            parts = urlsplit(text)
            host, user = parts.hostname, parts.username
        except ValueError:
            host, user = None, None
        if not host:
            return Verdict("refused", why="this address has no host", hint=whole)
        if user is not None:
            why = "an address with a user name in it (user@host) can mislead readers"
            return Verdict("refused", why=why, hint="take out everything up to the @")
    return _OUTSIDE
