"""Totals: figures of operations in; sums that are true, or why there is none."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaignsite.model.front.dates import PartialDate
from campaignsite.model.page.measures import MeasureView
from campaignsite.model.page.pieces import Figures
from campaignsite.plan.views.totals import totals
from tests.sites import CONFIG, pages

Record = tuple[str | None, str | None, dict[tuple[str, str], int]]
"""Start, end, and the value of each measure and unit."""


def figures(record: Record) -> Figures:
    start, end, values = record
    return Figures(
        title="An operation",
        url="/results/a/",
        lang="",
        operation="An operation",
        joint=True,
        shared_by=11,
        agencies=(),
        period="Past 18 months",
        period_lang="",
        start=PartialDate.parse(start) if start else None,
        end=PartialDate.parse(end) if end else None,
        measures=tuple(MeasureView(name, name, name, value, unit, "", "") for (name, unit), value in values.items()),
        newer="",
        presumption=False,
        source=None,
    )


def summed(*records: Record) -> list[tuple[str, str, int | None, int, str]]:
    return [
        (t.measure.id, t.measure.unit, t.measure.value, t.records, t.refused) for t in totals(map(figures, records))
    ]


PERSONS = ("persons-charged", "person")
OFFENCES = ("offences-charged", "charge")


def test_one_operation_is_its_own_total_even_when_its_period_is_unknown() -> None:
    record: Record = (None, None, {PERSONS: 80, OFFENCES: 165})
    assert summed(record) == [(*PERSONS, 80, 1, ""), (*OFFENCES, 165, 1, "")]


def test_what_has_a_sum_comes_before_what_has_none() -> None:
    found = summed((None, None, {PERSONS: 80, OFFENCES: 165}), ("2025-01-01", "2025-06-30", {PERSONS: 1}))
    assert found == [(*OFFENCES, 165, 1, ""), (*PERSONS, 0, 2, "unknown-period")]


def test_disjoint_periods_add_up() -> None:
    assert summed(
        ("2025-01-01", "2025-06-30", {PERSONS: 80}),
        ("2025-07-01", "2025-12-31", {PERSONS: 20}),
        ("2024", "2024", {PERSONS: 3}),
    ) == [(*PERSONS, 103, 3, "")]


@pytest.mark.parametrize(
    ("first", "second", "refused"),
    [
        (("2025-01-01", "2025-06-30"), ("2025-06-30", "2025-12-31"), "overlap"),  # the last day belongs to the period
        (("2025-01-01", "2025-12-31"), ("2025-03-01", "2025-03-02"), "overlap"),
        (("2025", "2025"), ("2025", "2025"), "overlap"),
        (("2025-01", "2025-06"), ("2025-06-30", "2025-07"), "overlap"),  # June has a last day
        (("2025", "2025"), ("2026", "2026"), ""),
        (("2025-01", "2025-06"), ("2025-07", "2025-12"), ""),
        (("2025", "2025"), (None, None), "unknown-period"),
        (("2025", "2025"), ("2026", None), "unknown-period"),
        (("2025", "2025"), (None, "2026"), "unknown-period"),
        (("2025", "2025"), ("--01-01", "--12-31"), "unknown-period"),  # of which year?
        ((None, None), (None, None), "unknown-period"),
    ],
)
def test_periods_that_overlap_or_are_unknown_are_refused(
    first: tuple[str | None, str | None], second: tuple[str | None, str | None], refused: str
) -> None:
    expected = [(*PERSONS, 0 if refused else 100, 2, refused)]
    assert summed((*first, {PERSONS: 80}), (*second, {PERSONS: 20})) == expected
    assert summed((*second, {PERSONS: 20}), (*first, {PERSONS: 80})) == expected


def test_a_period_that_ends_before_it_begins_is_not_known() -> None:
    record: Record = ("2026-12-01", "2026-01-31", {PERSONS: 80})
    assert summed(record, ("2026-05-01", "2026-06-30", {PERSONS: 20})) == [(*PERSONS, 0, 2, "unknown-period")]


def test_different_measures_and_units_never_add_up() -> None:
    assert summed(
        ("2024", "2024", {("charged", "person"): 1, ("charged", "charge"): 10}),
        ("2025", "2025", {("charged", "person"): 2, ("arrested", "person"): 100}),
    ) == [("charged", "person", 3, 2, ""), ("charged", "charge", 10, 1, ""), ("arrested", "person", 100, 1, "")]


MONTHS = st.integers(0, 47).map(lambda n: f"{2023 + n // 12}-{n % 12 + 1:02d}")
PERIODS = st.tuples(MONTHS, MONTHS).map(lambda p: (min(p), max(p))) | st.sampled_from(
    [(None, None), ("2025", None), (None, "2025-06"), ("--01-01", "--02-01")]
)
MEASURES = st.dictionaries(
    st.tuples(st.sampled_from(["charged", "arrested"]), st.sampled_from(["person", "charge"])),
    st.integers(0, 1000),
    min_size=1,
)
RECORDS: st.SearchStrategy[list[Record]] = st.lists(st.builds(lambda p, m: (*p, m), PERIODS, MEASURES), max_size=6)


@settings(deadline=None)
@given(RECORDS)
def test_no_sum_is_more_than_the_operations_own(records: list[Record]) -> None:
    made = summed(*records)
    assert len({(name, unit) for name, unit, *_ in made}) == len(made)
    for name, unit, value, count, refused in made:
        owned = [r for r in records if (name, unit) in r[2]]
        assert count == len(owned)
        known = all(start and end and start[0] != "-" for start, end, _ in owned)
        apart = known and all(a[1] < b[0] or b[1] < a[0] for a, b in combinations(owned, 2))  # type: ignore[operator]
        assert (refused == "") == (len(owned) == 1 or apart)
        assert (refused == "unknown-period") == (len(owned) > 1 and not known)
        assert value == (0 if refused else sum(r[2][(name, unit)] for r in owned))


@settings(deadline=None)
@given(RECORDS, st.randoms(use_true_random=False))
def test_who_counts_something_else_or_elsewhere_or_too_few_is_in_no_sum(records: list[Record], random: Random) -> None:
    """Whatever a figure is, its sum says it is the same thing, and says no number that does not stand elsewhere."""
    several = [_changed(figures(record), random) for record in records]
    for total in totals(several):
        parts = [m for f in several for m in f.measures if (m.id, m.unit) == (total.measure.id, total.measure.unit)]
        hidden = any(m.value is None for m in parts)
        assert (total.refused == "suppressed") == hidden
        assert total.measure.below == 0
        if total.refused:
            assert total.measure.value == 0
        else:
            assert len({(m.counts, m.area) for m in parts}) == 1
            assert total.measure.value == sum(m.value or 0 for m in parts)
        if not hidden and len({m.counts for m in parts}) > 1:
            assert total.refused == "definition"
        elif not hidden and len({m.area for m in parts}) > 1:
            assert total.refused == "geography"


def _changed(record: Figures, random: Random) -> Figures:
    """The record with definitions, areas and suppressions of its own."""

    def changed(measure: MeasureView) -> MeasureView:
        counts, area = random.choice(["", "", "others"]), random.choice(["", "", "North"])
        few = random.random() < 0.2
        value, below = (None, 2000) if few else (measure.value, 0)
        return replace(measure, counts=counts, area=area, value=value, below=below, caveats="Of one part.")

    return replace(record, measures=tuple(map(changed, record.measures)))


@pytest.mark.parametrize(
    ("changed", "refused"),
    [
        ({"counts": "arrested only"}, "definition"),
        ({"area": "the north"}, "geography"),
        ({"counts": "arrested only", "area": "the north"}, "definition"),
        ({"value": None, "below": 5, "counts": "arrested only"}, "suppressed"),
    ],
)
def test_one_name_for_two_things_is_refused(changed: dict[str, Any], refused: str) -> None:
    one, other = figures(("2024", "2024", {PERSONS: 80})), figures(("2025", "2025", {PERSONS: 20}))
    other = replace(other, measures=(replace(other.measures[0], **changed),))
    assert [(t.measure.value, t.refused) for t in totals([one, other])] == [(0, refused)]


def test_a_sum_says_nothing_of_one_part_alone() -> None:
    one, other = figures(("2024", "2024", {PERSONS: 80})), figures(("2025", "2025", {PERSONS: 20}))
    measure = replace(one.measures[0], caveats="Of the first.", method="By hand", as_of=PartialDate.parse("2025"))
    summed = totals([replace(one, measures=(measure,)), other])[0].measure
    assert (summed.value, summed.caveats, summed.method, summed.as_of) == (100, "", "", None)


@settings(deadline=None)
@given(RECORDS, st.randoms(use_true_random=False))
def test_the_order_of_operations_changes_nothing(records: list[Record], random: Random) -> None:
    shuffled = list(records)
    random.shuffle(shuffled)
    assert sorted(summed(*records)) == sorted(summed(*shuffled))


# --- on the pages --------------------------------------------------------------------------------------------------

RESULT = """-- content/{path}.md --
---
type: results
title: {title}
date: 2026-01-0{day}
operation: {title}
scope: joint
period:
  label: A year
  start: {year}
  end: {year}
