"""The command line as people and CI meet it: transcripts, forms of report, exit codes.

A transcript (tests/transcripts/*.txt) is a site in a string and what a terminal shows: ``$`` and a command, its output,
and ``[exit N]`` when it is not 0. ``CAMPAIGNSITE_ACCEPT=1`` writes down what is shown now; look at the difference.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest

from campaignsite import __version__
from campaignsite.build.layouts import copy_out
from campaignsite.cli import campaignsite
from campaignsite.sources.stock import stock
from tests.sites import tree, write_site

TRANSCRIPTS = sorted((Path(__file__).parent / "transcripts").glob("*.txt"))
MARK = "-- transcript --\n"
WRONG = """-- content/releases/a.md --
---
title: A release
date: --07-30
agencies:
  host: [Nobody, 100 %]
---
See [it](gone.md).
"""


def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own, in no terminal and no CI."""
    kept = {k: v for k, v in os.environ.items() if k not in ("CI", "GITHUB_ACTIONS", "SOURCE_DATE_EPOCH", "NO_COLOR")}
    return subprocess.run(
        [sys.executable, "-m", "campaignsite", *arguments],
        cwd=folder,
        env={**kept, "COLUMNS": "100", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda p: p.stem)
def test_transcript(path: Path, tmp_path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    site, _, transcript = text.partition(MARK)
    write_site(site.partition("\n")[2], tmp_path)
    shown = ""
    for line in re.findall(r"^\$ (.*)$", transcript, re.MULTILINE):
        program, *arguments = shlex.split(line)
        assert program == "campaignsite"
        done = run(tmp_path, *arguments)
        output = re.sub(r"\d+\.\d s\b", "0.0 s", done.stdout + done.stderr).replace(str(tmp_path), "SITE")
        output = output.replace(" -h' for help", " --help' for help")  # as older versions of click say it
        shown += f"$ {line}\n{output}" + (f"[exit {done.returncode}]\n" if done.returncode else "")
    if os.environ.get("CAMPAIGNSITE_ACCEPT"):
        path.write_text(site + MARK + shown, encoding="utf-8")
    assert shown == transcript


def test_json_is_one_object_and_nothing_else(tmp_path: Path) -> None:
    done = run(write_site(WRONG, tmp_path), "check", "--format", "json")
    report = json.loads(done.stdout)
    assert done.stderr == ""
    assert done.returncode == 1
    assert set(report) == {"diagnostics", "summary"}
    assert [d["code"] for d in report["diagnostics"]] == [
        "date-without-year",
        "unknown-agency",
        "unknown-agency",
        "broken-link",
    ]
    first = report["diagnostics"][1]
    assert set(first) == {"code", "severity", "message", "path", "line", "column", "hint"}
    assert (first["path"], first["line"], first["column"]) == ("content/releases/a.md", 5, 10)
    assert report["summary"]["errors"] == 3
    assert report["summary"]["warnings"] == 1


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("check", "--now", "yesterday"), 2, "--now yesterday is no date and time"),
        (("check", "--now", "0001-01-01"), 2, "is no date and time"),
        (("check", "--base-url", "example.org"), 2, "--base-url example.org is no address"),
        (("check", "--base-url", "https://user@example.org/"), 2, "is no address"),
        (("check", "--site", "nowhere"), 2, "--site nowhere is no folder"),
        (("check", "--jobs", "0"), 2, "--jobs"),
        (("check", "--format", "xml"), 2, "--format"),
        (("biuld",), 2, "biuld"),
        (("build", "--output", "content"), 2, "unsafe-output"),
        (("check",), 0, "Checked"),
        (("--version",), 0, f"campaignsite {__version__}"),
        (("--help",), 0, "Build the static site"),
    ],
)
def test_exit_codes(tmp_path: Path, arguments: tuple[str, ...], code: int, said: str) -> None:
    done = run(write_site("-- content/about.md --\n---\ntitle: About\n---\n", tmp_path), *arguments)
    assert said in done.stdout + done.stderr
    assert done.returncode == code


def test_no_site_here(tmp_path: Path) -> None:
    done = run(tmp_path, "check")
    assert "there is no campaignsite.yaml here or in any folder above" in done.stderr
    assert done.returncode == 2


def test_the_site_is_found_from_a_folder_within_it(tmp_path: Path) -> None:
    write_site("-- content/a/about.md --\n---\ntitle: About\n---\n", tmp_path)
    assert run(tmp_path / "content/a", "build").returncode == 0
    assert (tmp_path / "output/a/about/index.html").exists()


def test_strict_lets_warnings_fail(tmp_path: Path) -> None:
    write_site("-- content/releases/a.md --\n---\ntitle: A\ndate: --07-30\n---\n", tmp_path)
    assert run(tmp_path, "check").returncode == 0
    assert run(tmp_path, "check", "--strict").returncode == 1


