"""The commands that write files of a site for an editor to go on with."""

from __future__ import annotations

import sys
from typing import Any

import click


@click.command()
@click.argument("layout", required=False)
@click.argument("pieces", nargs=-1, metavar="[PIECE]...")
@click.option("--copy", is_flag=True, help="Write it to the site's layouts/, where it takes the theme's place.")
@click.option("--site", type=click.Path(), metavar="DIR", help="The site's folder.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to list.")
def layouts(layout: str | None, pieces: tuple[str, ...], copy: bool, site: str | None, form: str) -> None:
    """List the theme's layouts, print one, or copy it to change it.

    LAYOUT is one of them, such as item.html. PIECE is a block or macro of it: then only that is printed or copied, and
    the theme keeps the rest.
    """
    from campaignsite.cli.layouts import layouts as shown

    sys.exit(shown(name=layout, pieces=pieces, copy=copy, site=site, form=form))


@click.command("import")
@click.argument("file")
@click.option(
    "--type",
    "kind",
    type=click.Choice(["conference", "world-day", "results", "release"]),
    help="What it becomes. [default: guessed from what it says]",
)
@click.option("--lang", metavar="LANG", help="Its language. [default: guessed, among the site's]")
@click.option("--site", type=click.Path(), metavar="DIR", help="The site's folder.")
@click.option(
    "--to",
    metavar="PATH",
    help="Where the draft goes, such as content/releases/name.md. [default: made from type and title]",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to report.")
def import_(file: str, **options: Any) -> None:
    """Make a draft of a release that somebody sent.

    FILE is a plain text, a Word file (.docx), or an HTML page; “-” reads a text from standard input.

    All of its words are kept. What is not certain is marked in the draft with “CHECK:”, and listed.
    """
    from campaignsite.cli.importing import import_file

    sys.exit(import_file(file=file, **options))
