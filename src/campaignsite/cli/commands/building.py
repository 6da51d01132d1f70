"""The commands that build: from their options to ``campaignsite.cli.run``."""

from __future__ import annotations

import sys
from typing import Any

import click

from campaignsite.cli.commands.options import shared


@click.command()
@shared
@click.option(
    "--output",
    type=click.Path(),
    metavar="DIR",
    help="Where to publish. [default: output/ in the site's folder]",
)
def build(output: str | None, **options: Any) -> None:
    """Check the site, then publish it to output/.

    Nothing is published unless all of it is good: on an error the last good site stays as it is.
    """
    from campaignsite.cli.run import run

    sys.exit(run(output=output, write=True, **options))


@click.command()
@shared
def check(**options: Any) -> None:
    """Check the site as “build” does, without publishing anything."""
    from campaignsite.cli.run import run

    sys.exit(run(output=None, write=False, **options))
