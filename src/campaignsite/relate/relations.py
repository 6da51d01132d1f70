"""One document's relations: each name in its front matter and body becomes the thing that is meant."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from campaignsite.model.codes import diagnostic
from campaignsite.model.diagnostics import Diagnostic, Place
from campaignsite.model.documents import Document, Loc, Reference
from campaignsite.model.front.fields import ROLES, Role
from campaignsite.model.front.kinds import Agency, Announcement, Boilerplate, Event, Item, Resource, Results
from campaignsite.model.front.shared import FrontMatter
from campaignsite.model.site import Entity, Goal, Related
from campaignsite.model.words.hints import nearest, one_of
from campaignsite.model.words.links import judge
from campaignsite.relate.library import Library, since, version_for
from campaignsite.relate.names import Names
from campaignsite.relate.targets import Inside, goal_of


class Relations:
    """Resolves one document against the rest; what cannot be resolved is in ``noticed``."""

    def __init__(
        self,
        document: Document,
        *,
        inside: Inside,
        agencies: Names,
        events: Names,
        entities: Mapping[str, Entity],
        library: Library,
    ) -> None:
        self.document, self.inside = document, inside
        self.agencies, self.events, self.entities, self.library = agencies, events, entities, library
        self.noticed: list[Diagnostic] = []
        self.names: dict[str, str] = {}

    def resolve(self) -> Related:
        """Everything that this document is related to."""
        document, meta = self.document, self.document.meta
        links = {}
        for reference in document.references:
            goal, problem = goal_of(reference, document, self.inside)
            if goal:
                links[reference.target] = goal
            if problem:
                self.noticed.append(problem)
        event, edition, year = self.event() if isinstance(meta, Item) else ("", None, None)
        roles = self.roles()
        self.people()
        announcement = meta if isinstance(meta, Announcement) else None
        results = tuple(
            path
            for n, name in enumerate(announcement.results if announcement else ())
            if (path := self.results(name, document.place("results", n)))
        )
        return Related(
            document=document,
            links=MappingProxyType(links),
            agencies=MappingProxyType(self.names),
            roles=roles,
            event=event,
            edition=edition,
            year=year,
            boilerplates=self.boilerplates(announcement) if announcement else (),
            results=results,
            figures=self.figures(results),
            supersedes=self.superseded(),
            file=self.file(meta) if isinstance(meta, Resource) else None,
        )

    # --- agencies ------------------------------------------------------------------------------------------------

    def agency(self, name: str, where: Loc | Place) -> str:
        """The key of an agency, or ``""`` with a diagnostic."""
        found = self.agencies.find(name)
        if len(found.keys) == 1:
            self.names[name] = found.keys[0]
            return found.keys[0]
        place = where if isinstance(where, Place) else self.document.place(*where)
        if found.keys:
            self._note("ambiguous-agency", f"“{name}” may be one of {len(found.keys)} agencies", place, found.hint)
        elif not self.agencies.may_be_unread(name) and not self.is_withheld(name, Agency, place):
            self._note("unknown-agency", f"there is no agency “{name}” in the registry", place, found.hint)
        return ""

    def is_withheld(self, name: str, kind: type[FrontMatter], place: Place) -> bool:
        """Whether a name that is not public belongs to a document that is withheld; says so when it does."""
        path = self.library.withheld(name, kind)
        if not path:
            return False
        message = f"“{name}” is not public, and this document names it"
        together = f"publish both at the same moment: look for “draft:” or a later time in {path}; or take the name out"
        self._note("withheld-name", message, place, together)
        return True

    def roles(self) -> tuple[tuple[Role, tuple[str, ...]], ...]:
        """The agencies of an item, by role, each once in each."""
        meta = self.document.meta
        if not isinstance(meta, Item):
            return ()
        found: list[tuple[Role, tuple[str, ...]]] = []
        for role in ROLES:
            if names := getattr(meta.agencies, role):
                keys = (self.agency(name, ("agencies", role, n)) for n, name in enumerate(names))
                if there := tuple(dict.fromkeys(filter(None, keys))):
                    found.append((role, there))
        return tuple(found)

    def people(self) -> None:
        """Agencies named beside contacts, quotes, hosts, speakers and members."""
        meta = self.document.meta
        wanted: list[tuple[str | None, Loc]] = [
            (contact.agency, ("contacts", n, "agency")) for n, contact in enumerate(getattr(meta, "contacts", ()))
        ]
        if isinstance(meta, Agency):
            self.members(meta)
            wanted += [(member.agency, ("members", n, "agency")) for n, member in enumerate(meta.members)]
        if isinstance(meta, Event):
            for n, edition in enumerate(meta.editions):
                wanted += [(host, ("editions", n, "hosts", m)) for m, host in enumerate(edition.hosts)]
                wanted += [(p.agency, ("editions", n, "speakers", m, "agency")) for m, p in enumerate(edition.speakers)]
        for name, loc in wanted:
            if name:
                self.agency(name, loc)
        for quote in self.document.quotes:
            if quote.agency:
                self.agency(quote.agency, quote.place)

    def members(self, meta: Agency) -> None:
        """Only a joint body has members, and it is none of its own."""
        for n, member in enumerate(meta.members):
            place = self.document.place("members", n, "agency")
            if meta.kind != "joint":
                self._note(
                    "bad-member", f"“{meta.name}” is no joint body, and has members", place, "write “kind: joint”"
                )
            elif member.agency == meta.name:
                self._note("bad-member", f"“{meta.name}” is a member of itself", place, "take it out")

    # --- events --------------------------------------------------------------------------------------------------

    def event(self) -> tuple[str, int | None, int | None]:
        """The event's key, the position of its edition, and the year that the item is listed under."""
        meta = self.document.meta
        assert isinstance(meta, Item)
        year = meta.edition or (meta.date.year if meta.date else None)
        if meta.event is None:
            if meta.edition is not None:
                self._note(
                    "unknown-edition",
                    "“edition” says which edition of which event",
                    self.document.place("edition"),
                    "write “event: …” too",
                )
            return "", None, year
        found = self.events.find(meta.event)
        if len(found.keys) != 1:
            place = self.document.place("event")
            if found.keys:
                message = f"“{meta.event}” may be one of {len(found.keys)} events"
                self._note("ambiguous-event", message, place, found.hint)
            elif not self.events.may_be_unread(meta.event) and not self.is_withheld(meta.event, Event, place):
                self._note("unknown-event", f"there is no event “{meta.event}”", place, found.hint)
            return "", None, year
        editions = self.entities[found.keys[0]].event.editions
        fits = [n for n, edition in enumerate(editions) if edition.in_year == year]
        if meta.edition is not None and editions and not fits:
            years = [str(e.in_year) for e in editions if e.in_year]
            hint = f"{one_of(years)}, or add it to the event's file" if years else "add it to the event's file"
            message = f"“{meta.event}” has no edition {meta.edition}"
            self._note("unknown-edition", message, self.document.place("edition"), hint)
        return found.keys[0], fits[0] if len(fits) == 1 else None, year

    # --- documents -----------------------------------------------------------------------------------------------

    def results(self, name: str, place: Place) -> str:
        """The path of the results that a name means, or ``""`` with a diagnostic."""
        found = self.library.find(Results, name, self.document)
        if len({d.stem for d in found}) == 1:
            return found[0].path
        if found:
            hint = one_of(sorted(d.stem for d in found))
            self._note("unknown-results", f"“{name}” may be one of {len(found)} results", place, hint)
            return ""
        if not self.is_withheld(name, Results, place):
            hint = nearest(name, self.library.names(Results, self.document)) or "write the file's name, without .md"
            self._note("unknown-results", f"there are no results “{name}”", place, hint)
        return ""

    def superseded(self) -> str:
        """The path of the results that these replace."""
        meta = self.document.meta
        if not isinstance(meta, Results) or not meta.supersedes:
            return ""
        return self.results(meta.supersedes, self.document.place("supersedes"))

    def figures(self, results: tuple[str, ...]) -> Mapping[str, str]:
        """Which results each figures component of the body shows."""
        found: dict[str, str] = {}
        for name, attributes, place in self.document.components:
            if name != "figures":
                continue
            wanted = attributes.get("results", "")
            own = self.document.path if isinstance(self.document.meta, Results) else next(iter(results), "")
            path = self.results(wanted, place) if wanted else own
            if not path and not wanted:
                self._note(
                    "bad-component",
                    "“figures” does not say which results to show",
                    place,
                    'write ::: figures {results="file-name"}',
                )
            found[wanted] = path
        return MappingProxyType(found)

    def boilerplates(self, meta: Announcement) -> tuple[str, ...]:
        """The version of each standing text that was in force on the item's date."""
        paths = []
        for n, written in enumerate(meta.boilerplates):
            place = self.document.place("boilerplates", n)
            name, _, wanted = written.partition("@")
            found = self.library.find(Boilerplate, name, self.document)
            if found:
                document, problem = version_for(found, wanted, name, meta.date)
                known = sorted(f"{name}@{since(d)}" for d in found if since(d))
                if document:
                    paths.append(document.path)
                else:
                    self._note("undated-boilerplate", problem, place, one_of(known) if known else "")
            elif not self.is_withheld(name, Boilerplate, place):
                near = nearest(name, self.library.names(Boilerplate, self.document))
                hint = near or "write the name of a file below content/boilerplates/, without .md"
                self._note("unknown-boilerplate", f"there is no standing text “{name}”", place, hint)
        return tuple(dict.fromkeys(paths))

    def file(self, meta: Resource) -> Goal | None:
        """The file that a resource offers."""
        if bool(meta.file) == bool(meta.url):
            both = "both a file and an address" if meta.file else "neither a file nor an address"
            at, hint = self.document.place("file"), "write “file: …”, or “url: …” when it is somewhere else"
            self._note("missing-field", f"this resource has {both}", at, hint)
        if not meta.file:
            return None
        place, verdict = self.document.place("file"), judge(meta.file)
        if verdict.kind != "inside":
            why = verdict.why or "this is the address of another site"
            self._note("unsafe-link", why, place, "write the path of a file, or “url: https://…”")
            return None
        goal, problem = goal_of(Reference(verdict.target, place), self.document, self.inside)
        if goal and goal.kind != "file":
            self._note(
                "missing-asset", f"{meta.file} is no file of this site", place, "write the path of a file, or “url: …”"
            )
            return None
        if problem:
            self.noticed.append(problem)
        return goal

    def _note(self, code: str, message: str, place: Place, hint: str = "") -> None:
        self.noticed.append(diagnostic(code, message, self.document.path, place, hint))
