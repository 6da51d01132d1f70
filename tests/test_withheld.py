"""What is withheld and shown all the same, in a preview or with “--drafts”, says so: on its pages and in every list."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from campaignsite.build import Order, build
from campaignsite.model.front.kinds import KINDS
from tests.dom import read_html
from tests.sites import CONFIG, NOW, pages, tree, write_site

BOTH = f"-- campaignsite.yaml --\n{CONFIG}languages: [en, fr]\nsearch: false\n"
HIDDEN = """-- content/agencies/north.md --
---
name: North Police
kind: municipal
{0}
---
-- content/events/meeting.md --
---
name: Meeting
kind: conference
editions: [{{year: 2027, start: 2027-03-01}}]
{0}
---
-- content/about.md --
---
title: About
aliases: [/old/]
{0}
---
-- content/talks/a.md --
---
title: A conference
type: conference
date: 2026-03-01
{0}
---
-- content/days/a.md --
---
title: A world day
type: world-day
date: 2026-07-30
{0}
---
-- content/results/a.md --
---
title: Results
type: results
date: 2026-05-01
operation: Operation North
scope: single
agencies: {{host: [North Police]}}
period: {{label: May, start: 2026-05-01, end: 2026-05-31}}
measures: [{{id: calls, value: 3, unit: call, definition: Calls}}]
{0}
---
-- content/releases/a.md --
---
title: A release
type: release
date: 2026-06-01
event: Meeting
agencies: {{host: [North Police]}}
{0}
---
-- content/resources/a.md --
---
title: A poster
type: resource
url: https://example.org/poster
{0}
---
"""
OPEN = (
    "-- content/agencies/south.md --\n---\nname: South Police\nkind: municipal\n---\n"
    "-- content/releases/b.md --\n---\ntitle: Open\ndate: 2026-06-02\n---\n"
    "-- content/events/open.md --\n---\nname: Open day\nkind: conference\n---\n"
)
OWN = {
    "page": "about/index.html",
    "conference": "talks/a/index.html",
    "world-day": "days/a/index.html",
    "results": "results/a/index.html",
    "release": "releases/a/index.html",
    "resource": "resources/a/index.html",
    "agency": "agencies/north/index.html",
    "event": "events/meeting/index.html",
}
STATES = {
    "draft: true": "draft",
    "embargo: 2027-01-01 09:00": "under embargo",
    "publish_at: 2027-01-01": "to be published later",
    "expires: 2026-01-01": "expired",
}


def shown(tmp_path: Path, front: str = "draft: true", *, drafts: bool = True) -> dict[str, str]:
    return pages(BOTH + HIDDEN.format(front) + OPEN, tmp_path, drafts=drafts)


def test_every_kind_that_has_a_page_is_here() -> None:
    assert set(OWN) == set(KINDS) - {"boilerplate"}


@pytest.mark.parametrize(("front", "word"), STATES.items())
def test_a_page_says_why_it_is_not_public_and_asks_search_engines_to_leave_it_out(
    front: str, word: str, tmp_path: Path
) -> None:
    made = shown(tmp_path, front)
    for kind, file in OWN.items():
        page = read_html(made[file])
        (banner,) = page.all("aside", **{"class": "withheld"})
        assert " ".join(banner.text.split()) == f"Not public: {word}. Only a preview shows this page.", kind
        assert banner.attrs["aria-label"] == "Not public", kind
        assert [m.attrs["content"] for m in page.all("meta", name="robots")] == ["noindex"], kind
        assert not page.all("link", rel="canonical"), kind


def test_a_withdrawn_text_is_what_the_public_gets_to_read(tmp_path: Path) -> None:
    """Its page is a notice, which somebody wants to read before it is published."""
    made = pages(
        "-- content/a.md --\n---\ntitle: A\nwithdrawn: {date: 2026-01-01, why: It was wrong.}\n---\nWords.\n",
        tmp_path,
        drafts=True,
    )
    assert "It was wrong." in made["a/index.html"]
    assert "Not public" not in made["a/index.html"]
    assert "Words." not in made["a/index.html"]


@pytest.mark.parametrize(
    ("file", "marks"),
    [
        ("index.html", 5),  # four of the news, and the event to come
        ("talks/index.html", 1),
        ("days/index.html", 1),
        ("results/index.html", 1),
        ("releases/index.html", 1),
        ("resources/index.html", 1),
        ("agencies/index.html", 1),
        ("events/index.html", 1),
        ("years/2026/index.html", 4),
        ("a-z/index.html", 8),
    ],
)
def test_every_list_marks_what_is_not_public_and_nothing_else(file: str, marks: int, tmp_path: Path) -> None:
    made = shown(tmp_path)
    page = read_html(made[file])
    assert page.text.count("Not public: draft") == marks
    assert not page.all("aside", **{"class": "withheld"})
    for item in page.all("li"):
        if "Open" in item.text or "South" in item.text:
            assert "Not public" not in item.text


def test_what_is_public_has_no_mark_beside_what_is_not(tmp_path: Path) -> None:
    made = shown(tmp_path)
    for file in ("releases/b/index.html", "agencies/south/index.html", "events/open/index.html"):
        ways = [nav.text for nav in read_html(made[file]).all("nav", cls="siblings")]  # to an item that is not
        assert made[file].count("Not public") == "".join(ways).count("Not public") == len(ways)
        assert '<link rel="canonical"' in made[file]


def test_it_is_said_in_the_language_of_the_page(tmp_path: Path) -> None:
    made = pages(f"{BOTH}-- content/about.fr.md --\n---\ntitle: T\ndraft: true\n---\n", tmp_path, drafts=True)
    (banner,) = read_html(made["fr/about/index.html"]).all("aside", **{"class": "withheld"})
    assert " ".join(banner.text.split()) == "Non public : brouillon. Seul un aperçu montre cette page."
    assert banner.attrs["aria-label"] == "Non public"


def test_further_pages_of_an_agency_say_it_too(tmp_path: Path) -> None:
    many = "".join(
        f"-- content/releases/n{n}.md --\n---\ntitle: N {n}\ndate: 2026-01-0{n}\nagencies: {{host: [North]}}\n---\n"
        for n in range(1, 8)
    )
    site = f"-- campaignsite.yaml --\n{CONFIG}page_size: 2\n-- content/agencies/north.md --\n---\nname: North\n"
    made = pages(site + "kind: municipal\ndraft: true\n---\n" + many, tmp_path, drafts=True)
    files = [file for file in made if file.startswith("agencies/north/")]
    assert len(files) > 2
    assert [file for file in files if "Not public: draft" not in made[file] or "noindex" not in made[file]] == []


def test_a_list_whose_text_is_a_draft_says_so(tmp_path: Path) -> None:
    site = "-- content/releases/index.md --\n---\ntitle: News\ndraft: true\n---\nWords.\n"
    made = pages(site + OPEN, tmp_path, drafts=True)
    assert "Not public: draft" in made["releases/index.html"]


def test_the_list_of_corrections_marks_what_is_not_public(tmp_path: Path) -> None:
    fixed = "corrections: [{date: 2026-07-01, what: A name.}]"
    site, old = HIDDEN.format("draft: true"), HIDDEN.format("agencies: {}")
    site = site.replace("type: release\n", f"type: release\n{fixed}\n").replace("2027-03-01}", f"2027-03-01, {fixed}}}")
    site = site.replace("type: results\n", "type: results\nsupersedes: old\n")
    old = old[old.index("-- content/results") : old.index("-- content/releases")]
    old = old.replace("results/a.md", "results/old.md").replace("agencies: {host: [North Police]}\n", "")
    made = pages(BOTH + site + old + OPEN, tmp_path, drafts=True)["corrections/index.html"]
    said = sorted(" ".join(item.text.split()) for item in read_html(made).all("li", cls="card"))
    assert said == [
        "May 1, 2026 Results These figures were replaced by newer ones: Results Not public: draft",
        "Not public: draft July 1, 2026 A release A name.",
        "Not public: draft July 1, 2026 Meeting – 2027 A name.",
    ]


NEIGHBOURS = """-- content/boilerplates/us.md --
---
title: About us
draft: true
---
We are many.
-- content/boilerplates/them.md --
---
title: About them
---
They are few.
-- content/releases/1.md --
---
title: First
date: 2026-01-01
draft: true
---
-- content/releases/2.md --
---
title: Second
date: 2026-01-02
boilerplates: [us, them]
---
-- content/releases/3.md --
---
title: Third
date: 2026-01-03
embargo: 2027-01-01
---
-- content/releases/4.md --
---
title: Fourth
date: 2026-01-04
---
"""


def test_a_standing_text_that_is_not_public_says_so_where_it_is_shown(tmp_path: Path) -> None:
    page = read_html(pages(NEIGHBOURS, tmp_path, drafts=True)["releases/2/index.html"])
    texts = {s.one("h2").text: " ".join(s.text.split()) for s in page.all("section", cls="about")}
    assert texts == {"About us": "About us Not public: draft We are many.", "About them": "About them They are few."}


def test_the_ways_to_the_items_before_and_after_say_that_these_are_not_public(tmp_path: Path) -> None:
    made = pages(NEIGHBOURS, tmp_path, drafts=True)

    def ways(file: str) -> list[str]:
        return [" ".join(p.text.split()) for p in read_html(made[file]).one("nav", cls="siblings").all("p")]

    assert ways("releases/2/index.html") == ["Newer Third Not public: under embargo", "Older First Not public: draft"]
    assert ways("releases/4/index.html") == ["Older Third Not public: under embargo"]
    assert ways("releases/1/index.html") == ["Newer Second"]


def test_a_public_site_says_nothing_of_it(tmp_path: Path) -> None:
    """With drafts in it or without: test_states.py compares every byte."""
    made = shown(tmp_path, drafts=False)
    assert [file for file, html in made.items() if "withheld" in html or "Not public" in html] == []


def test_a_build_that_remembers_marks_as_a_clean_one_does(tmp_path: Path) -> None:
    """Whatever changes: a title, a state, or the time."""
    text = BOTH + HIDDEN.format("embargo: 2027-01-01 09:00") + OPEN
    root, release = write_site(text, tmp_path / "a"), "content/releases/a.md"

    def made(folder: Path, now: dt.datetime, *, cache: bool) -> dict[str, bytes]:
        outcome = build(Order(folder, now, folder / "output", drafts=True, cache=cache))
        assert outcome.published, outcome.diagnostics
        return tree(folder / "output")

    later = NOW.replace(year=2027)
    steps = (("", "", NOW), ("A release", "Another", NOW), ("embargo: 2027-01-01 09:00", "draft: true", NOW))
    for number, (old, new, now) in enumerate((*steps, ("", "", later), ("draft: true", "", later))):
        path = root / release
        path.write_text(path.read_text().replace(old, new) if old else path.read_text())
        clean = tmp_path / f"clean{number}"
        shutil.copytree(root, clean, ignore=shutil.ignore_patterns("output", ".campaignsite"))
        found = made(root, now, cache=True)
        assert found == made(clean, now, cache=False)
        marked = b"Not public" in found["releases/a/index.html"]
        assert marked == (number < 4), number
        assert (b"Not public: under embargo" in found["agencies/north/index.html"]) == (now is NOW)
