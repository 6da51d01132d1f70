"""The list of pages for search engines, held against the protocol of sitemaps.org and against the pages themselves."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import etree

from tests.dom import read_html
from tests.rich_site import RICH
from tests.sites import CONFIG, NOW, built

MODULE = import_module("campaignsite.plan.machines.sitemap")
MAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")
FRENCH = f"{CONFIG}languages: [en, fr]\n"


def texts(text: str, folder: Path, base_url: str = "", now: dt.datetime = NOW) -> Mapping[str, str]:
    found = built(text, folder, base_url=base_url, now=now)
    assert found.artifacts, [d.message for d in found.diagnostics]
    return {a.file: a.data.decode("utf-8", "replace") for a in found.artifacts}


Entry = tuple[str, dict[str, str]]


def entries(text: str) -> dict[str, Entry]:
    """For each address, when it changed and its alternates; held against the protocol on the way."""
    root = etree.fromstring(text.encode())
    assert root.tag == f"{{{MAP}}}urlset"
    found: dict[str, Entry] = {}
    for url in root:
        assert url.tag == f"{{{MAP}}}url"
        tags = [child.tag for child in url]
        assert tags[0] == f"{{{MAP}}}loc"
        assert tags.count(f"{{{MAP}}}loc") == 1
        assert set(tags[1:]) <= {f"{{{MAP}}}lastmod", f"{{{XHTML}}}link"}
        (loc,), changed = url.findall(f"{{{MAP}}}loc"), url.findtext(f"{{{MAP}}}lastmod")
        assert changed is None or DAY.fullmatch(changed) or MOMENT.fullmatch(changed)
        assert loc.text
        assert len(loc.text) < 2048
        assert loc.text.isascii()
        links = [link.attrib for link in url.findall(f"{{{XHTML}}}link")]
        assert {link["rel"] for link in links} <= {"alternate"}
        assert loc.text not in found
        found[loc.text] = (changed or "", {str(link["hreflang"]): str(link["href"]) for link in links})
        assert len(links) == len(found[loc.text][1])
    return found


def changes(text: str, folder: Path, now: dt.datetime = NOW) -> dict[str, str]:
    return {urlsplit(url).path: said for url, (said, _) in entries(texts(text, folder, now=now)["sitemap.xml"]).items()}


@pytest.mark.parametrize("base", ["/", "/repo/"])
def test_it_has_every_page_that_search_engines_may_show_and_says_what_their_heads_say(
    tmp_path: Path, base: str
) -> None:
    made = texts(RICH, tmp_path, f"https://example.org{base}")
    found = entries(made["sitemap.xml"])
    heads: dict[str, dict[str, str]] = {}
    for file, text in made.items():
        if not file.endswith(".html"):
            continue
        page = read_html(text)
        hidden = any("noindex" in str(meta.attrs["content"]) for meta in page.all("meta", name="robots"))
        for link in () if hidden else page.all("link", rel="canonical"):
            address = str(link.attrs["href"])
            assert address == f"https://example.org{base}{file.removesuffix('index.html')}"
            links = [link.attrs for link in page.all("link") if "hreflang" in link.attrs]
            heads[address] = {str(said["hreflang"]): str(said["href"]) for said in links}
    assert {url: others for url, (_, others) in found.items()} == heads
    for url, (_, others) in found.items():
        for other in others.values():
            assert found[other][1] == others, "each version names all of them"
            assert url in others.values()
    assert f"https://example.org{base}safety/" in found, "who needs help finds it by a search"
    assert not any("404" in url or "/members/narrowbridge" in url for url in found)


def test_hidden_pages_are_not_in_it(tmp_path: Path) -> None:
    site = (
        "-- content/a.md --\n---\ntitle: A\naliases: [/old/]\n---\n"
        "-- content/b.md --\n---\ntitle: B\nwithdrawn: {date: 2026-11-01, why: It was wrong.}\n---\n"
        "-- content/c.md --\n---\ntitle: C\ndraft: true\n---\n"
    )
    assert set(changes(site, tmp_path)) == {"/", "/a/", "/a-z/"}


ITEM = "-- content/releases/{name}.md --\n---\ntitle: T\n{front}---\nWords.\n"


@pytest.mark.parametrize(
    ("front", "changed"),
    [
        ("date: 2026-07-30\n", "2026-07-30"),
        ("date: 2026-07\n", ""),
        ("date: --07-30\n", ""),
        ("", ""),
        ("date: 2026-12-30\n", ""),
        ("date: 2026-07-30\npublish_at: 2026-08-01 09:00\n", "2026-08-01T13:00:00Z"),
        ("date: 2026-07-30\nembargo: 2026-07-30 09:00\n", "2026-07-30T13:00:00Z"),
        ("date: 2026-07-30\npublish_at: 2026-07-29\n", "2026-07-30"),
        ("date: 2026-07-30\ncorrections: [{date: 2026-08-02, what: A name.}]\n", "2026-08-02"),
        ("date: 2026-07-30\ncorrections: [{date: 2026-08, what: A name.}]\n", ""),
    ],
)
def test_a_page_changed_when_its_content_says_so_and_never_when_it_was_built(
    tmp_path: Path, front: str, changed: str
) -> None:
    found = changes(ITEM.format(name="one", front=front), tmp_path)
    assert found["/releases/one/"] == changed
    assert found["/releases/"] == found["/"] == changed, "a list is as new as what is in it"
    assert found["/a-z/"] == changed


def test_a_list_is_as_new_as_the_newest_on_it_and_only_that_moves_it(tmp_path: Path) -> None:
    agency = "-- content/agencies/{0}.md --\n---\nname: {0}\nkind: ngo\n---\n"
    base = agency.format("one") + agency.format("two")
    old = ITEM.format(name="old", front="date: 2026-01-02\nagencies: {issuer: [one]}\n")
    new = ITEM.format(name="new", front="date: 2026-03-04\nagencies: {issuer: [two]}\n")
    before = changes(base + old + new, tmp_path / "before")
    assert (before["/agencies/one/"], before["/agencies/two/"]) == ("2026-01-02", "2026-03-04")
    later = changes(base + old + new, tmp_path / "later", NOW + dt.timedelta(days=300))
    assert later == before
    words = changes(base + old.replace("Words", "Other words") + new, tmp_path / "words")
    assert words == before
    corrected = old.replace("---\nWords", "corrections: [{date: 2026-05-06, what: A word.}]\n---\nWords")
    after = changes(base + corrected + new, tmp_path / "after")
    moved = {path for path in before if after[path] != before[path]}
    assert moved == {"/", "/a-z/", "/releases/", "/releases/old/", "/agencies/one/", "/years/2026/"}
    assert {after[path] for path in moved} == {"2026-05-06"}


def test_figures_changed_when_others_replaced_them(tmp_path: Path) -> None:
    figures = (
        "-- content/results/{0}.md --\n---\ntitle: {0}\n{1}operation: O\nscope: single\n"
        "period: {{label: P}}\nmeasures: [{{id: calls, value: 3, unit: call, definition: C}}]\n---\n"
    )
    old = figures.format("old", "date: 2026-01-02\n")
    found = changes(old + figures.format("new", "date: 2026-04-01\nsupersedes: old\n"), tmp_path / "a")
    assert found["/results/old/"] == found["/corrections/"] == "2026-04-01"
    assert changes(old + figures.format("new", "supersedes: old\n"), tmp_path / "b")["/results/old/"] == ""


def test_more_pages_than_a_file_may_have_make_an_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = entries(texts(RICH, tmp_path / "whole")["sitemap.xml"])
    monkeypatch.setattr(MODULE, "MOST", 50)
    made = texts(RICH, tmp_path / "parts")
    index = etree.fromstring(made["sitemap.xml"].encode())
    assert index.tag == f"{{{MAP}}}sitemapindex"
    names = [urlsplit(str(loc.text)).path[1:] for loc in index.iter(f"{{{MAP}}}loc")]
    assert names == [f"sitemap-{n}.xml" for n in range(1, len(whole) // 50 + 2)]
    parts = [entries(made[name]) for name in names]
    assert all(len(part) == 50 for part in parts[:-1])
    assert {url: said for part in parts for url, said in part.items()} == whole


def test_a_file_is_never_heavier_than_it_may_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MODULE, "BYTES", 9000)
    made = texts(RICH, tmp_path)
    parts = [text for name, text in made.items() if re.fullmatch(r"sitemap-\d+\.xml", name)]
    assert len(parts) > 3
    assert max(len(part.encode()) for part in parts) <= 9000
    assert min(len(part.encode()) for part in parts[:-1]) > 2000


def test_odd_addresses_are_whole_in_it(tmp_path: Path) -> None:
    found = texts("-- content/a.md --\n---\ntitle: ᐊᓂᔑᓈᐯ\nslug: ᐊᓂ\n---\n", tmp_path, "https://example.org/a&b'c/")
    assert "https://example.org/a&b'c/%E1%90%8A%E1%93%82/" in entries(found["sitemap.xml"])


def test_crawlers_are_told_where_it_is_and_of_nothing_else(tmp_path: Path) -> None:
    made = texts("-- content/a.md --\n---\ntitle: A\n---\n", tmp_path / "root")
    assert made["robots.txt"] == "User-agent: *\nAllow: /\n\nSitemap: https://example.org/sitemap.xml\n"
    assert "robots.txt" not in texts("", tmp_path / "folder", "https://example.org/repo/")
    off = texts(f"-- campaignsite.yaml --\n{CONFIG}outputs: {{sitemap: false}}\n", tmp_path / "off")
    assert not {"robots.txt", "sitemap.xml"} & set(off)


def test_a_site_keeps_its_own(tmp_path: Path) -> None:
    made = texts("-- assets/root/robots.txt --\nmine\n-- assets/root/sitemap.xml --\n<mine/>\n", tmp_path)
    assert (made["robots.txt"], made["sitemap.xml"]) == ("mine\n", "<mine/>\n")


SCHEMA = Path(__file__).parent / "node_modules/sitemap/schema/sitemap.xsd"
"""The protocol's own schema. It is strict about what others add, and W3C has none for XHTML without a network."""
LINKS = """<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/1999/xhtml">
<xsd:element name="link"><xsd:complexType>
<xsd:attribute name="rel" fixed="alternate" use="required"/>
<xsd:attribute name="hreflang" type="xsd:string" use="required"/>
<xsd:attribute name="href" type="xsd:anyURI" use="required"/>
</xsd:complexType></xsd:element></xsd:schema>"""
BOTH = """<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema">
<xsd:import namespace="http://www.sitemaps.org/schemas/sitemap/0.9" schemaLocation="{}"/>
<xsd:import namespace="http://www.w3.org/1999/xhtml" schemaLocation="{}"/></xsd:schema>"""


def test_the_schema_of_the_protocol_accepts_it_and_nothing_else(tmp_path: Path) -> None:
    links = tmp_path / "links.xsd"
    links.write_text(LINKS, encoding="utf-8")
    schema = etree.XMLSchema(etree.fromstring(BOTH.format(SCHEMA.as_uri(), links.as_uri())))
    dated = RICH + "-- content/releases/dated.md --\n---\ntitle: Dated\ndate: 2026-05-02\n---\nWords.\n"
    text = texts(dated, tmp_path / "site")["sitemap.xml"]
    assert "<lastmod>2026-05-02" in text
    assert 'hreflang="fr"' in text
    for right, wrong in (
        ("<lastmod>2026-05-02", "<lastmod>2 May"),
        ("loc>", "address>"),
        ('hreflang="fr"', 'lang="fr"'),
    ):
        assert not schema.validate(etree.fromstring(text.replace(right, wrong).encode())), right
    assert schema.validate(etree.fromstring(text.encode())), schema.error_log
