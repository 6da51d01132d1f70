"""A place in a file as people see it: its line with a caret below, in text that can do nothing to who shows it."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from campaignsite.model.diagnostics import Diagnostic

_WIDTH = 100
"""Characters of a line that an excerpt shows."""


def excerpt(sources: Mapping[str, bytes], d: Diagnostic) -> tuple[str, ...]:
    """The line and a caret below the column; nothing for a file that has no such line."""
    data = sources.get(d.path)
    if data is None:
        return ()
    lines = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if d.line > len(lines) or not lines[d.line - 1].strip():
        return ()
    line = lines[d.line - 1].replace("\t", " ")
    start = max(0, d.column - 1 - _WIDTH // 2) if len(line) > _WIDTH else 0
    cut = line[start : start + _WIDTH]
    before = cut[: d.column - 1 - start]
    gap = "".join(
        "  " if unicodedata.east_asian_width(c) in "WF" else "" if unicodedata.combining(c) else " " for c in before
    )
    number = f"{d.line:>5} | "
    left, right = "…" if start else "", "…" if start + _WIDTH < len(line) else ""
    return (
        number + left + tame(cut) + right,
        " " * (len(number) - 2) + "| " + (" " if left else "") + gap + "^",
    )


def tame(text: str) -> str:
    """Without characters that could steer a terminal or turn its text around: content is not to be trusted."""
    return "".join(
        "\ufffd" if unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp") and c != "\u00ad" else c for c in text
    )
