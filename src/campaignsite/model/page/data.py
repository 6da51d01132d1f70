"""The campaign's data, for files and for the page that leads to them."""

from __future__ import annotations

from dataclasses import dataclass

from campaignsite.model.front.dates import PartialDate
from campaignsite.model.page.measures import OriginView
from campaignsite.model.page.pieces import Figures, Link

Words = tuple[tuple[str, str], ...]
"""(language, text), the one that the record is written in first."""


@dataclass(frozen=True, slots=True)
class ResultsRecord:
    """The figures of one operation, once, however many share them."""

    key: str
    lang: str
    figures: tuple[tuple[str, Figures], ...]
    """As each language of the site shows them, the record's own first."""
    months: int | None
    agencies: tuple[str, ...]
    """The keys of the services that share them."""
    event: str
    edition: str
    year: int | None
    date: PartialDate | None
    supersedes: str
    superseded_by: str
    corrected: PartialDate | None
    """The day of its last correction."""


@dataclass(frozen=True, slots=True)
class AgencyRecord:
    """A member of the registry."""

    key: str
    lang: str
    names: Words
    short_name: str
    kind: str
    region: str
    languages: tuple[str, ...]
    website: str
    url: str
    """Of its page, with the base path."""
    source: OriginView | None


@dataclass(frozen=True, slots=True)
class MembershipRecord:
    """An agency's time in a joint body."""

    body: str
    agency: str
    start: PartialDate | None
    end: PartialDate | None
    source: str


@dataclass(frozen=True, slots=True)
class EventRecord:
    """A series."""

    key: str
    lang: str
    names: Words
    short_name: str
    kind: str
    recurs: PartialDate | None
    proclaimed_by: str
    website: str
    url: str
    """Of its page, with the base path."""
    source: OriginView | None


@dataclass(frozen=True, slots=True)
class EditionRecord:
    """One time that an event takes place."""

    event: str
    key: str
    """The year where that tells it apart, or n and its position: n2."""
    year: int | None
    names: Words
    start: PartialDate | None
    end: PartialDate | None
    days: int | None
    time: str
    timezone: str
    venue: str
    address: str
    hosts: tuple[str, ...]
    """The keys of the agencies that host it."""
    cancelled: bool
    url: str
    """Of its place on the event's page, with the base path."""


Record = ResultsRecord | AgencyRecord | MembershipRecord | EventRecord | EditionRecord


@dataclass(frozen=True, slots=True)
class LicenceView:
    """What others may do with the data."""

    name: str
    """An identifier that programs know, such as CC-BY-4.0; empty for a licence without one."""
    title: str
    url: str
    """Where it can be read; empty when that is not said."""


@dataclass(frozen=True, slots=True)
class TableFile:
    """One table of the data, as a file."""

    table: str
    """results, agencies, memberships, events or editions."""
    records: tuple[Record, ...]
    licence: LicenceView | None
    rules: tuple[str, ...]
    """What to keep in mind, in sentences."""
    page: str
    """URL of the page about the data."""


@dataclass(frozen=True, slots=True)
class TableSchemaFile:
    """What the JSON of one table may hold (JSON Schema 2020-12)."""

    table: str


@dataclass(frozen=True, slots=True)
class DataPackageFile:
    """What programs need to know of all tables (Data Package 2)."""

    name: str
    title: str
    rules: tuple[str, ...]
    tables: tuple[str, ...]
    licence: LicenceView | None
    sources: tuple[OriginView, ...]
    """Where the figures come from, each once."""
    page: str
    """URL of the page about the data."""


DataFile = TableFile | TableSchemaFile | DataPackageFile


@dataclass(frozen=True, slots=True)
class DataTable:
    """One table, on the page that leads to its files."""

    name: str
    """results, agencies, memberships, events or editions."""
    rows: int
    files: tuple[Link, ...]
    """As CSV, as JSON, and what that JSON may hold; each with its name."""


@dataclass(frozen=True, slots=True)
class DataView:
    """The data that can be downloaded."""

    tables: tuple[DataTable, ...]
    package: Link
    """The descriptor, which explains every column."""
    licence: LicenceView | None
    newest: PartialDate | None
    """The last of all days on which figures were announced or corrected."""
    rules: tuple[str, ...]
    """What to keep in mind, in sentences."""
