"""The Markdown dialect: the text of a body in; HTML with gaps, places and mistakes out."""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser
from textwrap import indent

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from campaignsite.model.documents import Body, Component, Reference, Setting
from campaignsite.parse.markdown.body import Read, read_body
from campaignsite.parse.markdown.dialect import DEEPEST
from tests.drawn import img

TABLE = (
    '<x-table><table>\n<thead>\n<tr>\n<th class="align-center">{}</th>\n</tr>\n</thead>\n'
    '<tbody>\n<tr>\n<td class="align-center">{}</td>\n</tr>\n</tbody>\n</table>\n</x-table>'
)
NB, NN = "\u00a0", "\u202f"  # a no-break space, and a narrow one


def read(text: str, lang: str = "en", *, smart: bool = True, raw_html: bool = False, prefix: str = "") -> Read:
    return read_body(text, Setting("content/a.md", 1, lang, smart, raw_html, prefix))


def joined(body: Body) -> str:
    """Gaps for links filled with the target, components as elements of their own."""
    out = ""
    for part in body.parts:
        if isinstance(part, Reference):
            out += escape(part.target)
        elif isinstance(part, Component) and part.name == "picture":
            out += img(part)
        elif isinstance(part, Component):
            attributes = "".join(f' {key}="{escape(value)}"' for key, value in part.attributes.items())
            out += f"<x-{part.name}{attributes}>{joined(part.body)}</x-{part.name}>"
        else:
            out += part
    return out


def html(text: str, lang: str = "en", *, smart: bool = True, prefix: str = "") -> str:
    found = read(text, lang, smart=smart, prefix=prefix)
    assert not found.noticed
    return joined(found.body).strip()


def mistakes(text: str) -> list[tuple[str, int, int]]:
    return [(d.code, d.line, d.column) for d in read(text).noticed]


def places(text: str) -> list[tuple[str, int, int]]:
    return [(r.target, r.place.line, r.place.column) for r in read(text).references]


# --- what each mark becomes ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("*a* **b** `c` ~~d~~ ~e~", "<p><em>a</em> <strong>b</strong> <code>c</code> <s>d</s> ~e~</p>"),
        ("a\\\nb  \nc\nd", "<p>a<br>\nb<br>\nc\nd</p>"),
        ("***", "<hr>"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
        ("> a\n\n> b", "<blockquote>\n<p>a</p>\n</blockquote>\n<blockquote>\n<p>b</p>\n</blockquote>"),
        ('```py\n<a> & "b"\n```', '<pre><code class="language-py">&lt;a&gt; &amp; &quot;b&quot;\n</code></pre>'),
        ("AT&T &copy; &lt; <3", "<p>AT&amp;T © &lt; &lt;3</p>"),
        ("[a](b.md 'c \"d\"')", '<p><a href="b.md" title="c &quot;d&quot;">a</a></p>'),
        ("[a][r]\n\n[r]: b.md", '<p><a href="b.md">a</a></p>'),
        ("![](a.png){decorative=true}", '<p><img src="a.png" alt=""></p>'),
        ("<https://a.org/b?c&d>", '<p><a href="https://a.org/b?c&amp;d">https://a.org/b?c&amp;d</a></p>'),
        ("https://a.org", "<p>https://a.org</p>"),
        (
            "Term\n: one\n: two\n\nOther\n: *x*",
            "<dl>\n<dt>Term</dt>\n<dd>one</dd>\n<dd>two</dd>\n<dt>Other</dt>\n<dd><em>x</em></dd>\n</dl>",
        ),
        (
            "|a|\n|:-:|\n|x\\|*y*|",
            TABLE.format("a", "x|<em>y</em>"),
        ),
        ("{.lead #x lang=fr}\na", '<p id="x" lang="fr" class="lead">a</p>'),
        (
            "[a]{.b lang=oj-Cans dir=ltr} `c`{.d}",
            '<p><span lang="oj-Cans" dir="ltr" class="b">a</span> <code class="d">c</code></p>',
        ),
        (
            "[a](b.md){.c} ![](e.png){#f decorative=true}",
            '<p><a href="b.md" class="c">a</a> <img src="e.png" alt="" id="f"></p>',
        ),
        ("a{.b}", "<p>a{.b}</p>"),
        ("a <!-- b --> c", "<p>a  c</p>"),
        ("<!-- a\n\n--> <!-- b -->\n\nc", "<p>c</p>"),
        ("`<!-- a -->`", "<p><code>&lt;!-- a --&gt;</code></p>"),
        ("[ ] a [x]", "<p>[ ] a [x]</p>"),
    ],
)
def test_marks_become_html(text: str, expected: str) -> None:
    assert html(text) == expected


