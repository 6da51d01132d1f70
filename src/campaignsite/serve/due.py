"""When a publication time comes, the preview is built again, though nothing was saved."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from math import inf

_LOOK = 20.0
"""Seconds after which the clock is looked at again: a laptop sleeps, and clocks are set."""


class Due:
    """Waits for the next moment at which the site is another one."""

    def __init__(self, ask: Callable[[], None]) -> None:
        self._ask = ask
        self._moment = inf
        self._timer: asyncio.TimerHandle | None = None

    def at(self, moment: float) -> None:
        """Ask at a moment, in seconds since 1970, and at no other."""
        self._moment = moment
        self._wait()

    def end(self) -> None:
        """Ask no more."""
        if self._timer:
            self._timer.cancel()

    def _wait(self) -> None:
        self.end()
        left = self._moment - time.time()
        if left <= 0:
            self._moment = inf  # asked once; the build says what comes next
            self._ask()
        elif self._moment < inf:
            self._timer = asyncio.get_running_loop().call_later(min(left, _LOOK), self._wait)
