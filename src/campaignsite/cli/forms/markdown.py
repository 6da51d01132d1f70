"""Markdown for the page of a CI job, or for a comment on a pull request: what it came to, then a table of mistakes."""

from __future__ import annotations

import os
import re
from urllib.parse import quote

from campaignsite.cli.forms.told import Told, from_repository, last_line
from campaignsite.model.diagnostics import Diagnostic, Severity
from campaignsite.model.words.places import tame

_MOST = 100
"""Rows of the table: a job's page takes a megabyte, and nobody reads more."""
_MARKS = re.compile(r"([!#$&()*+\-.:<>@\[\\\]^_`{|}~])")
"""All ASCII punctuation that means something to Markdown, or to what hosts add to it (mentions, formulas, addresses).

Each may stand behind a backslash, and is nothing but itself then (CommonMark 0.31.2, section 2.4).
"""


def markdown(told: Told) -> str:
    """The report as GitHub and GitLab read Markdown."""
    summary, rows = told.summary, told.worst_first
    verdict = "stopped" if summary.stopped else "good, with something to look at" if rows else "good"
    lines = [f"### campaignsite: {verdict}", "", literal(last_line(summary))]
    if rows:
        lines += ["", "| | where | what is wrong | what to do |", "| --- | --- | --- | --- |"]
        lines += [_row(told, d) for d in rows[:_MOST]]
    if len(rows) > _MOST:
        lines += ["", f"The job’s log has {len(rows) - _MOST} more."]
    return "\n".join(lines)


def _row(told: Told, d: Diagnostic) -> str:
    mark = "❌ error" if d.severity is Severity.ERROR else "⚠️ warning"
    cells = (mark, _where(told, d), f"{literal(d.message)} `{d.code}`", literal(d.hint))
    return f"| {' | '.join(cells)} |"


def _where(told: Told, d: Diagnostic) -> str:
    path = from_repository(told.root, d.path)
    words, base = literal(f"{path}:{d.line}:{d.column}"), _files_at()
    return f"[{words}]({base}{quote(path)}#L{d.line})" if base and not path.startswith("../") else words


def _files_at() -> str:
    """The address below which the host of the repository shows files as they were built; empty when it is not known."""
    server, name = os.environ.get("GITHUB_SERVER_URL"), os.environ.get("GITHUB_REPOSITORY")
    project = os.environ.get("CI_PROJECT_URL")
    if server and name and (commit := os.environ.get("GITHUB_SHA")):
        return f"{server}/{name}/blob/{commit}/"
    if project and (commit := os.environ.get("CI_COMMIT_SHA")):
        return f"{project}/-/blob/{commit}/"
    return ""


def unescaped(text: str) -> str:
    """Markdown of ours as a person reads it in a terminal: content is as it was written, without marks of HTML."""
    for sign, instead in (("<br>", "; "), ("<details><summary>", ""), ("</summary>", ":"), ("\n\n</details>", "")):
        text = text.replace(sign, instead)  # what content has of them is escaped
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)


def literal(text: str) -> str:
    """A text that Markdown shows as it is, on one line: content is not to be trusted."""
    return _MARKS.sub(r"\\\1", " ".join(tame(text.replace("\n", " ")).split()))
