"""What pages may weigh: what is counted, what is said of it, and that a build that keeps pages says the same."""

from __future__ import annotations

import gzip
import random
import re
from pathlib import Path
from typing import get_args

import pytest

from campaignsite.build import Order, Outcome, build
from campaignsite.model.front.config import PageKind
from campaignsite.search.pagefind import available
from tests.rich_site import RICH
from tests.sites import CONFIG, NOW, write_site

DEMONSTRATION = Path(__file__).resolve().parent.parent


def noise(kilobytes: int, seed: int = 0) -> str:
    """Words that hardly get smaller: so many kilobytes of them weigh about half of that."""
    chance = random.Random(seed)  # noqa: S311 - nothing is kept secret with it
    words = ("".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=7)) for _ in range(kilobytes * 125))
    return " ".join(words)


def page(body: str, title: str = "Report") -> str:
    return f"---\ntitle: {title}\n---\n{body}\n"


def site(*files: tuple[str, str], budgets: str = "") -> str:
    first = ("campaignsite.yaml", CONFIG + budgets)
    return "".join(f"-- {name} --\n{text.rstrip()}\n" for name, text in (first, *files))


def checked(text: str, root: Path) -> Outcome:
    return build(Order(write_site(text, root), NOW))


def said(outcome: Outcome) -> list[tuple[str, str]]:
    assert {d.code for d in outcome.diagnostics} <= {"over-budget"}
    return [(f"{d.path}:{d.line}:{d.column}", d.message) for d in outcome.diagnostics]


def sent(outcome: Outcome, pattern: str) -> int:
    """What a host sends for the files whose names match."""
    found = [a.data for a in outcome.artifacts if re.fullmatch(pattern, a.file)]
    assert found, (pattern, [a.file for a in outcome.artifacts])
    return sum(len(gzip.compress(data, 9, mtime=0)) for data in found)


# --- what is counted --------------------------------------------------------------------------------------------------


def test_a_page_is_weighed_with_what_it_loads(tmp_path: Path) -> None:
    outcome = checked(site(("content/report.md", page(noise(40)))), tmp_path)
    ((place, message),) = said(outcome)
    html, css = sent(outcome, "report/index.html"), sent(outcome, r"assets/.*\.css")
    assert place == "content/report.md:1:1"
    found = re.fullmatch(
        r"the page /report/ weighs ([\d.]+) KB \(([\d.]+) KB of HTML, ([\d.]+) KB of style sheets\), "
        r"and its budget is 14 KB",
        message,
    )
    assert found, message
    for shown, true in zip(found.groups(), (html + css, html, css), strict=True):
        assert 0 <= float(shown) * 1000 - true < 100


