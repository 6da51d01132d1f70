"""A new file: what it says, what ``check`` says of it, and that every example in it is right."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from campaignsite.build import Order, Outcome, build
from campaignsite.build.known import known
from campaignsite.build.starting import New, new
from campaignsite.cli import campaignsite
from campaignsite.cli.commands.looking import TYPES
from campaignsite.model.front.kinds import FOLDERS, KINDS
from campaignsite.model.front.shapes import keys_of
from campaignsite.model.words.slugs import slugify
from campaignsite.parse.front.yaml import read_yaml
from campaignsite.schemas.jsonschema import schemas
from campaignsite.starting.document import BLANK
from campaignsite.starting.examples import scalar
from campaignsite.starting.naming import plain, stem
from tests.sites import NOW, picture, tree, write_site
from tests.typed_yaml import typed

pytestmark = pytest.mark.slow

BARE = "-- content/about.md --\n---\ntitle: About\n---\n"
FULL = """-- campaignsite.yaml --
title: A campaign
base_url: https://example.org/
timezone: America/Toronto
languages: [en, fr]
-- content/agencies/lps.md --
---
name: "Lakeside Police Service: Unit 1"
short_name: LPS
kind: municipal
---
-- content/agencies/ofn.md --
---
name: Oji-Cree Nation, Treaty 5
kind: first-nation
---
-- content/events/safer.md --
---
name: Safer Together
aliases: ["Sécurité ensemble"]
editions:
  - year: 2025
  - start: 2026-03-18
---
-- content/boilerplates/about.md --
---
title: About
---
-- content/boilerplates/about-2027.md --
---
title: About
key: about
from: 2027-01-01
---
-- content/results/spring.md --
---
title: Spring
operation: O
scope: joint
period: {label: P}
measures: [{id: a, value: 1, unit: u, definition: D}]
---
"""
SITES = {"bare": BARE, "full": FULL}
FILLED = {
    "kind": "joint",
    "scope": "joint",
    "id": "persons-charged",
    "value": "80",
    "unit": "person",
    "file": "poster.pdf",
}
EXAMPLE = re.compile(r"^#(?! \S)", re.MULTILINE)
"""The mark of an example: a # that no single blank follows."""


def made(root: Path, kind: str, title: str = "A spring: 2026", **wanted: str) -> Path:
    """A new file in a site."""
    found = new(Order(root, NOW), New(kind, title, **wanted)).value
    assert found
    assert not found.free
    return root / found.path


def checked(root: Path) -> Outcome:
    return build(Order(root, NOW, drafts=True))


def said(outcome: Outcome) -> list[str]:
    # A page of a site with two languages that has one is no mistake of the file.
    return [f"{d.code} {d.path}:{d.line}:{d.column} {d.message}" for d in outcome.diagnostics]


def fill(path: Path) -> str:
    """Write something behind every key that is marked."""
    text = re.sub(
        rf"^( *(?:- )?)(\w+):  # {BLANK}.*$",
        lambda found: f"{found[1]}{found[2]}: {FILLED.get(found[2], 'Some words')}",
        path.read_text(encoding="utf-8"),
        flags=re.MULTILINE,
    )
    assert f"# {BLANK}" not in text
    path.write_text(text, encoding="utf-8")
    (path.parent / "poster.pdf").write_text("x", encoding="utf-8")
    return text


def accepted(root: Path, kind: str, text: str) -> list[str]:
    found = known(Order(root, NOW)).value
    assert found
    judge = jsonschema.Draft7Validator(json.loads(schemas(found)[f"{kind}.json"]))
    return [e.message for e in judge.iter_errors(typed(text.split("---\n")[1]))]


# --- what is in it ----------------------------------------------------------------------------------------------------


def test_there_is_one_for_each_type() -> None:
    assert set(TYPES) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("site", SITES)
