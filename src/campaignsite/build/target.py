"""The output folder of one order: what stands there, and how what is new gets there."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from campaignsite.model.diagnostics import Checked
from campaignsite.publish.manifest import Manifest, manifest_path, read_manifest
from campaignsite.publish.standing import standing
from campaignsite.store.index import clock


class Target:
    """An output folder that may be written to."""

    def __init__(self, root: Path, output: Path) -> None:
        self.root, self.output = root, output.resolve()
        self.manifest = read_manifest(manifest_path(root, self.output))
        self.standing = standing(self.output, self.manifest)

    @contextlib.contextmanager
    def stage(self) -> Iterator[str]:
        """A stage beside the folder; it is gone afterwards. Raises OSError."""
        from campaignsite.publish.stage import begin, clear

        folder = begin(self.output)
        try:
            yield folder
        finally:
            clear(folder)

    def publish(self, stage: str, files: Mapping[str, str]) -> Checked[Manifest]:
        """Make the folder hold exactly ``files``, from each name to the digest of its data."""
        from campaignsite.publish.putting import publish

        return publish(
            stage,
            files,
            self.standing,
            self.manifest,
            root=self.root,
            output=self.output,
            clock=lambda: clock(self.root / ".campaignsite"),
        )
