"""What hosts do with ``_headers`` and ``_redirects``. In: their text. Out: headers and targets for a path.

Netlify's and Cloudflare Pages' forms, as far as they agree: ``*`` is anything, ``:name`` one part of a path.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_NAME = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
_VALUE = re.compile(r"[\t\x20-\x7e]*")
_LEFT_OUT = re.compile(
    "cache-control|connection|content-(?:encoding|length)|date|etag|expires|keep-alive|location|server|set-cookie"
    "|strict-transport-security|trailer|transfer-encoding|upgrade",
    re.IGNORECASE,
)
"""What the server itself answers for, and what would outlive the preview in the browser."""
_PERMANENT = frozenset((301, 302, 303, 307, 308))


@dataclass(frozen=True, slots=True)
class HeaderRule:
    """One header for the paths that a pattern matches."""

    pattern: re.Pattern[str]
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Moved:
    """One old address."""

    pattern: re.Pattern[str]
    to: str
    status: int


@dataclass(frozen=True, slots=True)
class Rules:
    """All of both files."""

    headers: tuple[HeaderRule, ...] = ()
    moved: tuple[Moved, ...] = ()

    def headers_for(self, path: str) -> dict[str, str]:
        """The headers of an answer to a path, as it came; what several rules say of one is joined by commas."""
        found: dict[str, str] = {}
        for rule in self.headers:
            if rule.pattern.fullmatch(path):
                found[rule.name] = f"{found[rule.name]}, {rule.value}" if rule.name in found else rule.value
        return found

    def target(self, path: str) -> Moved | None:
        """Where an old address leads; the first rule counts."""
        return next((rule for rule in self.moved if rule.pattern.fullmatch(path)), None)


def rules(headers: str, redirects: str) -> Rules:
    """Read both files. A line that is not understood says nothing, as with hosts."""
    return Rules(tuple(_headers(headers)), tuple(_moved(redirects)))


def _headers(text: str) -> Iterator[HeaderRule]:
    pattern: re.Pattern[str] | None = None
    for line in text.splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if not line[0].isspace():
            pattern = _pattern(line.strip())
        elif pattern:
            name, colon, value = line.strip().partition(":")
            said = colon and _NAME.fullmatch(name) and _VALUE.fullmatch(value.strip())
            if said and not _LEFT_OUT.fullmatch(name):
                yield HeaderRule(pattern, name.title(), value.strip())


def _moved(text: str) -> Iterator[Moved]:
    for line in text.splitlines():
        parts = line.split()
        if len(parts) not in (2, 3) or line.startswith("#"):
            continue
        status = (parts[2] if len(parts) == 3 else "301").removesuffix("!")
        pattern, to = _pattern(parts[0]), parts[1]
        good = re.fullmatch(r"(/(?![/\\])|https?://)[\x21-\x7e]*", to) and not re.search(r"/:|\*", to)
        if pattern and good and status.isdecimal() and int(status) in _PERMANENT:
            yield Moved(pattern, to, int(status))


def _pattern(text: str) -> re.Pattern[str] | None:
    if not text.startswith("/") or text.count("*") > 1:  # more could take for ever
        return None
    parts = re.split(r"(\*|(?<=/):\w+)", text)
    return re.compile("".join(".*" if p == "*" else "[^/]+" if n % 2 else re.escape(p) for n, p in enumerate(parts)))
