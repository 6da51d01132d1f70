"""The pictures that others show where they link to a page: how they look, who has one, when they are drawn."""

from __future__ import annotations

import io
import os
import random
import re
import shutil
import struct
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, features

from campaignsite.build import Order, build
from campaignsite.build.lettering import BOLD, REGULAR, available, usual
from campaignsite.model.colours import contrast
from campaignsite.model.words.lettering import Lettering, needs_shaping, plain, reads_leftwards
from campaignsite.pictures.kerning import Kerning
from campaignsite.pictures.lines import ELLIPSIS, lines, pieces, shortened
from campaignsite.pictures.share import (
    BOTTOM,
    HEIGHT,
    LEFT,
    RIGHT,
    WIDTH,
    Faces,
    Words,
    colours,
    drawn,
)
from campaignsite.pictures.typeface import FontError, Typeface
from tests.dom import read_html
from tests.sites import CONFIG, NOW, built, files_of, tree, write_site

if not available():
    pytest.skip("the letters for share images are not installed here", allow_module_level=True)

SYLLABICS = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf")
"""A font with syllabics, where there is one."""
needs_syllabics = pytest.mark.skipif(not SYLLABICS.exists(), reason="there is no font with syllabics here")
needs_raqm = pytest.mark.skipif(not features.check("raqm"), reason="Raqm or FriBidi is not here")
LONG = (
    "Provincial Human Trafficking Intelligence-Led Joint Forces Strategy Announces Enforcement Results "
    "in Recognition of World Day Against Trafficking in Persons"
)
TITLES = {
    "short": "Aid",
    "english": "Partnering Against Human Trafficking",
    "long": LONG,
    "very long": (f"{LONG}, " * 3)[:300],
    "no spaces": "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz" * 4,
    "french": "Journée mondiale de la lutte contre la traite d’êtres humains : « résultats »",
    "greek": "Παγκόσμια Ημέρα κατά της Εμπορίας Ανθρώπων",
    "cyrillic": "Всесвітній день протидії торгівлі людьми",
    "georgian": "ადამიანით ვაჭრობის წინააღმდეგ",
    "vietnamese": "Ngày Thế giới phòng, chống mua bán người",
}
SHAPED = {
    "arabic": "اليوم العالمي لمكافحة الاتجار بالأشخاص",
    "persian": "روز جهانی مبارزه با قاچاق انسان (OPP) ۲۰۲۶",
    "hebrew": "היום הבין־לאומי נגד סחר בבני אדם",
    "devanagari": "मानव तस्करी के विरुद्ध विश्व दिवस",
    "thai": "วันต่อต้านการค้ามนุษย์โลกและการช่วยเหลือผู้เสียหายทุกคนในชุมชนของเรา",
    "decomposed": "x̂ y̌ and marks that nothing is composed with",
}
SCRIPTS = [*TITLES, *(pytest.param(name, marks=needs_raqm) for name in SHAPED)]


@cache
def faces() -> Faces:
    return Faces((usual(BOLD),), (usual(REGULAR),))


def stock_lettering() -> Lettering:
    return Lettering((usual(BOLD).letters,), shaping=True, mark="")


def said(title: str, **more: Any) -> Words:
    given = {"name": "A campaign", "date": "July 30, 2026", "agencies": ("First Police and 3 others",)}
    return Words(title, **(given | more))


def picture(words: Words, some: Faces | None = None) -> Image.Image:
    return Image.open(io.BytesIO(drawn(words, some or faces())))


def ink(image: Image.Image) -> tuple[int, int, int, int]:
    """The box around everything that is neither ground nor the band at the edge."""
    inked = image.point([0, *([255] * 31), *([0] * 224)], "L")
    box = inked.getbbox()
    assert box is not None
    return box


