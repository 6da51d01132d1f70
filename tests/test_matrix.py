"""Every kind of page, in every language, scheme and size, with and without JavaScript: nothing is wrong on any.

Each test takes one language, one scheme and one state of JavaScript, and all kinds of page. So that it does not take
half an hour, each kind comes in each language once, in conditions that change; `make soak` sets CAMPAIGNSITE_SOAK, and
every kind comes in every condition, and each test notes what it saw, for the statement (``tests.statement``).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from itertools import combinations, product
from typing import TYPE_CHECKING, Any

import pytest

from campaignsite.search.pagefind import available
from tests import matrix, statement
from tests.matrix import LANGUAGES, SCHEMES, Condition, Scheme, Visit, covering_conditions, every_condition
from tests.test_browser import AXE, RUN_AXE, TAGS, TOO_WIDE, browser

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

__all__ = ["browser"]

pytestmark = pytest.mark.skipif(not available(), reason="Pagefind is not installed here")

SOAK = bool(os.environ.get("CAMPAIGNSITE_SOAK"))

Look = Callable[[Visit, "Page", Condition], list[str]]


@pytest.fixture(scope="module")
def origin() -> Iterator[str]:
    with matrix.served() as address:
        yield address


# --- what is looked at ------------------------------------------------------------------------------------------------

STORED = """async () => [
    ...(document.cookie ? [`cookie: ${document.cookie}`] : []),
    ...Object.keys(localStorage).map(key => `localStorage: ${key}`),
    ...Object.keys(sessionStorage).map(key => `sessionStorage: ${key}`),
    ...(await indexedDB.databases()).map(found => `indexedDB: ${found.name}`),
    ...(await caches.keys()).map(name => `cache: ${name}`),
    ...(await navigator.serviceWorker.getRegistrations()).map(found => `service worker: ${found.scope}`),
]"""


def quiet(visit: Visit, page: Page, _: Condition) -> list[str]:
    """It said nothing, asked nobody else, broke no rule of the policy, and left nothing behind."""
    noise = [*visit.noise]  # before Chromium says that somebody asks for cookies
    stored = [*page.evaluate(STORED), *(f"cookie: {cookie}" for cookie in visit.context.cookies())]
    return noise + [f"stored: {what}" for what in stored]


def fits(_: Visit, page: Page, __: Condition) -> list[str]:
    """Nobody has to scroll sideways (WCAG 1.4.10)."""
    return [f"too wide: {what}" for what in page.evaluate(TOO_WIDE)]


# What can be pressed or filled in, though no script will ever answer; and links that are none.
IDLE = """() => [...document.querySelectorAll("button, input, select, textarea, [role=button], [onclick], a")].filter(
    e => e.checkVisibility() && !(e.matches("a") ? /^(?!javascript:|#?$)/.test(e.getAttribute("href") ?? "")
        : e.form?.getAttribute("action"))
).map(e => e.outerHTML.slice(0, 120))"""


def works(_: Visit, page: Page, condition: Condition) -> list[str]:
    """Without JavaScript there is no control that does nothing."""
    return [] if condition.script else [f"does nothing: {what}" for what in page.evaluate(IDLE)]


# axe knows links and buttons. A finger also wants these (WCAG 2.5.8).
SMALL = """() => [...document.querySelectorAll("button, input, select, textarea, summary")].filter(
    e => e.checkVisibility() && (e.offsetHeight < 24 || e.offsetWidth < 24)
).map(e => `${e.offsetWidth} x ${e.offsetHeight}: ${e.outerHTML.slice(0, 120)}`)"""

# Where one is must be seen by more than a colour that a reader's own colours replace: by weight, line or border.
UNMARKED = """() => [...document.querySelectorAll("nav [aria-current]")].filter(e => {
    const other = [...e.closest("nav").querySelectorAll("a")].find(a => !a.hasAttribute("aria-current"));
    const look = e => {
        const style = getComputedStyle(e);
        return [style.fontWeight, style.textDecorationLine, style.borderStyle, style.borderWidth].join();
    };
    return other && e.checkVisibility() && look(e) === look(other);
}).map(e => e.outerHTML.slice(0, 120))"""


def shows(_: Visit, page: Page, __: Condition) -> list[str]:
    """Targets are large enough, and where one is can be seen."""
    small = [f"too small: {what}" for what in page.evaluate(SMALL)]
    return small + [f"current, and looks like the others: {what}" for what in page.evaluate(UNMARKED)]


# What has a ground of its own in the page's colours must have something else in a reader's.
BOXES = """() => {
    const ground = e => {
        for (; e; e = e.parentElement) {
            const colour = getComputedStyle(e).backgroundColor;
            if (!/, 0\\)$/.test(colour)) return colour;
        }
    };
    return [...document.querySelectorAll("a, button, input, select, summary, mark, aside, [role], .notice, .callout")]
        .filter(e => e.checkVisibility() && ground(e) !== ground(e.parentElement));
}"""
WITHOUT_GROUND = """boxes => boxes.filter(e => {
    const own = getComputedStyle(e), above = getComputedStyle(e.parentElement);
    const border = ["Top", "Bottom", "Left", "Right"].some(
        side => own[`border${side}Style`] !== "none" && parseFloat(own[`border${side}Width`]) >= 1);
    return !border && own.textDecorationLine === "none" && own.fontWeight === above.fontWeight;
}).map(e => e.outerHTML.slice(0, 120))"""


def survives_colours(_: Visit, page: Page, condition: Condition) -> list[str]:
    """In colours that a reader forces, nothing is told by its ground alone."""
    if condition.scheme != "forced":
        return []
    page.emulate_media(forced_colors="none")
    boxes = page.evaluate_handle(BOXES)
    page.emulate_media(forced_colors="active")
    return [f"only its ground showed it: {what}" for what in page.evaluate(WITHOUT_GROUND, boxes)]


# What the Tab key must find, in this order, and how each looks before.
STOPS = """() => {
    const wanted = "a[href], area[href], button, input, select, textarea, summary, iframe, audio, video, [tabindex]";
    // The Tab key begins where the focus was last, even where that is gone.
    const first = document.createElement("i");
    first.tabIndex = -1;
    document.body.prepend(first);
    first.focus();
    first.remove();
    const look = e => (s => [s.outlineStyle, s.outlineWidth, s.outlineColor, s.boxShadow].join())(getComputedStyle(e));
    window.stops = [...document.querySelectorAll(wanted)].filter(
        e => e.tabIndex >= 0 && !e.disabled && e.checkVisibility({visibilityProperty: true}));
    window.looks = stops.map(look);
    window.look = look;
    scrollTo(0, 0);
    return stops.length;
}"""
# What is wrong with the one that has the focus, the n-th: another than it should be, not seen, or not marked.
STOP = """n => {
    const e = document.activeElement, found = [];
    const name = e.outerHTML.slice(0, 120);
    if (e !== stops[n]) return [`stop ${n} is ${name} and not ${stops[n]?.outerHTML.slice(0, 120)}`];

    const boxes = [...e.getClientRects()].filter(box => box.width > 1 && box.height > 1);
    const seen = boxes.some(box => {
        const x = Math.min(Math.max((box.left + box.right) / 2, 0), innerWidth - 1);
        const y = Math.min(Math.max((box.top + box.bottom) / 2, 0), innerHeight - 1);
        const top = document.elementFromPoint(x, y);
        return box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth
            && top !== null && (e.contains(top) || top.contains(e));
    });
    if (!seen) found.push(`has the focus and is not seen: ${name}`);

    const style = getComputedStyle(e);
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    if (look(e) === looks[n] || !(outlined || style.boxShadow !== "none"))
        return [...found, `focus is not marked: ${name}`];
    const number = text => text.match(/[\\d.]+/g).map(Number);
    const light = colour => number(colour).slice(0, 3).map(c => c / 255).map(
        c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
    ).reduce((sum, c, n) => sum + c * [0.2126, 0.7152, 0.0722][n], 0);
    const painted = e => !/, 0\\)$/.test(getComputedStyle(e).backgroundColor);
    let ground = parseFloat(style.outlineOffset) < 0 ? e : e.parentElement;
    while (ground.parentElement && !painted(ground)) ground = ground.parentElement;
    const [a, b] = [light(style.outlineColor), light(getComputedStyle(ground).backgroundColor)].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 3) found.push(`the mark of the focus is faint: ${name}`);
    return found;
}"""


def goes_by_keyboard(visit: Visit, page: Page, __: Condition) -> list[str]:
    """Tab finds every control, in order, each on the screen and marked (WCAG 2.1.1, 2.4.3, 2.4.7, 2.4.11)."""
    problems: list[str] = []
    for n in range(page.evaluate(STOPS)):
        page.keyboard.press("Tab")
        visit.stops += 1
        found = page.evaluate(STOP, n)
        problems += found
        if found and found[0].startswith("stop "):
            break
    return problems


def satisfies_axe(_: Visit, page: Page, __: Condition) -> list[str]:
    """Axe finds nothing: WCAG 2.2 AA and its best practices, no rule switched off."""
    page.evaluate("scrollTo(0, 0)")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    return [f"axe: {what}" for what in page.evaluate(RUN_AXE, TAGS)]


# The policy forbids style sheets in a page; those that a script makes are none.
WITH_STYLE = """text => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    document.adoptedStyleSheets.push(sheet);
}"""
WITHOUT_IT = "() => { document.adoptedStyleSheets.pop(); }"
SPACED = """
    * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
    p { margin-block-end: 2em !important; }
