"""What ``campaignsite import`` reads: texts in several encodings, pages, Word files; and what it refuses, and how."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaignsite.incoming.blocks import Block, Gap, Heading, Listing, Note, Paragraph, Table, inlines_of, words
from campaignsite.incoming.draft.markdown import Writer
from campaignsite.incoming.read.decoding import decoded
from campaignsite.incoming.read.file import received
from campaignsite.incoming.read.html import blocks_of_html
from campaignsite.incoming.read.plain import blocks_of_text
from campaignsite.incoming.read.refusals import RefusedError
from campaignsite.model.diagnostics import Severity
from campaignsite.model.documents import Setting
from campaignsite.parse.body import read
from tests import word_files as word
from tests.test_demonstration_content import words as shown
from tests.word_files import W, p, run, table

BOX = (
    '<w:p><w:r><w:pict><v:textbox xmlns:v="urn:schemas-microsoft-com:vml"><w:txbxContent>{}</w:txbxContent></v:textbox>'
    "</w:pict></w:r></w:p>"
)
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512)


def markdown(blocks: tuple[Block, ...]) -> str:
    writer = Writer()
    return "\n".join(line for block in blocks for line in writer.lines(block))


def page(html: str) -> str:
    """The Markdown of a page's body."""
    return markdown(blocks_of_html(f"<body>{html}</body>")[0]).strip()


