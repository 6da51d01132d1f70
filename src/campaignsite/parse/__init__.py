"""Second stage: one file becomes a document. In: one ``Source``. Out: ``Checked[Parsed]``.

Pure, and per file: what it says of one file never depends on another.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from types import MappingProxyType

from campaignsite.model.codes import diagnostic
from campaignsite.model.diagnostics import Checked, Diagnostic, Place
from campaignsite.model.documents import Document, Parsed, Source
from campaignsite.model.front.config import Settings, SiteConfig
from campaignsite.model.front.kinds import FOLDERS, KINDS, Boilerplate, FrontMatter, Item
from campaignsite.model.front.scalars import WEB, Date
from campaignsite.model.words.anchors import STANDING
from campaignsite.model.words.hints import nearest
from campaignsite.model.words.slugs import slugify
from campaignsite.parse.front.schema import validated
from campaignsite.parse.front.yaml import Yaml, read_yaml
from campaignsite.parse.markdown.body import read_body
from campaignsite.parse.markdown.setting import Setting
from campaignsite.parse.text import decode, split

__all__ = ["parse", "parse_config"]

_LONGEST_SLUG = 200
"""Bytes; the names of files and folders hold 255 on most disks."""


def parse(source: Source, languages: tuple[str, ...], *, raw_html: bool = False) -> Checked[Parsed]:
    """Read one Markdown file. A document comes back even from a bad one, so that others can be checked against it."""
    text, undecoded = decode(source)
    halves, unsplit = split(text, source.path) if text or not undecoded else (split("---\n---\n", source.path)[0], ())
    read = Yaml() if halves.front is None else read_yaml(halves.front, source.path, first_line=2)
    noticed: list[Diagnostic] = [*undecoded, *unsplit, *read.noticed]

    folder, stem, ending = _name(source.path, languages)
    kind, unknown = _kind(read, folder, source.path)
    read.doubtful.update([("type",)] if unknown else [])
    meta, mistakes = validated(read, KINDS[kind], source.path, _NEEDS.get(kind, f"a {kind} needs it"))
    if halves.front is not None and isinstance(read.data, dict):
        noticed += [*unknown, *mistakes]
    elif halves.front is not None and not noticed:
        problem = "the front matter is empty" if read.data is None else "the front matter must be keys with values"
        noticed.append(diagnostic("no-front-matter", problem, source.path, Place(1, 1), "write “title: …” in it"))

    lang, wrong = _language(meta, ending, languages, read, source.path)
    slug, bad = _slug(meta, stem, read, source.path)
    noticed += [*wrong, *bad, *_yearless(meta, read, source.path), *_supplied(meta, read, source.path)]
    standing = isinstance(meta, Boilerplate)
    setting = Setting(
        path=source.path,
        first_line=halves.body_line,
        lang=lang,
        smart=not meta.verbatim,
        raw_html=raw_html,
        prefix=f"{STANDING}{slug}--" if standing else "",
        level=2 if standing else 1,
    )
    body = read_body(halves.body, setting)
    document = Document(
        path=source.path,
        kind=kind,
        lang=lang,
        folder=folder,
        slug=slug,
        stem=f"{folder}/{stem}" if folder else stem,
        meta=meta,
        headings=tuple(body.headings),
        anchors=frozenset(body.anchors),
        references=tuple(body.references),
        components=tuple(body.components),
        quotes=tuple(body.quotes),
        words=body.words,
        has_body=bool(body.body),
        places=MappingProxyType(read.places),
    )
    return Checked(Parsed(document, body.body), (*noticed, *body.noticed))


def parse_config(source: Source) -> Checked[Settings]:
    """Read ``campaignsite.yaml``."""
    text, undecoded = decode(source)
    read = read_yaml(text, source.path)
    if read.data is not None and not isinstance(read.data, dict):
        message = "the configuration must be keys with values"
        return Checked(None, (diagnostic("bad-config", message, source.path, hint="begin with “title: …”"),))
    config, mistakes = validated(read, SiteConfig, source.path, f"{source.path} needs it")
    if read.data is None and (read.noticed or undecoded):
        mistakes = ()  # what is missing is not what is wrong
    settings = Settings(config, source.path, MappingProxyType(read.places))
    return Checked(settings, (*undecoded, *read.noticed, *mistakes, *_twice(read, source.path), *_exits(settings)))


def _exits(settings: Settings) -> Iterator[Diagnostic]:
    """The exit leads to another site, in every language."""
    for lang, address in settings.config.exit.all if settings.config.exit else ():
        if not re.fullmatch(WEB, address):
            message, hint = (
                f"“{address}” is not in the form that “exit” needs",
                "write the whole address, beginning with https://",
            )
            place = settings.places.get(("exit", lang) if lang else ("exit",))
            yield diagnostic("bad-value", message, settings.path, place, hint)


def _twice(read: Yaml, path: str) -> Iterator[Diagnostic]:
    """Each language of the site stands in its list once."""
    said = read.data.get("languages") if isinstance(read.data, dict) else None
    tags = [tag.casefold() if isinstance(tag, str) else "" for tag in said] if isinstance(said, list) else []
    for n, tag in enumerate(tags):
        if tag and tag in tags[:n]:
            message = "a language stands in “languages” twice"
            yield diagnostic("bad-value", message, path, read.places.get(("languages", n)), "keep one")


_NEEDS: Mapping[str, str] = MappingProxyType(
    {"agency": "an agency needs it", "event": "an event needs it", "results": "results need it"}
)


def _name(path: str, languages: tuple[str, ...]) -> tuple[str, str, str]:
    """Folder below content/, stem, and the language that the ending names: ``a/b.fr.md`` is a, b, fr."""
    pure = PurePosixPath(path).relative_to("content")
    folder = "" if str(pure.parent) == "." else str(pure.parent)
    stem, _, ending = pure.stem.rpartition(".")
    known = {tag.casefold(): tag for tag in languages}
    return (folder, stem, known[ending.casefold()]) if stem and ending.casefold() in known else (folder, pure.stem, "")


def _kind(read: Yaml, folder: str, path: str) -> tuple[str, tuple[Diagnostic, ...]]:
    front = PurePosixPath(path).name.partition(".")[0] == "index"
    suggested = "page" if front else FOLDERS.get(folder.partition("/")[0], "page")
    said = read.data.get("type") if isinstance(read.data, dict) else None
    if said is None or (isinstance(said, str) and said in KINDS):
        return said or suggested, ()
    hint = (isinstance(said, str) and nearest(said, KINDS)) or f"the types are {', '.join(KINDS)}"
    message = f"there is no type “{said}”" if isinstance(said, str) else "“type” must be one word"
    return suggested, (diagnostic("unknown-type", message, path, read.places.get(("type",)), hint),)


def _language(
    meta: FrontMatter, ending: str, languages: tuple[str, ...], read: Yaml, path: str
) -> tuple[str, tuple[Diagnostic, ...]]:
    said = meta.lang
    if said and said not in languages:
        hint = f"the site's languages are {', '.join(languages)}"
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
        return made[:20], (diagnostic("bad-slug", message, path, place, "write a shorter “slug:”"),)
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


def _supplied(meta: FrontMatter, read: Yaml, path: str) -> Iterator[Diagnostic]:
    """What an editor says to have supplied is something that a document has."""
    known = {field.alias or name for name, field in type(meta).model_fields.items()} | {"body", "year"}
    for n, name in enumerate(meta.supplied):
        if name not in known:
            message = f"“supplied” names “{name}”, which is no field here"
            place = read.places.get(("supplied", n))
            yield diagnostic("unknown-key", message, path, place, nearest(name, known) or "name the keys above")


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
