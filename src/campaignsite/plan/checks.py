"""What only the whole table of pages can tell: two pages with one URL, links to URLs and anchors that are not there."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate
from types import MappingProxyType

from campaignsite.model.codes import diagnostic
from campaignsite.model.diagnostics import Diagnostic, Place
from campaignsite.model.documents import Document, Reference
from campaignsite.model.page.pages import Page
from campaignsite.model.page.subjects import AgenciesView, AgencyView, EventView, ItemView
from campaignsite.model.site import Related, Site
from campaignsite.model.words.anchors import STANDING
from campaignsite.model.words.hints import anchor_hint, closest
from campaignsite.plan.planned import Planned
from campaignsite.plan.views.inlang import InLanguage

_NOTHING: Mapping[tuple[str, str], Place] = MappingProxyType({})


def collisions(
    outputs: Iterable[tuple[str, str]], moved: Mapping[tuple[str, str], Place] = _NOTHING
) -> Iterator[Diagnostic]:
    """Files that would overwrite each other, also on a disk that ignores case or Unicode form.

    ``outputs`` are (file below output/, where it comes from); ``moved`` the same of old addresses, with their places.
    """
    taken: dict[str, tuple[str, str]] = {}
    outputs = sorted(outputs)
    yield from _claimed(outputs, moved)
    for file, origin in outputs:
        other_file, other = taken.setdefault(_folded(file), (file, origin))
        if (other_file, other) != (file, origin):
            how = "" if file == other_file else ", but for case or the form of an accent"
            path, first = (origin, other) if origin.startswith(_OURS) else (other, origin)
            message = f"this would be at /{file.removesuffix('index.html')}, where {first} is already{how}"
            yield diagnostic("same-url", message, path, hint=_another_name(path))
    for file, origin in outputs:
        for folder in accumulate(file.split("/")[:-1], _JOINED):
            if _folded(folder) in taken:
                path = taken[_folded(folder)][1]
                message = f"this would be at /{folder}, where {origin} needs a folder"
                yield diagnostic("same-url", message, path, hint=_another_name(path))


def _claimed(outputs: Iterable[tuple[str, str]], moved: Mapping[tuple[str, str], Place]) -> Iterator[Diagnostic]:
    """Old addresses at which something is today, or that another text claims too."""
    taken = {_folded(file): origin for file, origin in outputs}
    folders = {folder: origin for file, origin in taken.items() for folder in accumulate(file.split("/")[:-1], _JOINED)}
    for (file, origin), place in sorted(moved.items(), key=lambda pair: (_folded(pair[0][0]), pair[0][1])):
        folded, shown = _folded(file), f"/{file.removesuffix('index.html')}"
        other = taken.get(folded) or folders.get(folded)
        above = next((taken[f] for f in accumulate(folded.split("/")[:-1], _JOINED) if f in taken), None)
        if other == origin and folded in taken:
            message, hint = f"{shown} is where this page is, or an old address of it already", "take it out"
        elif other or above:
            message = f"{shown} cannot lead here: {other or above} is there"
            hint = "an old address leads to one page: keep it where its readers should go"
        else:
            taken[folded] = origin
            folders |= dict.fromkeys(accumulate(folded.split("/")[:-1], _JOINED), origin)
            continue
        yield diagnostic("same-url", message, origin, place, hint)


_JOINED = "{}/{}".format
_OURS = ("content/", "assets/")
"""Where an editor can change something; a generated page has no file."""


def _folded(file: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", file).casefold())


def _another_name(path: str) -> str:
    return "give it a “slug:” of its own, or rename the file" if path.endswith(".md") else "rename the file"


class Anchors:
    """The ids on each page, by its path: found out when a link asks for one."""

    def __init__(self, pages: Iterable[Planned], site: Site) -> None:
        self.pages, self._site = {page.url: page for page in pages}, site
        self._known: dict[str, frozenset[str]] = {}

    def on(self, path: str) -> frozenset[str]:
        """The ids of one page; none for a page that does not exist."""
        if path not in self._known:
            planned = self.pages.get(path)
            self._known[path] = self._found(planned.make()) if planned else frozenset()
        return self._known[path]

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
        elif goal.anchor and goal.anchor not in anchors.on(target):
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
    elif isinstance(subject, AgenciesView):
        promised = {group.id: True for group in subject.letters} | {"joint": subject.joint}
    return frozenset(found | {name for name, there in promised.items() if there})
