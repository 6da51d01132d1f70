"""Bytes become text. In: bytes, for HTML with the encoding that it claims. Out: the text, and what was noticed.

What no page may hold (control characters) is taken out, as ``build`` would refuse it.
"""

from __future__ import annotations

import codecs
import re

from campaignsite.incoming.read.refusals import RefusedError

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CLAIM = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([A-Za-z0-9_-]{3,30})""", re.IGNORECASE)
_LINES = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_WINDOWS = re.compile("[\x80-\x9f]")
_ODD = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")


def decoded(data: bytes, *, html: bool = False) -> tuple[str, tuple[str, ...]]:
    """The text of a file, each line ended by a line feed, and sentences about what was noticed.

    Raises RefusedError for what is no text.
    """
    text, note = _text(data, html=html)
    text, more = cleaned(text)
    return text, tuple(filter(None, (note, more)))


def _text(data: bytes, *, html: bool) -> tuple[str, str]:
    for mark, name in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(name), ""
            except UnicodeDecodeError:
                return data[len(mark) :].decode(
                    name, "replace"
                ), "some bytes could not be read, and are shown as “\ufffd”"
    if b"\0" in data:
        raise RefusedError("it is no text: there are NUL bytes in it; save it as UTF-8, or as .docx")
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        pass
    claim = _CLAIM.search(data[:4096]) if html else None
    claimed = claim[1].decode().lower() if claim else ""
    if claimed and claimed not in ("utf-8", "utf8", "iso-8859-1", "latin1", "us-ascii", "windows-1252"):
        try:
            return data.decode(claimed), f"it is in {claimed}, as it says itself; look at accents and quotation marks"
        except (LookupError, UnicodeDecodeError, ValueError):
            pass
    # The five bytes that Windows-1252 has no character for become U+FFFD, which can be seen and searched for.
    return (
        data.decode("cp1252", "replace"),
        "it is not UTF-8 and was read as Windows-1252; look at accents and quotation marks",
    )


def cleaned(text: str) -> tuple[str, str]:
    """A text without control characters; C1 controls are what Windows-1252 has in their place."""
    text = _LINES.sub("\n", text)
    text = _WINDOWS.sub(lambda m: m[0].encode("latin-1").decode("cp1252", "ignore"), text)
    clean = _ODD.sub("", text)
    gone = len(text) - len(clean)
    note = f"{gone} invisible control character{'' if gone == 1 else 's'} were taken out" if gone else ""
    return clean, note.replace("1 invisible control character were", "1 invisible control character was")
