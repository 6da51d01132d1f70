"""From options to a preview, and from what its builds come to to lines on the terminal."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import click

from campaignsite.cli.forms.text import blocks
from campaignsite.cli.paint import coloured
from campaignsite.cli.run import cache_key, moment_of, processors, root_of
from campaignsite.cli.say import say
from campaignsite.model.diagnostics import Diagnostic, Severity
from campaignsite.model.words.places import tame
from campaignsite.serve import Built, Listener, Preview, TakenError, serve

_MOST = 10
"""Warnings that are said at once: whoever writes one page cannot read a hundred about others."""
INTERRUPTED = 130
"""The exit code: a preview goes on until somebody ends it."""


def serving(
    *, site: str | None, port: int | None, now: str | None, drafts: bool, browse: bool, jobs: int | None
) -> int:
    """Show a site until Ctrl-C; returns the exit code. Raises click.UsageError."""
    fixed = now is not None or bool(os.environ.get("SOURCE_DATE_EPOCH"))
    root = root_of(site)
    preview = Preview(root, moment_of(now) if fixed else None, drafts, jobs or processors(), cache_key())
    told = Told(root, browse=browse)
    try:
        serve(preview, port, Listener(told.opened, told.built, told.fault))
    except TakenError as error:
        hint = "give another one with --port" + (", or none for the next free one" if port else "")
        raise click.UsageError(f"{error}; {hint}") from None
    return INTERRUPTED


class Told:
    """Says what happens, each thing once."""

    def __init__(self, root: Path, *, browse: bool) -> None:
        self.root, self.browse, self.port = root, browse, 0
        self._first, self._warned = True, frozenset[Diagnostic]()

    def opened(self, port: int) -> None:
        """Say where the preview is."""
        self.port = port
        say(f"Preview at http://localhost:{port}/ (Ctrl-C ends it). The first build is under way.")

    def built(self, built: Built, base_path: str) -> None:
        """Say what a build came to: new warnings, every error, and one line."""
        outcome = built.outcome
        if outcome is None:
            name, fault = _named(built.changed), tame(built.fault)
            say(f"{name}: the site could not be built: {fault}. It is tried again when you save a file.")
            return
        warnings = frozenset(d for d in outcome.diagnostics if d.severity is not Severity.ERROR)
        new = [d for d in outcome.diagnostics if d in warnings - self._warned]
        self._warned = warnings
        shown = [d for d in outcome.diagnostics if d not in warnings or d in new[:_MOST]]
        said = blocks(outcome, shown, self.root, color=coloured())
        if len(new) > _MOST:
            said.append(f"And {len(new) - _MOST} more warnings; “campaignsite check --drafts” says all of them.")
        said.append(self._line(built, base_path))
        say("\n\n".join(said) + ("\n" if len(said) > 1 else ""))
        if built.good and self.browse:
            self.browse = False
            _open(f"http://localhost:{self.port}{base_path}")

    def fault(self, text: str) -> None:
        """Say what went wrong with the server itself."""
        say(f"a fault of campaignsite itself: {tame(text)}. This is not your mistake; please report it.")

    def _line(self, built: Built, base_path: str) -> str:
        assert built.outcome
        errors = sum(d.severity is Severity.ERROR for d in built.outcome.diagnostics)
        time = f"in {built.seconds:.2f} s"
        if errors:
            many = "" if errors == 1 else "s"
            return f"{_named(built.changed)}: {errors} error{many} {time}; the last good pages stay."
        if self._first:
            self._first = False
            return f"Built {built.outcome.pages} pages {time}. Look at http://localhost:{self.port}{base_path}"
        n = built.outcome.rendered
        return f"{_named(built.changed)}: {n} page{'' if n == 1 else 's'} {time}"


def _named(changed: tuple[str, ...]) -> str:
    if not changed:
        return "The site"
    more = f" and {len(changed) - 1} more" if len(changed) > 1 else ""
    return f"{tame(changed[0])}{more}"


def _open(address: str) -> None:
    import webbrowser

    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()  # some wait for the browser
