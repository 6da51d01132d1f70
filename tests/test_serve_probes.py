"""What strangers, other sites and broken programs send to a preview: none gets more than the built tree, or a build."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from campaignsite.serve.paths import is_for_hosts, parts_of
from tests.previewing import PATIENCE, Preview, answer, previewing, until
from tests.sites import CONFIG, tree, write_site

pytestmark = pytest.mark.slow

WORD = "hedgehog-7c1"
"""Stands in every file that is none of the tree's."""
SITE = f"""-- campaignsite.yaml --
{CONFIG}# {WORD}
-- .env --
KEY={WORD}
-- content/about.md --
---
title: About
---
Words.
-- content/.hidden.md --
{WORD}
-- assets/report.txt --
Report.
-- assets/root/down/load.bin --
0123456789
-- output/index.html --
{WORD}
"""
OURS, LOOPBACK = "localhost:{port}", "127.0.0.1:{port}"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("probes")
    (folder / "outside.txt").write_text(WORD)
    return write_site(SITE, folder / "site")


@pytest.fixture(scope="module")
def preview(site: Path) -> Iterator[Preview]:
    with previewing(site) as running:
        built = site / ".campaignsite/preview"
        (built / "link.txt").symlink_to(site / ".env")
        (built / "linked").symlink_to(site)
        (built / ".dot.txt").write_text(WORD)
        (built / ".dotted").mkdir()
        (built / ".dotted/file.txt").write_text(WORD)
        os.mkfifo(built / "pipe")
        yield running


# --- addresses --------------------------------------------------------------------------------------------------------

PATHS = (
    "/../campaignsite.yaml",
    "/..%2fcampaignsite.yaml",
    "/%2e%2e/campaignsite.yaml",
    "/%2e%2e%2f%2e%2e%2f.env",
    "/about/../../../.env",
    "/about/%2E%2E/%2E%2E/%2E%2E/.env",
    "/..\\..\\.env",
    "/..%5c..%5c.env",
    "/about/..%c0%af..%c0%af.env",
    "/%c0%ae%c0%ae/.env",
    "/%e0%80%ae%e0%80%ae/.env",
    "/%252e%252e/.env",
    "/%00",
    "/about/index.html%00.txt",
    "/.env",
    "/.dot.txt",
    "/%2edot.txt",
    "/.dotted/file.txt",
    "/.campaignsite/",
    "/.campaignsite/../index.html",
    "/.campaignsite/preview.js/..%2f..%2fguard.py",
    "/.campaignsite/guard.py",
    "/.campaignsite/store/",
    "/.git/config",
    "/link.txt",
    "/linked/campaignsite.yaml",
    "/linked/",
    "/pipe",
    "//etc/passwd",
    "/about//index.html",
    "/./about/",
    "/about/.",
    "/about/index.html/",
    "/_headers",
    "/.htaccess",
    "/_headers.nginx",
    "/%5fheaders",
    "/C:/Windows/win.ini",
    "/about/index.html::$DATA",
    "/about/index.html.",
    "/about/index.html%20",
    "/about/%0d%0aSet-Cookie:%20a=b",
    "/%",
    "/%zz",
    "/%u002e%u002e/",
    "/content/about.md",
    "/campaignsite.yaml",
    "/output/index.html",
    "/forcereload",
    "/forcereload?path=*",
    "/livereload.js",
    "/" + "a/" * 900,
    "/" + "a" * 3000,
    "/" + "é",
)


@pytest.mark.parametrize("path", PATHS)
def test_an_address_leads_to_nothing_but_the_built_tree(path: str, preview: Preview) -> None:
    got = preview.raw(f"GET {path} HTTP/1.1\r\nHost: localhost:{preview.port}\r\nConnection: close\r\n\r\n".encode())
    assert answer(got).status in (400, 404), got[:200]
    assert WORD.encode() not in got
    assert b"Traceback" not in got
    assert b"Set-Cookie" not in got
    assert str(Path.cwd()).encode() not in got


def test_the_tree_itself_is_answered(preview: Preview) -> None:
    assert preview.ask("/").status == preview.ask("/about/").status == preview.ask("/about/index.html").status == 200
    assert preview.ask("/down/load.bin").body == b"0123456789\n"
    assert preview.ask("/about/?q=%2e%2e/").status == 200


@pytest.mark.parametrize(
    ("path", "parts"),
    [
        ("/", ("",)),
        ("/a/b", ("a", "b")),
        ("/%C3%A9t%C3%A9/", ("été", "")),
        ("/a%20b", ("a b",)),
        ("/100%25", ("100%",)),
        ("/...", None),
        ("a", None),
        ("", None),
        ("http://localhost/a", None),
        ("/a%2Fb", None),
        ("/a\x7f", None),
    ],
)
def test_an_address_is_read_in_one_way(path: str, parts: tuple[str, ...] | None) -> None:
    assert parts_of(path) == parts