"""
LARGE = "html { font-size: 200% !important; }"
# What is cut off, and lines of text that lie upon each other.
CUT_OFF = """() => [...document.querySelectorAll("body *")].filter(e => {
    const style = getComputedStyle(e);
    const clips = axis => /hidden|clip/.test(style[`overflow${axis}`]);
    return e.checkVisibility() && e.clientWidth > 1
        && (clips("X") && e.scrollWidth > e.clientWidth + 1 || clips("Y") && e.scrollHeight > e.clientHeight + 1);
}).map(e => e.outerHTML.slice(0, 120))"""
OVERLAPPING = """() => {
    const lines = [], texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), range = new Range();
    while (texts.nextNode()) {
        const text = texts.currentNode, e = text.parentElement;
        if (!text.data.trim() || !e.checkVisibility() || e.closest(".skip, .leave, .unseen, option")) continue;
        range.selectNodeContents(text);
        for (const {left, right, top, bottom} of range.getClientRects()) {
            const free = (bottom - top) * .15;  // above and below the letters
            if (right > left + 4) lines.push([{left, right, top: top + free, bottom: bottom - free}, text]);
        }
    }
    lines.sort((a, b) => a[0].top - b[0].top);
    const found = [];
    lines.forEach(([box, text], n) => {
        for (const [other, what] of lines.slice(n + 1)) {
            if (other.top > box.bottom - 4) break;
            if (what !== text && Math.min(box.right, other.right) - Math.max(box.left, other.left) > 4
                && Math.min(box.bottom, other.bottom) - other.top > 4)
                found.push(`${text.data.trim().slice(0, 60)} / ${what.data.trim().slice(0, 60)}`);
        }
    });
    return found.slice(0, 5);
}"""


def stretches(_: Visit, page: Page, condition: Condition) -> list[str]:
    """Neither a reader's spacing (WCAG 1.4.12) nor letters of twice the size (1.4.4) cut or cover anything."""
    problems = []
    for name, style in (("spaced", SPACED), *([("letters of 200 %", LARGE)] if condition.width > 320 else [])):
        page.evaluate(WITH_STYLE, style)
        problems += [f"{name}: too wide: {what}" for what in page.evaluate(TOO_WIDE)]
        problems += [f"{name}: cut off: {what}" for what in page.evaluate(CUT_OFF)]
        problems += [f"{name}: one upon the other: {what}" for what in page.evaluate(OVERLAPPING)]
        page.evaluate(WITHOUT_IT)
    return problems


