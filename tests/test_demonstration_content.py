"""The demonstration holds both source documents whole, unaltered and in order, and invents nothing."""

import hashlib
import posixpath
import re
from html import escape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from campaignsite.model.diagnostics import Diagnostic, has_errors
from campaignsite.model.documents import Body, Component, Document, Parsed, Reference
from campaignsite.model.files import Source
from campaignsite.model.front.config import SiteConfig
from campaignsite.model.front.fields import Contact
from campaignsite.model.front.kinds import Agency, Boilerplate, Conference, Event, Results
from campaignsite.parse.config import parse_config
from campaignsite.parse.documents import parse

ROOT = Path(__file__).parents[1]
CONFERENCE = (ROOT / "tests/source-documents/conference.txt").read_text(encoding="utf-8")
WORLD_DAY = (ROOT / "tests/source-documents/world-day.txt").read_text(encoding="utf-8")

CONFERENCE_PATH = "content/conferences/partnering-against-human-trafficking.md"
RESULTS_PATH = "content/results/world-day-enforcement-results.md"
IJFS = "Provincial Human Trafficking Intelligence-Led Joint Forces Strategy"


def read(path: Path) -> Source:
    data = path.read_bytes()
    return Source(path.relative_to(ROOT).as_posix(), data, hashlib.sha256(data).hexdigest())


def read_config() -> tuple[SiteConfig, tuple[Diagnostic, ...]]:
    checked = parse_config(read(ROOT / "campaignsite.yaml"))
    assert checked.value is not None
    return checked.value.config, checked.diagnostics


def read_content() -> tuple[dict[str, Parsed], tuple[Diagnostic, ...]]:
    languages = read_config()[0].languages
    content: dict[str, Parsed] = {}
    noticed: list[Diagnostic] = []
    for path in sorted((ROOT / "content").rglob("*.md")):
        checked = parse(read(path), languages)
        assert checked.value is not None
        content[checked.value.document.path] = checked.value
        noticed += checked.diagnostics
    return content, tuple(noticed)


CONFIG, CONFIG_DIAGNOSTICS = read_config()
CONTENT, DIAGNOSTICS = read_content()


class Words(HTMLParser):
    """The text of HTML as plain text would have it: entries of lists with their number or hyphen."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.lists: list[int | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("ol", "ul"):
            self.lists.append(int(dict(attrs).get("start") or 1) if tag == "ol" else None)
        elif tag == "li":
            number = self.lists[-1]
            self.text += "\n- " if number is None else f"\n{number}. "
            self.lists[-1] = None if number is None else number + 1
        elif tag in ("p", "br", "h2"):
            self.text += "\n"

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ol", "ul"):
            self.lists.pop()

    def handle_data(self, data: str) -> None:
        self.text += data


def html(body: Body) -> str:
    """What the source wrote: the body without the editors' notes."""
    out = ""
    for part in body.parts:
        if isinstance(part, Reference):
            out += escape(part.target)
        elif isinstance(part, Component):
            out += "" if part.name == "editor" else html(part.body)
        else:
            out += part
    return out


def words(body: Body) -> str:
    reader = Words()
    reader.feed(html(body))
    reader.close()
    return reader.text


def normal(text: str) -> str:
    return " ".join(text.split())


def document(path: str) -> Document:
    return CONTENT[path].document


def conference() -> Conference:
    meta = document(CONFERENCE_PATH).meta
    assert isinstance(meta, Conference)
    return meta


def results() -> Results:
    meta = document(RESULTS_PATH).meta
    assert isinstance(meta, Results)
    return meta


def agencies() -> dict[str, Agency]:
    metas = [parsed.document.meta for parsed in CONTENT.values()]
    return {meta.name: meta for meta in metas if isinstance(meta, Agency)}


def services() -> dict[str, Agency]:
    return {name: agency for name, agency in agencies().items() if agency.kind != "joint"}


def events() -> dict[str, Event]:
    metas = [parsed.document.meta for parsed in CONTENT.values()]
    return {meta.name: meta for meta in metas if isinstance(meta, Event)}


def conference_text() -> str:
    return f"{conference().title}\n{conference().kicker}\n{words(CONTENT[CONFERENCE_PATH].body)}"


def world_day_text() -> str:
    dateline = results().dateline
    assert dateline is not None
    text = f"({dateline.place}, {dateline.province}) – {words(CONTENT[RESULTS_PATH].body)}"
    for name in results().boilerplates:
        parsed = CONTENT[f"content/boilerplates/{name}.md"]
        assert isinstance(parsed.document.meta, Boilerplate)
        text += f"\n{parsed.document.meta.title}\n{words(parsed.body)}"
    return text


