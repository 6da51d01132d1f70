"""Bytes to text, and text to front matter and body. Says what is wrong in words an editor understands."""

from __future__ import annotations

import codecs
import hashlib
import re
from dataclasses import dataclass
from itertools import islice

from campaignsite.model.codes import diagnostic
from campaignsite.model.diagnostics import Diagnostic, Place
from campaignsite.model.files import Source

_FENCE = "---"
_C0 = bytes(set(range(0x20)) - set(b"\0\t\n\r")) + b"\x7f"
_ODD = re.compile(rb"[" + re.escape(_C0) + rb"]|\xc2[\x80-\x9f]|\xef\xbf[\xbe\xbf]")
"""Control characters and U+FFFE, U+FFFF: XML 1.0 (2.2) has no place for them, HTML (13.2.3.5) calls them errors."""
_BEGIN = "begin with three lines: ---, then “title: …”, then --- again"
_MOST = 20
"""So many of them are named in a file; who has more has a damaged one."""
_KEY = re.compile(r"[a-z_]+:(?: |$)")
_LIKE_FRONT = re.compile(rf"\s|$|#|- |{_KEY.pattern}")
"""A line as they stand in front matter: a key, a comment, an entry of a list, or more of one."""
_CLOSING = re.compile(r"\n---[^\S\n]*(?=\n|\Z)")


@dataclass(frozen=True, slots=True)
class Split:
    """The two halves of a file. ``front`` is None when there is no front matter."""

    front: str | None
    body: str
    body_line: int
    """The line of the file on which the body begins; front matter begins on line 2."""

    @property
    def digest(self) -> str:
        """What tells this front matter from another."""
        return hashlib.sha256(repr((self.front, self.body_line)).encode("utf-8", "backslashreplace")).hexdigest()


