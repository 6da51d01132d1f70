"""Single figures: what is said of them, and those that are too small to be shown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from campaignsite.model.page.pages import Page
from campaignsite.plan.planned import Planned
from campaignsite.store.pages import PageText
from tests.dom import read_html
from tests.sites import CONFIG, built, pages

RESULT = """-- content/results/lantern.md --
---
title: Operation Lantern
date: 2026-06-01
operation: Operation Lantern
scope: joint
period: {{label: Spring 2026, start: 2026-03-01, end: 2026-05-31}}
{record}measures:
  - id: persons-charged
    value: {value}
    unit: person
    definition: People charged
{own}  - {{id: vehicles, value: 40, unit: vehicle, definition: Vehicles seized}}
---
"""


def result(value: int = 80, *, record: str = "", own: str = "") -> str:
    return RESULT.format(value=value, record=record, own=own)


SAID = {
    "as_of": ("As of", "2026-05-31", "31 May 2026"),
    "geography": ("Area", "Ontario & Québec", "Ontario &amp; Québec"),
    "method": ("How it was counted", "From <case> files", "From &lt;case&gt; files"),
    "caveats": ("To keep in mind", "Not all are known", "Not all are known"),
}


@pytest.mark.parametrize("key", SAID)
def test_what_a_record_says_of_its_figures_is_said_once(key: str, tmp_path: Path) -> None:
    label, value, shown = SAID[key]
    html = pages(result(record=f"{key}: {value}\n"), tmp_path)["results/lantern/index.html"]
    assert html.count(f"<dt>{label}</dt>") == 1
    assert shown.replace("31 May 2026", "May 31, 2026") in html


@pytest.mark.parametrize("key", SAID)
def test_a_figure_may_say_something_else_than_its_record(key: str, tmp_path: Path) -> None:
    label, value, _ = SAID[key]
    other = "2026-01-02" if key == "as_of" else "Something else"
    html = pages(result(record=f"{key}: {value}\n", own=f"    {key}: {other}\n"), tmp_path)
    found = html["results/lantern/index.html"]
    assert found.count(f"<dt>{label}</dt>") == 2
    assert f"<b>People charged</b> {'<time' if key == 'as_of' else '<span>Something else'}" in found


def test_a_figure_may_have_a_source_of_its_own(tmp_path: Path) -> None:
    record, own = "source: {title: The release}\n", "    source: {title: The ledger, verbatim: Eighty it was.}\n"
    html = pages(result(record=record, own=own), tmp_path)["results/lantern/index.html"]
    assert "<cite>The ledger</cite>" in html
    assert "Eighty it was." in html
    assert html.index("<cite>The release</cite>") < html.index("<cite>The ledger</cite>")


def test_what_is_said_in_two_languages_is_marked(tmp_path: Path) -> None:
    site = f"-- campaignsite.yaml --\n{CONFIG}languages: [en, fr]\n" + result(
        record="geography: {en: The lakes}\nmethod: {en: By hand, fr: À la main}\n"
    )
    html = pages(site, tmp_path)["fr/results/index.html"]
    assert html  # the list shows no details
    html = pages(site.replace("lantern.md", "lantern.fr.md"), tmp_path / "fr")["fr/results/lantern/index.html"]
    assert '<span lang="en" dir="ltr">The lakes</span>' in html
    assert "<span>À la main</span>" in html


# --- suppression ---------------------------------------------------------------------------------------------------

SECRET = 873_641
"""Stands for a small number: one that would be found."""
BELOW = f"-- campaignsite.yaml --\n{CONFIG}languages: [en, fr]\nsearch: false\nsuppress_below: 900000\n"


def test_a_small_figure_is_said_to_be_small(tmp_path: Path) -> None:
    site = f"-- campaignsite.yaml --\n{CONFIG}languages: [en, fr]\nsuppress_below: 5\n"
    made = pages(site + result(4), tmp_path)
    assert '<b class="few">fewer than 5</b> people' in made["results/lantern/index.html"]
    assert '<b class="few">fewer than 5</b> people' in made["index.html"]
    assert '<b class="few">moins de\u00a05</b> personnes' in made["fr/index.html"]


@pytest.mark.parametrize(("value", "shown"), [(0, "0"), (5, "5"), (6, "6")])
def test_nothing_and_enough_are_shown(value: int, shown: str, tmp_path: Path) -> None:
    site = f"-- campaignsite.yaml --\n{CONFIG}suppress_below: 5\n"
    assert f"<b>{shown}</b> people" in pages(site + result(value), tmp_path)["results/lantern/index.html"]


def test_without_the_setting_every_figure_is_shown(tmp_path: Path) -> None:
    assert "<b>1</b> person" in pages(result(1), tmp_path)["results/lantern/index.html"]


SHARED = """-- content/agencies/north.md --
---
name: North Police
kind: municipal
---
-- content/events/day.md --
---
name: The Day
kind: world-day
---
-- content/releases/other.md --
---
title: What it was
date: 2026-06-02
results: [lantern]
---