def packed(files: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


GOOD = word.word(p("Hello world, this is a text."))


# --- what is refused --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "a.txt", "it is empty"),
        (b"\xef\xbb\xbf \r\n", "a.txt", "it is empty"),
        (b"a" * (33 << 20), "a.txt", "it has 33.0 MiB, and the most is 32 MiB"),
        (b"a " * (3 << 20), "a.txt", "it has 6.0 MiB, and the most is 4 MiB"),
        (b"a\n" * 30_000, "a.txt", "it is longer than any release"),
        (b"a\n\n" * 4_000, "a.txt", "it is longer than any release"),
        (b"%PDF-1.7\n", "a.pdf", "it is a PDF"),
        (b"junk %PDF-1.7\n", "a.txt", "it is a PDF"),
        (OLE, "a.doc", "it is in the format of Word before 2007"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", "it is protected by a password"),
        (b"{\\rtf1 a}", "a.rtf", "it is in Rich Text Format"),
        (b"\x89PNG\r\n\x1a\n", "a.png", "it is a picture"),
        (b"hello", "a.docx", "it is named as a Word file and is none"),
        (b"a\0b", "a.txt", "there are NUL bytes in it"),
        (b"<html><script>alert(1)</script></html>", "a.html", "there is no text in it"),
        (packed({"content.xml": "<a/>"}), "a.odt", "it is an OpenDocument file"),
        (packed({"xl/book.xml": "<a/>"}), "a.xlsx", "it is a spreadsheet or a presentation"),
        (packed({"a.txt": "a"}), "a.zip", "it is an archive (ZIP) and no Word file"),
        (GOOD[: len(GOOD) // 2], "a.docx", "it is damaged: its parts cannot be found"),
        (GOOD.replace(b"PK\x05\x06", b"PK\x05\x07"), "a.docx", "it is damaged: its parts cannot be found"),
        (packed({"word/document.xml": "<a/>"}), "a.docx", "it is damaged, or made by a program"),
        (packed({"word/document.xml": "<a><b></a>"}), "a.docx", "it is damaged: word/document.xml breaks off"),
        (word.word(p("a"), more={"word/big.xml": bytes(30 << 20)}), "a.docx", "it unpacks to 30 MiB of text"),
        (word.word(p("a"), more={f"word/x{n}.xml": b"<a/>" for n in range(4001)}), "a.docx", "in 4,007 parts"),
        (word.word(p("a"), more={"word/x.xml": b"<!DOCTYPE a><a/>"}), "a.docx", "declares a document type"),
        (
            word.word(p("a"), more={"word/x.xml": '<?xml version="1.0"?><!DOCTYPE a><a/>'.encode("utf-16")}),
            "a.docx",
            "declares a document type",
        ),
        (word.word("<w:sdt>" * 200 + "</w:sdt>" * 200), "a.docx", "is deeper or longer than any text"),
        (word.word(word.p("") * 70_000), "a.docx", "is deeper or longer than any text"),
        (word.word(), "a.docx", "there is no text in it"),
        (("<i>a</i>" * 60_000).encode(), "a.html", "it has more tags than any page"),
        (("<![" * 2_000).encode(), "a.html", "it has more tags than any page"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(data: bytes, name: str, said: str) -> None:
    with pytest.raises(RefusedError) as caught:
        received(data, name)
    assert said in str(caught.value)
    assert re.search(r"[;:] .*\w", str(caught.value))


def test_a_damaged_part_is_refused() -> None:
    at = GOOD.index(b"word/document.xml") + 60
    with pytest.raises(RefusedError, match="cannot be unpacked"):
        received(GOOD[:at] + b"\xff" * 20 + GOOD[at + 20 :], "a.docx")


def test_a_second_part_of_the_same_name_is_refused() -> None:
    out = io.BytesIO(GOOD)
    with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("word/document.xml", "<a/>")
    with pytest.raises(RefusedError, match=r"two of its parts are called word/document\.xml"):
        received(out.getvalue(), "a.docx")


def test_pictures_of_a_word_file_are_not_unpacked() -> None:
    data = word.word(
        p("A text."), p(word.picture("rp", "Two officers")), more={"word/media/image1.png": bytes(60 << 20)}
    )
    made = markdown(received(data, "a.docx").blocks)
    assert re.search(r"<!-- CHECK: a picture stood here: put its file .* described as “Two officers”\. -->", made)
    assert "![" not in made


def test_a_picture_elsewhere_is_not_read() -> None:
    data = word.word(
        p("A text."), p(word.picture("rl", "x").replace("r:embed", "r:link")), links={"rl": "file:///etc/hosts"}
    )
    assert "localhost" not in markdown(received(data, "a.docx").blocks)


# --- encodings --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "html", "text", "noted"),
    [
        ("“Été”".encode(), False, "“Été”", ""),
        (b"\xef\xbb\xbf" + "“Été”".encode(), False, "“Été”", ""),
        ("\ufeff“Été”".encode("utf-16-le"), False, "“Été”", ""),
        ("\ufeff“Été”".encode("utf-16-be"), False, "“Été”", ""),
        ("“Été” – ok".encode("cp1252"), False, "“Été” – ok", "it is not UTF-8 and was read as Windows-1252"),
        (b'<meta charset="iso-8859-1">\x93a\x94', True, '<meta charset="iso-8859-1">“a”', "read as Windows-1252"),
        ('<meta charset="koi8-r">Да'.encode("koi8-r"), True, '<meta charset="koi8-r">Да', "it is in koi8-r"),
        (b'<meta charset="nonsense">\xe9', True, '<meta charset="nonsense">é', "read as Windows-1252"),
        ("a\u0092b".encode(), False, "a’b", ""),
        (b"a\r\nb\rc\x0cd\x0be", False, "a\nb\nc\nd\ne", ""),
        (b"a\x01b\x7f", False, "ab", "2 invisible control characters were taken out"),
        (b"a\x01", False, "a", "1 invisible control character was taken out"),
    ],
)
def test_encodings(data: bytes, html: bool, text: str, noted: str) -> None:
    found, notes = decoded(data, html=html)
    assert found == text
    assert noted in " ".join(notes)
    assert bool(noted) == bool(notes)


# --- plain text -------------------------------------------------------------------------------------------------------


def test_lines_that_a_program_broke_are_joined_and_others_are_not() -> None:
    wrapped = (
        "The service and its partners have worked on this for as long as\n"
        "anybody in the town can remember, and they will go on with it as\n"
        "long as it takes."
    )
    blocks = blocks_of_text(f"{wrapped}\n\nA short line\nAnother short one")
    assert [words(block) for block in blocks] == [wrapped.replace("\n", " "), "A short line", "Another short one"]


def test_lists_are_those_whose_numbers_follow_one_another() -> None:
    blocks = blocks_of_text("1. a\n2. b\n\n3. c\n\n7. d\n\n• x\n• y\n\n01. z\n\n- Robin Vale")
    assert [type(block) for block in blocks] == [Listing, Paragraph, Listing, Paragraph, Paragraph]
    assert isinstance(blocks[0], Listing)
    assert (blocks[0].start, len(blocks[0].items)) == (1, 3)


def test_an_entry_that_goes_on_below_is_one() -> None:
    (block,) = blocks_of_text("1. Lakeside Police\n   Service\n2. Bayfield")
    assert isinstance(block, Listing)
    assert [words(item[0]) for item in block.items] == ["Lakeside Police Service", "Bayfield"]


def test_headings_are_lines_in_capitals_and_those_that_releases_have() -> None:
    text = "QUOTES\nAbout THE IJFS\nQuick facts\nÀ PROPOS\nRCMP.\n(ORILLIA, ON)\nWe ASK YOU\nAbout 80 people\nContacts:"
    kinds = {words(block): isinstance(block, Heading) for block in blocks_of_text(text)}
    assert [line for line, heading in kinds.items() if heading] == [
        "QUOTES",
        "About THE IJFS",
        "Quick facts",
        "À PROPOS",
        "Contacts:",
    ]


def test_addresses_become_links_that_look_as_before() -> None:
    made = markdown(
        blocks_of_text("See https://a.example/x_y?b=1, or write to me@a.example. ftp://b.example www.c.example")
    )
    assert made.strip() == (
        "See <https://a.example/x_y?b=1>, or write to <me@a.example>. ftp://b.example www.c.example"
    )


# --- pages ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "made"),
    [
        ("<p>a<p>b", "a\n\nb"),
        ("<h1>A</h1><h4>b</h4><p>c", "## A\n\n### b\n\nc"),
        ("<h3>A #1</h3>", "## A \\#1"),
        ("<p>a <b>b</b> <i>c</i> <s>d</s> <strong><em>e</em></strong>.", "a **b** *c* ~~d~~ ***e***."),
        ("<p>a<b>b</b>c", "abc"),
        ("<p><b>a </b>b<i> c</i>", "**a** b *c*"),
        ("<p>a<br>b<br><br>c", "a\\\nb\\\nc"),
        ("<ul><li>a<li>b<ol start=3><li>c</ol></ul>", "- a\n- b\n  3. c"),
        ("<ul><li><p>a</p><p>b</p></li><li>c</li></ul>", "- a\n\n  b\n\n- c"),
        ("<table><tr><th>a<th>b|c<tr><td>1<td>2</table>", "| a | b\\|c |\n| --- | --- |\n| 1 | 2 |"),
        ("<table><tr><td><p>a<td><ul><li>b</ul></table>", "a\n\n- b"),
        ("<table><tr><td>only</table>", "only"),
        ("<table><tr><td><table><tr><td>x<td>y<tr><td>1<td>2</table></table>", "| x | y |\n| --- | --- |\n| 1 | 2 |"),
        (
            "<p><a href='https://a.example/b(c)?d=1&amp;e=2'>x [y]</a>",
            "[x \\[y\\]](https://a.example/b%28c%29?d=1&e=2)",
        ),
        ("<p><a href='https://a.example/?x&amp;copy;'>x</a>", "[x](https://a.example/?x\\&copy;)"),
        ("<p>Stop!<a href='tel:+1416'>x</a>", "Stop\\![x](tel:+1416)"),
        ("<p><a href='mailto:a@b.example'>a@b.example</a>", "<a@b.example>"),
        ("<p><a href='#top'>up</a> <a name='x'>y</a>", "up y"),
        ("<p>a <q>b</q>", "a “b”"),
        ("<pre>a\n  b</pre>", "a\\\nb"),
        ("<dl><dt>a<dd>b</dl>", "a\n\nb"),
        ("<p>a &lt;b&gt; &amp;amp; &nbsp;*c*", "a \\<b> \\&amp; \u00a0\\*c\\*"),
        ("<form><p>a<input value='x'><select><option>o</select><textarea>t</textarea></form>", "a"),
        ("a<div hidden>b</div><style>c</style><script>d</script><template>e</template><!-- f -->g", "ag"),
        ("<p>a<!-- b --><![if !x]>c<![endif]></p>", "ac"),
        ("<p>a<!-- b <p>c", "a"),
        ("<figure><p>a</p><figcaption>b</figcaption></figure>", "a\n\nb"),
        ("<p>2 <sup>nd</sup></p>", "2 nd"),
        ("<p><a href='https://a.example/'>x</a>{.a}", "[x](https://a.example/)\\{.a}"),
        ("<h2>A {#b}</h2>", "## A \\{\\#b}"),
    ],
)
def test_pages(html: str, made: str) -> None:
    assert page(html) == made
    found = read(page(html), Setting("content/a.md", 1, "en", smart=False))
    assert not [d for d in found.noticed if d.severity is Severity.ERROR]


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "JaVa\nScript:alert(1)",
        "data:text/html,x",
        "ftp://a.example/",
        "//a.example/",
        "https://u:p@a.example/",
    ],
)
def test_a_link_that_is_not_safe_becomes_text_with_a_mark(href: str) -> None:
    made = page(f"<p>Go <a href='{href}'>there</a>.</p>")
    assert made.endswith("\n\nGo there.")
    assert re.match(r"<!-- CHECK: “there” was a link to .*not safe", made)
    assert "](" not in made


def test_a_link_into_the_page_it_comes_from_becomes_text_with_a_mark() -> None:
    made = page("<p><a href='/en/contact.html'>Contact --> us</a></p>")
    assert "“Contact - -> us” was a link to /en/contact.html, an address of the site that it comes from" in made
    assert made.endswith("\n\nContact --> us")


def test_pictures_and_films_leave_a_mark() -> None:
    made = page("<p>a<img src='x.jpg' alt='Two officers'></p><iframe src='https://v.example/1'>no</iframe><p>b</p>")
    assert "a picture stood here (x.jpg): put its file" in made
    assert "a film, a sound or another page was shown here (https://v.example/1)" in made
    assert "no" not in made.split()


def test_characters_that_nobody_can_see_do_not_come_in_by_reference() -> None:
    made = page("<p>a&#27;[31mb&#1;<img src='x&#27;' alt='y&#27;z'><a href='javascript:&#27;'>c&#27;</a></p>")
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f]", made)
    assert made.endswith("a\\[31mbc")


