"""A release that somebody sent becomes a draft in a site. In: an order, and what is wished. Out: ``Imported``.

The site is read as for a list: its registry, its events and its standing texts are what the draft is compared with.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from campaignsite.build.filing import write_new
from campaignsite.build.memory import Memory
from campaignsite.build.order import Order
from campaignsite.build.papers import Papers, all_papers
from campaignsite.build.ready import Ready, ready
from campaignsite.incoming.blocks import words
from campaignsite.incoming.draft.draft import Draft, draft
from campaignsite.incoming.draft.recognised import Recognised, recognised
from campaignsite.incoming.known import Known, Match, Register, Standing
from campaignsite.incoming.parts import Release
from campaignsite.incoming.read.decoding import cleaned
from campaignsite.incoming.read.file import received
from campaignsite.incoming.read.html import blocks_of_html
from campaignsite.incoming.read.refusals import WORD_MOST, RefusedError
from campaignsite.incoming.recognise.release import Asked, release
from campaignsite.model.diagnostics import Diagnostic, has_errors
from campaignsite.model.documents import Body, Document, Reference
from campaignsite.model.files import Sources
from campaignsite.model.front.kinds import FOLDERS, Agency, Boilerplate, Event
from campaignsite.model.site import HIDDEN, Entity
from campaignsite.model.words.slugs import slugify
from campaignsite.relate import relate
from campaignsite.relate.names import Names
from campaignsite.sources import CONFIG, sources
from campaignsite.sources.reading import TEXT_LIMIT

__all__ = ["MOST", "Imported", "RefusedError", "Wish", "imported"]

MOST = WORD_MOST
"""Bytes of the largest file that can be imported."""
_LONGEST = 70
"""Bytes of a file's name that is made of a title: it has to be read in lists of files."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be imported."""

    data: bytes
    name: str
    """What the file is called, without its folder."""
    kind: str = ""
    lang: str = ""
    to: str = ""
    """The path of the draft below the site's root; made from its type and title when empty."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of it."""

    draft: Draft | None
    """None when the configuration is wrong."""
    kind: str = ""
    lang: str = ""
    recognised: tuple[Recognised, ...] = ()
    notes: tuple[str, ...] = ()
    """What is to be known of the file as a whole; marks at the top of the draft say it, too."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """What is wrong with the configuration."""


def imported(order: Order, wish: Wish) -> Imported:
    """Make a draft, and write it into the site.

    Raises RefusedError for a file that cannot be read or a wish that cannot be met, FileExistsError for a name that is
    taken, and OSError.
    """
    got = received(wish.data, wish.name)
    memory = Memory(order)
    found = sources(order.root, memory.known)
    assert found.value is not None
    done = ready(found.value, order)
    wrong = tuple(d for d in (*found.diagnostics, *done.diagnostics) if d.path == CONFIG)
    if done.value is None or has_errors(wrong):
        return Imported(None, diagnostics=wrong)
    languages = done.value.settings.config.languages
    ending = _ending(wish.to, languages)
    lang = _language(wish.lang, ending, languages)
    asked = Asked(languages, PurePosixPath(wish.name).stem, wish.kind, lang, got.subject)
    made = release(got.blocks, _known(order, found.value, done.value, memory), asked)
    made = replace(made, remarks=(*(f"file: {note}" for note in got.notes), *made.remarks))
    path = wish.to or _path(made, asked)
    named = made.lang.value in (languages[0], ending or _ending(path, languages))
    written = draft(made, path, " ".join(cleaned(wish.name)[0].split()), "" if named else made.lang.value)
    data = written.text.encode()
    if len(data) > TEXT_LIMIT:
        raise RefusedError(
            f"its text is longer than the {TEXT_LIMIT >> 20} MiB that a file of the site may have; split it"
        )
    write_new(order.root, path, data)
    return Imported(written, made.kind.value, made.lang.value, tuple(recognised(made)), got.notes)


# --- where it goes ----------------------------------------------------------------------------------------------------


def _ending(path: str, languages: Sequence[str]) -> str:
    """The language that a file's name says: ``a.fr.md``."""
    said = PurePosixPath(path.removesuffix(".md")).suffix.removeprefix(".")
    return next((tag for tag in languages if tag.casefold() == said.casefold()), "")


