"""The finished sites in a real browser: accessible, no wider than the screen, silent, and usable by keyboard.

Both sites are served below folders of one loopback server, as project pages are hosted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

import pytest

from tests.finished import SITES
from tests.get_browser import HELP, find_browser
from tests.serving import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

pytestmark = pytest.mark.browser

AXE = Path(__file__).parent / "node_modules/axe-core/axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
HEIGHT = 800

PAGES = (
    "rich/",
    "rich/fr/",
    "rich/releases/",
    "rich/releases/page/3/",
    "rich/results/",
    "rich/agencies/",
    "rich/agencies/narrowbridge/",
    "rich/agencies/lakes-joint-team/",
    "rich/fr/agencies/northern/page/1/",
    "rich/events/",
    "rich/events/bridge-conference/",
    "rich/fr/events/shore-day/",
    "rich/conferences/bridge-2026/",
    "rich/fr/world-days/journee-2026/",
    "rich/results/spring-2025-revised/",
    "rich/fr/releases/ouverture/",
    "rich/resources/poster/",
    "rich/guide/",
    "rich/leaving/",
    "rich/safety/",
    "rich/fr/404.html",
    "rich/a-z/",
    "rich/fr/a-z/",
    "rich/years/2026/",
    "rich/results/agencies/narrowbridge/",
    "rich/fr/results/years/2025/",
    "demonstration/",
    "demonstration/agencies/",
    "demonstration/agencies/toronto-police-service/",
    "demonstration/results/world-day-enforcement-results/",
    "demonstration/conferences/partnering-against-human-trafficking/",
    "demonstration/fr/a-propos/",
)
"""One page of each kind, and those with most on them."""


# --- a server and a browser ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def origin() -> Iterator[str]:
    with served() as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    path = find_browser()
    assert path, HELP
    assert AXE.is_file(), "axe-core is not there: make test fetches it"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
WIDTHS = (320, 1280)


@dataclass
class Reader:
    """A browser window, and all that went wrong while a page was open in it."""

    context: BrowserContext
    origin: str
    wrong: list[str] = field(default_factory=list)

    @cached_property
    def page(self) -> Page:
        page = self.context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))
        page.on("request", self._request)
        page.on("requestfailed", self._failed)
        page.on("response", lambda r: self.wrong.append(f"{r.status}: {r.url}") if r.status >= 400 else None)
        return page

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.wrong.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith(self.origin):
            self.wrong.append(f"asked another server: {request.url}")

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the icon of a page that was left
            self.wrong.append(f"failed: {request.url} {request.failure}")

    def open(self, path: str, width: int = 320) -> Page:
        self.wrong.clear()
        self.page.emulate_media(color_scheme="light", reduced_motion="reduce", forced_colors="none")
        self.page.set_viewport_size({"width": width, "height": HEIGHT})
        self.page.goto(self.origin + path, wait_until="load")
        return self.page


def until(page: Page, true: str) -> None:
    """Wait for it. What Playwright has for that, a page's policy forbids."""
    for _ in range(200):
        if page.evaluate(true):
            return
        page.wait_for_timeout(50)
    raise AssertionError(true)


@pytest.fixture(scope="module")
def reader(browser: Browser, origin: str) -> Iterator[Reader]:
    context = browser.new_context()
    yield Reader(context, origin)
    context.close()


@pytest.fixture(scope="module")
def without_script(browser: Browser, origin: str) -> Iterator[Reader]:
    context = browser.new_context(java_script_enabled=False)
    yield Reader(context, origin)
    context.close()


# --- every kind of page ----------------------------------------------------------------------------------------

RUN_AXE = """tags => axe.run(document, {
    runOnly: {type: "tag", values: tags},
    rules: {"target-size": {enabled: true}},
    resultTypes: ["violations"],
    preload: false,
}).then(found => found.violations.flatMap(rule => rule.nodes.map(
    node => `${rule.id}: ${node.target.join(" ")}: ${node.failureSummary.split("\\n").slice(1).join("; ")}`
)))"""

