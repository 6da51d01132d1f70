"""What we wrote where, and how it looked then: tells our files from others', and what still is as we left it.

It lies outside output/, in .campaignsite/.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import starmap
from pathlib import Path
from types import MappingProxyType

from campaignsite.model.files import Stamp
from campaignsite.publish.flush import flush_one

_FOLDER = ".campaignsite"
_VERSION = 2
_LEADS_AWAY = re.compile(r"^/|\\|^[^/\n]*:|(?:^|/)\.\.(?:/|$)", re.MULTILINE)
"""A name that does not stay below the output folder: a manifest from elsewhere must not make us delete other things."""
_SIGNS = ("..", "\\", ":", "\n/")
"""Without any of them, no name does: looking for them is a hundred times faster."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """All files below an output folder."""

    files: Mapping[str, Stamp] = field(default_factory=lambda: MappingProxyType({}))
    """How each looked when it was written; an empty digest for one that may or may not be there."""
    folders: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """When something in each folder last came or went, in nanoseconds; ``""`` is output/ itself."""
    looked: int = 0
    """When we looked, by the clock of the file system; what is not older may have changed since."""
    site: str = ""
    """A digest of every file and its data: tells one published site from another."""
    since: float | None = None
    """From when on, in seconds since 1970, the public may see this site; None when it may not, or nobody knows."""


def manifest_path(root: Path, output: Path) -> Path:
    """The manifest of one output folder; a site may have several. One in the site's folder may be moved with it."""
    root, output = root.resolve(), output.resolve()
    place = output.relative_to(root) if output.is_relative_to(root) else output
    name = hashlib.sha256(os.fsencode(place)).hexdigest()[:16]
    return root / _FOLDER / f"published-{name}.json"


def read_manifest(path: Path) -> Manifest:
    """What was written last time; nothing when the manifest is missing or cannot be believed."""
    try:
        return _manifest(path.read_bytes())
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Manifest()


@lru_cache(maxsize=2)
def _manifest(text: bytes) -> Manifest:
    data = json.loads(text)
    if data["version"] == 1:  # it had the names alone
        data |= {"files": dict.fromkeys(data["files"], (0, 0, 0, 0)), "folders": {}, "looked": 0}
    elif data["version"] != _VERSION:
        return Manifest()
    files = dict(zip(data["files"], starmap(Stamp, data["files"].values()), strict=True))
    folders = dict(data["folders"])
    names = "\n".join(("", *files, *folders))
    if any(sign in names for sign in _SIGNS) and _LEADS_AWAY.search(names):
        return Manifest()
    return Manifest(files, folders, int(data["looked"]), str(data.get("site", "")), _number(data.get("since")))


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def write_manifest(path: Path, manifest: Manifest) -> None:
    """Write the list in one step, flushed first: an empty one would make strangers of our own files. Raises OSError."""
    aside = write_aside(path, manifest)
    flush_one(aside)
    aside.replace(path)


def write_aside(path: Path, manifest: Manifest) -> Path:
    """Write the list beside its place; returns where. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    ignore = path.parent / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="ascii")
    data = {
        "version": _VERSION,
        "looked": manifest.looked,
        "site": manifest.site,
        "since": manifest.since,
        "files": dict(manifest.files),
        "folders": dict(manifest.folders),
    }
    aside = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        aside.write_text(json.dumps(data, ensure_ascii=True, check_circular=False, separators=(",", ":")), "ascii")
    except OSError:
        with contextlib.suppress(OSError):
            aside.unlink(missing_ok=True)
        raise
    return aside


def both(manifest: Manifest, files: Iterable[str]) -> Manifest:
    """Old and new files, while either may be there: a build that is cut off can then be mended."""
    return Manifest({**dict.fromkeys(files, Stamp(0, 0, 0, 0)), **manifest.files})
