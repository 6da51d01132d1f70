"""``api/pages.json``: every page that readers can open, and what programs may know of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from campaignsite.build import Order, build
from tests.dom import read_html
from tests.rich_site import RICH
from tests.sites import CONFIG, NOW, built, tree, write_site
from tests.test_data import checked

LIST = "api/pages"
SITE = f"""-- campaignsite.yaml --
{CONFIG}languages: [en, fr]
exit: https://weather.example/
helplines: [{{name: Line, display: 555-0100, phone: '911', police: false, verified_on: 2026-11-01}}]
-- content/agencies/lake.md --
---
name: Lake Police
names: {{fr: Police du lac}}
owner: Registry
kind: municipal
---
-- content/agencies/team.md --
---
name: The team
kind: joint
---
-- content/events/meeting.md --
---
name: The Meeting
editions: [{{year: 2026}}]
---
-- content/releases/one.md --
---
title: One
date: --07-30
event: The Meeting
edition: 2026
owner: Media Relations
review_by: 2027-01
embargo: 2026-07-30 09:00
publish_at: 2026-07-30T12:00-04:00
agencies: {{lead: [The team], supporting: [Lake Police]}}
corrections: [{{date: 2026-08-01, what: A comma.}}]
aliases: [/old/]
---
-- content/releases/one.fr.md --
---
title: Une
slug: une
date: --07-30
---
-- content/releases/gone.md --
---
title: Zyzzyva
owner: Zyzzyva
withdrawn: {{date: 2026-08-01, why: Zyzzyva.}}
---
-- content/releases/draft.md --
---
title: Not yet
owner: Zyzzyva
draft: true
---
-- content/releases/two.md --
---
title: Two
date: 2026-02-01
---
-- content/safety.md --
---
title: Safety
sensitive: true
owner: The shelter
---
-- content/über.md --
---
title: "</script> =1 \\u2028"
---
"""


def files(text: str, root: Path, *, drafts: bool = False, base_url: str = "") -> Mapping[str, bytes]:
    outcome = built(text, root, drafts=drafts, base_url=base_url)
    assert outcome.artifacts, outcome.diagnostics
    return {a.file: a.data for a in outcome.artifacts}


def listed(made: Mapping[str, bytes]) -> Mapping[str, dict[str, Any]]:
    """Each entry by its path."""
    pages = checked(made, LIST)["pages"]
    found = {page["path"]: page for page in pages}
    assert list(found) == sorted(found)
    assert len(found) == len(pages)
    return found


@pytest.mark.parametrize("base", ["/", "/repo/"])
@pytest.mark.parametrize("site", [RICH, SITE], ids=["rich", "small"])
def test_every_page_is_there_and_says_what_its_html_says(site: str, base: str, tmp_path: Path) -> None:
    made = files(site, tmp_path, base_url=f"https://example.org{base}")
    found = listed(made)
    html = {name: read_html(data.decode()) for name, data in made.items() if name.endswith(".html")}
    kinds = {name: str(page.one("body").attrs["class"]).removeprefix("is-") for name, page in html.items()}
    opened = {name for name, kind in kinds.items() if kind not in ("moved", "not-found")}
    assert {path[1:] + "index.html" for path in found} == opened
    for path, entry in found.items():
        page = html[path[1:] + "index.html"]
        assert entry["type"] == kinds[path[1:] + "index.html"]
        assert entry["language"] == page.one("html").attrs["lang"]
        robots = [str(m.attrs["content"]) for m in page.all("meta", name="robots")]
        assert entry.get("noindex", False) == any("noindex" in said for said in robots)
        assert entry.get("sensitive", False) == any("noarchive" in said for said in robots)
        assert [str(a.attrs["href"]) for a in page.all("link", rel="canonical")] in ([], [entry["url"]])
        others = {str(a.attrs["hreflang"]): str(a.attrs["href"]) for a in page.all("a", rel="alternate")}
        said = {k: v.removeprefix("https://example.org") for k, v in entry.get("translations", {}).items()}
        assert {k: v for k, v in said.items() if k != entry["language"]} == others
        if entry["type"] not in ("withdrawn", "home"):
            # The heading of a later page of a list is that of the list; an agency's has its abbreviation too.
            assert page.one("h1").text.startswith(" ".join(entry["title"].split()).partition(" – ")[0])


def test_what_is_said_of_a_page(tmp_path: Path) -> None:
    found = listed(files(SITE, tmp_path))
    assert found["/releases/one/"] == {
        "url": "https://example.org/releases/one/",
        "path": "/releases/one/",
        "type": "release",
        "language": "en",
        "title": "One",
        "translations": {"en": "https://example.org/releases/one/", "fr": "https://example.org/fr/releases/une/"},
        "agencies": {"lead": ["team"], "supporting": ["lake"]},
        "event": "meeting",
        "edition": "2026",
        "year": 2026,
        "date": "XXXX-07-30",
        "published": "2026-07-30T12:00:00-04:00",
        "updated": "2026-08-01",
        "owner": "Media Relations",
        "review_by": "2027-01",
    }
    assert list(found["/releases/one/"]["translations"]) == ["en", "fr"]
    assert found["/über/"]["url"] == "https://example.org/%C3%BCber/"
    assert found["/über/"]["title"] == "</script> =1 \u2028".strip()
    assert (found["/agencies/lake/"]["agency"], found["/agencies/lake/"]["owner"]) == ("lake", "Registry")
    assert found["/fr/agencies/lake/"]["title"] == "Police du lac"
    assert found["/events/meeting/"]["event"] == "meeting"
    assert found["/safety/"] == {
        "url": "https://example.org/safety/",
        "path": "/safety/",
        "type": "page",
        "language": "en",
        "title": "Safety",
        "owner": "The shelter",
        "sensitive": True,
    }


def test_of_what_was_withdrawn_there_is_nothing_but_its_address(tmp_path: Path) -> None:
    made = files(SITE, tmp_path)
    entry = listed(made)["/releases/gone/"]
    assert entry == {
        "url": "https://example.org/releases/gone/",
        "path": "/releases/gone/",
        "type": "withdrawn",
        "language": "en",
        "noindex": True,
    }
    assert b"Zyzzyva" not in made[f"{LIST}.json"]


def test_agencies_and_events_are_named_once_for_all(tmp_path: Path) -> None:
    value = checked(files(SITE, tmp_path), LIST)
    assert value["agencies"]["lake"] == {
        "kind": "municipal",
        "name": {"en": "Lake Police", "fr": "Police du lac"},
        "url": {"en": "https://example.org/agencies/lake/", "fr": "https://example.org/fr/agencies/lake/"},
    }
    pages = value["pages"]
    assert {key for page in pages for keys in page.get("agencies", {}).values() for key in keys} <= set(
        value["agencies"]
    )
    assert {page["event"] for page in pages if "event" in page} == set(value["events"]) == {"meeting"}
    addresses = {page["url"] for page in pages}
    assert {
        url for one in ("agencies", "events") for e in value[one].values() for url in e["url"].values()
    } <= addresses


def test_only_a_preview_lists_what_is_withheld_and_marks_it(tmp_path: Path) -> None:
    public, preview = files(SITE, tmp_path / "a"), files(SITE, tmp_path / "b", drafts=True)
    assert "/releases/draft/" not in listed(public)
    assert b'withheld":' not in public[f"{LIST}.json"]
    entry = listed(preview)["/releases/draft/"]
    assert (entry["withheld"], entry["noindex"], entry["title"]) == ("draft", True, "Not yet")


def test_a_site_may_have_no_such_list_or_one_of_its_own(tmp_path: Path) -> None:
    without = SITE.replace("languages:", "outputs: {pages: false}\nlanguages:")
    assert not [name for name in files(without, tmp_path / "a") if name.startswith("api/")]
    own = files(f"{SITE}-- assets/root/{LIST}.json --\nmine\n", tmp_path / "b")
    assert own[f"{LIST}.json"] == b"mine\n"
    root = write_site(SITE.replace("Media Relations", "Somebody"), tmp_path / "c")
    build(Order(root, NOW, tmp_path / "out"))
    assert [name for name, data in tree(tmp_path / "out").items() if b"Somebody" in data] == [f"{LIST}.json"]


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("content/releases/two.md", "title: Two", 'title: "=Another"'),
        ("content/safety.md", "title: Safety", "title: Be safe"),
    ],
)
def test_a_new_title_is_in_the_list_without_a_new_plan(
    path: str, old: str, new: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, out = write_site(SITE, tmp_path / "site"), tmp_path / "out"
    build(Order(root, NOW, out, cache=True))
    with monkeypatch.context() as patch:
        patch.setattr("campaignsite.build.whole.whole", lambda *_, **__: pytest.fail("all was planned again"))
        edited(root / path, old, new)
        assert build(Order(root, NOW, out, cache=True)).published
    build(Order(root, NOW, tmp_path / "clean"))
    assert tree(out) == tree(tmp_path / "clean")
    assert json.dumps(new.partition(": ")[2].strip('"')) in (out / f"{LIST}.json").read_text(encoding="utf-8")


def test_what_else_is_new_is_in_the_list_of_the_next_build(tmp_path: Path) -> None:
    root, out = write_site(SITE, tmp_path / "site"), tmp_path / "out"
    build(Order(root, NOW, out, cache=True))
    edited(root / "content/agencies/lake.md", "fr: Police du lac", "fr: Police des lacs")
    edited(root / "content/safety.md", "owner: The shelter", "owner: Somebody")
    assert build(Order(root, NOW, out, cache=True)).published
    build(Order(root, NOW, tmp_path / "clean"))
    assert tree(out) == tree(tmp_path / "clean")
    assert "Somebody" in (out / f"{LIST}.json").read_text(encoding="utf-8")


def edited(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_the_same_site_gives_the_same_list(tmp_path: Path) -> None:
    one, two = files(RICH, tmp_path / "one"), files(RICH, tmp_path / "elsewhere" / "two")
    assert one[f"{LIST}.json"] == two[f"{LIST}.json"]
    lines = one[f"{LIST}.json"].decode().splitlines()
    assert sum(line.startswith('{"url":') for line in lines) == len(listed(one))
