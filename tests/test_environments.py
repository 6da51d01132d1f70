"""One site, whoever builds it, where and how: the same names, bytes and rights; never a mixture; and nobody is asked.

The short form tries a few; ``make soak`` sets CAMPAIGNSITE_SOAK and tries all.
"""

from __future__ import annotations

import hashlib
import itertools
import os
import random
import shutil
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from campaignsite.search.pagefind import PACKAGES, available
from tests.rich_site import RICH
from tests.sites import NOW, bytes_of, files_of, tree

pytestmark = pytest.mark.slow

SOAK = bool(os.environ.get("CAMPAIGNSITE_SOAK"))
COMMAND = [sys.executable, "-m", "campaignsite", "build", "--quiet", "--now", NOW.isoformat()]
STRACE = shutil.which("strace") or ""


def write(root: Path, *, backwards: bool = False, mark: str = "") -> Path:
    """The rich site, its files made in an order that a folder may remember."""
    text = RICH.replace("Safe Shores", f"Safe Shores{mark}")
    for name, (content, how) in sorted(files_of(text).items(), reverse=backwards):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(bytes_of(content, how))
    return root


def fingerprint(output: Path) -> str:
    """A digest of all names, bytes and rights."""
    found = hashlib.sha256()
    for path in sorted(output.rglob("*")):
        found.update(f"{path.relative_to(output).as_posix()} {stat.S_IMODE(path.lstat().st_mode):o}\n".encode())
        found.update(path.read_bytes() if path.is_file() else b"")
    return found.hexdigest()


ENVIRONMENTS = list(
    itertools.product(
        ("UTC", "Pacific/Kiritimati"),
        ("C", "C.UTF-8"),
        ("0", "4242"),
        (0o022, 0o077),
        (False, True),
        ("1", "3"),
    )
)
"""Time zone, locale, seed of hashes, umask, order of making, workers: sixty-four."""


def test_sixty_four_environments_make_one_site(tmp_path: Path) -> None:
    assert len(ENVIRONMENTS) == 64
    chosen = ENVIRONMENTS if SOAK else [ENVIRONMENTS[n] for n in (0, 27, 36, 63)]
    hashes = set()
    for n, (zone, locale, seed, umask, backwards, jobs) in enumerate(chosen):
        root = write(tmp_path / ("x" * (n % 7 + 1)) / str(n), backwards=backwards)
        env = {**os.environ, "TZ": zone, "LC_ALL": locale, "PYTHONHASHSEED": seed}
        command = [*COMMAND, "--jobs", jobs, "--site", str(root)]
        done = subprocess.run(command, env=env, umask=umask, cwd=root.parent, check=False, capture_output=True)
        assert done.returncode == 0, done.stderr
        hashes.add(fingerprint(root / "output"))
    assert len(hashes) == 1


def whole_sites(tmp_path: Path) -> tuple[Path, dict[str, dict[str, bytes]]]:
    """A site, and what its output is in each of two versions."""
    versions = {}
    for mark in ("", " again"):
        root = write(tmp_path / f"whole{mark.strip()}", mark=mark)
        subprocess.run([*COMMAND, "--site", str(root)], check=True, capture_output=True)
        versions[mark] = tree(root / "output")
    assert versions[""] != versions[" again"]
    return tmp_path / "whole", versions


def left(root: Path) -> list[str]:
    return [p.name for p in root.iterdir() if p.name.startswith(".output")]


def test_a_build_that_is_killed_at_any_time_leaves_the_old_site_or_the_new_one(tmp_path: Path) -> None:
    chance = random.Random(7)  # noqa: S311 - no secret is made of it
    root, versions = whole_sites(tmp_path)
    for n in range(1000 if SOAK else 6):
        mark = ("", " again")[n % 2]
        write(root, mark=mark)
        with subprocess.Popen([*COMMAND, "--site", str(root)], stderr=subprocess.DEVNULL) as process:
            time.sleep(chance.uniform(0.2, 1.2))
            process.kill()
        assert tree(root / "output") in versions.values()
        if n % 5 == 0:
            subprocess.run([*COMMAND, "--site", str(root)], check=True, capture_output=True)
            assert tree(root / "output") == versions[mark]
            assert left(root) == []


def test_two_builds_at_once_make_no_mixture(tmp_path: Path) -> None:
    root = write(tmp_path / "site")
    commands = [[*COMMAND, "--site", str(root), "--base-url", f"https://{n}.example/"] for n in "ab"]
    versions = []
    for command in commands:
        subprocess.run(command, check=True, capture_output=True)
        versions.append(tree(root / "output"))
    assert versions[0] != versions[1]
    for _ in range(200 if SOAK else 3):
        both = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) for command in commands]
        said = [process.communicate()[0].decode() for process in both]
        for process, text in zip(both, said, strict=True):
            assert process.returncode == 0 or "busy-output" in text, text
        assert tree(root / "output") in versions
        assert left(root) == []


@pytest.mark.skipif(not STRACE, reason="there is no strace here")
def test_a_build_asks_nobody_and_runs_nothing(tmp_path: Path) -> None:
    assert asked(write(tmp_path / "site"), tmp_path / "log") == [sys.executable]


@pytest.mark.skipif(not STRACE or not available(), reason="there is no strace here, or no Pagefind")
def test_with_a_search_it_runs_pagefind_alone_and_asks_nobody_either(tmp_path: Path) -> None:
    root = write(tmp_path / "site")
    path = root / "campaignsite.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "search: true\n", encoding="utf-8")
    ran = [Path(program) for program in asked(root, tmp_path / "log")]
    assert [program.name for program in ran[1:]] == ["pagefind"]
    assert ran[1].parent.name in PACKAGES
    assert asked(root, tmp_path / "again") == [sys.executable]  # nothing has changed


def asked(root: Path, log: Path) -> list[str]:
    """The programs that a build runs, itself first; fails when it asks for a connection."""
    calls = "execve,execveat,socket,connect,sendto,sendmsg,bind,listen"
    command = [
        STRACE,
        "-f",
        "-qq",
        "-e",
        f"trace={calls}",
        "-o",
        str(log),
        *COMMAND,
        "--jobs",
        "2",
        "--site",
        str(root),
    ]
    done = subprocess.run(command, check=False, capture_output=True)
    if b"ptrace" in done.stderr.lower():
        pytest.skip("nobody may trace a process here")
    assert done.returncode == 0, done.stderr
    seen = [line for line in log.read_text().splitlines() if "(" in line and "AF_UNIX" not in line]
    assert {line.partition(" ")[2].partition("(")[0].strip() for line in seen} == {"execve"}, seen
    return [line.split('"')[1] for line in seen]


def test_a_build_needs_no_network(tmp_path: Path) -> None:
    alone = [shutil.which("unshare") or "", "--map-root-user", "--net"]
    if not alone[0] or subprocess.run([*alone, "true"], check=False, capture_output=True).returncode:
        pytest.skip("nobody may leave the network here")
    root = write(tmp_path / "site")
    done = subprocess.run([*alone, *COMMAND, "--jobs", "2", "--site", str(root)], check=False, capture_output=True)
    assert done.returncode == 0, done.stderr
    assert (root / "output/index.html").exists()
