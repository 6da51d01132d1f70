"""An example for each key of front matter: a value that is right, for editors to change.

In: the kind, the day, and what the site has. Out: YAML for one line, or None where there can be no example yet.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from campaignsite.model.front.shapes import Key
from campaignsite.model.known import Known, Named

_FEW = 3
_PLAIN = re.compile(r"[^\W_](?:[\w’“”().,/@ –—-]|:(?=\S))*(?<=[\w.)”’/])")
_LOOKS_TYPED = re.compile(r"(true|false|yes|no|on|off|null|y|n|[0-9].*)", re.IGNORECASE)

_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "slug": "short-name",
        "extra": "{colour: blue}",
        "verbatim": "true",
        "sensitive": "false",
        "qr": "true",
        "summary": "What happens, and for whom, in one or two sentences.",
        "content_warning": "This text speaks of violence.",
        "share_text": "Posters in every station say where to find help.",
        "kicker": "Crime Prevention",
        "operation": "Operation Lantern",
        "theme": "Leave no one behind",
        "audience": "Transit staff",
        "owner": "Media Relations",
        "short_name": "ABC",
        "names": "{fr: Nom officiel}",
        "region": "City of Lakeside",
        "languages": "[en, fr]",
        "proclaimed_by": "United Nations General Assembly",
        "recurs": "--07-30",
        "key": "about-us",
        "email": "media@police.example",
        "phone": "+14165550142",
        "address": "1 Harbour Street, Lakeside, ON",
        "map": "https://maps.example/harbour-hall",
        "map_label": "Harbour Hall on the map",
        "url": "https://police.example/",
        "place": "LAKESIDE",
        "province": "ON",
        "months": "18",
        "days": "2",
        "since": "2014",
        "start_time": "09:00",
        "end_time": "17:00",
        "time": "Doors open at 8:30",
        "cancelled": "false",
        "id": "persons-charged",
        "value": "14",
        "unit": "person",
        "scope": "joint",
        "kind": "conference",
        "definition": "People charged with at least one offence",
        "geography": "City of Lakeside",
        "method": "From the case files of both services",
        "caveats": "Some of these people were charged in earlier operations too.",
        "what": "This page first said 38 charges. There were 37.",
        "why": "The number was wrong.",
        "publisher": "Lakeside Police Service",
    }
)
"""By the name of a key; those of a group come first, below."""

_IN_GROUPS: Mapping[str, str] = MappingProxyType(
    {
        "contacts.name": "Media Relations",
        "venue.name": "Harbour Hall",
        "speakers.name": "Robin Vale",
        "speakers.title": "Chief",
        "editions.name": "Spring conference",
        "source.title": "Safe Travels",
        "source.verbatim": "From today, posters in every station say where to find help.",
        "members.source": "Annual report of the task force",
        "period.label": "Past 18 months",
        "measures.label": "People charged",
    }
)


@dataclass(frozen=True, slots=True)
class Examples:
    """What examples are made with."""

    kind: str
    known: Known
    today: dt.date
    lang: str
    event: Named | None
    """The event that the document belongs to, or might."""
    belongs: bool
    stem: str

    def of(self, group: str, key: Key) -> str | None:
        """A value for a key of a group (``contacts``), or at the top (``""``)."""
        shape, where = key.shape, f"{group}.{key.name}"
        names = shape.names or (shape.of.names if shape.of else "")
        if names:
            return self._name(names, several=shape.sort == "list")
        if where in _IN_GROUPS:
            return scalar(_IN_GROUPS[where])
        found = self._dated(where) or self._own(where)
        if found is not None:
            return found or None
        text = _WORDS.get(key.name)
        return text if text is None or text[0] in "[{" or text in ("true", "false", "18", "2", "14") else scalar(text)

    def _own(self, where: str) -> str | None:
        """What depends on the document; ``""`` for no example."""
        match where:
            case ".type":
                return self.kind
            case ".layout":
                return "item.html" if self.kind not in ("agency", "event", "boilerplate") else ""
            case ".supplied":
                return "[name]" if self.kind in ("agency", "event") else "[title]"
            case "editions.timezone":
                return self.known.timezone
            case ".aliases":
                return "[Another name, /old/page/]" if self.kind in ("agency", "event") else "[/old/page/]"
            case ".edition":
                return self._edition()
        return None

    def _edition(self) -> str:
        years = self.event.years if self.event else ()
        if not self.belongs or self.event is None or (not years and self.event.dated):
            return ""  # without an event, there is no edition of it
        return str(years[-1] if years else self.today.year)

    def _dated(self, where: str) -> str | None:
        soon, later = self.today + dt.timedelta(days=7), self.today + dt.timedelta(days=365)
        dates = {
            ".date": self.today,
            ".expires": later,
            ".review_by": later,
            ".from": self.today,
            "withdrawn.date": self.today,
            "source.date": self.today,
            "corrections.date": self.today,
            "editions.start": soon,
            "editions.end": soon + dt.timedelta(days=1),
            "members.from": self.today,
            "members.to": later,
            ".as_of": self.today,
            "measures.as_of": self.today,
            "period.start": self.today.replace(day=1),
            "period.end": self.today,
        }
        if where in (".publish_at", ".embargo"):
            return f"{soon} 09:00"
        if where == "editions.year":
            return str(soon.year)
        return str(dates[where]) if where in dates else None

    def _name(self, names: str, *, several: bool) -> str | None:
        if names == "language":
            return self.lang
        if names == "event":
            return scalar(self.event.name) if self.event else None
        there = [n for n in self.known.named(names) if n.name != self.stem]
        # Of a text with versions, one: which of them is in force depends on dates.
        written = [scalar(next((o for o in n.others if "@" in o), n.name), among=several) for n in there]
        if not written:
            return None
        return f"[{', '.join(written[: 2 if names == 'agency' else 1])}]" if several else written[0]


def scalar(text: str, *, among: bool = False) -> str:
    """A text as YAML that it is a text in, for us and for editors; ``among`` others on one line."""
    plain = _PLAIN.fullmatch(text) and not _LOOKS_TYPED.fullmatch(text) and not (among and "," in text)
    return text if plain else json.dumps(text, ensure_ascii=False)


def listed(names: Sequence[Named]) -> str:
    """A few names, for a sentence."""
    few = ", ".join(f"“{named.name}”" for named in names[:_FEW])
    return f"{few} …" if len(names) > _FEW else few
