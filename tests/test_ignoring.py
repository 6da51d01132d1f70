"""What an editor knows of and wants to hear no more: where that holds, that it needs a reason, what it cannot touch."""

from __future__ import annotations

from pathlib import Path

import pytest

from campaignsite.build import Order, Outcome, build
from campaignsite.build.listing import listing
from campaignsite.model.codes import CODES, IGNORABLE
from tests.sites import NOW, write_site

PAGE = "-- content/about.md --\n---\ntitle: About\n{front}---\n{body}\n"


def built(root: Path, *, strict: bool = False) -> Outcome:
    return build(Order(root, NOW, root.parent / "output", strict=strict))


def said(body: str, folder: Path, front: str = "") -> list[str]:
    root = write_site(PAGE.format(front=front, body=body), folder / "site")
    return [f"{d.line}:{d.column} {d.code}" for d in built(root).diagnostics]


HERE = "<!-- campaignsite-ignore broken-link: the shop has it -->"


@pytest.mark.parametrize(
    ("body", "left"),
    [
        (f"{HERE}\n\n[a](/shop/) and\n[b](/cart/)", []),
        (f"{HERE}\n[a](/shop/)", []),
        (f"{HERE}\n\n- [a](/shop/)\n- [b](/cart/)", []),
        (f"{HERE}\n\n| a |\n| - |\n| b |\n| [a](/shop/) |", []),
        (f"{HERE}\n\n::: editor\n[a](/shop/)\n\n[a](/shop/)\n:::", []),
        (f"> {HERE}\n>\n> [a](/shop/)", []),
        (f"One [a](/shop/) {HERE}\ntwo [b](/cart/)", []),
        (f"- One [a](/shop/) {HERE}\n- two [b](/cart/)", ["5:7 broken-link"]),
        (f"[a](/shop/)\n\n{HERE}\n\n[a](/shop/)\n\n[a](/shop/)", ["4:1 broken-link", "10:1 broken-link"]),
        (f"{HERE}\n\nNothing.\n\n[a](/shop/)", ["4:1 unused-ignore", "8:1 broken-link"]),
        (f"Nothing.\n\n{HERE}", ["6:1 unused-ignore"]),
        (f"```\n{HERE}\n```\n\n[a](/shop/)", ["8:1 broken-link"]),
        (f"`{HERE}` [a](/shop/)", ["4:61 broken-link"]),
        (f"{HERE}\n<!-- campaignsite-ignore heading-skipped: x -->\n\n#### [a](/shop/)", []),
        ("<!-- campaignsite-ignore broken-link, heading-skipped: x -->\n\n#### [a](/shop/)", []),
        ("<!--\n  campaignsite-ignore\n  broken-link:\n  two lines\n-->\n\n[a](/shop/)", []),
        ("<!-- Ask the shop. -->\n\n[a](/shop/)", ["6:1 broken-link"]),
        ("<!-- campaignsite-ignore broken-link -->\n\n[a](/shop/)", ["4:1 bad-ignore", "6:1 broken-link"]),
        ("<!-- campaignsite-ignore broken-link: -->\n\n[a](/shop/)", ["4:1 bad-ignore", "6:1 broken-link"]),
        ("<!-- campaignsite ignore broken-link: x -->\n\n[a](/shop/)", []),
        ("<!-- campaignsite-ignroe broken-link: x -->\n\nA", ["4:1 bad-ignore"]),
        ("<!-- campaignsite-ignore broken-lnk: x -->\n\nA", ["4:1 bad-ignore"]),
        ("A\n\n<!-- a -->\n<!-- campaignsite-ignore raw-html: x -->\n\n<b>A</b>", ["7:1 bad-ignore", "9:1 raw-html"]),
        ("Some <!-- campaignsite-ignore: x --> words", ["4:6 bad-ignore"]),
        ("  <!-- a --> <!-- campaignsite-ignore -->\n\nA", ["4:14 bad-ignore"]),
        ("<!-- a\nb --> <!-- campaignsite-ignore -->\n\nA", ["5:7 bad-ignore"]),
    ],
)
def test_a_comment_holds_for_the_block_below_it_or_around_it(body: str, left: list[str], tmp_path: Path) -> None:
    assert said(body, tmp_path) == left


FRONT = "ignore:\n  broken-link: the shop has them\n"


