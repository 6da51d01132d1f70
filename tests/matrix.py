"""Every kind of page in every condition that a reader may bring: which there are, where they are served, how one looks.

The conditions: a language, a scheme of colours, with or without JavaScript, a small or a large screen. The small one is
what is left of 1280 by 1024 pixels at a zoom of 400 % (WCAG 1.4.10).
"""

from __future__ import annotations

import re
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import product
from mimetypes import guess_type
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import unquote, urlsplit

from tests.four_languages import LATIN, other_letters, written
from tests.sites import built

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, Request, Response

Scheme = Literal["light", "dark", "forced"]
LANGUAGES = ("en", "fr", "ar", "iu")
SCHEMES: tuple[Scheme, ...] = ("light", "dark", "forced")
SCREENS = {320: 256, 1280: 1024}
"""The height that belongs to each width."""

_WORDS = {"en": "bridge", "fr": "pont", "ar": written("bridge", "ar"), "iu": written("pont", "iu")}
"""What is found by the search of each language."""


# --- the pages --------------------------------------------------------------------------------------------------------


@cache
def files() -> Mapping[str, bytes]:
    """What both sites publish, by path: each has a folder of its name."""
    found: dict[str, bytes] = {}
    for name, text in (("latin", LATIN), ("other", other_letters())):
        with tempfile.TemporaryDirectory() as folder:
            outcome = built(text, Path(folder), base_url=f"https://example.org/{name}/")
        assert outcome.artifacts, "\n".join(f"{d.path}:{d.line} {d.message}" for d in outcome.diagnostics)
        found |= {f"{name}/{artifact.file}": artifact.data for artifact in outcome.artifacts}
    return found


@cache
def pages() -> Mapping[str, Mapping[str, str]]:
    """From each kind of page to the path of one in each language: the one with most on it. Later pages of lists too."""
    found: dict[str, dict[str, str]] = {}
    for path, data in sorted(files().items(), key=lambda entry: (-len(entry[1]), entry[0])):
        if path.endswith(".html"):
            kind, lang = _one(rb'<body class="is-([\w-]+)', data), _one(rb'<html lang="(\w+)"', data)
            kind = "numbered" if "/page/" in path else kind
            found.setdefault(kind, {}).setdefault(lang, path.removesuffix("index.html"))
    return dict(sorted(found.items()))


def _one(pattern: bytes, data: bytes) -> str:
    found = re.search(pattern, data)
    assert found
    return found[1].decode()


@cache
def policy() -> str:
    """What the site tells its host to say about each page."""
    return _one(rb"Content-Security-Policy: (.*)", files()["latin/_headers"])


class _Handler(BaseHTTPRequestHandler):
    """Serves the files from memory, with the headers that the site asks its host for."""

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path).removeprefix("/")
        data = files().get(path + "index.html" if path.endswith("/") else path)
        # A page that has moved leads on at once: to look at it, it has to be held.
        is_page = path.endswith(("/", ".html"))
        shown = re.sub(rb'<meta http-equiv="refresh"[^>]*>', b"", data or b"") if is_page else data or b""
        kind = "text/javascript" if path.endswith(".js") else guess_type(path)[0] or "application/octet-stream"
        self.send_response(404 if data is None else 200)
        self.send_header("Content-Type", "text/html; charset=utf-8" if is_page else kind)
        self.send_header("Content-Security-Policy", policy())
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Content-Length", str(len(shown)))
        self.end_headers()
        self.wfile.write(shown)

    def log_request(self, *_: object) -> None:
        pass


@contextmanager
def served() -> Iterator[str]:
    """The address of both sites."""
    pages()  # built before the first request waits for it
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


# --- the conditions ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, order=True)
class Condition:
    """How a reader meets a kind of page."""

    lang: str
    scheme: Scheme
    script: bool
    kind: str
    width: int

    def __str__(self) -> str:
        with_script = "" if self.script else ", no script"
        return f"{self.kind}, {self.lang}, {self.scheme}, {self.width}{with_script}"


