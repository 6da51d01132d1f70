"""The exit of sensitive pages in a real browser: by link and by Shift, with and without script, and on the way back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.test_browser import browser, origin  # noqa: F401 - fixtures

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

AWAY = "https://weather.example/"
BEFORE, HERE = "rich/guide/", "rich/leaving/"
STATUS = ".leave [role=status]"


def window(browser: Browser, origin: str, *, script: bool = True, answers: bool = True) -> Page:  # noqa: F811
    """A tab with an ordinary page and then the sensitive one in its history; another site answers, or has nothing."""
    context = browser.new_context(java_script_enabled=script)
    page = context.new_page()
    page.set_default_timeout(10_000)
    answer = {"body": "<title>Weather</title>", "content_type": "text/html"} if answers else {"status": 204}
    page.route("https://*.example/**", lambda route: route.fulfill(**answer))
    page.goto(origin + BEFORE)
    page.goto(origin + HERE)
    return page


@pytest.fixture
def tab(browser: Browser, origin: str) -> Iterator[Page]:  # noqa: F811
    page = window(browser, origin)
    yield page
    page.context.close()


@pytest.fixture
def waiting(browser: Browser, origin: str) -> Iterator[Page]:  # noqa: F811
    """Where the other site does not come: the browser stays at the page (RFC 9110, 15.3.5)."""
    page = window(browser, origin, answers=False)
    yield page
    page.context.close()


@pytest.fixture
def plain(browser: Browser, origin: str) -> Iterator[Page]:  # noqa: F811
    """Without script."""
    page = window(browser, origin, script=False)
    yield page
    page.context.close()


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def covered(page: Page) -> bool:
    """Whether nothing of the page can be seen, nor anything in the tab's title."""
    cover = page.evaluate(
        "(s => [s.content, s.position, s.inset, s.zIndex])(getComputedStyle(document.documentElement, '::before'))"
    )
    seen = page.evaluate("document.elementFromPoint(innerWidth / 2, innerHeight / 2).tagName")
    return bool(cover == ['""', "fixed", "0px", "9"]) and seen == "HTML" and page.title() == "Leaving"


@pytest.mark.parametrize("how", ["bar", "last", "Shift"])
def test_it_leads_away_and_back_leads_past_the_page(tab: Page, origin: str, how: str) -> None:  # noqa: F811
    if how == "bar":
        tab.locator(".leave a").click()
    elif how == "last":
        press(tab, "Shift+Tab", "Enter")
    else:
        press(tab, "Shift", "Shift", "Shift")
    tab.wait_for_url(AWAY)
    tab.go_back()
    tab.wait_for_url(origin + BEFORE)


def test_without_script_it_is_a_link(plain: Page, origin: str) -> None:  # noqa: F811
    press(plain, "Shift", "Shift", "Shift")
    assert plain.url == origin + HERE
    plain.locator(".leave a").click()
    plain.wait_for_url(AWAY)
    plain.go_back()
    plain.wait_for_url(origin + HERE)


def test_the_page_is_covered_before_the_other_one_is_there(waiting: Page) -> None:
    assert not covered(waiting)
    press(waiting, "Shift", "Shift", "Shift")
    assert covered(waiting)
    assert waiting.locator(STATUS).inner_text() == "Leaving"


@pytest.mark.parametrize(
    "keys", [("Shift+A",) * 3, ("Control+Shift",) * 3, ("Shift+Tab",) * 3, ("Escape",) * 3, ("a",) * 3]
)
def test_other_keys_do_nothing(waiting: Page, keys: tuple[str, ...]) -> None:
    press(waiting, *keys)
    assert not covered(waiting)
    assert waiting.locator(STATUS).text_content() == ""
    press(waiting, "Shift", "Shift", "Shift")
    assert covered(waiting)


def test_choosing_text_with_shift_and_the_mouse_is_no_press(waiting: Page) -> None:
    for x in (50, 100, 150):
        waiting.keyboard.down("Shift")
        waiting.mouse.click(x, 500)
        waiting.keyboard.up("Shift")
    assert not covered(waiting)
    assert waiting.locator(STATUS).text_content() == ""


def test_presses_are_counted_aloud_for_five_seconds(browser: Browser, origin: str) -> None:  # noqa: F811
    page = window(browser, origin, answers=False)
    page.clock.install(time=0)
    page.reload()
    page.clock.pause_at(600)
    said = []
    for _ in range(2):
        press(page, "Shift")
        said.append(page.locator(STATUS).text_content())
    assert said == ["Press Shift 2 more times to leave", "Press Shift once more to leave"]
    page.clock.fast_forward(4_900)
    assert page.locator(STATUS).text_content() == said[-1]
    page.clock.fast_forward(200)
    assert page.locator(STATUS).text_content() == "Shift was not pressed three times in five seconds"
    press(page, "Shift", "Shift")
    assert not covered(page)
    press(page, "Shift")
    assert covered(page)
    page.context.close()


def test_the_presses_are_shown(waiting: Page) -> None:
    shown = "getComputedStyle(document.querySelector('.leave a'), '::after').content"
    marks = []
    for _ in range(3):
        marks.append(str(waiting.evaluate(shown)).partition(" / ")[0].strip('"'))
        press(waiting, "Shift")
    assert marks == ["none", " ●○○", " ●●○"]


def test_who_comes_back_finds_the_page_as_it_was(tab: Page, origin: str) -> None:  # noqa: F811
    press(tab, "Shift", "Shift")
    tab.goto(origin + BEFORE)
    tab.go_back()
    tab.wait_for_url(origin + HERE)
    press(tab, "Shift")
    assert tab.locator(STATUS).text_content() == "Press Shift 2 more times to leave"
    assert not covered(tab)


def test_a_page_from_the_cache_of_the_browser_is_shown_again(waiting: Page) -> None:
    """As it comes from the back/forward cache: with all that the script did to it."""
    title = waiting.title()
    press(waiting, "Shift", "Shift", "Shift")
    assert covered(waiting)
    waiting.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    assert not covered(waiting)
    assert waiting.title() == title
    press(waiting, "Shift", "Shift")
    assert not covered(waiting)
