"""The subject of a letter becomes a title. In: a subject. Out: it without “Fwd:” and the like."""

from __future__ import annotations

import re

_BEFORE = re.compile(
    r"(?:\s*(?:(?:fwd?|re|tr|réf|rép)\s*(?:\[\d+\]|\(\d+\))?\s*:|\[(?:ext|external|externe)[^\]]{0,20}\]))+\s*",
    re.IGNORECASE,
)
_MOST = 200
"""Letters of the longest one that is a title."""


def bare_subject(subject: str) -> str:
    """The subject alone; nothing for one that is no title."""
    flat = " ".join(subject.split())
    found = _BEFORE.match(flat)
    bare = flat[found.end() :] if found else flat
    return bare if len(bare) <= _MOST else ""
