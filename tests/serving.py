"""The finished sites on a loopback server, as static hosts serve them: below a folder, compressed, cached by name."""

from __future__ import annotations

import gzip
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from urllib.parse import unquote, urlsplit

from tests.finished import SITES, finished

# A file with its digest in its name never changes, so a browser may keep it for a year.
_FOR_EVER = re.compile(r"\.[0-9a-f]{10}\.\w+$")


class _Handler(BaseHTTPRequestHandler):
    """Serves the files of all sites from memory, and each site's 404.html for all else."""

    def do_GET(self) -> None:
        name, _, path = unquote(urlsplit(self.path).path).removeprefix("/").partition("/")
        files = finished(name, f"https://example.org/{name}/").files if name in SITES else {}
        file = path + "index.html" if path.endswith("/") or not path else path
        there = file in files
        shown = file if there else "404.html"
        data = files.get(shown, b"")
        self.send_response(200 if there else 404)
        self.send_header("Content-Type", guess_type(shown)[0] or "application/octet-stream")
        self.send_header("Cache-Control", "max-age=31536000, immutable" if _FOR_EVER.search(shown) else "no-cache")
        if "gzip" in self.headers.get("Accept-Encoding", ""):
            self.send_header("Content-Encoding", "gzip")
            data = _compressed(data)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_request(self, *_: object) -> None:
        pass


@cache
def _compressed(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)


@contextmanager
def served() -> Iterator[str]:
    """The address at which each site has a folder of its name."""
    for name in SITES:  # built before the first request waits for it
        finished(name, f"https://example.org/{name}/")
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()
