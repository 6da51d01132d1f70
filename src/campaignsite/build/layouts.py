"""The theme's layouts for whoever wants to change one: what there is, its text, a copy in the site."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from campaignsite.build.filing import write_new
from campaignsite.model.words.hints import few, nearest
from campaignsite.render.anatomy import Anatomy, anatomy
from campaignsite.sources.stock import stock


@dataclass(frozen=True, slots=True)
class Entry:
    """One layout of the theme."""

    name: str
    about: str
    extends: str
    """The layout whose blocks it has too, or nothing."""
    blocks: tuple[str, ...]
    macros: tuple[str, ...]
    """Those that a site can replace one by one: none of a page, whose macros are its own."""
    own: str
    """The site's file that takes its place, or nothing."""


class UnknownError(LookupError):
    """The theme has no such layout, or the layout no such part; the message says what there is."""


def catalogue(root: Path | None) -> tuple[Entry, ...]:
    """Every layout of the theme, those of pages first; ``root`` is the site that may have its own."""
    entries = []
    for name, text in sorted(_texts().items(), key=lambda item: ("/" in item[0], item[0])):
        made = anatomy(text)
        own = f"layouts/{name}"
        entries.append(
            Entry(
                name=name,
                about=made.about.replace("``", ""),
                extends=made.extends,
                blocks=tuple(made.blocks),
                macros=tuple(made.macros) if made.part else (),
                own=own if root and (root / own).is_file() else "",
            )
        )
    return tuple(entries)


def taken(name: str, pieces: Sequence[str]) -> bytes:
    """A layout of the theme; or a layout with nothing but some of its blocks or macros. Raises UnknownError."""
    texts = _texts()
    if name not in texts:
        hint = nearest(name, texts, 0.5) or "“campaignsite layouts” lists them"
        raise UnknownError(f"the theme has no layout “{name}”; {hint}")
    if not pieces:
        return texts[name].encode()
    made = anatomy(texts[name])
    return (_macros(name, made, pieces) if made.part else _blocks(name, texts, pieces)).encode()


def _texts() -> dict[str, str]:
    return {source.path: source.data.decode() for source in stock().layouts}


def _macros(name: str, made: Anatomy, pieces: Sequence[str]) -> str:
    """A part with some of its macros: the theme has the others."""
    _checked(name, "macro", pieces, made.macros)
    macros = [text for macro, text in made.macros.items() if macro in pieces]
    return "\n".join(["".join(made.needed(macros, made.macros)), *macros]).lstrip("\n")


def _blocks(name: str, texts: Mapping[str, str], pieces: Sequence[str]) -> str:
    """A layout that extends the theme's, with some of its blocks and what these need."""
    line = tuple(_line(name, texts))
    _checked(name, "block", pieces, [block for made in line for block in made.blocks])
    needed: list[str] = []
    blocks: dict[str, str] = {}
    for made in line:
        mine = {block: text for block, text in made.blocks.items() if block in pieces and block not in blocks}
        needed += made.needed(mine.values())
        blocks |= mine
    outer = [text for text in blocks.values() if not any(text != other and text in other for other in blocks.values())]
    head = f'{{% extends "stock/{name}" %}}\n' + "".join(dict.fromkeys(needed))
    # What a block of the theme's adds to is now two layouts away: with one, it would be added twice.
    return "\n".join([head, *outer]).replace("super()", "super.super()")


def _line(name: str, texts: Mapping[str, str]) -> Iterator[Anatomy]:
    """A layout, the one that it extends, and so on."""
    while name:
        made = anatomy(texts[name])
        yield made
        name = made.extends


def _checked(name: str, kind: str, pieces: Sequence[str], there: Collection[str]) -> None:
    for piece in pieces:
        if piece not in there:
            shown = f"it has {few(dict.fromkeys(there))}" if there else "it has none, and is copied whole"
            hint = nearest(piece, there) or shown
            raise UnknownError(f"{name} has no {kind} “{piece}”; {hint}")


def copy_out(root: Path, name: str, data: bytes) -> None:
    """Write a layout below the site's layouts/, whole or not at all.

    Raises FileExistsError for a name that is taken, and OSError.
    """
    write_new(root, f"layouts/{name}", data)
