"""URLs: where pages are, how links are written, and what cannot be at one place together."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from campaignsite.model.front.config import SiteConfig
from campaignsite.model.words.localized import Localized
from campaignsite.model.words.slugs import slugify
from campaignsite.plan.collisions import collisions, unfit
from campaignsite.plan.urls import Urls, file_of
from tests.sites import CONFIG, built, pages

EN_FR = f"-- campaignsite.yaml --\n{CONFIG}languages: [en, fr]\n"


def page(path: str, body: str = "", front: str = "") -> str:
    return f"-- content/{path} --\n---\ntitle: {path.partition('.')[0]}\n{front}---\n{body}\n"


def hrefs(html: str) -> list[str]:
    """The addresses in the text of a page, but not those of its frame."""
    main = html.partition('<div class="prose"')[2].partition("</div>")[0]
    return [unescape(href) for href in re.findall(r'(?:href|src)="([^"]*)"', main)]


def codes(text: str, root: Path) -> list[tuple[str, str, int, int]]:
    return [(d.code, d.path, d.line, d.column) for d in built(text, root).diagnostics]


# --- slugs ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("World Day 2026", "world-day-2026"),
        ("  A & B / C.d ", "a-b-c-d"),
        ("L’été d'Élise", "lété-délise"),
        ("E\u0301te\u0301", "été"),
        ("snake_case", "snake-case"),
        ("ᐃᓄᒃᑎᑐᑦ ᐅᖃᐅᓯᖅ", "ᐃᓄᒃᑎᑐᑦ-ᐅᖃᐅᓯᖅ"),
        ("ᓀᐦᐃᔭᐍᐏᐣ", "ᓀᐦᐃᔭᐍᐏᐣ"),
        ("人身売買", "人身売買"),
        ("Straße", "straße"),
        ("!?", ""),
        ("", ""),
    ],
)
def test_slugs_keep_the_letters_of_every_script(name: str, slug: str) -> None:
    assert slugify(name) == slug


@pytest.mark.parametrize(
    ("name", "slug"), [("हिन्दी भाषा", "हिन्दी-भाषा"), ("தமிழ்", "தமிழ்"), ("ไทย้", "ไทย้"), ("İstanbul", "i̇stanbul")]
)
def test_slugs_keep_marks_that_belong_to_letters(name: str, slug: str) -> None:
    assert slugify(name) == slug


@settings(deadline=None)
@given(st.text())
@example("call_-_now")
def test_slugs_have_single_hyphens_between_words(text: str) -> None:
    slug = slugify(text)
    assert "--" not in slug
    assert slug == slug.strip("-")
    assert slugify(slug) == slug


# --- base paths and encoding ---------------------------------------------------------------------------------------


def urls(base_url: str = "https://example.org/") -> Urls:
    return Urls(SiteConfig(title=Localized({"": "A"}), base_url=base_url, languages=("en", "fr")), {})


@pytest.mark.parametrize(
    ("base", "path", "href", "canonical"),
    [
        ("https://a.org/", "/", "/", "https://a.org/"),
        ("https://a.org", "/b/", "/b/", "https://a.org/b/"),
        ("https://a.org/r", "/b/", "/r/b/", "https://a.org/r/b/"),
        ("https://a.org:8080/r/s/", "/b/", "/r/s/b/", "https://a.org:8080/r/s/b/"),
        ("https://a.org/", "/é/", "/%C3%A9/", "https://a.org/%C3%A9/"),
        ("https://a.org/", "/ᐃ/", "/%E1%90%83/", "https://a.org/%E1%90%83/"),
        ("https://a.org/", "/a b#?%\"<>'.pdf", "/a%20b%23%3F%25%22%3C%3E'.pdf", None),
    ],
)
def test_hrefs_have_the_base_path_and_are_encoded(base: str, path: str, href: str, canonical: str | None) -> None:
    if "?" not in path:
        assert urls(base).href(path) == href
    assert canonical is None or urls(base).origin + urls(base).href(path) == canonical


def test_every_character_of_a_file_name_is_encoded() -> None:
    assert urls().href("/a#b?c%.pdf") == "/a%23b%3Fc%25.pdf"


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_characters="?"), max_size=20))
def test_what_is_encoded_is_ascii_and_can_be_decoded(text: str) -> None:
    href = urls("https://a.org/r/").href(f"/{text}")
    assert re.fullmatch(r"(?:[A-Za-z0-9/._~!$&'()*+,;=:@-]|%[0-9A-F]{2})*", href)
    assert unquote(href) == f"/r/{text}"


@pytest.mark.parametrize(
    ("path", "file"), [("/", "index.html"), ("/a/b/", "a/b/index.html"), ("/fr/404.html", "fr/404.html")]
)
def test_every_page_is_an_index_in_a_folder(path: str, file: str) -> None:
    assert file_of(path) == file


@pytest.mark.parametrize("base", ["https://example.org/", "https://example.org/repo/", "https://example.org/a/b c/"])
def test_every_address_on_every_page_leads_to_a_file(tmp_path: Path, base: str) -> None:
    if " " in base:
        base = base.replace(" ", "%20")
    text = (
        EN_FR
        + page(
            "about.md",
            "[r](releases/r.md#ᐃ) [e](/events/) [o](agencies/ᐃᓄᒃ.md) [p](a%20é.pdf) "
            "![i](/assets/i.png){credit=A people=none}",
        )
        + page("about.fr.md", "[r](releases/r.md)", "slug: à-propos\n")
        + page("releases/r.md", "## ᐃ\n\n[a](../about.md)", "date: 2026-01-01\nevent: E\nagencies: {host: [O]}\n")
        + "-- content/agencies/ᐃᓄᒃ.md --\n---\nname: O\nkind: ngo\n---\n"
        + "-- content/events/e.md --\n---\nname: E\n---\n"
        + "-- content/a é.pdf --\nx\n-- assets/i.png (png) --\nx\n-- assets/site.css --\nx\n"
    )
    outcome = built(text, tmp_path, base_url=base)
    files = {a.file for a in outcome.artifacts}
    assert {"agencies/ᐃᓄᒃ/index.html", "fr/agencies/ᐃᓄᒃ/index.html", "fr/à-propos/index.html", "a é.pdf"} <= files
    found = set()
    for artifact in outcome.artifacts:
        if artifact.file.endswith(".html"):
            html = artifact.data.decode()
            for address in re.findall(r'(?:href|src)="([^"]*)"', html):
                whole = urlsplit(urljoin(base + "x/", unescape(address)))
                if whole.scheme == "mailto":  # it has the page's own address in its text
                    assert quote(base) in address
                    continue
                path = whole.path
                assert f"https://{whole.netloc}{path}".startswith(base), address
                found.add(unquote(path)[len(unquote(urlsplit(base).path)) :])
    assert {file_of(f"/{path}") for path in found if not path.startswith("x/")} <= files


# --- links ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("link", "href"),
    [
        ("[x](../about.md)", "/about/"),
        ("[x](../about.md#us)", "/about/#us"),
        ("[x](r.md)", "/releases/r/"),
        ("[x](#here)", "/releases/r/#here"),
        ("[x](../index.md)", "/"),
        ("[x](/about/)", "/about/"),
        ("[x](/about/#us)", "/about/#us"),
        ("[x](/)", "/"),
        ("[x](./../releases/../about.md)", "/about/"),
        ("[x](/assets/a.pdf)", "/assets/a.pdf"),
        ("[x](../../assets/a.pdf)", "/assets/a.pdf"),
        ("![x](b.png){credit=A people=none}", "/releases/b.png"),
        ("[x](é%20c.pdf)", "/releases/%C3%A9%20c.pdf"),
        ("[x](mailto:a@b.org)", "mailto:a@b.org"),
        ("[x](https://a.org/?b=c&d#e)", "https://a.org/?b=c&d#e"),
        ("[x](/about/?a=b)", "/about/?a=b"),
    ],
)
def test_links_lead_where_the_editor_meant(tmp_path: Path, link: str, href: str) -> None:
    text = page("about.md", "## Us") + page("index.md") + "-- assets/a.pdf --\nx\n"
    text += "-- content/releases/b.png (png) --\nx\n-- content/releases/é c.pdf --\nx\n" + page(
        "releases/r.md", f"## Here\n\n{link}", "date: 2026-01-01\n"
    )
    assert hrefs(pages(text, tmp_path)["releases/r/index.html"]) == [href]


@pytest.mark.parametrize(
    ("link", "href"),
    [
        ("[x](/about/?a=b%26c)", "/about/?a=b%26c"),
        ("[x](/about/?a=100%25)", "/about/?a=100%25"),
        ("[x](a%23b.pdf)", "/a%23b.pdf"),
        ("[x](100%25.pdf)", "/100%25.pdf"),
    ],
)
def test_what_is_encoded_in_an_address_stays_encoded(tmp_path: Path, link: str, href: str) -> None:
    files = "-- content/a#b.pdf --\nx\n-- content/100%.pdf --\nx\n"
    outcome = built(page("about.md", link) + files, tmp_path)
    made = {a.file: a.data.decode() for a in outcome.artifacts if a.file.endswith(".html")}
    assert hrefs(made.get("about/index.html", "")) == [href]


@pytest.mark.parametrize(
    ("link", "code"),
    [
        ("[x](nope.md)", "broken-link"),
        ("[x](/nope/)", "broken-link"),
        ("[x](/about)", "broken-link"),
        ("[x](nope)", "broken-link"),
        ("[x](../nope.md)", "broken-link"),
        ("[x](../../etc/passwd.txt)", "broken-link"),
        ("[x](boilerplates/b.md)", "broken-link"),
        ("[x](#nope)", "broken-anchor"),
        ("[x](index.md#nope)", "broken-anchor"),
        ("[x](/#nope)", "broken-anchor"),
        ("[x](nope.pdf)", "missing-asset"),
        ("[x](/assets/nope.pdf)", "missing-asset"),
        ("![x](nope.png){credit=A people=none}", "missing-asset"),
        ("![x](/nope.png){credit=A people=none}", "missing-asset"),
        ("![x](#nope){credit=A people=none}", "missing-asset"),
        # in disguise: what a browser could take for another site, or for a script
        ("[x](/\\\\a.org)", "broken-link"),
        ("[x](\\\\\\\\a.org)", "missing-asset"),
        ("[x](%2F%2Fa.org)", "broken-link"),
        ("[x](/&Tab;/a.org)", "broken-link"),
        ("[x](java&Tab;script:x)", "broken-link"),
    ],
)
def test_links_that_lead_nowhere_are_errors_at_their_place(tmp_path: Path, link: str, code: str) -> None:
    text = page("about.md", f"a {link}") + page("index.md") + page("boilerplates/b.md")
    assert codes(text, tmp_path) == [(code, "content/about.md", 4, 3)]


def test_a_link_to_the_front_of_a_folder_leads_to_a_page(tmp_path: Path) -> None:
    text = page("about.md", "[x](posters/index.md)") + page("posters/index.md", "Hello")
    outcome = built(text, tmp_path)
    assert outcome.diagnostics or "posters/index.html" in {a.file for a in outcome.artifacts}


@pytest.mark.parametrize(
    "text",
    [
        page("about.md", "Hello", "slug: index\n"),
        page("releases/a.md", "", "date: 2026-01-01\n") + page("releases/2026/index.md", "Hello"),
        page("releases/index.md", "Hello", "type: release\ndate: 2026-01-01\n"),
    ],
)
def test_no_text_is_lost_in_silence(tmp_path: Path, text: str) -> None:
    outcome = built(text, tmp_path)
    assert outcome.diagnostics or any(b"Hello" in a.data for a in outcome.artifacts)


def test_anchors_in_standing_texts_are_checked(tmp_path: Path) -> None:
    text = page("about.md") + page("boilerplates/b.md", "[x](../about.md#nope)")
    text += page("releases/r.md", "", "date: 2026-01-01\nboilerplates: [b]\n")
    assert [code for code, *_ in codes(text, tmp_path)] == ["broken-anchor"]


def test_anchors_are_checked_in_every_language_that_shows_the_text(tmp_path: Path) -> None:
    text = EN_FR + page("about.md", "## Team") + page("about.fr.md", "## Équipe")
    text += "-- content/agencies/o.md --\n---\nname: O\nkind: ngo\n---\n[x](../about.md#team)\n"
    made = built(text, tmp_path)
    shown = {a.file: a.data.decode() for a in made.artifacts if a.file.endswith(".html")}
    assert made.diagnostics or "/fr/about/#team" not in hrefs(shown["fr/agencies/o/index.html"])


@pytest.mark.parametrize("file", ["/nope/", "../about.md#nope"])
def test_what_a_resource_offers_is_checked(tmp_path: Path, file: str) -> None:
    text = page("about.md") + page("resources/r.md", "", f"file: {file}\n")
    assert [code for code, *_ in codes(text, tmp_path)] in (["broken-link"], ["broken-anchor"], ["missing-asset"])


# --- languages -----------------------------------------------------------------------------------------------------


def test_links_stay_in_the_readers_language_where_they_can(tmp_path: Path) -> None:
    link = "[a](about.md) [n](news.md) [o](agencies/o.md) [r](releases/r.md)"
    text = EN_FR + page("about.md") + page("about.fr.md", "", "slug: a-propos\n") + page("news.md")
    text += page("from.md", link) + page("from.fr.md", link)
    text += "-- content/agencies/o.md --\n---\nname: O\nkind: ngo\n---\n"
    text += page("releases/r.md", "", "date: 2026-01-01\n")
    made = pages(text, tmp_path)
    assert hrefs(made["from/index.html"]) == ["/about/", "/news/", "/agencies/o/", "/releases/r/"]
    assert hrefs(made["fr/from/index.html"]) == ["/fr/a-propos/", "/news/", "/fr/agencies/o/", "/releases/r/"]


def test_translations_name_each_other_with_whole_addresses(tmp_path: Path) -> None:
    text = EN_FR + page("about.md") + page("about.fr.md", "", "slug: à-propos\n") + page("news.md")
    made = pages(text, tmp_path, base_url="https://example.org/r/")
    alternate = re.compile(r'<link rel="alternate" hreflang="([^"]*)" href="([^"]*)">')
    both = {
        "en": "https://example.org/r/about/",
        "fr": "https://example.org/r/fr/%C3%A0-propos/",
        "x-default": "https://example.org/r/about/",
    }
    assert dict(alternate.findall(made["about/index.html"])) == both
    assert dict(alternate.findall(made["fr/à-propos/index.html"])) == both
    assert alternate.findall(made["news/index.html"]) == []


# --- collisions ----------------------------------------------------------------------------------------------------


def test_nothing_collides_with_what_is_elsewhere() -> None:
    assert not list(collisions([("a/index.html", "content/a.md"), ("a/b/index.html", "content/a/b.md")]))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a/index.html", "a/index.html"),
        ("a/index.html", "A/index.html"),
        ("é/index.html", "e\u0301/index.html"),
        ("straße.pdf", "STRASSE.pdf"),
    ],
)
def test_two_files_at_one_place_are_an_error(one: str, other: str) -> None:
    found = list(collisions([(one, "content/a.md"), (other, "content/b.md")]))
    assert [d.code for d in found] == ["same-url"]
    assert {"content/a.md", "content/b.md"} <= {found[0].path, *found[0].message.replace(",", "").split()}


@pytest.mark.parametrize("name", ["about", "About"])
def test_a_file_and_a_folder_at_one_place_are_an_error(name: str) -> None:
    assert list(collisions([(name, "assets/root/about"), ("about/index.html", "content/about.md")]))


@pytest.mark.parametrize(
    "name",
    ["con", "NUL.pdf", "com1.tar.gz", "Lpt9", "poster.", "poster ", "é" * 128, "aux .txt", "a:b", "what?.pdf"],
)
def test_a_name_that_some_disks_cannot_have_is_an_error_in_its_file(name: str) -> None:
    for file in (name, f"a/{name}", f"{name}/index.html"):
        (found,) = unfit([(file, "content/a.md"), (file, "the list of a")])
        assert (found.code, found.path) == ("bad-file-name", "content/a.md")
        assert found.hint


@pytest.mark.parametrize("name", ["console", "auxiliary.pdf", "com10", ".well-known", "été.pdf", "x" * 255, "a.b"])
def test_other_names_are_good(name: str) -> None:
    assert not list(unfit([(name, "content/a.md"), (f"{name}/index.html", "content/a.md")]))


@pytest.mark.parametrize(
    "text",
    [
        page("a.md", "", "slug: b\n") + page("b.md"),
        page("agencies.md") + "-- content/agencies/o.md --\n---\nname: O\nkind: ngo\n---\n",
        EN_FR + page("fr/a.md") + page("a.fr.md"),
        page("a.md") + page("a.en.md"),
        page("a.md") + "-- assets/root/a/index.html --\nx\n",
        page("releases/r.md", "", "date: 2026-01-01\n") + page("a.md", "", "slug: releases\n"),
    ],
)
def test_pages_at_one_url_are_an_error_in_a_file_that_an_editor_can_change(tmp_path: Path, text: str) -> None:
    found = built(text, tmp_path).diagnostics
    assert {d.code for d in found} == {"same-url"}
    assert all((tmp_path / d.path).is_file() for d in found)


@pytest.mark.parametrize(("folder", "front"), [("agencies", "kind: ngo\n"), ("events", "")])
def test_two_files_for_one_agency_or_event_are_an_error(tmp_path: Path, folder: str, front: str) -> None:
    text = "".join(f"-- content/{folder}/o{end}.md --\n---\nname: O{end}\n{front}---\n" for end in ("", ".en"))
    assert built(text, tmp_path).diagnostics
