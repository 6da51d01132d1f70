"""What the public finds in a finished site: links that lead somewhere, pages that load nothing, figures that are true.

Two sites are looked at: the demonstration, and ``RICH``, which has one of everything.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import unescape
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
import yaml
from jinja2 import Environment, nodes

import campaignsite
import campaignsite.build.desk
from campaignsite.model.diagnostics import Checked
from campaignsite.model.files import is_page
from campaignsite.model.page.pages import Page
from campaignsite.model.page.subjects import ItemView
from campaignsite.plan import Plan, plan
from campaignsite.plan.checks import anchors_of
from tests.dom import Element, read_html
from tests.finished import AT_ROOT, IN_FOLDER, ROOT, SITES, Finished, finished
from tests.rich_site import RICH
from tests.sites import built, pages
from tests.test_demonstration_content import (
    CONFERENCE,
    IJFS,
    PARTICIPATING,
    SUPPORTING,
    WORLD_DAY,
    Words,
    normal,
    sentences,
)

THEME = Path(campaignsite.__file__).parent / "theme"
ITEMS = ("conference", "world-day", "results", "release", "resource")
LANGUAGES = ("en", "fr")


@pytest.fixture(scope="module", params=SITES)
def site(request: pytest.FixtureRequest) -> Finished:
    return finished(request.param)


@pytest.fixture(scope="module", params=[AT_ROOT, IN_FOLDER], ids=["at-root", "in-folder"])
def demonstration(request: pytest.FixtureRequest) -> Finished:
    return finished("demonstration", request.param)


def assert_none(problems: Iterable[str]) -> None:
    found = sorted(problems)
    assert not found, "\n".join([f"{len(found)} problems:", *found])


# --- links ------------------------------------------------------------------------------------------------------


def addresses(page: Element) -> Iterator[tuple[Element, str]]:
    """Everything in a page that names an address, but what is only a name (hreflang, itemprop …)."""
    for element in page.walk():
        for name in ("href", "src", "action", "formaction", "poster", "data", "cite", "background"):
            if name in element.attrs:
                yield element, element.attrs[name]
        for part in element.attrs.get("srcset", "").split(","):
            if part.strip():
                yield element, part.split()[0]


def dead(found: Finished, url: str, address: str) -> str:
    """Why an address on the page at ``url`` leads nowhere; empty when it is good, or outside of the site."""
    whole = urljoin(url, address)
    if not address.strip():
        return "it is empty"
    if urlsplit(whole).netloc != urlsplit(found.base_url).netloc or urlsplit(whole).scheme not in ("http", "https"):
        return ""
    file = found.file(whole)
    if file is None:
        return "it leads out of the base path"
    if file not in found.files:
        return f"there is no file {file}"
    fragment = unquote(urlsplit(whole).fragment)
    if not fragment:
        return ""
    if not file.endswith(".html"):
        return f"{file} has no ids"
    return "" if fragment in found.pages[found.url(file)].ids else f"there is no id {fragment} on {file}"


@pytest.mark.parametrize("base_url", [AT_ROOT, IN_FOLDER], ids=["at-root", "in-folder"])
@pytest.mark.parametrize("name", SITES)
def test_every_address_leads_somewhere(name: str, base_url: str) -> None:
    found = finished(name, base_url)
    problems = {
        f"{url} → {address}: {why}"
        for url, page in found.pages.items()
        for _, address in addresses(page)
        if (why := dead(found, url, address))
    }
    assert_none(problems)


def test_where_links_lead_outside_is_what_the_sources_name(site: Finished) -> None:
    """Nothing but what an editor wrote is outside: no page links anybody whom no file names."""
    sources = RICH if site is finished("rich") else everything_written()
    outside = {
        address
        for page in site.pages.values()
        for element, address in addresses(page)
        if element.tag == "a" and address.startswith("http")
    }
    assert outside
    assert {address for address in outside if address not in sources} == set()


def everything_written() -> str:
    files = [ROOT / "campaignsite.yaml", *sorted((ROOT / "content").rglob("*.md"))]
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def moved(page: Element) -> bool:
    """Whether a page stands at an old address, and leads away from it at once (WCAG technique H76)."""
    if page.one("body").attrs["class"] != "is-moved":
        return False
    (refresh,) = page.all("meta", **{"http-equiv": "refresh"})
    to = refresh.attrs["content"].removeprefix("0; url=")
    assert to in [e.attrs["href"] for e in page.one("main").all("a")]
    assert to.startswith("/")
    assert not to.startswith("//")
    return True


@pytest.mark.parametrize("base_url", [AT_ROOT, IN_FOLDER], ids=["at-root", "in-folder"])
@pytest.mark.parametrize("name", SITES)
def test_a_page_names_its_own_address_and_those_of_its_translations(name: str, base_url: str) -> None:
    found = finished(name, base_url)
    for url, page in found.pages.items():
        links = page.one("head").all("link")
        canonical = [e.attrs["href"] for e in links if e.attrs["rel"] == "canonical"]
        languages = [e.attrs for e in links if e.attrs["rel"] == "alternate" and "hreflang" in e.attrs]
        alternates = [(attrs["hreflang"], attrs["href"]) for attrs in languages]
        if url.endswith("404.html") or page.one("body").attrs["class"] == "is-withdrawn":
            assert (canonical, alternates) == ([], []), url
            assert page.one("meta", name="robots").attrs["content"] == "noindex"
            continue
        if moved(page):
            assert (canonical != [url], canonical[0] in found.pages, alternates) == (True, True, []), url
            continue
        assert canonical == [url]
        by_language = dict(alternates)
        assert len(by_language) == len(alternates), url
        if not alternates:
            continue
        default = by_language.pop("x-default")
        assert default == by_language["en"], url
        assert by_language[page.attrs["lang"]] == url
        for lang, other in by_language.items():
            assert found.pages[other].attrs["lang"] == lang, url
            theirs = found.pages[other].one("head").all("link", rel="alternate")
            assert languages == [e.attrs for e in theirs if "hreflang" in e.attrs], url
        shown = {e.attrs["hreflang"]: urljoin(url, e.attrs["href"]) for e in page.one("body").all("a", rel="alternate")}
        assert shown == {lang: other for lang, other in by_language.items() if other != url}


@pytest.mark.parametrize("base_url", [AT_ROOT, IN_FOLDER], ids=["at-root", "in-folder"])
@pytest.mark.parametrize("name", SITES)
def test_links_of_the_page_for_what_is_not_found_work_at_any_depth(name: str, base_url: str) -> None:
    found = finished(name, base_url)
    for path in ("404.html", "fr/404.html"):
        page = found.page(path)
        inside = [address for _, address in addresses(page) if not address.startswith(("http", "#", "tel:", "sms:"))]
        assert inside
        assert [address for address in inside if not address.startswith(found.base_path)] == []


def test_every_page_is_reached_from_the_home_page(site: Finished) -> None:
    seen: set[str] = set()
    waiting = [site.base_url]
    while waiting:
        url = waiting.pop()
        if url in seen or url not in site.pages:
            continue
        seen.add(url)
        waiting += [link.partition("#")[0] for link in site.hrefs(url, site.pages[url].one("body"))]
    unreached = {urlsplit(url).path for url in site.pages.keys() - seen if not moved(site.pages[url])}
    assert unreached - {"/releases/withdrawn/"} == {"/404.html", "/fr/404.html"}


# --- what loads -------------------------------------------------------------------------------------------------

LOADING = {"script", "iframe", "frame", "object", "embed", "portal", "audio", "video", "track", "base"}


def test_nothing_is_loaded_from_elsewhere(site: Finished) -> None:
    for url, page in site.pages.items():
        assert {e.tag for e in page.walk()} & (LOADING - {"script"} | {"form", "style"}) == set(), url
        if not moved(page):
            assert page.all("meta", **{"http-equiv": "refresh"}) == [], url
        for element in page.walk():
            assert [a for a in element.attrs if a.startswith("on") or a in ("style", "ping", "srcdoc")] == [], url
            if element.tag == "source":  # the smaller copies of a picture
                assert set(element.attrs) == {"type", "srcset", "sizes"}, url
            if element.tag == "link":
                assert element.attrs["rel"] in ("stylesheet", "icon", "canonical", "alternate", "manifest"), url
                loads = element.attrs["rel"] in ("stylesheet", "icon", "manifest")
                assert not loads or urlsplit(element.attrs["href"]).netloc == "", url
            for name in ("src", "srcset", "poster", "data", "action"):
                assert "//" not in element.attrs.get(name, ""), url
            assert not element.attrs.get("href", "").lower().lstrip().startswith(("javascript:", "data:", "//")), url


def test_style_sheets_and_pictures_load_nothing(site: Finished) -> None:
    sheets = {file: data.decode() for file, data in site.files.items() if file.endswith((".css", ".svg"))}
    assert sheets
    for file, text in sheets.items():
        assert re.findall(r"url\(|@import|@font-face|image-set\(|<script|\shref|\son\w+=", text) == [], file


def running(page: Element) -> list[Element]:
    """The scripts of a page that a browser runs, and asks the policy about: other types are data (HTML, 4.12.1)."""
    return [script for script in page.all("script") if script.attrs.get("type") != "application/ld+json"]


def test_the_only_script_is_that_of_the_exit_and_small(site: Finished) -> None:
    scripts = [file for file in site.files if file.endswith((".js", ".mjs", ".wasm"))]
    assert [re.sub("[0-9a-f]{10}", "…", file) for file in scripts] == ["assets/leave.….js"] * (
        "leaving/index.html" in site.files
    )
    assert all(len(gzip.compress(site.files[file])) < 2048 for file in scripts)
    for page in site.pages.values():
        found = running(page)
        assert len(found) == len(page.all("nav", cls="leave"))
        for script in found:
            assert script.text == ""
            assert set(script.attrs) == {"src", "integrity", "defer"}


def test_what_is_loaded_is_compared_with_its_digest(site: Finished) -> None:
    for url, page in site.pages.items():
        loads = [*running(page), *page.all("link", rel="stylesheet")]
        assert loads, url
        for element in loads:
            path = urlsplit(urljoin(url, element.attrs.get("src") or element.attrs["href"])).path
            data = site.files[path.removeprefix(urlsplit(site.base_url).path)]
            digest = base64.b64encode(hashlib.sha256(data).digest()).decode()
            assert element.attrs["integrity"] == f"sha256-{digest}"
            assert f".{hashlib.sha256(data).hexdigest()[:10]}." in path


def test_every_page_has_one_policy_before_it_loads_anything(site: Finished) -> None:
    for url, page in site.pages.items():
        charset, policy = page.one("head").all("meta")[:2]
        assert "charset" in charset.attrs, url
        assert policy.attrs["http-equiv"] == "Content-Security-Policy", url
        rules = dict(rule.split(" ", 1) for rule in policy.attrs["content"].split("; "))
        assert rules.pop("default-src") == "'none'", url
        assert set(rules.values()) <= {"'none'", "'self'"}, url


# --- the shape of a page ----------------------------------------------------------------------------------------


def test_headings_make_an_outline(site: Finished) -> None:
    for url, page in site.pages.items():
        levels = [int(e.tag[1]) for e in page.one("body").all("h1", "h2", "h3", "h4", "h5", "h6")]
        assert levels.count(1) == 1, url
        # What stands above the title, such as where to find help, is a second level of its own.
        after = levels[levels.index(1) :]
        assert set(levels[: levels.index(1)]) <= {2}, url
        assert all(deeper - above <= 1 for above, deeper in pairwise(after)), f"{url}: {levels}"
        assert all(e.text for e in page.all("h1", "h2", "h3", "h4", "h5", "h6", "a", "title")), url


def test_ids_are_unique_and_names_by_id_are_there(site: Finished) -> None:
    for url, page in site.pages.items():
        ids = page.ids
        assert [name for name in set(ids) if ids.count(name) > 1] == [], url
        assert all(name and not re.search(r"\s", name) for name in ids), url
        referred = [e.attrs[a] for e in page.walk() for a in ("aria-labelledby", "aria-describedby") if a in e.attrs]
        assert {name for names in referred for name in names.split()} <= set(ids), url


def test_every_page_says_its_language_and_its_title(site: Finished) -> None:
    titles: set[tuple[str, str]] = set()
    for url, page in site.pages.items():
        folder = urlsplit(url).path.removeprefix("/").partition("/")[0]
        lang, title = page.attrs["lang"], page.one("title").text
        assert lang == ("fr" if folder == "fr" else "en"), url
        assert page.attrs["dir"] == "ltr", url
        assert [len(page.all(tag)) for tag in ("main", "footer")] == [1, 1], url
        assert all("alt" in e.attrs for e in page.all("img")), url
        assert all(e.attrs["alt"].strip() for figure in page.all("figure") for e in figure.all("img")), url
        assert title, url
        assert (lang, title) not in titles or moved(page), f"{url}: {title}"
        titles.add((lang, title))


def test_nothing_that_the_public_may_not_know_is_published() -> None:
    for file, data in finished("rich").files.items():
        assert b"NOT PUBLIC" not in data, file
        assert not file.startswith(("boilerplates/", "content/")), file


def test_a_sensitive_page_begins_with_the_exit() -> None:
    found = finished("rich")
    sensitive = {url for url, page in found.pages.items() if page.all("nav", cls="leave")}
    paths = {url.removeprefix(found.base_url) for url in sensitive}
    assert paths == {
        *("leaving/", "fr/leaving/", "safety/", "fr/partir/", "releases/opening/", "fr/releases/ouverture/")
    }
    for url in sensitive:
        page = found.pages[url]
        target = "https://meteo.example/" if page.attrs["lang"] == "fr" else "https://weather.example/"
        skip, out, *_, last = page.one("body").all("a")
        assert skip.attrs["href"] == "#main"
        assert out.attrs["href"] == last.attrs["href"] == target
        assert "target" not in out.attrs | last.attrs


def test_helplines_stand_in_the_same_order_on_every_page() -> None:
    found = finished("rich")
    for lang in LANGUAGES:
        shown = {
            page.one("section", cls="help").one("ul", cls="helplines").text for page in found.in_language(lang).values()
        }
        (text,) = shown
        names = ["Ligne des lacs" if lang == "fr" else "Lakes Line", "Shore Text", "Northern Desk"]
        places = [text.index(name) for name in names]
        assert places == sorted(places)


def test_every_promised_anchor_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What links are checked against (``anchors_of``) is what the stock layouts render."""
    seen: list[tuple[Plan, Callable[[Page], frozenset[str]]]] = []

    def spy(*args: object, **kwargs: object) -> Checked[Plan]:
        planned: Checked[Plan] = plan(*args, **kwargs)  # type: ignore[arg-type]
        documents = args[0].documents  # type: ignore[attr-defined]

        def promised(page: Page) -> frozenset[str]:
            standing = page.subject.boilerplates if isinstance(page.subject, ItemView) else ()
            return anchors_of(
                page,
                documents[page.body.path].document if page.body else None,
                [documents[b.body.path].document for b in standing if b.body],
            )

        assert planned.value
        seen.append((planned.value, promised))
        return planned

    monkeypatch.setattr(campaignsite.build.desk, "plan", spy)
    outcome = built(RICH, tmp_path)
    files = {artifact.file: artifact.data for artifact in outcome.artifacts}
    ((planned, promised),) = seen
    missing = {
        f"{page.url}#{anchor}"
        for page in planned.pages
        if is_page(page.file)
        if page.file.endswith(".html")
        for anchor in promised(page.page()) - set(read_html(files[page.file].decode()).ids)
    }
    assert_none(missing)


