"""What options and arguments may be, and what is said of anything else: what was meant, where that can be guessed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    _Choice = click.Choice[str]
else:  # older versions of click have no brackets
    _Choice = click.Choice


class Choice(_Choice):
    """One of a few words."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Raises click.UsageError with the nearest word."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            from campaignsite.model.words.hints import either

            known = [str(choice) for choice in self.choices]
            raise _refused(f"there is no “{value}”; {either(str(value), known)}", param, ctx) from None


class Number(click.IntRange):
    """A whole number."""

    def __init__(self, least: int, most: int | None, example: str) -> None:
        super().__init__(least, most)
        self.example = example

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Raises click.UsageError with an example, or the limits."""
        try:
            int(value)
        except ValueError:
            message = f"“{value}” is no whole number; write digits alone, such as {self.example}"
            raise _refused(message, param, ctx) from None
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            limits = f"{self.min} or more" if self.max is None else f"a number from {self.min} to {self.max}"
            raise _refused(f"{value} is out of reach; write {limits}", param, ctx) from None


def one_title(context: click.Context, parameter: click.Parameter, words: Sequence[str]) -> str:
    """A title, which a shell takes apart where nobody has put quotation marks. Raises click.UsageError."""
    if len(words) == 1:
        return words[0]
    command = f'campaignsite new {context.params.get("kind", "TYPE")} "{" ".join(words)}"'
    raise _refused(f"write quotation marks around all of its words: {command}", parameter, context)


def _refused(message: str, param: click.Parameter | None, ctx: click.Context | None) -> click.UsageError:
    """What is wrong with an option or argument, after its name."""
    name = param.get_error_hint(ctx).replace("'", "") if param and ctx else ""
    return click.UsageError(f"{name}: {message}" if name else message, ctx)
