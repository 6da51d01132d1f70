"""What the system refuses a build, or ends it at, one call after another: the old site stands, or the new one, whole.

strace sees what Python's own events do not: each write, each flush, each closing. The short form tries a few calls of
each kind; ``make soak`` sets CAMPAIGNSITE_SOAK and tries all.
"""

from __future__ import annotations

import collections
import errno
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.test_safety import CHANGES, Case

pytestmark = pytest.mark.slow

SOAK = bool(os.environ.get("CAMPAIGNSITE_SOAK"))
STRACE = shutil.which("strace") or ""
CALLS = (
    "?open,?openat,?creat,write,writev,pwrite64,?rename,?renameat,renameat2,?link,linkat,?symlink,symlinkat,?unlink,"
    "unlinkat,?mkdir,mkdirat,?rmdir,?chmod,fchmod,fchmodat,fsync,fdatasync,syncfs,truncate,ftruncate,?sendfile,"
    "copy_file_range,close"
)
"""All that may change the disk, or say that it did not take what it was given; not every machine has those with ?."""
CALL = re.compile(r"\d+ +(\w+)\((.*)")
WRITING = re.compile(r"O_WRONLY|O_RDWR|O_CREAT")
MANY = tuple((f"releases/more{n}.md", f"---\ntitle: More {n}\n---\n") for n in range(25))
SHORT = {"write", "rename", "link", "fsync", "syncfs", "close"}
NEEDED = re.compile(r"/\.output\.new-|/published-")
"""Without it there is no new site: no error of its making may go unseen."""
SITES = {**CHANGES, "many pages": MANY}
"""With many, the whole file system is flushed."""
SEAM = re.compile(r'/site/output"|/lock-')
"""Where the new site takes its place, and where others are let in."""


@dataclass(frozen=True)
class Call:
    """The ``at``-th call with a name, by the one process there is."""

    name: str
    at: int
    what: str
    """As strace shows it."""
    place: int
    """Which it is of those with its name that change something below the site."""


