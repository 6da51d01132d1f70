"""``campaignsite import``: a release becomes a draft, nothing of it is lost, and what is not certain is marked."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from html import escape
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from campaignsite.build import Order, build
from campaignsite.build.importing import Imported, RefusedError, Wish, imported
from campaignsite.incoming.blocks import Listing, words
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


# --- the source documents, as a text, as a page and as a Word file ------------------------------------------------------


def as_text(text: str) -> tuple[bytes, str]:
    return text.encode(), "txt"


def lines_of(text: str) -> list[tuple[str, str]]:
    """Each line with what it is: h1, h2, ol, ul or p."""
    first = text.split("\n")[0]
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
    page = f"<!DOCTYPE html><html><head><title>T</title><style>p{{}}</style></head><body><nav>Home</nav><main>{made}</main>"
    return f"{page}<footer>Terms</footer></body></html>".encode(), "html"


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
    assert [d.code for d in outcome.diagnostics if d.path == done.draft.path] == ["date-without-year"]


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


# --- text stays text ----------------------------------------------------------------------------------------------------

SIGNS = st.text(
    alphabet=st.one_of(
        st.sampled_from("*_`[]()<>{}#!|~:-+=.1 \\&;\"'“”«»^ab\t/@%–,"), st.characters(exclude_categories=["Cs"])
    ),
    max_size=30,
)
FORMS_OF_MARKDOWN = st.sampled_from(
    "1. a/2. b/- x/* y/• z/# h/## h ##/::: quote/:::/---/===/| a | b |/|---|---|/[^1]: x/[a]: http:b/<b>hi</b>/&amp; &copy;"
    "/~~s~~/{.a}/> q/a_b*c*/x@y.org/: d/~ d/**b**/__i__/``c``/![i](u)/[^1]/<!-- c -->/\\/1) x/+ y/[x]{.a}/Stop!"
    "/“Quote me if you like, all of this is long enough,” said Robin Vale./– Chief Robin Vale, LPS/About this/FOR RELEASE"
    "/July 30/LAKESIDE, ON – We/-30-/Contact: Robin Vale, a@b.example/Lakeside Police Service/80 people were charged"
    "/Embargo: July 30 9:00/Partners:/The service serves the people of the town since 1902".split("/")
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
