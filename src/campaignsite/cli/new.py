"""What ``campaignsite new`` writes, and says about it."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

import click

from campaignsite.build.order import Order
from campaignsite.build.starting import New, UnknownError, Written
from campaignsite.build.starting import new as write
from campaignsite.cli.run import cache_key, moment_of, root_of
from campaignsite.cli.say import say
from campaignsite.model.front.dates import DateError, PartialDate
from campaignsite.model.front.kinds import KINDS, Agency, Event, Item

_UNWRITTEN = "its text is still to be written, below the second “---”."


def new(wanted: New, *, site: str | None, now: str | None) -> int:
    """Write it; returns the exit code. Raises click.UsageError, and click.ClickException when the disk fails."""
    root, moment = root_of(site), moment_of(now)
    _fits(wanted)
    try:
        found = write(Order(root, moment, cache=True, secret=cache_key()), wanted)
    except (UnknownError, ValueError) as error:
        raise click.UsageError(str(error)) from None
    except FileExistsError as error:  # somebody was quicker
        raise click.UsageError(f"{error.filename} is there already and stays as it is") from None
    except OSError as error:
        raise click.ClickException(f"{error.filename or root} cannot be written: {error.strerror}") from None
    for problem in found.diagnostics:
        click.echo(f"{problem.path}:{problem.line}:{problem.column}: {problem.message} [{problem.code}]", err=True)
    if found.value is None:
        return 2
    shown = os.path.relpath(root / Path(found.value.path))
    if found.value.free:
        again = shlex.quote(found.value.free)
        raise click.UsageError(f"{shown} is there already and stays as it is; for another file give --name {again}")
    left = found.value.blanks
    model = KINDS[wanted.kind]
    bare = "nothing must be filled in." if model in (Agency, Event) else _UNWRITTEN
    many = f"{left} keys are" if left > 1 else "one key is"
    rest = f"{many} to be filled in: “campaignsite check --drafts” says where." if left else bare
    say(f"Wrote {shown}. It is a draft; {rest}")
    if found.value.alone:
        say(_translation(found.value))
    return 0


def _translation(made: Written) -> str:
    """How a text becomes the translation of another."""
    folder = made.path.rpartition("/")[0]
    such = f"such as “--name {shlex.quote(made.other)}” for {folder}/{made.other}.md"
    which = such if made.other else "with the name of its file without the ending"
    return f"It is no translation of another text yet: for one, take this file away and give --name as well, {which}."


def _fits(wanted: New) -> None:
    """Whether the kind has a place for what is given. Raises click.UsageError."""
    item = issubclass(KINDS[wanted.kind], Item)
    for option, value in (("--event", wanted.event), ("--date", wanted.date)):
        if value and not item:
            kinds = ", ".join(name for name, model in KINDS.items() if issubclass(model, Item))
            raise click.UsageError(f"{option} is for documents of an event ({kinds}), not for the type {wanted.kind}")
    if wanted.date:
        try:
            PartialDate.parse(wanted.date)
        except DateError as error:
            raise click.UsageError(f"--date: {str(error).replace(' | ', '; ')}") from None
