"""Calendars: what two readers of other people's make of them, and that a build says the same thing twice."""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag
from zoneinfo import ZoneInfo

import dateutil.rrule
import icalendar
import pytest
import vobject

from tests.dom import read_html
from tests.sites import CONFIG, NOW, built, pages, write_site

BOTH = f"-- campaignsite.yaml --\n{CONFIG}languages: [en, fr]\n"
AGENCIES = """-- content/agencies/lakeside.md --
---
name: Lakeside Police Service
names: {fr: Service de police de Lakeside}
kind: municipal
---
-- content/agencies/bayfield.md --
---
name: Bayfield Regional Police
kind: regional
---
-- content/agencies/north.md --
---
name: North Police
kind: municipal
---
"""
CONFERENCE = """-- content/events/spring.md --
---
name: Spring conference
names: {{fr: Conférence du printemps}}
kind: conference
summary: People learn from one another.
source: {{title: A notice, date: 2025-11-03}}
editions:
{0}
---
"""
EDITION = """  - start: 2026-03-18
    end: 2026-03-19
    venue: {name: Harbour Hall, address: "1 Harbour Street, Lakeside; ON"}
    hosts: [Lakeside Police Service]"""
DAY = """-- content/events/world-day.md --
---
name: World Day
names: {{fr: Journée mondiale}}
kind: world-day
recurs: {0}
{1}
---
"""
HELP = """exit: https://weather.example/
helplines: [{name: Line, display: 555-0100, phone: '911', police: false, verified_on: 2026-11-01}]
"""


def calendars(text: str, folder: Path, **options: Any) -> Mapping[str, bytes]:
    """Every calendar of a good site, by file."""
    outcome = built(text, folder, **options)
    assert outcome.artifacts, [(d.path, d.line, d.message) for d in outcome.diagnostics]
    return {a.file: a.data for a in outcome.artifacts if a.file.endswith(".ics")}


def parsed(data: bytes) -> Any:
    """A calendar, as the library reads it that wrote it."""
    return icalendar.Calendar.from_ical(data)


def entries(data: bytes) -> list[Any]:
    return list(parsed(data).walk("VEVENT"))


def only(text: str, folder: Path, file: str = "calendar.ics", **options: Any) -> Any:
    (entry,) = entries(calendars(text, folder, **options)[file])
    return entry


def foreign(data: bytes) -> Any:
    """A calendar, as another reader reads it. It keeps time zones by their names, whatever calendar they are from."""
    zones = vars(vobject.icalendar)["__tzidMap"]
    for name in {*zones} - {"UTC"}:
        del zones[name]
    return vobject.readOne(data.decode())


def said(entry: Any) -> dict[str, str]:
    """Every property of an entry with its parameters, as one text."""
    return {
        key: "".join(f"{name}={text};" for name, text in value.params.items()) + value.to_ical().decode()
        for key, value in entry.items()
    }


# --- which calendars there are ----------------------------------------------------------------------------------------


def test_the_home_page_events_and_agencies_have_calendars_in_each_language(tmp_path: Path) -> None:
    made = calendars(BOTH + AGENCIES + CONFERENCE.format(EDITION), tmp_path)
    beside = ["calendar.ics", "agencies/lakeside/calendar.ics", "events/spring/calendar.ics"]
    assert sorted(made) == sorted([*beside, *(f"fr/{file}" for file in beside)])


def test_an_agency_whose_items_belong_to_an_event_has_its_calendar(tmp_path: Path) -> None:
    item = """-- content/releases/a.md --
---
title: A
date: 2026-03-01
event: Spring conference
agencies: {supporting: [North Police]}
---
"""
    text = BOTH + AGENCIES + CONFERENCE.format(EDITION)
    made = calendars(text + item, tmp_path / "one")
    assert "agencies/north/calendar.ics" in made
    assert "agencies/bayfield/calendar.ics" not in made
    hidden = text.replace(CONFIG, CONFIG + HELP) + item.replace("date:", "sensitive: true\ndate:")
    assert "agencies/north/calendar.ics" not in calendars(hidden, tmp_path / "two")


