"""Smaller copies of the pictures that public texts show. In: what is shown, and what was measured. Out: their files.

What is measured decides which there are, so that nothing has to be unpacked before pages are made.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from types import MappingProxyType

from campaignsite.model.copies import RECIPE, Copy, copies
from campaignsite.model.files import Measured
from campaignsite.model.site import Site
from campaignsite.plan.files import Published, shown

Copies = Mapping[str, tuple[Published, ...]]
"""From the source of each picture to the files of its copies, by kind and width."""

_LONGEST = 200
"""Bytes of a picture's name in those of its copies: a disk has room for 255."""


def copied(site: Site, files: Iterable[Published], measured: Mapping[str, Measured]) -> Copies:
    """Every copy there is to be, in the order of the pictures' files."""
    pictures = _pictures(site)
    whole = [file for file in files if file.source in pictures and file.source in measured]
    made = {file.source: tuple(_copy(file, copy) for copy in copies(measured[file.source])) for file in whole}
    return MappingProxyType({source: found for source, found in made.items() if found})


def _pictures(site: Site) -> frozenset[str]:
    """The files that public texts show. One to which they only link is for those who want it whole."""
    return frozenset(
        goal.name
        for related in shown(site)
        for reference in related.document.references
        if reference.image and (goal := related.links.get(reference.target)) and goal.kind == "file"
    )


def _copy(file: Published, copy: Copy) -> Published:
    """Beside the picture, with a name that no other file has and that means other bytes for another picture."""
    mark = hashlib.sha256(f"{RECIPE} {file.source} {file.made_of} {copy.recipe}".encode()).hexdigest()
    stem = PurePosixPath(file.source).stem.encode()[:_LONGEST].decode(errors="ignore")
    path = PurePosixPath(file.file).with_name(f"{stem}.{copy.width}.{mark[:10]}.{copy.kind}")
    return Published(str(path), file.source, file.made_of, copy)
