"""What we wrote where: the list that tells our files from others'. It lies outside output/, in .campaignsite/."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from pathlib import Path

_FOLDER = ".campaignsite"
_VERSION = 1


def manifest_path(root: Path, output: Path) -> Path:
    """The manifest of one output folder; a site may have several."""
    name = hashlib.sha256(os.fsencode(output.resolve())).hexdigest()[:16]
    return root / _FOLDER / f"published-{name}.json"


def read_manifest(path: Path) -> frozenset[str]:
    """The files that were written last time; none when the manifest is missing or cannot be believed."""
    try:
        data = json.loads(path.read_bytes())
        if data["version"] != _VERSION or not all(isinstance(name, str) for name in data["files"]):
            return frozenset()
        return frozenset(data["files"])
    except (OSError, ValueError, KeyError, TypeError):
        return frozenset()


def write_manifest(path: Path, files: Iterable[str]) -> None:
    """Write the list in one step. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    ignore = path.parent / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="ascii")
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    fresh.write_text(json.dumps({"version": _VERSION, "files": sorted(files)}, ensure_ascii=True), encoding="ascii")
    fresh.replace(path)
