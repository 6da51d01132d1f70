"""One worker's place in the corridor: it parses its share, relates and plans the whole, and renders its share.

Relating and planning are done at every desk, because that is faster than handing the result round. What crosses are the
small records of documents; the bodies stay at the desk that parsed them.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import accumulate

from campaignsite.build.decoded import Decoded, decoded, known
from campaignsite.build.entries import feeds_of
from campaignsite.build.ignoring import ignored_in
from campaignsite.build.lettering import laid_out
from campaignsite.build.memory import body_of
from campaignsite.build.order import NOBODY, Progress
from campaignsite.build.ready import Ready, assets_of, unusable
from campaignsite.build.reasons import why_again
from campaignsite.build.scale import Scale
from campaignsite.build.shares import Made, Sheaf, Table, Task, Work
from campaignsite.build.sharing import sharing_of
from campaignsite.model.diagnostics import Diagnostic
from campaignsite.model.documents import Body, Document
from campaignsite.model.files import Found, Measured, Source, is_page
from campaignsite.model.page.pages import Page
from campaignsite.model.words.lettering import Lettering
from campaignsite.parse.documents import parse
from campaignsite.plan import Plan, plan
from campaignsite.plan.planned import Planned
from campaignsite.plan.urls import Urls
from campaignsite.publish.stage import Stage
from campaignsite.relate import relate
from campaignsite.render import Drawn, render
from campaignsite.render.bodies import paths_of, without_bodies
from campaignsite.render.entries import Key
from campaignsite.search.entries import entry
from campaignsite.sources.reading import read
from campaignsite.store import documents as records
from campaignsite.store.last import Row
from campaignsite.store.pages import PageText


class Desk:
    """One worker's place."""

    def __init__(self, task: Task, ready: Ready, number: int, count: int) -> None:
        self.task, self.ready, self.number, self.count = task, ready, number, count
        self.order, self.found, self.memory = task.order, task.found, task.memory
        self.progress: Progress = NOBODY.hear
        self.store, self._sources = task.memory.store(), {found.path: found for found in task.found.content}
        self._documents: dict[str, Document] = {}
        self._marks: dict[str, str] = {}  # a digest of each body
        self._bodies: dict[str, Body] = {}  # those read here
        self._last: tuple[str, Body] = "", Body()
        self._names: dict[str, str] = {}
        self._plan: Plan | None = None
        self._scale: Scale | None = None
        self._lettering: Lettering | None = None
        self._entries = Drawn()
        last = task.memory.last
        self._rows: Mapping[str, Row] = last.table.rows if last else {}

    def close(self) -> None:
        """Put everything away that the next build may need."""
        if self.store:
            self.store.close()

    # --- parse ---------------------------------------------------------------------------------------------------

    def parse(self) -> Sheaf:
        """Parse this desk's share of the documents."""
        digests: dict[str, str] = {}
        noticed: list[Diagnostic] = []
        done: dict[str, bytes] = {}
        share = self._share()
        for n, found in enumerate(share):
            self.progress("parse", n, len(share))
            name = self._name(found) if found.digest else ""
            there = self._remembered(found, name) if name else None
            if there is None:
                source = read(self.order.root, found.path)
                noticed += source.diagnostics
                if source.value is None:
                    continue
                found = found._replace(digest=source.value.digest)  # noqa: PLW2901 - now it is known
                name = self._name(found)
                there = self._remembered(found, name) or self._parse(found, name, source.value.data)
            self._keep(there, found.path, name)
            digests[found.path], done[name] = found.digest, there.data
            noticed += records.noticed(there.record)
        return Sheaf(digests, done, tuple(noticed))

    def _share(self) -> Sequence[Found]:
        """A stretch of the documents with this desk's part of their bytes.

        Neighbours stay together: two processes that make folders in one folder wait for each other.
        """
        content = self.found.content
        ends = list(accumulate(f.stamp.size if f.stamp else 1 for f in content))

        def first(number: int) -> int:
            return len(content) if number == self.count else bisect_left(ends, ends[-1] * number // self.count)

        return content[first(self.number) if self.number else 0 : first(self.number + 1)] if content else ()

    def _remembered(self, found: Found, name: str) -> Decoded | None:
        """Take a document from the store. Anything odd about it is a miss."""
        if self.store is None:
            return None
        there = known(name) if name in self.store else None
        if there is None:
            data = self.store.get(name)
            try:
                there = decoded(name, data) if data else None
            except (ValueError, TypeError, KeyError, AttributeError):
                return None
        return there if there and there.record.path == found.path else None

    def _parse(self, found: Found, name: str, data: bytes) -> Decoded:
        config = self.ready.settings.config
        done = parse(Source(found.path, data, found.digest), config.languages, raw_html=config.markdown.raw_html)
        assert done.value is not None
        record, body = records.record(done.value)
        self._bodies[found.path] = done.value.body
        there = Decoded(record.encode(), record, done.value.document)
        if self.store:
            self.store.put(name, there.data)
            self.store.put(body_of(name), body)
        return there

    def _keep(self, there: Decoded, path: str, name: str) -> None:
        self._marks[path], self._documents[path], self._names[path] = there.record.body, there.document, name

    def _name(self, found: Found) -> str:
        config = self.ready.settings.config
        return self.memory.record(found, config.languages, raw_html=config.markdown.raw_html)

    def documents(self) -> tuple[tuple[Document, ...], tuple[Diagnostic, ...]]:
        """The documents of this desk's share, and what is wrong with them."""
        sheaf = self.parse()
        return tuple(self._documents[path] for path in sorted(self._documents)), sheaf.noticed

    # --- relate and plan -----------------------------------------------------------------------------------------

    def relate(
        self, others: Mapping[str, bytes], measured: Mapping[str, Measured], lettering: Lettering | None = None
    ) -> Table:
        """Relate and plan the whole: with the records of other desks, what was measured of pictures, and letters."""
        for name, data in others.items():
            there = decoded(name, data)
            self._marks[there.record.path], self._documents[there.record.path] = there.record.body, there.document
        ready, found = self.ready, self.found
        documents = [self._documents[f.path] for f in found.content if f.path in self._documents]
        self.progress("relate", 0, 1)
        related = relate(
            documents, [*found.files, *found.assets], ready.settings, self.order.now, drafts=self.order.drafts
        )
        assert related.value is not None
        self._lettering = laid_out(lettering, documents, ready) if lettering else None
        self.progress("plan", 0, 1)
        planned = plan(
            related.value,
            ready.settings,
            ready.texts,
            layouts=ready.look.layouts.keys(),
            content_files=found.files,
            assets=found.assets,
            stock_assets=assets_of(ready.stock),
            measured=measured,
            lettering=self._lettering,
        )
        noticed = (*related.diagnostics, *planned.diagnostics)
        self._plan = None if self.task.troubled or unusable(noticed) else planned.value
        since, until = (moment.timestamp() for moment in related.value.window)
        done = planned.value
        assert done is not None
        return Table(
            noticed=noticed,
            planned=self._plan is not None,
            pages=done.count,
            files=done.files,
            window=(since, until),
            silent=related.value.silent,
            moved=done.moved,
            ignored=tuple((d.path, i) for d in documents if d.path not in related.value.silent for i in ignored_in(d)),
        )

    # --- render --------------------------------------------------------------------------------------------------

    def draw(self) -> Mapping[Key, str]:
        """Draw the entries of feeds whose texts are at this desk and may be new: the other desks show them, too."""
        assert self._plan is not None
        standing = self.task.standing if self.order.output else self._rows
        for feed in feeds_of(self._plan.pages, self._names, self._bodies, standing):
            render(feed, self.ready.look, self.body, self._entries)  # a mistake is said with the feed that shows it
        return self._entries.html

    def render(self, work: Work) -> Made:
        """Render this desk's share of the pages: those whose body it has, and its part of the others."""
        assert self._plan is not None
        stage, self._scale = Stage(work.stage) if work.stage else None, work.scale
        self._entries.elsewhere = work.entries
        rows: dict[str, Row] = {}
        again, artifacts, noticed = [], [], []
        sharing = sharing_of(self.task, self.ready, work, self.store, self._lettering)
        mine = [(n, page) for n, page in enumerate(self._plan.pages) if self._is_mine(page, n)]
        text, doors = PageText(self._put, self._numbers()), defaultdict[int, list[int]](list)
        for done, (n, planned) in enumerate(mine):
            self.progress("render", done, len(mine))
            page = planned.page()
            if sharing:
                sharing.share(page)
            found = entry(page) if self.ready.settings.config.search else ""
            row = self._row(page, text, n, doors, found) if self.memory.kept and work.whole else None
            if row and row.digest and not (self.order.output is None and self.order.collect):
                rows[page.file] = row
                continue
            drawn = render(page if work.whole else without_bodies(page), self.ready.look, self.body, self._entries)
            noticed += [(page.file, problem) for problem in drawn.diagnostics]
            if drawn.value is None:
                continue
            again.append(page.file)
            digest = hashlib.sha256(drawn.value.data).hexdigest()
            row = row or Row("", "", (), "", "", page.origin, found)
            load = work.scale.load(page, drawn.value.data) if work.scale and is_page(page.file) else None
            rows[page.file] = row._replace(digest=digest, load=load)
            if stage is None:
                artifacts += [drawn.value] if self.order.collect else []
            elif (before := self.task.standing.get(page.file)) is None or before.digest != digest:
                stage.write(page.file, drawn.value.data)
        shared = tuple(sharing.files) if sharing else ()
        artifacts += sharing.artifacts if sharing else []
        return Made(rows, tuple(again), tuple(artifacts), text.sites, text.pieces, doors, shared, tuple(noticed))

    def glance(self, files: Collection[str]) -> Mapping[str, bytes]:
        """Some pages, as they will be; those that stand already are left out, and those that cannot be made."""
        assert self._plan is not None
        wanted = (page.page() for page in self._plan.pages if page.file in files)
        drawn = (render(page, self.ready.look, self.body, self._entries).value for page in wanted)
        made = {page.file: page.data for page in drawn if page}
        before = {file: stamp.digest for file, stamp in self.task.standing.items() if file in made}
        return {file: data for file, data in made.items() if before.get(file) != hashlib.sha256(data).hexdigest()}

    def _is_mine(self, page: Planned, position: int) -> bool:
        if page.body:
            return page.body in self._names
        return position % self.count == self.number

    def _numbers(self) -> Mapping[str, int]:
        """The pages that stand in lists and menus by what their documents are called, by the URL that leads to them."""
        assert self._plan is not None
        hrefs = Urls(self.ready.settings.config, {})
        return {hrefs.href(page.url): n for n, page in enumerate(self._plan.pages) if page.identity[0] == "document"}

    def _row(self, page: Page, text: PageText, number: int, doors: Mapping[int, list[int]], found: str) -> Row:
        """What is known of a page before it is rendered; with a digest when it need not be."""
        bodies = tuple((path, self._marks[path]) for path in paths_of(page))
        seen, value, to = text.of(page)
        for other in to:
            doors[other].append(number)
        self._put(seen, value.encode())
        look = self.ready.looks[page.lang]
        before, stands = self._rows.get(page.file), self.task.standing.get(page.file)
        same = before and (before.seen, before.look, before.bodies) == (seen, look, bodies)
        weighed = not self._scale or not is_page(page.file) or (before and self._scale.knows(before.load))
        if before and same and weighed and (self.order.output is None or (stands and stands.digest == before.digest)):
            return before._replace(found=found)
        why = why_again(before, seen, look, bodies, published=stands is not None) if weighed or not same else _UNWEIGHED
        return Row(seen, look, bodies, "", why, page.origin, found)

    def _put(self, name: str, data: bytes) -> None:
        if self.store and name not in self.store:
            self.store.put(name, data)

    def body(self, path: str) -> Body:
        """A body from this desk, from the store, or read again. The last one is at hand: it has more forms than one."""
        if path not in self._bodies and path != self._last[0]:
            name = self._names.get(path) or self._name(self._sources[path])
            data = self.store.get(body_of(name)) if self.store else None
            try:
                self._last = path, records.decode_body(data or b"")
            except (ValueError, TypeError, IndexError):
                self._bodies[path] = self._again(path)
        return self._bodies[path] if path in self._bodies else self._last[1]

    def _again(self, path: str) -> Body:
        config, source = self.ready.settings.config, read(self.order.root, path).value
        assert source is not None
        done = parse(source, config.languages, raw_html=config.markdown.raw_html).value
        assert done is not None
        return done.body


_UNWEIGHED = "nobody knew what it weighs"