measures:
  - {{id: persons-charged, value: {value}, unit: person, definition: People charged}}
{more}---
"""


def result(path: str, value: int, year: int, *, title: str = "", day: int = 1, more: str = "") -> str:
    return RESULT.format(path=path, title=title or path, day=day, year=year, value=value, more=more)


def numbers(html: str) -> list[str]:
    return re.findall(r"<dd><b>([^<]*)</b>", html)


def agency(number: int) -> str:
    return f"-- content/agencies/a{number}.md --\n---\nname: Service {number}\nkind: municipal\n---\n"


def test_eleven_agencies_that_share_eighty_are_eighty(tmp_path: Path) -> None:
    share = "agencies:\n  supporting:\n" + "".join(f"    - Service {n}\n" for n in range(11))
    made = pages("".join(map(agency, range(11))) + result("results/a", 80, 2025, more=share), tmp_path)
    for number in range(11):
        own = made[f"agencies/a{number}/index.html"]
        assert numbers(own) == ["80"]
        assert "Shared by 11 services" in own
    assert numbers(made["results/index.html"]) == ["80"]
    assert not any("880" in html for html in made.values())
    again = result("results/b", 20, 2025, day=2, more=share)  # the same year: the same people may be in both
    made = pages("".join(map(agency, range(11))) + result("results/a", 80, 2025, more=share) + again, tmp_path / "two")
    assert numbers(made["results/index.html"]) == []
    assert "No total: some of these figures cover the same period" in made["results/index.html"]
    assert not any(">100<" in html for html in made.values())


def test_a_joint_body_is_not_one_more_service(tmp_path: Path) -> None:
    share = "agencies:\n  lead: [The Force]\n  supporting: [Service 0, Service 1]\n  issuer: [Service 2]\n"
    force = "-- content/agencies/f.md --\n---\nname: The Force\nkind: joint\n---\n"
    made = pages("".join(map(agency, range(3))) + force + result("results/a", 80, 2025, more=share), tmp_path)
    assert "Shared by 2 services" in made["results/a/index.html"]
    assert numbers(made["agencies/f/index.html"]) == ["80"]
    assert numbers(made["agencies/a2/index.html"]) == []  # an issuer only speaks of them


def test_the_list_of_results_adds_up_what_may_be_added(tmp_path: Path) -> None:
    made = pages(result("results/a", 80, 2024) + result("results/b", 20, 2025), tmp_path)
    assert numbers(made["results/index.html"]) == ["100"]
    assert "from 2 operations" in made["results/index.html"]


def test_the_list_of_results_says_why_it_has_no_total(tmp_path: Path) -> None:
    html = pages(result("results/a", 80, 2025) + result("results/b", 20, 2025), tmp_path)["results/index.html"]
    assert numbers(html) == []
    assert "No total: some of these figures cover the same period" in html


def test_superseded_figures_are_in_no_total(tmp_path: Path) -> None:
    revised = result("results/b", 85, 2025, day=2, more="supersedes: a\n")
    made = pages(result("results/a", 80, 2025) + revised, tmp_path)
    assert numbers(made["results/index.html"]) == ["85"]
    assert "Correction. These figures replace earlier ones" in made["results/b/index.html"]


def test_figures_stay_in_the_total_while_those_that_replace_them_are_withheld(tmp_path: Path) -> None:
    revised = result("results/b", 85, 2025, day=2, more="supersedes: a\ndraft: true\n")
    assert numbers(pages(result("results/a", 80, 2025) + revised, tmp_path)["results/index.html"]) == ["80"]


def test_figures_that_another_folder_supersedes_are_in_no_total(tmp_path: Path) -> None:
    revised = result("releases/b", 85, 2025, day=2, more="supersedes: a\n")
    assert numbers(pages(result("results/a", 80, 2025) + revised, tmp_path)["results/index.html"]) == []


def test_figures_are_superseded_in_every_language(tmp_path: Path) -> None:
    config = f"-- campaignsite.yaml --\n{CONFIG}languages: [en, fr]\n"
    old = result("results/a", 80, 2024) + result("results/a.fr", 80, 2024)
    made = pages(config + old + result("results/b", 85, 2025, day=2, more="supersedes: a\n"), tmp_path)
    assert numbers(made["results/index.html"]) == ["85"]
    assert numbers(made["fr/results/index.html"]) == ["85"]


def test_a_translation_counts_once(tmp_path: Path) -> None:
    config = f"-- campaignsite.yaml --\n{CONFIG}languages: [en, fr]\n"
    made = pages(config + result("results/a", 80, 2024) + result("results/a.fr", 80, 2024), tmp_path)
    assert numbers(made["results/index.html"]) == numbers(made["fr/results/index.html"]) == ["80"]


def test_one_name_for_two_definitions_has_no_total_in_any_language(tmp_path: Path) -> None:
    config = f"-- campaignsite.yaml --\n{CONFIG}languages: [en, fr]\n"
    other = result("results/b", 20, 2025).replace("People charged", "{en: People arrested, fr: People charged}")
    made = pages(config + result("results/a", 80, 2024) + other, tmp_path)
    assert "No total: these figures go by one name, but do not count the same thing." in made["results/index.html"]
    assert "ne comptent pas la même chose" in made["fr/results/index.html"]  # where both are shown with one definition


def test_a_definition_in_other_capitals_or_another_language_is_the_same(tmp_path: Path) -> None:
    config = f"-- campaignsite.yaml --\n{CONFIG}languages: [en, fr]\n"
    other = result("results/b", 20, 2025).replace("People charged", "{fr: Accusés, en: people  CHARGED}")
    french = result("results/a.fr", 80, 2024).replace("People charged", "Personnes accusées")
    made = pages(config + result("results/a", 80, 2024) + french + other, tmp_path)
    assert numbers(made["results/index.html"]) == numbers(made["fr/results/index.html"]) == ["100"]


def test_figures_of_two_areas_have_no_total(tmp_path: Path) -> None:
    north = result("results/a", 80, 2024, more="geography: The north\n")
    html = pages(north + result("results/b", 20, 2025), tmp_path)["results/index.html"]
    assert "No total: these figures were not counted in the same area." in html
