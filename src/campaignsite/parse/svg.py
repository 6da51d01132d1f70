"""A picture that can do more than be looked at. In: an SVG file. Out: what in it runs, or fetches something.

A browser that opens the file by itself runs its scripts with the site's own rights (SVG 2, section 2.5).
"""

from __future__ import annotations

import re
from xml.parsers import expat

from campaignsite.model.codes import diagnostic
from campaignsite.model.diagnostics import Diagnostic, Place
from campaignsite.model.files import Source

_RUNNING = frozenset(
    ("script", "foreignobject", "iframe", "object", "embed", "audio", "video", "canvas", "handler", "listener")
)
_LEADING = frozenset(("href", "src", "xlink:href", "action", "formaction", "xml:base", "base"))
_INSIDE = re.compile(r"#|data:image/(?:png|jpeg|gif|webp);base64,", re.IGNORECASE)
"""What an address may begin with: a place in the picture itself, or pixels."""
_FETCHING = re.compile(r"@import|url\((?!\s*['\"]?\s*#)|(?:image-set|expression|element)\(|\\", re.IGNORECASE)
"""In a style; a backslash could spell any of these."""
_STYLING = frozenset(
    (
        "style",
        "fill",
        "stroke",
        "filter",
        "mask",
        "clip-path",
        "marker",
        "marker-start",
        "marker-mid",
        "marker-end",
        "cursor",
    )
)
_HINT = "save it as plain SVG, or as PNG"


def unsafe_svg(source: Source) -> tuple[Diagnostic, ...]:
    """Everything in it that a picture does not need; what is no SVG at all is said too."""
    return _Reader(source).noticed


class _EnoughError(Exception):
    """Nothing more has to be read."""


class _Reader:
    def __init__(self, source: Source) -> None:
        self.path, self._style = source.path, False
        self.noticed: tuple[Diagnostic, ...] = ()
        parser = self._parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._element
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.ProcessingInstructionHandler = self._instruction
        parser.StartDoctypeDeclHandler = self._doctype
        try:
            parser.Parse(source.data, True)
        except _EnoughError:
            pass
        except expat.ExpatError as error:
            if not self.noticed:
                self._note(f"this is no SVG: {expat.ErrorString(error.code)}", Place(error.lineno, error.offset + 1))

    def _element(self, name: str, attributes: dict[str, str]) -> None:
        kind = name.rpartition(":")[2].lower()
        self._style = kind == "style"
        if kind in _RUNNING:
            self._note(f"this picture holds <{name}>, which runs or shows something else")
        for key, value in attributes.items():
            self._attribute(key.lower(), key, value)

    def _attribute(self, key: str, written: str, value: str) -> None:
        plain = key.rpartition(":")[2]
        if plain.startswith("on"):
            self._note(f"this picture has “{written}”, which runs a script")
        elif (key in _LEADING or plain in _LEADING) and not _INSIDE.match(value.strip()):
            self._note(f"this picture has “{written}”, which leads out of it")
        elif plain == "attributename" and (value.strip().lower().rpartition(":")[2] in _LEADING or _starts_on(value)):
            self._note(f"this picture changes “{value.strip()}” while it is looked at")
        elif plain in _STYLING and _FETCHING.search(value):
            self._note(f"this picture has “{written}”, which fetches something")

    def _text(self, text: str) -> None:
        if self._style and _FETCHING.search(text):
            self._note("this picture has a style that fetches something")

    def _end(self, _name: str) -> None:
        self._style = False

    def _instruction(self, target: str, _data: str) -> None:
        self._note(f"this picture has “<?{target}”, which fetches something")

    def _doctype(self, *given: object) -> None:
        # A declaration that only names the standard does no harm: no browser fetches it. Names of its own may hide
        # anything, and stand for a billion others.
        if given[-1]:
            self._note("this picture declares names of its own (<!DOCTYPE … [ ]>)")
            raise _EnoughError

    def _note(self, message: str, place: Place | None = None) -> None:
        at = place or Place(self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1)
        self.noticed = (*self.noticed, diagnostic("unsafe-svg", message, self.path, at, _HINT))


def _starts_on(value: str) -> bool:
    return value.strip().lower().startswith("on")
