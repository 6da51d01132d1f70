"""From options to an order, and from its outcome to a report and an exit code."""

from __future__ import annotations

import datetime as dt
import os
import time
from pathlib import Path

import click

from campaignsite.build import Order, Outcome, build
from campaignsite.cli.paint import coloured
from campaignsite.cli.progress import Watch
from campaignsite.cli.report import Summary, Told, report, write_reports
from campaignsite.cli.say import say
from campaignsite.model.diagnostics import Severity
from campaignsite.sources import CONFIG

_YEARS = range(1000, 9999)
"""Far from the ends of the calendar, so that no time zone can push a moment over."""
_CONFIGURATION = {"no-config", "bad-config", "unsafe-output", "foreign-file", "cannot-write", "busy-output"}


def run(
    *,
    write: bool,
    output: str | None,
    site: str | None,
    base_url: str | None,
    now: str | None,
    drafts: bool,
    strict: bool,
    form: str | None,
    reports: tuple[tuple[str, str], ...],
    jobs: int | None,
    no_cache: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    """Build or check a site as the options say; returns the exit code. Raises click.UsageError."""
    root = root_of(site)
    target = (Path(output) if output else root / "output") if write else None
    order = Order(
        root,
        moment_of(now),
        target,
        base_url_of(base_url),
        drafts,
        strict,
        jobs=jobs or processors(),
        cache=not no_cache,
        secret=cache_key(),
        collect=False,
    )
    form = form or ("github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text")
    started = time.perf_counter()
    with Watch(quiet=quiet or form != "text", verbose=verbose) as watch:
        outcome = build(order, watch)
    summary = _summary(outcome, order, time.perf_counter() - started)
    told = Told(outcome, summary, root, quiet, coloured())
    if text := report(form, told):
        say(text)
    write_reports(form, reports, told)
    return _exit_code(outcome, strict=strict)


def _exit_code(outcome: Outcome, *, strict: bool) -> int:
    errors = [d for d in outcome.diagnostics if d.severity is Severity.ERROR]
    if any(d.code in _CONFIGURATION or d.path == CONFIG for d in errors):
        return 2
    # What strictness stops is not published; only that an address is gone does not stop it.
    return 1 if errors or (strict and outcome.diagnostics and not outcome.published) else 0


def _summary(outcome: Outcome, order: Order, seconds: float) -> Summary:
    errors = sum(d.severity is Severity.ERROR for d in outcome.diagnostics)
    target = order.output
    return Summary(
        errors=errors,
        warnings=len(outcome.diagnostics) - errors,
        pages=outcome.pages,
        files=outcome.files,
        seconds=round(seconds, 3),
        published=outcome.published,
        output=os.path.relpath(target) if target else "",
        strict=order.strict,
    )


def root_of(site: str | None) -> Path:
    """The site's folder: as given, or the nearest upwards. Raises click.UsageError."""
    if site:
        if not Path(site).is_dir():
            raise click.UsageError(f"--site {site} is no folder")
        return Path(site)
    here = Path.cwd()
    found = next((folder for folder in (here, *here.parents) if (folder / CONFIG).is_file()), None)
    if found is None:
        raise click.UsageError(f"there is no {CONFIG} here or in any folder above; go to your site, or give --site DIR")
    return found


def moment_of(text: str | None) -> dt.datetime:
    """The moment that ``--now`` or SOURCE_DATE_EPOCH names, else this one. Raises click.UsageError."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if text is None and epoch:
        try:
            return dt.datetime.fromtimestamp(int(epoch), dt.UTC)
        except (ValueError, OverflowError, OSError):
            raise click.UsageError(f"SOURCE_DATE_EPOCH is no number of seconds: {epoch}") from None
    if text is None:
        return dt.datetime.now(dt.UTC)
    try:
        moment: dt.datetime | None = dt.datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.year not in _YEARS:
        raise click.UsageError(f"--now {text} is no date and time: write 2026-07-30T09:00 or 2026-07-30T09:00-04:00")
    return moment


def cache_key() -> bytes:
    """The secret that seals the cache; empty for none."""
    return os.environ.get("CAMPAIGNSITE_CACHE_KEY", "").encode()


def processors() -> int:
    """How many processors this process may use: fewer than there are, in a container or a CI job."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def base_url_of(text: str | None) -> str:
    """The address that ``--base-url`` names; empty without it. Raises click.UsageError."""
    if text is None:
        return ""
    from pydantic import TypeAdapter, ValidationError

    from campaignsite.model.front.scalars import WebAddress

    try:
        url: str = TypeAdapter(WebAddress).validate_python(text)
    except ValidationError:
        raise click.UsageError(
            f"--base-url {text} is no address: write https://example.org/ or https://example.org/folder/"
        ) from None
    return url if url.endswith("/") else url + "/"
