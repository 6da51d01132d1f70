"""Lists of each year, and the ways to everything without a script: by type, year, agency and event."""

from __future__ import annotations

from pathlib import Path

import pytest

from campaignsite.build import Order, build
from campaignsite.search.pagefind import available
from tests.dom import Element, read_html
from tests.sites import CONFIG, NOW, built, write_site

TWO = CONFIG + "languages: [en, fr]\npage_size: 2\n"


def item(name: str, date: str = "", more: str = "", folder: str = "releases") -> str:
    dated = f"date: {date}\n" if date else ""
    return f"-- content/{folder}/{name}.md --\n---\ntitle: Title {name}\n{dated}{more}---\nText.\n"


SITE = (
    f"-- campaignsite.yaml --\n{TWO}translations: {{resource: 'off'}}\n"
    + item("a", "2026-03-01")
    + item("b", "2026-02-01")
    + item("c", "2026-01-01", "type: release\n", folder="results-of-others")
    + item("d", "2026")
    + item("e", "2024-12-31", "sensitive: false\n")
    + item("f", "--07-30")
    + item("g", "2026-04-01", "url: https://example.org/g\ntype: resource\n", folder="resources")
    + item("h.fr", "2023-01-01")
    + item("w", "2022-01-01", "draft: true\n")
    + item("x", "2026-05-01", "embargo: 2027-01-01\n")
    + item("y", "2021-01-01", "withdrawn: {date: 2026-01-01, why: Wrong.}\n")
    + "-- content/agencies/p.md --\n---\nname: Police\nkind: municipal\n---\n"
    + "-- content/events/day.md --\n---\nname: Day\n---\n"
)


def pages(text: str, folder: Path, *, drafts: bool = False) -> dict[str, Element]:
    outcome = build(Order(write_site(text, folder), NOW, drafts=drafts))
    assert {d.code for d in outcome.diagnostics} <= {"date-without-year"}
    return {a.file: read_html(a.data.decode()) for a in outcome.artifacts if a.file.endswith(".html")}


def entries(*of: Element) -> list[str]:
    return [h.text for page in of for card in page.all("li", cls="card") for h in card.all("h3")]


def links(element: Element) -> list[tuple[str, str]]:
    return [(a.text, a.attrs["href"]) for a in element.all("a")]


def test_each_year_has_a_list_of_all_that_states_it(tmp_path: Path) -> None:
    made = pages(SITE, tmp_path)
    years = sorted(file for file in made if "years/" in file)
    assert years == [
        "fr/years/2023/index.html",
        "fr/years/2024/index.html",
        "fr/years/2026/index.html",
        "fr/years/2026/page/1/index.html",
        "years/2023/index.html",
        "years/2024/index.html",
        "years/2026/index.html",
        "years/2026/page/1/index.html",
    ]
    assert entries(made["years/2024/index.html"]) == ["Title e"]
    front, older = made["years/2026/index.html"], made["years/2026/page/1/index.html"]
    assert entries(front, older) == [f"Title {name}" for name in "gabcd"]
    assert entries(made["fr/years/2026/index.html"], made["fr/years/2026/page/1/index.html"]) == [
        f"Title {name}" for name in "abcd"
    ]
    assert "Title h" in entries(made["years/2023/index.html"])[0]


def test_such_a_list_is_a_list_as_others_are(tmp_path: Path) -> None:
    made = pages(SITE, tmp_path)
    front, older = made["years/2026/index.html"], made["years/2026/page/1/index.html"]
    assert front.one("h1").text == "Published in 2026"
    assert "5 publications" in front.one("header", cls="head").text
    assert [text for text, _ in links(front.one("nav", cls="trail"))][:1] == ["Home"]
    assert ("Published in 2026", "/years/2026/") in links(older.one("nav", cls="trail"))
    assert "/years/2026/page/1/" in [href for _, href in links(front.one("nav", cls="pager"))]
    assert "News release" in front.all("li", cls="card")[1].text
    alternates = [a.attrs["href"] for a in front.all("a") if a.attrs.get("rel") == "alternate"]
    assert "/fr/years/2026/" in alternates
    assert made["fr/years/2026/index.html"].one("h1").text == "Publications de 2026"


def test_what_is_withheld_is_in_none_and_makes_none(tmp_path: Path) -> None:
    made, drafts = pages(SITE, tmp_path / "public"), pages(SITE, tmp_path / "drafts", drafts=True)
    for gone in ("years/2022/index.html", "years/2021/index.html"):
        assert gone not in made
    assert "years/2022/index.html" in drafts
    assert "2022" not in "".join(page.text for page in made.values())


def test_a_sensitive_item_is_marked_as_in_other_lists(tmp_path: Path) -> None:
    help_line = (
        "exit: https://weather.example/\nhelplines: [{name: L, display: '1', police: false, verified_on: 2026-11-01}]\n"
    )
    text = f"-- campaignsite.yaml --\n{CONFIG}{help_line}" + item("a", "2026-01-01", "sensitive: true\n")
    made = pages(text, tmp_path)
    (one,), (other,) = (made[f].all("li", cls="card") for f in ("years/2026/index.html", "releases/index.html"))
    assert "Sensitive page" in one.text
    assert "Sensitive page" in other.text


WAYS = [
    ("News releases", "/releases/"),
    ("Resources", "/resources/"),
    ("Results of others", "/results-of-others/"),
    ("Events", "/events/"),
    ("Agencies", "/agencies/"),
    ("2026", "/years/2026/"),
    ("2024", "/years/2024/"),
    ("2023", "/years/2023/"),
]


def test_the_list_from_a_to_z_leads_to_all_others(tmp_path: Path) -> None:
    made = pages(SITE, tmp_path)
    (section,) = made["a-z/index.html"].all("section", **{"aria-labelledby": "ways-title"})
    assert links(section) == WAYS
    for home in ("", "fr/"):
        (section,) = made[f"{home}a-z/index.html"].all("section", **{"aria-labelledby": "ways-title"})
        hrefs = [href for _, href in links(section)]
        assert len(hrefs) > 6
        assert all(f"{href[1:]}index.html" in made for href in hrefs)
        assert all(href.startswith(f"/{home}") for href in hrefs)


@pytest.mark.skipif(not available(), reason="there is no Pagefind here")
def test_the_page_to_search_on_leads_there_too(tmp_path: Path) -> None:
    made = pages(SITE.replace("page_size", "search: true\npage_size"), tmp_path)
    (section,) = made["search/index.html"].all("section", **{"aria-labelledby": "ways-title"})
    assert links(section) == [("A to Z", "/a-z/"), *WAYS]


def test_the_pages_of_letters_do_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("campaignsite.plan.views.titles.WHOLE", 3)
    made = pages(SITE, tmp_path)
    assert "ways-title" in made["a-z/index.html"].one("main").ids
    assert "ways-title" not in made["a-z/t/index.html"].one("main").ids


def test_a_text_may_not_take_the_place_of_a_year(tmp_path: Path) -> None:
    text = item("a", "2026-01-01") + "-- content/years/2026.md --\n---\ntitle: My year\ntype: page\n---\n"
    assert {d.code for d in built(text, tmp_path / "taken").diagnostics} == {"same-url"}
    assert not built(text.replace("years/2026", "years/2025"), tmp_path / "free").diagnostics


def test_a_site_without_dates_has_none(tmp_path: Path) -> None:
    made = pages(item("a"), tmp_path)
    assert not [file for file in made if "years/" in file]
    assert "/years/" not in "".join(href for page in made.values() for _, href in links(page))
