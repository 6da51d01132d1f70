"""What every worker needs before the first page: configuration, words, layouts. In: sources. Out: ``Ready``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from pathlib import Path

from campaignsite.build.order import Order
from campaignsite.build.words import looks
from campaignsite.model.codes import diagnostic
from campaignsite.model.diagnostics import Checked, Diagnostic
from campaignsite.model.files import LOCALES, Found, Source, Sources
from campaignsite.model.front.config import Settings
from campaignsite.model.words.texts import Texts
from campaignsite.parse.config import parse_config
from campaignsite.parse.layouts import parse_layouts
from campaignsite.parse.texts import parse_texts
from campaignsite.render import Theme, theme
from campaignsite.sources import CONFIG
from campaignsite.sources.reading import read
from campaignsite.sources.stock import Stock, dyed, stock


@dataclass(frozen=True, slots=True)
class Ready:
    """Everything but the documents."""

    settings: Settings
    texts: Mapping[str, Texts]
    look: Theme
    stock: Stock
    looks: Mapping[str, str]
    """For each language a digest of the layouts and the words."""


def unusable(noticed: Iterable[Diagnostic]) -> bool:
    """Whether something about the layouts is so wrong that no page can be tried."""
    return any(d.code in ("missing-layout", "layout-cycle") for d in noticed)


def ready(found: Sources, order: Order) -> Checked[Ready]:
    """Read the configuration, the catalogues and the layouts."""
    configured = _configured(found, order)
    settings = configured.value
    if settings is None:
        return Checked(None, configured.diagnostics)
    stocked = dyed(stock(), settings.config.accent)
    own = [s for f in found.layouts if (s := read(order.root, f.path).value)]
    texts = parse_texts(stocked.locales, [s for s in own if fnmatch(s.path, f"{LOCALES}*.yaml")], settings)
    layouts = parse_layouts(stocked.layouts, own)
    look = theme(layouts.value or (), texts.value or {})
    assert look.value is not None
    noticed: tuple[Diagnostic, ...] = (*configured.diagnostics, *texts.diagnostics, *layouts.diagnostics)
    noticed = (*noticed, *(_no_search(settings) if settings.config.search else ()))
    value = Ready(settings, texts.value or {}, look.value, stocked, looks(stocked, own, texts.value or {}))
    return Checked(value, (*noticed, *look.diagnostics))


def assets_of(stocked: Stock) -> Sequence[Found]:
    """The stock theme's files, as found."""
    return [Found(s.path, s.digest) for s in stocked.assets]


def _no_search(settings: Settings) -> Iterator[Diagnostic]:
    """The search that the configuration asks for cannot be had."""
    from campaignsite.search.pagefind import available

    message = "the search needs Pagefind, which is not installed"
    hint = "install it with “pip install campaignsite[search]”, or write “search: false”"
    if not available():
        yield diagnostic("search-unavailable", message, settings.path, settings.places.get(("search",)), hint)


def _configured(found: Sources, order: Order) -> Checked[Settings]:
    source = _config(found, order.root)
    if source is None:
        message, hint = f"there is no {CONFIG} in {order.root}", "write one, with “title:” and “base_url:”"
        return Checked(None, (diagnostic("no-config", message, CONFIG, hint=hint),))
    configured = parse_config(source)
    if configured.value is None or not order.base_url:
        return configured
    config = configured.value.config.model_copy(update={"base_url": order.base_url})
    return Checked(replace(configured.value, config=config), configured.diagnostics)


def _config(found: Sources, root: Path) -> Source | None:
    return read(root, found.config.path).value if found.config else None
