"""Dates as campaigns write them: text in, date, order, next day and point in time out."""

from __future__ import annotations

import contextlib
import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from campaignsite.model.front.dates import DateError, Moment, PartialDate

TORONTO = ZoneInfo("America/Toronto")
KNOWN_YEARS = st.dates(dt.date(1000, 1, 1), dt.date(9998, 12, 31))
ALMOST_DATES = st.from_regex(
    r"\A\s?(-{0,2}\d{2,4}|--\d{2})(-\d{2}){0,3}([T ]\d{2}:\d{2}(:\d{2})?)?(Z|[+-]\d{2}:?\d{2})?\s?\Z"
)


def at(text: str, *, ends: bool = False, zone: ZoneInfo = TORONTO) -> str:
    return Moment.parse(text).instant(zone, ends=ends).astimezone(dt.UTC).strftime("%Y-%m-%d %H:%MZ")


# --- dates of which parts may be unknown ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("2026-07-30", (2026, 7, 30)),
        ("2026-07", (2026, 7, None)),
        ("2026", (2026, None, None)),
        ("--07-30", (None, 7, 30)),
        ("--02-29", (None, 2, 29)),
        ("2024-02-29", (2024, 2, 29)),
        ("  2026-07-30\n", (2026, 7, 30)),
        ("0001", (1, None, None)),
        ("9999-12-31", (9999, 12, 31)),
    ],
)
def test_each_form_says_what_is_known(text: str, parts: tuple[int | None, int | None, int | None]) -> None:
    date = PartialDate.parse(text)
    assert (date.year, date.month, date.day) == parts
    assert date.iso == text.strip()


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "-", "--", "July 30", "30/07/2026", "07-30", "--07", "-07-30", "---07-30", "2026-7-30", "26-07-30"),
        *("2026-07-30 09:00", "2026-07-30T09:00", "20260730", "2026-W30", "2026-211", "12026-07-30", "+2026", "null"),
        *("2026-07-30-", "2026--30", "ON", "2026‐07‐30"),
    ],
)
def test_what_has_no_known_form_is_no_date(text: str) -> None:
    with pytest.raises(DateError, match=r"is not a date \| write 2026-07-30"):
        PartialDate.parse(text)


@pytest.mark.parametrize(
    "text", ["2026-02-29", "--02-30", "2026-13", "2026-04-31", "0000", "0000-01-01", "--13-01", "--12-32"]
)
def test_what_is_not_in_the_calendar_is_no_date(text: str) -> None:
    with pytest.raises(DateError, match=f"there is no {text} in the calendar"):
        PartialDate.parse(text)


@pytest.mark.parametrize("text", ["2026-00", "2026-00-10", "2026-07-00", "--00-01", "--01-00"])
def test_there_is_no_month_and_no_day_nought(text: str) -> None:
    with pytest.raises(DateError, match=f"there is no {text} in the calendar"):
        PartialDate.parse(text)


@pytest.mark.parametrize("text", ["٢٠٢٦-٠٧-٣٠", "２０２６", "--०७-३०"])
def test_digits_of_other_scripts_are_no_iso_date(text: str) -> None:
    with pytest.raises(DateError):
        PartialDate.parse(text)


@settings(deadline=None)
@given(KNOWN_YEARS)
def test_what_is_written_is_read_back(day: dt.date) -> None:
    for date in (
        PartialDate(day.year, day.month, day.day),
        PartialDate(day.year, day.month),
        PartialDate(day.year),
        PartialDate(None, day.month, day.day),
    ):
        assert PartialDate.parse(date.iso) == date


@settings(deadline=None)
@given(st.text() | ALMOST_DATES)
@example("0000-00-00")
@example("--02-29")
@example("9999-12-31T23:59+23:59")
@example("2026-07-30T24:00")
@example("2026-07-30 09:60")
def test_no_text_is_more_than_no_date(text: str) -> None:
    for read in (PartialDate.parse, Moment.parse):
        with contextlib.suppress(DateError):
            read(text)


