"""Where a site may be written. In: the site's root and the folder asked for. Out: why not, if not."""

from __future__ import annotations

from pathlib import Path

from campaignsite.model.codes import diagnostic
from campaignsite.model.diagnostics import Diagnostic

SOURCES = ("content", "layouts", "assets", ".git", ".campaignsite")


def refusal(root: Path, output: Path, home: Path) -> Diagnostic | None:
    """Publishing replaces a whole folder, so it never touches one that holds sources, a home or a whole disk."""
    root, target = root.resolve(), output.resolve()
    problem = ""
    if target == target.parent:
        problem = "it is the root of the disk"
    elif target == home.resolve():
        problem = "it is a home folder"
    elif root == target or root.is_relative_to(target):
        problem = "it holds the site's own sources"
    elif any(target.is_relative_to(root / name) for name in SOURCES):
        problem = "it lies among the site's own sources"
    elif target.exists() and not target.is_dir():
        problem = "it is a file"
    if not problem:
        return None
    hint = "choose a folder that holds nothing else, such as output"
    return diagnostic("unsafe-output", f"the site cannot be written to this folder: {problem}", str(output), hint=hint)
