"""How readers find a page without knowing where it is: the list from A to Z, and the search."""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from campaignsite.build import Order, Outcome, build
from campaignsite.build import whole as corridor
from campaignsite.plan.views.letters import alphabetical, letter, position, slug
from campaignsite.search.cbor import decoded, encoded
from campaignsite.search.pagefind import available
from campaignsite.sources.stock import stock
from tests.dom import Element, read_html
from tests.sites import CONFIG, NOW, built, pages, tree, write_site

WHOLE = corridor.whole
needs_pagefind = pytest.mark.skipif(not available(), reason="Pagefind is not installed here")
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
    found = read_html(html).all("nav", **{"aria-label": "Letters"})
    return [a for nav in found if "jump" in nav.classes for a in nav.all("a")]


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


# --- the search ------------------------------------------------------------------------------------------------------

ON = "search: true\n"
CANARY = "zyzzyva"
SAFE = """exit: https://weather.example/
helplines: [{name: Line, display: 911, phone: '911', police: true, verified_on: 2026-11-01}]
"""
SEARCHED = SITE.replace("languages:", f"{SAFE}{ON}languages:").replace("sensitive: false", "sensitive: true")


def files(text: str, root: Path, **more: Any) -> dict[str, bytes]:
    outcome = built(text, root, **more)
    assert outcome.artifacts, outcome.diagnostics
    return {a.file: a.data for a in outcome.artifacts}


def plain(data: bytes) -> bytes:
    """A file of the index without its compression."""
    return zlib.decompress(data, wbits=31) if data[:2] == b"\x1f\x8b" else data


def indexed(made: dict[str, bytes]) -> dict[str, dict[str, Any]]:
    """From each address in the index to what a result shows of it."""
    parts = [plain(data) for file, data in made.items() if file.startswith("pagefind/fragment/")]
    found = [json.loads(part.removeprefix(b"pagefind_dcd")) for part in parts]
    return {one["url"]: one for one in found}


def order(root: Path, **more: Any) -> Order:
    return Order(root, NOW, root / "output", cache=True, **more)


def refuse(*_: object, **__: object) -> None:
    pytest.fail("the index was made again")


def test_a_site_that_does_not_ask_for_it_has_no_trace_of_a_search(tmp_path: Path) -> None:
    made = files(SITE, tmp_path)
    assert not [file for file in made if "search" in file or "pagefind" in file]
    assert not [file for file, data in made.items() if file.endswith(".html") and b"/search/" in data]


@needs_pagefind
def test_every_language_has_a_page_to_search_on_that_is_honest_without_a_script(tmp_path: Path) -> None:
    made = files(SEARCHED, tmp_path)
    for file, words, ways in (
        ("search/index.html", "The search needs JavaScript", {"/a-z/", "/releases/", "/events/", "/agencies/"}),
        ("fr/search/index.html", "La recherche a besoin de JavaScript", {"/fr/a-z/", "/fr/releases/"}),
    ):
        root = read_html(made[file].decode())
        main = root.one("main")
        assert words in main.text
        assert ways <= {a.attrs["href"] for a in main.all("a")}
        (form,) = main.all("form")
        assert "hidden" in form.attrs
        labels = {label.attrs["for"] for label in form.all("label")}
        assert {e.attrs["id"] for tag in ("input", "select") for e in form.all(tag)} == labels
        (script,) = (e for e in root.all("script") if "src" in e.attrs)
        assert script.attrs["type"] == "module"
        assert script.attrs["src"].removeprefix("/") in made
        assert not script.text
    foot = [a.attrs["href"] for a in read_html(made["index.html"].decode()).one("footer").all("a")]
    assert foot == ["/search/", "/data/", "/a-z/"]


