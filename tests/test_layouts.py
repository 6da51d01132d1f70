"""Layouts: files of a site that override the stock theme's; pages, words and mistakes out."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from campaignsite.build.layouts import taken
from campaignsite.model.files import Source
from campaignsite.render.anatomy import anatomy
from campaignsite.render.filters import filters, language_name
from campaignsite.render.theme import references, stock_references
from campaignsite.sources.stock import stock
from tests.rich_site import RICH
from tests.sites import CONFIG, built, pages

RELEASE = "-- content/releases/a.md --\n---\ntitle: A title\ndate: 2026-07-01\n{}---\nText\n"
PAGE = "-- content/about.md --\n---\ntitle: About us\n{}---\nText\n"
A, B = "releases/a/index.html", "about/index.html"


def release(front: str = "") -> str:
    return RELEASE.format(front)


def page(front: str = "") -> str:
    return PAGE.format(front)


def layout(name: str, text: str) -> str:
    return f"-- layouts/{name} --\n{text}\n"


def mistakes(text: str, root: Path) -> list[tuple[str, str, int, int]]:
    return [(d.code, d.path, d.line, d.column) for d in built(text, root).diagnostics]


# --- overriding ----------------------------------------------------------------------------------------------------


def test_a_file_of_the_site_takes_the_place_of_the_stock_one(tmp_path: Path) -> None:
    made = pages(release() + page() + layout("release.html", "<p>{{ page.title }}</p>"), tmp_path)
    assert made[A] == "<p>A title</p>\n"
    assert "<h1>About us</h1>" in made[B]


def test_a_layout_extends_the_stock_one_and_changes_a_block(tmp_path: Path) -> None:
    own = '{% extends "stock/item.html" %}\n{% block body %}<b>before</b>\n{{ super() }}{% endblock %}'
    html = pages(release() + layout("item.html", own), tmp_path)[A]  # release.html extends item.html: it sees ours
    assert "<h1>A title</h1>" in html
    assert html.index("<b>before</b>") < html.index("<p>Text</p>")


def test_the_base_of_all_pages_can_be_changed_alone(tmp_path: Path) -> None:
    own = '{% extends "stock/base.html" %}{% block footer %}<footer>OURS</footer>{% endblock %}'
    made = pages(release() + page() + layout("base.html", own), tmp_path)
    assert all("<footer>OURS</footer>" in html for html in made.values())


def test_one_part_can_be_changed_alone(tmp_path: Path) -> None:
    text = release("boilerplates: [b]\n") + "-- content/boilerplates/b.md --\n---\ntitle: B\n---\nStanding\n"
    own = "{% macro trail(crumbs, here) %}<nav>{{ crumbs|map(attribute='text')|join(' > ') }}</nav>{% endmacro %}"
    html = pages(text + layout("parts/breadcrumbs.html", own), tmp_path)[A]
    assert "<nav>Home &gt; News releases &gt; A title</nav>" in html
    assert "Standing" in html


def test_components_of_markdown_can_be_changed(tmp_path: Path) -> None:
    own = (
        '{% import "stock/components.html" as stock with context %}\n{% set editor = stock.editor %}\n'
        "{% macro callout(c, body, prose) %}<aside>{{ c.attributes.kind }}: {{ body }}</aside>{% endmacro %}"
    )
    text = "-- content/a.md --\n---\ntitle: A\n---\n> [!TIP]\n> *b*\n\n::: editor\nc\n:::\n"
    html = pages(text + layout("components.html", own), tmp_path)["a/index.html"]
    assert "<aside>tip: <p><em>b</em></p>\n</aside>" in html
    assert "Editors’ note" in html


def test_components_may_differ_one_by_one(tmp_path: Path) -> None:
    own = "{% macro callout(c, body, prose) %}<aside>{{ interface_lang(prose) }}{{ body }}</aside>{% endmacro %}"
    text = "-- content/a.md --\n---\ntitle: A\n---\n> [!TIP]\n> *b*\n\n::: editor\nc\n:::\n"
    html = pages(text + layout("components.html", own), tmp_path)["a/index.html"]
    assert "<aside><p><em>b</em></p>\n</aside>" in html
    assert "Editors’ note" in html


ENTRY = "{% macro entry(card, level, kind=true) %}<li>{{ text.lang(card.lang) }}{{ card.title }}{% endmacro %}"


def test_macros_of_a_part_may_differ_one_by_one_and_the_themes_use_them(tmp_path: Path) -> None:
    text = release("summary: S\n") + layout("parts/card.html", '{% import "parts/text.html" as text %}\n' + ENTRY)
    made = pages(text, tmp_path)
    assert '<ul class="cards">\n<li>A title' in made["releases/index.html"]
    assert '<ul class="cards">\n<li>A title' in made["index.html"]


@pytest.mark.parametrize(
    "own",
    [
        "{% set entry = 0 %}{% macro entries(cards, level, kind=true) %}OWN{% endmacro %}",
        '{% import "stock/parts/card.html" as s %}{% macro entries(c, l, kind=0) %}OWN{{ s.entry.name }}{% endmacro %}',
        "{% if true %}{% macro entries(cards, level, kind=true) %}OWN{% endmacro %}{% endif %}",
        "{% macro entries(cards, level, kind=true) %}OWN{{ entry.name }}{% endmacro %}{# no line end #}",
    ],
)
def test_what_a_part_has_of_its_own_stays(tmp_path: Path, own: str) -> None:
    assert "OWN" in pages(release() + layout("parts/card.html", own), tmp_path)["releases/index.html"]


def test_a_mistake_that_shows_in_the_themes_macro_is_said_in_the_sites_part(tmp_path: Path) -> None:
    own = layout("parts/card.html", "{% macro entry() %}\n<li>\n{% endmacro %}")
    assert set(mistakes(release() + own, tmp_path)) == {("layout-error", "layouts/parts/card.html", 4, 1)}


@pytest.mark.parametrize("text", ["{% macro entry(card %}", "{% macro entry(card) %}\n<li>", "{% endmacro %}"])
def test_a_part_that_cannot_be_read_is_said_where_it_is_wrong(tmp_path: Path, text: str) -> None:
    ((code, path, line, _),) = mistakes(release() + layout("parts/card.html", text), tmp_path)
    assert (code, path) == ("layout-syntax", "layouts/parts/card.html")
    assert line <= text.count("\n") + 2


def test_front_matter_names_a_layout_of_its_own(tmp_path: Path) -> None:
    own = layout("special.html", "{{ page.subject.extra.colour }}: {{ page.body.html }}")
    made = pages(release("layout: special.html\nextra: {colour: red}\n") + page() + own, tmp_path)
    assert made[A] == "red: <p>Text</p>\n\n"
    assert "<h1>About us</h1>" in made[B]


@pytest.mark.parametrize(
    ("text", "file"),
    [
        ("-- content/index.md --\n---\ntitle: H\nlayout: own.html\n---\n", "index.html"),
        (release() + "-- content/releases/index.md --\n---\ntitle: L\nlayout: own.html\n---\n", "releases/index.html"),
        ("-- content/agencies/o.md --\n---\nname: O\nkind: ngo\nlayout: own.html\n---\n", "agencies/o/index.html"),
        ("-- content/events/e.md --\n---\nname: E\nlayout: own.html\n---\n", "events/e/index.html"),
    ],
)
def test_every_kind_of_page_may_have_a_layout_of_its_own(tmp_path: Path, text: str, file: str) -> None:
    own = layout("own.html", "OWN {{ page.kind }}")
    assert pages(text + own, tmp_path)[file].startswith("OWN ")


def test_files_of_the_site_take_the_place_of_the_themes(tmp_path: Path) -> None:
    made = {a.file: a.data for a in built(page() + "-- assets/campaignsite.css --\np{}\n", tmp_path).artifacts}
    styles = {file: data for file, data in made.items() if file.endswith(".css")}
    assert list(styles.values()) == [b"p{}\n"]
    assert f'<link rel="stylesheet" href="/{next(iter(styles))}" integrity="'.encode() in made[B]


def test_what_a_layout_shows_is_escaped(tmp_path: Path) -> None:
    text = release().replace("A title", "'<b> & \"c\"'") + layout(
        "release.html", '{{ page.title }} <i title="{{ page.title }}">'
    )
    html = "&lt;b&gt; &amp; &#34;c&#34;"
    assert pages(text, tmp_path)[A] == f'{html} <i title="{html}">\n'


# --- words ---------------------------------------------------------------------------------------------------------

WORDS = layout("release.html", '{{ t("nav.skip") }}|{{ t("agencies.count", n=1) }}|{{ t("agencies.count", n=1200) }}')


def test_a_site_has_words_of_its_own(tmp_path: Path) -> None:
    own = "-- layouts/locales/en.yaml --\nnav.skip: Jump & <go>\nagencies.count: {one: one, other: '{n} in all'}\n"
    assert pages(release() + WORDS + own, tmp_path)[A] == "Jump &amp; &lt;go&gt;|one|1,200 in all\n"


def test_words_are_of_the_pages_language(tmp_path: Path) -> None:
    text = f"-- campaignsite.yaml --\n{CONFIG}languages: [en, fr]\n" + release()
    french = release().replace("a.md", "a.fr.md")
    own = "-- layouts/locales/fr.yaml --\nagencies.count: {one: un, other: '{n} en tout'}\n"
    made = pages(text + french + WORDS + own, tmp_path)
    assert made[A].startswith("Skip to the main content|1 agency takes part.|")
    assert made[f"fr/{A}"] == "Passer au contenu principal|un|1\u202f200 en tout\n"


def test_a_variety_of_a_language_changes_only_its_own_words(tmp_path: Path) -> None:
    text = f"-- campaignsite.yaml --\n{CONFIG}languages: [fr-CA]\n" + release()
    own = "-- layouts/locales/fr-CA.yaml --\nnav.skip: Sauter\n"
    assert pages(text + layout("release.html", '{{ t("nav.skip") }}|{{ t("home") }}') + own, tmp_path)[A] == (
        "Sauter|Accueil\n"
    )


def test_words_of_the_sites_own_may_be_used_by_its_layouts(tmp_path: Path) -> None:
    text = release() + layout("release.html", '{{ t("ours.hello", who="<b>") }}')
    text += "-- layouts/locales/en.yaml --\nours.hello: Hello {who}\n"
    assert pages(text, tmp_path)[A] == "Hello &lt;b&gt;\n"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("nav.skip: [a]", ("wrong-type", 1, 1)),
        ("nav.skip: {one: a}", ("wrong-type", 1, 1)),
        ("pager.page: Page {number}", ("bad-value", 1, 13)),
        ("pager.page: 'Page {n'", ("bad-value", 1, 13)),
        ("nav.skip: a\nnav.skip: b", ("duplicate-key", 2, 1)),
    ],
)
def test_mistakes_in_words_are_errors(tmp_path: Path, words: str, expected: tuple[str, int, int]) -> None:
    code, line, column = expected
    path = "layouts/locales/en.yaml"
    assert mistakes(f"{page()}-- {path} --\n{words}\n", tmp_path) == [(code, path, line, column)]


def test_a_language_without_words_is_a_warning(tmp_path: Path) -> None:
    text = f"-- campaignsite.yaml --\n{CONFIG}languages: [en, oj-Cans]\n" + page()
    outcome = built(text, tmp_path)
    assert [(d.code, d.path) for d in outcome.diagnostics] == [("missing-catalogue", "campaignsite.yaml")]
    assert outcome.artifacts


# --- mistakes ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\n  {{ page.titel }}", ("layout-undefined", 2)),
        ("a\n\n{{ titel }}", ("layout-undefined", 3)),
        ("{% set a = 1 %}\n{% if page.subject.nope %}{% endif %}", ("layout-undefined", 2)),
        ("{{ page.subject.extra.colour }}", ("layout-undefined", 1)),
        ("a\n{{ t('nope') }}", ("layout-error", 2)),
        ("a\n{{ 1 / 0 }}", ("layout-error", 2)),
        ("{% import 'parts/text.html' as text %}\n{{ text.nope() }}", ("layout-undefined", 2)),
        ("{% set name = 'nope.html' %}\n{% include name %}", ("missing-layout", 2)),
        ("{% macro a() %}{{ a() }}{% endmacro %}\n{{ a() }}", ("layout-cycle", 1)),
    ],
)
def test_mistakes_while_a_page_is_made_have_their_line(tmp_path: Path, text: str, expected: tuple[str, int]) -> None:
    found = built(release() + layout("release.html", text), tmp_path).diagnostics
    assert [(d.code, d.line) for d in found] == [expected]
    assert found[0].path == "layouts/release.html"
    assert "/releases/a/" in found[0].message


def test_a_mistake_in_a_part_is_said_of_that_part_once(tmp_path: Path) -> None:
    part = "{% macro trail(crumbs, here) %}\n{{ crumbs.nope }}\n{% endmacro %}"
    found = mistakes(release() + page() + layout("parts/breadcrumbs.html", part), tmp_path)
    assert found == [("layout-undefined", "layouts/parts/breadcrumbs.html", 2, 1)]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("own.html", "a\n  {% if %}", ("layout-syntax", 2, 3)),
        ("own.html", "a\n{% nope %}", ("layout-syntax", 2, 1)),
        ("own.html", "{{ a|nope }}", ("layout-syntax", 1, 1)),
        ("own.html", "a\n\n{% block b %}", ("layout-syntax", 3, 1)),
        ("own.html", 'a\n{% include "nope.html" %}', ("missing-layout", 2, 13)),
        ("own.html", '{% extends "stock/nope.html" %}', ("missing-layout", 1, 13)),
        ("own.html", '{% extends "own.html" %}', ("layout-cycle", 1, 1)),
        ("base.html", '{% extends "base.html" %}', ("layout-cycle", 1, 1)),
        ("item.html", '\n{% extends "release.html" %}', ("layout-cycle", 2, 1)),
    ],
)
def test_mistakes_in_a_layout_that_no_page_uses_are_found_too(
    tmp_path: Path, name: str, text: str, expected: tuple[str, int, int]
) -> None:
    code, line, column = expected
    assert mistakes(page() + layout(name, text), tmp_path) == [(code, f"layouts/{name}", line, column)]


def test_a_layout_that_may_be_missing_is_no_mistake(tmp_path: Path) -> None:
    own = layout("release.html", '{% include "nope.html" ignore missing %}a')
    assert pages(release() + own, tmp_path)[A] == "a\n"


def test_one_of_several_layouts_is_enough(tmp_path: Path) -> None:
    own = layout("release.html", '{% include ["nope.html", "own.html"] %}') + layout("own.html", "OWN")
    assert not mistakes(release() + own, tmp_path)


@pytest.mark.parametrize("front", ["layout: nope.html\n", "layout: ../release.html\n", "layout: release\n"])
def test_a_layout_that_is_not_there_is_an_error_in_the_front_matter(tmp_path: Path, front: str) -> None:
    assert mistakes(release(front), tmp_path) == [("missing-layout", "content/releases/a.md", 4, 9)]


def test_layouts_see_no_chance_and_no_world(tmp_path: Path) -> None:
    for number, text in enumerate(["{{ [1, 2]|random }}", "{{ lipsum() }}", "{{ now }}", "{{ site }}", "{{ config }}"]):
        assert mistakes(release() + layout("release.html", text), tmp_path / str(number))


def test_what_lies_beside_the_layouts_is_no_layout(tmp_path: Path) -> None:
    text = (
        "-- layouts/README.md --\nThese are {% ours\n-- layouts/sketch.png (latin-1) --\n\u00e9\n"
        "-- layouts/locales/notes.txt --\nhome: Nothing\n-- content/about.md --\n---\ntitle: About\n---\n"
    )
    assert built(text, tmp_path).diagnostics == ()


@pytest.mark.parametrize("layout", stock().layouts, ids=lambda source: source.path)
def test_what_the_theme_uses_is_found_without_parsing_it(layout: Source) -> None:
    text = layout.data.decode()
    tree = Environment(autoescape=True).parse(text)
    assert list(stock_references(text)) == sorted(references(tree), key=lambda found: found[1])


def test_the_theme_is_good() -> None:
    """The build does not look: what is wrong with the theme's own layouts would be seen when a page needs them."""
    environment = Environment(autoescape=True, extensions=[])
    environment.filters.update(filters("en"))
    environment.tests["worded"] = str.isidentifier
    for layout in stock().layouts:
        environment.compile(layout.data.decode())


