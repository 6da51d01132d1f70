"""The corridor: sources → parse → relate → plan → render → publish, and nothing beside it.

A build is done in one of three ways, the cheapest first: nothing has changed since the last one; the site is arranged
as it was; or the whole corridor, in which every stage knows again what it has done before.
"""

from __future__ import annotations

import contextlib
from dataclasses import replace
from pathlib import Path

from campaignsite.build.leavings import clear_leavings
from campaignsite.build.lock import BusyError, locked
from campaignsite.build.memory import Memory
from campaignsite.build.order import NOBODY, Audience, Order, Outcome, WorkerError
from campaignsite.build.outcome import outcome
from campaignsite.build.rest import at_rest
from campaignsite.build.target import Target
from campaignsite.build.unchanged import unchanged
from campaignsite.model.codes import diagnostic
from campaignsite.model.diagnostics import Diagnostic
from campaignsite.model.files import Sources
from campaignsite.publish.manifest import manifest_path, read_manifest
from campaignsite.publish.targets import refusal
from campaignsite.sources import sources

__all__ = ["NOBODY", "Audience", "Order", "Outcome", "WorkerError", "build", "look_ahead"]


def build(order: Order, audience: Audience = NOBODY) -> Outcome:
    """Build a site. Nothing is written unless all of it is good."""
    problem = refusal(order.root, order.output, Path.home()) if order.output else None
    if problem:
        return outcome(order, [problem])
    with at_rest():
        if order.output is None:
            return _built(order, None, audience)
        try:
            with locked(order.root, order.output):
                clear_leavings(order.root, order.output)
                # A preview's process holds so much that a copy of it takes longer than looking.
                beside = order.jobs > 1 and not audience.files
                target = Target(order.root, order.output, beside=beside, lasting=order.lasting)
                with contextlib.closing(target):
                    return _built(order, target, audience)
        except BusyError:
            return outcome(order, [_busy(order.output)])


def look_ahead(order: Order) -> None:
    """Read what a next build will ask for, while nobody waits: what was taken apart once need not be again."""
    Memory(replace(order, leave=False)).doubted()
    if order.output:
        read_manifest(manifest_path(order.root, order.output))


def _busy(output: Path) -> Diagnostic:
    message, hint = "another build is writing to this folder", "wait until it is done, or end it; then build again"
    return diagnostic("busy-output", message, str(output), hint=hint)


def _built(order: Order, target: Target | None, audience: Audience) -> Outcome:
    memory = Memory(order)
    read = sources(order.root, memory.known)
    assert read.value is not None
    found = read.value
    if memory.last and not all(f.digest for f in found.content):
        from campaignsite.build.readers import settled

        found = settled(order, found)
    return _cheapest(order, found, read.diagnostics, memory, target=target, audience=audience)


def _cheapest(
    order: Order,
    found: Sources,
    looked: tuple[Diagnostic, ...],
    memory: Memory,
    *,
    target: Target | None,
    audience: Audience,
) -> Outcome:
    try:
        done = unchanged(order, found, looked, memory, target)
        if done:
            return done
        memory.whole_last()
    except (ValueError, TypeError, KeyError, AttributeError):
        memory.last = None  # what was left is no record of a build, though its seal is right
    if memory.last:
        from campaignsite.build.kept import kept

        done = kept(order, found, looked, memory, target=target, audience=audience)
        if done:
            return done
    from campaignsite.build.whole import whole

    return whole(order, found, looked, memory, target=target, audience=audience)
