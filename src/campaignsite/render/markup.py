"""HTML taken apart, for forms of a page that are no pages. In: HTML, also what ``raw_html`` let through. Out: tokens.

What comes out may be put together again in whatever form: text is read as text, and nothing that a browser would run or
load from elsewhere is among the tokens. It need not agree with a browser about what a mistake means, since nobody gets
the text of a tag as it stood.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from urllib.parse import urljoin, urlsplit

from markupsafe import escape

_RAW = ("script", "style", "textarea", "title", "iframe", "xmp", "noembed", "noframes")
"""Elements in which nothing is a tag but their own end (HTML Standard, 13.2.5.2 to 13.2.5.4)."""
_NAME = r"[a-zA-Z][a-zA-Z0-9:-]*+"
_RAW_NAME = "|".join("".join(f"[{letter}{letter.upper()}]" for letter in name) for name in _RAW)
_COMMENT = r"<!--(?:-?>|.*?(?:--!?>|\Z))"
_START = rf"<(?:({_RAW_NAME})(?![a-zA-Z0-9:-])|({_NAME}))((?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+)>"
_END = rf"</({_NAME})[^<>]*+>|<[!?/][^<>]*+>"
_TOKEN = re.compile(rf"{_COMMENT}|{_START}(?(1).*?(?=(?i:</\1\b)|\Z))|{_END}", re.DOTALL)
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]++)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'<>]++)))?")
_UNREAD = frozenset(
    ("template", "object", "applet", "svg", "math", "canvas", "audio", "video", "select", "noscript", "frameset")
)
"""What lies in these is no text that readers see, or not without what runs."""
_SILENT = _UNREAD.union(_RAW)
_FORBIDDEN = bytes([*range(9), 11, 12, *range(14, 32)])
_NO_CHARACTERS = ("\ufffe".encode(), "\uffff".encode())
"""What no XML document may hold (XML 1.0, 2.2), beside halves of pairs, which are no UTF-8."""
_CONTROLS = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_PATH = re.compile(r"(?:/(?!\.{1,2}(?:/|$))[A-Za-z0-9_.~!$&'()*+,;=:@%-]+)*+/?(?<=.)(?:[?#][!-~]*+)?")
_WHOLE = re.compile(r"https?://[a-z0-9.-]+(?::[0-9]+)?(?:/[!-Z^-~]*+)?")
"""What most addresses are, which need no parser: paths from the root of the host, and whole ones."""
WEB = ("http", "https")
LINKED = (*WEB, "mailto", "tel", "sms")
"""Schemes of links; nothing runs behind any of them."""


Token = tuple[str, str, str, str]
"""Words with references resolved, and the tag behind them: the name of one that starts, in small letters, and its
attributes as written; or the name of one that ends. Each may be empty."""


def attributes(raw: str) -> Mapping[str, str]:
    """By name in small letters; of two with one name the first counts (HTML Standard, 13.2.5.33)."""
    found: dict[str, str] = {}
    for name, *values in _ATTRIBUTE.findall(raw):
        found.setdefault(name.lower(), html.unescape("".join(values)))
    return found


def tokens(markup: str) -> Iterator[Token]:
    """The tokens of a piece of HTML, without comments and without what lies in elements that are no text."""
    unread, depth = "", 0
    parts = iter([*_TOKEN.split(markup), "", "", "", ""])  # behind the last words there is no tag
    for words, _, start, raw, end in zip(parts, parts, parts, parts, parts, strict=True):
        name = (start or end or "").lower()
        if unread:
            depth += (1 if start else -1) * (name == unread)
            unread = unread if depth else ""
            continue
        said = html.unescape(words) if "&" in words else words
        if name not in _SILENT:
            yield said, name if start else "", raw, name if end else ""
            continue
        yield said, "", "", ""
        if start and not raw.endswith("/"):
            unread, depth = name, 1


def whole(base: str, url: str, schemes: tuple[str, ...]) -> str:
    """A URL as it is from anywhere; empty for one that leads nowhere, or has another scheme than these."""
    if _PATH.fullmatch(url):
        return base[: base.index("/", base.index("//") + 2)] + url
    if _WHOLE.fullmatch(url) and url.partition(":")[0] in schemes:
        return url
    try:
        found = urljoin(base, url.strip("\t\n\f\r\0 "))
        return found if urlsplit(found).scheme in schemes else ""
    except ValueError:
        return ""


def xml(text: str) -> bytes:
    """The same as bytes, without what no XML document may hold, however it is escaped."""
    data = text.encode("utf-8", "ignore")
    for odd in _NO_CHARACTERS:
        data = data.replace(odd, b"")
    return data.translate(None, _FORBIDDEN)


def without_controls(text: str) -> str:
    """The same without what a terminal would obey; tabs and line ends stay."""
    return _CONTROLS.sub("", text)


def attribute(name: str, value: str) -> str:
    """An attribute as it stands in a tag."""
    return f' {name}="{escape(value)}"'