def test_source_date_epoch_is_now(tmp_path: Path) -> None:
    write_site("-- content/releases/a.md --\n---\ntitle: A\npublish_at: 2026-07-30 09:00\n---\n", tmp_path)
    page = tmp_path / "output/releases/a/index.html"
    run(tmp_path, "build", SOURCE_DATE_EPOCH="1785416399")  # one second before 13:00 UTC, 09:00 in Toronto
    assert not page.exists()
    run(tmp_path, "build", SOURCE_DATE_EPOCH="1785416400")
    assert page.exists()
    assert "SOURCE_DATE_EPOCH is no number" in run(tmp_path, "build", SOURCE_DATE_EPOCH="soon").stderr


def test_content_cannot_steer_the_terminal(tmp_path: Path) -> None:
    text = '-- content/releases/a.md --\n---\ntitle: A\nevent: "x\\e[2J\\u202Ey"\n---\n[a](g\u202eone.md)\n'
    done = run(write_site(text, tmp_path), "check")
    assert "unknown-event" in done.stdout
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout


# --- layouts ---------------------------------------------------------------------------------------------------------


ABOUT = "-- content/about.md --\n---\ntitle: About\n---\n"
THEME = {source.path: source.data for source in stock().layouts}


def test_every_layout_of_the_theme_is_listed(tmp_path: Path) -> None:
    root = write_site(
        ABOUT + "-- layouts/page.html --\nP\n-- layouts/parts/card.html --\n-- layouts/kit.html --\nK\n", tmp_path
    )
    lines = run(root, "layouts").stdout.splitlines()
    (item,) = (n for n, line in enumerate(lines) if line.startswith("item.html "))
    assert lines[item].split(maxsplit=1)[1].startswith("An item: each part of a news story")
    assert re.match(r" +blocks: main, kicker, .*, those of base\.html$", lines[item + 1])
    (card,) = (n for n, line in enumerate(lines) if line.startswith("parts/card.html "))
    assert lines[card].split()[1] == "*"
    assert lines[card + 1].strip() == "macros: entry, resource, entries"
    assert lines[-1] == f"{len(THEME)} layouts; the site has its own in place of 2 (*)."
    assert "kit.html" not in "".join(lines)


def test_layouts_are_listed_for_programs(tmp_path: Path) -> None:
    root = write_site(ABOUT + "-- layouts/page.html --\nP\n", tmp_path)
    rows = {row["name"]: row for row in json.loads(run(root, "layouts", "--format", "json").stdout)["layouts"]}
    assert rows.keys() == THEME.keys()
    assert rows["page.html"] == {
        "name": "page.html",
        "about": "A page that is no news: nothing stands above its title.",
        "extends": "item.html",
        "blocks": ["kicker"],
        "macros": [],
        "own": "layouts/page.html",
    }
    assert (rows["parts/toc.html"]["macros"], rows["parts/toc.html"]["own"]) == (["contents"], None)
    assert rows["a-z.html"]["macros"] == []


def test_layouts_are_listed_and_printed_without_a_site(tmp_path: Path) -> None:
    assert "the site" not in run(tmp_path, "layouts").stdout
    for name in ("item.html", "stock/item.html", "layouts/item.html"):
        printed = subprocess.run(
            [sys.executable, "-m", "campaignsite", "layouts", name], cwd=tmp_path, capture_output=True, check=True
        )
        assert printed.stdout == THEME["item.html"]


def test_a_layout_is_copied_and_changes_nothing_until_it_is_changed(tmp_path: Path) -> None:
    root = write_site(ABOUT, tmp_path)
    run(root, "build")
    before = tree(root / "output")
    done = run(root, "layouts", "parts/card.html", "--copy")
    assert done.stdout == "Wrote layouts/parts/card.html. It takes the place of the theme's.\n"
    assert tree(root / "layouts") == {"parts/card.html": THEME["parts/card.html"]}
    done = run(root, "layouts", "release.html", "kicker", "lead", "--copy")
    assert (
        done.stdout
        == "Wrote layouts/release.html with kicker and lead. All else in release.html is still the theme's.\n"
    )
    assert run(root, "build").returncode == 0
    assert tree(root / "output") == before


def test_a_macro_is_copied_into_the_site_that_a_command_names(tmp_path: Path) -> None:
    root = write_site(ABOUT, tmp_path / "site")
    done = run(tmp_path, "layouts", "components.html", "editor", "--copy", "--site", "site")
    assert done.stdout.startswith(f"Wrote {Path('site/layouts/components.html')} with editor.")
    own = (root / "layouts/components.html").read_text(encoding="utf-8")
    assert own.startswith(
        "{# What the editors say inside a text that is not theirs. #}\n{% macro editor(c, body, prose) %}\n"
    )
    assert own.count("{% macro") == 1