def test_merged_cells_leave_a_mark() -> None:
    made = page("<table><tr><td colspan=2>a<tr><td>1<td>2</table>")
    assert "cells of this table were merged" in made
    assert made.endswith("| a |  |\n| --- | --- |\n| 1 | 2 |")


@pytest.mark.parametrize(
    ("html", "made"),
    [
        ("<header>H</header><main><p>M</p><nav>N</nav></main><footer>F</footer>", "M"),
        ("<div>H</div><article><p>A</p><footer>F</footer></article>", "A"),
        ("<div>H</div><article>A</article><article>B</article><footer>F</footer>", "H\n\nA\n\nB"),
        ("<div role=main><blockquote><p>“A”</p><footer>– B</footer></blockquote></div><p>x", "“A”\n\n– B"),
        ("<form><div>A</div></form>", "A"),
    ],
)
def test_the_main_content_of_a_page_is_taken(html: str, made: str) -> None:
    blocks, notes = blocks_of_html(html)
    assert markdown(blocks).strip() == made
    assert bool(notes) == any(word_ in html for word_ in ("F<", "x"))


SOUP = st.lists(
    st.sampled_from(
        """
<p>
</p>
<b>
</b>
<em>
</i>
<br>
<h1>
</h3>
<ul>
<ol start=7>
<li>
</ul>
<table>
<tr>
<td>
<td colspan=2>
<th>
</table>
<blockquote>
</blockquote>
<a href='https://a.example/(b)?c=&copy;'>
<a href='javascript:x'>
</a>
<img src='x' alt='-->'>
<pre>
</pre>
<q>
<div>
</div>
<nav>
<!--
-->
<![CDATA[
<?x
&lt;b&gt;
&#27;
a*b_c
| a [b](c)
# x
1. y
::: z
{.a}
!
""".strip().split("\n")
    ),
    max_size=25,
)


