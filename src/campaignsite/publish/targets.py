"""Where a site may be written. In: the site's root and the folder asked for. Out: why not, if not."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterable
from pathlib import Path

from campaignsite.model.codes import diagnostic
from campaignsite.model.diagnostics import Diagnostic
from campaignsite.model.files import PREVIEW

SOURCES = ("content", "layouts", "assets", ".git", ".campaignsite")


def refusal(root: Path, output: Path, home: Path) -> Diagnostic | None:
    """Publishing replaces a whole folder, so it never touches one that holds sources, a home or a whole disk.

    Links are followed. Folders are compared as the disk does it, not only by name: ``Content`` may be ``content``, and
    what is mounted elsewhere is the same folder too.
    """
    root, target, home = root.resolve(), output.resolve(), home.resolve()
    # A preview is shown on this machine, and not published: it lies with what a build leaves for the next one.
    own = SOURCES[:-1] if target == root / PREVIEW else SOURCES
    sources, above = [root / name for name in own], _all_of([target, *target.parents])
    problem = ""
    if target == target.parent:
        problem = "it is the root of the disk"
    elif _all_of([target]) & _all_of([home]):
        problem = "it is a home folder"
    elif _all_of([target]) & _all_of([root, *root.parents]):
        problem = "it holds the site's own sources"
    elif above & _all_of(sources):
        problem = "it lies among the site's own sources"
    elif _all_of([target]) & _all_of(home.parents):
        problem = "it holds a home folder"
    elif target.exists() and not target.is_dir():
        problem = "it is a file"
    if not problem:
        return None
    hint = "choose a folder that holds nothing else, such as output"
    return diagnostic("unsafe-output", f"the site cannot be written to this folder: {problem}", str(output), hint=hint)


def _all_of(folders: Iterable[Path]) -> set[object]:
    """Folders by name and, those that there are, by what the disk knows them by."""
    known: set[object] = set()
    for folder in folders:
        known.add(folder)
        with contextlib.suppress(OSError):
            known.add(os.stat(folder)[stat.ST_INO : stat.ST_DEV + 1])  # noqa: PTH116
    return known
