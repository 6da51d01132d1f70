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
@click.argument("path", type=click.Path())
@click.option("--site", type=click.Path(), metavar="DIR", help="The site's folder.")
@click.option("--output", type=click.Path(), metavar="DIR", help="Where the build published. [default: output/]")
def explain(path: str, site: str | None, output: str | None) -> None:
    """Say why the last build rendered a page, or kept it.

    PATH is a file of the site, such as content/about.md, a file below output/, or a URL.
    """
    from campaignsite.cli.explain import explain as said

    sys.exit(said(path, site, output))


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print what makes a SHELL complete commands, options, types and files.

    For bash: eval "$(campaignsite completion bash)", for zsh the same with zsh, in the shell's own settings; for fish:
    campaignsite completion fish > ~/.config/fish/completions/campaignsite.fish
    """
    from campaignsite.cli.completion import script
    from campaignsite.cli.say import say

    say(script(shell, click.get_current_context().find_root().command))