# --- what they look like ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("leftwards", [False, True])
def test_nothing_is_cut_off_and_no_picture_is_big(script: str, leftwards: bool) -> None:
    title = (TITLES | SHAPED)[script]
    for more in ({}, {"name": "", "date": "", "agencies": ()}, {"name": LONG, "agencies": (f"{LONG} and {LONG}",)}):
        words = said(title, leftwards=leftwards, **more)
        data = drawn(words, faces())
        image = Image.open(io.BytesIO(data))
        assert (image.format, image.mode, image.size) == ("PNG", "P", (WIDTH, HEIGHT))
        assert len(data) < 45_000
        left, top, right, bottom = ink(image)
        # Some letters reach a little out of the room that they take.
        assert left >= LEFT - 6
        assert right <= RIGHT + 6
        assert top >= 40
        assert bottom <= BOTTOM + 12
        assert (right > RIGHT - 12) if leftwards else (left < LEFT + 12)


@pytest.mark.parametrize("script", SCRIPTS)
def test_every_letter_is_there_and_none_is_a_box(script: str) -> None:
    title = plain((TITLES | SHAPED)[script])
    assert stock_lettering().shows(title)
    assert needs_shaping(title) == (script in SHAPED)
    # Each word without its last letter looks otherwise, and otherwise than with a box in its place.
    bare = {"name": "", "date": "", "agencies": ()}
    word = next(part for part in title.split(" ") if len(part) > 2)[:12]
    made = [drawn(said(w, **bare), faces()) for w in (word, word[:-1], word[:-1] + "\uffff")]
    assert len(set(made)) == 3


@needs_raqm
def test_the_first_letter_of_a_text_from_right_to_left_stands_at_the_right() -> None:
    """Drawn alone, the first word has its ink where the whole line has its right part."""
    bare = {"name": "", "date": "", "agencies": (), "leftwards": True}
    whole, first = (picture(said(text, **bare)) for text in ("אבג דהו", "אבג"))
    left, top, right, bottom = ink(first.crop((0, 0, WIDTH, 400)))
    assert whole.crop((left, top, right, bottom)).tobytes() == first.crop((left, top, right, bottom)).tobytes()
    assert ink(whole)[0] < left


@needs_raqm
def test_a_line_of_both_directions_follows_the_page() -> None:
    """“OPP” stands at the right of a page from right to left, where it comes first."""
    bare = {"name": "", "date": "", "agencies": ()}
    there, here = (picture(said("OPP אבג", leftwards=way, **bare)) for way in (True, False))
    width = 180

    def dark(image: Image.Image, left: int) -> int:
        return sum(255 - n for n in image.convert("L").crop((left, 150, left + width, 300)).tobytes())

    there, here = there.convert("RGB").convert("L"), here.convert("RGB").convert("L")
    assert dark(there, RIGHT - width) == pytest.approx(dark(here, LEFT), rel=0.02)
    assert dark(there, LEFT) != pytest.approx(dark(here, LEFT), rel=0.02)


def test_a_picture_is_the_same_in_every_process() -> None:
    program = (
        "import sys, hashlib\n"
        "from tests.test_share_images import TITLES, SHAPED, drawn, faces, said, features\n"
        "for title in [*TITLES.values(), *(SHAPED.values() if features.check('raqm') else ())]:\n"
        "    print(hashlib.sha256(drawn(said(title), faces())).hexdigest())\n"
    )
    root = Path(__file__).parent.parent
    made = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale, "PYTHONPATH": os.pathsep.join(sys.path)},
            cwd=root,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, locale in (("1", "C"), ("77", "C.UTF-8"))
    }
    assert len(made) == 1


@pytest.mark.parametrize(
    "accent", ["#75205a", "#000000", "#ffffff", "#ffff00", "#00ff00", "#0000ff", "#ff0000", "#7f7f7f", "#0b5345"]
)
def test_whatever_the_colour_is_it_can_be_read(accent: str) -> None:
    ground, strong, light = colours(accent)
    behind, *letters = ("#{:02x}{:02x}{:02x}".format(*colour) for colour in (ground, strong, light))
    assert all(contrast(letter, behind) >= 7 for letter in letters)
    palette = Image.open(io.BytesIO(drawn(said("A title"), faces(), accent))).getpalette()
    assert palette
    assert tuple(palette[:3]) == ground