# --- taken apart ---------------------------------------------------------------------------------------------------


LAYOUTS = {source.path: source.data.decode() for source in stock().layouts}
ANATOMY = {name: anatomy(text) for name, text in LAYOUTS.items()}


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_layout_of_the_theme_is_taken_apart_as_jinja_reads_it(name: str) -> None:
    tree, made = Environment(autoescape=True).parse(LAYOUTS[name]), ANATOMY[name]
    assert [*made.blocks] == [block.name for block in tree.find_all(nodes.Block)]
    assert [*made.macros] == [macro.name for macro in tree.find_all(nodes.Macro)]
    extended = tree.find(nodes.Extends)
    assert made.extends == (extended.template.as_const() if extended else "")
    bound = [node.target for node in tree.body if isinstance(node, nodes.Import)]
    bound += [
        node.target.name for node in tree.body if isinstance(node, nodes.Assign) and isinstance(node.target, nodes.Name)
    ]
    assert {*made.bindings} == {*bound}
    assert made.about
    for piece in (*made.blocks.values(), *made.macros.values()):
        assert piece.count("{%") == piece.count("%}")
        assert piece in LAYOUTS[name] + "\n" or piece[:-1] in LAYOUTS[name]


NTH = range(max(len([*made.blocks, *made.macros]) for made in ANATOMY.values()))
PLAIN: dict[str, bytes] = {}
"""The rich site as the theme draws it."""


