"""What was noticed, told to whoever asked: on standard output, and in files that a CI job picks up."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

import click

from campaignsite.cli.forms.github import github
from campaignsite.cli.forms.gitlab import gitlab
from campaignsite.cli.forms.markdown import markdown
from campaignsite.cli.forms.plain import plain
from campaignsite.cli.forms.sarif import sarif
from campaignsite.cli.forms.text import text
from campaignsite.cli.forms.told import Summary, Told

__all__ = ["Summary", "Told", "report", "write_reports"]

_FORMS: Mapping[str, Callable[[Told], str]] = MappingProxyType(
    {"text": text, "json": plain, "github": github, "gitlab": gitlab, "sarif": sarif, "markdown": markdown}
)


def report(form: str, told: Told) -> str:
    """The whole report in one of the forms; raises KeyError for a name that is none."""
    return _FORMS[form](told)


def write_reports(form: str, reports: Iterable[tuple[str, str]], told: Told) -> None:
    """Write the reports that were asked for, as pairs of form and file, and the one for the page of the job.

    Raises click.ClickException when one of them cannot be written.
    """
    for name, file in reports:
        _put(Path(file), report(name, told), "w")
    page = os.environ.get("GITHUB_STEP_SUMMARY")
    if form == "github" and page:  # other steps of the job may have written to it
        _put(Path(page), markdown(told), "a")


def _put(file: Path, said: str, mode: str) -> None:
    try:
        with file.open(mode, encoding="utf-8", newline="\n") as out:
            out.write(said + "\n")
    except OSError as error:
        raise click.ClickException(f"the report cannot be written to {file}: {error.strerror}") from None
