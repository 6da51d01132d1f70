"""Where every command says what it found: standard output, which may be a full disk."""

from __future__ import annotations

import os
import sys

import click


def say(text: str | bytes) -> None:
    """A text gets an end of line; bytes are said as they are.

    Raises click.ClickException when it cannot be said, and BrokenPipeError when nobody listens any more.
    """
    try:
        click.echo(text, nl=isinstance(text, str), color=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        hush()
        message = f"standard output cannot be written: {error.strerror}; what was published stands"
        raise click.ClickException(message) from None


def hush() -> None:
    """Python would complain again when it flushes."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
