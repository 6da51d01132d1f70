"""One document's relations: each name in its front matter and body becomes the thing that is meant."""

from __future__ import annotations

from collections.abc import Mapping
from posixpath import basename
from types import MappingProxyType

from campaignsite.model.codes import diagnostic
from campaignsite.model.diagnostics import Diagnostic, Place
from campaignsite.model.documents import Document, Loc, Reference
from campaignsite.model.fields import ROLES, Role
from campaignsite.model.hints import nearest
from campaignsite.model.kinds import Agency, Announcement, Boilerplate, Event, Item, Resource, Results
from campaignsite.model.site import Entity, Goal, Related
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
    ) -> None:
        self.document, self.inside, self.public = document, inside, inside.public
        self.agencies, self.events, self.entities = agencies, events, entities
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

    def agency(self, name: str, place: Place) -> str:
        """The key of an agency, or ``""`` with a diagnostic."""
        found = self.agencies.find(name)
        if len(found.keys) == 1:
            self.names[name] = found.keys[0]
            return found.keys[0]
        code, message = (
            ("ambiguous-agency", f"“{name}” may be one of {len(found.keys)} agencies")
            if found.keys
            else ("unknown-agency", f"there is no agency “{name}” in the registry")
        )
        self._note(code, message, place, found.hint)
        return ""

    def roles(self) -> tuple[tuple[Role, tuple[str, ...]], ...]:
        """The agencies of an item, by role, each once in each."""
        meta = self.document.meta
        if not isinstance(meta, Item):
            return ()
        found: list[tuple[Role, tuple[str, ...]]] = []
        for role in ROLES:
            keys = {
                key: None
                for n, name in enumerate(getattr(meta.agencies, role))
                if (key := self.agency(name, self.document.place("agencies", role, n)))
            }
            if keys:
                found.append((role, tuple(keys)))
        return tuple(found)

    def people(self) -> None:
        """Agencies named beside contacts, quotes, hosts, speakers and members."""
        meta = self.document.meta
        wanted: list[tuple[str | None, Loc]] = [
            (contact.agency, ("contacts", n, "agency")) for n, contact in enumerate(getattr(meta, "contacts", ()))
        ]
        if isinstance(meta, Agency):
            wanted += [(member.agency, ("members", n, "agency")) for n, member in enumerate(meta.members)]
        if isinstance(meta, Event):
            for n, edition in enumerate(meta.editions):
                wanted += [(host, ("editions", n, "hosts", m)) for m, host in enumerate(edition.hosts)]
                wanted += [(p.agency, ("editions", n, "speakers", m, "agency")) for m, p in enumerate(edition.speakers)]
        for name, loc in wanted:
            if name:
                self.agency(name, self.document.place(*loc))
        for quote in self.document.quotes:
            if quote.agency:
                self.agency(quote.agency, quote.place)

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
            code, message = (
                ("ambiguous-event", f"“{meta.event}” may be one of {len(found.keys)} events")
                if found.keys
                else ("unknown-event", f"there is no event “{meta.event}”")
            )
            self._note(code, message, self.document.place("event"), found.hint)
            return "", None, year
        editions = self.entities[found.keys[0]].event.editions
        fits = [n for n, edition in enumerate(editions) if edition.in_year == year]
        if meta.edition is not None and editions and not fits:
            years = ", ".join(str(e.in_year) for e in editions if e.in_year) or "none with a year"
            message = f"“{meta.event}” has no edition {meta.edition}"
            self._note("unknown-edition", message, self.document.place("edition"), f"its editions are: {years}")
        return found.keys[0], fits[0] if len(fits) == 1 else None, year

    # --- documents -----------------------------------------------------------------------------------------------

    def same_name(self, name: str, kind: type) -> list[Document]:
        """Documents of a kind that a reference by file name, path or slug may mean, this language's first."""
        wanted = basename(name.removesuffix(".md"))
        found = [
            d
            for d in self.public.values()
            if isinstance(d.meta, kind)
            and d is not self.document
            and (wanted in (d.slug, basename(d.stem)) or (isinstance(d.meta, Boilerplate) and d.meta.key == wanted))
        ]
        mine = [d for d in found if d.lang == self.document.lang]
        return mine or found

    def results(self, name: str, place: Place) -> str:
        """The path of the results that a name means, or ``""`` with a diagnostic."""
        found = self.same_name(name, Results)
        if found:
            return found[0].path
        known = [basename(d.stem) for d in self.public.values() if isinstance(d.meta, Results)]
        self._note(
            "unknown-results",
            f"there are no results “{name}”",
            place,
            nearest(name, known) or "write the file's name, without .md",
        )
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
            name, _, version = written.partition("@")
            found = self.same_name(name, Boilerplate)
            if not found:
                known = [basename(d.stem) for d in self.public.values() if isinstance(d.meta, Boilerplate)]
                hint = nearest(name, known) or "it is a file below content/boilerplates/"
                self._note("unknown-boilerplate", f"there is no standing text “{name}”", place, hint)
                continue
            versions = sorted(found, key=_since)
            if version:
                fits = [d for d in versions if _since(d) == version]
            elif len(versions) == 1:
                fits = versions
            elif meta.date and meta.date.year is not None:
                fits = [d for d in versions if _since(d) <= meta.date.iso]
            else:
                fits = []
            if fits:
                paths.append(fits[-1].path)
            else:
                known_versions = ", ".join(f"{name}@{_since(d)}" for d in versions if _since(d))
                message = f"“{written}” has {len(versions)} versions, and none fits this document's date"
                self._note(
                    "undated-boilerplate",
                    message,
                    place,
                    f"write one of {known_versions}" if known_versions else "",
                )
        return tuple(paths)

    def file(self, meta: Resource) -> Goal | None:
        """The file that a resource offers."""
        if not meta.file:
            return None
        reference = Reference(meta.file, self.document.place("file"))
        goal, problem = goal_of(reference, self.document, self.inside)
        if problem:
            self.noticed.append(problem)
        return goal

    def _note(self, code: str, message: str, place: Place, hint: str = "") -> None:
        self.noticed.append(diagnostic(code, message, self.document.path, place, hint))


def _since(document: Document) -> str:
    meta = document.meta
    return meta.from_.iso if isinstance(meta, Boilerplate) and meta.from_ else ""
