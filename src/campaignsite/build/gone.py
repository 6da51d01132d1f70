"""What readers could open after the last build and cannot any more. In: the old manifest, the new site. Out: warnings.

They are about two builds and not about the sources, so the next build does not say them again; and they never stop one,
not even with ``--strict``: what has to leave the site must be able to.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from campaignsite.model.codes import diagnostic
from campaignsite.model.diagnostics import Diagnostic
from campaignsite.publish.manifest import Manifest

_NOBODYS = re.compile(
    r"assets/|pagefind/|share-images/|_redirects|(?:.*/)?qr\.svg$|(?:.*/)?page/[0-9]+/index\.html$"
    r"|(?:[^/]+/)?(?:a-z/.+|years/[0-9]+/index\.html$|results/years/.+)|[^/]*(?<!\.html)(?<!\.htm)$"
    r"|(?:.*/)?(?:index\.txt|feed\.xml|feed\.json|calendar\.ics|manifest\.webmanifest)$|(?:api|data|\.well-known)/"
)
"""Files that no reader has noted, or that go with their page: of the theme, for hosts, for machines, numbered pages of
lists, letters, years, the top.
"""


def gone(
    before: Manifest, files: Collection[str], moved: Collection[str], *, since: float, output: Path
) -> Iterator[Diagnostic]:
    """A warning for each file that was public, is not among ``files``, and is not the old address of anything.

    ``since`` is the time, in seconds, from which on the site looks like this: a last build that showed drafts, or a
    later day, says nothing of what was public.
    """
    if before.since is None or before.since > since:
        return
    lost = sorted(before.files.keys() - set(files) - set(moved))
    fresh = sorted(set(files) - before.files.keys()) if lost else []
    for file in lost:
        if _NOBODYS.match(file) or (file.endswith(".gz") and file[:-3] in before.files):
            continue
        near = [_address(other) for other in fresh if _name(other) == _name(file) and other[-5:] == file[-5:]]
        address = _address(file)
        where = f"in the text of {near[0]}" if len(near) == 1 else "in the text that takes its place"
        hint = f"write “aliases: [{address}]” {where}, or keep the text with “withdrawn:”"
        message = f"{address} could be read after the last build, and is gone"
        yield diagnostic("lost-address", message, str(output), hint=hint)


def _address(file: str) -> str:
    return "/" + file.removesuffix("index.html")


def _name(file: str) -> str:
    """The last part of an address."""
    return _address(file).rstrip("/").rpartition("/")[2]
