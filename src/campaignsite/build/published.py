"""Files that are published as they are, from the site's folders or the stock theme. In: their list. Out: their data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Protocol

from campaignsite.model.codes import diagnostic
from campaignsite.model.diagnostics import Diagnostic
from campaignsite.model.files import Stamp
from campaignsite.publish.stage import Stage
from campaignsite.sources.reading import read
from campaignsite.sources.stock import stock


class Publishing(Protocol):
    """A file below output/, where it comes from, and the SHA-256 of its data."""

    @property
    def file(self) -> str:
        """Its name below output/."""

    @property
    def source(self) -> str:
        """content/…, assets/…, or theme/… for the stock theme."""

    @property
    def digest(self) -> str:
        """In hexadecimal."""


def write_files(
    root: Path, files: Iterable[Publishing], standing: Mapping[str, Stamp], stage: str
) -> tuple[Diagnostic, ...]:
    """Write what does not stand as it should to the stage. Returns what is wrong. Raises OSError."""
    writer = Stage(stage)
    noticed: list[Diagnostic] = []
    for file in files:
        before = standing.get(file.file)
        if before is None or before.digest != file.digest:
            data = data_of(root, file, noticed)
            if data is not None:
                writer.write(file.file, data)
    return tuple(noticed)


def unsafe_files(root: Path, files: Iterable[Publishing]) -> tuple[Diagnostic, ...]:
    """What is wrong with the pictures of content/ that are to be published: others are nobody's business."""
    from campaignsite.parse.svg import unsafe_svg

    own = [f.source for f in files if f.source.lower().endswith(".svg") and f.source.startswith("content/")]
    return tuple(d for path in own if (source := read(root, path).value) for d in unsafe_svg(source))


def data_of(root: Path, file: Publishing, noticed: list[Diagnostic]) -> bytes | None:
    """The data of one file; None when it is no longer what it was."""
    if file.source.startswith("theme/"):
        return next(s.data for s in stock().assets if s.path == file.source.removeprefix("theme/"))
    source = read(root, file.source)
    noticed += source.diagnostics
    if source.value and source.value.digest != file.digest:
        message, hint = "this file was changed while the site was built", "build again"
        noticed.append(diagnostic("unreadable-file", message, file.source, hint=hint))
        return None
    return source.value.data if source.value else None
