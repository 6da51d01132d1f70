"""Links inside the site: from what an editor wrote to the document, file or URL that is meant."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from posixpath import normpath

from campaignsite.model.codes import diagnostic
from campaignsite.model.diagnostics import Diagnostic
from campaignsite.model.documents import Document, Reference
from campaignsite.model.hints import closest
from campaignsite.model.site import Goal

_NO_PAGE = "boilerplate"


def goal_of(
    reference: Reference,
    document: Document,
    public: Mapping[str, Document],
    withheld: Collection[str],
    files: Collection[str],
) -> tuple[Goal | None, Diagnostic | None]:
    """Resolve one reference of ``document``. URLs (``/agencies/``) are left to the plan, which knows them all."""
    target, _, anchor = reference.target.partition("#")
    target, _, query = target.partition("?")

    def wrong(code: str, message: str, hint: str = "") -> tuple[None, Diagnostic]:
        return None, diagnostic(code, message, document.path, reference.place, hint)

    if not target:
        if reference.image:
            return wrong("missing-asset", "this image names no file", "write ![what it shows](file.png)")
        if document.kind == _NO_PAGE and anchor not in document.anchors:
            return None, no_anchor(anchor, document.anchors, document.path, reference)
        return Goal("document", document.path, anchor), None
    if target.startswith("/"):
        if target.startswith("/assets/"):
            return _file(target[1:], reference, document, files)
        if reference.image:
            return wrong("missing-asset", f"there is no image {target}", "put it beside this file, or below assets/")
        return Goal("url", target + (f"?{query}" if query else ""), anchor), None
    path = normpath(f"{document.path.rpartition('/')[0]}/{target}")
    if not path.startswith(("content/", "assets/")):
        return wrong("broken-link", f"{target} leads out of the site's content", "link to a file below content/ or assets/")
    if not path.endswith(".md"):
        if target.endswith("/") or "." not in target.rpartition("/")[2]:
            return wrong("broken-link", f"{target} is neither a file nor a URL of this site", "write file.md, or /folder/page/")
        return _file(path, reference, document, files)
    if path in withheld:
        message = f"{target} is not public, and this page would lead to it"
        return wrong("withheld-link", message, "publish both at the same moment, or take the link out")
    if path not in public:
        return wrong("broken-link", f"there is no file {target}", _near(path, public, document.path))
    found = public[path]
    if found.kind == _NO_PAGE:
        return wrong("broken-link", f"{target} is a standing text and has no page of its own", "name it under “boilerplates:”")
    return Goal("document", path, anchor), None


def _file(path: str, reference: Reference, document: Document, files: Collection[str]) -> tuple[Goal | None, Diagnostic | None]:
    if path in files:
        return Goal("file", path), None
    what = "image" if reference.image else "file"
    message = f"there is no {what} {reference.target}"
    return None, diagnostic("missing-asset", message, document.path, reference.place, _near(path, files, document.path))


def no_anchor(anchor: str, known: Collection[str], path: str, reference: Reference) -> Diagnostic:
    """The diagnostic for a link to a place on a page that is not there."""
    close = closest(anchor, known, 0.5)
    hint = f"did you mean #{close}?" if close else ""
    if not hint and known:
        hint = "that page has " + ", ".join(f"#{name}" for name in sorted(known)[:6])
    message = f"there is no #{anchor} on that page"
    return diagnostic("broken-anchor", message, path, reference.place, hint)


def _near(path: str, known: Collection[str], origin: str) -> str:
    close = closest(path, known, 0.7)
    if not close:
        return "correct the path; it counts from this file's folder"
    here, there = origin.split("/")[:-1], close.split("/")
    same = next((n for n, (a, b) in enumerate(zip(here, there, strict=False)) if a != b), min(len(here), len(there) - 1))
    return f"did you mean {'../' * (len(here) - same)}{'/'.join(there[same:])}?"
