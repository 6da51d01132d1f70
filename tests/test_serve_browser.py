"""The preview in a real browser: a save is on the screen, a mistake lies over the page, and the page's policy holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.previewing import Preview, previewing
from tests.sites import write_site
from tests.test_browser import AXE, RUN_AXE, TAGS, browser
from tests.test_serve import SITE, save

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

__all__ = ["browser"]

pytestmark = pytest.mark.browser

BAD = "A [link](nowhere.md), [another](" + "very_long_name_" * 12 + ".md) <script>document.title = 'broken'</script>"
PANEL, BADGE = "campaignsite-problems section", "campaignsite-problems .badge"


@dataclass
class Window:
    """A tab that shows the preview, and all that its console said."""

    page: Page
    preview: Preview
    site: Path
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)


@pytest.fixture
def window(browser: Browser, tmp_path: Path) -> Iterator[Window]:
    site = write_site(SITE, tmp_path)
    with previewing(site) as preview:
        page = browser.new_page()
        page.set_default_timeout(30_000)
        made = Window(page, preview, site)
        page.on("console", lambda message: made.said.append(message.text))
        page.on("pageerror", lambda error: made.said.append(str(error)))
        page.on("request", lambda request: made.asked.append(request.url))
        visit(made)
        yield made
        page.close()


def visit(window: Window, path: str = "about/") -> None:
    """Open a page, and wait until it listens."""
    with window.page.expect_websocket():
        window.page.goto(window.preview.url + path)


def test_a_save_is_on_the_screen_and_the_policy_holds(window: Window) -> None:
    save(window.site, "Other words.")
    window.page.get_by_text("Other words.").wait_for()
    save(window.site, "And others again.")
    window.page.get_by_text("And others again.").wait_for()
    assert window.said == []
    assert {url.split("/")[2] for url in window.asked} == {f"localhost:{window.preview.port}"}
    kept = "[document.cookie, localStorage.length, sessionStorage.length]"
    assert window.page.evaluate(kept) == ["", 0, 0]
    assert window.page.context.cookies() == []


def test_a_page_that_was_shown_before_its_build_was_done_is_loaded_once(window: Window) -> None:
    loads: list[str] = []
    visit(window, "releases/open/")
    window.page.on("domcontentloaded", lambda page: loads.append(page.url))
    path = window.site / "content/releases/open.md"
    path.write_text(path.read_text().replace("2026-01-01", "2025-05-05"))  # the whole corridor
    window.page.locator("[datetime='2025-05-05']").first.wait_for()
    window.preview.wait_for("^content/releases/open.md: ")
    version = "document.querySelector('script[data-version]').dataset.version"
    assert window.page.evaluate(version) == window.preview.state()["version"]
    window.page.wait_for_timeout(500)
    assert len(loads) == 1
    assert window.said == []


def test_a_mistake_lies_over_the_page_until_it_is_mended(window: Window) -> None:
    page = window.page
    page.evaluate("window.same = true")
    page.locator("main a, .skip").first.focus()
    focused = page.evaluate("document.activeElement.outerHTML")
    save(window.site, BAD)
    panel = page.locator(PANEL)
    panel.wait_for()
    text = panel.inner_text()
    for words in ("3 errors", "content/about.md:5:3", "broken-link", "Hint: ", "5 | A [link](nowhere.md)"):
        assert words in text, words
    assert "Words." in page.locator("main").inner_text()
    assert page.evaluate("window.same") is True  # it was not loaded again
    assert page.evaluate("document.activeElement.outerHTML") == focused
    assert page.title() != "broken"
    save(window.site, "Put right.")
    page.get_by_text("Put right.").wait_for()
    assert panel.count() == 0
    assert window.said == []


def test_a_mistake_that_is_taken_back_goes_without_loading_the_page(window: Window) -> None:
    window.page.evaluate("window.same = true")
    save(window.site, BAD)
    window.page.locator(PANEL).wait_for()
    save(window.site, "Words.")
    window.page.locator(PANEL).wait_for(state="detached")
    assert window.page.evaluate("window.same") is True


def test_the_overlay_can_be_hidden_and_shown_by_keyboard_and_mouse(window: Window) -> None:
    page = window.page
    save(window.site, BAD)
    page.locator(PANEL).wait_for()
    page.keyboard.press("Escape")
    assert not page.locator(PANEL).is_visible()
    page.locator(BADGE).click()
    assert page.locator(PANEL).is_visible()
    page.get_by_role("button", name="Hide").focus()
    page.keyboard.press("Enter")
    assert not page.locator(PANEL).is_visible()
    assert (
        page.evaluate("document.querySelector('campaignsite-problems').shadowRoot.activeElement.className") == "badge"
    )
    page.reload()
    page.locator(PANEL).wait_for()  # a page that is opened anew says it again


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark", "forced"])
def test_the_overlay_can_be_read_by_everybody(window: Window, width: int, scheme: str) -> None:
    page = window.page
    page.set_viewport_size({"width": width, "height": 700})
    forced = scheme == "forced"
    page.emulate_media(color_scheme="light" if forced else scheme, forced_colors="active" if forced else "none")  # type: ignore[arg-type]
    save(window.site, BAD)
    page.locator(PANEL).wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    box = page.locator(PANEL).bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert page.locator(PANEL).evaluate("e => e.scrollWidth <= e.clientWidth")
    assert troubles(page) == []


def test_the_page_of_mistakes_can_be_read_and_goes_when_they_are_mended(browser: Browser, tmp_path: Path) -> None:
    site = write_site(SITE, tmp_path)
    save(site, BAD)
    with previewing(site) as preview:
        page = browser.new_page(viewport={"width": 320, "height": 700})
        with page.expect_websocket():
            page.goto(preview.url)
        assert page.get_by_role("heading", name="The site has mistakes").is_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert troubles(page) == []
        assert page.locator("campaignsite-problems").count() == 0
        save(site, "A [link](elsewhere.md).")
        page.get_by_text("elsewhere.md").first.wait_for()
        save(site, "Put right.")
        page.get_by_role("heading", name="The site has mistakes").wait_for(state="detached")
        page.close()


def test_a_page_that_is_older_than_the_site_is_loaded_again(window: Window) -> None:
    """It was asked for before a build, and listens only after it."""
    page, asked = window.page, list[str]()

    def older(route: Route) -> None:
        answer = route.fetch()
        asked.append(route.request.url)
        body = answer.text()
        if len(asked) == 1:
            body = re.sub('data-version="[^"]*"', 'data-version="old"', body)
        route.fulfill(response=answer, body=body)

    page.route("**/about/", older)
    page.goto(window.preview.url + "about/")
    page.wait_for_function("document.querySelector('script[data-version]').dataset.version !== 'old'")
    assert len(asked) == 2


def test_what_was_built_while_nobody_listened_is_loaded(window: Window) -> None:
    """A page that another preview showed hears of this one."""
    window.preview.process.kill()
    window.preview.process.wait()
    save(window.site, "In between.")
    with previewing(window.site, port=window.preview.port):
        window.page.get_by_text("In between.").wait_for()


def test_the_exit_of_a_sensitive_page_works(window: Window) -> None:
    page = window.page
    page.route(
        "https://weather.example/**",
        lambda route: route.fulfill(body="<title>Weather</title>", content_type="text/html"),
    )
    visit(window, "plan/")
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url("https://weather.example/")
    assert page.title() == "Weather"


def test_a_withheld_page_says_so_to_everybody(window: Window) -> None:
    page = window.page
    visit(window, "releases/draft/")
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 700})
        banner = page.get_by_role("complementary", name="Not public")
        assert banner.is_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert troubles(page) == []
    visit(window, "releases/")
    assert troubles(page) == []


def troubles(page: Page) -> list[Any]:
    """What axe finds."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[Any] = page.evaluate(RUN_AXE, TAGS)
    return found
