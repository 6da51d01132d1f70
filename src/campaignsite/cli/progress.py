"""What a person sees while they wait: a bar on a terminal, when it takes long enough to wonder. Nothing in a pipe."""

from __future__ import annotations

import os
import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING

import click

from campaignsite.build import Audience

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

PATIENCE = 0.7
"""Seconds after which a bar appears."""


class Watch(Audience):
    """Follows a build."""

    def __init__(self, *, quiet: bool, verbose: bool) -> None:
        self.shown = sys.stderr.isatty() and not quiet and not os.environ.get("CI")
        self.verbose = verbose
        self.started = time.perf_counter()
        self.stages: dict[str, float] = {}
        self.bar: Progress | None = None
        self.task: TaskID | None = None

    def hear(self, stage: str, done: int, total: int) -> None:
        """Note that a stage is under way."""
        self.stages.setdefault(stage, time.perf_counter())
        if self.shown and time.perf_counter() - self.started > PATIENCE:
            self._draw(stage, done, total)

    def __enter__(self) -> Watch:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.bar:
            self.bar.stop()
        if self.verbose and kind is None:
            ends = [*self.stages.values(), time.perf_counter()][1:]
            for (stage, start), end in zip(self.stages.items(), ends, strict=True):
                click.echo(f"{stage:>8} {end - start:7.2f} s", err=True)

    def _draw(self, stage: str, done: int, total: int) -> None:
        from rich.console import Console
        from rich.progress import Progress

        if self.bar is None or self.task is None:
            self.bar = Progress(console=Console(stderr=True), transient=True)
            self.bar.start()
            self.task = self.bar.add_task(stage)
        self.bar.update(self.task, description=stage, completed=done, total=total)