@needs_pagefind
def test_a_search_can_be_narrowed_by_what_is_in_the_index(tmp_path: Path) -> None:
    root = read_html(files(SEARCHED, tmp_path)["search/index.html"].decode())
    values = {s.attrs["name"]: [o.attrs.get("value", o.text) for o in s.all("option")] for s in root.all("select")}
    assert values == {"kind": ["", "release", "page", "agency", "event"]}
    more = agency("second", "Second") + "-- content/events/e.md --\n---\nname: Eve\nkind: other\n---\n"
    more += release("old", "Old", "").replace("2026-01-01", "2025-01-01")
    root = read_html(files(SEARCHED + more, tmp_path / "b")["search/index.html"].decode())
    values = {s.attrs["name"]: [o.attrs.get("value", o.text) for o in s.all("option")] for s in root.all("select")}
    assert values["agency"] == ["", "First Police", "Second"]
    assert values["event"] == ["", "Eve", "Evening"]
    assert values["year"] == ["", "2026", "2025"]


@needs_pagefind
def test_items_agencies_and_events_are_in_the_index_and_nothing_else(tmp_path: Path) -> None:
    found = indexed(files(SEARCHED, tmp_path, base_url="https://example.org/below/"))
    assert set(found) == {
        f"/below/{path}"
        for path in (
            "about/",
            "agencies/first/",
            "events/day/",
            "fr/about/",
            "fr/agencies/first/",
            "fr/events/day/",
            "fr/releases/c/",
            "releases/a/",
            "releases/b/",
            "releases/c/",
        )
    }
    assert found["/below/releases/a/"]["meta"] == {
        "title": "Zeal",
        "kind": "release",
        "date": "2026-01-01",
        "day": "January 1, 2026",
    }
    assert found["/below/releases/a/"]["filters"] == {"agency": ["First Police"], "kind": ["release"], "year": ["2026"]}
    assert found["/below/fr/agencies/first/"]["filters"] == {"agency": ["Première police"], "kind": ["agency"]}
    assert found["/below/fr/releases/c/"]["meta"]["day"] == "1er janvier 2026"
    assert "Text." in found["/below/about/"]["content"]
    everywhere = ("911", "Where to find help", "Où trouver de l’aide", "News releases")
    assert not [url for url, one in found.items() if any(word in one["content"] for word in everywhere)]


@needs_pagefind
def test_a_result_has_its_day_and_its_words_as_readers_see_them(tmp_path: Path) -> None:
    more = page("releases/old", "Old", "date: --07-30\n") + agency("third", "Third", "url: https://third.example/\n")
    found = indexed(files(SEARCHED + more, tmp_path))
    assert found["/releases/old/"]["meta"]["day"] == "July 30"
    assert "Website Third" in found["/agencies/third/"]["content"]


@needs_pagefind
def test_the_older_pages_of_an_agency_are_not_in_it_beside_the_first(tmp_path: Path) -> None:
    more = "".join(release(f"r{n}", f"T{n}", "agencies: {host: [First Police]}\n") for n in range(6))
    made = files(SEARCHED.replace(ON, f"{ON}page_size: 2\n") + more, tmp_path)
    assert "agencies/first/page/1/index.html" in made
    assert [url for url in indexed(made) if url.startswith("/agencies/")] == ["/agencies/first/"]


@needs_pagefind
def test_what_no_page_shows_is_new_in_the_index_too(tmp_path: Path) -> None:
    """A layout may leave the year out: the filter has it all the same."""
    plain_page = "-- layouts/release.html --\n<!doctype html><html lang=en><body><p>Always the same</p></body></html>\n"
    root = write_site(SEARCHED + plain_page, tmp_path / "site")
    build(order(root))
    path = root / "content/releases/b.md"
    path.write_text(path.read_text(encoding="utf-8").replace("2026-01-01", "2013-01-01"), encoding="utf-8")
    assert build(order(root)).published
    assert indexed(tree(root / "output"))["/releases/b/"]["filters"]["year"] == ["2013"]


