"""Finds a Chromium for the browser tests, and installs one where there is none.

As a command (`python tests/get_browser.py`) it prints the path of a Chromium that starts. It asks, in this
order: the environment variable CHROMIUM, the PATH, and what Playwright has downloaded. Where none of them has
one, it installs Debian's `chromium` when it may (root, or sudo without a password), and else lets Playwright
download one.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

# Where Playwright keeps its downloads: Linux, macOS, Windows …
PLAYWRIGHT_FOLDERS = (
    "~/.cache/ms-playwright",
    "~/Library/Caches/ms-playwright",
    "~/AppData/Local/ms-playwright",
)
# … and the browser in them.
PLAYWRIGHT_PATTERNS = (
    "chromium-*/chrome-linux*/chrome",
    "chromium-*/chrome-mac*/*.app/Contents/MacOS/*",
    "chromium-*/chrome-win*/chrome.exe",
)

HELP = """\
No Chromium was found, and none could be installed. Do one of these, then run the command again:
  - Debian, Ubuntu:   sudo apt-get install chromium
  - any other system: .venv/bin/python -m playwright install --with-deps chromium
  - a Chromium or Chrome that is somewhere else: set CHROMIUM to its path
The other tests need no browser: make fast"""


def find_browser() -> str | None:
    """Returns the path of a Chromium that starts, or None where there is none.

    The environment variable CHROMIUM, where it is set, is the only place that is looked at: who names a
    browser means that one, and would not notice another.
    """
    named = os.environ.get("CHROMIUM")
    candidates = iter([shutil.which(named) or named]) if named else _candidates()
    return next((path for path in candidates if _starts(path)), None)


def install_browser() -> str | None:
    """Installs a Chromium, by the first way that gives one that starts, and returns its path, or None."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    sudo = [] if is_root else ["sudo", "--non-interactive"]
    may_apt_get = bool(shutil.which("apt-get")) and (is_root or _run([*sudo, "true"], show=False))
    if may_apt_get:
        apt_get = [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet=2"]
        _say("Installing Debian's Chromium for the browser tests …")
        # A list of packages refreshed only in part can still be good enough: the installation decides.
        _run([*apt_get, "update"])
        _run([*apt_get, "install", "--yes", "--no-install-recommends", "chromium", "fonts-liberation"])
        if found := find_browser():
            return found
    _say("Letting Playwright download a Chromium for the browser tests …")
    playwright = [sys.executable, "-m", "playwright", "install", "chromium"]
    if not (may_apt_get and _run([*playwright, "--with-deps"])):
        _run(playwright)
    return find_browser()


def main() -> int:
    """Prints the path of a Chromium, installed if need be; returns the exit code, 1 if there is none."""
    named = os.environ.get("CHROMIUM")
    path = find_browser()
    if path is None and named:
        _say(f"CHROMIUM is {named!r}, which does not start. Set it to the path of a Chromium, or unset it.")
        return 1
    path = path or install_browser()
    if path is None:
        _say(HELP)
        return 1
    print(path)
    return 0


def _candidates() -> Iterator[str]:
    yield from filter(None, map(shutil.which, NAMES))
    own = os.environ.get("PLAYWRIGHT_BROWSERS_PATH")
    for folder in [own] if own else PLAYWRIGHT_FOLDERS:
        for pattern in PLAYWRIGHT_PATTERNS:
            yield from map(str, sorted(Path(folder).expanduser().glob(pattern), reverse=True))


def _starts(path: str) -> bool:
    """Whether it is a browser: Ubuntu's chromium-browser, say, is a script that only asks for a snap."""
    return _run([path, "--version"], show=False)


def _run(command: list[str], *, show: bool = True) -> bool:
    """Runs a command, its output on standard error (or nowhere), and returns whether it succeeded."""
    output = sys.stderr if show else subprocess.DEVNULL
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, timeout=900, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
