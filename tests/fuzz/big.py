"""Files of one mebibyte, the most that a text may have, or of any other size."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count, takewhile
from types import MappingProxyType

MIB = 1 << 20
GOOD = "---\ntitle: A\n---\n"


def _all(piece: str, before: str = GOOD, after: str = "") -> Callable[[int], bytes]:
    """A piece again and again, up to a size."""

    def made(size: int) -> bytes:
        times = (size - len((before + after).encode())) // len(piece.encode())
        return (before + piece * times + after).encode()

    return made


def _each(piece: Callable[[int], str], before: str = GOOD, after: str = "") -> Callable[[int], bytes]:
    """Pieces with a number, up to a size."""

    def made(size: int) -> bytes:
        left = size - len((before + after).encode())

        def fits(text: str) -> bool:
            nonlocal left
            left -= len(text.encode())
            return left >= 0

        return (before + "".join(takewhile(fits, map(piece, count()))) + after).encode()

    return made


TEXTS = MappingProxyType(
    {
        "one line": _all("word "),
        "line ends": _all("\n"),
        "brackets": _all("["),
        "quotations": _all(">"),
        "stars": _all("*"),
        "backticks": _all("`"),
        "NUL": _all("\0"),
        "emoji": _all("😀"),
        "no UTF-8": lambda size: GOOD.encode() + b"\xe9" * (size - len(GOOD)),
        "many keys": _each(lambda n: f"key{n}: a\n", "---\ntitle: A\n", "---\n"),
        "one key": _all("a: b\n", "---\ntitle: A\n", "---\n"),
        "deep YAML": _all("[", "---\na: ", "\n---\n"),
        "aliases of aliases": _each(
            lambda n: f"a{n + 1}: &a{n + 1} [{', '.join([f'*a{n}'] * 9)}]\n", "---\na0: &a0 x\n", "---\n"
        ),
        "front matter without end": _all("a: b\n", "---\n"),
        "headings of one name": _all("## a\n\n"),
        "quotation marks": _all("\"a' "),
        "links": _all("*[a](https://a.org/)* "),
        "tags": _all("<b>"),
        "notes that are not there": _all("[^&amp;]\n\n"),
    }
)
"""Texts by what they are, for any size."""