def test_a_layout_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    root = write_site(ABOUT + "-- layouts/page.html --\nOURS\n", tmp_path)
    done = run(root, "layouts", "page.html", "kicker", "--copy")
    assert done.returncode == 2
    assert "layouts/page.html is there already and stays as it is" in done.stderr
    assert "“campaignsite layouts page.html kicker”" in done.stderr
    assert tree(root / "layouts") == {"page.html": b"OURS\n"}


@pytest.mark.skipif(os.name != "posix", reason="links need rights elsewhere")
def test_no_layout_is_written_out_of_the_site(tmp_path: Path) -> None:
    root = write_site(ABOUT, tmp_path / "site")
    (tmp_path / "elsewhere").mkdir()
    (root / "layouts").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "elsewhere/page.html").symlink_to("nowhere")
    for name in ("item.html", "page.html", "parts/card.html"):
        assert run(root, "layouts", name, "--copy").returncode == 2
    assert [path.name for path in (tmp_path / "elsewhere").iterdir()] == ["page.html"]


@pytest.mark.parametrize("links", [True, False])
def test_a_copy_is_whole_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool) -> None:
    if not links:
        monkeypatch.setattr(Path, "hardlink_to", lambda *_: os.link(tmp_path / "nothing", tmp_path / "x"))
    copy_out(tmp_path, "parts/a.html", b"a")
    with pytest.raises(FileExistsError):
        copy_out(tmp_path, "parts/a.html", b"b")
    assert tree(tmp_path) == {"layouts/parts/a.html": b"a"}

    def full(_: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("campaignsite.build.filing.flush_one", full)
    with pytest.raises(OSError, match="No space left"):
        copy_out(tmp_path, "parts/b.html", b"b")
    assert tree(tmp_path) == {"layouts/parts/a.html": b"a"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("itm.html",), "the theme has no layout “itm.html”; did you mean “item.html”?"),
        (("qwertz",), "the theme has no layout “qwertz”; “campaignsite layouts” lists them"),
        (("item.html", "kiker"), "item.html has no block “kiker”; did you mean “kicker”?"),
        (("parts/card.html", "zzz"), "parts/card.html has no macro “zzz”; it has entry, resource, entries"),
        (("headers.txt", "main"), "headers.txt has no block “main”; it has none, and is copied whole"),
        (("--copy",), "say which layout to copy"),
        (("item.html", "--format", "json"), "--format json is for the list of layouts"),
        (("item.html", "--copy", "--site", "nowhere"), "--site nowhere is no folder"),
    ],
)
def test_what_no_layout_is_called_is_said(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    done = run(write_site(ABOUT, tmp_path), "layouts", *arguments)
    assert said in " ".join(done.stderr.split())
    assert (done.returncode, done.stdout) == (2, "")
    assert not (tmp_path / "layouts").exists()


def test_every_option_is_explained() -> None:
    for command in campaignsite.commands.values():
        assert command.help
        for option in (p for p in command.params if isinstance(p, click.Option)):
            assert getattr(option, "help", None), f"{command.name} {option.name}"


def test_a_fault_of_ours_shows_no_traceback(tmp_path: Path) -> None:
    write_site("-- content/about.md --\n---\ntitle: About\n---\n", tmp_path)
    broken = "import campaignsite.build.papers as b\nb.parse = lambda *_, **__: 1 / 0\n"
    start = "import sys, campaignsite.cli\nsys.argv = ['campaignsite', 'check']\ncampaignsite.cli.main()\n"
    done = subprocess.run(
        [sys.executable, "-c", broken + start], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 3
    assert "a fault of campaignsite itself: ZeroDivisionError" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="a shell closes what the program would write to")
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_a_site_is_built_though_nobody_can_be_told(tmp_path: Path, closed: str) -> None:
    write_site("-- content/about.md --\n---\ntitle: About\n---\n", tmp_path)
    shell = ["sh", "-c", f'"$0" -m campaignsite build {closed}', sys.executable]
    done = subprocess.run(shell, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "output/index.html").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no disk that is always full")
def test_what_cannot_be_said_is_no_fault_of_ours(tmp_path: Path) -> None:
    write_site("-- content/about.md --\n---\ntitle: About\n---\n", tmp_path)
    shell = ["sh", "-c", '"$0" -m campaignsite build > /dev/full', sys.executable]
    done = subprocess.run(shell, cwd=tmp_path, capture_output=True, text=True, check=False)
    said = "Error: standard output cannot be written: No space left on device; what was published stands\n"
    assert (done.returncode, done.stderr) == (2, said)
    assert (tmp_path / "output/index.html").exists()


def test_starting_is_not_slowed_by_what_only_a_build_needs() -> None:
    code = "import sys, campaignsite.cli; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"jinja2", "pydantic", "babel", "markdown_it", "yaml", "rich", "livereload"} & set(loaded)
