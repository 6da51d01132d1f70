"""Cells of tables that people open with a spreadsheet. In: a text. Out: the same, and no spreadsheet computes it."""

from __future__ import annotations

import re

_FORMULA = re.compile(r"(\A|;)(?=[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20])")
"""What begins a formula: at the start of a cell, or behind the semicolon that some languages' spreadsheets split at.

The characters are those of https://owasp.org/www-community/attacks/CSV_Injection, and their full-width forms, which
Japanese spreadsheets take for the same.
"""
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""Controls that RFC 4180 has no place for, and at which programs stop reading."""


def defused(text: str) -> str:
    """A text as a cell of a CSV file: an apostrophe stands before what a spreadsheet would take for a formula."""
    if text.isalnum() and text.isascii():
        return text  # as most are
    return _FORMULA.sub(r"\1'", _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text))
