"""The campaign's data as others read it: frictionless, jsonschema, Python's csv, and people on the page about it."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package, system
from jsonschema import Draft202012Validator, FormatChecker

from campaignsite.build import Order, build
from campaignsite.model.words.cells import defused
from tests.dom import read_html
from tests.rich_site import RICH
from tests.sites import CONFIG, NOW, built, tree, write_site

SERVICES = tuple(f"service-{n}" for n in range(1, 12))
PUBLISHER = "publisher: The partners\n"
TWO = f"""-- campaignsite.yaml --
title: {{en: The campaign, fr: La campagne}}
base_url: https://example.org/
timezone: America/Toronto
languages: [en, fr]
{PUBLISHER}"""
FIGURES = """date: 2026-07-30
operation: North
period: {label: Past 18 months, months: 18}
scope: joint
"""
ELEVEN = "".join(
    f"-- content/agencies/{name}.md --\n---\nname: Service {n}\nkind: municipal\n---\n"
    for n, name in enumerate(SERVICES)
)
SHARED = f"""{TWO}{ELEVEN}
-- content/agencies/joint.md --
---
name: The team
names: {{fr: L’équipe}}
kind: joint
members:
  - {{agency: Service 0, from: 2020, to: 2021-05, source: The charter}}
  - {{agency: Service 0, from: --03-01}}
---
-- content/events/day.md --
---
name: The Day
kind: world-day
recurs: --07-30
---
-- content/events/day.fr.md --
---
name: La Journée
kind: world-day
---
-- content/events/meeting.md --
---
name: The Meeting
kind: conference
editions:
  - {{start: --03-19, days: 3, hosts: [Service 3]}}
  - {{year: 2026, start: 2026-03-19, venue: {{name: The Hall, address: 1 Street}}, cancelled: true}}
---
-- content/results/old.md --
---
title: Figures of old
date: 2026-07-01
operation: North
scope: joint
period: {{label: Past 17 months}}
agencies: {{lead: [The team], supporting: [Service 0]}}
measures: [{{id: persons-charged, value: 79, unit: person, definition: People charged}}]
---
-- content/results/joint.md --
---
title: Figures of all
{FIGURES}supersedes: old
event: The Meeting
edition: 2026
agencies:
  lead: [The team]
  supporting: [{", ".join(f"Service {n}" for n in range(11))}]
measures:
  - id: persons-charged
    value: 80
    unit: person
    label: {{en: People charged, fr: Personnes accusées}}
    definition: {{en: Individuals arrested and charged}}
  - {{id: offences, value: 0, unit: offence, definition: Offences}}
source: {{title: The release, publisher: The team, url: "https://team.example/", date: --07-30}}
corrections: [{{date: 2026-08-02, what: A comma.}}]
---
-- content/results/joint.fr.md --
---
title: Chiffres de tous
{FIGURES}agencies: {{supporting: [Service 0]}}
measures:
  - {{id: persons-charged, value: 80, unit: person, definition: Personnes arrêtées}}
corrections: [{{date: 2026-08-03, what: Une virgule.}}]
---
"""


@pytest.fixture(autouse=True, scope="module")
def _nothing_is_fetched() -> Iterator[None]:
    """What the descriptor points to elsewhere is not looked up."""
    with system.use_context(standards="v2"):
        yield


def published(text: str, root: Path, base: str = "/") -> Path:
    """The folder of a site that was published."""
    out = root / "web"
    outcome = build(Order(write_site(text, root / "site"), NOW, out, f"https://example.org{base}"))
    assert outcome.published, outcome.diagnostics
    return out


def data_of(text: str, root: Path, *, drafts: bool = False) -> Mapping[str, bytes]:
    outcome = built(text, root, drafts=drafts)
    assert outcome.artifacts, outcome.diagnostics
    return {a.file: a.data for a in outcome.artifacts if re.match(r"(fr/)?data/", a.file)}


def strict(data: bytes) -> Any:
    """JSON without what other readers would not take: NaN, or a key that comes twice."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        assert len(dict(pairs)) == len(pairs)
        return dict(pairs)

    def never(name: str) -> None:
        pytest.fail(f"{name} is no JSON")

    return json.loads(data.decode("utf-8"), object_pairs_hook=once, parse_constant=never)


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8"), newline=""), strict=True))


