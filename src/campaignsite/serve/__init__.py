"""A preview on this machine: what is saved is built and shown. In: a ``Preview``. Out: pages, until it is ended.

Three parts work side by side: a watcher (threads), a builder (a process, and the thread that asks it), and the server
(this thread), which never waits for either.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.httputil import HTTPServerRequest
from tornado.iostream import IOStream
from tornado.routing import Matcher, Rule
from tornado.web import Application, RequestHandler

from campaignsite.model.files import is_page
from campaignsite.serve import reloading
from campaignsite.serve.answering import Answering
from campaignsite.serve.building import Building
from campaignsite.serve.doors import TakenError, listening
from campaignsite.serve.due import Due
from campaignsite.serve.guard import hosts_at
from campaignsite.serve.owned import Owned
from campaignsite.serve.paths import file_at
from campaignsite.serve.preview import Built, Preview
from campaignsite.serve.reloading import Reloading
from campaignsite.serve.screen import Screen
from campaignsite.serve.watching import Watching

__all__ = ["Built", "Listener", "Preview", "TakenError", "serve"]

_CONNECTIONS = 128
"""At once; a browser opens six for a page."""
_IDLE = 20.0
"""Seconds in which a request has to be there, and after which a connection is closed on which nothing is asked."""
_HEADERS = 16 << 10
"""Bytes of the headers of a request."""
_BODY = 1 << 10
"""Bytes of a body, which no request here has a use for."""


@dataclass(frozen=True, slots=True)
class Listener:
    """Who is told what happens."""

    opened: Callable[[int], None]
    """The port at which the preview is."""
    built: Callable[[Built, str], None]
    """What a build came to, when that is something new; and the base path."""
    fault: Callable[[str], None]
    """What went wrong with the server itself."""


def serve(preview: Preview, port: int | None, listener: Listener) -> None:
    """Show the preview until SIGINT (Ctrl-C) or SIGTERM. Raises TakenError, and what the listener raises."""
    with contextlib.suppress(KeyboardInterrupt):  # where signals have no handlers, Ctrl-C comes as this
        asyncio.run(_serve(preview, port, listener))


async def _serve(preview: Preview, port: int | None, listener: Listener) -> None:
    number, sockets = listening(port)
    _hush()
    loop, over = asyncio.get_running_loop(), asyncio.Event()
    if sys.platform != "win32":
        for each in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(each, over.set)
    screen = Screen(preview.output, reloading.tell)

    broken: list[Exception] = []

    def take(built: Built) -> None:
        try:
            if built.outcome and not preview.now:
                due.at(built.outcome.until)
            if screen.take(built):
                listener.built(built, screen.base_path)
        except Exception as error:  # noqa: BLE001 - nobody listens any more, or a fault: not to be lost in the loop
            broken.append(error)
            over.set()

    def looked_at() -> tuple[str, ...]:
        files = (file_at(path, screen.base_path) for path in reloading.paths())
        return tuple(dict.fromkeys(file for file in files if file and is_page(file)))

    building = Building(
        preview,
        lambda built: _in(loop, partial(take, built)),
        looked_at,
        lambda glimpse: _in(loop, partial(screen.peek, glimpse)),
    )
    due = Due(building.ask)
    watching = Watching(preview.root, building.ask)
    server = _Server(
        _application(screen, number, building, listener.fault),
        idle_connection_timeout=_IDLE,
        body_timeout=_IDLE,
        max_header_size=_HEADERS,
        max_body_size=_BODY,
    )
    server.add_sockets(sockets)
    listener.opened(number)
    building.start()
    watching.start()  # the first build begins when nothing can change unseen
    try:
        await over.wait()
    finally:
        due.end()
        building.end()
        watching.end()
        server.stop()
        reloading.hang_up()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(server.close_all_connections(), 0.2)
    if broken:
        raise broken[0]


class _Server(HTTPServer):
    """Takes so many connections and no more."""

    def initialize(self, *args: Any, **kwargs: Any) -> None:
        """As HTTPServer is made."""
        super().initialize(*args, **kwargs)
        self._taken = 0

    def handle_stream(self, stream: IOStream, address: tuple[Any, ...]) -> None:
        """Take a connection, or close it."""
        if self._taken >= _CONNECTIONS:
            stream.close()
            return
        self._taken += 1
        super().handle_stream(stream, address)

    def on_close(self, server_conn: object) -> None:
        """There is room for another one."""
        self._taken -= 1
        super().on_close(server_conn)


class _ToLiveReload(Matcher):
    """A page that wants to listen; the site may have something of its own at that address."""

    def match(self, request: HTTPServerRequest) -> dict[str, Any] | None:
        """An empty mapping for such a request."""
        wants = request.headers.get("Upgrade", "").lower() == "websocket"
        return {} if wants and request.path == "/livereload" else None


def _application(screen: Screen, port: int, building: Building, fault: Callable[[str], None]) -> Application:
    return Application(
        [Rule(_ToLiveReload(), Reloading), (r"/\.campaignsite/([a-z.]+)", Owned), (r".*", Answering)],
        hosts=hosts_at(port),
        screen=screen,
        ask_for_index=partial(building.ask, index=True),
        fault=fault,
        log_function=_nothing,
        websocket_max_message_size=reloading.LONGEST,
    )


def _nothing(_: RequestHandler) -> None:
    """Nobody reads who asked for what."""


def _in(loop: asyncio.AbstractEventLoop, do: Callable[[], None]) -> None:
    with contextlib.suppress(RuntimeError):  # the preview is over
        loop.call_soon_threadsafe(do)


def _hush() -> None:
    """What strangers send is not worth a word; what goes wrong with us is told to the listener."""
    for name in ("tornado.access", "tornado.application", "tornado.general", "livereload", "asyncio", "watchfiles"):
        logger = logging.getLogger(name)
        logger.addHandler(logging.NullHandler())
        logger.propagate = False
