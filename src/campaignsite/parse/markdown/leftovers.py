"""What was meant to be something in Markdown and stayed text: it would be published as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from campaignsite.model.codes import diagnostic
from campaignsite.model.diagnostics import Diagnostic, Place
from campaignsite.model.documents import Setting

_CLOSING = re.compile(r":{3,}")
_LEFTOVER = re.compile(r"\[\^[^\]\s]+\]|\[![A-Za-z]+\]|\[[^\[\]]+\]\[[^\[\]]+\]")
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

        There is nothing to find in a text without any ``[`` or ``:::``.
        """
        if _CLOSING.fullmatch(text) and self.count < MOST:
            at = next(
                (n for n in range(first, len(self.lines)) if _CLOSING.fullmatch(self.lines[n].strip(" >"))), first
            )
            hint = "take it out, or begin one with ::: name"
            yield self.note("bad-component", "there is no component that this ::: closes", self.place(at, ":::"), hint)
        for found in _LEFTOVER.finditer(text):
            if self.count == MOST:
                return
            at = next((n for n in range(first, len(self.lines)) if found[0] in self.lines[n]), first)
            hint = next(hint for sign, hint in _HINTS if found[0].startswith(sign)).format(found[0])
            message = f"nothing is defined for {found[0]}, so it is shown as it stands"
            yield self.note("unknown-reference", message, self.place(at, found[0]), hint)

    def place(self, line: int, sign: str) -> Place:
        """Where a sign stands on a line, or its beginning."""
        return Place(line + self.setting.first_line, max(self.lines[line].find(sign), 0) + 1)

    def note(self, code: str, message: str, place: Place, hint: str) -> Diagnostic:
        """One of them is said."""
        self.count += 1
        return diagnostic(code, message, self.setting.path, place, hint)
