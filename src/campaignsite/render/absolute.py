"""HTML for readers of feeds. In: what a page shows, and its address. Out: the same with whole addresses, and harmless.

Only elements and attributes that are named here go out: no script, style, form, frame, id or class. So what a site lets
through with ``raw_html`` runs nowhere, and nothing of one entry meets anything of another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import MappingProxyType

from markupsafe import escape

from campaignsite.render.markup import LINKED, WEB, attribute, attributes, tokens, whole

_VOID = frozenset({"br", "hr", "img", "source", "wbr", "col"})
_KEPT = _VOID.union(
    ("a", "abbr", "address", "article", "aside", "b", "bdi", "bdo", "blockquote", "caption", "cite", "code"),
    ("colgroup", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "footer"),
    ("h1", "h2", "h3", "h4", "h5", "h6", "header", "i", "ins", "kbd", "li", "mark", "ol", "p", "picture", "pre", "q"),
    ("rp", "rt", "ruby", "s", "samp", "section", "small", "span", "strong", "sub", "summary", "sup", "table"),
    ("tbody", "td", "tfoot", "th", "thead", "time", "tr", "u", "ul", "var"),
)
_EVERYWHERE = ("lang", "dir", "title")
_ATTRIBUTES = MappingProxyType(
    {
        "a": ("href", "hreflang"),
        "img": ("src", "srcset", "sizes", "alt", "width", "height"),
        "source": ("srcset", "sizes", "type", "media"),
        "td": ("colspan", "rowspan"),
        "th": ("colspan", "rowspan", "scope"),
        "ol": ("start", "reversed", "type"),
        "li": ("value",),
        "time": ("datetime",),
        "blockquote": ("cite",),
        "q": ("cite",),
        "del": ("cite", "datetime"),
        "ins": ("cite", "datetime"),
        "details": ("open",),
        "col": ("span",),
        "colgroup": ("span",),
    }
)
_CANDIDATE = re.compile(r"(?:^|,)\s*([^\s,]\S*[^\s,]|[^\s,])(\s[^,]*)?")
"""One picture of several, and for what width or density (HTML Standard, 4.8.4.2.1)."""


def absolute(html: str, base: str) -> str:
    """The HTML of a page at the address ``base``, to be shown anywhere."""
    out: list[str] = []
    open_: list[str] = []
    for words, start, raw, end in tokens(html):
        if words:
            out.append(words if words.isspace() else escape(words))  # between most tags is a line end
        if start in _KEPT:
            out.append(f"<{start}{''.join(_attributes(start, raw, base))}>" if raw else f"<{start}>")
            if start not in _VOID:
                open_.append(start)
        elif end in open_:
            while (last := open_.pop()) != end:
                out.append(f"</{last}>")
            out.append(f"</{end}>")
    out += [f"</{name}>" for name in reversed(open_)]
    return "".join(out)


def _attributes(tag: str, raw: str, base: str) -> Iterator[str]:
    mine = (*_ATTRIBUTES.get(tag, ()), *_EVERYWHERE)
    for name, given in attributes(raw).items():
        value: str | None = given
        if name not in mine:
            continue
        if name in ("href", "cite"):
            value = whole(base, given, LINKED) or None
        elif name == "src":
            value = whole(base, given, WEB) or None
        elif name == "srcset":
            value = ", ".join(_candidates(given, base)) or None
        if value is not None:
            yield attribute(name, value)


def _candidates(srcset: str, base: str) -> Iterator[str]:
    for url, condition in _CANDIDATE.findall(srcset):
        if found := whole(base, url, WEB):
            yield f"{found} {condition.strip()}".rstrip()
