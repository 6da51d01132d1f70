"""What only the whole table of pages can tell: two pages with one URL, links to URLs and anchors that are not there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from campaignsite.model.codes import diagnostic
from campaignsite.model.diagnostics import Diagnostic
from campaignsite.model.documents import Document, Reference
from campaignsite.model.page.finding import AToZView
from campaignsite.model.page.pages import Page
from campaignsite.model.page.series import ResultsByView
from campaignsite.model.page.subjects import AgenciesView, AgencyView, EventView, ItemView, ListView
from campaignsite.model.site import Related, Site
from campaignsite.model.words.anchors import FIGURE, STANDING
from campaignsite.model.words.hints import anchor_hint, closest
from campaignsite.plan.planned import Planned
from campaignsite.plan.views.inlang import InLanguage


class Anchors:
    """The ids on each page, by its path: found out when a link asks for one."""

    def __init__(self, pages: Iterable[Planned], site: Site) -> None:
        self.pages, self._site = {page.url: page for page in pages}, site
        self._known: dict[str, frozenset[str]] = {}
        self._lettered = {page.url for page in self.pages.values() if page.identity[0] == "a-z"}

    def on(self, path: str) -> frozenset[str]:
        """The ids of one page; none for a page that does not exist."""
        if path not in self._known:
            planned = self.pages.get(path)
            self._known[path] = self._found(planned.make()) if planned else frozenset()
        return self._known[path]

    def moving(self, path: str, anchor: str) -> bool:
        """Whether it is a letter of the list from A to Z: they come and go with titles, which move nothing else."""
        return anchor.startswith("letter-") and path in self._lettered

    def _found(self, page: Page) -> frozenset[str]:
        documents = self._site.documents
        shown = page.subject.boilerplates if isinstance(page.subject, ItemView) else ()
        document = documents[page.body.path].document if page.body else None
        return anchors_of(page, document, (documents[b.body.path].document for b in shown if b.body))


def links(view: InLanguage, related: Related, anchors: Anchors) -> Iterator[Diagnostic]:
    """Links of one document to URLs and to anchors."""
    path = related.document.path
    for reference in related.document.references:
        goal = related.links.get(reference.target)
        if goal is None or goal.kind == "file":
            continue
        if goal.name in view.site.documents and view.site.documents[goal.name].document.kind == "boilerplate":
            continue  # relate has looked
        target = view.path_of(goal)
        if goal.kind == "url" and target not in anchors.pages:
            yield _no_url(target, anchors.pages, path, reference)
        elif goal.anchor and goal.anchor not in anchors.on(target) and not anchors.moving(target, goal.anchor):
            hint = anchor_hint(goal.anchor, anchors.on(target))
            yield diagnostic("broken-anchor", f"there is no #{goal.anchor} on that page", path, reference.place, hint)


def _no_url(target: str, pages: Mapping[str, Planned], path: str, reference: Reference) -> Diagnostic:
    near = target + "/" if target + "/" in pages else closest(target, pages, 0.7)
    hint = (
        f"did you mean {near}?"
        if near
        else "write the path of the file (../folder/file.md): it is checked and translated"
    )
    return diagnostic("broken-link", f"there is no page {target} on this site", path, reference.place, hint)


def anchors_of(page: Page, document: Document | None, boilerplates: Iterable[Document]) -> frozenset[str]:
    """The ids that a page has: those of its texts, and those of the sections that the stock layouts promise."""
    subject = page.subject
    found = {"main", *(document.anchors if document else ())}
    for boilerplate in boilerplates:
        found |= {f"{STANDING}{boilerplate.slug}", *boilerplate.anchors}
    promised: dict[str, object] = {}
    shown = {figures.url for figures in page.body.figures.values()} if page.body else set()
    if isinstance(subject, ItemView):
        promised = {
            "agencies": subject.agencies,
            "figures": subject.figures,
            **{f"{FIGURE}{m.id}": True for m in (subject.figures.measures if subject.figures else ())},
            "results": [f for f in subject.results if f.url not in shown],
            "contact": subject.contacts,
            "corrections": subject.corrections,
            "source": subject.source or subject.supplied or subject.verbatim,
        }
    elif isinstance(subject, AgencyView):
        promised = {
            "results": subject.joint or subject.single,
            "events": subject.events,
            "members": subject.members,
            "contact": subject.contacts,
            "source": subject.source or subject.supplied,
        }
        promised |= {f"role-{group.role}": True for group in subject.roles}
    elif isinstance(subject, EventView):
        promised = {
            "editions": subject.editions,
            "results": subject.results,
            "resources": subject.resources,
            "agencies": subject.agencies,
            "contact": subject.contacts,
            "source": subject.source or subject.supplied,
        }
        promised |= {edition.id: True for edition in subject.editions}
    elif isinstance(subject, ResultsByView):
        promised = {"results": subject.figures, "totals": subject.totals, "series": subject.series}
    elif isinstance(subject, ListView):
        promised = {"totals": subject.totals, "series": subject.series, "results-by": subject.by}
    elif isinstance(subject, AgenciesView):
        promised = {group.id: True for group in subject.letters} | {"joint": subject.joint}
    elif isinstance(subject, AToZView):
        promised = {group.id: True for group in subject.groups}
    return frozenset(found | {name for name, there in promised.items() if there})