@pytest.mark.parametrize(
    "edition",
    [
        "  - start: --03-19\n    days: 3",
        "  - start: 2026-07",
        "  - year: 2026",
        "  - start: 2026-07-01\n    end: 2026-07",
        "  - end: 2026-07-01",
        "  - start: 9999-12-31",
        "  - start: 0001-01-01",
    ],
)
def test_what_is_not_known_to_the_day_is_in_no_calendar(tmp_path: Path, edition: str) -> None:
    assert not calendars(BOTH + AGENCIES + CONFERENCE.format(edition), tmp_path)


def test_calendars_can_be_switched_off(tmp_path: Path) -> None:
    text = BOTH + "outputs: {calendars: false}\n" + AGENCIES + CONFERENCE.format(EDITION)
    assert not calendars(text, tmp_path)


def test_a_site_keeps_a_calendar_of_its_own(tmp_path: Path) -> None:
    text = BOTH + AGENCIES + CONFERENCE.format(EDITION) + "-- assets/root/calendar.ics --\nmine\n"
    assert calendars(text, tmp_path)["calendar.ics"] == b"mine\n"


def test_what_is_sensitive_is_in_no_calendar(tmp_path: Path) -> None:
    hidden = CONFERENCE.format(EDITION).replace("kind:", "sensitive: true\nkind:")
    text = BOTH.replace(CONFIG, CONFIG + HELP) + AGENCIES + DAY.format("--07-30", "since: 2014") + hidden
    made = calendars(text, tmp_path)
    assert "events/spring/calendar.ics" not in made
    assert "agencies/lakeside/calendar.ics" not in made
    assert not any(b"conference" in data.lower() or b"printemps" in data for data in made.values())
    assert "calendar.ics" in made


def test_what_is_withheld_is_in_no_calendar_and_a_preview_marks_it(tmp_path: Path) -> None:
    hidden = CONFERENCE.format(EDITION).replace("kind:", "draft: true\nkind:")
    text = BOTH + AGENCIES + DAY.format("--07-30", "since: 2014") + hidden
    assert not any(b"onference" in data for data in calendars(text, tmp_path / "one").values())
    shown = entries(calendars(text, tmp_path / "two", drafts=True)["fr/events/spring/calendar.ics"])
    assert shown[0]["SUMMARY"] == "Non public\u00a0: brouillon – Conférence du printemps"


# --- what stands in them ----------------------------------------------------------------------------------------------


def test_every_property_of_an_entry(tmp_path: Path) -> None:
    edition = EDITION + "\n    time: Doors open at 8:30"
    made = calendars(BOTH + AGENCIES + CONFERENCE.format(edition), tmp_path)
    (entry,) = entries(made["calendar.ics"])
    uid = str(entry["UID"])
    url = "https://example.org/events/spring/#edition-2026"
    assert said(entry) == {
        "UID": uid,
        "DTSTAMP": "20251103T000000Z",
        "SEQUENCE": "0",
        "DTSTART": "VALUE=DATE;20260318",
        "DTEND": "VALUE=DATE;20260320",
        "SUMMARY": "LANGUAGE=en;Spring conference",
        "DESCRIPTION": "LANGUAGE=en;People learn from one another.\\nDoors open at 8:30\\n"
        f"Host: Lakeside Police Service\\n{url}",
        "LOCATION": "LANGUAGE=en;Harbour Hall\\, 1 Harbour Street\\, Lakeside\\; ON",
        "CATEGORIES": "LANGUAGE=en;Conference",
        "URL": url,
        "TRANSP": "TRANSPARENT",
    }
    (french,) = entries(made["fr/agencies/lakeside/calendar.ics"])
    assert french["UID"] == uid
    assert said(french)["SUMMARY"] == "LANGUAGE=fr;Conférence du printemps"
    assert said(french)["LOCATION"].startswith("LANGUAGE=en;")
    assert "LANGUAGE" not in said(french)["DESCRIPTION"]
    assert "Organisme hôte\u00a0: Service de police de Lakeside" in french["DESCRIPTION"]
    assert french["URL"] == "https://example.org/fr/events/spring/#edition-2026"