::: figures {results="lantern"}
:::
"""


def test_nothing_tells_a_suppressed_figure(tmp_path: Path) -> None:
    record = (
        f"event: The Day\nagencies: {{lead: [North Police]}}\nsource: {{title: T, verbatim: There were {SECRET}.}}\n"
    )
    own = f"    source: {{title: U, verbatim: We counted {SECRET}.}}\n"
    site = BELOW + SHARED + result(SECRET, record=record, own=own)
    outcome = built(site, tmp_path)
    assert outcome.artifacts, outcome.diagnostics
    spellings = [f"{SECRET}", f"{SECRET:,}", f"{SECRET:,}".replace(",", "\u202f"), f"{SECRET:,}".replace(",", "\u00a0")]
    for artifact in outcome.artifacts:
        for spelling in spellings:
            assert spelling.encode() not in artifact.data, artifact.file


def test_a_page_value_has_no_suppressed_figure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept of pages, for the next build, is what they see."""
    made: list[Page] = []
    real = Planned.page

    def page(self: Planned) -> Page:
        made.append(real(self))
        return made[-1]

    monkeypatch.setattr(Planned, "page", page)
    built(BELOW + SHARED + result(SECRET, record=f"source: {{title: T, verbatim: There were {SECRET}.}}\n"), tmp_path)
    kept: list[str] = []
    text = PageText(lambda _, data: kept.append(data.decode()))
    kept += [text.of(one)[1] for one in made]
    assert any('"persons-charged"' in one for one in kept)
    assert not any(str(SECRET) in one for one in kept)


def test_no_total_tells_a_suppressed_figure(tmp_path: Path) -> None:
    site = f"-- campaignsite.yaml --\n{CONFIG}suppress_below: 5\n" + result(3)
    other = result(20).replace("lantern", "second").replace("2026-03-01", "2025-03-01").replace("2026-05", "2025-05")
    html = pages(site + other, tmp_path)["results/index.html"]
    assert "No total: one of these figures is so small that it is not shown" in html
    assert ">23<" not in html
    assert ">80<" in html  # vehicles: 40 and 40


# --- records that replace others -----------------------------------------------------------------------------------

CHAIN = """-- content/results/{name}.md --
---
title: {title}
date: 2026-06-0{day}
event: The Day
agencies: {{lead: [North Police]}}
operation: Lantern
scope: single
period: {{label: Spring 2026, start: 2026-03-01, end: 2026-05-31}}
{more}measures:
{measures}---
"""


def link(name: str, day: int, *, more: str = "", **values: int) -> str:
    """A record of a chain."""
    measures = "".join(
        f"  - {{id: {key}, value: {value}, unit: person, definition: {key.capitalize()}}}\n"
        for key, value in values.items()
    )
    return CHAIN.format(name=name, title=f"Count {name}", day=day, more=more, measures=measures)


THREE = (
    SHARED.replace("results: [lantern]", "results: [one]").replace('results="lantern"', 'results="one"')
    + link("one", 1, charged=80, warned=7)
    + link("two", 2, charged=81, warned=7, more="supersedes: one\n")
    + link("three", 3, charged=85, freed=2, more="supersedes: two\n")
)


def test_an_old_record_leads_to_the_newest_and_says_what_has_changed(tmp_path: Path) -> None:
    html = pages(THREE, tmp_path)["results/one/index.html"]
    assert 'have been replaced. Those that count now: <a href="/results/three/">Count three</a>' in html
    assert "<li><bdi>Charged</bdi>: was 80 people, now 85 people</li>" in html
    assert "<li><bdi>Freed</bdi>: 2 people, not counted before</li>" in html
    assert "<li><bdi>Warned</bdi>: was 7 people, not counted any more</li>" in html


def test_a_record_says_which_it_replaces_and_what_has_changed_since(tmp_path: Path) -> None:
    html = pages(THREE, tmp_path)["results/two/index.html"]
    earlier, later = html.index('<a href="/results/one/">'), html.index('<a href="/results/three/">')
    assert later < earlier  # what counts now comes first
    assert "was 80 people, now 81 people" in html[earlier:]
    assert "was 81 people, now 85 people" in html[later:earlier]
    assert "Warned</bdi>: was" not in html[earlier:]  # 7, and 7 before


def test_only_the_newest_of_a_chain_is_shown_and_added_up(tmp_path: Path) -> None:
    made = pages(THREE, tmp_path)
    for file in ("index.html", "agencies/north/index.html", "events/day/index.html", "results/index.html"):
        assert "<b>85</b> people" in made[file], file
        assert not re.search(r"<b>8[01]</b>", made[file]), file
    assert made["results/index.html"].count("<b>Replaced by newer figures</b>") == 2


def test_old_figures_on_other_pages_say_that_there_are_newer_ones(tmp_path: Path) -> None:
    made = pages(THREE.replace('::: figures {results="one"}\n:::\n', ""), tmp_path / "front")
    note = '<p class="notice"><a href="/results/three/">Newer figures have replaced these</a></p>'
    assert made["releases/other/index.html"].count(note) == 1
    assert pages(THREE, tmp_path / "body")["releases/other/index.html"].count(note) == 1


