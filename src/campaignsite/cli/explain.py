"""Why a page was rendered again in the last build, or was not."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import click

from campaignsite.build.explained import Reason, explained, files
from campaignsite.build.order import Order
from campaignsite.cli.run import cache_key, root_of
from campaignsite.cli.say import say
from campaignsite.model.words.hints import nearest


def explain(path: str, site: str | None, output: str | None) -> int:
    """Say it; returns the exit code. Raises click.UsageError."""
    root = root_of(site)
    target = Path(output) if output else root / "output"
    order = Order(root, dt.datetime.now(dt.UTC), target, cache=True, secret=cache_key())
    asked = _inside(path, root, target)
    found = explained(order, asked)
    if found is None:
        raise click.UsageError("no build has left anything to explain: run “campaignsite build” first")
    if not found:
        hint = nearest(asked, files(order), 0.5) or "give a file below content/, a file below output/, or a URL"
        raise click.UsageError(f"the last build made no page from, or at, {path}; {hint}")
    for reason in found:
        say(_said(reason, target))
    return 0


def _inside(path: str, root: Path, output: Path) -> str:
    """The path as the build knows it, however it was written."""
    for folder in (output, root):
        try:
            return (Path.cwd() / path).resolve().relative_to(folder.resolve()).as_posix()
        except ValueError:
            continue
    return path.partition("://")[2].partition("/")[2] if "://" in path else path


def _said(reason: Reason, output: Path) -> str:
    lines = [os.path.relpath(output / reason.file)]
    lines.append(f"  made from: {', '.join(dict.fromkeys([reason.origin, *reason.texts]))}")
    if reason.rendered:
        lines.append(f"  rendered by the last build that changed anything, because {reason.why}")
    else:
        lines.append("  kept by the last build: nothing that it shows has changed")
        lines.append(f"  last rendered because {reason.why}")
    return "\n".join(lines)
