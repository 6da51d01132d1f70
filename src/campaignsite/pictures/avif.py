"""AVIF (AV1 Image File Format 1.1, on ISO/IEC 23008-12): items in a box of data, and a table of what each of them is.

Nothing changes its place, because the file is full of places: what goes is overwritten, and named a free box, which
readers pass over (ISO/IEC 14496-12, section 8.1.2).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from campaignsite.model.files import Size
from campaignsite.pictures.boxes import Box, Fields, boxes, brand
from campaignsite.pictures.damage import TOO_SHORT, DamagedError, number, piece
from campaignsite.pictures.icc import colours_only
from campaignsite.pictures.pixels import Picture, size

_BRANDS = (b"avif", b"avis")
_TOP = frozenset((b"ftyp", b"meta", b"mdat", b"moov"))
_META = frozenset((b"hdlr", b"pitm", b"iinf", b"iloc", b"iref", b"iprp", b"idat", b"dinf", b"grpl"))
_ITEMS = frozenset((b"av01", b"grid", b"iden", b"iovl", b"tmap"))
"""Kinds of items that are pictures, or make one of others."""
_PROPERTIES = frozenset(
    b"ispe pixi pasp colr av1C auxC clap irot imir clli mdcv cclv amve reve ndwt a1op a1lx lsel iscl".split()
)
_MOVIE = frozenset(b"moov trak mdia minf dinf stbl edts".split())
"""Boxes of an animation in which there are others."""
_FREE = frozenset((b"udta", b"meta", b"uuid", b"free", b"skip"))
"""What may stand in one of them, and says nothing of how it looks."""
_TIMES = (b"mvhd", b"tkhd", b"mdhd")
_LARGEST_TABLE, _DEEPEST = 4000, 12


Parts = Mapping[bytes, Box]
"""The boxes in one that describes, by their kind."""


class _Extent(NamedTuple):
    start: int
    end: int


def is_avif(data: bytes) -> bool:
    """Whether a file says that it is one."""
    return brand(data) in _BRANDS or (data[4:8] == b"ftyp" and _compatible(data))


def _compatible(data: bytes) -> bool:
    brands = data[16 : int.from_bytes(data[:4], "big")][:400]
    return any(brands[n : n + 4] in _BRANDS for n in range(0, len(brands), 4))


def clean(data: bytes) -> Picture:
    """Every item and box that is no picture is overwritten with nothing. Raises DamagedError or TooBigError."""
    return _Cleaning(data).clean()


def measure(data: bytes) -> Size:
    """The size of a picture, from its table. Raises DamagedError or TooBigError."""
    return _Cleaning(data).measure()


class _Cleaning:
    def __init__(self, data: bytes) -> None:
        self.data = bytearray(data)
        found = list(_top(data))
        while found and found[-1].kind not in _TOP:
            found.pop()
        self.top = found
        del self.data[found[-1].end if found else 0 :]

    def measure(self) -> Size:
        meta = next((box for box in self.top if box.kind == b"meta"), None)
        if meta is None:
            raise DamagedError("there is no picture in it")
        self.parts = self._parts(meta)
        if not {b"pitm", b"iinf", b"iloc", b"iprp"} <= self.parts.keys():
            raise DamagedError("there is no picture in it")
        return size(*self._size())

    def clean(self) -> Picture:
        shown = self.measure()
        kinds, extents = self._kinds(self.parts), self._extents(self.parts)
        kept = [extent for item, kind in kinds.items() if kind in _ITEMS for extent in extents.get(item, ())]
        if not kept or any(extent.end > len(self.data) for extent in kept):
            raise DamagedError(TOO_SHORT)
        holders = [box for box in self.top if box.kind == b"mdat"] + [b for k, b in self.parts.items() if k == b"idat"]
        if any(box.kind == b"moov" for box in self.top):  # the frames of an animation are nobody's items
            for item in kinds.keys() | extents.keys():
                if kinds.get(item) not in _ITEMS:
                    self._erase_but(extents.get(item, ()), kept)
        else:
            self._erase_but([_Extent(box.inside, box.end) for box in holders], kept)
        self._free(self.top, _TOP)
        for box in self.top:
            if box.kind == b"meta":
                self._free(list(boxes(self.data, box.inside + 4, box.end)), _META)
            elif box.kind == b"moov":
                self._movie(box, kept)
        self._name_nothing(self.parts.get(b"hdlr"))
        self._properties()
        return Picture(bytes(self.data), shown)

    # --- what is there -------------------------------------------------------------------------------------------

    def _parts(self, meta: Box) -> Parts:
        return {box.kind: box for box in boxes(self.data, meta.inside + 4, meta.end)}

    def _kinds(self, parts: Parts) -> Mapping[int, bytes]:
        """The kind of each item (ISO/IEC 14496-12, section 8.11.6); what is no picture loses kind and name."""
        box, kinds = parts[b"iinf"], dict[int, bytes]()
        first = box.inside + (6 if not number(self.data, box.inside, 1) else 8)
        for entry in boxes(self.data, first, box.end):
            version = number(self.data, entry.inside, 1)
            if entry.kind != b"infe" or version not in (2, 3):
                raise DamagedError("its table of items cannot be read")
            fields = Fields(self.data, entry.inside + 4)
            item = fields.number(2 if version == 2 else 4)
            fields.number(2)
            kind = kinds[item] = fields.piece(4)
            if kind not in _ITEMS:
                self.data[fields.at - 4 : fields.at] = b"skip"
            self._erase(fields.at, entry.end)
        return kinds

    def _extents(self, parts: Parts) -> Mapping[int, list[_Extent]]:
        """Where the data of each item stands (section 8.11.3)."""
        box = parts[b"iloc"]
        fields = Fields(self.data, box.inside)
        version = fields.number(1)
        fields.number(3)
        widths, others = fields.number(1), fields.number(1)
        wide = 4 if version == 2 else 2
        found, count = dict[int, list[_Extent]](), 0
        for _ in range(min(fields.number(wide), _LARGEST_TABLE)):
            item = fields.number(wide)
            inside_meta = bool(version) and fields.number(2) & 15 == 1
            fields.number(2)
            base = fields.number(others >> 4)
            if inside_meta:
                base += parts[b"idat"].inside if b"idat" in parts else 0
            for _ in range(min(fields.number(2), _LARGEST_TABLE)):
                if version and others & 15:
                    fields.number(others & 15)
                start = base + fields.number(widths >> 4)
                length = fields.number(widths & 15)
                found.setdefault(item, []).append(_Extent(start, start + length))
                count += 1
                if count > _LARGEST_TABLE:
                    raise DamagedError("its table of items has no end")
        return found

    def _size(self) -> tuple[int, int, int]:
        """Width, height and orientation of the first picture (ISO/IEC 23008-12, sections 6.5.3 and 6.5.10)."""
        pitm = self.parts[b"pitm"]
        primary = number(self.data, pitm.inside + 4, 4 if number(self.data, pitm.inside, 1) else 2)
        whole = list(boxes(self.data, self.parts[b"iprp"].inside, self.parts[b"iprp"].end))
        all_of = [list(boxes(self.data, box.inside, box.end)) for box in whole if box.kind == b"ipco"]
        for box in whole:
            own = self._associated(box, primary) if box.kind == b"ipma" else ()
            mine = [all_of[0][n - 1] for n in own if all_of and 0 < n <= len(all_of[0])]
            shape = next((b for b in mine if b.kind == b"ispe"), None)
            if shape:
                turned = any(b.kind == b"irot" and number(self.data, b.inside, 1) & 1 for b in mine)
                width, height = number(self.data, shape.inside + 4, 4), number(self.data, shape.inside + 8, 4)
                if width and height:
                    return width, height, 6 if turned else 1
        raise DamagedError("there is no picture in it")

    def _associated(self, box: Box, item: int) -> list[int]:
        """The numbers of an item's properties (ISO/IEC 14496-12, section 8.11.14)."""
        fields, found = Fields(self.data, box.inside), list[int]()
        version, flags = fields.number(1), fields.number(3)
        for _ in range(min(fields.number(4), _LARGEST_TABLE)):
            this = fields.number(4 if version else 2)
            own = [fields.number(2) & 0x7FFF if flags & 1 else fields.number(1) & 0x7F for _ in range(fields.number(1))]
            found += own if this == item else []
        return found

    # --- what goes -----------------------------------------------------------------------------------------------

    def _erase(self, start: int, end: int) -> None:
        self.data[start:end] = bytes(max(0, min(end, len(self.data)) - start))

    def _erase_but(self, places: Iterable[_Extent], kept: Iterable[_Extent]) -> None:
        """Overwrite everything in some places that does not belong to the picture."""
        whole = sorted(kept)
        for place in places:
            at = place.start
            for start, end in whole:
                if end > at and start < place.end:
                    self._erase(at, max(at, start))
                    at = max(at, end)
            self._erase(at, max(at, place.end))

    def _free(self, found: Iterable[Box], known: frozenset[bytes]) -> None:
        """Overwrite the boxes that are not known."""
        for box in found:
            if box.kind not in known:
                self.data[box.start + 4 : box.start + 8] = b"free"
                self._erase(box.inside, box.end)

    def _movie(self, movie: Box, kept: Sequence[_Extent], depth: int = 0) -> None:
        if depth > _DEEPEST:
            raise DamagedError("its boxes lie in each other without end")
        inside = list(boxes(self.data, movie.inside, movie.end))
        for box in inside:
            if box.kind == b"meta":  # what is said of all frames lies among them
                parts = self._parts(box)
                if b"iloc" in parts:
                    self._erase_but((e for extents in self._extents(parts).values() for e in extents), kept)
        self._free([box for box in inside if box.kind in _FREE], frozenset())
        for box in inside:
            if box.kind in _MOVIE:
                self._movie(box, kept, depth + 1)
            else:
                self._leaf(box)

    def _leaf(self, box: Box) -> None:
        if box.kind in _TIMES:  # when it was made, and changed
            self._erase(box.inside + 4, box.inside + (20 if number(self.data, box.inside, 1) else 12))
        elif box.kind == b"hdlr":
            self._name_nothing(box)
        elif box.kind == b"stsd":
            for entry in boxes(self.data, box.inside + 8, box.end):
                self._erase(entry.inside + 42, entry.inside + 74)  # the name of the program
                self._colours(list(boxes(self.data, entry.inside + 78, entry.end)))

    def _name_nothing(self, handler: Box | None) -> None:
        """A handler needs no name (section 8.4.3)."""
        if handler:
            self._erase(handler.inside + 24, handler.end)

    def _properties(self) -> None:
        for box in boxes(self.data, self.parts[b"iprp"].inside, self.parts[b"iprp"].end):
            if box.kind != b"ipco":
                continue
            found = list(boxes(self.data, box.inside, box.end))
            self._free(found, _PROPERTIES)
            self._colours(found)

    def _colours(self, found: Iterable[Box]) -> None:
        for colours in found:
            if colours.kind == b"colr" and piece(self.data, colours.inside, 4) in (b"prof", b"rICC"):
                profile = piece(self.data, colours.inside + 4, colours.end - colours.inside - 4)
                self.data[colours.inside + 4 : colours.end] = colours_only(profile) or bytes(len(profile))


def _top(data: bytes) -> Iterable[Box]:
    """The boxes of the file; what lies behind them is none, and was never part of the picture."""
    found: list[Box] = []
    try:
        found.extend(boxes(data, 0, len(data)))
    except DamagedError:
        at = found[-1].end if found else 0
        if data[at + 4 : at + 8] in _TOP or not {b"meta", b"mdat"} <= {box.kind for box in found}:
            raise
    return found