def test_a_name_in_two_languages_is_said_to_be_in_none(tmp_path: Path) -> None:
    text = BOTH + AGENCIES + CONFERENCE.format(EDITION + "\n    name: {en: A march}")
    made = calendars(text, tmp_path)
    found = {file: said(entries(made[file])[0])["SUMMARY"] for file in ("calendar.ics", "fr/calendar.ics")}
    assert list(found.values()) == ["LANGUAGE=en;Spring conference – A march", "Conférence du printemps – A march"]
    english = calendars(text.replace("names: {fr: Conférence du printemps}\n", ""), tmp_path / "english")
    assert said(entries(english["fr/calendar.ics"])[0])["SUMMARY"] == "LANGUAGE=en;Spring conference – A march"


def test_every_property_of_a_calendar(tmp_path: Path) -> None:
    made = calendars(BOTH + AGENCIES + CONFERENCE.format(EDITION), tmp_path)
    calendar = parsed(made["fr/agencies/lakeside/calendar.ics"])
    assert said(calendar) == {
        "VERSION": "2.0",
        "PRODID": "-//campaignsite//campaignsite//EN",
        "CALSCALE": "GREGORIAN",
        "NAME": "Service de police de Lakeside – A campaign",
        "X-WR-CALNAME": "Service de police de Lakeside – A campaign",
        "URL": "https://example.org/fr/agencies/lakeside/",
        "SOURCE": "VALUE=URI;https://example.org/fr/agencies/lakeside/calendar.ics",
        "REFRESH-INTERVAL": "VALUE=DURATION;P1D",
        "X-PUBLISHED-TTL": "P1D",
    }
    names = {file: parsed(data)["NAME"] for file, data in made.items()}
    assert names["calendar.ics"] == "A campaign"
    assert names["fr/events/spring/calendar.ics"] == "Conférence du printemps"


def test_another_reader_reads_the_same(tmp_path: Path) -> None:
    timed = EDITION + "\n    start_time: '09:00'\n    end_time: '17:00'"
    text = BOTH + AGENCIES + CONFERENCE.format(timed) + DAY.format("--07-30", "since: 2014")
    for file, data in calendars(text, tmp_path).items():
        mine = entries(data)
        theirs = foreign(data).vevent_list
        assert [e.uid.value for e in theirs] == [e["UID"] for e in mine], file
        assert [e.summary.value for e in theirs] == [e["SUMMARY"] for e in mine]
        assert [e.description.value for e in theirs] == [e["DESCRIPTION"] for e in mine]
        assert [e.url.value for e in theirs] == [e["URL"] for e in mine]
        # vobject makes a time zone of the VTIMEZONE, and knows nothing of the one of that name.
        assert [e.dtstart.value for e in theirs] == [e["DTSTART"].dt for e in mine]
        assert [e.dtend.value for e in theirs] == [e["DTEND"].dt for e in mine]


def test_lines_end_as_they_must_and_no_letter_is_cut_in_two(tmp_path: Path) -> None:
    long = "é’\u2009漢😀" * 60
    text = BOTH + AGENCIES + CONFERENCE.format(EDITION).replace("People learn", f"{long} people learn")
    data = calendars(text, tmp_path)["calendar.ics"]
    lines = data.split(b"\r\n")
    assert lines.pop() == b""
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert max(map(len, lines)) <= 75
    assert all(line.decode() for line in lines)
    assert long in data.replace(b"\r\n ", b"").decode()


HOSTILE = "a</script>\\u2028b]]>\\u202e;c,d\\\\n\\t:\\\"=cmd|' /C calc'!A0\\nBEGIN:VEVENT\\nUID:x"


