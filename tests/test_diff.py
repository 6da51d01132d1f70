"""What a change changes: pages, states, dates, figures, quotes, agencies; against a real repository of git."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import os
import shutil
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from campaignsite.build.compared import compared
from campaignsite.build.compared.history import restore
from campaignsite.build.order import Order
from campaignsite.cli.forms.markdown import literal, unescaped
from campaignsite.model.words.places import tame
from tests.sites import write_site
from tests.test_cli import run

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed"),
]

SITE = """-- campaignsite.yaml --
title: Safe Water
base_url: https://example.org/
timezone: America/Toronto
-- content/agencies/lakeside.md --
---
name: Lakeside Police Service
short_name: LPS
kind: municipal
---
-- content/agencies/harbour.md --
---
name: Harbour Police
kind: municipal
---
-- content/results/count.md --
---
title: The count
date: 2026-04-01
operation: Operation Net
scope: joint
period: {label: Six months}
agencies:
  supporting: [LPS, Harbour Police]
measures:
  - {id: boats, value: 80, unit: boat, definition: Boats checked}
  - {id: fines, value: 7, unit: fine, definition: Fines}
---
One.

Two stays.

::: quote {speaker="A. Chief" agency="LPS"}
“We checked *every* boat.”
:::
-- content/releases/spring.md --
---
title: Spring
date: 2026-04-02
---
Text.
-- content/events/day.md --
---
name: Day of Water
editions:
  - {year: 2026, start: 2026-04-01, hosts: [LPS]}
---
-- content/about.md --
---
title: About
---
About.

