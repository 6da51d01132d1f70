"""What a file is, by its first bytes: something that can be read, or something for which there is a better way.

In: bytes and a name. Out: “text”, “html”, “docx” or “mail”; ``RefusedError`` with what to do for everything else.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import Literal

Kind = Literal["text", "html", "docx", "mail"]
TEXT_MOST = 4 << 20
"""Bytes of the largest text or page that is read: a release has thousands, a page saved by an office program more."""
WORD_MOST = 32 << 20
"""Bytes of the largest Word file: with photographs in print quality."""

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"RIFF")
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|main)\b",
    re.IGNORECASE | re.DOTALL,
)
_MAIL = re.compile(rb"(?:From [^\n]*\n)?(?:[!-9;-~]{2,60}:[^\n]*\n(?:[ \t][^\n]*\n)*)+\r?\n")
_OF_MAIL = re.compile(rb"^(?:mime-version|message-id|received):", re.IGNORECASE | re.MULTILINE)
_SAVE = "open it in Word or LibreOffice and save it as .docx, or paste its text into a .txt file"


class RefusedError(ValueError):
    """A file that cannot be read; the message says why and what to do."""


def kind_of(data: bytes, name: str) -> Kind:
    """What kind of file this is. Raises RefusedError."""
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise RefusedError("it is empty; look whether it is the right file")
    if len(data) > WORD_MOST:
        raise RefusedError(_too_big(len(data), WORD_MOST))
    if why := _known(data):
        raise RefusedError(why)
    if data.startswith(b"PK"):
        return _packed(data)
    ending = name.lower().rpartition(".")[2]
    if ending == "eml" or _is_mail(data):
        return "mail"
    if len(data) > TEXT_MOST:
        raise RefusedError(_too_big(len(data), TEXT_MOST))
    if _HTML.match(data.removeprefix(b"\xef\xbb\xbf")[:4096]) or ending in ("html", "htm", "xhtml"):
        return "html"
    if ending in ("docx", "docm", "dotx"):
        raise RefusedError(
            "it is named as a Word file and is none; it may have been damaged on its way: ask for it again"
        )
    return "text"


def _is_mail(data: bytes) -> bool:
    """Whether a file begins as an e-mail does on its way; nobody pastes these lines."""
    found = _MAIL.match(data.removeprefix(b"\xef\xbb\xbf")[:65_536])
    return bool(found and _OF_MAIL.search(found[0]))


def _known(data: bytes) -> str:
    """Why a file of a kind that many have cannot be read, and what to do; nothing for any other."""
    if b"%PDF-" in data[:1024]:
        return (
            "it is a PDF, which says where letters stand and not what is a paragraph; ask the sender for the Word file,"
            " or copy its text into a .txt file and read it through"
        )
    if data.startswith(_OLE):
        return _old(data)
    if data.startswith(b"{\\rtf"):
        return f"it is in Rich Text Format (RTF); {_SAVE}"
    if data.startswith(_PICTURES):
        return "it is a picture; the words in it have to be typed, or asked for"
    return ""


def _too_big(size: int, most: int) -> str:
    return (
        f"it has {size / (1 << 20):,.1f} MiB, and the most is {most >> 20} MiB; take the pictures out of it, or copy"
        " its text into a .txt file"
    )


def _old(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return (
            "it is protected by a password; open it in Word, take the password away (File, Info, Protect Document),"
            " and save it again"
        )
    if "__substg1.0_".encode("utf-16-le") in data:
        return "it is a message of Outlook (.msg); open it there and save it as .eml, or copy its text into a .txt file"
    return f"it is in the format of Word before 2007 (.doc), or of another old office program; {_SAVE}"


def _packed(data: bytes) -> Kind:
    """What a ZIP archive is."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = frozenset(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
        raise RefusedError("it is damaged: its parts cannot be found; ask for it again, or copy its text") from None
    if "word/document.xml" in names or ("[Content_Types].xml" in names and any(n.startswith("word/") for n in names)):
        return "docx"
    if "content.xml" in names:
        raise RefusedError(f"it is an OpenDocument file; {_SAVE}")
    if any(n.startswith(("xl/", "ppt/")) for n in names):
        raise RefusedError("it is a spreadsheet or a presentation; copy its text into a .txt or .docx file")
    raise RefusedError("it is an archive (ZIP) and no Word file; unpack it, and import the file that is in it")
