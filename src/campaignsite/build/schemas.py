"""Schemas of a site and forms for a CMS: what they should be, what lies there, and writing them.

In: an order and where to. Out: ``Checked`` files, or the difference.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from campaignsite.build.filing import write_new, write_over
from campaignsite.build.known import known
from campaignsite.build.order import Order
from campaignsite.model.diagnostics import Checked
from campaignsite.schemas import decap, editors, jsonschema

Form = Literal["json", "decap"]
FOLDER, SETTINGS = editors.FOLDER, editors.SETTINGS


class NotOursError(Exception):
    """A file has the name of one of ours and was not made here; the argument is its path."""


@dataclass(frozen=True, slots=True)
class Repository:
    """Where a CMS saves; no name for nowhere."""

    backend: str = ""
    name: str = ""


def made(order: Order, form: Form, repository: Repository) -> Checked[Mapping[str, bytes]]:
    """From each file's name to what is to be in it. No value when the configuration has errors."""
    found = known(order)
    if found.value is None:
        return Checked(None, found.diagnostics)
    if form == "decap":
        texts: Mapping[str, str] = {"decap.yml": decap.decap(found.value, repository.backend, repository.name)}
    else:
        texts = jsonschema.schemas(found.value)
    return Checked({name: text.encode() for name, text in texts.items()})


def stale(folder: Path, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Those that are not there, or are not as they should be; whatever git does to ends of lines."""
    return tuple(name for name, data in files.items() if _there(folder / name) != data)


def put(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write them all. Raises NotOursError before anything is written, and OSError."""
    for name in files:
        there = _there(folder / name)
        if there and not any(mark.encode() in there for mark in (jsonschema.MARK, decap.MARK.strip())):
            raise NotOursError(str(folder / name))
    for name in stale(folder, files):
        write_over(folder, name, files[name])


def told(root: Path) -> bool:
    """Whether the settings of VS Code name the schemas; where there are no settings, they are written."""
    if not (root / editors.SETTINGS).exists():
        write_new(root, editors.SETTINGS, editors.settings().encode())
    return editors.FOLDER.encode() in (_there(root / editors.SETTINGS) or b"")


def _there(path: Path) -> bytes | None:
    try:
        return path.read_bytes().replace(b"\r\n", b"\n")
    except OSError:
        return None
