"""``campaignsite import``: a release becomes a draft, nothing of it is lost, and what is not certain is marked."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from html import escape
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from campaignsite.build import Order, build
from campaignsite.build.importing import Imported, RefusedError, Wish, imported
from campaignsite.incoming.draft.draft import draft
from campaignsite.incoming.draft.markdown import Writer
from campaignsite.incoming.known import Known, Match, Register, Standing
from campaignsite.incoming.read.decoding import cleaned
from campaignsite.incoming.read.plain import blocks_of_text
from campaignsite.incoming.recognise.release import Asked, release
from campaignsite.model.diagnostics import Severity
from campaignsite.model.documents import Parsed, Setting
from campaignsite.model.files import Source
from campaignsite.model.front.kinds import Announcement, Conference, Results
from campaignsite.parse.body import read
from campaignsite.parse.documents import parse
from tests import test_demonstration_content as demonstration
from tests import word_files as word
from tests.sites import NOW, write_site

ROOT = Path(__file__).parents[1]
TEXTS = {"conference": demonstration.CONFERENCE, "world-day": demonstration.WORLD_DAY}
SMALL = """-- campaignsite.yaml --
title: A campaign
base_url: https://example.org/
languages: [en, fr]
-- content/agencies/lakeside.md --
---
name: Lakeside Police Service
short_name: LPS
names: {fr: Service de police de Lakeside}
kind: municipal
---
-- content/agencies/bayfield.md --
---
name: Bayfield Regional Police
aliases: [Bayfield Police]
kind: regional
---
-- content/events/world-day.md --
---
name: World Day Against Trafficking in Persons
names: {fr: Journée mondiale de la lutte contre la traite d’êtres humains}
recurs: --07-30
---
-- content/boilerplates/about-us.md --
---
title: About Lakeside
verbatim: true
---

