"""Texts and data say the same numbers: links to figures, other numbers, translations, and who may ignore it."""

from __future__ import annotations

from pathlib import Path

import pytest

from campaignsite.build import Order, build
from campaignsite.model.words.numbers import whole
from tests.sites import CONFIG, NOW, built, pages, write_site

FRENCH = f"-- campaignsite.yaml --\n{CONFIG}languages: [en, fr]\n"
RESULT = """-- content/results/{name}.md --
---
title: Operation Lantern
date: 2026-06-01
operation: Operation Lantern
scope: joint
period: {{label: Spring 2026}}
{more}measures:
  - {{id: persons-charged, value: {value}, unit: person, definition: {{en: Individuals charged}}}}
  - {{id: offences, value: 165, unit: charge, definition: Criminal Code offences}}
---

{body}
"""


def result(body: str = "", *, value: int = 1234, more: str = "", name: str = "lantern") -> str:
    return RESULT.format(name=name, body=body, value=value, more=more)


def release(body: str, *, front: str = "", name: str = "a") -> str:
    return f"-- content/releases/{name}.md --\n---\ntitle: News\ndate: 2026-06-02\n{front}---\n\n{body}\n"


def said(site: str, root: Path) -> list[tuple[str, str, int, int]]:
    return [(d.code, d.path, d.line, d.column) for d in built(site, root).diagnostics]


TO = "../results/lantern.md#figure-persons-charged"


# --- links ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words", ["1,234", "1234", "1 234", "1\u00a0234", "1\u202f234", "1,234 individuals", "**1,234**", "those charged"]
)
def test_a_link_to_a_figure_says_it(words: str, tmp_path: Path) -> None:
    made = pages(release(f"There were [{words}]({TO}) of them.") + result(), tmp_path)
    assert '<a href="/results/lantern/#figure-persons-charged">' in made["releases/a/index.html"]
    assert '<div id="figure-persons-charged">' in made["results/lantern/index.html"]
    assert said(release(f"There were [{words}]({TO}) of them.") + result(), tmp_path) == []


@pytest.mark.parametrize("words", ["1,235", "12,34", "1.234", "80 of 1,234", "1,234,000", "9" * 5000])
def test_a_link_to_a_figure_that_says_another_is_an_error(words: str, tmp_path: Path) -> None:
    outcome = built(release(f"There were [{words}]({TO}).") + result(), tmp_path)
    (found,) = outcome.diagnostics
    assert (found.code, found.path, found.line, found.column) == ("figure-disagrees", "content/releases/a.md", 6, 12)
    assert "“persons-charged” of content/results/lantern.md is 1,234" in found.message
    assert found.hint == "write 1,234, or correct the data"
    assert not outcome.artifacts


@pytest.mark.parametrize(
    ("words", "agrees"), [("1 234", True), ("1\u202f234", True), ("1234", True), ("1,234", False), ("1.234", False)]
)
def test_a_number_is_read_as_its_language_writes_it(words: str, agrees: bool, tmp_path: Path) -> None:
    text = release(f"Soit [{words}]({TO.replace('.md', '.md')}).", name="a.fr")
    assert (said(FRENCH + text + result(), tmp_path) == []) == agrees


def test_a_link_within_the_record_is_one_too(tmp_path: Path) -> None:
    assert said(result("So [1,234](#figure-persons-charged) and [166](#figure-offences)."), tmp_path) == [
        ("figure-disagrees", "content/results/lantern.md", 12, 41)
    ]


@pytest.mark.parametrize(
    ("target", "code", "hint"),
    [
        ("../results/lantern.md#figure-person-charged", "broken-anchor", "did you mean #figure-persons-charged?"),
        ("../results/lanterns.md#figure-persons-charged", "broken-link", "did you mean ../results/lantern.md?"),
    ],
)
def test_a_figure_that_there_is_not_is_an_error(target: str, code: str, hint: str, tmp_path: Path) -> None:
    (found,) = built(release(f"[1,234]({target})") + result(), tmp_path).diagnostics
    assert (found.code, found.hint) == (code, hint)


