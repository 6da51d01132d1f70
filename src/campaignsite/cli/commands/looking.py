"""The commands that look at a site and change nothing."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from campaignsite.cli.commands.values import Choice

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

STATES = ("public", "draft", "unreadable", "embargoed", "scheduled", "expired", "withdrawn")
TYPES = ("conference", "world-day", "results", "release", "resource", "page", "agency", "event", "boilerplate")
SORTS = (
    *("path", "state", "changes_at", "type", "lang", "title"),
    *("date", "event", "owner", "review_by", "errors"),
)


def _codes(context: click.Context, parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    from campaignsite.cli.completion import codes as found

    return found(context, parameter, begun)


@click.command("list")
@click.option("--site", type=click.Path(), metavar="DIR", help="The site's folder.")
@click.option("--now", metavar="ISO-DATETIME", help="List as if it were this moment.")
@click.option("--state", "states", type=Choice(STATES), multiple=True, help="Only these; may be given again.")
@click.option("--type", "types", type=Choice(TYPES), multiple=True, help="Only these; may be given again.")
@click.option("--lang", "languages", metavar="TAG", multiple=True, help="Only these; may be given again.")
@click.option(
    "--agency",
    "agencies",
    metavar="NAME",
    multiple=True,
    help="Only what names this agency, by any of its names; may be given again.",
)
@click.option(
    "--event", "events", metavar="NAME", multiple=True, help="Only what belongs to this event; may be given again."
)
@click.option(
    "--owner",
    "owners",
    metavar="NAME",
    multiple=True,
    help="Only texts that this person or team answers for, “” for nobody; may be given again.",
)
@click.option("--review-before", metavar="DATE", help="Only what somebody is to look at again before this day.")
@click.option("--due", is_flag=True, help="Only what somebody was to look at again before today.")
@click.option("--columns", metavar="NAMES", help="What to show, with commas between: path,title,owner.")
@click.option("--sort", type=Choice(SORTS), default="path", help="What to sort by. [default: path]")
@click.option("--format", "form", type=Choice(["text", "json", "csv"]), default="text", help="How to list.")
def list_(**options: Any) -> None:
    """List every document with its state, and when that changes.

    The state says whether the public may know it, and why. Of several things that are asked for (--type and --agency),
    each has to be so; of one thing that is given again, one is enough.

    The last line, or “next” in JSON, is the next moment at which the site has to be built again.
    """
    from campaignsite.cli.listed import listed

    sys.exit(listed(**options))


@click.command()
@click.argument("what", required=False, metavar="[CODE|PATH]", shell_complete=_codes)
@click.option("--site", type=click.Path(), metavar="DIR", help="The site's folder.")
@click.option("--output", type=click.Path(), metavar="DIR", help="Where the build published. [default: output/]")
@click.option("--format", "form", type=Choice(["text", "json"]), default="text", help="How to say it.")
def explain(what: str | None, site: str | None, output: str | None, form: str) -> None:
    """Say what a message means, or why a page was rendered.

    CODE is what stands in brackets behind a message, such as unknown-agency: what it means is said, with an example of
    what is wrong and what is right. Without it, every code is listed.

    PATH is a file of the site, such as content/about.md, a file below output/, or a URL: why the last build rendered
    the page, or kept it, is said.
    """
    from campaignsite.cli.explain import explain as said

    sys.exit(said(what, site=site, output=output, form=form))


@click.command()
@click.argument("reference", required=False, metavar="[REF]")
@click.option("--site", type=click.Path(), metavar="DIR", help="The site's folder.")
@click.option("--base-url", metavar="URL", help="Where the site will be, instead of what campaignsite.yaml says.")
@click.option("--now", metavar="ISO-DATETIME", help="Compare as if it were this moment.")
@click.option("--format", "form", type=Choice(["markdown", "json"]), default="markdown", help="How to say it.")
def diff(reference: str | None, site: str | None, base_url: str | None, now: str | None, form: str) -> None:
    """Say what has changed since a revision, for who signs it off.

    REF is a branch, tag or commit of git, such as main or origin/main; without it, the last commit (HEAD). The site as
    it stands, committed or not, is put beside the one at REF: pages, states, dates, figures, quotes, agencies.
    """
    from campaignsite.cli.diff import diff as said

    sys.exit(said(reference=reference, site=site, base_url=base_url, now=now, form=form))


@click.command()
@click.option("--site", type=click.Path(), metavar="DIR", help="The site's folder.")
@click.option("--output", type=click.Path(), metavar="DIR", help="Where the site is published. [default: output/]")
@click.option("--format", "form", type=Choice(["text", "json"]), default="text", help="How to say it.")
def doctor(site: str | None, output: str | None, form: str) -> None:
    """Say whether this machine and this site are well.

    Versions, clock, disk, repository, cache, and what of the site nothing uses. Nothing is written, no program is run,
    and nobody is asked. What is wrong in the texts themselves, “check” says.
    """
    from campaignsite.cli.doctor import doctor as said

    sys.exit(said(site=site, output=output, form=form))


@click.command()
@click.argument("shell", type=Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print what makes a SHELL complete commands.

    For bash: eval "$(campaignsite completion bash)", for zsh the same with zsh, in the shell's own settings; for fish:
    campaignsite completion fish > ~/.config/fish/completions/campaignsite.fish
    """
    from campaignsite.cli.completion import script
    from campaignsite.cli.say import say

    say(script(shell, click.get_current_context().find_root().command))