The Lakeside Police Service serves the people of Lakeside since 1902. It has a team for trafficking in persons.
"""


# --- the source documents, as a text, as a page and as a Word file ----------------------------------------------------


def as_text(text: str) -> tuple[bytes, str]:
    return text.encode(), "txt"


def lines_of(text: str) -> list[tuple[str, str]]:
    """Each line with what it is: h1, h2, ol, ul or p."""
    first = text.partition("\n")[0]
    found = []
    for line in filter(str.strip, text.split("\n")):
        kind = "ol" if re.match(r"\d+\. ", line) else "ul" if line.startswith("- ") else "p"
        kind = "h2" if line.isupper() or line.startswith("About ") else kind
        kind = "h1" if line == first and len(line) < 80 else kind
        found.append((kind, line.partition(" ")[2] if kind in ("ol", "ul") else line))
    return found


def as_page(text: str) -> tuple[bytes, str]:
    made, here = "", ""
    for kind, line in lines_of(text):
        if here in ("ol", "ul") and kind != here:
            made += f"</{here}>"
        made += f"<{kind}>" if kind in ("ol", "ul") and kind != here else ""
        tag = "li" if kind in ("ol", "ul") else kind
        made += f"<{tag}>{escape(line)}</{tag}>\n"
        here = kind
    made += f"</{here}>" if here in ("ol", "ul") else ""
    head = "<!DOCTYPE html><html><head><title>T</title><style>p{}</style></head>"
    return f"{head}<body><nav>Home</nav><main>{made}</main><footer>Terms</footer></body></html>".encode(), "html"


def as_word(text: str) -> tuple[bytes, str]:
    styles = {"h1": "Title", "h2": "Heading1"}
    body = (
        word.p(line, style=styles.get(kind, ""), item={"ul": 1, "ol": 2}.get(kind)) for kind, line in lines_of(text)
    )
    return word.word(*body), "docx"


FORMS: dict[str, Callable[[str], tuple[bytes, str]]] = {"text": as_text, "page": as_page, "word": as_word}


def demonstration_site(root: Path) -> Path:
    for name in ("content", "layouts", "assets"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "campaignsite.yaml", root)
    return root


@pytest.fixture(params=[(name, form) for name in TEXTS for form in FORMS], ids="-".join)
def source(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, Path, Imported]:
    """A source document imported into the demonstration site, in each form."""
    name, form = request.param
    data, ending = FORMS[form](TEXTS[name])
    root = demonstration_site(tmp_path)
    to = f"content/imported/{name}.md"
    return name, root, imported(Order(root, NOW), Wish(data, f"{name}.{ending}", to=to))


def parsed(root: Path, path: str, languages: tuple[str, ...] = ("en", "fr")) -> Parsed:
    data = (root / path).read_bytes()
    found = parse(Source(path, data, ""), languages).value
    assert found is not None
    return found


def everything(text: str, shown: Parsed) -> str:
    """All that a draft says: its body, its front matter, and its comments."""
    meta = shown.document.meta
    assert isinstance(meta, Announcement)
    values = [meta.title, meta.kicker or "", *(c.name for c in meta.contacts)]
    comments = re.findall(r"^\s*# (.*)$|<!-- (.*?) -->", text, re.MULTILINE)
    return "\n".join([*values, demonstration.words(shown.body), *(a + b for a, b in comments)])


def test_no_sentence_of_the_sources_is_lost(source: tuple[str, Path, Imported]) -> None:
    name, root, done = source
    assert done.draft is not None
    shown = parsed(root, done.draft.path)
    said = everything(done.draft.text, shown)
    meta = shown.document.meta
    assert isinstance(meta, Announcement)
    for reference in meta.boilerplates:
        about = parsed(root, f"content/boilerplates/{reference}.md")
        said += f"\n{about.document.meta.heading}\n{demonstration.words(about.body)}"
    line = meta.dateline
    said = f"({line.place}, {line.province}) – {said}" if line else said
    flat = demonstration.normal(said)
    for sentence in demonstration.sentences(TEXTS[name]):
        start, _, rest = sentence.partition(" – ")
        for part in (start, rest) if sentence.startswith("(") else (sentence,):
            assert demonstration.normal(part) in flat


def test_check_accepts_the_drafts_of_the_sources(source: tuple[str, Path, Imported]) -> None:
    _, root, done = source
    assert done.draft is not None
    outcome = build(Order(root, NOW, drafts=True))
    assert not [d for d in outcome.diagnostics if d.severity is Severity.ERROR]
    own = [d for d in outcome.diagnostics if d.path == done.draft.path]
    assert {d.code for d in own} == {"date-without-year", "unchecked-draft"}
    assert [d.line for d in own if d.code == "unchecked-draft"] == [mark.line for mark in done.draft.marks]


def test_a_draft_that_nobody_has_looked_through_is_not_published(source: tuple[str, Path, Imported]) -> None:
    _, root, done = source
    assert done.draft is not None
    path = root / done.draft.path
    text = path.read_text(encoding="utf-8").replace("\ndraft: true\n", "\n")
    path.write_text(text, encoding="utf-8")
    unchecked = [d for d in build(Order(root, NOW)).diagnostics if d.code == "unchecked-text"]
    assert [(d.path, d.line) for d in unchecked] == [(done.draft.path, mark.line - 1) for mark in done.draft.marks]
    path.write_text(re.sub(r"(?m)^ *# CHECK:.*\n|<!-- CHECK:.*?-->\n", "", text), encoding="utf-8")
    assert build(Order(root, NOW)).artifacts


def test_a_draft_stays_off_the_site(source: tuple[str, Path, Imported]) -> None:
    _, root, done = source
    assert done.draft is not None
    with_it = build(Order(root, NOW))
    (root / done.draft.path).unlink()
    assert with_it.artifacts == build(Order(root, NOW)).artifacts


def test_no_trap_of_the_sources_is_stepped_into(source: tuple[str, Path, Imported]) -> None:
    name, root, done = source
    assert done.draft is not None
    document = parsed(root, done.draft.path).document
    meta = document.meta
    assert isinstance(meta, Announcement)
    assert meta.draft
    assert meta.verbatim
    assert meta.date is not None
    assert meta.date.year is None
    quotes = [(q.speaker, q.title, q.agency) for q in document.quotes]
    if name == "conference":
        assert isinstance(meta, Conference)
        assert (meta.title, meta.kicker) == ("Partnering Against Human Trafficking", "Sex Crimes")
        assert meta.agencies.host == ("Toronto Police Service", "Ontario Provincial Police")
        (contact,) = meta.contacts
        assert (contact.name, contact.address) == ("Corporate Communications", "40 College St., Toronto, ON M5G 2J3")
        assert quotes == [
            ("Mark Saunders", "Chief", ""),
            ("Mark Saunders", "Chief", ""),
            ("Vince Hawkes", "Commissioner", "Ontario Provincial Police"),
            ("Marie-France Lalonde", "Minister of Community Safety & Correctional Services", ""),
        ]
        assert "measures" not in done.draft.text
        assert "figures" not in done.draft.text
        assert re.search(r"big and small\.\n\n“…Rest assured.*that needs to change\.”\n:::\n", done.draft.text)
        assert "“Click here for more information on the conference”: words that do not say" in done.draft.text
    else:
        assert isinstance(meta, Results)
        assert meta.dateline is not None
        assert (meta.dateline.place, meta.dateline.province) == ("ORILLIA", "ON")
        assert list(meta.agencies.supporting) == demonstration.SUPPORTING
        assert meta.agencies.participating == ()
        assert meta.agencies.issuer == (demonstration.IJFS,)
        assert meta.boilerplates == ("about-the-ijfs", "about-world-day")
        assert [(m.value, m.unit) for m in meta.measures] == [(80, "person"), (165, "offence")]
        assert (meta.period.label.text("en"), meta.period.months, meta.scope) == ("Past 18 months", 18, "joint")
        assert meta.supplied == ("title", "date", "operation")
        assert quotes == [("Dan Dusto", "Acting Detective Inspector, IJFS Lead", demonstration.IJFS)]
        assert meta.event == "World Day Against Trafficking in Persons"


def test_marks_stand_where_they_are_said_to(source: tuple[str, Path, Imported]) -> None:
    _, _, done = source
    assert done.draft is not None
    lines = done.draft.text.split("\n")
    assert [n for n, line in enumerate(lines, 1) if "CHECK: " in line] == [m.line for m in done.draft.marks]
    assert all(mark.text in lines[mark.line - 1] for mark in done.draft.marks)


# --- text stays text --------------------------------------------------------------------------------------------------

SIGNS = st.text(
    alphabet=st.one_of(
        st.sampled_from("*_`[]()<>{}#!|~:-+=.1 \\&;\"'“”«»^ab\t/@%–,"), st.characters(exclude_categories=["Cs"])
    ),
    max_size=30,
)
FORMS_OF_MARKDOWN = st.sampled_from(
    """
