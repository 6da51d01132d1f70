"""What a build does again, and what it does not. That the result is the same is held by ``test_incremental.py``."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from campaignsite.build import Order, Outcome, build, look_ahead, papers, target
from campaignsite.build.memory import Memory
from campaignsite.build.target import Target
from campaignsite.build.whole import whole as WHOLE  # noqa: N812 - the real one, while another stands in its place
from campaignsite.model.artifacts import Artifact
from campaignsite.model.diagnostics import Diagnostic
from campaignsite.model.files import Source
from campaignsite.model.page.pages import Page
from campaignsite.model.page.pieces import Link
from campaignsite.parse.documents import parse as parse_file
from campaignsite.plan.planned import Planned
from campaignsite.plan.plates import OtherwiseNamedError, Plate, renamed
from campaignsite.publish import commit
from campaignsite.publish.manifest import Manifest
from campaignsite.publish.standing import Standing
from campaignsite.publish.standing import standing as look_at
from tests.sites import CONFIG, NOW, tree, write_site

SITE = f"""-- campaignsite.yaml --
{CONFIG}outputs: {{feeds: false, calendars: false, texts: false, data: false, pages: false, sitemap: false}}
-- content/agencies/first.md --
---
name: First Police
kind: municipal
---
We are the first.
-- content/events/day.md --
---
name: The Day
---
-- content/boilerplates/us.md --
---
title: About us
---
Together.
-- content/releases/one.md --
---
title: One
date: 2026-01-01
event: The Day
agencies: {{lead: [First Police]}}
boilerplates: [us]
---
The text of one.
-- content/releases/two.md --
---
title: Two
date: 2026-02-01
boilerplates: [us]
---
The text of two.
-- content/about.md --
---
title: About
---
Who we are.
-- assets/logo.eps --
<svg xmlns="http://www.w3.org/2000/svg"/>
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = write_site(SITE, tmp_path / "site")
    assert again(root).published
    return root


def again(root: Path, *, jobs: int = 1, secret: bytes = b"", cache: bool = True) -> Outcome:
    return build(Order(root, NOW, root / "output", jobs=jobs, cache=cache, secret=secret))


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def looks(root: Path) -> dict[str, tuple[int, int]]:
    """How each published file looks: its inode and the time of its data."""
    files = [p for p in (root / "output").rglob("*") if p.is_file()]
    return {p.relative_to(root / "output").as_posix(): (p.stat().st_ino, p.stat().st_mtime_ns) for p in files}


