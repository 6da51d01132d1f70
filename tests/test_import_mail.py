"""What ``campaignsite import`` makes of a release that came by e-mail: its text, nothing of the letter around it."""

from __future__ import annotations

import contextlib
import time
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaignsite.build import Order
from campaignsite.build.importing import Imported, RefusedError, Wish, imported
from campaignsite.incoming.blocks import words
from campaignsite.incoming.read.file import received
from campaignsite.incoming.read.heads import text_without_heads
from campaignsite.incoming.read.mail import mail_of
from tests import word_files as word
from tests.sites import NOW, write_site
from tests.test_import import SMALL, of, written

SECRETS = ("jane", "mailer", "desk@", "boss@", "10.0.0.7", "Received", "<m1@", "2026 09:14", "X-Secret")
TEXT = (
    "LAKESIDE, ON – The Lakeside Police Service announces its campaign, “Été”, against trafficking today.\n\n"
    "Everybody who works at a station learns to see the signs, and whom to call about them. More of it follows here.\n"
)
PAGE = (
    "<html><body><p>LAKESIDE, ON – The Lakeside Police Service announces its campaign, “Été”, against trafficking"
    " today.</p><p>Everybody who works at a <b>station</b> learns to see the signs.</p></body></html>"
)


def letter(text: str | None = TEXT, subject: str = "Fwd: RE: TR : Spring campaign begins", **how: str) -> EmailMessage:
    """A release as a colleague sends it on."""
    made = EmailMessage()
    made["Received"] = "from mailer.example (10.0.0.7) by mx.example; Tue, 5 May 2026 09:14:00 -0400"
    made["Message-ID"] = "<m1@mailer.example>"
    made["Date"] = "Tue, 05 May 2026 09:14:00 -0400"
    made["From"] = "Jane Doe <jane.doe@mailer.example>"
    made["To"] = "desk@campaign.example"
    made["Cc"] = "boss@campaign.example"
    made["Subject"] = subject
    made["X-Secret"] = "yes"
    if text is not None:
        made.set_content(text, charset=how.get("charset", "utf-8"), cte=how.get("cte", "quoted-printable"))
    return made


def posted(root: Path, message: EmailMessage, name: str = "a.eml") -> Imported:
    write_site(SMALL, root)
    return imported(Order(root, NOW), Wish(message.as_bytes(), name))


def shown(message: EmailMessage) -> str:
    return "\n".join(words(block) for block in received(message.as_bytes(), "a.eml").blocks)


# --- what it says -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["a.eml", "standard input"])
@pytest.mark.parametrize(
    ("charset", "cte"), [("utf-8", "quoted-printable"), ("utf-8", "base64"), ("cp1252", "8bit"), ("utf-8", "8bit")]
)
def test_the_text_is_taken_and_nothing_of_the_head(name: str, charset: str, cte: str, tmp_path: Path) -> None:
    made = written(posted(tmp_path, letter(charset=charset, cte=cte), name))
    assert "\ntitle: Spring campaign begins\n" in made
    assert "# CHECK: title: the subject of the e-mail: is it the title?" in made
    assert "announces its campaign, “Été”, against trafficking today." in made
    assert "dateline:\n  place: LAKESIDE\n" in made
    assert "=E2" not in made
    assert "Fwd" not in made
    for secret in SECRETS:
        assert secret not in made


@pytest.mark.parametrize(
    ("charset", "text"), [("iso-2022-jp", "これは文章です。"), ("koi8-r", "Это текст."), ("iso-8859-15", "Été.")]
)
def test_any_charset_that_it_names(charset: str, text: str) -> None:
    assert shown(letter(f"A title\n\n{text}\n", charset=charset, cte="base64")).endswith(text)


@pytest.mark.parametrize("claim", ["unknown-8bit", "nonsense", "us-ascii", ""])
def test_a_charset_that_is_none(claim: str) -> None:
    head = f"Content-Type: text/plain; charset={claim}\n" if claim else ""
    for coded in ("utf-8", "cp1252"):
        data = f"From: a@b.example\nMIME-Version: 1.0\n{head}\nA title\n\nUn été “là”.\n".encode(coded)
        assert words(received(data, "a.eml").blocks[-1]) == "Un été “là”."