@pytest.mark.parametrize(
    ("front", "body", "left"),
    [
        (FRONT, "[a](/shop/)\n\n[a](/shop/)", []),
        (FRONT, "A", ["4:16 unused-ignore"]),
        (FRONT, "#### [a](/shop/)", ["6:1 heading-skipped"]),
        ("ignore:\n  broken-link:\n", "[a](/shop/)", ["4:3 bad-ignore", "6:1 broken-link"]),
        ("ignore:\n  unsafe-link: I know\n", "[a](ftp://a.example/)", ["4:3 bad-ignore", "6:1 unsafe-link"]),
        ("ignore: [broken-link]\n", "A", ["3:1 wrong-type"]),
        ("ignore: broken-link\n", "A", ["3:9 wrong-type"]),
    ],
)
def test_front_matter_ignores_for_the_whole_file(front: str, body: str, left: list[str], tmp_path: Path) -> None:
    assert said(body, tmp_path, front) == left


def test_two_files_that_ignore_alike_are_told_apart(tmp_path: Path) -> None:
    page = f"---\ntitle: {{}}\n---\n{HERE}\n\n{{}}\n"
    site = f"-- content/a.md --\n{page.format('A', '[a](/shop/)')}-- content/b.md --\n{page.format('B', 'b')}"
    outcome = built(write_site(site, tmp_path / "site"))
    assert [(d.path, d.code) for d in outcome.diagnostics] == [("content/b.md", "unused-ignore")]


def test_a_link_that_is_ignored_leads_where_it_says(tmp_path: Path) -> None:
    body = f"{HERE}\n\n[shop](/shop/?a=1&b=2#c), [file](../%22later.md), [anchor](#nowhere)\n"
    front = "ignore:\n  broken-anchor: It comes\n"
    config = "-- campaignsite.yaml --\ntitle: T\nbase_url: https://example.org/base/\n"
    root = write_site(config + PAGE.format(front=front, body=body), tmp_path / "site")
    assert [d.code for d in built(root).diagnostics] == []
    html = (tmp_path / "output/about/index.html").read_text(encoding="utf-8")
    assert '<a href="/base/shop/?a=1&amp;b=2#c">shop</a>' in html
    assert '<a href="../%22later.md">file</a>' in html
    assert "campaignsite-ignore" not in html
    assert "the shop has it" not in html


def test_a_list_counts_no_mistake_that_is_ignored(tmp_path: Path) -> None:
    for body, errors in (("[a]()", 1), (f"{HERE}\n\n[a]()", 0)):
        root = write_site(PAGE.format(front="", body=body), tmp_path)
        assert [item.errors for item in listing(Order(root, NOW)).items] == [errors]


def test_what_is_ignored_does_not_fail_and_what_is_ignored_for_nothing_does_when_strict(tmp_path: Path) -> None:
    root = write_site(PAGE.format(front="", body=f"{HERE}\n\n[a](/shop/)"), tmp_path / "a" / "site")
    assert built(root, strict=True).published
    root = write_site(PAGE.format(front="", body=f"{HERE}\n\nA"), tmp_path / "b" / "site")
    assert not built(root, strict=True).published


def test_nothing_is_said_of_what_a_withheld_file_ignores(tmp_path: Path) -> None:
    assert said("A", tmp_path, f"draft: true\n{FRONT}") == []


@pytest.mark.parametrize(
    "edit", [("One", "Two"), ("One", "One\n\nTwo"), ("[a](/shop/)", "a"), ("One", "#### One"), ("Other", "An")]
)
def test_an_edit_beside_it_is_built_as_anew(edit: tuple[str, str], tmp_path: Path) -> None:
    known = "<!-- campaignsite-ignore heading-skipped: as in the source -->"
    text = PAGE.format(front="", body=f"One\n\n{HERE}\n\n[a](/shop/)\n\n{known}\n\n#### Four\n\n###### Six")
    root = write_site(text + "-- content/other.md --\n---\ntitle: Other\n---\n", tmp_path / "site")

    def again(*, cache: bool) -> list[tuple[str, int]]:
        outcome = build(Order(root, NOW, tmp_path / "output", cache=cache))
        return [(d.code, d.line) for d in outcome.diagnostics]

    assert again(cache=True) == [("heading-skipped", 14)]
    page = root / ("content/other.md" if edit[0] == "Other" else "content/about.md")
    page.write_text(page.read_text(encoding="utf-8").replace(*edit), encoding="utf-8")
    if edit[0] == "Other":  # then the rest of the site is arranged anew, with what was known of this page
        page.with_name("new.md").write_text("---\ntitle: New\n---\n", encoding="utf-8")
    warm = again(cache=True)
    assert warm == again(cache=True) == again(cache=False)


def test_nothing_that_makes_a_page_unsafe_can_be_ignored() -> None:
    """A new code is not ignorable until somebody has thought about it: what is published then has to be safe."""
    assert CODES.keys() > IGNORABLE
    unsafe = (
        "unsafe",
        "withheld",
        "raw-html",
        "image-",
        "bad-",
        "unclosed",
        "same-url",
        "cannot",
        "file",
        "yaml",
        "asset",
    )
    assert [code for code in IGNORABLE if any(part in code for part in unsafe)] == []