def changed(root: Path, before: dict[str, tuple[int, int]]) -> set[str]:
    after = looks(root)
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def test_nothing_changed_and_nothing_is_done(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = looks(root)
    monkeypatch.setattr("campaignsite.build.whole.whole", lambda *_, **__: pytest.fail("the corridor was gone through"))
    outcome = again(root)
    assert (outcome.published, outcome.rendered, outcome.pages) == (True, 0, 12)
    assert looks(root) == before


def test_one_text_is_one_page(root: Path) -> None:
    before = looks(root)
    edit(root / "content/releases/one.md", "The text of one", "A new text")
    assert again(root).rendered == 1
    assert changed(root, before) == {"releases/one/index.html"}


def test_a_standing_text_is_every_page_that_shows_it(root: Path) -> None:
    before = looks(root)
    edit(root / "content/boilerplates/us.md", "Together.", "Side by side.")
    assert again(root).rendered == 2
    assert changed(root, before) == {"releases/one/index.html", "releases/two/index.html"}


def test_a_title_is_every_page_that_shows_it(root: Path) -> None:
    before = looks(root)
    edit(root / "content/releases/one.md", "title: One", "title: Uno")
    again(root)
    shown = {
        "index.html",
        "a-z/index.html",
        "releases/index.html",
        "releases/one/index.html",
        "releases/two/index.html",
        "years/2026/index.html",
    }
    assert changed(root, before) == shown | {"agencies/first/index.html", "events/day/index.html"}


@pytest.fixture
def arranged(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site of which nothing may be planned again."""
    monkeypatch.setattr("campaignsite.build.whole.whole", lambda *_, **__: pytest.fail("the corridor was gone through"))
    return root


@pytest.mark.parametrize(
    ("file", "old", "new", "pages"),
    [
        ("releases/one.md", "title: One", "title: Uno", 8),
        ("releases/one.md", "title: One", "title: One\nsummary: It is the first.", 6),
        ("releases/one.md", "title: One", "title: One\nkicker: New", 6),
        ("releases/one.md", "title: One", "title:   'One' # the same", 0),
        ("about.md", "title: About\n---\nWho", "title: About us\n---\nWhy", 2),
    ],
)
def test_what_stands_on_a_door_moves_nothing(arranged: Path, file: str, old: str, new: str, pages: int) -> None:
    edit(arranged / "content" / file, old, new)
    assert again(arranged).rendered == pages
    assert tree(arranged / "output") == {a.file: a.data for a in build_clean(arranged)}


def build_clean(root: Path) -> tuple[Artifact, ...]:
    """The site as a build without memory makes it, beside the one that has some."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("campaignsite.build.whole.whole", WHOLE)
        return build(Order(root, NOW)).artifacts


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_layout_and_a_lost_output_move_nothing(arranged: Path, jobs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("campaignsite.build.kept.MANY", 2)
    (arranged / "layouts").mkdir()
    (arranged / "layouts/item.html").write_text('{% extends "stock/item.html" %}{% block colophon %}Here{% endblock %}')
    shutil.rmtree(arranged / "output")
    assert again(arranged, jobs=jobs).rendered == 12
    assert b"Here" in (arranged / "output/releases/one/index.html").read_bytes()
    assert tree(arranged / "output") == {a.file: a.data for a in build_clean(arranged)}
    assert again(arranged, jobs=jobs).rendered == 0


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("releases/one.md", "date: 2026-01-01", "date: 2026-03-01"),
        ("agencies/first.md", "name: First Police", "name: First Police\nshort_name: FP"),
        ("boilerplates/us.md", "title: About us", "title: Who we are"),
        ("about.md", "title: About", "title: Who we are"),
    ],
)
def test_everything_else_may_move_something(tmp_path: Path, file: str, old: str, new: str) -> None:
    root = write_site(SITE, tmp_path)
    edit(root / "campaignsite.yaml", "title:", "navigation: [about.md]\ntitle:")
    again(root)
    edit(root / "content" / file, old, new)
    again(root)
    assert tree(root / "output") == {a.file: a.data for a in build(Order(root, NOW)).artifacts}


def test_a_word_of_a_catalogue_may_stand_on_every_page(root: Path) -> None:
    (root / "layouts/locales").mkdir(parents=True)
    (root / "layouts/locales/en.yaml").write_text("home: Start\n", encoding="utf-8")
    again(root)
    assert b"Start" in (root / "output/releases/one/index.html").read_bytes()
    assert tree(root / "output") == {a.file: a.data for a in build(Order(root, NOW)).artifacts}


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("releases/one.md", "title: One", "title: One\nextra: {a: x, b: y}"),
        ("releases/one.md", "{a: x, b: y}", "{b: y, a: x}"),
        ("results/r.md", "{fr: douze mois, de: zwoelf Monate}", "{de: zwoelf Monate, fr: douze mois}"),
    ],
)
def test_an_order_that_pages_show_counts(root: Path, file: str, old: str, new: str) -> None:
    (root / "layouts").mkdir()
    shown = '{% extends "stock/release.html" %}{% block colophon %}{{ page.subject.extra }}{% endblock %}'
    (root / "layouts/release.html").write_text(shown, encoding="utf-8")
    write_site("-- content/results/r.md --\n" + RESULTS, root.parent / "more")
    shutil.copytree(root.parent / "more/content/results", root / "content/results")
    if "title" not in old and "extra" not in new and file.startswith("releases"):
        edit(root / "content" / file, "title: One", "title: One\nextra: {a: x, b: y}")
    again(root)
    edit(root / "content" / file, old, new)
    again(root)
    assert tree(root / "output") == {a.file: a.data for a in build(Order(root, NOW)).artifacts}


