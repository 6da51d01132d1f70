"""Colours for people at a terminal, and for nobody else."""

from __future__ import annotations

import os
import sys
from typing import Any

import click


def coloured() -> bool:
    """Whether standard output takes colours, and nobody said that there are to be none (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def paint(text: str, color: bool, **style: Any) -> str:
    """A text in a style of ``click.style``; as it is without colours, or without a style."""
    return click.style(text, **style) if color and any(style.values()) else text
