"""The sockets that the preview listens at: this machine's own addresses, and a port that is free on all of them."""

from __future__ import annotations

import errno
import socket

from tornado.netutil import bind_sockets

FIRST = 8000
"""The port that is tried first."""
_MORE = 100
"""So many ports are tried."""
_ADDRESSES = ("127.0.0.1", "::1")
_TAKEN = (errno.EADDRINUSE, errno.EACCES, getattr(errno, "WSAEADDRINUSE", errno.EADDRINUSE))


class TakenError(Exception):
    """There is no port to listen at; the message says which was tried."""


def doors(port: int | None) -> tuple[int, list[socket.socket]]:
    """The port, and the sockets at it; ``port`` is 0 for any, and None for the next free one. Raises TakenError."""
    for number in range(FIRST, FIRST + _MORE) if port is None else (port,):
        found = _doors(number)
        if found:
            return found[0].getsockname()[1], found
    if port is None:
        raise TakenError(f"all ports from {FIRST} to {FIRST + _MORE - 1} are taken")
    raise TakenError(f"port {port} is taken, or may not be used")


def _doors(port: int) -> list[socket.socket]:
    """A socket at each address; none when another program listens at one of them: a browser might ask that one."""
    made: list[socket.socket] = []
    for address in _ADDRESSES:
        try:
            made += bind_sockets(made[0].getsockname()[1] if made else port, address)
        except OSError as error:
            if error.errno in _TAKEN or not made:
                for door in made:
                    door.close()
                return []
            # This machine has no such address; then no browser asks there.
    return made