:::: editor
::: quote {speaker="B"}
“Inside.”
:::
::::
"""


def git(folder: Path, *arguments: str) -> str:
    own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main")
    command = ["git", *who, *arguments]
    return subprocess.run(
        command, cwd=folder, env={**os.environ, **own}, capture_output=True, text=True, check=True
    ).stdout


def repository(folder: Path, site: str = SITE) -> Path:
    """A repository with a site in it, committed."""
    root = write_site(site, folder)
    git(root, "init", "--quiet")
    commit(root)
    return root


def commit(root: Path) -> None:
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "a")


def edit(root: Path, path: str, *pairs: tuple[str, str]) -> None:
    file = root / path
    text = file.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")


def found(root: Path, reference: str = "HEAD") -> dict[str, Any]:
    return asdict(compared(Order(root, dt.datetime(2026, 6, 1, 12)), reference))  # noqa: DTZ001 - in the site's zone


def differences(root: Path, path: str) -> list[tuple[str, str, str, str]]:
    (one,) = [d for d in found(root)["documents"] if d["path"] == path]
    return [(d["section"], d["label"], d["before"], d["after"]) for d in one["differences"]]


def pages(root: Path) -> dict[str, str]:
    return {p["url"]: p["change"] + ("" if p["own"] else " by others") for p in found(root)["pages"]}


RESULTS = "content/results/count.md"


@pytest.mark.parametrize(
    ("path", "pairs", "said"),
    [
        (RESULTS, [("value: 80", "value: 81")], [("figures", "boats", "80 boat", "81 boat")]),
        (RESULTS, [("unit: boat", "unit: ship")], [("figures", "boats", "80 boat", "80 ship")]),
        (
            RESULTS,
            [("Boats checked", "Boats seen")],
            [("figures", "boats: definition", "Boats checked", "Boats seen")],
        ),
        (RESULTS, [("scope: joint", "scope: single")], [("figures", "scope", "joint", "single")]),
        (RESULTS, [("*every* boat", "all boats")], [
            ("quotes", "A. Chief", "“We checked every boat.”", "“We checked all boats.”"),
            ("text", "text", "“We checked every boat.”", "“We checked all boats.”"),
        ]),
        (RESULTS, [('speaker="A. Chief"', 'speaker="B. Chief"')], [
            ("quotes", "A. Chief", "“We checked every boat.”", ""),
            ("quotes", "B. Chief", "", "“We checked every boat.”"),
        ]),
        (RESULTS, [("LPS, ", "")], [("agencies", "supporting: Lakeside Police Service", "yes", "")]),
        (RESULTS, [("[LPS", "[Lakeside Police Service")], None),
        (RESULTS, [("One.", "One more.")], [("text", "text", "One.", "One more.")]),
        (RESULTS, [("date: 2026-04-01", "date: 2026-04-03")], [("dates", "date", "2026-04-01", "2026-04-03")]),
        (
            "content/releases/spring.md",
            [("title: Spring", "title: Spring\nembargo: 2026-07-01T09:00")],
            [("states", "state", "public", "embargoed"), ("dates", "embargo", "", "2026-07-01T09:00")],
        ),
        (
            "content/releases/spring.md",
            [("title: Spring", "title: Spring\ndraft: true\nagencies: {host: [LPS]}")],
            [
                ("states", "state", "public", "draft"),
                ("states", "draft", "", "yes"),
                ("agencies", "host: Lakeside Police Service", "", "yes"),
            ],
        ),
        (
            "content/events/day.md",
            [("start: 2026-04-01", "start: 2026-04-02"), ("hosts: [LPS]", "hosts: [Harbour Police]")],
            [
                ("dates", "editions: 2026: start", "2026-04-01", "2026-04-02"),
                ("agencies", "editions: 2026: hosts: Lakeside Police Service", "yes", ""),
                ("agencies", "editions: 2026: hosts: Harbour Police", "", "yes"),
            ],
        ),
        ("content/about.md", [("“Inside.”", "“In here.”")], [
            ("quotes", "B", "“Inside.”", "“In here.”"),
            ("text", "text", "“Inside.”", "“In here.”"),
        ]),
        ("content/agencies/harbour.md", [("Harbour Police", "Harbour Police Service")], [
            ("agencies", "name", "Harbour Police", "Harbour Police Service"),
        ]),
        ("content/about.md", [("title: About", "title: Who we are")], [("words", "title", "About", "Who we are")]),
        ("content/about.md", [("title: About", "title:    About")], None),
        ("content/about.md", [("About.\n", "About.\n\n<!-- a note -->\n")], None),
        ("content/about.md", [("title: About", "title: About\nextra: {a: b}")], None),
    ],
)  # fmt: skip
def test_what_a_document_says_otherwise(
    path: str, pairs: list[tuple[str, str]], said: list[tuple[str, str, str, str]] | None, tmp_path: Path
) -> None:
    root = repository(tmp_path)
    edit(root, path, *pairs)
    if said is None:
        assert found(root)["documents"] == ()
    else:
        assert differences(root, path) == said


def test_pages_come_change_go_and_lead_on(tmp_path: Path) -> None:
    root = repository(tmp_path)
    edit(root, "content/about.md", ("title: About", "title: Who we are"))
    (root / "content/releases/spring.md").unlink()
    new = "---\ntitle: Summer\ndate: 2026-05-01\naliases: [/releases/spring/]\n---\nText.\n"
    (root / "content/releases/summer.md").write_text(new, encoding="utf-8")
    now = pages(root)
    assert now["/about/"] == "changed"
    assert now["/releases/summer/"] == "added"
    assert now["/releases/spring/"] == "moved"
    assert now["/releases/"] == "changed by others"
    assert now["/a-z/"] == "changed by others"
    assert "/results/count/" not in now
    (root / "content/about.md").unlink()
    assert pages(root)["/about/"] == "removed"


def test_what_is_withheld_is_compared_and_has_no_page(tmp_path: Path) -> None:
    root = repository(tmp_path)
    draft = "---\ntitle: Secret\ndraft: true\n---\nText.\n"
    (root / "content/releases/secret.md").write_text(draft, encoding="utf-8")
    assert ("states", "state", "", "draft") in differences(root, "content/releases/secret.md")
    assert found(root)["pages"] == ()


def test_a_file_with_another_name_is_the_same_document(tmp_path: Path) -> None:
    root = repository(tmp_path)
    (root / "content/releases/spring.md").rename(root / "content/releases/2026-spring.md")
    (one,) = found(root)["documents"]
    assert (one["path"], one["was"]) == ("content/releases/2026-spring.md", "content/releases/spring.md")
    assert one["differences"] == ()
    said = run(root, "diff", "HEAD").stdout
    edit(root, "content/releases/2026-spring.md", ("title: Spring", "title: Summer\nslug: spring"))
    (one,) = found(root)["documents"]
    assert (one["path"], one["was"]) == ("content/releases/2026-spring.md", "content/releases/spring.md")
    assert [d["label"] for d in one["differences"]] == ["title", "slug"]
    assert "- content/releases/spring\\.md is now content/releases/2026\\-spring\\.md" in said


def test_settings_and_files_are_compared(tmp_path: Path) -> None:
    root = repository(tmp_path)
    edit(root, "campaignsite.yaml", ("title: Safe Water", "title: Safe Lakes"))
    (root / "assets").mkdir(exist_ok=True)
    (root / "assets/list.csv").write_text("a,b\n", encoding="utf-8")
    now = found(root)
    assert [(d["label"], d["before"], d["after"]) for d in now["settings"]] == [("title", "Safe Water", "Safe Lakes")]
    assert [f["change"] for f in now["files"] if "list" in f["url"]] == ["added"]


def test_files_for_machines_are_one_line_and_those_of_the_site_are_listed(tmp_path: Path) -> None:
    root = repository(tmp_path)
    edit(root, "content/releases/spring.md", ("Text.", "A new [poster](poster.pdf)."))
    (root / "content/releases/poster.pdf").write_bytes(b"%PDF-1.4\n")
    (root / "assets/root").mkdir(parents=True)
    (root / "assets/root/feed.txt").write_text("mine", encoding="utf-8")
    said = run(root, "diff", "HEAD").stdout
    rows = "| **new** | feed\\.txt |\n| **new** | releases/poster\\.pdf |"
    assert f"### Files\n\n|  | file |\n| --- | --- |\n{rows}\n\n" in said
    files = found(root)["files"]
    assert {f["url"] for f in files if f["own"]} == {"feed.txt", "releases/poster.pdf"}
    made = [f["url"] for f in files if not f["own"]]
    assert "feed.xml" in made
    line = f"\n\n{len(made)} files for machines changed: feeds, data, the sitemap and others that are made of all this."
    assert line in said
    assert not [url for url in made if url.replace(".", "\\.") in said]


def test_json_holds_the_same(tmp_path: Path) -> None:
    root = repository(tmp_path)
    edit(root, RESULTS, ("value: 80", "value: 81"))
    done = run(root, "diff", "HEAD", "--format", "json", "--now", "2026-06-01T12:00")
    now = found(root)
    assert json.loads(done.stdout) == json.loads(json.dumps({**now, "now": now["now"].isoformat()}))


def test_without_a_revision_it_is_the_last_commit(tmp_path: Path) -> None:
    root = repository(tmp_path)
    edit(root, RESULTS, ("value: 80", "value: 81"))
    said, same = run(root, "diff").stdout, run(root, "diff", "HEAD").stdout
    assert said.startswith("## What changes since the last commit (`")
    assert said.partition("\n")[2] == same.partition("\n")[2]
    assert run(root, "diff", "").returncode == 2  # a name that a script meant to give


def test_a_build_may_come_between(tmp_path: Path) -> None:
    root = repository(tmp_path)
    for _ in range(2):
        assert run(root, "diff", "HEAD").returncode == 0
    for table in (root / ".campaignsite").glob("table-*"):
        table.unlink()
    assert run(root, "diff", "HEAD").returncode == 0
    for table in (root / ".campaignsite").glob("table-*"):
        table.unlink()
    assert run(root, "list").returncode == 0


def test_nothing_is_nothing(tmp_path: Path) -> None:
    root = repository(tmp_path)
    assert run(root, "diff", "HEAD").stdout.endswith("Nothing that anybody would see.\n")


def test_a_site_with_mistakes_is_compared_as_far_as_it_goes(tmp_path: Path) -> None:
    root = repository(tmp_path)
    edit(root, RESULTS, ("value: 80", "value: 81"), ("[LPS", "[Nobody"))
    now = found(root)
    assert (now["pages"], now["errors_before"], now["errors_after"]) == (
        None,
        (),
        (f"{RESULTS}: there is no agency “Nobody” in the registry",),
    )
    assert ("figures", "boats", "80 boat", "81 boat") in differences(root, RESULTS)
    assert "**The site has 1 error**" in run(root, "diff", "HEAD").stdout
    commit(root)
    edit(root, RESULTS, ("[Nobody", "[LPS"))
    said = run(root, "diff", "HEAD").stdout
    assert "The site had 1 error then" in said
    assert f"The first: {literal(f'{RESULTS}: there is no agency “Nobody” in the registry')}." in said


def lfs(root: Path, path: str, data: bytes, *, fetched: bool = True) -> None:
    """A file that Git LFS keeps (Git LFS Specification): a pointer for git, the data in a folder of its own."""
    digest = hashlib.sha256(data).hexdigest()
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{digest}\nsize {len(data)}\n"
    (root / path).write_text(pointer, encoding="ascii")
    git(root, "add", path)
    (root / path).write_bytes(data)  # as git-lfs leaves it: what git has is the pointer
    if fetched:
        kept = root / ".git/lfs/objects" / digest[:2] / digest[2:4] / digest
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(data)


PLAN = "-- content/plan.md --\n---\ntitle: The plan\n---\n[The plan](plan.txt)\n-- content/plan.txt --\nA\n"


@pytest.mark.parametrize("fetched", [True, False])
def test_files_that_git_lfs_keeps_are_files(tmp_path: Path, *, fetched: bool) -> None:
    root = repository(tmp_path, SITE + PLAN)
    lfs(root, "content/plan.txt", b"The plan.\n", fetched=fetched)
    git(root, "commit", "--quiet", "--message", "By Git LFS")
    assert git(root, "cat-file", "-p", "HEAD:content/plan.txt").startswith("version https://git-lfs")
    edit(root, "content/about.md", ("About.", "About us."))
    now = found(root)
    if fetched:
        assert (now["errors_before"], now["files"]) == ((), ())  # the same as before, pointer or not
        (root / "content/plan.txt").write_bytes(b"Another plan.\n")
        assert [(file["url"], file["change"]) for file in found(root)["files"]] == [("plan.txt", "changed")]
    else:
        assert now["pages"] is None
        assert "this file was not fetched" in run(root, "diff", "HEAD").stdout
        edit(root, "content/about.md", ("About us.", "About."))
        assert run(root, "diff", "HEAD").stdout.endswith("Nothing else has changed.\n")
        edit(root, "content/about.md", ("About.", "About us."))
    assert [after for *_, after in differences(root, "content/about.md")] == ["About us."]


def test_a_disk_without_links_is_as_git_leaves_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a Windows that makes none, git writes the text of a link in its place."""
    root = repository(tmp_path / "site")
    (root / "content/other.md").symlink_to("about.md")
    commit(root)

    def refused(*_: object) -> None:
        raise OSError(1314, "a required privilege is not held by the client")

    monkeypatch.setattr(Path, "symlink_to", refused)
    restore(root, "HEAD", tmp_path / "then")
    assert (tmp_path / "then/content/other.md").read_bytes() == b"about.md"


