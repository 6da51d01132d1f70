"""Where the pages of a site are. In: its root. Out: the path that every URL begins with."""

from __future__ import annotations

from pathlib import Path

from campaignsite.parse.config import parse_config
from campaignsite.sources import CONFIG
from campaignsite.sources.reading import read


def base_path(root: Path) -> str:
    """``/`` or ``/folder/``, as the configuration says; ``/`` when that cannot be read."""
    source = read(root, CONFIG).value
    settings = parse_config(source).value if source else None
    return settings.config.base_path if settings else "/"
