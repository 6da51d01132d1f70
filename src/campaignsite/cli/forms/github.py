"""Workflow commands of GitHub Actions, which shows each at its line of a pull request."""

from __future__ import annotations

from campaignsite.cli.forms.told import Told, from_repository, last_line


def github(told: Told) -> str:
    """One command for each; worst first, because the first ten of each kind are all that is shown."""
    lines = []
    for d in told.worst_first:
        text = d.message + (f"\n{d.hint}" if d.hint else "")
        where = {"file": from_repository(told.root, d.path), "line": d.line, "col": d.column, "title": d.code}
        fields = ",".join(f"{k}={_escaped(str(v), ',:')}" for k, v in where.items())
        lines.append(f"::{d.severity} {fields}::{_escaped(text)}")
    return "\n".join(lines if told.quiet else [*lines, last_line(told.summary)])


def _escaped(text: str, also: str = "") -> str:
    for character in "%\r\n" + also:
        text = text.replace(character, f"%{ord(character):02X}")
    return text
