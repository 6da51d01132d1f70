"""``campaignsite doctor``: what it finds, and that it changes nothing, runs nothing and believes no file of git's."""

from __future__ import annotations

import contextlib
import ctypes
import datetime as dt
import errno
import json
import os
import shutil
import subprocess
import sys
import zoneinfo
from collections.abc import Callable, Mapping
from importlib import metadata
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaignsite.build.health import Asked, Check, health
from campaignsite.build.health.check import size
from campaignsite.build.health.gitindex import IndexFileError, names
from campaignsite.build.health.machine import fits
from campaignsite.build.health.repository import newest_entry
from campaignsite.publish.swap import in_one_step
from tests.sites import NOW, tree, write_site

pytestmark = pytest.mark.slow

ABOUT = "-- content/about.md --\n---\ntitle: About\n---\nText.\n"
AGENCY = "-- content/agencies/{0}.md --\n---\nname: {0} Police\nkind: municipal\n---\n"
GIT = shutil.which("git")
needs_git = pytest.mark.skipif(GIT is None, reason="git is not installed")


def checks(root: Path | None, now: dt.datetime | None = None, **environment: str) -> tuple[Check, ...]:
    return health(Asked(root, None, now or dt.datetime.now(dt.UTC), environment))


def found(root: Path | None, name: str, now: dt.datetime | None = None, **environment: str) -> list[tuple[str, str]]:
    """Verdict and message of each check of one name."""
    return [(str(c.verdict), c.message) for c in checks(root, now, **environment) if c.name == name]


def doctor(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if k not in ("CI", "GITHUB_ACTIONS", "SOURCE_DATE_EPOCH", "NO_COLOR")}
    command = [sys.executable, "-m", "campaignsite", "doctor", *arguments]
    env = {**kept, "COLUMNS": "100", **environment}
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)


def git(folder: Path, *arguments: str) -> str:
    """Run git as nobody, with no configuration of this machine."""
    who = {f"GIT_{role}_{what}": "a@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    env = {**os.environ, **who, "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}
    command = ["git", "-c", "protocol.file.allow=always", *arguments]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=True).stdout


def committed(root: Path, *forced: str) -> Path:
    git(root, "init", "-q")
    git(root, "add", "-A", "--", "content", "campaignsite.yaml")
    for path in forced:
        git(root, "add", "-f", path)
    git(root, "commit", "-q", "-m", "One")
    return root


def build(root: Path, **environment: str) -> None:
    command = [sys.executable, "-m", "campaignsite", "build", "-q"]
    subprocess.run(command, cwd=root, env={**os.environ, **environment}, check=True)


# --- as a whole ------------------------------------------------------------------------------------------------------


