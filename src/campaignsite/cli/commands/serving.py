"""The command that shows a site while it is written."""

from __future__ import annotations

import sys
from typing import Any

import click

from campaignsite.cli.commands.values import Number


@click.command()
@click.option(
    "--site",
    type=click.Path(),
    metavar="DIR",
    help="The site's folder. [default: the nearest upwards with a campaignsite.yaml]",
)
@click.option(
    "--port",
    type=Number(0, 65535, "8000"),
    metavar="N",
    help="Where to listen; 0 for any free port. [default: 8000, or the next one that is free]",
)
@click.option(
    "--now",
    metavar="ISO-DATETIME",
    help="Show it as if it were this moment. [default: SOURCE_DATE_EPOCH, else the clock, at each build]",
)
@click.option("--drafts/--no-drafts", default=True, help="Show drafts and everything else that is withheld, marked.")
@click.option("--open/--no-open", "browse", default=False, help="Open the front page in a browser.")
@click.option(
    "--jobs",
    type=Number(1, None, "2"),
    metavar="N",
    help="Processes to build with, at most. [default: one for each processor]",
)
def serve(**options: Any) -> None:
    """Show the site on this machine, and each save at once.

    Nothing is published, and nobody else can look. Ctrl-C ends it.
    """
    from campaignsite.cli.serving import serving

    sys.exit(serving(**options))
