"""A real nginx with some part of a configuration, on this machine alone."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

import pytest

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin") or ""
MEDIA = Path("/etc/nginx/mime.types")
NOTHING: Mapping[str, str] = MappingProxyType({})
needs_nginx = pytest.mark.skipif(not NGINX, reason="there is no nginx here")


@contextmanager
def serving(configuration: str, folder: Path) -> Iterator[int]:
    """The port that it answers at. The configuration is what stands in http, with LISTEN where the port goes."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    held = "".join(f"{n}_temp_path {folder}/{n};\n" for n in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    user = "user root; " if hasattr(os, "geteuid") and os.geteuid() == 0 else ""  # or it may not read what is ours
    types = f"include {MEDIA};\n" if MEDIA.exists() else ""
    site = configuration.replace("LISTEN", f"listen 127.0.0.1:{port};")
    (folder / "nginx.conf").write_text(
        f"daemon off; {user}pid {folder}/pid; error_log stderr; events {{}}\n"
        f"http {{ access_log off;\n{types}{held}{site}}}\n"
    )
    process = subprocess.Popen([NGINX, "-p", str(folder), "-c", str(folder / "nginx.conf")], stderr=subprocess.DEVNULL)
    try:
        yield port
    finally:
        process.terminate()
        process.wait()


def ask(port: int, path: str, asked: Mapping[str, str] = NOTHING) -> tuple[int, Mapping[str, str]]:
    """Status and headers, their names in lower case, once the server listens."""
    for _ in range(200):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", path, headers=dict(asked))
            answer = connection.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}
        except ConnectionRefusedError:
            time.sleep(0.05)
        finally:
            connection.close()
    raise AssertionError("no server listens")