def test_html_goes_before_plain_text() -> None:
    message = letter("Only for old programs.\n")
    message.add_alternative(PAGE, subtype="html")
    assert shown(message).endswith("Everybody who works at a station learns to see the signs.")
    assert "old programs" not in shown(message)


def test_no_text_between_attachments_is_lost() -> None:
    message = letter("The first half of it.\n")
    message.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="a.pdf")
    message.add_attachment("<p>The second half of it.</p>", subtype="html", disposition="inline")
    assert shown(message) == "The first half of it.\nThe second half of it."


def test_lines_that_flow_are_joined() -> None:
    data = (
        b"From: a@b.example\nMIME-Version: 1.0\nContent-Type: text/plain; format=flowed\n\nShort \nlines \nflow.\n"
        b" >stuffed\n"
    )
    assert [words(block) for block in received(data, "a.eml").blocks] == ["Short lines flow.", ">stuffed"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Posters in every station\n\nThe service puts up posters today.\n", "Posters in every station"),
        ("Good morning,\n\nThe service puts up posters today.\n", "Spring campaign begins"),
        ("Bonjour à tous\n\nLe service affiche ses messages dans les gares.\n", "Spring campaign begins"),
        ("Hi Jane\n\nThe service puts up posters today.\n", "Spring campaign begins"),
    ],
)
def test_the_subject_is_the_title_where_the_text_has_none(text: str, title: str, tmp_path: Path) -> None:
    assert f"\ntitle: {title}\n" in written(posted(tmp_path, letter(text)))


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("FW: Fwd : Re: TR: Été", "Été"),
        ("RE[2]: [EXTERNAL] Été", "Été"),
        ("Report on trafficking: a summary", "Report on trafficking: a summary"),
        ("Fwd:", ""),
        ("", ""),
        ("x" * 300, ""),
    ],
)
def test_subjects(subject: str, title: str) -> None:
    assert mail_of(letter(subject=subject).as_bytes()).subject == title


def test_a_subject_in_bytes() -> None:
    for coded in ("utf-8", "cp1252"):
        data = "From: a@b.example\nMIME-Version: 1.0\nSubject: Été\n\nText.\n".encode(coded)
        assert mail_of(data).subject == "Été"


def test_what_is_attached_is_named_and_not_imported(tmp_path: Path) -> None:
    message = letter()
    message.add_attachment(word.word(word.p("Secret words.")), maintype="application", subtype="x", filename="r é.docx")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="poster.png")
    message.add_attachment(letter(subject="Hidden"))
    done = posted(tmp_path, message)
    assert done.notes[-3:] == (
        "“r é.docx” is attached, and was not imported: if it is the release, save it and import it by itself",
        "“poster.png” is attached, and was not imported",
        "an e-mail is attached, and was not imported: save it as .eml and import it by itself",
    )
    assert "Secret words" not in written(done)
    assert "# CHECK: file: “poster.png” is attached, and was not imported\n" in written(done)


def test_a_letter_says_that_it_was_one() -> None:
    assert received(letter().as_bytes(), "a.eml").notes == (
        "it is an e-mail: only its text was taken; take greeting and signature out, if they are in it",
    )


# --- what is refused --------------------------------------------------------------------------------------------------


def broken() -> bytes:
    message = letter()
    message.add_attachment(b"x" * 500, maintype="application", subtype="pdf", filename="a.pdf")
    return message.as_bytes()[:-300]


def only_attached() -> bytes:
    message = letter(None)
    message.add_attachment(word.word(word.p("A.")), maintype="application", subtype="x", filename="a.docx")
    return message.as_bytes()


