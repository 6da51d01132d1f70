"""Catalogues and layouts that an earlier build has checked, ready without reading the configuration."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from campaignsite.model.files import Source, Sources
from campaignsite.model.words.texts import Texts
from campaignsite.parse.layouts import parse_layouts
from campaignsite.render import Theme, theme
from campaignsite.render.theme import checked_before
from campaignsite.sources.reading import read
from campaignsite.sources.stock import Stock
from campaignsite.store.packs import Store
from campaignsite.store.seal import digest


def keep_words(store: Store, texts: Mapping[str, Texts]) -> str:
    """Put the catalogues into the store; returns their name there."""
    plain = {
        tag: {key: text if isinstance(text, str) else dict(text) for key, text in words.entries.items()}
        for tag, words in texts.items()
    }
    data = json.dumps(plain, ensure_ascii=True).encode()
    name = digest("words", data)
    if name not in store:
        store.put(name, data)
    return name


def known_words(store: Store, name: str) -> Mapping[str, Texts] | None:
    """The catalogues of an earlier build; None when they cannot be had."""
    try:
        plain = json.loads(store.get(name) or b"")
        return {tag: Texts(tag, MappingProxyType(entries)) for tag, entries in plain.items()}
    except (ValueError, TypeError, AttributeError):
        return None


def known_theme(
    stock: Stock, found: Sources, texts: Mapping[str, Texts], root: Path, *, changed: bool
) -> tuple[Theme, Mapping[str, str]] | None:
    """The theme of good layouts, and its looks. None when something about them is wrong.

    Layouts that were good in the last build are checked only when they have ``changed``.
    """
    own = [source for f in found.layouts if (source := read(root, f.path).value)]
    layouts = parse_layouts(stock.layouts, own)
    if not changed:
        return checked_before(layouts.value or (), texts), looks(stock, own, texts)
    done = theme(layouts.value or (), texts)
    good = done.value is not None and not layouts.diagnostics and not done.diagnostics
    return (done.value, looks(stock, own, texts)) if done.value is not None and good else None


def looks(stock: Stock, own: Sequence[Source], texts: Mapping[str, Texts]) -> Mapping[str, str]:
    """For each language a digest of the layouts and the words."""
    written = digest(*(part for s in (*stock.layouts, *own) for part in (s.path, s.digest)))
    return {tag: digest(written, tag, repr(_plain(words))) for tag, words in texts.items()}


def _plain(words: Texts) -> list[tuple[str, object]]:
    return [
        (key, text if isinstance(text, str) else sorted(text.items())) for key, text in sorted(words.entries.items())
    ]
