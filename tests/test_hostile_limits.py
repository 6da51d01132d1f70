"""Texts that are made to be slow are read in seconds, or refused."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from campaignsite.model.documents import Setting
from campaignsite.parse.markdown.body import Read, read_body
from campaignsite.parse.markdown.limits import MOST_HERE, MOST_IN_ALL
from campaignsite.parse.markdown.quick.quotes import MOST
from tests.fuzz import big, pathological
from tests.fuzz.child import BUILDING, READING, Child

pytestmark = pytest.mark.slow

SOAK = bool(os.environ.get("CAMPAIGNSITE_SOAK"))


@pytest.fixture(scope="module")
def child() -> Iterator[Child]:
    made = Child()
    yield made
    made.end()


def test_there_are_fifty_one_of_the_worst_texts() -> None:
    assert len(set(pathological.TEXTS.values())) == 51


@pytest.mark.parametrize("name", pathological.TEXTS)
def test_the_worst_markdown_is_read_in_seconds(name: str, child: Child) -> None:
    found = child.ask(f"read {name}")
    assert found["cpu"] < READING
    if "[" * pathological.M in pathological.TEXTS[name]:
        assert "nested-too-deeply" not in found["codes"], "it was to be read"


WHOLE = ("brackets", "headings of one name", "quotation marks", "tags")
"""Those that once took minutes: they have their whole size in the short form too."""


@pytest.mark.parametrize("name", big.TEXTS)
def test_the_largest_files_are_built_or_refused_in_seconds(name: str, tmp_path: Path, child: Child) -> None:
    size = big.MIB if SOAK or name in WHOLE else big.MIB // 8
    text = big.TEXTS[name](size)
    assert size - 100 < len(text) <= size
    found = child.ask(f"build {name}\t{size}\t{tmp_path}")
    assert found["cpu"] < BUILDING
    assert not found["odd"]
    assert bool(found["files"]) != bool(found["errors"])
    assert not found["files"] or "a/index.html" in found["files"]


def test_a_child_that_takes_too_long_is_ended_and_begun_again(child: Child) -> None:
    with pytest.raises(AssertionError, match="takes too long"):
        child.ask("spin")
    assert child.ask("read stars alone")["cpu"] < READING


def body(text: str) -> Read:
    return read_body(text, Setting("content/a.md", 1, "en"))


def said(text: str) -> list[tuple[str, int, int]]:
    return [(d.code, d.line, d.column) for d in body(text).noticed]


def test_a_paragraph_may_have_only_so_many_brackets() -> None:
    assert said("a\n\n" + "[" * MOST_HERE) == []
    assert said("a\n\n " + "[" * (MOST_HERE + 1) + "\n\nb") == [("nested-too-deeply", 3, 2)]
    assert said("a\n\n " + "<" * (MOST_HERE + 1)) == [("nested-too-deeply", 3, 2)]
    assert said("```\n" + "[" * (MOST_HERE + 1) + "\n```") == []  # nobody looks for links in a block of code


def test_a_text_may_have_only_so_many_brackets() -> None:
    row = "[" * MOST_HERE + "\n\n"
    assert said(row * (MOST_IN_ALL // MOST_HERE) + "a") == []
    assert said(row * (MOST_IN_ALL // MOST_HERE) + "a\n\n[\n\n[") == [("nested-too-deeply", 23, 1)]


def test_where_there_are_too_many_quotation_marks_they_stay_straight() -> None:
    def marks(count: int) -> str:
        return str(body("\"'a'\" " * (count // 4)).body.parts)

    assert "“‘a’”" in marks(MOST)
    assert "“" not in marks(MOST + 4)


def test_links_in_one_line_and_one_cell_have_their_places() -> None:
    found = body("é [a](b.md) *x* [c](d.md)\n\t[e](f.md)\n\n|a|b|\n|-|-|\n|\\|[g](h.md)\\|[i](j.md)|*x* [k](l.md)|\n")
    assert [(r.target, r.place.line, r.place.column) for r in found.references] == [
        ("b.md", 1, 3),
        ("d.md", 1, 17),
        ("f.md", 2, 2),
        ("h.md", 6, 4),
        ("j.md", 6, 15),
        ("l.md", 6, 29),
    ]
    found = body("- a\n\t\t*x* [b](c.md) [d](e.md)\n")  # where markdown-it makes spaces of a tab
    assert [(r.target, r.place.line, r.place.column) for r in found.references] == [("c.md", 2, 7), ("e.md", 2, 17)]


def test_what_is_left_over_is_found_on_its_line_and_at_most_two_hundred_times() -> None:
    assert (
        said("`[^a]` b\nc [^a]\n[^a]")
        == [
            ("unknown-reference", 1, 2),
            ("unknown-reference", 2, 3),
            ("unknown-reference", 3, 1),
        ][1:]
    )
    assert len(said("[^a]\n" * 300)) == 200
    assert len(said("[^a]\n\n" * 300)) == 200


def test_headings_of_one_name_are_numbered_and_pass_by_what_is_taken() -> None:
    found = body("## a\n\n## a\n\n## b {#a-3}\n\n## a\n\n## a-2\n\n## a")
    assert [h.id for h in found.headings] == ["a", "a-2", "a-3", "a-4", "a-2-2", "a-5"]
