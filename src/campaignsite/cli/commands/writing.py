"""The commands that write files of a site for an editor to go on with."""

from __future__ import annotations

import sys
from typing import Literal

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


@click.command()
@click.option("--format", "form", type=click.Choice(["json", "decap"]), default="json", help="What for: see above.")
@click.option(
    "--output",
    type=click.Path(),
    metavar="PATH",
    help="Where to write: a folder for schemas, a file for decap. [default: .vscode/campaignsite/]",
)
@click.option("--check", is_flag=True, help="Write nothing; fail (1) when what lies there is not current.")
@click.option("--backend", type=click.Choice(["github", "gitlab"]), help="Where the CMS saves. [default: github]")
@click.option("--repo", "repository", metavar="OWNER/NAME", help="The repository that the CMS saves to.")
@click.option("--site", type=click.Path(), metavar="DIR", help="The site's folder.")
def schema(
    *,
    form: Literal["json", "decap"],
    output: str | None,
    check: bool,
    backend: str | None,
    repository: str | None,
    site: str | None,
) -> None:
    """Write JSON Schemas for editors, or the forms of a CMS.

    --format json writes a schema for the front matter of each type and one for campaignsite.yaml, which know the
    names of the site's own agencies, events, results and standing texts.

    --format decap writes a configuration for Sveltia CMS or Decap CMS.
    """
    from campaignsite.cli.schema import schema as written

    sys.exit(written(site=site, form=form, output=output, check=check, backend=backend, repository=repository))