def test_a_site_that_is_well_has_no_problem(tmp_path: Path) -> None:
    done = doctor(write_site(ABOUT, tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    heads = [line for line in done.stdout.splitlines() if line[:1].isalpha() and " " not in line]
    assert heads == ["Machine", "Disk", "Repository", "Site", "Cache", "Surroundings"]
    assert "  problem  " not in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 100


def test_json_says_the_same(tmp_path: Path) -> None:
    root = write_site(ABOUT + AGENCY.format("Hill"), tmp_path)
    report = json.loads(doctor(root, "--format", "json").stdout)
    assert set(report) == {"checks", "summary"}
    assert all(list(row) == ["subject", "name", "verdict", "message", "hint"] for row in report["checks"])
    assert sum(report["summary"].values()) == len(report["checks"])
    assert list(report["summary"]) == ["ok", "notes", "problems"]
    text = " ".join(doctor(root).stdout.split())
    assert all(row["message"] in text and row["hint"] in text for row in report["checks"])


def test_what_is_wrong_is_one_and_has_a_hint(tmp_path: Path) -> None:
    config = "-- campaignsite.yaml --\ntitle: A\nbase_url: https://example.org/\ntimezone: Mars/X\n"
    done = doctor(write_site(config, tmp_path))
    assert done.returncode == 1
    assert "problem  campaignsite.yaml:3:11: “Mars/X” is not a time zone" in done.stdout
    assert "→ write one such as America/Toronto" in done.stdout
    assert "1 problem" in done.stdout.splitlines()[-1]


def test_without_a_site_the_machine_is_looked_at(tmp_path: Path) -> None:
    done = doctor(tmp_path)
    assert done.returncode == 0
    assert done.stdout.endswith("There is no site here, so only the machine was looked at.\n")
    assert "Repository" not in done.stdout
    assert doctor(tmp_path, "--site", "nowhere").returncode == 2


@pytest.mark.parametrize("built", [False, True])
def test_nothing_is_written(tmp_path: Path, built: bool) -> None:
    root = write_site(ABOUT, tmp_path)
    if built:
        build(root)
        (root / "content/new.md").write_text("---\ntitle: New\n---\n", encoding="utf-8")
    before = tree(tmp_path), sorted(tmp_path.rglob("*"))
    assert doctor(root).returncode == 0
    assert (tree(tmp_path), sorted(tmp_path.rglob("*"))) == before


def test_no_program_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_site(ABOUT + "-- .git/HEAD --\nref: refs/heads/main\n", tmp_path)
    (root / ".git/config").write_text("[core]\n\tfsmonitor = touch ran\n", encoding="utf-8")

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a program was started")

    for name in ("Popen", "run", "check_output"):
        monkeypatch.setattr(subprocess, name, refuse)
    for name in ("system", "posix_spawn", "execv", "fork"):
        monkeypatch.setattr(os, name, refuse)
    assert [c for c in checks(root) if c.subject == "repository"]
    assert not (root / "ran").exists()


# --- the machine -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("version", "bounds", "fit"),
    [
        ("2.9.0", ">=2.9.0,<3", True),
        ("2.10", ">=2.9.0,<3", True),
        ("2.8.9", ">=2.9.0,<3", False),
        ("3", "<3,>=2.9.0", False),
        ("3.0.0", "<3", False),
        ("2", ">=2.0", True),
        ("1.5", "==1.5.0", True),
        ("1.5.1", "!=1.5.1", False),
        ("2.0.1rc1", ">=2.0.1", True),
        ("1.0", "", True),
    ],
)
def test_versions_lie_within_bounds(version: str, bounds: str, fit: bool) -> None:
    assert fits(version, bounds) is fit


def test_a_dependency_that_does_not_fit_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    needed = ["click<9,>=8.1.7", "nothing-of-this-name>=1,<2", 'nor-of-this>=1; extra == "search"', "pyyaml<2,>=1"]
    monkeypatch.setattr(metadata, "requires", lambda _: needed)
    assert [(c.verdict, c.message.split()[0], c.hint) for c in checks(None) if c.name == "dependencies"] == [
        ("problem", "nothing-of-this-name", 'install it with “pip install "nothing-of-this-name>=1,<2"”'),
        ("problem", "pyyaml", 'install it with “pip install "pyyaml<2,>=1"”'),
    ]


def test_a_program_that_is_not_installed_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(name: str) -> list[str]:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "requires", nobody)
    assert found(None, "dependencies") == [("note", "campaignsite is run from its sources, without being installed")]


def test_a_machine_without_time_zones_is_told_how_to_get_them(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(key: str) -> None:
        raise zoneinfo.ZoneInfoNotFoundError(key)

    monkeypatch.setattr(zoneinfo, "ZoneInfo", nowhere)
    assert found(None, "time-zones") == [("problem", "there is no database of time zones here")]


def test_a_clock_that_cannot_be_right_is_a_problem(tmp_path: Path) -> None:
    root = write_site(ABOUT, tmp_path)
    assert found(root, "clock")[0][0] == "ok"
    ((verdict, message),) = found(root, "clock", dt.datetime(1970, 1, 1, tzinfo=dt.UTC))
    assert (verdict, message.partition(",")[0]) == ("problem", "the clock says 1970-01-01 00:00 UTC")
    os.utime(root / "content/about.md", (4e9, 4e9))
    ((verdict, message),) = found(root, "clock")
    assert (verdict, message.partition(", ")[2]) == ("problem", "and something here was written on 2096-10-02")


def test_what_git_did_last_tells_of_the_clock_too(tmp_path: Path) -> None:
    root = write_site(ABOUT + "-- .git/HEAD --\nx\n-- .git/logs/HEAD --\n0 1 A <a@b.c> 1 +0000\tx\n", tmp_path)
    with (root / ".git/logs/HEAD").open("a", encoding="utf-8") as log:
        log.write("1 2 A > 9 -0000 B <a@b.c> 4000000000 -0500\tcommit: a > 7 +0000\n")
    assert newest_entry(root) == 4_000_000_000
    assert found(root, "clock")[0][0] == "problem"


# --- the disk --------------------------------------------------------------------------------------------------------


def test_a_full_disk_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_site(ABOUT, tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=40_000_000))
    assert found(root, "room") == [("problem", "40 MB are free on this disk, and a build may need 50 MB")]


