"""What stands in the columns of the campaign's data: one place for CSV, JSON, their schemas and the descriptor.

Dates are those of the Extended Date/Time Format (ISO 8601-2): 2026, 2026-07, 2026-07-30, and XXXX-07-30 where the year
is not stated. So no program fills in a year, and no spreadsheet takes two hyphens for a sum.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Sort = Literal["text", "key", "number", "switch", "list", "date", "address"]

DATE = r"^([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?|XXXX-[0-9]{2}-[0-9]{2})$"
"""How a date looks, as a regular expression."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    name: str
    sort: Sort
    says: str
    """What stands in it."""
    needed: bool = False
    """Whether every row has it."""
    choices: tuple[str, ...] = ()
    least: int | None = None
    translated: bool = False
    """Whether there is one more for each other language of the site: title_fr."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table."""

    name: str
    title: str
    says: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    """The columns that tell its rows apart."""
    leads: tuple[tuple[str, str, str], ...] = ()
    """(column, table, column there): what a column holds is in that other one."""


def columns(table: Table, languages: tuple[str, ...]) -> tuple[Column, ...]:
    """Every column that a table has on a site with these languages, the site's first one first."""
    return tuple(made for column in table.columns for made in (column, *_translated(column, languages[1:])))


def _translated(column: Column, languages: tuple[str, ...]) -> tuple[Column, ...]:
    if not column.translated:
        return ()
    says = f"The same in the language “{{}}”: {column.says} Empty where there is none, or where it says the same."
    return tuple(Column(f"{column.name}_{tag}", "text", says.format(tag)) for tag in languages)


_LANG = Column("lang", "key", "The language of the texts in this row, as a language tag (BCP 47).", needed=True)
_URL = Column("url", "address", "The page about it.", needed=True)
_SOURCE = (
    Column("source_title", "text", "What the source is called."),
    Column("source_publisher", "text", "Who published it."),
    Column("source_url", "address", "Where it can be read."),
    Column("source_date", "date", "When it was published."),
)

