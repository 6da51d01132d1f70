"""The one place where a preview is built. In: files that changed. Out: what each build came to, told to one listener.

However many files change, and however often, one build is under way; what changes meanwhile leads to exactly one more.
"""

from __future__ import annotations

import contextlib
import json
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import IO

from campaignsite.serve.preview import Built, Glimpse, Preview, Request

_START = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from campaignsite.serve.builder import main; main()"
"""Modules are found where this process finds them, and nowhere else: not in the folder that the command is given in."""
_TRIES = 2
"""A builder that dies is started again once for the same build: what it was given may not have been the reason."""


_PATIENCE = 0.5
"""Seconds that the end waits for the thread, which has nothing to wait for when its process is gone."""


class Building:
    """A thread that asks a process for builds."""

    def __init__(
        self,
        preview: Preview,
        told: Callable[[Built], None],
        looked_at: Callable[[], tuple[str, ...]],
        seen: Callable[[Glimpse], None],
    ) -> None:
        """``looked_at`` gives the pages that browsers show, as files; ``seen`` gets those that are ready first."""
        self.preview, self.told, self._looked_at, self._seen = preview, told, looked_at, seen
        self._asked = threading.Condition()
        self._changed: dict[str, None] = {}
        self._wanted = self._index = self._glimpsed = False
        self._over = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._work, name="builds", daemon=True)

    def start(self) -> None:
        """Begin to build when it is asked for."""
        self._thread.start()

    def ask(self, changed: Iterable[str] = (), *, index: bool = False) -> None:
        """Ask for a build that begins after this moment; ``index`` for a new index of the search, too."""
        with self._asked:
            self._changed |= dict.fromkeys(changed)
            self._wanted, self._index = True, self._index or index
            self._asked.notify()

    def end(self) -> None:
        """End at once, and every process with it. A build that is cut off leaves the site that was there."""
        with self._asked:
            self._over.set()
            self._asked.notify()
            _kill(self._process)
        if self._thread.is_alive():
            self._thread.join(_PATIENCE)
        self._buried()

    @property
    def process(self) -> int:
        """The number of the process that builds; 0 when there is none."""
        return self._process.pid if self._process else 0

    def _work(self) -> None:
        with contextlib.suppress(OSError):  # what cannot be started is said with the first build
            self._running()
        while True:
            with self._asked:
                self._asked.wait_for(lambda: self._wanted or self._over.is_set())
                if self._over.is_set():
                    return
                changed, index = tuple(self._changed), self._index
                self._changed, self._wanted, self._index = {}, False, False
            built = self._built(Request(self.preview, index, self._looked_at()))
            if self._over.is_set():
                return
            with self._asked:
                # A file that was read while an editor wrote it is no mistake of theirs: what they meant comes next.
                passed = self._wanted and not built.good and not self._glimpsed
                if passed:
                    self._changed, self._index = dict.fromkeys(changed) | self._changed, self._index or index
            if not passed:
                self.told(replace(built, changed=changed))

    def _built(self, request: Request) -> Built:
        started, how, self._glimpsed = time.perf_counter(), "", False
        for _ in range(_TRIES):
            try:
                process = self._running()
                assert process.stdin
                assert process.stdout
                pickle.dump(request, process.stdin)
                process.stdin.flush()
                while isinstance(built := _heard(process.stdout), Glimpse):
                    self._glimpsed = True
                    self._seen(built)
            except (OSError, EOFError, pickle.UnpicklingError):
                how = self._buried()
            else:
                return built
            if self._over.is_set():
                break
        return Built(None, time.perf_counter() - started, fault=f"the process that builds {how}")

    def _running(self) -> subprocess.Popen[bytes]:
        with self._asked:
            if self._over.is_set():
                raise OSError
            if self._process is None:
                self._process = subprocess.Popen(  # noqa: S603 - our own module
                    [sys.executable, "-P", "-c", _START, json.dumps(sys.path)],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    start_new_session=True,  # it and its workers are ended together, and not by a Ctrl-C meant for us
                )
            return self._process

    def _buried(self) -> str:
        """How the process ended."""
        with self._asked:
            process, self._process = self._process, None
        if process is None:
            return "could not be started"
        _kill(process)
        for pipe in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):
                if pipe:
                    pipe.close()
        code = process.wait()
        how = f"was ended by signal {-code}" if code < 0 else f"ended with code {code}"
        return f"{how}; perhaps there was too little memory"


def _heard(pipe: IO[bytes]) -> Built | Glimpse:
    """The next that a builder says."""
    said: Built | Glimpse = pickle.load(pipe)  # noqa: S301 - from our own process, by a pipe
    return said


def _kill(process: subprocess.Popen[bytes] | None) -> None:
    if process is None:
        return
    with contextlib.suppress(OSError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
