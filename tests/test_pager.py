"""Long lists in pages: entries, newest first, and a size in; pages whose contents never move out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaignsite.plan.pager import slices
from tests.sites import CONFIG, pages

COUNTS = st.integers(0, 300)
SIZES = st.integers(2, 30)


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (0, [(None, [])]),
        (1, [(None, [1])]),
        (3, [(None, [3, 2, 1])]),
        (4, [(None, [4, 3]), (1, [2, 1])]),
        (5, [(None, [5, 4, 3]), (1, [2, 1])]),
        (6, [(None, [6, 5]), (2, [4, 3]), (1, [2, 1])]),
    ],
)
def test_full_pages_split_off_from_the_front(count: int, expected: list[tuple[int | None, list[int]]]) -> None:
    assert [(number, list(part)) for number, part in slices(range(count, 0, -1), 2)] == expected


@settings(deadline=None)
@given(COUNTS, SIZES)
def test_every_entry_is_on_exactly_one_page_and_in_order(count: int, size: int) -> None:
    entries = list(range(count, 0, -1))
    assert [entry for _, part in slices(entries, size) for entry in part] == entries


@settings(deadline=None)
@given(COUNTS, SIZES)
def test_the_front_page_is_never_nearly_empty_and_numbered_pages_are_full(count: int, size: int) -> None:
    (front, newest), *numbered = slices(range(count), size)
    assert front is None
    assert min(count, size) <= len(newest) <= 2 * size - 1
    assert [number for number, _ in numbered] == list(range(len(numbered), 0, -1))
    assert {len(part) for _, part in numbered} <= {size}


@settings(deadline=None)
@given(COUNTS, SIZES, st.integers(0, 60))
def test_numbered_pages_never_change_when_newer_entries_are_added(count: int, size: int, added: int) -> None:
    before = dict(slices(range(count, 0, -1), size))
    after = dict(slices(range(count + added, 0, -1), size))
    for number, part in before.items():
        assert number is None or list(after[number]) == list(part)


# --- on the pages --------------------------------------------------------------------------------------------------


def site(count: int) -> str:
    release = "-- content/releases/r{0}.md --\n---\ntitle: Release {0}\ndate: 2026-01-{0:02d}\nevent: E\n---\n"
    event = "-- content/events/e.md --\n---\nname: E\n---\n"
    return f"-- campaignsite.yaml --\n{CONFIG}page_size: 2\n{event}" + "".join(
        release.format(n) for n in range(1, count + 1)
    )


def cards(html: str) -> list[int]:
    return [int(n) for n in re.findall(r'<h3><a href="/releases/r(\d+)/">', html)]


def way(html: str, rel: str) -> str:
    found = re.search(rf'<a href="([^"]*)" rel="{rel}">', html)
    return found[1] if found else ""


@pytest.mark.parametrize("front", ["releases/", "events/e/"])
def test_lists_of_every_kind_have_pages(tmp_path: Path, front: str) -> None:
    made = pages(site(7), tmp_path)
    assert cards(made[f"{front}index.html"]) == [7, 6, 5]
    assert cards(made[f"{front}page/2/index.html"]) == [4, 3]
    assert cards(made[f"{front}page/1/index.html"]) == [2, 1]
    assert f"{front}page/3/index.html" not in made


def test_pages_lead_to_the_newer_and_the_older_one(tmp_path: Path) -> None:
    made = pages(site(7), tmp_path)
    front, second, first = (made[f"releases/{p}index.html"] for p in ("", "page/2/", "page/1/"))
    assert [(way(p, "prev"), way(p, "next")) for p in (front, second, first)] == [
        ("", "/releases/page/2/"),
        ("/releases/", "/releases/page/1/"),
        ("/releases/page/2/", ""),
    ]


def test_a_list_on_one_page_has_no_way_to_others(tmp_path: Path) -> None:
    html = pages(site(3), tmp_path)["releases/index.html"]
    assert cards(html) == [3, 2, 1]
    assert 'class="pager"' not in html


def test_a_newer_entry_leaves_the_archive_alone(tmp_path: Path) -> None:
    before, after = pages(site(7), tmp_path / "a"), pages(site(8), tmp_path / "b")
    for number in (1, 2):
        assert cards(before[f"releases/page/{number}/index.html"]) == cards(after[f"releases/page/{number}/index.html"])
    assert cards(after["releases/page/3/index.html"]) == [6, 5]
    assert cards(after["releases/index.html"]) == [8, 7]