def test_what_is_no_html_is_escaped() -> None:
    assert html("a < b > c & \"d\" 'e'", smart=False) == "<p>a &lt; b &gt; c &amp; &quot;d&quot; 'e'</p>"


# --- headings ------------------------------------------------------------------------------------------------------


def ids(text: str, *, prefix: str = "") -> list[str]:
    return [h.id for h in read(text, prefix=prefix).headings]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## Two Words!", ["two-words"]),
        ("## a\n## A\n## a", ["a", "a-2", "a-3"]),
        ("## a\n## a 2\n## a", ["a", "a-2", "a-3"]),
        ("## L’été d'Élise", ["lété-délise"]),
        ("## ᐃᓄᒃᑎᑐᑦ ᐅᖃᐅᓯᖅ", ["ᐃᓄᒃᑎᑐᑦ-ᐅᖃᐅᓯᖅ"]),
        ("## 人身売買", ["人身売買"]),
        ("## *a* `b` [c](d.md)", ["a-b-c"]),
        ("## !?", ["section"]),
        ("##", ["section"]),
        ("## a {#b}", ["b"]),
        ("## a {#B .c}", ["B"]),
        ("a\n---", ["a"]),
        ("## a {b}", ["a-b"]),
        ("## Contact", ["text-contact"]),
        ("## Source\n## Source", ["text-source", "text-source-2"]),
    ],
)
def test_headings_have_ids(text: str, expected: list[str]) -> None:
    assert ids(text) == expected
    assert all(f'id="{name}"' in joined(read(text).body) for name in expected)


@pytest.mark.parametrize("word", ["हिन्दी", "தமிழ்", "ไทย้", "עִבְרִית"])
def test_a_word_stays_a_word_in_every_script(word: str) -> None:
    assert ids(f"## {word}") == [word]


def test_attributes_of_a_heading_are_no_part_of_its_text() -> None:
    heading = read("## About *us* {#about .wide}").headings[0]
    assert (heading.level, heading.text, heading.id) == (2, "About us", "about")
    assert html("## About *us* {#about .wide}") == '<h2 id="about" class="wide">About <em>us</em></h2>'


def test_a_text_that_shares_a_page_has_ids_of_its_own() -> None:
    text = "## Contact\n\n## Contact\n\na[^1]\n\n[^1]: b"
    assert ids(text, prefix="about-us-") == ["about-us-contact", "about-us-contact-2"]
    assert re.findall(' id="([^"]*)"', joined(read(text, prefix="about-us-").body)) == [
        *("about-us-contact", "about-us-contact-2", "fnref-about-us-1", "fn-about-us-1")
    ]


def test_ids_that_editors_give_have_the_prefix_too() -> None:
    assert ids("## a {#team}", prefix="about-us-") == ["about-us-team"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# a", [("heading-one-in-body", 1, 1)]),
        ("### a", [("heading-skipped", 1, 1)]),
        ("## a\n#### b\n##### c\n## d\n### e", [("heading-skipped", 2, 1)]),
        ("> - #### a", [("heading-skipped", 1, 1)]),
        ("## a {#x}\n## b {#x}", [("duplicate-anchor", 2, 1)]),
        ("## a\n\n[b]{#a}", [("duplicate-anchor", 3, 1)]),
        ("## a {#main}", [("duplicate-anchor", 1, 1)]),
        ("## a {onclick=x}", [("attribute-not-allowed", 1, 6)]),
        ("{style=x}\na", [("attribute-not-allowed", 1, 1)]),
        ("[a](b.md){href=c onclick=d}", [("attribute-not-allowed", 1, 10)] * 2),
        ("![](a.png){credit=b people=none}", [("image-without-alt", 1, 1)]),
        ("a ![ ](a.png){credit=b people=none}", [("image-without-alt", 1, 3)]),
        ("a ![b](https://c.org/d.png){credit=e people=none}", [("unsafe-link", 1, 3)]),
        ("a [^b]", [("unknown-reference", 1, 3)]),
        ("> [!FOO]\n> a", [("unknown-reference", 1, 3)]),
    ],
)
def test_mistakes_have_their_place(text: str, expected: list[tuple[str, int, int]]) -> None:
    assert mistakes(text) == expected