# --- texts that could get in the way of a layout -----------------------------------------------------------------

CLASHES = {
    "a heading called as a section of the layout": """
-- content/about.md --
---
title: About
contacts: [{name: Desk}]
verbatim: true
---
## Contact

## Source

## Main

## Toc title
""",
    "a heading of a standing text called title": """
-- content/boilerplates/about.md --
---
title: About
---
### Title
-- content/releases/news.md --
---
title: News
boilerplates: [about]
---
""",
    "a heading of one standing text called as another one": """
-- content/boilerplates/about.md --
---
title: About
---
### Day
-- content/boilerplates/about-day.md --
---
title: About the day
---
-- content/releases/news.md --
---
title: News
boilerplates: [about, about-day]
---
""",
    "a standing text named twice": """
-- content/boilerplates/about.md --
---
title: About
---
Text.
-- content/releases/news.md --
---
title: News
boilerplates: [about, about]
---
""",
    "a heading called as a standing text": """
-- content/boilerplates/about.md --
---
title: About
---
-- content/releases/news.md --
---
title: News
boilerplates: [about]
---
## Boilerplate about
""",
    "a year of an event beside an edition of that year": """
-- content/events/day.md --
---
name: Day
editions: [{year: 2026}, {year: 2026}, {year: 2025}]
---
## Edition 2025

## Year 2026
-- content/releases/news.md --
---
title: News
date: 2026-01-01
event: Day
---
""",
}


