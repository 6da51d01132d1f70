"""When an edition is, seen from the moment of the build: still to come, on now, or over."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.sites import pages

SITE = """-- campaignsite.yaml --
title: Safe Water
base_url: https://example.org/
timezone: America/Toronto
languages: [en, fr]
-- content/events/week.md --
---
name: Week of Water
editions:
  - {{{edition}}}
---
"""


@pytest.mark.parametrize(
    ("edition", "day", "word"),
    [
        ("start: 2026-11-23, end: 2026-11-29", 22, "Still to come"),
        ("start: 2026-11-23, end: 2026-11-29", 23, "On now"),
        ("start: 2026-11-23, end: 2026-11-29", 29, "On now"),
        ("start: 2026-11-23, end: 2026-11-29", 30, ""),
        ("start: 2026-11-23", 22, "Still to come"),
        ("start: 2026-11-23", 23, "On now"),
        ("start: 2026-11-23", 24, ""),
        ("start: 2026-11", 23, "Still to come"),  # nobody knows on which day of the month
        ("year: 2027", 23, "Still to come"),
        ("start: 2026-11-23, end: 2026-11-29, cancelled: true", 23, ""),
    ],
)
def test_an_edition_says_when_it_is(edition: str, day: int, word: str, tmp_path: Path) -> None:
    made = pages(SITE.format(edition=edition), tmp_path, now=dt.datetime(2026, 11, day, 23, 30))  # noqa: DTZ001 - in the site's zone
    page = made["events/week/index.html"]
    assert [one for one in ("Still to come", "On now") if f"<b>{one}</b>" in page] == ([word] if word else [])
    french = {"Still to come": "À venir", "On now": "En cours"}.get(word)
    assert not french or f"<b>{french}</b>" in made["fr/events/week/index.html"]