def checked(made: Mapping[str, bytes], name: str) -> Any:
    """The JSON of a file, which its own schema says it may hold."""
    value, schema = strict(made[f"{name}.json"]), strict(made[f"{name}.schema.json"])
    Draft202012Validator.check_schema(schema)
    assert (Path(name).parent / value["$schema"]).as_posix() == f"{name}.schema.json"
    assert schema["$id"].endswith(f"/{name}.schema.json")
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(value)
    return value


# --- what others say of it -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("site", [RICH, SHARED], ids=["rich", "shared"])
@pytest.mark.parametrize("base", ["/", "/repo/"])
def test_frictionless_finds_every_file_as_the_descriptor_says(site: str, base: str, tmp_path: Path) -> None:
    web = published(site, tmp_path, base)
    package = Package(str(web / "data/datapackage.json"))
    report = package.validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "note"])
    said = strict((web / "data/datapackage.json").read_bytes())
    assert said["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert {r.path for r in package.resources} == {
        path.name
        for path in (web / "data").iterdir()
        if path.suffix == ".csv" or re.fullmatch(r"[a-z]+\.json", path.name)
    } - {"datapackage.json"}
    assert said["homepage"] == f"https://example.org{base}data/"
    assert (web / "data/index.html").exists()


def test_frictionless_sees_what_is_wrong_with_files_that_others_changed(tmp_path: Path) -> None:
    """Constraints and keys are there, not words alone."""
    web = published(SHARED, tmp_path)
    for name, wrong in {
        "results.csv": (b",80,", b",-80,"),
        "agencies.csv": (b"municipal", b"martial"),
        "memberships.csv": (b"joint,service-1", b"joint,nobody"),
        "editions.csv": (b"XXXX-03-19", b"--03-19"),
        "events.csv": (b"meeting,", b"day,"),
    }.items():
        path = web / "data" / name
        good = path.read_bytes()
        assert wrong[0] in good
        path.write_bytes(good.replace(*wrong))
        assert not Package(str(web / "data/datapackage.json")).validate().valid, name
        path.write_bytes(good)


@pytest.mark.parametrize("site", [RICH, SHARED], ids=["rich", "shared"])
def test_every_json_is_as_its_schema_says_and_has_the_rows_of_the_csv(site: str, tmp_path: Path) -> None:
    made = data_of(site, tmp_path)
    names = sorted(name.removesuffix(".csv") for name in made if name.endswith(".csv"))
    assert len(names) == 5
    for name in names:
        exact = checked(made, name)[name.removeprefix("data/")]
        flat = [{k: "" if v is None else _flat(v) for k, v in row.items()} for row in exact]
        assert flat == rows(made[f"{name}.csv"])
        assert made[f"{name}.csv"].count(b"\r\n") == len(exact) + 1
        assert b"\n" not in made[f"{name}.csv"].replace(b"\r\n", b"")