RESULTS = """---
title: Figures
operation: North
scope: single
period: {label: {fr: douze mois, de: zwoelf Monate}}
measures: [{id: visits, value: "7", unit: visit, definition: Visits}]
---
"""


def test_a_title_with_a_translation_moves_nothing_either(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_site(SITE + "-- content/releases/one.fr.md --\n---\ntitle: Un\n---\n", tmp_path)
    edit(root / "campaignsite.yaml", "title:", "languages: [en, fr]\ntitle:")
    again(root)
    monkeypatch.setattr("campaignsite.build.whole.whole", lambda *_, **__: pytest.fail("the corridor was gone through"))
    edit(root / "content/releases/one.md", "title: One", "title: Uno")
    assert again(root).published
    assert tree(root / "output") == {a.file: a.data for a in build_clean(root)}


def test_nobody_has_to_wait_for_processes(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who was started by something that ignores the ends of its children ignores them too."""
    monkeypatch.setattr("campaignsite.build.target.BIG", 0)
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        assert again(root, jobs=2).rendered == 0
    finally:
        signal.signal(signal.SIGCHLD, before)


def test_a_page_that_names_a_document_otherwise_is_not_renamed(root: Path) -> None:
    """Whoever adds such a page does not get a wrong one, but a slow build."""
    page = next(p for p in planned(root) if p.file == "releases/index.html")
    url, before = "/releases/one/", Plate("One", "", "")
    other = replace(page, next=Link("the next", url))
    with pytest.raises(OtherwiseNamedError):
        renamed(other, url, before, Plate("Uno", "", ""), own=False)
    with pytest.raises(OtherwiseNamedError):
        renamed(page, url, before, Plate("Uno", "", ""), own=True)
    assert "Uno" in repr(renamed(page, url, before, Plate("Uno", "", ""), own=False))


def planned(root: Path) -> list[Page]:
    """The values of all pages."""
    made: list[Page] = []
    real = Planned.page

    def page(self: Planned) -> Page:
        made.append(real(self))
        return made[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Planned, "page", page)
        build(Order(root, NOW))
    return made


def test_items_of_one_day_stand_in_the_order_of_their_paths(root: Path) -> None:
    edit(root / "content/releases/two.md", "date: 2026-02-01", "date: 2026-01-01")
    edit(root / "content/releases/two.md", "title: Two", "title: A first letter")
    again(root)
    html = (root / "output/releases/index.html").read_text(encoding="utf-8")
    assert html.index("/releases/one/") < html.index("/releases/two/")


@pytest.mark.parametrize("number", [0, 9, 15])
def test_who_looks_at_the_output_may_die(root: Path, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("campaignsite.build.target.BIG", 0)
    assert again(root, jobs=2).rendered == 0
    (root / "output/about/index.html").unlink()
    real, mine = look_at, os.getpid()

    def standing(output: Path, manifest: Manifest) -> Standing:
        if os.getpid() != mine:
            os.kill(os.getpid(), number)
        return real(output, manifest)

    monkeypatch.setattr(target, "standing", standing)
    assert again(root, jobs=2).rendered == 1
    assert (root / "output/about/index.html").exists()
    assert again(root, jobs=2).rendered == 0


def test_a_page_that_comes_out_the_same_is_not_written_again(root: Path) -> None:
    before = looks(root)
    (root / "layouts").mkdir()
    (root / "layouts/page.html").write_text('{% extends "stock/page.html" %}', encoding="utf-8")
    assert again(root).rendered == 12
    assert changed(root, before) == set()


def test_a_page_that_is_gone_goes_and_the_others_stay(root: Path) -> None:
    before = looks(root)
    (root / "content/about.md").unlink()
    again(root)
    assert changed(root, before) == {"about/index.html", "a-z/index.html"}
    assert not (root / "output/about").exists()


def test_an_asset_is_one_file(root: Path) -> None:
    before = looks(root)
    edit(root / "assets/logo.eps", "/>", "></svg>")
    again(root)
    assert changed(root, before) == {"assets/logo.eps"}


@pytest.mark.parametrize("harm", ["remove", "change", "remove folder"])
def test_what_is_missing_in_the_output_is_made_again(root: Path, harm: str) -> None:
    path = root / "output/about/index.html"
    right = path.read_bytes()
    if harm == "remove folder":
        shutil.rmtree(path.parent)
    elif harm == "remove":
        path.unlink()
    else:
        path.write_bytes(right.replace(b"Who", b"Why"))
    assert again(root).rendered == 1
    assert path.read_bytes() == right


def test_a_cache_from_another_machine_saves_all_parsing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There every file has another time, and there is no output."""
    right = tree(root / "output")
    shutil.rmtree(root / "output")
    for path in (root / "content").rglob("*.md"):
        shutil.copyfile(path, path.with_suffix(".copy"))
        path.with_suffix(".copy").replace(path)
    for manifest in (root / ".campaignsite").glob("published-*"):
        manifest.unlink()
    monkeypatch.setattr("campaignsite.build.whole.whole", lambda *_, **__: pytest.fail("the corridor was gone through"))
    assert again(root).rendered == 12
    assert tree(root / "output") == right


def test_where_others_have_changed_nothing_is_parsed_but_these(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []
    real = parse_file

    def parse(source: Source, *arguments: Any, **more: Any) -> Any:
        parsed.append(source.path)
        return real(source, *arguments, **more)

    monkeypatch.setattr(papers, "parse", parse)
    edit(root / "content/releases/one.md", "date: 2026-01-01", "date: 2026-03-01")
    assert again(root).published
    assert parsed == ["content/releases/one.md"]


def test_with_another_secret_the_cache_is_worth_nothing(root: Path) -> None:
    right = tree(root / "output")
    assert again(root, secret=b"x").rendered == 12
    assert again(root, secret=b"x").rendered == 0
    assert tree(root / "output") == right


def test_without_a_cache_only_the_manifest_and_the_lock_are_left(tmp_path: Path) -> None:
    root = write_site(SITE, tmp_path)
    again(root, cache=False)
    left = sorted(p.name.partition("-")[0] for p in (root / ".campaignsite").iterdir())
    assert left == [".gitignore", "lock", "published"]


def test_a_check_leaves_the_output_alone_and_is_remembered_too(root: Path) -> None:
    before = looks(root)
    order = Order(root, NOW, cache=True, collect=False)
    assert build(order).rendered == 12
    assert build(order).rendered == 0
    assert looks(root) == before


@pytest.mark.parametrize("jobs", [2, 3])
def test_many_workers_make_the_same(root: Path, jobs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("campaignsite.build.desks.FEW", 1)
    right = tree(root / "output")
    shutil.rmtree(root / "output")
    shutil.rmtree(root / ".campaignsite")
    assert again(root, jobs=jobs).rendered == 12
    assert tree(root / "output") == right
    edit(root / "content/releases/one.md", "title: One", "title: Uno")
    assert again(root, jobs=jobs).rendered == 8


# --- publishing in proportion ----------------------------------------------------------------------------------------


def test_one_file_takes_one_rename(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commit, "swap", lambda *_: pytest.fail("the whole folder was swapped"))
    edit(root / "content/about.md", "Who", "Why")
    assert again(root).published


def test_several_files_cost_what_has_changed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first time a second tree is made; from then on only what has changed is linked into it."""
    linked: list[str] = []
    real = os.link

    def link(old: str, new: str) -> None:
        linked.append(new)
        real(old, new)

    monkeypatch.setattr("campaignsite.publish.commit.os.link", link)
    steps = [
        ("releases/one.md", "title: One", "title: Uno", 4),  # all pages but the six pages that show it
        ("releases/one.md", "title: Uno", "title: Un", 0),  # the second tree lacks these six only, and they are new
        ("releases/two.md", "date: 2026-02-01", "date: 2026-02-02", 3),  # three of the six are new again
        ("releases/two.md", "date: 2026-02-02", "date: 2026-02-03", 0),
    ]
    for name, old, new, links in steps:
        linked.clear()
        edit(root / "content" / name, old, new)
        again(root)
        assert sum(name.endswith(".html") for name in linked) == links, linked
    assert tree(root / "output") == {a.file: a.data for a in build(Order(root, NOW)).artifacts}


def lasting(done: Outcome) -> tuple[Diagnostic, ...]:
    """What is said of the sources, and not of what was there before."""
    return tuple(d for d in done.diagnostics if d.code != "lost-address")


def test_a_file_can_stand_where_a_folder_was_and_the_other_way_round(root: Path) -> None:
    """Also in the second tree, which lags behind."""
    page, file = root / "content/about.md", root / "assets/root/about"
    file.parent.mkdir()
    for n, wanted in enumerate(["page", "file", "file", "page"]):
        edit(root / "content/releases/one.md", f"title: One{'!' * n}", f"title: One{'!' * (n + 1)}")
        for path in (page, file):
            path.unlink(missing_ok=True)
        if wanted == "page":
            page.write_text("---\ntitle: About\n---\n", encoding="utf-8")
        else:
            file.write_text("a file", encoding="utf-8")
        assert lasting(again(root)) == ()
        assert tree(root / "output") == {a.file: a.data for a in build(Order(root, NOW)).artifacts}


def test_where_there_are_no_links_files_are_copied(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def link(_old: str, _new: str) -> None:
        raise PermissionError(1, "no links here")

    monkeypatch.setattr("campaignsite.publish.commit.os.link", link)
    for old, new in (("One", "Uno"), ("Uno", "Un"), ("Un\n", "Eins\n")):
        edit(root / "content/releases/one.md", f"title: {old}", f"title: {new}")
        assert again(root).published
        assert tree(root / "output") == {a.file: a.data for a in build(Order(root, NOW)).artifacts}


def test_a_manifest_of_the_first_version_is_understood(root: Path) -> None:
    (manifest,) = (root / ".campaignsite").glob("published-*")
    files = ", ".join(f'"{name}"' for name in looks(root))
    manifest.write_text(f'{{"version": 1, "files": [{files}]}}', encoding="ascii")
    assert again(root).published


@pytest.mark.parametrize("name", ["../../x", "/etc/passwd", "a/../../x", "c:/x", "a\\x"])
def test_a_manifest_that_names_other_folders_is_not_believed(root: Path, name: str) -> None:
    (manifest,) = (root / ".campaignsite").glob("published-*")
    text = manifest.read_text(encoding="ascii")
    manifest.write_text(
        text.replace('"files":{', '"files":{"' + name.replace("\\", "\\\\") + '":[0,0,0,0,""],'), encoding="ascii"
    )
    assert [d.code for d in again(root).diagnostics] == ["foreign-file"]


# --- what is loaded --------------------------------------------------------------------------------------------------

LOADED = """
import sys
from campaignsite.cli import main
sys.argv = ["campaignsite", *sys.argv[1:]]
try:
    main()
finally:
    print(*sorted({name.partition(".")[0] for name in sys.modules} & set(
        "PIL babel jinja2 markdown_it pydantic rich yaml livereload multiprocessing".split())))
"""


def loaded(*arguments: str) -> set[str]:
    done = subprocess.run([sys.executable, "-c", LOADED, *arguments], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


def test_little_is_loaded_for_little(tmp_path: Path) -> None:
    root = write_site(SITE, tmp_path)
    (root / "layouts").mkdir()
    (root / "layouts/page.html").write_text("{{ page.body.html }}", encoding="utf-8")
    command = ("build", "--site", str(root), "--now", "2026-11-21T12:00")
    assert loaded("--help") == set()
    assert loaded(*command) >= {"pydantic", "yaml", "jinja2", "markdown_it"}
    assert loaded(*command) == set()
    time.sleep(0.1)
    edit(root / "content/about.md", "Who", "Why")
    assert loaded(*command) == {"jinja2", "markdown_it"}
    assert b"Why" in (root / "output/about/index.html").read_bytes()


# --- time ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "changes"),
    [
        ("embargo: 2026-11-21 13:00", 6),
        ("publish_at: 2026-11-21 13:00", 6),
        ("expires: 2026-11-21 13:00", 6),
        ("expires: 2026-11-21", 17),
        ("embargo: 2026-11-22", 17),
        ("embargo: 2026-11-21T18:30Z", 6.5),
    ],
)
def test_a_moment_is_not_slept_through(root: Path, line: str, changes: float) -> None:
    """It is 7:00 in Toronto; what changes at 13:00 or at midnight changes then, and not before."""
    edit(root / "content/about.md", "title: About", f"title: About\n{line}")
    again(root)
    there = (root / "output/about/index.html").exists()
    assert there is line.startswith("expires")
    moment = NOW + dt.timedelta(hours=changes)
    just_before = Order(root, moment - dt.timedelta(seconds=1), root / "output", cache=True)
    assert build(just_before).rendered == 0
    assert (root / "output/about/index.html").exists() is there
    assert build(Order(root, moment, root / "output", cache=True)).published
    assert (root / "output/about/index.html").exists() is not there
    assert build(just_before).published
    assert (root / "output/about/index.html").exists() is there


def test_a_new_day_is_a_new_build(root: Path) -> None:
    """What is to come today is past tomorrow."""
    edit(root / "content/events/day.md", "name: The Day", "name: The Day\neditions: [{start: 2026-11-21}]")
    again(root)
    midnight = NOW + dt.timedelta(hours=17)
    assert build(Order(root, midnight - dt.timedelta(seconds=1), root / "output", cache=True)).rendered == 0
    assert build(Order(root, midnight, root / "output", cache=True)).rendered > 0


# --- what parsing depends on -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("line", ["languages: [en, fr]", "languages: [fr, en]", "markdown: {raw_html: true}"])
def test_what_parsing_depends_on_is_known(tmp_path: Path, line: str) -> None:
    """The same file is another document in a site with other languages, or where HTML is allowed."""
    root = write_site(SITE + "-- content/news.fr.md --\n---\ntitle: News\n---\n`b` and more\n", tmp_path)
    again(root)
    edit(root / "campaignsite.yaml", "title:", f"{line}\ntitle:")
    done, clean = again(root), build(Order(root, NOW))
    assert lasting(done) == clean.diagnostics
    assert tree(root / "output") == {a.file: a.data for a in clean.artifacts}
    edit(root / "content/news.fr.md", "`b`", "<b>b</b>")
    assert {d.code for d in again(root).diagnostics} == (set() if "html" in line else {"raw-html"})
    edit(root / "campaignsite.yaml", f"{line}\n", "")
    assert {d.code for d in again(root).diagnostics} == {"raw-html"}


def test_who_looks_ahead_need_not_take_it_apart_again(root: Path) -> None:
    """A preview does so while nobody waits; another build is another record."""
    order = Order(root, NOW, root / "output", cache=True)
    build(order)
    look_ahead(order)
    before, again_ = Memory(order), Memory(order)
    assert before.last
    assert again_.last
    assert before.last.table is again_.last.table
    assert before.known is again_.known
    assert Target(root, root / "output").manifest is Target(root, root / "output").manifest
    edit(root / "content/about.md", "Who we are", "Who they are")
    build(order)
    after = Memory(order).last
    assert after
    assert after.table.documents != before.last.table.documents
