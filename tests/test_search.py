"""How readers find a page without knowing where it is: the list from A to Z, and the search."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from campaignsite.build import Order, Outcome, build
from campaignsite.build import whole as corridor
from campaignsite.plan.views.letters import alphabetical, letter, position, slug
from tests.dom import Element, read_html
from tests.sites import CONFIG, NOW, built, pages, tree, write_site

WHOLE = corridor.whole
EN_FR = f"-- campaignsite.yaml --\n{CONFIG}languages: [en, fr]\n"


def page(name: str, title: str, front: str = "") -> str:
    return f"-- content/{name}.md --\n---\ntitle: '{title}'\n{front}---\nText.\n"


def release(name: str, title: str, front: str = "") -> str:
    return page(f"releases/{name}", title, f"date: 2026-01-01\n{front}")


def agency(name: str, called: str, front: str = "") -> str:
    return f"-- content/agencies/{name}.md --\n---\nname: {called}\nkind: ngo\n{front}---\n"


def groups(html: str) -> dict[str, list[str]]:
    """From each letter of a list to the titles under it."""
    main = read_html(html).one("main")
    found: dict[str, list[str]] = {}
    for section in main.all("section"):
        if "letter" in section.classes:
            found[section.one("h2").text] = [a.text for a in section.all("a")]
    return found


def ways(html: str) -> list[Element]:
    """The links to letters."""
    return [a for nav in read_html(html).all("nav") if "jump" in nav.classes for a in nav.all("a")]


# --- from A to Z -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "under"),
    [
        ("Éléphant", "E"),
        ("apple", "A"),
        ("“Quoted”", "Q"),
        ("Œuvre", "O"),
        ("Ça va", "C"),
        ("2026 report", "0–9"),
        ("Ёлка", "Е"),
        ("Ωμέγα", "Ω"),
        ("ᐊᓂᔑᓈᐯᒧᐎᓐ", "ᐊ"),
        ("中文", "中"),
        ("ßeta", "S"),
        ("—", "#"),
    ],
)
def test_a_name_stands_under_its_letter_without_the_accent(name: str, under: str) -> None:
    assert letter(name) == under
    assert re.fullmatch(r"[\w-]+", slug(letter(name)))


def test_digits_come_first_and_what_has_no_letter_last() -> None:
    assert sorted(["#", "Z", "0–9", "A", "Ω"], key=position) == ["0–9", "A", "Z", "Ω", "#"]
    assert sorted(["zoo", "Œuf", "Ours", "École", "Eau", "odeur"], key=alphabetical) == [
        "Eau",
        "École",
        "odeur",
        "Œuf",
        "Ours",
        "zoo",
    ]


SITE = (
    EN_FR
    + agency("first", "First Police", "names: {fr: Première police}\n")
    + "-- content/events/day.md --\n---\nname: Evening\nkind: other\n---\n"
    + release("b", "Émile")
    + release("a", "Zeal", "agencies: {host: [First Police]}\n")
    + release("c", "Only in English")
    + release("c.fr", "Aussi en français")
    + page("about", "About us")
    + page("about.fr", "À propos")
    + page("safety", "Escaping", "sensitive: false\n")
)


def test_every_title_of_a_language_stands_under_its_letter(tmp_path: Path) -> None:
    made = pages(SITE, tmp_path)
    assert groups(made["a-z/index.html"]) == {
        "A": ["About us"],
        "E": ["Émile", "Escaping", "Evening"],
        "F": ["First Police"],
        "O": ["Only in English"],
        "Z": ["Zeal"],
    }
    assert groups(made["fr/a-z/index.html"]) == {
        "A": ["À propos", "Aussi en français"],
        "E": ["Émile", "Evening"],
        "P": ["Première police"],
        "Z": ["Zeal"],
    }


def test_a_title_says_its_kind_and_its_language(tmp_path: Path) -> None:
    made = pages(SITE, tmp_path)
    entries = [li for li in read_html(made["fr/a-z/index.html"]).all("li") if "Zeal" in li.text]
    assert [li.one("a").attrs.get("lang") for li in entries] == ["en"]
    assert "Communiqué" in entries[0].text
    assert "Ce texte est offert en anglais seulement." in entries[0].text


def test_each_letter_is_linked_and_every_page_leads_there(tmp_path: Path) -> None:
    made = pages(SITE, tmp_path)
    root = read_html(made["a-z/index.html"])
    ids = {e.attrs["id"] for e in root.all("h2") if "id" in e.attrs}
    assert [a.attrs["href"] for a in ways(made["a-z/index.html"])] == [
        f"#letter-{x}" for x in ("a", "e", "f", "o", "z")
    ]
    assert {a.attrs["href"][1:] for a in ways(made["a-z/index.html"])} <= ids
    for file, html in made.items():
        foot = read_html(html).one("footer")
        wanted = "/fr/a-z/" if file.startswith("fr/") else "/a-z/"
        assert [a.attrs["href"] for a in foot.all("a") if "a-z" in a.attrs["href"]] == [wanted], file


def test_a_footer_that_names_it_has_it_once_and_where_it_wants_it(tmp_path: Path) -> None:
    text = f"-- campaignsite.yaml --\n{CONFIG}footer: [a-z, about.md]\nnavigation: [a-z]\n" + page("about", "About")
    foot = read_html(pages(text, tmp_path)["about/index.html"]).one("footer")
    assert [a.attrs["href"] for a in foot.all("a")] == ["/a-z/", "/about/"]


def test_a_site_with_no_titles_has_no_such_page(tmp_path: Path) -> None:
    made = pages(page("index", "Home"), tmp_path)
    assert "a-z/index.html" not in made
    assert "a-z" not in made["index.html"]


def test_an_index_md_gives_it_a_title_and_a_text(tmp_path: Path) -> None:
    made = pages(page("about", "About") + page("a-z/index", "Find it"), tmp_path)
    root = read_html(made["a-z/index.html"])
    assert root.one("h1").text == "Find it"
    assert groups(made["a-z/index.html"]) == {"A": ["About"]}
    assert "Text." in root.one("main").text


def test_links_may_lead_to_any_letter_and_to_nothing_else_there(tmp_path: Path) -> None:
    """Letters come and go with titles: a new title must not break a text that nobody has touched."""
    text = "-- content/b.md --\n---\ntitle: B\n---\n[b](/a-z/#letter-b) [c](/a-z/#letter-c) [d](/a-z/#d)\n"
    found = built(text, tmp_path).diagnostics
    assert [(d.code, d.line, d.column) for d in found] == [("broken-anchor", 4, 41)]


def test_a_text_may_not_take_its_place(tmp_path: Path) -> None:
    assert {d.code for d in built(page("a-z", "Mine"), tmp_path).diagnostics} == {"same-url"}


def test_many_titles_get_a_page_for_each_letter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("campaignsite.plan.views.titles.WHOLE", 5)
    made = pages(SITE + page("n", "1 more"), tmp_path)
    assert groups(made["a-z/index.html"]) == {}
    assert [a.attrs["href"] for a in ways(made["a-z/index.html"])] == [
        f"/a-z/{x}/" for x in ("0-9", "a", "e", "f", "o", "z")
    ]
    assert groups(made["a-z/e/index.html"]) == {"E": ["Émile", "Escaping", "Evening"]}
    assert groups(made["a-z/0-9/index.html"]) == {"0–9": ["1 more"]}
    here = [a.attrs["href"] for a in ways(made["a-z/e/index.html"]) if a.attrs.get("aria-current") == "page"]
    assert here == ["/a-z/e/"]
    others = {
        file: [a.attrs["href"] for a in read_html(made[file]).all("a") if a.attrs.get("rel") == "alternate"]
        for file in ("a-z/e/index.html", "a-z/f/index.html")
    }
    assert others == {"a-z/e/index.html": ["/fr/a-z/e/"], "a-z/f/index.html": []}  # nothing French begins with an F


@pytest.mark.parametrize("limit", [400, 3])
@pytest.mark.parametrize("title", ["Aardvark", "Ember", "Yes", "9 lives"])
def test_a_new_title_finds_its_place_without_the_whole_corridor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, title: str, limit: int
) -> None:
    """An incremental build comes to what a clean one does, however far the title moves."""
    monkeypatch.setattr("campaignsite.plan.views.titles.WHOLE", limit)
    planned = []

    def whole_corridor(*given: Any, **more: Any) -> Outcome:
        planned.append(title)
        return WHOLE(*given, **more)

    monkeypatch.setattr("campaignsite.build.whole.whole", whole_corridor)
    root = write_site(SITE, tmp_path / "site")
    order = Order(root, NOW, root / "output", cache=True)
    build(order)
    path = root / "content/releases/b.md"
    path.write_text(path.read_text(encoding="utf-8").replace("Émile", title), encoding="utf-8")
    planned.clear()
    assert build(order).published
    assert len(planned) == (limit == 3 and title != "Ember")  # only to the page of another letter
    build(Order(root, NOW, tmp_path / "clean"))
    assert tree(root / "output") == tree(tmp_path / "clean")


@pytest.mark.parametrize("front", ["draft: true\n", "embargo: 2027-01-01\n", "expires: 2026-01-01\n"])
def test_what_is_withheld_is_in_no_list(tmp_path: Path, front: str) -> None:
    made, without = (built(SITE + more, tmp_path / n) for n, more in (("a", release("x", "Xyz", front)), ("b", "")))
    assert made.artifacts == without.artifacts
    assert made.diagnostics == without.diagnostics