# --- punctuation ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "\"a\" 'b' it's", "“a” ‘b’ it’s"),
        ("en", "\"a 'b' c\"", "“a ‘b’ c”"),
        ("en", "a -- b --- c ... (c)", "a – b — c … (c)"),
        ("en-CA", '"a"', "“a”"),
        ("en", "a ; b ! « c »", "a ; b ! « c »"),
        ("fr", '"a"', f"«{NB}a{NB}»"),
        ("fr", "\"a 'b' c\" l'an", f"«{NB}a “b” c{NB}» l’an"),
        ("fr", "« a » : b ; c ! d ?", f"«{NB}a{NB}»{NB}: b{NN}; c{NN}! d{NN}?"),
        ("fr", "« *a* » !", f"«{NB}<em>a</em>{NB}»{NN}!"),
        ("fr-CA", "« a »", f"«{NB}a{NB}»"),
        ("fr", "12:30 a:b", "12:30 a:b"),
        ("fr", "`« a » !`", "<code>« a » !</code>"),
        ("de", '"a"', "„a“"),
        ("oj-Cans", '"a"', "“a”"),
    ],
)
def test_punctuation_is_the_languages(lang: str, text: str, expected: str) -> None:
    assert html(text, lang) == f"<p>{expected}</p>"


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_official_wording_keeps_its_punctuation(lang: str) -> None:
    text = "'a' -- b ... (c) « d » : e ! 1--2"
    assert html(text, lang, smart=False) == f"<p>{text}</p>"


def test_punctuation_in_code_and_addresses_stays() -> None:
    assert html('`"a" -- b` [c](d--e.md)') == '<p><code>&quot;a&quot; -- b</code> <a href="d--e.md">c</a></p>'


# --- pictures ------------------------------------------------------------------------------------------------------


ONE = '![a](b.png "c"){credit="D E" people=consented}'
IMG = '<img src="b.png" alt="a">'
TITLED = '<img src="b.png" alt="a" title="c">'
CAPTIONED = f'<x-captioned credit="D E" people="consented" caption="c">{IMG}</x-captioned>'
CREDITED = f'{TITLED} <x-credit credit="D E" people="consented"></x-credit>'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ONE, CAPTIONED),
        (ONE.replace(' "c"', ""), CAPTIONED.replace(' caption="c"', "")),
        ("![a](b.svg){credit=f}", '<x-captioned credit="f"><img src="b.svg" alt="a"></x-captioned>'),
        (f"{ONE}\n{ONE}  \n {ONE}", CAPTIONED * 3),
        (f"[{ONE}](d.md)", CAPTIONED.replace(IMG, f'<a href="d.md">{IMG}</a>')),
        (f"- {ONE}", f"<ul>\n<li>\n{CAPTIONED}</li>\n</ul>"),
        (f"> {ONE}", f"<blockquote>\n{CAPTIONED}</blockquote>"),
        (f"{{#x .y}}\n{ONE}\n{ONE}", CAPTIONED.replace('"c"', '"c" id="x" class="y"') + CAPTIONED),
        (ONE.replace("}", " #z}"), CAPTIONED.replace('alt="a"', 'alt="a" id="z"')),
    ],
)
def test_a_picture_that_stands_alone_has_a_caption(text: str, expected: str) -> None:
    assert html(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "{} g",
        "g {}",
        "## {}",
        "*{}*",
        "{} ![](h.png){{decorative=true}}",
        "[{} i](j.md)",
        "[{0} {0}](j.md)",
        "|{}|\n|-|",
    ],
)
def test_a_picture_among_words_has_its_credit_behind_it(text: str) -> None:
    found = html(text.format(ONE))
    assert found.count(CREDITED) == found.count("x-credit credit") == text.format(ONE).count("credit=")
    assert "x-captioned" not in found


def test_what_images_say_is_no_html_where_they_are_refused() -> None:
    found = joined(read("![a](https://b.org/c.png){credit=d people=none} ![](data:e){decorative=true}").body)
    assert found == '<p><img src="https://b.org/c.png" alt="a"> <img src="" alt=""></p>\n'


def test_a_decorative_picture_says_nothing() -> None:
    assert html("![](b.png){decorative=true .c}") == '<p><img src="b.png" alt="" class="c"></p>'
    assert html("[![](b.png){decorative=true} c](d.md)") == '<p><a href="d.md"><img src="b.png" alt=""> c</a></p>'


