"""The front matter of a draft: a line for each key, and above it what an editor has to look at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from campaignsite.incoming.draft.yaml import remark, scalar
from campaignsite.incoming.parts import Contact, Figures, Guess, Named, Release
from campaignsite.model.front.fields import ROLES
from campaignsite.model.words.hints import new_command
from campaignsite.model.words.marks import CHECK

_NO_OPERATION, _NO_PERIOD = "Not named in the source", "Not stated in the source"


def front(release: Release, origin: str, lang: str) -> Iterator[str]:
    """The lines between the two lines of three hyphens. ``lang`` is written unless it is empty."""
    yield remark(f"Imported from {origin}. Search for “{CHECK}”: look at each place, then take its line out.")
    yield "draft: true"
    for text in release.remarks:
        yield _check(text)
    yield from _key("type", release.kind)
    if lang:
        yield f"lang: {lang}"
    yield from _key("title", release.title)
    if release.kicker:
        yield from _key("kicker", release.kicker)
    yield from _summary(release)
    yield from _when_and_where(release)
    if release.event:
        yield from _key("event", release.event)
    yield from _agencies(release.agencies)
    yield from _contacts(release.contacts)
    if release.kind.value == "results":
        yield from _figures(release)
    yield from _source(release)


def _check(text: str, indent: str = "") -> str:
    return indent + remark(f"{CHECK} {text}")


def _key(name: str, guess: Guess[str], indent: str = "") -> Iterator[str]:
    if guess.why:
        yield _check(f"{name}: {guess.why}", indent)
    yield f"{indent}{name}: {scalar(guess.value)}"


def _summary(release: Release) -> Iterator[str]:
    own = "add summary to “supplied”" if _supplied(release) else "write “supplied: [summary]”"
    own = f"and {own}: the page says that all else is the source’s wording"
    if release.summary:
        yield _check(
            f"summary: the first sentence of the source, for lists; say it shorter in words of your own, {own}"
        )
        yield f"summary: {scalar(release.summary)}"
    else:
        yield _check(f"summary: none yet; say in one or two sentences what this is, for lists, {own}")


def _when_and_where(release: Release) -> Iterator[str]:
    if release.dateline:
        line = release.dateline.value
        yield _check(f"dateline: {release.dateline.why}")
        yield "dateline:"
        yield f"  place: {scalar(line.place)}"
        if line.province:
            yield f"  province: {scalar(line.province)}"
    if release.date:
        yield from _key("date", release.date)
    else:
        yield _check("date: the source gives none; write when it was issued, as far as you know")
    if release.embargo:
        yield from _key("embargo", release.embargo)


def _agencies(found: tuple[Guess[Named], ...]) -> Iterator[str]:
    """Those that the registry knows; the others wait behind a #, but for a name that is nearly one that it knows."""
    known = [guess.value for guess in found if guess.value.name]
    near = [guess.value for guess in found if not guess.value.name and _near(guess.value)]
    strange = [guess.value for guess in found if not guess.value.name and not _near(guess.value)]
    yield from (_check(f"{_unknown([named])}; {named.hint}") for named in near)
    if strange:
        yield _check(f"{_unknown(strange)}: {_register(strange)}, then import again, or take the # away below")
    if known or strange:
        yield "agencies:" if known else "#agencies:"
    for role in ROLES:
        for why in dict.fromkeys(g.why for g in found if g.value.name and g.value.role == role):
            yield _check(f"{role}: {why}", "  ")
        mine = dict.fromkeys(named.name for named in known if named.role == role)
        waiting = dict.fromkeys(named.written for named in strange if named.role == role)
        if mine or waiting:
            yield f"  {role}:" if mine else f"#  {role}:"
        yield from (f"    - {scalar(name)}" for name in mine)
        yield from (f"#    - {scalar(name)}" for name in waiting)


def _near(named: Named) -> bool:
    return "did you mean" in named.hint or "full name" in named.hint


def _unknown(found: Sequence[Named]) -> str:
    names = ", ".join(dict.fromkeys(f"“{named.written}” ({named.role})" for named in found))
    return f"agencies: {names} {'is' if len(found) == 1 else 'are'} not in the registry"


def _register(found: Sequence[Named]) -> str:
    commands = "; ".join(dict.fromkeys(new_command("agency", named.written) for named in found))
    return f"register {'it' if len(found) == 1 else 'them'} ({commands})"


def _contacts(found: tuple[Guess[Contact], ...]) -> Iterator[str]:
    if not found:
        return
    for why in dict.fromkeys(guess.why for guess in found):
        yield _check(f"contacts: {why}")
    yield "contacts:"
    for guess in found:
        contact = guess.value
        yield f"  - name: {scalar(contact.name)}"
        for key in ("address", "phone", "email", "url"):
            value = getattr(contact, key)
            if value:
                yield f"    {key}: {scalar(value)}"


def _figures(release: Release) -> Iterator[str]:
    found = release.figures.value if release.figures else Figures((), "")
    if found.operation:
        yield _check("operation: is this what owns the figures?")
    else:
        yield _check("operation: the source names none; say in its words what owns the figures")
    yield f"operation: {scalar(found.operation or _NO_OPERATION)}"
    names = {guess.value.name or guess.value.written for guess in release.agencies}
    yield _check("scope: joint when several agencies share the figures, single when they are one agency’s own")
    yield f"scope: {'joint' if len(names) > 1 else 'single'}"
    period = "is this the time that the figures cover?" if found.label else "the source does not say over which time"
    yield _check(f"period: {period}")
    yield "period:"
    yield f"  label: {scalar(found.label or _NO_PERIOD)}"
    if found.months:
        yield f"  months: {found.months}"
    yield from _measures(release.figures, found)


def _operation(release: Release) -> str:
    return release.figures.value.operation if release.figures else ""


def _measures(guess: Guess[Figures] | None, found: Figures) -> Iterator[str]:
    why = guess.why if guess else "no figures were found: write each with id, value, unit and definition"
    yield _check(f"measures: {why}")
    yield "measures:"
    if not found.measures:
        yield "  - {id: to-be-written, value: 0, unit: to-be-written, definition: To be written}"
    for measure in found.measures:
        yield f"  - id: {measure.id}"
        yield f"    value: {measure.value}"
        yield f"    unit: {measure.unit}"
        yield f"    definition: {scalar(measure.definition[:1].upper() + measure.definition[1:])}"


def _source(release: Release) -> Iterator[str]:
    if release.title.certainty == "unknown":
        yield _check("source: say what the source is called, who published it and when")
    else:
        yield _check("source: add who published it (“publisher: …”), and where it can be read (“url: …”)")
        yield "source:"
        yield f"  title: {scalar(release.title.value)}"
        if release.figures:
            yield f"  verbatim: {scalar(release.figures.value.sentence)}"
    for guess in release.boilerplates:
        if guess.why:
            yield _check(f"boilerplates: {guess.why}")
    if release.boilerplates:
        yield "boilerplates:"
        yield from (f"  - {scalar(name)}" for name in dict.fromkeys(g.value for g in release.boilerplates))
    if supplied := _supplied(release):
        yield f"supplied: [{', '.join(supplied)}]"
    yield "verbatim: true"


def _supplied(release: Release) -> list[str]:
    """What the draft has that the source has not."""
    return [
        name
        for name, there in (
            ("title", release.title.certainty == "unknown"),
            ("date", release.date is not None and release.date.why.startswith("the source gives no date")),
            (
                "operation",
                release.kind.value == "results" and not (release.figures and release.figures.value.operation),
            ),
        )
        if there
    ]
