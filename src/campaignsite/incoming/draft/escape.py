"""Source text stays text. In: words. Out: Markdown of our dialect that shows exactly these words.

Written for a text that is ``verbatim``: there the dialect changes no quotation marks, dashes or dots.
"""

from __future__ import annotations

import re
from itertools import pairwise

_ALWAYS = re.compile(r"[\\`*\[\]<{]")
_ENTITY = re.compile(r"&(?=#?[A-Za-z0-9]+;)")
_TILDES = re.compile("~(?=~)|(?<=~)~")
_BANG = re.compile(r"!(?=\\?\[)")
_NUMBER = re.compile(r"([0-9]{1,9})([.)])(?=[ \t]|$)")
_COLONS = re.compile(":{3,}")
_START = re.compile(r"[#>:~|=+-]")


def escaped(text: str, *, cell: bool = False, heading: bool = False) -> str:
    """Words inside a line; inside a cell of a table, or a heading, some more characters mean something."""
    made = _ALWAYS.sub(r"\\\g<0>", text)
    made = _ENTITY.sub(r"\\&", made)
    made = _TILDES.sub(r"\\~", made)
    made = _underscores(made)
    if cell:
        made = made.replace("|", "\\|")
    if heading:
        made = made.replace("#", "\\#")
    return _BANG.sub(r"\\!", made)


def _underscores(text: str) -> str:
    """An underscore between letters is one; at the edge of a word it would begin or end emphasis."""
    if "_" not in text:
        return text
    out = []
    for before, here in pairwise(f" {text} "):
        out.append(here)
        if here == "_" and not before.isalnum():
            out[-1] = "\\_"
    made = "".join(out)[:-1]
    return re.sub(r"(?<!\\)_(?![^\W_])", r"\\_", made)


def at_start(line: str) -> str:
    """A line whose first characters would begin a list, a heading, a quotation, a table or a block."""
    if _COLONS.fullmatch(line):
        return f"`{line}`"  # even escaped it would look like the end of a component that somebody forgot to begin
    if number := _NUMBER.match(line):
        return f"{number[1]}\\{line[number.end(1) :]}"
    if not _START.match(line):
        return line
    first, rest = line[0], line[1:]
    if first in "-+" and rest[:1].isalnum():
        return line
    if first == "#" and rest[:1] not in ("", " ", "\t", "#", "\u00a0"):
        return line
    return f"\\{line}"


def address(href: str) -> str:
    """An address between ( and ): what would end it, or mean something, is percent-encoded (RFC 3986 section 2.1)."""
    encoded = re.sub(r"[\s()<>\\\"`{}|^\[\]]", lambda m: "".join(f"%{byte:02X}" for byte in m[0].encode()), href)
    return _ENTITY.sub(r"\\&", encoded)


def comment(text: str) -> str:
    """Words inside an HTML comment, which two hyphens and a > would end."""
    flat = " ".join(text.split())
    while "--" in flat:
        flat = flat.replace("--", "- -")
    return flat.strip("->").strip() if flat.endswith(("-", ">")) or flat.startswith((">", "-")) else flat
