"""The nine kinds of document, each with the front matter that it may have.

The key ``type:`` says which kind a file is; without it the folder does (see ``FOLDERS``).
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator, model_validator

from campaignsite.model.front.fields import (
    AgencyRoles,
    Contact,
    Correction,
    Dateline,
    Edition,
    Measure,
    Membership,
    Period,
)
from campaignsite.model.front.scalars import (
    BoilerplateName,
    Date,
    DayOfYear,
    EventName,
    LocalizedText,
    NameOrAddress,
    ResultsName,
    Text,
    WebAddress,
    WholeNumber,
)
from campaignsite.model.front.shared import FrontMatter, Titled


class Item(Titled):
    """Something that the campaign publishes: it belongs to an event and to agencies."""

    date: Date | None = None
    """When it was issued, as far as known: 2026-07-30, 2026-07, 2026 or --07-30."""
    event: EventName | None = None
    """The event it belongs to, by name or file name."""
    edition: Annotated[WholeNumber, Field(ge=1900, le=9998)] | None = None
    """The year of the edition, when it is not the year of the date."""
    agencies: AgencyRoles = AgencyRoles()
    """The agencies that take part, by role."""


class Announcement(Item):
    """News: a conference, a World Day, results, any other release."""

    kicker: Text | None = None
    """A word or two above the title, such as the unit that speaks."""
    dateline: Dateline | None = None
    """Where it was issued."""
    boilerplates: tuple[BoilerplateName, ...] = ()
    """Standing texts to show after this one, by file name, or file name@2026-07-30 for one version."""
    results: tuple[ResultsName, ...] = ()
    """Results that belong to it, by file name."""
    corrections: tuple[Correction, ...] = ()
    """What was corrected since, oldest first."""


class Conference(Announcement):
    """News of a conference."""


class WorldDay(Announcement):
    """News of an international observance."""

    theme: Text | None = None
    """The year's theme."""


class Release(Announcement):
    """Any other news release."""


class Results(Announcement):
    """The figures of one operation. The operation owns them: agencies that took part share them."""

    operation: Text
    """What owns the figures: the operation or initiative."""
    scope: Literal["joint", "single"]
    """``joint`` when several agencies share the figures, ``single`` when they are one agency's own."""
    period: Period
    """The time that the figures cover."""
    measures: Annotated[tuple[Measure, ...], Field(min_length=1)]
    """The figures."""
    as_of: Date | None = None
    """The day on which the figures were counted; they may have changed since."""
    geography: LocalizedText | None = None
    """The area in which they were counted."""
    method: LocalizedText | None = None
    """How they were counted."""
    caveats: LocalizedText | None = None
    """What to keep in mind about them: what they leave out, with what they cannot be compared."""
    supersedes: ResultsName | None = None
    """The earlier results that these replace, by file name."""

    @model_validator(mode="after")
    def _counted_once(self) -> Results:
        ids = [measure.id for measure in self.measures]
        again = next((name for n, name in enumerate(ids) if name in ids[:n]), None)
        if again:
            raise ValueError(f"the measure “{again}” stands here twice | give each measure an id of its own")
        return self


class Resource(Item):
    """Something to use: a poster, a guide, a link."""

    file: Text | None = None
    """The file to download: a path beside this document, or below assets/."""
    url: WebAddress | None = None
    """Where it is, when somebody else publishes it."""
    audience: Text | None = None
    """For whom it is."""


class Page(Titled):
    """A page that is no news: about, safety, privacy."""


AgencyKind = Literal["national", "provincial", "regional", "municipal", "first-nation", "ngo", "government", "joint"]


class Agency(FrontMatter):
    """A member of the registry: a service, charity or ministry, or a joint body of several."""

    name: Text
    """The official name; this is what pages show."""
    short_name: Text | None = None
    """Abbreviation in use: OPP."""
    names: LocalizedText | None = None
    """Official names in other languages."""
    aliases: tuple[NameOrAddress, ...] = ()
    """Other names that may be written in content; one that begins with a slash is an old address of its page."""
    kind: AgencyKind
    """What sort of body it is."""
    url: WebAddress | None = None
    """Its own site."""
    region: Text | None = None
    """The area it serves."""
    languages: tuple[Text, ...] = ()
    """Languages it serves the public in."""
    members: tuple[Membership, ...] = ()
    """For a joint body: its members, with their time."""
    contacts: tuple[Contact, ...] = ()
    """Whom to ask."""
    summary: Text | None = None
    """One or two sentences for lists and search engines."""

    @property
    def heading(self) -> str:
        """The official name."""
        return self.name


class Event(FrontMatter):
    """A series: a conference or a World Day, with its editions."""

    name: Text
    """The official name."""
    short_name: Text | None = None
    """A shorter name for lists."""
    names: LocalizedText | None = None
    """Official names in other languages."""
    aliases: tuple[NameOrAddress, ...] = ()
    """Other names that may be written in content; one that begins with a slash is an old address of its page."""
    kind: Literal["conference", "world-day", "other"] = "other"
    """What sort of event it is."""
    recurs: DayOfYear | None = None
    """The day of each year on which it is observed, without a year: --07-30."""
    since: Annotated[WholeNumber, Field(ge=1900, le=9998)] | None = None
    """The year in which the day that recurs was first observed."""
    proclaimed_by: Text | None = None
    """Who proclaimed the observance."""
    url: WebAddress | None = None
    """Its own site."""
    editions: tuple[Edition, ...] = ()
    """Each time that it took, or takes, place."""
    contacts: tuple[Contact, ...] = ()
    """Whom to ask."""
    summary: Text | None = None
    """One or two sentences for lists and search engines."""

    @field_validator("editions")
    @classmethod
    def _since_then(cls, editions: tuple[Edition, ...], said: ValidationInfo) -> tuple[Edition, ...]:
        first, since = min((e.in_year for e in editions if e.in_year), default=None), said.data.get("since")
        if first and since and first < since:
            hint = f"write “since: {first}”, or change the year of the edition"
            raise ValueError(f"an edition of {first} is here, and “since” says {since} | {hint}")
        return editions

    @property
    def heading(self) -> str:
        """The official name."""
        return self.name


class Boilerplate(FrontMatter):
    """A standing text that releases show by reference: “About the …”."""

    title: Text
    """Its heading."""
    key: Text | None = None
    """What references call it; the file's name when left out. Versions of one text share it."""
    from_: Date | None = Field(default=None, alias="from")
    """The day from which this version is used; older releases keep the older one."""

    @property
    def heading(self) -> str:
        """Its title."""
        return self.title


PUBLICATION = ("draft", "publish_at", "embargo", "expires", "withdrawn")
"""The keys that decide whether the public may know a document."""

KindName = Literal[
    "conference", "world-day", "results", "release", "resource", "page", "agency", "event", "boilerplate"
]
KINDS: MappingProxyType[str, type[FrontMatter]] = MappingProxyType(
    {
        "conference": Conference,
        "world-day": WorldDay,
        "results": Results,
        "release": Release,
        "resource": Resource,
        "page": Page,
        "agency": Agency,
        "event": Event,
        "boilerplate": Boilerplate,
    }
)

FOLDERS: MappingProxyType[str, str] = MappingProxyType(
    {
        "conferences": "conference",
        "world-days": "world-day",
        "results": "results",
        "releases": "release",
        "resources": "resource",
        "agencies": "agency",
        "events": "event",
        "boilerplates": "boilerplate",
    }
    | {kind: kind for kind in KINDS}
)
"""The top folder below content/ that suggests a kind, in the plural or as the kind is called."""
