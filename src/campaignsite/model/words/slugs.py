"""Names as URLs and as keys, in any script: text in, slug or folded name out. RFC 3987: an IRI may hold any letter."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_APOSTROPHES = re.compile(r"['’ʼ]")
_ASCII_BREAKS = re.compile(r"[^a-z0-9]+")


def slugify(text: str) -> str:
    """Lower-case letters, marks and digits of any script, joined by single hyphens; ``""`` when nothing is left."""
    form = unicodedata.normalize("NFC", unicodedata.normalize("NFC", _APOSTROPHES.sub("", text)).lower())
    if form.isascii():
        return _ASCII_BREAKS.sub("-", form).strip("-")
    # Letters of many scripts are written with marks, which are no part of \\w.
    kept = "".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in form)
    # A mark without a letter (an emoji has some) is nothing that anybody could read or type.
    return "-".join(word for word in kept.split() if any(unicodedata.category(c)[0] in "LN" for c in word))


@lru_cache(maxsize=65_536)  # the same few names are looked for in every text
def fold(name: str) -> str:
    """Without case, accents, punctuation and doubled spaces."""
    letters = "".join(c for c in unicodedata.normalize("NFKD", _caseless(name)) if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", " ", letters.replace("&", " and ")).strip()


def _caseless(name: str) -> str:
    """Default caseless matching for compatibility (Unicode, section 3.13): some letters unfold to capitals."""
    return unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold()).casefold()
