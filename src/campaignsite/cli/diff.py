"""What ``campaignsite diff`` prints: Markdown for who signs off, JSON for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from types import MappingProxyType

import click

from campaignsite.build.compared import Comparison, HistoryError, compared
from campaignsite.build.compared.differences import Address, Difference
from campaignsite.build.order import Order
from campaignsite.cli.forms.markdown import literal, unescaped
from campaignsite.cli.run import base_url_of, cache_key, moment_of, root_of
from campaignsite.cli.say import say
from campaignsite.sources import CONFIG

_TITLES: Mapping[str, str] = MappingProxyType(
    {
        "states": "States",
        "dates": "Dates",
        "figures": "Figures",
        "quotes": "Quotes",
        "agencies": "Agencies",
        "words": "Titles, contacts and other fields",
        "text": "Text",
    }
)
"""What is looked at, in this order."""
_CHANGES = ("added", "moved", "removed", "changed")


def diff(*, reference: str | None, site: str | None, base_url: str | None, now: str | None, form: str) -> int:
    """Print it; returns the exit code. Without a ``reference`` it is the last commit. Raises click.UsageError."""
    root = root_of(site)
    if not (root / CONFIG).is_file():
        raise click.UsageError(f"there is no {CONFIG} in {root}; go to your site, or give its folder with --site")
    order = Order(root, moment_of(now), None, base_url_of(base_url), cache=True, secret=cache_key())
    try:
        found = compared(order, "HEAD" if reference is None else reference)
    except HistoryError as error:
        raise click.UsageError(str(error)) from None
    if form == "json":
        say(_json(found))
    else:
        text = _markdown(found, "the last commit" if reference is None else literal(reference))
        say(unescaped(text) if sys.stdout.isatty() else text)
    return 0


def _json(found: Comparison) -> str:
    return json.dumps({**asdict(found), "now": found.now.isoformat(timespec="seconds")}, ensure_ascii=False, indent=2)


def _markdown(found: Comparison, since: str) -> str:
    blocks = [f"## What changes since {since} (`{found.commit[:10]}`)", _moment(found)]
    wrong = _wrong(found)
    blocks += wrong
    if not (found.documents or found.settings or found.pages or found.files):
        return "\n\n".join([*blocks, "Nothing else has changed." if wrong else "Nothing that anybody would see."])
    blocks += list(_pages(found.pages)) if found.pages is not None else []
    same = []
    for section, title in _TITLES.items():
        rows = [
            (d.title, d.url or d.path, one) for d in found.documents for one in d.differences if one.section == section
        ]
        blocks += [f"### {title}", _table(("where", "what", "before", "after"), map(_row, rows))] if rows else []
        same += [] if rows else [title]
    renamed = [f"- {literal(d.was)} is now {literal(d.path)}" for d in found.documents if d.was not in ("", d.path)]
    blocks += ["### Files with another name", "\n".join(renamed)] if renamed else []
    if found.settings:
        blocks += ["### Settings", _table(("what", "before", "after"), map(_cells, found.settings))]
    blocks += list(_files(found.files))
    if same:
        blocks.append(f"Unchanged: {', '.join(title[0].lower() + title[1:] for title in same)}.")
    return "\n\n".join(blocks)


def _moment(found: Comparison) -> str:
    return f"What is public is decided for both at {found.now.isoformat(sep=' ', timespec='minutes')}."


def _wrong(found: Comparison) -> list[str]:
    """What keeps pages from being compared."""
    if found.errors_after:
        errors = _count(len(found.errors_after), "error")
        return [f"**The site has {errors}**, so its pages cannot be compared: run “campaignsite check”."]
    if found.errors_before:
        errors, first = _count(len(found.errors_before), "error"), literal(found.errors_before[0])
        return [f"The site had {errors} then, so its pages cannot be compared. The first: {first}."]
    return []


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _pages(pages: Sequence[Address]) -> Iterator[str]:
    own = [page for page in pages if page.own]
    others = [page for page in pages if not page.own]
    yield "### Pages"
    if own:
        ordered = sorted(own, key=lambda page: _CHANGES.index(page.change))
        rows = [(_SAID[page.change], literal(page.url), literal(page.title)) for page in ordered]
        yield _table(("", "address", "title"), rows)
    else:
        yield "No page is added or removed, and none is made from anything that has changed."
    if others:
        listed = "\n".join(f"- {literal(page.url)}" for page in others)
        yield _folded(
            f"{_count(len(others), 'other page')} because of it: lists, and pages that show what has changed", listed
        )


_SAID: Mapping[str, str] = MappingProxyType(
    {"added": "**new**", "moved": "**leads on now**", "removed": "**gone**", "changed": "changed"}
)


def _row(found: tuple[str, str, Difference]) -> tuple[str, ...]:
    title, where, one = found
    return (f"{literal(title)} ({literal(where)})", *_cells(one))


def _cells(one: Difference) -> tuple[str, ...]:
    return (literal(one.label), _value(one.before), _value(one.after))


def _value(text: str) -> str:
    return "<br>".join(literal(line) for line in text.split("\n") if line) or "—"


def _files(files: Sequence[Address]) -> Iterator[str]:
    """Pictures and downloads one by one; nobody signs off what is made of the site for machines, so it is one line."""
    own = [file for file in files if file.own]
    if own:
        ordered = sorted(own, key=lambda file: _CHANGES.index(file.change))
        yield "### Files"
        yield _table(("", "file"), [(_SAID[file.change], literal(file.url)) for file in ordered])
    if made := len(files) - len(own):
        number = _count(made, "file")
        yield f"{number} for machines changed: feeds, data, the sitemap and others that are made of all this."


def _folded(words: str, text: str) -> str:
    return f"<details><summary>{words}</summary>\n\n{text}\n\n</details>"


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    named = [*head]
    lines = [named, ["---"] * len(named), *map(list, rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
