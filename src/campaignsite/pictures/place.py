"""Whether a file that is published as it is says where on earth it was made.

In: any file: a film, a PDF, an office document, a picture of a kind that cannot be cleaned. Out: how it says it.
"""

from __future__ import annotations

import base64
import binascii
import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from campaignsite.pictures.exif import has_place

_XMP = re.compile(rb"exif:GPSL(?:at|ong)itude\s*(?:=|>)")
"""XMP Specification part 2, section 3.3: as an attribute or as an element."""
_WIDE_XMP = "exif:GPSL".encode("utf-16-le")
"""XMP may be in UTF-16 too (part 1, section 7.1); one order has the other in it."""
_POINT = rb"[+-]\d{2,6}(?:\.\d+)?[+-]\d{3,7}(?:\.\d+)?"
"""A point as ISO 6709 writes it, annex H."""
_KEYS = (b"location.ISO6709", b"LOCATION.ISO6709", b"LOCATION-ISO6709", b"location-iso6709", b"RECORDING_LOCATION")
_FILM = (
    re.compile(rb"\xa9xyz.{4}" + _POINT, re.DOTALL),
    *(re.compile(re.escape(key) + rb".{0,16384}?" + _POINT, re.DOTALL) for key in _KEYS),
)
"""QuickTime's user data and metadata keys, and what programs make of them in Matroska."""
_LOCI = re.compile(rb"loci\0\0\0\0.{2}[^\0]{0,256}\0[\0-\2](.{8})", re.DOTALL)
"""3GPP TS 26.244, section 8.10: longitude and latitude behind a name and a role."""
_TELEMETRY = re.compile(rb"GPS5l\x14|GPS9\?")
"""The track of an action camera (GPMF): five or nine values, sixty times a second."""
_STREAM = re.compile(rb"stream\r?\n")
_ADDRESS = re.compile(rb"data:[a-z+/.-]+(?:;[a-z0-9=-]+)*;base64,([A-Za-z0-9+/=\s]+)", re.IGNORECASE)
_TEXTS = (".svg", ".css", ".html", ".htm", ".js", ".json", ".xml", ".txt")
_MOST, _MEMBERS, _DEEPEST = 256 << 20, 5000, 2
"""Bytes that are unpacked, files in an archive, archives in each other: what has more is not looked at further."""


def told_place(path: str, data: bytes) -> str:
    """Where in a file the place stands, as the end of a sentence; nothing when it does not say."""
    return _told(path.lower(), data, _Room(), 0)


class _Room:
    """How much may still be unpacked."""

    def __init__(self) -> None:
        self.left = _MOST

    def taken(self, data: bytes) -> bytes:
        self.left -= len(data)
        return data


def _told(name: str, data: bytes, room: _Room, depth: int) -> str:
    if has_place(data):
        return "in its Exif"
    if _XMP.search(data) or _WIDE_XMP in data:
        return "in its XMP"
    if data[4:8] in (b"ftyp", b"moov", b"mdat", b"wide", b"free") or data[:4] == b"\x1a\x45\xdf\xa3":
        return _of_film(data)
    if depth < _DEEPEST:
        for what, inside in _inside(name, data, room):
            found = _told(what.lower(), inside, room, depth + 1)
            if found:
                return found if not what else f"{found}, {what}"
    return ""


def _of_film(data: bytes) -> str:
    if any(sign.search(data) for sign in _FILM) or any(match[1] != bytes(8) for match in _LOCI.finditer(data)):
        return "in its description"
    if b"gpmd" in data and _TELEMETRY.search(data):
        return "in a track of its own"
    return ""


def _inside(name: str, data: bytes, room: _Room) -> Iterator[tuple[str, bytes]]:
    """Files in the file: of an archive, of a PDF, and those that a text holds."""
    if data[:4] == b"PK\3\4":
        yield from _of_archive(data, room)
    elif b"%PDF-" in data[:1024]:
        for match in _STREAM.finditer(data):
            if room.left <= 0:
                return
            end = data.find(b"endstream", match.end())
            if end < 0:
                return
            unpacked = _unpacked(data[match.end() : end], room)
            if unpacked:
                yield "", unpacked
    elif name.endswith(_TEXTS):
        for match in _ADDRESS.finditer(data):
            try:
                yield "", room.taken(base64.b64decode(re.sub(rb"\s", b"", match[1])))
            except binascii.Error:
                continue


def _of_archive(data: bytes, room: _Room) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for info in archive.infolist()[:_MEMBERS]:
                if room.left <= 0:
                    return
                with archive.open(info) as file:
                    yield f"in {info.filename.rpartition('/')[2]}", room.taken(file.read(room.left))
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError, ValueError):
        return  # it is no archive, or one that only its readers can open


def _unpacked(data: bytes, room: _Room) -> bytes:
    """What is packed at the beginning of some bytes."""
    try:
        return room.taken(zlib.decompressobj().decompress(data, max(1, room.left)))
    except zlib.error:
        return b""
