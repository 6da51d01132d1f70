"""What ``campaignsite import`` does with its options: reads a file, hands it on, and says what came of it."""

from __future__ import annotations

import datetime as dt
import json
import os
import stat
import sys
from pathlib import Path

import click

from campaignsite.build.importing import MOST, Imported, RefusedError, Wish, imported
from campaignsite.build.order import Order
from campaignsite.cli.run import cache_key, root_of
from campaignsite.cli.say import say

CONTENT = "content"


def import_file(*, file: str, kind: str | None, lang: str | None, site: str | None, to: str | None, form: str) -> int:
    """Import it; returns the exit code. Raises click.UsageError, and click.ClickException for a bad file."""
    root = root_of(site)
    path = _below(root, to) if to else ""
    shown = "standard input" if file == "-" else file
    data = _read(file)
    wish = Wish(data, "standard input" if file == "-" else Path(file).name, kind or "", lang or "", path)
    order = Order(root, dt.datetime.now(dt.UTC), cache=True, secret=cache_key())
    try:
        done = imported(order, wish)
    except RefusedError as error:
        raise click.ClickException(f"{shown} cannot be imported: {error}.") from None
    except FileExistsError as error:
        there = os.path.relpath(error.filename)
        message = (
            f"{there} is there already and stays as it is; name another file with --to, or move that one away first"
        )
        raise click.UsageError(message) from None
    except OSError as error:
        where = os.path.relpath(error.filename) if error.filename else "the draft"
        raise click.ClickException(f"{where} cannot be written: {error.strerror}") from None
    for problem in done.diagnostics:
        click.echo(f"{problem.path}:{problem.line}:{problem.column}: {problem.message} [{problem.code}]", err=True)
    if done.draft is None:
        return 2
    say(_json(done) if form == "json" else _text(done, root))
    return 0


def _read(file: str) -> bytes:
    """The bytes of a file, no more than somebody could want to import. Raises click.ClickException."""
    if file == "-":
        return sys.stdin.buffer.read(MOST + 1)
    try:
        status = Path(file).stat()
        if stat.S_ISDIR(status.st_mode):
            raise click.ClickException(f"{file} is a folder; name one file in it")
        with Path(file).open("rb") as opened:
            return opened.read(MOST + 1)
    except OSError as error:
        raise click.ClickException(
            f"{file} cannot be read: {error.strerror}; look at its name and its rights"
        ) from None


def _below(root: Path, to: str) -> str:
    """The path of a draft below the site's root, however it was written. Raises click.UsageError."""
    given = Path(to)
    inside = root if given.parts[:1] == (CONTENT,) else Path.cwd()
    whole = Path(os.path.normpath((inside / given).absolute()))
    try:
        path = whole.relative_to(Path(os.path.normpath(root.absolute()))).as_posix()
    except ValueError:
        path = ""
    if not path.startswith(f"{CONTENT}/") or not path.endswith(".md"):
        raise click.UsageError(f"--to {to} is no file for a draft: write a path such as content/releases/name.md")
    return path


def _text(done: Imported, root: Path) -> str:
    assert done.draft is not None
    shown = os.path.relpath(root / done.draft.path)
    count = len(done.draft.marks)
    places = "one place" if count == 1 else f"{count} places"
    lines = [f"Wrote {shown}: a draft of type {done.kind}, with {places} to look at."]
    lines += [f"{shown}:{marked.line}: {marked.text}" for marked in done.draft.marks]
    lines += [
        "",
        "Search for “CHECK:” in it, and take each such line out when you have looked at its place.",
        "“campaignsite check --drafts” says what is still wrong; “draft: true” keeps it off the site.",
    ]
    return "\n".join(lines)


def _json(done: Imported) -> str:
    assert done.draft is not None
    return json.dumps(
        {
            "path": done.draft.path,
            "type": done.kind,
            "lang": done.lang,
            "recognised": [
                {"part": r.part, "value": r.value, "certainty": r.certainty, "why": r.why} for r in done.recognised
            ],
            "marks": [{"line": marked.line, "text": marked.text} for marked in done.draft.marks],
            "notes": list(done.notes),
        },
        ensure_ascii=False,
        indent=2,
    )