@pytest.mark.parametrize("text", CLASHES.values(), ids=CLASHES.keys())
def test_texts_and_layouts_never_have_one_id(text: str, tmp_path: Path) -> None:
    for file, html in pages(text.lstrip(), tmp_path).items():
        ids = read_html(html).ids
        assert [name for name in set(ids) if ids.count(name) > 1] == [], file


HOLES = {
    "the front of a folder that has no list": """
-- content/about.md --
---
title: About
---
Read the [guide](guide/index.md).
-- content/guide/index.md --
---
title: Guide
---
Read on.
""",
    "the front of a folder inside a folder": """
-- content/about.md --
---
title: About
---
Read the [news of the year](releases/2026/index.md).
-- content/releases/2026/index.md --
---
title: Of the year
---
Much.
-- content/releases/2026/news.md --
---
title: News
---
""",
    "a place in a standing text": """
-- content/boilerplates/about.md --
---
title: About
---
See [below](#boilerplate-about-more).

### More
-- content/releases/news.md --
---
title: News
boilerplates: [about]
---
""",
    "figures that the text itself shows": """
-- content/releases/news.md --
---
title: News
results: [count]
---
See [the figures](#results).

::: figures
:::
-- content/results/count.md --
---
title: Count
operation: Operation
scope: single
period: {label: Spring}
measures: [{id: calls, value: 3, unit: call, definition: Calls}]
---
""",
    "a footnote that a standing text repeats": """
-- content/boilerplates/about.md --
---
title: About
---
One[^a], two[^a].

[^a]: Note.
-- content/releases/news.md --
---
title: News
boilerplates: [about]
---
One[^a], two[^a].

[^a]: Note.
""",
}