def test_a_heading_never_takes_the_place_of_a_figure(tmp_path: Path) -> None:
    html = pages(result("## Figure persons charged"), tmp_path)["results/lantern/index.html"]
    assert html.count('id="figure-persons-charged"') == 1
    assert '<h2 id="text-figure-persons-charged">' in html


def test_a_link_to_a_replaced_figure_is_a_warning_that_says_the_new_one(tmp_path: Path) -> None:
    new = result(name="again", value=1300, more="supersedes: lantern\n")
    (found,) = built(release(f"[1,234]({TO})") + result() + new, tmp_path).diagnostics
    assert (found.code, found.line) == ("superseded-figure", 6)
    assert found.message == "this figure was replaced by content/results/again.md, where it is 1,300"


def test_the_records_of_a_chain_may_lead_to_each_other(tmp_path: Path) -> None:
    text = "First [1,234](lantern.md#figure-persons-charged)."
    new = result(text, name="again", value=1300, more="supersedes: lantern\n")
    assert said(result("So [1,234](#figure-persons-charged).") + new, tmp_path) == []


def test_a_link_to_a_suppressed_figure_says_no_number(tmp_path: Path) -> None:
    config = f"-- campaignsite.yaml --\n{CONFIG}suppress_below: 5\n"
    small = result(value=3)
    (found,) = built(config + release(f"[3]({TO})") + small, tmp_path / "a").diagnostics
    assert (found.code, found.hint) == ("suppressed-figure", "write “fewer than 5”, or leave it out")
    (found,) = built(config + release(f"[4]({TO})") + small, tmp_path / "b").diagnostics
    assert found.code == "figure-disagrees"
    assert "3" not in found.message
    assert said(config + release(f"[fewer than 5]({TO})") + small, tmp_path / "c") == []


# --- other numbers -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "1,234 people were charged.",
        "In all, **1,234** people\nand 165 charges.",
        "A combined 165 Criminal Code offences.",
        "165 charges",
        "80 individuals",  # no word of ours
        "In 2025 people came. One in 5 people knew. 70 per cent of people did.",
        "`80 people` and $80 charges",
        "```\n80 people\n```",
        "A 5-person team of 12. People came.",
        "Act 3 scenes",
    ],
)
def test_numbers_that_agree_or_are_no_figures_are_left_alone(text: str, tmp_path: Path) -> None:
    assert said(result(text), tmp_path) == []


@pytest.mark.parametrize(
    ("text", "column", "shown"),
    [
        ("There were 1,235 people.", 12, "1,235 people, and the data says 1,234"),
        ("> There were *80* people.", 15, "80 people, and the data says 1,234"),
        ("A combined 166 Criminal Code offences.", 12, "166 Criminal, and the data says 165"),
        ("And 1 charge.", 5, "1 charge, and the data says 165"),
        ("| 7 charges |\n|---|\n| a |", 3, "7 charges, and the data says 165"),
    ],
)
def test_a_number_that_the_data_has_not_is_a_warning(text: str, column: int, shown: str, tmp_path: Path) -> None:
    outcome = built(result(text), tmp_path)
    (found,) = outcome.diagnostics
    assert (found.code, found.severity, found.line, found.column) == ("number-disagrees", "warning", 12, column)
    assert shown in found.message
    assert outcome.artifacts


def test_official_wording_is_compared_too(tmp_path: Path) -> None:
    assert said(result("“80 people”", more="verbatim: true\n"), tmp_path) == [
        ("number-disagrees", "content/results/lantern.md", 13, 2)
    ]


