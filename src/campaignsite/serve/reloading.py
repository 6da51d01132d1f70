"""Tells browsers to load again: livereload's protocol and its handler, open to the preview's own pages alone.

livereload keeps who listens in its class, so there is one preview in a process.
"""

from __future__ import annotations

import json
from types import SimpleNamespace

from livereload.handlers import LiveReloadHandler
from tornado.web import HTTPError

from campaignsite.serve.guard import Guarded

LISTENERS = 64
"""Pages that may listen at once; a person opens fewer."""
LONGEST = 4096
"""Bytes of a message from a page."""


class Reloading(Guarded, LiveReloadHandler):  # type: ignore[misc] # livereload has no types
    """A page that listens. It can say nothing that another page would hear of."""

    watcher = SimpleNamespace(filepath="")
    """Its own watcher is not used (see watching.py); it asks for the name of what changed, to write it into a log."""
    live_css = False

    def prepare(self) -> None:
        """Raises HTTPError for what does not say which page it is: every browser does (RFC 6455, 10.2)."""
        super().prepare()
        if "Origin" not in self.request.headers:
            raise HTTPError(403)

    def check_origin(self, origin: str) -> bool:
        """Whether a page may listen: those of other sites may not."""
        return origin in self.origins

    def open(self, *_: str, **__: str) -> None:
        """It hears of everything from now on: what is built between two messages of the protocol, too."""
        if len(LiveReloadHandler.waiters) >= LISTENERS:
            self.close(1013, "too many pages listen")
        else:
            LiveReloadHandler.waiters.add(self)

    def on_message(self, message: str | bytes) -> None:
        """Answer the protocol's first message; all else that a page could say is of no use here."""
        try:
            said = json.loads(message)
        except (ValueError, RecursionError):
            said = None
        if isinstance(said, dict) and said.get("command") == "hello":
            super().on_message('{"command": "hello"}')
        elif not isinstance(said, dict) or said.get("command") != "info":
            self.close(1002)


def tell(path: str) -> None:
    """Tell every page that listens to load again what ``path`` stands for."""
    Reloading.reload_waiters(path)


def hang_up() -> None:
    """Nobody listens any more."""
    for waiter in tuple(LiveReloadHandler.waiters):
        waiter.close(1001)