def test_a_title_is_as_large_as_it_can_be() -> None:
    bare = {"name": "", "date": "", "agencies": ()}
    heights = [ink(picture(said(text, **bare)).crop((0, 0, 250, HEIGHT)))[3] for text in ("H", f"H {LONG}")]
    assert heights[0] != heights[1]
    assert picture(said("H")).tobytes() != picture(said("H", date="")).tobytes()


def test_of_several_lengths_the_first_that_fits_is_drawn() -> None:
    long, short = f"{LONG}, {LONG} and 2 others", "First Police and 3 others"
    assert drawn(said("A", agencies=(long, short)), faces()) == drawn(said("A", agencies=(short,)), faces())
    assert drawn(said("A", agencies=(short, long)), faces()) == drawn(said("A", agencies=(short,)), faces())
    assert drawn(said("A", agencies=(long, LONG * 3)), faces()) == drawn(said("A", agencies=(LONG * 3,)), faces())


# --- lines -----------------------------------------------------------------------------------------------------------


def each_one(text: str) -> float:
    return float(len(text))


def test_lines_are_of_nearly_one_length() -> None:
    found = lines("one two three four five six", 20, each_one, 4)
    assert found == ["one two three", "four five six"]
    assert lines("one two three four five six", 20, each_one, 1) is None
    assert lines("incomprehensible", 10, each_one, 9) is None


def test_a_text_that_is_too_long_ends_behind_a_word() -> None:
    assert shortened("one two, three four five six", 9, each_one, 1) == ["one two…"]
    assert shortened("one two three four five six", 10, each_one, 2) == ["one two", "three…"]
    assert shortened("one two", 10, each_one, 2) == ["one two"]
    assert shortened("incomprehensible", 10, each_one, 1) == ["incompreh…"]
    assert shortened("a" * 50, 10, each_one, 2) == ["a" * 10, "a" * 9 + "…"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("one two", ["one", " ", "two"]),
        ("Intelligence-Led", ["Intelligence-Led"]),
        ("2025–2026", ["2025–", "2026"]),
        ("– 5", ["–", " ", "5"]),
        ("人身売買、防止", ["人", "身", "売", "買、", "防", "止"]),
        ("「世界」day", ["「世", "界」", "day"]),
        ("12\u00a0%", ["12\u00a0%"]),
    ],
)
def test_a_line_may_end_between_words_and_ideographs(text: str, wanted: Sequence[str]) -> None:
    assert list(pieces(text)) == wanted


def test_marks_stay_with_their_letters() -> None:
    found = lines("การค้ามนุษย์และเราจะช่วยเหลือได้", 3, each_one, 19, loose=True)
    assert found
    assert not [line for line in found if re.match("[\u0e30-\u0e3a\u0e45-\u0e4e]", line)]
    assert not [line for line in found if re.search("[\u0e40-\u0e44]$", line)]


def test_no_line_is_longer_than_there_is_room_for() -> None:
    chance = random.Random(7)  # noqa: S311 - a test repeats itself
    for _ in range(300):
        text = plain("".join(chance.choice("ab c人、「") for _ in range(chance.randint(1, 60)))) or "a"
        for found in (lines(text, 7, each_one, 99), shortened(text, 7, each_one, 3)):
            assert all(len(line) <= 7 for line in found or ())
        whole = lines(text, 7, each_one, 99)
        if whole:
            assert "".join(whole).replace(" ", "") == text.replace(" ", "")
        cut = shortened(text, 7, each_one, 3)
        assert len(cut) <= 3
        assert ELLIPSIS in cut[-1] or "".join(cut).replace(" ", "") == text.replace(" ", "")


# --- letters ---------------------------------------------------------------------------------------------------------


@needs_raqm
@pytest.mark.parametrize("text", ["AVATo W.", "Total", "Ελληνικά ΑΥ", "Тест Українська", "P. T. Wa", "“Quotes”"])
def test_letters_stand_where_harfbuzz_sets_them(text: str) -> None:
    from PIL import ImageFont

    face = usual(BOLD)
    font = ImageFont.truetype(io.BytesIO(face.data), 200, layout_engine=ImageFont.Layout.RAQM)
    assert face.length(text) * 200 == pytest.approx(font.getlength(text, features=["-liga", "-calt"]), abs=0.5)
    assert all(a <= b for (_, a), (_, b) in pairwise(face.places("Wide")))