def test_the_site_may_be_a_folder_of_the_repository_and_be_new(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    (tmp_path / "README").write_text("a", encoding="utf-8")
    commit(tmp_path)
    root = write_site(SITE, tmp_path / "web site")
    assert {page["change"] for page in found(root)["pages"]} == {"added"}
    commit(root)
    assert found(root, "HEAD")["documents"] == ()
    assert len(found(root, "HEAD~1")["documents"]) == 6


def test_every_value_is_text_in_the_table(tmp_path: Path) -> None:
    root = repository(tmp_path)
    edit(root, "content/about.md", ("title: About", "title: '<b>|`x` [a](https://a.example) @all'"))
    said = run(root, "diff", "HEAD").stdout
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(said)
    assert "&lt;b&gt;|`x` [a](https://a.example) @all" in html
    assert "<b>" not in html
    assert "<a " not in html


@pytest.mark.parametrize("name", ["nothing", "--help", "--output=stolen", "main:content", "HEAD^{tree}", "", "@{-1}"])
def test_a_revision_that_is_none(name: str, tmp_path: Path) -> None:
    root = repository(tmp_path)
    done = run(root, "diff", "--", name)
    assert done.returncode == 2
    assert f"git knows no revision “{name}”; write the name of a branch" in done.stderr
    assert not (root / "stolen").exists()


def test_a_revision_that_is_none_brings_the_branches_that_there_are(tmp_path: Path) -> None:
    root = repository(tmp_path)
    git(root, "branch", "--move", "trunk")
    git(root, "branch", "spring")
    said = run(root, "diff", "main").stderr
    assert "write the name of a branch, a tag or a commit; the branches here are spring, trunk" in said
    assert "did you mean “trunk”? the branches here are spring, trunk" in run(root, "diff", "trnk").stderr
    git(root, "checkout", "--quiet", "--detach")
    git(root, "branch", "--quiet", "--delete", "--force", "spring", "trunk")
    assert "such as HEAD~1" in run(root, "diff", "main").stderr


def test_before_the_first_commit_there_is_nothing_to_compare_with(tmp_path: Path) -> None:
    root = write_site(SITE, tmp_path)
    git(root, "init", "--quiet")
    assert "nothing is committed here yet" in run(root, "diff", "main").stderr


def test_in_a_terminal_nothing_is_escaped() -> None:
    hostile = r"a\b_c-d.e <br> <details> | `x` \- " + "\x1b[2J"
    text = f"{literal(hostile)}<br>{literal('two')}"
    assert unescaped(text) == tame(" ".join(hostile.split())) + "; two"
    assert unescaped("<details><summary>3 other pages</summary>\n\n- /a/\n\n</details>") == "3 other pages:\n\n- /a/"


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="this system has no terminals of its own")
def test_a_terminal_gets_addresses_as_they_are(tmp_path: Path) -> None:
    root = repository(tmp_path)
    edit(root, "content/releases/spring.md", ("title: Spring", "title: Spring-time"))
    assert r"Spring\-time" in run(root, "diff", "HEAD").stdout
    mine, theirs = os.openpty()
    command = [sys.executable, "-m", "campaignsite", "diff", "HEAD"]
    with subprocess.Popen(command, cwd=root, stdout=theirs) as process:
        os.close(theirs)
        said = b""
        with contextlib.suppress(OSError):  # the end of a terminal that nobody writes to
            while piece := os.read(mine, 4096):
                said += piece
        assert process.wait() == 0
    os.close(mine)
    assert "Spring-time (/releases/spring/)" in said.decode()


