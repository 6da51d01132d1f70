"""All that a report is made of, and what several forms say alike."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from campaignsite.build import Outcome
from campaignsite.model.diagnostics import Diagnostic, Severity


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build came to, in numbers."""

    errors: int
    warnings: int
    pages: int
    files: int
    seconds: float
    published: bool
    output: str
    """The folder, as seen from where the command was given; empty for a check."""
    strict: bool

    @property
    def stopped(self) -> bool:
        """Whether what was noticed is reason enough to publish nothing."""
        return self.errors > 0 or (self.strict and self.warnings > 0 and not self.published)

    @property
    def counts(self) -> str:
        """“1 error and 2 warnings”; empty when there are none."""
        both = ((self.errors, "error"), (self.warnings, "warning"))
        return " and ".join(f"{n} {word}{'' if n == 1 else 's'}" for n, word in both if n)


@dataclass(frozen=True, slots=True)
class Told:
    """All that a report is made of."""

    outcome: Outcome
    summary: Summary
    root: Path
    quiet: bool
    color: bool

    @property
    def worst_first(self) -> tuple[Diagnostic, ...]:
        """The errors, then the warnings, each by file and place: whoever shows only some shows the worst."""
        return tuple(sorted(self.outcome.diagnostics, key=lambda d: d.severity is not Severity.ERROR))


def last_line(s: Summary) -> str:
    """What a build came to, in a sentence."""
    noticed, time = f", {s.counts}" if s.counts else "", f"in {s.seconds:.1f} s"
    if s.published:
        place = os.path.join(s.output, "")  # noqa: PTH118 - a path to read, not to open
        # A browser that opens a file of it finds no style sheet: links begin at the root of a host.
        show = f"The site is in {place}; “campaignsite serve” shows it"
        return f"Built {s.pages} pages ({s.files} files) {time}{noticed}. {show}"
    if s.stopped and s.output:
        return (
            f"Stopped after {s.seconds:.1f} s{noticed}: nothing was published; what was published before is untouched."
        )
    if s.stopped:
        return f"Checked {time}{noticed}."
    return f"Checked {s.pages} pages {time}{noticed}{'' if s.counts else ': all good'}."


def from_repository(root: Path, path: str) -> str:
    """A path as the repository's host knows it."""
    base = os.environ.get("GITHUB_WORKSPACE") or os.environ.get("CI_PROJECT_DIR") or Path.cwd()
    return Path(os.path.relpath(root / path, base)).as_posix()


def fingerprinted(diagnostics: Iterable[Diagnostic]) -> Iterator[tuple[Diagnostic, str]]:
    """Each with a digest that stays the same while lines above it come and go, and that no other one has."""
    seen: Counter[tuple[str, str, str]] = Counter()
    for d in diagnostics:
        what = (d.code, d.path, d.message)
        seen[what] += 1
        yield d, hashlib.sha256("\0".join([*what, str(seen[what])]).encode()).hexdigest()
