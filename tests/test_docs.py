"""What docs/ says is so: its tables come from the program, its examples are built, its links lead somewhere."""

from __future__ import annotations

import contextlib
import datetime as dt
import inspect
import json
import re
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any

import click
import pytest
from click.testing import CliRunner, Result
from pydantic import BaseModel, TypeAdapter

from campaignsite.build import Order, Outcome, build
from campaignsite.cli import campaignsite
from campaignsite.model.codes import CODES
from campaignsite.model.front import config, fields, kinds, scalars, shared
from campaignsite.model.front.dates import PartialDate
from campaignsite.parse.markdown.components import COMPONENTS
from campaignsite.parse.markdown.credits import PEOPLE
from campaignsite.parse.markdown.dialect import ATTRIBUTES
from campaignsite.parse.markdown.pictures import SAID
from campaignsite.render.filters import filters
from campaignsite.search.pagefind import available
from campaignsite.sources.reading import FILE_LIMIT, TEXT_LIMIT
from campaignsite.sources.stock import stock
from tests.make_docs import DOCS, RENEW, pieces_of, renewed
from tests.sites import NOW, write_site
from tests.statement import RENEW as RENEW_STATEMENT
from tests.statement import statement

ROOT = DOCS.parent
PAGES = {path.name: path.read_text(encoding="utf-8") for path in sorted(DOCS.glob("*.md"))}
FENCE = re.compile(r"^(`{3,})(\w*)\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"`([\w./-]+)`[^\n`]*:\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EXAMPLE = "content/releases/example.md"
BESIDE = {
    "content/releases/map.png (png)": "600 x 400\n",
    "content/releases/poster.jpg (png)": "600 x 400\n",
    "content/releases/line.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>\n',
    "content/resources/poster.pdf": "x\n",
}
"""Files that the examples use, and that no documentation can show."""

Files = dict[str, str]
"""From each file's name, with what becomes of its bytes behind it as in ``sites``, to its text."""


# --- reading documentation --------------------------------------------------------------------------------------------


def sections(text: str) -> dict[str, str]:
    """The text below each heading, up to the next one of any level."""
    found: dict[str, str] = {"": ""}
    here, fenced = "", False
    for line in text.split("\n"):
        fenced = fenced != line.startswith("```")
        heading = None if fenced else re.fullmatch(r"#{1,6} (.*)", line)
        if heading:
            here = heading[1]
            assert here not in found, f"two headings “{here}”"
            found[here] = ""
        else:
            found[here] += line + "\n"
    return found


def anchors(text: str) -> set[str]:
    """The ids that GitHub gives to headings."""
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in sections(text) if heading}


def rows(text: str) -> list[list[str]]:
    """The cells of the tables in a text, without their heads."""
    found = []
    lines = text.split("\n")
    for before, line in pairwise(lines):
        if line.startswith("|") and not line.startswith("| ---") and before.startswith("|"):
            cells = re.split(r"(?<!\\)\|", line.strip().strip("|"))
            found.append([cell.strip().replace("\\|", "|") for cell in cells])
    return found


def blocks(text: str, language: str) -> list[str]:
    """The fenced blocks in one language."""
    return [match[3] for match in FENCE.finditer(text) if match[2] == language]


def files_in(page: str) -> Files:
    """The files that a page shows: a path, a colon and a block."""
    return {match[1]: match[2] for match in FILE.finditer(PAGES[page])}


SITE = files_in("configuration.md") | files_in("front-matter.md") | BESIDE
"""The site that all examples of docs/ belong to."""


# --- building examples ------------------------------------------------------------------------------------------------


def site_with(files: Files) -> str:
    """The site of docs/ with other files laid over it; of a configuration, its keys."""
    settings = "campaignsite.yaml"
    both = SITE | files
    if settings in files and keys_of(files[settings]):
        both[settings] = "".join((keys_of(SITE[settings]) | keys_of(files[settings])).values())
    return "".join(f"-- {name} --\n{text}" for name, text in both.items())


def keys_of(yaml: str) -> dict[str, str]:
    """The lines of each top key."""
    return {m[1]: m[0] for m in re.finditer(r"^(\w+):.*\n(?:[ ].*\n)*", yaml, re.MULTILINE)}


def checked(files: Files, root: Path, *, drafts: bool = False) -> Outcome:
    return build(Order(write_site(site_with(files), root), NOW, drafts=drafts))


def said(outcome: Outcome) -> list[str]:
    return [f"{d.code} {d.path}:{d.line}:{d.column} {d.message}" for d in outcome.diagnostics]


def page_of(outcome: Outcome, file: str) -> str:
    assert not outcome.diagnostics, said(outcome)
    return next(a.data.decode() for a in outcome.artifacts if a.file == file)


def release(body: str) -> Files:
    return {EXAMPLE: f"---\ntitle: Example\nresults: [spring-operation]\n---\n{body}"}


def sides(diff: str) -> tuple[Files, Files, list[str], list[str]]:
    """The wrong and the right files of an example, and the wrong and the right commands."""
    files: tuple[Files, Files] = ({}, {})
    commands: tuple[list[str], list[str]] = ([], [])
    for n, mark in enumerate("-+"):
        name = ""
        for line in diff.rstrip("\n").split("\n"):
            if line[0] not in (mark, " ", "@"):
                continue
            text = line if line[0] == "@" else line[2:]
            if text.startswith("@@ "):
                name = text.strip("@ ")
                files[n][name] = ""
            elif text.startswith("$ "):
                commands[n].append(text.removeprefix("$ campaignsite "))
            else:
                files[n][name] += text + "\n"
    return (*files, *commands)


def run(root: Path, command: str) -> Result:
    with contextlib.chdir(root):
        return CliRunner().invoke(campaignsite, [*command.split(), "--format", "text", "--now", NOW.isoformat()])


# --- what is generated ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PAGES)
def test_generated_parts_are_current(name: str) -> None:
    assert renewed(PAGES[name]) == PAGES[name], f"docs/{name} does not say what the program does now; {RENEW}"


def test_every_key_of_every_group_is_explained() -> None:
    shown = set(re.findall(r"<!-- generated: fields (\w+)", "".join(PAGES.values())))
    models = {
        model.__name__
        for module in (kinds, shared, fields, config)
        for model in vars(module).values()
        if inspect.isclass(model) and issubclass(model, BaseModel) and model.__module__ == module.__name__
    }
    abstract = {"Frozen", "Titled", "Item", "Announcement"}  # their keys stand in the tables of the kinds
    assert shown == models - abstract


# --- front matter and configuration -----------------------------------------------------------------------------------


def test_the_examples_are_one_good_site(tmp_path: Path) -> None:
    outcome = checked({}, tmp_path)
    assert not outcome.diagnostics, said(outcome)


@pytest.mark.parametrize("kind", kinds.KINDS)
def test_every_kind_has_an_example_and_a_table(kind: str) -> None:
    section = sections(PAGES["front-matter.md"])[kind.capitalize()]
    paths = [match[1] for match in FILE.finditer(section)]
    assert paths
    assert {kinds.FOLDERS.get(path.split("/")[1], "page") for path in paths} == {kind}
    assert f"<!-- generated: fields {kinds.KINDS[kind].__name__} FrontMatter -->" in section


def test_files_go_where_the_table_says(tmp_path: Path) -> None:
    table = rows(sections(PAGES["front-matter.md"])["Where files go"])
    own = {
        "agency": "name: {}\nkind: ngo",
        "event": "name: {}",
        "resource": "title: {}\nurl: https://example.org/x",
    }
    results = "operation: O\nscope: single\nperiod: {label: P}\nmeasures: [{id: a, value: 1, unit: a, definition: D}]\n"
    files = {}
    for path, kind, _ in table:
        name = path.strip("`")
        head = own.get(kind, "title: {}").format(name)
        files[name] = f"---\n{head}\n{results if kind == 'results' else ''}---\n"
    outcome = build(Order(write_site("".join(f"-- {n} --\n{t}" for n, t in files.items()), tmp_path), NOW))
    assert not outcome.diagnostics, said(outcome)
    published = {"/" + artifact.file.removesuffix("index.html") for artifact in outcome.artifacts}
    for path, kind, url in table:
        folder = path.strip("`").split("/")[1]
        assert path.endswith("index.md`") or kinds.FOLDERS.get(folder, "page") == kind
        assert url.startswith("none") or url.strip("`") in published
    assert {kind for _, kind, _ in table} == set(kinds.KINDS)


def test_dates_are_written_as_the_table_says() -> None:
    table = rows(sections(PAGES["front-matter.md"])["Dates"])
    assert [PartialDate.parse(form.strip("`")).iso for form, _ in table] == [form.strip("`") for form, _ in table]
    assert len(table) == 4


def test_forms_are_those_of_the_table() -> None:
    types: dict[str, Any] = {
        "web address": scalars.WebAddress,
        "phone number": scalars.Phone,
        "e-mail address": scalars.Email,
        "letters a–z, digits and hyphens": Annotated[str, fields.Measure.model_fields["id"].metadata[0]],
        "language": config.Language,
        "time of day": scalars.TimeOfDay,
        "time zone": scalars.Zone,
        "day of the year": scalars.DayOfYear,
    }
    table = rows(sections(PAGES["front-matter.md"])["Forms"])
    assert {cells[0] for cells in table} == set(types)
    for name, written in table:
        for value in re.findall("`([^`]+)`", written):
            read = TypeAdapter(types[name]).validate_python(value)
            assert (read.iso if isinstance(read, PartialDate) else read) == value


@pytest.mark.parametrize(("moment", "public"), [("2026-07-30T08:59-04:00", False), ("2026-07-30T09:00-04:00", True)])
@pytest.mark.parametrize("key", ["publish_at", "embargo"])
def test_a_text_is_public_when_the_table_says(key: str, moment: str, public: bool, tmp_path: Path) -> None:
    line = next(cells[0].strip("`") for cells in rows(PAGES["front-matter.md"]) if cells[0].startswith(f"`{key}:"))
    site = write_site(site_with({EXAMPLE: f"---\ntitle: Example\n{line}\n---\n"}), tmp_path)
    outcome = build(Order(site, dt.datetime.fromisoformat(moment)))
    assert ("releases/example/index.html" in {a.file for a in outcome.artifacts}) == public


def test_policies_are_those_there_are() -> None:
    table = rows(sections(PAGES["configuration.md"])["Translations"])
    assert {cells[0].strip("`") for cells in table} == set(config.Policy.__args__)  # type: ignore[attr-defined]


# --- Markdown ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("body", blocks(PAGES["markdown.md"], "markdown"))
def test_an_example_of_markdown_is_read_as_meant(body: str, tmp_path: Path) -> None:
    html = page_of(checked(release(body), tmp_path), "releases/example/index.html")
    text = unescape(re.sub(r"<[^>]*>", "", html.partition('class="prose"')[2]))
    assert not re.search(r"\{[.#\w]|:::|\[!|\[\^|<!--|\|", text), "it came out as it was written"


def test_punctuation_becomes_what_the_table_says(tmp_path: Path) -> None:
    table = rows(sections(PAGES["markdown.md"])["Punctuation"])
    text = "---\ntitle: Example\n---\n" + "".join(f"{cells[0].strip('`')}\n\n" for cells in table)
    outcome = checked({EXAMPLE: text, EXAMPLE.replace(".md", ".fr.md"): text}, tmp_path)
    for column, file in ((1, "releases/example/index.html"), (2, "fr/releases/example/index.html")):
        shown = re.findall(r"<p>(.*?)</p>", page_of(outcome, file).partition('class="prose"')[2])
        for cells, html in zip(table, shown, strict=False):
            assert re.sub("[\u00a0\u202f]", " ", unescape(html)) == cells[column]


@pytest.mark.parametrize("diff", blocks(PAGES["markdown.md"], "diff"))
def test_what_is_refused_is_an_error_and_what_is_advised_is_not(diff: str, tmp_path: Path) -> None:
    wrong, right = ("\n".join(re.findall(rf"^{re.escape(mark)} (.*)$", diff, re.MULTILINE)) for mark in "-+")
    assert checked(release(wrong), tmp_path / "wrong").diagnostics
    assert not checked(release(right), tmp_path / "right").diagnostics


def test_every_component_and_attribute_is_named() -> None:
    named = sections(PAGES["markdown.md"])
    assert set(COMPONENTS) <= set(named)
    for name, shape in COMPONENTS.items():
        assert all(attribute in named[name] for attribute in shape.attributes)
    assert all(f"`{name}`" in named["Attributes"] for name in ATTRIBUTES)


def test_what_images_say_is_explained() -> None:
    section = sections(PAGES["markdown.md"])["Images"]
    assert {f"`people={who}`" for who in PEOPLE} <= {cells[0] for cells in rows(section)}
    assert all(f"{name}=" in section for name in SAID)


# --- layouts ----------------------------------------------------------------------------------------------------------


def test_the_examples_of_layouts_are_one_good_site(tmp_path: Path) -> None:
    own = files_in("layouts.md")
    assert {"layouts/base.html", "layouts/kit.html", "layouts/locales/fr.yaml", "assets/site.css"} <= set(own)
    translated = {"content/guides/kit.fr.md": own["content/guides/kit.md"]}
    posters = {f"assets/poster-{size}.pdf": "x\n" for size in ("large", "small")}
    outcome = checked(
        own | translated | posters | release("\n".join(blocks(PAGES["markdown.md"], "markdown"))), tmp_path
    )
    assert re.search(r'<aside class="note">.*no address', page_of(outcome, "releases/example/index.html"), re.DOTALL)
    kit = page_of(outcome, "guides/kit/index.html")
    assert 'href="/campaign/assets/poster-large.pdf"' in kit
    assert "Made by the Lakeside Joint Task Force." in kit
    assert re.search(r"/campaign/assets/site\.[0-9a-f]{10}\.css", kit)
    assert "Help is here" in kit
    assert "De l’aide ici" in page_of(outcome, "fr/index.html")


def test_files_are_published_where_the_table_says(tmp_path: Path) -> None:
    table = rows(sections(PAGES["layouts.md"])["Files as they are"])
    shown = "".join(f"<p>{cells[2].strip('`')}</p>\n" for cells in table)
    files = {cells[0].strip("`"): "x\n" for cells in table} | {"layouts/release.html": shown} | release("")
    outcome = checked(files, tmp_path)
    html = page_of(outcome, "releases/example/index.html")
    for _, url, in_layout in table:
        pattern = re.escape(url.strip("`")).replace("…", "[0-9a-f]{10}")
        assert any(re.fullmatch(pattern, f"/{artifact.file}") for artifact in outcome.artifacts)
        assert not in_layout or re.search(rf"<p>/campaign{pattern}</p>", html)


def test_filters_and_functions_do_what_the_table_says(tmp_path: Path) -> None:
    table = rows(sections(PAGES["layouts.md"])["Filters and functions"])
    layout = "".join(f"<p>{written.strip('`')}</p>\n" for written, _ in table)
    files = {EXAMPLE: "---\ntitle: Example\ndate: 2026-07-30\n---\n", "layouts/release.html": layout}
    html = page_of(checked(files, tmp_path), "releases/example/index.html")
    assert re.findall("<p>(.*?)</p>", html) == [shown for _, shown in table]
    written = " ".join(cells[0] for cells in table)
    assert all(f"|{name}" in written for name in filters("en"))


def test_the_blocks_named_are_those_of_the_theme() -> None:
    named = {cells[0].strip("`"): cells[2] for cells in rows(sections(PAGES["layouts.md"])["The theme's layouts"])}
    assert set(named) == {source.path for source in stock().layouts}
    for source in stock().layouts:
        own = named[source.path].partition("those of")[0]
        assert re.findall(r"`([^`]+)`", own) == pieces_of(source.data.decode())


def test_the_custom_properties_named_are_those_of_the_theme() -> None:
    named = set(re.findall(r"`(--[a-z][a-z0-9-]*)`", sections(PAGES["layouts.md"])["What the theme's look is made of"]))
    (sheet,) = (source.data.decode() for source in stock().assets if source.path == "campaignsite.css")
    there = set(re.findall(r"^  (--[a-z0-9-]+):", sheet, re.MULTILINE))
    between = {name for name in there if re.fullmatch(r"--space-\d+", name)}
    assert named | between == there
    assert {f"--space-{n}" for n in (1, 12)} <= named


def test_every_kind_of_page_is_in_the_table_of_subjects(tmp_path: Path) -> None:
    table = rows(sections(PAGES["layouts.md"])["Subjects"])
    named = {name for cells in table for name in re.findall(r"`([^`]+)`", cells[0])}
    shown = "{{ page.kind }}:{{ page.subject.__class__.__name__ }}\n"
    layouts = {f"layouts/{name}.html": shown for name in named}
    layouts |= {f"layouts/{name}.txt": shown for name in ("moved-rules", "headers")}
    layouts |= {f"layouts/{name}": shown for name in ("qr.svg", "feed.xml")}
    outcome = checked(layouts | ({"campaignsite.yaml": "search: true\n"} if available() else {}), tmp_path)
    assert not outcome.diagnostics, said(outcome)
    pages = {
        a.data.decode().strip()
        for a in outcome.artifacts
        if a.file.endswith((".html", "_redirects", "_headers", "qr.svg", "index.txt", "feed.xml"))
    }
    expected = {
        f"{kind}:{(re.findall(r'[A-Z][A-Za-z]+', cells[1]) or ['NoneType'])[0]}"
        for cells in table
        for kind in re.findall(r"`([^`]+)`", cells[0])
    }
    assert pages | ({"search:SearchView"} if not available() else set()) == expected


# --- diagnostics ------------------------------------------------------------------------------------------------------

DIAGNOSTICS = sections(PAGES["diagnostics.md"])
EXAMPLES = {code: blocks(DIAGNOSTICS.get(code, ""), "diff") for code in CODES}
WITHOUT = {"no-content", "binary-file", "busy-output", "file-too-big", "lost-address", "no-config"} | {
    "search-failed",
    "search-unavailable",
    *("share-images-unavailable", "bad-font", "missing-letters", "missing-text-layout"),  # they need the extra
    "copies-unavailable",
}
"""Codes whose example is in words: no text can bring them about."""


def test_every_code_is_explained_and_no_other() -> None:
    explained = [heading for heading in DIAGNOSTICS if re.fullmatch(r"[a-z]+(-[a-z]+)+", heading)]
    assert set(explained) == set(CODES)
    for code, severity in CODES.items():
        assert DIAGNOSTICS[code].strip().startswith(f"{severity.capitalize()}. "), code
    assert {code for code, found in EXAMPLES.items() if not found} == WITHOUT
    assert all(rows(DIAGNOSTICS[code]) for code in WITHOUT)


@pytest.mark.parametrize("code", [code for code in CODES if code not in WITHOUT])
def test_the_wrong_example_is_reported_and_the_right_one_is_not(code: str, tmp_path: Path) -> None:
    for n, diff in enumerate(EXAMPLES[code]):
        wrong, right, refused, accepted = sides(diff)
        if refused:
            root = write_site(site_with(wrong), tmp_path / f"{n}")
            assert [re.findall(r"\[([a-z-]+)\]$", run(root, c).stdout, re.MULTILINE) for c in refused] == [[code]]
            assert [run(root, command).exit_code for command in accepted] == [0]
        else:
            drafts = code.endswith("-draft")
            assert {d.code for d in checked(wrong, tmp_path / f"wrong{n}", drafts=drafts).diagnostics} == {code}
            assert not said(checked(right, tmp_path / f"right{n}", drafts=drafts))


def test_a_nul_byte_is_a_binary_file(tmp_path: Path) -> None:
    outcome = checked({"content/releases/map.md (escapes)": "\\x89PNG\\0 and so on and so on"}, tmp_path)
    assert {d.code for d in outcome.diagnostics} == {"binary-file"}


def test_a_file_that_is_too_big_is_said_to_be(tmp_path: Path) -> None:
    outcome = checked(release("Word. " * (TEXT_LIMIT // 6 + 1)), tmp_path)
    assert {d.code for d in outcome.diagnostics} == {"file-too-big"}
    assert f"{TEXT_LIMIT >> 20} MiB" in DIAGNOSTICS["file-too-big"]
    assert f"{FILE_LIMIT >> 20} MiB" in DIAGNOSTICS["file-too-big"]


def test_a_site_without_configuration_is_said_to_be(tmp_path: Path) -> None:
    root = write_site(site_with({}), tmp_path)
    (root / "campaignsite.yaml").rename(root / "config.yaml")
    assert {d.code for d in build(Order(root, NOW)).diagnostics} == {"no-config"}


# --- commands ---------------------------------------------------------------------------------------------------------


OPTIONS = [
    (name, form)
    for name, command in campaignsite.commands.items()
    for option in command.params
    for form in (*option.opts, *option.secondary_opts)
    if isinstance(option, click.Option)
]


@pytest.mark.parametrize(("command", "option"), OPTIONS)
def test_every_command_and_option_is_explained(command: str, option: str) -> None:
    explained = sections(PAGES["commands.md"])
    assert f"`{option}`" in explained[f"campaignsite {command}"] + explained["Options"]


def test_every_format_has_a_sample() -> None:
    form = next(p for p in campaignsite.commands["check"].params if p.name == "form")
    assert isinstance(form.type, click.Choice)
    assert all(f"<!-- generated: sample {name} -->" in PAGES["commands.md"] for name in form.type.choices)


def test_every_environment_variable_is_explained() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src/campaignsite").rglob("*.py"))
    read = set(re.findall(r'environ(?:\.get\(|\[)"(\w+)"', sources))
    named = [re.findall(r"`(\w+)`", cells[0]) for cells in rows(sections(PAGES["commands.md"])["Environment"])]
    assert {name for names in named for name in names} == read


def test_exit_codes_are_what_the_table_says(tmp_path: Path) -> None:
    table = [cells[0] for cells in rows(sections(PAGES["commands.md"])["Exit codes"])]
    assert table == ["0", "1", "2", "3", "130"]
    good = write_site(site_with({}), tmp_path / "good")
    warned = write_site(site_with({EXAMPLE: "---\ntitle: Example\ndate: --07-30\n---\n"}), tmp_path / "warned")
    wrong = write_site(site_with({EXAMPLE: "---\n---\n"}), tmp_path / "wrong")
    assert [run(root, "check").exit_code for root in (good, warned, wrong)] == [0, 0, 1]
    assert run(warned, "check --strict").exit_code == 1
    assert run(good, "check --page-size 3").exit_code == 2
    assert run(good, "build --output .").exit_code == 2


# --- accessibility ----------------------------------------------------------------------------------------------------


def test_each_criterion_names_tests_that_there_are() -> None:
    tests = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").glob("test_*.py"))
    there = set(re.findall(r"^def (test_\w+)\(", tests, re.MULTILINE))
    text = PAGES["accessibility.md"]
    assert set(re.findall(r"`(test_\w+)`", text)) <= there
    components = rows(sections(text)["What each component must do"])
    assert len(components) > 20
    assert all(re.search(r"`test_\w+`", shown) for *_, shown in components)


def test_every_test_of_a_component_is_a_criterion() -> None:
    own = (ROOT / "tests/test_components.py").read_text(encoding="utf-8")
    named = set(re.findall(r"`(test_\w+)`", PAGES["accessibility.md"]))
    assert set(re.findall(r"^def (test_\w+)\(", own, re.MULTILINE)) <= named


def test_the_statement_is_what_the_last_run_found() -> None:
    result = json.loads((DOCS / "accessibility-statement.json").read_bytes())
    assert PAGES["accessibility-statement.md"] == statement(result), RENEW_STATEMENT
    axe = json.loads((ROOT / "tests/package.json").read_bytes())["devDependencies"]["axe-core"]
    assert result["axe"] == axe, f"axe is another one than it was then; {RENEW_STATEMENT}"


# --- links ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [ROOT / "README.md", *(DOCS / name for name in PAGES)], ids=lambda path: path.name)
def test_links_lead_to_a_file_and_a_heading(path: Path) -> None:
    text = FENCE.sub("", path.read_text(encoding="utf-8"))
    prose = re.sub(r"`[^`\n]*`", lambda code: "" if "](" in code[0] else code[0], text)
    for target in re.findall(r"\]\(([^)\s]+)\)", prose):
        if target.startswith("https://"):
            continue
        name, _, anchor = target.partition("#")
        file = (path.parent / name).resolve() if name else path
        assert file.exists(), f"{path.name}: {target}"
        assert not anchor or anchor in anchors(file.read_text(encoding="utf-8")), f"{path.name}: {target}"