def test_where_a_site_cannot_go_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_site(ABOUT, tmp_path)
    done = doctor(root, "--output", ".")
    assert done.returncode == 1
    assert "it holds the site's own sources" in " ".join(done.stdout.split())
    (root / "output").mkdir()
    monkeypatch.setattr(os.path, "ismount", lambda path: Path(path).name == "output")
    message = "another disk is mounted at output, so a new site cannot take its place"
    assert found(root, "output") == [("problem", message)]


def test_a_disk_that_cannot_swap_is_worth_a_note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_site(ABOUT, tmp_path)
    disk = sys.modules["campaignsite.build.health.disk"]
    monkeypatch.setattr(disk, "_kind", lambda _: "nfs4")
    monkeypatch.setattr(disk, "in_one_step", lambda _: True)
    ((verdict, message),) = found(root, "output")
    assert verdict == "note"
    assert "may need two steps" in message


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has this call")
def test_asking_for_the_call_renames_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert in_one_step(tmp_path)
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setattr(ctypes, "get_errno", lambda: errno.ENOSYS)
    assert not in_one_step(tmp_path)


def test_a_disk_that_ignores_case_is_worth_a_note(tmp_path: Path) -> None:
    root = write_site(ABOUT, tmp_path)
    assert found(root, "case")[0][0] == ("note" if (root / "CAMPAIGNSITE.YAML").exists() else "ok")
    (root / "CAMPAIGNSITE.YAML").hardlink_to(root / "campaignsite.yaml")
    assert found(root, "case")[0][0] == "note"


@pytest.mark.parametrize(
    ("many", "said"),
    [(0, "0 bytes"), (999, "999 bytes"), (4200, "4.2 kB"), (50_000_000, "50 MB"), (8 * 10**10, "80.0 GB")],
)
def test_sizes_are_said_as_people_say_them(many: int, said: str) -> None:
    assert size(many) == said


# --- the repository --------------------------------------------------------------------------------------------------


def test_no_repository_is_worth_a_note(tmp_path: Path) -> None:
    assert found(write_site(ABOUT, tmp_path), "git") == [("note", "the site is in no git repository")]


@needs_git
def test_a_shallow_clone_is_found_and_a_whole_one_is_not(tmp_path: Path) -> None:
    root = committed(write_site(ABOUT, tmp_path / "site"))
    git(root, "commit", "-q", "--allow-empty", "-m", "Two")
    git(tmp_path, "clone", "-q", "--depth", "1", root.as_uri(), "shallow")
    git(tmp_path, "clone", "-q", root.as_uri(), "whole")
    git(tmp_path / "shallow", "worktree", "add", "-q", "../linked")
    for name, verdict in (("whole", "ok"), ("shallow", "note"), ("linked", "note")):
        assert [v for v, _ in found(tmp_path / name, "history")] == [verdict], name
        assert found(tmp_path / name, "git")[0][0] == "ok"
    hint = next(c.hint for c in checks(tmp_path / "shallow") if c.name == "history")
    assert "fetch-depth: 0" in hint
    assert "GIT_DEPTH" in hint
    assert doctor(tmp_path / "shallow").returncode == 0


@needs_git
def test_what_a_build_makes_does_not_belong_into_the_repository(tmp_path: Path) -> None:
    root = write_site(ABOUT, tmp_path / "sites/one")
    build(root)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "sites/one/content", "sites/one/campaignsite.yaml")
    assert [v for v, _ in found(root, "tracked")] == ["ok"]
    git(tmp_path, "add", "-f", "sites/one/output/index.html")
    git(tmp_path, "add", "-f", "sites/one/.campaignsite")
    (output, memory) = (c for c in checks(root) if c.name == "tracked")
    assert output.message.startswith("sites/one/output is in the repository (one of its files is tracked)")
    assert memory.message.endswith("it remembers what is withheld")
    assert output.hint.startswith("take it out with “git rm -r --cached sites/one/output”")
    assert doctor(root).returncode == 1