def sentences(text: str) -> list[str]:
    """Cut lines into sentences; "1. London" and "40 College St., Toronto" stay whole."""
    return [sentence for line in text.split("\n") if line for sentence in re.split(r"(?<=[a-z][.”]) (?=[A-Z“])", line)]


def listed(opening: str) -> list[str]:
    """The entries of the list that stands below a line of the news release."""
    lines = WORLD_DAY.split("\n")
    entries: list[str] = []
    for line in lines[lines.index(opening) + 1 :]:
        entry = re.fullmatch(r"(?:\d+\.|-) (.+)", line)
        if entry is None:
            break
        entries.append(entry[1])
    return entries


SUPPORTING = listed("IJFS partner agencies who supported this investigation include:")
PARTICIPATING = listed("The participating police agencies include:")


def linked(path: str) -> list[str]:
    """The names of the agencies to which a body links, in its order."""
    folder = posixpath.dirname(path)
    links = [link.target for link in document(path).references if not link.target.startswith("#")]
    targets = [posixpath.normpath(posixpath.join(folder, link)) for link in links]
    metas = [document(target).meta for target in targets]
    return [meta.name for meta in metas if isinstance(meta, Agency)]


# --- the files ----------------------------------------------------------------


def test_the_configuration_is_good() -> None:
    assert CONFIG_DIAGNOSTICS == ()
    assert CONFIG.languages == ("en", "fr")


def test_the_only_warnings_are_about_the_years_that_the_documents_do_not_state() -> None:
    assert not has_errors(DIAGNOSTICS)
    assert [(d.code, d.path) for d in DIAGNOSTICS] == [
        ("date-without-year", CONFERENCE_PATH),
        ("date-without-year", RESULTS_PATH),
    ]


def test_every_link_leads_to_a_file() -> None:
    for path, parsed in CONTENT.items():
        for link in parsed.document.references:
            file, _, anchor = link.target.partition("#")
            assert not file or posixpath.normpath(posixpath.join(posixpath.dirname(path), file)) in CONTENT
            assert file or anchor.startswith("figure-")


def test_the_figures_of_the_release_are_links_to_the_data() -> None:
    said = {number.target: number.text for number in document(RESULTS_PATH).numbers if number.target}
    assert said == {
        "#figure-persons-charged": "80 individuals",
        "#figure-offences-charged": "165 Criminal Code offences",
    }


def test_every_entry_of_the_navigation_is_there() -> None:
    folders = {parsed.document.folder for parsed in CONTENT.values()}
    for entry in (*CONFIG.navigation, *CONFIG.footer):
        assert entry in folders or f"content/{entry}" in CONTENT


def test_the_editors_pages_are_in_both_languages() -> None:
    pages = {(p.document.stem, p.document.lang) for p in CONTENT.values() if p.document.kind == "page"}
    assert pages == {(stem, lang) for stem in ("index", "about") for lang in ("en", "fr")}


# --- the documents ------------------------------------------------------------


@pytest.mark.parametrize("sentence", sentences(CONFERENCE))
def test_a_sentence_of_the_news_item_is_there(sentence: str) -> None:
    assert normal(sentence) in normal(conference_text())


@pytest.mark.parametrize("sentence", sentences(WORLD_DAY))
def test_a_sentence_of_the_news_release_is_there(sentence: str) -> None:
    assert normal(sentence) in normal(world_day_text())


def test_the_news_item_is_whole_in_order_and_nothing_is_added() -> None:
    assert normal(conference_text()) == normal(CONFERENCE)


def test_the_news_release_is_whole_in_order_and_nothing_is_added() -> None:
    assert normal(world_day_text()) == normal(WORLD_DAY)


def test_every_other_verbatim_text_is_from_the_documents() -> None:
    for parsed in CONTENT.values():
        if parsed.document.meta.verbatim and parsed.document.path not in (CONFERENCE_PATH, RESULTS_PATH):
            assert parsed.document.meta.source is not None
            assert normal(words(parsed.body)) in normal(f"{CONFERENCE} {WORLD_DAY}")


def test_every_text_that_editors_did_not_write_is_verbatim() -> None:
    editors = [path for path, p in CONTENT.items() if p.document.has_body and not p.document.meta.verbatim]
    assert editors == [
        "content/about.fr.md",
        "content/about.md",
        "content/index.fr.md",
        "content/index.md",
    ]


def test_what_editors_supplied_is_marked() -> None:
    assert conference().supplied == ("summary", "date")
    assert results().supplied == ("title", "summary", "date")
    for name, agency in services().items():
        assert agency.supplied == (("names", "kind") if agency.names else ("kind",)), name


# --- agencies -----------------------------------------------------------------


