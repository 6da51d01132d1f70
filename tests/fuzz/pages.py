"""What must hold of every page of a site, whatever words stand in its files."""

from __future__ import annotations

import gc
import json
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

from campaignsite.build import Order, build
from tests.fuzz.targets import EVERYWHERE, OTHERS, TAGS, Elements, address, inside
from tests.sites import NOW

WORDS_ONLY = ("title", "summary", "kicker", "speaker", "source", "site title", "agency", "region", "warning", "words")
SLOTS = (*WORDS_ONLY, "credit", "quote", "link", "url", "alias")


def site(slot: str, text: str) -> dict[str, str]:
    """The files of a small site with a text in one place of it."""

    def put(name: str, otherwise: str) -> str:
        return text if slot == name else otherwise

    def quoted(name: str, otherwise: str) -> str:
        return json.dumps(put(name, otherwise), ensure_ascii=False)

    return {
        "campaignsite.yaml": f"title: {quoted('site title', 'A campaign')}\nbase_url: https://example.org/\n"
        f"how_to_help: [{{text: {quoted('words', 'Help')}, to: about.md}}]\n",
        "content/agencies/opp.md": f"---\nname: {quoted('agency', 'Police')}\nkind: provincial\n"
        f"region: {quoted('region', 'Ontario')}\n---\n",
        "content/releases/one.md": f"---\ntitle: {quoted('title', 'One')}\nsummary: {quoted('summary', 'Short')}\n"
        f"kicker: {quoted('kicker', 'News')}\n"
        f"content_warning: {quoted('warning', 'Be warned')}\nshare_text: {quoted('words', 'Look')}\n"
        f"aliases: [{quoted('alias', '/old/')}]\n"
        f"date: 2026-01-02\nagencies: {{lead: [opp]}}\nsource:\n  title: {quoted('source', 'Source')}\n"
        f"  url: {quoted('url', 'https://a.org/')}\n---\n"
        f"::: quote {{speaker={quoted('speaker', 'Somebody')}}}\n{put('quote', 'Words.')}\n:::\n\n"
        f"[words]({put('link', '../about.md')})\n\n![A line](line.svg){{credit={quoted('credit', 'Robin')}}}\n",
        "content/releases/line.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>',
        "content/about.md": "---\ntitle: About\n---\nText.\n",
    }


RICH = (
    "Words.\n:::\n\n|a|\n|-|\n|b|\n\n> [!NOTE]\n> text\n\nText[^1].\n\n[^1]: one\n\n## A\n\n### B\n\n## C\n\n"
    + "word " * 500
    + '\n\n::: quote {speaker="A" title="B" agency="opp"}\nWords.'
)
"""All that a component, or a page with a long text, adds to what Markdown has a form for."""


Shape = tuple[tuple[str, tuple[str, ...]], ...]
"""What a page is but for its words: its elements in order, each with the names of its attributes."""


class Pages:
    """Whole sites, in a folder that is used again and again."""

    def __init__(self, root: Path) -> None:
        self.root, self.published, self.built = root, 0, 0
        rich = self.shapes("quote", RICH)
        self.known = {(tag, name) for shape in rich.values() for tag, names in shape for name in ("", *names)}
        self.plain = self.shapes("", "")
        assert self.published == 2, "the site with every form is good"

    def shapes(self, slot: str, text: str) -> dict[str, Shape]:
        """The pages that come of a text in one place, by their files; none when there are mistakes."""
        for name, content in site(slot, text).items():
            (self.root / name).parent.mkdir(parents=True, exist_ok=True)
            (self.root / name).write_bytes(content.encode())
        self.built += 1
        if self.built % 100 == 0:
            gc.collect()  # a build leaves that to whoever builds again
        outcome = build(Order(self.root, NOW, None, collect=True))
        for d in outcome.diagnostics:
            assert d.path in ("campaignsite.yaml", "content/releases/one.md", "content/agencies/opp.md"), d
            assert d.line >= 1, d
            assert d.message, d
        assert outcome.diagnostics or outcome.artifacts
        self.published += bool(outcome.artifacts)
        found = {}
        for artifact in outcome.artifacts:
            inside("/" + artifact.file.removesuffix("index.html"))
            if artifact.file.endswith(".xml"):
                ET.fromstring(artifact.data)  # noqa: S314 (it is ours, and must be well formed)
            elif artifact.file.endswith(".html"):
                found[artifact.file] = shape(artifact.data.decode())
        return found

    def __call__(self, data: bytes) -> None:
        """As below; the length of a text decides where it stands."""
        self.check(SLOTS[len(data) % len(SLOTS)], data.decode("utf-8", "replace"))

    def check(self, slot: str, text: str) -> None:
        """Words change no element and no attribute of a page; addresses and Markdown add none that they must not."""
        shapes = self.shapes(slot, text)
        if slot in WORDS_ONLY and any(c.isalnum() for c in text):
            assert _settled(shapes) in ({}, _settled(self.plain)), f"in the place of {slot}"
        for tag, names in (element for page in shapes.values() for element in page):
            for name in ("", *names):
                markdown = tag in TAGS and (not name or name in EVERYWHERE or name in OTHERS.get(tag, ()))
                assert markdown or (tag, name) in self.known, f"<{tag} {name}>"


def _settled(shapes: Mapping[str, Shape]) -> Mapping[str, Shape]:
    """Without what words may change: which letters the list from A to Z has."""
    return {file: () if file.endswith("a-z/index.html") else page for file, page in shapes.items()}


def shape(html: str) -> Shape:
    """Reads a page; its addresses are looked at on the way."""
    assert html.startswith("<!doctype html>\n")
    found = Elements(html.partition("\n")[2]).found
    for tag, attributes in found:
        assert len({name for name, _ in attributes}) == len(attributes), (tag, attributes)
        for name, value in attributes:
            if name in ("href", "src"):
                address(value)
    return tuple((tag, tuple(name for name, _ in attributes)) for tag, attributes in found)