def test_nothing_hostile_becomes_a_property(tmp_path: Path) -> None:
    event = f"""-- content/events/x.md --
---
name: "{HOSTILE}"
names: {{fr: "{HOSTILE}"}}
summary: "{HOSTILE}"
source: {{title: "{HOSTILE}", date: 2026-01-01}}
editions:
  - start: 2026-03-18
    name: "{HOSTILE}"
    time: "{HOSTILE}"
    start_time: "09:00"
    venue: {{name: "{HOSTILE}", address: "{HOSTILE}"}}
    hosts: ["{HOSTILE}"]
    cancelled: true
    corrections: [{{date: 2026-02-01, what: "{HOSTILE}"}}]
---
-- content/agencies/x.md --
---
name: "{HOSTILE}"
kind: ngo
---
"""
    config = BOTH.replace("title: A campaign", f'title: "{HOSTILE}"')
    made = calendars(config + event, tmp_path)
    assert len(made) == 6
    line = "a</script> b]]>\u202e;c,d\\n\t:\"=cmd|' /C calc'!A0 BEGIN:VEVENT UID:x"
    for file, data in made.items():
        calendar = parsed(data)
        (entry,) = calendar.walk("VEVENT")
        assert set(entry) == {
            *("UID", "DTSTAMP", "SEQUENCE", "LAST-MODIFIED", "DTSTART", "SUMMARY", "DESCRIPTION", "LOCATION"),
            *("CATEGORIES", "URL", "TRANSP", "STATUS"),
        }
        cancelled = "Annulé\u00a0: " if file.startswith("fr/") else "Cancelled: "
        theirs = foreign(data).vevent  # icalendar 6 reads “\\\\n” as the end of a line
        assert theirs.summary.value == f"{cancelled}{line} – {line}"
        assert theirs.location.value == f"{line}, {line}"
        lines = line.replace("> b", ">\nb").replace(" BEGIN", "\nBEGIN").replace(" UID", "\nUID")
        assert theirs.description.value.count(lines) == 3
        unfolded = data.replace(b"\r\n ", b"").decode().split("\r\n")
        escaped = re.sub(r"([\\,;])", r"\\\1", line)
        for key in ("NAME", "X-WR-CALNAME"):  # not every reader knows these as texts
            (name,) = [text for text in unfolded if text.startswith(f"{key}:")]
            assert escaped in name
    assert not any(c in data.decode() for data in made.values() for c in "\u2028\x0b\x85")


@pytest.mark.parametrize("base", ["/", "/repo/"])
def test_every_address_leads_to_something_that_is_there(tmp_path: Path, base: str) -> None:
    text = BOTH + AGENCIES + CONFERENCE.format(EDITION) + DAY.format("--07-30", "editions: [{year: 2026}]")
    outcome = built(text, tmp_path, base_url=f"https://example.org{base}")
    assert outcome.artifacts
    files = {a.file: a.data for a in outcome.artifacts}
    root = f"https://example.org{base}"
    count = 0
    for file, data in files.items():
        if file.endswith(".ics"):
            calendar = parsed(data)
            assert calendar["SOURCE"] == root + file
            for component in (calendar, *calendar.walk("VEVENT")):
                url, anchor = urldefrag(component["URL"])
                assert url.startswith(root)
                page = read_html(files[url.removeprefix(root) + "index.html"].decode())
                assert not anchor or any(e.attrs.get("id") == anchor for e in page.all("div"))
                count += 1
        elif file.endswith("index.html"):
            for link in read_html(data.decode()).all("a", type="text/calendar"):
                assert str(link.attrs["href"]).removeprefix(base) in files
                count += 1
    assert count > 20


# --- times ------------------------------------------------------------------------------------------------------------


def moments(text: str, folder: Path) -> tuple[dt.date, dt.date | None]:
    entry = only(BOTH + AGENCIES + CONFERENCE.format(text), folder)
    return entry["DTSTART"].dt, entry["DTEND"].dt if "DTEND" in entry else None


def at(*numbers: int, zone: str = "America/Toronto") -> dt.datetime:
    return dt.datetime(*numbers, tzinfo=ZoneInfo(zone))  # type: ignore[arg-type,misc]


