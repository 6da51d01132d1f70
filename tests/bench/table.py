"""Shows what was measured: tables for docs/performance.md, and docs/performance.svg."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.bench.chart import chart
from tests.bench.generators import PEERS
from tests.bench.results import STATES, WORDS, Result, Summary, load, median, summary

BEGIN, END = "<!-- bench -->", "<!-- /bench -->"
COLUMNS = ("wall s", "CPU s", "× Hugo", "pages/s", "peak MiB")


def section(result: Result) -> str:
    """Everything, as Markdown."""
    parts = [_measured(result)]
    for pages in sorted({run.pages for run in result.runs}):
        for state in STATES:
            found = [summary(result, pages, peer, state) for peer in PEERS]
            rows = sorted(filter(None, found), key=lambda row: (row.wall is None, row.wall))
            if rows:
                parts += [f"### {pages:,} pages, {WORDS[state]}", _table(result, pages, state, rows)]
    if result.growth:
        parts += ["### campaignsite alone, cold", _growth(result)]
    return "\n\n".join(parts) + "\n"


def _measured(result: Result) -> str:
    facts = result.facts
    rounds = 1 + max((run.round for run in (*result.runs, *result.growth)), default=0)
    node = f", Node.js {facts['node']}" if "node" in facts else ""
    return (
        f"Measured on {facts['day']} with {facts['processor']}, {facts['cores']} cores, {facts['system']}, "
        f"{facts['file system']}, Python {facts['python']}{node}. "
        + (f"Times and ratios are medians of {rounds} rounds." if rounds > 1 else "One round.")
    )


def _table(result: Result, pages: int, state: str, rows: Iterable[Summary]) -> str:
    """Memory is measured in cold builds only, so that only their tables have a column for it."""
    columns = COLUMNS if state == "cold" else COLUMNS[:-1]
    peaks = {peak.peer: peak for peak in result.peaks if peak.pages == pages}
    lines = []
    for row in rows:
        if row.failure:
            cells = [row.failure.replace("|", "\\|"), *[""] * (len(columns) - 1)]
        else:
            rate = pages / row.wall if row.wall else None
            peak = peaks[row.peer].mebibytes if row.peer in peaks else None
            cells = [_seconds(row.wall), _seconds(row.cpu), _times(row.ratio), _whole(rate), _whole(peak)]
        lines.append([_name(result, row.peer), *cells[: len(columns)]])
    meaning = STATES[state]
    return f"{meaning[0].upper()}{meaning[1:]}.\n\n{_rows(('generator', *columns), lines)}"


def _growth(result: Result) -> str:
    lines = []
    for pages in sorted({run.pages for run in result.growth}):
        runs = [run for run in result.growth if run.pages == pages]
        failure = next((run.failure for run in runs if run.failure), "")
        wall, cpu = median(run.wall for run in runs), median(run.cpu for run in runs)
        peak = median(peak.mebibytes for peak in result.growth_peaks if peak.pages == pages)
        each = [_milliseconds(value, pages) for value in (wall, cpu)]
        lines.append([f"{pages:,}", *([failure, "", "", ""] if failure else [_seconds(wall), *each, _whole(peak)])])
    return _rows(("pages", "wall s", "wall ms/page", "CPU ms/page", "peak MiB"), lines)


def _rows(head: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    rule = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join("".join(f"| {cell} " if cell else "| " for cell in cells) + "|" for cells in (head, rule, *lines))


def _name(result: Result, peer: str) -> str:
    name = f"{PEERS[peer].title} {result.versions.get(peer, '')}".strip()
    return f"**{name}**" if peer == "campaignsite" else name


def _seconds(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}" if value < 10 else f"{value:,.1f}"


def _times(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}" if value < 10 else f"{value:,.1f}"


def _milliseconds(value: float | None, pages: int) -> str:
    return "–" if value is None else f"{1000 * value / pages:.2f}"


def _whole(value: float | None) -> str:
    return "–" if value is None else f"{value:,.0f}"


def renewed(page: str, text: str) -> str:
    """The page with the text between its markers; as it was when it has none."""
    pattern = re.compile(f"({re.escape(BEGIN)}\n).*?({re.escape(END)})", re.DOTALL)
    return pattern.sub(lambda match: f"{match[1]}\n{text}\n{match[2]}", page, count=1)


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the tables, and renews the documentation; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.table", description="Shows what was measured.")
    parser.add_argument("result", type=Path, help="what tests.bench.run has written")
    parser.add_argument("--docs", type=Path, default=Path("docs"), metavar="DIR", help="where performance.md lies")
    options = parser.parse_args(arguments)
    result = load(options.result)
    text = section(result)
    sys.stdout.write(text)
    page = options.docs / "performance.md"
    if page.exists():
        page.write_text(renewed(page.read_text(encoding="utf-8"), text), encoding="utf-8")
    if result.runs:
        (options.docs / "performance.svg").write_text(chart(result), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
