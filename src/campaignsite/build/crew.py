"""Processes that work side by side: each sits at a desk of its own, and is asked for one thing after another.

One desk is in this process; small sites need no other. Others are forked once, with what is ready in memory, and the
garbage collector at rest (see ``rest.py``); where there is no fork they are started anew. A worker that dies is an
error, never a silence: its end of the pipe closes.
"""

from __future__ import annotations

import contextlib
import gc
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from campaignsite.build.order import WorkerError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


class Closing(Protocol):
    """What sits at a desk: something that puts its things away at the end."""

    def close(self) -> None:
        """Nothing more will be asked."""


D = TypeVar("D", bound=Closing)
Make = Callable[[int, int], D]
"""Makes the desk with a number, of so many."""


def copies() -> bool:
    """Whether a process can begin as a copy of this one, with all that it holds."""
    return sys.platform == "linux"


class Crew(Generic[D]):
    """So many desks, asked all at once."""

    def __init__(self, make: Make[D], count: int, method: str = "") -> None:
        """Begin with ``count`` desks. ``method`` is how a process starts: fork or spawn. Raises WorkerError."""
        self._mine = make(0, count)
        self._method = method or ("fork" if copies() else "spawn")
        self._pipes: list[Connection[Any, Any]] = []
        self._others: list[Any] = []
        self._begin(make, count)

    def _begin(self, make: Make[D], count: int) -> None:
        if count > 1:
            import multiprocessing  # a build that needs one process does not wait for it

            context: Any = multiprocessing.get_context(self._method)
            gc.freeze()
            for number in range(1, count):
                ours, theirs = context.Pipe()
                worker = context.Process(target=_work, args=(theirs, make, number, count, ours), daemon=True)
                try:
                    worker.start()
                except OSError as error:
                    raise WorkerError(f"worker {number} could not begin: {error.strerror}; try --jobs 1") from None
                finally:
                    theirs.close()
                self._pipes.append(ours)
                self._others.append(worker)

    def grow(self, count: int, take_place: Callable[[D, int, int], None]) -> None:
        """Be ``count`` desks where there was one: each begins as a copy of it, as it is now, and takes its own place.

        Where processes do not begin as copies, there are as many as there were. Raises WorkerError.
        """
        if self.count == 1 < count and self._method == "fork":

            def make(number: int, count: int) -> D:
                take_place(self._mine, number, count)
                return self._mine

            self._begin(make, count)
            take_place(self._mine, 0, count)

    @property
    def count(self) -> int:
        """How many desks there are."""
        return 1 + len(self._others)

    @property
    def mine(self) -> D:
        """The desk in this process."""
        return self._mine

    def ask(self, what: str, given: Sequence[tuple[Any, ...]]) -> list[Any]:
        """Call the method ``what`` of every desk, each with its own arguments. Raises WorkerError."""
        for number, (pipe, arguments) in enumerate(zip(self._pipes, given[1:], strict=True), 1):
            try:
                pipe.send((what, arguments))
            except OSError:
                raise self._died(number) from None
        answers = [getattr(self._mine, what)(*given[0])]
        for number, pipe in enumerate(self._pipes, 1):
            try:
                good, answer = pipe.recv()
            except (EOFError, OSError):
                raise self._died(number) from None
            if not good:
                raise answer
            answers.append(answer)
        return answers

    def __enter__(self) -> Crew[D]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._mine.close()
        for pipe in self._pipes:
            pipe.close()  # a worker that is asked for nothing more goes
        for worker in self._others:
            worker.join(None if kind is None else 1)
            if worker.is_alive():
                worker.kill()
                worker.join()
        if self._others:
            gc.unfreeze()

    def _died(self, number: int) -> WorkerError:
        worker = self._others[number - 1]
        worker.join(5)
        code = worker.exitcode
        how = f"was ended by signal {-code}" if code is not None and code < 0 else f"ended with code {code}"
        return WorkerError(f"worker {number} {how}; perhaps there was too little memory: try --jobs 1")


def _work(pipe: Connection[Any, Any], make: Make[D], number: int, count: int, theirs: Connection[Any, Any]) -> None:
    """What a worker does until nobody asks any more."""
    theirs.close()
    gc.disable()  # a process that was started anew, too
    with contextlib.suppress(EOFError, OSError, KeyboardInterrupt), contextlib.closing(make(number, count)) as desk:
        while True:
            what, arguments = pipe.recv()
            try:
                answer: tuple[bool, Any] = (True, getattr(desk, what)(*arguments))
            except OSError as error:
                answer = (False, error)
            except Exception:  # noqa: BLE001 - whatever it is, the main process must hear of it
                answer = (False, WorkerError(traceback.format_exc()))
            pipe.send(answer)
    os._exit(0)  # without taking apart what it has put together: somebody waits for its end