def test_a_shallow_clone_says_what_to_ask_for(tmp_path: Path) -> None:
    root = repository(tmp_path / "whole")
    first = git(root, "rev-parse", "HEAD").strip()
    edit(root, "content/about.md", ("title: About", "title: B"))
    commit(root)
    git(tmp_path, "clone", "--quiet", "--depth", "1", root.as_uri(), "part")
    done = run(tmp_path / "part", "diff", first)
    assert done.returncode == 2
    assert "this clone holds only the newest commits: in CI, ask for all (“fetch-depth: 0”" in done.stderr


def test_a_folder_without_history(tmp_path: Path) -> None:
    root = write_site(SITE, tmp_path)
    done = run(root, "diff", "HEAD", GIT_CEILING_DIRECTORIES=str(tmp_path.parent))
    assert done.returncode == 2
    assert "is in no git repository" in done.stderr


def test_a_folder_that_is_no_site(tmp_path: Path) -> None:
    root = repository(tmp_path)
    done = run(root, "diff", "HEAD", "--site", "content")
    assert done.returncode == 2
    assert "there is no campaignsite.yaml in content" in done.stderr


def test_without_git(tmp_path: Path) -> None:
    root = repository(tmp_path)
    done = run(root, "diff", "HEAD", PATH=str(tmp_path / "nowhere"))
    assert done.returncode == 2
    assert "git is not installed" in done.stderr


