"""Where smaller copies of pictures are made, by several processes when there are several pictures.

In: pictures and the copies that are wanted of each. Out: their bytes, picture by picture, so that nobody has to hold
all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from campaignsite.build.crew import Crew
from campaignsite.build.order import Progress
from campaignsite.model.codes import diagnostic
from campaignsite.model.copies import Copy
from campaignsite.model.diagnostics import Checked
from campaignsite.pictures.cleaning import clean
from campaignsite.pictures.copying import able, copies
from campaignsite.pictures.damage import DamagedError
from campaignsite.sources import CONFIG
from campaignsite.sources.reading import read_again

AT_ONCE = 4
"""Pictures that a process is given at a time: so it waits for another one seldom, and little is in memory."""
Done = Checked[tuple[bytes, ...]]


@dataclass(frozen=True, slots=True)
class Negative:
    """A picture of which there are to be copies."""

    source: str
    made_of: str
    """SHA-256 of the source's data."""
    wanted: tuple[Copy, ...]


@dataclass(frozen=True, slots=True)
class Darkroom:
    """Makes workers."""

    root: Path

    def __call__(self, _number: int, _count: int) -> Printer:
        """Any worker: they are all alike."""
        return Printer(self.root)


@dataclass(frozen=True, slots=True)
class Printer:
    """One worker's place."""

    root: Path

    def made(self, negatives: Sequence[Negative]) -> list[Done]:
        """The copies of each picture, one picture after another."""
        return [self._made(negative) for negative in negatives]

    def _made(self, negative: Negative) -> Done:
        source = read_again(self.root, negative.source, negative.made_of)
        cleaned = clean(source.value) if source.value else None
        if cleaned is None or cleaned.value is None:
            return Checked(None, (*source.diagnostics, *(cleaned.diagnostics if cleaned else ())))
        try:
            return Checked(copies(cleaned.value.data, negative.wanted))
        except DamagedError as error:
            hint = "open it in a program for pictures, and save it anew"
            message = f"this picture cannot be read: {error}"
            return Checked(None, (diagnostic("damaged-image", message, negative.source, hint=hint),))

    def close(self) -> None:
        """Nothing has to be put away."""


def developed(
    root: Path, negatives: Sequence[Negative], jobs: int, progress: Progress
) -> Iterator[tuple[Negative, Done]]:
    """Every picture with its copies, in the order given."""
    if not able():
        message = "smaller copies of pictures need AVIF and WebP, which the Pillow that is installed cannot write"
        hint = "install Pillow as its authors build it: pip install --force-reinstall --only-binary :all: pillow"
        yield negatives[0], Checked(None, (diagnostic("copies-unavailable", message, CONFIG, hint=hint),))
        return
    with Crew(Darkroom(root), max(1, min(jobs, len(negatives)))) as crew:
        count = crew.count
        for start in range(0, len(negatives), count * AT_ONCE):
            progress("pictures", start, len(negatives))
            batch = negatives[start : start + count * AT_ONCE]
            shares = crew.ask("made", [(batch[n::count],) for n in range(count)])
            yield from ((negative, shares[n % count][n // count]) for n, negative in enumerate(batch))
