"""What ``campaignsite schema`` writes, and says about it."""

from __future__ import annotations

import os
import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from campaignsite.build.order import Order
from campaignsite.build.schemas import FOLDER, SETTINGS, Form, NotOursError, Repository, made, put, stale, told
from campaignsite.cli.run import cache_key, moment_of, root_of
from campaignsite.cli.say import say


def schema(
    *, site: str | None, form: Form, output: str | None, check: bool, backend: str | None, repository: str | None
) -> int:
    """Write, or compare; returns the exit code. Raises click.UsageError, and click.ClickException for the disk."""
    root = root_of(site)
    to = _repository(form, backend, repository)
    found = made(Order(root, moment_of(None), cache=True, secret=cache_key()), form, to)
    for problem in found.diagnostics:
        click.echo(f"{problem.path}:{problem.line}:{problem.column}: {problem.message} [{problem.code}]", err=True)
    if found.value is None:
        return 2
    folder, files = _place(root, form, output, found.value)
    shown = [os.path.relpath(folder / name) for name in files]
    where = shown[0] if len(files) == 1 else f"{len(files)} schemas in {os.path.relpath(folder)}"
    current = f"{where} is current." if len(files) == 1 else f"The {where} are current."
    if check:
        old = stale(folder, files)
        said = _said(folder, old, _again(form, to, output)) if old else current
        say(said)
        return 1 if old else 0
    try:
        changed = stale(folder, files)
        put(folder, files)
        hint = _hint(root) if form == "json" and output is None else ""
    except NotOursError as error:
        message = f"{os.path.relpath(str(error))} is there and was not made by this command, so it stays as it is"
        raise click.UsageError(f"{message}; move it away, or say where else with --output") from None
    except OSError as error:
        raise click.ClickException(f"{error.filename or folder} cannot be written: {error.strerror}") from None
    say((f"Wrote {where}." if changed else current) + hint)
    return 0


def _repository(form: Form, backend: str | None, repository: str | None) -> Repository:
    if form != "decap" and (backend or repository):
        raise click.UsageError("--backend and --repo are for --format decap; leave them out")
    if backend and not repository:
        raise click.UsageError(f"--backend {backend} needs to know where to save: --repo OWNER/NAME")
    if repository and (repository.count("/") < 1 or " " in repository or repository.startswith(("/", "http"))):
        raise click.UsageError(f"--repo {repository} is no repository: write OWNER/NAME")
    return Repository(backend or "github", repository) if repository else Repository()


def _place(root: Path, form: Form, output: str | None, files: Mapping[str, bytes]) -> tuple[Path, Mapping[str, bytes]]:
    """The folder to write to, and the names there: of a form, ``output`` is the file."""
    if output is None:
        return root / FOLDER, files
    if form == "json":
        return Path(output), files
    return Path(output).parent, {Path(output).name: data for data in files.values()}


def _said(folder: Path, old: Sequence[str], again: str) -> str:
    """What is not current, and what to do about it."""
    states = ("does not say what the site has now" if (folder / name).exists() else "is missing" for name in old)
    lines = [f"{os.path.relpath(folder / name)} {state}" for name, state in zip(old, states, strict=True)]
    return "\n".join([*lines, f"Run “{again}”, and commit what it writes."])


def _again(form: Form, to: Repository, output: str | None) -> str:
    """The command that writes what is compared."""
    options = ["--format", "decap"] if form == "decap" else []
    options += ["--backend", to.backend] if to.backend not in ("", "github") else []
    options += ["--repo", to.name] if to.name else []
    options += ["--output", output] if output else []
    return shlex.join(["campaignsite", "schema", *options])


def _hint(root: Path) -> str:
    """What is left to do by hand, where VS Code has settings already."""
    if told(root):
        return ""
    line = f'"yaml.schemas": {{"./{FOLDER}/config.json": "campaignsite.yaml"}}'
    return f"\nVS Code does not know of them yet: add this to {os.path.relpath(root / SETTINGS)}:\n  {line}"
