"""Diagnostics as text for people, and in the forms that CI reads. In: an outcome. Out: one text."""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Callable, Mapping
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

_WIDTH = 100
"""Characters of a line that an excerpt shows."""


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
    summary = told.summary

    def paint(text: str, **style: Any) -> str:
        return click.style(text, **style) if told.color else text

    blocks = []
    for d in told.outcome.diagnostics:
        if told.quiet and d.severity is not Severity.ERROR and not summary.strict:
            continue
        tone = "red" if d.severity is Severity.ERROR else "yellow"
        head = f"{_shown(told.root, d.path)}:{d.line}:{d.column}: "
        lines = [
            paint(head, bold=True)
            + paint(f"{d.severity}: ", fg=tone, bold=True)
            + _tame(d.message)
            + paint(f" [{d.code}]", dim=True)
        ]
        lines += [
            paint(line, dim=n == 0, fg=None if n == 0 else tone) for n, line in enumerate(_excerpt(told.outcome, d))
        ]
        if d.hint:
            lines.append("    " + paint("hint: ", fg="cyan") + _tame(d.hint))
        blocks.append("\n".join(lines))
    if not told.quiet:
        blocks.append(_last_line(summary))
    return "\n\n".join(blocks)


def _excerpt(outcome: Outcome, d: Diagnostic) -> list[str]:
    """The line and a caret below the column; nothing for a file that has no such line."""
    data = outcome.sources.get(d.path)
    if data is None:
        return []
    lines = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if d.line > len(lines) or not lines[d.line - 1].strip():
        return []
    line = lines[d.line - 1].replace("\t", " ")
    start = max(0, d.column - 1 - _WIDTH // 2) if len(line) > _WIDTH else 0
    cut = line[start : start + _WIDTH]
    before = cut[: d.column - 1 - start]
    gap = "".join(
        "  " if unicodedata.east_asian_width(c) in "WF" else "" if unicodedata.combining(c) else " " for c in before
    )
    number = f"{d.line:>5} | "
    left, right = "…" if start else "", "…" if start + _WIDTH < len(line) else ""
    return [
        number + left + _tame(cut) + right,
        " " * (len(number) - 2) + "| " + (" " if left else "") + gap + "^",
    ]


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
    return _tame(os.path.relpath(inside)) if inside.exists() else _tame(path)


def _from_repository(root: Path, path: str) -> str:
    """A path as the repository's host knows it."""
    base = os.environ.get("GITHUB_WORKSPACE") or Path.cwd()
    return Path(os.path.relpath(root / path, base)).as_posix()


def _tame(text: str) -> str:
    """Without characters that could steer a terminal or turn its text around: content is not to be trusted."""
    return "".join(
        "\ufffd" if unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp") and c != "\u00ad" else c for c in text
    )


_FORMS: Mapping[str, Callable[[Told], str]] = MappingProxyType(
    {"text": _text, "json": _json, "github": _github, "sarif": _sarif}
)