def test_an_unknown_part_comes_before_every_known_one() -> None:
    written = ["2026-07-30", "2026", "--07-30", "2026-07", "2025-12-31", "2026-01-01", "--01-01"]
    dates = sorted(map(PartialDate.parse, written), key=lambda d: d.order)
    assert [d.iso for d in dates] == [
        *("--01-01", "--07-30", "2025-12-31", "2026", "2026-01-01", "2026-07", "2026-07-30")
    ]


@settings(deadline=None)
@given(KNOWN_YEARS, KNOWN_YEARS)
def test_whole_dates_are_ordered_as_in_the_calendar(one: dt.date, other: dt.date) -> None:
    first, second = (PartialDate.parse(day.isoformat()) for day in (one, other))
    assert (first.order < second.order) == (one < other)
    assert first.full == one


@pytest.mark.parametrize("text", ["2026-07", "2026", "--07-30"])
def test_only_a_date_that_is_known_entirely_is_a_day(text: str) -> None:
    assert PartialDate.parse(text).full is None


# --- a day of each year --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "today", "expected"),
    [
        ("--07-30", "2026-07-29", "2026-07-30"),
        ("--07-30", "2026-07-30", "2026-07-30"),
        ("--07-30", "2026-07-31", "2027-07-30"),
        ("--01-01", "2026-12-31", "2027-01-01"),
        ("--02-29", "2024-02-29", "2024-02-29"),
        ("--02-29", "2024-03-01", "2028-02-29"),
        ("--02-29", "2026-01-01", "2028-02-29"),
        ("--02-29", "1896-03-01", "1904-02-29"),  # 1900 was no leap year
        ("--02-29", "2096-03-01", "2104-02-29"),
    ],
)
def test_the_next_day_of_a_yearly_observance(text: str, today: str, expected: str) -> None:
    assert PartialDate.parse(text).next_from(dt.date.fromisoformat(today)) == dt.date.fromisoformat(expected)


@pytest.mark.parametrize("text", ["2026-07-30", "2026-07", "2026"])
def test_a_date_with_a_year_does_not_come_again(text: str) -> None:
    assert PartialDate.parse(text).next_from(dt.date(2026, 1, 1)) is None


@settings(deadline=None)
@given(KNOWN_YEARS.filter(lambda d: (d.month, d.day) != (2, 29)), st.dates(dt.date(1000, 1, 1), dt.date(9990, 1, 1)))
def test_the_next_day_is_never_past_and_never_more_than_a_year_away(day: dt.date, today: dt.date) -> None:
    found = PartialDate(None, day.month, day.day).next_from(today)
    assert found is not None
    assert (found.month, found.day) == (day.month, day.day)
    assert 0 <= (found - today).days < 366


def test_the_end_of_the_calendar_is_no_fault() -> None:
    assert PartialDate.parse("--01-01").next_from(dt.date(9999, 12, 31)) is None


# --- moments -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2026-07-30", "2026-07-30"),
        ("2026-07-30 09:00", "2026-07-30T09:00"),
        ("2026-07-30T09:00", "2026-07-30T09:00"),
        (" 2026-07-30T09:00:59 ", "2026-07-30T09:00"),
    ],
)
def test_moments_are_read_and_written(text: str, iso: str) -> None:
    assert Moment.parse(text).iso == iso


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "2026",
            "2026-07",
            "--07-30",
            "09:00",
            "2026-07-30 9:00",
            "2026-07-30  09:00",
            "2026-07-30T09",
        ),
        *("2026-07-30 09:00 EST", "2026-07-30+01:00", "2026-07-30 09:00 -04:00", "2026-07-30T09:00+4"),
    ],
)
def test_what_has_no_known_form_is_no_moment(text: str) -> None:
    with pytest.raises(DateError, match=r"is not a date or time \| write"):
        Moment.parse(text)