@needs_pagefind
@pytest.mark.parametrize(
    "front",
    [
        "draft: true",
        "embargo: 2027-01-01",
        "publish_at: 2027-01-01",
        "expires: 2026-01-01",
        "withdrawn: {date: 2026-11-01, why: It was wrong.}",
        "sensitive: true",
    ],
)
def test_what_is_withheld_or_sensitive_is_in_no_file_of_the_index(tmp_path: Path, front: str) -> None:
    more = f"-- content/releases/x.md --\n---\ntitle: {CANARY}\ndate: 2019-01-01\n{front}\n---\n{CANARY}\n"
    made, without = files(SEARCHED + more, tmp_path / "a"), files(SEARCHED, tmp_path / "b")
    index, other = ({f: d for f, d in m.items() if f.startswith("pagefind/")} for m in (made, without))
    assert not [file for file, data in index.items() if CANARY.encode() in plain(data) or CANARY in file]
    assert index == other
    public = files(SEARCHED + more.replace(front, "kicker: x"), tmp_path / "c")
    assert [file for file, data in public.items() if file.startswith("pagefind/") and CANARY.encode() in plain(data)]


@needs_pagefind
def test_the_same_pages_make_the_same_index(tmp_path: Path) -> None:
    """Pagefind leaves the order of filters, values and languages to chance."""
    many = "".join(release(f"r{n}", f"T{n}").replace("2026", str(1990 + n)) for n in range(12))
    made = [files(SEARCHED + many, tmp_path / str(n)) for n in range(4)]
    assert all(one == made[0] for one in made)


@needs_pagefind
def test_an_index_is_not_made_again_when_nothing_in_it_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_site(SEARCHED, tmp_path / "site")
    assert build(order(root)).published
    before = tree(root / "output")
    monkeypatch.setattr("campaignsite.search.pagefind.indexed", refuse)
    assert build(order(root)).rendered == 0
    (root / "content/safety.md").write_text("---\ntitle: Escaping\nsensitive: true\n---\nOther.\n", encoding="utf-8")
    assert build(order(root)).rendered == 1  # a page that is not in it
    (root / "output/safety/index.html").unlink()
    assert build(order(root)).rendered == 1
    write_site(
        "-- campaignsite.yaml --\n" + SEARCHED.split("-- content")[0].partition("\n")[2] + "footer: [about.md]\n", root
    )
    with pytest.raises(pytest.fail.Exception):  # every page has changed
        build(order(root))
    assert {f: d for f, d in tree(root / "output").items() if "pagefind" in f} == {
        f: d for f, d in before.items() if "pagefind" in f
    }


@needs_pagefind
@pytest.mark.parametrize("jobs", [1, 2])
def test_an_index_that_follows_edits_is_that_of_a_clean_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    monkeypatch.setattr("campaignsite.build.desks.FEW", 1)
    root = write_site(SEARCHED, tmp_path / "site")
    b, layout = root / "content/releases/b.md", root / "layouts/release.html"
    texts = b.read_text(encoding="utf-8")

    def lose() -> None:
        next((root / "output/pagefind/fragment").iterdir()).unlink()

    layout.parent.mkdir()
    steps: list[Callable[[], object]] = [
        lambda: None,
        lambda: b.write_text(texts + "Another text\n", encoding="utf-8"),
        lambda: b.write_text(texts.replace("Émile", "Erik"), encoding="utf-8"),
        lambda: layout.write_text('{% extends "stock/release.html" %}{% block colophon %}x{% endblock %}'),
        lose,
        lambda: b.write_text(texts.replace("---\nText", "sensitive: true\n---\nText"), encoding="utf-8"),
        b.unlink,
    ]
    for n, step in enumerate(steps):
        step()
        assert build(order(root, jobs=jobs)).published
        build(Order(root, NOW, tmp_path / f"clean{n}"))
        assert tree(root / "output") == tree(tmp_path / f"clean{n}"), n
        assert build(order(root, jobs=jobs)).rendered == 0


@needs_pagefind
def test_a_search_that_is_switched_off_leaves_nothing(tmp_path: Path) -> None:
    root = write_site(SEARCHED, tmp_path / "site")
    build(order(root))
    path = root / "campaignsite.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(ON, ""), encoding="utf-8")
    done = build(order(root))
    assert done.diagnostics == () or {d.code for d in done.diagnostics} == {"lost-address"}
    assert not [file for file in tree(root / "output") if "pagefind" in file or "search" in file]


