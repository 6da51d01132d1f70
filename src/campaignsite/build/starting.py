"""A new file of a site, or a new site, for editors to go on with. In: what is wanted. Out: what was written."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from campaignsite.build.filing import write_new
from campaignsite.build.known import known
from campaignsite.build.order import Order
from campaignsite.model.diagnostics import Checked
from campaignsite.model.front.kinds import FOLDERS, KINDS, Item
from campaignsite.model.known import Known, Named
from campaignsite.model.words.hints import closest, few
from campaignsite.model.words.slugs import fold, slugify
from campaignsite.starting.document import BLANK, Wanted, document
from campaignsite.starting.examples import Examples, scalar
from campaignsite.starting.naming import plain, stem


class UnknownError(LookupError):
    """Something that was named does not exist; the message says what there is."""


@dataclass(frozen=True, slots=True)
class New:
    """A document that is wanted."""

    kind: str
    title: str
    lang: str = ""
    """One of the site's languages; the first one when it is empty."""
    name: str = ""
    """Of the file, without its ending; made from the title when it is empty."""
    event: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """Where a document was written, or would have been."""

    path: str
    """From the site's folder."""
    free: str
    """A name that is still free, when the one that was wanted is not; else empty."""
    blanks: int
    """How many keys are to be filled in."""
    alone: bool = False
    """Whether it is in another language than the first, and no translation."""
    other: str = ""
    """The name of a file beside it that has no translation in its language, where there is one."""


def new(order: Order, wanted: New) -> Checked[Written]:
    """Write a new document. No value when the configuration has errors.

    Raises UnknownError for an event or a language that there is not, ValueError for a title that is none, OSError.
    """
    found = known(order)
    if found.value is None:
        return Checked(None, found.diagnostics)
    here, title = found.value, plain(wanted.title)
    today = _today(order.now, ZoneInfo(here.timezone))
    lang = _language(wanted.lang, here)
    event = _event(wanted, here)
    name = stem(wanted.name or title, wanted.kind)
    folder, ending = _folder(wanted.kind, here), "" if lang == here.languages[0] else f".{lang}"
    path = "/".join(filter(None, ("content", folder, f"{name}{ending}.md")))
    if os.path.lexists(order.root / path):
        return Checked(Written(path, _free(order.root / path, name, ending), 0))
    examples = Examples(
        kind=wanted.kind,
        known=here,
        today=today,
        lang=lang,
        event=event or next(iter(here.events), None),
        belongs=bool(event),
        stem=name,
    )
    given = _given(wanted, title, today, event, translates=bool(ending))
    text = document(Wanted(title, given), examples)
    write_new(order.root, path, text.encode())
    alone = bool(ending) and not wanted.name
    other = _untranslated((order.root / path).parent, wanted.kind, ending) if alone else ""
    return Checked(Written(path, "", text.count(f"# {BLANK}"), alone, other))


def _today(now: dt.datetime, zone: ZoneInfo) -> dt.date:
    return (now.astimezone(zone) if now.tzinfo else now).date()


def _given(wanted: New, title: str, today: dt.date, event: Named | None, *, translates: bool) -> Mapping[str, str]:
    """What is in force from the beginning, beside the title; a translation has a URL in its own language."""
    given = {"event": scalar(event.name)} if event else {}
    if issubclass(KINDS[wanted.kind], Item) and wanted.kind != "resource":
        given["date"] = wanted.date or today.isoformat()
    elif wanted.date:
        given["date"] = wanted.date
    if translates and wanted.name and slugify(title) and slugify(wanted.name) != slugify(title):
        given["slug"] = scalar(stem(title, wanted.kind))
    return given


def _language(wanted: str, here: Known) -> str:
    if not wanted:
        return here.languages[0]
    found = next((tag for tag in here.languages if tag.casefold() == wanted.casefold()), "")
    if not found:
        raise UnknownError(f"“{wanted}” is no language of this site; its languages are {', '.join(here.languages)}")
    return found


def _event(wanted: New, here: Known) -> Named | None:
    """The event that was named, in any way that ``relate.names`` would find."""
    if not wanted.event:
        return None
    names = {fold(name): event for event in here.events for name in (event.name, *event.others)}
    if fold(wanted.event) in names:
        return names[fold(wanted.event)]
    near = closest(fold(wanted.event), names)
    there = few((event.name for event in here.events), "; ")
    hint = f"write one of {there}" if there else "leave it out, or begin one with “campaignsite new event”"
    hint = f"did you mean “{names[near].name}”?" if near else hint
    raise UnknownError(f"the site has no event “{wanted.event}”; {hint}")


def _folder(kind: str, here: Known) -> str:
    """Where the site has documents of a kind; the usual folder when it has none."""
    usual = "" if kind == "page" else next(f for f, k in FOLDERS.items() if k == kind)
    used = [folder for k, folder in here.folders if k == kind and FOLDERS.get(folder.partition("/")[0], "page") == kind]
    return usual if usual in used or not used or kind == "page" else used[0].partition("/")[0]


def _free(path: Path, name: str, ending: str) -> str:
    """The next name that no file has."""
    number = 2
    while os.path.lexists(path.with_name(f"{name}-{number}{ending}.md")):
        number += 1
    return f"{name}-{number}"


def _untranslated(folder: Path, kind: str, ending: str) -> str:
    """The last text of a folder without a translation that a new file may be."""
    there = {path.name: path for path in folder.glob("*.md")}
    names = [name.removesuffix(".md") for name in there]
    free = [name for name in names if stem(name, kind) == name and f"{name}{ending}.md" not in there]
    return max(free, key=lambda name: (there[f"{name}.md"].stat().st_mtime_ns, name), default="")
