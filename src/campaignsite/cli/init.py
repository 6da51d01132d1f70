"""What ``campaignsite init`` asks, writes, and says about it."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import click

from campaignsite.build.site import Answers, NotEmptyError, answers, begin, occupied, unspoken
from campaignsite.cli.run import moment_of
from campaignsite.cli.say import say
from campaignsite.sources import CONFIG

T = TypeVar("T")

_OWN = ("content", "layouts", "assets", "output")
"""The folders of a site whose files are its own."""
_UTC = ("Etc/UTC", "Etc/UCT", "Etc/Universal", "Etc/Zulu", "UCT", "Universal", "Zulu")
"""Other names of what is called UTC everywhere here."""
_MANY = 5
"""So many names of what lies in a folder are said."""


def init(
    folder: str,
    *,
    title: str | None,
    timezone: str | None,
    languages: Sequence[str],
    base_url: str | None,
    yes: bool,
    now: str | None,
) -> int:
    """Write a site; returns the exit code. Raises click.UsageError, and click.ClickException when the disk fails."""
    place, moment = Path(folder), moment_of(now)
    outer = _around(place)
    _refused(folder, occupied(place))
    asks = not yes and sys.stdin.isatty() and sys.stdout.isatty()
    tags = " ".join(languages) or None
    zone = _zone_here() if asks else "UTC"
    given = Answers(
        title=_answer(("--title", "The campaign's name", title, _name(place)), answers.title, asks=asks),
        languages=_answer(
            ("--language", "Its languages, the main one first", tags, "en"),
            lambda text: answers.languages([text]),
            asks=asks,
        ),
        timezone=_answer(("--timezone", "Its time zone", timezone, zone), answers.timezone, asks=asks),
        base_url=_answer(("--base-url", "Its address", base_url, "https://example.org/"), answers.base_url, asks=asks),
    )
    try:
        written = begin(place, given, moment)
    except NotEmptyError as error:
        _refused(folder, error.args)
        raise
    except OSError as error:
        raise click.ClickException(f"{folder} cannot be written: {error.strerror}; nothing was written") from None
    say(_said(folder, written, unspoken(given.languages)))
    if outer:
        say(f"It lies inside another site, {outer}, which takes no notice of it: move it out if that is not meant.")
    return 0


def _around(place: Path) -> Path | None:
    """The site that a folder lies in, if any. Raises click.UsageError where its own files are."""
    whole = place.resolve()
    outer = next((above for above in whole.parents if (above / CONFIG).is_file()), None)
    part = whole.relative_to(outer).parts[0] if outer else ""
    if part in _OWN:
        message = f"{place} is in {part}/ of another site, {outer}, which would take its files for its own"
        raise click.UsageError(f"{message}; choose a folder that is in no site")
    return outer


def _name(place: Path) -> str:
    """A name for the campaign, made from that of the folder."""
    words = " ".join(place.resolve().name.replace("-", " ").replace("_", " ").split())
    try:
        return answers.title(words[:1].upper() + words[1:])
    except ValueError:
        return "Campaign"


def _answer(asked: tuple[str, str, str | None, str], read: Callable[[str], T], *, asks: bool) -> T:
    """What an option says, or a person, or the default: ``asked`` are option, question, what is said, and default.

    A person who answers wrongly is told why, and asked again.
    """
    option, question, said, default = asked
    if said is not None:
        try:
            return read(said)
        except ValueError as error:
            raise click.UsageError(f"{option}: {_reason(error)}") from None
    if not asks:
        return read(default)

    def understood(text: str) -> T:
        try:
            return read(text)
        except ValueError as error:
            raise click.UsageError(_reason(error)) from None

    answer: T = click.prompt(question, default=default, value_proc=understood)
    return answer


def _reason(error: ValueError) -> str:
    return str(error).replace(" | ", "; ")


def _refused(folder: str, there: Sequence[str]) -> None:
    """Raise click.UsageError when something lies where the site would be."""
    if not there:
        return
    if not Path(folder).is_dir():
        raise click.UsageError(f"{folder} is a file, and a site is a folder; choose another name")
    shown = ", ".join(there[:_MANY])
    more = f" and {len(there) - _MANY} more" if len(there) > _MANY else ""
    where = "this folder" if Path(folder).resolve() == Path.cwd() else folder
    message = f"{where} is not empty: it holds {shown}{more}; nothing was written. Choose a new folder, or an empty one"
    raise click.UsageError(message)


def _zone_here() -> str:
    """The time zone of this computer, where it says one by name."""
    try:
        zone = answers.timezone(os.path.realpath("/etc/localtime").partition("zoneinfo/")[2])
    except ValueError:
        return "UTC"
    return "UTC" if zone in _UTC else zone


def _said(folder: str, written: Sequence[str], silent: Sequence[str]) -> str:
    there = Path(folder).resolve() == Path.cwd()
    go = [] if there else [f"  cd {shlex.quote(folder)}"]
    lines = [
        f"Made a site in {'this folder' if there else folder} ({len(written)} files). Next:",
        *go,
        "  campaignsite serve                         # shows the site, and each save at once; Ctrl-C ends it",
        '  campaignsite new release "Our first one"   # begins a text',
        "  campaignsite build                         # makes the files to publish, in output/",
        "README.md says how to go on.",
    ]
    if silent:
        tags = " and ".join(silent)
        lines.append(f"There are no example texts in {tags}, and the theme speaks English there: check will say so.")
    return "\n".join(lines)
