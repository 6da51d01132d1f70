"""What pages weigh. In: a page as it was rendered. Out: its ``Load``; and, for those that are too heavy, diagnostics.

A page weighs what a browser fetches to show it, compressed as most hosts do: its HTML, and the style sheets and scripts
that it names. What a script fetches later, when somebody uses it, does not count; nor do pictures.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from campaignsite.model.codes import diagnostic
from campaignsite.model.diagnostics import Diagnostic, Place
from campaignsite.model.page.pages import Page
from campaignsite.sources import CONFIG
from campaignsite.store.last import Load, Row

_NAMED = re.compile(rb"""<(?:link|script)\b[^>]*?\b(?:href|src)\s*=\s*["']?([^"'\s>]+\.(?:css|js))\b""", re.IGNORECASE)
STYLE, SCRIPT = ".css", ".js"


def weight(data: bytes) -> int:
    """How many bytes a host sends for a file: what does not get smaller, it sends as it is."""
    return min(len(data), len(zlib.compress(data, 9, wbits=31)))


def kilobytes(count: int) -> str:
    """Bytes in words, never less than they are."""
    return f"{-(-count // 100) / 10:.1f} KB"


class Scale(NamedTuple):
    """What pages are weighed with. All weights are in bytes."""

    page: int
    css: int
    script: int
    kinds: Mapping[str, int]
    """The budgets of kinds of pages that have one of their own."""
    files: Mapping[str, int]
    """What the style sheets and scripts weigh, as files below output/."""
    base: str
    """The path that every URL of the site begins with."""
    place: tuple[int, int]
    """Where the configuration says it."""

    @classmethod
    def decode(cls, text: str) -> Scale:
        """From text. Raises ValueError or TypeError."""
        return cls(*json.loads(text))

    def encode(self) -> str:
        """As text."""
        return json.dumps(self)

    def load(self, page: Page, data: bytes) -> Load:
        """Weigh a page. Compressing takes longer than looking, so nobody does it where a page is light in any case."""
        names = dict.fromkeys(match.decode("utf-8", "replace") for match in _NAMED.findall(data))
        files = tuple(file for name in names if (file := self._file(name, page.url)))
        load = Load(page.kind, len(data), exact=False, files=files)
        return load if self.knows(load) else load._replace(weight=weight(data), exact=True)

    def _file(self, name: str, url: str) -> str:
        """The file that a page at ``url`` names; empty for one of another site."""
        plain = name.removeprefix(self.base)
        if plain != name and plain in self.files:
            return plain
        at = urlsplit(urljoin(self.base[:-1] + url, unescape(name)))
        path = unquote(at.path)
        return path.removeprefix(self.base) if not at.netloc and path.startswith(self.base) else ""

    def knows(self, load: Load | None) -> bool:
        """Whether a page need not be weighed again to say whether it is too heavy."""
        return load is not None and (load.exact or load.weight <= self._left(load))

    def beside(self, load: Load, ending: str) -> int:
        """What the style sheets or the scripts of a page weigh."""
        return sum(self.files.get(file, 0) for file in load.files if file.endswith(ending))

    def _left(self, load: Load) -> int:
        """What the HTML of a page may weigh. What is too much of the others is said of them, and not of each page."""
        others = min(self.beside(load, STYLE), self.css) + min(self.beside(load, SCRIPT), self.script)
        return self.kinds.get(load.kind, self.page) - others

    def heavy(self, rows: Iterable[tuple[str, Row]]) -> Iterator[Diagnostic]:
        """The pages that are too heavy."""
        for file, row in rows:
            if row.load and row.load.weight > self._left(row.load):
                yield self._heavy(file, row.origin, row.load)

    def _heavy(self, file: str, origin: str, load: Load) -> Diagnostic:
        others = ((STYLE, "style sheets"), (SCRIPT, "scripts"))
        beside = [(weight, words) for ending, words in others if (weight := self.beside(load, ending))]
        parts = ", ".join(f"{kilobytes(weight)} of {words}" for weight, words in [(load.weight, "HTML"), *beside])
        whole, most = load.weight + sum(weight for weight, _ in beside), self.kinds.get(load.kind, self.page)
        url = "/" + file.removesuffix("index.html")
        message = f"the page {url} weighs {kilobytes(whole)} ({parts}), and its budget is {most // 1000} KB"
        enough = f"{load.kind}: {-(-whole // 1000)}"
        more = f"give pages of its kind a budget of their own below “budgets”: “kinds: {{{enough}}}”"
        if origin.startswith("content/"):
            return diagnostic("over-budget", message, origin, hint=f"shorten or divide its text, or {more}")
        return diagnostic("over-budget", message, CONFIG, Place(*self.place), f"lower “page_size”, or {more}")


def again(
    scale: str, before: Mapping[str, Row], after: Mapping[str, Row], noticed: Iterable[Diagnostic]
) -> list[Diagnostic] | None:
    """What was ``noticed`` before some pages were made anew, and is now; None when they name other files."""
    if not scale:
        return list(noticed)
    if any(_files(row) != _files(before[file]) for file, row in after.items()):
        return None
    weighs = Scale.decode(scale)
    was = set(weighs.heavy((file, before[file]) for file in after))
    return [*(d for d in noticed if d not in was), *weighs.heavy(after.items())]


def _files(row: Row) -> tuple[str, ...]:
    return row.load.files if row.load else ()