@given(SOUP)
def test_any_soup_of_tags_becomes_markdown_without_errors(tags: list[str]) -> None:
    blocks, _ = blocks_of_html("".join(tags))
    made = markdown(blocks)
    found = read(made, Setting("content/a.md", 1, "en", smart=False, draft=True))
    assert not [d for d in found.noticed if d.severity is Severity.ERROR], made
    expected = "".join(" ".join(map(words, blocks)).split())
    signs = re.compile(r"[-0-9.|\s]|<[^>]*>")
    assert signs.sub("", shown(found.body)) == signs.sub("", expected), made


def test_lists_that_lie_too_deep_are_kept_as_paragraphs() -> None:
    blocks, _ = blocks_of_html("<ul><li>" * 2000 + "x")
    made = markdown(blocks)
    found = read(made, Setting("content/a.md", 1, "en", smart=False, draft=True))
    assert not [d for d in found.noticed if d.severity is Severity.ERROR]
    assert shown(found.body).split()[-1] == "x"


# --- Word files -------------------------------------------------------------------------------------------------------


def test_a_word_file_is_read_with_its_structure() -> None:
    data = word.word(
        p("A title", style="Title"),
        p("A ", run("bold", bold=True), " word, ", word.link("a link", "rl"), word.note(1), "."),
        p("A heading", style="Heading2"),
        p("one", item=1),
        p("two", item=1),
        p("first", style="ListParagraph", item=2),
        p("second", item=2),
        table(["a", "b"], ["1", "2"]),
        p("“We did it.”", style="Quote"),
        links={"rl": "https://a.example/?b=1&c=2"},
        notes=["A note."],
    )
    blocks = received(data, "a.docx").blocks
    assert [type(b) for b in blocks] == [Heading, Paragraph, Heading, Listing, Listing, Table, Paragraph, Note]
    assert markdown(blocks) == (
        "## A title\n\n"
        "A **bold** word, [a link](https://a.example/?b=1&c=2)[^footnote-1].\n\n"
        "### A heading\n\n"
        "- one\n- two\n\n"
        "1. first\n2. second\n\n"
        "| a | b |\n| --- | --- |\n| 1 | 2 |\n\n"
        "“We did it.”\n\n"
        "[^footnote-1]: A note.\n"
    )
    assert isinstance(blocks[6], Paragraph)
    assert blocks[6].quoted