@pytest.mark.parametrize("text", HOLES.values(), ids=HOLES.keys())
def test_a_link_is_good_or_an_error(text: str, tmp_path: Path) -> None:
    """A site with a link to nowhere is not built; one that is built has none."""
    outcome = built(text.lstrip(), tmp_path)
    files = {a.file: a.data for a in outcome.artifacts}
    found = Finished(AT_ROOT, files, {})
    trees = {found.url(f): read_html(data.decode()) for f, data in files.items() if f.endswith(".html")}
    found = Finished(AT_ROOT, files, trees)
    problems = [
        f"{url} → {address}: {why}"
        for url, page in found.pages.items()
        for _, address in addresses(page)
        if (why := dead(found, url, address))
    ]
    assert_none(problems)


# --- both directions --------------------------------------------------------------------------------------------


def front(url: str) -> str:
    """The first page of the list that a page belongs to."""
    return re.sub(r"page/\d+/$", "", url)


def in_english(found: Finished, url: str) -> str:
    """The English version of a page that has one, else the page itself: what it is, in any language."""
    for link in found.pages[url].one("head").all("link", rel="alternate", hreflang="en"):
        return link.attrs["href"]
    return url


def entity(found: Finished, url: str) -> str:
    return in_english(found, front(url))


def roles_on_items(found: Finished) -> set[tuple[str, str, str]]:
    """(role, agency, item) for every agency in a section of an item's page."""
    triples = set()
    for url, page in found.of_kind(*ITEMS).items():
        for section in page.all("section", id="agencies"):
            role = ""
            for element in section.walk():
                role = element.attrs["id"] if element.tag == "h3" else role
                if element.tag == "a":
                    triples.add((role, entity(found, urljoin(url, element.attrs["href"])), url))
    return triples