1. a
2. b
- x
* y
• z
# h
## h ##
::: quote
:::
---
===
| a | b |
|---|---|
[^1]: x
[a]: http:b
<b>hi</b>
&amp; &copy;
~~s~~
{.a}
> q
a_b*c*
x@y.org
http://example.org/a_b?c=&copy;
: d
~ d
**b**
__i__
``c``
![i](u)
[^1]
<!-- c -->
\\
1) x
+ y
[x]{.a}
Stop!
“Quote me if you like, all of this is long enough,” said Robin Vale.
– Chief Robin Vale, LPS
About this
FOR IMMEDIATE RELEASE
July 30
LAKESIDE, ON – We
-30-
Contact: Robin Vale, a@b.example
Lakeside Police Service
80 people were charged
Embargo: July 30 9:00
Partners:
The service serves the people of the town since 1902
""".strip().split("\n")
)
LINES = st.lists(st.one_of(SIGNS, FORMS_OF_MARKDOWN, st.just("")), max_size=8)
VERBATIM = Setting("content/a.md", 1, "en", smart=False)
MARKER = re.compile(r"^\s*(?:[-*•·▪●◦‣–—]|\d{1,9}[.)])[ \t\u00a0]+", re.MULTILINE)


def bare(text: str) -> str:
    """Without blanks and the signs of lists, whose look is Markdown's own."""
    return "".join(re.sub(r"[-•·▪●◦‣–—*.)]", "", text).split())


@given(LINES)
@example(["```", "a"])
@example(["a", "===", "", "b", ": c"])
def test_text_is_shown_as_it_was(lines: list[str]) -> None:
    text, _ = cleaned("\n".join(lines))
    writer = Writer()
    markdown = "\n".join(line for block in blocks_of_text(text) for line in writer.lines(block))
    found = read(markdown, VERBATIM)
    assert not [d for d in found.noticed if d.severity is Severity.ERROR]
    assert bare(demonstration.words(found.body)) == bare(text)


def lakeside(name: str) -> Match:
    known = {"Lakeside Police Service", "LPS"}
    return Match("Lakeside Police Service", "content/agencies/lakeside.md") if name in known else Match(hint="?")


KNOWN = Known(
    Register(lakeside, ("Lakeside Police Service", "LPS")),
    standing=(
        Standing("about", "content/boilerplates/about.md", "About this", "The service serves the town since 1902"),
    ),
)


@given(LINES)
@example(["LAKESIDE, ON – ", "x"])
@example(['"', "a: b", "#c"])
def test_whatever_is_imported_is_a_good_draft_and_nothing_is_lost(lines: list[str]) -> None:
    text, _ = cleaned("\n".join(lines))
    made = release(blocks_of_text(text), KNOWN, Asked(("en", "fr"), "name"))
    done = draft(made, "content/releases/a.md", "a.txt")
    found = parse(Source("content/releases/a.md", done.text.encode(), ""), ("en", "fr"))
    assert found.value is not None
    assert not [d for d in found.diagnostics if d.severity is Severity.ERROR], done.text
    said = bare(everything(done.text, found.value))
    said += bare("The service serves the town since 1902") if made.boilerplates else ""
    for line in text.split("\n"):
        for sentence in re.split(r"(?<=[.!?])\s", MARKER.sub("", line)):
            kept = made.dateline.value.written if made.dateline else ""
            assert bare(sentence.replace(kept, "") if kept else sentence) in said, done.text


# --- what is recognised -----------------------------------------------------------------------------------------------


def of(root: Path, text: str, name: str = "a.txt", **wish: str) -> Imported:
    """A text imported into the small site."""
    if not (root / "campaignsite.yaml").exists():
        write_site(SMALL, root)
    return imported(Order(root, NOW), Wish(text.encode(), name, **wish))


def written(done: Imported) -> str:
    assert done.draft is not None
    return done.draft.text


def test_names_are_resolved_by_the_registry_and_never_nearly(tmp_path: Path) -> None:
    text = "A title\n\nLead of some words here.\n\nOur partners:\n- {}\n- Lakeside Police Service\n- bayfield police\n"
    made = written(of(tmp_path, text.format("Lakeside Police Servce\n- Harbour House\n- Lakeside")))
    assert "  participating:\n    - Lakeside Police Service\n    - Bayfield Regional Police\n" in made
    assert (
        "“Lakeside Police Servce” (participating) is not in the registry; did you mean “Lakeside Police Service”?"
        in made
    )
    assert "“Harbour House” (participating) is not in the registry: register it (campaignsite new agency" in made
    assert "    - Bayfield Regional Police\n#    - Harbour House\n" in made
    assert "Servce\n#" not in made
    assert "“Lakeside” (participating) is not in the registry; write the full name: “Lakeside Police Service”" in made
    assert "- [bayfield police](../agencies/bayfield.md)\n" in made
    assert "\n- Lakeside Police Servce\n" in made