def _flat(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return ";".join(value) if isinstance(value, list) else str(value)


# --- figures ---------------------------------------------------------------------------------------------------------


def test_eleven_services_share_eighty_people_once(tmp_path: Path) -> None:
    made = data_of(SHARED, tmp_path)
    found = rows(made["data/results.csv"])
    current = [row for row in found if row["measure"] == "persons-charged" and not row["superseded_by"]]
    assert sum(int(row["value"]) for row in current) == 80
    (row,) = current
    assert row["agencies"].split(";") == list(SERVICES)
    assert (row["shared_by"], row["scope"]) == ("11", "joint")
    (old,) = [row for row in found if row["record"] == "old"]
    assert (old["superseded_by"], row["supersedes"]) == ("joint", "old")
    assert old["value"] == "79"


def test_a_row_says_where_a_figure_comes_from_and_each_language_has_its_words(tmp_path: Path) -> None:
    made = data_of(SHARED, tmp_path)
    row = next(row for row in checked(made, "data/results")["results"] if row["value"] == 80)
    assert {key: row[key] for key in ("title", "title_fr", "label", "label_fr", "definition", "definition_fr")} == {
        "title": "Figures of all",
        "title_fr": "Chiffres de tous",
        "label": "People charged",
        "label_fr": "Personnes arrêtées",
        "definition": "Individuals arrested and charged",
        "definition_fr": "Personnes arrêtées",
    }
    assert {key: row[key] for key in row if key.startswith(("source", "period"))} == {
        "source_title": "The release",
        "source_publisher": "The team",
        "source_url": "https://team.example/",
        "source_date": "XXXX-07-30",
        "period": "Past 18 months",
        "period_fr": None,
        "period_start": None,
        "period_end": None,
        "period_months": 18,
    }
    assert (row["url"], row["lang"]) == ("https://example.org/results/joint/", "en")
    assert (row["event"], row["edition"], row["year"], row["issued"]) == ("meeting", "2026", 2026, "2026-07-30")
    assert (row["corrected"], row["presumption"]) == ("2026-08-03", True)


def test_nothing_is_not_zero(tmp_path: Path) -> None:
    made = data_of(SHARED, tmp_path)
    (row,) = [row for row in rows(made["data/results.csv"]) if row["measure"] == "offences"]
    assert (row["value"], row["suppressed"]) == ("0", "false")


def test_a_suppressed_figure_is_nowhere(tmp_path: Path) -> None:
    text = SHARED.replace(PUBLISHER, f"suppress_below: 97\n{PUBLISHER}").replace("value: 80", "value: 93")
    made = data_of(text, tmp_path)
    row = next(row for row in checked(made, "data/results")["results"] if row["record"] == "joint")
    assert (row["value"], row["suppressed"], row["below"]) == (None, True, 97)
    (flat,) = [r for r in rows(made["data/results.csv"]) if r["record"] == "joint" and r["unit"] == "person"]
    assert (flat["value"], flat["suppressed"], flat["below"]) == ("", "true", "97")
    assert not [name for name, data in made.items() if re.search(rb"\b93\b", data)]


def test_editions_memberships_and_events_say_no_year_that_nobody_stated(tmp_path: Path) -> None:
    made = data_of(SHARED, tmp_path)
    assert [(r["edition"], r["year"], r["start"], r["hosts"]) for r in rows(made["data/editions.csv"])] == [
        ("n1", "", "XXXX-03-19", "service-4"),
        ("2026", "2026", "2026-03-19", ""),
    ]
    assert made["data/memberships.csv"].decode().splitlines() == [
        "body,agency,from,to,source",
        "joint,service-1,2020,2021-05,The charter",
        "joint,service-1,XXXX-03-01,,",
    ]
    names = {row["event"]: (row["name"], row["name_fr"], row["recurs"]) for row in rows(made["data/events.csv"])}
    assert names == {"day": ("The Day", "La Journée", "XXXX-07-30"), "meeting": ("The Meeting", "", "")}


# --- what is not in it -----------------------------------------------------------------------------------------------

HELP = """exit: https://weather.example/
helplines: [{name: Line, display: 555-0100, phone: '911', police: false, verified_on: 2026-11-01}]
"""
SECRETS = f"""{SHARED.replace(PUBLISHER, HELP + PUBLISHER)}
-- content/agencies/hidden.md --
---
name: Zyzzyva shelter
kind: ngo
sensitive: true
---
-- content/events/hidden.md --
---
name: Zyzzyva meeting
sensitive: true
editions: [{{year: 2026}}]
---
-- content/results/zyzzyva.md --
---
title: Zyzzyva
{FIGURES}sensitive: true
measures: [{{id: calls, value: 3, unit: call, definition: Calls}}]
---
-- content/results/draft.md --
---
title: Zyzzyva
{FIGURES}draft: true
measures: [{{id: calls, value: 4, unit: call, definition: Calls}}]
---
-- content/results/open.md --
---
title: Open
{FIGURES}supersedes: zyzzyva
event: Zyzzyva meeting
agencies: {{supporting: [Zyzzyva shelter, Service 0]}}
measures: [{{id: calls, value: 5, unit: call, definition: Calls}}]
---
"""


@pytest.mark.parametrize("drafts", [False, True])
def test_nothing_sensitive_or_withheld_is_in_the_data(tmp_path: Path, drafts: bool) -> None:
    made = data_of(SECRETS, tmp_path, drafts=drafts)
    assert not [name for name, data in made.items() if re.search(rb"zyzzyva|hidden|results/draft", data, re.IGNORECASE)]
    (row,) = [row for row in rows(made["data/results.csv"]) if row["measure"] == "calls"]
    assert (row["agencies"], row["event"], row["supersedes"]) == ("service-1", "", "")
    published(SECRETS, tmp_path / "again")
    assert Package(str(tmp_path / "again/web/data/datapackage.json")).validate().valid


def test_without_data_there_is_no_page_and_no_file(tmp_path: Path) -> None:
    bare = CONFIG + "-- content/about.md --\n---\ntitle: About\n---\n"
    assert data_of(bare, tmp_path / "a") == {}
    assert data_of(SHARED.replace(PUBLISHER, "outputs: {data: false}\n" + PUBLISHER), tmp_path / "b") == {}
    pages = {a.file: a.data for a in built(bare, tmp_path / "c").artifacts}
    assert b"/data/" not in pages["about/index.html"]


def test_a_registry_alone_is_data_without_rules_about_figures(tmp_path: Path) -> None:
    made = data_of(TWO + ELEVEN, tmp_path)
    assert sorted(made) == [
        "data/agencies.csv",
        "data/agencies.json",
        "data/agencies.schema.json",
        "data/datapackage.json",
        "data/index.html",
        "fr/data/index.html",
    ]
    assert checked(made, "data/agencies")["rules"] == [
        "An empty cell means that something is not known or not stated. It never means zero."
    ]


# --- hostile texts ---------------------------------------------------------------------------------------------------

HOSTILE = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "＝1+1",
    '=HYPERLINK("https://evil.example","x")',
    "a;=cmd|' /C calc'!A0",
    'quote " and, comma',
    "'=already",
    "\u2028line\u2029",
    "\u202eright to left\u202c",
    "</script><!-- ]]>",
    "NaN",
    "0123",
    "é𝄞",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_exact_in_json_and_harmless_in_csv(text: str, tmp_path: Path) -> None:
    written = '"' + "".join(f"\\U{ord(c):08x}" for c in text) + '"'
    site = f"""{CONFIG}-- content/agencies/one.md --
---
name: {written}
kind: joint
region: {written}
members: [{{agency: Two, source: {written}}}]
source: {{title: {written}, publisher: {written}}}
---
-- content/agencies/two.md --
---
name: Two
kind: ngo
---
-- content/events/day.md --
---
name: {written}
proclaimed_by: {written}
editions: [{{year: 2026, name: {written}, time: {written}, venue: {{name: {written}, address: {written}}}}}]
---
-- content/results/one.md --
---
title: {written}
operation: {written}
scope: single
geography: {written}
method: {written}
caveats: {written}
period: {{label: {written}}}
agencies: {{lead: [Two]}}
measures: [{{id: calls, value: 3, unit: call, definition: {written}}}]
source: {{title: {written}}}
---
"""
    web = published(site, tmp_path)
    made = {f"data/{name}": data for name, data in tree(web / "data").items()}
    kept = text.strip()
    seen = 0
    for name in ("results", "agencies", "memberships", "events", "editions"):
        exact, flat = checked(made, f"data/{name}")[name], rows(made[f"data/{name}.csv"])
        for row, cells in zip(exact, flat, strict=True):
            for key, value in row.items():
                if value == kept:
                    seen += 1
                    assert cells[key] == defused(kept)
                assert not cells[key].startswith(("=", "+", "-", "@", "\t", "\r", "＝"))
                assert not re.search(r";[=+\-@]", cells[key])
    assert seen >= 17
    assert Package(str(web / "data/datapackage.json")).validate().valid


def test_cells_that_no_front_matter_can_hold_are_harmless_too() -> None:
    """Controls are errors in a text; what writes the cells does not rely on it."""
    for begins in "=+-@\t\r\n＝＋－＠":
        assert defused(f"{begins}1+1") == f"'{begins}1+1"
        assert defused(f"a;{begins}1") == f"a;'{begins}1"
    assert defused("a\0b\x1bc\x7f") == "a\ufffdb\ufffdc\ufffd"
    for harmless in ("", "a=b", "a - b", "x; - y", "2026-07-30", "'=1"):
        assert defused(harmless) == harmless


# --- the page --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("base", ["/", "/repo/"])
def test_the_page_leads_to_every_file_in_each_language(tmp_path: Path, base: str) -> None:
    web = published(SHARED, tmp_path, base)
    for file in ("data/index.html", "fr/data/index.html"):
        page = read_html((web / file).read_text(encoding="utf-8"))
        hrefs = [str(a.attrs["href"]) for a in page.all("a")]
        files = {href.removeprefix(base) for href in hrefs if href.startswith(f"{base}data/") and "." in href}
        assert files == {path.relative_to(web).as_posix() for path in (web / "data").iterdir()} - {"data/index.html"}
    english, french = ((web / f"{p}data/index.html").read_text(encoding="utf-8") for p in ("", "fr/"))
    assert f"The partners. The campaign: data. 2026. https://example.org{base}data/" in english
    assert f"The partners. La campagne\u00a0: données. 2026. https://example.org{base}fr/data/" in french
    assert "No licence is stated" in english
    assert "August 3, 2026" in english
    assert "<span>3\u00a0lignes</span>" in french


def test_the_page_is_linked_where_figures_are(tmp_path: Path) -> None:
    made = {a.file: a.data.decode() for a in built(SHARED, tmp_path).artifacts if a.file.endswith(".html")}
    asks = "Download these figures as data"
    assert asks in made["results/index.html"]
    assert asks in made["results/joint/index.html"]
    assert '<a href="/fr/data/">Données</a>' in made["fr/index.html"]
    assert asks not in made["agencies/joint/index.html"]


LICENCE = """data_licence:
  title: {en: "Attribution <4.0>", fr: Attribution}
  name: CC-BY-4.0
  url: https://licences.example/by/4.0/?a&b
"""


def test_a_licence_is_said_to_people_and_to_programs(tmp_path: Path) -> None:
    made = data_of(SHARED.replace(PUBLISHER, LICENCE + PUBLISHER), tmp_path)
    said = {"name": "CC-BY-4.0", "title": "Attribution <4.0>", "path": "https://licences.example/by/4.0/?a&b"}
    assert strict(made["data/datapackage.json"])["licenses"] == [said]
    assert checked(made, "data/results")["licence"] == said
    (link,) = read_html(made["data/index.html"].decode()).all("a", rel="license")
    assert (link.attrs["href"], link.text) == ("https://licences.example/by/4.0/?a&b", "Attribution <4.0>")
    assert "Attribution</a>" in made["fr/data/index.html"].decode()
    without = data_of(SHARED, tmp_path / "without")
    assert "licenses" not in strict(without["data/datapackage.json"])
    assert "licence" not in checked(without, "data/results")


def test_a_licence_that_nobody_can_find_is_an_error(tmp_path: Path) -> None:
    outcome = built(SHARED.replace(PUBLISHER, "data_licence: {title: Ours}\n" + PUBLISHER), tmp_path)
    assert [(d.path, d.message) for d in outcome.diagnostics if not outcome.artifacts] == [
        ("campaignsite.yaml", "nobody can tell which licence this is")
    ]


@pytest.mark.parametrize(
    ("own", "title"),
    [
        ("-- content/data.md --\n---\ntitle: Our numbers\n---\n", "Our numbers"),
        ("-- content/data/index.md --\n---\ntitle: Our numbers\n---\nRead this.\n", "Our numbers"),
        ("-- content/data/one.md --\n---\ntype: release\ntitle: One\ndate: 2026-01-01\n---\n", "Data"),
        ("-- content/Data/index.md --\n---\ntitle: Our numbers\n---\n", "Our numbers"),
        ("-- content/numbers.md --\n---\ntitle: Our numbers\naliases: [/data/]\n---\n", "This page has moved"),
        ("-- assets/root/data/index.html --\n<h1>Our numbers</h1>\n", "Our numbers"),
    ],
)
def test_what_a_site_has_at_that_address_stays(own: str, title: str, tmp_path: Path) -> None:
    outcome = built(SHARED + own, tmp_path)
    assert outcome.artifacts, outcome.diagnostics
    made = {a.file: a.data.decode() for a in outcome.artifacts if a.file.startswith(("data/", "fr/data/"))}
    assert f"<h1>{title}</h1>" in made["data/index.html"]
    assert ("data/results.csv" in made["data/index.html"]) == ("content/data/index.md" in own)
    assert "data/results.csv" in made
    if "content/data/index.md" in own:
        assert "Read this." in made["data/index.html"]


@pytest.mark.parametrize("name", ["data/results.csv", "data/datapackage.json", "data"])
def test_a_site_with_files_of_its_own_has_none_of_ours(tmp_path: Path, name: str) -> None:
    outcome = built(f"{SHARED}-- assets/root/{name} --\nmine\n", tmp_path)
    assert outcome.artifacts, outcome.diagnostics
    made = {a.file: a.data for a in outcome.artifacts}
    assert made[name] == b"mine\n"
    assert not [file for file in made if re.search(r"\bdata/", file) and file != name]


# --- again and again -------------------------------------------------------------------------------------------------


def test_a_new_title_is_in_the_data_of_the_next_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root, out = write_site(SHARED, tmp_path / "site"), tmp_path / "out"
    build(Order(root, NOW, out, cache=True))
    for path, (old, new) in {
        "content/results/joint.md": ("Figures of all", "=Another title"),
        "content/results/joint.fr.md": ("Chiffres de tous", "Autre titre"),
    }.items():
        file = root / path
        file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
        with monkeypatch.context() as patch:
            patch.setattr("campaignsite.build.whole.whole", lambda *_, **__: pytest.fail("all was planned again"))
            assert build(Order(root, NOW, out, cache=True)).published
    (row, _) = [row for row in rows((out / "data/results.csv").read_bytes()) if row["record"] == "joint"]
    assert (row["title"], row["title_fr"]) == ("'=Another title", "Autre titre")
    build(Order(root, NOW, tmp_path / "clean"))
    assert tree(out / "data") == tree(tmp_path / "clean/data")


def test_the_same_site_gives_the_same_bytes(tmp_path: Path) -> None:
    one, two = data_of(RICH, tmp_path / "one"), data_of(RICH, tmp_path / "elsewhere" / "two")
    assert one == two
    assert not [name for name, data in one.items() if os.fsencode(tmp_path) in data]
