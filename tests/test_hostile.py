"""All content is untrusted: whatever stands in a file, a good page comes of it or a diagnostic with a place.

The short form tries some hundred texts of each sort; CAMPAIGNSITE_SOAK makes it 100,000.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from campaignsite.build import Order, build
from campaignsite.model.diagnostics import has_errors
from campaignsite.model.files import Source
from campaignsite.parse.documents import parse
from tests.fuzz import engine, targets
from tests.fuzz.pages import SLOTS, Pages
from tests.fuzz.texts import FRONTS, PAGE
from tests.sites import CONFIG, NOW, pages, write_site
from tests.test_cli import run

pytestmark = pytest.mark.slow

SOAK = bool(os.environ.get("CAMPAIGNSITE_SOAK"))


@pytest.mark.parametrize("name", engine.TARGETS)
def test_no_text_does_harm(name: str, tmp_path: Path) -> None:
    make, seeds = engine.TARGETS[name]
    count = 100_000 if SOAK else 250 if name == "pages" else 800
    engine.hunt(make(tmp_path), seeds, count, name)


def test_no_words_anywhere_add_to_a_page(tmp_path: Path) -> None:
    target = Pages(tmp_path)
    for slot in SLOTS:
        for text in PAGE:
            target.check(slot, text.decode())
    assert target.published > len(SLOTS) * len(PAGE) * 0.7, "most of the sites are good, or nothing was tried"


def test_the_mutants_of_a_seed_are_always_the_same_and_differ() -> None:
    first, again = (list(engine.mutants(FRONTS, 200, "a")) for _ in range(2))
    assert first == again
    assert len(set(first)) > 190
    assert first != list(engine.mutants(FRONTS, 200, "b"))


def test_what_is_found_is_made_small() -> None:
    def target(data: bytes) -> None:
        assert b"<b" not in data, "there is a <b"

    with pytest.raises(AssertionError, match=r"b'<b' -> AssertionError: there is a <b"):
        engine.hunt(target, [b"some words <b>and</b> more"], 0, "")


@pytest.mark.parametrize(
    "html",
    [
        *("<script>x</script>", "<svg></svg>", "<p onclick='x'>", "<p style='x'>", "<!-- x -->", "<![CDATA[x]]>"),
        "<?x>",
        *(f"<a href='{url}'>" for url in ("javascript:x", " JaVa\tScript:x", "data:x", "blob:x", "intent:x", "x:y")),
        *(f"<a href='{url}'>" for url in ("//host", "/\\host", "\\\\host", "/&#9;/host", "https://u@h/", "https:///h")),
        *("<img src='data:x'>", "<a href='a' href='b'>", "<p href='a'>", "<ol start='a'>", "<a target='_blank'>"),
    ],
)
def test_harm_is_seen(html: str) -> None:
    with pytest.raises(AssertionError):
        targets.harmless(html)


@pytest.mark.parametrize(
    "path", ["", "a", "//a", "/../a", "/a/../b/", "/a//b/", "/./", "/a\n/", "/a\\b/", "/a?b/", "/a<b/", "/c:/"]
)
def test_a_way_out_is_seen(path: str) -> None:
    with pytest.raises(AssertionError):
        targets.inside(path)


VALUES = (
    *("", "a", "true", "2026-13-01", "2026-01-02T25:00", "--02-30", "[a, b]", "{a: b}", "{a: {b: [c]}}", "|", ">-"),
    *("&a b", "*a", "!!int 3", "-1", "1e99", "99999999999999999999", "'", '"', "@a", "https://u@h/", "javascript:a"),
    *("0x1F", "é\u202e"),
)


@pytest.mark.parametrize("part", range(10))
def test_mangled_front_matter_is_a_good_document_or_has_mistakes_with_places(part: int, tmp_path: Path) -> None:
    fronts = [text.decode().removesuffix("Text.\n") for text in FRONTS]
    write_site(
        f"-- campaignsite.yaml --\n{CONFIG}languages: [en, fr]\n"
        "-- content/agencies/opp.md --\n---\nname: OPP\nkind: provincial\n---\n"
        "-- content/events/forum.md --\n---\nname: Forum\neditions: [{start: 2026-01-02}]\n---\n",
        tmp_path,
    )
    good = 0
    for text in engine.mangled(fronts, VALUES, 100 if SOAK else 10, f"mangled {part}"):
        (tmp_path / "content/a.md").write_bytes(text.encode())
        outcome = build(Order(tmp_path, NOW))
        for d in outcome.diagnostics:
            assert d.path.startswith("content/"), (text, d)
            assert 1 <= d.line <= text.count("\n") + 2 or d.path != "content/a.md", (text, d)
            assert d.message, (text, d)
            assert d.hint, (text, d)
        assert bool(outcome.artifacts) != has_errors(outcome.diagnostics), (text, outcome.diagnostics)
        good += bool(outcome.artifacts)
    assert good or not SOAK


def test_a_list_whose_folder_has_no_letters_is_not_at_the_place_of_the_home_page(tmp_path: Path) -> None:
    found = pages("-- content/!!/a.md --\n---\ntitle: A\ntype: release\ndate: 2026-01-01\n---\n", tmp_path)
    lists = ["a-z/index.html", "page/index.html", "years/2026/index.html"]
    assert sorted(found) == sorted(["404.html", "index.html", "page/a/index.html", *lists])


def test_a_slug_that_is_cut_ends_in_no_hyphen() -> None:
    name = f"content/{'a' * 19} {'b' * 200}.md"
    made = parse(Source(name, b"---\ntitle: A\n---\n", ""), ("en",))
    assert [d.code for d in made.diagnostics] == ["bad-slug"]
    assert made.value
    assert made.value.document.slug == "a" * 19


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif", "gitlab", "markdown"])
def test_no_report_shows_what_a_link_leads_to_outside_the_site(form: str, tmp_path: Path) -> None:
    """An excerpt of it would be read by whoever reads the report."""
    site = write_site("-- content/about.md --\n---\ntitle: About\n---\n", tmp_path / "site")
    (tmp_path / "secret.md").write_text("token: abc123\n")
    (site / "content/mine.md").symlink_to(tmp_path / "secret.md")
    done = run(site, "check", "--format", form)
    assert done.returncode == 1
    assert "link-outside-site" in done.stdout
    assert "abc123" not in done.stdout + done.stderr