def every_condition() -> tuple[Condition, ...]:
    return tuple(
        Condition(lang, scheme, script, kind, width)
        for kind, lang, scheme, script, width in product(pages(), LANGUAGES, SCHEMES, (True, False), SCREENS)
    )


def covering_conditions() -> tuple[Condition, ...]:
    """So few that each kind comes in each language once, and yet every two things meet somewhere."""
    widths = tuple(SCREENS)
    return tuple(
        Condition(lang, SCHEMES[(n + m) % 3], (n + m) % 2 == 0, kind, widths[(n + m // 2) % 2])
        for (n, kind), (m, lang) in product(enumerate(pages()), enumerate(LANGUAGES))
    )


# --- a reader ---------------------------------------------------------------------------------------------------------

# Runs before anything of the page does, and tells of what the policy keeps from happening.
_WATCH = """addEventListener("securitypolicyviolation", e => {
    console.error(`policy: ${e.effectiveDirective} ${e.blockedURI} ${e.sourceFile}:${e.lineNumber}`);
})"""


@dataclass
class Visit:
    """A window in one language, scheme and state of JavaScript, and what was said and asked for in it."""

    context: BrowserContext
    origin: str
    scheme: Scheme
    script: bool
    page: Page
    _devtools: CDPSession
    noise: list[str] = field(default_factory=list)
    stops: int = 0
    """How often the Tab key went to something."""

    @classmethod
    def begin(
        cls, browser: Browser, origin: str, scheme: Scheme, *, script: bool, bypass_policy: bool = False
    ) -> Visit:
        context = browser.new_context(
            color_scheme="dark" if scheme == "dark" else "light",
            forced_colors="active" if scheme == "forced" else "none",
            reduced_motion="reduce",
            bypass_csp=bypass_policy,
        )
        context.add_init_script(_WATCH)
        page = context.new_page()
        page.set_default_timeout(15_000)
        devtools = context.new_cdp_session(page)
        visit = cls(context, origin, scheme, script, page, devtools)
        page.on("console", lambda m: visit.noise.append(f"console: {m.text}") if m.type != "log" else None)
        page.on("pageerror", lambda error: visit.noise.append(f"error: {error}"))
        page.on("request", visit._request)
        page.on("response", visit._response)
        devtools.on("Audits.issueAdded", visit._issue)
        devtools.send("Audits.enable")
        return visit

    def _request(self, request: Request) -> None:
        if not request.url.startswith(self.origin):
            self.noise.append(f"asked another server: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self.noise.append(f"{response.status}: {response.url}")
        if "set-cookie" in response.headers:
            self.noise.append(f"a cookie is set: {response.url}")

    def _issue(self, event: dict[str, Any]) -> None:
        if event["issue"]["code"] == "LazyLoadImageIssue":
            return  # says that a picture waits until somebody comes near, as it was asked to
        self.noise.append(f"Chromium has an issue: {event['issue']['code']}: {str(event['issue']['details'])[:300]}")

    def open(self, condition: Condition, height: int = 0) -> Page:
        """Open the page, and all that opens on it. Without JavaScript its own scripts do not run; checkers may."""
        width = condition.width
        self.noise.clear()
        self.page.set_viewport_size({"width": width, "height": height or SCREENS[width]})
        self._devtools.send("Emulation.setScriptExecutionDisabled", {"value": not self.script})
        self.page.goto(self.origin + pages()[condition.kind][condition.lang], wait_until="load")
        self._devtools.send("Emulation.setScriptExecutionDisabled", {"value": False})
        if condition.kind == "search" and self.script:
            self._look_for(_WORDS[condition.lang])
        self.page.evaluate("document.querySelectorAll('details').forEach(e => { e.open = true; })")
        return self.page

    def _look_for(self, words: str) -> None:
        self.page.fill("#search-q", words)
        for _ in range(200):
            if self.page.locator("#search-results > li").count():
                return
            self.page.wait_for_timeout(25)
        self.noise.append(f"the search finds no {words}")
