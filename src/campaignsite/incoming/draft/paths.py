"""Paths of files of the site, as seen from a draft."""

from __future__ import annotations

from posixpath import relpath


def relative(path: str, folder: str) -> str:
    """The way from a folder of the site to one of its files."""
    return relpath(path, folder) if folder else path
