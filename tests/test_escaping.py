"""Content is data: it is never compiled as a template, and never becomes markup that its editor did not write."""

from __future__ import annotations

from pathlib import Path

from tests.sites import pages

HOSTILE = "<script>alert(1)</script>\\\"'&</title>{{ 7 * 7 }}{% include 'base.html' %}"
SITE = f"""-- campaignsite.yaml --
title: "Site {HOSTILE}"
base_url: https://example.org/
banner: "Banner {HOSTILE}"
publisher: "Publisher {HOSTILE}"
-- content/agencies/opp.md --
---
name: "Agency {HOSTILE}"
kind: provincial
region: "Region {HOSTILE}"
---
{{{{ 7 * 7 }}}}
-- content/events/forum.md --
---
name: "Event {HOSTILE}"
proclaimed_by: "Body {HOSTILE}"
editions:
  - start: 2026-05-01
    venue: {{name: "Venue {HOSTILE}"}}
    speakers: [{{name: "Speaker {HOSTILE}", title: "Title {HOSTILE}"}}]
---
-- content/results/news.md --
---
title: "Title {HOSTILE}"
summary: "Summary {HOSTILE}"
kicker: "Kicker {HOSTILE}"
date: 2026-05-01
event: forum
dateline: {{place: "Place {HOSTILE}"}}
agencies: {{host: [opp]}}
contacts: [{{name: "Desk {HOSTILE}", address: "Street {HOSTILE}"}}]
corrections: [{{date: 2026-05-02, what: "Correction {HOSTILE}"}}]
source: {{title: "Source {HOSTILE}", verbatim: "Words {HOSTILE}"}}
operation: "Operation {HOSTILE}"
scope: joint
period: {{label: "Period {HOSTILE}"}}
measures: [{{id: a, value: 1, unit: charge, definition: "Definition {HOSTILE}"}}]
---
Before {{{{ 7 * 7 }}}} and {{% raise %}} after.

::: quote {{speaker="S <b>&" title="<i>T</i>"}}
Words.
:::
"""


def test_nothing_of_an_editor_becomes_markup_or_code(tmp_path: Path) -> None:
    found = pages(SITE, tmp_path)
    assert len(found) > 7
    for name, html in found.items():
        assert "<script" not in html.replace('<script type="application/ld+json">{"@context":', "", 1), name
        assert "49" not in html, name
        assert html.count("</title>") == 1, name
        assert "<i>" not in html, name
        assert "S <b>" not in html, name
    news = found["results/news/index.html"]
    assert "Before {{ 7 * 7 }} and {% raise %} after." in news
    for word in ("Title", "Summary", "Kicker", "Place", "Desk", "Street", "Correction", "Source", "Words", "Operation"):
        assert f"{word} &lt;script&gt;" in news or f"{word.upper()} &lt;script&gt;" in news, word
