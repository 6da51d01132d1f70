"""What must hold of every text, in front matter, Markdown and addresses."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable
from html import escape
from html.parser import HTMLParser
from pathlib import PurePosixPath
from types import MappingProxyType
from urllib.parse import unquote

from campaignsite.model.diagnostics import Checked, Diagnostic
from campaignsite.model.documents import Body, Component, Parsed, Reference, Setting
from campaignsite.model.files import Source
from campaignsite.model.front.config import SiteConfig
from campaignsite.model.words.localized import Localized
from campaignsite.model.words.slugs import slugify
from campaignsite.parse.documents import parse
from campaignsite.parse.markdown.body import read_body
from campaignsite.plan.urls import Urls, file_of
from tests.drawn import img

NAMES = ("content/a.md", "content/releases/a.fr.md", "content/agencies/index.md", "content/é/…/_.md")


def places(path: str, diagnostics: Iterable[Diagnostic]) -> None:
    """Every diagnostic says where and what."""
    for d in diagnostics:
        assert d.path == path, d
        assert d.line >= 1, d
        assert d.column >= 1, d
        assert d.message, d
        assert d.code, d


def read_document(data: bytes, path: str = "content/a.md") -> Checked[Parsed]:
    """A file of the site, with what was noticed in it checked."""
    found = parse(Source(path, data, hashlib.sha256(data).hexdigest()), ("en", "fr"))
    assert found.value is not None
    places(path, found.diagnostics)
    return found


def front_matter(data: bytes) -> None:
    """A document comes of it, and every mistake has a place that is in the file."""
    path = NAMES[len(data) % len(NAMES)]
    found = read_document(data, path)
    lines = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for d in found.diagnostics:
        assert d.line <= len(lines) + 1, d
    assert found.value is not None
    slug(found.value.document.slug)


TAGS = frozenset(
    (
        *("p", "em", "strong", "code", "s", "br", "hr", "ol", "ul", "li", "blockquote", "pre", "a", "img", "span"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "dl", "dt", "dd", "table", "thead", "tbody", "tr", "th", "td"),
        *("sup", "div"),
    )
)
"""What Markdown can become when HTML is not allowed."""
EVERYWHERE = frozenset({"id", "class", "lang", "dir"})
OTHERS = MappingProxyType({"a": {"href", "title"}, "img": {"src", "alt", "title"}, "ol": {"start"}})
SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f]")


def address(value: str) -> None:
    """Where a browser would go: it strips spaces and controls at the ends, and drops tabs and line ends everywhere."""
    seen = re.sub("[\t\n\r]", "", value.strip("".join(map(chr, range(33)))))
    assert not _CONTROLS.search(value), f"a control character in {value!r}"
    scheme = SCHEME.match(seen)
    assert not scheme or scheme[1].lower() in ("http", "https", "mailto", "tel"), value
    assert not re.match(r"[/\\]{2}", seen), f"another host: {value!r}"
    if scheme and scheme[1].lower() in ("http", "https"):
        assert re.match(r"https?://[^/\\]", seen, re.IGNORECASE), f"no host: {value!r}"
        assert "@" not in re.split(r"[/\\?#]", seen[len(scheme[0]) :].lstrip("/\\"))[0], f"a user name: {value!r}"


class Elements(HTMLParser):
    """Every start tag with its attributes; what is no element or text is a mistake."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, list[tuple[str, str]]]] = []
        self.texts: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, [(name, value or "") for name, value in attrs]))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data!r}")

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(f"a declaration: {data!r}")

    def handle_pi(self, data: str) -> None:
        raise AssertionError(f"an instruction: {data!r}")


def harmless(html: str) -> None:
    """Nothing but the elements, attributes and addresses that Markdown has a form for."""
    for tag, attributes in Elements(html).found:
        assert tag in TAGS or tag.startswith("x-"), f"<{tag}>"
        names = [name for name, _ in attributes]
        assert len(names) == len(set(names)), f"<{tag}> has {names}"
        for name, value in attributes:
            known = name in EVERYWHERE or name in OTHERS.get(tag, ())
            assert known or tag.startswith("x-"), f"<{tag} {name}>"
            if name in ("href", "src"):
                address(value)
            if name == "start":
                assert value.isascii(), value
                assert value.isdigit(), value


def joined(body: Body) -> str:
    """A body with its links as written, and components as elements of their own."""
    out = ""
    for part in body.parts:
        if isinstance(part, Reference):
            out += escape(part.target)
        elif isinstance(part, Component) and part.name == "picture":
            out += img(part)
        elif isinstance(part, Component):
            out += f"<x-{part.name}>{joined(part.body)}</x-{part.name}>"
        else:
            out += part
    return out


def markdown(data: bytes) -> None:
    """Nothing in the HTML of a text runs, loads or leads where an editor's text may not."""
    setting = Setting("content/a.md", 3, ("en", "fr")[len(data) % 2], raw_html=False)
    text = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    found = read_body(text, setting)
    places("content/a.md", found.noticed)
    for d in found.noticed:
        assert 3 <= d.line <= text.count("\n") + 4, d
    harmless(joined(found.body))


def slug(text: str) -> None:
    """One part of a path, and nothing else."""
    assert text
    assert len(text.encode()) <= 255, f"{len(text.encode())} bytes"
    for c in text:
        assert c == "-" or unicodedata.category(c)[0] in "LMN", f"U+{ord(c):04X} in a slug"
    assert text == text.strip("-")


def inside(path: str) -> None:
    """A path that stays in the output folder."""
    assert path.startswith("/"), path
    assert not path.startswith("//"), path
    parts = path[1:].split("/")
    assert ".." not in parts, path
    assert "." not in parts, path
    assert "" not in parts[:-1], path
    assert not _CONTROLS.search(path), repr(path)
    assert not set(path) & set('\\<>:"|?*'), path
    file = PurePosixPath(file_of(path))
    assert not file.is_absolute(), path
    assert file.name, path


URLS = Urls(
    SiteConfig(
        title=Localized({"": "A"}),
        base_url="https://example.org/base/",
        languages=("en", "fr"),
        timezone="America/Toronto",
    ),
    {},
)


def urls(data: bytes) -> None:
    """Whatever folders and files are called, their pages are inside, and their addresses are plain."""
    text = data.decode("utf-8", "replace")
    made = slugify(text)
    if made:
        assert all(c == "-" or unicodedata.category(c)[0] in "LMN" for c in made), ascii(made)
    assert slugify(made) == made, ascii(made)
    folder, _, name = text.rpartition("/")
    document = read_document(f"---\nslug: {json.dumps(name)}\n---\n".encode(), f"content/{folder}/a.md").value
    other = read_document(b"---\ntitle: a\n---\n", f"content/{text}.md").value
    assert document
    assert other
    slug(document.document.slug)
    for path in (URLS.document(document.document), URLS.document(other.document), URLS.folder(text, "fr")):
        inside(path)
        href = URLS.href(path)
        assert re.fullmatch(r"/base(/[A-Za-z0-9%._~-]*)+", href), href
        assert unquote(href) == "/base" + path, href
        address(href)