HEAD = b"From: a@b.example\nMIME-Version: 1.0\n"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "it is empty"),
        (b"Just some text.\n\nAnd more.\n", "it is named as an e-mail and is none"),
        (HEAD + b"Subject: A\n\n", "there is no text in it"),
        (only_attached(), "there is no text in it but what is attached (“a.docx”); save that and import it by itself"),
        (broken(), "it breaks off"),
        (HEAD + b"Content-Type: multipart/mixed\n\nA text.\n", "it breaks off"),
        (HEAD + b"Content-Transfer-Encoding: base64\n\nSGVsb*8gd29ybGQ=a\n", "its text is damaged"),
        (HEAD + b"Content-Type: application/pkcs7-mime; name=smime.p7m\n\nMIAG\n", "it is encrypted"),
        (HEAD + b"Content-Type: text/plain; a=" + b"x;" * 50_000 + b"\n\nA.\n", "it is damaged"),
        (HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\na\n" * 9000 + b"--b--\n", "it is damaged"),
        (
            HEAD + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(2000)),
            "it",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(data: bytes, said: str) -> None:
    with pytest.raises(RefusedError) as caught:
        received(data, "a.eml")
    assert said in str(caught.value)


def test_a_message_of_outlook_is_refused_with_what_to_do() -> None:
    data = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512) + "__substg1.0_0037".encode("utf-16-le")
    with pytest.raises(RefusedError, match=r"a message of Outlook \(\.msg\).*save it as \.eml"):
        received(data, "a.msg")


@given(st.lists(st.sampled_from([*broken().split(b"\n"), b"--", b"Content-Type: a/b/c; =;", b"\xff\xfe"]), max_size=30))
def test_whatever_is_in_a_letter_it_is_read_or_refused(lines: list[bytes]) -> None:
    with contextlib.suppress(RefusedError):
        assert received(HEAD + b"\n".join(lines), "a.eml").blocks


# --- heads of letters inside a text -----------------------------------------------------------------------------------

ENGLISH = """From: Jane Doe <jane.doe@mailer.example>
Sent: Tuesday, May 5, 2026 09:14
To: desk@campaign.example; other@campaign.example;
  third@campaign.example
Cc: boss@campaign.example
Subject: FW: Spring campaign begins
"""
FRENCH = """De : Jane Doe <jane.doe@mailer.example>
Envoyé : 5 mai 2026 09:14
À : desk@campaign.example
Objet : TR : Spring campaign begins
"""
STARRED = """*From:* Jane Doe
*Date:* 5 May 2026 09:14
*To:* desk@campaign.example
*Subject:* Spring campaign begins
"""
FORWARDED = f"---------- Forwarded message ---------\n{ENGLISH}"


@pytest.mark.parametrize("head", [ENGLISH, FRENCH, STARRED, FORWARDED, ENGLISH.replace("\n", "\r\n")])
@pytest.mark.parametrize("form", ["text", "page", "paragraphs", "word", "mail", "below"])
def test_a_head_that_was_pasted_is_no_text(head: str, form: str, tmp_path: Path) -> None:
    write_site(SMALL, tmp_path)
    lines = [*head.replace("<", "&lt;").splitlines(), ""]
    page = PAGE.replace("<p>LAKESIDE", f"<p>{'<br>'.join(lines)}</p><p>LAKESIDE")
    data, name = {
        "text": (f"{head}\n{TEXT}".encode(), "a.txt"),
        "page": (page.encode(), "a.html"),
        "paragraphs": (PAGE.replace("<p>LAKESIDE", f"{'<p>'.join(lines)}<p>LAKESIDE").encode(), "a.html"),
        "word": (word.word(*(word.p(line) for line in [*lines[:-1], *TEXT.split("\n\n")])), "a.docx"),
        "mail": (letter(f"{head}\n{TEXT}").as_bytes(), "a.eml"),
        "below": (letter(f"Please post this.\n\n{head}\n{TEXT}").as_bytes(), "a.eml"),
    }[form]
    done = imported(Order(tmp_path, NOW), Wish(data, name))
    made = written(done)
    if form != "below":
        assert "\ntitle: Spring campaign begins\n" in made
        assert "dateline:\n  place: LAKESIDE\n" in made
    else:
        assert "Please post this." in made
    assert "summary: The Lakeside Police" in made or form == "below"
    assert "announces its campaign" in made
    for secret in (*SECRETS, "Forwarded", "campaign.example", "Jane"):
        assert secret not in made
    assert any("the head of an e-mail stood in it" in note for note in done.notes)