@pytest.mark.parametrize(
    ("edition", "start", "end"),
    [
        ("start: 2026-03-18", dt.date(2026, 3, 18), dt.date(2026, 3, 19)),
        ("start: 2026-12-31", dt.date(2026, 12, 31), dt.date(2027, 1, 1)),
        ("start: 2026-03-18\n    days: 3", dt.date(2026, 3, 18), dt.date(2026, 3, 21)),
        ("start: 2026-03-18\n    end: 2026-03-19\n    days: 3", dt.date(2026, 3, 18), dt.date(2026, 3, 20)),
        ("start: 2026-03-18\n    start_time: 09:00", at(2026, 3, 18, 9), None),
        ("start: 2026-03-18\n    start_time: 09:00\n    end_time: 17:30", at(2026, 3, 18, 9), at(2026, 3, 18, 17, 30)),
        # When it ends on the last day is not known, so it takes these days.
        ("start: 2026-03-18\n    end: 2026-03-19\n    start_time: 09:00", dt.date(2026, 3, 18), dt.date(2026, 3, 20)),
        (
            "start: 2026-03-18\n    start_time: 09:00\n    end_time: 17:30\n    timezone: America/Vancouver",
            at(2026, 3, 18, 9, zone="America/Vancouver"),
            at(2026, 3, 18, 17, 30, zone="America/Vancouver"),
        ),
        # The clock of Toronto goes from 2 to 3 on 8 March 2026, and shows 1 to 2 twice on 1 November.
        ("start: 2026-03-08\n    start_time: 02:30", at(2026, 3, 8, 3, 30), None),
        ("start: 2026-03-08\n    start_time: 02:30\n    end_time: 03:15", at(2026, 3, 8, 3, 30), None),
        ("start: 2026-11-01\n    start_time: 01:30", at(2026, 11, 1, 1, 30), None),
        (
            "start: 2026-03-07\n    end: 2026-03-08\n    start_time: 22:00\n    end_time: 04:00",
            at(2026, 3, 7, 22),
            at(2026, 3, 8, 4),
        ),
    ],
)
def test_days_and_times(tmp_path: Path, edition: str, start: dt.date, end: dt.date | None) -> None:
    found = moments(f"  - {edition}", tmp_path)
    assert found == (start, end)
    assert [type(moment) for moment in found] == [type(moment) for moment in (start, end)]


def test_a_night_in_which_the_clock_is_changed_is_an_hour_shorter(tmp_path: Path) -> None:
    night = "  - start: 2026-03-07\n    end: 2026-03-08\n    start_time: 22:00\n    end_time: 03:30"
    data = calendars(BOTH + AGENCIES + CONFERENCE.format(night), tmp_path)["calendar.ics"]
    assert b"DTSTART;TZID=America/Toronto:20260307T220000\r\n" in data
    event = foreign(data).vevent
    assert (event.dtend.value - event.dtstart.value).total_seconds() == 5.5 * 3600  # by one clock, without zones
    theirs = [moment.value.astimezone(dt.UTC) for moment in (event.dtstart, event.dtend)]
    assert theirs[1] - theirs[0] == dt.timedelta(hours=4.5)


@pytest.mark.parametrize("zone", ["America/Toronto", "America/Regina", "Australia/Lord_Howe", "Africa/Casablanca"])
def test_a_time_zone_says_of_its_days_what_the_clocks_do(tmp_path: Path, zone: str) -> None:
    edition = "  - start: 2026-{0}\n    start_time: 09:00\n    end_time: 17:00\n    timezone: {1}\n"
    text = BOTH + AGENCIES + CONFERENCE.format(edition.format("01-20", zone) + edition.format("12-20", zone))
    data = calendars(text, tmp_path)["calendar.ics"]
    calendar = parsed(data)
    (made,) = calendar.walk("VTIMEZONE")
    assert made["TZID"] == zone
    onsets = sorted(
        ((part["DTSTART"].dt - part["TZOFFSETFROM"].td).replace(tzinfo=dt.UTC), part["TZOFFSETTO"].td)
        for part in made.subcomponents
    )
    for hour in range(24 * 334):
        moment = dt.datetime(2026, 1, 20, tzinfo=dt.UTC) + dt.timedelta(hours=hour)
        offset = [to for onset, to in onsets if onset <= moment][-1]
        assert offset == moment.astimezone(ZoneInfo(zone)).utcoffset(), moment


@pytest.mark.parametrize("zone", ["UTC", "Etc/UTC", "Zulu"])
def test_utc_needs_no_time_zone(tmp_path: Path, zone: str) -> None:
    edition = f"  - start: 2026-03-18\n    start_time: 09:00\n    timezone: {zone}"
    data = calendars(BOTH + AGENCIES + CONFERENCE.format(edition), tmp_path)["calendar.ics"]
    assert b"DTSTART:20260318T090000Z\r\n" in data
    assert b"VTIMEZONE" not in data


