"""The stock theme, as it lies in the package."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from campaignsite.model.colours import BAR, Palette, palette
from campaignsite.model.files import Source

_THEME = Path(__file__).resolve().parent.parent / "theme"


@dataclass(frozen=True, slots=True)
class Stock:
    """Layouts, catalogues and files of the stock theme; paths are relative to each of these folders."""

    layouts: tuple[Source, ...]
    locales: tuple[Source, ...]
    assets: tuple[Source, ...]


def stock() -> Stock:
    """Read the stock theme."""
    return Stock(_folder("layouts"), _folder("locales"), _folder("assets"))


def dyed(theme: Stock, accent: str | None) -> Stock:
    """The theme in the colours of a campaign; the same without one."""
    if not accent:
        return theme
    made = palette(accent)
    return replace(theme, assets=tuple(_dyed(source, made) for source in theme.assets))


def _dyed(source: Source, made: Palette) -> Source:
    if source.path == "campaignsite.css":
        data = source.data + made.css.encode()
    elif source.path == "icon.svg":
        data = source.data.replace(BAR[0].encode(), made.light.deep.encode())
    else:
        return source
    return Source(source.path, data, hashlib.sha256(data).hexdigest())


def _folder(name: str) -> tuple[Source, ...]:
    root = _THEME / name
    files = sorted(p for p in root.rglob("*") if p.is_file() and not p.name.startswith("."))
    found = ((p.relative_to(root).as_posix(), p.read_bytes()) for p in files)
    return tuple(Source(path, data, hashlib.sha256(data).hexdigest()) for path, data in found)
