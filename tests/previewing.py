"""A running `campaignsite serve`, and what can be asked of it: by the book, and as no browser would."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import re
import secrets
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

PATIENCE = 60.0
"""Seconds that a test waits for what has to come; how soon it comes is no test's business."""


@dataclass
class Answer:
    """What a server said."""

    status: int
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Preview:
    """A server in a process of its own, in a session of its own."""

    process: subprocess.Popen[str]
    port: int
    lines: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}/"

    def read(self, pipe: IO[str]) -> None:
        for line in pipe:
            self.lines.append(line.rstrip())

    def said(self, pattern: str) -> list[str]:
        return [line for line in self.lines if re.search(pattern, line)]

    def wait_for(self, pattern: str, times: int = 1) -> None:
        until(lambda: len(self.said(pattern)) >= times, lambda: f"no “{pattern}” in\n" + "\n".join(self.lines))

    def raw(self, data: bytes, *, seconds: float = 10.0) -> bytes:
        """Everything that is answered to some bytes until the connection closes, or says no more."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=seconds) as connection:
            got = b""
            with contextlib.suppress(OSError):
                connection.sendall(data)
                while piece := connection.recv(1 << 16):
                    got += piece
            return got

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """The answer to a request as a browser makes it; a header of ``_`` is left out."""
        sent = {"Host": f"localhost:{self.port}", **{k.replace("_", "-"): v for k, v in headers.items()}}
        lines = [f"{method} {path} HTTP/1.1", *(f"{k}: {v}" for k, v in sent.items() if v != "_"), "Connection: close"]
        return answer(self.raw(("\r\n".join(lines) + "\r\n\r\n").encode("latin-1"), seconds=PATIENCE))

    def state(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.ask("/.campaignsite/state.json").body)
        return found

    @contextmanager
    def listening(self, **headers: str) -> Iterator[Socket]:
        """A page that listens."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as connection:
            yield Socket(connection, self.port, headers)


class Socket:
    """A WebSocket of a page (RFC 6455), as far as tests need it."""

    def __init__(self, connection: socket.socket, port: int, headers: Mapping[str, str]) -> None:
        self.connection = connection
        sent = {
            "Host": f"localhost:{port}",
            "Origin": f"http://localhost:{port}",
            "Upgrade": "websocket",
            "Connection": "Upgrade",
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": base64.b64encode(secrets.token_bytes(16)).decode(),
            **{k.replace("_", "-"): v for k, v in headers.items()},
        }
        lines = ["GET /livereload HTTP/1.1", *(f"{k}: {v}" for k, v in sent.items() if v != "_")]
        connection.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        head = b""
        while b"\r\n\r\n" not in head and (byte := connection.recv(1)):
            head += byte
        self.status = int(head.split(b" ", 2)[1]) if head else 0

    def send(self, text: str | bytes, opcode: int = 1) -> None:
        data, mask = text.encode() if isinstance(text, str) else text, secrets.token_bytes(4)
        length = bytes((0x80 | len(data),)) if len(data) < 126 else bytes((0x80 | 126,)) + struct.pack(">H", len(data))
        masked = bytes(b ^ mask[n % 4] for n, b in enumerate(data))
        self.connection.sendall(bytes((0x80 | opcode,)) + length + mask + masked)

    def hello(self) -> dict[str, Any]:
        self.send(json.dumps({"command": "hello", "protocols": ["http://livereload.com/protocols/official-7"]}))
        return self.receive()

    def info(self, url: object) -> None:
        """Say which page it is, as livereload.js does."""
        self.send(json.dumps({"command": "info", "plugins": {}, "url": url}))

    def receive(self, seconds: float = PATIENCE) -> dict[str, Any]:
        """The next message; the code in ``closed`` when there is none any more."""
        self.connection.settimeout(seconds)
        head = self._bytes(2)
        if not head:
            return {"closed": 0}
        length = head[1] & 127
        length = struct.unpack(">H", self._bytes(2))[0] if length == 126 else length
        data = self._bytes(length)
        if head[0] & 15 == 8:
            return {"closed": struct.unpack(">H", data[:2])[0] if data else 0}
        message: dict[str, Any] = json.loads(data)
        return message

    def _bytes(self, count: int) -> bytes:
        got = b""
        while len(got) < count:
            try:
                piece = self.connection.recv(count - len(got))
            except ConnectionError:
                return b""
            if not piece:
                return b""
            got += piece
        return got


def answer(data: bytes) -> Answer:
    """The first answer in some bytes; status 0 for none."""
    if not data:
        return Answer(0, {}, b"")
    head, _, body = data.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    pairs = (line.partition(":") for line in lines)
    return Answer(int(first.split(" ")[1]), {name.lower(): value.strip() for name, _, value in pairs}, body)


def until(good: Callable[[], object], otherwise: Callable[[], str] = str) -> None:
    """Wait for something."""
    end = time.monotonic() + PATIENCE
    while not good():
        assert time.monotonic() < end, otherwise()
        time.sleep(0.02)


@contextmanager
def previewing(site: Path, *options: str, built: bool = True, port: int = 0, **environment: str) -> Iterator[Preview]:
    """A preview of a site at a port of the system's choice; with ``built`` once the first build is done."""
    kept = {k: v for k, v in os.environ.items() if k not in ("CI", "SOURCE_DATE_EPOCH", "NO_COLOR")}
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "campaignsite",
            "serve",
            "--site",
            str(site),
            "--port",
            str(port),
            "--jobs",
            "1",
            *options,
        ],
        env={**kept, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    preview = Preview(process, 0)
    assert process.stdout
    reader = threading.Thread(target=preview.read, args=(process.stdout,))
    reader.start()
    try:
        preview.wait_for("^Preview at ")
        preview.port = int(re.findall(r"localhost:(\d+)", preview.lines[0])[0])
        if built:
            preview.wait_for("^(Built|The site)")
        yield preview
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        reader.join()
        process.stdout.close()
