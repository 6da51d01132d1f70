"""Runs Pagefind, the only program that a build ever runs. In: documents. Out: the files of its index.

Its own Python client waits a tenth of a second for each page and stops for ever at an answer of more than 2 MiB, so
only the program is taken from its package. It is spoken to through its standard input and output: each message is
JSON in base64 with a comma behind it. It opens no connection, and gets neither the environment nor a folder of ours.
"""

from __future__ import annotations

import base64
import importlib
import importlib.util
import json
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import IO, Any

PACKAGES = ("pagefind_bin_extended", "pagefind_bin")
"""Those that hold the program; the first one knows more about Chinese and Japanese."""


class SearchError(Exception):
    """Pagefind did not do what it was asked for; the message says why, for an editor."""


def available() -> bool:
    """Whether the program is installed."""
    return any(importlib.util.find_spec(name) is not None for name in PACKAGES)


def indexed(
    documents: Iterable[tuple[str, str]], left_out: Iterable[str], environment: Mapping[str, str]
) -> Mapping[str, bytes]:
    """The files of an index, by their names below its folder. ``documents`` are (URL, HTML), in order.

    ``environment`` is all that the program knows of ours. Raises SearchError.
    """
    with _Pagefind(environment) as program:
        config = {"exclude_selectors": list(left_out), "keep_index_url": False}
        index = program.ask("NewIndex", config=config)["index_id"]
        for url, html in documents:
            program.ask("AddFile", index_id=index, url=url, file_contents=html, file_path=None)
        files = program.ask("GetFiles", index_id=index)["files"]
    return {file["path"]: base64.b64decode(file["content"]) for file in files}


class _Pagefind:
    """The running program."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        program = _program()
        try:
            self._process = subprocess.Popen(  # noqa: S603 - a program of a locked package, with no argument of anybody's
                [program, "--service"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=dict(environment),
                cwd=program.parent,  # it would take settings from a pagefind.yml in ours
            )
        except OSError as error:
            raise SearchError(f"{program.name} cannot be run: {error.strerror}") from error
        self._asked = 0

    def __enter__(self) -> _Pagefind:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        for pipe in (self._pipe(self._process.stdin), self._pipe(self._process.stdout)):
            try:
                pipe.close()
            except OSError:
                continue  # what it has not read is lost with it
        self._process.wait()

    def ask(self, what: str, **more: object) -> Mapping[str, Any]:
        """Send one message and wait for the answer. Raises SearchError."""
        self._asked += 1
        message = json.dumps({"message_id": self._asked, "payload": {"type": what, **more}})
        try:
            sink = self._pipe(self._process.stdin)
            sink.write(base64.b64encode(message.encode()) + b",")
            sink.flush()
            answer = json.loads(base64.b64decode(self._answer()))["payload"]
        except (EOFError, OSError, ValueError, KeyError, TypeError) as error:
            raise SearchError("Pagefind ended, or said what nobody understands") from error
        if answer.get("type") == "Error":
            raise SearchError(str(answer.get("message", "Pagefind did not say why")))
        return dict(answer)

    def _answer(self) -> bytes:
        source, found = self._pipe(self._process.stdout), bytearray()
        while not found.endswith(b","):
            data = source.read1(1 << 16)  # type: ignore[attr-defined]  # it is buffered
            if not data:
                raise EOFError
            found += data
        return bytes(found[:-1])

    @staticmethod
    def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
        assert pipe is not None
        return pipe


def _program() -> Path:
    for name in PACKAGES:
        if importlib.util.find_spec(name) is not None:
            return Path(importlib.import_module(name).get_executable())
    raise SearchError("Pagefind is not installed")
