"""Links inside the site: from what an editor wrote to the document, file or URL that is meant."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from posixpath import basename, normpath, relpath
from urllib.parse import unquote

from campaignsite.model.codes import diagnostic
from campaignsite.model.diagnostics import Diagnostic
from campaignsite.model.documents import Document, Reference
from campaignsite.model.site import Goal
from campaignsite.model.words.anchors import STANDING
from campaignsite.model.words.hints import anchor_hint, closest
from campaignsite.model.words.links import last_part, meant

_NO_PAGE = "boilerplate"
_IMAGES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg")


@dataclass(frozen=True, slots=True)
class Inside:
    """What there is to link to."""

    public: Mapping[str, Document]
    withheld: Collection[str]
    files: Collection[str]

    @property
    def sayable(self) -> Collection[str]:
        """The files that a hint may name: one that lies beside a withheld document may be about what it says."""
        folders = {path.rpartition("/")[0] for path in self.withheld}
        return [path for path in self.files if path.rpartition("/")[0] not in folders]


def goal_of(reference: Reference, document: Document, inside: Inside) -> tuple[Goal | None, Diagnostic | None]:
    """Resolve one reference of ``document``. URLs (``/agencies/``) are left to the plan, which knows them all."""
    target, query, anchor = _taken_apart(reference.target)
    if not target:
        return _own(anchor, reference, document)
    if target.startswith("/assets/"):
        return _file(target[1:], reference, document, inside)
    if target.startswith("/") and reference.image:
        hint = "put it beside this file, or below assets/"
        return None, diagnostic("missing-asset", f"there is no image {target}", document.path, reference.place, hint)
    if target.startswith("/"):
        return Goal("url", target, anchor, query), None
    path = normpath(f"{document.path.rpartition('/')[0]}/{target}")
    if not path.startswith(("content/", "assets/")):
        message, hint = f"{target} leads out of the site's content", "link to a file below content/ or assets/"
        return None, diagnostic("broken-link", message, document.path, reference.place, hint)
    if path not in inside.files and path not in inside.public and (other := meant(reference.target)):
        if not reference.image:
            message = f"“{target}” is read as a file of this site, and there is none"
            return None, diagnostic("broken-link", message, document.path, reference.place, f"write {other}")
        message, hint = f"there is no image {target}", f"copy it beside this text, and write {last_part(target)}"
        return None, diagnostic("missing-asset", message, document.path, reference.place, hint)
    if path.endswith(".md"):
        return _document(path, anchor, reference, document, inside)
    if target.endswith("/") or "." not in target.rpartition("/")[2]:
        message = f"{target} is neither a file nor a URL of this site"
        hint = "write file.md, or /folder/page/"
        return None, diagnostic("broken-link", message, document.path, reference.place, hint)
    return _file(path, reference, document, inside)


def _taken_apart(target: str) -> tuple[str, str, str]:
    """Path, query and anchor of an address: told apart first, decoded then (RFC 3986 section 2.4)."""
    whole, _, anchor = target.partition("#")
    path, _, query = whole.partition("?")
    return unquote(path), query, unquote(anchor)


def _own(anchor: str, reference: Reference, document: Document) -> tuple[Goal | None, Diagnostic | None]:
    """A link within the page."""
    if reference.image:
        hint = "write the name of a picture between ( and )"
        return None, diagnostic("missing-asset", "this image names no file", document.path, reference.place, hint)
    if document.kind == _NO_PAGE:
        # Its ids have a prefix on the page; an editor may write them without.
        there = next((a for a in (anchor, f"{STANDING}{document.slug}--{anchor}") if a in document.anchors), None)
        if there:
            return Goal("document", document.path, there), None
        message, hint = f"there is no #{anchor} in this text", anchor_hint(anchor, document.anchors)
        return None, diagnostic("broken-anchor", message, document.path, reference.place, hint)
    return Goal("document", document.path, anchor), None


def _document(
    path: str, anchor: str, reference: Reference, document: Document, inside: Inside
) -> tuple[Goal | None, Diagnostic | None]:
    target = _taken_apart(reference.target)[0]
    if reference.image:
        code, message = "missing-asset", f"{target} is a page and no image"
        hint = "write the name of a picture between ( and )"
    elif path in inside.withheld:
        code, message = "withheld-link", f"{target} is not public, and this page would lead to it"
        hint = "publish both at the same moment, or take the link out"
    elif path not in inside.public:
        code, message, hint = "broken-link", f"there is no file {target}", _near(path, inside.public, document)
    elif inside.public[path].kind == _NO_PAGE:
        code, message = "broken-link", f"{target} is a standing text and has no page of its own"
        hint = "name it under “boilerplates:”"
    else:
        return Goal("document", path, anchor), None
    return None, diagnostic(code, message, document.path, reference.place, hint)


def _file(path: str, reference: Reference, document: Document, inside: Inside) -> tuple[Goal | None, Diagnostic | None]:
    if path in inside.files and (not reference.image or path.lower().endswith(_IMAGES)):
        return Goal("file", path), None
    what, target = "image" if reference.image else "file", _taken_apart(reference.target)[0]
    if path in inside.files:
        message = f"{target} is no image"
        hint = f"write [words]({reference.target}) for a link; images end in {', '.join(_IMAGES)}"
    else:
        message, hint = f"there is no {what} {target}", _near(path, inside.sayable, document)
    return None, diagnostic("missing-asset", message, document.path, reference.place, hint)


def _near(path: str, known: Collection[str], document: Document) -> str:
    """A hint with the file whose name is most similar, folder and ending apart.

    Of several with one name, it is the one in the language that the target says, or in that of the text, and then the
    one that is named after no language.
    """
    stems: dict[str, str] = {}
    named = basename(path) if basename(path).count(".") > 1 else ""
    for other in sorted(known, key=lambda o: (bool(named) and basename(o) != named, *_foreign(o, known, document), o)):
        if other.endswith(".md") == path.endswith(".md"):
            stems.setdefault(_stem(other), other)
    found = stems.get(closest(_stem(path), stems, 0.75))
    if not found:
        return "correct the path; it counts from this file's folder"
    return f"did you mean {relpath(found, document.path.rpartition('/')[0])}?"


def _foreign(other: str, known: Collection[str], document: Document) -> tuple[bool, int]:
    """Whether a text is in another language than a document, and the endings of its name."""
    there = known.get(other) if isinstance(known, Mapping) else None
    return isinstance(there, Document) and there.lang != document.lang, basename(other).count(".")


def _stem(path: str) -> str:
    return basename(path).partition(".")[0]
