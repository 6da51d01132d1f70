"""Catalogues of interface text: YAML files become ``Texts``, the site's own words laid over the theme's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from string import Formatter
from types import MappingProxyType

from campaignsite.model.codes import diagnostic
from campaignsite.model.diagnostics import Checked, Diagnostic
from campaignsite.model.files import Source
from campaignsite.model.front.config import Settings
from campaignsite.model.words.texts import Texts
from campaignsite.parse.front.yaml import read_yaml
from campaignsite.parse.text import decode

FALLBACK = "en"
"""The language whose catalogue is complete; it stands in where another one has no word."""

Entries = dict[str, str | Mapping[str, str]]


def parse_texts(stock: Sequence[Source], own: Sequence[Source], settings: Settings) -> Checked[Mapping[str, Texts]]:
    """The catalogue of every language. ``own`` are the site's layouts/locales/*.yaml."""
    noticed: list[Diagnostic] = []
    theme = {PurePosixPath(s.path).stem: _entries(s, noticed, {}) for s in stock}
    site = {PurePosixPath(s.path).stem: _entries(s, noticed, theme[FALLBACK]) for s in own}
    complete = theme[FALLBACK] | site.get(FALLBACK, {})
    made = {}
    for tag in settings.config.languages:
        primary = tag.partition("-")[0]
        entries: Entries = theme.get(primary, {}) | site.get(primary, {}) | theme.get(tag, {}) | site.get(tag, {})
        lacking = sorted(complete.keys() - entries.keys())
        if lacking:
            first = f"“{lacking[0]}”" + (f" and {len(lacking) - 1} more" if len(lacking) > 1 else "")
            message = f"the interface has no words in {tag} for {first}; English ones are shown"
            hint = f"write layouts/locales/{tag}.yaml"
            place = settings.places.get(("languages",))
            noticed.append(diagnostic("missing-catalogue", message, settings.path, place, hint))
        made[tag] = Texts(tag, MappingProxyType(complete | entries))
    return Checked(MappingProxyType(made), tuple(noticed))


def _entries(source: Source, noticed: list[Diagnostic], theme: Entries) -> Entries:
    """One catalogue; a text of the theme's may have only the gaps that the program fills."""
    text, undecoded = decode(source)
    read = read_yaml(text, source.path)
    noticed += [*undecoded, *read.noticed]
    entries: Entries = {}
    for key, value in (read.data if isinstance(read.data, dict) else {}).items():
        forms = isinstance(value, dict) and "other" in value and all(isinstance(v, str) for v in value.values())
        if not isinstance(value, str) and not forms:
            message = f"“{key}” must be a text, or a text for each plural form, “other” among them"
            place = read.keys.get((key,))
            noticed.append(diagnostic("wrong-type", message, source.path, place, f"write “{key}: words”"))
            continue
        entries[key] = value if isinstance(value, str) else MappingProxyType(value)
        known = {name for form in _forms(theme[key]) for name in _gaps(form)} | {"n"} if key in theme else None
        for loc, form in [((key,), value)] if isinstance(value, str) else [((key, k), v) for k, v in value.items()]:
            problem = _problem(key, form, known)
            if problem:
                noticed.append(diagnostic("bad-value", problem[0], source.path, read.places.get(loc), problem[1]))
                entries.pop(key, None)
    return entries


def _forms(entry: str | Mapping[str, str]) -> Iterable[str]:
    return [entry] if isinstance(entry, str) else entry.values()


def _gaps(form: str) -> set[str]:
    """The gaps of a text, as they are written between braces. Raises ValueError for a brace that is not closed."""
    parts = Formatter().parse(form)
    return {n + (f"!{c}" if c else "") + (f":{s}" if s else "") for _, n, s, c in parts if n is not None}


def _problem(key: str, form: str, known: set[str] | None) -> tuple[str, str] | None:
    """What is wrong with the gaps of a text, and what to do; a site's own key may have any plain ones."""
    try:
        gaps = _gaps(form)
    except ValueError:
        return f"a brace in “{key}” is not closed", "close it, or write {{ for a brace"
    unknown = sorted(gap for gap in gaps if (gap not in known if known is not None else not gap.isidentifier()))
    if not unknown:
        return None
    may = ", ".join(f"{{{name}}}" for name in sorted(known)) if known else "names such as {name}"
    return f"nothing fills {{{unknown[0]}}} in “{key}”", f"write {may}, or leave it out"
