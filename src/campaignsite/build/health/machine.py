"""The program, what it needs, and the clock. In: nothing but this machine. Out: checks."""

from __future__ import annotations

import datetime as dt
import re
import sys
import zoneinfo
from collections.abc import Iterator
from importlib import metadata

from campaignsite import __version__
from campaignsite.build.health.check import Asked, Check, note, ok, problem

_NEEDED = re.compile(r"(?P<name>[\w.-]+)(?:\[[^\]]*\])?\s*(?P<bounds>[^;]*)(?:;\s*(?P<marker>.*))?")
_BOUND = re.compile(r"(>=|<=|==|!=|<|>)\s*([\w.]+)")
_MADE = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
"""This program is younger: a clock that says less is wrong."""
_DAY = 86_400


def machine() -> Iterator[Check]:
    """The versions of the program and of what it needs, and the time zone database."""
    python = sys.version.split()[0]
    yield ok("machine", "versions", f"campaignsite {__version__}, Python {python}, {sys.platform}")
    yield from _dependencies()
    yield _zones()


def _dependencies() -> Iterator[Check]:
    try:
        needed = metadata.requires("campaignsite") or []
    except metadata.PackageNotFoundError:
        hint = "install it with “pip install campaignsite”, to know which versions it needs"
        yield note("machine", "dependencies", "campaignsite is run from its sources, without being installed", hint)
        return
    wrong = False
    shown = []
    for line in needed:
        found = _NEEDED.fullmatch(line)
        if found is None:
            continue
        name, bounds, extra = found["name"], found["bounds"].strip(" ()"), "extra" in (found["marker"] or "")
        try:
            version = metadata.version(name)
        except metadata.PackageNotFoundError:
            if not extra:
                wrong = True
                yield problem("machine", "dependencies", f"{name} is not installed", _install(name, bounds))
            continue
        shown.append(f"{name} {version}")
        if not fits(version, bounds):
            wrong = True
            message = f"{name} {version} is installed, and campaignsite needs {bounds}"
            yield problem("machine", "dependencies", message, _install(name, bounds))
    if not wrong:
        yield ok("machine", "dependencies", ", ".join(shown))


def _install(name: str, bounds: str) -> str:
    return f'install it with “pip install "{name}{bounds}"”'


def fits(version: str, bounds: str) -> bool:
    """Whether a version lies within bounds such as ``>=2.9.0,<3``. Only the numbers of a release count (PEP 440)."""
    there = _numbers(version)
    for sign, limit in _BOUND.findall(bounds):
        other = _numbers(limit)
        wide = max(len(there), len(other))
        one, two = (numbers + (0,) * (wide - len(numbers)) for numbers in (there, other))
        if not {">=": one >= two, "<=": one <= two, "==": one == two, "!=": one != two, "<": one < two, ">": one > two}[
            sign
        ]:
            return False
    return True


def _numbers(version: str) -> tuple[int, ...]:
    found = re.match(r"\d+(?:\.\d+)*", version)
    return tuple(map(int, found[0].split("."))) if found else ()


def _zones() -> Check:
    try:
        zoneinfo.ZoneInfo("America/Toronto")
    except (zoneinfo.ZoneInfoNotFoundError, OSError, ValueError):
        hint = "install it with “pip install tzdata”, or, on Debian and Ubuntu, “apt-get install tzdata”"
        return problem("machine", "time-zones", "there is no database of time zones here", hint)
    return ok("machine", "time-zones", "the database of time zones is there")


def clock(asked: Asked, newest: int) -> Check:
    """Whether the clock can be right; ``newest`` is when the site's newest file was written, in seconds since 1970."""
    now, shown = asked.now, f"{asked.now.astimezone(dt.UTC):%Y-%m-%d %H:%M} UTC"
    hint = "set the clock of this machine, or give the moment with --now or SOURCE_DATE_EPOCH"
    if now < _MADE:
        return problem("machine", "clock", f"the clock says {shown}, and this program is younger than that", hint)
    if newest > now.timestamp() + _DAY:
        written = dt.datetime.fromtimestamp(newest, dt.UTC)
        message = f"the clock says {shown}, and something here was written on {written:%Y-%m-%d}"
        return problem("machine", "clock", message, hint)
    return ok("machine", "clock", f"the clock says {shown}")