def test_agencies_that_nobody_knows_wait_in_the_draft(tmp_path: Path) -> None:
    """Whoever does what the remark says has them all."""
    lists = "Hosted by the following services:\n• Bay House\n\nSupporting services:\n• Night: Shelter\n• Elm Place\n"
    done = of(tmp_path, f"A title\n\nA sentence of text.\n\n{lists}")
    made = written(done)
    block = "#agencies:\n#  host:\n#    - Bay House\n#  supporting:\n"
    assert block + '#    - "Night: Shelter"\n#    - Elm Place\n' in made
    (said,) = [line for line in made.split("\n") if "registry" in line]
    assert said == (
        "# CHECK: agencies: “Bay House” (host), “Night: Shelter” (supporting), “Elm Place” (supporting) are not in the"
        ' registry: register them (campaignsite new agency "Bay House"; campaignsite new agency "…";'
        ' campaignsite new agency "Elm Place"), then import again, or take the # away below'
    )
    assert done.draft is not None
    for n, name in enumerate(("Bay House", '"Night: Shelter"', "Elm Place")):
        agency = tmp_path / f"content/agencies/a{n}.md"
        agency.write_text(f"---\nname: {name}\nkind: ngo\n---\n", encoding="utf-8")
    (tmp_path / done.draft.path).write_text(re.sub(r"^#(?! )|^#(?=  )", "", made, flags=re.MULTILINE), encoding="utf-8")
    outcome = build(Order(tmp_path, NOW, drafts=True))
    assert not [d for d in outcome.diagnostics if d.severity is Severity.ERROR]
    meta = parsed(tmp_path, done.draft.path).document.meta
    assert isinstance(meta, Announcement)
    assert (meta.agencies.host, meta.agencies.supporting) == (("Bay House",), ("Night: Shelter", "Elm Place"))


@pytest.mark.parametrize(
    ("above", "role"),
    [
        ("The following services supported the investigation:", "supporting"),
        ("Hosted by:", "host"),
        ("The operation was led by", "lead"),
        ("PARTICIPATING AGENCIES", "participating"),
        ("Avec l’appui de :", "supporting"),
        ("Organismes participants", "participating"),
        ("As follows:", "participating"),
    ],
)
def test_a_role_is_guessed_from_the_words_above(above: str, role: str, tmp_path: Path) -> None:
    made = written(of(tmp_path, f"A title\n\nOne sentence of text.\n\n{above}\n• LPS\n• Bayfield Regional Police\n"))
    assert f"\n  {role}:\n    - Lakeside Police Service\n    - Bayfield Regional Police\n" in made
    assert re.search(rf"# CHECK: {role}: the words above the list are “{re.escape(above)}”", made)


def test_names_on_lines_of_their_own_are_a_list(tmp_path: Path) -> None:
    made = written(of(tmp_path, "A title\n\nA sentence.\n\nPartners:\n\nLPS\nBayfield Regional Police\n\nThe end.\n"))
    assert "- [LPS](../agencies/lakeside.md)\n- [Bayfield Regional Police](../agencies/bayfield.md)\n" in made


@pytest.mark.parametrize(
    "text",
    [
        "He was charged with:\n1. Trafficking in Persons\n2. Procuring\n",
        "Our partners said:\n- They came in 2020.\n- They stayed.\n",
        "Bring these:\n• A pen\n• Lakeside Police Service\n• A cup\n• A bag\n",
    ],
)
def test_a_list_of_anything_else_is_left_alone(text: str, tmp_path: Path) -> None:
    made = written(of(tmp_path, f"A title\n\nA sentence of text.\n\n{text}"))
    assert "is not in the registry" not in made
    assert "agencies:" not in made
    assert "](" not in made


@pytest.mark.parametrize(
    "line", ["Contact us at 416-555-0142.", "Contact the police at 416-555-0142.", "Contacts matter."]
)
def test_a_sentence_with_a_number_is_no_contact(line: str, tmp_path: Path) -> None:
    assert "contacts:" not in written(of(tmp_path, f"A title\n\nA sentence of text.\n\n{line}\n"))


def test_an_organization_inside_a_quotation_takes_no_part(tmp_path: Path) -> None:
    said = "“We thank Bayfield Regional Police, who hosted us so well, and everybody else,” said Chief Robin Vale."
    made = written(of(tmp_path, f"A title\n\nA sentence.\n\n{said}\n"))
    assert "agencies:" not in made
    assert "also names" not in made


def test_a_standing_text_that_differs_is_named_and_keeps_its_words(tmp_path: Path) -> None:
    about = SMALL.rpartition("---\n\n")[2].strip()
    other = about.replace("1902", "1903")
    same, changed = (
        written(of(tmp_path, f"A title\n\nText here.\n\nAbout Lakeside\n\n{t}\n", to=f"content/releases/{n}.md"))
        for n, t in enumerate((about, other))
    )
    assert "boilerplates:\n  - about-us\n" in same
    assert "1902" not in same
    assert "boilerplates:\n  - about-us\n" in changed
    assert "# CHECK: boilerplates: 95% of it is word for word content/boilerplates/about-us.md" in changed
    assert (
        "the source words it otherwise: “The Lakeside Police Service serves the people of Lakeside since 1903.” -->"
        in changed
    )


