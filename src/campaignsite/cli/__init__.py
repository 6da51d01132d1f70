"""The door for people and CI: commands, options, exit codes. Everything it does is done by ``campaignsite.build``.

Exit codes: 0 good; 1 the content has errors, or warnings with ``--strict``; 2 the command line or the configuration is
wrong; 3 a fault of ours; 130 interrupted.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable
from typing import Any

import click

from campaignsite import __version__

_REPORT = "please report it with the lines above and the output of “campaignsite --version”"


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="campaignsite", message="%(prog)s %(version)s")
def campaignsite() -> None:
    """Build the static site of an awareness campaign from Markdown."""


def shared(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that every command has that looks at a site."""
    options = [
        click.option(
            "--site",
            type=click.Path(),
            metavar="DIR",
            help="The site's folder. [default: the nearest upwards with a campaignsite.yaml]",
        ),
        click.option(
            "--base-url",
            metavar="URL",
            help="Where the site will be, instead of what campaignsite.yaml says.",
        ),
        click.option(
            "--now",
            metavar="ISO-DATETIME",
            help="Build as if it were this moment. [default: SOURCE_DATE_EPOCH, else the clock]",
        ),
        click.option(
            "--drafts/--no-drafts", default=False, help="Include drafts and everything else that is withheld."
        ),
        click.option("--strict/--no-strict", default=False, help="Let warnings fail."),
        click.option(
            "--format",
            "form",
            type=click.Choice(["text", "json", "github", "sarif"]),
            help="How to report. [default: github in GitHub Actions, else text]",
        ),
        click.option(
            "--jobs",
            type=click.IntRange(min=1),
            metavar="N",
            help="Processes to work with, at most. [default: one for each processor]",
        ),
        click.option(
            "--no-cache",
            is_flag=True,
            help="Do everything anew, and leave nothing for the next build but the list of what was published.",
        ),
        click.option("-q", "--quiet", is_flag=True, help="Say only what is wrong."),
        click.option(
            "-v",
            "--verbose",
            is_flag=True,
            help="Say how long each stage took; on a fault of ours, show where.",
        ),
    ]
    for option in reversed(options):
        command = option(command)
    return command


@campaignsite.command()
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


@campaignsite.command()
@shared
def check(**options: Any) -> None:
    """Check the site as “build” does, without publishing anything."""
    from campaignsite.cli.run import run

    sys.exit(run(output=None, write=False, **options))


STATES = ("public", "draft", "unreadable", "embargoed", "scheduled", "expired", "withdrawn")


@campaignsite.command("list")
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


@campaignsite.command()
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


@campaignsite.command()
@click.argument("path")
@click.option("--site", type=click.Path(), metavar="DIR", help="The site's folder.")
@click.option("--output", type=click.Path(), metavar="DIR", help="Where the build published. [default: output/]")
def explain(path: str, site: str | None, output: str | None) -> None:
    """Say why the last build rendered a page, or kept it.

    PATH is a file of the site, such as content/about.md, a file below output/, or a URL.
    """
    from campaignsite.cli.explain import explain as said

    sys.exit(said(path, site, output))


def main() -> None:
    """Run the command line and leave with an exit code; people never see a traceback they did not ask for."""
    for name in ("stdout", "stderr"):  # whoever started us has closed it; to have a build is still what is wanted
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123 - as long as we run
    try:
        campaignsite.main(prog_name="campaignsite", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted; what was published before is untouched", err=True)
        sys.exit(130)
    except BrokenPipeError:  # whoever read our output has gone
        from campaignsite.cli.say import hush

        hush()
        sys.exit(1)
    except Exception as error:  # noqa: BLE001 - the last door: whatever comes here is a fault of ours
        if {"-v", "--verbose"} & set(sys.argv):
            traceback.print_exc()
        if type(error).__name__ == "WorkerError":  # by its name: what makes workers is not loaded for every command
            click.echo(f"{error}\nNothing was published; what was published before is untouched.", err=True)
            sys.exit(3)
        last = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{os.path.basename(last.filename)}:{last.lineno}"  # noqa: PTH119 - a traceback's file name is a text
        click.echo(f"campaignsite {__version__}, Python {sys.version.split()[0]}, {sys.platform}", err=True)
        click.echo(f"a fault of campaignsite itself: {type(error).__name__}: {error} ({where})", err=True)
        click.echo(f"This is not your mistake; {_REPORT} (-v shows more).", err=True)
        sys.exit(3)
