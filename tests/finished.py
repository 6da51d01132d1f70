"""The finished demonstration and the finished ``RICH`` site, each built once for a base URL."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from urllib.parse import quote, unquote, urldefrag, urljoin, urlsplit

from campaignsite.build import Order, build
from tests.dom import Element, read_html
from tests.rich_site import RICH
from tests.sites import NOW, write_site

ROOT = Path(__file__).parents[1]
AT_ROOT, IN_FOLDER = "https://example.org/", "https://example.org/repo/"
SITES = ("demonstration", "rich")


@dataclass(frozen=True, repr=False)
class Finished:
    """A finished site as readers find it."""

    base_url: str
    files: Mapping[str, bytes]
    pages: Mapping[str, Element]
    """The tree of each page, by URL."""

    @property
    def base_path(self) -> str:
        return urlsplit(self.base_url).path

    def url(self, file: str) -> str:
        """Where a file is found."""
        return self.base_url + quote(file.removesuffix("index.html"))

    def file(self, url: str) -> str | None:
        """The file that is served for a URL; None for one outside the site."""
        whole = urldefrag(url)[0].partition("?")[0]
        if not whole.startswith(self.base_url):
            return None
        path = unquote(whole.removeprefix(self.base_url))
        return path + "index.html" if path.endswith("/") or not path else path

    def page(self, path: str) -> Element:
        """The page at a path below the base URL."""
        return self.pages[self.base_url + path]

    def in_language(self, lang: str) -> dict[str, Element]:
        return {url: page for url, page in self.pages.items() if page.attrs["lang"] == lang}

    def of_kind(self, *kinds: str) -> dict[str, Element]:
        """The pages with one of the layouts' classes for a kind."""
        wanted = {f"is-{kind}" for kind in kinds}
        return {url: page for url, page in self.pages.items() if wanted & {*page.one("body").classes}}

    def hrefs(self, url: str, element: Element) -> Iterator[str]:
        """Where the links in an element of the page at ``url`` lead."""
        for link in element.all("a"):
            yield urljoin(url, link.attrs["href"])


@cache
def finished(name: str, base_url: str = AT_ROOT) -> Finished:
    """One of ``SITES``."""
    if name == "demonstration":
        return _finished(ROOT, base_url)
    with tempfile.TemporaryDirectory() as folder:
        return _finished(write_site(RICH, Path(folder)), base_url)


def _finished(root: Path, base_url: str) -> Finished:
    outcome = build(Order(root, NOW, None, base_url))
    assert outcome.artifacts, "\n".join(f"{d.path}:{d.line} {d.code}: {d.message}" for d in outcome.diagnostics)
    files = {artifact.file: artifact.data for artifact in outcome.artifacts}
    empty = Finished(base_url, MappingProxyType(files), {})
    pages = {
        empty.url(file): _read(file, data.decode("utf-8")) for file, data in files.items() if file.endswith(".html")
    }
    return Finished(base_url, empty.files, MappingProxyType(pages))


def _read(file: str, text: str) -> Element:
    try:
        return read_html(text)
    except AssertionError as error:
        raise AssertionError(f"{file}: {error}") from None
