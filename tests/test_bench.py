"""The benchmark: everybody gets the same corpus, and what is shown was measured. No other generator is needed."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import yaml
from click.testing import CliRunner

from campaignsite.cli import campaignsite
from tests.bench import table
from tests.bench.chart import chart
from tests.bench.corpus import AGENCIES, EVENTS, KINDS, corpus
from tests.bench.generators import PEERS, PINS, is_installed
from tests.bench.measure import Job, facts, timed, watched
from tests.bench.results import STATES, Peak, Result, Run, load, save, summary
from tests.bench.run import PHRASE, Site, one_round
from tests.bench.writers import LATEST, SIDES, TEMPLATES, addresses, html_count, in_words, newest_first, write_site

COUNT = 30
CORPUS = corpus(COUNT)
SVG = "{http://www.w3.org/2000/svg}"

# --- the corpus -----------------------------------------------------------------------------------------------------


def test_the_corpus_is_the_same_everywhere() -> None:
    """Results can be compared only while this holds: a new digest means new measurements."""
    digest = hashlib.sha256(repr(CORPUS).encode()).hexdigest()
    assert digest[:16] == "5f4dc7cb5eef8228"


def test_a_longer_corpus_begins_with_the_shorter_one() -> None:
    assert corpus(COUNT + 5)[:COUNT] == CORPUS
    assert corpus(COUNT, seed=1) != CORPUS


def test_pages_are_what_they_should_be() -> None:
    assert (len(set(AGENCIES)), len(set(EVENTS))) == (120, 40)
    pages = corpus(200)
    assert {page.kind for page in pages} == set(KINDS)
    assert {len(page.agencies) for page in pages} == set(range(1, 12))
    assert {len(page.topics) for page in pages} == set(range(1, 5))
    assert all((page.figures is not None) == (page.kind == "results") for page in pages)
    assert len({page.slug for page in pages}) == len(pages)
    words = sum(len(page.body.split()) for page in pages) / len(pages)
    assert 550 < words < 650


# --- the sites ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SIDES)
def test_everybody_gets_the_same_bodies(name: str) -> None:
    texts = [text for _, text in SIDES[name].files(CORPUS)]
    for page in CORPUS:
        own = [text for text in texts if text.endswith(f"\n{page.body}")]
        assert len(own) == 1
        assert page.summary in own[0].removesuffix(page.body)


@pytest.mark.parametrize("name", [name for name in SIDES if name != "pelican"])
def test_front_matter_is_good_yaml(name: str) -> None:
    titles = set()
    for path, text in SIDES[name].files(CORPUS):
        if path.endswith(".md"):
            front = yaml.safe_load(text.split("---\n")[1])
            titles.add(front.get("title") or front.get("name"))
    assert {page.title for page in CORPUS} <= titles


@pytest.mark.parametrize("name", SIDES)
def test_everybody_has_a_style_sheet_and_a_base_layout_that_can_be_changed(name: str, tmp_path: Path) -> None:
    write_site(name, tmp_path / name, CORPUS[:1])
    assert (tmp_path / name / SIDES[name].style).is_file()
    layout = (tmp_path / name / PEERS[name].layout).read_text(encoding="utf-8")
    assert layout.count(f"{PHRASE}.") == 1


def test_all_generators_are_known_to_all_modules() -> None:
    assert list(PEERS) == list(SIDES)
    assert {path.name for path in TEMPLATES.iterdir() if path.is_dir()} == set(SIDES)


def test_campaignsite_builds_its_site_without_a_remark(tmp_path: Path) -> None:
    write_site("campaignsite", tmp_path, CORPUS)
    done = CliRunner().invoke(campaignsite, ["build", "--site", str(tmp_path), "--format", "json"])
    said = json.loads(done.stdout)
    assert said["diagnostics"] == []
    assert said["summary"]["pages"] == html_count("campaignsite", CORPUS)
    output = tmp_path / "output"
    assert sum(1 for _ in output.rglob("*.html")) == html_count("campaignsite", CORPUS)
    assert all((output / address / "index.html").is_file() for address in addresses(CORPUS))

    home = (output / "index.html").read_text(encoding="utf-8")
    assert home.count("<time ") == LATEST
    for page in CORPUS:
        html = (output / page.kind / page.slug / "index.html").read_text(encoding="utf-8")
        assert f"<h1>{page.title}</h1>" in html
        assert f'<time datetime="{page.day}">{in_words(page.day)}</time> · {page.kind}<' in html
        assert f'<p class="lead">{page.summary}</p>' in html
        assert f">{page.event}</a>" in html
        assert f"<p>Topics: {', '.join(page.topics)}</p>" in html
        assert all(f">{agency}</a></li>" in html for agency in page.agencies)
        figures = page.figures
        shown = (
            f"<dt>Arrests</dt><dd>{figures.arrests}</dd><dt>Charges</dt><dd>{figures.charges}</dd>" if figures else ""
        )
        assert shown in html
        assert bool(figures) == ("<dl>" in html)


def test_lists_hold_all_that_belongs_to_them(tmp_path: Path) -> None:
    write_site("campaignsite", tmp_path, CORPUS)
    assert CliRunner().invoke(campaignsite, ["build", "--site", str(tmp_path), "--quiet"]).exit_code == 0
    newest = newest_first(CORPUS)[0]
    for path in (newest.kind, f"events/{newest.event.lower().replace(' ', '-')}"):
        html = (tmp_path / "output" / path / "index.html").read_text(encoding="utf-8")
        entries = [line for line in html.splitlines() if "<time " in line]
        members = [page for page in CORPUS if path in (page.kind, f"events/{page.event.lower().replace(' ', '-')}")]
        assert len(entries) == len(members)
        assert newest.title in entries[0]


# --- the other generators -------------------------------------------------------------------------------------------


def test_what_is_not_installed_is_known(tmp_path: Path) -> None:
    assert not any(is_installed(name, tmp_path) for name in PEERS if name != "campaignsite")


def test_pins_are_exact_and_name_no_host() -> None:
    for path in PINS.glob("*.txt"):
        assert all(len(line.split("==")) == 2 for line in path.read_text(encoding="utf-8").splitlines())
    locked = (PINS / "eleventy/package-lock.json").read_text(encoding="utf-8")
    assert "://" not in locked
    wanted = json.loads((PINS / "eleventy/package.json").read_bytes())["dependencies"]
    packages = json.loads(locked)["packages"]
    assert packages[""]["dependencies"] == wanted
    assert packages["node_modules/@11ty/eleventy"]["version"] == wanted["@11ty/eleventy"]


# --- measuring ------------------------------------------------------------------------------------------------------


def job(code: str, folder: Path, limit: float = 60) -> Job:
    return Job([sys.executable, "-c", code], folder, folder / "log", limit)


def test_time_and_failures_are_seen(tmp_path: Path) -> None:
    done = timed(job("import time; time.sleep(0.2)", tmp_path))
    assert not done.failure
    assert 0.2 < done.wall < 20
    assert timed(job("raise SystemExit(3)", tmp_path)).failure == "ended with exit code 3"
    assert timed(job("import time; time.sleep(60)", tmp_path, 0.3)).failure == "took more than 0 s"


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="only Linux says how much memory is used")
def test_memory_of_all_processes_is_seen(tmp_path: Path) -> None:
    alone = "import time; held = b'x' * 50_000_000; time.sleep(0.4)"
    both = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {alone!r}]); " + alone.replace("50_", "1_")
    two = f"import subprocess, sys; one = subprocess.Popen([sys.executable, '-c', {alone!r}]); {alone}; one.wait()"
    assert 45 < (watched(job(both, tmp_path)).mebibytes or 0) < 90
    assert 90 < (watched(job(two, tmp_path)).mebibytes or 0) < 160
    assert watched(job("raise SystemExit(1)", tmp_path)).failure == "ended with exit code 1"


def test_where_it_was_measured_is_known(tmp_path: Path) -> None:
    assert all(facts(tmp_path).values())


def test_who_does_nothing_does_not_win(tmp_path: Path) -> None:
    folder = tmp_path / "hugo"
    write_site("hugo", folder, CORPUS)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    site = Site(
        "hugo", folder, CORPUS, [sys.executable, "-c", "pass"], 60, html_count("hugo", CORPUS), addresses(CORPUS)
    )
    runs = list(one_round(site, list(STATES), 0))
    assert [run.state for run in runs] == ["cold", "same", "body", "title", "layout"]
    assert all(run.wall is None and run.failure == f"wrote 0 HTML files instead of {site.html}" for run in runs)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_old_pages_are_not_taken_for_new_ones(tmp_path: Path) -> None:
    """What is built here never changes, whatever the sources say."""
    folder, pages = tmp_path / "hugo", CORPUS[:1]
    write_site("hugo", folder, pages)
    for path in (".", f"{pages[0].kind}/{pages[0].slug}", f"events/{pages[0].slug}"):
        (folder / "public" / path).mkdir(parents=True)
        (folder / "public" / path / "index.html").write_text(f"{pages[0].title}</html>", encoding="utf-8")
    site = Site("hugo", folder, pages, [sys.executable, "-c", "pass"], 60, 3, ())
    found = {run.state: run.failure for run in one_round(site, ("same", "body", "title", "layout"), 0)}
    address = f"/{pages[0].kind}/{pages[0].slug} does not show"
    assert found.pop("same") == ""
    assert all(failure.startswith(address) for failure in found.values())


# --- what is shown --------------------------------------------------------------------------------------------------

RESULT = Result(
    {
        "day": "2026-11-21",
        "system": "Linux",
        "processor": "Some processor",
        "cores": "2",
        "file system": "ext4",
        "python": "3.11.7",
        "node": "24.0.0",
    },
    {"campaignsite": "0.1.0", "hugo": "0.168.0", "nikola": "8.3.3"},
    [
        Run(1000, "campaignsite", "cold", 0, 4.0, 7.5, 1168),
        Run(1000, "campaignsite", "cold", 1, 9.0, 8.0, 1168),
        Run(1000, "campaignsite", "cold", 2, 6.0, 7.0, 1168),
        Run(1000, "campaignsite", "restored", 0, 1.0, 1.0, 1168),
        Run(1000, "hugo", "cold", 0, 2.0, 3.5, 1167),
        Run(1000, "hugo", "cold", 1, 3.0, 3.5, 1167),
        Run(1000, "hugo", "cold", 2, 1.5, 3.5, 1167),
        Run(1000, "nikola", "cold", 0, None, None, 0, "took more than 900 s"),
        Run(10000, "campaignsite", "cold", 0, 25.0, 40.0, 10168),
        Run(10000, "hugo", "cold", 0, 12.5, 20.0, 10167),
    ],
    [Peak(1000, "campaignsite", 120.4), Peak(1000, "hugo", None)],
    [Run(3000, "campaignsite", "cold", 0, 6.0, 9.0, 3168)],
    [Peak(3000, "campaignsite", 1234.5)],
)


def test_ratios_are_those_of_one_round() -> None:
    found = summary(RESULT, 1000, "campaignsite", "cold")
    assert found is not None
    assert (found.wall, found.cpu, found.ratio) == (6.0, 7.5, 3.0)  # of 2, 3 and 4, not 6 by 2
    restored = summary(RESULT, 1000, "campaignsite", "restored")
    assert restored is not None
    assert restored.ratio == 0.5
    assert summary(RESULT, 1000, "hugo", "restored") is None


def test_tables_show_what_was_measured() -> None:
    lines = table.section(RESULT).splitlines()
    cold = lines.index("### 1,000 pages, cold")
    assert lines[cold + 4 : cold + 9] == [
        "| generator | wall s | CPU s | × Hugo | pages/s | peak MiB |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
        "| Hugo 0.168.0 | 2.00 | 3.50 | 1.00 | 500 | – |",
        "| **campaignsite 0.1.0** | 6.00 | 7.50 | 3.00 | 167 | 120 |",
        "| Nikola 8.3.3 | took more than 900 s | | | | |",
    ]
    assert "| **campaignsite 0.1.0** | 1.00 | 1.00 | 0.50 | 1,000 |" in lines
    assert "| **campaignsite 0.1.0** | 25.0 | 40.0 | 2.00 | 400 | – |" in lines
    assert "| 3,000 | 6.00 | 2.00 | 3.00 | 1,234 |" in lines
    headings = [line for line in lines if line.startswith("#")]
    assert len(headings) == len(set(headings)) == 4


def test_the_page_is_renewed_between_its_markers(tmp_path: Path) -> None:
    save(RESULT, tmp_path / "result.json")
    assert load(tmp_path / "result.json") == RESULT
    page = tmp_path / "performance.md"
    page.write_text("# Speed\n\n<!-- bench -->\nold\n<!-- /bench -->\n\nEnd.\n", encoding="utf-8")
    for _ in range(2):
        assert table.main([str(tmp_path / "result.json"), "--docs", str(tmp_path)]) == 0
        text = page.read_text(encoding="utf-8")
        assert text == f"# Speed\n\n<!-- bench -->\n\n{table.section(RESULT)}\n<!-- /bench -->\n\nEnd.\n"
    assert table.renewed("no markers", "text") == "no markers"
    assert table.renewed("<!-- bench -->\n<!-- /bench -->", "text") == "<!-- bench -->\n\ntext\n<!-- /bench -->"
    ET.parse(tmp_path / "performance.svg")  # noqa: S314 (it is our own)


def test_the_chart_says_in_words_what_it_shows() -> None:
    root = ET.fromstring(chart(RESULT))  # noqa: S314 (it is our own)
    said = root.findtext(f"{SVG}desc") or ""
    assert root.findtext(f"{SVG}title")
    assert root.get("aria-labelledby") == "title description"
    assert "campaignsite, 10,000 pages: × the time of Hugo (dotted line). cold: 2.00." in said
    assert "Hugo: 1.00; campaignsite: 3.00; Nikola: took more than 900 s." in said
    bars = [float(bar.get("width") or 0) for bar in root.findall(f"{SVG}rect") if bar.get("class") != "ground"]
    assert len(bars) == 3
    assert bars[2] == pytest.approx(3 * bars[1], rel=0.01)


def test_a_day_in_words() -> None:
    assert in_words(dt.date(2022, 1, 2)) == "January 2, 2022"