@pytest.mark.parametrize(
    ("lang", "smart", "credit", "caption"),
    [
        ("en", True, "J. O’Neil, “The Star” – 2026…", "It’s “us”"),
        ("fr", True, f"J. O’Neil, «{NB}The Star{NB}» – 2026…", f"It’s «{NB}us{NB}»"),
        ("en", False, 'J. O\'Neil, "The Star" -- 2026...', 'It\'s "us"'),
    ],
)
def test_credit_and_caption_have_the_punctuation_of_the_text(lang: str, smart: bool, credit: str, caption: str) -> None:
    text = """![a](b.svg 'It\\'s "us"'){credit="J. O'Neil, \\"The Star\\" -- 2026..."}"""
    (part,) = read(text, lang, smart=smart).body.parts
    assert isinstance(part, Component)
    assert part.attributes == {"credit": credit, "caption": caption}


def test_what_pictures_say_is_known_without_the_text() -> None:
    said = [
        (r.target, r.alt, r.credit, r.people) for r in read(f"{ONE} [f](g.md) ![](h.png){{decorative=true}}").references
    ]
    assert said == [("b.png", "a", "D E", "consented"), ("g.md", "", "", ""), ("h.png", "", "", "")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("![a](b.png)", ["image-without-credit"]),
        ("![](b.png)", ["image-without-alt", "image-without-credit"]),
        ("![a](b.png){credit=c}", ["image-without-people"]),
        ("![a](b.png?d#e){credit=c}", ["image-without-people"]),
        ("![a](B.SVG?d#e){credit=c}", []),
        ("![a](b.svg){credit=c people=public-figure}", []),
        ("![a](b.svg){credit=c people=nobody}", ["bad-image-attribute"]),
        ('![a](b.svg){credit=" "}', ["image-without-credit"]),
        ('![a](b.png){credit=c people=" "}', ["image-without-people"]),
        ("![a](b.png){credit=c people=None}", ["bad-image-attribute"]),
        ("![a](b.png){decorative=true}", ["bad-image-attribute"]),
        ('![](b.png "a"){decorative=true}', ["bad-image-attribute"]),
        ("![](b.png){decorative=true people=none}", ["bad-image-attribute"]),
        ("![](b.png){decorative=false}", ["bad-image-attribute"]),
        ("[![](b.png){decorative=true} ![](b.png){decorative=true}](c.md)", ["bad-image-attribute"] * 2),
        ("[![](b.png){decorative=true} ![a](b.svg){credit=c}](c.md)", []),
        ("[](c.md)![](b.png){decorative=true}", []),
        ("![a](b.png){credit=c}{people=none}", []),
        ("![a][b]{credit=c people=none}\n\n[b]: c.png", []),
        ("![a](b.png){crédit=c people=none}", ["image-without-credit"]),
    ],
)
def test_what_pictures_have_to_say(text: str, expected: list[str]) -> None:
    assert [d.code for d in read(text).noticed] == expected


# --- footnotes -----------------------------------------------------------------------------------------------------


def test_footnotes_lead_there_and_back() -> None:
    assert html("a[^x] b[^x]\n\n[^x]: *c*") == (
        '<p>a<sup class="footnote-ref"><a href="#fn1" id="fnref1">[1]</a></sup>'
        ' b<sup class="footnote-ref"><a href="#fn1" id="fnref1_1">[1:1]</a></sup></p>\n'
        '<hr class="footnotes-sep">\n<div class="footnotes">\n<ol class="footnotes-list">\n'
        '<li id="fn1" class="footnote-item"><p><em>c</em>'
        '<x-footnote-back target="fnref1" number="1"></x-footnote-back>'
        '<x-footnote-back target="fnref1_1" number="1:1"></x-footnote-back></p>\n</li>\n</ol>\n</div>'
    )


def test_footnotes_are_anchors_and_have_the_prefix() -> None:
    assert read("a[^x]\n\n[^x]: b").anchors == {"fn1", "fnref1"}
    with_prefix = read("a[^x]\n\n[^x]: b", prefix="p-")
    assert with_prefix.anchors == {"fn-p-1", "fnref-p-1"}
    assert set(re.findall('(?:id|target)="([^"]*)"', joined(with_prefix.body))) == with_prefix.anchors


# --- callouts and components ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["note", "tip", "important", "warning", "caution"])
def test_callouts_are_quotations_that_say_their_kind(kind: str) -> None:
    text = f"> [!{kind.upper()}]\n> a *b*\n>\n> - [c](d.md)"
    inside = '<p>a <em>b</em></p>\n<ul>\n<li><a href="d.md">c</a></li>\n</ul>\n'
    assert html(text) == f'<x-callout kind="{kind}">{inside}</x-callout>'


