"""What the environment says to a build, in CI above all. In: the environment. Out: checks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from campaignsite.build.health.check import Asked, Check, note, ok, problem

_SERVICES = (("GITHUB_ACTIONS", "GitHub Actions"), ("GITLAB_CI", "GitLab"))


def surroundings(asked: Asked) -> Iterator[Check]:
    """Which variables count, and what follows from them."""
    there = asked.environment
    yield from _epoch(there.get("SOURCE_DATE_EPOCH", ""))
    service = next((name for variable, name in _SERVICES if there.get(variable) == "true"), "")
    if service == "GitHub Actions":
        yield ok("surroundings", "ci", "GitHub Actions: mistakes are shown at their lines (--format github)")
    elif service or there.get("CI"):
        hint = "give --format json or sarif to what shows mistakes there"
        yield note("surroundings", "ci", f"{service or 'CI'}: reports are texts for people", hint)
    else:
        yield ok("surroundings", "ci", "no CI: reports are texts for people")
    if asked.secret:
        yield ok("surroundings", "cache-key", "CAMPAIGNSITE_CACHE_KEY is set: nobody else can write to the cache")
    elif service or there.get("CI"):
        hint = "set CAMPAIGNSITE_CACHE_KEY to a secret, if a cache is kept between jobs"
        yield note(
            "surroundings", "cache-key", "CAMPAIGNSITE_CACHE_KEY is not set: a cache could come from anybody", hint
        )


def _epoch(text: str) -> Iterator[Check]:
    if not text:
        return
    try:
        moment = dt.datetime.fromtimestamp(int(text), dt.UTC)
    except (ValueError, OverflowError, OSError):
        message = f"SOURCE_DATE_EPOCH is no number of seconds: {text}"
        yield problem("surroundings", "moment", message, "write the seconds since 1970, or take the variable away")
        return
    message = f"SOURCE_DATE_EPOCH is set: sites are built for {moment:%Y-%m-%d %H:%M} UTC, whatever the clock says"
    yield note("surroundings", "moment", message, "take the variable away, if that is not meant")
