"""Notices what changes in a site. In: its folder. Out: the paths of what changed, told to one listener.

Only what a build reads is watched, so that nothing that a build writes can lead to another one.
"""

from __future__ import annotations

import contextlib
import os
import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from pathlib import Path

from campaignsite.sources import CONFIG, FOLDERS, is_left_out

_STEP = 15
"""Milliseconds without another change after which a save is complete: editors write, rename, and set rights."""
_MOST = 400
"""Milliseconds after which changes are told though more are coming."""
_WAKE = 100
"""Milliseconds after which a watcher shows that it is there."""
_SLOW = 1000
"""Milliseconds between two looks where the system does not tell what changes."""
_AGAIN = 1.5
"""Seconds after which what changed is looked at once more then: a second save in the same second leaves no trace."""


class Watching:
    """Two threads: one for the site's folder itself, one for all that lies in its folders."""

    def __init__(self, root: Path, told: Callable[[Iterable[str]], None]) -> None:
        self.root, self.told = root.resolve(), told
        self._moved, self._ended = threading.Event(), threading.Event()
        self._there = threading.Barrier(2, action=partial(told, ()))

    def start(self) -> None:
        """Begin to watch. Nothing is told once, as soon as both are there: what changed before is unseen."""
        for work in (self._watch_top, self._watch_folders):
            threading.Thread(target=work, name=work.__name__, daemon=True).start()

    def end(self) -> None:
        """Watch no longer."""
        self._ended.set()
        self._moved.set()
        self._there.abort()

    def _watch_top(self) -> None:
        """Sees the configuration, and folders that come and go."""
        for number, paths in enumerate(self._changes((self.root,), self._ended, recursive=False)):
            ours = [path for path in paths if path in (CONFIG, *FOLDERS)]
            if any(path != CONFIG for path in ours):
                self._moved.set()
            self._tell(ours, anew=not paths, first=number == 0)

    def _watch_folders(self) -> None:
        first = True
        while not self._ended.is_set():
            self._moved.clear()
            folders = [self.root / name for name in FOLDERS if (self.root / name).is_dir()]
            if not folders:
                self._tell((), anew=True, first=first)
                first = False
                self._moved.wait()
            for paths in self._changes(folders, self._moved, recursive=True) if folders else ():
                ours = [path for path in paths if not any(map(is_left_out, path.split("/")))]
                self._tell(ours, anew=not paths, first=first)
                first = False

    def _tell(self, paths: Collection[str], *, anew: bool, first: bool) -> None:
        if first:
            with contextlib.suppress(threading.BrokenBarrierError):  # it is over
                self._there.wait()
        elif paths or anew:
            self.told(paths)

    def _changes(self, folders: Iterable[Path], stop: threading.Event, *, recursive: bool) -> Iterator[tuple[str, ...]]:
        """First nothing, when the watcher is there; then the paths of each group of changes."""
        polling = os.environ.get("WATCHFILES_FORCE_POLLING", "").lower() not in ("", "false", "disable", "disabled")
        while not stop.is_set():
            try:
                yield from self._seen(folders, stop, recursive=recursive, polling=polling)
            except (OSError, RuntimeError):  # a folder is gone, or there are more than the system watches
                if polling and stop.wait(_SLOW / 1000):
                    return
                polling = True

    def _seen(
        self, folders: Iterable[Path], stop: threading.Event, *, recursive: bool, polling: bool
    ) -> Iterator[tuple[str, ...]]:
        from watchfiles import watch

        there, again = False, 0.0
        for changes in watch(
            *folders,
            watch_filter=None,
            debounce=_MOST,
            step=_STEP,
            stop_event=stop,
            rust_timeout=_WAKE,
            yield_on_timeout=True,
            raise_interrupt=False,
            force_polling=polling or None,  # None: unless the environment says so
            poll_delay_ms=_SLOW,
            recursive=recursive,
            ignore_permission_denied=True,
        ):
            if not there:
                there = True
                yield ()
            if changes:
                again = time.monotonic() + _AGAIN if polling else 0.0
                yield tuple(sorted(Path(os.path.relpath(path, self.root)).as_posix() for _, path in changes))
            elif again and time.monotonic() > again:
                again = 0.0
                yield ()