RESULTS = Table(
    "results",
    "Results",
    "Figures of operations, one row for each measure. A joint figure stands here once, however many services share it.",
    (
        Column(
            "record",
            "key",
            "The record that the figures belong to: the same word in each of its rows.",
            needed=True,
        ),
        Column("measure", "key", "What is counted: the same word for the same measure in every record.", needed=True),
        Column("label", "text", "What is counted, in a few words.", needed=True, translated=True),
        Column("value", "number", "The figure. Empty where it is suppressed.", least=0),
        Column("unit", "key", "What one of it is. Figures of different units never add up.", needed=True),
        Column(
            "suppressed", "switch", "True where the figure is so small that it might tell who is meant.", needed=True
        ),
        Column("below", "number", "Where the figure is suppressed, the number that it is lower than.", least=1),
        Column("definition", "text", "What exactly was counted.", needed=True, translated=True),
        Column("title", "text", "The title of the page that states the figures.", needed=True, translated=True),
        _URL,
        _LANG,
        Column("operation", "text", "The operation or initiative that owns the figures.", needed=True, translated=True),
        Column("scope", "key", "Whether several services share the figures.", needed=True, choices=("joint", "single")),
        Column("agencies", "list", "The services that share the figures, or the one whose they are; see the agencies."),
        Column("shared_by", "number", "How many services that are. Joint bodies do not count.", needed=True, least=0),
        Column(
            "period", "text", "The time that the figures cover, as the source has it.", needed=True, translated=True
        ),
        Column("period_start", "date", "Its first day, where known."),
        Column("period_end", "date", "Its last day, where known."),
        Column("period_months", "number", "Its length in months, where stated.", least=1),
        Column("as_of", "date", "The day on which it was counted; the figure may have changed since."),
        Column("geography", "text", "The area in which it was counted.", translated=True),
        Column("method", "text", "How it was counted.", translated=True),
        Column("caveats", "text", "What to keep in mind about the figure.", translated=True),
        Column(
            "presumption",
            "switch",
            "True where the record counts people who are charged or arrested: they are presumed innocent.",
            needed=True,
        ),
        *_SOURCE,
        Column("event", "key", "The event that the figures were announced at; see the events."),
        Column("edition", "key", "The edition of that event; see the editions."),
        Column("year", "number", "The year that the figures are listed under.", least=0),
        Column("issued", "date", "The day on which the figures were announced."),
        Column("supersedes", "key", "The record that these figures replace."),
        Column("superseded_by", "key", "The record that replaces these figures: then do not use them."),
        Column("corrected", "date", "The day of the last correction of the page."),
    ),
    ("record", "measure"),
    (("event", "events", "event"), ("supersedes", "results", "record"), ("superseded_by", "results", "record")),
)
AGENCIES = Table(
    "agencies",
    "Agencies",
    "Services, charities, ministries and joint bodies that take part.",
    (
        Column("agency", "key", "The word by which other tables name it.", needed=True),
        Column("name", "text", "Its official name.", needed=True, translated=True),
        Column("short_name", "text", "The abbreviation in use."),
        Column(
            "kind",
            "key",
            "What sort of body it is. A joint body is no agency of its own.",
            needed=True,
            choices=("national", "provincial", "regional", "municipal", "first-nation", "ngo", "government", "joint"),
        ),
        Column("region", "text", "The area that it serves."),
        Column("languages", "list", "The languages in which it serves the public, as language tags."),
        Column("website", "address", "Its own site."),
        _URL,
        _LANG,
        *_SOURCE,
    ),
    ("agency",),
)
MEMBERSHIPS = Table(
    "memberships",
    "Memberships",
    "Which agencies belong, or belonged, to which joint bodies. An agency that left and came back has two rows.",
    (
        Column("body", "key", "The joint body.", needed=True),
        Column("agency", "key", "The member.", needed=True),
        Column("from", "date", "Since when, as far as known."),
        Column("to", "date", "Until when. Empty for one that still is a member, as far as known."),
        Column("source", "text", "Where that is written."),
    ),
    leads=(("body", "agencies", "agency"), ("agency", "agencies", "agency")),
)
EVENTS = Table(
    "events",
    "Events",
    "Conferences and observances, each with all of its editions.",
    (
        Column("event", "key", "The word by which other tables name it.", needed=True),
        Column("name", "text", "Its official name.", needed=True, translated=True),
        Column("short_name", "text", "A shorter name."),
        Column("kind", "key", "What sort of event it is.", needed=True, choices=("conference", "world-day", "other")),
        Column("recurs", "date", "The day of each year on which it is observed."),
        Column("proclaimed_by", "text", "Who proclaimed the observance."),
        Column("website", "address", "Its own site."),
        _URL,
        _LANG,
        *_SOURCE,
    ),
    ("event",),
)
EDITIONS = Table(
    "editions",
    "Editions of events",
    "Each time that an event took, or takes, place.",
    (
        Column("event", "key", "The event.", needed=True),
        Column("edition", "key", "Its year; n and its position where that does not tell it apart.", needed=True),
        Column("year", "number", "The calendar year, where stated.", least=0),
        Column("name", "text", "A name of its own.", translated=True),
        Column("start", "date", "The first day."),
        Column("end", "date", "The last day."),
        Column("days", "number", "The length in days, where stated.", least=1),
        Column("time", "text", "The time of day, as written."),
        Column("timezone", "key", "The time zone (IANA).", needed=True),
        Column("venue", "text", "Where it takes place."),
        Column("address", "text", "The address of that place."),
        Column("hosts", "list", "The agencies that host it; see the agencies."),
        Column("cancelled", "switch", "True where it does not take place.", needed=True),
        _URL,
    ),
    ("event", "edition"),
    (("event", "events", "event"),),
)
TABLES = (RESULTS, AGENCIES, MEMBERSHIPS, EVENTS, EDITIONS)


def table_of(name: str) -> Table:
    """The table of a name. Raises StopIteration for a name that none has."""
    return next(table for table in TABLES if table.name == name)
