"""The name of a new file, made from a title. In: a title in any script. Out: what every disk can have."""

from __future__ import annotations

import re
import unicodedata

from campaignsite.model.words.slugs import slugify

_LONGEST = 60
"""Letters; what an address bar shows, and a list of files."""
_BYTES = 150
"""Far below what disks (255) and slugs (200) may have: an ending and a language come behind it."""
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(-|$)")
"""Names that Windows keeps for devices, whatever their ending."""


def plain(title: str) -> str:
    """A title on one line. Raises ValueError when nothing of it is left, or it holds what nobody can see."""
    line = " ".join(title.split())
    odd = next((c for c in line if unicodedata.category(c) in ("Cc", "Cs") or c in "\ufeff\ufffe\uffff"), "")
    if odd:
        raise ValueError(f"the title holds the character U+{ord(odd):04X}, which is no text")
    if not line:
        raise ValueError("the title is empty")
    return line


def stem(title: str, kind: str) -> str:
    """The name of a file without its ending; a title without letters and digits gives the kind's name."""
    name = _short(slugify(title))
    if not name:
        return f"new-{kind}"
    # “index” is the front of a folder, and no document of a kind.
    return f"{kind}-{name}" if name == "index" or _DEVICES.match(name) else name


def _short(name: str) -> str:
    """No longer than it may be, cut between words where there are any."""
    while len(name) > _LONGEST or len(name.encode()) > _BYTES:
        head = name[: min(len(name) - 1, _LONGEST)]
        name = head.rpartition("-")[0] if "-" in head[_LONGEST // 2 :] else head
        # What is cut off behind a letter may be its mark.
    return name.strip("-")
