"""Invents campaign pages: the same arguments give the same pages everywhere. All names and figures are made up."""

from __future__ import annotations

import datetime as dt
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

SEED = 11

KINDS = ("conference", "world-day", "results", "news")

_PLACES = (
    "Amber Quay",
    "Badger Hollow",
    "Barley Ford",
    "Basalt Point",
    "Brookhurst",
    "Cairn Valley",
    "Cinder Hills",
    "Cobble Bay",
    "Cygnet Lake",
    "Deerfield",
    "Dovecote",
    "Driftwood",
    "Ember Ridge",
    "Falcon Heights",
    "Fernbank",
    "Flint River",
    "Foxglove",
    "Garnet Harbour",
    "Gullhaven",
    "Heather Moor",
    "Heron Marsh",
    "Hollyhock",
    "Ivory Sound",
    "Jasper Falls",
    "Kingfisher",
    "Lantern Hill",
    "Lichen Rock",
    "Meadowlark",
    "Mistral Cove",
    "Nettlebed",
    "Orchard Park",
    "Otter Creek",
    "Pebble Shore",
    "Plover Island",
    "Rowan Glen",
    "Saffron Plain",
    "Sorrel Heath",
    "Thistle Down",
    "Wagtail Bridge",
    "Yarrow Gate",
)
_BODIES = ("Municipal Police", "Shelter Network", "Public Health Unit")
AGENCIES = tuple(f"{place} {body}" for body in _BODIES for place in _PLACES)

_CAUSES = (
    "Anti Trafficking Day",
    "Community Safety Forum",
    "Day of the Missing",
    "Fair Work Month",
    "Frontline Skills Meeting",
    "Harbour Watch",
    "Night of Open Doors",
    "Safer Journeys Week",
    "Seniors Fraud Alert",
    "Young and Online",
)
YEARS = range(2022, 2026)
EVENTS = tuple(f"{cause} {year}" for year in YEARS for cause in _CAUSES)

TOPICS = (
    "awareness",
    "children",
    "funding",
    "health",
    "housing",
    "investigation",
    "labour",
    "languages",
    "law",
    "online",
    "research",
    "schools",
    "training",
    "travel",
    "volunteers",
    "witnesses",
)

_RANKS = ("Sergeant", "Captain", "Commissioner", "Manager", "Doctor", "Secretary")
_PEOPLE = (
    "Ada Fenwick",
    "Bram Osei",
    "Cleo Hartmann",
    "Dara Singh Vale",
    "Emil Kowal",
    "Farah Lemaire",
    "Gus Nyberg",
    "Hana Petrova",
    "Ivo Santos",
    "June Blackwater",
)
_HEADINGS = (
    "A closer look",
    "Advice for parents",
    "At the workplace",
    "How the work is paid for",
    "Numbers at a glance",
    "Steps that follow",
    "The story so far",
    "What to watch for",
    "Where to find support",
    "Who took part",
)
_OPENINGS = ("Neighbours in", "Services across", "Schools and clinics in", "Volunteers from")
_VERBS = ("join", "support", "prepare for", "look back on")

# Gaps: a, an agency of the page; b, any agency; e, the event; p, a place; n and m, numbers; i, a number for addresses.
_SENTENCES = (
    "Teams of {a} and {b} visited {n} workplaces in {p}, and left cards with numbers to call in each of them.",
    "A nurse of {b} explains what a patient may not dare to say, and which questions open the door.",
    "Whoever is worried about a friend reaches the **support line** by day and by night, in {n} languages.",
    "In the course of {n} weeks {a} taught {m} drivers, cleaners and receptionists what to look out for.",
    'The words "{e}" stand on every poster, and *each* of the partners has put its name below them.',
    "All of this follows the [common handbook](https://example.org/handbook/{i}) that was written in {p}.",
    "Of the {m} people who asked {a} for advice, {n} came back within a month, and most brought somebody with them.",
    "Those who had been through it said that one patient listener had counted for more than all the rules.",
    "The drop-in room of {b} in {p} stays open until midnight as long as the campaign lasts.",
    "Money is there for {n} months; an [outside report](https://example.org/report/{i}) decides on what comes after.",
    "From Friday the posters hang on ferries, in laundries and at the stations in and around {p}.",
    "Every talk is interpreted, and the leaflets keep to short words and large type.",
    "These counts are for the region as a whole; *single* towns are too small to be named.",
    '"Nobody should have to tell this story twice," as one of the speakers from {a} put it.',
    "Those who have seen something may tell {a}, or write to {b} without giving a name.",
    "Thanks go to the {m} people of {p} who folded, carried and handed out leaflets on their days off.",
    "Pupils first talk about friendship and pressure, and only then about phones and strangers.",
    "A doctor, a lawyer and somebody from {b} looked at every single case before it was counted.",
    "There were {n} talks on two days, and the [slides](https://example.org/slides/{i}) may be used by everyone.",
    "A shop that wants to know more gets a visit from {a}: it is short, friendly and free of charge.",
)


