"""The registry's pages: the list from A to Z, and one page for each agency."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from campaignsite.model.front.fields import ROLES
from campaignsite.model.front.kinds import Results
from campaignsite.model.page.pieces import AgencyEntry, LetterGroup, RoleGroup
from campaignsite.model.page.subjects import AgenciesView, AgencyView
from campaignsite.model.site import Entity, Related
from campaignsite.plan.views.frozen import frozen
from campaignsite.plan.views.inlang import SHARING, InLanguage
from campaignsite.plan.views.letters import alphabetical, letter, position, slug
from campaignsite.plan.views.small import origin


def agencies_view(view: InLanguage) -> AgenciesView:
    """All agencies by letter; joint bodies apart, because they are no agencies of their own."""
    entries = sorted(
        (_entry(view, entity) for entity in view.site.agencies.values()), key=lambda entry: alphabetical(entry.name)
    )
    own = [entry for entry in entries if entry.kind != "joint"]
    letters: dict[str, list[AgencyEntry]] = {}
    for entry in own:
        letters.setdefault(letter(entry.name), []).append(entry)
    return AgenciesView(
        letters=tuple(
            LetterGroup(name, f"letter-{slug(name)}", tuple(letters[name])) for name in sorted(letters, key=position)
        ),
        joint=tuple(entry for entry in entries if entry.kind == "joint"),
        count=len(own),
    )


def agency_view(view: InLanguage, entity: Entity, results: str) -> AgencyView:
    """One agency, still without its items: what is the same on every page of their list.

    ``results`` is the URL of its results.
    """
    meta, key = entity.agency, entity.key
    name, lang = entity.name(view.lang)
    document = entity.document(view.lang)
    return AgencyView(
        name=name,
        lang=view.other(lang),
        short_name=meta.short_name or "",
        kind=meta.kind,
        region=meta.region or "",
        text_lang=view.other(entity.main.lang),
        url=meta.url or "",
        languages=meta.languages,
        members=view.agencies(_members(view, entity)),
        member_of=tuple(
            view.entity(e) for e in view.site.agencies.values() if e.agency.members and key in _members(view, e)
        ),
        counts=_counts(view, key),
        roles=(),
        events=tuple(view.entity(view.site.events[k]) for k in events_of(view, key, view.of_agency.get(key, ()))),
        joint=(),
        single=(),
        results_url=results,
        contacts=view.contacts(meta.contacts, view.site.documents[entity.main.path]),
        source=origin(document.meta.source),
        supplied=document.meta.supplied,
        extra=frozen(document.meta.extra),
    )


def with_items(view: InLanguage, agency: AgencyView, key: str, items: Sequence[Related]) -> AgencyView:
    """The agency with the items that one page of its list shows, by role and year, and their results."""
    here = {id(r) for r in items}
    sharing = {id(r) for role in SHARING for r in view.in_role(key, role)}
    results = [
        view.figures(r.document.path)
        for r in items
        if isinstance(r.document.meta, Results) and id(r) in sharing and not view.newest(r)
    ]
    return replace(
        agency,
        roles=tuple(
            RoleGroup(role, view.years(found))
            for role in ROLES
            if (found := [r for r in view.in_role(key, role) if id(r) in here])
        ),
        joint=tuple(f for f in results if f.joint),
        single=tuple(f for f in results if not f.joint),
    )


def _entry(view: InLanguage, entity: Entity) -> AgencyEntry:
    name, lang = entity.name(view.lang)
    return AgencyEntry(
        name=name,
        lang=view.other(lang),
        short_name=entity.agency.short_name or "",
        url=view.entity(entity).url,
        kind=entity.agency.kind,
        counts=_counts(view, entity.key),
        items=len(view.of_agency.get(entity.key, ())),
        withheld=view.site.withheld.get(entity.document(view.lang).path, ""),
    )


def _counts(view: InLanguage, key: str) -> tuple[tuple[str, int], ...]:
    counted = ((role, len(view.in_role(key, role))) for role in ROLES)
    return tuple((role, number) for role, number in counted if number)


def _members(view: InLanguage, entity: Entity) -> tuple[str, ...]:
    names = view.site.documents[entity.main.path].agencies
    return tuple(dict.fromkeys(names[m.agency] for m in entity.agency.members if m.agency in names))


def events_of(view: InLanguage, key: str, items: Iterable[Related]) -> tuple[str, ...]:
    """The keys of events that an agency's ``items`` belong to, or that it hosts or speaks at, sorted."""
    found = {related.event for related in items if related.event}
    for event in view.site.events.values():
        if key in view.site.documents[event.main.path].agencies.values():
            found.add(event.key)
    return tuple(sorted(found))