def copied(number: int) -> str:
    """A site's layouts, each with one block or macro of the theme's: the one with a number."""
    files = ""
    for name, made in ANATOMY.items():
        pieces = [*(made.macros if made.part else made.blocks)]
        if number < len(pieces):
            files += f"-- layouts/{name} --\n{taken(name, [pieces[number]]).decode()}"
    return files


@pytest.mark.parametrize("number", NTH)
def test_what_is_copied_out_draws_what_the_theme_draws(number: int, tmp_path: Path) -> None:
    if not PLAIN:
        PLAIN.update({a.file: a.data for a in built(RICH, tmp_path / "plain").artifacts})
    outcome = built(RICH + copied(number), tmp_path / "own")
    made = {a.file: a.data for a in outcome.artifacts}
    assert made.keys() == PLAIN.keys()
    assert [file for file in made if made[file] != PLAIN[file]] == []


def test_a_block_may_come_from_the_layout_that_another_one_extends() -> None:
    text = taken("release.html", ["kicker", "footer"]).decode()
    assert text.startswith('{% extends "stock/release.html" %}\n')
    assert "{% block kicker %}" in text
    assert "{% block footer %}" in text
    assert text.count("{% extends") == 1


def test_a_block_inside_another_one_is_not_copied_twice() -> None:
    assert taken("item.html", ["main", "kicker"]) == taken("item.html", ["main"])


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("fr", "Français"),
        ("iu", "ᐃᓄᒃᑎᑐᑦ"),
        ("moh", "Kanienʼkéha"),
        ("cr", "Nēhiyawēwin"),
        ("oj", "Anishinaabemowin"),
        ("xx", "xx"),
    ],
)
def test_a_language_has_the_name_that_its_speakers_give_it(tag: str, name: str) -> None:
    assert language_name(tag) == name
