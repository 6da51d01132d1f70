"""Answers with the files of the built site, as hosts do. In: a request. Out: a file, or a page that says why not."""

from __future__ import annotations

import asyncio
import os
from typing import BinaryIO
from urllib.parse import quote

from tornado.iostream import StreamClosedError
from tornado.web import HTTPError

from campaignsite.model.files import INDEX
from campaignsite.serve.files import File, opened, span, type_of
from campaignsite.serve.guard import Guarded
from campaignsite.serve.pages import POLICY, plain, troubled, waiting, with_scripts
from campaignsite.serve.paths import is_for_hosts, parts_of
from campaignsite.serve.screen import Screen

PATIENCE = 20.0
"""Seconds that a request waits for the first build; then a page says that it is under way."""
_INDEXING = 120.0
"""Seconds that a search waits for its index."""
_SLOW = 30.0
"""Seconds in which whoever asked has to take the next piece of an answer."""
_PIECE = 1 << 18


class Answering(Guarded):
    """Answers with one file of the preview."""

    @property
    def screen(self) -> Screen:
        """What is shown."""
        found: Screen = self.settings["screen"]
        return found

    async def head(self) -> None:
        """The headers of what ``get`` answers with."""
        await self.get()

    async def get(self) -> None:
        """Answer with what the address means. Raises HTTPError."""
        parts = parts_of(self.request.path)
        if parts is None:
            raise HTTPError(404)
        if not await _within(self.screen.answered, PATIENCE):
            return await self._own_page(503, waiting())
        screen, version = self.screen, self.screen.version  # a page that is read later is no older than that
        if not screen.good:
            page = troubled(screen.problems, screen.more, screen.fault)
            return await self._own_page(503, with_scripts(page, self.host, version, alone=True))
        path = self.request.path
        if not path.startswith(screen.base_path):
            if path in ("/", screen.base_path[:-1]):
                return self._lead(screen.base_path, 302)
            words = f"The pages of this site begin with {screen.base_path}, as “base_url” says."
            return await self._own_page(404, with_scripts(plain("Not found", words), self.host, version))
        moved = screen.rules.target(path)
        if moved:
            return self._lead(moved.to, moved.status)
        below = parts[screen.base_path.count("/") - 1 :]
        if below[0] == INDEX.rstrip("/") and screen.stale:
            await self._indexed()
        return await self._file("/".join(below), version)

    async def _indexed(self) -> None:
        """Wait until the index of the search is as new as the pages."""
        self.settings["ask_for_index"]()
        for _ in range(int(_INDEXING / 0.05)):
            if not self.screen.stale:
                return
            await asyncio.sleep(0.05)

    async def _file(self, name: str, version: str) -> None:
        top = os.path.realpath(self.screen.output)
        own = name + "index.html" if name.endswith("/") or not name else name
        if own in self.screen.glimpse:
            return await self._glimpsed(own)
        file = None if is_for_hosts(own) else opened(top, own)
        if file is None and name and not name.endswith("/") and (folder := opened(top, name + "/index.html")):
            folder.data.close()
            return self._lead(f"{self.request.path}/" + (f"?{self.request.query}" if self.request.query else ""), 301)
        self.set_status(200 if file else 404)
        file = file or opened(top, "404.html")
        if file is None:  # the site has another layout for it, or none
            page = plain("Not found", "The site has no such page.")
            return await self._own_page(404, with_scripts(page, self.host, version))
        with file.data:
            self._headers_of(file.name)
            if file.name.endswith(".html"):
                page = with_scripts(file.data.read(), self.host, version)
                return await self._send(page, f'"{file.mark}-{version}"')
            return await self._send_file(file)

    async def _glimpsed(self, file: str) -> None:
        """A page of the build that is under way."""
        screen = self.screen
        self._headers_of(file)
        await self._send(with_scripts(screen.glimpse[file], self.host, screen.coming), f'"{screen.coming}"')

    def _headers_of(self, file: str) -> None:
        for header, value in self.screen.rules.headers_for(self.request.path).items():
            self.set_header(header, value)
        self.set_header("Content-Type", type_of(file))

    async def _send(self, page: bytes, mark: str) -> None:
        """A page as a whole: no browser asks for a part of one."""
        self.set_header("Etag", mark)
        if self.get_status() == 200 and self.check_etag_header():
            self.set_status(304)
            self._headers_alone()
            return
        self.set_header("Content-Length", len(page))
        if self.request.method != "HEAD":
            self.write(page)
            await self._flush()

    async def _send_file(self, file: File) -> None:
        """A file, or the part of it that is asked for (RFC 9110, 14)."""
        self.set_header("Etag", f'"{file.mark}"')
        self.set_header("Accept-Ranges", "bytes")
        if self.check_etag_header():
            self.set_status(304)
            self._headers_alone()
            return
        start, end = 0, file.size
        asked = self.request.headers.get("Range") if self.get_status() == 200 else None
        if asked and self.request.headers.get("If-Range", f'"{file.mark}"') == f'"{file.mark}"':
            part = span(asked, file.size)
            if part == (0, 0):
                self.set_header("Content-Range", f"bytes */{file.size}")
                raise HTTPError(416)
            if part:
                start, end = part
                self.set_status(206)
                self.set_header("Content-Range", f"bytes {start}-{end - 1}/{file.size}")
        self.set_header("Content-Length", end - start)
        if self.request.method != "HEAD":
            await self._pour(file.data, start, end)

    async def _pour(self, data: BinaryIO, start: int, end: int) -> None:
        data.seek(start)
        while start < end and (piece := data.read(min(_PIECE, end - start))):
            self.write(piece)
            await self._flush()
            start += len(piece)

    async def _flush(self) -> None:
        """Send what is written; whoever does not take it loses the connection."""
        try:
            await asyncio.wait_for(self.flush(), _SLOW)
        except (TimeoutError, StreamClosedError):
            self.detach().close()

    def _lead(self, to: str, status: int) -> None:
        self.set_status(status)
        self.set_header("Location", quote(to, safe="/%:?#[]@!$&'()*+,;=-._~"))
        self._headers_alone()

    def _headers_alone(self) -> None:
        for name in ("Content-Length", "Content-Type"):
            self.clear_header(name)

    async def _own_page(self, status: int, page: bytes) -> None:
        self.set_status(status)
        self.set_header("Content-Security-Policy", POLICY)
        self.set_header("Referrer-Policy", "no-referrer")
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Content-Length", len(page))
        if self.request.method != "HEAD":
            self.write(page)
            await self._flush()


async def _within(event: asyncio.Event, seconds: float) -> bool:
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return False
    return True
