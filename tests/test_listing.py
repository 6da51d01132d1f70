"""``campaignsite list``: what is chosen, how a table fits a terminal, what a spreadsheet gets.

What it says of a whole site is in tests/transcripts/list.txt.
"""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from campaignsite.build.choosing import SORTS
from campaignsite.build.listing import listing
from campaignsite.build.order import Order
from campaignsite.cli.commands import looking
from campaignsite.cli.table import Column, as_csv, table
from campaignsite.model.front.kinds import KINDS
from campaignsite.model.site import State
from tests.rich_site import RICH
from tests.sites import NOW, tree, write_site
from tests.test_states import published

LONG = "content/releases/2026/a-text-with-a-long-name.md"
SITE = f"""-- content/agencies/hill.md --
---
name: Hill Police
kind: municipal
draft: true
---
-- content/agencies/lake.md --
---
name: Lake Police
short_name: LP
kind: municipal
---
-- {LONG} --
---
title: "=1+1"
withdrawn: {{date: 2026-11-01, why: "It named the wrong town, and nobody had looked at it for a very long time."}}
contacts: [{{name: Robin, agency: LP, email: r@lake.example}}]
---
-- content/releases/b.md --
---
title: B
agencies: {{host: [Hill Police]}}
---
::: quote {{speaker="R. Vale" agency="Lake Police"}}
Yes.
:::
"""


def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "campaignsite", "list", "--now", NOW.isoformat(), *arguments]
    return subprocess.run(command, cwd=root, capture_output=True, check=False)


def test_what_the_options_offer_is_what_there_is() -> None:
    assert set(looking.TYPES) == set(KINDS)
    assert set(looking.STATES) == set(State.__args__)  # type: ignore[attr-defined]
    assert tuple(name for name, _ in SORTS) == looking.SORTS


@pytest.mark.parametrize(("name", "found"), [("LP", ["lake", Path(LONG).stem, "b"]), ("hill police", ["hill", "b"])])
def test_an_agency_is_found_wherever_it_is_named(tmp_path: Path, name: str, found: list[str]) -> None:
    """In roles, contacts, quotes, and its own file; whether the public may know it or not."""
    done = run(write_site(SITE, tmp_path), "--agency", name, "--format", "json")
    assert [Path(item["path"]).stem for item in json.loads(done.stdout)["items"]] == found


def test_json_says_everything_and_the_old_keys_as_before(tmp_path: Path) -> None:
    done = run(write_site(SITE, tmp_path), "--format", "json", "--type", "release", "--sort", "title")
    (first, second) = json.loads(done.stdout)["items"]
    assert list(first)[:8] == ["path", "type", "lang", "title", "state", "why", "changes_at", "errors"]
    assert list(first)[8:] == ["date", "agencies", "event", "owner", "review_by"]
    assert [item["agencies"] for item in (first, second)] == [["Lake Police"], ["Hill Police", "Lake Police"]]
    assert (first["owner"], first["event"], first["date"]) == (None, None, None)


# --- a table ---------------------------------------------------------------------------------------------------------

COLUMNS = [
    Column("state", keeps=True),
    Column("changes_at"),
    Column("type"),
    Column("path", keeps=True),
    Column("why", shrinks=True),
]
ROWS = [("public", "", "release", LONG, ""), ("withdrawn", "", "page", "content/b.md", "withdrawn: " + "because " * 9)]


@pytest.mark.parametrize("width", [200, 120, 100, 90, 80, 60])
def test_a_table_fits_a_terminal_and_no_path_is_cut(width: int) -> None:
    shown, missing = table(COLUMNS, ROWS, width)
    lines = shown.splitlines()
    assert all(len(line) <= max(width, len(LONG) + 11) for line in lines)
    assert LONG in lines[1]
    assert ("…" in lines[2]) == (width in (120, 100, 90))
    assert ("changes at" in lines[0]) == (width >= 100)  # what is empty goes first, and nothing is said of it
    assert missing == {80: ("why",), 60: ("type", "why")}.get(width, ())


def test_nothing_is_cut_where_there_is_no_terminal() -> None:
    shown, missing = table(COLUMNS, ROWS)
    assert ROWS[1][4].strip() in shown
    assert missing == ()