def test_an_unknown_standing_text_stays_and_gives_no_roles(tmp_path: Path) -> None:
    about = (
        "About the Task Force\n\nIt began in 2020, and 80 people were charged.\n\nMembers:\n- LPS\n- Bayfield Police\n"
    )
    made = written(of(tmp_path, f"A title\n\nA sentence.\n\n{about}"))
    assert "<!-- CHECK: this looks like a standing text" in made
    assert "## About the Task Force\n" in made
    assert "agencies:" not in made
    assert "figures in this text" not in made


@pytest.mark.parametrize(
    ("line", "place", "province", "date"),
    [
        ("(ORILLIA, ON) – ", "ORILLIA", '"ON"', ""),
        ("TORONTO, July 30, 2026 – ", "TORONTO", "", "2026-07-30"),
        ("Ottawa (Ontario), le 19 mars 2026 — ", "Ottawa", "Ontario", "2026-03-19"),
        ("Thunder Bay, Ont. - ", "Thunder Bay", "Ont.", ""),
        ("LAKESIDE (30 July 2026) – ", "LAKESIDE", "", "2026-07-30"),
        ("Trois-Rivières (Québec), le 1er juillet — ", "Trois-Rivières", "Québec", "--07-01"),
    ],
)
def test_datelines(line: str, place: str, province: str, date: str, tmp_path: Path) -> None:
    made = written(of(tmp_path, f"A title\n\n{line}The service says something today.\n"))
    assert f"dateline:\n  place: {place}\n" + (f"  province: {province}\n" if province else "") in made
    assert (f"\ndate: {date}\n" in made) == bool(date)
    assert "\n---\n\nThe service says something today.\n" in made
    assert f"“{line.strip()}”" in made


@pytest.mark.parametrize(
    "line",
    [
        "We met – and spoke – at length.",
        "Thursday, July 30, 2026 - it rains.",
        "Toronto – where it began – is far.",
        "A - B",
    ],
)
def test_what_is_no_dateline(line: str, tmp_path: Path) -> None:
    made = written(of(tmp_path, f"A title\n\n{line}\n\nMore text.\n"))
    assert "dateline" not in made
    assert line in made.replace("\\", "")


@pytest.mark.parametrize(
    ("line", "key", "remark"),
    [
        ("EMBARGOED UNTIL July 30, 2026 at 9:00 a.m. ET", "embargo: 2026-07-30 09:00", "whose clock"),
        ("Sous embargo jusqu’au 30 juillet 2026, 9 h 30", "embargo: 2026-07-30 09:30", "whose clock"),
        ("Not for release before July 30, 9 a.m.", "", "EMBARGO: the source says"),
        ("Embargo until further notice", "", "EMBARGO: the source says"),
    ],
)
def test_an_embargo_is_never_passed_over(line: str, key: str, remark: str, tmp_path: Path) -> None:
    made = written(of(tmp_path, f"{line}\n\nA title\n\nA sentence.\n"))
    assert (f"\n{key}\n" in made) if key else ("\nembargo:" not in made)
    assert re.search(rf"# CHECK: .*{remark}", made)
    assert f"<!-- in the source, and not on the page: “{line}” -->" in made


@pytest.mark.parametrize(
    ("text", "date", "why"),
    [
        ("Thursday, July 30, 2026", "2026-07-30", "the source says “July 30, 2026”"),
        ("Thursday, February 5, 2026 - 2:00 PM", "2026-02-05", "the source says “February 5, 2026”"),
        ("le 19 mars", "--03-19", "no year"),
        ("Issued: 2026-07-30", "2026-07-30", "the source says “2026-07-30”"),
        ("Nothing happened.", "", "date: the source gives none"),
        ("It happens on February 30, 2026.", "", "date: the source gives none"),
    ],
)
def test_a_date_is_as_whole_as_the_source_has_it(text: str, date: str, why: str, tmp_path: Path) -> None:
    made = written(of(tmp_path, f"A title\n\n{text}\n\nA sentence of the text.\n"))
    assert (f"\ndate: {date}\n" in made) if date else ("\ndate:" not in made)
    assert re.search(rf"# CHECK: date: .*{re.escape(why)}", made) or why in made


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“{}”, said Chief Robin Vale.", 'speaker="Robin Vale" title="Chief" attribution'),
        ("“{}”, said LPS Chief Robin Vale.", 'speaker="Robin Vale" title="Chief" agency="Lakeside Police Service"'),
        (
            "Chief Robin Vale of the LPS said: “{}”",
            'speaker="Robin Vale" title="Chief" agency="Lakeside Police Service"',
        ),
        ("« {} », a déclaré la cheffe Robin Vale.", 'speaker="Robin Vale" title="cheffe" attribution'),
        (
            "“{}”\n– Robin Vale, Executive Director, LPS",
            'title="Executive Director, LPS" agency="Lakeside Police Service"',
        ),
        ("“{}”\n– Chief Robin Vale, LPS", 'speaker="Robin Vale" title="Chief" agency="Lakeside Police Service"'),
        ("“{}”\n- Dr. Robin de Vale", 'speaker="Robin de Vale" title="Dr." attribution'),
        ("“{}\n\n“And so on.”\n\n— Mayor Robin Vale", 'speaker="Robin Vale" title="Mayor" attribution'),
    ],
)
def test_speakers(text: str, speaker: str, tmp_path: Path) -> None:
    words = "No service can do this alone, and none should have to try"
    made = written(of(tmp_path, f"A title\n\nA sentence of text.\n\n{text.format(words)}\n"))
    (opening,) = re.findall("^::: quote .*", made, re.MULTILINE)
    assert speaker in opening
    inside = made.partition(opening)[2].partition("\n:::")[0]
    assert words in inside
    assert "Vale" in inside


