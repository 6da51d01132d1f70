"""Names as URLs and as keys, in any script: text in, slug or folded name out. RFC 3987: an IRI may hold any letter."""

from __future__ import annotations

import re
import unicodedata

_BREAKS = re.compile(r"[^\w]+|_+")
_APOSTROPHES = re.compile(r"['’ʼ]")


def slugify(text: str) -> str:
    """Lower-case letters and digits of any script, joined by single hyphens; ``""`` when nothing is left."""
    form = unicodedata.normalize("NFC", _APOSTROPHES.sub("", text)).lower()
    return _BREAKS.sub("-", unicodedata.normalize("NFC", form)).strip("-")


def fold(name: str) -> str:
    """Without case, accents, punctuation and doubled spaces."""
    letters = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", " ", letters.replace("&", " and ")).strip()