def test_wide_characters_and_marks_stand_in_line() -> None:
    shown, _ = table(
        [Column("title", shrinks=True), Column("path")], [("漢字", "a"), ("e\u0301te", "b"), ("x" * 40, "c")]
    )
    assert [line.rstrip()[-1] for line in shown.splitlines()[1:]] == ["a", "b", "c"]
    starts = [line.index(end) for line, end in zip(shown.splitlines()[1:], "abc", strict=True)]
    assert starts == [40, 43, 42]  # two characters are twice as wide, and a mark has no width


def test_a_title_cannot_steer_the_terminal() -> None:
    shown, _ = table([Column("title")], [("a\x1b[2J\u202eb",)])
    assert shown == "title\na\ufffd[2J\ufffdb"


@pytest.mark.skipif(os.name != "posix", reason="there are no such terminals elsewhere")
def test_a_terminal_gets_a_table_that_fits(tmp_path: Path) -> None:
    import pty

    root = write_site(SITE, tmp_path)
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "campaignsite", "list", "--now", NOW.isoformat()]
    env = {**os.environ, "COLUMNS": "80"}
    subprocess.run(command, cwd=root, stdout=theirs, env=env, check=True)
    os.close(theirs)
    lines = os.read(ours, 100_000).decode().replace("\r\n", "\n").splitlines()
    os.close(ours)
    assert max(map(len, lines[:-1])) <= 80
    assert any(LONG in line for line in lines)
    assert lines[-1].endswith("There was no room for why: --columns chooses.")


# --- a spreadsheet ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "=a\r\nb", '=HYPERLINK("https://x.example")'])
def test_no_cell_is_a_formula(cell: str) -> None:
    data = as_csv(["title"], [[cell], ["é, “x”"]])
    assert data.endswith('é, “x”"\r\n'.encode())
    assert list(csv.reader(io.StringIO(data.decode(), newline=""))) == [["title"], [f"'{cell}"], ["é, “x”"]]


def test_csv_is_what_rfc_4180_says() -> None:
    assert as_csv(["a", "b"], [['x "y"', "1,2"], ["", "l\nm"]]) == b'a,b\r\n"x ""y""","1,2"\r\n,"l\nm"\r\n'


def test_csv_comes_out_of_the_command_with_every_column(tmp_path: Path) -> None:
    done = run(write_site(SITE, tmp_path), "--format", "csv", "--sort", "title")
    rows = list(csv.DictReader(io.StringIO(done.stdout.decode(), newline="")))
    assert done.stdout.count(b"\r\n") == 5
    assert rows[0]["title"] == "'=1+1"
    assert rows[0]["agencies"] == "Lake Police"
    assert rows[0]["why"].startswith("withdrawn on 2026-11-01: It named")
    two = run(tmp_path, "--format", "csv", "--columns", "title, type", "--type", "agency").stdout
    assert two == b"title,type\r\nHill Police,agency\r\nLake Police,agency\r\n"


# --- owners ----------------------------------------------------------------------------------------------------------


def test_an_owner_stands_on_no_page(tmp_path: Path) -> None:
    """A site whose texts name who answers for them is the same as one whose texts do not, but for the list of pages."""
    owned = RICH.replace("---\ntitle:", "---\nowner: Zyzzyva\ntitle:").replace(
        "---\nname:", "---\nowner: Zyzzyva\nname:"
    )
    assert owned.count("Zyzzyva") > 10
    with_it, without = published(owned, tmp_path / "a"), published(RICH, tmp_path / "b")
    assert with_it[0].published
    assert {k: v for k, v in with_it[1].items() if k != "api/pages.json"} == {
        k: v for k, v in without[1].items() if k != "api/pages.json"
    }
    named = [name for name, data in tree(tmp_path / "a/output").items() if b"Zyzzyva" in data]
    assert named == ["api/pages.json"]


def test_a_list_reads_no_text_that_the_cache_knows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_site(SITE.replace("draft: true\n", ""), tmp_path)
    subprocess.run([sys.executable, "-m", "campaignsite", "build", "-q"], cwd=root, check=True)
    monkeypatch.setattr("campaignsite.build.papers.parse", None)
    found = listing(Order(root, NOW, cache=True), related=True)
    assert len(found.items) == 4
