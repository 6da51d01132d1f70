"""``campaignsite explain CODE``: every explanation, for terminals and for programs.

That the explanations are true, test_docs finds out: it builds their examples. What the command shows of some is in
tests/transcripts/explain.txt.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from campaignsite.build.codebook import codebook, text
from campaignsite.cli import campaignsite, codes, paint
from campaignsite.model.codes import CODES
from tests.make_docs import DOCS
from tests.sites import CONFIG, write_site

BOOK = codebook()


def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "campaignsite", "explain", *arguments],
        cwd=folder,
        env={**os.environ, "COLUMNS": "100", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_code_has_an_explanation_and_nothing_else_has() -> None:
    assert set(BOOK) == set(CODES)
    assert all(e.severity is CODES[code] for code, e in BOOK.items())


@pytest.mark.parametrize("code", CODES)
def test_an_explanation_says_what_is_wrong_and_what_is_right(code: str) -> None:
    explanation = BOOK[code]
    assert re.match(r"[A-Z`]", explanation.text), "it begins as a sentence does"
    assert explanation.text.endswith(".")
    assert "](" not in explanation.text
    assert len(explanation.about) <= 190
    assert explanation.examples
    for example in explanation.examples:
        assert example.side("-") != example.side("+")


@pytest.mark.parametrize("code", CODES)
def test_nothing_leads_to_what_is_not_installed(code: str) -> None:
    """docs/ is in no wheel; what is named instead can be run, or opened in a browser."""
    shown = codes.one_as_text(BOOK[code], color=False)
    assert "docs/" not in shown
    ways = json.loads(codes.one_as_json(BOOK[code]))["see"]
    assert all(way in shown for way in ways)
    for way in ways:
        command, *names = way.split()
        assert way.startswith("https://") or (command == "campaignsite" and names[0] in campaignsite.commands)
        assert ".md" not in way


def test_documentation_shows_the_same_explanations() -> None:
    assert text().strip() in (DOCS / "diagnostics.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("code", CODES)
def test_what_a_terminal_shows_is_all_of_it_in_lines_that_fit(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    shown = codes.one_as_text(BOOK[code], color=False)
    words = " ".join(shown.split())
    assert BOOK[code].text in words
    assert shown.splitlines()[0] == f"{code}: {CODES[code]}"
    prose = shown.split("\n\n")[1].splitlines()
    assert max(map(len, prose)) <= 60
    assert all(line == line.rstrip() for line in shown.splitlines())
    for example in BOOK[code].examples:
        for line in example.lines:
            assert line.strip("-+@ ") in shown
    painted = codes.one_as_text(BOOK[code], color=True)
    assert click.unstyle(painted).replace("`", "") == shown.replace("`", "")
    assert "\x1b[31m" in painted or "\x1b[32m" in painted


def test_a_list_has_every_code_with_its_severity(tmp_path: Path) -> None:
    done = run(tmp_path)
    rows = re.findall(r"^  ([a-z-]+) +(error|warning) {2,}\S", done.stdout, re.MULTILINE)
    assert dict(rows) == {code: str(severity) for code, severity in CODES.items()}
    assert len(rows) == len(CODES)
    assert max(map(len, done.stdout.splitlines())) <= 100
    found = json.loads(run(tmp_path, "--format", "json").stdout)["diagnostics"]
    assert [row["code"] for row in found] == list(BOOK)


def test_nobody_needs_a_site_to_ask_for_a_code(tmp_path: Path) -> None:
    assert run(tmp_path, "unknown-agency").returncode == 0
    done = run(tmp_path, "unkown-agency")
    assert done.returncode == 2
    assert "did you mean “unknown-agency”?" in done.stderr
    assert "there is no campaignsite.yaml" in run(tmp_path, "about-us").stderr


@pytest.mark.parametrize(("terminal", "wish", "colours"), [(True, "", True), (True, "1", False), (False, "", False)])
def test_colours_are_for_terminals_and_for_those_who_want_them(
    terminal: bool, wish: str, colours: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: terminal)
    monkeypatch.setenv("NO_COLOR", wish)
    assert paint.coloured() is colours


def test_what_has_no_style_has_no_signs_of_one() -> None:
    assert paint.paint("a", True, fg=None, bold=False) == "a"
    assert paint.paint("a", True, fg="red") == "\x1b[31ma\x1b[0m"
    assert paint.paint("a", False, fg="red") == "a"


def test_a_page_is_found_by_its_address_and_a_draft_is_said_to_be_one(tmp_path: Path) -> None:
    config = CONFIG.replace("https://example.org/", "https://example.org/repo/")
    about, draft = "---\ntitle: About\n---\n", "---\ntitle: Later\ndraft: true\n---\n"
    site = f"-- campaignsite.yaml --\n{config}-- content/about.md --\n{about}-- content/later.md --\n{draft}"
    root = write_site(site, tmp_path)
    subprocess.run([sys.executable, "-m", "campaignsite", "build"], cwd=root, check=True, capture_output=True)
    for way in ("https://example.org/repo/about/", "/about/", "content/about.md", "output/about/index.html"):
        assert run(root, way).stdout.splitlines()[0] == "output/about/index.html", way
    done = run(root, "content/later.md")
    assert done.returncode == 2
    assert "content/later.md is on no page, because it is not public: draft (draft: true)" in done.stderr
