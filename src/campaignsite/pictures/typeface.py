"""A font's letters and how wide they are. In: the data of an OpenType file. Out: a ``Typeface``.

What is laid out by these numbers stands where it stands on every machine, whatever draws the letters. Tables are those
of the OpenType specification, 1.9: ``cmap``, ``head``, ``hhea``, ``hmtx``.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from functools import cached_property
from hashlib import sha256

from campaignsite.model.words.lettering import BLANK
from campaignsite.pictures.kerning import Kerning

_MAGICS = (b"\0\1\0\0", b"OTTO", b"true")
_TABLES = (b"cmap", b"head", b"hhea", b"hmtx", b"GPOS")
_UNICODE = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3), (0, 2), (0, 1), (0, 0))
"""Platform and encoding of a table from characters to glyphs; the fullest one first."""
_MOST = 0x110000
"""So many characters there are."""


class FontError(ValueError):
    """This is no font, or a damaged one; the argument says it."""


class Typeface:
    """One font."""

    def __init__(self, data: bytes) -> None:
        """Raises FontError."""
        self.data = data
        if data[:4] not in _MAGICS:
            raise FontError("it is no TrueType or OpenType font")
        try:
            places = {tag: (at, at + length) for tag, at, length in _directory(data)}
            self._tables = {tag: data[slice(*places[tag])] for tag in _TABLES if tag in places}
            self.em: int = _number(self._tables[b"head"], 18)
            self.glyphs = self._glyphs()
            count = _number(self._tables[b"hhea"], 34)
            wide = self._tables[b"hmtx"][: count * 4]
            self._widths = struct.unpack(f">{count * 2}H", wide)[::2]
        except (struct.error, KeyError, IndexError) as error:
            raise FontError("it is damaged, or cut off") from error
        if not self.em or not self._widths or not self.glyphs:
            raise FontError("there are no letters in it")

    @property
    def letters(self) -> frozenset[int]:
        """The characters that it has."""
        return frozenset(self.glyphs)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the file."""
        return sha256(self.data).hexdigest()

    def has(self, text: str) -> bool:
        """Whether it has every character of a text."""
        return all(ord(c) in self.glyphs or c in BLANK for c in text)

    def places(self, text: str) -> Iterator[tuple[str, float]]:
        """Each character and how far from the beginning it stands, in ems; at the end, nothing and how long it is."""
        at, before = 0, -1
        for c in text:
            glyph = self.glyphs.get(ord(" " if c in BLANK else c), 0)
            at += self._kerning.between(before, glyph) if before >= 0 else 0
            yield c, at / self.em
            at += self._widths[min(glyph, len(self._widths) - 1)]
            before = glyph
        yield "", at / self.em

    def length(self, text: str) -> float:
        """How long a text is, in ems."""
        return max(at for _, at in self.places(text))

    @cached_property
    def _kerning(self) -> Kerning:
        return Kerning(self._tables.get(b"GPOS", b""))

    def _glyphs(self) -> Mapping[int, int]:
        table = self._tables[b"cmap"]
        rows = [struct.unpack_from(">HHI", table, 4 + 8 * n) for n in range(_number(table, 2))]
        found = {(platform, encoding): at for platform, encoding, at in reversed(rows)}
        at = next((found[kind] for kind in _UNICODE if kind in found), None)
        if at is None:
            raise FontError("it does not say which characters its letters are")
        part, form = table[at:], _number(table, at)
        if form not in (4, 12):
            raise FontError("its table of characters has a form that is not known here")
        return {c: glyph for c, glyph in (_wide(part) if form == 12 else _narrow(part)) if glyph}


def _directory(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    for n in range(_number(data, 4)):
        tag, _, at, length = struct.unpack_from(">4sIII", data, 12 + 16 * n)
        yield tag, at, length


def _number(data: bytes, at: int) -> int:
    (found,) = struct.unpack_from(">H", data, at)
    return int(found)


def _narrow(part: bytes) -> Iterator[tuple[int, int]]:
    """Segments of the first 65,536 characters (format 4)."""
    count = _number(part, 6) // 2
    ends = struct.unpack_from(f">{count}H", part, 14)
    starts = struct.unpack_from(f">{count}H", part, 16 + 2 * count)
    deltas = struct.unpack_from(f">{count}H", part, 16 + 4 * count)
    ranges_at = 16 + 6 * count
    ranges = struct.unpack_from(f">{count}H", part, ranges_at)
    if sum(max(0, end - start + 1) for start, end in zip(starts, ends, strict=True)) > _MOST:
        raise FontError("its table of characters is damaged")
    for n, (start, end, delta, offset) in enumerate(zip(starts, ends, deltas, ranges, strict=True)):
        for c in range(start, min(end, 0xFFFE) + 1):
            glyph = c
            if offset:
                glyph = _number(part, ranges_at + 2 * n + offset + 2 * (c - start))
                if not glyph:
                    continue
            yield c, (glyph + delta) & 0xFFFF


def _wide(part: bytes) -> Iterator[tuple[int, int]]:
    """Groups of any characters (format 12)."""
    (count,) = struct.unpack_from(">I", part, 12)
    if count > _MOST:
        raise FontError("its table of characters is damaged")
    groups = [struct.unpack_from(">III", part, 16 + 12 * n) for n in range(count)]
    if any(end >= _MOST for _, end, _ in groups) or sum(max(0, end - start + 1) for start, end, _ in groups) > _MOST:
        raise FontError("its table of characters is damaged")
    for start, end, glyph in groups:
        for c in range(start, end + 1):
            yield c, glyph + c - start
