"""Front matter is written: keys, texts and lists as an editor would, each text in quotes only where YAML wants them."""

from __future__ import annotations

import json
import re

_PLAIN = re.compile(r"[^\W_][^\n\"]*[^\s:]|[^\W_]|--\d\d-\d\d|\+\d+")
_SPECIAL = re.compile(r":(?:\s|$)|\s#|[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
_WORDS = frozenset(("true", "false", "null", "yes", "no", "on", "off", "y", "n"))


def scalar(text: str) -> str:
    """A text on one line. In this YAML every value is a text, but other programs read it too: “yes” is quoted."""
    flat = " ".join(text.split())
    plain = _PLAIN.fullmatch(flat) and not _SPECIAL.search(flat) and flat.lower() not in _WORDS
    return flat if plain else json.dumps(flat, ensure_ascii=False)


def remark(text: str) -> str:
    """A comment on one line."""
    return "# " + " ".join(text.split())
