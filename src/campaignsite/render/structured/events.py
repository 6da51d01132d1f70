"""Events: a series, the day of each year on which it is observed, and each time that it takes place."""

from __future__ import annotations

from campaignsite.model.front.dates import PartialDate
from campaignsite.model.page.events import EditionView, PersonView
from campaignsite.model.page.pages import Page
from campaignsite.model.page.subjects import EventView
from campaignsite.render.structured.things import EVENT, Thing, day, one_or_all, organization, some


def series(page: Page, event: EventView) -> Thing:
    """An ``EventSeries`` with its editions."""
    return some(
        {
            "@type": "EventSeries",
            "@id": page.canonical + EVENT,
            "url": page.canonical,
            "name": event.name,
            "description": page.description,
            "sameAs": event.url,
            "eventSchedule": _yearly(event.recurs) if event.recurs else None,
            "subEvent": one_or_all([_edition(page, event, edition) for edition in event.editions]),
        }
    )


def _yearly(recurs: PartialDate) -> Thing:
    """A day of every year (ISO 8601, durations)."""
    return some({"@type": "Schedule", "repeatFrequency": "P1Y", "byMonth": recurs.month, "byMonthDay": recurs.day})


def _edition(page: Page, event: EventView, edition: EditionView) -> Thing:
    """One time. The address is text as the page has it: its parts are not known."""
    venue = some({"@type": "Place", "name": edition.venue, "address": edition.address, "hasMap": edition.map})
    status = "EventCancelled" if edition.cancelled else "EventScheduled"
    url = f"{page.canonical}#{edition.id}"
    return some(
        {
            "@type": "Event",
            "@id": url,
            "url": url,
            "name": f"{event.name}, {edition.name}" if edition.name else event.name,
            "startDate": day(edition.start),
            "endDate": day(edition.end),
            "eventStatus": f"https://schema.org/{status}",
            "location": venue if len(venue) > 1 else None,
            "organizer": one_or_all([organization(page, host) for host in edition.hosts]),
            "performer": one_or_all([_speaker(page, person) for person in edition.speakers]),
            "superEvent": {"@id": page.canonical + EVENT},
        }
    )


def _speaker(page: Page, person: PersonView) -> Thing:
    agency = organization(page, person.agency) if person.agency else None
    return some({"@type": "Person", "name": person.name, "jobTitle": person.title, "affiliation": agency})