TRACKED = ("a.md", "content/é ü.md", "content/a/b/c.md", "content/a/b/cd.md", "a" * 200, "content.md", "later.md")


@needs_git
@pytest.mark.parametrize("setup", [(), ("index.version", "4"), ("index.version", "3")], ids=["2", "4", "3"])
@pytest.mark.parametrize("form", ["sha1", "sha256"])
def test_the_index_is_read_as_git_reads_it(tmp_path: Path, setup: tuple[str, ...], form: str) -> None:
    for name in TRACKED:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    git(tmp_path, "init", "-q", f"--object-format={form}")
    if setup:
        git(tmp_path, "config", *setup)
    git(tmp_path, "add", "-A", ":!later.md")
    git(tmp_path, "commit", "-q", "-m", "One")
    git(tmp_path, "add", "-N", "later.md")  # an entry with more flags than others: version 3
    listed = git(tmp_path, "-c", "core.quotePath=false", "ls-files", "-z").rstrip("\0").split("\0")
    data = (tmp_path / ".git/index").read_bytes()
    assert list(names(data)) == listed
    with pytest.raises(IndexFileError):
        names(data[: len(data) // 2])
    git(tmp_path, "update-index", "--split-index")
    with pytest.raises(IndexFileError, match="split"):
        names((tmp_path / ".git/index").read_bytes())
    assert [v for v, _ in found(write_site(ABOUT, tmp_path), "tracked")] == ["note"]


@given(st.one_of(st.binary(max_size=300), st.binary(max_size=300).map(lambda b: b"DIRC\0\0\0\2\0\0\0\1" + b)))
def test_no_bytes_break_the_reading_of_an_index(data: bytes) -> None:
    with contextlib.suppress(IndexFileError):
        assert all(isinstance(name, str) for name in names(data))


def test_a_count_that_lies_is_not_believed() -> None:
    with pytest.raises(IndexFileError):
        names(b"DIRC\0\0\0\2\xff\xff\xff\xff" + b"\0" * 200)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(tmp_path: Path) -> None:
    root = write_site(ABOUT + "-- .git/HEAD --\nx\n", tmp_path)
    os.mkfifo(root / ".git/index")
    os.mkfifo(root / ".git/commondir")
    assert [v for v, _ in found(root, "tracked")] == ["ok"]


# --- the site --------------------------------------------------------------------------------------------------------

LAKE = AGENCY.format("Lake")
NAMED: Mapping[str, str] = {
    "a role": "-- content/releases/a.md --\n---\ntitle: A\ndraft: true\nagencies: {host: [Lake Police]}\n---\n",
    "a quotation": '-- content/a.md --\n---\ntitle: A\n---\n::: quote {speaker="R" agency="Lake Police"}\nYes.\n:::\n',
    "a link": "-- content/a.md --\n---\ntitle: A\n---\n[The police](agencies/Lake.md).\n",
    "a member": "-- content/agencies/joint.md --\n---\nname: Team\nkind: joint\nmembers: [{agency: Lake Police}]\n---\n"
    "-- content/a.md --\n---\ntitle: A\n---\n[The team](agencies/joint.md).\n",
    "a contact": "-- content/a.md --\n---\ntitle: A\ncontacts: [{name: R, agency: Lake Police, phone: '911'}]\n---\n",
}


@pytest.mark.parametrize("how", NAMED)
def test_an_agency_that_is_named_anywhere_is_used(tmp_path: Path, how: str) -> None:
    assert found(write_site(LAKE + NAMED[how], tmp_path), "agencies") == [("ok", "all agencies are used")]


def test_an_agency_that_only_its_own_file_names_is_not(tmp_path: Path) -> None:
    contact = "contacts: [{name: R, agency: Lake Police, phone: '911'}]\n"
    own = LAKE.replace("kind: municipal\n", f"kind: municipal\n{contact}")
    text = own + "".join(AGENCY.format(f"Hill {n}") for n in range(6)) + ABOUT
    ((verdict, message),) = found(write_site(text, tmp_path), "agencies")
    assert verdict == "note"
    assert message.startswith("7 agencies are used by nothing: content/agencies/Hill 0.md, ")
    assert message.endswith("content/agencies/Hill 4.md and 2 more")


def test_standing_texts_of_which_no_version_is_shown(tmp_path: Path) -> None:
    standing = "-- content/boilerplates/{0}.md --\n---\ntitle: {0}\nkey: {1}\nfrom: {2}\n---\nText.\n"
    text = standing.format("us-1", "us", "2026-01-01") + standing.format("us-2", "us", "2027-01-01")
    text += standing.format("them", "them", "2026-01-01")
    text += "-- content/releases/a.md --\n---\ntitle: A\ndate: 2026-02-02\nboilerplates: [us]\n---\n"
    message = "one standing text is used by nothing: content/boilerplates/them.md"
    assert found(write_site(text, tmp_path), "boilerplates") == [("note", message)]


def test_assets_that_nothing_names(tmp_path: Path) -> None:
    text = (
        "-- assets/linked.pdf --\nx\n-- assets/from-css.svg --\n<svg/>\n-- assets/lost.pdf --\nlost.pdf\n"
        "-- assets/site.css --\nbody { background: url(from-css.svg) }\n-- assets/root/key.txt --\nx\n"
        "-- assets/resource.pdf --\nx\n-- assets/campaignsite.css --\nb {}\n-- assets/in-layout.js --\nx\n"
        "-- layouts/page.html --\n{% extends 'stock/page.html' %}{# in-layout.js #}\n"
        "-- content/a.md --\n---\ntitle: A\n---\n[x](../assets/linked.pdf)\n"
        "-- content/resources/r.md --\n---\ntitle: R\nfile: /assets/resource.pdf\n---\n"
    )
    message = "one file below assets/ is used by nothing: assets/lost.pdf"
    assert found(write_site(text, tmp_path), "assets") == [("note", message)]


def test_layouts_that_nothing_uses_or_that_change_nothing(tmp_path: Path) -> None:
    from campaignsite.sources.stock import stock

    same = next(source.data.decode() for source in stock().layouts if source.path == "parts/toc.html")
    text = (
        f"-- layouts/parts/toc.html --\n{same}"
        "-- layouts/lost.html --\nLost\n"
        "-- layouts/kit.html --\n{% extends 'page.html' %}{% block kicker %}K{% include 'piece.html' %}{% endblock %}\n"
        "-- layouts/piece.html --\nP\n"
        "-- layouts/page.html --\n{% extends 'stock/page.html' %}\n{% block kiker %}{% endblock %}\n"
        "{% block kicker %}{% block inner %}{% endblock %}{% endblock %}\n"
        "-- layouts/README.md --\nx\n-- layouts/locales/en.yaml --\nhome: Start\n"
        "-- content/a.md --\n---\ntitle: A\nlayout: kit.html\n---\n"
    )
    assert [message for _, message in found(write_site(text, tmp_path), "layouts")] == [
        "layouts/lost.html replaces none of the theme's, and no text or layout names it",
        "layouts/parts/toc.html is the same as the theme's",
        "layouts/page.html:2: no layout above has a block “kiker”, so nothing shows it",
    ]


def test_a_layout_that_only_the_page_can_name_silences_the_question(tmp_path: Path) -> None:
    text = ABOUT + "-- layouts/page.html --\n{% include page.kind ~ '-x.html' %}\n-- layouts/page-x.html --\nX\n"
    assert found(write_site(text, tmp_path), "layouts") == [("ok", "all own layouts are used (2)")]


def test_layouts_that_cannot_be_read_are_for_check_to_say(tmp_path: Path) -> None:
    text = ABOUT + "-- layouts/page.html --\n{% block x %}\n"
    text += "-- layouts/a.html --\n{% extends 'a.html' %}{% block y %}{% endblock %}\n"
    messages = [message for _, message in found(write_site(text, tmp_path), "layouts")]
    assert messages == ["layouts/a.html replaces none of the theme's, and no text or layout names it"]


EXTRAS: Mapping[str, tuple[str, str, str]] = {
    "search": ("search: true\n", "campaignsite.search.pagefind:available", "campaignsite[search]"),
    "share-images": ("share_images: true\n", "campaignsite.build.lettering:available", "campaignsite[share]"),
    "pictures": ("", "campaignsite.build.health.extras:able", "pillow"),
}


@pytest.mark.parametrize("name", EXTRAS)
def test_an_extra_that_the_site_asks_for_and_that_is_not_installed(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asks, function, package = EXTRAS[name]
    config = f"-- campaignsite.yaml --\ntitle: A\nbase_url: https://example.org/\n{asks}"
    root = write_site(config + ABOUT + ("-- content/map.png (png) --\n9 x 9\n" if not asks else ""), tmp_path / "a")
    module, _, name_there = function.partition(":")
    monkeypatch.setattr(sys.modules[module], name_there, lambda: False)
    (check,) = (c for c in checks(root) if c.name == name)
    assert check.verdict == "problem"
    assert package in check.hint
    assert found(write_site(ABOUT, tmp_path / "b"), name) == []
    monkeypatch.setattr(sys.modules[module], name_there, lambda: True)
    assert found(root, name)[0][0] in ("ok", "note")


def test_mistakes_in_texts_are_counted_and_left_to_check(tmp_path: Path) -> None:
    root = write_site(ABOUT + "-- content/b.md --\n---\ntitel: B\n---\n<b>\n", tmp_path)
    assert found(root, "texts") == [("problem", "2 texts in en; there are 2 mistakes in them")]


# --- the cache and what is around ------------------------------------------------------------------------------------


def test_a_cache_says_when_the_last_build_was_and_whether_it_can_be_used(tmp_path: Path) -> None:
    root = write_site(ABOUT, tmp_path)
    assert found(root, "cache") == [("ok", "there is none yet: the next build does everything")]
    build(root, CAMPAIGNSITE_CACHE_KEY="one")

    def cache(secret: bytes) -> tuple[str, str]:
        (check,) = (c for c in health(Asked(root, None, NOW, {}, secret)) if c.name == "cache")
        return str(check.verdict), check.message

    assert cache(b"one")[0] == "ok"
    assert "; the last build was on 2" in cache(b"one")[1]
    assert cache(b"two")[0] == "note"
    assert cache(b"two")[1].endswith("is sealed with another secret: it is not used")


@pytest.mark.parametrize(
    ("environment", "name", "verdict", "said"),
    [
        ({"GITHUB_ACTIONS": "true", "CI": "true"}, "ci", "ok", "GitHub Actions: mistakes are shown at their lines"),
        ({"GITLAB_CI": "true", "CI": "true"}, "ci", "note", "GitLab: reports are texts for people"),
        ({"CI": "1"}, "ci", "note", "CI: reports are texts for people"),
        ({}, "ci", "ok", "no CI"),
        ({"CI": "1"}, "cache-key", "note", "CAMPAIGNSITE_CACHE_KEY is not set"),
        ({"SOURCE_DATE_EPOCH": "soon"}, "moment", "problem", "SOURCE_DATE_EPOCH is no number of seconds: soon"),
        ({"SOURCE_DATE_EPOCH": "1785416400"}, "moment", "note", "sites are built for 2026-07-30 13:00 UTC"),
    ],
)
def test_what_is_around_is_recognised(environment: dict[str, str], name: str, verdict: str, said: str) -> None:
    ((how, message),) = found(None, name, None, **environment)
    assert how == verdict
    assert said in message


def test_whatever_is_found_has_a_name_that_stays_and_a_hint_where_something_is_wrong(tmp_path: Path) -> None:
    every: list[Check] = [*checks(write_site(ABOUT + LAKE, tmp_path), CI="1", SOURCE_DATE_EPOCH="x")]
    assert all(c.message and not c.message.endswith(".") for c in every)
    assert all(c.hint or c.verdict == "ok" for c in every)
    assert {c.subject for c in every} == {"machine", "disk", "repository", "site", "cache", "surroundings"}
    sorted_so: Callable[[Check], int] = [*dict.fromkeys(c.subject for c in every)].index  # type: ignore[assignment]
    assert [sorted_so(c.subject) for c in every] == sorted(sorted_so(c.subject) for c in every)  # type: ignore[arg-type]
