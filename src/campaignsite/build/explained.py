"""Why the last build rendered pages, or kept them. In: what the build left. Out: a ``Reason`` for each page."""

from __future__ import annotations

from dataclasses import dataclass

from campaignsite.build.memory import Memory
from campaignsite.build.order import Order


@dataclass(frozen=True, slots=True)
class Reason:
    """What became of one page."""

    file: str
    """The file below the output folder."""
    origin: str
    """The file that it is made from, or what makes it."""
    texts: tuple[str, ...]
    """The documents whose texts it shows."""
    rendered: bool
    """True when the last build rendered it; False when it kept what was there."""
    why: str
    """Why it was rendered when it last was."""


def explained(order: Order, path: str) -> tuple[Reason, ...] | None:
    """The pages that ``path`` is, or that are made from it; None when there is no build to explain.

    ``path`` is a file of the site, a file below the output folder, or the path of a URL.
    """
    last = Memory(order).last
    if last is None:
        return None
    wanted, again = path.strip("/"), frozenset(last.table.again)
    names = {wanted, f"{wanted}/index.html".lstrip("/")}
    return tuple(
        Reason(name, row.origin, tuple(p for p, _ in row.bodies), name in again, row.why)
        for name, row in sorted(last.table.rows.items())
        if name in names or row.origin == wanted or any(p == wanted for p, _ in row.bodies)
    )


def files(order: Order) -> tuple[str, ...]:
    """Everything that can be asked for, for a guess at what was meant."""
    last = Memory(order).last
    rows = last.table.rows if last else {}
    return tuple(dict.fromkeys([*rows, *(row.origin for row in rows.values())]))
