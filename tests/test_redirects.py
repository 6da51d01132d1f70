"""Old addresses: each leads straight to a page that there is, as a page and as rules, and stands in nobody's way."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from campaignsite.build import Order, Outcome, build
from campaignsite.model.words.addresses import address
from tests.dom import read_html
from tests.nginx import ask, needs_nginx, serving
from tests.sites import CONFIG, NOW, built, write_site

EN_FR = f"-- campaignsite.yaml --\n{CONFIG}languages: [en, fr]\n"


def page(name: str, front: str = "") -> str:
    return f"-- content/{name} --\n---\ntitle: A page\n{front}---\n"


def texts(outcome: Outcome) -> dict[str, str]:
    assert outcome.diagnostics == ()
    return {a.file: a.data.decode() for a in outcome.artifacts}


@pytest.mark.parametrize(
    ("written", "file"),
    [
        ("/old/page/", "old/page/index.html"),
        ("/old/page", "old/page/index.html"),
        ("/old/page.html", "old/page.html"),
        ("/ann%C3%A9e/%20x/", "année/ x/index.html"),
        ("/%24%3B/", "$;/index.html"),
    ],
)
def test_at_an_old_address_stands_a_page_that_leads_to_the_new_one(tmp_path: Path, written: str, file: str) -> None:
    text, base = page("news/a.md", f"aliases: ['{written}']\n"), "https://example.org/below/"
    made = texts(built(text, tmp_path, base_url=base))
    old = read_html(made[file])
    assert [m.attrs["content"] for m in old.all("meta") if m.attrs.get("http-equiv") == "refresh"] == [
        "0; url=/below/news/a/"
    ]
    assert "/below/news/a/" in [a.attrs["href"] for a in old.all("a")]
    canonical = [e.attrs["href"] for e in old.all("link") if e.attrs["rel"] == "canonical"]
    assert canonical == ["https://example.org/below/news/a/"]
    assert [m.attrs["content"] for m in old.all("meta") if m.attrs.get("name") == "robots"] == ["noindex"]


def test_hosts_get_rules_with_and_without_the_slash(tmp_path: Path) -> None:
    made = texts(built(page("a.md", "aliases: [/old/, /x.pdf, '/b%20c.html', '/q%22$.pdf']\n"), tmp_path))
    assert made["_redirects"].splitlines() == [
        "/b%20c.html /a/ 301",
        "/old /a/ 301",
        "/old/ /a/ 301",
        "/q%22%24.pdf /a/ 301",
        "/x.pdf /a/ 301",
    ]
    assert made["_redirects.nginx"].splitlines() == [
        '"/b c.html" /a/;',
        '"/old" /a/;',
        '"/old/" /a/;',
        '"/q\\"$.pdf" /a/;',
        '"/x.pdf" /a/;',
    ]
    assert "x.pdf" not in made  # only a host can redirect from a file that is no page


def test_a_site_without_old_addresses_has_no_rules_and_one_with_its_own_keeps_them(tmp_path: Path) -> None:
    assert "_redirects" not in texts(built(page("a.md"), tmp_path / "a"))
    own = "-- assets/root/_redirects --\n/mine /a/ 302\n"
    made = texts(built(page("a.md", "aliases: [/old/]\n") + own, tmp_path / "b"))
    assert made["_redirects"] == "/mine /a/ 302\n"
    assert '"/old/" /a/;' in made["_redirects.nginx"]
    assert "old/index.html" in made


def test_pages_that_move_are_counted_and_rules_are_no_pages(tmp_path: Path) -> None:
    before, after = (
        built(page("a.md", front), tmp_path / str(n)) for n, front in enumerate(("", "aliases: [/o/, /p/, /x.pdf]\n"))
    )
    assert after.pages == before.pages + 2


def test_agencies_and_events_have_names_and_addresses(tmp_path: Path) -> None:
    def first(end: str, name: str, aliases: str) -> str:
        return f"-- content/agencies/first{end}.md --\n---\nname: {name}\nkind: municipal\naliases: [{aliases}]\n---\n"

    text = EN_FR + first("", "First Police", "The First, /members/1")
    text += first(".fr", "Première police", "/fr/membres/1/")
    text += "-- content/releases/a.md --\n---\ntitle: A\ndate: 2026-01-01\nagencies: {lead: [The First]}\n---\n"
    made = texts(built(text, tmp_path))
    assert "0; url=/agencies/first/" in made["members/1/index.html"]
    assert "0; url=/fr/agencies/first/" in made["fr/membres/1/index.html"]
    assert read_html(made["fr/membres/1/index.html"]).attrs["lang"] == "fr"
    unknown = text.replace("[The First]}", "['/members/1']}")
    assert {d.code for d in built(unknown, tmp_path / "b").diagnostics} == {"unknown-agency"}


@pytest.mark.parametrize("front", ["draft: true\n", "embargo: 2027-01-01\n", "expires: 2026-01-01\n"])
def test_old_addresses_of_what_is_withheld_are_withheld(tmp_path: Path, front: str) -> None:
    with_it = built(page("a.md") + page("b.md", front + "aliases: [/secret/, /a/]\n"), tmp_path / "a")
    assert (with_it.diagnostics, with_it.artifacts) == ((), built(page("a.md"), tmp_path / "b").artifacts)


def test_old_addresses_of_what_is_withdrawn_lead_to_where_it_says_so(tmp_path: Path) -> None:
    front = "withdrawn: {date: 2026-01-01, why: Wrong.}\naliases: [/old/]\n"
    assert "0; url=/a/" in texts(built(page("a.md", front), tmp_path))["old/index.html"]


@pytest.mark.parametrize(
    ("text", "where", "says"),
    [
        (page("a.md", "aliases: [/a/]\n"), ("a.md", 3, 11), "/a/ is where this page is"),
        (page("a.md", "aliases: [/x/, /b/]\n") + page("b.md"), ("a.md", 3, 16), "content/b.md is there"),
        (page("a.md", "aliases: [/x/]\n") + page("b.md", "aliases: [/X]\n"), ("b.md", 3, 11), "content/a.md is there"),
        (page("a.md", "aliases: [/]\n"), ("a.md", 3, 11), "the home page is there"),
        (page("a.md", "aliases: [/b]\n") + "-- assets/root/b/c.txt --\nx\n", None, ""),
        (page("a.md", "aliases: [/b.html]\n") + "-- assets/root/b.html/c --\nx\n", ("a.md", 3, 11), "c is there"),
        (page("a.md", "aliases: [/b/c/]\n") + "-- assets/root/b --\nx\n", ("a.md", 3, 11), "assets/root/b is there"),
        (page("a.md", "aliases: [/b.html, /b.html/c]\n"), ("a.md", 3, 20), "/b.html/c/ cannot lead here"),
        (page("a.md", "aliases: [/a/, /assets/x/]\nslug: b\n"), None, ""),
    ],
)
def test_an_old_address_leads_to_one_page_alone(
    tmp_path: Path, text: str, where: tuple[str, int, int] | None, says: str
) -> None:
    found = built(text, tmp_path).diagnostics
    places = [(d.code, d.path, d.line, d.column) for d in found]
    assert places == ([("same-url", f"content/{where[0]}", *where[1:])] if where else [])
    assert all(says in d.message and d.hint for d in found)


@pytest.mark.parametrize(
    "written",
    [
        "old/page",
        "https://example.org/old/",
        "javascript:alert(1)",
        "//elsewhere.example/",
        "/a//b/",
        "/../up/",
        "/a/%2e%2e/b/",
        "/a/./b",
        "/a?b=1",
        "/a#b",
        "/a\\b",
        "/%5C",
        "/%00",
        "/a%0Ab",
        "/%ff/",
        "/" + "é" * 128,
    ],
)
def test_what_is_no_address_of_the_site_is_refused_with_a_hint(tmp_path: Path, written: str) -> None:
    with pytest.raises(ValueError, match=r" \| "):
        address(written)
    found = built(page("a.md", f"aliases:\n  - '{written}'\n"), tmp_path).diagnostics
    assert [(d.code, d.path, d.line, d.column) for d in found] == [("bad-value", "content/a.md", 4, 5)]
    assert found[0].hint
    assert not re.search(r"[\x00-\x1f]", found[0].message)


@needs_nginx
def test_nginx_redirects_by_the_map(tmp_path: Path) -> None:
    """With the rules alone; ``test_hosts`` has the example of docs/hosting.md."""
    old = ["/old/", "/x.pdf", "/b%20c.html", "/q%22%24%5B%7D.pdf", "/ann%C3%A9e/"]
    build(
        Order(write_site(page("news/a.md", f"aliases: {json.dumps(old)}\n"), tmp_path / "site"), NOW, tmp_path / "web")
    )
    site = f"map $uri $moved {{ include {tmp_path}/web/_redirects.nginx; }}\n"
    site += f"server {{ LISTEN root {tmp_path}/web; if ($moved) {{ return 301 $moved; }} }}\n"
    with serving(site, tmp_path) as port:
        for path in [*old, "/old", "/OLD/", "/b c.html".replace(" ", "%20")]:
            status, headers = ask(port, path)
            assert (status, urlsplit(headers["location"]).path) == (301, "/news/a/"), path
        assert ask(port, "/elsewhere/")[0] != 301