@pytest.mark.parametrize(
    "text",
    [
        "A title\n\nFrom: Monday\nTo: Friday\n\nThe service is open.",
        "A title\n\nTo: everybody who saw something\n\nThe service asks for help.",
        "Date: July 30, 2026\n\nA title\n\nThe service asks for help.",
        "A title\n\nOn Tuesday the chief wrote:\n\nThe service asks for help.",
        "From: Lakeside\n\nThe service asks for help.",
        "A title\n\n" + "From: Lakeside " * 3 + "To: x " * 9,
    ],
)
def test_what_is_no_head_stays(text: str) -> None:
    said = " ".join(words(block) for block in received(text.encode(), "a.txt").blocks)
    assert said == " ".join(text.split())


def test_the_line_below_a_head_stays() -> None:
    said = received(b"From: Jane\nSubject: A title\nAsk media@police.example, they know.\n", "a.txt")
    assert [words(block) for block in said.blocks] == ["Ask media@police.example, they know."]


@pytest.mark.parametrize(
    "text", ["From: x\n" * 19_000, "To: x\n\n" * 9_000, "To: x;\na\n" * 9_000, "on " + "@x" * 99_999]
)
def test_many_lines_are_looked_at_quickly(text: str) -> None:
    begun = time.perf_counter()
    assert text_without_heads(text) == (text, "", False)
    assert time.perf_counter() - begun < 5


def test_the_line_above_an_answer_is_no_text() -> None:
    text = "A title\n\nOn Tue, May 5, 2026 at 9:14 AM Jane <jane@mailer.example> wrote:\n\nThe service asks for help."
    said = [words(block) for block in received(text.encode(), "a.txt").blocks]
    assert said == ["A title", "The service asks for help."]


# --- where a release ends ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sign", ["ENDS", "Ends", "-30-", "- 30 -", "###", "# # #", "–FIN–", "– FIN –", "—ends—", "[ENDS]"]
)
@pytest.mark.parametrize("form", ["below", "apart", "list", "page", "mail"])
def test_the_sign_of_an_end_is_no_text(sign: str, form: str, tmp_path: Path) -> None:
    lines = (
        "The service and its partners have worked on this for as long as\nanybody in the town can remember, all of it."
    )
    after = "\n\n".join(f"Note number {n} for editors says this." for n in range(9))
    text = {
        "below": f"A title of some words\n\n{lines}\n{sign}\n\n{after}\n",
        "apart": f"A title of some words\n\n{lines}\n\n  {sign}\n\n{after}\n",
        "list": f"A title of some words\n\n{lines}\n\n- one thing\n- another thing\n  {sign}\n\n{after}\n",
        "page": f"<main><h1>A title</h1><p>{lines}<br>{sign}<br>Note.</p><p>{after}</p></main>",
        "mail": f"A title of some words\n\n{lines}\n{sign}\n{after}\n",
    }[form]
    if form == "mail":
        made = written(posted(tmp_path, letter(text)))
    else:
        made = written(of(tmp_path, text, "a.html" if form == "page" else "a.txt"))
    head, _, body = made.partition("\n---\n")
    plain = body.replace("\\", "")
    assert f"<!-- in the source, and not on the page: “{sign}” -->" in body
    assert sign not in head
    assert not [line for line in plain.split("\n") if line.strip() == sign or line.endswith(f" {sign}")]
    assert ("another thing" if form == "list" else "all of it.") in plain
    for n in range(9):
        assert f"Note number {n} for editors" in plain


@pytest.mark.parametrize("line", ["30", "the ends", "Fin de semaine", "ENDS MEET", "ends"])
def test_what_is_no_sign_stays(line: str, tmp_path: Path) -> None:
    after = "\n\n".join(f"Note number {n} for editors says this." for n in range(9))
    made = written(of(tmp_path, f"A title\n\nA sentence of text.\n\n{line}\n\n{after}\n"))
    assert f"\n{line}\n" in made.replace("## ", "")
