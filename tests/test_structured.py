"""What pages say in the words of schema.org and of the Open Graph, read by somebody else's reader."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

import extruct
import pytest
from rdflib import RDF, Graph

from tests.dom import read_html
from tests.rich_site import RICH
from tests.sites import CONFIG, built

Node = dict[str, Any]
ORIGIN = "https://example.org"
HOSTILE = "</script><script>alert(1)</script> <!-- ]]> & \\\" ' \\u2028\\u2029 \u202eR\u200f {{ 7*7 }} \U0001f30a"
"""As front matter has it, in double quotes."""


@cache
def texts(text: str = RICH, base_url: str = "") -> Mapping[str, str]:
    with TemporaryDirectory() as folder:
        found = built(text, Path(folder), base_url=base_url)
    assert found.artifacts, [d.message for d in found.diagnostics]
    return {a.file: a.data.decode("utf-8", "replace") for a in found.artifacts}


def nodes(text: str, url: str = ORIGIN) -> list[Node]:
    """What extruct finds on a page."""
    found = extruct.extract(text, base_url=url, syntaxes=["json-ld"])["json-ld"]
    return [node for whole in found for node in whole["@graph"]]


def one(name: str, kind: str, made: Mapping[str, str] | None = None) -> Node:
    (found,) = [n for n in nodes((made or texts())[f"{name}index.html"]) if n["@type"] == kind]
    return found


def graph(name: str) -> list[tuple[str, Node]]:
    return [(n["@type"], n) for n in nodes(texts()[f"{name}index.html"])]


def og(text: str) -> list[tuple[str, str]]:
    found = extruct.extract(text, base_url=ORIGIN, syntaxes=["opengraph"])["opengraph"]
    return [tuple(pair) for whole in found for pair in whole["properties"]]


def values(node: object) -> Iterator[object]:
    yield node
    for inner in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from values(inner)


def things(node: object) -> list[Node]:
    return [value for value in values(node) if isinstance(value, dict)]


# --- every page ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("base", ["/", "/repo/"])
def test_nothing_is_empty_and_every_address_is_whole_and_there(base: str) -> None:
    made = texts(RICH, f"{ORIGIN}{base}")
    elsewhere = ("sameAs", "hasMap", "isBasedOn", "contactPoint")
    seen = 0
    for file, text in made.items():
        for node in nodes(text) if file.endswith(".html") else ():
            seen += 1
            assert not any(value in ("", None, [], {}) for value in values(node)), file
            assert all(thing.get("@type") or set(thing) == {"@id"} for thing in things(node)), file
            for thing in things({k: v for k, v in node.items() if k not in elsewhere}):
                for key in ("@id", "url", "item", "mainEntityOfPage"):
                    at = urlsplit(thing.get(key, f"{ORIGIN}{base}"))
                    assert at.scheme == "https", file
                    if at.netloc == "example.org":
                        assert at.path.startswith(base), file
                        assert at.path.removeprefix(base) + "index.html" in made, (file, key)
    assert seen > 100


def test_pages_that_are_to_be_found_have_it_and_no_others() -> None:
    for file, text in texts().items():
        if file.endswith(".html"):
            page = read_html(text)
            robots = " ".join(str(meta.attrs["content"]) for meta in page.all("meta", name="robots"))
            blocks = page.all("script", type="application/ld+json")
            assert len(blocks) == (0 if robots else 1), file
            assert bool(og(text)) == (not robots), file


def test_nothing_is_told_of_a_sensitive_page_and_no_picture_of_one_that_is_hidden() -> None:
    for file in ("safety/index.html", "releases/opening/index.html", "404.html", "members/narrowbridge/index.html"):
        text = texts()[file]
        assert nodes(text) == []
        assert og(text) == []
        assert "schema.org" not in text


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_a_processor_of_linked_data_finds_one_graph_over_all_pages() -> None:
    """What news say of an agency and what its own page says are about one thing."""
    data = Graph()
    for file, text in texts().items():
        for node in nodes(text) if file.endswith(".html") and not file.startswith("fr/") else ():
            # The context itself is not fetched: every term is schema.org's.
            data.parse(data=json.dumps({"@context": {"@vocab": "https://schema.org/"}, **node}), format="json-ld")
    term = "https://schema.org/{}".format
    triples = {(str(s), str(p), str(o)) for s, p, o in data}
    agency = f"{ORIGIN}/agencies/narrowbridge/#agency"
    assert (agency, str(RDF.type), term("GovernmentOrganization")) in triples
    assert (f"{ORIGIN}/conferences/bridge-2026/#item", term("author"), agency) in triples
    edition = f"{ORIGIN}/events/bridge-conference/#edition-2026"
    assert (f"{ORIGIN}/conferences/bridge-2026/#item", term("about"), edition) in triples
    assert (edition, term("startDate"), "2026-05-04") in triples
    assert len(triples) > 500


# --- each type ----------------------------------------------------------------------------------------------------


def test_the_front_page_is_the_site() -> None:
    assert one("fr/", "WebSite") == {
        "@type": "WebSite",
        "@id": f"{ORIGIN}/fr/#site",
        "url": f"{ORIGIN}/fr/",
        "name": "Rives sûres",
        "description": "Ce que font ensemble les services de la région des lacs pour les personnes exploitées.",
        "inLanguage": "fr",
        "publisher": {"@type": "Organization", "name": "Les partenaires de Rives sûres"},
    }


def test_news_are_articles_of_those_who_issued_them() -> None:
    found = one("conferences/bridge-2026/", "NewsArticle")
    assert found["headline"] == "The bridge holds"
    assert (found["datePublished"], found["inLanguage"], found["dateline"]) == ("2026-05-07", "en", "NARROWBRIDGE")
    assert found["author"] == {
        "@type": "Organization",
        "@id": f"{ORIGIN}/agencies/narrowbridge/#agency",
        "name": "Narrowbridge Police",
        "url": f"{ORIGIN}/agencies/narrowbridge/",
    }
    assert found["publisher"]["name"] == "The Safe Shores partners"
    assert [n.get("name") for n in found["about"]] == ["Conference at the Bridge", None]
    assert "dateModified" not in found
    assert "author" not in one("world-days/day-2026/", "NewsArticle"), "who leads has not written it"


def test_a_day_that_is_not_known_is_not_said() -> None:
    found = one("conferences/bridge-long-ago/", "NewsArticle")
    assert "datePublished" not in found
    assert not any(str(value).startswith("--") for value in values(found))


def test_corrections_are_said() -> None:
    found = one("results/spring-2025-revised/", "NewsArticle")
    assert (found["datePublished"], found["dateModified"]) == ("2025-07-01", "2025-07-03")
    assert [c["@type"] for c in found["correction"]] == ["CorrectionComment"] * 2
    assert found["correction"][0] | {"@type": ""} == {
        "@type": "",
        "text": "A name was misspelled.",
        "datePublished": "2025-07-02",
    }


def test_figures_that_were_replaced_lead_to_those_that_count() -> None:
    found = one("results/spring-2025/", "NewsArticle")
    assert found["correction"].endswith("/results/spring-2025-revised/")


def test_figures_are_a_data_set_with_every_measure_whole() -> None:
    found = one("results/spring-2025-revised/", "Dataset")
    assert (found["name"], found["description"]) == (
        "Spring operation 2025, counted again",
        "The figures after a second count.",
    )
    assert found["temporalCoverage"] == "2025-03-01/2025-05-31"
    assert found["creator"]["name"] == "Lakes Joint Team"
    assert found["isBasedOn"]["url"] == "https://team.example/count"
    assert found["variableMeasured"][0] == {
        "@type": "PropertyValue",
        "propertyID": "persons-charged",
        "name": "People charged",
        "description": "Individuals arrested and charged",
        "value": 1234,
        "unitText": "person",
    }
    assert one("results/autumn-2025/", "Dataset")["temporalCoverage"] == "2025-10/2025-11"
    assert "temporalCoverage" not in one("results/calls-2026/", "Dataset")
    assert [kind for kind, _ in graph("conferences/bridge-2026/")] == ["NewsArticle", "BreadcrumbList"]


def test_an_event_is_a_series_with_each_time_that_it_takes_place() -> None:
    found = one("events/bridge-conference/", "EventSeries")
    assert (found["name"], found["sameAs"]) == ("Conference at the Bridge", "https://conference.example/")
    editions = {e["@id"].partition("#")[2]: e for e in found["subEvent"]}
    held = editions["edition-2026"]
    assert (held["startDate"], held["endDate"]) == ("2026-05-04", "2026-05-06")
    assert held["eventStatus"] == "https://schema.org/EventScheduled"
    assert held["location"] == {
        "@type": "Place",
        "name": "Pier Hotel",
        "address": "2 Pier Street, Narrowbridge",
        "hasMap": "https://map.example/hotel",
    }
    assert [o["name"] for o in held["organizer"]] == ["Narrowbridge Police", "Lakes Joint Team"]
    assert held["performer"][0]["jobTitle"] == "Chief of the bridge"
    assert held["performer"][0]["affiliation"]["@id"] == f"{ORIGIN}/agencies/narrowbridge/#agency"
    assert {e["superEvent"]["@id"] for e in editions.values()} == {found["@id"]}
    assert editions["edition-2020"]["eventStatus"] == "https://schema.org/EventCancelled"
    assert "startDate" not in editions["edition-2027"], "only its month is known"
    assert "startDate" not in next(e for e in editions.values() if "Hall" in str(e))


def test_a_day_of_every_year_is_a_schedule() -> None:
    found = one("events/shore-day/", "EventSeries")
    assert found["eventSchedule"] == {
        "@type": "Schedule",
        "repeatFrequency": "P1Y",
        "byMonth": 9,
        "byMonthDay": 25,
    }
    assert "eventSchedule" not in one("events/shore-talks/", "EventSeries")


def test_agencies_are_what_they_are() -> None:
    found = one("agencies/narrowbridge/", "GovernmentOrganization")
    assert (found["name"], found["alternateName"], found["url"]) == (
        "Narrowbridge Police",
        "NBP",
        "https://narrowbridge.example/",
    )
    assert found["areaServed"] == "The narrows and both shores"
    assert {m["name"] for m in found["memberOf"]} == {"Lakes Joint Team", "Bridge Task Force"}
    assert found["contactPoint"]["email"] == "press@narrowbridge.example"
    assert one("fr/agencies/narrowbridge/", "GovernmentOrganization")["name"] == "Police de Narrowbridge"
    assert one("agencies/shelter/", "NGO")["name"] == "Shelter of the Eastern Shore"
    joint = one("agencies/lakes-joint-team/", "Organization")
    assert joint["url"] == f"{ORIGIN}/agencies/lakes-joint-team/"
    assert len(joint["member"]) == 3


def test_breadcrumbs_are_those_of_the_page() -> None:
    text = texts()["fr/agencies/narrowbridge/index.html"]
    (found,) = [n for n in nodes(text) if n["@type"] == "BreadcrumbList"]
    steps = [(s["position"], s["name"], s["item"]) for s in found["itemListElement"]]
    assert [n for n, _, _ in steps] == [1, 2, 3]
    assert steps[-1][1:] == ("Police de Narrowbridge", f"{ORIGIN}/fr/agencies/narrowbridge/")
    assert [kind for kind, _ in graph("releases/page/1/")] == ["BreadcrumbList"]


# --- hostile texts, a layout of one's own, what is shared ---------------------------------------------------------

ODD = f"""-- campaignsite.yaml --
title: "{HOSTILE}"
base_url: https://example.org/
publisher: "{HOSTILE}"
description: "{HOSTILE}"
-- content/agencies/a.md --
---
name: "{HOSTILE}"
short_name: "{HOSTILE}"
kind: ngo
region: "{HOSTILE}"
contacts: [{{name: "{HOSTILE}", phone: '911'}}]
---
-- content/events/e.md --
---
name: "E {HOSTILE}"
editions:
  - year: 2026
    name: "{HOSTILE}"
    venue: {{name: "{HOSTILE}", address: "{HOSTILE}"}}
    speakers: [{{name: "{HOSTILE}", title: "{HOSTILE}"}}]
