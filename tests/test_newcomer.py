"""The way of somebody new: the wheel, an empty environment, and only what README and ``--help`` say.

The packages that it needs are borrowed from this environment; with ``CAMPAIGNSITE_SOAK`` they are installed, too, as
``pip install`` finds them by what the wheel says.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import site
import subprocess
import sys
import sysconfig
import time
import urllib.request
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
PROGRAM = "Scripts/campaignsite.exe" if os.name == "nt" else "bin/campaignsite"
SOAK = bool(os.environ.get("CAMPAIGNSITE_SOAK"))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from what a release would hold: nothing that is not of the project."""
    source, made = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    shutil.copytree(ROOT / "src", source / "src", ignore=shutil.ignore_patterns("__pycache__"))
    build = "import sys, hatchling.build; print(hatchling.build.build_wheel(sys.argv[1]))"
    subprocess.run([sys.executable, "-c", build, str(made)], cwd=source, check=True)
    (found,) = made.glob("*.whl")
    return found


class Terminal:
    """A terminal of somebody who has just installed the program."""

    def __init__(self, environment: Path, home: Path) -> None:
        self.program, self.home = environment / PROGRAM, home
        inherited = ("SYSTEMROOT", "TMPDIR", "TEMP", "TMP")
        self.environment = {name: os.environ[name] for name in inherited if name in os.environ}
        self.environment |= {"HOME": str(home), "COLUMNS": "100", "PYTHONUTF8": "1"}
        self.environment["PATH"] = os.pathsep.join([str(self.program.parent), "/usr/bin", "/bin"])

    def __call__(self, folder: Path, *arguments: str, code: int = 0) -> str:
        done = subprocess.run(
            [self.program, *arguments],
            cwd=folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr


@pytest.fixture(scope="module")
def terminal(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", str(wheel)]
    subprocess.run(pip if SOAK else [*pip, "--no-deps", "--no-index"], check=True)
    if not SOAK:
        names = {"base": str(folder), "platbase": str(folder)}
        (Path(sysconfig.get_path("purelib", vars=names)) / "borrowed.pth").write_text(
            "\n".join(site.getsitepackages()) + "\n", encoding="utf-8"
        )
    return Terminal(folder, tmp_path_factory.mktemp("home"))


def test_the_wheel_holds_the_program_and_all_that_it_shows(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    there = {path.relative_to(ROOT / "src").as_posix() for path in (ROOT / "src").rglob("*") if path.is_file()}
    there = {name for name in there if "__pycache__" not in name}
    assert {name for name in names if ".dist-info/" not in name} == there
    assert not [name for name in names if name.startswith(("tests/", "content/", "docs/"))]


def test_the_program_is_the_one_of_the_wheel(terminal: Terminal, tmp_path: Path) -> None:
    python = terminal.program.with_name("python")
    where = subprocess.run(
        [python, "-c", "import campaignsite; print(campaignsite.__file__)"],
        cwd=tmp_path,
        env=terminal.environment,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert str(terminal.program.parent.parent) in where


def test_from_nothing_to_a_published_page(terminal: Terminal, tmp_path: Path) -> None:
    said = terminal(tmp_path, "--help")
    for command in ("init", "new", "serve", "check", "build", "import", "list", "explain", "doctor", "diff", "schema"):
        assert re.search(rf"^  {command} +[A-Z]", said, re.MULTILINE), command

    said = terminal(tmp_path, "init", "my-campaign", "--title", "Safe Water", "--timezone", "America/Toronto")
    root = tmp_path / "my-campaign"
    assert "campaignsite new release" in said

    said = terminal(root, "new", "release", "Posters in every station")
    path = "content/releases/posters-in-every-station.md"
    assert path in said
    assert "Checked" in terminal(root, "check", "--drafts", "--strict")

    page = root / path
    text = page.read_text(encoding="utf-8") + "\nLook at the posters.\n"
    page.write_text(text.replace("draft: true\n", "").replace("#event: ", "event: Nobody's "), encoding="utf-8")
    said = terminal(root, "check", code=1)
    assert re.search(rf"^{path}:\d+:\d+: error: there is no event “Nobody's Example Conference”", said, re.MULTILINE)
    assert "hint: did you mean “Example Conference”?" in said
    (code,) = re.findall(r"\[([a-z-]+)\]$", said, re.MULTILINE)
    assert code == "unknown-event"
    assert "Wrong (-) and right (+):" in terminal(root, "explain", code)

    page.write_text(page.read_text(encoding="utf-8").replace("Nobody's ", ""), encoding="utf-8")
    assert "Checked" in terminal(root, "check", "--strict")
    said = terminal(root, "build")
    assert "The site is in output/; “campaignsite serve” shows it" in said
    built = (root / "output/releases/posters-in-every-station/index.html").read_text(encoding="utf-8")
    assert "<p>Look at the posters.</p>" in built
    assert "Posters in every station" in (root / "output/index.html").read_text(encoding="utf-8")
    assert "problem" not in terminal(root, "doctor").split("\n\n", 1)[1]


@pytest.fixture
def preview(terminal: Terminal, tmp_path: Path) -> Iterator[tuple[Path, subprocess.Popen[str], str]]:
    """A new site, the program that shows it, and its address."""
    terminal(tmp_path, "init", "my-campaign", "--yes")
    root = tmp_path / "my-campaign"
    process = subprocess.Popen(
        [terminal.program, "serve", "--port", "0"],
        cwd=root,
        env={**terminal.environment, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout
    first = process.stdout.readline()
    (address,) = re.findall(r"http://\S+/", first)
    try:
        yield root, process, address
    finally:
        process.kill()
        process.communicate()


def until(process: subprocess.Popen[str], said: str) -> str:
    """What the terminal shows until some words come."""
    assert process.stdout
    shown = ""
    for line in process.stdout:
        shown += line
        if said in line:
            return shown
    raise AssertionError(f"it ended without “{said}”:\n{shown}")


def got(address: str) -> str:
    with contextlib.closing(urllib.request.urlopen(address)) as answer:  # noqa: S310 - http, on this machine
        return str(answer.read().decode())


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is a signal")
def test_a_mistake_while_somebody_looks(preview: tuple[Path, subprocess.Popen[str], str]) -> None:
    root, process, address = preview
    until(process, "Built")
    about = root / "content/about.md"
    text = about.read_text(encoding="utf-8")
    about.write_text(text + "\nA new line.\n", encoding="utf-8")
    until(process, "1 page in")
    assert "A new line." in got(f"{address}about/")
    about.write_text(text + "\n[gone](gone.md)\n", encoding="utf-8")
    shown = until(process, "hint:")
    assert "error: there is no file gone.md [broken-link]" in shown
    assert "A new line." in got(f"{address}about/")
    about.write_text(text + "\nMended.\n", encoding="utf-8")
    until(process, "1 page in")
    assert "Mended." in got(f"{address}about/")
    assert not (root / "output").exists()
    started = time.monotonic()
    process.send_signal(signal.SIGINT)
    process.wait(timeout=10)
    assert process.returncode == 130, time.monotonic() - started
