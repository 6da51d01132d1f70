"""The site is arranged as it was: pages are made from what the store remembers of them, and nothing is planned.

That is right when all that has changed are layouts, texts, and the titles and summaries that other pages show of a few
documents; or when files of the output folder are missing. Whenever it is not certain, or anything is wrong, there is no
outcome, and the whole corridor is gone through.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from campaignsite.build.changes import Change, change
from campaignsite.build.copyist import Copying, Job
from campaignsite.build.crew import Crew
from campaignsite.build.memory import Memory
from campaignsite.build.order import Audience, Order, Outcome
from campaignsite.build.outcome import outcome
from campaignsite.build.packed import packed
from campaignsite.build.published import Files
from campaignsite.build.putback import put_back
from campaignsite.build.reasons import LOST, besides
from campaignsite.build.renaming import DoubtError, Renaming
from campaignsite.build.scale import Scale, again
from campaignsite.build.target import Target
from campaignsite.build.unchanged import same_moment
from campaignsite.model.diagnostics import Diagnostic, in_order
from campaignsite.model.files import Sources
from campaignsite.publish.putting import cannot_write
from campaignsite.sources.stock import stock
from campaignsite.store.last import Last, Publication, Row, Rows
from campaignsite.store.packs import Store

FEW = 20
"""So many documents may have changed; for more, the whole corridor is hardly slower."""
MANY = 200
"""So many pages are rendered before a second process has paid for its start."""


def kept(
    order: Order,
    found: Sources,
    looked: tuple[Diagnostic, ...],
    memory: Memory,
    *,
    target: Target | None,
    audience: Audience,
) -> Outcome | None:
    """Publish what has changed. None when it takes the whole corridor."""
    last = memory.last
    if last is None or target is None:
        return None
    head = last.head
    if not head.files or not same_moment(order, head) or head.made != memory.made(found, looked):
        return None
    documents = {f.path: f.digest for f in found.content}
    if documents.keys() != last.table.documents.keys() or not all(documents.values()):
        return None
    store = memory.store()
    assert store is not None
    try:
        return _Kept(order, found, memory, target=target, last=last, store=store, audience=audience).outcome()
    finally:
        store.close()


class _Kept:
    def __init__(
        self,
        order: Order,
        found: Sources,
        memory: Memory,
        *,
        target: Target,
        last: Last,
        store: Store,
        audience: Audience,
    ) -> None:
        self.order, self.found, self.memory, self.target = order, found, memory, target
        self.last, self.store, self.audience = last, store, audience
        self.renaming = Renaming(last, store)

    def outcome(self) -> Outcome | None:
        try:
            changes = self._changes()
            if self.target.standing.foreign:
                return None
            jobs, noticed = self._jobs(changes), self._noticed(changes)
        except (DoubtError, ValueError, TypeError, KeyError, AttributeError):
            return None  # the last four: what was left is no record of a build, though its seal is right
        try:
            return self._published(changes, jobs, noticed)
        except DoubtError:
            return None

    # --- what has changed ----------------------------------------------------------------------------------------

    def _changes(self) -> Mapping[str, Change]:
        documents, head = self.last.table.documents, self.last.head
        new = [f for f in self.found.content if documents[f.path][0] != f.digest]
        if len(new) > FEW:
            raise DoubtError
        changes: dict[str, Change] = {}
        for f in new:
            found = change(self.order.root, f, self.memory, head, name=documents[f.path][1], store=self.store)
            if found is None:
                raise DoubtError
            if head.sharing and found.plates and found.plates[0].title != found.plates[1].title:
                raise DoubtError  # its share image says it
            changes[f.path] = found
        return changes

    def _noticed(self, changes: Mapping[str, Change]) -> tuple[Diagnostic, ...]:
        """What the last build noticed, but for what parsing the changed documents said then and says now."""
        silent = set(self.last.table.silent)
        said = [new for path, new in changes.items() if path not in silent]
        gone = [d for new in said for d in new.before]
        noticed = [d for d in self.last.noticed if d not in gone]
        if any(d.path in changes for d in noticed):
            raise DoubtError  # something about it was noticed by another stage, which may stand elsewhere now
        noticed += [d for new in said for d in new.after]
        if self.order.strict and noticed:
            raise DoubtError
        return in_order(noticed)

    # --- which pages that concerns -------------------------------------------------------------------------------

    def _jobs(self, changes: Mapping[str, Change]) -> Mapping[str, Row]:
        """Every page that has to be rendered."""
        rows = self.last.table.rows
        jobs: dict[str, Row] = {}
        if self.relaid:
            jobs = {file: row._replace(why="the layouts or their words changed") for file, row in rows.items()}
        elif not self.untouched:
            lost = [file for file, row in rows.items() if not self._stands(file, row)]
            jobs = {file: rows[file]._replace(why=LOST) for file in lost}
        plates = {path: new.plates for path, new in changes.items() if new.plates}
        for file, row in self.renaming.rows(plates).items() if plates else ():
            jobs[file] = row._replace(why=besides(jobs.get(file), "what it shows of the site changed"))
        for file, row in rows.naming(changes).items() if changes else ():
            texts = [path for path, mark in row.bodies if path in changes and changes[path].record.body != mark]
            if texts:
                marks = tuple((p, changes[p].record.body if p in changes else mark) for p, mark in row.bodies)
                why = besides(jobs.get(file), f"the text of {' and '.join(texts)} changed")
                jobs[file] = jobs.get(file, row)._replace(bodies=marks, why=why)
        return jobs

    @property
    def relaid(self) -> bool:
        """Whether layouts have changed."""
        return self.last.head.layouts != self.memory.layouts(self.found)

    @property
    def untouched(self) -> bool:
        """Whether the output folder holds the site of the last build, and nothing else."""
        return self.target.holds(self.last.head.site)

    def _stands(self, file: str, row: Row) -> bool:
        stamp = self.target.standing.files.get(file)
        return stamp is not None and stamp.digest == row.digest

    # --- rendering and publishing --------------------------------------------------------------------------------

    def _published(
        self, changes: Mapping[str, Change], jobs: Mapping[str, Row], noticed: tuple[Diagnostic, ...]
    ) -> Outcome:
        last, table = self.last, self.last.table
        documents = dict(table.documents)
        for f in self.found.content:
            if f.path in changes:
                documents[f.path] = (f.digest, changes[f.path].name)
        try:
            with self.target.stage() as stage:
                made = self._rendered(changes, jobs, stage)
                noticed = self._weighed(jobs, made, noticed)
                rows = table.rows.replaced(made)
                standing = self.target.standing.files
                # A theme in a site's own colours is another one than this; then there is doubt, and all is built.
                settler = Files(self.order.root, self.memory, self.store, lambda: stock().assets, standing, stage)
                settled = settler.settle(table.files)
                if settled.files != tuple(table.files) or settled.noticed:
                    raise DoubtError
                mark, searching = self._search(rows, stage)
                if not put_back(table.shared, self.memory, self.store, self.target.standing.files, stage):
                    raise DoubtError
                self.audience.see(_staged(stage, self.audience.files))
                files = {**self._digests(made), **{f.file: f.digest for f in (*table.files, *table.shared, *searching)}}
                known = table.packed
                copies = packed(files, known, self.memory, self.target, stage) if known else ()
                files |= {f.file: f.digest for f in copies if f.digest}
                done = self.target.publish(stage, files, None if self.order.drafts else last.head.since)
        except OSError as error:
            return outcome(self.order, [*noticed, cannot_write(error, self.target.output)], pages=last.head.pages)
        if done.value is None:
            return outcome(self.order, [*noticed, *done.diagnostics], pages=last.head.pages)
        for new in changes.values():
            new.keep(self.store)
        self.store.save()
        layouts = self.memory.layouts(self.found)
        head = last.head._replace(site=done.value.site, layouts=layouts, search=mark, files=len(files))
        pieces = tuple(dict.fromkeys((*table.pieces, *self.renaming.pieces)))
        again = tuple(sorted(made))
        table = table._replace(documents=documents, rows=rows, pieces=pieces, again=again)
        table = table._replace(searching=searching, packed=copies)
        self.memory.keep(self.found, head, noticed, table, self.store)
        return outcome(
            self.order,
            noticed,
            pages=head.pages,
            files=head.files,
            rendered=made,
            site=head.site,
            until=head.until,
        )

    def _search(self, rows: Rows, stage: str) -> tuple[str, Sequence[Publication]]:
        """The index of the search: its mark and its files."""
        if not self.last.head.search:
            return "", ()
        from campaignsite.build.indexing import index

        found = index(rows.items(), self.memory, self.target, stage).value
        if found is None:
            raise DoubtError
        return found

    def _rendered(self, changes: Mapping[str, Change], jobs: Mapping[str, Row], stage: str) -> Mapping[str, Row]:
        scale = Scale.decode(self.last.head.scale) if self.last.head.scale else None
        task = Copying(self.memory, self.found, self.target.standing.files, self.relaid, scale=scale)
        if not jobs:
            return {}
        if task.ready() is None:
            raise DoubtError
        task = replace(
            task,
            jobs=[Job(file, row) for file, row in sorted(jobs.items())],
            stage=stage,
            bodies={path: new.body for path, new in changes.items()},
            pages=self.renaming.pages,
            records={path: record for path, (_, record) in self.last.table.documents.items()},
        )
        with Crew(task, max(1, min(self.order.jobs, len(jobs) // MANY))) as crew:
            shares = crew.ask("render", [()] * crew.count)
        if any(share is None for share in shares):
            raise DoubtError
        return {file: row for share in shares for file, row in share.items()}

    def _weighed(
        self, before: Mapping[str, Row], made: Mapping[str, Row], noticed: tuple[Diagnostic, ...]
    ) -> tuple[Diagnostic, ...]:
        """What is noticed with the pages as they are now."""
        said = again(self.last.head.scale, before, made, noticed)
        if said is None or (said and self.order.strict):
            raise DoubtError
        return in_order(said)

    def _digests(self, made: Mapping[str, Row]) -> Mapping[str, str]:
        """From each page's file to the digest of its data."""
        if self.untouched:
            gone = {f.file for f in (*self.last.table.searching, *self.last.table.packed)}  # some are named again
            standing = {f: stamp.digest for f, stamp in self.target.standing.files.items() if f not in gone}
        else:
            standing = {file: row.digest for file, row in self.last.table.rows.items()}
        return {**standing, **{file: row.digest for file, row in made.items()}}


def _staged(stage: str, files: Collection[str]) -> Mapping[str, bytes]:
    """Those of some files that are in a stage: the others stand already."""
    found = {file: Path(stage, file) for file in files}
    return {file: path.read_bytes() for file, path in found.items() if path.is_file()}
