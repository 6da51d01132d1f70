"""Last stage, and the only one that writes. In: every artifact. Out: a folder that holds exactly these.

The new site is written beside the old one and takes its place in one step: there is never half a site.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from campaignsite.model.artifacts import Artifact
from campaignsite.model.codes import diagnostic
from campaignsite.model.diagnostics import Checked, Diagnostic
from campaignsite.publish.manifest import manifest_path, read_manifest, write_manifest
from campaignsite.publish.swap import swap
from campaignsite.publish.targets import refusal

__all__ = ["publish", "refusal"]

_SHOWN = 3


def publish(artifacts: Sequence[Artifact], root: Path, output: Path, home: Path) -> Checked[int]:
    """Make ``output`` hold exactly ``artifacts``. The value is the number of files; None when nothing was touched."""
    problem = refusal(root, output, home)
    if problem:
        return Checked(None, (problem,))
    output = output.resolve()
    manifest = manifest_path(root, output)
    before = read_manifest(manifest)
    foreign = _foreign(output, before)
    if foreign:
        return Checked(None, (foreign,))
    files = [artifact.file for artifact in artifacts]
    try:
        # The list names old and new files while either may be there, so that a build that is cut off can be mended.
        write_manifest(manifest, before.union(files))
        with _stage(output) as fresh:
            _write(artifacts, fresh)
            fresh.chmod(0o755)
            old = swap(fresh, output)
        if old:
            shutil.rmtree(old)
        write_manifest(manifest, files)
    except OSError as error:
        name = error.filename or output
        message = f"this cannot be written: {error.strerror}; the site that was there is untouched"
        return Checked(None, (diagnostic("cannot-write", message, os.fsdecode(name)),))
    return Checked(len(files))


def _write(artifacts: Sequence[Artifact], folder: Path) -> None:
    made: set[str] = set()
    for artifact in artifacts:
        parent = artifact.file.rpartition("/")[0]
        if parent not in made:
            (folder / parent).mkdir(parents=True, exist_ok=True)
            made.add(parent)
        path = folder / artifact.file
        try:
            path.write_bytes(artifact.data)
        except OSError as error:
            error.filename = error.filename or path
            raise


@contextlib.contextmanager
def _stage(output: Path) -> Iterator[Path]:
    """A new folder beside the target, on the same disk; gone afterwards unless it has taken the target's place."""
    output.parent.mkdir(parents=True, exist_ok=True)
    for left in output.parent.glob(f".{output.name}.new-*"):
        shutil.rmtree(left, ignore_errors=True)  # of a build that was cut off
    fresh = Path(tempfile.mkdtemp(prefix=f".{output.name}.new-", dir=output.parent))
    try:
        yield fresh
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise


def _foreign(output: Path, ours: frozenset[str]) -> Diagnostic | None:
    """The target may hold only files that we wrote: anything else would be lost."""
    if not output.exists():
        return None
    found = sorted(
        path.relative_to(output).as_posix() for path in output.rglob("*") if path.is_symlink() or not path.is_dir()
    )
    others = [name for name in found if name not in ours]
    if not others:
        return None
    more = f" and {len(others) - _SHOWN} more" if len(others) > _SHOWN else ""
    message = f"this folder holds files that campaignsite did not write: {', '.join(others[:_SHOWN])}{more}"
    hint = "move them away, or delete the folder; files of your own go below assets/ (assets/root/ for the site's top)"
    return diagnostic("foreign-file", message, str(output), hint=hint)
