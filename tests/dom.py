"""The HTML of a page as a tree, read strictly: what a browser would have to mend is a mistake."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
INLINE = re.compile(r"a|abbr|b|bdi|cite|code|em|i|s|small|span|strong|sub|sup|time|u")
# What ends a paragraph wherever it begins, so that it cannot stand in one.
ENDS_PARAGRAPH = re.compile(
    r"address|article|aside|blockquote|details|div|dl|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|main|menu"
    r"|nav|ol|p|pre|search|section|table|ul"
)


@dataclass(eq=False, repr=False)
class Element:
    """An element of the tree; its children are elements and texts."""

    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    parent: Element | None = None
    children: list[Element | str] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        """The element itself and all below it, in order."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def all(self, *tags: str, cls: str = "", **attrs: str) -> list[Element]:
        """Elements by tag, class and attributes; no tag means any."""
        return [
            e
            for e in self.walk()
            if (not tags or e.tag in tags)
            and (not cls or cls in e.classes)
            and all(e.attrs.get(name) == value for name, value in attrs.items())
        ]

    def one(self, *tags: str, cls: str = "", **attrs: str) -> Element:
        """The only such element."""
        (found,) = self.all(*tags, cls=cls, **attrs)
        return found

    @property
    def classes(self) -> list[str]:
        return self.attrs.get("class", "").split()

    @property
    def above(self) -> Iterator[Element]:
        """The elements that this one stands in, the nearest first."""
        here = self.parent
        while here:
            yield here
            here = here.parent

    @property
    def lang(self) -> str:
        """The language that the text of this element is said to be in."""
        return next((e.attrs["lang"] for e in (self, *self.above) if "lang" in e.attrs), "")

    @property
    def text(self) -> str:
        """The words in it, with single spaces."""
        return self.words()

    def words(self, without: Callable[[Element], bool] = lambda _: False) -> str:
        """The words in it but not in the elements ``without`` is true for."""
        return " ".join(_words(self, without).split())

    @property
    def ids(self) -> list[str]:
        return [e.attrs["id"] for e in self.walk() if "id" in e.attrs]


def _words(element: Element, without: Callable[[Element], bool]) -> str:
    if without(element):
        return " "
    inner = "".join(child if isinstance(child, str) else _words(child, without) for child in element.children)
    return inner if INLINE.fullmatch(element.tag) else f" {inner} "


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = self.here = Element("#document")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(set(names)) == len(names), f"<{tag}> has an attribute twice: {names}"
        if ENDS_PARAGRAPH.fullmatch(tag):
            assert "p" not in [self.here.tag, *(e.tag for e in self.here.above)], f"<{tag}> stands in a <p>"
        element = Element(tag, {name: value or "" for name, value in attrs}, self.here)
        self.here.children.append(element)
        if tag not in VOID:
            self.here = element

    def handle_endtag(self, tag: str) -> None:
        assert self.here.tag == tag, f"</{tag}> at {self.getpos()} ends a <{self.here.tag}>"
        assert self.here.parent
        self.here = self.here.parent

    def handle_data(self, data: str) -> None:
        self.here.children.append(data)


def read_html(text: str) -> Element:
    """The tree of a whole page. Raises AssertionError for tags that do not fit together."""
    assert text.startswith("<!doctype html>\n")
    reader = _Reader()
    reader.feed(text)
    reader.close()
    assert reader.here is reader.root, f"<{reader.here.tag}> is never closed"
    return reader.root.one("html")
