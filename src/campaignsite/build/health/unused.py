"""What is there, and nobody uses it. In: a census. Out: checks. Drafts count: what only they use is used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from campaignsite.build.census import Census
from campaignsite.build.health.check import Check, note, ok
from campaignsite.model.front.kinds import Boilerplate
from campaignsite.model.site import Site
from campaignsite.sources.reading import read
from campaignsite.sources.stock import stock

_SHOWN = 5
"""So many names are said; the others are counted."""
_TEXTS = (".css", ".js", ".mjs", ".svg", ".json", ".webmanifest", ".html", ".xml", ".txt", ".yaml")
_STYLE = "assets/site.css"
_AS_THEY_ARE = "assets/root/"
"""What lies here is asked for by name: robots.txt, a key of a search engine."""


def unused(root: Path, there: Census) -> Iterator[Check]:
    """Agencies, standing texts and assets that nothing leads to."""
    site = there.related()
    yield _said("agencies", "agency", "agencies", _agencies(site), "take its file out, or let a text name it")
    yield _said(
        "boilerplates",
        "standing text",
        "standing texts",
        _boilerplates(site),
        "take its file out, or let a text show it",
    )
    assets = _assets(root, there, site)
    yield _said("assets", "file below assets/", "files below assets/", assets, "take it out, or let a text link to it")


def _said(name: str, one: str, several: str, found: Sequence[str], hint: str) -> Check:
    if not found:
        return ok("site", name, f"all {several} are used")
    shown = ", ".join(found[:_SHOWN]) + (f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else "")
    many = f"one {one} is" if len(found) == 1 else f"{len(found)} {several} are"
    return note("site", name, f"{many} used by nothing: {shown}", hint)


def _agencies(site: Site) -> tuple[str, ...]:
    """Those that no other document names or links to."""
    own = {d.path: key for key, entity in site.agencies.items() for d in entity.documents.values()}
    used: set[str] = set()
    for path, related in site.documents.items():
        named = {*related.agencies.values(), *(own.get(goal.name, "") for goal in related.links.values())}
        used |= named - {own.get(path, "")}
    return tuple(entity.main.path for key, entity in site.agencies.items() if key not in used)


def _boilerplates(site: Site) -> tuple[str, ...]:
    """Those of which no version is shown, each once."""
    shown = {path for related in site.documents.values() for path in related.boilerplates}
    versions: dict[str, list[str]] = {}
    for path, related in site.documents.items():
        meta = related.document.meta
        if isinstance(meta, Boilerplate):
            versions.setdefault(meta.key or related.document.slug, []).append(path)
    return tuple(paths[0] for paths in versions.values() if not shown & {*paths})


def _assets(root: Path, there: Census, site: Site) -> tuple[str, ...]:
    """Those that no text links to, and that no layout, style sheet, script or configuration names."""
    linked = {goal.name for related in site.documents.values() for goal in related.links.values()}
    linked |= {related.file.name for related in site.documents.values() if related.file}
    linked |= {_STYLE, *(f"assets/{source.path}" for source in stock().assets)}  # these the theme asks for by name
    left = [f.path for f in there.found.assets if f.path not in linked and not f.path.startswith(_AS_THEY_ARE)]
    if not left:
        return ()
    config = (there.found.config,) if there.found.config else ()
    said = [f.path for f in (*config, *there.found.layouts, *there.found.assets) if f.path.endswith(_TEXTS)]
    texts = {path: source.data for path in said if (source := read(root, path).value)}
    return tuple(
        path
        for path in left
        if not any(path.rpartition("/")[2].encode() in data for other, data in texts.items() if other != path)
    )
