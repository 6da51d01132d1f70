"""Old addresses of a page, as editors write them: paths from the site's root, read into one form."""

from __future__ import annotations

import re
from urllib.parse import unquote

_LONGEST = 255
"""Bytes that a name may have on most disks."""
_ODD = re.compile("[\x00-\x1f\x7f\\\\\ud800-\udfff]")
_WHOLE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def address(written: str) -> str:
    """The path that is meant, percent-decoded (RFC 3986 section 2.4), with a slash at the end unless it names a file.

    Raises ValueError when it is no path below the site's root.
    """
    if _WHOLE.match(written):
        raise ValueError(f"“{written}” is a whole address | leave out everything before the path: /old/page/")
    if not written.startswith("/"):
        raise ValueError(f"“{written}” is no address of this site | begin with a slash: /{written}")
    if "?" in written or "#" in written:
        raise ValueError(f"“{written}” has a question mark or a # in it | write the path alone")
    try:
        path = unquote(written, errors="strict")
    except UnicodeDecodeError:
        raise ValueError(f"“{written}” is not percent-encoded UTF-8 | write the letters themselves") from None
    names = path[1:].split("/")
    if _ODD.search(path):
        raise ValueError(f"“{written}” holds a control character or a backslash | write a path such as /old/page/")
    if {".", ".."} & set(names) or "" in names[:-1]:
        raise ValueError(f"“{written}” has an empty name or dots in the place of a name | write a path: /old/page/")
    if any(len(name.encode()) > _LONGEST for name in names):
        raise ValueError(f"a name in it is longer than {_LONGEST} bytes | shorten it: no disk has such a file")
    return path if path.endswith("/") or "." in names[-1] else path + "/"
