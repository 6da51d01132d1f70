"""What a shell is told to complete commands with, and what it is answered for words that click does not know."""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem, ShellComplete, get_completion_class

_PROGRAM, _VARIABLE = "campaignsite", "_CAMPAIGNSITE_COMPLETE"


def script(shell: str, command: click.Command) -> str:
    """The script for a shell, which asks this program each time."""
    kind = get_completion_class(shell)
    assert kind
    # The method of the class itself looks for the shell first, which may be on another machine.
    return ShellComplete.source(kind(command, {}, _PROGRAM, _VARIABLE)).strip()


def layouts(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """The theme's layouts."""
    from campaignsite.build.layouts import catalogue

    found = [entry for entry in catalogue(None) if entry.name.startswith(begun)]
    return [CompletionItem(entry.name, help=entry.about) for entry in found]


def zones(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """Time zones."""
    from zoneinfo import available_timezones

    return [
        CompletionItem(name) for name in sorted(available_timezones()) if name.casefold().startswith(begun.casefold())
    ]


def codes(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """Codes of messages; where none begins like this, files."""
    from campaignsite.model.codes import CODES

    return [CompletionItem(code) for code in CODES if code.startswith(begun)] or [CompletionItem(begun, type="file")]