def test_it_lies_where_its_type_is_suggested_and_names_every_key(kind: str, site: str, tmp_path: Path) -> None:
    path = made(write_site(SITES[site], tmp_path), kind)
    folder = path.parent.relative_to(tmp_path / "content").as_posix()
    assert FOLDERS.get(folder, "page") == kind
    text = path.read_text(encoding="utf-8")
    for key in keys_of(KINDS[kind]):
        assert re.search(rf"^(?:#|# )?{key.name}:", text, re.MULTILINE), key.name
        assert key.name == "draft" or " ".join(key.meaning.split()[:4]) in text
    assert max(map(len, text.splitlines())) <= 120


@pytest.mark.parametrize("kind", KINDS)
def test_the_first_key_is_the_title_and_the_required_ones_follow(kind: str, tmp_path: Path) -> None:
    text = made(write_site(FULL, tmp_path), kind).read_text(encoding="utf-8")
    present = re.findall(r"^(\w+):", text, re.MULTILINE)
    needed = [key.name for key in keys_of(KINDS[kind]) if key.required]
    assert present[: len(needed)] == needed
    assert present[-1] == "draft"


# --- what check says --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("site", SITES)
def test_check_tells_of_each_blank_at_its_line_and_of_nothing_else(kind: str, site: str, tmp_path: Path) -> None:
    path = made(write_site(SITES[site], tmp_path), kind)
    assert (f"“{BLANK}”" in path.read_text("utf-8")) == (kind in ("results", "resource", "agency"))
    blanks = [n for n, line in enumerate(path.read_text("utf-8").splitlines(), 1) if f"# {BLANK}" in line]
    noticed = checked(tmp_path).diagnostics
    assert {d.code for d in noticed} <= {"missing-field"}
    assert [(tmp_path / d.path, d.line) for d in noticed] == [(path, line) for line in blanks]
    assert all(d.hint for d in noticed)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("site", SITES)
def test_it_is_good_when_the_blanks_are_filled(kind: str, site: str, tmp_path: Path) -> None:
    text = fill(made(write_site(SITES[site], tmp_path), kind))
    assert said(checked(tmp_path)) == []
    assert accepted(tmp_path, kind, text) == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("site", SITES)
def test_every_example_is_right_with_all_the_others(kind: str, site: str, tmp_path: Path) -> None:
    path = made(write_site(SITES[site], tmp_path), kind)
    text = EXAMPLE.sub("", fill(path))
    path.write_text(text, encoding="utf-8")
    assert said(checked(tmp_path)) == []
    assert accepted(tmp_path, kind, text) == []
    assert len(typed(text.split("---\n")[1])) >= len(KINDS[kind].model_fields) - (9 if site == "bare" else 4)


@pytest.mark.parametrize("kind", KINDS)
def test_every_example_is_right_alone(kind: str, tmp_path: Path) -> None:
    path = made(write_site(FULL, tmp_path), kind)
    text = fill(path)
    blocks = re.findall(r"^#\w.*\n(?:#  .*\n)*", text, re.MULTILINE)
    assert len(blocks) > 10
    for block in blocks:
        path.write_text(text.replace(block, EXAMPLE.sub("", block)), encoding="utf-8")
        assert said(checked(tmp_path)) == [], block


def test_it_is_not_published_until_its_line_is_taken_out(tmp_path: Path) -> None:
    root = write_site(FULL, tmp_path)
    assert build(Order(root, NOW, root / "output")).published
    before = tree(root / "output")
    paths = [made(root, kind) for kind in KINDS]
    outcome = build(Order(root, NOW, root / "output"))
    assert (said(outcome), tree(root / "output")) == ([], before)
    for path in paths:
        path.write_text(fill(path).replace("draft: true\n", ""), encoding="utf-8")
    assert build(Order(root, NOW, root / "output")).published
    assert len(tree(root / "output")) > len(before) + len(KINDS)


