"""The disk that the site lies on. In: its folders. Out: checks. Nothing is written to find out."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from campaignsite.build.health.check import Check, note, ok, problem, size
from campaignsite.publish.swap import in_one_step
from campaignsite.publish.targets import refusal
from campaignsite.sources import CONFIG

_LEAST = 50_000_000
"""Bytes that any build may need."""
_SWAPPING = frozenset({"ext4", "ext3", "ext2", "xfs", "btrfs", "f2fs", "tmpfs", "overlay", "bcachefs", "ubifs"})
"""Kinds of disk on which Linux lets two folders change places: renameat2(2), RENAME_EXCHANGE."""


def disk(root: Path, output: Path) -> Iterator[Check]:
    """What kind of disk it is, whether it can be written, and how much room there is."""
    yield _case(root)
    yield from _target(root, output)
    yield _room(root, output)


def _case(root: Path) -> Check:
    other = root / CONFIG.upper()
    if other.exists() and other.samefile(root / CONFIG):
        message = "this disk takes Map.png and map.png for one file; a web server may not"
        return note(
            "disk", "case", message, "write the names of files in links exactly as they are; “check” sees to that"
        )
    return ok("disk", "case", "this disk tells capital letters from small ones, as web servers do")


def _target(root: Path, output: Path) -> Iterator[Check]:
    name = os.path.relpath(output, root)
    refused = refusal(root, output, Path.home())
    if refused:
        yield problem("disk", "output", refused.message, refused.hint)
        return
    closed = next((folder for folder in (root, output.parent) if not os.access(folder, os.W_OK)), None)
    if closed:
        message = f"the folder {closed} cannot be written, so nothing can be published to {name}"
        yield problem("disk", "output", message, "look at its rights, or choose another folder with --output")
        return
    if output.is_dir() and os.path.ismount(output):
        message = f"another disk is mounted at {name}, so a new site cannot take its place"
        yield problem("disk", "output", message, "publish to a folder below it, with --output")
        return
    kind = _kind(output if output.exists() else output.parent)
    if in_one_step(output.parent) and (kind in _SWAPPING or not kind):
        on = f" (on {kind})" if kind else ""
        yield ok("disk", "output", f"a new site takes the place of {name} in one step{on}")
        return
    why = f"a disk of the kind {kind}" if kind and sys.platform == "linux" else "this system"
    message = f"{why} may need two steps to put a new site into place: for a moment there is none"
    yield note("disk", "output", message, "publish somewhere else, and send the finished site from there")


def _kind(folder: Path) -> str:
    """The kind of disk that a folder lies on, as Linux calls it; empty when nobody says."""
    here, best = os.path.realpath(folder), ("", "")
    try:
        lines = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    for line in lines:
        fields = line.split(" ")
        if len(fields) > 2:
            at = fields[1].replace("\\040", " ").rstrip("/")
            if (here == at or here.startswith(f"{at}/")) and len(at) >= len(best[0]):
                best = at, fields[2]
    return best[1]


def _room(root: Path, output: Path) -> Check:
    free = shutil.disk_usage(root).free
    wanted = max(_LEAST, weight(output) + sum(weight(root / name) for name in ("content", "assets")))
    if free < wanted:
        message = f"{size(free)} are free on this disk, and a build may need {size(wanted)}"
        return problem("disk", "room", message, "free some, or publish to another disk with --output")
    return ok("disk", "room", f"{size(free)} are free on this disk")


def weight(folder: Path) -> int:
    """How many bytes the files below a folder have."""
    total, folders = 0, [os.fspath(folder)]
    while folders:
        try:
            with os.scandir(folders.pop()) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(entry.path)
                    elif entry.is_file(follow_symlinks=False):
                        total += entry.stat(follow_symlinks=False).st_size
        except OSError:
            continue
    return total
