"""For people at a terminal: each mistake with its line, a caret below the column, and what to do."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

from campaignsite.build import Outcome
from campaignsite.cli.forms.told import Told, last_line
from campaignsite.cli.paint import paint
from campaignsite.cli.say import tame
from campaignsite.model.diagnostics import Diagnostic, Severity

_WIDTH = 100
"""Characters of a line that an excerpt shows."""


def text(told: Told) -> str:
    """The report for people."""
    shown = [
        d for d in told.outcome.diagnostics if not told.quiet or d.severity is Severity.ERROR or told.summary.strict
    ]
    blocks = [_block(told, d) for d in shown]
    return "\n\n".join(blocks if told.quiet else [*blocks, last_line(told.summary)])


def _block(told: Told, d: Diagnostic) -> str:
    tone = "red" if d.severity is Severity.ERROR else "yellow"
    lines = [
        paint(f"{_shown(told.root, d.path)}:{d.line}:{d.column}: ", told.color, bold=True)
        + paint(f"{d.severity}: ", told.color, fg=tone, bold=True)
        + tame(d.message)
        + paint(f" [{d.code}]", told.color, dim=True)
    ]
    cited = excerpt(told.outcome, d)
    lines += [paint(line, told.color, dim=n == 0, fg=None if n == 0 else tone) for n, line in enumerate(cited)]
    if d.hint:
        lines.append("    " + paint("hint: ", told.color, fg="cyan") + tame(d.hint))
    return "\n".join(lines)


def excerpt(outcome: Outcome, d: Diagnostic) -> list[str]:
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
        number + left + tame(cut) + right,
        " " * (len(number) - 2) + "| " + (" " if left else "") + gap + "^",
    ]


def _shown(root: Path, path: str) -> str:
    """A path as seen from where the command was given, so that a click on it opens the file."""
    inside = root / path
    return tame(os.path.relpath(inside)) if inside.exists() else tame(path)
