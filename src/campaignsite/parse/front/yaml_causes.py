"""Where a mistake in YAML was made, when libyaml stumbles over it only lines below.

In: what libyaml found, and the lines. Out: a diagnostic at the line that is to be changed, or None.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Sequence
from typing import Any

import yaml

from campaignsite.model.codes import diagnostic
from campaignsite.model.diagnostics import Diagnostic, Place
from campaignsite.parse.front.yaml_lines import Lines

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SPACELESS = re.compile(r"(?P<before> *(?:- +)?(?P<key>[A-Za-z][\w-]*):)(?!//)(?P<behind>[^ \t\n].*)")
_ODD = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
ODD_BLANK = re.compile(f"[{_ODD}]")
"""What looks like a space and is none to YAML."""
_HALF_COMMENTED = re.compile(
    r"^(?P<key>[A-Za-z][\w-]*):[ \t]*\n#[ \t]{2,}(?:- |[A-Za-z][\w-]*:)[^\n]*"
    r"(?:\n(?:#[^\n]*|[ \t]*))*(?:\n(?![ \t\n#-])|\n?\Z)",
    re.MULTILINE,
)
_INDENTED = re.compile(f" *(?P<odd>[\t{_ODD}])(?=\\s*\\S|(?<=\t))")


def half_commented(text: str, path: str, first_line: int) -> Iterator[Diagnostic]:
    """Keys whose ``#`` was taken away, and that of what belongs to them was not: they say nothing."""
    for found in _HALF_COMMENTED.finditer(text):
        place = Place(first_line + text.count("\n", 0, found.start()), 1)
        message = f"“{found['key']}” says nothing: what stands below it still begins with #"
        yield diagnostic("half-commented", message, path, place, "take the # away below, too, or put it back here")


def cause(error: yaml.MarkedYAMLError, text: str, path: str, lines: Lines) -> Diagnostic | None:
    """Find the line that was meant to be read otherwise."""
    rows, at = text.split("\n"), lines.row(error.problem_mark or error.context_mark)
    for number, row in enumerate(rows[: at + 1]):
        if blank := _odd_blank(row, number + lines.first_line, path):
            return blank
    said = f"{error.context or ''}; {error.problem or ''}"
    if "could not find expected ':'" in said and error.context_mark:
        at = lines.row(error.context_mark)
        return spaceless(rows[at], at + lines.first_line, path) if at < len(rows) else None
    for token, first, last in _long_texts(text, lines):
        if not token.style and last == at and "mapping values are not allowed" in said:
            found = (spaceless(rows[n], n + lines.first_line, path) for n in range(first, last))
            return next((one for one in found if one), None)
        ended = last in (at, lines.row(error.context_mark))
        if token.style in ("'", '"') and ended and _holds_keys(rows[first : last + 1]):
            return _unclosed(rows[first], lines.place(token.start_mark), token.style, path)
    return None


def _odd_blank(row: str, number: int, path: str) -> Diagnostic | None:
    """A line is indented with something that only looks like spaces."""
    found = _INDENTED.match(row)
    if not found:
        return None
    place = Place(number, found.start("odd") + 1)
    if found["odd"] == "\t":
        message, hint = "the line is indented with a tab; YAML allows only spaces", "replace the tab by spaces"
        return diagnostic("yaml-tab", message, path, place, hint)
    return odd_blank(found["odd"], path, place)


def odd_blank(sign: str, path: str, place: Place, what: str = "the line is indented") -> Diagnostic:
    """What is said of a line that is indented with ``sign``, or of a key that begins with it."""
    message = f"{what} with {_named(sign)}, which YAML takes for a letter"
    return diagnostic("bad-yaml", message, path, place, "replace it by an ordinary space")


def _named(sign: str) -> str:
    kind = "a no-break space" if sign in "\u00a0\u202f" else "a space of a kind of its own"
    return f"{kind} (U+{ord(sign):04X})"


def spaceless(row: str, number: int, path: str, column: int = 1) -> Diagnostic | None:
    """A key of which YAML does not know that it is one; ``row`` begins at ``column`` of the line ``number``."""
    found = _SPACELESS.fullmatch(row)
    if not found:
        return None
    behind, place = found["behind"], Place(number, column + found.end("before"))
    what, hint = f"no space stands behind “{found['key']}:”", "write a space there"
    if behind[0].isspace():
        what = f"{_named(behind[0])} stands behind “{found['key']}:”, which YAML takes for a letter"
        hint = "write an ordinary space there"
    whole = f"{found['before']} {behind.strip()}"
    return diagnostic("bad-yaml", what, path, place, f"{hint}: {shown(whole)}")


def shown(row: str) -> str:
    """A line as a hint shows it: what it is indented with stays where it is."""
    return " ".join(row.split(" ")).strip()


def _long_texts(text: str, lines: Lines) -> Iterator[tuple[yaml.ScalarToken, int, int]]:
    """The texts that reach over several lines, as far as they can be read, with their first and last row."""
    with contextlib.suppress(yaml.YAMLError):
        for token in yaml.scan(text, Loader=_LOADER):
            if isinstance(token, yaml.ScalarToken) and token.style not in ("|", ">"):
                first, last = lines.row(token.start_mark), lines.row(token.end_mark)
                if first < last:
                    yield token, first, last


def _holds_keys(rows: Sequence[str]) -> bool:
    """Whether a text reaches over lines that look like keys or entries of their own."""
    indent = len(rows[0]) - len(rows[0].lstrip())
    own = re.compile(rf" {{0,{indent}}}(?:[\w-]+:(?: |$)|- )")
    return any(own.match(row) for row in rows[1:])


def _unclosed(row: str, place: Place, mark: str, path: str) -> Diagnostic:
    whole = shown(f"{row.rstrip()}{mark}")
    message = "a quotation mark is opened here and not closed on this line"
    return diagnostic("bad-yaml", message, path, place, f"close it: {whole}")
