"""What a code means, or why a page was rendered again in the last build: whichever of the two is asked for."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

import click

from campaignsite.build.addresses import base_path
from campaignsite.build.codebook import codebook
from campaignsite.build.explained import Reason, explained, files
from campaignsite.build.listing import listing
from campaignsite.build.order import Order
from campaignsite.cli.codes import all_as_json, all_as_text, one_as_json, one_as_text
from campaignsite.cli.paint import coloured
from campaignsite.cli.run import cache_key, root_of
from campaignsite.cli.say import say
from campaignsite.model.codes import CODES
from campaignsite.model.words.hints import closest, nearest

_ALIKE = 0.7
"""How near a word has to be to a code to be taken for it."""


def explain(what: str | None, *, site: str | None, output: str | None, form: str) -> int:
    """Say it; returns the exit code. Raises click.UsageError."""
    book = codebook()
    if what is None:
        say(all_as_json(book.values()) if form == "json" else all_as_text(book.values(), coloured()))
        return 0
    code = what.strip().strip("[]").lower().replace("_", "-")
    if code in book:
        say(one_as_json(book[code]) if form == "json" else one_as_text(book[code], coloured()))
        return 0
    try:
        say(_page(what, site, output, form))
    except click.UsageError:
        if re.fullmatch(r"[a-z]+(-[a-z]+)*", code) and (meant := closest(code, CODES, _ALIKE)):
            message = f"“{what}” is no diagnostic and no page; did you mean “{meant}”?"
            raise click.UsageError(message) from None
        raise
    return 0


def _page(path: str, site: str | None, output: str | None, form: str) -> str:
    root = root_of(site)
    target = Path(output) if output else root / "output"
    order = Order(root, dt.datetime.now(dt.UTC), target, cache=True, secret=cache_key())
    asked = _inside(path, root, target)
    found = explained(order, asked)
    if found is None:
        raise click.UsageError("no build has left anything to explain: run “campaignsite build” first")
    if not found:
        withheld = next((i for i in listing(order).items if i.path == asked and i.state != "public"), None)
        if withheld:
            raise click.UsageError(
                f"{asked} is on no page, because it is not public: {withheld.state} ({withheld.why})"
            )
        hint = nearest(asked, files(order), 0.5) or "give a file below content/, a file below output/, or a URL"
        raise click.UsageError(f"the last build made no page from, or at, {path}; {hint}")
    return _json(found) if form == "json" else "\n".join(_said(reason, target) for reason in found)


def _inside(path: str, root: Path, output: Path) -> str:
    """The path as the build knows it, however it was written."""
    if "://" in path:
        return urlsplit(path).path.removeprefix(base_path(root).rstrip("/"))
    for folder in (output, root):
        try:
            return (Path.cwd() / path).resolve().relative_to(folder.resolve()).as_posix()
        except ValueError:
            continue
    return path


def _said(reason: Reason, output: Path) -> str:
    lines = [os.path.relpath(output / reason.file)]
    lines.append(f"  made from: {', '.join(_origins(reason))}")
    if reason.rendered:
        lines.append(f"  rendered by the last build that changed anything, because {reason.why}")
    else:
        lines.append("  kept by the last build: nothing that it shows has changed")
        lines.append(f"  last rendered because {reason.why}")
    return "\n".join(lines)


def _origins(reason: Reason) -> Sequence[str]:
    return list(dict.fromkeys([reason.origin, *reason.texts]))


def _json(found: Sequence[Reason]) -> str:
    pages = [
        {"file": reason.file, "made_from": _origins(reason), "rendered": reason.rendered, "why": reason.why}
        for reason in found
    ]
    return json.dumps({"pages": pages}, ensure_ascii=False, indent=2)
