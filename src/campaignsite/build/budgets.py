"""What pages may weigh. In: the configuration and the files that are published. Out: a ``Scale``, and what is too much.

Style sheets and scripts are weighed once for the site, and said to be too heavy once, however many pages load them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from campaignsite.build.outcome import FONTS
from campaignsite.build.scale import SCRIPT, STYLE, Scale, kilobytes, weight
from campaignsite.model.codes import diagnostic
from campaignsite.model.diagnostics import Diagnostic, Place
from campaignsite.model.front.config import Settings
from campaignsite.sources.reading import read
from campaignsite.sources.stock import stock
from campaignsite.store.last import Load, Publication, Row

_FACE = re.compile(r"@font-face\b[^}]*\burl\(", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_OWN = "assets/"


def scale(settings: Settings, files: Sequence[Publication], root: Path) -> Scale | None:
    """What pages are weighed with; None when the site has no budgets."""
    budgets = settings.config.budgets
    if budgets is None:
        return None
    weighed = (f for f in files if f.file.endswith((STYLE, SCRIPT)))
    return Scale(
        page=budgets.page * 1000,
        css=budgets.css * 1000,
        script=budgets.script * 1000,
        kinds={str(kind): most * 1000 for kind, most in budgets.kinds.items()},
        files={f.file: weight(_data(f.source, root)) for f in weighed},
        base=settings.config.base_path,
        place=_place(settings, "page"),
    )


def over(
    settings: Settings, scale: Scale, files: Sequence[Publication], rows: Mapping[str, Row], root: Path
) -> Iterator[Diagnostic]:
    """Everything that is too heavy: pages, what they load, and fonts."""
    budgets = settings.config.budgets
    assert budgets is not None
    yield from scale.heavy(rows.items())
    sources = {f.file: f.source for f in files}
    loads = dict.fromkeys(row.load for row in rows.values() if row.load).keys()
    yield from _beside(settings, scale, loads, sources, key="css", words="style sheets")
    yield from _beside(settings, scale, loads, sources, key="script", words="scripts")
    yield from _fonts(budgets.fonts, files, root)
    for file in files if not budgets.fonts else ():
        if file.file.endswith(STYLE) and file.source.startswith(_OWN):
            yield from _faces(file.source, root)


def _beside(
    settings: Settings, scale: Scale, loads: Iterable[Load], sources: Mapping[str, str], *, key: str, words: str
) -> Iterator[Diagnostic]:
    """The style sheets or scripts of some pages: the heaviest of them, for each file that somebody could shorten."""
    ending, most = (STYLE, scale.css) if key == "css" else (SCRIPT, scale.script)
    sets = {tuple(sorted(f for f in load.files if f.endswith(ending) and f in scale.files)) for load in loads}
    heavy: dict[str, tuple[int, tuple[str, ...]]] = {}
    for names in sets:
        whole = sum(scale.files[f] for f in names)
        own = max((f for f in names if sources[f].startswith(_OWN)), key=lambda f: (scale.files[f], f), default="")
        if whole > most:
            heavy[own] = max(heavy.get(own, (0, ())), (whole, names))
    for own, (whole, names) in heavy.items():
        parts = ", ".join(f"{sources[f].rpartition('/')[2]} {kilobytes(scale.files[f])}" for f in names)
        message = f"the {words} of a page weigh {kilobytes(whole)} ({parts}), and their budget is {most // 1000} KB"
        hint = f"take out what no page needs, or raise “{key}” below “budgets”"
        place = None if own else Place(*_place(settings, key))
        yield diagnostic("over-budget", message, sources[own] if own else settings.path, place, hint)


def _fonts(most: int, files: Sequence[Publication], root: Path) -> Iterator[Diagnostic]:
    weighed = sorted((weight(_data(f.source, root)), f.source) for f in files if f.file.lower().endswith(FONTS))
    whole = sum(one for one, _ in weighed)
    if whole > most * 1000:
        message = f"the fonts of the site weigh {kilobytes(whole)}, and their budget is {most} KB"
        hint = "name fonts that readers have on their devices, or raise “fonts” below “budgets”"
        yield diagnostic("over-budget", message, weighed[-1][1], hint=hint)


def _faces(source: str, root: Path) -> Iterator[Diagnostic]:
    """Where a style sheet asks for a font, be it one that it holds itself."""
    text = _data(source, root).decode("utf-8-sig", "replace").replace("\r\n", "\n")
    found = _FACE.search(_COMMENT.sub(lambda comment: re.sub(r"[^\n]", " ", comment[0]), text))
    if found:
        before = text[: found.start()]
        place = Place(before.count("\n") + 1, found.start() - before.rfind("\n"))
        hint = "name fonts that readers have on their devices, or raise “fonts” below “budgets”"
        message = "this loads a font, and the budget for fonts is 0 KB"
        yield diagnostic("over-budget", message, source, place, hint)


def _data(source: str, root: Path) -> bytes:
    """What is published of a file; empty when it is no longer there."""
    if source.startswith("theme/"):
        return next(s.data for s in stock().assets if s.path == source.removeprefix("theme/"))
    found = read(root, source).value
    return found.data if found else b""


def _place(settings: Settings, key: str) -> tuple[int, int]:
    """Where the configuration says a budget, or that it has any."""
    return settings.places.get(("budgets", key)) or settings.places.get(("budgets",)) or Place()
