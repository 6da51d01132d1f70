"""An e-mail becomes its text. In: bytes. Out: ``Mail``: texts, the subject, what was attached; no address of anybody.

RFC 5322 and RFC 2045 to 2049, as the standard library reads them; RFC 3676 for lines that flow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import errors, message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import cast

from campaignsite.incoming.read.decoding import cleaned, decoded
from campaignsite.incoming.read.refusals import TEXT_MOST, RefusedError
from campaignsite.incoming.read.subjects import bare_subject

_NOTE = "it is an e-mail: only its text was taken; take greeting and signature out, if they are in it"
_DAMAGED = "it is damaged; ask for it again, or copy its text into a .txt file"
_BREAKS_OFF = "it breaks off, or its parts cannot be found; ask for it again, or copy its text into a .txt file"
_CONTENT = re.compile(rb"^content-[a-z-]{1,40}:[^\n]*(?:\n[ \t][^\n]*)*", re.IGNORECASE | re.MULTILINE)
_CONTENT_MOST, _PARTS_MOST, _SUBJECT_MOST = 4_000, 500, 2_000
"""The library takes quadratic time for a long line, and calls itself for each part inside another."""
_OURS = frozenset(("utf-8", "us-ascii", "ascii", "iso-8859-1", "latin1", "latin-1", "windows-1252", "cp1252"))
"""Encodings that are claimed wrongly so often that the bytes are looked at first."""
_NO_CHARSET = re.compile(r"idna|punycode|undefined|.*escape.*", re.IGNORECASE)
_BROKEN = (
    errors.StartBoundaryNotFoundDefect,
    errors.CloseBoundaryNotFoundDefect,
    errors.NoBoundaryInMultipartDefect,
    errors.MultipartInvariantViolationDefect,
)
_CODED = (errors.InvalidBase64CharactersDefect, errors.InvalidBase64PaddingDefect, errors.InvalidBase64LengthDefect)


@dataclass(frozen=True, slots=True)
class Mail:
    """What an e-mail says."""

    texts: tuple[tuple[str, bool], ...]
    """Each with whether it is HTML."""
    subject: str
    notes: tuple[str, ...]


def mail_of(data: bytes) -> Mail:
    """Read it. Raises RefusedError."""
    if (
        any(len(found[0]) > _CONTENT_MOST for found in _CONTENT.finditer(data))
        or max(data.count(b"boundary"), data.count(b"\n--") // 10) > _PARTS_MOST
    ):
        raise RefusedError(_DAMAGED)
    try:
        return _mail(data)
    except (errors.MessageError, LookupError, ValueError, TypeError, AttributeError, RecursionError) as error:
        if isinstance(error, RefusedError):
            raise
        raise RefusedError(_DAMAGED) from None


def _mail(data: bytes) -> Mail:
    message = message_from_bytes(data.removeprefix(b"\xef\xbb\xbf"), policy=default)
    if not message.keys():
        raise RefusedError("it is named as an e-mail and is none; if it is a text, give it a name that ends in .txt")
    parts = list(message.walk())
    if len(parts) > _PARTS_MOST:
        raise RefusedError(_DAMAGED)
    if any(isinstance(defect, _BROKEN) for part in parts for defect in part.defects):
        raise RefusedError(_BREAKS_OFF)
    if any(part.get_content_subtype() in ("pkcs7-mime", "x-pkcs7-mime", "encrypted") for part in parts):
        raise RefusedError("it is encrypted; open it in your program for e-mail, and copy its text into a .txt file")
    bodies = _bodies(message)
    attached = list(_attached(message, bodies))
    texts, notes = [], [_NOTE]
    for part in bodies:
        text, said = _text(part)
        texts.append((text, part.get_content_subtype() == "html"))
        notes += said
    if not any(text.strip() for text, _ in texts) and attached:
        names = ", ".join(_called(part) for part in attached)
        raise RefusedError(f"there is no text in it but what is attached ({names}); save that and import it by itself")
    return Mail(tuple(texts), _subject(message), (*notes, *map(_not_imported, attached)))


def _bodies(part: EmailMessage) -> list[EmailMessage]:
    """The texts that are shown, in their order; of several forms of one text HTML, which has links and lists."""
    if part.is_attachment():
        return []
    if part.get_content_maintype() != "multipart":
        return [part] if part.get_content_type() in ("text/plain", "text/html") else []
    found = [_bodies(inner) for inner in _inner(part)]
    if part.get_content_subtype() == "alternative":
        pages = [texts for texts in found if any(text.get_content_subtype() == "html" for text in texts)]
        return next(iter(pages or filter(None, found)), [])
    return [text for texts in found for text in texts]


def _inner(part: EmailMessage) -> Iterator[EmailMessage]:
    if part.is_multipart():
        yield from cast("Iterator[EmailMessage]", part.iter_parts())


def _attached(part: EmailMessage, bodies: list[EmailMessage]) -> Iterator[EmailMessage]:
    """What else is in it; not the other forms of a text, nor pictures that a text shows where they belong."""
    if part.get_content_maintype() == "multipart" and not part.is_attachment():
        for inner in _inner(part):
            yield from _attached(inner, bodies)
        return
    if any(part is body for body in bodies):
        return
    if part.is_attachment() or not (part["content-id"] or part.get_content_maintype() == "text"):
        yield part


def _called(part: EmailMessage) -> str:
    name = " ".join(cleaned(part.get_filename() or "")[0].split())[:100]
    return f"“{name}”" if name else "an e-mail" if part.get_content_type() == "message/rfc822" else "something unnamed"


def _not_imported(part: EmailMessage) -> str:
    name = _called(part)
    said = f"{name} is attached, and was not imported"
    if part.get_content_type() == "message/rfc822":
        return f"{said}: save it as .eml and import it by itself"
    if name.lower().rstrip("”").endswith((".docx", ".html", ".htm", ".txt", ".eml")):
        return f"{said}: if it is the release, save it and import it by itself"
    return said


def _text(part: EmailMessage) -> tuple[str, tuple[str, ...]]:
    """The words of a part, in whatever encoding it says or has. Raises RefusedError."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or any(isinstance(defect, _CODED) for defect in part.defects):
        raise RefusedError("its text is damaged; ask for it again, or copy its text into a .txt file")
    if len(data) > TEXT_MOST:
        raise RefusedError("its text is longer than any release; copy what is to be published into a .txt file")
    charset = (part.get_content_charset() or "").lower()
    text, notes = _decoded(data, charset, html=part.get_content_subtype() == "html")
    if part.get_param("format") == "flowed" and part.get_content_subtype() == "plain":
        text = _flowed(text, delete=str(part.get_param("delsp")).lower() == "yes")
    return text, notes