def roles_on_agencies(found: Finished, lang: str) -> set[tuple[str, str, str]]:
    """The same, for every item in a section of an agency's pages in one language."""
    return {
        (section.attrs["id"], entity(found, url), link)
        for url, page in found.of_kind("agency").items()
        if page.attrs["lang"] == lang
        for section in page.all("section")
        if section.attrs.get("id", "").startswith("role-")
        for heading in section.all("h4")
        for link in found.hrefs(url, heading)
    }


def listed(found: Finished, lang: str, items: set[str]) -> set[str]:
    """The items that lists in one language show: its own, and those that there are in no other one."""
    shown = set()
    for item in items:
        head = found.pages[item].one("head")
        languages = {link.attrs.get("hreflang") for link in head.all("link", rel="alternate")}
        own = found.pages[item].attrs["lang"] == lang
        off = "is-resource" in found.pages[item].one("body").classes and found is finished("rich")
        if own or (lang not in languages and not off):
            shown.add(item)
    return shown


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_item_and_its_agencies_link_each_other(site: Finished, lang: str) -> None:
    items = roles_on_items(site)
    assert len(items) > 10
    shown = listed(site, lang, {item for _, _, item in items})
    assert roles_on_agencies(site, lang) == {triple for triple in items if triple[2] in shown}


def events_on_items(found: Finished) -> set[tuple[str, str]]:
    """(event, item) for every item whose page says what it is part of."""
    events = set(found.of_kind("event"))
    return {
        (entity(found, link), url)
        for url, page in found.of_kind(*ITEMS).items()
        for meta in page.one("header", cls="head").all("ul", cls="meta")
        for link in found.hrefs(url, meta)
        if link in events
    }


def items_on_events(found: Finished, lang: str) -> set[tuple[str, str]]:
    """The same, for every item that an event's pages in one language list."""
    return {
        (entity(found, url), link)
        for url, page in found.of_kind("event").items()
        if page.attrs["lang"] == lang
        for card in page.one("main").all("li", cls="card")
        for heading in card.all("h3", "h4")
        for link in found.hrefs(url, heading)
    }


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_item_and_its_event_link_each_other(site: Finished, lang: str) -> None:
    items = events_on_items(site)
    assert items
    shown = listed(site, lang, {item for _, item in items})
    assert items_on_events(site, lang) == {pair for pair in items if pair[1] in shown}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_event_and_its_agencies_link_each_other(site: Finished, lang: str) -> None:
    events = {url: page for url, page in site.of_kind("event").items() if page.attrs["lang"] == lang}
    agencies = {url: page for url, page in site.of_kind("agency").items() if page.attrs["lang"] == lang}
    from_events = {
        (front(link), front(url))
        for url, page in events.items()
        for part in (*page.all("section", id="agencies"), *page.all("dl", cls="facts"))
        for link in site.hrefs(url, part)
        if link in agencies
    }
    from_agencies = {
        (front(url), link)
        for url, page in agencies.items()
        for section in page.all("section", id="events")
        for link in site.hrefs(url, section)
    }
    assert from_events
    assert from_agencies == from_events


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_joint_body_and_its_members_link_each_other(site: Finished, lang: str) -> None:
    agencies = {url: page for url, page in site.of_kind("agency").items() if page.attrs["lang"] == lang}
    members = {
        (front(url), link)
        for url, page in agencies.items()
        for section in page.all("section", id="members")
        for link in site.hrefs(url, section)
    }
    joint = {body for body, _ in members}
    back = {
        (link, front(url))
        for url, page in agencies.items()
        for facts in page.one("header", cls="head").all("dl")
        for link in site.hrefs(url, facts)
        if link in joint
    }
    assert members
    assert back == members


