"""The commands that look at a site and change nothing."""

from __future__ import annotations

import sys

import click

STATES = ("public", "draft", "unreadable", "embargoed", "scheduled", "expired", "withdrawn")


@click.command("list")
@click.option("--site", type=click.Path(), metavar="DIR", help="The site's folder.")
@click.option("--now", metavar="ISO-DATETIME", help="List as if it were this moment.")
@click.option("--state", "states", type=click.Choice(STATES), multiple=True, help="Only these; may be given again.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to list.")
def list_(site: str | None, now: str | None, states: tuple[str, ...], form: str) -> None:
    """List every document with its state, and when that changes.

    The state says whether the public may know it, and why.

    The last line, or “next” in JSON, is the next moment at which the site has to be built again.
    """
    from campaignsite.cli.listed import listed

    sys.exit(listed(site=site, now=now, states=states, form=form))


@click.command()
@click.argument("path")
@click.option("--site", type=click.Path(), metavar="DIR", help="The site's folder.")
@click.option("--output", type=click.Path(), metavar="DIR", help="Where the build published. [default: output/]")
def explain(path: str, site: str | None, output: str | None) -> None:
    """Say why the last build rendered a page, or kept it.

    PATH is a file of the site, such as content/about.md, a file below output/, or a URL.
    """
    from campaignsite.cli.explain import explain as said

    sys.exit(said(path, site, output))


@click.command()
@click.argument("reference", metavar="REF")
@click.option("--site", type=click.Path(), metavar="DIR", help="The site's folder.")
@click.option("--base-url", metavar="URL", help="Where the site will be, instead of what campaignsite.yaml says.")
@click.option("--now", metavar="ISO-DATETIME", help="Compare as if it were this moment.")
@click.option("--format", "form", type=click.Choice(["markdown", "json"]), default="markdown", help="How to say it.")
def diff(reference: str, site: str | None, base_url: str | None, now: str | None, form: str) -> None:
    """Say what has changed since a revision, for who signs it off.

    REF is a branch, tag or commit of git, such as main or origin/main. The site as it stands, committed or not, is put
    beside the one at REF: pages, states, dates, figures, quotes, agencies.
    """
    from campaignsite.cli.diff import diff as said

    sys.exit(said(reference=reference, site=site, base_url=base_url, now=now, form=form))
