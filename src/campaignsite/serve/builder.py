"""A process of its own that builds, one build after another. In: requests on standard input. Out: what came of each.

Builds fork workers, take memory and may be ended by the system: nothing of that can end the server, which only waits
at the other end of a pipe. What is imported and compiled stays for the next build.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import gc
import os
import pickle
import signal
import sys
import time
import traceback
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import BinaryIO

from campaignsite.build import NOBODY, Audience, Order, build, look_ahead
from campaignsite.build.addresses import base_path
from campaignsite.serve.preview import Built, Glimpse, Request


def main() -> None:
    """Answer requests until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who asks ends us
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # whatever is printed, answers stay answers
    while (request := _asked(sys.stdin.buffer)) is not None:
        _say(answers, answer(request, _Listener(request.looked_at, answers)))
        with contextlib.suppress(OSError):
            look_ahead(_order(request))
        gc.collect()  # now nobody waits (build/rest.py)


def _asked(pipe: BinaryIO) -> Request | None:
    try:
        request: Request = pickle.load(pipe)  # noqa: S301 - it comes from the process that started this one
    except EOFError:
        return None
    return request


class _Listener(Audience):
    """Passes on what can be seen before the build is done."""

    def __init__(self, files: Collection[str], answers: BinaryIO) -> None:
        self.files, self._answers = files, answers

    def see(self, pages: Mapping[str, bytes]) -> None:
        """Say it at once."""
        if pages:
            _say(self._answers, Glimpse(pages))


def _say(answers: BinaryIO, said: Glimpse | Built) -> None:
    pickle.dump(said, answers)
    answers.flush()


def answer(request: Request, audience: Audience = NOBODY) -> Built:
    """What comes of a build, whatever that is."""
    started = time.perf_counter()
    try:
        outcome = build(_order(request), audience)
        base = base_path(request.preview.root) if outcome.published else "/"
    except BaseException as error:  # noqa: BLE001 - also SystemExit: nothing that a build does ends the preview
        return Built(None, time.perf_counter() - started, fault=_fault(error))
    return Built(outcome, time.perf_counter() - started, base, index=request.index)


def _order(request: Request) -> Order:
    preview = request.preview
    return Order(
        preview.root,
        preview.now or dt.datetime.now(dt.UTC),
        preview.output,
        drafts=preview.drafts,
        jobs=preview.jobs,
        cache=True,
        secret=preview.secret,
        collect=False,
        index=request.index,
        lasting=False,
    )


def _fault(error: BaseException) -> str:
    if isinstance(error, MemoryError):
        return "there was too little memory"
    frames = traceback.extract_tb(error.__traceback__)
    where = f" ({Path(frames[-1].filename).name}:{frames[-1].lineno})" if frames else ""
    lines = str(error).strip().splitlines()
    return f"{type(error).__name__}: {lines[-1] if lines else 'no more is known'}{where}"