def decode(source: Source) -> tuple[str, tuple[Diagnostic, ...]]:
    """The text of a file without a byte order mark, each line ended by a line feed; what cannot be read is replaced."""
    data = source.data
    for mark, name in ((codecs.BOM_UTF16_LE, "UTF-16"), (codecs.BOM_UTF16_BE, "UTF-16")):
        if data.startswith(mark):
            return "", (
                diagnostic(
                    "bad-encoding",
                    f"this file is {name}, not UTF-8",
                    source.path,
                    hint="save it again as UTF-8",
                ),
            )
    if b"\0" in data:
        at = data.index(b"\0")
        place = _place(data, at)
        if min(data[:2000:2].count(0), data[1:2000:2].count(0)) * 20 < len(data[:2000]) < data[:2000].count(0) * 4:
            message, hint = "this file is UTF-16, not UTF-8", "save it again as UTF-8"
            problem = diagnostic("bad-encoding", message, source.path, Place(), hint)
        else:
            problem = diagnostic(
                "binary-file", "there is a NUL byte here: this is no text", source.path, place, "remove it"
            )
        return "", (problem,)
    noticed: tuple[Diagnostic, ...] = ()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        byte = error.object[error.start]
        noticed = (
            diagnostic(
                "bad-encoding",
                f"the byte 0x{byte:02X} is not UTF-8; the file may be Latin-1 or Windows-1252",
                source.path,
                _place(data, error.start),
                "save it again as UTF-8",
            ),
        )
        text = data.decode("utf-8-sig", "replace")
    # The test that every file has to pay for is quick: a search for what is rare begins with a byte that is rare too.
    if len(data.translate(None, _C0)) < len(data) or _ODD.search(data):
        noticed += tuple(_unseen(source, found) for found in islice(_ODD.finditer(data), _MOST))
        text = _ODD.sub("\ufffd".encode(), data).decode("utf-8-sig", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n"), noticed


def _unseen(source: Source, found: re.Match[bytes]) -> Diagnostic:
    number = ord(found[0].decode("utf-8"))
    meant = bytes([number]).decode("cp1252", "ignore") if 0x80 <= number <= 0x9F else ""
    hint = f"write {meant}, which it is in Windows-1252" if meant else "remove it"
    message = f"the character U+{number:04X} stands here, which nobody can see"
    return diagnostic("control-character", message, source.path, _place(source.data, found.start()), hint)


def split(text: str, path: str) -> tuple[Split, tuple[Diagnostic, ...]]:
    """Find the front matter between two lines of three hyphens at the very beginning."""
    if not text.strip():
        hint = f"{_BEGIN}; the text goes below"
        return Split(None, "", 1), (diagnostic("empty-file", "this file is empty", path, hint=hint),)
    closing = _CLOSING.search(text, len(_FENCE)) if text.startswith("---\n") else None
    if closing:  # as most files are
        line = text.count("\n", 0, closing.start()) + 3
        return Split(text[4 : max(4, closing.start())], text[closing.end() + 1 :], line), ()
    lines = text.split("\n")
    if lines[0].rstrip() != _FENCE:
        first = next(number for number, line in enumerate(lines) if line.strip())
        if lines[first].strip() == _FENCE:
            what = "a blank line stands" if not lines[0].strip() else "a space stands"
            problem = diagnostic(
                "blank-line-before-front-matter",
                f"{what} before the front matter",
                path,
                Place(1, 1),
                "delete what stands before ---: it must be the first three characters of the file",
            )
            end = _closing(lines, first)
            front = None if end is None else "\n".join(lines[first + 1 : end])
            rest = lines[end + 1 :] if end is not None else lines[first + 1 :]
            # The lines before it are counted in by padding, so that every later place is right.
            padded = None if front is None else "\n" * first + front
            return Split(padded, "\n".join(rest), (end or first) + 2), (problem,)
        message, hint = _dashes(lines[0]) or _unopened(lines) or ("there is no front matter", _BEGIN)
        # Nobody knows where the body begins, so nothing is said of it: comments would be taken for headings.
        return Split(None, "", 1), (diagnostic("no-front-matter", message, path, hint=hint),)
    end = _closing(lines, 0)
    if end is None:
        message, hint = "the front matter that begins here is never closed", "put a line of --- after the last key"
        place = Place(1, 1)
        if found := next(((n, row) for n, line in enumerate(lines, 1) if (row := _dashes(line))), None):
            place, (what, hint) = Place(found[0], 1), found[1]
            message = f"the front matter is never closed: {what}"
        return Split(None, "", 1), (diagnostic("unclosed-front-matter", message, path, place, hint),)
    return Split("\n".join(lines[1:end]), "\n".join(lines[end + 1 :]), end + 2), ()


def _dashes(line: str) -> tuple[str, str] | None:
    """Message and hint for a line that was meant to be three hyphens, or None."""
    signs = line.strip().strip("\u200b\ufeff")
    if not signs or set(signs) - set("-\u2010\u2011\u2012\u2013\u2014\u2015\u2212") or signs == _FENCE:
        return None
    odd = next((sign for sign in signs if sign != "-"), "")
    if not odd and len(signs) == 1:
        return None
    what = f"is made of dashes (U+{ord(odd):04X}), which only look like hyphens" if odd else f"has {len(signs)} hyphens"
    return f"this line {what}", "write three hyphens: ---"


def _unopened(lines: list[str]) -> tuple[str, str] | None:
    """Message and hint for front matter whose first line was lost, or None."""
    above = lines[: _closing(lines, -1) or 0]
    if not all(map(_LIKE_FRONT.match, above)) or not any(map(_KEY.match, above)):
        return None
    return "the line --- above the front matter is missing", "put a line of --- above the first line"


def _closing(lines: list[str], opening: int) -> int | None:
    return next((n for n in range(opening + 1, len(lines)) if lines[n].rstrip() == _FENCE), None)


def _place(data: bytes, at: int) -> Place:
    before = data[:at]
    start = before.rfind(b"\n") + 1
    return Place(before.count(b"\n") + 1, len(before[start:].decode("utf-8", "replace").lstrip("\ufeff")) + 1)
