"""The whole corridor: parse → relate → plan → render → publish, at one desk or at several."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from campaignsite.build.budgets import over, scale
from campaignsite.build.crew import Crew
from campaignsite.build.desk import Desk
from campaignsite.build.desks import Desks, Jobs, jobs
from campaignsite.build.gone import gone
from campaignsite.build.ignoring import heard
from campaignsite.build.indexing import NONE, Index, collected, index
from campaignsite.build.lettering import lettering
from campaignsite.build.memory import Memory
from campaignsite.build.order import NOBODY, Audience, Order, Outcome
from campaignsite.build.outcome import outcome
from campaignsite.build.packed import copies_of, packed
from campaignsite.build.published import Files, Settled
from campaignsite.build.ready import Ready, ready, unusable
from campaignsite.build.shares import Made, Sheaf, Table, Task, Work, first_of_each, together
from campaignsite.build.sizes import sizes
from campaignsite.build.target import Target
from campaignsite.build.words import keep_words
from campaignsite.model.artifacts import Artifact
from campaignsite.model.diagnostics import Diagnostic, has_errors
from campaignsite.model.files import Sources
from campaignsite.publish.putting import cannot_write
from campaignsite.store.last import Head, Publication, Rows
from campaignsite.store.last import Table as Kept
from campaignsite.store.packs import Store
from campaignsite.store.seal import digest

_ELSEWHERE = ("foreign-file", "cannot-write", "missing-text-layout")
"""What depends on more than the sources and the program, and may be otherwise next time."""


def whole(
    order: Order,
    found: Sources,
    looked: tuple[Diagnostic, ...],
    memory: Memory,
    *,
    target: Target | None,
    audience: Audience,
) -> Outcome:
    """Build everything that has to be built. ``looked`` is what finding the sources noticed."""
    done = ready(found, order)
    if done.value is None:
        # A configuration that cannot be read has been named already.
        named = {d.path for d in looked}
        return outcome(order, [*looked, *(d for d in done.diagnostics if d.code != "no-config" or d.path not in named)])
    desks = Desks(Task(order, found, memory, unusable(done.diagnostics)), done.value)
    # What else pages show may not be there before the site is: a picture, a style sheet.
    alike = memory.last is not None and memory.last.head.made == memory.made(found, looked)
    hands = jobs(found, memory, done.value.settings.config)
    with Crew(desks, hands.parsing) as crew:
        crew.mine.progress = audience.hear
        noticed = [*looked, *done.diagnostics]
        made = _made(memory, found, crew, hands, noticed, target=target, audience=audience if alike else NOBODY)
    lasting = {d.code for d in made.outcome.diagnostics}.isdisjoint(_ELSEWHERE)
    if memory.kept and made.rows is not None and lasting:
        _remember(memory, made, looked, done.value)
    return made.outcome


@dataclass(frozen=True, slots=True)
class _Made:
    outcome: Outcome
    found: Sources
    """With the digest of every document that could be read."""
    window: tuple[float, float] = (0, 0)
    files: tuple[Publication, ...] = ()
    silent: frozenset[str] = frozenset()
    rows: Made | None = None
    """None when the build cannot be taken for known next time."""
    index: Index = NONE
    scale: str = ""
    packed: tuple[Publication, ...] = ()


def _made(
    memory: Memory,
    found: Sources,
    crew: Crew[Desk],
    hands: Jobs,
    noticed: list[Diagnostic],
    *,
    target: Target | None,
    audience: Audience,
) -> _Made:
    order = memory.order
    sheaves: list[Sheaf] = crew.ask("parse", [()] * crew.count)
    digests = {path: digest for sheaf in sheaves for path, digest in sheaf.digests.items()}
    found = replace(found, content=tuple(f._replace(digest=digests.get(f.path, "")) for f in found.content))
    for sheaf in sheaves:
        noticed += sheaf.noticed
    measured = sizes(order.root, found, memory, crew.mine.store)
    letters = lettering(order.root, crew.mine.ready.settings, found, memory, crew.mine.store)
    noticed += letters.diagnostics
    given = [(_of_others(sheaves, n), measured, letters.value) for n in range(crew.count)]
    table: Table = crew.ask("relate", given)[0]
    sheaves.clear()
    noticed = heard([*(d for d in noticed if d.path not in table.silent), *table.noticed], table.ignored)
    good = table.planned and not _stops(order, noticed)
    if good and audience.files and target and all(target.stands(f.file) for f in table.files):
        audience.see(_new(crew.mine.glance(audience.files), target))
    crew.ask("stand", [(target.standing.files if target else {},)] * crew.count)
    crew.grow(hands.rendering, Desk.take_place)
    try:
        # Files are settled before pages are rendered: with a mistake in one of them, layouts are only tried.
        to = target if good else None
        with to.stage() if to else _nowhere() as stage:
            standing, collect = (to.standing.files if to else {}), order.output is None and order.collect
            mine = crew.mine
            files = Files(
                order.root,
                memory,
                mine.store,
                lambda: mine.ready.stock.assets,
                standing,
                stage,
                collect,
                mine.progress,
            )
            settled = files.settle(table.files, copies=not has_errors(noticed))
            noticed += settled.noticed
            if not table.planned:
                return _Made(outcome(order, noticed, pages=table.pages), found)
            bad, to = has_errors(noticed), None if _stops(order, noticed) else to
            settings = crew.mine.ready.settings
            weighs = None if bad else scale(settings, settled.files, order.root)
            drawn = crew.ask("draw", [()] * crew.count) if crew.count > 1 and not bad else ()
            work = Work(
                not bad, stage if to else "", weighs, {key: html for some in drawn for key, html in some.items()}
            )
            shares: list[Made] = crew.ask("render", [(work,)] * crew.count)
            made = together(shares)
            noticed += first_of_each(made.noticed)
            noticed += over(settings, weighs, settled.files, made.rows, order.root) if weighs else ()
            to = None if _stops(order, noticed) else to
            pack = settings.config.precompress
            done, search, copies = _published(
                memory, table, made, settled, noticed=noticed, target=to, stage=stage, pack=pack
            )
    except OSError as error:
        assert order.output is not None
        return _Made(outcome(order, [*noticed, cannot_write(error, order.output)], pages=table.pages), found)
    said, rows = weighs.encode() if weighs else "", None if bad else made
    return _Made(done, found, table.window, settled.files, table.silent, rows, search, said, copies)


def _published(
    memory: Memory,
    table: Table,
    made: Made,
    settled: Settled,
    *,
    noticed: list[Diagnostic],
    target: Target | None,
    stage: str,
    pack: bool,
) -> tuple[Outcome, Index, tuple[Publication, ...]]:
    """Add the other files and the index to what was rendered, and put all of it into place."""
    order = memory.order
    if has_errors(noticed):
        return outcome(order, noticed, pages=table.pages), NONE, ()
    files = {**{name: row.digest for name, row in made.rows.items()}, **{f.file: f.digest for f in settled.files}}
    if target is None:
        artifacts = _collected(made, settled, noticed, pack) if order.output is None and order.collect else ()
        return outcome(order, noticed, pages=table.pages, artifacts=artifacts, rendered=made.again), NONE, ()
    if target.standing.foreign:
        return outcome(order, [*noticed, target.standing.foreign], pages=table.pages), NONE, ()
    search = index(made.rows.items(), memory, target, stage)
    noticed += search.diagnostics
    if has_errors(noticed) or search.value is None:
        return outcome(order, noticed, pages=table.pages), NONE, ()
    files |= {f.file: f.digest for f in (*search.value.files, *made.shared)}
    known = memory.last.table.packed if memory.last else ()
    copies = packed(files, known, memory, target, stage) if pack else ()
    files |= {f.file: f.digest for f in copies if f.digest}
    before, since = target.manifest, table.window[0]
    done = target.publish(stage, files, None if order.drafts else since)
    noticed += done.diagnostics
    if done.value and not order.drafts:
        noticed += gone(before, files, table.moved, since=since, output=target.output)
    count = len(files) if done.value else 0
    site = done.value.site if done.value else ""
    until = table.window[1]
    done_so = outcome(order, noticed, pages=table.pages, files=count, rendered=made.again, site=site, until=until)
    return done_so, search.value, copies


def _new(pages: Mapping[str, bytes], target: Target) -> Mapping[str, bytes]:
    """Those pages that do not stand as they are."""
    before = {file: stamp.digest for file in pages if (stamp := target.stands(file))}
    return {file: data for file, data in pages.items() if before.get(file) != sha256(data).hexdigest()}


def _of_others(sheaves: list[Sheaf], mine: int) -> Mapping[str, bytes]:
    return {name: data for n, sheaf in enumerate(sheaves) if n != mine for name, data in sheaf.records.items()}


@contextlib.contextmanager
def _nowhere() -> Iterator[str]:
    yield ""


def _collected(made: Made, settled: Settled, noticed: list[Diagnostic], pack: bool) -> tuple[Artifact, ...]:
    search = collected(made.rows, made.artifacts)
    noticed += search.diagnostics
    found = (*made.artifacts, *settled.artifacts, *(search.value or ()))
    return tuple(sorted((*found, *(copies_of(found) if pack else ())), key=lambda a: a.file))


def _stops(order: Order, noticed: Sequence[Diagnostic]) -> bool:
    """Whether what was noticed stops publishing."""
    return has_errors(noticed) or (order.strict and bool(noticed))


def _remember(memory: Memory, made: _Made, looked: tuple[Diagnostic, ...], ready: Ready) -> None:
    """Leave everything for the next build, and throw away what nobody needs any more."""
    assert made.rows is not None
    config, found, shares = ready.settings.config, made.found, made.rows
    store = memory.store()
    assert store is not None
    head = Head(
        made=memory.made(found, looked),
        layouts=memory.layouts(found),
        sources="",
        since=made.window[0],
        until=made.window[1],
        zone=config.timezone,
        languages=config.languages,
        raw_html=config.markdown.raw_html,
        texts=keep_words(store, ready.texts),
        sites=shares.sites,
        doors=_keep_doors(store, shares.doors),
        pages=made.outcome.pages,
        files=made.outcome.files,
        site=made.outcome.site,
        search=made.index.mark,
        scale=made.scale,
        sharing=config.share_images is not None,
    )
    store.save()
    raw_html = config.markdown.raw_html
    known = [(f, memory.record(f, config.languages, raw_html=raw_html)) for f in found.content if f.digest]
    table = Kept(
        documents={f.path: (f.digest, record) for f, record in known},
        rows=Rows({}).replaced(dict(sorted(shares.rows.items()))),
        files=made.files,
        pieces=shares.pieces,
        silent=sorted(made.silent),
        again=shares.again,
        searching=made.index.files,
        packed=made.packed,
        shared=shares.shared,
    )
    # What is gone since the last build is not gone since this one.
    lasting = tuple(d for d in made.outcome.diagnostics if d.code != "lost-address")
    memory.keep(found, head, lasting, table, store)
    store.close()


def _keep_doors(store: Store, doors: Mapping[int, Sequence[int]]) -> str:
    """Put the table of what leads where into the store; returns its name there."""
    data = json.dumps({to: sorted(doors[to]) for to in sorted(doors)}, separators=(",", ":")).encode()
    name = digest("doors", data)
    if name not in store:
        store.put(name, data)
    return name