@pytest.mark.parametrize(
    "text", ["2026-02-29", "2026-07-30 24:00", "2026-07-30 23:60", "2026-13-01 00:00", "2026-07-30 23:59:60"]
)
def test_what_no_clock_and_no_calendar_shows_is_no_moment(text: str) -> None:
    with pytest.raises(DateError, match="in the calendar"):
        Moment.parse(text)


@pytest.mark.parametrize("text", ["0999-12-31", "0001-01-01 00:00", "9999-01-01", "9999-12-31T23:59Z"])
def test_moments_that_a_time_zone_could_push_off_the_calendar_are_refused(text: str) -> None:
    with pytest.raises(DateError, match="out of reach"):
        Moment.parse(text)


@pytest.mark.parametrize("zone", ["+24:00", "-24:00", "+99:99", "-2400"])
def test_no_place_is_a_day_away_from_utc(zone: str) -> None:
    with pytest.raises(DateError, match="is not an offset"):
        Moment.parse(f"2026-07-30T09:00{zone}")


@pytest.mark.parametrize("zone", ["+05:60", "-04:99", "+0075"])
def test_an_offset_has_less_than_sixty_minutes(zone: str) -> None:
    with pytest.raises(DateError):
        Moment.parse(f"2026-07-30T09:00{zone}")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-07-30", "2026-07-30 04:00Z"),
        ("2026-01-30", "2026-01-30 05:00Z"),
        ("2026-07-30 09:00", "2026-07-30 13:00Z"),
        ("2026-07-30T09:00Z", "2026-07-30 09:00Z"),
        ("2026-07-30T09:00+00:00", "2026-07-30 09:00Z"),
        ("2026-07-30T09:00-04:00", "2026-07-30 13:00Z"),
        ("2026-07-30T09:00+0530", "2026-07-30 03:30Z"),
        ("2026-07-30T00:15-03:30", "2026-07-30 03:45Z"),
        ("2026-01-01T00:00+14:00", "2025-12-31 10:00Z"),
    ],
)
def test_a_moment_is_local_unless_it_has_an_offset(text: str, expected: str) -> None:
    assert at(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-07-30", "2026-07-31 04:00Z"),
        ("2026-12-31", "2027-01-01 05:00Z"),
        ("2026-03-08", "2026-03-09 04:00Z"),  # a day of 23 hours
        ("2026-11-01", "2026-11-02 05:00Z"),  # a day of 25 hours
        ("2026-07-30 09:00", "2026-07-30 13:00Z"),  # a time has no end of its own
    ],
)
def test_a_day_ends_at_the_midnight_after_it(text: str, expected: str) -> None:
    assert at(text, ends=True) == expected


def test_a_time_that_happens_twice_is_the_second() -> None:
    assert at("2026-11-01 00:59") == "2026-11-01 04:59Z"
    assert at("2026-11-01 01:30") == "2026-11-01 06:30Z"  # 01:30 was at 05:30Z first
    assert at("2026-11-01 02:00") == "2026-11-01 07:00Z"
    assert at("2026-11-01T01:30-04:00") == "2026-11-01 05:30Z"


@pytest.mark.parametrize(
    ("text", "expected"), [("2026-03-08 02:00", "2026-03-08 07:00Z"), ("2026-03-08 02:30", "2026-03-08 07:30Z")]
)
def test_a_time_that_never_happens_is_not_too_early(text: str, expected: str) -> None:
    """RFC 5545, section 3.3.5: it is read with the offset before the gap."""
    assert at(text) == expected


@settings(deadline=None)
@given(st.integers(0, 24 * 60 - 1))
@example(2 * 60)
@example(3 * 60 - 1)
def test_no_moment_comes_before_the_clocks_show_it(minute: int) -> None:
    """On the day of the gap: at the instant itself the wall clock is at the written time, or past it."""
    written = f"2026-03-08 {minute // 60:02d}:{minute % 60:02d}"
    wall = Moment.parse(written).instant(TORONTO).astimezone(dt.UTC).astimezone(TORONTO)
    assert wall.strftime("%Y-%m-%d %H:%M") >= written
