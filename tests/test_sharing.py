"""Ways to help, to hand a page on, and to be warned: what stands on pages, and where it leads."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as ET

import pytest
import segno
from PIL import Image, ImageDraw

from campaignsite.build import Order, build
from campaignsite.render.qr import QUIET, qr_code
from tests.dom import read_html
from tests.sites import CONFIG, NOW, built, pages, tree, write_site

SITE = f"""-- campaignsite.yaml --
{CONFIG}exit: https://weather.example/
helplines: [{{name: Line, display: 555-0100, phone: '911', police: false, verified_on: 2026-11-01}}]
how_to_help:
  - text: Put up a poster
    to: resources/poster.md
  - text: All news
    to: releases
  - text: Give
    to: https://give.example/?a=1&b=2
-- content/resources/poster.md --
---
title: A poster
url: https://others.example/poster
---
Words.
-- content/releases/one.md --
---
title: "One & “two”"
content_warning: It tells of <violence>.
share_text: "Look & see: 100 % “ours”"
---
Words.
-- content/releases/two.md --
---
title: Two
summary: Short.
---
Words.
-- content/releases/hidden.md --
---
title: Hidden
sensitive: true
qr: true
---
Words.
-- content/about.md --
---
title: About
---
Words.
-- content/safety.md --
---
title: Safety
qr: true
---
Words.
-- content/events/day.md --
---
name: The day
kind: world-day
---
"""


def section(html: str, name: str) -> str:
    found = re.search(rf'<section class="[^"]*" id="{name}".*?</section>', html, re.DOTALL)
    return found[0] if found else ""


def test_the_front_page_says_what_readers_can_do(tmp_path: Path) -> None:
    home = pages(SITE, tmp_path)["index.html"]
    ways = re.search(r'<nav aria-label="How to help">(.*?)</nav>', home, re.DOTALL)
    assert ways
    assert re.findall(r'href="([^"]+)">([^<]+)<', ways[1]) == [
        ("/resources/poster/", "Put up a poster"),
        ("/releases/", "All news"),
        ("https://give.example/?a=1&amp;b=2", "Give"),
    ]
    assert home.index("How to help") < home.index(">Two<")


@pytest.mark.parametrize(
    ("old", "new", "said", "hint"),
    [
        (
            "to: resources/poster.md",
            "to: resources/postr.md",
            "there is no page and no list “resources/postr.md”",
            "pos",
        ),
        ("to: releases", "to: javascript:alert(1)", "there is no page and no list", "name a file"),
        ("  - text: Give", "  - text: Fourth\n    to: releases\n  - text: Give", "how_to_help", "3"),
        ("    to: releases\n", "", "“to” is missing", "write “to: …”"),
    ],
)
def test_a_way_that_leads_nowhere_is_an_error_at_its_place(
    old: str, new: str, said: str, hint: str, tmp_path: Path
) -> None:
    text = SITE.replace(old, new)
    (found,) = built(text, tmp_path).diagnostics
    assert found.path == "campaignsite.yaml"
    assert said in found.message
    assert hint in found.message + found.hint
    assert found.line > 1


def test_a_warning_stands_before_the_text_and_in_lists(tmp_path: Path) -> None:
    made = pages(SITE, tmp_path)
    one = made["releases/one/index.html"]
    assert "It tells of &lt;violence&gt;." in one
    assert one.index("Content warning:") < one.index("Words.")
    assert "It tells of &lt;violence&gt;." in made["releases/index.html"]
    assert "It tells of &lt;violence&gt;." in made["index.html"]
    assert "Content warning" not in made["releases/two/index.html"]


def test_a_page_is_handed_on_by_words_and_address(tmp_path: Path) -> None:
    made = pages(SITE, tmp_path)
    part = section(made["releases/one/index.html"], "share")
    assert "Look &amp; see: 100 % “ours”" in part
    whole = read_html(made["releases/one/index.html"])
    (mail,) = (address for a in whole.all("a") if (address := a.attrs["href"]).startswith("mailto:"))
    asked = parse_qs(urlsplit(mail).query, strict_parsing=True)
    assert asked["subject"] == ["One & “two”"]
    assert asked["body"] == ["Look & see: 100 % “ours”\n\nhttps://example.org/releases/one/"]
    two = section(made["releases/two/index.html"], "share")
    assert "<span>Two</span> <span>https://example.org/releases/two/</span>" in two
    assert not section(made["about/index.html"], "share")


def test_of_a_sensitive_page_no_trace_is_handed_on_nor_printed(tmp_path: Path) -> None:
    made = {a.file: a.data.decode() for a in built(SITE, tmp_path).artifacts}
    hidden = made["releases/hidden/index.html"]
    assert not section(hidden, "share")
    assert 'class="printed"' not in hidden
    assert "releases/hidden/qr.svg" not in made
    assert '<p class="printed">https://example.org/releases/one/</p>' in made["releases/one/index.html"]


def test_posters_lead_home_to_events_to_resources_and_where_it_is_asked(tmp_path: Path) -> None:
    made = {a.file: a.data.decode() for a in built(SITE, tmp_path).artifacts}
    codes = {file for file in made if file.endswith("qr.svg")}
    assert codes == {"qr.svg", "events/day/qr.svg", "resources/poster/qr.svg", "safety/qr.svg"}
    for file in codes:
        page = made[file.replace("qr.svg", "index.html")]
        assert f'src="/{file}"' in section(page, "share")
        root = ET.fromstring(made[file])  # noqa: S314 (it is ours)
        title = root.find("{http://www.w3.org/2000/svg}title")
        assert title is not None
        assert title.text == "https://example.org/" + file.removesuffix("qr.svg")


@pytest.mark.parametrize(
    "address",
    ["https://example.org/", "https://example.org/campaigns/2026/" + "long/" * 20, "https://x.org/%E2%82%AC/"],
)
def test_a_code_is_the_code_of_its_address(address: str) -> None:
    view = qr_code(address)
    drawn = Image.new("1", (view.size, view.size), 1)
    pen = ImageDraw.Draw(drawn)
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", view.modules):
        pen.rectangle((int(x), int(y), int(x) + int(width) - 1, int(y)), fill=0)
    wanted = segno.make_qr(address, error="m")
    assert [[int(not drawn.getpixel((x, y))) for x in range(view.size)] for y in range(view.size)] == [
        list(map(int, row)) for row in wanted.matrix_iter(border=QUIET)
    ]
    assert re.sub(r"M\d+ \d+h(\d+)v1h-\1z", "", view.modules) == ""


def test_codes_go_and_come_with_what_they_lead_to(tmp_path: Path) -> None:
    root = write_site(SITE, tmp_path)
    order = Order(root, NOW, root / "output")
    build(order)
    (root / "content/safety.md").write_text("---\ntitle: Safety\n---\nWords.\n")
    shutil.rmtree(root / "content/events")
    build(order)
    assert {f for f in tree(root / "output") if f.endswith("qr.svg")} == {"qr.svg", "resources/poster/qr.svg"}


def test_a_new_title_is_handed_on_as_well(tmp_path: Path) -> None:
    root = write_site(SITE, tmp_path)
    order = Order(root, NOW, root / "output")
    build(order)
    file = root / "content/releases/two.md"
    file.write_text(file.read_text().replace("title: Two", "title: Three"))
    build(order)
    part = section((root / "output/releases/two/index.html").read_text(), "share")
    assert "subject=Three&amp;body=Three%0A" in part
    assert "<span>Three</span>" in part


SHELF = f"""-- campaignsite.yaml --
{CONFIG}
-- content/resources/poster.md --
---
title: A poster
audience: harbour masters
file: poster.pdf
---
Words.
-- content/resources/poster.pdf --
{"x" * 2400}
-- content/resources/elsewhere.md --
---
title: Elsewhere
url: https://others.example/guide?x=1
---
"""


def test_resources_are_a_shelf_that_says_what_is_on_it(tmp_path: Path) -> None:
    made = pages(SHELF, tmp_path)
    shelf = read_html(made["resources/index.html"]).one("ul", cls="shelf")
    said = {a.words(): a.attrs["href"] for a in shelf.all("a", cls="button")}
    assert said == {
        "poster.pdf (PDF, 2 KB)": "/resources/poster.pdf",
        "others.example": "https://others.example/guide?x=1",
    }
    assert "For: harbour masters" in shelf.words()
    assert "poster.pdf (PDF, 2 KB)" in read_html(made["resources/poster/index.html"]).words()


@pytest.mark.parametrize(
    ("size", "english", "french"),
    [(1, "1 KB", "1 ko"), (999_000, "999 KB", "999 ko"), (2_540_000, "2.5 MB", "2,5 Mo")],
)
def test_weights_are_said_in_round_numbers(size: int, english: str, french: str, tmp_path: Path) -> None:
    text = SHELF.replace("x" * 2400, "x" * (size - 1)).replace("languages: [en]\n", "")
    root = write_site(text, tmp_path)
    config = root / "campaignsite.yaml"
    config.write_text(config.read_text() + ("" if "languages" in config.read_text() else "languages: [en, fr]\n"))
    made = {a.file: a.data.decode() for a in build(Order(root, NOW, None, collect=True)).artifacts if ".html" in a.file}
    assert f"(PDF, {english})" in read_html(made["resources/index.html"]).words()
    assert f"(PDF, {french})" in read_html(made["fr/resources/index.html"]).words().replace("\u00a0", " ")


def test_a_heavier_file_is_said_to_be_heavier_after_an_incremental_build(tmp_path: Path) -> None:
    root = write_site(SHELF, tmp_path)
    order = Order(root, NOW, root / "output")
    build(order)
    (root / "content/resources/poster.pdf").write_text("x" * 7000)
    build(order)
    assert "(PDF, 7 KB)" in read_html((root / "output/resources/index.html").read_text()).words()


def test_where_nothing_is_the_ways_to_everything_stand(tmp_path: Path) -> None:
    ways = read_html(pages(SITE, tmp_path)["404.html"]).one("nav", **{"aria-labelledby": "ways-title"})
    found = [a.attrs["href"] for a in ways.all("a")]
    assert {"/releases/", "/resources/", "/events/", "/a-z/"} <= set(found)
    assert len(found) == len(set(found))
