"""What was looked at, and what was found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Verdict(StrEnum):
    """How it is: well; worth knowing; or wrong, so that something does not work, or will not."""

    OK = "ok"
    NOTE = "note"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at."""

    subject: str
    """The heading that it stands under: machine, disk, repository, site, cache or surroundings."""
    name: str
    """What was looked at, in a word that stays the same: ``time-zones``."""
    verdict: Verdict
    message: str
    hint: str = ""
    """What to do; empty when all is well."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What to look at."""

    root: Path | None
    """The site's folder; None without one."""
    output: Path | None
    """Where the site is published; None for output/."""
    now: dt.datetime
    """What the clock says."""
    environment: Mapping[str, str]
    secret: bytes = b""
    """Seals the cache."""


def ok(subject: str, name: str, message: str) -> Check:
    """All is well."""
    return Check(subject, name, Verdict.OK, message)


def note(subject: str, name: str, message: str, hint: str = "") -> Check:
    """Nothing is wrong, and it is worth knowing."""
    return Check(subject, name, Verdict.NOTE, message, hint)


def problem(subject: str, name: str, message: str, hint: str) -> Check:
    """Something does not work, or will not."""
    return Check(subject, name, Verdict.PROBLEM, message, hint)


def size(many: int) -> str:
    """So many bytes, as people say it: ``4.2 MB``."""
    number = float(many)
    for unit in ("bytes", "kB", "MB"):
        if number < 1000:
            return f"{number:.0f} {unit}" if unit == "bytes" or number >= 10 else f"{number:.1f} {unit}"
        number /= 1000
    return f"{number:.1f} GB"
