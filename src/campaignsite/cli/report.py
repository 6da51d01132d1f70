"""Diagnostics as text for people, and in the forms that CI reads. In: an outcome. Out: one text."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

import click

from campaignsite import __version__
from campaignsite.build import Outcome
from campaignsite.model.codes import CODES
from campaignsite.model.diagnostics import Diagnostic, Severity
from campaignsite.model.words.places import excerpt, tame


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


@dataclass(frozen=True, slots=True)
class Told:
    """All that a report is made of."""

    outcome: Outcome
    summary: Summary
    root: Path
    quiet: bool
    color: bool


def report(form: str, told: Told) -> str:
    """The whole report in one of the forms ``text``, ``json``, ``github``, ``sarif``."""
    return _FORMS[form](told)


def _text(told: Told) -> str:
    shown = told.outcome.diagnostics
    if told.quiet and not told.summary.strict:
        shown = tuple(d for d in shown if d.severity is Severity.ERROR)
    said = blocks(told.outcome, shown, told.root, color=told.color)
    return "\n\n".join(said if told.quiet else [*said, _last_line(told.summary)])


def blocks(outcome: Outcome, shown: Iterable[Diagnostic], root: Path, *, color: bool) -> list[str]:
    """Some of the diagnostics of an outcome, each with its place, excerpt and hint."""

    def paint(text: str, **style: Any) -> str:
        return click.style(text, **style) if color else text

    made = []
    for d in shown:
        tone = "red" if d.severity is Severity.ERROR else "yellow"
        head = f"{_shown(root, d.path)}:{d.line}:{d.column}: "
        lines = [
            paint(head, bold=True)
            + paint(f"{d.severity}: ", fg=tone, bold=True)
            + tame(d.message)
            + paint(f" [{d.code}]", dim=True)
        ]
        cut = excerpt(outcome.sources, d)
        lines += [paint(line, dim=n == 0, fg=None if n == 0 else tone) for n, line in enumerate(cut)]
        if d.hint:
            lines.append("    " + paint("hint: ", fg="cyan") + tame(d.hint))
        made.append("\n".join(lines))
    return made


def _last_line(s: Summary) -> str:
    counts = [f"{n} {word}{'' if n == 1 else 's'}" for n, word in ((s.errors, "error"), (s.warnings, "warning")) if n]
    noticed = f", {' and '.join(counts)}" if counts else ""
    time = f"in {s.seconds:.1f} s"
    if s.published:
        return (
            f"Built {s.pages} pages ({s.files} files) {time}{noticed}. Look at {os.path.join(s.output, 'index.html')}"  # noqa: PTH118
        )
    if s.errors or (s.strict and s.warnings):
        before = "; what was published before is untouched" if s.output else ""
        return (
            f"Stopped after {s.seconds:.1f} s{noticed}: nothing was published{before}."
            if s.output
            else f"Checked {time}{noticed}."
        )
    return (
        f"Checked {s.pages} pages {time}{noticed}: all good."
        if not counts
        else f"Checked {s.pages} pages {time}{noticed}."
    )


def _json(told: Told) -> str:
    rows = [{**asdict(d), "severity": str(d.severity)} for d in told.outcome.diagnostics]
    return json.dumps({"diagnostics": rows, "summary": asdict(told.summary)}, ensure_ascii=False, indent=2)


def _github(told: Told) -> str:
    """Workflow commands of GitHub Actions; worst first, because it shows only the first ten of each kind."""
    lines = []
    for d in sorted(told.outcome.diagnostics, key=lambda d: d.severity is not Severity.ERROR):
        text = d.message + (f"\n{d.hint}" if d.hint else "")
        where = {"file": _from_repository(told.root, d.path), "line": d.line, "col": d.column, "title": d.code}
        fields = ",".join(f"{k}={_github_escape(str(v), ',:')}" for k, v in where.items())
        lines.append(f"::{d.severity} {fields}::{_github_escape(text)}")
    return "\n".join(lines if told.quiet else [*lines, _last_line(told.summary)])


def _github_escape(text: str, also: str = "") -> str:
    for character in "%\r\n" + also:
        text = text.replace(character, f"%{ord(character):02X}")
    return text


def _sarif(told: Told) -> str:
    """SARIF 2.1.0 (OASIS), as code scanning reads it."""
    rules = sorted(CODES)
    results = [
        {
            "ruleId": d.code,
            "ruleIndex": rules.index(d.code),
            "level": str(d.severity),
            "message": {"text": d.message + (f" ({d.hint})" if d.hint else "")},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": quote(_from_repository(told.root, d.path))},
                        "region": {"startLine": d.line, "startColumn": d.column},
                    }
                }
            ],
        }
        for d in told.outcome.diagnostics
    ]
    driver = {
        "name": "campaignsite",
        "version": __version__,
        "rules": [{"id": code, "defaultConfiguration": {"level": str(CODES[code])}} for code in rules],
    }
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    document = {
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def _shown(root: Path, path: str) -> str:
    """A path as seen from where the command was given, so that a click on it opens the file."""
    inside = root / path
    return tame(os.path.relpath(inside)) if inside.exists() else tame(path)


def _from_repository(root: Path, path: str) -> str:
    """A path as the repository's host knows it."""
    base = os.environ.get("GITHUB_WORKSPACE") or Path.cwd()
    return Path(os.path.relpath(root / path, base)).as_posix()


_FORMS: Mapping[str, Callable[[Told], str]] = MappingProxyType(
    {"text": _text, "json": _json, "github": _github, "sarif": _sarif}
)