def test_a_font_that_is_cut_off_anywhere_is_an_error_and_nothing_else() -> None:
    data = usual(BOLD).data
    for length in [*range(0, 400, 7), *range(400, len(data), 50_000)]:
        try:
            Typeface(data[:length]).length("AV")
        except FontError as error:
            assert str(error)  # noqa: PT017 - cut off behind what is needed, it is a font still


def test_a_font_with_wrong_bytes_is_an_error_and_nothing_else() -> None:
    data, chance = usual(BOLD).data, random.Random(3)  # noqa: S311 - a test repeats itself
    for _ in range(60):
        wrong = bytearray(data)
        for _ in range(200):
            wrong[chance.randrange(0, 20_000)] = chance.randrange(256)
        try:
            face = Typeface(bytes(wrong))
        except FontError:
            continue
        face.length("AVATo")


def test_a_font_that_would_take_hours_kerns_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lookups of sixty thousand parts, and sixty thousand ranges of all glyphs."""
    many = 60_000
    features = struct.pack(">H", 1) + b"kern" + struct.pack(">H", 8) + struct.pack(">HHH", 0, 1, 0)
    lookups = struct.pack(">HH", 1, 4) + struct.pack(">HHH", 2, 0, many) + bytes(2 * many)
    table = struct.pack(">HHHHH", 1, 0, 0, 10, 10 + len(features)) + features + lookups
    with monkeypatch.context() as patched:
        patched.setattr("campaignsite.pictures.kerning._pairs", refuse)
        assert Kerning(table).between(1, 2) == 0
    pairs = (
        struct.pack(">HHHHH", 1, 10, 4, 0, 0) + struct.pack(">HH", 2, many) + struct.pack(">HHH", 0, 65535, 0) * many
    )
    lookups = struct.pack(">HH", 1, 4) + struct.pack(">HHHH", 2, 0, 1, 8) + pairs
    table = struct.pack(">HHHHH", 1, 0, 0, 10, 10 + len(features)) + features + lookups
    assert Kerning(table).between(1, 2) == 0


def test_what_is_missing_is_named_once_and_in_order() -> None:
    two = Lettering((frozenset(map(ord, "abc ")), frozenset(map(ord, "cde "))), shaping=False, mark="")
    assert two.missing("abc cde") == ""  # each word in a font of its own
    assert two.missing("abd") == "d"
    assert two.missing("xax yx") == "xy"
    assert two.missing("a\u00a0b\u200b") == ""
    assert not two.shows("\u05d0")
    assert reads_leftwards("(2026) \u05d0 a")
    assert not reads_leftwards("2026")


# --- who has one, and what it says -----------------------------------------------------------------------------------

ON = "share_images: true\n"
SAFE = """exit: https://weather.example/
helplines: [{name: Line, display: 911, phone: '911', police: true, verified_on: 2026-11-01}]
"""
HEAD = f"-- campaignsite.yaml --\n{CONFIG}{SAFE}languages: [en, fr]\n"


def page(name: str, title: str, front: str = "") -> str:
    return f"-- content/{name}.md --\n---\ntitle: '{title}'\n{front}---\nText.\n"


def agency(name: str, called: str, front: str = "kind: ngo\n") -> str:
    return f"-- content/agencies/{name}.md --\n---\nname: {called}\n{front}---\n"


REST = (
    page("releases/a", "Spring begins", "date: 2026-03-01\nagencies: {host: [First], supporting: [Second, Third]}\n")
    + page("releases/a.fr", "Le printemps arrive", "date: 2026-03-01\nagencies: {host: [First, Second]}\n")
    + page("about", "About us")
    + page("danger", "Escaping", "sensitive: true\n")
    + agency("first", "First")
    + agency("second", "Second")
    + agency("third", "Third")
    + "-- content/events/day.md --\n---\nname: World Day\nkind: world-day\nrecurs: --07-30\n---\n"
)
SITE = HEAD + ON + REST


def files(text: str, root: Path, **more: Any) -> dict[str, bytes]:
    outcome = built(text, root, **more)
    assert outcome.artifacts, outcome.diagnostics
    return {a.file: a.data for a in outcome.artifacts}


def meta(html: bytes) -> dict[str, str]:
    """What a page says to those who show links to it."""
    found = [e.attrs for e in read_html(html.decode()).all("meta")]
    return {a.get("property", a.get("name", "")): a["content"] for a in found if "content" in a}


def shared(made: dict[str, bytes]) -> dict[str, str]:
    """From each page with a picture to the picture's file."""
    pages = {file: meta(data).get("og:image", "") for file, data in made.items() if file.endswith(".html")}
    return {file: url.partition("example.org/")[2] for file, url in pages.items() if url}


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """What would be drawn, in the place of pictures: for tests that build many sites."""

    def noted(words: Words, some: Faces, accent: str) -> bytes:
        return repr((words, [face.digest for face in some.bold], accent)).encode()

    monkeypatch.setattr("campaignsite.pictures.share.drawn", noted)


