"""Whether a machine and a site are well. In: what to look at. Out: a ``Check`` for each thing that was looked at.

Nothing is written, no program is run, and nobody is asked: git's own files are read where git would tell
(``repository.py``). Each module looks at one subject.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from campaignsite.build.census import Census, census
from campaignsite.build.health.cache import cache
from campaignsite.build.health.check import Asked, Check, ok, problem
from campaignsite.build.health.disk import disk
from campaignsite.build.health.extras import extras
from campaignsite.build.health.layouts import layouts
from campaignsite.build.health.machine import clock, machine
from campaignsite.build.health.repository import newest_entry, repository
from campaignsite.build.health.surroundings import surroundings
from campaignsite.build.health.unused import unused
from campaignsite.build.order import Order
from campaignsite.model.diagnostics import Diagnostic

__all__ = ["Asked", "Check", "health"]


def health(asked: Asked) -> tuple[Check, ...]:
    """Look at the machine and, where there is one, at the site."""
    root = asked.root
    if root is None:
        return (*machine(), clock(asked, 0), *surroundings(asked))
    order = Order(root, asked.now, asked.output, cache=True, secret=asked.secret, leave=False)
    there = census(order)
    newest = newest_entry(root)
    if isinstance(there, Census):
        newest = max([newest, *(f.stamp.mtime // 10**9 for f in there.found.all if f.stamp)])
    return (
        *machine(),
        clock(asked, newest),
        *disk(root, asked.output or root / "output"),
        *repository(root, asked.output or root / "output"),
        *(_site(root, there) if isinstance(there, Census) else _unreadable(there)),
        *cache(root, asked.secret),
        *surroundings(asked),
    )


def _site(root: Path, there: Census) -> Iterator[Check]:
    config = there.settings.config
    wrong = sum(there.errors.values())
    many = len(there.documents)
    said = f"{many} {'text' if many == 1 else 'texts'} in {', '.join(config.languages)}"
    if wrong:
        mistakes = f"{wrong} mistake{'' if wrong == 1 else 's'} in them"
        yield problem(
            "site", "texts", f"{said}; there {'is' if wrong == 1 else 'are'} {mistakes}", "run “campaignsite check”"
        )
    else:
        yield ok("site", "texts", said)
    yield ok(
        "site", "time-zone", f"the site's time zone {config.timezone} is known; it is {there.now:%Y-%m-%d %H:%M} there"
    )
    yield from extras(there)
    yield from unused(root, there)
    yield from layouts(root, there)


def _unreadable(wrong: Iterable[Diagnostic]) -> Iterator[Check]:
    for d in wrong:
        yield problem("site", "configuration", f"{d.path}:{d.line}:{d.column}: {d.message}", d.hint)
