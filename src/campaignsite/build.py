"""The corridor: sources → parse → relate → plan → render → publish, and nothing beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from pathlib import Path

from campaignsite.model.artifacts import Artifact
from campaignsite.model.codes import diagnostic
from campaignsite.model.diagnostics import Checked, Diagnostic, has_errors, in_order
from campaignsite.model.documents import Body, Parsed, Sources
from campaignsite.model.front.config import Settings
from campaignsite.model.page.pages import Page
from campaignsite.model.page.subjects import ItemView
from campaignsite.parse import parse, parse_config
from campaignsite.parse.layouts import LOCALES, parse_layouts
from campaignsite.parse.texts import parse_texts
from campaignsite.plan import Plan, plan
from campaignsite.publish import publish, refusal
from campaignsite.relate import relate
from campaignsite.render import Theme, render, theme
from campaignsite.sources import CONFIG, sources
from campaignsite.sources.stock import stock

Progress = Callable[[str, int, int], None]
"""Told the stage, how much of it is done, and how much there is."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be built."""

    root: Path
    """The site's folder."""
    now: dt.datetime
    """Decides what is public and what is to come; in the site's time zone unless it says another."""
    output: Path | None = None
    """Where to publish; None to check only."""
    base_url: str = ""
    """Instead of the configuration's."""
    drafts: bool = False
    strict: bool = False
    """Warnings stop publishing too."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it."""

    diagnostics: tuple[Diagnostic, ...]
    pages: int
    """How many pages were planned."""
    files: int
    """How many files were published; 0 when nothing was."""
    published: bool
    artifacts: tuple[Artifact, ...]
    """The finished site; empty when there is an error."""
    sources: Mapping[str, bytes]
    """What was read, for excerpts in messages."""


def build(order: Order, progress: Progress = lambda *_: None) -> Outcome:
    """Build a site. Nothing is written unless all of it is good."""
    home = Path.home()
    problem = refusal(order.root, order.output, home) if order.output else None
    if problem:
        return Outcome((problem,), 0, 0, False, (), {})
    read = sources(order.root)
    found = read.value
    assert found is not None
    noticed: list[Diagnostic] = [*read.diagnostics]
    made = make(found, order, progress)
    # A configuration that cannot be read has been named already.
    noticed += [d for d in made.diagnostics if d.code != "no-config" or all(n.path != CONFIG for n in noticed)]
    stopped = has_errors(noticed) or (order.strict and bool(noticed))
    artifacts = made.value or ()
    files = 0
    if order.output and not stopped:
        progress("publish", 0, 1)
        done = publish(artifacts, order.root, order.output, home)
        noticed += done.diagnostics
        files = done.value or 0
    pages = sum(artifact.file.endswith(".html") for artifact in artifacts)
    everything = (*found.content, *found.layouts, *((found.config,) if found.config else ()))
    texts = {source.path: source.data for source in everything}
    good = () if has_errors(noticed) else artifacts
    return Outcome(in_order(noticed), pages, files, files > 0, good, texts)


def make(found: Sources, order: Order, progress: Progress = lambda *_: None) -> Checked[tuple[Artifact, ...]]:
    """From what was read to everything that could be published. Pure: the disk is not touched."""
    configured = _configured(found, order)
    settings = configured.value
    if settings is None:
        return Checked(None, configured.diagnostics)
    noticed: list[Diagnostic] = [*configured.diagnostics]
    config, stocked = settings.config, stock()

    parsed: list[Parsed] = []
    for number, source in enumerate(found.content):
        progress("parse", number, len(found.content))
        document = parse(source, config.languages, raw_html=config.markdown.raw_html)
        noticed += document.diagnostics
        parsed += [document.value] if document.value else []
    own_locales = [s for s in found.layouts if fnmatch(s.path, f"{LOCALES}*.yaml")]
    texts = parse_texts(stocked.locales, own_locales, settings)
    layouts = parse_layouts(stocked.layouts, found.layouts)
    look = theme(layouts.value or (), texts.value or {})
    progress("relate", 0, 1)
    related = relate(
        [p.document for p in parsed], [*found.files, *found.assets], settings, order.now, drafts=order.drafts
    )
    noticed += [*texts.diagnostics, *layouts.diagnostics, *look.diagnostics, *related.diagnostics]
    assert related.value is not None
    assert look.value is not None
    progress("plan", 0, 1)
    planned = plan(
        related.value,
        settings,
        texts.value or {},
        layouts=look.value.layouts.keys(),
        content_files=found.files,
        assets=found.assets,
        stock_assets=stocked.assets,
    )
    noticed += planned.diagnostics
    if planned.value is None or any(d.code in ("missing-layout", "layout-cycle") for d in noticed):
        return Checked(None, tuple(noticed))

    # With errors in the content there is nothing to publish, but the layouts can still be tried on what there is.
    whole = not has_errors(noticed)
    bodies = {p.document.path: p.body for p in parsed}
    rendered = _rendered(planned.value, look.value, bodies, progress, whole=whole)
    return Checked(rendered.value if whole else None, (*noticed, *rendered.diagnostics))


def _configured(found: Sources, order: Order) -> Checked[Settings]:
    if found.config is None:
        message = f"there is no {CONFIG} in {order.root}"
        return Checked(
            None, (diagnostic("no-config", message, CONFIG, hint="write one, with “title:” and “base_url:”"),)
        )
    configured = parse_config(found.config)
    if configured.value is None or not order.base_url:
        return configured
    config = configured.value.config.model_copy(update={"base_url": order.base_url})
    return Checked(replace(configured.value, config=config), configured.diagnostics)


def _rendered(
    planned: Plan, look: Theme, bodies: Mapping[str, Body], progress: Progress, *, whole: bool
) -> Checked[tuple[Artifact, ...]]:
    artifacts = [Artifact(file.file, file.data) for file in planned.files]
    noticed: dict[tuple[str, str, int], Diagnostic] = {}
    for number, page in enumerate(planned.pages):
        progress("render", number, len(planned.pages))
        done = render(page if whole else _without_bodies(page), look, bodies)
        artifacts += [done.value] if done.value else []
        for problem in done.diagnostics:  # one line of a layout fails alike on every page: the first one is enough
            noticed.setdefault((problem.code, problem.path, problem.line), problem)
    return Checked(tuple(sorted(artifacts, key=lambda a: a.file)), tuple(noticed.values()))


def _without_bodies(page: Page) -> Page:
    subject = page.subject
    if isinstance(subject, ItemView):
        subject = replace(subject, boilerplates=tuple(replace(b, body=None) for b in subject.boilerplates))
    return replace(page, subject=subject, body=None)
