"""For people at a terminal: each mistake with its line, a caret below the column, and what to do."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from campaignsite.build import Outcome
from campaignsite.cli.forms.told import Told, last_line
from campaignsite.cli.paint import paint
from campaignsite.model.diagnostics import Diagnostic, Severity
from campaignsite.model.words.places import excerpt, tame


def text(told: Told) -> str:
    """The report for people."""
    shown = [
        d for d in told.outcome.diagnostics if not told.quiet or d.severity is Severity.ERROR or told.summary.strict
    ]
    said = blocks(told.outcome, shown, told.root, color=told.color)
    return "\n\n".join(said if told.quiet else [*said, last_line(told.summary)])


def blocks(outcome: Outcome, shown: Iterable[Diagnostic], root: Path, *, color: bool) -> list[str]:
    """Some of the diagnostics of an outcome, each with its place, excerpt and hint."""
    return [_block(outcome, d, root, color=color) for d in shown]


def _block(outcome: Outcome, d: Diagnostic, root: Path, *, color: bool) -> str:
    tone = "red" if d.severity is Severity.ERROR else "yellow"
    lines = [
        paint(f"{_shown(root, d.path)}:{d.line}:{d.column}: ", color, bold=True)
        + paint(f"{d.severity}: ", color, fg=tone, bold=True)
        + tame(d.message)
        + paint(f" [{d.code}]", color, dim=True)
    ]
    cited = excerpt(outcome.sources, d)
    lines += [paint(line, color, dim=n == 0, fg=None if n == 0 else tone) for n, line in enumerate(cited)]
    if d.hint:
        lines.append("    " + paint("hint: ", color, fg="cyan") + tame(d.hint))
    return "\n".join(lines)


def _shown(root: Path, path: str) -> str:
    """A path as seen from where the command was given, so that a click on it opens the file."""
    inside = root / path
    return tame(os.path.relpath(inside)) if inside.exists() else tame(path)