LOOKS: tuple[Look, ...] = (
    quiet,
    fits,
    works,
    shows,
    survives_colours,
    goes_by_keyboard,
    satisfies_axe,
    stretches,
)


def faults(visit: Visit, condition: Condition, looks: tuple[Look, ...] = LOOKS) -> list[str]:
    """All that is wrong with a page in one condition."""
    page = visit.open(condition)
    return [f"{condition}: {problem}" for look in looks for problem in look(visit, page, condition)]


# --- the matrix -------------------------------------------------------------------------------------------------------


@pytest.mark.browser
@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_kind_of_page_is_good(browser: Browser, origin: str, lang: str, scheme: Scheme, script: bool) -> None:
    conditions = every_condition() if SOAK else covering_conditions()
    visit = Visit.begin(browser, origin, scheme, script=script)
    here = [c for c in conditions if (c.lang, c.scheme, c.script) == (lang, scheme, script)]
    problems = [problem for condition in here for problem in faults(visit, condition)]
    visit.context.close()
    if SOAK:
        statement.note(here, problems, visit.stops, browser.version)
    assert here
    assert not problems, "\n".join([f"{len(problems)} problems:", *problems])


def test_a_few_conditions_bring_every_two_things_together() -> None:
    """Each kind meets each language, scheme, width and state of JavaScript, and so does each of those each other."""

    def pairs(conditions: tuple[Condition, ...]) -> set[Any]:
        values = [(c.kind, c.lang, c.scheme, c.script, c.width) for c in conditions]
        return {((m, v[m]), (n, v[n])) for v in values for m, n in combinations(range(5), 2)}

    assert pairs(covering_conditions()) == pairs(every_condition())
    assert len(covering_conditions()) == len(set(product(matrix.pages(), LANGUAGES)))


