"""Which file an address means. In: the path of a request, as it came. Out: a path below the site's folder, or why not.

An address has one form: what could be read in two ways is refused.
"""

from __future__ import annotations

import re
from urllib.parse import unquote_to_bytes

LONGEST = 2048
"""Characters of an address; the names of files have 255 bytes at the most."""
WELL_KNOWN = ".well-known"
"""The one name with a dot that hosts answer with (RFC 8615)."""
_ODD = re.compile(r"[\x00-\x1f\x7f\\:]")
_HOST_RULES = re.compile(r"_headers|_redirects|\.htaccess|.+\.nginx")


def parts_of(path: str) -> tuple[str, ...] | None:
    """The names between the slashes of an absolute path, decoded once (RFC 3986, 2.4); the last is empty for a folder.

    None for what is no address of a file that a build may have made: what is no UTF-8, encoded slashes, dots that lead
    elsewhere, hidden names, and names that no build makes.
    """
    if not path.startswith("/") or len(path) > LONGEST or not path.isascii():
        return None
    names = []
    for part in path[1:].split("/"):
        if re.search("%(?![0-9A-Fa-f]{2})", part):
            return None
        try:
            name = unquote_to_bytes(part).decode("utf-8")
        except UnicodeDecodeError:
            return None
        if (
            "/" in name
            or (name.startswith(".") and name != WELL_KNOWN)
            or name.endswith((".", " "))
            or _ODD.search(name)
        ):
            return None
        names.append(name)
    return None if "" in names[:-1] else tuple(names)


def file_at(path: str, base_path: str) -> str | None:
    """The file below the output folder that an address means: the index of a folder, when it ends like one.

    None for what is no address of one, or not below ``base_path``.
    """
    parts = parts_of(path)
    if parts is None or not path.startswith(base_path):
        return None
    name = "/".join(parts[base_path.count("/") - 1 :])
    return name + "index.html" if name.endswith("/") or not name else name


def is_for_hosts(file: str) -> bool:
    """Whether a file is one with rules that hosts read and do not answer with."""
    return _HOST_RULES.fullmatch(file) is not None