@pytest.mark.parametrize(
    ("text", "warned"),
    [
        (release("80 people"), False),  # it has nothing to do with results
        (release("80 people", front="results: [lantern]\n"), True),
        (release('80 people\n\n::: figures {results="lantern"}\n:::'), True),
        (release(f"80 people, and [1,234]({TO})"), True),
    ],
)
def test_only_texts_with_results_are_compared(text: str, warned: bool, tmp_path: Path) -> None:
    codes = [code for code, *_ in said(text + result(), tmp_path)]
    assert codes == (["number-disagrees"] if warned else [])


def test_units_are_those_of_the_language(tmp_path: Path) -> None:
    text = release("80 personnes, 80 people, 1 234 personnes", front="results: [lantern]\n", name="a.fr")
    assert said(FRENCH + text + result(), tmp_path) == [("number-disagrees", "content/releases/a.fr.md", 7, 1)]


def test_a_replaced_figure_may_be_told(tmp_path: Path) -> None:
    new = result("First 1,234 people, then 1,300 people.", name="again", value=1300, more="supersedes: lantern\n")
    assert said(result() + new, tmp_path) == []


def test_a_text_must_not_tell_a_suppressed_figure(tmp_path: Path) -> None:
    config = f"-- campaignsite.yaml --\n{CONFIG}suppress_below: 5\n"
    outcome = built(config + result("There were 3 people.", value=3), tmp_path)
    (found,) = outcome.diagnostics
    assert (found.code, found.line, found.column) == ("suppressed-figure", 12, 12)
    assert not outcome.artifacts


def test_an_editor_may_know_better(tmp_path: Path) -> None:
    ignored = "<!-- campaignsite-ignore number-disagrees: These are guests. -->\n"
    assert said(result(ignored + "80 people came."), tmp_path) == []
    front = "ignore: {figure-disagrees: It quotes the first count.}\n"
    assert said(release(f"[80]({TO})", front=front) + result(), tmp_path) == []


# --- translations --------------------------------------------------------------------------------------------------


def test_a_translation_with_another_figure_is_an_error(tmp_path: Path) -> None:
    outcome = built(FRENCH + result() + result(value=1235, name="lantern.fr"), tmp_path)
    (found,) = outcome.diagnostics
    assert (found.code, found.path, found.line) == ("figure-disagrees", "content/results/lantern.fr.md", 8)
    assert found.hint == "write 1234, or correct content/results/lantern.md"
    assert said(FRENCH + result() + result(name="lantern.fr"), tmp_path / "b") == []


# --- the same in every build ---------------------------------------------------------------------------------------


def test_a_warning_moves_with_its_text(tmp_path: Path) -> None:
    """A build of what has changed says what a build of everything says: of this text too, when it is another."""
    root = write_site(result("Words.\n\n80 people, [1,234](#figure-persons-charged).") + release("x"), tmp_path)
    build(Order(root, NOW, root / "output", cache=True))
    text, other = root / "content/results/lantern.md", root / "content/releases/a.md"
    for path, before, after in (
        (text, "Words.", "Words.\n\nMore words."),
        (other, "date: 2026-06-02", "date: 2026-06-03"),  # now the text comes from what was kept
        (text, "80 people", "1234 people"),
        (text, "Words.", "Words.\n\nMore words."),
        (text, "1234 people", "81 people"),
    ):
        path.write_text(path.read_text(encoding="utf-8").replace(before, after, 1), encoding="utf-8")
        again = build(Order(root, NOW, root / "output", cache=True))
        clean = build(Order(root, NOW))
        assert again.diagnostics == clean.diagnostics
    assert [d.line for d in build(Order(root, NOW)).diagnostics] == [18]


@pytest.mark.parametrize(
    ("written", "lang", "value"),
    [("1,234", "en", 1234), ("1.234", "de", 1234), ("1,234", "de", None), ("12,34", "en", None), ("0", "xx", 0)],
)
def test_whole_numbers_are_read_by_language(written: str, lang: str, value: int | None) -> None:
    assert whole(written, lang) == value
