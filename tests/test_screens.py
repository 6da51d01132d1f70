"""Pages look as they did: small pictures of every kind of page, compared with those in `tests/screens/`.

Letters are boxes in them (``tests.box_font``), and eight pixels one: so they are the same with every machine's fonts,
and yet another colour, a lost style sheet or a part that is gone is seen. After a change that was meant,
`CAMPAIGNSITE_ACCEPT=1` in the environment writes down what pages look like now; `make screens` shows them whole.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from campaignsite.search.pagefind import available
from tests import matrix
from tests.matrix import Condition, Scheme, Visit
from tests.screens import difference, in_boxes, keep
from tests.test_browser import browser
from tests.test_matrix import WITH_STYLE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

__all__ = ["browser"]

pytestmark = pytest.mark.skipif(not available(), reason="Pagefind is not installed here")

KEPT = Path(__file__).parent / "screens"
MAY_DIFFER = 0.004
"""Of the blocks of a picture. On another machine letters are drawn a little otherwise, and so are a form's arrows."""

# Each kind on both screens, from both sides, in every language and scheme.
VIEWS: tuple[tuple[str, Scheme, int], ...] = (
    ("en", "light", 1280),
    ("fr", "dark", 320),
    ("ar", "light", 1280),
    ("iu", "forced", 320),
)
ACCEPT = os.environ.get("CAMPAIGNSITE_ACCEPT") == "1"


@pytest.fixture(scope="module")
def origin() -> Iterator[str]:
    with matrix.served() as address:
        yield address


def visit_to(browser: Browser, origin: str, scheme: Scheme) -> Visit:
    """A window in which the policy lets the boxes in."""
    return Visit.begin(browser, origin, scheme, script=True, bypass_policy=True)


def file_of(condition: Condition) -> Path:
    return KEPT / f"{condition.kind}-{condition.lang}-{condition.scheme}-{condition.width}.png"


def compared(page: Page, condition: Condition) -> float:
    """The share of the page that looks otherwise than it is kept."""
    with Image.open(file_of(condition)) as kept:
        return difference(kept.convert("RGB"), in_boxes(page))


def styled(page: Page, text: str) -> None:
    page.evaluate(WITH_STYLE, text)


@pytest.mark.browser
@pytest.mark.parametrize("view", VIEWS, ids=lambda view: "-".join(map(str, view)))
def test_pages_look_as_they_did(browser: Browser, origin: str, view: tuple[str, Scheme, int], tmp_path: Path) -> None:
    lang, scheme, width = view
    visit = visit_to(browser, origin, scheme)
    wrong = []
    for kind in matrix.pages():
        condition = Condition(lang, scheme, True, kind, width)
        kept, now = file_of(condition), in_boxes(visit.open(condition))
        if ACCEPT:
            KEPT.mkdir(exist_ok=True)
            keep(now, kept)
            continue
        if not kept.exists():
            wrong.append(f"{kept.name} is not there")
            continue
        with Image.open(kept) as was:
            share = difference(was.convert("RGB"), now)
        if share > MAY_DIFFER:
            now.save(tmp_path / kept.name)
            wrong.append(f"{share:.1%} of {kept.name} is not what it was; now: {tmp_path / kept.name}")
    visit.context.close()
    assert not wrong, "\n".join(wrong)


# Another accent, another ground, a part that is gone, a layout that collapses, letters of another size or weight.
SEEN = {
    "no style": "() => { document.querySelectorAll('link[rel=stylesheet]').forEach(e => e.remove()); }",
    "accent": ":root { --accent: #14506b; }",
    "ground": ":root { --paper: #f0e8d8; }",
    "header": ":root { --deep: #1a3b4a; }",
    "part gone": "main section:last-of-type { display: none; }",
    "one column": ".part { display: block; }",
    "larger": "body { font-size: 1.125rem; }",
    "lighter": ".figures b { font-size: 1rem; }",
    "lines gone": ".part { border: 0; }",
}
OTHER_FONTS = ("Liberation Serif", "DejaVu Sans Mono", "monospace")


@pytest.mark.browser
def test_what_is_broken_is_seen(browser: Browser, origin: str) -> None:
    condition = Condition("en", "light", True, "results", 1280)
    visit = visit_to(browser, origin, "light")
    shares = {}
    for name, what in SEEN.items():
        page = visit.open(condition)
        page.evaluate(what) if what.startswith("()") else styled(page, what)
        shares[name] = compared(page, condition)
    visit.context.close()
    assert {name for name, share in shares.items() if share <= MAY_DIFFER} == set(), shares


@pytest.mark.browser
def test_a_dark_scheme_that_is_lost_is_seen(browser: Browser, origin: str) -> None:
    condition = Condition("fr", "dark", True, "results", 320)
    visit = visit_to(browser, origin, "light")
    assert compared(visit.open(condition), condition) > 0.5
    visit.context.close()


@pytest.mark.browser
@pytest.mark.parametrize("font", OTHER_FONTS)
def test_other_fonts_are_not_seen(browser: Browser, origin: str, font: str) -> None:
    """As on a machine that has other ones."""
    visit = visit_to(browser, origin, "light")
    for lang in ("en", "ar"):
        condition = Condition(lang, "light", True, "results", 1280)
        page = visit.open(condition)
        styled(page, f":root, body {{ font-family: '{font}' !important; }}")
        assert compared(page, condition) <= MAY_DIFFER
    visit.context.close()


def test_nothing_is_kept_of_what_is_gone() -> None:
    wanted = {file_of(Condition(lang, scheme, True, kind, w)) for kind in matrix.pages() for lang, scheme, w in VIEWS}
    assert set(KEPT.glob("*")) == wanted
    assert sum(path.stat().st_size for path in wanted) < 500_000
