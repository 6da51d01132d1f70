"""Third stage: documents become a campaign. In: every ``Document``, the settings and the time. Out: ``Checked[Site]``.

Resolves every name and every link, and leaves out what the public may not know yet. Pure and cheap; sees no bodies.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from types import MappingProxyType

from campaignsite.model.codes import diagnostic
from campaignsite.model.diagnostics import Checked, Diagnostic
from campaignsite.model.documents import NAMELESS, Document
from campaignsite.model.files import Found
from campaignsite.model.front.config import Settings
from campaignsite.model.site import Entity, Related, Site, State
from campaignsite.relate.figures import translations_agree
from campaignsite.relate.library import Library
from campaignsite.relate.names import Names, duplicates
from campaignsite.relate.policies import (
    helplines_checked,
    helplines_shown,
    in_part,
    reviews,
    safety,
    security_ends,
    security_holds,
    seen,
    times,
    translated,
    versions,
)
from campaignsite.relate.relations import Relations
from campaignsite.relate.states import state, timed, window
from campaignsite.relate.supersession import newest, supersessions
from campaignsite.relate.targets import Inside

__all__ = ["relate"]


def relate(
    documents: Sequence[Document],
    files: Sequence[Found],
    settings: Settings,
    now: dt.datetime,
    *,
    show: Collection[State] = (),
) -> Checked[Site]:
    """Relate all documents at ``now``, which is in the site's time zone unless it says another.

    What is in one of the states ``show`` is related as if it were public.
    """
    config = settings.config
    now = now.astimezone(config.zone) if now.tzinfo else now.replace(tzinfo=config.zone)
    dated = [d for d in documents if timed(d.meta)]
    real = {d.path: state(d, now, config.zone) for d in documents}
    states: dict[str, State] = {path: "public" if found in show else found for path, found in real.items()}
    withheld = frozenset(path for path, found in states.items() if found != "public")
    public = {d.path: d for d in sorted(documents, key=lambda d: d.path) if d.path not in withheld}
    agencies, events = (
        _entities(public, "agency", config.languages),
        _entities(public, "event", config.languages),
    )
    noticed: list[Diagnostic] = []
    for pool in (agencies, events):
        for first, second in duplicates(pool):
            message = f"“{second.main.meta.heading}” has a file already: {first.main.path}"
            place = second.main.place("name")
            noticed.append(
                diagnostic("duplicate-name", message, second.main.path, place, "keep one, or tell them apart")
            )

    file_names = frozenset(f.path for f in files)
    inside = Inside(public, withheld, file_names)
    library = Library(public.values(), [d for d in documents if d.path in withheld])
    names = Names(agencies.values(), "agency", _unread(documents, "agency"))
    event_names = Names(events.values(), "event", _unread(documents, "event"))
    related: dict[str, Related] = {}
    for document in public.values():
        relations = Relations(
            document,
            inside=inside,
            agencies=names,
            events=event_names,
            entities=events,
            library=library,
        )
        related[document.path] = relations.resolve()
        noticed += relations.noticed
    stems: dict[str, dict[str, str]] = {}
    for document in public.values():
        there = stems.setdefault(document.stem, {}).setdefault(document.lang, document.path)
        if there != document.path:
            noticed.append(_twice(document, there))
    noticed += [
        *safety(public.values(), settings),
        *times((d for d in dated if d.path in public), settings),
        *reviews(public.values(), now),
        *seen((d for d in dated if show or real[d.path] == "unreadable"), settings),
        *helplines_checked(settings, now),
        *security_holds(settings, now),
        *translated(public, stems, settings),
        *in_part(documents, real),
    ]
    noticed += [*supersessions(related), *translations_agree(related, stems, config.languages)]
    noticed += [*helplines_shown(public.values(), settings), *versions(public.values())]
    site = Site(
        config=config,
        now=now,
        documents=MappingProxyType(related),
        agencies=MappingProxyType(agencies),
        events=MappingProxyType(events),
        translations=MappingProxyType({k: MappingProxyType(v) for k, v in stems.items()}),
        newer=newest(related),
        files=file_names,
        withdrawn=tuple(d for d in documents if states[d.path] == "withdrawn"),
        silent=frozenset(path for path in withheld if states[path] not in ("unreadable", "withdrawn")),
        withheld=MappingProxyType({path: found for path, found in real.items() if found in show}),
        window=window((d.meta for d in dated), now, config.zone, security_ends(settings)),
    )
    return Checked(site, tuple(noticed))


def _unread(documents: Sequence[Document], kind: str) -> Iterator[Document]:
    """The documents of a kind whose name, or whether they are public, nobody can tell."""
    return (d for d in documents if d.kind == kind and (d.unreadable or d.meta.heading == NAMELESS))


def _entities(documents: Mapping[str, Document], kind: str, languages: Sequence[str]) -> dict[str, Entity]:
    """One agency or event for each stem, sorted by key."""
    stems: dict[str, dict[str, Document]] = {}
    for document in documents.values():
        if document.kind == kind:
            stems.setdefault(document.stem, {}).setdefault(document.lang, document)
    found = {}
    for by_lang in stems.values():
        main = next(by_lang[tag] for tag in languages if tag in by_lang)
        # Two files in different folders may have one slug: the plan reports their URLs; here they stay apart.
        key = main.slug if main.slug not in found else main.stem
        found[key] = Entity(key, MappingProxyType(by_lang), main)
    return dict(sorted(found.items()))


def _twice(document: Document, first: str) -> Diagnostic:
    """Two files are one text in one language; the one named after the language is the odd one."""
    path, other = (first, document.path) if len(first) < len(document.path) else (document.path, first)
    message = f"{other} is the same text in the same language"
    return diagnostic("same-url", message, path, hint="keep one of them, or name one after another language")
