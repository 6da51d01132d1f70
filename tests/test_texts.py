"""Announcements as plain text: what stands in it, and that nothing of the text is lost."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html
from markupsafe import escape

from campaignsite.build import Order, build
from campaignsite.render.plain import plain
from tests.dom import Element, read_html
from tests.four_languages import UNSEARCHED
from tests.rich_site import RICH
from tests.sites import CONFIG, NOW, built, tree, write_site

BASE = "https://example.org/releases/one/"


def output(text: str, root: Path, *, base_url: str = "", drafts: bool = False) -> dict[str, bytes]:
    """Every file of a good site."""
    outcome = built(text, root, base_url=base_url, drafts=drafts)
    assert outcome.artifacts, outcome.diagnostics
    return {a.file: a.data for a in outcome.artifacts}


def texts(files: dict[str, bytes]) -> dict[str, str]:
    return {file: data.decode("utf-8", "strict") for file, data in files.items() if file.endswith("index.txt")}


def said(html: str) -> str:
    return plain(html, BASE, "[Picture: {}]".format)


RELEASE = """-- content/agencies/first.md --
---
name: First Police
kind: municipal
---
-- content/boilerplates/us.md --
---
title: About us
---
We are [the first](../agencies/first.md).
-- content/results/spring.md --
---
title: Spring
date: 2026-02-01
operation: Spring Tide
scope: single
agencies: {lead: [First Police]}
period: {label: Spring 2025}
measures:
  - {id: persons-charged, value: 1234, unit: person, definition: Individuals charged}
---
-- content/releases/bridge.svg --
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="9" height="9"><path d="M0 2h9"/></svg>
-- content/releases/one.md --
---
title: The bridge holds
kicker: Vice Unit
summary: It held.
content_warning: It tells of violence.
date: 2026-03-01
dateline: {place: ORILLIA, province: ON}
agencies: {issuer: [First Police], participating: [First Police]}
results: [spring]
boilerplates: [us]
contacts:
  - {name: Press desk, agency: First Police, address: 1 Pier Street, phone: "+17055550111", email: p@first.example}
corrections:
  - {date: 2026-03-02, what: A name was misspelled.}
