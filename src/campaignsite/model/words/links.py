"""Where an address leads, as far as it tells itself: outside, inside, or nowhere good."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote, urlsplit

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
_HOST = re.compile(
    r"(?:www\.[a-z0-9-]+(?:\.[a-z0-9-]+)*|[a-z0-9-]+(?:\.[a-z0-9-]+)*"
    r"\.(?:ca|com|edu|eu|fr|gov|info|int|mx|net|org|uk|us))(?::[0-9]+)?(?=[/?#]|$)",
    re.IGNORECASE,
)
"""What begins as names of hosts do, and names of files do not."""
_PERSON = re.compile(r"[^\s@/?#]+@[^\s@/?#]+\.[A-Za-z]{2,}")
_NUMBER = re.compile(r"\+?[0-9](?:[ ().-]*[0-9]){6,14}")


def meant(target: str) -> str:
    """What a target that is no path was meant to be: an address of another site, of a person or of a telephone."""
    said = unquote(target)
    if _HOST.match(target):
        return f"https://{target}"
    if _PERSON.fullmatch(target):
        return f"mailto:{target}"
    return f"tel:{re.sub('[^0-9+]', '', said)}" if _NUMBER.fullmatch(said) else ""


def last_part(target: str) -> str:
    """The name of the file that an address ends in, wherever it lies."""
    return re.split(r"[/\\]|%5C", target.partition("?")[0].partition("#")[0])[-1]


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
    if len(name) == 1 or name == "file":  # C:/Users/…, and what browsers show of files of a computer
        why = f"“{text.replace('%5C', chr(92))}” is a file of your computer, which no reader has"
        return Verdict("refused", why=why, hint=f"copy it beside this text, and write {last_part(text)}")
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