def test_every_kind_comes_in_every_language() -> None:
    assert all(set(paths) == set(LANGUAGES) for paths in matrix.pages().values())


# --- what is broken is found ------------------------------------------------------------------------------------------

Do = Callable[["Page"], object]


def style(text: str) -> Do:
    return lambda page: page.evaluate(WITH_STYLE, text)


def script(text: str) -> Do:
    return lambda page: page.evaluate(f"() => {{ {text} }}")


IN_PAGE: dict[str, tuple[Look, str]] = {
    '<p style="color: red">Red</p>': (quiet, "policy: style-src-attr"),
    "<script>1</script>": (quiet, "policy: script-src-elem"),
    '<img src="https://elsewhere.example/a.png" alt="">': (quiet, "policy: img-src"),
    '<img src="/no/such.png" alt="">': (quiet, "404"),
    '<img src="/no/such.png">': (satisfies_axe, "image-alt"),
    '<button type="button">Press me</button>': (works, "Press me"),
    '<p><a href="#">Nowhere</a></p>': (works, "Nowhere"),
    '<p><a href="/" tabindex="3">First</a></p>': (goes_by_keyboard, "stop "),
    '<div style="x" tabindex="0" class="unseen">Focus</div>': (goes_by_keyboard, "not seen"),
}
LATER: dict[str, tuple[Do, Look, str]] = {
    "noise": (script("console.error('Oh')"), quiet, "console: Oh"),
    "cookie": (script("document.cookie = 'a=b'"), quiet, "cookie"),
    "storage": (script("localStorage.a = 1"), quiet, "localStorage: a"),
    "faint": (style(".lead { color: #a8a8a8 !important; }"), satisfies_axe, "color-contrast"),
    "small": (style("summary { font-size: 5px; padding: 0; line-height: 1; }"), shows, "too small"),
    "unmarked place": (style(".nav a { font: inherit; text-decoration: none !important; }"), shows, "current"),
    "wide": (style("main { inline-size: 90rem; }"), fits, "too wide"),
    "no outline": (style(":focus-visible { outline: 0 !important; }"), goes_by_keyboard, "not marked"),
    "faint outline": (style(":focus-visible { outline-color: #bbb !important; }"), goes_by_keyboard, "faint"),
    "covered": (style(".foot { position: fixed; inset: 0; }"), goes_by_keyboard, "not seen"),
    "ground alone": (style(".name { background: #123; font: inherit; }"), survives_colours, "ground"),
    "cut off": (style("h1 { block-size: 1lh; overflow: hidden; }"), stretches, "cut off"),
    "covered text": (style("h1 { margin-block-end: -1.5em !important; }"), stretches, "one upon the other"),
}


@pytest.mark.browser
@pytest.mark.parametrize("html", IN_PAGE)
def test_what_is_broken_in_a_page_is_found(browser: Browser, origin: str, html: str) -> None:
    look, finds = IN_PAGE[html]
    condition = Condition("en", "light", look is not works, "resource", 1280)
    visit = Visit.begin(browser, origin, condition.scheme, script=condition.script)
    assert faults(visit, condition, (look,)) == []
    page = matrix.files()["latin/resources/poster/index.html"].decode()
    visit.page.route(
        "**/poster/", lambda route: route.fulfill(body=page.replace("</h1>", f"</h1>{html}"), content_type="text/html")
    )
    found = faults(visit, condition, (look,))
    assert any(finds in problem for problem in found), found
    visit.context.close()


@pytest.mark.browser
@pytest.mark.parametrize("name", LATER)
def test_what_is_broken_by_a_style_or_a_script_is_found(browser: Browser, origin: str, name: str) -> None:
    do, look, finds = LATER[name]
    condition = Condition("en", "forced" if look is survives_colours else "light", True, "results", 1280)
    visit = Visit.begin(browser, origin, condition.scheme, script=True)
    page = visit.open(condition)
    assert look(visit, page, condition) == []
    do(page)
    found = look(visit, page, condition)
    assert any(finds in problem for problem in found), found
    visit.context.close()