def order(root: Path, **more: Any) -> Order:
    return Order(root, NOW, root / "output", cache=True, **more)


def test_a_site_that_does_not_ask_for_them_has_no_trace_of_them(tmp_path: Path) -> None:
    for n, text in enumerate((HEAD + REST, f"{HEAD}share_images: false\n{REST}")):
        made = files(text, tmp_path / str(n))
        assert not [
            file for file, data in made.items() if "share" in file or b"og:image" in data or b"twitter:" in data
        ]


def test_pages_say_where_their_picture_is(tmp_path: Path) -> None:
    made = files(SITE, tmp_path, base_url="https://example.org/below/")
    said_there = meta(made["fr/releases/a/index.html"])
    file = said_there.pop("og:image").removeprefix("https://example.org/below/")
    image = Image.open(io.BytesIO(made[file]))
    assert (str(image.width), str(image.height)) == (said_there["og:image:width"], said_there["og:image:height"])
    wanted = {
        "og:type": "article",
        "og:site_name": "A campaign",
        "og:title": "Le printemps arrive",
        "og:url": "https://example.org/below/fr/releases/a/",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "Le printemps arrive – A campaign",
        "twitter:card": "summary_large_image",
    }
    assert wanted.items() <= said_there.items()


def test_each_page_that_is_passed_on_has_a_picture_of_its_own(tmp_path: Path) -> None:
    made = files(SITE, tmp_path)
    found = shared(made)
    names = ("", "about/", "agencies/", "agencies/first/", "events/", "events/day/", "releases/", "releases/a/")
    assert {f"{name}index.html" for name in names} <= found.keys()
    others = ("404.html", "a-z/index.html", "danger/index.html", "leaving/index.html")
    assert not found.keys() & {*others, *(f"fr/{name}" for name in others)}
    assert len(set(found.values())) == len(found)
    assert {file for file in made if file.startswith("share-images/")} == set(found.values())


@pytest.mark.usefixtures("undrawn")
def test_no_numbered_page_has_one(tmp_path: Path) -> None:
    more = "".join(page(f"releases/r{n}", f"T{n}", "date: 2026-01-01\n") for n in range(6))
    made = files(SITE.replace(ON, f"{ON}page_size: 2\n") + more, tmp_path)
    assert "releases/page/1/index.html" in made
    assert not [file for file in shared(made) if "/page/" in file]


def words_of(text: str, root: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Words]:
    """What is drawn, by title."""
    found: dict[str, Words] = {}

    def note(words: Words, *_: object) -> bytes:
        found[f"{words.title} {words.date}"] = words
        return b"x"

    monkeypatch.setattr("campaignsite.pictures.share.drawn", note)
    files(text, root)
    return found


