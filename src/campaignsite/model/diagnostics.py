"""Diagnostics are values: what is wrong, where, and what to do about it. Only the command line prints them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, NamedTuple, TypeVar

T_co = TypeVar("T_co", covariant=True)


class Severity(StrEnum):
    """How bad it is. An error stops publishing; a warning does so with ``--strict``."""

    ERROR = "error"
    WARNING = "warning"


class Place(NamedTuple):
    """A position in a file: 1-based line and column, counted in characters as editors count them."""

    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing to mend, in one sentence, at one place."""

    code: str
    """A name from the list in ``campaignsite.model.codes``, such as ``unknown-agency``."""
    severity: Severity
    message: str
    """What is wrong, in a sentence an editor understands."""
    path: str
    """The file, relative to the site's root, with ``/`` between folders."""
    line: int = 1
    """1-based line."""
    column: int = 1
    """1-based column, in characters."""
    hint: str = ""
    """What to do about it; empty when the message already says so."""

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """The order in which diagnostics are reported: by file, then by place."""
        return (self.path, self.line, self.column, self.code, self.message)


@dataclass(frozen=True, slots=True)
class Checked(Generic[T_co]):
    """A value and everything that was noticed while making it. ``value`` is None when none could be made."""

    value: T_co | None
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def good(self) -> bool:
        """True when there is a value and no error beside it."""
        return self.value is not None and not has_errors(self.diagnostics)


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """True when one of them is an error."""
    return any(d.severity is Severity.ERROR for d in diagnostics)


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sorted by file and place, each once."""
    return tuple(sorted(set(diagnostics), key=lambda d: d.order))
