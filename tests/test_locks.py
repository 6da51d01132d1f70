import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-lowest.lock")
ASKED_FOR = ("jinja2", "markdown-it-py", "pyyaml", "click", "livereload")

# All that may stand in a lock. Each line is one of these from its first character to its last, so that
# neither an option (--index-url, --find-links) nor an address has a place.
PIN = re.compile(r"(?P<name>[a-z0-9-]+)==(?P<version>[0-9][0-9a-z.]*)(?: ; [\w .'!<>=()]+)? \\")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}(?: \\)?")
COMMENT = re.compile(r" *#(?: [\w .:()-]*)?")


def lines(lock: str) -> list[str]:
    return (ROOT / lock).read_text(encoding="utf-8").splitlines()


def pins(lock: str) -> list[tuple[str, str]]:
    return [(m["name"], m["version"]) for m in map(PIN.fullmatch, lines(lock)) if m]


def pyproject() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def runtime() -> list[Requirement]:
    return [Requirement(text) for text in pyproject()["project"]["dependencies"]]


def group(name: str) -> list[Requirement]:
    entries = pyproject()["dependency-groups"][name]
    own = [Requirement(entry) for entry in entries if isinstance(entry, str)]
    included = [entry["include-group"] for entry in entries if isinstance(entry, dict)]
    return own + [requirement for other in included for requirement in group(other)]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_pins_hashes_and_comments_only(lock: str) -> None:
    strange = [line for line in lines(lock) if not any(p.fullmatch(line) for p in (PIN, HASH, COMMENT))]
    assert strange == []
    assert "//" not in "".join(lines(lock))


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_a_hash(lock: str) -> None:
    all_lines = lines(lock)
    without = [
        line
        for line, following in zip(all_lines, [*all_lines[1:], ""], strict=True)
        if PIN.fullmatch(line) and not HASH.fullmatch(following)
    ]
    assert pins(lock)
    assert without == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_what_the_project_asks_for(lock: str) -> None:
    groups = {
        "requirements.lock": ("build",),
        "requirements-dev.lock": ("build", "dev"),
        "requirements-lowest.lock": ("build", "test"),
    }
    wanted = [*runtime(), *(requirement for name in groups[lock] for requirement in group(name))]
    pinned = pins(lock)
    for requirement in wanted:
        versions = [version for name, version in pinned if name == canonicalize_name(requirement.name)]
        assert versions, f"{requirement.name} is not in {lock}: make lock"
        assert all(map(requirement.specifier.contains, versions)), f"{requirement} but {versions}: make lock"


def test_the_lowest_lock_pins_the_lower_bounds() -> None:
    pinned = dict(pins("requirements-lowest.lock"))
    bounds = {
        canonicalize_name(requirement.name): bound.version
        for requirement in runtime()
        for bound in requirement.specifier
        if bound.operator == ">="
    }
    assert bounds.keys() >= set(ASKED_FOR)
    assert {name: pinned[name] for name in bounds} == bounds


def test_the_development_lock_pins_the_same_releases_as_the_runtime_lock() -> None:
    assert set(pins("requirements.lock")) <= set(pins("requirements-dev.lock"))


def test_the_locked_build_backend_is_the_declared_one() -> None:
    assert pyproject()["dependency-groups"]["build"] == pyproject()["build-system"]["requires"]


def test_the_npm_lock_names_no_host_and_has_a_hash_for_every_package() -> None:
    text = (ROOT / "tests/package-lock.json").read_text(encoding="utf-8")
    packages = json.loads(text)["packages"]
    wanted = json.loads((ROOT / "tests/package.json").read_text(encoding="utf-8"))["devDependencies"]
    installed = {path.removeprefix("node_modules/"): entry for path, entry in packages.items() if path}
    assert packages[""]["devDependencies"] == wanted
    assert {name: installed[name]["version"] for name in wanted} == wanted
    assert [name for name, entry in installed.items() if "resolved" in entry] == []
    assert [name for name, entry in installed.items() if "sha512-" not in entry.get("integrity", "")] == []
    # npm also notes where to give money to each package; after a renewal these notes are taken out.
    assert "://" not in text