def test_without_pagefind_there_is_one_error_at_its_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("campaignsite.search.pagefind.PACKAGES", ("pagefind_that_nobody_has",))
    (found,) = built(SEARCHED, tmp_path).diagnostics
    line = SEARCHED.split("\n").index(ON.strip())
    assert (found.code, found.path, found.line, found.column) == ("search-unavailable", "campaignsite.yaml", line, 9)
    assert "campaignsite[search]" in found.hint
    assert built(SITE, tmp_path / "off").diagnostics == ()


@needs_pagefind
@pytest.mark.parametrize("does", ["exit 1", "echo nonsense,", "exec cat >/dev/null & echo bnVsbA==,"])
def test_a_pagefind_that_fails_is_one_error_and_the_old_site_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, does: str
) -> None:
    root = write_site(SEARCHED, tmp_path / "site")
    assert build(order(root)).published
    before = tree(root / "output")
    program = tmp_path / "pagefind"
    program.write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr("campaignsite.search.pagefind._program", lambda: program)
    path = root / "content/releases/b.md"
    path.write_text(path.read_text(encoding="utf-8") + "More\n", encoding="utf-8")
    done = build(order(root))
    assert [d.code for d in done.diagnostics] == ["search-failed"]
    assert not done.published
    assert tree(root / "output") == before


@needs_pagefind
@pytest.mark.parametrize("file", ["assets/root/pagefind/pagefind.js", "assets/root/pagefind/index"])
def test_a_file_may_not_take_the_place_of_the_index(tmp_path: Path, file: str) -> None:
    assert {d.code for d in built(SEARCHED + f"-- {file} --\nx\n", tmp_path / "a").diagnostics} == {"same-url"}
    assert built(SITE + f"-- {file} --\nx\n", tmp_path / "b").diagnostics == ()


@pytest.mark.parametrize("value", [0, 23, 24, 255, 256, 70000, -1, "é" * 30, [], [["a", 1], None, True], b"x"])
def test_what_is_written_in_cbor_is_read_again(value: object) -> None:
    assert decoded(encoded(value)) == value
    with pytest.raises(ValueError, match=r"value|number"):
        decoded(encoded(value) + b"\x00")


def test_the_script_is_small_and_writes_no_html() -> None:
    (script,) = (s.data for s in stock().assets if s.path == "search.js")
    assert len(gzip.compress(script, mtime=0)) <= 2048
    assert not re.search(rb"innerHTML|outerHTML|insertAdjacent|document\.write|eval|\bstyle\b|https?:", script)


# --- a preview shows pages before they can be found ------------------------------------------------------------------


@needs_pagefind
def test_an_index_that_nobody_asked_for_stays_as_it_was_until_somebody_does(tmp_path: Path) -> None:
    text = f"-- campaignsite.yaml --\n{CONFIG}search: true\n" + release("a", "A") + page("about", "About")
    root, clean = write_site(text, tmp_path / "a"), write_site(text, tmp_path / "b")

    def ordered(folder: Path, *, index: bool) -> dict[str, bytes]:
        done = build(Order(folder, NOW, folder / "output", cache=True, index=index))
        assert done.published, done.diagnostics
        return tree(folder / "output")

    def apart(files: dict[str, bytes]) -> tuple[dict[str, bytes], dict[str, bytes]]:
        ours = {name: data for name, data in files.items() if name.startswith("pagefind/")}
        return ours, {name: data for name, data in files.items() if name not in ours}

    index, pages = apart(ordered(root, index=False))
    assert index == {}  # nobody asked for one yet
    assert pages == apart(ordered(clean, index=True))[1]
    assert ordered(root, index=True) == tree(clean / "output")
    for number, asked in enumerate((False, False, True, False, True)):
        before = apart(tree(root / "output"))[0]
        for folder in (root, clean):
            path = folder / "content/about.md"
            path.write_text(path.read_text() + f"\nWombat{number}.\n")
        expected = ordered(clean, index=True)
        made = ordered(root, index=asked)
        assert made == expected if asked else apart(made) == (before, apart(expected)[1])