# What sticks out of the screen, by the innermost elements; what scrolls by itself is no matter.
TOO_WIDE = """() => {
    const root = document.scrollingElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const out = [...document.querySelectorAll("body *")].filter(
        e => e.getBoundingClientRect().right > root.clientWidth + 0.5 || e.getBoundingClientRect().left < -0.5);
    return [`${root.scrollWidth} > ${root.clientWidth}`, ...out.slice(-3).map(e => e.outerHTML.slice(0, 120))];
}"""


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_accessible_fits_the_screen_and_loads_quietly(reader: Reader, path: str) -> None:
    """On a small and a large screen, in light and in dark."""
    page = reader.open(path)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    problems: list[str] = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        problems += [f"{width}: {problem}" for problem in page.evaluate(TOO_WIDE)]
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            problems += [f"{width}, {scheme}: {problem}" for problem in page.evaluate(RUN_AXE, TAGS)]
    problems += reader.wrong
    assert not problems, "\n".join(problems)


# Safari takes a list for one only if its entries have markers, be they empty texts (AXListHelpers in WebKit).
NO_LISTS = """() => [...document.querySelectorAll("ul > li, ol > li")].filter(e => {
    const style = getComputedStyle(e);
    return style.display !== "list-item" || style.listStyleType === "none";
}).map(e => e.outerHTML.slice(0, 120))"""
# A number that may break does so at a hyphen, sooner or later, on some screen.
BREAKING_NUMBERS = """() => [...document.querySelectorAll("a[href^='tel:']")].filter(
    e => getComputedStyle(e).whiteSpace !== "nowrap").map(e => e.outerHTML)"""


@pytest.mark.parametrize("path", PAGES)
def test_lists_have_markers_and_telephone_numbers_one_line(reader: Reader, path: str) -> None:
    page = reader.open(path)
    assert page.evaluate(NO_LISTS) == []
    assert page.evaluate(BREAKING_NUMBERS) == []


@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_the_same_without_script(reader: Reader, without_script: Reader, path: str) -> None:
    with_script = reader.open(path).inner_text("body")
    page = without_script.open(path)
    assert page.inner_text("body") == with_script
    assert without_script.wrong == []


@pytest.mark.parametrize("name", SITES)
def test_an_address_with_nothing_at_it_shows_a_whole_page(reader: Reader, name: str) -> None:
    page = reader.open(f"{name}/no/such/page/")
    assert [problem for problem in reader.wrong if "404" not in problem] == []
    assert page.title().startswith("Page not found")
    assert page.evaluate("document.styleSheets.length") == 2
    page.click("main a.button")
    assert page.url == f"{reader.origin}{name}/"


# --- colours of one's own --------------------------------------------------------------------------------------

# The contrast of each text against the nearest background that is painted; texts that nobody sees do not count.
CONTRASTS = """() => {
    const number = text => text.match(/[\\d.]+/g).map(Number);
    const light = ([r, g, b]) => [r, g, b].map(c => c / 255).map(
        c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
    ).reduce((sum, c, n) => sum + c * [0.2126, 0.7152, 0.0722][n], 0);
    const ground = e => {
        for (; e; e = e.parentElement) {
            const colour = number(getComputedStyle(e).backgroundColor);
            if (colour.length < 4 || colour[3] > 0) return colour;
        }
        return [255, 255, 255];
    };
    return [...document.querySelectorAll("body *")].filter(
        e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) && e.checkVisibility()
    ).map(e => {
        const [a, b] = [light(number(getComputedStyle(e).color)), light(ground(e))].sort((x, y) => y - x);
        return [(a + 0.05) / (b + 0.05), e.outerHTML.slice(0, 100)];
    }).filter(([contrast]) => contrast < 4.5);
}"""


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("path", ["rich/", "rich/guide/", "rich/leaving/", "rich/results/spring-2025-revised/"])
def test_colours_that_a_reader_forces_leave_everything_readable(reader: Reader, path: str, scheme: Scheme) -> None:
    page = reader.open(path, 1280)
    page.emulate_media(color_scheme=scheme, forced_colors="active")
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    assert page.evaluate(CONTRASTS) == []
    assert page.evaluate(TOO_WIDE) == []
    page.keyboard.press("Tab")
    assert visible(page)
    assert page.evaluate(MARKED)


# --- by keyboard -----------------------------------------------------------------------------------------------

