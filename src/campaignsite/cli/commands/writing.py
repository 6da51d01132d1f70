"""The commands that write files of a site for an editor to go on with."""

from __future__ import annotations

import sys

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