@pytest.mark.parametrize("file", [".htaccess", "_headers", "_redirects", "_cache.nginx"])
def test_files_for_hosts_are_no_answer(file: str) -> None:
    assert is_for_hosts(file)
    assert not is_for_hosts(f"a/{file.removesuffix('.nginx')}")


# --- who asks ---------------------------------------------------------------------------------------------------------

STRANGERS = (
    ("Host: evil.example", 421),
    ("Host: localhost.evil.example:{port}", 421),
    ("Host: evil.example:{port}", 421),
    ("Host: localhost", 421),
    ("Host: localhost:1", 421),
    ("Host: 127.0.0.2:{port}", 421),
    ("Host: 0.0.0.0:{port}", 421),
    ("Host: [::ffff:127.0.0.1]:{port}", 421),
    ("Host: 2130706433:{port}", 421),
    ("Host: localhost:{port}@evil.example", 421),
    ("Host: user@localhost:{port}", 421),
    ("Host: localhost:{port}.", 421),
    ("Host: ", 421),
    ("X-Nothing: 1", 421),
    ("Host: localhost:{port}\r\nHost: evil.example", 421),
    ("Host: evil.example\r\nX-Forwarded-Host: localhost:{port}", 421),
    ("Host: localhost:{port}\r\nOrigin: https://evil.example", 403),
    ("Host: localhost:{port}\r\nOrigin: null", 403),
    ("Host: localhost:{port}\r\nOrigin: http://localhost:1", 403),
    ("Host: localhost:{port}\r\nOrigin: http://127.0.0.1:{port}", 403),
    ("Host: localhost:{port}\r\nOrigin: https://localhost:{port}", 403),
    ("Host: localhost:{port}\r\nOrigin: http://localhost:{port}\r\nOrigin: http://evil.example", 403),
    ("Host: localhost:{port}\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors", 403),
    ("Host: localhost:{port}\r\nSec-Fetch-Site: same-site\r\nSec-Fetch-Mode: cors", 403),
)


@pytest.mark.parametrize("path", ["/about/", "/.campaignsite/state.json", "/.campaignsite/livereload.js"])
@pytest.mark.parametrize(("headers", "status"), STRANGERS)
def test_who_has_no_business_here_gets_nothing(headers: str, status: int, path: str, preview: Preview) -> None:
    sent = headers.format(port=preview.port)
    got = preview.raw(f"GET {path} HTTP/1.1\r\n{sent}\r\nConnection: close\r\n\r\n".encode())
    assert answer(got).status in (status, 400)
    assert b"About" not in got
    assert b"version" not in got
    assert len(got) < 600


@pytest.mark.parametrize("name", ["localhost", "LocalHost", "127.0.0.1", "[::1]"])
def test_its_own_names_are_answered(name: str, preview: Preview) -> None:
    host = f"{name}:{preview.port}"
    assert preview.ask("/about/", Host=host).status == 200
    assert preview.ask("/about/", Host=host, Origin=f"http://{host.lower()}").status == 200


def test_a_link_on_another_site_may_lead_here(preview: Preview) -> None:
    asked = preview.ask("/about/", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="navigate")
    assert asked.status == 200
    assert "frame-ancestors 'none'" in asked.headers["content-security-policy"]
    assert asked.headers["cross-origin-resource-policy"] == "same-origin"


def test_only_this_machine_is_listened_to(preview: Preview) -> None:
    """Every address of 127/8 is this machine; another one than those that it says is another door."""
    with pytest.raises(OSError), socket.create_connection(("127.0.0.2", preview.port), timeout=2):  # noqa: PT011
        pass


# --- what is asked ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND"])
def test_nothing_can_be_done_but_looking(method: str, preview: Preview) -> None:
    asked = preview.ask("/about/", method)
    assert asked.status in (400, 405)
    assert b"About" not in asked.body


@pytest.mark.parametrize(
    "data",
    [
        b"\0\1\2\3\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\nHost: {host}\r\n\r\n",
        b"GET /about/ HTTP/1.1\r\nHost: {host}\r\nA" + b"a" * 70_000 + b": 1\r\n\r\n",
        b"GET /about/ HTTP/1.1\r\nHost: {host}\r\n" + b"A: b\r\n" * 20_000 + b"\r\n",
        b"GET /about/ HTTP/1.1\r\nHost: {host}\r\nContent-Length: 99999999\r\n\r\n",
        b"GET /about/ HTTP/1.1\r\nHost: {host}\r\nContent-Length: -1\r\n\r\n",
        b"GET /about/ HTTP/1.1\r\nHost: {host}\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"GET http://evil.example/about/ HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n",
        b"GET /about/ HTTP/1.0\r\n\r\n",
    ],
)
def test_what_is_no_request_gets_no_page(data: bytes, preview: Preview) -> None:
    got = preview.raw(data.replace(b"{host}", f"localhost:{preview.port}".encode()), seconds=1.0)
    assert b"Words." not in got
    assert b"Traceback" not in got
    assert preview.ask("/about/").status == 200


