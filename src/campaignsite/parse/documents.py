"""One file becomes a document. In: one ``Source``. Out: ``Checked[Parsed]``.

What it says of one file never depends on another; what it makes of front matter never depends on the body.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from campaignsite.model.codes import IGNORABLE, diagnostic, not_ignorable, unchecked
from campaignsite.model.diagnostics import Checked, Diagnostic, Place
from campaignsite.model.documents import Document, Front, Parsed, Read, Setting
from campaignsite.model.files import Source
from campaignsite.model.front.kinds import FOLDERS, KINDS, PUBLICATION, Announcement, Boilerplate, Item, Results
from campaignsite.model.front.scalars import Date
from campaignsite.model.front.shared import FrontMatter
from campaignsite.model.words.anchors import STANDING
from campaignsite.model.words.hints import closest, nearest, one_of
from campaignsite.model.words.marks import CHECK
from campaignsite.model.words.slugs import slugify
from campaignsite.parse.body import read
from campaignsite.parse.front.schema import validated
from campaignsite.parse.front.yaml import Yaml, read_yaml
from campaignsite.parse.text import Split, decode, split

_REMARK = re.compile(rf"\s*#\s*{CHECK}\s*(.*)")
_LONGEST_SLUG = 200
"""Bytes; the names of files and folders hold 255 on most disks."""


def parse(source: Source, languages: tuple[str, ...], *, raw_html: bool = False) -> Checked[Parsed]:
    """Read one Markdown file. A document comes back even from a bad one, so that others can be checked against it."""
    text, undecoded = decode(source)
    halves, unsplit = split(text, source.path) if text or not undecoded else (split("---\n---\n", source.path)[0], ())
    front = _front(source.path, halves, languages, (*undecoded, *unsplit), raw_html=raw_html)
    body = read(halves.body, front.setting)
    return Checked(
        Parsed(document_of(source.path, front, body), body.body, front, body), (*front.noticed, *body.noticed)
    )


def document_of(path: str, front: Front, body: Read) -> Document:
    """The two halves of a file as one document."""
    return Document(
        path=path,
        kind=front.kind,
        lang=front.setting.lang,
        folder=front.folder,
        slug=front.slug,
        stem=front.stem,
        meta=front.meta,
        headings=body.headings,
        anchors=body.anchors,
        references=body.references,
        components=body.components,
        quotes=body.quotes,
        ignores=body.ignores,
        numbers=body.numbers,
        long=body.long,
        has_body=bool(body.body),
        unreadable=front.unreadable,
        places=front.places,
    )


def _front(
    path: str, halves: Split, languages: tuple[str, ...], before: tuple[Diagnostic, ...], *, raw_html: bool
) -> Front:
    """Everything that the name of a file and its front matter say."""
    read = Yaml() if halves.front is None else read_yaml(halves.front, path, first_line=2)
    noticed: list[Diagnostic] = [*before, *read.noticed]
    folder, stem, ending = _name(path, languages)
    kind, unknown = _kind(read, folder, path)
    read.doubtful.update([("type",)] if unknown else [])
    data, meta, mistakes = validated(read, KINDS[kind], path, _NEEDS.get(kind, f"a {kind} needs it"))
    if halves.front is not None and isinstance(read.data, dict):
        noticed += [*unknown, *mistakes]
    elif halves.front is not None and not noticed:
        problem = "the front matter is empty" if read.data is None else "the front matter must be keys with values"
        noticed.append(diagnostic("no-front-matter", problem, path, Place(1, 1), "write “title: …” in it"))
    lang, wrong = _language(meta, ending, languages, read, path)
    slug, bad = _slug(meta, stem, read, path)
    noticed += [*wrong, *bad, *_yearless(meta, read, path), *_supplied(meta, read, path), *_ignored(meta, read, path)]
    noticed += _unchecked(halves.front or "", path, draft=bool(meta.draft))
    standing = isinstance(meta, Boilerplate)
    setting = Setting(
        path=path,
        first_line=halves.body_line,
        lang=lang,
        smart=not meta.verbatim,
        raw_html=raw_html,
        prefix=f"{STANDING}{slug}--" if standing else "",
        level=2 if standing else 1,
        figures=isinstance(meta, Results) or (isinstance(meta, Announcement) and bool(meta.results)),
        draft=bool(meta.draft),
    )
    return Front(
        kind=kind,
        folder=folder,
        slug=slug,
        stem=f"{folder}/{stem}" if folder else stem,
        data=data,
        meta=meta,
        setting=setting,
        digest=halves.digest,
        unreadable=bool(before) or _unreadable(read, data),
        places=MappingProxyType(read.places),
        noticed=tuple(noticed),
    )


_NEEDS: Mapping[str, str] = MappingProxyType(
    {"agency": "an agency needs it", "event": "an event needs it", "results": "results need it"}
)


def _unreadable(read: Yaml, data: Mapping[str, Any]) -> bool:
    """Whether a key that decides on publication says something that is no answer: then it counts as a no."""
    written = read.data if isinstance(read.data, dict) else {}
    doubted = any(not loc or loc[0] in PUBLICATION for loc in read.doubtful)
    return doubted or any(key in written and key not in data for key in PUBLICATION)


def _name(path: str, languages: tuple[str, ...]) -> tuple[str, str, str]:
    """Folder below content/, stem, and the language that the ending names: ``a/b.fr.md`` is a, b, fr."""
    folder, _, name = path.removeprefix("content/").rpartition("/")
    whole = name.removesuffix(".md")
    stem, _, ending = whole.rpartition(".")
    found = next((tag for tag in languages if tag.casefold() == ending.casefold()), "") if stem else ""
    return (folder, stem, found) if found else (folder, whole, "")


def _kind(read: Yaml, folder: str, path: str) -> tuple[str, tuple[Diagnostic, ...]]:
    front = path.rpartition("/")[2].partition(".")[0] == "index"
    suggested = "page" if front else FOLDERS.get(folder.partition("/")[0], "page")
    said = read.data.get("type") if isinstance(read.data, dict) else None
    if said is None or (isinstance(said, str) and said in KINDS):
        return said or suggested, ()
    hint = (isinstance(said, str) and nearest(said, KINDS)) or one_of(KINDS)
    message = f"there is no type “{said}”" if isinstance(said, str) else "“type” must be one word"
    meant = closest(said, KINDS) if isinstance(said, str) else ""
    return meant or suggested, (diagnostic("unknown-type", message, path, read.places.get(("type",)), hint),)


def _language(
    meta: FrontMatter, ending: str, languages: tuple[str, ...], read: Yaml, path: str
) -> tuple[str, tuple[Diagnostic, ...]]:
    said = meta.lang
    if said and said not in languages:
        which = "one of the site's languages" if len(languages) > 1 else "the site's language"
        hint = f"write {which}: {', '.join(languages)}"
        return ending or languages[0], (
            diagnostic(
                "unknown-language",
                f"“{said}” is no language of this site",
                path,
                read.places.get(("lang",)),
                hint,
            ),
        )
    if said and ending and said != ending:
        message = f"“lang” says {said} and the file's name says {ending}"
        return ending, (diagnostic("unknown-language", message, path, read.places.get(("lang",)), "let both agree"),)
    return said or ending or languages[0], ()


def _slug(meta: FrontMatter, stem: str, read: Yaml, path: str) -> tuple[str, tuple[Diagnostic, ...]]:
    wanted, made = meta.slug, slugify(meta.slug or stem)
    if len(made.encode()) > _LONGEST_SLUG:
        message = f"the URL's last part would have {len(made.encode())} bytes, and the most is {_LONGEST_SLUG}"
        place = read.places.get(("slug",)) if wanted else None
        return made[:20].strip("-"), (diagnostic("bad-slug", message, path, place, "write a shorter “slug:”"),)
    if wanted and wanted != made:
        hint = f"write “{made}”" if made else "write letters, digits and single hyphens"
        message = f"the slug “{wanted}” may hold only lower-case letters, digits and single hyphens"
        return made or _stand_in(path), (diagnostic("bad-slug", message, path, read.places.get(("slug",)), hint),)
    if not made:
        hint = "rename the file, or write “slug: …”"
        return _stand_in(path), (diagnostic("bad-slug", "no URL can be made of this file's name", path, hint=hint),)
    return made, ()


def _stand_in(path: str) -> str:
    """A slug for a file that has no good one, different from every other's."""
    return f"page-{hashlib.sha256(path.encode()).hexdigest()[:8]}"


