"""The search in a real browser, under the strictest policy that a host may set: it finds, narrows, says and is silent.

The site is served below a folder of a loopback server, as project pages are hosted.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest

from campaignsite.search.pagefind import available
from tests.rich_site import RICH
from tests.sites import built
from tests.test_browser import AXE, RUN_AXE, SCHEMES, TAGS, TOO_WIDE, WIDTHS, Reader, browser, visible

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Route

__all__ = ["browser"]

pytestmark = [pytest.mark.browser, pytest.mark.skipif(not available(), reason="Pagefind is not installed here")]

POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HOSTILE = "-- content/releases/hostile.md --\n---\ntitle: '<img src=x> & \"co\"'\ndate: 2026-01-01\n---\n"
HOSTILE += "A zyzzyva said `<b>bold</b> & <mark>not a mark</mark>` to all.\n"
MANY = "".join(
    f"-- content/releases/many-{n}.md --\n---\ntitle: Many {n}\ndate: 2026-02-01\n---\nAn aardvark again.\n"
    for n in range(25)
)
STATUS, RESULTS = "#search-status", "#search-results > li"


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("searched")
    text = RICH.replace("page_size: 2\n", "page_size: 2\nsearch: true\n") + HOSTILE + MANY
    files = {a.file: a.data for a in built(text, folder, base_url="https://example.org/below/").artifacts}
    assert "search/index.html" in files

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path).removeprefix("/below/")
            data = files.get(path + "index.html" if path.endswith("/") else path)
            self.send_response(404 if data is None else 200)
            kind = "text/javascript" if path.endswith(".js") else guess_type(path)[0]
            self.send_header("Content-Type", "text/html" if path.endswith("/") else kind or "application/octet-stream")
            self.send_header("Content-Security-Policy", POLICY)
            self.send_header("X-Content-Type-Options", "nosniff")
            self.send_header("Content-Length", str(len(data or b"")))
            self.end_headers()
            self.wfile.write(data or b"")

        def log_request(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/below/"
        server.shutdown()
        thread.join()


@pytest.fixture
def reader(browser: Browser, origin: str) -> Iterator[Reader]:
    context = browser.new_context()
    yield Reader(context, origin)
    context.close()


def until(page: Page, expression: str) -> None:
    """Wait until something is true; Playwright's own way would need the policy to allow eval."""
    for _ in range(400):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(25)
    raise AssertionError(expression)


def look_for(page: Page, words: str) -> None:
    page.fill("#search-q", words)
    until(page, "document.querySelector('#search-status').textContent !== ''")


def titles(page: Page) -> list[str]:
    return page.locator(f"{RESULTS} h2").all_inner_texts()


def test_writing_finds_and_says_how_much_without_being_asked(reader: Reader) -> None:
    page = reader.open("search/")
    assert page.locator("#search-without").count() == 0
    assert page.get_attribute(STATUS, "role") == "status"
    page.evaluate(
        "window.said = []; new MutationObserver(() => said.push(document.querySelector('#search-status').textContent))"
        ".observe(document.querySelector('#search-status'), {childList: true})"
    )
    page.locator("#search-q").press_sequentially("bridge conference", delay=20)
    page.wait_for_selector(RESULTS)
    until(page, "said.some(text => text !== '')")
    assert [text for text in page.evaluate("said") if text] == [
        f"Results: {len(titles(page))}"
    ]  # one pause, one saying
    assert any("Bridge" in title for title in titles(page))
    assert page.locator(f"{RESULTS} mark").count() > 0
    assert urlsplit(page.url).query == "", "whoever sees the history of the browser would see the words"
    link = page.locator(f"{RESULTS} a").first
    href = link.get_attribute("href")
    assert href
    assert href.startswith("/below/")
    link.click()
    page.wait_for_url(f"**{href}")
    assert reader.wrong == []


def test_a_link_may_bring_words_and_none_stay_in_the_address(reader: Reader) -> None:
    page = reader.open("search/?q=bridge&kind=event")
    page.wait_for_selector(RESULTS)
    assert page.input_value("#search-q") == "bridge"
    assert page.input_value("#search-kind") == "event"
    before = page.evaluate("history.length")
    assert urlsplit(page.url).query == ""
    look_for(page, "shore")
    page.wait_for_selector(RESULTS)
    assert urlsplit(page.url).query == ""
    assert page.evaluate("history.length") == before


def test_a_filter_narrows_and_works_without_words(reader: Reader) -> None:
    page = reader.open("search/")
    look_for(page, "bridge")
    page.wait_for_selector(RESULTS)
    whole = titles(page)
    page.select_option("#search-kind", "event")
    until(page, f"document.querySelectorAll('{RESULTS}').length < {len(whole)}")
    assert titles(page)
    assert set(titles(page)) < set(whole)
    assert page.locator(f"{RESULTS} .meta").all_inner_texts() == ["Event"] * len(titles(page))
    page.fill("#search-q", "")
    page.select_option("#search-kind", "")
    until(page, f"document.querySelectorAll('{RESULTS}').length === 0")
    for name in ("agency", "event", "year"):
        page.select_option(f"#search-{name}", index=1)
        page.wait_for_selector(RESULTS)
        page.select_option(f"#search-{name}", "")
        until(page, f"document.querySelectorAll('{RESULTS}').length === 0")
    assert reader.wrong == []


