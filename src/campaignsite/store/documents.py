"""A parsed file as bytes and back: one line of JSON for each thing that a reader may want without the others.

In: ``Parsed``. Out: a small record, which every worker reads, and a big one with the body, which only a page needs.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from campaignsite.model.diagnostics import Diagnostic, Place
from campaignsite.model.documents import (
    Body,
    Component,
    Document,
    Heading,
    Ignore,
    Loc,
    Number,
    Parsed,
    Quote,
    Read,
    Reference,
    Setting,
)
from campaignsite.store.noticed import decode_noticed, encode_noticed
from campaignsite.store.seal import digest

_text = json.JSONEncoder(ensure_ascii=True, check_circular=False, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class Record:
    """The lines of the small record, not yet read."""

    path: str
    front: str
    """Kind, folder, slug, stem, language, the data of the front matter, and whether its state cannot be told."""
    read: str
    """What others may know of the body."""
    places: str
    """Where everything stands, for messages."""
    noticed: str
    again: str
    """What it takes to read a changed body below the same front matter."""
    body: str
    """A digest of the body."""

    def encode(self) -> bytes:
        """The record as bytes."""
        lines = (_text(self.path), self.front, self.read, self.places, self.noticed, self.again, self.body)
        return "\n".join(lines).encode()

    def front_without(self, keys: Collection[str]) -> str:
        """What its name and front matter say, but for some keys; their order counts, because pages may show it."""
        *where, data, unreadable = json.loads(self.front)
        return _text([*where, {key: value for key, value in data.items() if key not in keys}, unreadable])

    @classmethod
    def decode(cls, data: bytes) -> Record:
        """The record again. Raises ValueError or TypeError."""
        path, *lines = data.decode().split("\n")
        return cls(json.loads(path), *lines)


def record(parsed: Parsed) -> tuple[Record, bytes]:
    """The small record of a file and the bytes of its body."""
    front, read, setting = parsed.front, parsed.read, parsed.front.setting
    body = encode_body(parsed.body)
    how = [setting.smart, setting.raw_html, setting.prefix, setting.level, setting.figures, setting.draft]
    again = [front.digest, setting.first_line, *how]
    return (
        Record(
            path=setting.path,
            front=_text(
                [front.kind, front.folder, front.slug, front.stem, setting.lang, dict(front.data), front.unreadable]
            ),
            read=encode_read(read),
            places=_text([[[*loc], at.line, at.column] for loc, at in front.places.items()])
            + "\t"
            + encode_places(read),
            noticed=_text(encode_noticed(front.noticed)) + "\t" + _text(encode_noticed(read.noticed)),
            again=_text(again),
            body=digest(body),
        ),
        body,
    )


def encode_read(read: Read) -> str:
    """What others may know of a body, without places."""
    components = [[name, dict(attributes)] for name, attributes, _ in read.components]
    return _text(
        [
            [[h.level, h.id, h.text] for h in read.headings],
            sorted(read.anchors),
            [[r.target, *((True, r.alt, r.credit, r.people) if r.image else ())] for r in read.references],
            components,
            [[q.speaker, q.title, q.agency] for q in read.quotes],
            [[i.code, i.lines] for i in read.ignores],
            [[n.text, n.words, n.target] for n in read.numbers],
            read.long,
            bool(read.body),
        ]
    )


def encode_places(read: Read) -> str:
    """Where the things of a body stand, in the order of ``encode_read``."""
    groups = (read.references, read.quotes, read.ignores, read.numbers)
    links, quotes, ignores, numbers = ([[one.place.line, one.place.column] for one in group] for group in groups)
    return _text([links, [[at.line, at.column] for _, _, at in read.components], quotes, ignores, numbers])


class Places(Mapping[Loc, Place]):
    """Where the values of front matter stand: read when somebody asks, which only mistakes do."""

    __slots__ = ("_known", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._known: Mapping[Loc, Place] | None = None

    def __getitem__(self, loc: Loc) -> Place:
        return self._places()[loc]

    def __iter__(self) -> Iterator[Loc]:
        return iter(self._places())

    def __len__(self) -> int:
        return len(self._places())

    def _places(self) -> Mapping[Loc, Place]:
        if self._known is None:
            self._known = {tuple(loc): Place(line, column) for loc, line, column in json.loads(self._text)}
        return self._known


def document(found: Record) -> Document:
    """The document of a record. Raises ValueError, TypeError or KeyError for one that is not as we wrote it."""
    from campaignsite.model.front.kinds import KINDS

    kind, folder, slug, stem, lang, data, unreadable = json.loads(found.front)
    headings, anchors, references, components, quotes, ignores, numbers, long, has_body = json.loads(found.read)
    front_places, _, read_places = found.places.partition("\t")
    any_places = references or components or quotes or ignores or numbers
    at: Sequence[Any] = json.loads(read_places) if any_places else ((),) * 5
    return Document(
        path=found.path,
        kind=kind,
        lang=lang,
        folder=folder,
        slug=slug,
        stem=stem,
        meta=KINDS[kind].model_validate(data),
        headings=tuple(Heading(*heading) for heading in headings),
        anchors=frozenset(anchors),
        references=tuple(
            Reference(target, Place(*place), *said) for (target, *said), place in zip(references, at[0], strict=True)
        ),
        components=tuple(
            (name, MappingProxyType(attributes), Place(*place))
            for (name, attributes), place in zip(components, at[1], strict=True)
        ),
        quotes=tuple(
            Quote(speaker, title, agency, Place(*place))
            for (speaker, title, agency), place in zip(quotes, at[2], strict=True)
        ),
        ignores=tuple(
            Ignore(code, Place(*place), (lines[0], lines[1]))
            for (code, lines), place in zip(ignores, at[3], strict=True)
        ),
        numbers=tuple(
            Number(text, words, Place(*place), target)
            for (text, words, target), place in zip(numbers, at[4], strict=True)
        ),
        long=long,
        has_body=has_body,
        unreadable=unreadable,
        places=Places(front_places),
    )


def ignores(found: Record) -> bool:
    """Whether the file says that something is not to be said of it."""
    return bool(json.loads(found.front)[5].get("ignore") or json.loads(found.read)[5])


def noticed_halves(found: Record) -> tuple[tuple[Diagnostic, ...], tuple[Diagnostic, ...]]:
    """What was noticed in the front matter, and in the body."""
    if found.noticed == "[]\t[]":
        return (), ()
    front, _, read = found.noticed.partition("\t")
    return decode_noticed(json.loads(front)), decode_noticed(json.loads(read))


def noticed(found: Record) -> tuple[Diagnostic, ...]:
    """What parsing the file noticed."""
    front, read = noticed_halves(found)
    return (*front, *read)


def again(found: Record, read: Read, body: bytes) -> Record:
    """The record after the body was read again below the same front matter."""
    front, places = found.noticed.partition("\t")[0], found.places.partition("\t")[0]
    return replace(
        found,
        read=encode_read(read),
        places=places + "\t" + encode_places(read),
        noticed=front + "\t" + _text(encode_noticed(read.noticed)),
        body=digest(body),
    )


def setting(found: Record) -> tuple[str, Setting]:
    """The digest of the front matter, and how the body below it is to be read."""
    front, first_line, smart, raw_html, prefix, level, figures, draft = json.loads(found.again)
    lang = json.loads(found.front)[4]
    return front, Setting(found.path, first_line, lang, smart, raw_html, prefix, level, figures, draft)


# --- bodies ----------------------------------------------------------------------------------------------------------


def encode_body(body: Body) -> bytes:
    """A body as bytes."""
    return _text(_parts(body)).encode()


def _parts(body: Body) -> list[Any]:
    return [
        part
        if isinstance(part, str)
        else [part.target, part.image, part.place.line, part.place.column]
        if isinstance(part, Reference)
        else [part.name, dict(part.attributes), _parts(part.body), part.place.line, part.place.column]
        for part in body.parts
    ]


def decode_body(data: bytes) -> Body:
    """The body again. Raises ValueError or TypeError."""
    return _body(json.loads(data))


def _body(parts: Iterable[Any]) -> Body:
    return Body(
        tuple(
            part
            if isinstance(part, str)
            else Reference(part[0], Place(*part[2:]), part[1])
            if len(part) == 4
            else Component(part[0], MappingProxyType(part[1]), _body(part[2]), Place(*part[3:]))
            for part in parts
        )
    )