def test_every_item_stands_in_the_pages_of_its_list_once(site: Finished) -> None:
    for lang in LANGUAGES:
        entries: dict[str, list[str]] = {}
        for url, page in site.of_kind("list").items():
            if page.attrs["lang"] == lang:
                links = [
                    link
                    for card in page.all("li", cls="card")
                    for h in card.all("h2", "h3")
                    for link in site.hrefs(url, h)
                ]
                entries.setdefault(front(url), []).extend(links)
        everything = [link for links in entries.values() for link in links]
        assert len(set(everything)) == len(everything)
        assert set(everything) == listed(site, lang, set(site.of_kind(*ITEMS)))
        for url, links in entries.items():
            assert f" {len(links)} " in f" {site.pages[url].one('header', cls='head').text} "


# --- the figures of the demonstration ---------------------------------------------------------------------------

SHARED = {"en": "Shared by 11 services", "fr": "Partagés par 11 services"}


def named(found: Finished, lang: str) -> dict[str, Element]:
    """The pages of agencies in one language, by the agency's English name."""
    agencies = {url: page for url, page in found.of_kind("agency").items() if page.attrs["lang"] == lang}
    return {
        re.sub(r" \([A-Z]+\)$", "", found.pages[in_english(found, url)].one("h1").text): p
        for url, p in agencies.items()
    }


def numbers(text: str) -> set[int]:
    """Every number in a text, whatever groups its digits."""
    return {int(re.sub(r"\D", "", n)) for n in re.findall(r"\d{1,3}(?:[,.\s\u00a0\u202f]\d{3})+(?!\d)|\d+", text)}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_there_are_twenty_pages_of_services_and_one_of_a_joint_body(demonstration: Finished, lang: str) -> None:
    agencies = named(demonstration, lang)
    kinds = {"en": "Joint body", "fr": "Organisme mixte"}
    joint = {name for name, page in agencies.items() if page.one("p", cls="kicker").text == kinds[lang]}
    assert joint == {IJFS}
    assert agencies.keys() - joint == set(PARTICIPATING)
    assert len(agencies) == 21


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_eleven_share_the_figures_and_the_nine_have_none(demonstration: Finished, lang: str) -> None:
    agencies = named(demonstration, lang)
    for name in PARTICIPATING:
        figures = agencies[name].all("div", cls="figures")
        if name in SUPPORTING:
            (panel,) = figures
            assert [e.text for e in panel.all("b") if e.parent and e.parent.tag == "dd"] == ["80", "165"], name
            assert SHARED[lang] in panel.text, name
        else:
            assert figures == [], name
            assert not numbers(agencies[name].one("main").text) & {80, 165}, name


def test_no_page_has_a_sum_that_is_not_true(demonstration: Finished) -> None:
    """Neither eleven times a joint figure, nor eleven times and once, nor people and charges together."""
    for url, page in demonstration.pages.items():
        assert not numbers(page.text) & {880, 1815, 885, 1760, 960, 1980, 160, 330, 245}, url


def test_the_sums_would_be_seen() -> None:
    assert {880, 1815, 885} <= numbers("In all 880 people, 1,815 charges; 1\u202f815 accusations; 885.")
    assert numbers("1815, 80, 165") == {1815, 80, 165}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_total_of_the_list_counts_the_joint_figure_once(demonstration: Finished, lang: str) -> None:
    page = demonstration.page("results/" if lang == "en" else "fr/results/")
    totals = page.one("section", id="totals").all("dd")
    assert [next(iter(e.all("b"))).text for e in totals] == ["80", "165"]


def test_totals_of_the_rich_site_are_sums_or_say_why_not() -> None:
    totals = finished("rich").page("results/").one("section", id="totals")
    shown = [(e.all("dt")[0].text, e.all("dd")[0].text) for e in totals.all("div") if e.parent and e.parent.tag == "dl"]
    by_label = dict(shown)
    assert len(by_label) == len(shown)
    # 1,234 of the second count, without the 12 that it replaces, and 5.
    assert by_label["Individuals arrested and charged from 2 operations"] == "1,239 people"
    assert by_label["Charges from 1 operation"] == "1 charge"
    assert by_label["Posters put up from 1 operation"] == "1,200"
    assert by_label["Vehicles stopped"].startswith("No total: some of these figures cover the same period")
    assert by_label["Calls answered"].startswith("No total: the exact period")


