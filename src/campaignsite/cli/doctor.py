"""What ``campaignsite doctor`` prints: one page about the machine and the site."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import textwrap
from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path
from types import MappingProxyType

import click

from campaignsite.build.health import Asked, Check, health
from campaignsite.build.health.check import Verdict
from campaignsite.cli.paint import coloured, paint
from campaignsite.cli.run import cache_key, root_of
from campaignsite.cli.say import say
from campaignsite.model.words.places import tame

_TONES: Mapping[Verdict, str] = MappingProxyType({Verdict.OK: "green", Verdict.NOTE: "yellow", Verdict.PROBLEM: "red"})
_WIDEST = 100
_INDENT = " " * 11


def doctor(*, site: str | None, output: str | None, form: str) -> int:
    """Print it; returns the exit code: 1 when something is wrong. Raises click.UsageError."""
    root = _root(site)
    target = Path(output) if output else None
    checks = health(Asked(root, target, dt.datetime.now(dt.UTC), os.environ, cache_key()))
    say(_json(checks) if form == "json" else _text(checks, root, coloured()))
    return 1 if _count(checks, Verdict.PROBLEM) else 0


def _root(site: str | None) -> Path | None:
    """The site, if there is one: without it, too, the machine can be looked at."""
    try:
        return root_of(site)
    except click.UsageError:
        if site:
            raise
        return None


def _text(checks: Sequence[Check], root: Path | None, color: bool) -> str:
    width = max(40, min(_WIDEST, shutil.get_terminal_size((_WIDEST, 24)).columns))
    blocks = []
    for subject, members in groupby(checks, lambda check: check.subject):
        lines = [paint(subject.capitalize(), color, bold=True)]
        for check in members:
            said = _wrapped(check.message, width)
            lines.append(f"  {paint(f'{check.verdict:7}', color, fg=_TONES[check.verdict])}  {said.lstrip()}")
            if check.hint:
                lines.append(paint(_wrapped(f"→ {check.hint}", width), color, dim=True))
        blocks.append("\n".join(lines))
    return "\n\n".join([*blocks, _last_line(checks, root)])


def _wrapped(text: str, width: int) -> str:
    return textwrap.fill(
        tame(text),
        width,
        initial_indent=_INDENT,
        subsequent_indent=_INDENT,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _last_line(checks: Sequence[Check], root: Path | None) -> str:
    counts = [
        f"{many} {word}{'' if many == 1 else 's'}"
        for many, word in ((_count(checks, Verdict.PROBLEM), "problem"), (_count(checks, Verdict.NOTE), "note"))
        if many
    ]
    where = "" if root else " There is no site here, so only the machine was looked at."
    return f"{len(checks)} things were looked at: {' and '.join(counts) or 'all is well'}.{where}"


def _json(checks: Sequence[Check]) -> str:
    rows = [
        {
            "subject": check.subject,
            "name": check.name,
            "verdict": str(check.verdict),
            "message": check.message,
            "hint": check.hint,
        }
        for check in checks
    ]
    summary = {f"{verdict}s" if verdict is not Verdict.OK else "ok": _count(checks, verdict) for verdict in Verdict}
    return json.dumps({"checks": rows, "summary": summary}, ensure_ascii=False, indent=2)


def _count(checks: Sequence[Check], verdict: Verdict) -> int:
    return sum(check.verdict is verdict for check in checks)
