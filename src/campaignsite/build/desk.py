"""One worker's place in the corridor: it parses its share, relates and plans the whole, and renders its share.

Desks that parse together relate and plan the whole each, because that is faster than handing the result round; others
begin as copies of one that has. What crosses are the small records of documents; bodies stay where they were parsed.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import accumulate

from campaignsite.build.entries import feeds_of
from campaignsite.build.ignoring import ignored_in
from campaignsite.build.lettering import laid_out
from campaignsite.build.order import NOBODY, Progress
from campaignsite.build.papers import Papers
from campaignsite.build.ready import Ready, assets_of, unusable
from campaignsite.build.reasons import why_again
from campaignsite.build.scale import Scale
from campaignsite.build.shares import Made, Sheaf, Table, Task, Work
from campaignsite.build.sharing import sharing_of
from campaignsite.model.files import Found, Measured, Stamp, is_page
from campaignsite.model.page.pages import Page
from campaignsite.model.site import PREVIEWED
from campaignsite.model.words.lettering import Lettering
from campaignsite.plan import Plan, plan
from campaignsite.plan.planned import Planned
from campaignsite.plan.urls import Urls
from campaignsite.publish.stage import Stage
from campaignsite.relate import relate
from campaignsite.render import Drawn, render
from campaignsite.render.bodies import paths_of, without_bodies
from campaignsite.render.entries import Key
from campaignsite.search.entries import entry
from campaignsite.store.last import Row
from campaignsite.store.pages import PageText


class Desk:
    """One worker's place."""

    def __init__(self, task: Task, ready: Ready, number: int, count: int) -> None:
        self.task, self.ready, self.number, self.count = task, ready, number, count
        self.order, self.found, self.memory = task.order, task.found, task.memory
        self.progress: Progress = NOBODY.hear
        self.standing: Mapping[str, Stamp] = {}
        self.store = task.memory.store()
        self._papers = Papers(task.found, task.memory, ready.settings.config, self.store)
        self._body = self._papers.body
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

    def take_place(self, number: int, count: int) -> None:
        """Go on as one of so many, which have all been this one until now, with a share of the texts."""
        self.number, self.count = number, count
        names = self._papers.names
        self._papers.names = {found.path: names[found.path] for found in self._share() if found.path in names}
        if number:
            self.progress = NOBODY.hear
            if self.store:
                self.store.part()

    def stand(self, files: Mapping[str, Stamp]) -> None:
        """Know which published files are as they were written."""
        self.standing = files

    # --- parse ---------------------------------------------------------------------------------------------------

    def parse(self) -> Sheaf:
        """Parse this desk's share of the documents."""
        return self._papers.parse(self._share(), self.progress)

    def _share(self) -> Sequence[Found]:
        """A stretch of the documents with this desk's part of their bytes.

        Neighbours stay together: two processes that make folders in one folder wait for each other.
        """
        content = self.found.content
        ends = list(accumulate(f.stamp.size if f.stamp else 1 for f in content))

        def first(number: int) -> int:
            return len(content) if number == self.count else bisect_left(ends, ends[-1] * number // self.count)

        return content[first(self.number) if self.number else 0 : first(self.number + 1)] if content else ()

    # --- relate and plan -----------------------------------------------------------------------------------------

    def relate(
        self, others: Mapping[str, bytes], measured: Mapping[str, Measured], lettering: Lettering | None = None
    ) -> Table:
        """Relate and plan the whole: with the records of other desks, what was measured of pictures, and letters."""
        self._papers.take(others)
        ready, found, there = self.ready, self.found, self._papers.documents
        documents = [there[f.path] for f in found.content if f.path in there]
        self.progress("relate", 0, 1)
        files, show = [*found.files, *found.assets], PREVIEWED if self.order.drafts else ()
        related = relate(documents, files, ready.settings, self.order.now, show=show)
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
        standing = self.standing if self.order.output else self._rows
        mine, new = self._papers.names, self._papers.bodies.keys() & self._papers.names.keys()
        for feed in feeds_of(self._plan.pages, mine, new, standing):
            render(feed, self.ready.look, self._body, self._entries)  # a mistake is said with the feed that shows it
        return self._entries.html

    def render(self, work: Work) -> Made:
        """Render this desk's share of the pages: those whose body it has, and its part of the others."""
        assert self._plan is not None
        stage, self._scale = Stage(work.stage) if work.stage else None, work.scale
        self._entries.elsewhere = work.entries
        rows: dict[str, Row] = {}
        again, artifacts, noticed = [], [], []
        sharing = sharing_of(
            self.task, self.ready, work, store=self.store, standing=self.standing, lettering=self._lettering
        )
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
            drawn = render(page if work.whole else without_bodies(page), self.ready.look, self._body, self._entries)
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
            elif (before := self.standing.get(page.file)) is None or before.digest != digest:
                stage.write(page.file, drawn.value.data)
        shared = tuple(sharing.files) if sharing else ()
        artifacts += sharing.artifacts if sharing else []
        return Made(rows, tuple(again), tuple(artifacts), text.sites, text.pieces, doors, shared, tuple(noticed))

    def glance(self, files: Collection[str]) -> Mapping[str, bytes]:
        """Some pages, as they will be; those that cannot be made are left out."""
        assert self._plan is not None
        wanted = (page.page() for page in self._plan.pages if page.file in files)
        drawn = (render(page, self.ready.look, self._body, self._entries).value for page in wanted)
        return {page.file: page.data for page in drawn if page}

    def _is_mine(self, page: Planned, position: int) -> bool:
        if page.body:
            return page.body in self._papers.names
        return position % self.count == self.number

    def _numbers(self) -> Mapping[str, int]:
        """The pages that stand in lists and menus by what their documents are called, by the URL that leads to them."""
        assert self._plan is not None
        hrefs = Urls(self.ready.settings.config, {})
        return {hrefs.href(page.url): n for n, page in enumerate(self._plan.pages) if page.identity[0] == "document"}

    def _row(self, page: Page, text: PageText, number: int, doors: Mapping[int, list[int]], found: str) -> Row:
        """What is known of a page before it is rendered; with a digest when it need not be."""
        bodies = tuple((path, self._papers.marks[path]) for path in paths_of(page))
        seen, value, to = text.of(page)
        for other in to:
            doors[other].append(number)
        self._put(seen, value.encode())
        look = self.ready.looks[page.lang]
        before, stands = self._rows.get(page.file), self.standing.get(page.file)
        same = before and (before.seen, before.look, before.bodies) == (seen, look, bodies)
        weighed = not self._scale or not is_page(page.file) or (before and self._scale.knows(before.load))
        if before and same and weighed and (self.order.output is None or (stands and stands.digest == before.digest)):
            return before._replace(found=found)
        why = why_again(before, seen, look, bodies, published=stands is not None) if weighed or not same else _UNWEIGHED
        return Row(seen, look, bodies, "", why, page.origin, found)

    def _put(self, name: str, data: bytes) -> None:
        if self.store and name not in self.store:
            self.store.put(name, data)


_UNWEIGHED = "nobody knew what it weighs"
