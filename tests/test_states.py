"""Publication states: what is withheld leaves no trace, in pages and in words; what is withdrawn says just that."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campaignsite.build import Order, Outcome, build
from tests.sites import CONFIG, NOW, built, tree, write_site
from tests.test_relations import EVENT, ROLES, SERVICES, agency, codes, doc, files, release, result, standing

WITHDRAWN = "withdrawn: {date: 2026-11-01, why: It named the wrong town.}"

# --- nothing is said of what is withheld -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "front", ["draft: true", "publish_at: 2027-01-01", "embargo: 2026-11-21 08:00", "expires: 2026-11-20"]
)
def test_the_mistakes_of_what_is_withheld_are_nobodys_business(tmp_path: Path, front: str) -> None:
    mistakes = release("secret", f"{front}\ntitel: x\nagencies: {{host: [Nobody]}}", "# One\n\n[x](nope.md) <b>")
    public = release("a")
    made = built(public + mistakes, tmp_path / "a")
    assert made.diagnostics == ()
    assert made.artifacts == built(public, tmp_path / "b").artifacts
    assert len(built(public + mistakes, tmp_path / "c", drafts=True).diagnostics) >= 4


@pytest.mark.parametrize(
    ("front", "code"),
    [
        ("embargo: 2026-02-30", "bad-date"),
        ("draft: maybe", "wrong-type"),
        ("publish_at: [2026-01-01]", "wrong-type"),
        ("withdrawn: {date: 2026-01-01}", "missing-field"),
    ],
)
def test_what_cannot_be_read_withholds_and_is_an_error(tmp_path: Path, front: str, code: str) -> None:
    text = release("a", front) + release("b", "", "[a](a.md)")
    found = codes(text, tmp_path)
    assert [name for name, *_ in found] == [code, "withheld-link"]


def test_a_draft_whose_other_date_cannot_be_read_is_a_draft(tmp_path: Path) -> None:
    assert codes(release("a", "draft: true\nembargo: tomorrow"), tmp_path) == []


# --- what is withdrawn -----------------------------------------------------------------------------------------------


def test_a_withdrawn_page_says_so_and_nothing_else(tmp_path: Path) -> None:
    shared = SERVICES + EVENT + release("b", ROLES)
    secret = release("secret", f"{WITHDRAWN}\nsummary: SUMMARY\nevent: Conf\n{ROLES}", "BODY")
    made, without = files(shared + secret, tmp_path / "a"), files(shared, tmp_path / "b")
    page = made.pop("releases/secret/index.html").decode()
    pages = made.pop("api/pages.json").decode()
    del without["api/pages.json"]
    assert made == without
    assert not [word for word in ("Release secret", "SUMMARY", "town") if word in pages]
    assert "It named the wrong town." in page
    assert '<time datetime="2026-11-01">' in page
    assert '<meta name="robots" content="noindex">' in page
    assert not [word for word in ("Release secret", "SUMMARY", "BODY") if word in page]


def test_a_withdrawn_page_is_one_in_its_own_language_alone(tmp_path: Path) -> None:
    config = "-- campaignsite.yaml --\n" + CONFIG + "languages: [en, fr]\n"
    made = files(config + doc("about.fr.md", f"title: T\n{WITHDRAWN}") + doc("about.md", "title: T"), tmp_path)
    assert "Cette page a été retirée" in made["fr/about/index.html"].decode()
    assert "withdrawn" not in made["about/index.html"].decode()


def test_a_public_page_does_not_lead_to_what_is_withdrawn(tmp_path: Path) -> None:
    text = doc("about.md", "title: About", "a [b](releases/a.md)") + release("a", WITHDRAWN)
    assert codes(text, tmp_path) == [("withheld-link", "content/about.md", 4, 3)]


@pytest.mark.parametrize("front", ["draft: true", "embargo: 2027-01-01", WITHDRAWN])
def test_a_hint_names_no_file_beside_what_is_withheld(tmp_path: Path, front: str) -> None:
    public = release("a", "", "![A map](victim-s-hous.png){credit=A people=none}")
    beside = "-- content/releases/victim-s-house.png (png) --\nx\n"
    (open_hint,) = (d.hint for d in built(public + beside, tmp_path / "a").diagnostics)
    assert "victim-s-house.png" in open_hint
    (hint,) = (d.hint for d in built(public + beside + release("b", front), tmp_path / "b").diagnostics)
    assert hint == "correct the path; it counts from this file's folder"


def test_an_embargo_comes_before_a_withdrawal(tmp_path: Path) -> None:
    assert "releases/a/index.html" not in files(release("a", f"{WITHDRAWN}\nembargo: 2027-01-01"), tmp_path)


# --- corrections -----------------------------------------------------------------------------------------------------


def test_corrections_are_shown_everywhere_and_have_a_page_of_their_own(tmp_path: Path) -> None:
    first = "corrections: [{date: 2026-03-01, what: It was seven.}, {date: 2026-05-01, what: It was eight.}]"
    text = release("a", first) + release("b", "corrections: [{date: 2026-04-01, what: It rained.}]") + release("c")
    text += release("d", "draft: true\ncorrections: [{date: 2026-06-01, what: SECRET}]")
    made = {file: data.decode() for file, data in files(text, tmp_path).items()}
    said = re.findall(r"<p>(It [^<]*)</p>", made["corrections/index.html"])
    assert said == ["It was eight.", "It rained.", "It was seven."]
    assert '<time datetime="2026-05-01">' in made["releases/index.html"]
    assert made["releases/a/index.html"].count('<time datetime="2026-05-01">') == 2
    assert 'href="/corrections/"' in made["releases/a/index.html"]
    assert not [file for file, html in made.items() if "SECRET" in html]


def test_where_nothing_was_corrected_there_is_no_such_page(tmp_path: Path) -> None:
    made = files(release("a"), tmp_path)
    assert "corrections/index.html" not in made
    assert not [file for file, data in made.items() if b"/corrections/" in data]


# --- building with it is building without it -------------------------------------------------------------------------

CANARY = "zyzzyva"
KINDS = {
    "release": lambda front: release(
        CANARY, front, f"{CANARY} [m]({CANARY}.pdf) ![{CANARY}]({CANARY}.png){{credit={CANARY} people=none}}"
    ),
    "results": lambda front: result(CANARY, f"{ROLES}\n{front}", 7777777),
    "agency": lambda front: agency(f"{CANARY} Police", f"kind: ngo\naliases: [{CANARY}]\n{front}"),
    "event": lambda front: doc(f"events/{CANARY}.md", f"name: {CANARY}\nrecurs: --11-22\n{front}", CANARY),
    "standing text": lambda front: standing(CANARY, CANARY, front),
    "page": lambda front: doc(
        f"{CANARY}.md", f"title: {CANARY}\nextra: {{a: {CANARY}}}\naliases: [/a-{CANARY}]\n{front}", CANARY
    ),
    "front of a list": lambda front: doc("releases/index.md", f"title: {CANARY}\n{front}", CANARY),
    "translation": lambda front: doc("about.fr.md", f"title: {CANARY}\n{front}", CANARY),
    "first of a folder": lambda front: doc(f"{CANARY}/x.md", f"title: {CANARY}\ntype: release\n{front}", CANARY),
    "broken": lambda front: doc(f"releases/{CANARY}.md", f"titel: {CANARY}\n{front}", f"<{CANARY}> [x]({CANARY})"),
}
WITHHOLDING = ["draft: true", "embargo: 2027-01-01", "publish_at: 2026-11-22 09:00", "expires: 2026-11-21 07:00"]
BESIDE = f"-- content/releases/{CANARY}.pdf --\n{CANARY}\n"
BESIDE += f"-- content/releases/{CANARY}.png (png) --\n{CANARY}, 90 x 60 noise\n"
PUBLIC = (
    "-- campaignsite.yaml --\n" + CONFIG + "languages: [en, fr]\npage_size: 2\n" + SERVICES + EVENT,
    release("a", f"event: Conf\n{ROLES}"),
    release("b", "date: 2026-02-02", "[a](a.md) ::: x"),
    result("c", ROLES),
    doc("about.md", "title: About"),
    release("d", "draft: false\nsummary: |\n  More."),
)


@settings(
    max_examples=1000 if os.environ.get("CAMPAIGNSITE_SOAK") else 40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(
    kinds=st.lists(st.sampled_from(sorted(KINDS)), min_size=1, max_size=4, unique=True),
    fronts=st.lists(st.sampled_from(WITHHOLDING), min_size=4, max_size=4),
    public=st.sets(st.sampled_from(range(1, len(PUBLIC)))),
)
def test_what_is_withheld_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, kinds: list[str], fronts: list[str], public: set[int]
) -> None:
    """In everything that is published, and in everything that is said."""
    base = tmp_path_factory.mktemp("site")
    shared = PUBLIC[0] + "".join(PUBLIC[n] for n in sorted(public))
    secret = "".join(KINDS[kind](front) for kind, front in zip(kinds, fronts, strict=False))
    with_it, without = published(shared + secret + BESIDE, base / "a"), published(shared, base / "b")
    assert with_it[0].diagnostics == without[0].diagnostics
    assert (with_it[0].pages, with_it[0].files) == (without[0].pages, without[0].files)
    assert with_it[1] == without[1]
    assert not [name for name, data in with_it[1].items() if CANARY in name or CANARY.encode() in data]


def published(text: str, root: Path) -> tuple[Outcome, dict[str, bytes]]:
    outcome = build(Order(write_site(text, root), NOW, root / "output"))
    return outcome, tree(root / "output")


# --- the list --------------------------------------------------------------------------------------------------------


def listed(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "campaignsite", "list", *arguments]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)


def test_everything_is_listed_with_its_state_and_when_that_changes(tmp_path: Path) -> None:
    text = release("a", "embargo: 2026-11-22 09:00\npublish_at: 2026-11-22\nexpires: 2026-12-31")
    text += release("b", "publish_at: 2026-11-23T09:00Z", "[x](nope.md) <b>") + release("c", "draft: true")
    text += release("d", "expires: 2026-11-20") + release("e", WITHDRAWN) + release("f", "embargo: soon") + release("g")
    root = write_site(text, tmp_path)
    done = listed(root, "--now", "2026-11-21T12:00", "--format", "json")
    found = json.loads(done.stdout)
    rows = {Path(item["path"]).stem: (item["state"], item["changes_at"], item["errors"]) for item in found["items"]}
    assert rows == {
        "a": ("embargoed", "2026-11-22T09:00:00-05:00", 0),
        "b": ("scheduled", "2026-11-23T04:00:00-05:00", 1),
        "c": ("draft", None, 0),
        "d": ("expired", None, 0),
        "e": ("withdrawn", None, 0),
        "f": ("unreadable", None, 1),
        "g": ("public", None, 0),
    }
    assert found["now"] == "2026-11-21T12:00:00-05:00"
    assert found["next"] == "2026-11-22T09:00:00-05:00"
    table = listed(root, "--now", "2026-11-22T09:00", "--state", "public", "--state", "scheduled").stdout
    assert re.findall(r"releases/(\w)", table) == ["a", "b", "g"]
    assert "2027-01-01 00:00" in table
    assert table.endswith("3 documents; the next change is at 2026-11-23 04:00.\n")


def test_what_ends_before_it_begins_is_said_to_be_unclear_and_to_stay_so(tmp_path: Path) -> None:
    never = "publish_at: 2026-12-02\nexpires: 2026-12-01"
    root = write_site(release("a", never) + release("b", f"draft: true\n{never}"), tmp_path)
    (row, _) = json.loads(listed(root, "--format", "json").stdout)["items"]
    assert (row["state"], row["changes_at"]) == ("unreadable", None)
    assert row["why"] == "its front matter does not say clearly when it is public"
    found = built(release("a", never) + release("b", f"draft: true\n{never}"), tmp_path / "b", drafts=True)
    assert [(d.code, d.path) for d in found.diagnostics] == [
        ("never-public", "content/releases/a.md"),
        ("never-public", "content/releases/b.md"),
    ]


def test_of_many_events_that_a_list_could_be_about_a_few_are_named(tmp_path: Path) -> None:
    event = "-- content/events/{0}.md --\n---\nname: Event {0}\nkind: conference\n---\n"
    root = write_site("".join(event.format(letter) for letter in "abcdefghijkl"), tmp_path)
    done = listed(root, "--event", "Something")
    few = ", ".join(f"Event {letter}" for letter in "abcdefgh")
    assert done.stderr.splitlines()[-1] == f"Error: there is no event “Something”; write one of {few} … and 4 more"
    assert "did you mean “Event a”?" in listed(root, "--event", "Evnt a").stderr


def test_a_list_of_a_site_without_a_configuration_says_so(tmp_path: Path) -> None:
    done = listed(write_site("-- campaignsite.yaml --\ntitle: [x\n", tmp_path))
    assert (done.returncode, done.stdout) == (2, "")
    assert "campaignsite.yaml:1" in done.stderr
