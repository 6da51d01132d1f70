"""The door of the room: a file as it is to be published, or what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from campaignsite.model.codes import diagnostic
from campaignsite.model.diagnostics import Checked, Diagnostic
from campaignsite.model.files import Size, Source
from campaignsite.pictures import avif, gif, jpeg, png, webp
from campaignsite.pictures.damage import DamagedError
from campaignsite.pictures.pixels import MOST, Picture, TooBigError
from campaignsite.pictures.place import told_place

PICTURES = (".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".gif", ".webp", ".avif", ".apng")
"""Endings of files that browsers show and that have to be what they say."""


@dataclass(frozen=True, slots=True)
class Clean:
    """A file without anything that its readers should not get."""

    data: bytes
    size: Size | None = None
    """Of a picture."""


def clean(source: Source) -> Checked[Clean]:
    """Take everything out of a picture that is no picture. What is no picture stays as it is.

    What a file is, its first bytes say; its name may be wrong. There is no value when it must not be published:
    ``damaged-image``, ``image-too-big``, ``image-with-place``.
    """
    cleaner = _cleaner(source.data)
    try:
        if cleaner:
            picture = cleaner(source.data)
            return Checked(Clean(picture.data, picture.size))
    except DamagedError as error:
        return _damaged(str(error), source)
    except TooBigError as error:
        hint = f"make it smaller: the most is {MOST:,} pixels, and screens show 10 million"
        return _wrong("image-too-big", f"this picture has {error}", source, hint)
    if source.path.lower().endswith(PICTURES):
        return _damaged(f"it is {_other(source.data)}", source)
    told = told_place(source.path, source.data)
    if told:
        hint = "take the place out (exiftool -gps:all= -xmp:all=), or publish a JPEG or PNG, which is cleaned for you"
        return _wrong("image-with-place", f"this file says where it was made, {told}", source, hint)
    return Checked(Clean(source.data))


def _damaged(how: str, source: Source) -> Checked[Clean]:
    hint = "save it anew, as JPEG, PNG, WebP, AVIF or GIF, or copy it once more from where it comes from"
    return _wrong("damaged-image", f"this picture cannot be read: {how}", source, hint)


def _wrong(code: str, message: str, source: Source, hint: str) -> Checked[Clean]:
    noticed: tuple[Diagnostic, ...] = (diagnostic(code, message, source.path, hint=hint),)
    return Checked(None, noticed)


def _cleaner(data: bytes) -> Callable[[bytes], Picture] | None:
    if data.startswith(jpeg.MAGIC):
        return jpeg.clean
    if data.startswith(png.MAGIC):
        return png.clean
    if data.startswith(gif.MAGIC):
        return gif.clean
    if webp.is_webp(data):
        return webp.clean
    return avif.clean if avif.is_avif(data) else None


def _other(data: bytes) -> str:
    """What a picture is that is none of ours."""
    if data[4:8] == b"ftyp":
        return "HEIC, which browsers do not show, or a film"
    if data[:4] in (b"II*\0", b"MM\0*"):
        return "TIFF, which browsers do not show"
    return "of no kind that browsers show" if data else "empty"