def tree_of(root: Path, *lines: str) -> str:
    """A commit with a tree as it could be sent, though git would not make it."""
    made = subprocess.run(
        ["git", "mktree"], cwd=root, input="\n".join(lines) + "\n", capture_output=True, text=True, check=True
    ).stdout.strip()
    return git(root, "commit-tree", made, "-m", "a").strip()


def test_a_tree_made_to_get_out_writes_nothing_outside(tmp_path: Path) -> None:
    root, target = repository(tmp_path / "site"), tmp_path / "target"
    target.mkdir()
    blob, link = git(root, "rev-parse", "HEAD:content/about.md").strip(), target / "link"
    link.write_text(str(target), encoding="utf-8")
    leads = git(root, "hash-object", "-w", str(link)).strip()
    link.unlink()
    config = git(root, "rev-parse", "HEAD:campaignsite.yaml").strip()
    inside = git(root, "rev-parse", "HEAD:content/releases").strip()
    above = tree_of(root, f"100644 blob {blob}\tstolen.md")
    above = git(root, "rev-parse", f"{above}^{{tree}}").strip()
    for content in (
        [f"120000 blob {leads}\treleases", f"040000 tree {inside}\treleases"],
        [f"040000 tree {above}\t.."],
        [f"100644 blob {blob}\tabout.md"],
    ):
        inner = git(root, "rev-parse", tree_of(root, *content) + "^{tree}").strip()
        sent = tree_of(root, f"100644 blob {config}\tcampaignsite.yaml", f"040000 tree {inner}\tcontent")
        restored = tmp_path / f"restored-{sent[:8]}"
        restored.mkdir()
        restore(root, sent, restored)
        assert list(target.iterdir()) == []
        assert {path.name for path in tmp_path.iterdir()} - {"site", "target"} <= {f"restored-{sent[:8]}"}
        assert (restored / "campaignsite.yaml").exists()
        shutil.rmtree(restored)


