"""A new site: it builds at once, says what it is, and nobody loses anything by it."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from click.testing import CliRunner

from campaignsite import __version__
from campaignsite.build import Order, Outcome, build
from campaignsite.build.known import known
from campaignsite.build.schemas import Repository, made, stale
from campaignsite.build.site import Answers, NotEmptyError, begin
from campaignsite.cli import campaignsite
from campaignsite.cli.init import _zone_here
from campaignsite.model.diagnostics import Severity
from campaignsite.model.front.config import SiteConfig
from campaignsite.model.front.shapes import keys_of
from campaignsite.schemas.jsonschema import schema
from campaignsite.search.pagefind import available
from tests.sites import NOW, tree
from tests.test_cli import run
from tests.test_diff import commit, edit, git
from tests.typed_yaml import typed

pytestmark = pytest.mark.slow

GIVEN = Answers("Safe: a campaign", "https://example.org/", ("en", "fr"), "America/Toronto")
WORKFLOW, PIPELINE = ".github/workflows/campaignsite.yml", ".gitlab-ci.yml"


def site(folder: Path, *languages: str) -> Path:
    begin(folder, Answers(GIVEN.title, GIVEN.base_url, languages or GIVEN.languages, GIVEN.timezone), NOW)
    return folder


def checked(root: Path) -> Outcome:
    return build(Order(root, NOW, strict=True))


def said(outcome: Outcome) -> list[str]:
    return [f"{d.code} {d.path}:{d.line}:{d.column} {d.message}" for d in outcome.diagnostics]


# --- what there is ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("languages", [("en",), ("fr",), ("en", "fr"), ("fr", "en"), ("fr-CA",), ("en-CA", "fr-CA")])
def test_it_builds_without_a_word(languages: tuple[str, ...], tmp_path: Path) -> None:
    outcome = checked(site(tmp_path / "new", *languages))
    assert said(outcome) == []
    pages = {a.file for a in outcome.artifacts}
    assert {"index.html", "releases/index.html", "agencies/index.html", "events/index.html"} <= pages
    assert all(f"{tag}/index.html" in pages for tag in languages[1:])
    assert not [a.file for a in outcome.artifacts if b"%%" in a.data]


@pytest.mark.parametrize("languages", [("oj-Cans", "en"), ("es",), ("es", "fr"), ("en", "ar")])
def test_texts_are_only_in_languages_that_somebody_has_written_them_in(
    languages: tuple[str, ...], tmp_path: Path
) -> None:
    root = site(tmp_path / "new", *languages)
    assert {d.code for d in checked(root).diagnostics} == {"missing-catalogue"}
    files = {path for path in tree(root) if path.startswith("content/")}
    for tag in languages:
        ending = "" if tag == languages[0] else f".{tag}"
        assert (f"content/about{ending}.md" in files) == (tag in ("en", "fr"))
    assert "content/index.md" in files
    if languages[0] not in ("en", "fr"):
        text = (root / "content/index.md").read_text(encoding="utf-8")
        assert re.sub(r"<!--.*?-->", "", text.split("---\n")[2], flags=re.DOTALL).strip() == ""


def test_what_somebody_needs_is_there(tmp_path: Path) -> None:
    root = site(tmp_path / "new")
    files = tree(root)
    assert {WORKFLOW, PIPELINE, ".editorconfig", ".gitignore", "README.md", "campaignsite.yaml"} <= set(files)
    assert {".vscode/settings.json", ".vscode/extensions.json", "content/safety.md", "content/about.fr.md"} <= set(
        files
    )
    assert files["requirements.txt"].decode().endswith(f"campaignsite=={__version__}\n")
    found = made(Order(root, NOW), "json", Repository()).value
    assert found
    assert stale(root / ".vscode/campaignsite", found) == ()
    assert not [path for path, data in files.items() if b"%%" in data]
    assert not [path for path, data in files.items() if not data.endswith(b"\n") or b"\r" in data]


def test_its_readme_names_what_there_is(tmp_path: Path) -> None:
    root = site(tmp_path / "new")
    text = (root / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:content|\.github|\.gitlab|\.vscode|campaignsite\.)[\w./-]*)`", text))
    assert len(named) > 5
    assert [name for name in named if not (root / name).exists()] == []
    assert text.startswith("# Safe: a campaign\n")
    assert GIVEN.timezone in text


# --- its settings -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("languages", [("en", "fr"), ("fr", "en")])
def test_what_its_readme_says_of_texts_works_when_it_is_followed(languages: tuple[str, ...], tmp_path: Path) -> None:
    root = site(tmp_path / "s", *languages)
    readme = (root / "README.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"^## (.*)\n\n((?:(?!## ).*\n)+)", readme, re.MULTILINE))
    for name in ("Translate a text", "Correct a text", "Withdraw a text"):
        assert sum(bool(line) and not line.startswith("```") for line in told[name].split("\n")) <= 4
    for section in ("Write something", "Translate a text"):
        (command,) = [c for c in re.findall("`(campaignsite new release [^`]*)`", told[section]) if "…" not in c]
        done = CliRunner().invoke(campaignsite, [*shlex.split(command)[1:], "--site", str(root)])
        assert done.exit_code == 0, done.output
    base = root / "content/releases/posters-in-every-station.md"
    other = base.with_suffix(f".{languages[1]}.md")
    for path in (base, other):
        text = path.read_text(encoding="utf-8").replace("\ndraft: true\n", "\n")
        path.write_text(text + "\nWords of the text.\n", encoding="utf-8")
    place = "releases/posters-in-every-station/index.html"

    def page() -> str:
        outcome = checked(root)
        assert not [d for d in outcome.diagnostics if d.severity is Severity.ERROR], outcome.diagnostics
        return next(a.data.decode() for a in outcome.artifacts if a.file == place)

    assert f'hreflang="{languages[1]}"' in page()
    for name, shown, words in (("Correct a text", "There are 37.", True), ("Withdraw a text", "was wrong.", False)):
        (block,) = re.findall(r"```yaml\n(.*?)```", told[name], re.DOTALL)
        head, mark, body = base.read_text(encoding="utf-8").partition("\n---\n")
        base.write_text(f"{head}\n{block.rstrip()}{mark}{body}", encoding="utf-8")
        assert shown in page()
        assert ("Words of the text." in page()) == words


def test_its_settings_explain_every_key_and_every_example_is_right(tmp_path: Path) -> None:
    root = site(tmp_path / "new")
    text = (root / "campaignsite.yaml").read_text(encoding="utf-8")
    for key in keys_of(SiteConfig):
        assert re.search(rf"^#?{key.name}:", text, re.MULTILINE), key.name
        assert " ".join(key.meaning.split()[:4]) in text
    assert max(map(len, text.splitlines())) <= 120
    full = re.sub(r"^#(?! \S)", "", text, flags=re.MULTILINE)
    if not available():
        full = full.replace("search: true", "search: false")
    (root / "campaignsite.yaml").write_text(full, encoding="utf-8")
    assert said(checked(root)) == []
    found = known(Order(root, NOW)).value
    assert found
    assert list(jsonschema.Draft7Validator(schema("config", SiteConfig, found)).iter_errors(typed(full))) == []
    assert set(typed(full)) == {key.name for key in keys_of(SiteConfig)}


# --- workflows --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "schema_name"), [(WORKFLOW, "vendor.github-workflows"), (PIPELINE, "vendor.gitlab-ci")]
)
def test_others_take_the_workflows_for_right(file: str, schema_name: str, tmp_path: Path) -> None:
    root = site(tmp_path / "new")
    asked = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema_name]
    asked += ["--data-transform", "gitlab-ci"] if "gitlab" in schema_name else []
    good = subprocess.run([*asked, file], cwd=root, capture_output=True, text=True, check=False)
    assert good.returncode == 0, good.stdout
    wrong = (root / file).read_text(encoding="utf-8").replace("    runs-on:", "    run-on:").replace("stage:", "stag:")
    (root / file).write_text(wrong, encoding="utf-8")
    assert subprocess.run([*asked, file], cwd=root, capture_output=True, check=False).returncode == 1


def scripts(root: Path) -> list[str]:
    """Every script of both workflows."""
    github = yaml.safe_load((root / WORKFLOW).read_text(encoding="utf-8"))
    gitlab = yaml.safe_load((root / PIPELINE).read_text(encoding="utf-8"))
    steps = [step for job in github["jobs"].values() for step in job["steps"]]
    jobs = [job for job in (*gitlab.values(), gitlab["default"]) if isinstance(job, dict)]
    lines = ["\n".join([*job.get("before_script", ()), *job.get("script", ())]) for job in jobs]
    return [*(step["run"] for step in steps if "run" in step), *filter(None, lines)]


def test_their_scripts_are_scripts(tmp_path: Path) -> None:
    found = scripts(site(tmp_path / "new"))
    assert len(found) >= 7
    for script in found:
        done = subprocess.run(["bash", "-n", "-c", script], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, ""), script
        assert "${{" not in script, "what somebody else may have written gets into a script by the environment only"


def test_the_workflow_may_do_what_it_must_and_no_more(tmp_path: Path) -> None:
    found: Any = yaml.safe_load((site(tmp_path / "new") / WORKFLOW).read_text(encoding="utf-8"))
    assert found["permissions"] == {}
    assert found["jobs"]["build"]["permissions"] == {"actions": "read", "contents": "read", "pages": "read"}
    assert found["jobs"]["publish"]["permissions"] == {"id-token": "write", "pages": "write"}
    assert "run" not in {key for step in found["jobs"]["publish"]["steps"] for key in step}
    used = [step["uses"] for job in found["jobs"].values() for step in job["steps"] if "uses" in step]
    assert all(re.fullmatch(r"actions/[a-z-]+@v\d+", action) for action in used)
    assert all("timeout-minutes" in job for job in found["jobs"].values())
    assert found["concurrency"]


def test_what_it_publishes_has_the_files_with_a_dot(tmp_path: Path) -> None:
    """The action leaves them out unless it is asked for them, and security.txt lies below such a name (RFC 8615)."""
    found: Any = yaml.safe_load((site(tmp_path / "new") / WORKFLOW).read_text(encoding="utf-8"))
    steps = [step for job in found["jobs"].values() for step in job["steps"]]
    (upload,) = (step for step in steps if step.get("uses", "").startswith("actions/upload-pages-artifact@"))
    assert upload["with"]["include-hidden-files"] is True
    assert int(upload["uses"].rpartition("@v")[2]) >= 5  # which has this option


@pytest.mark.skipif(os.name != "posix", reason="a shell runs it")
def test_the_pipeline_leaves_a_report_and_a_site(tmp_path: Path) -> None:
    root = site(tmp_path / "new")
    jobs = yaml.safe_load((root / PIPELINE).read_text(encoding="utf-8"))
    program = tmp_path / "bin/campaignsite"
    program.parent.mkdir()
    program.write_text(CAMPAIGNSITE.format(python=sys.executable), encoding="utf-8")
    program.chmod(0o755)
    path = f"{program.parent}:{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "CI_PAGES_URL": "https://lakeside.example/campaign"}
    for job in ("check", "pages"):
        script = "\n".join(jobs[job]["script"])
        subprocess.run(["bash", "-e", "-c", script], cwd=root, env=environment, check=True)
    assert json.loads((root / jobs["check"]["artifacts"]["reports"]["codequality"]).read_bytes()) == []
    (folder,) = jobs["pages"]["artifacts"]["paths"]
    assert 'href="/campaign/releases/"' in (root / folder / "index.html").read_text(encoding="utf-8")


GH = """#!/bin/sh
echo "$*" > "$ASKED"
echo "$LAST"
"""
CAMPAIGNSITE = """#!/bin/sh
exec "{python}" -m campaignsite "$@"
"""
DATE = """#!/bin/sh
if [ "$1" = "+%s" ]; then exec {date} --date "$CLOCK" +%s; fi
exec {date} "$@"
"""


@pytest.mark.skipif(not Path("/bin/date").exists(), reason="it runs on Linux, with the date of GNU")
@pytest.mark.parametrize(
    ("event", "branch", "last", "clock", "publish"),
    [
        ("push", "main", "", "2026-11-21T12:00Z", "true"),
        ("workflow_dispatch", "main", "", "2026-11-21T12:00Z", "true"),
        ("push", "draft", "", "2026-11-21T12:00Z", "false"),
        ("pull_request", "main", "", "2026-11-21T12:00Z", "false"),
        # The release is public from 2026-12-01 09:00 in Toronto on, which is 14:00 UTC.
        ("schedule", "main", "2026-12-01T13:45:00Z", "2026-12-01T13:59:59Z", "false"),
        ("schedule", "main", "2026-12-01T13:45:00Z", "2026-12-01T14:00:00Z", "true"),
        ("schedule", "main", "2026-12-01T13:45:00Z", "2026-12-01T17:00:00Z", "true"),
        ("schedule", "main", "2026-12-01T14:00:30Z", "2026-12-01T14:15:00Z", "false"),
        ("schedule", "main", "2027-01-01T00:00:00Z", "2027-01-01T00:15:00Z", "false"),
        ("schedule", "main", "", "2026-12-01T13:00:00Z", "true"),
    ],
)
def test_a_scheduled_run_publishes_when_a_moment_has_come(
    *, event: str, branch: str, last: str, clock: str, publish: str, tmp_path: Path
) -> None:
    root = site(tmp_path / "new")
    later = "---\ntitle: Later\npublish_at: 2026-12-01 09:00\n---\n"
    (root / "content/releases/later.md").write_text(later, encoding="utf-8")
    (script,) = (text for text in scripts(root) if "GITHUB_OUTPUT" in text)
    programs = tmp_path / "bin"
    programs.mkdir()
    date = "/bin/date"
    for name, text in (("gh", GH), ("campaignsite", CAMPAIGNSITE), ("date", DATE)):
        (programs / name).write_text(text.format(python=sys.executable, date=date), encoding="utf-8")
        (programs / name).chmod(0o755)
    environment = {
        **os.environ,
        "PATH": f"{programs}:{Path(sys.executable).parent}:/usr/bin:/bin",
        "EVENT": event,
        "BRANCH": branch,
        "MAIN": "" if event == "schedule" else "main",
        "LAST": last,
        "CLOCK": clock,
        "ASKED": str(tmp_path / "asked"),
        "GITHUB_OUTPUT": str(tmp_path / "output"),
    }
    done = subprocess.run(
        ["bash", "-e", "-c", script],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "output").read_text(encoding="utf-8") == f"publish={publish}\n"
    if event == "schedule":
        assert "--branch main --status success" in (tmp_path / "asked").read_text(encoding="utf-8")


def test_a_proposal_says_what_it_changes(tmp_path: Path) -> None:
    root = site(tmp_path / "new")
    git(root, "init", "--quiet")
    commit(root)
    git(root, "update-ref", "refs/remotes/origin/main", "HEAD")
    edit(root, "content/about.md", ("title: ", "title: New, "))
    commit(root)
    (script,) = (text for text in scripts(root) if "campaignsite diff" in text)
    programs, summary = tmp_path / "bin", tmp_path / "summary.md"
    programs.mkdir()
    (programs / "campaignsite").write_text(CAMPAIGNSITE.format(python=sys.executable), encoding="utf-8")
    (programs / "campaignsite").chmod(0o755)
    own = {"PATH": f"{programs}:{os.environ['PATH']}", "BASE": "main", "GITHUB_STEP_SUMMARY": str(summary)}
    subprocess.run(["bash", "-e", "-c", script], cwd=root, env={**os.environ, **own}, check=True)
    said = summary.read_text(encoding="utf-8")
    assert said.startswith("## What changes since origin/main")
    assert "| changed | /about/ | New, " in said


def test_a_check_on_gitlab_is_read_by_people_and_by_gitlab(tmp_path: Path) -> None:
    root = site(tmp_path / "new")
    (root / "content/about.md").write_text("---\n---\n", encoding="utf-8")
    (line,) = re.findall(r"campaignsite (check .*)", (root / PIPELINE).read_text(encoding="utf-8"))
    done = run(root, *line.split(), CI_PROJECT_DIR=str(root))
    assert done.returncode == 1
    assert "content/about.md:1:1: error: the front matter is empty" in done.stdout
    found = json.loads((root / "gl-code-quality-report.json").read_text(encoding="utf-8"))
    assert [row["location"]["path"] for row in found] == ["content/about.md"]


# --- where it is written ----------------------------------------------------------------------------------------------


def test_a_folder_with_something_in_it_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("ours", encoding="utf-8")
    with pytest.raises(NotEmptyError, match=r"notes\.txt"):
        site(tmp_path)
    assert tree(tmp_path) == {"notes.txt": b"ours"}


def test_an_empty_repository_is_a_place_for_a_site(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git/HEAD").write_text("ref: refs/heads/main\n", encoding="utf-8")
    site(tmp_path)
    assert (tmp_path / "campaignsite.yaml").exists()
    assert (tmp_path / ".git/HEAD").exists()
    assert not list(tmp_path.glob(".campaignsite-new-*"))


@pytest.mark.parametrize("there", [True, False])
def test_a_site_that_cannot_be_written_leaves_nothing(
    there: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "a/new"
    if there:
        folder.mkdir(parents=True)
    rename, calls = Path.rename, []

    def full(self: Path, target: Path) -> Path:
        calls.append(self)
        if len(calls) == (4 if there else 1):
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", full)
    with pytest.raises(OSError, match="No space left"):
        site(folder)
    assert tree(tmp_path) == {}
    assert not list(tmp_path.rglob(".campaignsite-new-*"))
    assert folder.exists() == there


def test_the_folder_may_be_read_by_everybody_who_may_read_the_one_above(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    assert site(tmp_path / "new").stat().st_mode & 0o777 == 0o755


# --- questions --------------------------------------------------------------------------------------------------------


def talk(folder: Path, arguments: Sequence[str], answers: Sequence[str]) -> tuple[str, int]:
    """Run the program in a terminal in which somebody answers each question; gives what is shown, and the exit code."""
    import pty  # which only such systems have

    ours, theirs = pty.openpty()
    running = subprocess.Popen(
        [sys.executable, "-m", "campaignsite", *arguments],
        cwd=folder,
        env={**os.environ, "COLUMNS": "100", "TERM": "dumb"},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        close_fds=True,
    )
    os.close(theirs)
    shown, waiting = "", list(answers)
    while True:
        try:
            data = os.read(ours, 4096)
        except OSError:  # Linux says so when the other end is closed
            break
        if not data:
            break
        shown += data.decode()
        if shown.endswith("]: ") and waiting:
            os.write(ours, waiting.pop(0).encode() + b"\n")
    os.close(ours)
    return shown.replace("\r\n", "\n"), running.wait(timeout=60)


@pytest.mark.skipif(os.name != "posix", reason="there are no such terminals elsewhere")
def test_wrong_answers_are_asked_again_with_the_reason(tmp_path: Path) -> None:
    answers = ["Safe Travels", "english", "en fr en", "en, fr", "Toronto", "America/Toronto", "example.org", ""]
    shown, code = talk(tmp_path, ["init", "my-campaign"], answers)
    assert code == 0, shown
    assert "The campaign's name [My campaign]: " in shown
    assert "Error: “english” is no language tag; write such as en, fr, fr-CA, oj" in shown
    assert "Error: “en” stands there twice; write each language once" in shown
    assert "Error: “Toronto” is not a time zone; did you mean “America/Toronto”?" in shown
    assert "Error: “example.org” is no address; write https://example.org/ or https://example.org/folder/" in shown
    text = (tmp_path / "my-campaign/campaignsite.yaml").read_text(encoding="utf-8")
    assert "title: Safe Travels\n" in text
    assert "languages: [en, fr]\n" in text
    assert "base_url: https://example.org/\n" in text
    assert said(checked(tmp_path / "my-campaign")) == []


@pytest.mark.parametrize(
    ("there", "offered"),
    [("Etc/UTC", "UTC"), ("UCT", "UTC"), ("America/Toronto", "America/Toronto"), ("Nowhere", "UTC"), ("", "UTC")],
)
def test_the_time_zone_of_the_computer_is_offered(there: str, offered: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os.path, "realpath", lambda _: f"/usr/share/zoneinfo/{there}" if there else "/etc/localtime")
    assert _zone_here() == offered


@pytest.mark.skipif(os.name != "posix", reason="there are no such terminals elsewhere")
def test_what_is_given_is_not_asked(tmp_path: Path) -> None:
    given = ["--title", "T", "--language", "fr", "--base-url", "https://example.org"]
    shown, code = talk(tmp_path, ["init", "a", *given], ["Europe/Paris"])
    assert (code, shown.count("]: ")) == (0, 1)
    shown, code = talk(tmp_path, ["init", "b", "--yes"], [])
    assert (code, shown.count("]: ")) == (0, 0)
