"""Relations: documents and a time in; what the public may know, and how it belongs together, out."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from tests.sites import CONFIG, NOW, built, pages

EN_FR = f"-- campaignsite.yaml --\n{CONFIG}languages: [en, fr]\n"


def doc(path: str, front: str, body: str = "") -> str:
    return f"-- content/{path} --\n---\n{front}\n---\n{body}\n"


def release(name: str, front: str = "", body: str = "") -> str:
    """A release of 2026-01-02 unless ``front`` has a date."""
    date = "" if "date:" in front else "date: 2026-01-02\n"
    return doc(f"releases/{name}.md", f"title: Release {name}\n{date}{front}".rstrip(), body)


def agency(name: str, front: str = "kind: ngo") -> str:
    return doc(f"agencies/{name.lower().replace(' ', '-')}.md", f"name: {name}\n{front}")


def result(name: str, front: str = "", value: int = 80) -> str:
    measure = f"{{id: persons-charged, value: {value}, unit: person, definition: People charged}}"
    return doc(
        f"results/{name}.md",
        f"title: Results {name}\ndate: 2026-01-02\noperation: O\nscope: joint\nperiod: {{label: A year}}\n"
        f"measures:\n  - {measure}\n{front}".rstrip(),
    )


def codes(text: str, root: Path, now: dt.datetime = NOW) -> list[tuple[str, str, int, int]]:
    return [(d.code, d.path, d.line, d.column) for d in built(text, root, now=now).diagnostics]


def files(text: str, root: Path, now: dt.datetime = NOW, *, drafts: bool = False) -> dict[str, bytes]:
    outcome = built(text, root, now=now, drafts=drafts)
    assert outcome.artifacts, outcome.diagnostics
    return {a.file: a.data for a in outcome.artifacts}


def text_of(html: str) -> str:
    """The words of a page, without its head and its frame."""
    main = html.partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]*>", " ", main).split())


# --- agencies and their roles --------------------------------------------------------------------------------------

SERVICES = "".join(agency(name) for name in ("Alpha", "Beta", "Gamma", "Delta", "Epsilon"))
ROLES = """agencies:
  host: [Beta, Alpha]
  lead: [Gamma]
  supporting: [Delta, Beta]
  participating: [Epsilon]
  issuer: [Alpha]"""


def test_a_page_shows_agencies_by_role_in_its_own_order(tmp_path: Path) -> None:
    html = pages(SERVICES + release("a", ROLES), tmp_path)["releases/a/index.html"]
    groups = re.split(r'<h3 class="role" id="role-', html)[1:]
    shown = {g.partition('"')[0]: re.findall(r'<li><a href="/agencies/\w+/">(\w+)</a></li>', g) for g in groups}
    assert shown == {
        "host": ["Beta", "Alpha"],
        "lead": ["Gamma"],
        "supporting": ["Delta", "Beta"],
        "participating": ["Epsilon"],
        "issuer": ["Alpha"],
    }
    assert list(shown) == ["host", "lead", "supporting", "participating", "issuer"]


@pytest.mark.parametrize(
    ("name", "roles"),
    [
        ("alpha", ["host", "issuer"]),
        ("beta", ["host", "supporting"]),
        ("gamma", ["lead"]),
        ("delta", ["supporting"]),
        ("epsilon", ["participating"]),
    ],
)
def test_an_agency_shows_what_it_did_in_each_role(tmp_path: Path, name: str, roles: list[str]) -> None:
    html = pages(SERVICES + release("a", ROLES), tmp_path)[f"agencies/{name}/index.html"]
    assert re.findall(r'<section class="part" id="role-(\w+)"', html) == roles
    assert html.count("Release a") == len(roles)


def test_an_agency_named_twice_in_a_role_is_there_once(tmp_path: Path) -> None:
    twice = "agencies:\n  host: [Alpha, alpha, ALPHA]"
    html = pages(SERVICES + release("a", twice), tmp_path)["releases/a/index.html"]
    assert html.count('<a href="/agencies/alpha/">Alpha</a>') == 1


def test_an_unknown_role_is_an_error(tmp_path: Path) -> None:
    assert codes(SERVICES + release("a", "agencies:\n  hosts: [Alpha]"), tmp_path) == [
        ("unknown-role", "content/releases/a.md", 5, 3)
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (release("a", "contacts:\n  - name: Desk\n    agency: Nobody"), ("releases/a.md", 6, 13)),
        (release("a", "", '::: quote {speaker="A" agency="Nobody"}\nb\n:::'), ("releases/a.md", 5, 1)),
        (doc("events/e.md", "name: E\neditions:\n  - year: 2026\n    hosts: [Nobody]"), ("events/e.md", 5, 13)),
        (
            doc("events/e.md", "name: E\neditions:\n  - year: 2026\n    speakers:\n      - {name: A, agency: Nobody}"),
            ("events/e.md", 6, 27),
        ),
        (agency("Force", "kind: joint\nmembers:\n  - agency: Nobody"), ("agencies/force.md", 5, 13)),
        (agency("Force", "kind: ngo\ncontacts: [{name: A, agency: Nobody}]"), ("agencies/force.md", 4, 30)),
    ],
)
def test_an_unknown_agency_is_an_error_wherever_it_is_named(
    tmp_path: Path, text: str, place: tuple[str, int, int]
) -> None:
    path, line, column = place
    assert codes(text, tmp_path) == [("unknown-agency", f"content/{path}", line, column)]


def test_quotes_and_contacts_lead_to_the_agency_by_its_registered_name(tmp_path: Path) -> None:
    body = '::: quote {speaker="A B" title="Chief" agency="ontario police"}\n“One.\n\nTwo.”\n:::'
    text = agency("Ontario Police") + release("a", "contacts:\n  - name: Desk\n    agency: ONTARIO POLICE", body)
    html = pages(text, tmp_path)["releases/a/index.html"]
    assert html.count('<a href="/agencies/ontario-police/">Ontario Police</a>') == 2
    quote = html.partition("<figure")[2].partition("</figure>")[0]
    assert "<p>“One.</p>\n<p>Two.”</p>" in quote
    assert "A B" in quote.partition("<figcaption>")[2]
    assert "Chief" in quote.partition("<figcaption>")[2]


def test_members_and_joint_bodies_know_each_other(tmp_path: Path) -> None:
    force = "kind: joint\nmembers:\n  - agency: Beta\n    from: 2023-02\n  - agency: alpha"
    made = pages(SERVICES + agency("Force", force), tmp_path)
    members = made["agencies/force/index.html"].partition('id="members"')[2]
    assert re.findall(r'<a href="/agencies/\w+/">(\w+)</a>', members)[:2] == ["Beta", "Alpha"]
    assert '<a href="/agencies/force/">Force</a>' in made["agencies/alpha/index.html"]
    assert '<a href="/agencies/force/">Force</a>' not in made["agencies/gamma/index.html"]
    assert "5 agencies take part" in made["agencies/index.html"]  # a joint body is no agency of its own


# --- events and editions -------------------------------------------------------------------------------------------

EVENT = doc(
    "events/e.md",
    "name: The Conference\naliases: [Conf]\neditions:\n  - year: 2025\n  - start: 2026-03-19\n    end: 2026-03-21",
)


@pytest.mark.parametrize(
    ("front", "anchor", "year"),
    [
        ("event: The Conference\ndate: 2026-03-19", "edition-2026", "2026"),
        ("event: Conf\ndate: 2025-12-01", "edition-2025", "2025"),
        ("event: e\ndate: 2026-01-01\nedition: 2025", "edition-2025", "2025"),
        ("event: the conference\ndate: --03-19\nedition: 2026", "edition-2026", "2026"),
        ("event: Conf\ndate: 2024-01-01", "", "2024"),
        ("event: Conf\ndate: --03-19", "", "unknown"),
    ],
)
def test_items_belong_to_the_edition_of_their_year(tmp_path: Path, front: str, anchor: str, year: str) -> None:
    made = pages(EVENT + release("a", front), tmp_path)
    html = made["releases/a/index.html"]
    assert '<a href="/events/e/">The Conference</a>' in html
    assert re.findall(r'href="/events/e/#(edition-\w+)"', html) == ([anchor] if anchor else [])
    event = made["events/e/index.html"]
    section = event.partition(f'id="{anchor or "year-" + year}"')[2]
    assert '<a href="/releases/a/">' in section
    assert f'id="year-{year}"' in made["releases/index.html"]


def test_a_date_without_a_year_is_said_and_listed_apart(tmp_path: Path) -> None:
    text = release("a", "date: --07-30") + release("b", "date: 2025-01-01")
    assert codes(text, tmp_path / "a") == [("date-without-year", "content/releases/a.md", 3, 7)]
    made = pages(text, tmp_path / "b")
    assert "(year not stated)" in made["releases/a/index.html"]
    listed = text_of(made["releases/index.html"])
    assert listed.index("Release b") < listed.index("Year not stated") < listed.index("Release a")


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("event: Nope", ("unknown-event", 4, 8)),
        ("edition: 2026", ("unknown-edition", 4, 10)),
        ("event: Conf\nedition: 2019", ("unknown-edition", 5, 10)),
    ],
)
def test_unknown_events_and_editions_are_errors(tmp_path: Path, front: str, expected: tuple[str, int, int]) -> None:
    code, line, column = expected
    assert codes(EVENT + release("a", front), tmp_path) == [(code, "content/releases/a.md", line, column)]


@pytest.mark.parametrize(
    ("today", "shown"), [("2026-07-29", "2026-07-30"), ("2026-07-30", "2026-07-30"), ("2026-07-31", "2027-07-30")]
)
def test_the_next_world_day_is_computed_from_now(tmp_path: Path, today: str, shown: str) -> None:
    text = doc("events/w.md", "name: World Day\nkind: world-day\nrecurs: --07-30")
    now = dt.datetime.fromisoformat(f"{today}T23:00-04:00")  # the site's day, not UTC's
    html = pages(text, tmp_path, now=now)["events/w/index.html"]
    assert f'<dd class="next"><time datetime="{shown}">' in html


def test_a_recurrence_has_no_year(tmp_path: Path) -> None:
    assert codes(doc("events/w.md", "name: W\nrecurs: 2026-07-30"), tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        doc("events/e.md", "name: E\neditions:\n  - start: 2026-05-02\n    end: 2026-05-01"),
        result("a").replace("{label: A year}", "{label: A year, start: 2026-12-01, end: 2026-01-31}"),
    ],
)
def test_nothing_ends_before_it_begins(tmp_path: Path, text: str) -> None:
    assert codes(text, tmp_path)


def test_a_day_that_is_none_is_no_fault(tmp_path: Path) -> None:
    found = codes(doc("events/e.md", "name: E\neditions:\n  - start: 2026-00-10"), tmp_path)
    assert [code for code, *_ in found] == ["bad-date"]


# --- standing texts, by date ---------------------------------------------------------------------------------------


def standing(name: str, body: str, front: str = "") -> str:
    return doc(f"boilerplates/{name}.md", f"title: About us\n{front}".rstrip(), body)


VERSIONS = (
    standing("us-1", "OLDEST", "key: us")
    + standing("us-2", "MIDDLE", "key: us\nfrom: 2024-05-01")
    + standing("us-3", "NEWEST", "key: us\nfrom: 2026-05-01")
)


@pytest.mark.parametrize(
    ("front", "shown"),
    [
        ("date: 2023-01-01\nboilerplates: [us]", "OLDEST"),
        ("date: 2024-04-30\nboilerplates: [us]", "OLDEST"),
        ("date: 2024-05-01\nboilerplates: [us]", "MIDDLE"),
        ("date: 2026-04-30\nboilerplates: [us]", "MIDDLE"),
        ("date: 2026-05-01\nboilerplates: [us]", "NEWEST"),
        ("date: 2030-01-01\nboilerplates: [us]", "NEWEST"),
        ("date: 2026-05\nboilerplates: [us]", "NEWEST"),
        ("date: 2030-01-01\nboilerplates: [us@2024-05-01]", "MIDDLE"),
        ("date: --07-30\nboilerplates: [us@2026-05-01]", "NEWEST"),
        ("date: 2030-01-01\nboilerplates: [us-2]", "MIDDLE"),
    ],
)
def test_an_old_release_keeps_its_old_text(tmp_path: Path, front: str, shown: str) -> None:
    html = pages(VERSIONS + release("a", front), tmp_path)["releases/a/index.html"]
    assert [word for word in ("OLDEST", "MIDDLE", "NEWEST") if word in html] == [shown]


def test_a_single_version_needs_no_date(tmp_path: Path) -> None:
    html = pages(standing("us", "ONLY") + release("a", "date: --07-30\nboilerplates: [us]"), tmp_path)
    assert "ONLY" in html["releases/a/index.html"]


@pytest.mark.parametrize(
    ("front", "code", "line"),
    [
        ("boilerplates: [nope]", "unknown-boilerplate", 4),
        ("date: --07-30\nboilerplates: [us]", "undated-boilerplate", 4),
        ("boilerplates: ['us@2020-01-01']", "undated-boilerplate", 4),
    ],
)
def test_a_standing_text_that_cannot_be_told_is_an_error(tmp_path: Path, front: str, code: str, line: int) -> None:
    found = [c for c in codes(VERSIONS + release("a", front), tmp_path) if c[0] != "date-without-year"]
    assert found == [(code, "content/releases/a.md", line, 16)]


def test_a_year_in_which_the_text_changed_does_not_tell_the_version(tmp_path: Path) -> None:
    found = codes(VERSIONS + release("a", "date: 2024\nboilerplates: [us]"), tmp_path)
    assert [code for code, *_ in found] == ["undated-boilerplate"]


def test_a_release_never_shows_a_text_that_did_not_exist_yet(tmp_path: Path) -> None:
    text = standing("us", "NEW", "from: 2026-05-01") + release("a", "date: 2020-01-01\nboilerplates: [us]")
    assert [code for code, *_ in codes(text, tmp_path)] == ["undated-boilerplate"]


# --- results -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["a", "a.md", "results/a", "results/a.md"])
def test_a_release_shows_the_results_that_it_names(tmp_path: Path, name: str) -> None:
    html = pages(result("a") + release("r", f"results: [{name}]"), tmp_path)["releases/r/index.html"]
    assert '<a href="/results/a/">Results a</a>' in html
    assert "<dd><b>80</b> people</dd>" in html


def test_figures_stand_in_the_text_where_the_editor_puts_them(tmp_path: Path) -> None:
    body = 'before\n\n::: figures {results="a"}\n:::\n\nafter'
    html = pages(result("a") + release("r", "", body), tmp_path)["releases/r/index.html"]
    prose = html.partition('<div class="prose"')[2].partition("<p>after</p>")[0]
    assert "<dd><b>80</b> people</dd>" in prose


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (release("r", "results: [nope]"), ("unknown-results", "releases/r.md", 4, 11)),
        (result("r", "supersedes: nope"), ("unknown-results", "results/r.md", 9, 13)),
        (release("r", "", '::: figures {results="nope"}\n:::'), ("unknown-results", "releases/r.md", 5, 1)),
        (release("r", "", "::: figures\n:::"), ("bad-component", "releases/r.md", 5, 1)),
    ],
)
def test_unknown_results_are_errors(tmp_path: Path, text: str, expected: tuple[str, str, int, int]) -> None:
    code, path, line, column = expected
    assert codes(text, tmp_path) == [(code, f"content/{path}", line, column)]


@pytest.mark.parametrize(("name", "value"), [("2026/a", "2"), ("results/2026/a", "2"), ("a", None)])
def test_of_two_results_of_one_name_the_path_tells(tmp_path: Path, name: str, value: str | None) -> None:
    text = result("2025/a", value=1) + result("2026/a", value=2) + release("r", f"results: ['{name}']")
    outcome = built(text, tmp_path)
    made = {a.file: a.data.decode() for a in outcome.artifacts if a.file.endswith(".html")}
    if value is None:
        assert outcome.diagnostics
    else:
        assert f"<dd><b>{value}</b>" in made["releases/r/index.html"]


# --- what the public may know --------------------------------------------------------------------------------------


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("front", "now", "public"),
    [
        ("draft: true", "2099-01-01T00:00Z", False),
        ("draft: false", "2020-01-01T00:00Z", True),
        ("draft: true\npublish_at: 2020-01-01", "2026-01-01T00:00Z", False),
        # a day begins and ends at midnight in the site's time zone, America/Toronto
        ("publish_at: 2026-07-30", "2026-07-30T03:59:59Z", False),
        ("publish_at: 2026-07-30", "2026-07-30T04:00Z", True),
        ("publish_at: 2026-07-30 09:00", "2026-07-30T12:59:59Z", False),
        ("publish_at: 2026-07-30 09:00", "2026-07-30T13:00Z", True),
        ("publish_at: 2026-07-30 09:00", "2026-07-30T15:00+02:00", True),
        ("publish_at: 2026-07-30T09:00+02:00", "2026-07-30T06:59:59Z", False),
        ("publish_at: 2026-07-30T09:00+02:00", "2026-07-30T07:00Z", True),
        ("embargo: 2026-07-30 09:00", "2026-07-30T12:59:59Z", False),
        ("embargo: 2026-07-30 09:00", "2026-07-30T13:00Z", True),
        ("publish_at: 2026-07-01\nembargo: 2026-07-30", "2026-07-15T00:00Z", False),
        ("embargo: 2026-07-01\npublish_at: 2026-07-30", "2026-07-15T00:00Z", False),
        ("embargo: 2026-07-01\npublish_at: 2026-07-15", "2026-07-30T00:00Z", True),
        ("expires: 2026-07-30", "2026-07-31T03:59:59Z", True),
        ("expires: 2026-07-30", "2026-07-31T04:00Z", False),
        ("expires: 2026-07-30 09:00", "2026-07-30T12:59:59Z", True),
        ("expires: 2026-07-30 09:00", "2026-07-30T13:00Z", False),
        ("publish_at: 2026-07-01\nexpires: 2026-07-30", "2026-07-15T00:00Z", True),
        ("publish_at: 2026-07-01\nexpires: 2026-07-30", "2026-08-15T00:00Z", False),
        ("date: 2099-01-01", "2026-01-01T00:00Z", True),  # the date of a text decides nothing
        ("event: The Conference\ndate: 2026-03-19", "2020-01-01T00:00Z", True),
    ],
)
def test_only_the_states_decide_what_is_public(tmp_path: Path, front: str, now: str, public: bool) -> None:
    made = files(EVENT + release("a", front, "SECRET"), tmp_path, at(now))
    assert ("releases/a/index.html" in made) is public
    assert any(b"SECRET" in data or b"Release a" in data for data in made.values()) is public


@pytest.mark.parametrize("key", ["embargo", "publish_at"])
@pytest.mark.parametrize("written", ["2026-11-01 01:30", "2026-11-01T01:30-05:00"])
def test_nothing_is_public_an_hour_early_when_clocks_go_back(tmp_path: Path, key: str, written: str) -> None:
    """01:30 comes at 05:30Z and again at 06:30Z."""
    text = release("a", f"{key}: {written}")
    assert "releases/a/index.html" not in files(text, tmp_path / "a", at("2026-11-01T05:45Z"))
    assert "releases/a/index.html" in files(text, tmp_path / "b", at("2026-11-01T06:30Z"))


def test_nothing_is_public_too_long_when_clocks_go_back(tmp_path: Path) -> None:
    """Of two readings the one counts that withholds."""
    assert "releases/a/index.html" not in files(
        release("a", "expires: 2026-11-01 01:30"), tmp_path, at("2026-11-01T05:45Z")
    )


def test_nothing_is_public_early_when_clocks_go_forward(tmp_path: Path) -> None:
    """There is no 02:30 on this day: the clock goes from 02:00 to 03:00 at 07:00Z."""
    text = release("a", "publish_at: 2026-03-08 02:30")
    assert "releases/a/index.html" not in files(text, tmp_path, at("2026-03-08T06:59Z"))


@pytest.mark.parametrize(
    "front",
    ["publish_at: tomorrow", "embargo: 2026-02-30", "expires: 2026", "embargo: ''", "draft: maybe", "embargo: []"],
)
def test_what_cannot_be_read_is_never_public(tmp_path: Path, front: str) -> None:
    outcome = built(release("a", front), tmp_path)
    assert not outcome.artifacts
    assert {d.line for d in outcome.diagnostics} == {4}


@pytest.mark.parametrize(
    "front", ["draft: true", "publish_at: 2027-01-01", "embargo: 2026-11-21 08:00", "expires: 2026-11-20"]
)
def test_a_withheld_item_leaves_no_trace(tmp_path: Path, front: str) -> None:
    shared = SERVICES + EVENT + result("a") + release("b", ROLES) + "-- content/releases/x.pdf --\nx\n"
    more = f"{front}\nevent: Conf\nresults: [a]\n{ROLES}"
    secret = release("secret", more, "[x](x.pdf)") + result("secret", f"{front}\nsupersedes: a\n{ROLES}")
    secret += agency("Secret", f"kind: ngo\n{front}") + doc("events/secret.md", f"name: Secret\n{front}")
    secret += doc("about.md", f"title: Secret\n{front}") + doc("index.md", f"title: Secret\n{front}")
    now = at("2026-11-21T07:59-05:00")
    without = files(shared, tmp_path / "a", now)
    assert files(shared + secret, tmp_path / "b", now) == without
    assert "releases/secret/index.html" in files(shared + secret, tmp_path / "c", now, drafts=True)


@pytest.mark.parametrize(
    "front", ["draft: true", "publish_at: 2027-01-01", "embargo: 2027-01-01", "expires: 2026-01-01"]
)
def test_a_public_page_never_leads_to_a_withheld_one(tmp_path: Path, front: str) -> None:
    text = doc("about.md", "title: About", "a [b](releases/a.md)") + release("a", front)
    assert codes(text, tmp_path / "a") == [("withheld-link", "content/about.md", 4, 3)]
    assert built(text, tmp_path / "b", drafts=True).artifacts


def test_a_withheld_page_may_lead_to_another(tmp_path: Path) -> None:
    text = release("a", "draft: true", "[b](b.md)") + release("b", "draft: true", "[nobody](nope.md)")
    assert files(text, tmp_path)


@pytest.mark.parametrize(
    "front", ["agencies: {host: [Secret]}", "event: Secret", "results: [secret]", "boilerplates: [secret]"]
)
def test_a_public_item_never_names_what_is_withheld(tmp_path: Path, front: str) -> None:
    secret = agency("Secret", "kind: ngo\ndraft: true") + doc("events/secret.md", "name: Secret\ndraft: true")
    secret += result("secret", "draft: true") + standing("secret", "x", "draft: true")
    assert not built(secret + release("a", front), tmp_path).artifacts


# --- files beside the text -----------------------------------------------------------------------------------------

FILE = "-- content/releases/map.pdf --\nx\n"


@pytest.mark.parametrize(
    ("text", "published"),
    [
        (release("a", "", "[m](map.pdf)"), True),
        (doc("resources/r.md", "title: R\nfile: ../releases/map.pdf"), True),
        (release("a", "", "map.pdf"), False),
        (release("a", "draft: true", "[m](map.pdf)"), False),
        (release("a", "embargo: 2027-01-01", "[m](map.pdf)"), False),
        (doc("resources/r.md", "title: R\nfile: ../releases/map.pdf\nexpires: 2026-01-01"), False),
        (standing("b", "[m](../releases/map.pdf)") + release("a", "boilerplates: [b]"), True),
    ],
)
def test_a_file_goes_out_only_with_a_public_page_that_uses_it(tmp_path: Path, text: str, published: bool) -> None:
    assert ("releases/map.pdf" in files(FILE + text, tmp_path)) is published


def test_a_text_that_no_page_shows_publishes_no_file(tmp_path: Path) -> None:
    text = FILE + standing("b", "[m](../releases/map.pdf)") + release("a")
    assert "releases/map.pdf" not in files(text, tmp_path)


# --- languages -----------------------------------------------------------------------------------------------------


def policy(kind: str, value: str) -> str:
    return f"{EN_FR}translations:\n  {kind}: {value}\n"


def test_a_required_translation_that_is_missing_is_an_error(tmp_path: Path) -> None:
    text = policy("release", "required") + release("a") + doc("about.md", "title: A")
    assert codes(text, tmp_path / "a") == [("missing-translation", "content/releases/a.md", 1, 1)]
    both = text + release("a.fr", "", "x")
    assert not codes(both, tmp_path / "b")
    withheld = text + release("a.fr", "draft: true")
    assert [code for code, *_ in codes(withheld, tmp_path / "c")] == ["missing-translation"]


def test_with_a_notice_the_original_stands_in(tmp_path: Path) -> None:
    made = pages(policy("release", "notice") + release("a"), tmp_path)
    assert '<h3 lang="en" dir="ltr"><a href="/releases/a/">' in made["fr/releases/index.html"]
    assert "fr/releases/a/index.html" not in made


def test_switched_off_there_is_nothing_in_the_other_language(tmp_path: Path) -> None:
    made = pages(policy("release", "off") + SERVICES + release("a", ROLES), tmp_path)
    french = {file: html for file, html in made.items() if file.startswith("fr/")}
    assert "releases/a/index.html" in made
    assert not [file for file, html in french.items() if "Release a" in html]
    assert "fr/releases/index.html" not in french


def test_a_translation_takes_the_place_of_the_original(tmp_path: Path) -> None:
    french = doc("releases/a.fr.md", "title: Communiqué\ndate: 2026-01-02")
    made = pages(EN_FR + release("a") + french, tmp_path)
    assert "Release a" not in made["fr/releases/index.html"]
    assert '<a href="/fr/releases/a/">Communiqué</a>' in made["fr/releases/index.html"]
    assert "Communiqué" not in made["releases/index.html"]


def test_agencies_and_events_have_a_page_in_every_language(tmp_path: Path) -> None:
    text = EN_FR + doc(
        "agencies/opp.md", "name: Provincial Police\nnames: {fr: Police provinciale}\nkind: provincial", "B"
    )
    text += doc("events/e.md", "name: World Day\nkind: world-day\nrecurs: --07-01", "B")
    text += doc("agencies/o.md", "name: Other\nkind: ngo") + doc("agencies/o.fr.md", "name: Autre\nkind: ngo", "Texte")
    made = pages(text, tmp_path)
    french = made["fr/agencies/opp/index.html"]
    assert "<h1>Police provinciale</h1>" in french
    assert "offert en anglais seulement" in french
    assert '<div class="prose" lang="en" dir="ltr"><p>B</p>' in french
    event = made["fr/events/e/index.html"]
    assert '<h1 lang="en" dir="ltr">World Day</h1>' in event
    assert "1er juillet" in event
    assert "<h1>Autre</h1>" in made["fr/agencies/o/index.html"]
    assert "<p>Texte</p>" in made["fr/agencies/o/index.html"]
    assert "<h1>Other</h1>" in made["agencies/o/index.html"]
    assert '<a href="/fr/agencies/o/">Autre</a>' in made["fr/agencies/index.html"]


def test_the_sites_first_language_stands_in(tmp_path: Path) -> None:
    config = f"-- campaignsite.yaml --\n{CONFIG}languages: [en, fr, de]\n"
    text = release("a") + doc("releases/a.fr.md", "title: Communiqué\ndate: 2026-01-02")
    text += doc("index.md", "title: Home", "ENGLISH") + doc("index.fr.md", "title: Accueil", "FRANÇAIS")
    made = pages(config + text, tmp_path)
    assert "Release a" in made["de/releases/index.html"]
    assert "ENGLISH" in made["de/index.html"]


def test_a_policy_is_for_a_kind_that_there_is(tmp_path: Path) -> None:
    found = built(policy("relase", "required") + release("a"), tmp_path).diagnostics
    assert [(d.path, d.line, d.column) for d in found] == [("campaignsite.yaml", 6, 3)]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "leave", "//example.org", "http://user@example.org/"])
def test_the_exit_is_a_whole_address(tmp_path: Path, address: str) -> None:
    found = built(f"-- campaignsite.yaml --\n{CONFIG}exit: {address}\n{release('a')}", tmp_path).diagnostics
    assert [(d.path, d.line) for d in found] == [("campaignsite.yaml", 4)]