def test_there_are_twenty_services_and_one_joint_body() -> None:
    assert len(PARTICIPATING) == 20
    assert sorted(services()) == sorted(PARTICIPATING)
    assert agencies().keys() - services().keys() == {IJFS}


def test_the_joint_body_has_the_twenty_in_the_order_of_the_release() -> None:
    members = agencies()[IJFS].members
    assert [member.agency for member in members] == PARTICIPATING
    assert all(member.source and member.from_ is None and member.to is None for member in members)
    assert linked("content/boilerplates/about-the-ijfs.md") == PARTICIPATING


def test_the_results_have_the_eleven_in_the_order_of_the_release() -> None:
    assert len(SUPPORTING) == 11
    assert list(results().agencies.supporting) == SUPPORTING
    assert linked(RESULTS_PATH) == SUPPORTING


def test_the_eleven_are_among_the_twenty() -> None:
    assert set(SUPPORTING) < set(PARTICIPATING)


def test_only_the_abbreviations_of_the_documents_are_used() -> None:
    used = {agency.short_name: name for name, agency in agencies().items() if agency.short_name}
    assert used == {"OPP": "Ontario Provincial Police", "TPS": "Toronto Police Service", "IJFS": IJFS}
    assert all(f"{name} ({short})" in CONFERENCE + WORLD_DAY for short, name in used.items())


def test_every_name_of_an_agency_is_in_the_registry() -> None:
    editions = [edition for event in events().values() for edition in event.editions]
    roles = [
        getattr(meta.agencies, role) for meta in (conference(), results()) for role in type(meta.agencies).model_fields
    ]
    named = [
        *(name for names in roles for name in names),
        *(name for edition in editions for name in edition.hosts),
        *(speaker.agency for edition in editions for speaker in edition.speakers),
        *(quote.agency for parsed in CONTENT.values() for quote in parsed.document.quotes),
    ]
    assert {name for name in named if name} <= agencies().keys()


# --- facts --------------------------------------------------------------------


def test_the_contact_is_as_written_and_its_address_is_no_venue() -> None:
    contact = Contact(
        name="Corporate Communications",
        agency="Toronto Police Service",
        address="40 College St., Toronto, ON M5G 2J3",
        map="https://www.openstreetmap.org/search?query=40%20College%20St.%2C%20Toronto%2C%20ON%20M5G%202J3",
        map_label="Location of the contact address on the map",
    )
    assert conference().contacts == (contact,)
    assert agencies()["Toronto Police Service"].contacts == (contact,)
    (edition,) = events()[conference().event or ""].editions
    assert edition.venue is not None
    assert (edition.venue.name, edition.venue.address) == ("Fairmont Royal York", None)


def test_the_conference_has_no_year() -> None:
    (edition,) = events()[conference().event or ""].editions
    assert edition.in_year is None
    assert edition.start is not None
    assert (edition.start.iso, edition.end, edition.days) == ("--03-19", None, 3)


def test_the_figures_are_those_of_the_release() -> None:
    meta = results()
    assert meta.source is not None
    assert meta.source.verbatim in WORLD_DAY.split("\n")
    figures = [str(measure.value) for measure in meta.measures]
    assert figures == ["80", "165"] == re.findall(r"\d+", meta.source.verbatim or "")
    assert (meta.scope, meta.period.months, meta.period.start, meta.period.end) == ("joint", 18, None, None)
    assert meta.agencies.participating == ()


def test_every_operation_period_speaker_and_venue_is_in_the_words_of_the_documents() -> None:
    meta = results()
    both = (CONFERENCE + WORLD_DAY).casefold()
    quotes = [quote for parsed in CONTENT.values() for quote in parsed.document.quotes]
    speakers = [s for event in events().values() for edition in event.editions for s in edition.speakers]
    assert meta.operation.casefold() in both
    assert meta.period.label.text("en").casefold() in both
    assert len(quotes) == 5
    assert len(speakers) == 3
    for person in speakers:
        assert f"{person.title} {person.name}".casefold() in both
    for quote in quotes:
        rank, _, post = quote.title.partition(", ")
        assert f"{rank} {quote.speaker}".casefold() in both
        assert post.casefold() in both


def test_the_quote_of_two_paragraphs_is_one_quote() -> None:
    (quote,) = (q for q in document(CONFERENCE_PATH).quotes if q.speaker == "Vince Hawkes")
    lines = (ROOT / CONFERENCE_PATH).read_text(encoding="utf-8").split("\n")[quote.place.line :]
    text = "\n".join(lines[: lines.index(":::")])
    assert text.startswith("“With human trafficking")
    assert "\n\n“…Rest assured that" in text
    assert text.endswith("needs to change.”")


def test_there_is_no_number_to_call() -> None:
    assert CONFIG.helplines == ()
    assert CONFIG.exit is None
