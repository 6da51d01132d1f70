"""Results by agency, event and year, and over time: what is added up, what is whole, and how bars are drawn."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaignsite.plan.views.series import share
from tests.sites import CONFIG, built, pages

RECORD = """-- content/{path}.md --
---
type: results
title: {title}
date: {date}
operation: {title}
scope: {scope}
{more}period: {period}
measures:
  - {{id: charged, value: {value}, unit: person, definition: People charged}}
---
"""
AGENCIES = """-- content/agencies/north.md --
---
name: North Police
kind: municipal
---
-- content/agencies/south.md --
---
name: South Police
kind: municipal
---
-- content/events/day.md --
---
name: The Day
kind: world-day
---
"""


def record(path: str, value: int, year: int, *, scope: str = "single", more: str = "", period: str = "") -> str:
    return RECORD.format(
        path=path,
        title=f"Work {path.rpartition('/')[2]}",
        date=f"{year + 1}-02-01",
        scope=scope,
        more=more,
        value=value,
        period=period or f"{{label: The year {year}, start: {year}, end: {year}}}",
    )


def totals(html: str) -> list[str]:
    section = html.partition('id="totals"')[2].partition("</section>")[0]
    return re.findall(r"<dd><b>([^<]*)</b>", section)


def series(html: str) -> list[tuple[str, str]]:
    """Numbers and the lengths of their bars."""
    section = html.partition('id="series"')[2].partition("</section>")[0]
    return [
        (number, "".join(re.findall(r'<rect width="(\d+)"', rest)))
        for number, rest in re.findall(r"<td>([\w ]+) (?:person|people)(.*?)</td>", section)
    ]


NORTH, BOTH = "agencies: {lead: [North Police]}\n", "agencies: {lead: [North Police, South Police]}\n"
SITE = (
    AGENCIES
    + record("results/a", 40, 2023, more=NORTH + "event: The Day\n")
    + record("results/b", 10, 2024, more=NORTH)
    + record("results/j", 80, 2025, scope="joint", more=BOTH + "event: The Day\n")
)


def test_an_agency_adds_up_its_own_figures_and_shows_joint_ones_whole(tmp_path: Path) -> None:
    made = pages(SITE, tmp_path)
    north, south = made["results/agencies/north/index.html"], made["results/agencies/south/index.html"]
    assert totals(north) == ["50"]
    assert re.findall(r"<dd><b>80</b>", north) == ["<dd><b>80</b>"]
    assert "Shared by 2 services" in north
    assert "it is not added to any figure of this agency" in north
    assert totals(south) == []
    assert 'id="totals"' not in south
    assert "<dd><b>80</b>" in south
    assert not any(">130<" in html for name, html in made.items() if "agencies" in name)


def test_an_event_and_a_year_count_joint_figures_once(tmp_path: Path) -> None:
    made = pages(SITE, tmp_path)
    assert totals(made["results/events/day/index.html"]) == ["120"]
    assert totals(made["results/years/2026/index.html"]) == ["80"]
    assert totals(made["results/index.html"]) == ["130"]


def test_a_page_says_why_it_has_no_total(tmp_path: Path) -> None:
    site = SITE + record("results/c", 3, 2024, more=NORTH)
    html = pages(site, tmp_path)["results/agencies/north/index.html"]
    assert totals(html) == []
    assert "No total: some of these figures cover the same period" in html


def test_figures_stand_in_their_order_with_bars_as_long_as_they_are_large(tmp_path: Path) -> None:
    html = pages(SITE, tmp_path)["results/index.html"]
    assert series(html) == [("40", "500"), ("10", "125"), ("80", "1000")]
    assert "style=" not in html
    assert '<th scope="row"><span>The year 2023</span> (<time datetime="2023">2023</time>)</th>' in html
    assert '<td><a href="/results/a/">Work a</a></td>' in html
    assert html.count('aria-hidden="true" focusable="false"><rect') == 3
    assert series(pages(SITE, tmp_path / "n")["results/agencies/north/index.html"]) == [("40", "1000"), ("10", "250")]


def test_a_suppressed_figure_has_no_bar_and_lengthens_none(tmp_path: Path) -> None:
    site = f"-- campaignsite.yaml --\n{CONFIG}suppress_below: 20\n" + SITE
    html = pages(site, tmp_path)["results/index.html"]
    assert series(html) == [("40", "500"), ("fewer than 20", ""), ("80", "1000")]
    assert totals(html) == []


@pytest.mark.parametrize(
    "other",
    [
        record("results/b", 10, 2023),  # the same year
        record("results/b", 10, 2024, period="{label: Some time}"),
        record("results/b", 10, 2024, more="geography: Elsewhere\n"),
        record("results/b", 10, 2024).replace("People charged", "People charged twice"),
        record("results/b", 10, 2024, more="supersedes: a\n"),
    ],
)
def test_what_cannot_be_compared_is_no_series(other: str, tmp_path: Path) -> None:
    assert 'id="series"' not in pages(record("results/a", 40, 2023) + other, tmp_path)["results/index.html"]


def test_a_record_without_a_known_period_is_left_out_of_a_series(tmp_path: Path) -> None:
    site = SITE + record("results/x", 7, 2022, period="{label: Past 18 months, months: 18}")
    assert [number for number, _ in series(pages(site, tmp_path)["results/index.html"])] == ["40", "10", "80"]


@given(st.integers(1, 10**9), st.integers(0, 10**9))
def test_bars_are_proportional_and_begin_at_zero(most: int, value: int) -> None:
    value %= most + 1
    assert share(most, most) == 1000
    assert (share(value, most) == 0) == (value == 0)
    assert abs(share(value, most) - value * 1000 / most) <= (0.5 if share(value, most) > 1 else 1)


def test_the_ways_lead_there_and_back(tmp_path: Path) -> None:
    made = pages(SITE, tmp_path, base_url="https://example.org/repo/")
    index = made["results/index.html"]
    for place in ("agencies/north", "agencies/south", "events/day", "years/2026", "years/2025", "years/2024"):
        assert f'href="/repo/results/{place}/"' in index
        assert 'href="/repo/results/"' in made[f"results/{place}/index.html"]
    assert 'href="/repo/results/agencies/north/"' in made["agencies/north/index.html"]
    assert 'href="/repo/results/events/day/"' in made["events/day/index.html"]
    assert 'href="/repo/agencies/north/"' in made["results/agencies/north/index.html"]
    assert 'href="/repo/years/2026/"' in made["results/years/2026/index.html"]


def test_without_a_list_of_results_there_are_no_such_pages(tmp_path: Path) -> None:
    made = pages(AGENCIES + record("releases/a", 40, 2023, more=NORTH), tmp_path)
    assert not [file for file in made if file.startswith("results")]
    assert "/results/" not in made["agencies/north/index.html"]


def test_a_text_at_the_address_of_such_a_page_is_an_error(tmp_path: Path) -> None:
    site = SITE + record("results/agencies/north", 1, 2020)
    outcome = built(site, tmp_path)
    assert "same-url" in {d.code for d in outcome.diagnostics}


def test_many_results_stand_on_several_pages_with_totals_on_the_first(tmp_path: Path) -> None:
    site = f"-- campaignsite.yaml --\n{CONFIG}page_size: 2\n" + AGENCIES
    site += "".join(record(f"results/r{year}", 10, year, more=NORTH) for year in range(2010, 2017))
    made = pages(site, tmp_path)
    assert totals(made["results/agencies/north/index.html"]) == ["70"]
    assert 'id="totals"' not in made["results/agencies/north/page/1/index.html"]
    assert made["results/agencies/north/page/1/index.html"].count('class="figures"') == 2


def test_other_languages_have_them_in_their_words(tmp_path: Path) -> None:
    config = f"-- campaignsite.yaml --\n{CONFIG}languages: [en, fr]\n"
    made = pages(config + SITE.replace("kind: municipal", "names: {fr: Police du Nord}\nkind: municipal", 1), tmp_path)
    html = made["fr/results/agencies/north/index.html"]
    assert 'Résultats\u00a0: <a href="/fr/agencies/north/">Police du Nord</a>' in html
    assert '<link rel="alternate" hreflang="en" href="https://example.org/results/agencies/north/">' in html


def test_replaced_figures_stand_in_no_such_page(tmp_path: Path) -> None:
    made = pages(SITE + record("results/new", 41, 2023, more=NORTH + "supersedes: a\n"), tmp_path)
    html = made["results/agencies/north/index.html"]
    assert totals(html) == ["51"]
    assert "<b>40</b>" not in html
    assert "results/years/2024/index.html" in made  # the newer one is of that year too
    assert totals(made["results/events/day/index.html"]) == ["80"]
