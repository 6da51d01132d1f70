"""The groups that front matter is made of: frozen, typed, each field explained by the string under it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from campaignsite.model.front.dates import DateError, PartialDate
from campaignsite.model.front.scalars import (
    AgencyName,
    Date,
    Email,
    LocalizedText,
    Phone,
    Text,
    TimeOfDay,
    WebAddress,
    WholeNumber,
    Zone,
)


class Frozen(BaseModel):
    """What all front matter values share: they do not change, and a key that nobody knows is an error."""

    # Built when first used, and without looking at its own source: a build that needs no front matter does not wait.
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True)


class AgencyRoles(Frozen):
    """Which agencies take part, each list in the order that the page keeps."""

    host: tuple[AgencyName, ...] = ()
    """Agencies that host the event."""
    lead: tuple[AgencyName, ...] = ()
    """Agencies, or the joint body, that lead the work."""
    supporting: tuple[AgencyName, ...] = ()
    """Agencies that supported the investigation or campaign."""
    participating: tuple[AgencyName, ...] = ()
    """Agencies that take part."""
    issuer: tuple[AgencyName, ...] = ()
    """Agencies that issue the text: theirs is the voice."""


Role = Literal["host", "lead", "supporting", "participating", "issuer"]
ROLES: tuple[Role, ...] = ("host", "lead", "supporting", "participating", "issuer")


class Dateline(Frozen):
    """Where a release was issued: “(ORILLIA, ON) –”."""

    place: Text
    """Town or city, as written."""
    province: Text | None = None
    """Province or territory, as written (ON stays ON)."""


class Contact(Frozen):
    """Whom to ask. What is here may be published."""

    name: Text
    """Person, desk or unit."""
    agency: AgencyName | None = None
    """The agency it belongs to, by name."""
    address: Text | None = None
    """Postal address, on one line."""
    map: WebAddress | None = None
    """A map of that address: a plain link, never an embedded map."""
    map_label: Text | None = None
    """The words of the link to the map."""
    phone: Phone | None = None
    """Number to dial, with + and the code of the country, without spaces: +14165551234."""
    email: Email | None = None
    """Address to write to."""
    url: WebAddress | None = None
    """Web page of this contact."""


class Origin(Frozen):
    """Where a text or a figure comes from."""

    title: Text
    """What the source is called."""
    publisher: Text | None = None
    """Who published it."""
    url: WebAddress | None = None
    """Where it can be read."""
    date: Date | None = None
    """When it was published, as far as it says."""
    verbatim: Text | None = None
    """The sentence of the source, word for word."""


class Correction(Frozen):
    """A public correction of a published text."""

    date: Date
    """The day of the correction."""
    what: Text
    """What was wrong and what is right now, in a sentence."""


class Withdrawal(Frozen):
    """Why a text that was public is so no more."""

    date: Date
    """The day on which it was withdrawn."""
    why: Text
    """The reason, in a sentence for the public."""


class Person(Frozen):
    """A person who speaks at an edition, as described at the time."""

    name: Text
    """Name as written."""
    title: Text | None = None
    """Title at the time."""
    agency: AgencyName | None = None
    """The registered agency this person spoke for, by name."""


class Venue(Frozen):
    """Where an edition takes place."""

    name: Text
    """Name of the place."""
    address: Text | None = None
    """Its own postal address, if known. (The address of a press office is a contact, not a venue.)"""
    map: WebAddress | None = None
    """A map of it: a plain link."""


class Edition(Frozen):
    """One time that an event of a series took, or takes, place."""

    year: Annotated[WholeNumber, Field(ge=1900, le=9998)] | None = None
    """Calendar year; leave it out when it is not known."""
    name: LocalizedText | None = None
    """A name of its own, if it has one."""
    start: Date | None = None
    """First day."""
    end: Date | None = None
    """Last day, that day included."""
    days: Annotated[WholeNumber, Field(ge=1, le=366)] | None = None
    """Length in days, where the source says so."""
    start_time: TimeOfDay | None = None
    """Time of day at which it begins, on its first day."""
    end_time: TimeOfDay | None = None
    """Time of day at which it ends, on its last day."""
    time: Text | None = None
    """What else there is to say of times, as written: “Doors open at 8:30”."""
    timezone: Zone | None = None
    """IANA time zone of the venue, if not the site's."""
    venue: Venue | None = None
    """Where it takes place."""
    hosts: tuple[AgencyName, ...] = ()
    """Agencies that host it, by name."""
    speakers: tuple[Person, ...] = ()
    """Who speaks."""
    cancelled: bool = False
    """True when it does not take place."""
    corrections: tuple[Correction, ...] = ()
    """What was corrected since it was published, oldest first. Calendars then tell that it has changed."""

    @model_validator(mode="after")
    def _in_order(self) -> Edition:
        ordered(self.start, self.end)
        if self.end_time and not self.start_time:
            raise ValueError("“end_time” needs a “start_time” | write “start_time: …” too")
        one_day = self.end == self.start if self.end else self.days in (None, 1)
        if one_day and self.start_time and self.end_time and self.end_time <= self.start_time:
            raise DateError(
                f"this ends at {self.end_time}, and starts at {self.start_time}"
                " | change one of them, or write the day on which it ends: “end: …”"
            )
        return self

    @property
    def in_year(self) -> int | None:
        """The calendar year, said or taken from the first day."""
        return self.year or (self.start.year if self.start else None)


class Membership(Frozen):
    """An agency's time in a joint body."""

    agency: AgencyName
    """The member, by name."""
    from_: Date | None = Field(default=None, alias="from")
    """Since when, as far as known."""
    to: Date | None = None
    """Until when."""
    source: Text | None = None
    """Where that is written."""


class Period(Frozen):
    """The time that figures cover."""

    label: LocalizedText
    """As the source says it: “Past 18 months”."""
    months: Annotated[WholeNumber, Field(ge=1, le=1200)] | None = None
    """Length in months, where said."""
    start: Date | None = None
    """First day, only when known."""
    end: Date | None = None
    """Last day, only when known."""

    @model_validator(mode="after")
    def _in_order(self) -> Period:
        ordered(self.start, self.end)
        return self


class Measure(Frozen):
    """One figure and what it counts."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    """The same measure has the same id in every record: persons-charged."""
    value: Annotated[WholeNumber, Field(ge=0)]
    """The number."""
    unit: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    """What one of it is: person, charge, offence. Different units never add up."""
    definition: LocalizedText
    """What exactly was counted."""
    label: LocalizedText | None = None
    """A short name; the definition serves when there is none."""
    as_of: Date | None = None
    """The day on which it was counted, if not that of the record."""
    geography: LocalizedText | None = None
    """The area in which it was counted, if not that of the record."""
    method: LocalizedText | None = None
    """How it was counted, if not as the record says."""
    caveats: LocalizedText | None = None
    """What to keep in mind about it, if not what the record says."""
    source: Origin | None = None
    """Where this figure comes from, if not from the source of the record."""


def ordered(start: PartialDate | None, end: PartialDate | None) -> None:
    """Raises DateError when the end is known to come before the start."""
    if start and end and start.year and end.year:
        known = min(len(d.iso) for d in (start, end))
        if end.iso[:known] < start.iso[:known]:
            raise DateError(f"this ends on {end.iso}, before it starts on {start.iso} | change one of them")