# Whether what has the focus is on the screen, and neither cut off nor hidden behind something.
SEEN = """() => {
    const e = document.activeElement, box = e.getClientRects()[0];
    const x = Math.min(Math.max((box.left + box.right) / 2, 0), innerWidth - 1);
    const y = Math.min(Math.max((box.top + box.bottom) / 2, 0), innerHeight - 1);
    const top = document.elementFromPoint(x, y);
    return box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight
        && top !== null && (e.contains(top) || top.contains(e));
}"""
# How the focus is marked: a page on which it changes nothing is lost for those who use a keyboard.
MARKED = """() => {
    const style = getComputedStyle(document.activeElement);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
}"""
FOCUSED = "document.activeElement.outerHTML.slice(0, 120)"


def visible(page: Page) -> bool:
    return bool(page.evaluate(SEEN))


def focused(page: Page, what: str) -> Any:
    return page.evaluate(f"document.activeElement.{what}")


@pytest.mark.parametrize("path", ["rich/", "rich/leaving/", "demonstration/fr/"])
@pytest.mark.parametrize("width", WIDTHS)
def test_the_first_tab_offers_to_skip_to_the_content(reader: Reader, path: str, width: int) -> None:
    page = reader.open(path, width)
    assert not page.evaluate("document.querySelector('.skip').contains(document.elementFromPoint(5, 5))")
    page.keyboard.press("Tab")
    assert focused(page, "className") == "skip"
    assert visible(page)
    assert page.evaluate(MARKED)
    page.keyboard.press("Enter")
    until(page, "document.activeElement.id === 'main'")
    assert urlsplit(page.url).fragment == "main"
    top = page.evaluate("document.activeElement.getBoundingClientRect().top")
    assert -1 <= top < HEIGHT / 2
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize("path", ["rich/leaving/", "rich/guide/", "rich/fr/", "demonstration/results/"])
def test_what_has_the_focus_is_always_seen(reader: Reader, path: str) -> None:
    """Nothing hides behind the exit that stays on the screen (WCAG 2.4.11), in either direction."""
    page = reader.open(path)
    stops = page.locator("a[href], [tabindex='0'], summary").count()
    for key in ("Tab", "Shift+Tab"):
        for _ in range(stops - 1 if key == "Shift+Tab" else stops):
            page.keyboard.press(key)
            assert visible(page), page.evaluate(FOCUSED)
            assert page.evaluate(MARKED), page.evaluate(FOCUSED)
    assert focused(page, "className") == "skip"


# What has come to lie at the upper edge of the screen, where the exit is, must move when it gets the focus.
HIDDEN = """() => [...document.querySelectorAll("main a[href], main summary, main [tabindex='0']")].filter(e => {
    scrollTo(0, scrollY + e.getBoundingClientRect().top - 5);
    e.focus();
    return e.getBoundingClientRect().top < document.querySelector(".leave").getBoundingClientRect().bottom;
}).map(e => e.outerHTML)"""


@pytest.mark.parametrize("path", ["rich/leaving/", "rich/releases/opening/"])
def test_nothing_hides_behind_the_exit(reader: Reader, path: str) -> None:
    page = reader.open(path)
    assert page.evaluate(HIDDEN) == []
    page.goto(f"{reader.origin}{path}#main")
    bar, top = page.evaluate("[...document.querySelectorAll('.leave, main')].map(e => e.getBoundingClientRect())")
    assert top["top"] >= bar["bottom"]


def test_the_exit_is_always_on_the_screen_and_works_in_the_same_tab(reader: Reader) -> None:
    page = reader.open("rich/leaving/")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    box = page.locator(".leave a").bounding_box()
    assert box
    assert 0 <= box["y"] < HEIGHT
    assert box["height"] >= 44
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert focused(page, "href") == "https://weather.example/"
    assert focused(page, "target") == ""


def test_who_shares_figures_opens_by_keyboard(reader: Reader) -> None:
    page = reader.open("demonstration/agencies/toronto-police-service/")
    assert not page.locator("details a").first.is_visible()
    page.locator("summary").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("details a").first.is_visible()
    assert page.locator("details").first.locator("a").count() == 11


def test_a_wide_table_scrolls_by_keyboard(reader: Reader) -> None:
    page = reader.open("rich/guide/")
    table = page.locator(".scroll")
    assert table.evaluate("e => e.scrollWidth > e.clientWidth")
    table.focus()
    page.keyboard.press("ArrowRight")
    until(page, "document.querySelector('.scroll').scrollLeft > 0")
