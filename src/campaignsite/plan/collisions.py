"""Names below output/: two that are one, and names that some disks cannot have. In: the table. Out: diagnostics."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import accumulate
from types import MappingProxyType

from campaignsite.model.codes import diagnostic
from campaignsite.model.diagnostics import Diagnostic, Place

_NOTHING: Mapping[tuple[str, str], Place] = MappingProxyType({})


def collisions(
    outputs: Iterable[tuple[str, str]], moved: Mapping[tuple[str, str], Place] = _NOTHING
) -> Iterator[Diagnostic]:
    """Files that would overwrite each other, also on a disk that ignores case or Unicode form.

    ``outputs`` are (file below output/, where it comes from); ``moved`` the same of old addresses, with their places.
    """
    taken: dict[str, tuple[str, str]] = {}
    outputs = sorted(outputs)
    if moved:
        yield from _claimed(outputs, moved)
    for file, origin in outputs:
        other_file, other = taken.setdefault(_folded(file), (file, origin))
        if (other_file, other) != (file, origin):
            how = "" if file == other_file else ", but for case or the form of an accent"
            path, first = (origin, other) if origin.startswith(_OURS) else (other, origin)
            message = f"this would be at /{file.removesuffix('index.html')}, where {first} is already{how}"
            yield diagnostic("same-url", message, path, hint=_another_name(path))
    for file, origin in outputs:
        for folder in accumulate(file.split("/")[:-1], _JOINED):
            if _folded(folder) in taken:
                path, other = taken[_folded(folder)][1], origin
                message = f"this would be at /{folder}, where {other} needs a folder"
                if origin.startswith(_OURS) and not path.startswith(_OURS):
                    path, other = origin, path
                    message = f"this would be below /{folder}, where {other} is already"
                yield diagnostic("same-url", message, path, hint=_another_name(path))


def _claimed(outputs: Iterable[tuple[str, str]], moved: Mapping[tuple[str, str], Place]) -> Iterator[Diagnostic]:
    """Old addresses at which something is today, or that another text claims too."""
    taken = {_folded(file): origin for file, origin in outputs}
    folders = {folder: origin for file, origin in taken.items() for folder in accumulate(file.split("/")[:-1], _JOINED)}
    for (file, origin), place in sorted(moved.items(), key=lambda pair: (_folded(pair[0][0]), pair[0][1])):
        folded, shown = _folded(file), f"/{file.removesuffix('index.html')}"
        other = taken.get(folded) or folders.get(folded)
        above = next((taken[f] for f in accumulate(folded.split("/")[:-1], _JOINED) if f in taken), None)
        if other == origin and folded in taken:
            message, hint = f"{shown} is where this page is, or an old address of it already", "take it out"
        elif other or above:
            message = f"{shown} cannot lead here: {other or above} is there"
            hint = "keep this address where its readers should go, and take it out elsewhere"
        else:
            taken[folded] = origin
            folders |= dict.fromkeys(accumulate(folded.split("/")[:-1], _JOINED), origin)
            continue
        yield diagnostic("same-url", message, origin, place, hint)


_JOINED = "{}/{}".format
_OURS = ("content/", "assets/")
"""Where an editor can change something; a generated page has no file."""


def _folded(file: str) -> str:
    if file.isascii():
        return file.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", file).casefold())


def _another_name(path: str) -> str:
    return "give it a “slug:” of its own, or rename the file" if path.endswith(".md") else "rename the file"


_DEVICE = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[1-9¹²³])(?: *\..*)?", re.IGNORECASE)
"""Names that Windows keeps for devices, with any ending (Microsoft, "Naming Files, Paths, and Namespaces")."""
_FORBIDDEN = re.compile('[<>:"|?*]')
"""Characters that no name on Windows has (the same source); archives of CI jobs refuse them too."""
_LONGEST = 255
"""Bytes of a name on the disks of Linux and most others."""


def unfit(
    outputs: Iterable[tuple[str, str]], moved: Mapping[tuple[str, str], Place] = _NOTHING
) -> Iterator[Diagnostic]:
    """Files of editors whose names, as published, a disk that the site may be put on cannot have."""
    for file, origin in (*outputs, *moved):
        if _is_ours(origin) and (why := next((found for name in file.split("/") if (found := _unfit(name))), "")):
            place = moved.get((file, origin))
            hint = "take it out; a rule of your web server can lead from there" if place else _another_name(origin)
            yield diagnostic("bad-file-name", f"this would be at /{file}, where {why}", origin, place, hint)


@lru_cache(maxsize=65_536)
def _unfit(name: str) -> str:
    if odd := _FORBIDDEN.search(name):
        return f"a name has “{odd[0]}” in it, which Windows does not allow"
    if _DEVICE.fullmatch(name):
        return f"“{name}” is the name of a device on Windows"
    if name != name.rstrip(". "):
        return f"“{name}” ends in a dot or a space, which Windows takes away"
    return "a name is longer than 255 bytes" if len(name.encode("utf-8", "surrogatepass")) > _LONGEST else ""


def _is_ours(origin: str) -> bool:
    return origin.startswith(_OURS)
