"""Whom to tell of a hole in the site: RFC 9116, read back as its grammar has it."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from campaignsite.build import Order, build
from campaignsite.serve.paths import parts_of
from tests.sites import CONFIG, NOW, built, tree, write_site

FILE = ".well-known/security.txt"
LINE = re.compile(r"(?P<name>[A-Za-z0-9-]+): (?P<value>[!-~]+(?: [!-~]+)*)", re.ASCII)
"""A field (RFC 9116, 4): a name, a colon, a space and a value."""
SAID = """security:
  contact:
    - mailto:security@example.org
    - https://example.org/report?a=b&c=é
    - tel:+1-416-555-0199
  expires: 2027-06-30
  encryption: https://example.org/key.asc
  acknowledgments: https://example.org/thanks/
  policy: https://example.org/policy/
"""


def site(said: str = SAID) -> str:
    return f"-- campaignsite.yaml --\n{CONFIG}languages: [en, fr]\n{said}"


def fields(text: str) -> list[tuple[str, str]]:
    found = [LINE.fullmatch(line) for line in text.removesuffix("\n").split("\n")]
    assert all(found), text
    return [(match["name"], match["value"]) for match in found if match]


def test_it_says_what_the_configuration_says(tmp_path: Path) -> None:
    made = {a.file: a.data for a in built(site(), tmp_path).artifacts}
    said = fields(made[FILE].decode("ascii"))
    assert said == [
        ("Contact", "mailto:security@example.org"),
        ("Contact", "https://example.org/report?a=b&c=%C3%A9"),
        ("Contact", "tel:+1-416-555-0199"),
        ("Expires", "2027-07-01T04:00:00Z"),
        ("Encryption", "https://example.org/key.asc"),
        ("Acknowledgments", "https://example.org/thanks/"),
        ("Preferred-Languages", "en, fr"),
        ("Canonical", f"https://example.org/{FILE}"),
        ("Policy", "https://example.org/policy/"),
    ]
    expires = dt.datetime.fromisoformat(dict(said)["Expires"])
    assert expires == dt.datetime(2027, 7, 1, tzinfo=ZoneInfo("America/Toronto")), "the day named is the last one"


def test_it_is_there_only_where_it_is_read_and_wanted(tmp_path: Path) -> None:
    assert FILE not in {a.file for a in built(site(""), tmp_path / "none").artifacts}
    folder = built(site(), tmp_path / "folder", base_url="https://example.org/repo/")
    assert FILE not in {a.file for a in folder.artifacts}
    assert [d.code for d in folder.diagnostics] == ["security-in-folder"]
    own = built(site() + f"-- assets/root/{FILE} --\nmine\n", tmp_path / "own")
    assert {a.file: a.data for a in own.artifacts}[FILE] == b"mine\n"
    other = built(site() + "-- assets/root/.well-known/other --\nx\n-- assets/root/.git --\nx\n", tmp_path / "other")
    files = {a.file for a in other.artifacts}
    assert {FILE, ".well-known/other"} <= files
    assert ".git" not in files


@pytest.mark.parametrize(
    ("days", "code"),
    [
        (-1, "security-expired"),
        (0, "security-expiring"),
        (30, "security-expiring"),
        (31, ""),
        (365, ""),
        (366, "security-far-off"),
    ],
)
def test_its_day_is_neither_past_nor_near_nor_far(tmp_path: Path, days: int, code: str) -> None:
    day = NOW.date() + dt.timedelta(days=days)
    outcome = built(site(f"security: {{contact: [mailto:a@b.example], expires: {day}}}\n"), tmp_path)
    assert [d.code for d in outcome.diagnostics] == ([code] if code else [])
    assert bool(outcome.artifacts) == (code != "security-expired")
    for noticed in outcome.diagnostics:
        assert (noticed.path, noticed.line) == ("campaignsite.yaml", 5)


def test_nothing_is_taken_for_known_past_its_moment(tmp_path: Path) -> None:
    root = write_site(site("security: {contact: [mailto:a@b.example], expires: 2026-11-21 08:00}\n"), tmp_path / "site")
    before = NOW.replace(hour=12, minute=59)
    assert [d.code for d in build(Order(root, before, tmp_path / "web", cache=True)).diagnostics] == [
        "security-expiring"
    ]
    after = before + dt.timedelta(minutes=1)
    assert [d.code for d in build(Order(root, after, tmp_path / "web", cache=True)).diagnostics] == ["security-expired"]


@pytest.mark.parametrize("contact", ["security@example.org", "http://example.org/", "mailto:nobody", "tel:911"])
def test_a_contact_is_an_address_that_the_standard_has(tmp_path: Path, contact: str) -> None:
    outcome = built(site(f"security: {{contact: ['{contact}'], expires: 2027-06-30}}\n"), tmp_path)
    assert [d.code for d in outcome.diagnostics] == ["bad-value"]
    assert "mailto:security@example.org" in outcome.diagnostics[0].hint


def test_a_folder_whose_name_begins_with_a_dot_is_published_built_again_and_served(tmp_path: Path) -> None:
    root = write_site(site(), tmp_path / "site")
    build(Order(root, NOW, tmp_path / "web"))
    first = tree(tmp_path / "web")
    assert FILE in first
    build(Order(root, NOW + dt.timedelta(days=1), tmp_path / "web"))
    assert tree(tmp_path / "web") == first
    (root / "campaignsite.yaml").write_text(CONFIG, encoding="utf-8")
    build(Order(root, NOW, tmp_path / "web"))
    assert not (tmp_path / "web/.well-known").exists()
    assert parts_of(f"/{FILE}") == (".well-known", "security.txt")
    assert parts_of("/.git/config") is None
