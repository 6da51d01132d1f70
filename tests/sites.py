r"""A whole site in a string, and what comes of it: the form in which most tests are written.

    -- campaignsite.yaml --
    title: A site
    -- content/about.md --
    …

A file's name may be followed by how its text becomes bytes: ``(latin-1)``, ``(utf-16)``, ``(utf-16-le)`` (without a
mark), ``(crlf)``, ``(bom)``, ``(escapes)`` for Python's ``\0`` and ``\xe9``, ``(png)`` for a picture whose size stands
in the text (``600 x 400``), whose grey and comment are made of it; with ``noise`` every pixel has a colour of its own.
It is ``(link)`` when the text is where a symbolic link leads, and ``(absent)`` when there is to be no such file.
"""

from __future__ import annotations

import codecs
import datetime as dt
import hashlib
import re
import struct
import zlib
from pathlib import Path

from campaignsite.build import Order, Outcome, build

NOW = dt.datetime(2026, 11, 21, 12, 0, tzinfo=dt.UTC)
CONFIG = "title: A campaign\nbase_url: https://example.org/\ntimezone: America/Toronto\n"
_FILE = re.compile(r"^-- (?P<name>[^\n]+?)(?: \((?P<how>[a-z0-9-]+)\))? --\n", re.MULTILINE)


def files_of(text: str) -> dict[str, tuple[str, str]]:
    """From each file's name to its text and how it becomes bytes."""
    found = list(_FILE.finditer(text))
    ends = [*(match.start() for match in found[1:]), len(text)][: len(found)]
    return {m["name"]: (text[m.end() : end], m["how"] or "") for m, end in zip(found, ends, strict=True)}


def write_site(text: str, root: Path) -> Path:
    """Write the files of ``text`` below ``root``; a site without a campaignsite.yaml gets a plain one."""
    files = files_of(text)
    if "campaignsite.yaml" not in files:
        files = {"campaignsite.yaml": (CONFIG, ""), **files}
    for name, (content, how) in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if how == "link":
            path.symlink_to(content.strip())
        elif how != "absent":
            path.write_bytes(bytes_of(content, how))
    if "content" not in files:
        (root / "content").mkdir(exist_ok=True)
    return root


def bytes_of(text: str, how: str) -> bytes:
    """What a file of some text has in it, if it is made like this."""
    match how:
        case "latin-1" | "utf-16" | "utf-16-le":
            return text.encode(how)
        case "crlf":
            return text.replace("\n", "\r\n").encode()
        case "bom":
            return codecs.BOM_UTF8 + text.encode()
        case "escapes":
            return text.encode().decode("unicode_escape").encode("latin-1")
        case "png":
            return picture(text)
        case "":
            return text.encode()
        case _:
            raise ValueError(f"nothing is known of “({how})”")


def picture(text: str) -> bytes:
    """A PNG file of the size that a text names, or of one pixel, with that text for a comment.

    Grey is so light that there are no smaller copies of it; of noise there are.
    """
    found = re.search(r"(\d+) x (\d+)", text)
    width, height = (int(found[1]), int(found[2])) if found else (1, 1)
    noisy, seed = "noise" in text, text.encode()
    rows = [b"\0" + bytes((zlib.crc32(seed) & 255,)) * width] * height
    if noisy:
        rows = [b"\0" + hashlib.shake_128(b"%d %b" % (n, seed)).digest(3 * width) for n in range(height)]
    chunks = {
        b"IHDR": struct.pack(">IIBBBBB", width, height, 8, 2 if noisy else 0, 0, 0, 0),
        b"tEXt": b"Comment\0" + text.encode(),
        b"IDAT": zlib.compress(b"".join(rows)),
        b"IEND": b"",
    }
    written = (struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in chunks.items())
    return b"\x89PNG\r\n\x1a\n" + b"".join(written)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path there."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def built(text: str, root: Path, *, drafts: bool = False, now: dt.datetime = NOW, base_url: str = "") -> Outcome:
    """Check the site in ``text``: everything but publishing."""
    return build(Order(write_site(text, root), now, None, base_url, drafts))


def pages(text: str, root: Path, *, drafts: bool = False, now: dt.datetime = NOW, base_url: str = "") -> dict[str, str]:
    """The HTML of every page of a good site, by file. Fails the test when there is an error."""
    outcome = built(text, root, drafts=drafts, now=now, base_url=base_url)
    assert outcome.artifacts, "\n".join(
        f"{d.path}:{d.line}:{d.column} {d.code}: {d.message}" for d in outcome.diagnostics
    )
    return {a.file: a.data.decode() for a in outcome.artifacts if a.file.endswith(".html")}