def test_what_is_no_kind_of_callout_is_a_quotation() -> None:
    assert joined(read("> [!FOO]\n> a").body) == "<blockquote>\n<p>[!FOO]\na</p>\n</blockquote>\n"


def test_components_hold_markdown() -> None:
    assert html("::: editor\na *b*\n\n- c\n:::\n\nd") == (
        "<x-editor><p>a <em>b</em></p>\n<ul>\n<li>c</li>\n</ul>\n</x-editor><p>d</p>"
    )
    assert html("a\n::: editor\nb\n:::") == "<p>a</p>\n<x-editor><p>b</p>\n</x-editor>"
    assert html("- ::: editor\n  b\n  :::\n- c") == (
        "<ul>\n<li>\n<x-editor><p>b</p>\n</x-editor></li>\n<li>c</li>\n</ul>"
    )
    assert html("> ::: editor\n> b\n> :::") == "<blockquote>\n<x-editor><p>b</p>\n</x-editor></blockquote>"
    assert html(":::: editor\n::: editor\na\n:::\n::::") == "<x-editor><x-editor><p>a</p>\n</x-editor></x-editor>"


def test_components_have_attributes() -> None:
    assert html('::: quote {speaker="A & B" title=Chief}\na\n:::') == (
        '<x-quote speaker="A &amp; B" title="Chief"><p>a</p>\n</x-quote>'
    )
    assert html('::: figures {results="a-b"}\n:::') == '<x-figures results="a-b"></x-figures>'
    assert html("::: helpline\n:::") == "<x-helpline></x-helpline>"


def test_quotation_marks_in_attributes_are_escaped_with_a_backslash() -> None:
    quote = read('::: quote {speaker="A \\"B\\" C"}\na\n:::').quotes[0]
    assert quote.speaker == 'A "B" C'


def test_quotes_are_known_with_their_speaker() -> None:
    text = 'a\n\n::: quote {speaker="A B" title="Chief" agency="OPP"}\n“One *two*.\n\nThree.”\n:::\n'
    quote = read(text, smart=False).quotes[0]
    assert (quote.speaker, quote.title, quote.agency) == ("A B", "Chief", "OPP")
    assert (quote.place.line, quote.place.column) == (3, 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("::: nope\na\n:::", [("unknown-component", 1, 1)]),
        ("::: Editor\na\n:::", [("unknown-component", 1, 1)]),
        ("::: quote\na\n:::", [("bad-component", 1, 1)]),
        ('::: quote {speaker=" "}\na\n:::', [("bad-component", 1, 1)]),
        ('::: quote {speaker="A" role="b"}\na\n:::', [("bad-component", 1, 1)]),
        ('::: quote {speaker="A\n:::', [("bad-component", 1, 1)]),
        ("::: quote speaker=A\na\n:::", [("bad-component", 1, 1)]),
        ("::: editor {a=b}\na\n:::", [("bad-component", 1, 1)]),
        ("::: {a=b}\na\n:::", [("bad-component", 1, 1)]),
        ("::: figures\na\n:::", [("bad-component", 1, 1)]),
        ("::: editor\na", [("unclosed-component", 1, 1)]),
        ("a\n\n- b\n\n  ::: editor\n  c\n\nd", [("unclosed-component", 5, 3)]),
        ("> ::: editor\n> a\n\nb", [("unclosed-component", 1, 3)]),
        ("::: nope\na", [("unclosed-component", 1, 1), ("unknown-component", 1, 1)]),
        ("a\n\n  ::: nope\n  a\n  :::", [("unknown-component", 3, 3)]),
    ],
)
def test_mistakes_in_components_have_their_place(text: str, expected: list[tuple[str, int, int]]) -> None:
    assert mistakes(text) == expected


def test_an_inner_component_that_is_not_closed_is_a_mistake() -> None:
    assert mistakes(":::: editor\n::: editor\na\n::::") == [("unclosed-component", 2, 1)]


def test_colons_that_close_nothing_are_a_mistake() -> None:
    assert [line for _, line, _ in mistakes("::: editor\na\n:::\n\nb\n\n:::")] == [7]


def test_a_component_may_be_meant() -> None:
    assert read("::: qoute\na\n:::").noticed[0].hint == "did you mean “quote”?"


