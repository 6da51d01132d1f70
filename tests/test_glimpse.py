"""What somebody looks at comes first: it is as it will be, and gives way when something else turns out to be wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from campaignsite.build import Audience, Order, Outcome, build
from campaignsite.model.diagnostics import Diagnostic, Severity
from campaignsite.serve.paths import file_at
from campaignsite.serve.preview import Built, Glimpse
from campaignsite.serve.screen import Screen
from tests.previewing import previewing, until
from tests.sites import CONFIG, NOW, write_site

SITE = f"""-- campaignsite.yaml --
{CONFIG}page_size: 2
-- content/about.md --
---
title: About
---
Words.
-- content/releases/one.md --
---
title: One
date: 2026-01-01
---
First.
-- content/releases/two.md --
---
title: Two
date: 2026-01-02
---
Second.
-- content/releases/three.md --
---
title: Three
date: 2026-01-03
---
Third.
-- assets/own.css --
a {{}}
"""
ONE, LIST, ABOUT = "releases/one/index.html", "releases/index.html", "about/index.html"
SCRIPT = re.compile(r'data-version="([^"]+)"')


@dataclass
class Onlooker(Audience):
    """Looks at some pages, and keeps what it saw and what stood then."""

    output: Path
    files: tuple[str, ...] = (ONE, LIST, ABOUT)
    seen: dict[str, bytes] = field(default_factory=dict)
    stood: dict[str, bytes] = field(default_factory=dict)

    def see(self, pages: Mapping[str, bytes]) -> None:
        assert not self.seen
        self.seen = dict(pages)
        self.stood = {file: (self.output / file).read_bytes() for file in pages}


def change(root: Path, file: str, old: str, new: str) -> None:
    text = (root / file).read_text()
    assert old in text
    (root / file).write_text(text.replace(old, new))


def seen(root: Path, jobs: int = 1) -> tuple[Outcome, Onlooker]:
    """What comes of one more build, and what could be seen of it."""
    onlooker = Onlooker(root / "output")
    return build(Order(root, NOW, root / "output", cache=True, jobs=jobs), onlooker), onlooker


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_site(SITE, tmp_path)
    outcome, onlooker = seen(tmp_path)
    assert outcome.published
    assert not onlooker.seen  # nothing stood that somebody could have looked at
    return tmp_path


# --- a build ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("content/releases/one.md", "First.", "Last.", {ONE}),  # a text
        ("content/releases/one.md", "title: One", "title: Own", {ONE, LIST}),  # a name on a door
        ("content/releases/one.md", "2026-01-01", "2026-03-03", {ONE, LIST}),  # the whole corridor
        ("content/about.md", "Words.", "A [link](releases/one.md).", {ABOUT}),
    ],
)
def test_pages_are_seen_as_they_will_be(  # noqa: PLR0917 - pytest gives them by name
    file: str, old: str, new: str, expected: set[str], jobs: int, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("campaignsite.build.desks.FEW", 1)
    change(root, file, old, new)
    outcome, onlooker = seen(root, jobs)
    assert outcome.published
    assert expected <= onlooker.seen.keys()
    for name, data in onlooker.seen.items():
        assert onlooker.stood[name] != data  # it came before, and is news
        assert (root / "output" / name).read_bytes() == data


def test_a_page_that_stays_as_it_is_is_not_shown(root: Path) -> None:
    change(root, "content/releases/three.md", "2026-01-03", "2026-01-04")
    _, onlooker = seen(root)
    assert ABOUT not in onlooker.seen


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("content/about.md", "Words.", "A [link](nowhere.md)."),
        ("content/releases/one.md", "date: 2026-01-01", "date: never"),
        ("content/releases/one.md", "title: One", "titel: One"),
    ],
)
def test_nothing_is_seen_of_a_site_with_mistakes(file: str, old: str, new: str, root: Path) -> None:
    change(root, file, old, new)
    outcome, onlooker = seen(root)
    assert not outcome.published
    assert not onlooker.seen


@pytest.mark.parametrize("text", ["a { color: red }\n", None])
def test_nothing_is_seen_before_what_it_needs_is_there(text: str | None, root: Path) -> None:
    """A page must not be shown with the picture of yesterday, or without one."""
    change(root, "content/releases/one.md", "2026-01-01", "2026-03-03")
    if text:
        (root / "assets/own.css").write_text(text)
    else:
        (root / "assets/more.css").write_text("a {}\n")
    outcome, onlooker = seen(root)
    assert outcome.published
    assert not onlooker.seen


PAPER = SITE + "-- content/paper.pdf (escapes) --\n%PDF-0123456789\n"


def test_a_file_that_is_another_one_below_the_same_name_must_be_there(tmp_path: Path) -> None:
    root = write_site(PAPER.replace("Second.", "A [paper](../paper.pdf)."), tmp_path)
    assert seen(root)[0].published
    change(root, "content/releases/one.md", "2026-01-01", "2026-03-03")
    (root / "content/paper.pdf").write_bytes(b"%PDF-9876543210")
    outcome, onlooker = seen(root)
    assert outcome.published
    assert not onlooker.seen


def test_a_file_of_content_that_is_linked_for_the_first_time_must_be_there(tmp_path: Path) -> None:
    root = write_site(PAPER, tmp_path)
    assert seen(root)[0].published
    change(root, "content/releases/one.md", "2026-01-01\n---\nFirst.", "2026-03-03\n---\nA [paper](../paper.pdf).")
    outcome, onlooker = seen(root)
    assert outcome.published
    assert not onlooker.seen


# --- the screen -------------------------------------------------------------------------------------------------------


def good(site: str) -> Built:
    return Built(Outcome((), 1, 1, True, (), {}, site=site), 0.1)


BAD = Built(Outcome((Diagnostic("broken-link", Severity.ERROR, "m", "a.md"),), 0, 0, False, (), {}), 0.1)


def at(screen: Screen) -> tuple[object, object]:
    return screen.state["version"], screen.state["coming"]


def test_a_glimpse_is_told_to_those_who_look_at_it_and_stays(tmp_path: Path) -> None:
    told: list[tuple[str, list[str]]] = []
    paths = ["/about/", "/releases/", "/elsewhere/", "", "/%zz"]
    screen = Screen(tmp_path, lambda what, to: told.append((what, [path for path in paths if to(path)])))
    screen.peek(Glimpse({ABOUT: b"early"}))  # there is no site yet
    assert (told, screen.glimpse) == ([], {})
    assert screen.take(good("1"))
    first, told[:] = at(screen), []
    assert first[0] == first[1]
    screen.peek(Glimpse({ABOUT: b"new"}))
    assert told == [("*", ["/about/"])]
    version, coming = at(screen)
    assert (version, screen.coming) == (first[0], coming)
    assert coming != version
    assert screen.take(good("2"))
    assert told[1:] == [("state", paths)]
    assert at(screen) == (coming, coming)
    assert not screen.glimpse


def test_a_glimpse_gives_way_to_the_last_good_page(tmp_path: Path) -> None:
    told: list[str] = []
    screen = Screen(tmp_path, lambda what, _: told.append(what))
    screen.take(good("1"))
    first = at(screen)
    screen.peek(Glimpse({ABOUT: b"new"}))
    _, coming = at(screen)
    assert screen.take(BAD)
    assert at(screen) == first
    assert told == ["*", "*", "state"]
    assert screen.state["problems"]
    screen.peek(Glimpse({ABOUT: b"newer"}))
    assert at(screen)[1] not in (coming, first[0])  # a page from then is not taken for one of now


@pytest.mark.parametrize(
    ("path", "base", "file"),
    [
        ("/", "/", "index.html"),
        ("/about/", "/", "about/index.html"),
        ("/404.html", "/", "404.html"),
        ("/repo/", "/repo/", "index.html"),
        ("/repo/caf%C3%A9/", "/repo/", "café/index.html"),
        ("/about/", "/repo/", None),
        ("", "/", None),
        ("about/", "/", None),
        ("/../about/", "/", None),
        ("/a//b/", "/", None),
        ("/%2e%2e/", "/", None),
    ],
)
def test_which_file_somebody_looks_at(path: str, base: str, file: str | None) -> None:
    assert file_at(path, base) == file


# --- a preview --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("base", "where"), [("https://example.org/", ""), ("https://example.org/repo/", "/repo")])
def test_a_page_that_is_looked_at_is_loaded_once(base: str, where: str, tmp_path: Path) -> None:
    root = write_site(SITE.replace("https://example.org/", base), tmp_path)
    with previewing(root) as preview, preview.listening() as page, preview.listening() as other:
        for each, path in ((page, "/releases/one/"), (other, "/about/")):
            each.hello()
            each.info(where + path)
        before = preview.state()["version"]
        change(root, "content/releases/one.md", "2026-01-01\n---\nFirst.", "2026-03-03\n---\nLast.")
        assert page.receive()["path"] == "*"
        shown = preview.ask(f"{where}/releases/one/")
        assert "Last." in shown.text
        assert page.receive()["path"] == "state"
        assert other.receive()["path"] == "state"  # it sees that it is older, and loads again
        state = preview.state()
        [version] = set(SCRIPT.findall(shown.text))
        assert version == state["version"] == state["coming"] != before
        assert preview.ask(f"{where}/releases/one/").text == shown.text
        until(lambda: preview.said("^content/releases/one"))


@pytest.mark.parametrize("url", [1, None, "http://[", "http://localhost/%zz", "//x/../..", "x" * 3000])
def test_a_page_cannot_say_anything_harmful_of_where_it_is(url: object, tmp_path: Path) -> None:
    root = write_site(SITE, tmp_path)
    with previewing(root) as preview, preview.listening() as page:
        page.hello()
        page.info(url)
        change(root, "content/releases/one.md", "First.", "Last.")
        assert page.receive()["path"] == "*"
        assert "Last." in preview.ask("/releases/one/").text
        assert not preview.said("fault|Error")


@pytest.mark.parametrize("path", ["/feed.json", "/sitemap.xml"])
def test_only_pages_come_first(path: str, tmp_path: Path) -> None:
    """A page that says that something is missing may stand at any address; other files get no script of a preview's."""
    root = write_site(SITE, tmp_path)
    with previewing(root) as preview, preview.listening() as page:
        page.hello()
        page.info(path)
        before = preview.ask(path)
        change(root, "content/releases/one.md", "2026-01-01\n---\nFirst.", "2026-03-03\n---\nLast.")
        assert page.receive()["path"] == "*"
        preview.wait_for("^content/releases/one")
        with pytest.raises(TimeoutError):
            page.receive(0.5)  # the message was that of the whole build
        after = preview.ask(path)
        assert after.status == before.status
        assert "preview.js" not in after.text or after.status == 404


LATE = f"""{SITE.replace("date: 2026-01-02", "date: 2026-01-02" + chr(10) + "layout: odd.html")}-- layouts/odd.html --
<p>Before it: {{{{ page.previous.url }}}}</p>
"""
"""Nobody sees before it is drawn that a page cannot be: the first one of a list has none before it."""


def test_what_was_seen_gives_way_when_another_page_cannot_be_made(tmp_path: Path) -> None:
    root = write_site(LATE, tmp_path)
    with previewing(root) as preview, preview.listening() as page:
        page.hello()
        page.info(f"{preview.url}releases/one/")
        before = preview.state()["version"]
        change(root, "content/releases/one.md", "2026-01-01\n---\nFirst.", "2026-03-03\n---\nLast.")
        assert page.receive()["path"] == "*"
        assert page.receive()["path"] == "state"
        state = preview.state()
        assert [problem["code"] for problem in state["problems"]] == ["layout-undefined"]
        assert state["version"] == state["coming"] == before
        assert "First." in preview.ask("/releases/one/").text
