"""A ``Release`` becomes a file. In: a release, its path in the site. Out: ``Draft``, its text and its marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from posixpath import dirname

from campaignsite.incoming.draft.escape import comment
from campaignsite.incoming.draft.front import front
from campaignsite.incoming.draft.markdown import Writer, mark
from campaignsite.incoming.parts import Mark, Quoted, Release
from campaignsite.model.words.marks import CHECK

_MARKED = re.compile(rf"\s*(?:# |<!-- ){CHECK} (.*?)(?: -->)?")
_UNFIT = re.compile(r'["{}\\]')


@dataclass(frozen=True, slots=True)
class Marked:
    """A place to look at."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A file that an editor goes on with."""

    path: str
    """Below the site's root."""
    text: str
    marks: tuple[Marked, ...]


def draft(release: Release, path: str, origin: str, lang: str = "") -> Draft:
    """Write it. ``origin`` is the name of the file that it comes from; ``lang`` is written where it is not empty."""
    head = ["---", *front(release, origin, lang), "---", ""]
    body = list(_body(release, dirname(path)))
    while body and not body[-1]:
        body.pop()
    lines = [*head, *body]
    return Draft(path, "\n".join(lines) + "\n", tuple(_marks(lines)))


def _body(release: Release, folder: str) -> Iterator[str]:
    writer = Writer(folder)
    for piece in release.body:
        if isinstance(piece, Mark):
            yield mark(piece.text) if piece.check else f"<!-- {comment(piece.text)} -->"
            yield ""
        elif isinstance(piece, Quoted):
            yield from _quote(piece, writer)
        else:
            yield from writer.lines(piece)


def _quote(piece: Quoted, writer: Writer) -> Iterator[str]:
    """A component with who speaks; the words themselves say it, too."""
    person = piece.person.value
    said = (("speaker", person.name), ("title", person.title), ("agency", person.agency), ("attribution", "in-text"))
    if piece.person.why:
        yield mark(f"quote: {piece.person.why}")
        yield ""
    lines = [line for block in piece.blocks for line in writer.lines(block)]
    while lines and not lines[-1]:
        lines.pop()
    if any(_UNFIT.search(value) for _, value in said):
        yield from lines
    else:
        yield "::: quote {" + " ".join(f'{name}="{value}"' for name, value in said if value) + "}"
        yield from lines
        yield ":::"
    yield ""


def _marks(lines: Sequence[str]) -> Iterator[Marked]:
    for number, line in enumerate(lines, 1):
        found = _MARKED.fullmatch(line)
        if found:
            yield Marked(number, found[1])
