"""A site's own colour: what is made of it can be read and reaches every page, and what cannot be read is refused."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaignsite.build import Order, build
from campaignsite.model.colours import BAR, contrast, palette, readable
from tests.sites import CONFIG, NOW, built, tree, write_site

GREEN = "#0b6b3a"
SITE = f"-- campaignsite.yaml --\n{CONFIG}accent: '{GREEN}'\n-- content/about.md --\n---\ntitle: About\n---\nWords.\n"
PLAIN = SITE.replace(f"accent: '{GREEN}'\n", "")
colours = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@pytest.mark.parametrize(("one", "other", "ratio"), [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48)])
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.005)


@given(colours)
def test_every_text_in_a_palette_can_be_read(colour: str) -> None:
    accent = readable(colour)
    assert contrast(accent, "#ffffff") >= 4.5
    assert (accent == colour) == (contrast(colour, "#ffffff") >= 4.5)
    both = palette(accent)
    for scheme in (both.light, both.dark):
        for text in (scheme.ink, scheme.soft, scheme.accent):
            assert contrast(text, scheme.paper) >= 4.5
            assert contrast(text, scheme.tint) >= 4.5
        assert contrast(scheme.deep, "#ffffff") >= 7
    assert contrast("#9a3412", both.light.paper) >= 3
    assert contrast("#fdba74", both.dark.paper) >= 3


def texts(text: str, folder: Path) -> dict[str, str]:
    return {a.file: a.data.decode() for a in built(text, folder).artifacts}


def test_it_colours_style_sheet_icon_and_browser(tmp_path: Path) -> None:
    made, plain = texts(SITE, tmp_path / "a"), texts(PLAIN, tmp_path / "b")
    sheet = next(data for file, data in made.items() if re.fullmatch(r"assets/campaignsite\.\w+\.css", file))
    stock = next(data for file, data in plain.items() if re.fullmatch(r"assets/campaignsite\.\w+\.css", file))
    assert sheet.startswith(stock)
    assert f"--accent: {GREEN};" in sheet
    icon = next(data for file, data in made.items() if re.fullmatch(r"assets/icon\.\w+\.svg", file))
    assert palette(GREEN).light.deep in icon
    assert BAR[0] not in icon
    assert f'<meta name="theme-color" content="{palette(GREEN).light.deep}"' in made["about/index.html"]
    assert f'<meta name="theme-color" content="{BAR[0]}"' in plain["about/index.html"]
    assert BAR[0] not in made["about/index.html"]


def test_it_changes_names_and_a_lost_file_comes_back(tmp_path: Path) -> None:
    root = write_site(SITE, tmp_path)
    order = Order(root, NOW, root / "output")
    build(order)
    before = tree(root / "output")
    next((root / "output/assets").glob("campaignsite.*.css")).unlink()
    build(order)
    assert tree(root / "output") == before
    next((root / "output/assets").glob("campaignsite.*.css")).unlink()
    (root / "content/about.md").write_text("---\ntitle: About\n---\nOther words.\n")
    build(order)
    assert {f: d for f, d in tree(root / "output").items() if f != "about/index.html"} == {
        f: d for f, d in before.items() if f != "about/index.html"
    }
    (root / "campaignsite.yaml").write_text((root / "campaignsite.yaml").read_text().replace(GREEN, "#0b3a6b"))
    build(order)
    after = tree(root / "output")
    sheets = {file for file in before | after if file.endswith(".css")}
    assert len(sheets) == 2, "one of each colour"
    digests = {hashlib.sha256(data).hexdigest()[:10] in file for file, data in after.items() if file.endswith(".css")}
    assert digests == {True}


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("'#ffcc00'", "“#ffcc00” on white has a contrast of 1.5 to 1, and text needs 4.5 to 1"),
        ("'#7777'", "“#7777” is no colour"),
        ("teal", "“teal” is no colour"),
        ("#75205a", "“accent” is empty: behind a space, “#” begins a comment"),
        ("[1]", "“accent” must be one text"),
    ],
)
def test_one_that_cannot_be_used_is_an_error_at_its_place(written: str, said: str, tmp_path: Path) -> None:
    (found,) = built(SITE.replace(f"'{GREEN}'", written), tmp_path).diagnostics
    assert (found.code, found.path) == ("wrong-type" if written == "[1]" else "bad-value", "campaignsite.yaml")
    line = SITE.splitlines()[1:].index(f"accent: '{GREEN}'") + 1
    assert found.line == line
    assert said in found.message
    assert found.hint
    nearest = re.search("“(#[0-9a-f]{6})”$", found.hint)
    assert not nearest or contrast(nearest[1], "#ffffff") >= 4.5


@pytest.mark.parametrize("written", ["'#0B6B3A'", "0b6b3a"])
def test_it_may_be_written_otherwise(written: str, tmp_path: Path) -> None:
    assert texts(SITE.replace(f"'{GREEN}'", written), tmp_path / "a") == texts(SITE, tmp_path / "b")