def test_nothing_found_is_said(reader: Reader) -> None:
    page = reader.open("search/")
    look_for(page, "qqqqqqqq")
    assert page.inner_text(STATUS) == "Nothing was found. Try fewer or other words."
    assert reader.wrong == []


def test_words_stay_words(reader: Reader) -> None:
    page = reader.open("search/")
    look_for(page, "zyzzyva")
    page.wait_for_selector(RESULTS)
    assert titles(page) == ['<img src=x> & "co"']
    (excerpt,) = page.locator(f"{RESULTS} > p:last-child").all_inner_texts()
    assert "<b>bold</b> &" in excerpt
    assert page.locator(f"{RESULTS} :is(img, b)").count() == 0
    assert reader.wrong == []


def test_more_results_come_when_asked_for_and_get_the_focus(reader: Reader) -> None:
    page = reader.open("search/")
    look_for(page, "aardvark")
    page.wait_for_selector(RESULTS)
    assert len(titles(page)) == 20
    assert page.inner_text(STATUS) == "Results: 25"
    page.focus("#search-more button")
    page.keyboard.press("Enter")
    until(page, f"document.querySelectorAll('{RESULTS}').length === 25")
    until(page, f"document.activeElement === document.querySelectorAll('{RESULTS} a')[20]")
    assert not page.is_visible("#search-more")


def test_all_of_it_works_by_keyboard(reader: Reader) -> None:
    page = reader.open("search/")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "search-q":
            break
    page.keyboard.type("bridge")
    page.keyboard.press("Enter")
    page.wait_for_selector(RESULTS)
    assert page.evaluate("document.activeElement.id") == "search-q"
    before = len(titles(page))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "search-kind"
    page.keyboard.type("Ev")
    until(page, f"document.querySelectorAll('{RESULTS}').length < {before}")
    for _ in range(10):
        page.keyboard.press("Tab")
        assert visible(page)
        if page.evaluate(f"document.activeElement.matches('{RESULTS} a')"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "search" not in urlsplit(url).path)
    assert reader.wrong == []


def test_it_speaks_french_and_finds_french(reader: Reader) -> None:
    page = reader.open("fr/search/")
    look_for(page, "soutien")
    page.wait_for_selector(RESULTS)
    assert page.inner_text(STATUS).replace("\u00a0", " ") == f"Résultats : {len(titles(page))}"
    assert {
        href.startswith("/below/fr/")
        for href in page.locator(f"{RESULTS} a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    } == {True}
    assert "Type de page" in page.inner_text("form")
    assert reader.wrong == []


def test_an_index_that_cannot_be_had_is_said_and_leads_elsewhere(reader: Reader) -> None:
    page = reader.open("search/")

    def broken(route: Route) -> None:
        route.abort()

    page.route("**/pagefind/**", broken)
    page.fill("#search-q", "bridge")
    page.wait_for_selector("#search-failed")
    assert page.inner_text("#search-failed").startswith("The search does not work at the moment.")
    assert page.get_attribute("#search-failed", "role") == "alert"
    assert page.get_attribute("#search-failed a", "href") == "/below/a-z/"
    page.unroute("**/pagefind/**")
    look_for(page, "bridges")
    page.wait_for_selector(RESULTS)
    assert not page.is_visible("#search-failed")


def test_without_a_script_it_says_so(browser: Browser, origin: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = Reader(context, origin).open("search/")
    assert "The search needs JavaScript" in page.inner_text("main")
    assert not page.is_visible("form")
    page.click("#search-without a")
    assert urlsplit(page.url).path == "/below/a-z/"
    context.close()


def test_it_is_accessible_and_fits_the_screen(browser: Browser, origin: str) -> None:
    context = browser.new_context(bypass_csp=True)  # for axe alone
    reader = Reader(context, origin)
    for path, words in (("search/", "bridge"), ("fr/search/", "soutien"), ("a-z/", ""), ("fr/a-z/", "")):
        page = reader.open(path)
        if words:
            look_for(page, words)
            page.wait_for_selector(RESULTS)
        page.evaluate(AXE.read_text(encoding="utf-8"))
        problems: list[str] = []
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            problems += [f"{width}: {problem}" for problem in page.evaluate(TOO_WIDE)]
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme)
                problems += [f"{width}, {scheme}: {problem}" for problem in page.evaluate(RUN_AXE, TAGS)]
        assert not problems, "\n".join(problems)
    context.close()
