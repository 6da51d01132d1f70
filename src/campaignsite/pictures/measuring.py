"""How big a picture is: what stands at its beginning, and nothing more. In: one ``Source``. Out: ``Size`` or None."""

from __future__ import annotations

import re
from xml.parsers import expat

from campaignsite.model.files import Size, Source
from campaignsite.pictures import avif, gif, jpeg, png, webp
from campaignsite.pictures.damage import DamagedError
from campaignsite.pictures.pixels import TooBigError

MEASURED = (".png", ".apng", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg")
"""Endings of files that may stand in a text."""
_PIXELS = re.compile(r"\s*(\d+(?:\.\d+)?)(?:px)?\s*")
_BOX = re.compile(r"\s*[-+\d.e]+[\s,]+[-+\d.e]+[\s,]+(\d+(?:\.\d+)?)[\s,]+(\d+(?:\.\d+)?)\s*")
_LARGEST = 100_000


def measure(source: Source) -> Size | None:
    """The size of a picture in CSS pixels, as browsers show it. None when it does not say; damage is said elsewhere."""
    data = source.data
    try:
        if data.startswith(jpeg.MAGIC):
            return jpeg.measure(data)
        if data.startswith(png.MAGIC):
            return png.measure(data)
        if data.startswith(gif.MAGIC):
            return gif.measure(data)
        if webp.is_webp(data):
            return webp.clean(data).size
        if avif.is_avif(data):
            return avif.measure(data)
    except (DamagedError, TooBigError):
        return None
    return _of_svg(data) if source.path.lower().endswith(".svg") else None


def _of_svg(data: bytes) -> Size | None:
    """The first element says it in pixels, or at least in which proportion (SVG 2, section 8.2)."""
    found: list[Size] = []

    def element(name: str, attributes: dict[str, str]) -> None:
        parser.StartElementHandler = None
        if name.rpartition(":")[2] == "svg":
            given = [_PIXELS.fullmatch(attributes.get(key, "")) for key in ("width", "height")]
            box = _BOX.fullmatch(attributes.get("viewBox", ""))
            whole = [float(m[1]) for m in given if m]
            if len(whole) < 2:
                whole = [float(n) for n in box.groups()] if box else []
            if whole and all(1 <= n <= _LARGEST for n in whole):
                found.append(Size(round(whole[0]), round(whole[1])))

    parser = expat.ParserCreate()
    parser.StartElementHandler = element
    try:
        parser.Parse(data[:65536], False)
    except expat.ExpatError:
        return None
    return found[0] if found else None