# --- names ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Safe Travels campaign begins", "safe-travels-campaign-begins"),
        ("  Two\n lines ", "two-lines"),
        ("ᐊᐧᓵᐦᐊ ᑭᔅᑭᓄᐦᐊᒪᑫᐏᐣ", "ᐊᐧᓵᐦᐊ-ᑭᔅᑭᓄᐦᐊᒪᑫᐏᐣ"),
        ("اليوم العالمي", "اليوم-العالمي"),
        ("🕊️", "new-release"),
        ("Peace 🕊 now", "peace-now"),
        ("…", "new-release"),
        ("CON", "release-con"),
        ("com1", "release-com1"),
        ("Aux armes", "release-aux-armes"),
        ("Console", "console"),
        ("Index", "release-index"),
        ("../../etc/passwd", "etc-passwd"),
        ("A" * 300, "a" * 60),
        ("word " * 40, "word-" * 11 + "word"),
        ("ᐊ" * 100, "ᐊ" * 50),
        ("L’été, c’est demain", "lété-cest-demain"),
    ],
)
def test_a_file_has_a_name_that_every_disk_can_have(title: str, name: str, tmp_path: Path) -> None:
    path = made(write_site(BARE, tmp_path), "release", title)
    assert path == tmp_path / f"content/releases/{name}.md"
    assert said(checked(tmp_path)) == []
    assert f"releases/{name}/index.html" in {a.file for a in checked(tmp_path).artifacts}


@given(st.text(min_size=1))
@settings(deadline=None)
def test_any_title_gives_a_name_and_stays_as_it_is(title: str) -> None:
    try:
        line = plain(title)
    except ValueError:
        return
    name = stem(line, "page")
    assert name == slugify(name)
    assert name
    assert len(name.encode()) <= 160
    assert name not in ("index", "con", "nul")
    assert read_yaml(f"title: {scalar(line)}\n", "x").data == {"title": line}
    assert typed(f"title: {scalar(line)}\n") == {"title": line}


@pytest.mark.parametrize(
    "title",
    [
        "true",
        "2026",
        "12:30",
        "A: b",
        "#x",
        "- a",
        "[a]",
        "“Quoted”",
        'a "b"',
        "it's",
        "null",
        "~",
        "C:\\x",
        "0x1f",
        "a #b",
    ],
)
def test_a_title_is_read_as_it_was_given(title: str, tmp_path: Path) -> None:
    path = made(write_site(BARE, tmp_path), "page", title)
    data = read_yaml(path.read_text(encoding="utf-8").split("---\n")[1], "x").data
    assert data["title"] == title
    assert typed(path.read_text(encoding="utf-8").split("---\n")[1])["title"] == title


# --- options ----------------------------------------------------------------------------------------------------------


def test_what_is_given_is_in_force(tmp_path: Path) -> None:
    root = write_site(FULL, tmp_path)
    path = made(root, "conference", event="securite ENSEMBLE", date="--03-19")
    data = read_yaml(path.read_text(encoding="utf-8").split("---\n")[1], "x").data
    assert (data["event"], data["date"]) == ("Safer Together", "--03-19")
    assert read_yaml(made(root, "release").read_text("utf-8").split("---\n")[1], "x").data["date"] == "2026-11-21"


def test_a_translation_has_the_name_of_the_original_and_a_slug_of_its_own(tmp_path: Path) -> None:
    root = write_site(FULL, tmp_path)
    assert made(root, "page", "About us", name="about") == root / "content/about.md"
    path = made(root, "page", "À propos de nous", lang="fr", name="about")
    assert path == root / "content/about.fr.md"
    outcome = checked(root)
    assert said(outcome) == []
    assert "fr/à-propos-de-nous/index.html" in {a.file for a in outcome.artifacts}


def test_it_goes_where_the_site_has_documents_of_its_type(tmp_path: Path) -> None:
    root = write_site(BARE + "-- content/release/first.md --\n---\ntitle: First\n---\n", tmp_path)
    assert made(root, "release").parent == root / "content/release"


def test_a_file_that_is_there_stays_as_it_is(tmp_path: Path) -> None:
    root = write_site(BARE, tmp_path)
    path = made(root, "page", "About us", name="about-us")
    path.write_text("OURS", encoding="utf-8")
    found = new(Order(root, NOW), New("page", "About us")).value
    assert found
    assert (found.path, found.free) == ("content/about-us.md", "about-us-2")
    assert path.read_text(encoding="utf-8") == "OURS"
    assert made(root, "page", "About us", name="about-us-2") == root / "content/about-us-2.md"