@pytest.mark.parametrize(
    "text", ["“{}”", "“{}”, he said.", "“{}”, said a survivor.", "We met Chief Robin Vale.\n\n“{}”"]
)
def test_nobody_is_invented_to_speak(text: str, tmp_path: Path) -> None:
    words = "No service can do this alone, and none should have to try"
    made = written(of(tmp_path, f"A title\n\nA sentence of text.\n\n{text.format(words)}\n"))
    assert "::: quote" not in made
    assert "<!-- CHECK: whose words are these?" in made


def test_a_quotation_that_nobody_closed_ends_with_its_paragraph(tmp_path: Path) -> None:
    said = "“No service can do this alone, and none should have to try, said Chief Robin Vale.\n\nAnother paragraph."
    made = written(of(tmp_path, f"A title\n\nChief Robin Vale spoke, and he said this.\n\n{said}\n"))
    assert "the quotation mark is not closed" in made or "whose words are these?" in made
    assert not re.search(r":::[^:]*Another paragraph\.\n:::", made)
    dashed = "“No service can do this alone.\n\nAnother paragraph.\n\n— Robin Vale"
    made = written(of(tmp_path, f"A title\n\nA sentence.\n\n{dashed}\n", to="content/releases/b.md"))
    assert "::: quote" not in made


def test_versions_of_a_standing_text_are_told_apart(tmp_path: Path) -> None:
    newer = "It was given a team for trafficking in persons, and a home of its own, by the people of Lakeside in 2027."
    write_site(
        SMALL.replace("title: About Lakeside\n", "title: About Lakeside\nfrom: 2020-01-01\n")
        + "-- content/boilerplates/newer.md --\n---\ntitle: About Lakeside\nkey: about-us\nfrom: 2027-01-01\n---\n\n"
        + f"{newer}\n",
        tmp_path,
    )
    made = written(of(tmp_path, f"A title\n\nA sentence.\n\nAbout Lakeside\n\n{newer}\n"))
    assert "boilerplates:\n  - about-us@2027-01-01\n" in made
    outcome = build(Order(tmp_path, NOW, drafts=True))
    assert not [d for d in outcome.diagnostics if d.severity is Severity.ERROR]


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("Eleven people were charged with 37 offences.", [("persons-charged", 11), ("offences-charged", 37)]),
        (
            "En tout, 1 165 accusations ont été portées contre 80 personnes.",
            [("charges-laid", 1165), ("persons-charged", 80)],
        ),
        ("Police arrested 12 men, 70 per cent of them under 30.", [("persons-arrested", 12)]),
        (
            "Officers arrested four people and seized 3 vehicles.",
            [("persons-arrested", 4), ("vehicles-seized", 3)],
        ),
        (
            "Eleven people were arrested. Police recovered two firearms, laid 37 charges and identified six victims.",
            [("persons-arrested", 11), ("firearms-recovered", 2), ("charges-laid", 37), ("victims-identified", 6)],
        ),
        (
            "Following the arrests, police said 3 vehicles were involved.",
            [("vehicles", 3)],
        ),
        ("12 men were arrested and charged with 40 offences.", [("persons-charged", 12), ("offences-charged", 40)]),
        ("Officers identified a suspect, and 12 vehicles.", [("vehicles", 12)]),
        ("Officers arrested the drivers of 3 vehicles.", [("vehicles", 3)]),  # nobody arrests a vehicle
        ("Four people were arrested and 3 vehicles.", [("persons-arrested", 4), ("vehicles", 3)]),
        (
            "Les policiers ont arrêté 4 personnes et ont saisi 3 véhicules.",
            [("persons-arrested", 4), ("vehicles-seized", 3)],
        ),
        ("In 18 months, on July 30, 2026, 3-day courses charged 25 % of persons under 18.", []),
        ("“We charged 80 people,” said Chief Robin Vale.", []),
        ("The service has 80 people.", []),
        ("A guest who had come a long way spoke of “80 people charged” and “37 charges laid” in another town.", []),
        ("RESULTS\n\n• 1,250 tips received\n• 11 people charged", [("tips-received", 1250), ("persons-charged", 11)]),
    ],
)
def test_figures(text: str, measures: list[tuple[str, int]], tmp_path: Path) -> None:
    made = of(tmp_path, f"A title\n\nA sentence of text.\n\n{text}\n", kind="results")
    found = re.findall(r"- id: (\S+)\n    value: (\d+)", written(made))
    assert [(name, int(value)) for name, value in found] == measures
    assert ("{id: to-be-written, value: 0" in written(made)) == (not measures)


def test_what_was_counted_is_said_with_what_was_done(tmp_path: Path) -> None:
    text = "Officers arrested four people and seized 3 vehicles during Operation Harbour."
    made = written(of(tmp_path, f"A title\n\nA sentence of text.\n\n{text}\n", kind="results"))
    assert "    definition: People arrested\n" in made
    assert "    definition: Vehicles seized during Operation Harbour\n" in made


