"""Files that are published without being rendered: the theme's, the site's assets, what pages use from content/."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from campaignsite.model.copies import Copy
from campaignsite.model.files import Found
from campaignsite.model.site import Related, Site

_FINGERPRINTED = (".css", ".js", ".svg", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif", ".ico")
"""What layouts show. A document keeps its name: people link to it."""
ROOT = "assets/root/"
"""What lies in this folder is published at the root of the site: CNAME, robots.txt."""


@dataclass(frozen=True, slots=True)
class Published:
    """A file below output/, and the one that it is made of."""

    file: str
    source: str
    """Where it comes from: content/…, assets/…, or theme/… for the stock theme."""
    made_of: str
    """SHA-256 of the source's data, in hexadecimal."""
    copy: Copy | None = None
    """What it is, when it is a smaller copy of a picture."""

    @property
    def recipe(self) -> str:
        """How a copy is made; empty for any other file."""
        return self.copy.recipe if self.copy else ""

    @property
    def fingerprinted(self) -> bool:
        """Whether its name says what is in it, so that hosts may let browsers keep it for ever."""
        return self.copy is not None or f".{self.made_of[:10]}." in self.file

    @property
    def integrity(self) -> str:
        """What a browser compares it with (W3C, Subresource Integrity, 3.2)."""
        return "sha256-" + base64.b64encode(bytes.fromhex(self.made_of)).decode()


def published(
    site: Site, content: Sequence[Found], assets: Sequence[Found], stock: Sequence[Found]
) -> tuple[Published, ...]:
    """Every file to publish, sorted. A file below content/ goes out only with a public page that uses it."""
    using = shown(site)
    used = {goal.name for related in using for goal in related.links.values() if goal.kind == "file"}
    used |= {related.file.name for related in using if related.file}
    own = {source.path for source in assets}
    needless = {"leave.js"} if not site.config.exit else set()
    needless |= {"search.js"} if not site.config.search else set()
    found = [
        Published(f"assets/{_fingerprinted(s)}", f"theme/{s.path}", s.digest)
        for s in stock
        if f"assets/{s.path}" not in own and s.path not in needless
    ]
    found += [
        Published(
            s.path.removeprefix(ROOT)
            if s.path.startswith(ROOT)
            else f"assets/{_fingerprinted(s).removeprefix('assets/')}",
            s.path,
            s.digest,
        )
        for s in assets
    ]
    found += [Published(s.path.removeprefix("content/"), s.path, s.digest) for s in content if s.path in used]
    return tuple(sorted(found, key=lambda f: f.file))


def shown(site: Site) -> tuple[Related, ...]:
    """The documents whose texts the public sees: a standing text only where one of them shows it."""
    standing = {path for related in site.documents.values() for path in related.boilerplates}
    return tuple(r for r in site.documents.values() if r.document.kind != "boilerplate" or r.document.path in standing)


def _fingerprinted(source: Found) -> str:
    """A file that layouts show has its digest in its name, unless others know it by its name: see ``ROOT``."""
    path = PurePosixPath(source.path)
    if path.suffix not in _FINGERPRINTED:
        return source.path
    return str(path.with_name(f"{path.stem}.{source.digest[:10]}{path.suffix}"))
