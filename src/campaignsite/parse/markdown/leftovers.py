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


def leftovers(text: str, lines: Sequence[str], first: int, setting: Setting) -> Iterator[Diagnostic]:
    """Look at one text of a paragraph that begins on the 0-based line ``first`` of the body's ``lines``.

    There is nothing to find in a text without any ``[`` or ``:::``.
    """
    if _CLOSING.fullmatch(text):
        at = next((n for n in range(first, len(lines)) if _CLOSING.fullmatch(lines[n].strip(" >"))), first)
        place = Place(at + setting.first_line, max(lines[at].find(":::"), 0) + 1)
        hint = "take it out, or begin one with ::: name"
        yield diagnostic("bad-component", "there is no component that this ::: closes", setting.path, place, hint)
    for found in _LEFTOVER.finditer(text):
        at = next((n for n in range(first, len(lines)) if found[0] in lines[n]), first)
        place = Place(at + setting.first_line, max(lines[at].find(found[0]), 0) + 1)
        hint = next(hint for sign, hint in _HINTS if found[0].startswith(sign)).format(found[0])
        message = f"nothing is defined for {found[0]}, so it is shown as it stands"
        yield diagnostic("unknown-reference", message, setting.path, place, hint)
