"""A smaller copy of a picture. In: a clean picture and which copies are wanted. Out: the bytes of each.

Here alone pixels are unpacked. A copy depends on its picture and its recipe, not on the copies that are made with it.
What is fixed for its sake: one thread (libavif divides a picture among threads, and other parts make other bytes), the
encoders' settings, and the steps in which a copy gets worse until it is light enough.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from campaignsite.model.copies import KINDS, WIDTHS, Copy
from campaignsite.pictures.damage import DamagedError

if TYPE_CHECKING:  # a build that makes no copies does not wait for it
    from PIL.Image import Image

HEAVIEST = 60_000
"""Bytes of the heaviest copy."""
_FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
_STEPS = MappingProxyType({"avif": (60, 50, 40, 30, 20), "webp": (75, 60, 45, 30, 15)})
"""The qualities that are tried, one after another."""
_SETTINGS = MappingProxyType(
    {
        "avif": MappingProxyType({"speed": 8, "subsampling": "4:2:0", "max_threads": 1, "autotiling": False}),
        "webp": MappingProxyType({"method": 4}),
    }
)
_TURNS = MappingProxyType({2: 0, 3: 3, 4: 1, 5: 5, 6: 4, 7: 6, 8: 2})
"""From how a picture lies (Exif 2.32, section 4.6.4.A, Orientation) to the ``Transpose`` that makes it upright."""


def able() -> bool:
    """Whether the Pillow that is installed can write every kind of copy."""
    from PIL import features

    return all(features.check(kind) for kind in KINDS)


def copies(data: bytes, wanted: Sequence[Copy]) -> tuple[bytes, ...]:
    """Make copies of a picture. Raises DamagedError for one that cannot be unpacked."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return tuple(_copies(data, wanted))


def _copies(data: bytes, wanted: Sequence[Copy]) -> Iterator[bytes]:
    try:
        picture = _Unpacked(data)
    except MemoryError:
        raise
    except Exception as error:  # what decoders raise is without number; whatever it is, the picture is the reason
        raise DamagedError("what is in it does not unpack") from error
    sized: dict[tuple[int, int], Image] = {}
    for copy in wanted:
        size = (copy.width, copy.height)
        if size not in sized:
            sized[size] = picture.sized(size)
        yield _light(sized[size], copy.kind, min(HEAVIEST, len(data)))


class _Unpacked:
    """A picture in memory, as it is stored: on its side perhaps, and in its own colours."""

    def __init__(self, data: bytes) -> None:
        from PIL import AvifImagePlugin, Image, JpegImagePlugin, PngImagePlugin, WebPImagePlugin  # noqa: F401

        image: Image.Image = Image.open(io.BytesIO(data), formats=_FORMATS)
        # Browsers turn no WebP: see webp.py.
        self._lies = 1 if image.format == "WEBP" else image.getexif().get(0x0112, 1)
        self._profile: bytes = image.info.get("icc_profile") or b""
        # A JPEG can be unpacked smaller; twice as big as the widest copy is as good as whole.
        image.draft(image.mode, (2 * WIDTHS[-1], 2 * WIDTHS[-1]))
        image.load()
        self._image = _plain(image)

    def sized(self, size: tuple[int, int]) -> Image:
        """In one size, upright, in the colours of the web."""
        from PIL.Image import Resampling, Transpose

        size = size[::-1] if self._lies > 4 else size
        image = self._image.resize(size, Resampling.LANCZOS, reducing_gap=3.0)
        if self._lies in _TURNS:
            image = image.transpose(Transpose(_TURNS[self._lies]))
        return _in_srgb(image, self._profile)


def _plain(image: Image) -> Image:
    """In a mode that can be made smaller: grey, three colours or four, with alpha or without."""
    if image.mode.startswith("I"):  # 16 bits
        return image.convert("I").point(lambda value: value / 256).convert("L")
    if image.has_transparency_data and image.mode != "LA":
        return image.convert("RGBA")
    return image if image.mode in ("L", "LA", "RGB", "CMYK") else image.convert("RGB")


def _in_srgb(image: Image, profile: bytes) -> Image:
    """Red, green and blue as browsers mean them where nothing is said. A profile that is none counts as none."""
    from PIL import Image, ImageCms

    alpha = image.getchannel("A") if image.mode in ("LA", "RGBA") else None
    colours = image.convert({"LA": "L", "RGBA": "RGB"}.get(image.mode, image.mode))
    done = None
    if profile:
        try:
            theirs, ours = ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
            done = ImageCms.profileToProfile(colours, theirs, ours, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            done = None
    done = done or colours.convert("RGB")
    if alpha and alpha.getextrema() != (255, 255):
        done.putalpha(alpha)
    # A new one, so that nothing goes into the copy but pixels.
    return Image.frombytes(done.mode, done.size, done.tobytes())


def _light(image: Image, kind: str, limit: int) -> bytes:
    """The best that is light enough: no heavier than the whole picture, and never heavier than the heaviest.

    If the last step is still too heavy for that, detail goes: half of it, half of the rest, and so on.
    """
    from PIL.Image import Resampling

    data = b""
    for quality in _STEPS[kind]:
        data = _encoded(image, kind, quality)
        if len(data) <= limit:
            return data
    parts = 2
    while len(data) > HEAVIEST and parts <= 2 * max(image.size):
        small = (max(1, image.width // parts), max(1, image.height // parts))
        soft = image.resize(small, Resampling.BOX).resize(image.size, Resampling.BICUBIC)
        data = _encoded(soft, kind, _STEPS[kind][-1])
        parts *= 2
    return data


def _encoded(image: Image, kind: str, quality: int) -> bytes:
    out, given = io.BytesIO(), dict[str, Any](_SETTINGS[kind])
    image.save(out, kind.upper(), quality=quality, **given)
    return out.getvalue()
