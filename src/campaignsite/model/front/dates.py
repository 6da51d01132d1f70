"""Dates as campaigns write them: often without a year, sometimes with a time.

In: the text of a front-matter field. Out: frozen values, or ``DateError`` with a sentence for the editor.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

_PARTIAL = re.compile(r"(?P<y>\d{4})(?:-(?P<m>\d{2})(?:-(?P<d>\d{2}))?)?|--(?P<ym>\d{2})-(?P<yd>\d{2})", re.ASCII)
_MOMENT = re.compile(
    r"(?P<date>\d{4}-\d{2}-\d{2})(?:[T ](?P<time>\d{2}:\d{2}(?::\d{2})?)(?P<zone>Z|[+-]\d{2}:?\d{2})?)?",
    re.ASCII,
)
_YEARS = range(1000, 9999)  # what a calendar, a time zone and a sum of both can hold
_WRITE_DATE = "write 2026-07-30, or 2026-07, or 2026, or --07-30 when the year is not known"
_OTHER = re.compile(
    r"(?:(?P<a>\d{1,2})(?P<s>[/. -])(?P<b>\d{1,2})(?P=s)(?P<y>\d{4})"
    r"|(?P<y2>\d{4})(?P<s2>[/. -])(?P<m>\d{1,2})(?P=s2)(?P<d>\d{1,2}))"
    r"(?:[T ]+(?P<time>\d{2}:\d{2}))?",
    re.ASCII,
)
"""Numbers of a day, a month and a year in other orders and with other signs."""
_LEAP_YEAR = 2000  # stands in for an unknown year, so that --02-29 is a date


class DateError(ValueError):
    """A text that is no date; the message is a sentence for the editor."""


def meant(text: str) -> str:
    """A date that is written in another form, in that of ISO 8601; ``""`` where day and month may be exchanged."""
    found = _OTHER.fullmatch(text.strip())
    if not found:
        return ""
    year, month, day = int(found["y"] or found["y2"]), int(found["m"] or found["b"]), int(found["d"] or found["a"])
    if found["y"] and month > 12:
        month, day = day, month
    elif found["y"] and day <= 12 and day != month:
        return ""  # 3/4/2026 is in March for some, and in April for others
    try:
        date = dt.date(year, month, day).isoformat()
    except ValueError:
        return ""
    return f"{date} {found['time']}" if found["time"] else date


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date of which the year, or the day, or month and day, may be unknown.

    Written ``2026-07-30``, ``2026-07``, ``2026`` or, without a year, ``--07-30`` (ISO 8601:2000 truncated form,
    kept by RFC 6350 section 4.3.1 and by the HTML yearless date string).
    """

    year: int | None
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read one of the four forms. Raises DateError with a sentence that says what is wrong."""
        found = _PARTIAL.fullmatch(text.strip())
        if not found:
            own = meant(text).partition(" ")[0]
            raise DateError(f"“{text}” is not a date | {f'write {own}' if own else _WRITE_DATE}")
        year = int(found["y"]) if found["y"] else None
        month, day = found["m"] or found["ym"], found["d"] or found["yd"]
        value = cls(year, int(month) if month else None, int(day) if day else None)
        try:
            known = [1 if part is None else part for part in (value.month, value.day)]
            dt.date(_LEAP_YEAR if year is None else year, *known)
        except ValueError:
            raise DateError(f"there is no {text.strip()} in the calendar | look at the month and the day") from None
        return value

    @property
    def iso(self) -> str:
        """The form it was written in; also a valid value of HTML's ``datetime`` attribute."""
        if self.year is None:
            return f"--{self.month:02d}-{self.day:02d}"
        if self.month is None:
            return f"{self.year:04d}"
        return f"{self.year:04d}-{self.month:02d}" + (f"-{self.day:02d}" if self.day is not None else "")

    @property
    def order(self) -> tuple[int, int, int]:
        """For sorting; an unknown part comes before every known one."""
        return (self.year or 0, self.month or 0, self.day or 0)

    @property
    def first(self) -> tuple[int, int, int]:
        """The first day that it may mean, as year, month, day."""
        return (self.year or 0, self.month or 1, self.day or 1)

    @property
    def last(self) -> tuple[int, int, int]:
        """The last day that it may mean; 31 stands for the last day of any month."""
        return (self.year or 0, self.month or 12, self.day or 31)

    @property
    def full(self) -> dt.date | None:
        """The calendar day, when it is known entirely."""
        if self.year is None or self.month is None or self.day is None:
            return None
        return dt.date(self.year, self.month, self.day)

    def next_from(self, today: dt.date) -> dt.date | None:
        """The first such day on or after ``today`` for a date without a year; None for any other date."""
        if self.year is not None or self.month is None or self.day is None:
            return None
        for year in range(today.year, today.year + 9):
            try:
                day = dt.date(year, self.month, self.day)
            except ValueError:
                continue  # 29 February
            if day >= today:
                return day
        return None


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, or a minute of a day, at which something begins or ends. Local to the site unless it has an offset."""

    date: dt.date
    time: dt.time | None = None
    offset_minutes: int | None = None

    @classmethod
    def parse(cls, text: str) -> Moment:
        """Read ``2026-07-30``, ``2026-07-30 09:00`` or ``2026-07-30T09:00-04:00``. Raises DateError with a sentence."""
        found = _MOMENT.fullmatch(text.strip())
        if not found:
            own = meant(text) or "2026-07-30 or 2026-07-30 09:00"
            raise DateError(f"“{text}” is not a date or time | write {own}")
        try:
            date = dt.date.fromisoformat(found["date"])
            time = dt.time.fromisoformat(found["time"]) if found["time"] else None
        except ValueError:
            raise DateError(f"there is no {text.strip()} in the calendar | look at the month and the day") from None
        if date.year not in _YEARS:
            raise DateError(f"the year {date.year} is out of reach | write one from {_YEARS[0]} to {_YEARS[-1]}")
        zone = found["zone"]
        offset = None
        if zone:
            digits = zone.replace(":", "")
            offset = 0 if zone == "Z" else int(digits[0] + "1") * (int(digits[1:3]) * 60 + int(digits[3:5]))
            if abs(offset) >= 24 * 60 or int(digits[-2:] if zone != "Z" else 0) >= 60:
                raise DateError(f"“{zone}” is not an offset from UTC | write one such as -04:00")
        return cls(date, time, offset)

    def instant(self, zone: ZoneInfo, *, ends: bool = False) -> dt.datetime:
        """The point in time, in UTC, at which something begins, or with ``ends`` stops being public.

        A day without a time begins at midnight and ends at the midnight after it. Where the clock shows a time twice,
        or never, the reading counts that shows less: beginning at the later, ending at the earlier of the two.
        """
        date = self.date + dt.timedelta(days=1) if self.time is None and ends else self.date
        local = dt.datetime.combine(date, self.time or dt.time())
        if self.offset_minutes is not None:
            return local.replace(tzinfo=dt.timezone(dt.timedelta(minutes=self.offset_minutes))).astimezone(dt.UTC)
        readings = [local.replace(tzinfo=zone, fold=fold).astimezone(dt.UTC) for fold in (0, 1)]
        return min(readings) if ends else max(readings)

    @property
    def iso(self) -> str:
        """ISO 8601, without an offset for a local time; a valid value of HTML's ``datetime`` attribute."""
        if self.time is None:
            return self.date.isoformat()
        return f"{self.date.isoformat()}T{self.time.isoformat(timespec='minutes')}"