def test_pages_show_the_times(tmp_path: Path) -> None:
    timed = "\n    start_time: '09:00'\n    end_time: '17:30'\n    time: Doors open at 8:30"
    one = "  - start: 2027-03-18\n    start_time: 12:05"
    made = pages(BOTH + AGENCIES + CONFERENCE.format(f"{EDITION}{timed}\n{one}"), tmp_path)
    texts = {lang: read_html(made[f"{lang}events/spring/index.html"]).text for lang in ("", "fr/")}
    said = {lang: " ".join(text.replace("\u202f", " ").split()) for lang, text in texts.items()}
    assert "9:00 AM on the first day to 5:30 PM on the last day Doors open at 8:30" in said[""]
    assert "From 12:05 PM" in said[""]
    assert "De 9 h le premier jour à 17 h 30 le dernier jour" in said["fr/"]
    assert "À partir de 12 h 05" in said["fr/"]
    assert '<time datetime="09:00">' in made["events/spring/index.html"]


# --- days of every year -----------------------------------------------------------------------------------------------


def days_of(text: str, folder: Path, until: int = 2035) -> list[dt.date]:
    """Every day on which a calendar shows something, as RFC 5545 says: instances give way to what describes them."""
    shown: list[dt.date] = []
    replaced: dict[str, set[dt.date]] = {}
    found = entries(calendars(text, folder)["calendar.ics"])
    for entry in found:
        if "RECURRENCE-ID" in entry:
            replaced.setdefault(entry["UID"], set()).add(entry["RECURRENCE-ID"].dt)
    for entry in found:
        start = entry["DTSTART"].dt
        if "RRULE" not in entry:
            shown.append(start)
            continue
        first = dt.datetime.combine(start, dt.time(), dt.UTC)
        rule = dateutil.rrule.rrulestr(entry["RRULE"].to_ical().decode(), dtstart=first)
        every = [day.date() for day in rule.between(at(1900, 1, 1, zone="UTC"), at(until, 1, 1, zone="UTC"))]
        assert replaced.get(entry["UID"], set()) <= set(every)
        shown += [day for day in every if day not in replaced.get(entry["UID"], set())]
    return sorted(shown)


def test_a_day_of_every_year(tmp_path: Path) -> None:
    text = BOTH + DAY.format("--07-30", "since: 2014")
    assert days_of(text, tmp_path / "one") == [dt.date(year, 7, 30) for year in range(2014, 2035)]
    (entry,) = entries(calendars(text, tmp_path / "two")["fr/calendar.ics"])
    assert {key: text for key, text in said(entry).items() if key in ("DTSTART", "DTEND", "RRULE", "URL")} == {
        "DTSTART": "VALUE=DATE;20140730",
        "DTEND": "VALUE=DATE;20140731",
        "RRULE": "FREQ=YEARLY;BYMONTHDAY=30;BYMONTH=7",
        "URL": "https://example.org/fr/events/world-day/",
    }


def test_pages_say_since_when(tmp_path: Path) -> None:
    made = pages(BOTH + DAY.format("--07-30", "since: 2014"), tmp_path)
    said = {file: " ".join(read_html(html).text.split()) for file, html in made.items()}
    assert "July 30 each year since 2014" in said["events/world-day/index.html"]
    assert "depuis 2014" in said["fr/events/world-day/index.html"]


def test_it_begins_with_the_first_year_that_is_known(tmp_path: Path) -> None:
    text = BOTH + DAY.format("--07-30", "editions: [{year: 2019}, {year: 2017}]")
    assert days_of(text, tmp_path / "one")[0] == dt.date(2017, 7, 30)
    item = "-- content/releases/{0}.md --\n---\ntitle: A\ndate: {0}-07-30\nevent: World Day\n{1}---\n"
    plain = BOTH.replace(CONFIG, CONFIG + HELP) + DAY.format("--07-30", "")
    told = plain + item.format(2021, "") + item.format(2018, "") + item.format(2015, "sensitive: true\n")
    assert days_of(told, tmp_path / "two")[0] == dt.date(2018, 7, 30)
    both = text + item.format(2016, "") + item.format(2010, "draft: true\n")
    assert days_of(both, tmp_path / "three")[0] == dt.date(2016, 7, 30)
    assert days_of(told.replace("recurs:", "since: 2020\nrecurs:"), tmp_path / "four")[0] == dt.date(2020, 7, 30)


