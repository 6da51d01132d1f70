"""What share images are lettered with: fonts of the site, and those of an extra. In: the configuration. Out: letters.

A font is read when it has never been, or when a picture is drawn; the store remembers which characters it has.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from campaignsite.build.memory import USUAL, Memory
from campaignsite.build.ready import Ready
from campaignsite.model.codes import diagnostic
from campaignsite.model.diagnostics import Checked
from campaignsite.model.documents import Document
from campaignsite.model.files import Found, Sources
from campaignsite.model.front.config import Settings
from campaignsite.model.front.dates import PartialDate
from campaignsite.model.front.kinds import Agency, Event
from campaignsite.model.words.hints import nearest
from campaignsite.model.words.lettering import Lettering, needs_shaping
from campaignsite.pictures.typeface import FontError, Typeface
from campaignsite.render.filters import date_text
from campaignsite.sources.reading import read
from campaignsite.store.packs import Store
from campaignsite.store.seal import digest

PACKAGE = "pymupdf_fonts"
BOLD, REGULAR = "figbo", "figo"
"""What FiraGO's two weights are called there; both have the same letters."""


def available() -> bool:
    """Whether the fonts of the extra are installed."""
    return importlib.util.find_spec(PACKAGE) is not None


def usual(name: str) -> Typeface:
    """A font of the extra."""
    return Typeface(importlib.import_module(PACKAGE).fontbuffers[name]())


def chosen(settings: Settings, found: Sources) -> Checked[tuple[Found, ...]]:
    """The site's own fonts, as found."""
    asked = settings.config.share_images
    there = {f.path: f for f in (*found.files, *found.assets)}
    fonts, noticed = [], []
    for n, path in enumerate(asked.fonts if asked else ()):
        if path in there:
            fonts.append(there[path])
        else:
            message = f"there is no file “{path}” below content/ or assets/"
            place = settings.places.get(("share_images", "fonts", n))
            hint = nearest(path, there, 0.75) or "copy the font into the site, below content/ or assets/"
            noticed.append(diagnostic("missing-asset", message, settings.path, place, hint))
    return Checked(tuple(fonts), tuple(noticed))


def lettering(
    root: Path, settings: Settings, found: Sources, memory: Memory, store: Store | None
) -> Checked[Lettering | None]:
    """What can be lettered, as far as fonts go; None where nothing is asked for, or something is wrong."""
    asked = settings.config.share_images
    if asked is None:
        return Checked(None)
    if not available():
        message = "share images need the fonts of an extra, which is not installed"
        hint = "install it with “pip install campaignsite[share]”, or write “share_images: false”"
        place = settings.places.get(("share_images",))
        return Checked(None, (diagnostic("share-images-unavailable", message, settings.path, place, hint),))
    own = chosen(settings, found)
    noticed, fonts = list(own.diagnostics), []
    for font in own.value or ():
        done = _letters(root, font, memory, store)
        if isinstance(done, str):
            place = settings.places.get(("share_images", "fonts", asked.fonts.index(font.path)))
            message, hint = f"“{font.path}” cannot be used: {done}", "name a font whose name ends in .ttf or .otf"
            noticed.append(diagnostic("bad-font", message, settings.path, place, hint))
        else:
            fonts.append(done)
    if noticed:
        return Checked(None, tuple(noticed))
    letters, mark = _usual(memory, store)
    marks = digest(mark, *(f.digest for f in own.value or ()))
    return Checked(Lettering((*fonts, letters), shaping=True, mark=marks))


def laid_out(letters: Lettering, documents: Iterable[Document], ready: Ready) -> Lettering:
    """The same, with whether scripts can be laid out that need it; nobody asks where no text does.

    Where they cannot, pictures have other names, since some say less.
    """
    if not any(map(needs_shaping, _texts(documents, ready))):
        return letters
    from PIL import features

    if features.check("raqm"):
        return letters
    return replace(letters, shaping=False, mark=digest(letters.mark, "unshaped"))


def _texts(documents: Iterable[Document], ready: Ready) -> Iterator[str]:
    """Everything that pictures may say."""
    yield from (text for _, text in ready.settings.config.title.all)
    for lang, texts in ready.texts.items():
        yield date_text(_A_DAY, lang)
        yield texts.plain("share.others", names="", n=_MANY)
        yield texts.plain("share.two", first="", second="")
    for document in documents:
        meta = document.meta
        yield meta.heading
        if isinstance(meta, Agency | Event) and meta.names:
            yield from (text for _, text in meta.names.all)


_A_DAY = PartialDate.parse("2026-07-30")
_MANY = 11
"""Of most plural forms."""


def _letters(root: Path, font: Found, memory: Memory, store: Store | None) -> frozenset[int] | str:
    """The characters of a font of the site, or what is wrong with it."""
    name = memory.letters(font.digest)
    known = _known(store.get(name)) if store else None
    if known:
        return known[0]
    source = read(root, font.path).value
    if source is None:
        return "it cannot be read"
    try:
        face = Typeface(source.data)
        _try(face)
    except (FontError, OSError) as error:
        return str(error) if isinstance(error, FontError) else "it is damaged, or of a kind that is not known here"
    _keep(store, name, face)
    return face.letters


def _usual(memory: Memory, store: Store | None) -> tuple[frozenset[int], str]:
    """The characters of the extra's font, and what tells it from another version of it."""
    name = memory.letters(USUAL)
    known = _known(store.get(name)) if store else None
    if known is None:
        face = usual(BOLD)
        _keep(store, name, face)
        known = face.letters, face.digest
    return known


def _try(face: Typeface) -> None:
    """Draw a letter. Raises OSError."""
    import io

    from PIL import ImageFont

    font = ImageFont.truetype(io.BytesIO(face.data), 40, layout_engine=ImageFont.Layout.BASIC)
    font.getmask(chr(min(face.letters)))


def _keep(store: Store | None, name: str, face: Typeface) -> None:
    if store and name not in store:
        store.put(name, json.dumps([_ranges(sorted(face.letters)), face.digest]).encode())


def _known(data: bytes | None) -> tuple[frozenset[int], str] | None:
    try:
        ranges, mark = json.loads(data or b"")
        return frozenset(c for first, last in ranges for c in range(first, min(last, 0x10FFFF) + 1)), str(mark)
    except (ValueError, TypeError):
        return None


def _ranges(letters: Sequence[int]) -> Sequence[tuple[int, int]]:
    """Neighbours as first and last."""
    groups = (list(group) for _, group in groupby(enumerate(letters), lambda pair: pair[1] - pair[0]))
    return [(group[0][1], group[-1][1]) for group in groups]
