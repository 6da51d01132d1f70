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
        """Raises click.BadParameter with the nearest word."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            from campaignsite.model.words.hints import either

            message = f"“{value}” is none of them; {either(str(value), [str(choice) for choice in self.choices])}"
            raise click.BadParameter(message, ctx, param) from None


class Number(click.IntRange):
    """A whole number."""

    def __init__(self, least: int, most: int | None, example: str) -> None:
        super().__init__(least, most)
        self.example = example

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Raises click.BadParameter with an example."""
        try:
            int(value)
        except ValueError:
            message = f"“{value}” is no whole number; write digits alone, such as {self.example}"
            raise click.BadParameter(message, ctx, param) from None
        return super().convert(value, param, ctx)


def one_title(context: click.Context, parameter: click.Parameter, words: Sequence[str]) -> str:
    """A title, which a shell takes apart where nobody has put quotation marks. Raises click.BadParameter."""
    if len(words) == 1:
        return words[0]
    command = f'campaignsite new {context.params.get("kind", "TYPE")} "{" ".join(words)}"'
    raise click.BadParameter(f"write quotation marks around all of its words: {command}", context, parameter)
