"""What tells this program from another version of it: its own files, the libraries that shape a page, and Python."""

from __future__ import annotations

import os
import re
import sys
import unicodedata
import zlib
from pathlib import Path

from campaignsite.store.seal import digest

_HOUSE = Path(__file__).resolve().parent.parent
_LIBRARIES = re.compile(
    r"(babel|jinja2|markdown_it_py|markupsafe|mdit_py_plugins|mdurl|pagefind_bin|pagefind_bin_extended|pillow|pydantic"
    r"|pydantic_core|pymupdf_fonts|pyyaml|segno|tzdata)-(.+)\.dist-info",
    re.IGNORECASE,
)


def program() -> str:
    """A digest of everything but the site that a page depends on."""
    return digest(
        sys.version, unicodedata.unidata_version, zlib.ZLIB_RUNTIME_VERSION, *_files(_HOUSE), *sorted(_libraries())
    )


def draughtsman() -> str:
    """A digest of what the copies of a picture depend on, but the picture."""
    import platform  # only a site that has copies asks

    libraries = (name for name in _libraries() if name.lower().startswith("pillow-"))
    return digest(
        platform.machine(), *_files(_HOUSE / "pictures"), (_HOUSE / "model/copies.py").read_bytes(), *sorted(libraries)
    )


def _files(folder: Path) -> list[bytes | str]:
    parts: list[bytes | str] = []
    stack = [os.fspath(folder)]
    while stack:
        with os.scandir(stack.pop()) as entries:
            for entry in sorted(entries, key=lambda e: e.name):
                if entry.is_dir():
                    stack += [entry.path] if entry.name != "__pycache__" else []
                elif not entry.name.endswith(".pyc"):
                    parts += [entry.name, Path(entry.path).read_bytes()]
    return parts


def _libraries() -> set[str]:
    found: dict[str, str] = {}
    for folder in sys.path:
        try:
            names = os.listdir(folder or ".")  # noqa: PTH208 - a Path for each name of a big folder costs time
        except OSError:
            continue
        for name in names:
            library = _LIBRARIES.fullmatch(name)
            if library:
                found.setdefault(library[1].lower(), name)
    return set(found.values())