@pytest.mark.parametrize(("day", "first"), [("--07-30", dt.date(1970, 7, 30)), ("--02-29", dt.date(1972, 2, 29))])
def test_a_new_year_changes_no_calendar_of_a_day_of_which_no_year_is_known(
    day: str, first: dt.date, tmp_path: Path
) -> None:
    text = BOTH + DAY.format(day, "")
    made = calendars(text, tmp_path / "now")
    (entry,) = entries(made["calendar.ics"])
    assert entry["DTSTART"].dt == first
    assert calendars(text, tmp_path / "later", now=NOW.replace(year=NOW.year + 1)) == made


def test_items_in_another_language_tell_the_first_year_as_well(tmp_path: Path) -> None:
    item = "-- content/releases/a.fr.md --\n---\ntitle: A\ndate: 2019-07-30\nevent: World Day\n---\n"
    config = BOTH + "translations: {release: off}\n"
    made = calendars(config + DAY.format("--07-30", "") + item, tmp_path)
    days = [entries(made[file])[0]["DTSTART"].dt for file in ("calendar.ics", "fr/calendar.ics")]
    assert days == [dt.date(2019, 7, 30)] * 2


def test_the_29th_of_february_comes_in_leap_years(tmp_path: Path) -> None:
    text = BOTH + DAY.format("--02-29", "since: 2017\neditions: [{start: 2021-02-28}, {year: 2024}, {year: 2022}]")
    assert days_of(text, tmp_path) == [dt.date(2020, 2, 29), dt.date(2021, 2, 28)] + [
        dt.date(year, 2, 29) for year in (2024, 2028, 2032)
    ]


def test_an_edition_of_the_day_is_its_instance_of_that_year(tmp_path: Path) -> None:
    editions = """editions:
  - year: 2026
    start: 2026-07-29
    start_time: 10:00
    name: {en: A march, fr: Une marche}
  - start: 2026-07-30
    cancelled: true
  - year: 2027
    venue: {name: Harbour Hall}
  - start: 2028-07
  - start: 2029-07-28
    end: 2029-07-31
"""
    text = BOTH + DAY.format("--07-30", f"since: 2025\n{editions}")
    found = entries(calendars(text, tmp_path / "one")["calendar.ics"])
    uid = found[0]["UID"]
    assert [(e["DTSTART"].dt, e["UID"] == uid, said(e).get("RECURRENCE-ID")) for e in found] == [
        (dt.date(2025, 7, 30), True, None),
        (at(2026, 7, 29, 10), False, None),
        (dt.date(2026, 7, 30), True, "VALUE=DATE;20260730"),
        (dt.date(2027, 7, 30), True, "VALUE=DATE;20270730"),
        (dt.date(2029, 7, 28), True, "VALUE=DATE;20290730"),
    ]
    assert [e["SUMMARY"] for e in found][:3] == ["World Day", "World Day – A march", "Cancelled: World Day"]
    assert found[3]["LOCATION"] == "Harbour Hall"
    assert len({(e["UID"], said(e).get("RECURRENCE-ID")) for e in found}) == len(found)


# --- changes ----------------------------------------------------------------------------------------------------------


def test_an_entry_stays_the_same_one_when_it_changes(tmp_path: Path) -> None:
    plain = BOTH + AGENCIES + CONFERENCE.format(EDITION + "\n  - start: 2026-10-01\n  - start: 2027-03-01")
    before = [e["UID"] for e in entries(calendars(plain, tmp_path / "0")["calendar.ics"])]
    assert len(set(before)) == 3
    changes = [
        ("name: Spring conference", "name: Another name"),
        ("start: 2026-03-18", "start: 2026-03-17"),
        ("start: 2026-10-01", "start: 2026-11-01"),
        # It is still the edition of that year.
        ("start: 2027-03-01", "year: 2027\n    start: 2028-01-01"),
        ("Harbour Hall", "Another hall"),
        ("editions:\n", "editions:\n  - start: 2025-03-01\n"),
        ("languages: [en, fr]", "languages: [en]"),
    ]
    for n, change in enumerate(changes, 1):
        assert change[0] in plain
        after = [e["UID"] for e in entries(calendars(plain.replace(*change), tmp_path / str(n))["calendar.ics"])]
        assert after[-3:] == before, change
    elsewhere = calendars(plain, tmp_path / "base", base_url="https://example.org/repo/")["calendar.ics"]
    assert not {e["UID"] for e in entries(elsewhere)} & set(before)


