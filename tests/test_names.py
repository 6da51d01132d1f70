"""Names of agencies, as written in content, to the one thing that is meant, or to a hint."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from campaignsite.model.files import Source
from campaignsite.model.site import Entity
from campaignsite.model.words.slugs import fold
from campaignsite.parse.documents import parse
from campaignsite.relate.names import Names
from tests.sites import built

REGISTRY = {
    "ontario-provincial-police": "name: Ontario Provincial Police\nshort_name: OPP\nnames: {fr: Police provinciale}",
    "london-police-service": "name: London Police Service\naliases: [London, LPS]",
    "kingston-police": "name: Kingston Police",
    "six-nations": "name: Six Nations Police Service\naliases: [Six Nations of the Grand River Police]",
    "treaty-3": "name: Treaty Three Police Service\naliases: [T3PS, LPS]",
    "sq": "name: Sûreté du Québec\nshort_name: SQ",
    "peel-a": "name: Peel Regional Police",
    "peel-b": "name: PEEL Regional-Police",
    "mcscs": "name: Ministry of Community Safety & Correctional Services",
    "ᐊᓂᔑᓈᐯ": "name: ᐊᓂᔑᓈᐯ ᐸᓖᔅ",
}


def names(registry: Mapping[str, str] = REGISTRY) -> Names:
    entities = []
    for slug, front in registry.items():
        text = f"---\n{front}\nkind: municipal\n---\n"
        parsed = parse(Source(f"content/agencies/{slug}.md", text.encode(), ""), ("en", "fr"))
        assert parsed.good
        assert parsed.value is not None
        document = parsed.value.document
        entities.append(Entity(document.slug, {"en": document}, document))
    return Names(entities)


WHEN_RIGHT = "take “draft: true” out of that file when it is right"


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Ontario Provincial Police", "ontario-provincial-police"),
        ("Police provinciale", "ontario-provincial-police"),  # a name in another language
        ("OPP", "ontario-provincial-police"),
        ("London", "london-police-service"),  # a place, but listed as an alias
        ("T3PS", "treaty-3"),
        ("ontario-provincial-police", "ontario-provincial-police"),  # the file's name
        ("ontario provincial police", "ontario-provincial-police"),
        ("ONTARIO  PROVINCIAL  POLICE", "ontario-provincial-police"),
        ("Ontario Provincial Police.", "ontario-provincial-police"),
        ("opp", "ontario-provincial-police"),
        ("O.P.P", None),
        ("Surete du Quebec", "sq"),
        ("Sûreté du Québec", "sq"),  # accents written as characters of their own
        ("Ministry of Community Safety and Correctional Services", "mcscs"),
        ("Peel Regional Police", "peel-a"),  # exactly comes before folded
        ("PEEL Regional-Police", "peel-b"),
        ("ᐊᓂᔑᓈᐯ ᐸᓖᔅ", "ᐊᓂᔑᓈᐯ"),
        ("Kingston", None),  # a bare place
        ("Police", None),
        ("Ontario", None),
        ("", None),
        ("—", None),
    ],
)
def test_names_resolve_exactly_then_by_alias_then_folded(written: str, key: str | None) -> None:
    assert names().find(written).keys == ((key,) if key else ())


def test_an_official_name_comes_before_an_alias_of_another() -> None:
    registry = {"a": "name: First\naliases: [Second]", "b": "name: Second"}
    assert names(registry).find("Second").keys == ("b",)
    assert names(registry).find("second").keys == ("a", "b")


@pytest.mark.parametrize(
    ("written", "keys", "hint"),
    [
        ("LPS", ("london-police-service", "treaty-3"), "“London Police Service”, “Treaty Three Police Service”"),
        ("peel regional police", ("peel-a", "peel-b"), "“Peel Regional Police”, “PEEL Regional-Police”"),
    ],
)
def test_an_ambiguous_name_says_what_it_may_mean(written: str, keys: tuple[str, ...], hint: str) -> None:
    found = names().find(written)
    assert found.keys == keys
    assert found.hint == f"write one of {hint}"


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("Ontario Provincal Police", "did you mean “Ontario Provincial Police”?"),
        ("Treaty 3 Police Service", "did you mean “Treaty Three Police Service”?"),
        ("Six Nations Police", "did you mean “Six Nations Police Service”?"),
        ("Kingston", "write the full name: “Kingston Police” or list this name under its aliases"),
        ("RCMP", 'correct the name, or register it: “campaignsite new agency "RCMP"”, and ' + WHEN_RIGHT),
    ],
)
def test_an_unknown_name_says_what_may_be_meant(written: str, hint: str) -> None:
    assert names().find(written).hint == hint


@pytest.mark.parametrize(
    ("written", "registered", "guessed"),
    [
        ("Halton Regional Police Service", "Durham Regional Police Service", False),
        ("Niagara Regional Police Service", "Durham Regional Police Service", False),
        ("York Regional Police", "Peel Regional Police", False),
        ("Durhan Regional Police Service", "Durham Regional Police Service", True),
        ("Durham Regional Police Servce", "Durham Regional Police Service", True),
        ("Regional Durham Police Service", "Durham Regional Police Service", True),
        ("Lakside Police", "Lakeside Police Service", True),
        ("Lakside Police", "Harbourside Police Service", False),
    ],
)
def test_another_service_is_not_guessed_because_most_of_its_name_is_the_same(
    written: str, registered: str, *, guessed: bool
) -> None:
    hint = names({"one": f"name: {registered}"}).find(written).hint
    assert (f"did you mean “{registered}”?" in hint) is guessed
    assert (f'campaignsite new agency "{written}"' in hint) is not guessed


def test_of_two_services_the_one_is_guessed_whose_own_name_is_near() -> None:
    both = names({"a": "name: Hillside Police", "b": "name: Lakeside Police Service"})
    assert both.find("Lakside Police").hint == "did you mean “Lakeside Police Service”?"
    assert both.find("Hilside Police").hint == "did you mean “Hillside Police”?"


def test_a_file_name_does_not_make_a_place_an_agency() -> None:
    assert names({"london": "name: London Police Service"}).find("London").keys == ()


@settings(deadline=None)
@given(st.sampled_from(sorted(REGISTRY)), st.booleans(), st.sampled_from(["", " ", ".", ",", "!"]))
def test_case_and_punctuation_never_lead_to_another_agency(key: str, upper: bool, mark: str) -> None:
    written = REGISTRY[key].partition("name: ")[2].partition("\n")[0]
    written = (written.upper() if upper else written.lower()) + mark
    assert key in names().find(written).keys


@settings(deadline=None)
@given(st.text())
def test_no_name_is_a_fault(text: str) -> None:
    found = NAMES.find(text)
    assert len(found.keys) == 1 or found.hint


@settings(deadline=None)
@given(st.text())
@example("Help™")
def test_what_is_folded_cannot_be_folded_again(text: str) -> None:
    assert fold(fold(text)) == fold(text)


NAMES = names()

SITE = """-- content/agencies/opp.md --
---
name: Ontario Provincial Police
kind: provincial
aliases: [Provincials]
---
-- content/agencies/lps.md --
---
name: London Police Service
kind: municipal
aliases: [Provincials]
---
-- content/releases/a.md --
---
title: A
date: 2026-01-01
agencies:
  host: [Ontario Provincal Police]
  lead:
    - London
    - Provincials
---
"""


def test_unknown_and_ambiguous_agencies_are_errors_at_their_place(tmp_path: Path) -> None:
    assert [(d.code, d.line, d.column) for d in built(SITE, tmp_path).diagnostics] == [
        ("unknown-agency", 5, 10),
        ("unknown-agency", 7, 7),
        ("ambiguous-agency", 8, 7),
    ]


def test_two_agencies_of_one_name_are_an_error(tmp_path: Path) -> None:
    twice = "-- content/agencies/{0}.md --\n---\nname: Kingston Police\nkind: municipal\n---\n"
    found = built(twice.format("a") + twice.format("b"), tmp_path).diagnostics
    assert [(d.code, d.path, d.line, d.column) for d in found] == [("duplicate-name", "content/agencies/b.md", 2, 7)]