def test_those_who_say_little_keep_nobody_waiting(preview: Preview) -> None:
    slow = [socket.create_connection(("127.0.0.1", preview.port), timeout=PATIENCE) for _ in range(60)]
    try:
        for connection in slow:
            connection.sendall(b"GET / HTTP/1.1\r\nHost: loc")
        assert preview.ask("/about/").status == 200
    finally:
        for connection in slow:
            connection.close()


def test_there_is_an_end_to_connections(preview: Preview) -> None:
    """More of them than there is room for are closed; when some have gone, there is room again."""
    many = [socket.create_connection(("127.0.0.1", preview.port), timeout=PATIENCE) for _ in range(200)]
    try:
        closed = []
        for connection in many[150:]:
            connection.settimeout(PATIENCE)
            closed.append(connection.recv(1) == b"")
        assert all(closed)
    finally:
        for connection in many:
            connection.close()
    until(lambda: preview.ask("/about/").status == 200)


@pytest.mark.skipif(not os.environ.get("CAMPAIGNSITE_SOAK"), reason="half a minute of waiting")
def test_those_who_never_finish_are_left(preview: Preview) -> None:
    begun = time.monotonic()
    got = preview.raw(b"GET / HTTP/1.1\r\nHost: loc", seconds=60)
    assert got == b""
    assert time.monotonic() - begun < 40


# --- who listens ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "_"},
        {"Origin": "null"},
        {"Origin": "https://evil.example"},
        {"Origin": "http://localhost:1"},
        {"Origin": "http://localhost.evil.example:{port}"},
        {"Origin": "http://evil.example/http://localhost:{port}"},
        {"Origin": "https://localhost:{port}"},
        {"Host": "evil.example:{port}", "Origin": "http://evil.example:{port}"},
        {"Host": "evil.example", "Origin": "http://localhost:{port}"},
    ],
)
def test_a_page_of_another_site_cannot_listen(headers: dict[str, str], preview: Preview) -> None:
    with preview.listening(**{k: v.format(port=preview.port) for k, v in headers.items()}) as page:
        assert page.status in (400, 403, 421)


def test_one_page_cannot_make_another_load_again(preview: Preview) -> None:
    with preview.listening() as mine, preview.listening() as other:
        assert mine.hello()["command"] == other.hello()["command"] == "hello"
        mine.send('{"command": "info", "url": "http://localhost/", "plugins": {}}')
        mine.send('{"command": "reload", "path": "*"}')
        assert mine.receive() == {"closed": 1002}
        with pytest.raises(TimeoutError):
            other.receive(0.5)


@pytest.mark.parametrize("message", ["x", "[]", "1", '{"command": "alert"}', "{" * 2000, "[" * 4000])
def test_what_is_no_message_of_the_protocol_ends_it(message: str, preview: Preview) -> None:
    with preview.listening() as page:
        page.send(message)
        assert "closed" in page.receive()


def test_a_message_may_not_be_long(preview: Preview) -> None:
    with preview.listening() as page:
        page.send("x" * 5000)
        assert "closed" in page.receive()


def test_there_is_an_end_to_listeners(preview: Preview) -> None:
    sockets = [preview.listening() for _ in range(70)]
    pages = [each.__enter__() for each in sockets]
    try:
        assert pages[69].status == 101
        assert pages[69].receive() == {"closed": 1013}
        assert pages[0].hello()["command"] == "hello"
    finally:
        for each in sockets:
            each.__exit__(None, None, None)


def test_an_address_called_like_the_socket_belongs_to_the_site(preview: Preview) -> None:
    assert preview.ask("/livereload").status == 404


def test_many_at_once_all_get_the_page(preview: Preview) -> None:
    found: list[int] = []
    threads = [threading.Thread(target=lambda: found.append(preview.ask("/about/").status)) for _ in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [200] * 40


def test_the_server_said_nothing_of_all_that(preview: Preview, site: Path) -> None:
    """Last: whatever came, nothing went wrong, and the public site is as it was."""
    assert preview.said("^Built") == preview.lines[1:2]
    assert not preview.said("fault|Traceback|Error")
    assert tree(site / "output") == {"index.html": WORD.encode() + b"\n"}