source: {title: The release, publisher: First Police, url: https://first.example/r}
verbatim: true
supplied: [summary]
---
Some *words* and a
[link](../results/spring.md), <https://first.example/x>, [mail](mailto:m@first.example).

## What was found

1. First
2. Second

   still the second

   - inside
   - [x] y

> Nobody’s.

::: quote {speaker="Robin Reed" title="Chief" agency="First Police"}
It holds.

It always did.
:::

![A bridge](bridge.svg){credit="Robin Vale"}

| Year | People |
|------|-------:|
| 2025 | 12     |
| 2026 | 1 or 2 |

Enough[^n].

[^n]: Said then.
"""

EXPECTED = """\
Vice Unit

The bridge holds
================

March 1, 2026
Corrected March 2, 2026

Content warning: It tells of violence.

It held.

Correction
----------

- March 2, 2026: A name was misspelled.

Key figures
-----------

Spring (https://example.org/results/spring/)
Spring Tide
Spring 2025 (start and end dates not stated)

- Individuals charged: 1,234 people

Result of First Police

People who are charged are presumed innocent until proven guilty. A charge is not a conviction.

* * *

(ORILLIA, ON) –

Some words and a link (https://example.org/results/spring/), https://first.example/x, mail (m@first.example).

What was found
--------------

1. First

2. Second

   still the second

   - inside
   - [x] y

> Nobody’s.

> It holds.
>
> It always did.

– Robin Reed, Chief
First Police (https://example.org/agencies/first/)

[Picture: A bridge]
Image: Robin Vale

Year | People
-----+-------
2025 | 12
2026 | 1 or 2

Enough[1].

* * *

1. Said then.

* * *

Agencies
--------

Participating agency

- First Police

Issued by

- First Police

About us
--------

We are the first (https://example.org/agencies/first/).

Contact
-------

Press desk
First Police
1 Pier Street
705-555-0111
p@first.example

Source
------

The release (https://first.example/r), First Police

The text of this page is the official wording, unchanged.

Added by the editors of this site, not stated in the source:

- summary

A campaign
https://example.org/releases/one/

- 30 -
"""


def test_a_release_as_text(tmp_path: Path) -> None:
    assert texts(output(RELEASE, tmp_path))["releases/one/index.txt"] == EXPECTED


def test_every_announcement_has_a_text_and_nothing_else_has(tmp_path: Path) -> None:
    files = output(RICH, tmp_path)
    announced = re.compile(r"(fr/)?(conferences|world-days|results|releases)/(\d{4}/)?[^/]+/index\.html")
    pages = {file for file in files if announced.fullmatch(file) and not re.search(r"/page-|/\d{4}/index", file)}
    sensitive = {"releases/opening/index.html", "fr/releases/ouverture/index.html"}
    gone = {"releases/withdrawn/index.html"}
    lists = {file for file in pages if b'class="pager"' in files[file] and b"<article>" not in files[file]}
    assert set(texts(files)) == {f.replace(".html", ".txt") for f in pages - sensitive - gone - lists}


@pytest.mark.parametrize("base", ["https://example.org/", "https://example.org/repo/"])
def test_pages_name_their_texts(tmp_path: Path, base: str) -> None:
    files = output(UNSEARCHED, tmp_path, base_url=base)
    for file, text in texts(files).items():
        page = read_html(files[file.replace(".txt", ".html")].decode())
        (link,) = page.all("link", rel="alternate", type="text/plain")
        assert "https://example.org" + link.attrs["href"] == base + file
        assert f"\n{base}{file.removesuffix('index.txt')}\n" in text
        assert not text.startswith("\ufeff")
        assert text.endswith("\n\n– 30 –\n" if file.startswith("fr/") else "\n\n- 30 -\n")
        assert not re.search(r"\n\n\n|[ \t]\n|\r", text), file


def content(element: Element) -> str:
    """The words of a text, but for the way back from footnotes."""
    return element.words(lambda e: "back" in e.classes)


def words(text: str) -> list[str]:
    """Words, without what lists, links and tables put between them."""
    return re.findall(r"\w+", text)


def in_order(some: list[str], all_: list[str]) -> bool:
    """Whether all of some words stand in others, in order."""
    rest = iter(all_)
    return all(word in rest for word in some)


def test_nothing_of_a_text_is_lost(tmp_path: Path) -> None:
    files = output(UNSEARCHED, tmp_path)
    found = texts(files)
    assert len(found) > 20
    for file, text in found.items():
        page = read_html(files[file.replace(".txt", ".html")].decode())
        for prose in page.all("div", cls="prose"):
            assert in_order(words(content(prose)), words(text)), file
        for image in page.all("img"):
            assert image.attrs["alt"] in text
        assert page.one("h1").text in text


def test_a_text_of_every_sort_of_block_is_whole(tmp_path: Path) -> None:
    guide = RICH.replace("-- content/guide.md --\n---\n", "-- content/guide.md --\n---\ntype: release\n")
    files = output(guide, tmp_path)
    page, text = read_html(files["guide/index.html"].decode()), texts(files)["guide/index.txt"]
    (prose,) = page.all("div", cls="prose")
    assert in_order(words(content(prose)), words(text))
    for line in (
        "Emphasis, weight, ~~struck~~, code, a span of French: bonjour, “quoted” – and…",
        "A line",
        "Term",
        "  What it means",
        "- a list",
        "  1. with another",
        "> A quotation that is not anybody’s.",
        "c    | d | e  | 2     | f                             | g                      | h",
        "A line of code that is much longer than a small screen is wide",
        "   It has two paragraphs.",
    ):
        assert line in text.split("\n") or line.split("|")[0].strip() in text, line


def test_what_is_sensitive_or_withheld_has_no_text(tmp_path: Path) -> None:
    files = texts(output(RICH, tmp_path / "a"))
    assert not [file for file, text in files.items() if "NOT PUBLIC" in text or "The line opens" in text]
    shown = texts(output(RICH, tmp_path / "b", drafts=True))
    assert shown["releases/draft/index.txt"].startswith("Not public: draft\n")


def test_texts_can_be_left_out(tmp_path: Path) -> None:
    files = output(f"-- campaignsite.yaml --\n{CONFIG}outputs: {{texts: false}}\n{RELEASE}", tmp_path)
    assert not texts(files)
    assert b"text/plain" not in files["releases/one/index.html"]


def test_in_french(tmp_path: Path) -> None:
    text = texts(output(RICH, tmp_path))["fr/world-days/journee-2026/index.txt"]
    assert "\n25 septembre 2026\n" in text
    assert "Thème\u00a0: Personne n’est à vendre" in text
    assert "(NARROWBRIDGE, ON) –" in text
    assert "On a marché le long de l’eau[1]." in text


def test_a_site_writes_its_own(tmp_path: Path) -> None:
    own = """-- layouts/text.html --
{% extends "stock/text.html" %}
{% block end %}<p>{{ t("mine") }} <b>&amp; {{ page.subject.item.title }}</b></p>{% endblock %}
-- layouts/locales/en.yaml --
mine: "### <end>"
"""
    assert texts(output(RELEASE + own, tmp_path))["releases/one/index.txt"].endswith(
        "\n\n### <end> & The bridge holds\n"
    )


HOSTILE = "</script><!-- ]]> & <b> \"'`=cmd|' &amp; \u202e \U0001f309 é"


def test_hostile_texts_come_back_as_themselves(tmp_path: Path) -> None:
    quoted = json.dumps(HOSTILE, ensure_ascii=False)
    site = f"""-- content/agencies/first.md --
---
name: {quoted}
kind: municipal
---
-- content/releases/one.md --
---
title: {quoted}
kicker: {quoted}
summary: {quoted}
content_warning: {quoted}
agencies: {{issuer: [first]}}
contacts: [{{name: {quoted}, address: {quoted}}}]
corrections: [{{date: 2026-03-02, what: {quoted}}}]
source: {{title: {quoted}, verbatim: {quoted}}}
---
`{HOSTILE.replace("`", "")}`
"""
    text = texts(output(site, tmp_path))["releases/one/index.txt"]
    assert text.count(HOSTILE) == 10
    assert text.count(HOSTILE.replace("`", "")) == 1


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("", "\n"),
        ("<p>a</p>\n<p>b\nc</p>", "a\n\nb c\n"),
        ("<p>a<br>b</p>", "a\nb\n"),
        ("<h1>Ab</h1>x<h2>C</h2><h3>D</h3>", "Ab\n==\n\nx\n\nC\n-\n\nD\n"),
        ("<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul><p>d", "- a\n- b\n  - c\n\nd\n"),
        ("<ol start=9><li>a<li>b</ol>", "9. a\n10. b\n"),
        ("<ol><li>a</li></ol><ol><li value=4>b</ol>", "1. a\n\n4. b\n"),
        ("<ol><li><p>a</p><p>b</p></li></ol>", "1. a\n\n   b\n"),
        ("<ol><li><ul><li>a</li></ul></li></ol>", "1. - a\n"),
        ("<blockquote><p>a</p><p>b</p></blockquote><p>c</p>", "> a\n>\n> b\n\nc\n"),
        ("<blockquote><ul><li>a<li>b</ul></blockquote>", "> - a\n> - b\n"),
        ("<pre><code>a\n  b\n\n c</code></pre>", "a\n  b\n\n c\n"),
        ("<dl><dt>a</dt><dd>b</dd><dd>c</dd></dl>", "a\n  b\n  c\n"),
        ('<a href="/x/">y</a>', "y (https://example.org/x/)\n"),
        ('<a href="https://a.example/">https://a.example/</a>', "https://a.example/\n"),
        ('<a href="tel:+17055550111">705-555-0111</a> <a href="tel:911">help</a>', "705-555-0111 help (911)\n"),
        ('<a href="sms:898211">Text 898211</a>', "Text 898211\n"),
        ('<a href="mailto:a@b.example">a@b.example</a>', "a@b.example\n"),
        ('<a href="#fn1">[1]</a> <a href="javascript:x">y</a>', "[1] y\n"),
        ('x<a class="back" href="#a"><span>↑</span> Back</a> y', "x y\n"),
        ('<a href="/x"><img alt="z" src=y></a>', "[Picture: z] (https://example.org/x)\n"),
        ('<img alt="" src=y>a', "a\n"),
        ("<table><caption>t</caption><tr><th>a<th>b<tr><td>cc<td><p>d</table>", "t\n\na  | b\n---+--\ncc | d\n"),
        ("<table><tr><th>a</th><td>b</td></tr></table>c", "a | b\n\nc\n"),
        ("<table><tr><td>a<b>b</b>c<td><table><tr><td>d<td>e</td></table>f</table>", "a b c | d e f\n"),
        ("<table><tr><td>a</a>b</table>", "a b\n"),
        ("a\u00a0b \t\n c", "a\u00a0b c\n"),
        ("a<script>no</script>b<style>no</style><!-- no -->c", "abc\n"),
        ("a<SCRIPT src=x><b></scripts></Script >b<svg><svg></svg><title>no</title></svg></svg>c", "abc\n"),
        ("<p>\x1b[31ma\x07&#27;</p>", "[31ma\n"),
        ("</ul></li></blockquote></table></a>a</p>", "a\n"),
        ("a &lt;b&gt; &amp;amp; <c", "a <b> &amp; <c\n"),
    ],
)  # fmt: skip
def test_html_as_text(html: str, expected: str) -> None:
    assert said(html) == expected


TEXT = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=12).map(lambda t: str(escape(t)))


def _block(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    one = st.sampled_from(
        ["<p>{}</p>", "<div>{}</div>", "<blockquote>{}</blockquote>", "<ul><li>{}</li></ul>", "<h2>{}</h2>"]
    )
    more = st.sampled_from(
        [
            "<ol start=3><li>{}</li></ol>",
            "<b>{}</b>",
            '<a href="/x">{}</a>',
            "<dl><dt>a</dt><dd>{}</dd></dl>",
            "<pre>{}</pre>",
        ]
    )
    table = st.just("<table><tr><th>{}</th></tr></table>")
    formed = st.tuples(st.one_of(one, more, table), inner).map(lambda pair: pair[0].replace("{}", pair[1]))
    return st.lists(st.one_of(formed, inner), min_size=1, max_size=3).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(st.recursive(TEXT, _block, max_leaves=12))
def test_no_word_of_any_html_is_lost(html: str) -> None:
    """Whatever lies in whatever: a reader of HTML and the text agree on the words, and on their order."""
    shown = " ".join(lxml_html.fragment_fromstring(html, create_parent="div").itertext())
    assert in_order(shown.split(), re.sub(r"(?m)^[> \-]+", " ", said(html)).split()) or in_order(
        list("".join(shown.split())), list("".join(said(html).split()))
    )


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="<>/=\"' abpltdh!-&;#x", max_size=60))
def test_no_text_is_too_odd(html: str) -> None:
    assert said(html).endswith("\n")


def test_it_takes_no_time() -> None:
    """At ten thousand pages, a text must cost a fraction of its page; and no text may cost its square."""
    html = (
        "<h2>a</h2>" + "<p>Some words of a release, with a <a href='/x/'>link</a> and <em>more</em> of them.</p>" * 40
    )
    started = time.perf_counter()
    for _ in range(20):
        said(html)
    assert (time.perf_counter() - started) / 20 < 0.02
    odd = "<a " * 20_000 + "<!-" * 20_000 + '<p "' * 20_000 + "<b x='" * 20_000
    started = time.perf_counter()
    said(odd)
    assert time.perf_counter() - started < 5


# --- what a build does again ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Delegates came", "People came"),
        ("title: The bridge holds", "title: It holds"),
        ("kicker: Vice Unit", "kicker: Unit"),
        ("summary: What was said", "summary: All that was said"),
    ],
)
def test_an_edit_comes_into_the_text_unplanned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str
) -> None:
    root = write_site(RICH, tmp_path / "site")
    order: Any = Order(root, NOW, root / "output", jobs=1, cache=True)
    assert build(order).published
    path = root / "content/conferences/bridge-2026.md"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr("campaignsite.build.whole.whole", lambda *_, **__: pytest.fail("the corridor was gone through"))
        assert build(order).published
    assert build(Order(root, NOW, root / "clean", jobs=1, cache=False)).published
    assert tree(root / "output") == tree(root / "clean")
    assert new.rpartition(": ")[2] in tree(root / "output")["conferences/bridge-2026/index.txt"].decode()
