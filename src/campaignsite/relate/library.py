"""Documents that others name by file name: results and standing texts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from posixpath import basename

from campaignsite.model.documents import Document
from campaignsite.model.kinds import Boilerplate, FrontMatter, Results

Named = type[Results] | type[Boilerplate]


class Library:
    """Finds documents of a kind by a name, and those that are withheld."""

    def __init__(self, public: Iterable[Document], hidden: Sequence[Document]) -> None:
        self.hidden = hidden
        self._found: dict[tuple[type, str], dict[str, Document]] = {}
        for document in public:
            if isinstance(document.meta, Results | Boilerplate):
                for name in _names(document):
                    self._found.setdefault((type(document.meta), name), {})[document.path] = document

    def find(self, kind: Named, name: str, seeker: Document) -> list[Document]:
        """Those that a reference by file name, path or slug may mean, in the seeker's language where there are any."""
        wanted = basename(name.removesuffix(".md"))
        found = [d for d in self._found.get((kind, wanted), {}).values() if d is not seeker]
        return [d for d in found if d.lang == seeker.lang] or found

    def names(self, kind: Named, seeker: Document) -> list[str]:
        """The file names of a kind, but for the seeker's own."""
        return sorted(
            {basename(d.stem) for (k, _), ds in self._found.items() if k is kind for d in ds.values()}
            - {basename(seeker.stem)}
        )

    def withheld(self, name: str, kind: type[FrontMatter]) -> bool:
        """Whether a name belongs to a document that is withheld."""
        wanted = basename(name.removesuffix(".md"))
        hidden = (d for d in self.hidden if isinstance(d.meta, kind))
        return any(name == d.meta.heading or wanted in _names(d) for d in hidden)


def version_for(versions: Sequence[Document], wanted: str, name: str, date: str) -> tuple[Document | None, str]:
    """The version of a standing text that was in force on a date (ISO, or ``""``), or why there is none."""
    if wanted:
        found = [d for d in versions if since(d) == wanted]
        return (found[-1], "") if found else (None, f"“{name}” has no version {wanted}")
    if len(versions) == 1:
        return versions[0], ""
    if not date:
        return None, f"“{name}” has {len(versions)} versions, and this document has no date to choose by"
    found = [d for d in sorted(versions, key=since) if since(d) <= date]
    return (
        (found[-1], "")
        if found
        else (None, f"“{name}” has {len(versions)} versions, and none fits this document's date")
    )


def since(document: Document) -> str:
    """The day from which a standing text is used; ``""`` for always."""
    meta = document.meta
    return meta.from_.iso if isinstance(meta, Boilerplate) and meta.from_ else ""


def _names(document: Document) -> set[str]:
    key = document.meta.key if isinstance(document.meta, Boilerplate) else None
    return {document.slug, basename(document.stem), *([key] if key else [])}
