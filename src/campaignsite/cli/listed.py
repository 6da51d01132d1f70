"""What ``campaignsite list`` prints: a table for people, JSON for a scheduled job, CSV for a spreadsheet."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

import click

from campaignsite.build.choosing import UnknownError, Wanted, chosen, in_order
from campaignsite.build.listing import Listed, Listing, listing
from campaignsite.build.order import Order
from campaignsite.cli.run import cache_key, moment_of, root_of
from campaignsite.cli.say import say
from campaignsite.cli.table import Column, as_csv, table
from campaignsite.model.words.hints import nearest

_USUAL = ("state", "changes_at", "type", "path", "why")
_REVIEWED = ("review_by", "owner", "state", "type", "path")
_CUT = ("why", "title", "agencies", "event", "owner")
"""Texts, which may be cut; nothing else is."""


def listed(
    *,
    site: str | None,
    now: str | None,
    review_before: str | None,
    due: bool,
    columns: str | None,
    sort: str,
    form: str,
    **asked: Sequence[str],
) -> int:
    """Print it; returns the exit code. ``asked`` is all else that ``Wanted`` has. Raises click.UsageError."""
    wanted = Wanted(**asked, review_before=_day(review_before))
    names = _columns(columns, form, reviewing=due or wanted.review_before is not None)
    related = form == "json" or wanted.relations or sort == "event" or bool({"agencies", "event"} & {*names})
    order = Order(root_of(site), moment_of(now), cache=True, secret=cache_key())
    found = listing(order, related=related)
    for problem in found.diagnostics:
        click.echo(f"{problem.path}:{problem.line}:{problem.column}: {problem.message} [{problem.code}]", err=True)
    if found.diagnostics:
        return 2
    if due:
        wanted = wanted.before(found.now.date())
    try:
        items = in_order(chosen(found, wanted), sort)
    except UnknownError as error:
        raise click.UsageError(str(error)) from None
    if form == "json":
        say(_json(found, items))
    elif form == "csv":
        say(as_csv(names, [[_CELLS[name](item) for name in names] for item in items]))
    else:
        say(_table(found, items, names, chosen_by_hand=columns is not None))
    return 0


def _columns(columns: str | None, form: str, *, reviewing: bool) -> tuple[str, ...]:
    if columns is None:
        return tuple(_CELLS) if form == "csv" else _REVIEWED if reviewing else _USUAL
    if form == "json":
        raise click.UsageError("--columns is for text and csv: json always says everything")
    names = tuple(name.strip().replace("-", "_").replace(" ", "_") for name in columns.split(",") if name.strip())
    unknown = [name for name in names if name not in _CELLS]
    if unknown or not names:
        hint = nearest(unknown[0], _CELLS) if unknown else ""
        raise click.UsageError(f"there is no column “{', '.join(unknown)}”; {hint or 'there are ' + ', '.join(_CELLS)}")
    return tuple(dict.fromkeys(names))


def _day(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text is not None else None
    except ValueError:
        raise click.UsageError(f"--review-before {text} is no day: write 2026-12-01") from None


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
            "date": item.date.iso if item.date else None,
            "agencies": [agency.name for agency in item.agencies],
            "event": item.event.name if item.event else None,
            "owner": item.owner or None,
            "review_by": item.review_by.iso if item.review_by else None,
        }
        for item in items
    ]
    return json.dumps({"now": _iso(found.now), "next": _iso(found.next), "items": rows}, ensure_ascii=False, indent=2)


def _table(found: Listing, items: Sequence[Listed], names: Sequence[str], *, chosen_by_hand: bool) -> str:
    columns = [Column(name, name in _CUT, chosen_by_hand or name in ("state", "path")) for name in names]
    cells = [[_CELLS[name](item) if name != "why" else _reason(item) for name in names] for item in items]
    shown, missing = table(columns, cells, shutil.get_terminal_size().columns if sys.stdout.isatty() else 0)
    many = f"{len(items)} document{'' if len(items) == 1 else 's'}"
    after = f"the next change is at {_minute(found.next)}" if found.next else "nothing changes by itself"
    room = f" There was no room for {', '.join(missing)}: --columns chooses." if missing else ""
    return "\n".join([*([shown, ""] if items else []), f"{many}; {after}.{room}"])


def _reason(item: Listed) -> str:
    mistakes = f"{item.errors} error{'' if item.errors == 1 else 's'}" if item.errors else ""
    return "; ".join(filter(None, (item.why, mistakes)))


_CELLS: Mapping[str, Callable[[Listed], str]] = MappingProxyType(
    {
        "path": lambda item: item.path,
        "type": lambda item: item.type,
        "lang": lambda item: item.lang,
        "title": lambda item: item.title,
        "state": lambda item: item.state,
        "why": lambda item: item.why,
        "changes_at": lambda item: _minute(item.changes_at),
        "errors": lambda item: str(item.errors),
        "date": lambda item: item.date.iso if item.date else "",
        "agencies": lambda item: "; ".join(agency.name for agency in item.agencies),
        "event": lambda item: item.event.name if item.event else "",
        "owner": lambda item: item.owner,
        "review_by": lambda item: item.review_by.iso if item.review_by else "",
    }
)
"""What each column says of a document, by the column's name."""


def _minute(moment: dt.datetime | None) -> str:
    return moment.strftime("%Y-%m-%d %H:%M") if moment else ""


def _iso(moment: dt.datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