# --- the words of the documents ---------------------------------------------------------------------------------


def words_of(path: str) -> str:
    reader = Words()
    reader.feed(finished("demonstration").files[f"{path}index.html"].decode())
    reader.close()
    return normal(reader.text)


@pytest.mark.parametrize(
    ("path", "document"),
    [
        ("conferences/partnering-against-human-trafficking/", CONFERENCE),
        ("results/world-day-enforcement-results/", WORLD_DAY),
    ],
    ids=["conference", "world-day"],
)
def test_every_sentence_of_a_document_is_on_its_page(path: str, document: str) -> None:
    text = words_of(path)
    assert len(sentences(document)) > 20
    assert [sentence for sentence in sentences(document) if normal(sentence) not in text] == []


# --- languages --------------------------------------------------------------------------------------------------


def phrases(entry: str | Mapping[str, str]) -> set[str]:
    """The texts of a catalogue's entry without their gaps."""
    forms = [entry] if isinstance(entry, str) else entry.values()
    return {" ".join(part.split()).strip(" :.,–()") for form in forms for part in re.split(r"\{\w+\}", form)}


def english_only() -> list[str]:
    """Phrases of the English catalogue long enough to be noticed, and in no French one."""
    en, fr = (yaml.safe_load((THEME / f"locales/{lang}.yaml").read_text(encoding="utf-8")) for lang in LANGUAGES)
    french = " | ".join(phrase for entry in fr.values() for phrase in phrases(entry)).casefold()
    found = {phrase for entry in en.values() for phrase in phrases(entry)}
    return sorted(p for p in found if (" " in p or len(p) > 8) and len(p) > 6 and p.casefold() not in french)


def test_the_french_catalogue_is_translated() -> None:
    en, fr = (yaml.safe_load((THEME / f"locales/{lang}.yaml").read_text(encoding="utf-8")) for lang in LANGUAGES)
    assert en.keys() == fr.keys()
    assert {k for k in en if en[k] == fr[k] and any(" " in phrase for phrase in phrases(en[k]))} == set()


def in_french(page: Element) -> str:
    """What a page says in French: its words and the names of its parts, without what is marked as another language."""
    text = page.one("body").words(lambda e: e.attrs.get("lang", "fr") != "fr")
    named = [e.attrs[a] for e in page.walk() for a in ("aria-label", "title", "alt") if a in e.attrs and e.lang == "fr"]
    return " | ".join([text, *named])


def test_no_english_of_the_interface_is_on_french_pages(site: Finished) -> None:
    wanted = english_only()
    assert len(wanted) > 100
    pattern = re.compile("|".join(rf"\b{re.escape(phrase)}\b" for phrase in wanted))
    seen = {f"{url}: {m[0]}" for url, page in site.in_language("fr").items() for m in pattern.finditer(in_french(page))}
    assert_none(seen)


ENGLISH = {
    "demonstration": (
        "United Nations General Assembly",
        "Past 18 months",
        "Individuals arrested",
        "Criminal Code",
        "Proactive investigations",
        "Corporate Communications",
        "Location of the contact address",
        "Minister of Community Safety",
        "Commissioner",
        "Chief",
        "News release of",
        "Enforcement results",
    ),
    "rich": (
        "Council of the Lakes",
        "Since it opened",
        "Autumn and winter",
        "Charges laid",
        "Calls answered",
        "The narrows and both shores",
        "Press desk",
        "Conference office",
        "Chief of the bridge",
        "Author of a book",
        "Hall of the Narrows",
        "Operation Spring Tide",
        "Northern Desk",
        "Notice number",
        "Vice Unit",
        "Second count",
        "What was said",
        "Three days about",
        "There were others",
        "With one day",
        "The tenth conference",
        "Spring Market",
    ),
}
"""What the editors wrote in English only, by site."""


@pytest.mark.parametrize("name", SITES)
def test_english_of_the_editors_is_marked_on_french_pages(name: str) -> None:
    """A screen reader must not read English aloud as if it were French (WCAG 3.1.2)."""
    seen = {
        f"{urlsplit(url).path}: {phrase}"
        for url, page in finished(name).in_language("fr").items()
        for phrase in ENGLISH[name]
        if phrase in in_french(page)
    }
    assert_none(seen)