def test_corrections_make_an_entry_newer(tmp_path: Path) -> None:
    first = "{date: 2026-02-03, what: It was the wrong hall.}"
    steps = [
        "",
        f"\n    corrections: [{first}, {{date: 2026-02, what: A day.}}]",
        f"\n    cancelled: true\n    corrections: [{first}, {{date: 2026-02, what: A day.}}]",
        f"\n    corrections: [{first}, {{date: 2026-02, what: A day.}}, {{date: --02-05, what: It takes place.}}]",
    ]
    found = [
        only(BOTH + AGENCIES + CONFERENCE.format(EDITION + step), tmp_path / str(n)) for n, step in enumerate(steps)
    ]
    assert [int(e["SEQUENCE"]) for e in found] == sorted({int(e["SEQUENCE"]) for e in found})
    assert [said(e)["DTSTAMP"][:8] for e in found] == ["20251103", "20260203", "20260203", "20260203"]
    assert [said(e).get("LAST-MODIFIED", "")[:8] for e in found] == ["", "20260203", "20260203", "20260203"]
    assert [said(e).get("STATUS") for e in found] == [None, None, "CANCELLED", None]
    assert len({e["UID"] for e in found}) == 1


def test_pages_show_the_corrections_of_an_edition(tmp_path: Path) -> None:
    edition = EDITION + "\n    corrections: [{date: 2026-02-03, what: It was the wrong hall.}]"
    made = pages(BOTH + AGENCIES + CONFERENCE.format(edition), tmp_path)
    event = read_html(made["fr/events/spring/index.html"])
    assert "3 février 2026 It was the wrong hall." in " ".join(event.text.split())
    listed = read_html(made["fr/corrections/index.html"])
    (link,) = [a for a in listed.all("a") if "#edition" in a.attrs.get("href", "")]
    assert (link.text, link.attrs["href"]) == ("Conférence du printemps – 2026", "/fr/events/spring/#edition-2026")
    (what,) = [p for p in listed.all("p") if p.text == "It was the wrong hall."]
    assert what.attrs["lang"] == "en"


def test_a_calendar_is_the_same_at_another_time_and_place(tmp_path: Path) -> None:
    timed = EDITION + "\n    start_time: '09:00'\n    end_time: '17:00'"
    text = BOTH + AGENCIES + CONFERENCE.format(timed) + DAY.format("--07-30", "since: 2014")
    before = calendars(text, tmp_path / "one")
    assert calendars(text, tmp_path / "two") == before
    assert calendars(text, tmp_path / "three", now=dt.datetime(2031, 5, 1, tzinfo=dt.UTC)) == before
    root = write_site(text, tmp_path / "four")
    subprocess.run(
        [sys.executable, "-m", "campaignsite", "build", "--now", "2026-11-21", "--jobs", "2", "-q"],
        cwd=root,
        env={**os.environ, "TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "7"},
        check=True,
    )
    assert {file: (root / "output" / file).read_bytes() for file in before} == before


def test_the_library_is_only_imported_for_a_calendar(tmp_path: Path) -> None:
    script = """
import sys, datetime as dt
from pathlib import Path
from campaignsite.build import Order, build
build(Order(Path(sys.argv[1]), dt.datetime(2026, 11, 21, tzinfo=dt.UTC), None, jobs=1))
print("icalendar" in sys.modules)
"""
    for name, text in {"without": BOTH + AGENCIES, "with": BOTH + AGENCIES + CONFERENCE.format(EDITION)}.items():
        root = write_site(text, tmp_path / name)
        done = subprocess.run([sys.executable, "-c", script, root], capture_output=True, check=True, text=True)
        assert done.stdout.strip() == str(name == "with"), done.stderr
