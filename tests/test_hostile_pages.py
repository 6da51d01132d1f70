"""Whole sites with hostile bytes where an editor writes names, and mutated front matter of real forms."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.dom import read_html
from tests.fuzz.engine import inputs
from tests.fuzz.seeds import FRONT
from tests.fuzz.targets import front
from tests.sites import built

LONG = bool(os.environ.get("CAMPAIGNSITE_SOAK"))
FORBIDDEN = frozenset({"script", "iframe", "object", "embed", "form", "base", "style"})
SCHEMES = ("javascript:", "data:", "blob:", "intent:", "//")


def site(text: str) -> str:
    """A site with the text, in quotation marks, at every place for words."""
    said = json.dumps(text)
    return (
        f"-- content/agencies/opp.md --\n---\nname: OPP\nkind: provincial\nregion: {said}\n---\nWords.\n"
        f"-- content/releases/news.md --\n---\ntitle: {said}\nsummary: {said}\nkicker: {said}\ndate: 2026-05-01\n"
        "agencies: {host: [opp]}\n---\nWords.\n"
    )


def harmless(html: str) -> None:
    for element in read_html(html).walk():
        assert element.tag not in FORBIDDEN, element.tag
        for name, value in element.attrs.items():
            assert not name.startswith("on"), (element.tag, name)
            assert name != "style", element.tag
            assert name not in ("href", "src") or not value.lower().startswith(SCHEMES), value


def test_whole_pages_show_it_as_text(tmp_path: Path) -> None:
    finished = 0
    for number, data in enumerate(inputs("markdown", 1000 if LONG else 40, seed=3)):
        text = "".join(c for c in data.decode(errors="replace") if c.isprintable())[:150]
        outcome = built(site(text), tmp_path / str(number))
        assert all(d.path and d.line >= 1 and d.message for d in outcome.diagnostics)
        for artifact in outcome.artifacts:
            assert ".." not in artifact.file
            assert not artifact.file.startswith("/")
            if artifact.file.endswith(".html"):
                harmless(artifact.data.decode())
                finished += 1
    assert finished


@pytest.mark.parametrize("seed", range(4))
def test_a_mutated_front_matter_is_a_document_or_named_mistakes(seed: int) -> None:
    assert FRONT
    for data in inputs("front", 250 if LONG else 25, seed=100 + seed):
        front(data)