FRENCH = {
    "demonstration": (
        "Police provinciale de l’Ontario",
        "Journée mondiale de la lutte contre la traite",
        "80 personnes",
    ),
    "rich": ("Accusations déposées", "Trois mois de printemps", "Personnes accusées", "La dixième conférence", "Nord"),
}
"""What the editors wrote in French, by site."""


@pytest.mark.parametrize("name", SITES)
def test_french_of_the_editors_is_not_marked_as_another_language(name: str) -> None:
    site = finished(name)
    for phrase in FRENCH[name]:
        there = {url: page for url, page in site.in_language("fr").items() if phrase in page.one("main").text}
        assert there, phrase
        assert_none(f"{url}: {phrase}" for url, page in there.items() if phrase not in in_french(page))


# --- no words in layouts ----------------------------------------------------------------------------------------

LAYOUTS = [*sorted((THEME / "layouts").rglob("*.html")), *sorted((ROOT / "layouts").rglob("*.html"))]
_TAG = re.compile(r"<[!/]?[a-z\0][^<>\"']*(?:\"[^\"]*\"[^<>\"']*|'[^']*'[^<>\"']*)*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([a-z-]+)=(?:\"([^\"]*)\"|'([^']*)')")
_LETTER = re.compile(r"[^\W\d_]")
_SPOKEN = ("aria-label", "aria-description", "aria-roledescription", "title", "alt", "placeholder", "label", "summary")


def literal(text: str) -> str:
    """What a layout writes as it stands: everything that Jinja fills in is a NUL, and what it decides is nothing."""
    out, hidden = "", ""
    for _, kind, value in Environment(autoescape=True).lex(text):
        if kind == "variable_begin":
            out += "\0"
        if kind.endswith("_begin"):
            hidden = kind.removesuffix("_begin")
        elif kind.endswith("_end"):
            hidden = ""
        elif kind == "data" and not hidden:
            out += value
    return out


def letters(text: str) -> str:
    """The words of a layout that are in no tag, no attribute, and no id between two gaps."""
    bare = _TAG.sub(" ", text)
    bare = _ATTRIBUTE.sub(lambda m: m[0] if m[1] in _SPOKEN and _LETTER.search(m[2] or m[3] or "") else " ", bare)
    bare = re.sub("\0[a-z]+-\0", " ", bare)
    return " ".join(re.findall(r"[^\W\d_]+", unescape(bare)))


def spoken(text: str) -> list[str]:
    """Attributes that are read aloud and have words of their own."""
    found = (m for tag in _TAG.findall(text) for m in _ATTRIBUTE.finditer(tag))
    return [m[0] for m in found if m[1] in _SPOKEN and _LETTER.search(m[2] or m[3] or "")]


def results(node: nodes.Node) -> Iterator[str]:
    """The literal texts that an expression may come to."""
    match node:
        case nodes.Const(value=str() as value):
            yield value
        case nodes.CondExpr():
            yield from results(node.expr1)
            if node.expr2:
                yield from results(node.expr2)
        case nodes.And() | nodes.Or() | nodes.Add():
            yield from results(node.left)
            yield from results(node.right)
        case nodes.Concat():
            for part in node.nodes:
                yield from results(part)
        case nodes.Filter() if node.node:
            yield from results(node.node)
        case _:
            return


@pytest.mark.parametrize("path", LAYOUTS, ids=lambda p: p.name)
def test_no_layout_has_words_of_its_own(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    plain = literal(text)
    assert letters(plain) == ""
    assert spoken(plain) == []
    tree = Environment(autoescape=True).parse(text)
    ids = {id(n) for macro in tree.find_all(nodes.Macro) if macro.name == "id" for n in macro.find_all(nodes.Output)}
    written = [
        value
        for output in tree.find_all(nodes.Output)
        if id(output) not in ids
        for node in output.nodes
        for value in results(node)
    ]
    assert [value for value in written if _LETTER.search(value)] == []


@pytest.mark.parametrize(
    "text",
    [
        "<p>Read more</p>",
        "{% if x %}<p>{{ y }} of{% endif %}</p>",
        "<a {% if x %}href='{{ y }}'{% endif %}>Open</a>",
        "caf&eacute;",
        "{{ x }}<b>{% for y in x %}, and {% endfor %}</b>",
    ],
)
def test_words_in_a_layout_would_be_found(text: str) -> None:
    assert letters(literal(text)) != ""


def test_words_in_attributes_and_expressions_of_a_layout_would_be_found() -> None:
    assert spoken(literal('<img src="{{ x }}" alt="A bridge">')) == ['alt="A bridge"']
    assert spoken(literal("<nav aria-label='{{ t(\"nav.main\") }}'>")) == []
    tree = Environment(autoescape=True).parse('{{ x.title or ("Open" if x else t("y")) }}')
    assert [value for o in tree.find_all(nodes.Output) for n in o.nodes for value in results(n)] == ["Open"]