def _language(wanted: str, ending: str, languages: Sequence[str]) -> str:
    if wanted and wanted not in languages:
        raise RefusedError(f"“{wanted}” is no language of this site, which has {', '.join(languages)}")
    if wanted and ending and wanted != ending:
        raise RefusedError(f"--lang says {wanted} and the name of the draft says {ending}; let both agree")
    return wanted or ending


def _path(made: Release, asked: Asked) -> str:
    folder = next(folder for folder, kind in FOLDERS.items() if kind == made.kind.value)
    name = _short(slugify(made.title.value)) or _short(slugify(asked.name)) or "imported"
    name = f"{name}-page" if name == "index" else name
    ending = "" if made.lang.value == asked.languages[0] else f".{made.lang.value}"
    return f"content/{folder}/{name}{ending}.md"


def _short(slug: str) -> str:
    """A slug of whole words."""
    words_ = slug.split("-")
    while len(words_) > 1 and len("-".join(words_).encode()) > _LONGEST:
        words_.pop()
    return "-".join(words_).encode()[:_LONGEST].decode("utf-8", "ignore")


# --- what the site knows ----------------------------------------------------------------------------------------------


def _known(order: Order, found: Sources, prepared: Ready, memory: Memory) -> Known:
    with all_papers(found, memory, prepared.settings.config) as (papers, _):
        documents, files = tuple(papers.documents.values()), [*found.files, *found.assets]
        # What is still withheld counts too: drafts are checked together.
        site = relate(documents, files, prepared.settings, order.now, show=HIDDEN).value
        assert site is not None
        standing = tuple(_standing(papers))
    return Known(_register(site.agencies.values(), "agency"), _register(site.events.values(), "event"), standing)


def _register(entities: Iterable[Entity], kind: str) -> Register:
    there = {entity.key: entity for entity in entities}
    names = Names(there.values(), kind)

    def find(name: str) -> Match:
        found = names.find(name)
        if len(found.keys) != 1:
            return Match(hint=found.hint)
        entity = there[found.keys[0]]
        return Match(entity.main.meta.heading, entity.main.path)

    return Register(find, tuple(dict.fromkeys(name for entity in there.values() for name in _written(entity))))


def _written(entity: Entity) -> Iterator[str]:
    """Every name that may be written for an agency or an event."""
    for document in entity.documents.values():
        meta = document.meta
        assert isinstance(meta, Agency | Event)
        yield meta.name
        yield from (text for _, text in (meta.names.all if meta.names else ()))
        yield from (alias for alias in meta.aliases if not alias.startswith("/"))
        if meta.short_name:
            yield meta.short_name


def _standing(papers: Papers) -> Iterator[Standing]:
    found = [d for d in papers.documents.values() if isinstance(d.meta, Boilerplate)]
    versions = Counter((_key(d), d.lang) for d in found)
    for document in found:
        meta = document.meta
        assert isinstance(meta, Boilerplate)
        blocks, _ = blocks_of_html(f"<main>{_html(papers.body(document.path))}</main>")
        dated = f"@{meta.from_.iso}" if meta.from_ else ""
        name = _key(document) if dated or versions[_key(document), document.lang] == 1 else document.slug
        yield Standing(f"{name}{dated}", document.path, meta.title, " ".join(map(words, blocks)))


def _key(document: Document) -> str:
    assert isinstance(document.meta, Boilerplate)
    return document.meta.key or PurePosixPath(document.stem).name


def _html(body: Body) -> str:
    parts = (
        part if isinstance(part, str) else "" if isinstance(part, Reference) else _html(part.body)
        for part in body.parts
    )
    return "".join(parts)
