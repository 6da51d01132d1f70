"""The sockets that the preview listens at: this machine's own addresses, and a port that is free on all of them."""

from __future__ import annotations

import contextlib
import errno
import os
import socket

FIRST = 8000
"""The port that is tried first."""
_MORE = 100
"""So many ports are tried."""
_ADDRESSES = ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1"))
_TAKEN = (errno.EADDRINUSE, errno.EACCES, getattr(errno, "WSAEADDRINUSE", errno.EADDRINUSE))


class TakenError(Exception):
    """There is no port to listen at; the message says which was tried."""


def listening(port: int | None) -> tuple[int, list[socket.socket]]:
    """The port, and the sockets at it; ``port`` is 0 for any, and None for the next free one. Raises TakenError."""
    for number in range(FIRST, FIRST + _MORE) if port is None else (port,):
        found = _both(number)
        if found:
            return found[0].getsockname()[1], found
    if port is None:
        raise TakenError(f"all ports from {FIRST} to {FIRST + _MORE - 1} are taken")
    raise TakenError(f"port {port} is taken, or may not be used")


def _both(port: int) -> list[socket.socket]:
    """A socket at each address; none when another program listens at one of them: a browser might ask that one."""
    made: list[socket.socket] = []
    for family, address in _ADDRESSES:
        try:
            made.append(_one(family, address, made[0].getsockname()[1] if made else port))
        except OSError as error:
            if error.errno in _TAKEN or not made:
                for each in made:
                    each.close()
                return []
            # This machine has no such address; then no browser asks there.
    return made


def _one(family: socket.AddressFamily, address: str, port: int) -> socket.socket:
    with contextlib.ExitStack() as undo:
        made = undo.enter_context(socket.socket(family))
        if os.name != "nt":  # there it would let two programs listen
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        made.setblocking(False)
        made.bind((address, port))
        made.listen(128)
        undo.pop_all()
    return made
