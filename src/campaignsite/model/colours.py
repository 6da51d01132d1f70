"""A campaign's colour: what can be read in it, and what the theme makes of it. In: a colour. Out: a ``Palette``."""

from __future__ import annotations

import colorsys
from collections.abc import Callable, Iterable
from dataclasses import dataclass

ACCENT = "#75205a"
"""That of the theme's style sheet."""
BAR = ("#4a1a3b", "#161216")
"""What colours a browser's own bars when a site has no accent: light's ``deep`` and dark's ``paper``."""
TEXT = 4.5
"""The least contrast of text with what is behind it (WCAG 2.2, 1.4.3)."""
_WHITE = "#ffffff"
_WELL = 7.0
"""What the theme wants where it is free to choose (WCAG 2.2, 1.4.6)."""
_DEEP = 10.0
"""The same for the grounds that white stands on: darker than the accent, so that they are seen as two colours."""
_STEPS = 200


@dataclass(frozen=True, slots=True)
class Scheme:
    """The theme's colours for light or for dark surroundings, each as #rrggbb, under the style sheet's names."""

    paper: str
    tint: str
    ink: str
    soft: str
    line: str
    accent: str
    deep: str


@dataclass(frozen=True, slots=True)
class Palette:
    """Everything that the theme makes of a colour."""

    light: Scheme
    dark: Scheme

    @property
    def bar(self) -> tuple[str, str]:
        """What colours a browser's own bars, in light and in dark surroundings."""
        return self.light.deep, self.dark.paper

    @property
    def css(self) -> str:
        """What follows the theme's style sheet. Paper that is printed on stays white."""
        return (
            f"\n@media screen {{\n  :root {{ {_properties(self.light)} }}\n}}\n"
            f"@media screen and (prefers-color-scheme: dark) {{\n  :root {{ {_properties(self.dark)} }}\n}}\n"
        )


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, “contrast ratio”)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def readable(colour: str) -> str:
    """The nearest colour of the same hue that can be read on white; the same if it can be read."""
    return _until(colour, lambda c: contrast(c, _WHITE) >= TEXT, lighter=False)


def palette(accent: str) -> Palette:
    """The colours of a theme whose accent can be read on white, every text in them with enough contrast."""
    tint = _until(_shade(accent, 0.96, 0.35), lambda c: contrast(c, accent) >= TEXT, lighter=True)
    light = Scheme(
        paper=_WHITE,
        tint=tint,
        ink=_shade(accent, 0.1, 0.2),
        soft=_until(_shade(accent, 0.38, 0.15), lambda c: contrast(c, tint) >= TEXT, lighter=False),
        line=_shade(accent, 0.84, 0.2),
        accent=accent,
        deep=_until(accent, lambda c: contrast(c, _WHITE) >= _DEEP, lighter=False),
    )
    ground = _shade(accent, 0.12, 0.18)
    dark = Scheme(
        paper=_shade(accent, 0.08, 0.12),
        tint=ground,
        ink=_shade(accent, 0.93, 0.2),
        soft=_until(_shade(accent, 0.7, 0.12), lambda c: contrast(c, ground) >= TEXT, lighter=True),
        line=_shade(accent, 0.24, 0.15),
        accent=_until(accent, lambda c: contrast(c, ground) >= _WELL, lighter=True),
        deep=_until(accent, lambda c: contrast(c, _WHITE) >= _DEEP + 4, lighter=False),
    )
    return Palette(light, dark)


def _properties(scheme: Scheme) -> str:
    names = Scheme.__dataclass_fields__
    return " ".join(f"--{name}: {getattr(scheme, name)};" for name in names)


def _luminance(colour: str) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2, “relative luminance”)."""
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _shade(colour: str, lightness: float, most: float) -> str:
    """The hue of a colour as light as asked for, and never more saturated than ``most``; all 0 to 1."""
    hue, _, saturation = colorsys.rgb_to_hls(*_parts(colour))
    return _hex(colorsys.hls_to_rgb(hue, lightness, min(saturation, most)))


def _until(colour: str, fits: Callable[[str], bool], *, lighter: bool) -> str:
    """The first colour that fits on the way to white or to black, by steps that nobody sees."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_parts(colour))
    end = 1.0 if lighter else 0.0
    for step in range(_STEPS):
        shade = _hex(colorsys.hls_to_rgb(hue, lightness + (end - lightness) * step / _STEPS, saturation))
        if fits(shade):
            return shade
    return _WHITE if lighter else "#000000"


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _hex(parts: Iterable[float]) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)
