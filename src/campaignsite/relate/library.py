"""Documents that others name by file name: results and standing texts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from posixpath import basename

from campaignsite.model.documents import Document
from campaignsite.model.front.dates import PartialDate
from campaignsite.model.front.kinds import Boilerplate, Results
from campaignsite.model.front.shared import FrontMatter

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
        """Those that a reference by file name, slug or path may mean, in the seeker's language where there are any."""
        wanted = name.removesuffix(".md").removeprefix("content/").strip("/")
        found = [d for d in self._found.get((kind, wanted), {}).values() if d is not seeker]
        return [d for d in found if d.lang == seeker.lang] or found

    def names(self, kind: Named, seeker: Document) -> list[str]:
        """The file names of a kind, but for the seeker's own."""
        return sorted(
            {basename(d.stem) for (k, _), ds in self._found.items() if k is kind for d in ds.values()}
            - {basename(seeker.stem)}
        )

    def withheld(self, name: str, kind: type[FrontMatter]) -> str:
        """The path of a document that is withheld and has a name; ``""`` when there is none."""
        wanted = basename(name.removesuffix(".md"))
        hidden = (d for d in self.hidden if isinstance(d.meta, kind))
        return next((d.path for d in hidden if name == d.meta.heading or wanted in _names(d)), "")


def version_for(
    versions: Sequence[Document], wanted: str, name: str, date: PartialDate | None
) -> tuple[Document | None, str]:
    """The version of a standing text that was in force on a date, or why there is none."""
    count = f"“{name}” has {len(versions)} version{'s' if len(versions) > 1 else ''}"
    if wanted:
        found = [d for d in versions if since(d) == wanted]
        return (found[-1], "") if found else (None, f"“{name}” has no version {wanted}")
    if len(versions) == 1 and not (since(versions[0]) and date and date.year):
        return versions[0], ""
    if date is None or date.year is None:
        return None, f"{count}, and this document has no date to choose by"
    first, last = (_in_force(versions, day) for day in (date.first, date.last))
    if first is not last:
        return None, f"{count}, and {date.iso} does not say which was in force"
    return (first, "") if first else (None, f"{count}, and none fits this document's date")


def _in_force(versions: Sequence[Document], day: tuple[int, int, int]) -> Document | None:
    begun = [(_begins(d), d.path, d) for d in versions if _begins(d) <= day]
    return max(begun)[2] if begun else None


def _begins(document: Document) -> tuple[int, int, int]:
    meta = document.meta
    return meta.from_.first if isinstance(meta, Boilerplate) and meta.from_ else (0, 0, 0)


def since(document: Document) -> str:
    """The day from which a standing text is used; ``""`` for always."""
    meta = document.meta
    return meta.from_.iso if isinstance(meta, Boilerplate) and meta.from_ else ""


def _names(document: Document) -> set[str]:
    """Everything that a reference may call a document: its slug, key, and its path from any folder on."""
    key = document.meta.key if isinstance(document.meta, Boilerplate) else None
    parts = document.stem.split("/")
    return {document.slug, *("/".join(parts[n:]) for n in range(len(parts))), *([key] if key else [])}
