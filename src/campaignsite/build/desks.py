"""How many desks a build is worth, and when they are set up. In: a task. Out: desks.

What has to be parsed is parsed by all of them, so they begin together. Where nearly all is known, one desk relates and
plans, and the others begin as copies of it, with the plan in their hands: copying a process takes less than planning.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from campaignsite.build.crew import copies
from campaignsite.build.desk import Desk
from campaignsite.build.memory import Memory
from campaignsite.build.ready import Ready, ready
from campaignsite.build.shares import Task
from campaignsite.model.files import Found, Sources
from campaignsite.model.front.config import SiteConfig

FEW = 200
"""So many documents are parsed before a second process has paid for its start; relating takes a tenth of that."""


@dataclass(slots=True)
class Desks:
    """Makes the desks of one build. What is ready in this process is there after a fork, and made again elsewhere."""

    task: Task
    ready: Ready | None = None

    def __call__(self, number: int, count: int) -> Desk:
        """The desk with a number, of so many."""
        self.ready = self.ready or ready(self.task.found, self.task.order).value
        assert self.ready is not None
        return Desk(self.task, self.ready, number, count)

    def __reduce__(self) -> tuple[type[Desks], tuple[Task]]:
        return Desks, (self.task,)


class Jobs(NamedTuple):
    """How many desks there are."""

    parsing: int
    rendering: int


def jobs(found: Sources, memory: Memory, config: SiteConfig) -> Jobs:
    """How many desks are worth their start: parsing takes ten times as long as taking a document from the store."""
    known = memory.last.table.documents if memory.last else {}

    def is_new(source: Found) -> bool:
        record = memory.record(source, config.languages, raw_html=config.markdown.raw_html)
        return known.get(source.path) != (source.digest, record)

    new = sum(map(is_new, found.content)) if known and memory.has_records else len(found.content)
    worth = max(1, min(memory.order.jobs, (new + len(found.content) // 10) // FEW))
    return Jobs(1 if copies() and new < 2 * FEW and new * 2 < len(found.content) else worth, worth)
