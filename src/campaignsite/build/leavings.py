"""What builds left behind that were ended: half a stage beside the output folder, files they were writing.

The names of both have the number of the process in them: what belongs to one that runs is left alone.
"""

from __future__ import annotations

import contextlib
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

_WRITTEN = re.compile(r"(?:.+\.(?:json|txt)\.|clock-|new-)(\d+)")
"""The name of a file that is being written ends with the number of a process."""


def clear_leavings(root: Path, output: Path) -> None:
    """Remove what nobody needs any more. What cannot be removed stays."""
    stage = re.compile(rf"\.{re.escape(output.name)}\.new-(\d+)-\w{{8}}")
    for entry in _entries(output.resolve().parent):
        found = stage.fullmatch(entry.name)
        if found and not _runs(int(found[1])):
            import shutil

            shutil.rmtree(entry.path, ignore_errors=True)
    for folder in (root / ".campaignsite", root / ".campaignsite/store"):
        for entry in _entries(folder):
            found = _WRITTEN.fullmatch(entry.name)
            if found and not _runs(int(found[1])):
                with contextlib.suppress(OSError):
                    os.unlink(entry.path)  # noqa: PTH108 - from scandir


def _entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        yield from entries


def _runs(process: int) -> bool:
    """Whether there is a process with a number; in doubt there is one."""
    if process == os.getpid() or sys.platform == "win32":  # there, asking would interrupt it
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
