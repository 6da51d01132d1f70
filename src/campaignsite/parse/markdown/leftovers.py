"""What was meant to be something in Markdown and stayed text: it would be published as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from campaignsite.model.codes import diagnostic
from campaignsite.model.diagnostics import Diagnostic, Place
from campaignsite.model.documents import Setting
from campaignsite.parse.markdown.components import COMPONENTS

_CLOSING = re.compile(r":{3,}")
_LEFTOVER = re.compile(r"\[\^[^\]\s]+\]|\[![A-Za-z]+\]|\[[^\[\]]+\]\[[^\[\]]+\]")
_LINK = re.compile(
    r"!?\[[^\[\]]*\]\(([^()\n]*)\)"
    r"|!?\[[^\[\]]+\] \(((?:\.{0,2}/|https?:|mailto:)[^()\s]*|[^()\s]+\.(?:md|png|jpe?g|gif|webp|avif|svg))\)"
)
"""A link or picture that is none: with a space in its address, or before it."""
_TITLED = re.compile(r"\s*<?(?P<address>[^<>]*?)>?\s*(?P<title>\s\"[^\"]*\"|\s'[^']*')?\s*")
_ADDRESS = re.compile(r"#|/|https?:|mailto:|.*\.[A-Za-z0-9]{2,5}(?:[?#].*)?$")
"""What may be a file or an address, as far as it shows; “Safe Journeys Week” is neither."""
_TWO = re.compile(rf"::(?!:)\s*({'|'.join(COMPONENTS)})\b")
_HINTS = (
    ("[^", "write {0}: … on a line of its own"),
    ("[!", "write [!NOTE], [!TIP], [!IMPORTANT], [!WARNING] or [!CAUTION], alone on the first line"),
    ("[", "write [words](address), or define the address"),
)


MOST = 200
"""Of what is found in one body. Each is looked for in its lines, and nobody reads more."""


class Leftovers:
    """What is left over in one body with these ``lines``."""

    def __init__(self, lines: Sequence[str], setting: Setting) -> None:
        self.lines, self.setting, self.count = lines, setting, 0

    def of(self, text: str, first: int) -> Iterator[Diagnostic]:
        """Look at one text of a paragraph that stands on the 0-based line ``first`` or below.

        There is nothing to find in a text without any ``[`` or ``::``.
        """
        if (begun := _TWO.match(text)) and self.count < MOST:
            at = self.line(begun[0][:2], first)
            hint = f"write ::: {begun[1]}, with three colons, and a line of ::: at the end"
            yield self.note("bad-component", "a component begins with three colons", self.place(at, "::"), hint)
        if _CLOSING.fullmatch(text) and self.count < MOST:
            at = next(
                (n for n in range(first, len(self.lines)) if _CLOSING.fullmatch(self.lines[n].strip(" >"))), first
            )
            hint = "take it out, or begin one with ::: name"
            yield self.note("bad-component", "there is no component that this ::: closes", self.place(at, ":::"), hint)
        for found in _LEFTOVER.finditer(text):
            if self.count == MOST:
                return
            at = self.line(found[0], first)
            hint = next(hint for sign, hint in _HINTS if found[0].startswith(sign)).format(found[0])
            message = f"nothing is defined for {found[0]}, so it is shown as it stands"
            yield self.note("unknown-reference", message, self.place(at, found[0]), hint)

        for found in _LINK.finditer(text):
            if self.count == MOST:
                return
            line, written = self.written(found, first)
            place = Place(line + self.setting.first_line, max(self.lines[line].find(written[0]), 0) + 1)
            code, message, hint = _unlinked(written)
            yield self.note(code, message, place, hint)

    def written(self, found: re.Match[str], first: int) -> tuple[int, re.Match[str]]:
        """Where something of a paragraph stands in the file, and as it is written there.

        Its quotation marks and dashes are those of a printer by now: a hint with them would name another file.
        """
        for n in range(first, len(self.lines)):
            if not self.lines[n].strip():
                break
            for written in _LINK.finditer(self.lines[n]):
                if _letters(written[0]) == _letters(found[0]):
                    return n, written
        return self.line(found[0].partition("(")[0], first), found

    def line(self, sign: str, first: int) -> int:
        """The line, from the ``first`` on, that a sign stands on."""
        return next((n for n in range(first, len(self.lines)) if sign in self.lines[n]), first)

    def place(self, line: int, sign: str) -> Place:
        """Where a sign stands on a line, or its beginning."""
        return Place(line + self.setting.first_line, max(self.lines[line].find(sign), 0) + 1)

    def note(self, code: str, message: str, place: Place, hint: str) -> Diagnostic:
        """One of them is said."""
        self.count += 1
        return diagnostic(code, message, self.setting.path, place, hint)


def _unlinked(written: re.Match[str]) -> tuple[str, str, str]:
    """Code, message and hint for a link or a picture that is none."""
    words = written[0].partition("(")[0]
    picture = words.startswith("!")
    code, what = ("not-a-picture", "picture") if picture else ("not-a-link", "link")
    if written[1] is None:
        name = "the name of its file" if picture else "the address"
        message = f"this is no {what}, and is shown as it stands: a space parts the words from {name}"
        return code, message, "take the space out"
    name = "the name of its file" if picture else "its address"
    message = f"this is no {what}, and is shown as it stands: {name} has a space in it"
    titled = _TITLED.fullmatch(written[1])
    if titled and _ADDRESS.match(titled["address"]):
        hint = f"write {words}(<{titled['address']}>{titled['title'] or ''})"
        hint += "" if re.match(r"#|https?:|mailto:", titled["address"]) else ", or rename the file"
    elif picture:
        hint = "write the name of a picture between ( and ), with its ending: poster.jpg"
    else:
        hint = "write the path of a file between ( and ), as in ../events/our-week.md, or a whole address"
    return code, message, hint


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)
