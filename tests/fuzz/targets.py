"""What is asked of any bytes. A target raises AssertionError when content does what it must not."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Iterable

from campaignsite.model.diagnostics import Diagnostic, has_errors
from campaignsite.model.documents import Body, Component, Reference, Setting
from campaignsite.model.files import Source
from campaignsite.model.words.links import judge
from campaignsite.model.words.slugs import slugify
from campaignsite.parse.documents import parse
from campaignsite.parse.markdown.body import read_body
from campaignsite.parse.text import decode
from tests.dom import read_html

FOLDERS = ("pages", "agencies", "events", "results", "releases", "boilerplate")
ELEMENTS = frozenset(
    [
        "html",
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "a",
        "img",
        "em",
        "strong",
        "code",
        "pre",
        "blockquote",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "br",
        "hr",
        "s",
        "sup",
        "sub",
        "section",
        "span",
        "div",
        "del",
    ]
)
ATTRIBUTES = frozenset(["id", "class", "lang", "dir", "href", "src", "alt", "title", "start"])
SCHEMES = ("https://", "http://", "mailto:", "tel:")


def front(data: bytes) -> None:
    """Front matter gives a document, and every mistake in it has a file and a place."""
    for folder in FOLDERS:
        path = f"content/{folder}/a.md"
        whole = b"---\n" + data + b"\n---\nText.\n"
        checked = parse(Source(path, whole, hashlib.sha256(whole).hexdigest()), ("en", "fr"))
        assert checked.value is not None
        placed(checked.diagnostics, path)


def placed(found: Iterable[Diagnostic], path: str) -> None:
    """Every diagnostic is of this file, has a place, and says something."""
    for d in found:
        assert d.path == path, d
        assert d.line >= 1, d
        assert d.column >= 1, d
        assert d.message, d


def markdown(data: bytes) -> None:
    """The HTML of a body holds nothing but what Markdown has a form for."""
    text, _ = decode(Source("content/a.md", data, ""))  # ends of lines are one before a body is read
    read = read_body(text, Setting("content/a.md", 1, "en", True, False, ""))
    placed(read.noticed, "content/a.md")
    whole(read.body)
    if not has_errors(read.noticed):  # a picture from elsewhere is an error, and nothing is published
        assert 'src="http' not in str(read.body)


def whole(body: Body) -> None:
    """A body and those inside it; a gap for a link is filled with what stays in the site."""
    out = ""
    for part in body.parts:
        if isinstance(part, Component):
            whole(part.body)
        elif isinstance(part, Reference):
            assert judge(part.target).kind == "inside", part
            out += "/inside/"
        else:
            out += part
    harmless(out)


def harmless(html: str) -> None:
    """No element, attribute or address beyond the lists."""
    for element in read_html(f"<!doctype html>\n<html>{html}</html>").walk():
        assert element.tag in ELEMENTS, element.tag
        for name, value in element.attrs.items():
            assert name in ATTRIBUTES, (element.tag, name)
            if name in ("href", "src") and value and not value.startswith(("#", "/inside/")):
                assert value.lower().startswith(SCHEMES), value
                assert value.lower().startswith("mailto:") or "@" not in value.split("/")[2], value


def slugs(data: bytes) -> None:
    """A slug is one plain part of a path, whatever it is made of."""
    text = data.decode(errors="replace")
    made = slugify(text)
    assert not set(made) & set("/\\:%?#<>\"'&"), made
    assert ".." not in made, made
    assert not [c for c in made if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp", "Zs")], made
    verdict = judge(text)
    if verdict.kind == "outside":
        assert text.strip().lower().startswith(SCHEMES), text


TARGETS: dict[str, Callable[[bytes], None]] = {"front": front, "markdown": markdown, "slugs": slugs}
