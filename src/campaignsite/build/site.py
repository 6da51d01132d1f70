"""A new site on the disk: all of it, or nothing. In: a folder, answers. Out: what was written."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

from campaignsite import __version__
from campaignsite.build.order import Order
from campaignsite.build.schemas import Repository, made
from campaignsite.publish.flush import flush
from campaignsite.schemas import editors
from campaignsite.starting import answers
from campaignsite.starting.answers import Answers
from campaignsite.starting.files import files, unspoken

__all__ = ["Answers", "NotEmptyError", "answers", "begin", "occupied", "unspoken"]

TEMPLATES = Path(__file__).parents[1] / "starting/site"
_ALLOWED = (".git",)
"""What a folder for a new site may hold: it may be an empty repository."""


class NotEmptyError(Exception):
    """The folder is no place for a new site; the arguments are what lies there."""


def occupied(folder: Path) -> tuple[str, ...]:
    """What lies in a folder that is not for a new site; the folder's own name when it is a file."""
    if not os.path.lexists(folder):
        return ()
    if not folder.is_dir():
        return (folder.name,)
    return tuple(sorted(entry.name for entry in folder.iterdir() if entry.name not in _ALLOWED))


def begin(folder: Path, given: Answers, now: dt.datetime) -> tuple[str, ...]:
    """Write a new site; gives its files. Raises NotEmptyError and OSError: then nothing was written."""
    there = occupied(folder)
    if there:
        raise NotEmptyError(*there)
    today = (now.astimezone(ZoneInfo(given.timezone)) if now.tzinfo else now).date()
    texts = dict(files(given, today, _templates(), __version__))
    texts |= {editors.SETTINGS: editors.settings(), editors.EXTENSIONS: editors.extensions()}
    whole = folder.is_dir()
    above = folder if whole else _above(folder)
    with _beside(above) as stage:
        for path, text in texts.items():
            _write(stage / path, text.encode())
        schemas = made(Order(stage, now), "json", Repository()).value or {}
        for name, data in schemas.items():
            _write(stage / editors.FOLDER / name, data)
        written = (*texts, *(f"{editors.FOLDER}/{name}" for name in schemas))
        flush(stage, written)
        stage.chmod(above.stat().st_mode & 0o777)  # a temporary folder is for nobody else
        if whole:
            _moved(stage, folder)
        else:
            folder.parent.mkdir(parents=True, exist_ok=True)
            stage.rename(folder)
    return tuple(sorted(written))


def _templates() -> Mapping[str, str]:
    found = (path for path in sorted(TEMPLATES.rglob("*")) if path.is_file())
    return {path.relative_to(TEMPLATES).as_posix(): path.read_text(encoding="utf-8") for path in found}


def _above(folder: Path) -> Path:
    """The nearest folder above that is there: what is made in it can be renamed to its place."""
    return next(above for above in folder.absolute().parents if above.is_dir())


@contextlib.contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """A folder to put a site together in, on the same disk; it is gone afterwards."""
    stage = Path(tempfile.mkdtemp(prefix=".campaignsite-new-", dir=folder))
    try:
        yield stage
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _moved(stage: Path, folder: Path) -> None:
    """Give everything its place in a folder that is there; when one thing fails, take the others back."""
    done: list[Path] = []
    entries = sorted(stage.iterdir())
    come = [entry.name for entry in entries if os.path.lexists(folder / entry.name)]  # since we looked
    if come:
        raise NotEmptyError(*come)
    try:
        for entry in entries:
            entry.rename(folder / entry.name)
            done.append(folder / entry.name)
    except BaseException:
        for path in done:
            with contextlib.suppress(OSError):
                path.rename(stage / path.name)
        raise
