"""Whole sites with hostile bytes where an editor writes names, and mutated front matter of real forms."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from campaignsite.build import Outcome
from tests.dom import read_html
from tests.fuzz.engine import inputs
from tests.fuzz.seeds import FRONT
from tests.fuzz.targets import front
from tests.sites import built

LONG = bool(os.environ.get("CAMPAIGNSITE_SOAK"))
SCHEMES = ("javascript:", "data:", "blob:", "intent:", "//")


def site(text: str) -> str:
    """A site with the text, in quotation marks, at every place for words."""
    said = json.dumps(text)
    return (
        f"-- content/agencies/opp.md --\n---\nname: OPP\nkind: provincial\nregion: {said}\n---\nWords.\n"
        f"-- content/releases/news.md --\n---\ntitle: {said}\nsummary: {said}\nkicker: {said}\ndate: 2026-05-01\n"
        "agencies: {host: [opp]}\n---\nWords.\n"
    )


Shape = list[tuple[str, tuple[str, ...]]]
"""Every element of a page in its order, with the names of its attributes."""


def shape(html: str) -> Shape:
    """What a page is but for its words; addresses are looked at on the way."""
    found = []
    for element in read_html(html).walk():
        for name in ("href", "src"):
            assert not element.attrs.get(name, "").lower().startswith(SCHEMES), element.attrs
        found.append((element.tag, tuple(sorted(element.attrs))))
    return found


def shapes(outcome: Outcome) -> dict[str, Shape]:
    """The shape of every page, by its file."""
    return {a.file: shape(a.data.decode()) for a in outcome.artifacts if a.file.endswith(".html")}


def test_hostile_words_are_words_on_every_page(tmp_path: Path) -> None:
    """A page with them has the elements and attributes that it has with harmless ones, and no other."""
    plain, finished = shapes(built(site("Words"), tmp_path / "plain")), 0
    assert len(plain) > 4
    for number, data in enumerate(inputs("markdown", 1000 if LONG else 40, seed=3)):
        text = "".join(c for c in data.decode(errors="replace") if c.isprintable())[:150].strip()
        outcome = built(site(text), tmp_path / str(number))
        assert all(d.path and d.line >= 1 and d.message for d in outcome.diagnostics)
        if outcome.artifacts:
            assert shapes(outcome) == plain, text
            finished += 1
    assert finished > number / 2


@pytest.mark.parametrize("seed", range(4))
def test_a_mutated_front_matter_is_a_document_or_named_mistakes(seed: int) -> None:
    assert FRONT
    for data in inputs("front", 250 if LONG else 25, seed=100 + seed):
        front(data)