def _decoded(data: bytes, charset: str, *, html: bool) -> tuple[str, tuple[str, ...]]:
    if charset not in _OURS and not _NO_CHARSET.fullmatch(charset):
        try:
            return cleaned(data.decode(charset))[0], ()
        except (LookupError, ValueError):
            pass
    text, notes = decoded(data, html=html)
    return text, () if charset in _OURS and charset not in ("utf-8", "us-ascii", "ascii") else notes


def _flowed(text: str, *, delete: bool) -> str:
    """Lines that end in a blank go on in the next one (RFC 3676, section 4.2); one blank before a line is stuffing."""
    made = ""
    for line in text.split("\n"):
        bare = line.removeprefix(" ")
        soft = bare.endswith(" ") and bare != "-- "
        made += bare[:-1] if soft and delete else bare if soft else f"{bare}\n"
    return made


def _subject(message: EmailMessage) -> str:
    raw = next((str(value) for name, value in message.raw_items() if name.lower() == "subject"), "")[:_SUBJECT_MOST]
    if not raw.isascii():  # bytes of no known encoding, one by one
        plain = raw.encode("utf-8", "surrogateescape")
        return bare_subject(cleaned(_eight_bit(plain))[0])
    return bare_subject(cleaned(str(default.header_fetch_parse("subject", raw)))[0])


def _eight_bit(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
