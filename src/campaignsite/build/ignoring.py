"""What editors know of and want to hear no more. In: all that was noticed, and what they ignore. Out: what is left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from campaignsite.model.codes import IGNORABLE, diagnostic
from campaignsite.model.diagnostics import Diagnostic
from campaignsite.model.documents import Document, Ignore


def ignored_in(document: Document) -> Iterator[Ignore]:
    """What a document ignores, in its front matter and in its text."""
    for code in IGNORABLE.intersection(document.meta.ignore):
        yield Ignore(code, document.place("ignore", code), None)
    yield from document.ignores


def heard(noticed: Iterable[Diagnostic], ignored: Sequence[tuple[str, Ignore]]) -> list[Diagnostic]:
    """All that nobody ignores, and what was ignored for nothing; ``ignored`` comes with the paths of documents."""
    by_file: defaultdict[str, list[Ignore]] = defaultdict(list)
    for path, ignore in ignored:
        by_file[path].append(ignore)
    used: set[tuple[str, Ignore]] = set()
    left = []
    for d in noticed:
        meant = [i for i in by_file.get(d.path, ()) if _means(i, d)]
        used.update((d.path, i) for i in meant)
        left += [] if meant else [d]
    return left + [_unused(path, ignore) for path, ignore in ignored if (path, ignore) not in used]


def _means(ignore: Ignore, d: Diagnostic) -> bool:
    return ignore.code == d.code and (ignore.lines is None or ignore.lines[0] <= d.line <= ignore.lines[1])


def _unused(path: str, ignore: Ignore) -> Diagnostic:
    message = f"there is no “{ignore.code}” here any more"
    return diagnostic("unused-ignore", message, path, ignore.place, "take out that it is ignored")
