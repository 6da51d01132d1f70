"""Diagnostics as plain data and back. Their severity is that of their code."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from campaignsite.model.codes import diagnostic
from campaignsite.model.diagnostics import Diagnostic, Place


def encode_noticed(noticed: Iterable[Diagnostic]) -> list[list[Any]]:
    """Diagnostics as lists of plain data."""
    return [[d.code, d.message, d.path, d.line, d.column, d.hint] for d in noticed]


def decode_noticed(rows: Iterable[Any]) -> tuple[Diagnostic, ...]:
    """The diagnostics again. Raises ValueError, TypeError or KeyError for what was none."""
    return tuple(
        diagnostic(code, message, path, Place(line, column), hint) for code, message, path, line, column, hint in rows
    )
