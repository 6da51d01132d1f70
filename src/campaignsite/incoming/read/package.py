"""The parts of a Word file, looked at before a library unpacks them. In: bytes. Out: a package of the parts with text.

Every limit is about what a file unpacks to, which its size says nothing of (ECMA-376, part 2: it is a ZIP archive).
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from xml.parsers import expat

from campaignsite.incoming.read.refusals import RefusedError

PARTS_MOST = 4000
UNPACKED_MOST = 24 << 20
"""Bytes of XML in all: a book of a thousand pages has less."""
DEEPEST = 120
ELEMENTS_MOST = 250_000

_ELSE = "\0"
_SIGNS = MappingProxyType(
    {"tab": " ", "br": " ", "cr": " ", "ptab": " ", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad", "sym": _ELSE}
)
"""What stands for a character."""
_DAMAGED = "it is damaged: {why}; ask for it again, or open it in Word, repair it, and save it"
_TEXTS = re.compile(r"word/(document|footnotes|endnotes|comments|header\d*|footer\d*)\.xml")


@dataclass(slots=True)
class Part:
    """What one part of a Word file says."""

    paragraphs: list[str] = field(default_factory=list)
    """The words of each paragraph, as they are shown; in two parts where a sign stands that is no letter."""
    inserted: int = 0
    deleted: int = 0
    comments: int = 0


@dataclass(frozen=True, slots=True)
class Package:
    """A Word file that is safe to unpack."""

    data: bytes
    """A package of the XML parts alone, not compressed."""
    parts: Mapping[str, Part]
    """Those with text, by the name that they have in Word files: document, footnotes, header1."""


def package(data: bytes) -> Package:
    """Look at every part. Raises RefusedError."""
    parts: dict[str, Part] = {}
    out = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as kept:
            wanted = [i for i in archive.infolist() if i.filename.lower().endswith((".xml", ".rels"))]
            _small(wanted)
            seen: set[str] = set()
            for info in wanted:
                if info.filename in seen:
                    raise RefusedError(_DAMAGED.format(why=f"two of its parts are called {info.filename[:80]}"))
                seen.add(info.filename)
                xml = archive.read(info)
                part = _Reading(info.filename).read(xml)
                if name := _TEXTS.fullmatch(info.filename):
                    parts[name[1]] = part
                kept.writestr(zipfile.ZipInfo(info.filename), xml)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        if isinstance(error, RefusedError):
            raise
        protected = isinstance(error, RuntimeError) and "password" in str(error)
        why = "its parts cannot be unpacked"
        raise RefusedError(
            "it is protected by a password; unpack it, and import the file in it"
            if protected
            else _DAMAGED.format(why=why)
        ) from None
    return Package(out.getvalue(), MappingProxyType(parts))


def _small(wanted: list[zipfile.ZipInfo]) -> None:
    size = sum(info.file_size for info in wanted)
    if len(wanted) > PARTS_MOST or size > UNPACKED_MOST:
        raise RefusedError(
            f"it unpacks to {size / (1 << 20):,.0f} MiB of text in {len(wanted):,} parts, and the most is"
            f" {UNPACKED_MOST >> 20} MiB in {PARTS_MOST:,}; copy its text into a .txt file"
        )


class _Reading:
    """One part is gone through without keeping it: what would take a library's memory or depth is refused."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.part = Part()
        self.depth = self.count = 0
        self.open: list[list[str]] = []
        self.shown = False
        self.away = 0  # inside so many elements whose text was taken away

    def read(self, xml: bytes) -> Part:
        """Raises RefusedError."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.text
        parser.StartDoctypeDeclHandler = self.doctype
        try:
            parser.Parse(xml, True)
        except expat.ExpatError as error:
            why = f"{self.name} breaks off, or is no XML (line {error.lineno})"
            raise RefusedError(_DAMAGED.format(why=why)) from None
        return self.part

    def doctype(self, *_: object) -> None:
        raise RefusedError(
            f"{self.name} in it declares a document type, which no Word file does; do not trust this file"
        )

    def start(self, name: str, _attributes: object) -> None:
        self.depth += 1
        self.count += 1
        if self.depth > DEEPEST or self.count > ELEMENTS_MOST:
            raise RefusedError(_DAMAGED.format(why=f"{self.name} is deeper or longer than any text"))
        tag = name.rpartition(" ")[2]
        if tag == "p":
            self.open.append([])
        elif tag == "t":
            self.shown = not self.away
        elif tag in _SIGNS and self.open:
            self.open[-1].append(_SIGNS[tag])
        elif tag in ("ins", "moveTo"):
            self.part.inserted += 1
        elif tag in ("del", "moveFrom"):
            self.part.deleted += 1
            self.away += 1
        elif tag == "comment":
            self.part.comments += 1

    def end(self, name: str) -> None:
        self.depth -= 1
        tag = name.rpartition(" ")[2]
        if tag == "t":
            self.shown = False
        elif tag in ("del", "moveFrom"):
            self.away -= 1
        elif tag == "p" and self.open:
            texts = (" ".join(text.split()) for text in "".join(self.open.pop()).split(_ELSE))
            self.part.paragraphs += [text for text in texts if text]

    def text(self, data: str) -> None:
        if self.shown and self.open:
            self.open[-1].append(data)
