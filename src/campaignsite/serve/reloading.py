"""Tells browsers to load again: livereload's protocol and its handler, open to the preview's own pages alone.

livereload keeps who listens in its class, so there is one preview in a process.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from types import SimpleNamespace
from urllib.parse import urlsplit

from livereload.handlers import LiveReloadHandler
from tornado.web import HTTPError

from campaignsite.serve.guard import Guarded

LISTENERS = 64
"""Pages that may listen at once; a person opens fewer."""
LONGEST = 4096
"""Bytes of a message from a page."""


class Reloading(Guarded, LiveReloadHandler):  # type: ignore[misc] # livereload has no types
    """A page that listens. It can say nothing that another page would hear of."""

    path = ""
    """The path of its address, once it has said so."""
    greeted = False
    """Whether the protocol has begun: livereload.js takes nothing before, and the page asks for the state then."""
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
        """It hears of everything once the protocol has begun, and finds then whether it is older than the site."""
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
        command = said.get("command") if isinstance(said, dict) else None
        if command == "hello":
            super().on_message('{"command": "hello"}')
            self.greeted = True
        elif command == "info":
            self.path = _path(said.get("url"))
        else:
            self.close(1002)


def tell(what: str, to: Callable[[str], bool]) -> None:
    """Tell the pages that listen, and for whose path ``to`` is true, to load again what ``what`` stands for."""
    message = {"command": "reload", "path": what, "liveCSS": Reloading.live_css, "liveImg": True}
    for waiter in tuple(LiveReloadHandler.waiters):
        if waiter.greeted and to(waiter.path):
            waiter.send_message(message)


def paths() -> tuple[str, ...]:
    """The paths of the pages that listen, as far as they are known."""
    return tuple(waiter.path for waiter in tuple(LiveReloadHandler.waiters) if waiter.path)


def _path(url: object) -> str:
    try:
        return urlsplit(url).path if isinstance(url, str) else ""
    except ValueError:
        return ""


def hang_up() -> None:
    """Nobody listens any more."""
    for waiter in tuple(LiveReloadHandler.waiters):
        waiter.close(1001)
