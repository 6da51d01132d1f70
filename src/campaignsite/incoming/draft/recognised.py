"""What was recognised, as a list for programs. In: a ``Release``. Out: each part, and how certain it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from campaignsite.incoming.parts import Certainty, Guess, Quoted, Release


@dataclass(frozen=True, slots=True)
class Recognised:
    """One part."""

    part: str
    """What it is: ``title``, ``agencies.supporting``, ``quote`` …"""
    value: str
    certainty: Certainty
    why: str


def recognised(release: Release) -> Iterator[Recognised]:
    """Every part, in the order of the front matter."""
    line, figures = release.dateline, release.figures
    texts: tuple[tuple[str, Guess[str] | None], ...] = (
        ("type", release.kind),
        ("lang", release.lang),
        ("title", release.title),
        ("kicker", release.kicker),
        ("dateline", Guess(line.value.written, line.certainty, line.why) if line else None),
        ("date", release.date),
        ("embargo", release.embargo),
        ("event", release.event),
    )
    yield from (Recognised(part, text.value, text.certainty, text.why) for part, text in texts if text)
    for named in release.agencies:
        who = named.value
        yield Recognised(f"agencies.{who.role}", who.name or who.written, named.certainty, who.hint or named.why)
    yield from (Recognised("contact", c.value.name, c.certainty, c.why) for c in release.contacts)
    yield from (Recognised("boilerplate", b.value, b.certainty, b.why) for b in release.boilerplates)
    for measure in figures.value.measures if figures else ():
        yield Recognised("measure", f"{measure.value} {measure.definition}", "guess", figures.why if figures else "")
    for piece in release.body:
        if isinstance(piece, Quoted):
            yield Recognised("quote", piece.person.value.name, piece.person.certainty, piece.person.why)
