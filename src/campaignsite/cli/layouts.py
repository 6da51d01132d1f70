"""What ``campaignsite layouts`` prints or copies: the theme's layouts, and the parts that each is made of."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

import click

from campaignsite.build.layouts import Entry, UnknownError, catalogue, copy_out, taken
from campaignsite.cli.run import root_of
from campaignsite.cli.say import say


def layouts(*, name: str | None, pieces: Sequence[str], copy: bool, site: str | None, form: str) -> int:
    """Print or copy; returns the exit code. Raises click.UsageError, and click.ClickException when the disk fails."""
    if name is None:
        if copy:
            raise click.UsageError("say which layout to copy: campaignsite layouts item.html --copy")
        found = catalogue(_root(site))
        say(_json(found) if form == "json" else _table(found))
        return 0
    if form == "json":
        raise click.UsageError(f"--format json is for the list of layouts; leave it out, or leave {name} out")
    name = name.removeprefix("layouts/").removeprefix("stock/")
    try:
        data = taken(name, pieces)
    except UnknownError as error:
        raise click.UsageError(str(error)) from None
    if copy:
        say(_copied(root_of(site), name, pieces, data))
    else:
        say(data)
    return 0


def _root(site: str | None) -> Path | None:
    """The site, if there is one: without it, too, the theme has layouts."""
    try:
        return root_of(site)
    except click.UsageError:
        if site:
            raise
        return None


def _copied(root: Path, name: str, pieces: Sequence[str], data: bytes) -> str:
    shown = os.path.relpath(root / "layouts" / name)
    again = " ".join(["campaignsite layouts", name, *pieces])
    try:
        copy_out(root, name, data)
    except FileExistsError:
        hint = f"print it with “{again}” and take over what you need, or move your own away first"
        raise click.UsageError(f"{shown} is there already and stays as it is; {hint}") from None
    except OSError as error:
        raise click.ClickException(f"{shown} cannot be written: {error.strerror}") from None
    if pieces:
        return f"Wrote {shown} with {' and '.join(pieces)}. All else in {name} is still the theme's."
    return f"Wrote {shown}. It takes the place of the theme's."


def _json(found: Sequence[Entry]) -> str:
    rows = [
        {
            "name": entry.name,
            "about": entry.about,
            "extends": entry.extends or None,
            "blocks": entry.blocks,
            "macros": entry.macros,
            "own": entry.own or None,
        }
        for entry in found
    ]
    return json.dumps({"layouts": rows}, ensure_ascii=False, indent=2)


def _table(found: Sequence[Entry]) -> str:
    width = max(len(entry.name) for entry in found)
    lines: list[str] = []
    for entry in found:
        lines.append(f"{entry.name:{width}} {'*' if entry.own else ' '} {entry.about}")
        held = [*entry.blocks, *([f"those of {entry.extends}"] if entry.extends else [])]
        for kind, names in (("blocks", held), ("macros", entry.macros)):
            if names:
                lines.append(f"{'':{width}}   {kind}: {', '.join(names)}")
    own = sum(bool(entry.own) for entry in found)
    theirs = f"; the site has its own in place of {own} (*)" if own else ""
    return "\n".join([*lines, "", f"{len(found)} layouts{theirs}."])