def test_a_picture_says_title_campaign_date_and_who_leads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    more = page("releases/b", "Two", "agencies: {lead: [Third, First]}\n") + page(
        "releases/c", "Three", "agencies: {issuer: [Third], participating: [First, Second]}\n"
    )
    made = words_of(SITE + more, tmp_path, monkeypatch)
    spring = made["Spring begins March 1, 2026"]
    assert (spring.name, spring.agencies, spring.leftwards) == ("A campaign", ("First and 2 others",), False)
    assert made["Le printemps arrive 1er mars 2026"].agencies == ("First et Second", "First et 1 autre")
    assert made["Two "].agencies == ("Third and First", "Third and 1 other")
    assert made["Three "].agencies == ("Third and 2 others",)
    assert made["A campaign "].name == ""
    assert made["World Day July 30, 2027"].name == "A campaign"


@needs_raqm
def test_a_language_from_right_to_left_is_set_from_the_right(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = words_of(SITE.replace("[en, fr]", "[en, ar]"), tmp_path, monkeypatch)
    assert {words.leftwards for words in made.values()} == {True, False}


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize(
    "front",
    [
        "draft: true",
        "embargo: 2027-01-01",
        "expires: 2026-01-01",
        "withdrawn: {date: 2026-11-01, why: It was wrong.}",
        "sensitive: true",
    ],
)
def test_what_is_withheld_or_sensitive_has_none(tmp_path: Path, front: str) -> None:
    text = page("releases/x", "Zyzzyva ᐊ", f"date: 2026-01-01\n{front}\n")
    made, without = built(SITE + text, tmp_path / "a"), built(SITE, tmp_path / "b")
    images = [{a for a in outcome.artifacts if a.file.startswith("share-")} for outcome in (made, without)]
    assert images[0] == images[1]
    assert made.diagnostics == without.diagnostics == ()
    public = files(SITE + text.replace(front, "kicker: x").replace(" ᐊ", ""), tmp_path / "c")
    assert len([file for file in public if file.startswith("share-")]) == len(images[0]) + 1


def test_it_is_in_the_colour_of_the_campaign(tmp_path: Path) -> None:
    made = files(SITE, tmp_path / "a")
    other = files(SITE.replace(ON, f"accent: '#0b6b3a'\n{ON}", 1), tmp_path / "b")
    names = [{file for file in found if file.startswith("share-")} for found in (made, other)]
    assert names[0]
    assert names[0].isdisjoint(names[1])


# --- what has no letters ---------------------------------------------------------------------------------------------


def codes(text: str, root: Path) -> list[tuple[str, str, int, int]]:
    return [(d.code, d.path, d.line, d.column) for d in built(text, root).diagnostics]


def test_without_the_extra_there_is_one_error_at_its_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("campaignsite.build.lettering.PACKAGE", "fonts_that_nobody_has")
    (found,) = built(SITE, tmp_path).diagnostics
    line = SITE.split("\n").index(ON.strip())
    assert (found.code, found.path) == ("share-images-unavailable", "campaignsite.yaml")
    assert (found.line, found.column) == (line, 15)
    assert "campaignsite[share]" in found.hint
    assert built(HEAD + REST, tmp_path / "off").diagnostics == ()


def test_a_title_without_letters_is_warned_about_and_has_no_picture(tmp_path: Path) -> None:
    text = SITE + page("owl", "An owl 🦉") + agency("fourth", "ᐊᓂᔑᓈᐯ", "kind: ngo\nnames: {fr: Ոս, oj: ᑲ}\n")
    text += page("releases/z", "Z", "agencies: {host: [ᐊᓂᔑᓈᐯ]}\n")
    found = built(text, tmp_path).diagnostics
    assert [(d.code, d.path, d.line, d.column) for d in found] == [
        ("missing-letters", "content/agencies/fourth.md", 2, 7),
        ("missing-letters", "content/agencies/fourth.md", 4, 13),  # nothing is in Ojibwe here
        ("missing-letters", "content/owl.md", 2, 8),
    ]
    made = shared(files(text, tmp_path / "again"))
    without = {"owl/index.html", "agencies/fourth/index.html", "fr/agencies/fourth/index.html", "releases/z/index.html"}
    assert not made.keys() & without
    assert "releases/a/index.html" in made


def with_font(text: str, root: Path, name: str = "content/fonts/own.ttf") -> Path:
    write_site(text.replace(ON, f"share_images: {{fonts: [{name}]}}\n"), root)
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_bytes(SYLLABICS.read_bytes())
    return root


@needs_syllabics
def test_a_font_of_the_site_has_what_the_usual_one_lacks(tmp_path: Path) -> None:
    root = with_font(SITE + page("syllabics", "ᐊᓂᔑᓈᐯᒧᐎᓐ"), tmp_path)
    done = build(order(root))
    assert done.diagnostics == ()
    made = tree(root / "output")
    assert "syllabics/index.html" in shared(made)
    assert not [file for file in made if file.endswith(".ttf")]  # below content/ it is published when a page uses it
    assert tree(root / "output") == tree(built_clean(root, tmp_path / "clean"))
    before = shared(made)
    (root / "content/fonts/own.ttf").write_bytes(SYLLABICS.with_name("DejaVuSans.ttf").read_bytes())
    build(order(root))
    after = shared(tree(root / "output"))
    assert not set(before.values()) & set(after.values())  # another font, other names


def built_clean(root: Path, output: Path) -> Path:
    assert build(Order(root, NOW, output)).published
    return output


@needs_syllabics
def test_words_of_two_scripts_have_each_a_font() -> None:
    own = Typeface(SYLLABICS.read_bytes())
    two = Faces((faces().bold[0], own), (faces().regular[0], own))
    letters = Lettering(tuple(face.letters for face in two.bold), shaping=True, mark="")
    assert letters.shows("ᐊᓂᔑᓈᐯ OPP 2026")
    assert drawn(said("ᐊᓂᔑᓈᐯ OPP"), two) not in (drawn(said("ᐊᓂᔑᓈᐯ OPP"), faces()), drawn(said("OPP"), two))


@needs_raqm
def test_a_script_that_cannot_be_laid_out_here_is_warned_about_until_it_can(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_site(SITE + page("arabic", SHAPED["arabic"]), tmp_path)
    with monkeypatch.context() as without:
        without.setattr("PIL.features.check", lambda _: False)
        for _ in range(2):
            found = build(order(root)).diagnostics
            assert [(d.code, d.path, d.line, d.column) for d in found] == [
                ("missing-text-layout", "content/arabic.md", 2, 8)
            ]
        pictures = shared(tree(root / "output"))
        assert "arabic/index.html" not in pictures
        assert "about/index.html" in pictures
    assert build(order(root)).diagnostics == ()
    assert not set(pictures.values()) & set(shared(tree(root / "output")).values())
    assert "arabic/index.html" in shared(tree(root / "output"))


def test_a_language_whose_dates_cannot_be_laid_out_here_is_shown_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("PIL.features.check", lambda _: False)
    made = words_of(
        SITE.replace("[en, fr]", "[en, ar]") + page("releases/b.ar", "OPP", "date: 2026-03-01\n"), tmp_path, monkeypatch
    )
    assert made["OPP "].date == ""
    assert made["Spring begins March 1, 2026"].date


# --- when they are drawn ---------------------------------------------------------------------------------------------


def refuse(*_: object, **__: object) -> bytes:
    pytest.fail("a picture was drawn again")


def test_each_picture_is_drawn_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_site(SITE, tmp_path / "site")
    assert build(order(root)).published
    before = tree(root / "output")
    monkeypatch.setattr("campaignsite.pictures.share.drawn", refuse)
    assert build(order(root)).rendered == 0
    gone = shared(before)["about/index.html"]
    (root / "output" / gone).unlink()
    assert build(order(root)).rendered == 0
    assert tree(root / "output") == before
    (root / "output" / gone).write_bytes(b"something else")
    build(order(root))
    assert tree(root / "output") == before
    (root / "content/about.md").write_text("---\ntitle: About us\n---\nOther words.\n", encoding="utf-8")
    shutil.rmtree(root / "output")
    assert build(order(root)).published
    assert drawings(tree(root / "output")) == drawings(before)
    (root / "content/new.md").write_text("---\ntitle: New\n---\n", encoding="utf-8")
    with pytest.raises(pytest.fail.Exception):
        build(order(root))
    (root / "content/new.md").write_text("---\ntitle: New\nsensitive: true\n---\n", encoding="utf-8")
    shutil.rmtree(root / "output")  # every other one comes from the store
    assert build(order(root)).published
    assert drawings(tree(root / "output")) == drawings(before)


def drawings(made: dict[str, bytes]) -> dict[str, bytes]:
    return {file: data for file, data in made.items() if file.endswith(".png")}


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize("jobs", [1, 2])
def test_pictures_follow_edits_to_what_a_clean_build_makes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    monkeypatch.setattr("campaignsite.build.desks.FEW", 1)
    root = write_site(SITE, tmp_path / "site")
    release, layout = root / "content/releases/a.md", root / "layouts/release.html"
    text = release.read_text(encoding="utf-8")
    steps = [
        (release, text),
        (release, text.replace("Spring begins", "Summer begins")),
        (release, text.replace("Text.", "Other words.")),
        (release, text.replace("Text.", "Other words.").replace("title:", "kicker: New\ntitle:")),
        (release, text.replace("Spring begins", "Spring 🦉")),
        (release, text.replace("2026-03-01", "2026-04-01")),
        (root / "content/agencies/first.md", "---\nname: Foremost\nkind: ngo\naliases: [First]\n---\n"),
        (layout, '{% extends "stock/release.html" %}{% block kicker %}<p>Always</p>{% endblock %}'),
        (release, text.replace("title:", "draft: true\ntitle:")),
        (root / "campaignsite.yaml", files_of(HEAD)["campaignsite.yaml"][0].replace("A campaign", "Another") + ON),
        (root / "campaignsite.yaml", files_of(HEAD)["campaignsite.yaml"][0]),
        (root / "campaignsite.yaml", files_of(HEAD)["campaignsite.yaml"][0] + ON),
    ]
    for n, (path, new) in enumerate(steps):
        path.parent.mkdir(exist_ok=True)
        path.write_text(new, encoding="utf-8")
        done, clean = build(order(root, jobs=jobs)), build(Order(root, NOW, tmp_path / f"clean{n}", jobs=jobs))
        assert done.published
        assert [d for d in done.diagnostics if d.code != "lost-address"] == list(clean.diagnostics)
        assert tree(root / "output") == tree(tmp_path / f"clean{n}"), n
        assert done.files == clean.files == len(tree(root / "output"))


@pytest.mark.usefixtures("undrawn")
def test_browsers_may_keep_them_for_ever(tmp_path: Path) -> None:
    made = files(SITE, tmp_path, base_url="https://example.org/be.low/")
    assert b"\n/be.low/share-images/*\n  Cache-Control: public, max-age=31536000, immutable\n" in made["_headers"]
    assert b'"~^/be\\\\.low/share\\\\-images/" "public, max-age=31536000, immutable";' in made["_cache.nginx"]
    assert b"share-images" not in files(HEAD + REST, tmp_path / "off")["_headers"]


WITHOUT = """
import sys
from tests.test_share_images import order, build
from pathlib import Path
loaded = set(sys.modules)
for name in [name for name in loaded if name.partition(".")[0] in ("PIL", "pymupdf_fonts")]:
    del sys.modules[name]
done = build(order(Path(sys.argv[1])))
assert done.published, done.diagnostics
print(sorted({name.partition(".")[0] for name in sys.modules} & {"PIL", "pymupdf_fonts"}))
"""


def test_a_build_that_draws_nothing_asks_no_library(tmp_path: Path) -> None:
    def libraries(root: Path) -> str:
        done = subprocess.run(
            [sys.executable, "-c", WITHOUT, str(root)],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            cwd=Path(__file__).parent.parent,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip()

    root = write_site(SITE, tmp_path / "on")
    assert libraries(root) == "['PIL', 'pymupdf_fonts']"
    assert libraries(root) == "[]"
    release = root / "content/releases/a.md"
    release.write_text(release.read_text(encoding="utf-8").replace("Text.", "New.\n\n## More"), encoding="utf-8")
    assert libraries(root) == "[]"
    assert libraries(write_site(HEAD + REST, tmp_path / "off")) == "[]"