def test_a_link_is_a_link_again(tmp_path: Path) -> None:
    root = repository(tmp_path)
    (root / "content/other.md").symlink_to("about.md")
    commit(root)
    assert found(root)["documents"] == ()
    assert found(root)["pages"] == ()


def test_a_repository_runs_nothing_and_writes_nowhere(tmp_path: Path) -> None:
    """Hooks, filters and settings are those of whoever sent the branch."""
    root = repository(tmp_path / "site")
    trap = tmp_path / "trapped"
    script = tmp_path / "trap.sh"
    script.write_text(f"#!/bin/sh\ntouch '{trap}'\ncat\n", encoding="utf-8")
    script.chmod(0o755)
    (root / ".gitattributes").write_text("* filter=trap diff=trap\n", encoding="utf-8")
    for name, value in (
        ("core.fsmonitor", str(script)),
        ("filter.trap.smudge", str(script)),
        ("filter.trap.clean", str(script)),
        ("diff.trap.textconv", str(script)),
        ("core.pager", str(script)),
        ("alias.ls-tree", f"!{script}"),
    ):
        git(root, "config", name, value)
    (root / "content/link.md").symlink_to("/etc/passwd")
    (root / "content/out").symlink_to(tmp_path)
    git(root, "-c", "core.fsmonitor=false", "-c", "filter.trap.clean=cat", "add", "--all")
    git(root, "-c", "core.fsmonitor=false", "-c", "filter.trap.clean=cat", "commit", "--quiet", "--message", "b")
    trap.unlink(missing_ok=True)
    before = {path: path.lstat().st_mtime_ns for path in root.rglob("*") if ".campaignsite" not in path.parts}
    done = run(root, "diff", "HEAD~1")
    assert done.returncode == 0, done.stderr
    assert not trap.exists()
    assert before == {path: path.lstat().st_mtime_ns for path in root.rglob("*") if ".campaignsite" not in path.parts}
