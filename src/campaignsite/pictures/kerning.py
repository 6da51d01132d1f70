"""How much closer two letters stand than their widths say: “AV”, “To”. In: a font's ``GPOS``. Out: font units.

Pair adjustment by glyphs and by classes is all that large type needs (OpenType 1.9, GPOS, lookup type 2; 9 leads to
it). A table with a mistake in it is one that kerns nothing.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence

_MOST = 4096
"""Parts of lookups: a font with more kerns nothing, or reading it could take hours."""
_GLYPHS = 65_536

Pair = Callable[[int, int], int | None]
"""From two glyphs to what stands between them; None where it says nothing of them."""


class Kerning:
    """Everything that a font says under “kern”."""

    def __init__(self, table: bytes) -> None:
        self._known: dict[tuple[int, int], int] = {}
        try:
            self._lookups = _lookups(table) if table else ()
        except (struct.error, IndexError):
            self._lookups = ()

    def between(self, left: int, right: int) -> int:
        """What to add between two glyphs, mostly less than nothing."""
        pair = (left, right)
        if pair not in self._known:
            try:
                self._known[pair] = sum(_first(lookup, left, right) for lookup in self._lookups)
            except (struct.error, IndexError):
                self._known[pair] = 0
        return self._known[pair]


def _first(lookup: Sequence[Pair], left: int, right: int) -> int:
    """The first part of a lookup that knows the pair decides."""
    return next((found for part in lookup if (found := part(left, right)) is not None), 0)


def _u16(data: bytes, at: int, count: int) -> tuple[int, ...]:
    return struct.unpack_from(f">{count}H", data, at)


def _lookups(table: bytes) -> tuple[tuple[Pair, ...], ...]:
    _, features_at, lookups_at = _u16(table, 4, 3)
    features = table[features_at:]
    wanted: set[int] = set()
    for n in range(_u16(features, 0, 1)[0]):
        tag, at = struct.unpack_from(">4sH", features, 2 + 6 * n)
        if tag == b"kern":
            wanted |= set(_u16(features, at + 4, _u16(features, at + 2, 1)[0]))
    lookups = table[lookups_at:]
    offsets = _u16(lookups, 2, _u16(lookups, 0, 1)[0])
    parts = sum(_u16(lookups, offsets[n] + 4, 1)[0] for n in wanted)
    if parts > _MOST:
        raise IndexError(parts)
    return tuple(_pairs(lookups[offsets[n] :]) for n in sorted(wanted))


def _pairs(lookup: bytes) -> tuple[Pair, ...]:
    kind, _, count = _u16(lookup, 0, 3)
    made = []
    for at in _u16(lookup, 6, count):
        part, real = lookup[at:], kind
        if kind == 9:
            _, real, far = struct.unpack_from(">HHI", part)
            part = part[far:]
        if real == 2:
            made.append(_by_glyphs(part) if _u16(part, 0, 1)[0] == 1 else _by_classes(part))
    return tuple(made)


def _value(first: int) -> Callable[[bytes, int], int]:
    """Reads how much further the next letter stands, of a record whose form is ``first``."""
    place = 2 * (first & 3).bit_count()
    return lambda data, at: int(struct.unpack_from(">h", data, at + place)[0]) if first & 4 else 0


def _by_glyphs(part: bytes) -> Pair:
    _, coverage_at, first, second, count = _u16(part, 0, 5)
    covered, sets, value = _coverage(part[coverage_at:]), _u16(part, 10, count), _value(first)
    width = 2 + 2 * ((first & 255).bit_count() + (second & 255).bit_count())

    def pair(left: int, right: int) -> int | None:
        place = covered.get(left)
        if place is None:
            return None
        at = sets[place]
        for n in range(_u16(part, at, 1)[0]):
            if _u16(part, at + 2 + n * width, 1)[0] == right:
                return value(part, at + 4 + n * width)
        return None

    return pair


def _by_classes(part: bytes) -> Pair:
    _, coverage_at, first, second, left_at, right_at, _, across = _u16(part, 0, 8)
    covered, value = _coverage(part[coverage_at:]), _value(first)
    left_of, right_of = _classes(part[left_at:]), _classes(part[right_at:])
    width = 2 * ((first & 255).bit_count() + (second & 255).bit_count())

    def pair(left: int, right: int) -> int | None:
        if left not in covered:
            return None
        return value(part, 16 + width * (left_of(left) * across + right_of(right)))

    return pair


def _coverage(data: bytes) -> Mapping[int, int]:
    """From each glyph that a table is about to its number there."""
    form, count = _u16(data, 0, 2)
    if form == 1:
        return {glyph: n for n, glyph in enumerate(_u16(data, 4, count))}
    ranges = [_u16(data, 4 + 6 * n, 3) for n in range(count)]
    if sum(max(0, end - start) for start, end, _ in ranges) > _GLYPHS:
        raise IndexError(count)
    return {glyph: first + glyph - start for start, end, first in ranges for glyph in range(start, end + 1)}


def _classes(data: bytes) -> Callable[[int], int]:
    (form,) = _u16(data, 0, 1)
    if form == 1:
        start, count = _u16(data, 2, 2)
        given = _u16(data, 6, count)
        return lambda glyph: given[glyph - start] if 0 <= glyph - start < count else 0
    ranges = sorted(_u16(data, 4 + 6 * n, 3) for n in range(_u16(data, 2, 1)[0]))
    starts = [start for start, _, _ in ranges]

    def found(glyph: int) -> int:
        n = bisect_right(starts, glyph) - 1
        return ranges[n][2] if n >= 0 and glyph <= ranges[n][1] else 0

    return found