def test_a_withheld_record_replaces_nothing(tmp_path: Path) -> None:
    site = THREE.replace("supersedes: two\n", "supersedes: two\ndraft: true\n")
    made = pages(site, tmp_path)
    assert '<a href="/results/two/">Count two</a>' in made["results/one/index.html"]
    assert "<b>81</b> people" in made["index.html"]


def test_a_suppressed_figure_is_told_by_no_correction(tmp_path: Path) -> None:
    site = f"-- campaignsite.yaml --\n{CONFIG}suppress_below: 82\n" + THREE
    html = pages(site, tmp_path)["results/one/index.html"]
    assert "was fewer than 82 people, now 85 people" in html


def test_what_replaces_a_text_replaces_its_translations(tmp_path: Path) -> None:
    config = f"-- campaignsite.yaml --\n{CONFIG}languages: [en, fr]\n"
    site = config + THREE + link("one.fr", 1, charged=80) + link("three.fr", 3, charged=85)
    html = pages(site, tmp_path)["fr/results/one/index.html"]
    assert '<a href="/fr/results/three/">Count three.fr</a>' in html
    assert "auparavant 80 personnes, maintenant 85 personnes" in html


# --- in the list of all corrections ----------------------------------------------------------------------------------


def entries(html: str) -> list[str]:
    """The text of each entry of a list."""
    return [" ".join(item.text.split()) for item in read_html(html).all("li", cls="card")]


def test_the_list_of_corrections_says_which_figures_were_replaced_by_which_and_when(tmp_path: Path) -> None:
    made = pages(THREE, tmp_path)
    assert entries(made["corrections/index.html"]) == [
        "June 3, 2026 Count two These figures were replaced by newer ones: Count three",
        "June 2, 2026 Count one These figures were replaced by newer ones: Count two",
    ]
    for url in ("/results/one/", "/results/two/", "/results/three/"):
        assert f'<a href="{url}">' in made["corrections/index.html"]
    for name in ("one", "two", "three"):
        assert made[f"results/{name}/index.html"].count('<a href="/corrections/">All corrections</a>') == 1


def test_replaced_figures_stand_among_the_other_corrections(tmp_path: Path) -> None:
    said = "corrections: [{date: 2026-06-03, what: It was not Tuesday.}, {date: 2026-05-30, what: Nor Monday.}]\n"
    site = THREE.replace("supersedes: one\n", "supersedes: one\n" + said)
    html = pages(site, tmp_path)["corrections/index.html"]
    days = [" ".join(entry.split()[:3]) for entry in entries(html)]
    assert days == ["June 3, 2026", "June 3, 2026", "June 2, 2026", "May 30, 2026"]
    assert entries(html)[0] == "June 3, 2026 Count two It was not Tuesday."  # one that is written comes first


def test_figures_that_were_replaced_on_a_day_that_nobody_stated_come_last(tmp_path: Path) -> None:
    html = pages(THREE.replace("date: 2026-06-03\n", ""), tmp_path)["corrections/index.html"]
    assert entries(html)[1:] == ["Count two These figures were replaced by newer ones: Count three"]


def test_replaced_figures_are_listed_in_every_language(tmp_path: Path) -> None:
    config = f"-- campaignsite.yaml --\n{CONFIG}languages: [en, fr]\n"
    made = pages(config + THREE + link("one.fr", 1, charged=80) + link("three.fr", 3, charged=85), tmp_path)
    assert entries(made["fr/corrections/index.html"]) == [
        "3 juin 2026 Count two Ces chiffres ont été remplacés par de plus récents : Count three.fr",
        "2 juin 2026 Count one.fr Ces chiffres ont été remplacés par de plus récents : Count two",
    ]
    assert 'par de plus récents\u00a0: <a href="/results/two/" lang="en"' in made["fr/corrections/index.html"]


def test_a_withheld_record_is_no_correction(tmp_path: Path) -> None:
    hidden = THREE.replace("supersedes: two\n", "supersedes: two\ndraft: true\n")
    html = pages(hidden, tmp_path / "a")["corrections/index.html"]
    assert entries(html) == ["June 2, 2026 Count one These figures were replaced by newer ones: Count two"]
    both = hidden.replace("supersedes: one\n", "supersedes: one\ndraft: true\n")
    assert "corrections/index.html" not in pages(both, tmp_path / "b")


def test_a_menu_may_name_the_list_of_corrections_before_there_are_any(tmp_path: Path) -> None:
    config = f"-- campaignsite.yaml --\n{CONFIG}footer: [corrections]\n"
    assert '<a href="/corrections/">All corrections</a>' in pages(config + THREE, tmp_path / "a")["index.html"]
    none = re.sub(r"supersedes: .*\n", "", THREE)
    assert "corrections" not in pages(config + none, tmp_path / "b")["index.html"]
