"""Pictures of every kind of page: to look at, and as boxes for the tests.

``python -m tests.screens [FOLDER]`` takes them in all languages, schemes and sizes, and writes `index.html` beside
them.
"""

from __future__ import annotations

import base64
import io
import sys
from collections.abc import Iterator
from html import escape
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from tests.box_font import box_font
from tests.matrix import LANGUAGES, SCHEMES, SCREENS, Condition, Visit, pages, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[1]
SCREENS_FOLDER = ROOT / ".screens"


def picture(page: Page) -> bytes:
    """The whole page, as a PNG."""
    page.evaluate("scrollTo(0, 0)")
    page.evaluate("document.activeElement.blur()")
    return page.screenshot(full_page=True, animations="disabled", caret="hide")


# --- as boxes ---------------------------------------------------------------------------------------------------------

BLOCK = 8
"""So many pixels, in each direction, become one."""

_BOXES = f"""
    @font-face {{ font-family: boxes; src: url(data:font/ttf;base64,{base64.b64encode(box_font()).decode()}); }}
    *, ::before, ::after, ::marker {{ font-family: boxes !important; text-rendering: geometricPrecision !important; }}
"""
# Letters that join are drawn by rules of their script: one that does not join has the same direction and no rules.
_IN_BOXES = """async style => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    document.adoptedStyleSheets.push(sheet);
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) texts.currentNode.data = texts.currentNode.data.replace(/[\\u0620-\\u06ff]/g, "\\u05d0");
    await document.fonts.load("16px boxes");
    await document.fonts.ready;
}"""


def in_boxes(page: Page) -> Image.Image:
    """A small picture of the page, every letter of it a box, so that it does not depend on a machine's fonts."""
    page.evaluate(_IN_BOXES, _BOXES)
    whole = Image.open(io.BytesIO(picture(page))).convert("RGB")
    small = whole.resize((whole.width // BLOCK, max(1, round(whole.height / BLOCK))), Image.Resampling.BOX)
    return small.point(lambda value: round(value / LEVEL) * LEVEL)


def keep(image: Image.Image, path: Path) -> None:
    """Write a small picture in few bytes: it has less than 256 colours."""
    image.convert("P", palette=Image.Palette.ADAPTIVE, colors=256).save(path, optimize=True)
    with Image.open(path) as kept:
        assert difference(kept.convert("RGB"), image) == 0


LEVEL = 17
"""From one level of a colour to the next, of sixteen. One is no difference: edges look a little otherwise elsewhere."""


def difference(was: Image.Image, now: Image.Image) -> float:
    """The share of a picture that looks otherwise; what only one of them has is otherwise."""
    width, height = max(was.width, now.width), max(was.height, now.height)
    same = 0
    for one, other in zip(_rows(was), _rows(now), strict=False):
        pairs = zip(one, other, strict=False)
        same += sum(all(abs(a - b) <= LEVEL for a, b in zip(p, q, strict=True)) for p, q in pairs)
    return 1 - same / (width * height)


def _rows(image: Image.Image) -> Iterator[list[tuple[int, int, int]]]:
    data = image.tobytes()
    for y in range(image.height):
        row = data[y * image.width * 3 : (y + 1) * image.width * 3]
        yield [(row[n], row[n + 1], row[n + 2]) for n in range(0, len(row), 3)]


# --- to look at -------------------------------------------------------------------------------------------------------


def take(browser: Browser, origin: str, folder: Path) -> list[Condition]:
    """Write a picture of each kind of page in each language, scheme and size; which there are."""
    taken = []
    for lang, scheme in product(LANGUAGES, SCHEMES):
        visit = Visit.begin(browser, origin, scheme, script=True)
        for kind, width in product(pages(), SCREENS):
            condition = Condition(lang, scheme, True, kind, width)
            (folder / _file(condition)).write_bytes(picture(visit.open(condition, 800)))
            taken.append(condition)
        visit.context.close()
    return taken


def _file(condition: Condition) -> str:
    return f"{condition.kind}-{condition.lang}-{condition.scheme}-{condition.width}.png"


_STYLE = """
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { margin: 0 1.5rem 3rem; }
h1 { font-size: 1.5rem; }
h2 { margin: 2.5rem 0 .5rem; font-size: 1.25rem; }
header { position: sticky; top: 0; z-index: 1; padding-block: .5rem; background: Canvas; border-bottom: 1px solid; }
nav ul, fieldset { display: flex; flex-wrap: wrap; gap: .25rem 1rem; margin: 0; padding: 0; border: 0; list-style: ""; }
fieldset { margin-top: .5rem; }
.shots { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: 1.5rem 1rem; margin: 0; }
figure { margin: 0; }
figure img { display: block; inline-size: 100%; block-size: 26rem; object-fit: cover; object-position: top; }
[data-width="320"] img { inline-size: 11rem; }
figure img { outline: 1px solid #8888; }
figcaption { padding-top: .25rem; font-size: .875rem; }
"""


def sheet(taken: list[Condition]) -> str:
    """The contact sheet: kinds below each other, their pictures side by side, and what may be left out."""
    wanted = {"lang": LANGUAGES, "scheme": SCHEMES, "width": SCREENS}
    values = [(name, str(value)) for name, several in wanted.items() for value in several]
    hiding = "".join(f'body:has(#{n}-{v}:not(:checked)) [data-{n}="{v}"] {{ display: none; }}\n' for n, v in values)
    boxes = "".join(f'<label><input type="checkbox" id="{n}-{v}" checked> {escape(v)}</label>\n' for n, v in values)
    links = "".join(f'<li><a href="#{kind}">{kind}</a></li>\n' for kind in pages())
    kinds = ""
    for kind in pages():
        shots = "".join(_shot(condition) for condition in taken if condition.kind == kind)
        kinds += f'<section aria-labelledby="{kind}">\n<h2 id="{kind}">{kind}</h2>\n'
        kinds += f'<div class="shots">\n{shots}</div>\n</section>\n'
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Every kind of page</title>
<style>{_STYLE}{hiding}</style>
</head>
<body>
<header>
<h1>Every kind of page: {len(taken)} pictures</h1>
<nav aria-label="Kinds"><ul>
{links}</ul></nav>
<fieldset><legend>Show</legend>
{boxes}</fieldset>
</header>
<main>
{kinds}</main>
</body>
</html>
"""


def _shot(condition: Condition) -> str:
    file, label = _file(condition), f"{condition.lang}, {condition.scheme}, {condition.width} px"
    data = f'data-lang="{condition.lang}" data-scheme="{condition.scheme}" data-width="{condition.width}"'
    return (
        f'<figure {data}><a href="{file}"><img src="{file}" loading="lazy" alt="{condition.kind}: {label}"></a>'
        f"<figcaption>{label}</figcaption></figure>\n"
    )


def main(folder: Path) -> int:
    """Take all pictures into a folder, emptied first of those that were there."""
    from playwright.sync_api import sync_playwright

    from tests.get_browser import HELP, find_browser
    from tests.test_browser import ARGUMENTS

    path = find_browser()
    if not path:
        sys.stderr.write(f"{HELP}\n")
        return 1
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    with served() as origin, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        taken = take(browser, origin, folder)
        browser.close()
    (folder / "index.html").write_text(sheet(taken), encoding="utf-8")
    sys.stdout.write(f"{len(taken)} pictures; look at {folder / 'index.html'}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else SCREENS_FOLDER))