class Traced:
    """A site, and builds of it that strace looks at."""

    def __init__(self, case: Case) -> None:
        self.case, self.log = case, case.root.parent / "log"

    def build(self, inject: str = "", jobs: int = 1) -> subprocess.CompletedProcess[str]:
        command = [STRACE, "-f", "-y", "-qq", "-s", "0", "-o", str(self.log), "-e", f"trace={CALLS}"]
        command += ["-e", f"inject={inject}"] if inject else []
        command += [] if "signal" in inject else ["--seccomp-bpf"]  # it is faster, and no signal comes with it
        command += [sys.executable, "-m", "campaignsite", "build", "--site", str(self.case.root)]
        command += ["--now", "2026-11-21T07:00", "--jobs", str(jobs)]
        env = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0", "COLUMNS": "200"}
        return subprocess.run(command, env=env, capture_output=True, text=True, check=False, errors="replace")

    def met(self, call: Call, what: str) -> subprocess.CompletedProcess[str]:
        """A build that meets an error or a signal at a call.

        Python looks again into folders that other programs have written to: then its calls have other numbers.
        """
        for _ in range(5):
            self.case.goes_back()
            done = self.build(f"{call.name}:{what}:when={call.at}")
            if done.returncode == -9 if "signal" in what else self.hit("(INJECTED)"):
                return done
            call = self.found()[call.name][call.place]
        pytest.fail(f"no build met {what} at {call}")

    def calls(self) -> list[Call]:
        """All that change something below the site, or a few."""
        found = self.found()
        if SOAK:
            return [call for calls in found.values() for call in calls]
        some = [found[name][len(found[name]) // 2] for name in sorted(SHORT & found.keys())]
        return some + [call for calls in found.values() for call in calls if SEAM.search(call.what)]

    def found(self) -> dict[str, list[Call]]:
        """Those that change something below the site, in a build that nothing disturbs, by name."""
        self.case.goes_back()
        done = self.build()
        assert done.returncode == 0, done.stderr
        assert self.case.state() == "new"
        counts: collections.Counter[str] = collections.Counter()
        written: set[str] = set()
        found: dict[str, list[Call]] = {}
        for line in self.log.read_text(errors="replace").splitlines():
            call = CALL.match(line)
            if not call:
                continue
            name, what = call.groups()
            counts[name] += 1
            here = str(self.case.root) in what
            if name in ("open", "openat"):
                here = here and bool(WRITING.search(what))
                written |= set(re.findall(r"= \d+<(.+)>", what)) if here else set()
            elif name == "close":
                here = here and any(f"<{path}>" in what for path in written)
            if here:
                same = found.setdefault(name, [])
                same.append(Call(name, counts[name], what, len(same)))
        assert {"openat", "write", "fsync", "close"} <= found.keys() or sys.platform != "linux"
        return found

    def hit(self, sign: str) -> bool:
        """Whether the last build met what was put in its way at something of its site."""
        lines = self.log.read_text(errors="replace").splitlines()
        return any(sign in line and str(self.case.root) in line for line in lines)


@pytest.fixture(params=SITES if SOAK else ["many pages"])
def traced(request: pytest.FixtureRequest, tmp_path: Path) -> Traced:
    if not STRACE:
        pytest.skip("there is no strace here")
    trial = [STRACE, "-f", "-qq", "--seccomp-bpf", "-o", os.devnull, "-e", "inject=fsync:error=EIO:when=1", "true"]
    if subprocess.run(trial, check=False, capture_output=True).returncode:
        pytest.skip("nobody may trace a process here, or put something in its way")
    return Traced(Case(SITES[request.param], tmp_path))


@pytest.mark.parametrize("error", ["ENOSPC", "EIO", "EACCES", "EDQUOT"] if SOAK else ["ENOSPC"])
def test_a_call_that_fails_is_one_sentence_and_no_half_site(traced: Traced, error: str) -> None:
    case, ends = traced.case, set()
    for call in traced.calls():
        done = traced.met(call, f"error={error}")
        said = f"{call}\n{done.stdout}{done.stderr}"
        assert "Traceback" not in said, said
        assert "Exception ignored" not in said, said
        ends.add(done.returncode)
        if done.returncode:
            assert done.returncode == 2, said
            line = next((line for line in said.splitlines() if "[cannot-write]" in line), "")
            assert os.strerror(getattr(errno, error)) in line, said
            assert re.match(r"\S*/site/\S+: error: ", re.sub(r":\d+:\d+:", ":", line)), said
            assert case.state() == "old", said
        else:  # what failed was of the cache, or was to be thrown away
            assert call.name not in ("write", "fsync", "syncfs") or not NEEDED.search(call.what), said
            assert case.state() == "new", said
        case.heals()
    assert ends == {0, 2}


def test_a_build_that_is_killed_at_a_call_leaves_a_whole_site(traced: Traced) -> None:
    seen = set()
    for call in traced.calls():
        traced.met(call, "signal=KILL")
        seen.add(traced.case.state())
        traced.case.heals()
    assert "old" in seen


@pytest.mark.parametrize("error", ["ENOSYS", "EINVAL", "EOPNOTSUPP"] if SOAK else ["EINVAL"])
def test_a_system_that_cannot_flush_still_gets_its_site(traced: Traced, error: str) -> None:
    """Some network disks flush no folders, and some sandboxes have no syncfs."""
    traced.case.goes_back()
    done = traced.build(f"?syncfs,fsync:error={error}")
    assert done.returncode == 0, done.stdout
    assert traced.hit("(INJECTED)")
    assert traced.case.state() == "new"


@pytest.mark.parametrize(
    "hit", ["write:error=EIO", "?mkdir,mkdirat:error=ENOSPC", "close:signal=KILL", "openat:signal=KILL"]
)
def test_several_processes_fail_or_end_as_one_does(traced: Traced, hit: str) -> None:
    """A count of strace is one of each process for itself: who is hit depends on who does what."""
    case, ends, states = traced.case, set(), set()
    # The first ones are tried one by one: a small build makes few folders, and asks for some that are there.
    for at in (*range(1, 10), *range(10, 400, 9)) if SOAK else (1, 5, 40, 150):
        case.goes_back()
        done = traced.build(f"{hit}:when={at}", jobs=3)
        said = f"{hit} {at}\n{done.stdout}{done.stderr}"
        assert "Traceback" not in said, said
        assert done.returncode in (0, 1, 2, 3, -9), said
        ends.add(done.returncode)
        states.add(case.state())
        if case.state() == "new":  # that nothing could be said of it is no good end either
            assert done.returncode in (0, -9) or "what was published stands" in said, said
        case.heals()
    assert "old" in states
    assert ends != {0}
