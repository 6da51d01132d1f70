"""Options that several commands have."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from campaignsite.cli.commands.values import Choice, Number

FORMS = ("text", "json", "github", "gitlab", "sarif", "markdown")


def _reports(_context: click.Context, _option: click.Parameter, given: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """``FORM=FILE`` as form and file."""
    pairs = []
    for one in given:
        form, _, file = one.partition("=")
        if form not in FORMS or not file:
            raise click.BadParameter(f"“{one}” is no report; write FORM=FILE, where FORM is {', '.join(FORMS)}")
        pairs.append((form, file))
    return tuple(pairs)


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
            type=Choice(FORMS),
            help="How to report. [default: github in GitHub Actions, else text]",
        ),
        click.option(
            "--report",
            "reports",
            callback=_reports,
            multiple=True,
            metavar="FORM=FILE",
            help="Write a report in a form to a file, too; may be given again.",
        ),
        click.option(
            "--jobs",
            type=Number(1, None, "2"),
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