def test_what_word_keeps_beside_the_text_is_said() -> None:
    data = word.word(
        f'<w:p><w:ins w:id="1">{run("kept")}</w:ins>'
        '<w:del w:id="2"><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>',
        parts={
            "comments": f'<w:comments {W}><w:comment w:id="0">{p("between us")}</w:comment></w:comments>',
            "header1": f"<w:hdr {W}>{p('Lakeside Police Service')}</w:hdr>",
        },
    )
    found = received(data, "a.docx")
    assert markdown(found.blocks).strip() == "kept"
    said = "\n".join(found.notes)
    assert "tracked changes (1 insertions, 1 deletions)" in said
    assert "the file has a comment" in said
    assert "between us" not in said
    assert "the head of its pages is not taken over; it says “Lakeside Police Service”" in said


@pytest.mark.parametrize(
    "inside",
    [
        f"<w:sdt><w:sdtContent>{p('Words that must stay.')}</w:sdtContent></w:sdt>",
        f"<w:p><w:smartTag>{run('Words that must stay.')}</w:smartTag></w:p>",
        f'<w:p><w:fldSimple w:instr="DATE">{run("Words that must stay.")}</w:fldSimple></w:p>',
        f"<w:p><w:unheardOf>{run('Words that must stay.')}</w:unheardOf></w:p>",
        "<w:p><w:r><w:t>Words that</w:t><w:tab/><w:t>must</w:t><w:br/><w:t>stay.</w:t></w:r></w:p>",
        BOX.format(p("Words that must stay.")),
    ],
)
def test_no_paragraph_of_a_word_file_is_lost(inside: str) -> None:
    blocks = received(word.word(p("Before."), inside, p("After.")), "a.docx").blocks
    assert " ".join(map(words, blocks)).count("Words that must stay.") == 1


def test_signs_that_are_no_letters_are_no_loss() -> None:
    body = "<w:p><w:r><w:t>co</w:t><w:noBreakHyphen/><w:t>op</w:t><w:softHyphen/><w:t>s</w:t></w:r></w:p>"
    moved = f'<w:p><w:moveFrom w:id="1">{run("Moved away.")}</w:moveFrom></w:p>'
    blocks = received(word.word(body, moved), "a.docx").blocks
    assert [words(block) for block in blocks] == ["co\u2011op\u00ads"]
    assert not any(isinstance(i, Gap) for block in blocks for inlines in inlines_of(block) for i in inlines)
