"""The examples of the CommonMark specification, through our own parser: text in, the specification's HTML out."""

from __future__ import annotations

import re
from html import escape, unescape
from pathlib import Path
from urllib.parse import unquote

import pytest

from campaignsite.model.documents import Body, Component, Reference, Setting
from campaignsite.parse.markdown.body import Read, read_body
from tests.drawn import img

SPEC = Path(__file__).parent / "node_modules/commonmark-spec/spec.txt"
EXAMPLE = re.compile(r"^`{32} example\n([\s\S]*?)^\.\n([\s\S]*?)^`{32}$", re.MULTILINE)

OURS = {
    179: "a comment is for editors: it vanishes",
    183: "a comment is for editors: it vanishes",
    308: "a comment is for editors: it vanishes",
    309: "a comment is for editors: it vanishes",
    625: "a comment is for editors: it vanishes",
}
"""Examples of which we make something else, and why. A table, a footnote, an attribute: no other example has any."""

RAW_HTML = {
    *(21, 31, *range(148, 179), *range(180, 183), *range(184, 192), 201, 344, *range(475, 478), 491, 494, 524, 536),
    *(*range(613, 618), 623, *range(626, 632), 642, 643),
}
"""Examples with HTML in them, which is an error unless the site allows it."""

UNSAFE_LINK = {596, 598, 599, 601}
"""Examples with links to schemes that no site of ours needs: made-up-scheme: and the like."""


def examples() -> dict[int, tuple[str, str]]:
    """Markdown and HTML of each example, by its number in the specification."""
    text = SPEC.read_text(encoding="utf-8").partition("<!-- END TESTS -->")[0].replace("→", "\t")
    return {number: (m[1], m[2]) for number, m in enumerate(EXAMPLE.finditer(text), 1)}


def read(markdown: str, *, raw_html: bool) -> Read:
    return read_body(markdown, Setting("content/a.md", 1, "en", smart=False, raw_html=raw_html))


def joined(body: Body) -> str:
    out = ""
    for part in body.parts:
        if isinstance(part, Reference):
            out += escape(part.target)
        elif isinstance(part, Component) and part.name == "picture":
            out += img(part)
        elif isinstance(part, Component):
            out += f"<{part.name}>{joined(part.body)}</{part.name}>"
        else:
            out += part
    return out


def normal(html: str) -> str:
    """Without what is ours alone: ids of headings, HTML's form of empty elements, addresses not yet encoded."""
    html = re.sub(r'(<h[1-6]) id="[^"]*"', r"\1", html).replace(" />", ">")
    html = re.sub(r'(href|src)="([^"]*)"', lambda m: f'{m[1]}="{escape(unquote(unescape(m[2])))}"', html)
    return html.replace("<blockquote>\n</blockquote>", "<blockquote></blockquote>")


EXAMPLES = examples()


def test_the_specification_has_all_its_examples() -> None:
    assert len(EXAMPLES) == 652


@pytest.mark.parametrize("number", sorted(EXAMPLES.keys() - OURS.keys()))
def test_examples_become_the_html_of_the_specification(number: int) -> None:
    markdown, html = EXAMPLES[number]
    assert normal(joined(read(markdown, raw_html=True).body)) == normal(html)


@pytest.mark.parametrize("number", OURS)
def test_where_we_differ_only_comments_are_missing(number: int) -> None:
    markdown, html = EXAMPLES[number]
    without = re.sub(r"^ *<!--.*?-->\n|<!--.*?-->", "", html, flags=re.DOTALL | re.MULTILINE)
    assert normal(joined(read(markdown, raw_html=True).body)) == normal(without)


def test_html_is_an_error_unless_the_site_allows_it() -> None:
    said = {number: {d.code for d in read(m, raw_html=False).noticed} for number, (m, _) in EXAMPLES.items()}
    assert {n for n, codes in said.items() if "raw-html" in codes} == RAW_HTML
    assert {n for n, codes in said.items() if "unsafe-link" in codes} == UNSAFE_LINK


@pytest.mark.parametrize("number", sorted(EXAMPLES.keys() - RAW_HTML - UNSAFE_LINK - OURS.keys()))
def test_without_html_nothing_changes_for_the_others(number: int) -> None:
    markdown, html = EXAMPLES[number]
    assert normal(joined(read(markdown, raw_html=False).body)) == normal(html)
