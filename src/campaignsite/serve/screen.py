"""What browsers are shown: the last good site, and what is wrong with the newest. In: builds. Out: state, problems."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypedDict

from campaignsite.model.diagnostics import Diagnostic, Severity
from campaignsite.model.words.places import excerpt, tame
from campaignsite.serve.paths import file_at
from campaignsite.serve.preview import Built, Glimpse
from campaignsite.serve.rules import Rules, rules

MOST = 50
"""Problems that are shown; the terminal has all."""


class Problem(TypedDict):
    """One thing to mend, ready to show."""

    severity: str
    code: str
    message: str
    place: str
    """File, line and column."""
    excerpt: str
    """The line with a caret below; empty where there is none."""
    hint: str


class Screen:
    """Takes what came of each build, and tells when browsers have to load pages or problems again."""

    def __init__(self, output: Path, tell: Callable[[str, Callable[[str], bool]], None]) -> None:
        """``tell`` sends pages a message: those for whose path the function is true."""
        self.output, self._tell = output, tell
        self.answered = asyncio.Event()
        """Set once there was a build, good or not."""
        self.base_path, self.rules = "/", Rules()
        self.good = False
        """Whether there ever was a good build."""
        self.stale = False
        """Whether the index of the search may be older than the pages."""
        self.problems: tuple[Problem, ...] = ()
        self.more = 0
        self.fault = ""
        self.glimpse: Mapping[str, bytes] = {}
        """Pages of the build that is under way, by their files below the output folder."""
        self._session, self._site = secrets.token_hex(4), ""
        self._number = self._newest = 0

    @property
    def version(self) -> str:
        """Tells one state of the site from all others, also from those of another preview."""
        return f"{self._session}-{self._number}"

    @property
    def coming(self) -> str:
        """The state that ``glimpse`` belongs to; without one, that of the site."""
        return f"{self._session}-{self._newest}" if self.glimpse else self.version

    @property
    def state(self) -> dict[str, object]:
        """What the script in each page asks for."""
        versions = {"version": self.version, "coming": self.coming}
        return {**versions, "problems": self.problems, "more": self.more, "fault": self.fault}

    def peek(self, glimpse: Glimpse) -> None:
        """Show pages before the build is done that they belong to."""
        if self.good:
            self._newest += 1
            self.glimpse = glimpse.pages
            self._tell("*", lambda path: file_at(path, self.base_path) in self.glimpse)

    def take(self, built: Built) -> bool:
        """Show what came of a build. False when it came to the same as the last one."""
        before = (self.problems, self.more, self.fault, self.good)
        problems = _problems(built) if not built.good else ()
        self.problems, self.more = problems[:MOST], len(problems[MOST:])
        self.fault = tame(built.fault)
        new = built.good and built.outcome is not None and built.outcome.site != self._site
        if new and built.outcome:
            self._site, self.base_path, self.good = built.outcome.site, built.base_path, True
            self.rules = rules(self._text("_headers"), self._text("_redirects"))
        if built.good:
            self.stale = not built.index and (self.stale or new)
        self.answered.set()
        if self.glimpse:
            return self._take_what_was_seen(new)
        if new and not (built.index and built.outcome and not built.outcome.rendered):  # the page that searches waits
            self._newest += 1
            self._number = self._newest
            self._tell("*", _every)
        elif before != (self.problems, self.more, self.fault, self.good):
            self._tell("state", _every)
        else:
            return new
        return True

    def _take_what_was_seen(self, new: bool) -> bool:
        """The build is done of which some pages were shown already: they stay, or give way to the last good ones."""
        if new:
            self._number = self._newest
        self.glimpse = {}
        self._tell("state", _every)
        return True

    def _text(self, file: str) -> str:
        try:
            return (self.output / file).read_text("utf-8", "replace")
        except OSError:
            return ""


def _every(_: str) -> bool:
    return True


def _problems(built: Built) -> tuple[Problem, ...]:
    """Worst first, then by file and place."""
    if built.outcome is None:
        return ()
    ordered = sorted(built.outcome.diagnostics, key=lambda d: d.severity is not Severity.ERROR)
    return tuple(_problem(d, "\n".join(excerpt(built.outcome.sources, d))) for d in ordered)


def _problem(d: Diagnostic, lines: str) -> Problem:
    return Problem(
        severity=str(d.severity),
        code=d.code,
        message=tame(d.message),
        place=tame(f"{d.path}:{d.line}:{d.column}"),
        excerpt=lines,
        hint=tame(d.hint),
    )