# --- HTML and addresses --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line", "column", "expected"),
    [
        ("a <b>c", 1, 3, "<p>a &lt;b&gt;c</p>"),
        ("a\n  c <br/>", 2, 5, "<p>a\nc &lt;br/&gt;</p>"),
        ("𝄞é <b>", 1, 4, "<p>𝄞é &lt;b&gt;</p>"),
        ("## a <b>", 1, 6, '<h2 id="a">a &lt;b&gt;</h2>'),
        ("> a\n> <b>", 2, 3, "<blockquote>\n<p>a\n&lt;b&gt;</p>\n</blockquote>"),
        ("<div>\na\n</div>", 1, 1, "&lt;div&gt;\na\n&lt;/div&gt;"),
        ("a\n\n  <script>\nx\n</script>", 3, 3, "<p>a</p>\n  &lt;script&gt;\nx\n&lt;/script&gt;"),
        ("<!-- a --> b", 1, 1, "&lt;!-- a --&gt; b"),
        ("- a\n\n  <p>", 3, 3, "<ul>\n<li>\n<p>a</p>\n&lt;p&gt;</li>\n</ul>"),
    ],
)
def test_html_is_an_error_and_shown_as_text(text: str, line: int, column: int, expected: str) -> None:
    assert mistakes(text) == [("raw-html", line, column)]
    assert joined(read(text).body).strip().replace("\n</li>", "</li>") == expected


@pytest.mark.parametrize(("text", "column"), [("> <div>", 3), ("- <div>", 3), ("> > - <p>a</p>", 7), ("1. <hr>", 4)])
def test_html_inside_other_blocks_has_its_place(text: str, column: int) -> None:
    assert [(d.line, d.column) for d in read(text).noticed] == [(1, column)]


def test_a_site_may_allow_html() -> None:
    found = read('a <b onclick="x">c</b>\n\n<div>\n<!-- d -->\n</div>', raw_html=True)
    assert not found.noticed
    assert joined(found.body) == '<p>a <b onclick="x">c</b></p>\n<div>\n<!-- d -->\n</div>\n'


@pytest.mark.parametrize(
    "address",
    [
        *("javascript:x", "JavaScript:x", "javascript&colon;x", "&#106;avascript:x", "vbscript:x", "data:text/html,x"),
        *("file:///etc/passwd", "ftp://a.org", "tg://x", "a.b:c", "//a.org", "///a.org"),
        *("https:a", "https://", "http:///a", "https://user@a.org", "https://a:b@c.org"),
    ],
)
def test_addresses_that_harm_are_refused(address: str) -> None:
    assert mistakes(f"a [b]({address})") == [("unsafe-link", 1, 3)]
    assert ("unsafe-link", 1, 3) in mistakes(f"a ![b]({address})")
    assert not read(f"a [b]({address})").references


@pytest.mark.parametrize("address", ["javascript:x", "data:a", "ftp://a.org", "https://user@a.org"])
def test_addresses_in_angle_brackets_are_judged_too(address: str) -> None:
    assert mistakes(f"a <{address}>") == [("unsafe-link", 1, 3)]


@pytest.mark.parametrize(
    "address", ["http://a.org", "https://a.org:8080/b?c=d#e", "HTTPS://A.org", "mailto:a@b.org", "tel:+14165551234"]
)
def test_other_addresses_stay_as_they_are(address: str) -> None:
    assert html(f"[a]({address})") == f'<p><a href="{address}">a</a></p>'
    assert not read(f"[a]({address})").references


@pytest.mark.parametrize(
    ("written", "target"),
    [
        ("b.md", "b.md"),
        ("../a/b.md#c", "../a/b.md#c"),
        ("/agencies/", "/agencies/"),
        ("#c", "#c"),
        ("<a b.pdf>", "a%20b.pdf"),
        ("a%20b.pdf", "a%20b.pdf"),
        ("é.md", "%C3%A9.md"),
        ("ᐃᓄᒃ.md", "%E1%90%83%E1%93%84%E1%92%83.md"),
        ("a&amp;b.md", "a&b.md"),
    ],
)
def test_links_inside_the_site_are_gaps(written: str, target: str) -> None:
    found = read(f"[x]({written})")
    assert [r.target for r in found.references] == [target]
    assert found.references[0] in found.body.parts
    assert f'<a href="{escape(target)}">' in joined(found.body)