def test_a_new_day_begins_where_the_site_is(tmp_path: Path) -> None:
    root = write_site(FULL, tmp_path)
    asked = ["new", "release", "Late", "--site", str(root), "--now", "2026-12-01T03:00Z"]
    assert CliRunner().invoke(campaignsite, asked).exit_code == 0
    assert "date: 2026-11-30\n" in (root / "content/releases/late.md").read_text(encoding="utf-8")


def test_what_a_new_text_says_of_writing_can_be_written(tmp_path: Path) -> None:
    """Everything in the comment, as it stands there, makes a page without a mistake."""
    site = write_site(BARE, tmp_path)
    file = made(site, "release")
    head, _, rest = file.read_text(encoding="utf-8").partition("<!-- The text begins here.")
    parts = rest.removesuffix("-->\n").split("\n\n")[1:]
    shown = "\n\n".join(part for part in parts if not part.endswith(":") or part.startswith(":::"))
    (file.parent / "picture.png").write_bytes(picture("600 x 400"))
    shown = shown.replace("picture.jpg", "picture.png")
    file.write_text(head + shown, encoding="utf-8")
    outcome = checked(site)
    assert said(outcome) == []
    html = next(a.data.decode() for a in outcome.artifacts if a.file == f"releases/{file.stem}/index.html")
    assert all(sign in html for sign in ("<h2", "<blockquote", "Ana Example", 'href="/about/"', "<img", "Who made it"))


def test_a_national_police_service_has_a_kind(tmp_path: Path) -> None:
    """Canada has one, and so have most countries: it is none of a province."""
    write_site(
        "-- campaignsite.yaml --\ntitle: A\nbase_url: https://example.org/\nlanguages: [en, fr]\n"
        "-- content/agencies/national.md --\n---\nname: National Police\nkind: national\n---\n",
        tmp_path,
    )
    outcome = build(Order(tmp_path, NOW))
    assert not outcome.diagnostics
    pages = {a.file: a.data.decode(errors="replace") for a in outcome.artifacts}
    assert "National police" in pages["agencies/national/index.html"]
    assert "Police nationale" in pages["fr/agencies/national/index.html"]


def begun(root: Path, *words: str) -> str:
    done = CliRunner().invoke(campaignsite, ["new", *words, "--site", str(root)])
    assert done.exit_code == 0, done.output
    return done.output


def test_a_text_in_another_language_says_how_to_be_a_translation(tmp_path: Path) -> None:
    """The example is a file of the site, and the option does what is said."""
    files = "".join(
        f"-- content/releases/{name} --\n---\ntitle: {name}\n---\n\nText.\n"
        for name in ("signs.md", "done.md", "done.fr.md", "index.md", "Odd Name.md")
    )
    root = write_site(FULL.partition("-- content/agencies")[0] + files, tmp_path)
    said = begun(root, "release", "Repérez les signes", "--lang", "fr")
    assert (
        "\nIt is no translation of another text yet: for one, take this file away and give --name as well, such as"
        " “--name signs” for content/releases/signs.md.\n" in said
    )
    (root / "content/releases/repérez-les-signes.fr.md").unlink()
    again = begun(root, "release", "Repérez les signes", "--lang", "fr", "--name", "signs")
    assert "translation" not in again
    outcome = build(Order(root, NOW, drafts=True))
    assert b'hreflang="fr"' in next(a.data for a in outcome.artifacts if a.file == "releases/signs/index.html")
    assert "translation" not in begun(root, "release", "Another one")
    nothing = begun(root, "world-day", "Une autre", "--lang", "fr")
    assert "give --name as well, with the name of its file without the ending.\n" in nothing


def test_a_text_that_has_none_says_so(tmp_path: Path) -> None:
    root = write_site(FULL, tmp_path)
    written = "It is a draft; its text is still to be written, below the second “---”."
    assert written in begun(root, "release", "A title")
    assert "It is a draft; nothing must be filled in." in begun(root, "event", "An event")