@dataclass(frozen=True, slots=True)
class Figures:
    """What an operation came to."""

    arrests: int
    charges: int


@dataclass(frozen=True, slots=True)
class Campaign:
    """One page of the corpus, as every generator gets it."""

    number: int
    slug: str
    title: str
    day: dt.date
    kind: str
    event: str
    agencies: tuple[str, ...]
    summary: str
    figures: Figures | None
    """Only pages of the kind ``results`` have any."""
    topics: tuple[str, ...]
    body: str
    """Markdown that every generator reads alike."""


def slugify(text: str) -> str:
    """The part of an address that a name becomes; all generators come to the same for the names in here."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def corpus(count: int, seed: int = SEED) -> tuple[Campaign, ...]:
    """That many pages. A longer corpus begins with the pages of a shorter one."""
    return tuple(_page(number, seed) for number in range(count))


def _page(number: int, seed: int) -> Campaign:
    chance = random.Random(f"{seed}/{number}")  # noqa: S311 (nothing is kept secret with it)
    kind, event = chance.choice(KINDS), chance.choice(EVENTS)
    agencies = tuple(sorted(chance.sample(AGENCIES, chance.randint(1, 11))))
    place = chance.choice(_PLACES)
    title = f"{chance.choice(_OPENINGS)} {place} {chance.choice(_VERBS)} {event}"
    prose = _Prose(chance, event, agencies)
    return Campaign(
        number=number,
        slug=f"{slugify(title)}-{number}",
        title=title,
        day=dt.date(YEARS[0], 1, 1) + dt.timedelta(days=chance.randrange(4 * 365)),
        kind=kind,
        event=event,
        agencies=agencies,
        summary=re.sub(r'[*"\[]|\]\([^)]*\)', "", prose.sentence()),
        figures=Figures(chance.randint(1, 90), chance.randint(1, 300)) if kind == "results" else None,
        topics=tuple(sorted(chance.sample(TOPICS, chance.randint(1, 4)))),
        body=prose.body(place, number),
    )


class _Prose:
    """Writes the Markdown of one page."""

    def __init__(self, chance: random.Random, event: str, agencies: Sequence[str]) -> None:
        self.chance, self.event, self.agencies = chance, event, agencies

    def sentence(self) -> str:
        chance = self.chance
        return chance.choice(_SENTENCES).format(
            a=chance.choice(self.agencies),
            b=chance.choice(AGENCIES),
            e=self.event,
            p=chance.choice(_PLACES),
            n=chance.randint(2, 30),
            m=chance.randint(31, 700),
            i=chance.randint(1, 999),
        )

    def paragraph(self, least: int = 2, most: int = 4) -> str:
        return " ".join(self.sentence() for _ in range(self.chance.randint(least, most)))

    def quote(self) -> str:
        speaker = f"{self.chance.choice(_RANKS)} {self.chance.choice(_PEOPLE)}"
        return f"> {self.sentence()} {self.sentence()}\n>\n> – **{speaker}**, {self.agencies[0]}"

    def table(self) -> str:
        chance = self.chance
        towns = chance.sample(_PLACES, chance.randint(3, 6))
        rows = (f"| {town} | {chance.randint(1, 40)} | {chance.randint(1, 80)} |" for town in towns)
        return "\n".join(["| Town | Visits | Calls |", "| --- | ---: | ---: |", *rows])

    def body(self, place: str, number: int) -> str:
        headings = self.chance.sample(_HEADINGS, 4)
        parts = (
            f"({place.upper()}) – {self.paragraph()}",
            self.paragraph(),
            f"## {headings[0]}",
            self.paragraph(),
            self.paragraph(1, 3),
            "These agencies are part of it:",
            "\n".join(f"{rank}. {agency}" for rank, agency in enumerate(self.agencies, 1)),
            f"## {headings[1]}",
            self.paragraph(),
            self.quote(),
            f"### {headings[2]}",
            self.paragraph(1, 2),
            "\n".join(f"- {self.sentence()}" for _ in range(self.chance.randint(3, 5))),
            self.table(),
            f"## {headings[3]}",
            self.paragraph(1, 3),
            f"Read on at <https://example.org/news/{number}>, or quote `file-{number}` when you call us.",
        )
        return "\n\n".join(parts) + "\n"
