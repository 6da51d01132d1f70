"""What ``campaignsite list`` prints: a table for people, JSON for a scheduled job."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence

import click

from campaignsite.build.listing import Listed, Listing, listing
from campaignsite.build.order import Order
from campaignsite.cli.run import cache_key, moment_of, root_of
from campaignsite.cli.say import say

_COLUMNS = ("state", "changes at", "type", "path", "why")


def listed(*, site: str | None, now: str | None, states: Sequence[str], form: str) -> int:
    """Print it; returns the exit code. Raises click.UsageError."""
    found = listing(Order(root_of(site), moment_of(now), cache=True, secret=cache_key()))
    for problem in found.diagnostics:
        click.echo(f"{problem.path}:{problem.line}:{problem.column}: {problem.message} [{problem.code}]", err=True)
    if found.diagnostics:
        return 2
    items = [item for item in found.items if not states or item.state in states]
    say(_json(found, items) if form == "json" else _table(found, items))
    return 0


def _json(found: Listing, items: Sequence[Listed]) -> str:
    rows = [
        {
            "path": item.path,
            "type": item.type,
            "lang": item.lang,
            "title": item.title,
            "state": item.state,
            "why": item.why,
            "changes_at": _iso(item.changes_at),
            "errors": item.errors,
        }
        for item in items
    ]
    return json.dumps({"now": _iso(found.now), "next": _iso(found.next), "items": rows}, ensure_ascii=False, indent=2)


def _table(found: Listing, items: Sequence[Listed]) -> str:
    rows = [_COLUMNS, *((i.state, _minute(i.changes_at), i.type, i.path, _reason(i)) for i in items)]
    widths = [max(len(row[n]) for row in rows) for n in range(len(_COLUMNS))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    many = f"{len(items)} document{'' if len(items) == 1 else 's'}"
    after = f"the next change is at {_minute(found.next)}" if found.next else "nothing changes by itself"
    return "\n".join([*lines, "", f"{many}; {after}."])


def _reason(item: Listed) -> str:
    mistakes = f"{item.errors} error{'' if item.errors == 1 else 's'}" if item.errors else ""
    return "; ".join(filter(None, (item.why, mistakes)))


def _minute(moment: dt.datetime | None) -> str:
    return moment.strftime("%Y-%m-%d %H:%M") if moment else ""


def _iso(moment: dt.datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