# --- places --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a](b.md)", [("b.md", 1, 1)]),
        ("  a [b](c.md) d ![e](f.png)", [("c.md", 1, 5), ("f.png", 1, 17)]),
        ("[![a](b.png)](c.md)", [("c.md", 1, 1), ("b.png", 1, 2)]),
        ("**[a](b.md)** _![c](d.png)_", [("b.md", 1, 3), ("d.png", 1, 16)]),
        ("`[a](b.md)` \\[c](d.md) [a](b.md)", [("b.md", 1, 24)]),
        ("a\n   b [c](d.md)\n[e](f.md)", [("d.md", 2, 6), ("f.md", 3, 1)]),
        ("[a\nb](c.md) ![d\n  e](f.png)", [("c.md", 1, 1), ("f.png", 2, 10)]),
        ("[a](\nb.md) [c](d.md)", [("b.md", 1, 1), ("d.md", 2, 7)]),
        ("a  \r\n[b](c.md)\r\n", [("c.md", 2, 1)]),
        ("𝄞𝄞 [a](b.md) é![𝄞](c.png)", [("b.md", 1, 4), ("c.png", 1, 15)]),
        ("- a\n- [b](c.md)\n  [d](e.md)", [("c.md", 2, 3), ("e.md", 3, 3)]),
        ("- a\n  1. b [c](d.md)\n\n     > e [f](g.md)", [("d.md", 2, 8), ("g.md", 4, 10)]),
        ("> [a](b.md)\n[c](d.md)\n>   [e](f.md)", [("b.md", 1, 3), ("d.md", 2, 1), ("f.md", 3, 5)]),
        ("> > - > [a](b.md)", [("b.md", 1, 9)]),
        ("-\t[a](b.md)", [("b.md", 1, 3)]),
        (">\t[a](b.md)\n>\t[c](d.md)", [("b.md", 1, 3), ("d.md", 2, 3)]),
        ("- a\n\n\t[b](c.md)", [("c.md", 3, 2)]),
        ("a\n\t\t[b](c.md)", [("c.md", 2, 3)]),
        ("## a [b](c.md) ##", [("c.md", 1, 6)]),
        ("a\n[b](c.md)\n---", [("c.md", 2, 1)]),
        ("a [b][r] c\n\n[r]: d.md", [("d.md", 1, 3)]),
        ("A\n: b [c](d.md)\n  [e](f.md)", [("d.md", 2, 5), ("f.md", 3, 3)]),
        ("a[^1]\n\n[^1]: b [c](d.md)\n    [e](f.md)", [("d.md", 3, 9), ("f.md", 4, 5)]),
        ("> [!NOTE]\n> [a](b.md)", [("b.md", 2, 3)]),
        ("::: editor\n a [b](c.md)\n:::", [("c.md", 2, 4)]),
        ("|a|b|\n|-|-|\n| [c](d.md) | ![e](f.png) |", [("d.md", 3, 3), ("f.png", 3, 15)]),
        ("|a [b](c.md)|b|\n|-|-|\n|x", [("c.md", 1, 4)]),
    ],
)
def test_links_and_images_have_their_place(text: str, expected: list[tuple[str, int, int]]) -> None:
    assert places(text) == expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("| [c](d.md) | [c](d.md) |", [("d.md", 3, 3), ("d.md", 3, 15)]),
        ("| a\\|b [c](d.md) | e |", [("d.md", 3, 8)]),
        ("| x [c](d.md) y | [c](d.md) |", [("d.md", 3, 5), ("d.md", 3, 19)]),
    ],
)
def test_links_in_any_cell_have_their_place(row: str, expected: list[tuple[str, int, int]]) -> None:
    assert places(f"|a|b|\n|-|-|\n{row}") == expected


def test_places_count_from_the_first_line_of_the_body() -> None:
    found = read_body("a\n[b](c.md)\n<br>", Setting("content/a.md", 7, "en"))
    assert [r.place.line for r in found.references] == [8]
    assert [d.line for d in found.noticed] == [9]


LINES = st.lists(
    st.text("a 𝄞é*_`", max_size=6).flatmap(
        lambda before: st.sampled_from([f"{before}[LINK]", f"{before}![LINK]", "b"])
    ),
    min_size=1,
    max_size=3,
).map("\n".join)
BLOCKS = st.recursive(
    LINES,
    lambda inner: st.lists(
        st.builds(
            lambda text, mark: mark + indent(text, "> " if mark == "> " else " " * len(mark))[len(mark) :],
            inner,
            st.sampled_from(["> ", "- ", "1. ", "* ", "10) "]),
        )
        | inner,
        min_size=1,
        max_size=3,
    ).map("\n\n".join),
    max_leaves=6,
)


@settings(deadline=None, max_examples=50)
@given(BLOCKS)
def test_every_place_is_where_its_link_begins(text: str) -> None:
    links = text.count("[LINK]")
    for number in range(links):
        text = text.replace("[LINK]", f"[x](u{number}.md)", 1)
    lines = text.split("\n")
    for reference in read(text).references:
        at = lines[reference.place.line - 1][reference.place.column - 1 :]
        assert at.startswith((f"[x]({reference.target})", f"![x]({reference.target})"))
        assert reference.image == at.startswith("!")