@pytest.mark.parametrize("more", [0, 1])
def test_a_page_may_weigh_what_its_budget_says_and_not_a_byte_more(more: int, tmp_path: Path) -> None:
    """The style sheet is filled up until one page weighs exactly fourteen kilobytes."""
    text = site(("content/report.md", page(noise(11))), budgets="budgets: {css: 20}\n")
    whole = checked(text, tmp_path / "first")
    own = "-- assets/site.css --\n"
    chance = random.Random(1)  # noqa: S311
    for _ in range(200):
        missing = 14_000 + more - sent(whole, "report/index.html") - sent(whole, r"assets/.*\.css")
        if not missing:
            break
        kept = own[len("-- assets/site.css --\n") :].removeprefix("/*").removesuffix("*/\n")
        size = max(1, len(kept) + (missing if abs(missing) < 40 else missing * 5 // 4))
        kept = (kept + "".join(chance.choices("abcdefghijklmnopqrstuvwxyz0123456789", k=9999)))[:size]
        own = f"-- assets/site.css --\n/*{kept}*/\n"
        whole = checked(text + own, tmp_path / f"{_}")
    else:
        pytest.fail("no style sheet of that weight was found")
    pages = [message for _, message in said(whole) if message.startswith("the page /report/")]
    assert len(pages) == more


def test_what_does_not_get_smaller_counts_as_it_is(tmp_path: Path) -> None:
    layout = {"layouts/page.html": "{{ page.body.html if page.body else '' }}\n"}
    outcome = checked(site(*layout.items(), ("content/a.md", page("A.")), budgets="budgets: {page: 0}\n"), tmp_path)
    data = next(a.data for a in outcome.artifacts if a.file == "a/index.html")
    assert len(data) < 100
    assert any("/a/ weighs 0.1 KB (0.1 KB of HTML), and its budget is 0 KB" in message for _, message in said(outcome))


def test_only_what_the_page_itself_names_counts(tmp_path: Path) -> None:
    """Not what a link leads to, what stands in a text, or what another site has."""
    script = f"// {noise(3)}\n"
    layout = (
        '{% extends "stock/page.html" %}{% block head %}<script src="/code/b.js?v=1" defer></script>'
        '<SCRIPT SRC=../code/c.js></SCRIPT><script src="https://example.com/code/d.js"></script>'
        '{% endblock %}{% block main %}<a href="/code/a.js">code</a> src="/code/a.js"{% endblock %}'
    )
    files = [(f"assets/root/code/{name}.js", script) for name in "abcd"]
    outcome = checked(
        site(("content/x.md", page("X.")), ("layouts/page.html", layout), *files, budgets="budgets: {page: 99}\n"),
        tmp_path,
    )
    one = sent(outcome, "code/a.js")
    ((place, message),) = said(outcome)
    assert place == "assets/root/code/c.js:1:1"
    found = re.fullmatch(
        r"the scripts of a page weigh ([\d.]+) KB \(b.js ([\d.]+) KB, c.js \2 KB\), and their budget is 2 KB", message
    )
    assert found, message
    assert 0 <= float(found[1]) * 1000 - 2 * one < 100


def test_style_sheets_that_are_too_heavy_are_said_once_and_not_of_every_page(tmp_path: Path) -> None:
    pages = [(f"content/{n}.md", page("Text.")) for n in range(5)]
    css = f"/* {noise(40)} */\n"
    ((place, message),) = said(checked(site(*pages, ("assets/site.css", css)), tmp_path / "one"))
    assert place == "assets/site.css:1:1"
    assert "campaignsite." in message
    assert "site." in message
    # A page that would be too heavy with good style sheets is said beside them.
    outcome = checked(site(*pages, ("content/r.md", page(noise(40))), ("assets/site.css", css)), tmp_path / "two")
    assert [place for place, _ in said(outcome)] == ["assets/site.css:1:1", "content/r.md:1:1"]


def test_what_the_theme_weighs_is_said_where_the_budget_stands(tmp_path: Path) -> None:
    outcome = checked(site(("content/a.md", page("A.")), budgets="budgets:\n  css: 3\n"), tmp_path)
    ((place, _),) = said(outcome)
    assert place == "campaignsite.yaml:5:8"


def test_a_list_is_said_where_its_length_can_be_changed(tmp_path: Path) -> None:
    items = [(f"content/releases/{n}.md", page("", title=noise(1, n))) for n in range(40)]
    outcome = checked(site(*items, budgets="page_size: 100\nbudgets: {kinds: {home: 99, a-z: 99}}\n"), tmp_path)
    assert [(place, message.split(" weighs")[0]) for place, message in said(outcome)] == [
        ("campaignsite.yaml:5:1", "the page /releases/")
    ]
    assert "page_size" in outcome.diagnostics[0].hint
    assert "kinds: {list: " in outcome.diagnostics[0].hint


# --- fonts ------------------------------------------------------------------------------------------------------------


def test_no_fonts_unless_the_site_says_so(tmp_path: Path) -> None:
    face = "p { color: red }\n/* @font-face { src: url(no.woff2) } */\n  @font-face { src: url(/assets/x.woff2) }\n"
    local = "@font-face { font-family: X; src: local(Arial) }\n"
    font = ("assets/x.woff2", noise(3))
    files = [("content/a.md", page("A.")), ("assets/site.css", face), ("assets/print.css", local), font]
    assert said(checked(site(*files), tmp_path / "none")) == [
        ("assets/site.css:3:3", "this loads a font, and the budget for fonts is 0 KB"),
        ("assets/x.woff2:1:1", "the fonts of the site weigh 1.9 KB, and their budget is 0 KB"),
    ]
    assert not said(checked(site(*files, budgets="budgets: {fonts: 2}\n"), tmp_path / "two"))
    assert [p for p, _ in said(checked(site(*files, budgets="budgets: {fonts: 1}\n"), tmp_path / "one"))] == [
        "assets/x.woff2:1:1"
    ]


# --- the configuration ------------------------------------------------------------------------------------------------


def test_budgets_can_be_raised_for_one_kind_or_for_all_and_switched_off(tmp_path: Path) -> None:
    report = ("content/report.md", page(noise(40)))
    for n, budgets in enumerate(("false", "{page: 60}", "{kinds: {page: 60}}")):
        assert not said(checked(site(report, budgets=f"budgets: {budgets}\n"), tmp_path / f"{n}"))
    for n, budgets in enumerate(("true", "{kinds: {a-z: 60}}", "{page: 60, kinds: {page: 14}}")):
        assert said(checked(site(report, budgets=f"budgets: {budgets}\n"), tmp_path / f"more{n}"))


def test_every_kind_of_page_can_have_a_budget(tmp_path: Path) -> None:
    """The names are those that pages have."""
    layouts = "".join(
        f"-- layouts/{path.name} --\n<p>kind={{{{ page.kind }}}}</p>\n"
        for path in (DEMONSTRATION / "src/campaignsite/theme/layouts").glob("*.html")
        if path.name not in ("base.html", "components.html")
    )
    more = RICH.replace("page_size: 2", "page_size: 2\nsearch: true") if available() else RICH
    outcome = build(Order(write_site(more + layouts, tmp_path), NOW))
    pages = [a.data.decode() for a in outcome.artifacts if a.file.endswith(".html")]
    kinds = {m[1] for page in pages if (m := re.search("kind=([a-z-]+)", page))}
    assert len(kinds) > 12
    assert kinds <= set(get_args(PageKind))
    assert set(get_args(PageKind)) - kinds <= {"boilerplate", *(() if available() else ("search",))}


@pytest.mark.parametrize("name", ["the demonstration", "the rich site"])
def test_the_theme_is_far_below_its_budgets(name: str, tmp_path: Path) -> None:
    root = DEMONSTRATION if name == "the demonstration" else write_site(RICH, tmp_path)
    outcome = build(Order(root, NOW))
    assert not [d for d in outcome.diagnostics if d.code == "over-budget"]


# --- warnings are warnings, and stay --------------------------------------------------------------------------------


def test_a_warning_stops_only_a_strict_build(tmp_path: Path) -> None:
    root, output = write_site(site(("content/report.md", page(noise(40)))), tmp_path / "site"), tmp_path / "output"
    assert not build(Order(root, NOW, output, strict=True)).published
    assert not output.exists()
    assert build(Order(root, NOW, output)).published


FIRST = site(
    ("content/report.md", page(noise(40))),
    ("content/notes.md", page("Some notes.")),
    ("content/releases/one.md", page("One.", title="One")),
    ("assets/site.css", "p { color: red }\n"),
    ("assets/root/x.js", f"// {noise(8)}\n"),
)
OWN = '{% extends "stock/base.html" %}{% block colophon %}<p>'
END = "</p>{% endblock %}"
STEPS = {
    "the same": {},
    "another page": {"content/notes.md": page("Some other notes.")},
    "a new page": {"content/more.md": page("More.")},
    "a heavy text": {"content/notes.md": page(noise(41, 1))},
    "a lighter text": {"content/report.md": page("Short.")},
    "a heavier text": {"content/report.md": page(noise(44, 1))},
    "another title": {"content/report.md": page(noise(40), title="Its report")},
    "a layout for all": {"layouts/base.html": f"{OWN}x{END}"},
    "a heavy layout": {"layouts/base.html": f"{OWN}{noise(30)}{END}"},
    "a layout with a script": {"layouts/base.html": f'{OWN}x<script src="/x.js"></script>{END}'},
    "a lighter script": {"assets/root/x.js": "//\n", "layouts/base.html": f'{OWN}x<script src="/x.js"></script>{END}'},
    "heavy style sheets": {"assets/site.css": f"/* {noise(40)} */\n"},
    "lower budgets": {"campaignsite.yaml": CONFIG + "budgets: {page: 5, css: 4}\n"},
    "higher budgets": {"campaignsite.yaml": CONFIG + "budgets: {page: 50}\n"},
    "no budgets": {"campaignsite.yaml": CONFIG + "budgets: false\n"},
}


@pytest.mark.parametrize(("step", "strict"), [*((step, False) for step in STEPS), ("a heavy text", True)])
def test_a_build_that_keeps_pages_says_what_a_clean_one_says(step: str, strict: bool, tmp_path: Path) -> None:
    """There, and back again."""
    root, output = write_site(FIRST, tmp_path / "site"), tmp_path / "output"
    before = {path: (root / path).read_text(encoding="utf-8") for path in STEPS[step] if (root / path).exists()}

    def compared(name: str) -> None:
        outcome = build(Order(root, NOW, output, strict=strict, cache=True))
        clean = build(Order(root, NOW, tmp_path / name, strict=strict))
        assert [d for d in outcome.diagnostics if d.code != "lost-address"] == [*clean.diagnostics]
        assert outcome.published == clean.published

    compared("first")
    write_site("-- campaignsite.yaml (absent) --\n" + "".join(f"-- {n} --\n{t}" for n, t in STEPS[step].items()), root)
    compared("there")
    compared("still")
    for path in STEPS[step]:
        (root / path).write_text(before[path], encoding="utf-8") if path in before else (root / path).unlink()
    compared("back")


@pytest.mark.parametrize("what", ["text", "layout"])
def test_a_strict_build_that_keeps_pages_stops_as_a_clean_one(what: str, tmp_path: Path) -> None:
    root, output = write_site(site(("content/notes.md", page("Light."))), tmp_path / "site"), tmp_path / "output"
    files = {"text": ("content/notes.md", page(noise(40))), "layout": ("layouts/base.html", f"{OWN}{noise(30)}{END}")}
    name, text = files[what]
    before = (root / name).read_text(encoding="utf-8") if (root / name).exists() else '{% extends "stock/base.html" %}'
    for now, published in ((before, True), (text, False), (before, True)):
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(now, encoding="utf-8")
        assert build(Order(root, NOW, output, strict=True, cache=True)).published is published


def test_a_page_is_made_again_only_where_its_weight_has_to_be_known(tmp_path: Path) -> None:
    root, output = write_site(FIRST, tmp_path / "site"), tmp_path / "output"
    build(Order(root, NOW, output, cache=True))
    for budgets, count in (("{page: 13}", 0), ("{page: 5}", 6), ("{page: 4}", 0), ("false", 0), ("{page: 6}", 0)):
        (root / "campaignsite.yaml").write_text(f"{CONFIG}budgets: {budgets}\n", encoding="utf-8")
        assert (build(Order(root, NOW, output, cache=True)).rendered > 0) == (count > 0), budgets
