"""The output folder of one order: what stands there, and how what is new gets there."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

from campaignsite.model.diagnostics import Checked
from campaignsite.model.files import Stamp
from campaignsite.publish.manifest import Manifest, manifest_path, read_manifest
from campaignsite.publish.standing import Standing, standing, stands
from campaignsite.store.index import clock

BIG = 200_000
"""Bytes of a manifest of so many files that looking at them is worth a process of its own."""


class Target:
    """An output folder that may be written to. With ``beside``, another process looks at it while this one goes on."""

    def __init__(self, root: Path, output: Path, *, beside: bool = False, lasting: bool = True) -> None:
        """``lasting`` is what has to outlive a loss of power."""
        self.root, self.output, self._lasting = root, output.resolve(), lasting
        path = manifest_path(root, self.output)
        big = sys.platform == "linux" and path.is_file() and path.stat().st_size > BIG
        self._look = _Look(self) if beside and big else None

    @cached_property
    def manifest(self) -> Manifest:
        """What was written last time."""
        return read_manifest(manifest_path(self.root, self.output))

    @cached_property
    def standing(self) -> Standing:
        """What of it still stands."""
        if self._look and self._look.site:
            return Standing(self.manifest.files, whole=True)
        return standing(self.output, self.manifest)

    def stands(self, file: str) -> Stamp | None:
        """What is known of one file of ours, if it is as we wrote it. For a few, this is faster than ``standing``."""
        if "standing" in vars(self):
            return self.standing.files.get(file)
        return stands(self.output, self.manifest, file)

    def holds(self, site: str) -> bool:
        """Whether the published ``site`` is there as it was written, and nothing else."""
        if self._look and self._look.site:
            return self._look.site == site
        return self.standing.whole and self.manifest.site == site

    def close(self) -> None:
        """Nobody looks any more."""
        if self._look:
            self._look.close()

    @contextlib.contextmanager
    def stage(self) -> Iterator[str]:
        """A stage beside the folder; it is gone afterwards. Raises OSError."""
        from campaignsite.publish.stage import begin, clear

        folder = begin(self.output)
        try:
            yield folder
        finally:
            clear(folder)

    def publish(self, stage: str, files: Mapping[str, str], since: float | None) -> Checked[Manifest]:
        """Make the folder hold exactly ``files``, from each name to the digest of its data.

        ``since`` is the time from which on the public may see that; None for what it may not.
        """
        from campaignsite.publish.putting import publish

        return publish(
            stage,
            files,
            self.standing,
            self.manifest,
            root=self.root,
            output=self.output,
            clock=lambda: clock(self.root / ".campaignsite"),
            since=since,
            lasting=self._lasting,
        )


class _Look:
    """Another process that says which site stands in the folder. A death of it is no answer."""

    def __init__(self, target: Target) -> None:
        self._pipe, theirs = os.pipe()
        self._process = os.fork()
        if not self._process:
            with contextlib.suppress(BaseException):
                whole = standing(target.output, target.manifest).whole
                os.write(theirs, target.manifest.site.encode() if whole else b"")
            os._exit(0)
        os.close(theirs)

    @cached_property
    def site(self) -> str:
        """The digest of a site that stands there whole; empty when there is none."""
        found = b"".join(iter(lambda: os.read(self._pipe, 1024), b"")).decode()
        self.close()
        return found

    def close(self) -> None:
        """Wait for its end."""
        process, self._process = self._process, 0
        if process:
            os.close(self._pipe)
            with contextlib.suppress(ChildProcessError):  # where nobody waits for processes, the system has
                os.waitpid(process, 0)
