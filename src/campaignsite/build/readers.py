"""Documents are read to know whether they have changed: by all workers, where every file has a new time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from campaignsite.build.crew import Crew
from campaignsite.build.order import Order
from campaignsite.model.files import Sources
from campaignsite.sources.reading import read

MANY = 1000
"""So many documents are read before a second process has paid for its start."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What every worker is given."""

    root: Path
    paths: Sequence[str]

    def __call__(self, number: int, count: int) -> Reader:
        """The worker with a number, of so many."""
        return Reader(self, number, count)


class Reader:
    """One worker's place."""

    def __init__(self, task: Reading, number: int, count: int) -> None:
        self.task, self.number, self.count = task, number, count

    def digests(self) -> Mapping[str, str]:
        """The digest of each document of this worker's share that can be read."""
        mine = self.task.paths[self.number :: self.count]
        return {path: source.digest for path in mine if (source := read(self.task.root, path).value)}

    def close(self) -> None:
        """Nothing has to be put away."""


def settled(order: Order, found: Sources) -> Sources:
    """The sources with the digest of every document that can be read."""
    unknown = [f.path for f in found.content if not f.digest]
    if not unknown:
        return found
    with Crew(Reading(order.root, unknown), max(1, min(order.jobs, len(unknown) // MANY))) as crew:
        shares = crew.ask("digests", [()] * crew.count)
    digests = {path: digest for share in shares for path, digest in share.items()}
    content = tuple(f if f.digest else f._replace(digest=digests.get(f.path, "")) for f in found.content)
    return replace(found, content=content)
