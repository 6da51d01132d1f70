"""Catalogues of interface text: YAML files become ``Texts``, the site's own words laid over the theme's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from string import Formatter
from types import MappingProxyType

from campaignsite.model.codes import diagnostic
from campaignsite.model.diagnostics import Checked, Diagnostic
from campaignsite.model.documents import Source
from campaignsite.model.texts import Texts
from campaignsite.parse.text import decode
from campaignsite.parse.yaml import read_yaml

FALLBACK = "en"
"""The language whose catalogue is complete; it stands in where another one has no word."""

Entries = dict[str, str | Mapping[str, str]]


def parse_texts(
    stock: Sequence[Source], own: Sequence[Source], languages: Sequence[str], config_path: str
) -> Checked[Mapping[str, Texts]]:
    """The catalogue of every language. ``own`` are the site's layouts/locales/*.yaml."""
    noticed: list[Diagnostic] = []
    theme = {PurePosixPath(s.path).stem: _entries(s, noticed) for s in stock}
    site = {PurePosixPath(s.path).stem: _entries(s, noticed) for s in own}
    for source in own:
        noticed += _gaps(source, site[PurePosixPath(source.path).stem], theme[FALLBACK])
    complete = theme[FALLBACK] | site.get(FALLBACK, {})
    made = {}
    for tag in languages:
        primary = tag.partition("-")[0]
        entries: Entries = theme.get(primary, {}) | site.get(primary, {}) | theme.get(tag, {}) | site.get(tag, {})
        lacking = sorted(complete.keys() - entries.keys())
        if lacking:
            first = f"“{lacking[0]}”" + (f" and {len(lacking) - 1} more" if len(lacking) > 1 else "")
            message = f"the interface has no words in {tag} for {first}; English ones are shown"
            hint = f"write layouts/locales/{tag}.yaml"
            noticed.append(diagnostic("missing-catalogue", message, config_path, hint=hint))
        made[tag] = Texts(tag, MappingProxyType(complete | entries))
    return Checked(MappingProxyType(made), tuple(noticed))


def _gaps(source: Source, entries: Entries, theme: Entries) -> list[Diagnostic]:
    """A text may have only the gaps that the program fills."""
    noticed = []
    for key, entry in entries.items():
        known = _names(theme[key]) | {"n"} if key in theme else None
        try:
            unknown = _names(entry) - known if known is not None else set()
            message = f"nothing fills {{{min(unknown)}}} in “{key}”" if unknown else ""
        except ValueError:
            message = f"a brace in “{key}” is not closed"
        if message:
            hint = (
                f"it may have {', '.join(f'{{{name}}}' for name in sorted(known or ()))}"
                if known
                else "write {{ for a brace"
            )
            noticed.append(diagnostic("bad-value", message, source.path, hint=hint))
    return noticed


def _names(entry: str | Mapping[str, str]) -> set[str]:
    forms = [entry] if isinstance(entry, str) else list(entry.values())
    return {name for form in forms for _, name, _, _ in Formatter().parse(form) if name is not None}


def _entries(source: Source, noticed: list[Diagnostic]) -> Entries:
    text, undecoded = decode(source)
    read = read_yaml(text, source.path)
    noticed += [*undecoded, *read.noticed]
    entries: Entries = {}
    for key, value in (read.data if isinstance(read.data, dict) else {}).items():
        forms = isinstance(value, dict) and "other" in value and all(isinstance(v, str) for v in value.values())
        if isinstance(value, str) or forms:
            entries[key] = value if isinstance(value, str) else MappingProxyType(value)
        else:
            message = f"“{key}” must be a text, or a text for each plural form, “other” among them"
            noticed.append(diagnostic("wrong-type", message, source.path, read.keys.get((key,))))
    return entries