# --- limits --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", ["> ", "- ", "1. "])
def test_nesting_has_an_end_and_nothing_is_lost_in_silence(mark: str) -> None:
    for depth in range(1, DEEPEST + 5):
        found = read(mark * depth + "word")
        refused = bool(found.noticed)
        assert {d.code for d in found.noticed} == ({"nested-too-deeply"} if refused else set())
        assert refused or "word" in joined(found.body)
        assert not refused or depth > DEEPEST // 4
        assert refused or depth < DEEPEST


@pytest.mark.parametrize(
    "text", ["*a " * 999, "[" * 999, "![" * 500, "<" * 999, "`" * 999, "> " * 999, "a\n" * 999, "|" * 999]
)
def test_long_rows_of_marks_are_no_fault(text: str) -> None:
    assert read(text).body


# --- for every text ------------------------------------------------------------------------------------------------

TAGS = {
    *("p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "em", "strong", "s", "code", "pre", "a", "img", "span"),
    *("ul", "ol", "li", "blockquote", "table", "thead", "tbody", "tr", "th", "td", "dl", "dt", "dd", "sup", "div"),
    *("x-table", "x-callout", "x-quote", "x-figures", "x-helpline", "x-editor", "x-footnote-back"),
}
ATTRIBUTES = {
    *("href", "src", "alt", "title", "id", "class", "lang", "dir", "start"),
    *("kind", "speaker", "agency", "attribution", "results", "target", "number"),  # those of components
}
PIECES = [
    *("a", "b c", "\n", "\n\n", " ", "    ", "\t", "> ", "- ", "1. ", "# ", "## ", "*", "**", "_", "~~", "`", "```\n"),
    *(
        "[",
        "]",
        "(",
        ")",
        "![",
        "](x.md)",
        "](javascript:a)",
        "<javascript:a>",
        "[x]: javascript:a\n",
        "{",
        "}",
        "{.a}",
    ),
    *("{#a}", '{a="b"}', "<b>", "</b>", "<script>", "<!--", "-->", "<", ">", '"', "'", "&", "&quot;", "&lt;", "&#0;"),
    *("::: quote {speaker=a}\n", "::: editor\n", ":::\n", "::: x\n", "> [!NOTE]\n> ", "| a | b |\n|---|---|\n", "|"),
    *("[^1]", "[^1]: ", "\n: ", "\\", "\r\n", "\0", "\u2028", "é", "𝄞", "javascript:", "onclick=", "{onclick=a}"),
]


class Tags(HTMLParser):
    """The tags of HTML, its attributes and its addresses."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src")]


@settings(deadline=None)
@given(
    st.text() | st.lists(st.sampled_from(PIECES), max_size=20).map("".join),
    st.sampled_from(["en", "fr", "oj-Cans"]),
    st.booleans(),
    st.sampled_from(["", "p-"]),
)
@example('[a](b.md "c\\"d<e>")', "en", True, "")
@example('!["><script>](a.png)', "en", False, "")
@example('[a]{#"><b> class="\\"><c>"}', "en", False, "")
@example('```"><b>\nx\n```', "en", False, "")
@example("&lt;script&gt; &quot;x&quot;", "en", False, "")
@example('::: quote {speaker="<b>\\""}\nx\n:::', "en", False, "")
@example('# a {#"><b>}', "en", False, "")
@example('<https://a.org/"><b>>', "en", False, "")
def test_no_text_is_a_fault_and_none_brings_markup_of_its_own(text: str, lang: str, smart: bool, prefix: str) -> None:
    found = read(text, lang, smart=smart, prefix=prefix)
    out = joined(found.body)
    assert not set('<>"') & set(re.sub(r"<[^<>]*>", "", out))
    tags = Tags()
    tags.feed(out)
    tags.close()
    assert tags.tags <= TAGS
    assert tags.attributes <= ATTRIBUTES
    refused = "unsafe-link" in {d.code for d in found.noticed}
    assert refused or not any("javascript:" in address.lower() for address in tags.addresses)
    lines = text.replace("\r\n", "\n").split("\n")
    assert all(1 <= d.line <= len(lines) + 1 and d.column >= 1 and d.message for d in found.noticed)
    assert set(re.findall(r'<[^>]* id="([^"]*)"', out)) <= {escape(anchor) for anchor in found.anchors}