---
-- content/results/r.md --
---
title: "{HOSTILE}"
summary: "{HOSTILE}"
date: 2026-05-05
dateline: {{place: "{HOSTILE}"}}
operation: "{HOSTILE}"
scope: joint
agencies: {{issuer: ["{HOSTILE}"], lead: ["{HOSTILE}"]}}
event: "E {HOSTILE}"
period: {{label: "{HOSTILE}"}}
measures: [{{id: x, value: 5, unit: x, label: "{HOSTILE}", definition: "D {HOSTILE}"}}]
source: {{title: "{HOSTILE}", publisher: "{HOSTILE}"}}
corrections: [{{date: 2026-05-06, what: "{HOSTILE}"}}]
---
"""


def test_hostile_texts_come_back_as_they_were_written() -> None:
    said = HOSTILE.replace('\\"', '"').replace("\\u2028\\u2029", "\u2028\u2029")
    made = texts(ODD)
    pages = {name: nodes(made[f"{name}index.html"]) for name in ("", "agencies/a/", "events/e/", "results/r/")}
    read = {name: [v for v in values(found) if isinstance(v, str)] for name, found in pages.items()}
    least = {"": 3, "agencies/a/": 4, "events/e/": 4, "results/r/": 10}
    for name, strings in read.items():
        assert sum(string in (said, f"E {said}", f"D {said}") for string in strings) >= least[name], name
        assert not any("script" in string and said not in string for string in strings)
    for name in pages:
        text = made[f"{name}index.html"]
        assert "alert(1)</script>" not in text
        (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
        assert not re.search("[<>&\u2028\u2029]", block)
        titles = [value for key, value in og(text) if key in ("og:title", "og:description", "og:site_name")]
        assert titles
        assert all(said in title for title in titles), name


def test_a_site_can_say_something_else_or_nothing() -> None:
    own = RICH + "-- layouts/parts/structured.html --\n{% macro data(page) %}{% endmacro %}\n"
    made = texts(own)
    assert not any("ld+json" in text for text in made.values())


def test_every_page_that_is_shared_has_a_title_and_a_type() -> None:
    found = dict(og(texts()["results/spring-2025-revised/index.html"]))
    assert found == {
        "og:type": "article",
        "og:site_name": "Safe Shores",
        "og:title": "Spring operation 2025, counted again",
        "og:description": "The figures after a second count.",
        "og:url": f"{ORIGIN}/results/spring-2025-revised/",
        "article:published_time": "2025-07-01",
        "article:modified_time": "2025-07-03",
    }
    assert dict(og(texts()["agencies/index.html"]))["og:type"] == "website"
    assert "article:published_time" not in dict(og(texts()["conferences/bridge-long-ago/index.html"]))


def test_languages_with_a_territory_are_named_as_the_protocol_has_them() -> None:
    made = texts(f"-- campaignsite.yaml --\n{CONFIG}languages: [en-CA, fr-CA, oj-Cans]\n")
    found = og(made["fr-CA/index.html"])
    assert [pair for pair in found if "locale" in pair[0]] == [("og:locale", "fr_CA"), ("og:locale:alternate", "en_CA")]
    assert not [key for key, _ in og(made["oj-Cans/index.html"]) if key == "og:locale"]