def test_figures_of_another_kind_are_said_in_the_text(tmp_path: Path) -> None:
    made = written(of(tmp_path, "A title\n\nEleven people were charged with 37 offences.\n", kind="release"))
    assert "<!-- CHECK: figures in this text: 11 people were charged; 37 offences." in made
    assert "measures:" not in made


def test_contacts(tmp_path: Path) -> None:
    text = (
        "Media contact:\nRobin Vale, Media Relations\n416-555-0142 ext. 5\nmedia@police.example\n1 Main St., ON A1B 2C3"
    )
    made = written(of(tmp_path, f"A title\n\nA sentence of text.\n\nMore of it.\n\n{text}\n"))
    assert "  - name: Robin Vale\n    address: 1 Main St., ON A1B 2C3\n    phone: +14165550142\n" in made
    assert "    email: media@police.example\n" in made
    assert "“416-555-0142 ext. 5”" in made
    assert "416-555-0142 ext. 5\\\n" in made


def test_a_contact_without_anything_to_reach_it_by_is_none(tmp_path: Path) -> None:
    assert "contacts:" not in written(of(tmp_path, "A title\n\nA sentence.\n\nContact Corporate Communications\n"))


def test_french(tmp_path: Path) -> None:
    text = (
        "Onze personnes accusées\n\nLAKESIDE (Ontario), le 30 juillet 2026 — Le Service de police de Lakeside annonce"
        " les résultats de son enquête pour la Journée mondiale de la lutte contre la traite d’êtres humains.\n\n"
        "« Nous sommes là pour vous, chaque jour et chaque nuit », a déclaré le chef Robin Vale.\n"
    )
    done = of(tmp_path, text)
    assert done.lang == "fr"
    assert done.draft is not None
    assert done.draft.path == "content/world-days/onze-personnes-accusées.fr.md"
    assert "event: World Day Against Trafficking in Persons\n" in done.draft.text
    assert "  issuer:\n    - Lakeside Police Service\n" in done.draft.text
    assert "\nlang:" not in done.draft.text
    assert 'speaker="Robin Vale" title="chef"' in done.draft.text
    outcome = build(Order(tmp_path, NOW, drafts=True))
    assert not [d for d in outcome.diagnostics if d.severity is Severity.ERROR]


def test_a_draft_elsewhere_says_its_language(tmp_path: Path) -> None:
    made = written(of(tmp_path, "Un titre\n\nUne phrase.\n", lang="fr", to="content/releases/x.md"))
    assert "\nlang: fr\n" in made
    made = written(of(tmp_path, "Un titre\n\nUne phrase.\n", to="content/releases/x.fr.md"))
    assert "\nlang:" not in made
    with pytest.raises(RefusedError, match="let both agree"):
        of(tmp_path, "Un titre\n\nUne phrase.\n", lang="en", to="content/releases/y.fr.md")
    with pytest.raises(RefusedError, match="“de” is no language of this site, which has en, fr"):
        of(tmp_path, "Ein Titel\n\nEin Satz.\n", lang="de")


@pytest.mark.parametrize(
    ("lines", "title", "kicker"),
    [
        (["A title", "Text follows here."], "A title", ""),
        (["A title", "Sex Crimes", "Text follows here."], "A title", "Sex Crimes"),
        (
            ["Lakeside Police Service", "A title of some words", "Text follows."],
            "A title of some words",
            "Lakeside Police Service",
        ),
        (["LPS", "Unit: Crimes", "Two charged after a search", "Text follows."], "Two charged after a search", ""),
        (["Sex Crimes", "A title of some words", "Text follows."], "A title of some words", "Sex Crimes"),
        (["NEWS RELEASE", "A TITLE", "Text follows here."], "A TITLE", ""),
        (["This is no title.", "Text follows here."], "This is no title.", ""),
        (["A title", "By the way, here is the text.", "More."], "A title", ""),
    ],
)
def test_titles(lines: list[str], title: str, kicker: str, tmp_path: Path) -> None:
    made = written(of(tmp_path, "\n\n".join(lines) + "\n"))
    assert f"\ntitle: {title}\n" in made
    assert (f"\nkicker: {kicker}\n" in made) if kicker else ("\nkicker:" not in made)


@pytest.mark.parametrize(
    ("text", "said", "supplied"),
    [
        ("A title\n\nThe service puts up posters today.\n", "write “supplied: [summary]”", "supplied: [summary]"),
        ("A title\n\nToday.\n", "write “supplied: [summary]”", "supplied: [summary]"),
        ("The service puts up posters today.\n", "add summary to “supplied”", "supplied: [title, summary]"),
    ],
)
def test_a_summary_in_other_words_is_said_to_be_supplied(text: str, said: str, supplied: str, tmp_path: Path) -> None:
    """Else the page would claim that it is of the source."""
    done = of(tmp_path, text, kind="release")
    made = written(done)
    (line,) = [line for line in made.split("\n") if line.startswith("# CHECK: summary: ")]
    assert said in line
    if "\nsupplied: [" not in made:
        made = made.replace("\nverbatim: true", f"\n{supplied}\nverbatim: true")
    else:
        made = made.replace("\nsupplied: [title]\n", f"\n{supplied}\n")
    made = re.sub(r"\nsummary: .*", "", made).replace(line, "summary: Our own words.").replace("draft: true\n", "")
    made = re.sub(r"(?m)^ *# CHECK:.*\n|<!-- CHECK:.*?-->\n", "", made)
    assert done.draft is not None
    (tmp_path / done.draft.path).write_text(made, encoding="utf-8")
    outcome = build(Order(tmp_path, NOW))
    assert not [d for d in outcome.diagnostics if d.severity is Severity.ERROR]
    pages = [a.data.decode(errors="replace") for a in outcome.artifacts]
    assert any("Added by the editors" in page and "<li>summary</li>" in page for page in pages)