def _unchecked(front: str, path: str, *, draft: bool) -> Iterator[Diagnostic]:
    """Places that an import was not certain of, and that nobody has looked at."""
    for number, line in enumerate(front.split("\n") if CHECK in front else (), 2):
        found = _REMARK.match(line)
        if found:
            yield unchecked(found[1], path, Place(number, line.index("#") + 1), draft=draft)


def _supplied(meta: FrontMatter, read: Yaml, path: str) -> Iterator[Diagnostic]:
    """What an editor says to have supplied is something that a document has."""
    if not meta.supplied:
        return
    known = {field.alias or name for name, field in type(meta).model_fields.items()} | {"body", "year"}
    for n, name in enumerate(meta.supplied):
        if name not in known:
            message = f"“supplied” names “{name}”, which is no field here"
            place = read.places.get(("supplied", n))
            yield diagnostic("unknown-key", message, path, place, nearest(name, known) or "write keys that stand above")


def _ignored(meta: FrontMatter, read: Yaml, path: str) -> Iterator[Diagnostic]:
    """Not everything can be ignored, and nothing without a reason."""
    for loc in read.keys:
        if loc[0] == "ignore" and len(loc) == 2 and loc[1] not in _under(read, "ignore"):
            message = f"“{loc[1]}” is ignored without a reason"
            yield diagnostic("bad-ignore", message, path, read.keys[loc], f"write “{loc[1]}: …” with the reason")
    for code in meta.ignore:
        if code not in IGNORABLE:
            message, hint = not_ignorable(code)
            yield diagnostic("bad-ignore", message, path, read.keys.get(("ignore", code)), hint)


def _under(read: Yaml, key: str) -> Mapping[str, Any]:
    """The keys of a group that say something."""
    group = read.data.get(key) if isinstance(read.data, dict) else None
    return group if isinstance(group, dict) else {}


def _yearless(meta: FrontMatter, read: Yaml, path: str) -> tuple[Diagnostic, ...]:
    date: Date | None = meta.date if isinstance(meta, Item) else None
    if date is None or date.year is not None:
        return ()
    return (
        diagnostic(
            "date-without-year",
            f"the date {date.iso} has no year, so this is listed under “year not stated”",
            path,
            read.places.get(("date",)),
            "write the year if the source states it",
        ),
    )
