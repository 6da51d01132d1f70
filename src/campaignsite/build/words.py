"""Catalogues and layouts that an earlier build has checked, ready without reading the configuration."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from campaignsite.model.files import Sources
from campaignsite.model.words.texts import Texts
from campaignsite.parse.layouts import parse_layouts
from campaignsite.render import Theme
from campaignsite.render.theme import checked_before
from campaignsite.sources.reading import read
from campaignsite.sources.stock import stock
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
    if store.get(name) is None:
        store.put(name, data)
    return name


def known_theme(store: Store, name: str, found: Sources, root: Path) -> Theme | None:
    """The theme of layouts and catalogues that were good before; None when they cannot be had."""
    data = store.get(name)
    try:
        plain = json.loads(data or b"")
        texts = {tag: Texts(tag, MappingProxyType(entries)) for tag, entries in plain.items()}
    except (ValueError, TypeError, AttributeError):
        return None
    own = [source for f in found.layouts if (source := read(root, f.path).value)]
    return checked_before(parse_layouts(stock().layouts, own).value or (), texts)