def test_a_heading_inside_a_word_file_is_no_title(tmp_path: Path) -> None:
    write_site(SMALL, tmp_path)
    body = [
        word.p("A title"),
        word.p("A sentence of text."),
        word.p("Quotes", style="Heading1"),
        word.p("Another one."),
    ]
    made = written(imported(Order(tmp_path, NOW), Wish(word.word(*body), "a.docx")))
    assert "\ntitle: A title\n" in made
    assert "\n## Quotes\n" in made


def test_a_picture_in_a_title_is_not_lost(tmp_path: Path) -> None:
    page = "<main><p>Unit <img src='a.png' alt='A'></p><h1>T <img src='b.png' alt='B'></h1><p>A sentence.</p></main>"
    made = written(of(tmp_path, page, "a.html"))
    assert "\nkicker: Unit\n" in made
    assert "(a.png)" in made
    assert "(b.png)" in made


def test_links_that_say_nothing_are_marked(tmp_path: Path) -> None:
    page = "<main><h1>T</h1><p>A sentence.</p><p><a href='https://a.example/'>Click here</a> for more.</p></main>"
    made = written(of(tmp_path, page, "a.html"))
    assert "<!-- CHECK: “Click here for more.”: words that do not say where a link leads (WCAG 2.4.4) -->" in made
    assert "[Click here](https://a.example/) for more." in made


def test_a_title_that_no_file_can_have(tmp_path: Path) -> None:
    for title, path in (
        ("…", "content/releases/a-2.md"),
        ("Index", "content/releases/index-page.md"),
        ("ᐃᓄᒃᑎᑐᑦ " * 12, "content/releases/" + "-".join(["ᐃᓄᒃᑎᑐᑦ"] * 3) + ".md"),
    ):
        done = of(tmp_path, f"{title}\n\nA sentence of text.\n", "a 2.txt")
        assert done.draft is not None
        assert done.draft.path == path


# --- the command ------------------------------------------------------------------------------------------------------


def test_standard_input_is_read_and_json_is_all_that_is_said(tmp_path: Path) -> None:
    write_site(SMALL, tmp_path)
    command = [sys.executable, "-m", "campaignsite", "import", "-", "--format", "json", "--type", "release"]
    text = "Ein été\n\nA sentence.\n".encode("cp1252")
    done = subprocess.run(command, cwd=tmp_path, input=text, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    said = json.loads(done.stdout)
    assert set(said) == {"path", "type", "lang", "recognised", "marks", "notes"}
    assert said["path"] == "content/releases/ein-été.md"
    assert said["notes"] == ["it is not UTF-8 and was read as Windows-1252; look at accents and quotation marks"]
    assert {r["part"]: r["certainty"] for r in said["recognised"]} == {
        "type": "certain",
        "lang": "likely",
        "title": "likely",
    }
    made = (tmp_path / said["path"]).read_text(encoding="utf-8").split("\n")
    assert all(mark["text"] in made[mark["line"] - 1] for mark in said["marks"])
    assert f"file: {said['notes'][0]}" in [mark["text"] for mark in said["marks"]]


@pytest.mark.parametrize("there", ["file", "link"])
def test_a_file_that_is_there_stays_as_it_is(there: str, tmp_path: Path) -> None:
    write_site(SMALL, tmp_path)
    target = tmp_path / "content/releases/a.md"
    target.parent.mkdir()
    if there == "file":
        target.write_text("OURS")
    else:
        target.symlink_to("nowhere")
    with pytest.raises(FileExistsError):
        of(tmp_path, "A title\n\nA sentence.\n", to="content/releases/a.md")
    assert target.is_symlink() or target.read_text() == "OURS"
    assert [path.name for path in target.parent.iterdir()] == ["a.md"]


def test_nothing_is_written_out_of_the_site(tmp_path: Path) -> None:
    root = write_site(SMALL, tmp_path / "site")
    (tmp_path / "elsewhere").mkdir()
    (root / "content/releases").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="leads out of the site"):
        of(root, "A title\n\nA sentence.\n", kind="release")
    assert not [*(tmp_path / "elsewhere").iterdir()]


def test_a_wrong_configuration_is_said_and_nothing_is_written(tmp_path: Path) -> None:
    write_site("-- campaignsite.yaml --\ntitle: A\nbase_url: here\n-- a.txt --\nA title\n\nA sentence.\n", tmp_path)
    command = [sys.executable, "-m", "campaignsite", "import", "a.txt"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("campaignsite.yaml:2:11: ")
    assert not [*(tmp_path / "content").iterdir()]


def test_libraries_for_files_are_loaded_only_to_read_one() -> None:
    code = "import sys, campaignsite.cli, campaignsite.build, campaignsite.build.whole; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"mammoth", "bs4", "campaignsite.incoming"} & set(loaded)
