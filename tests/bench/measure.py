"""Measures one build: its time, or the memory that all of its processes hold together."""

from __future__ import annotations

import datetime as dt
import os
import platform
import signal
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

PAUSE = 0.03
"""Seconds between two looks at the memory."""
PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Measured:
    """What came of one build."""

    wall: float = 0.0
    cpu: float = 0.0
    """Of the process and of all its descendants that were waited for."""
    mebibytes: float | None = None
    failure: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """How a build is started."""

    command: Sequence[str]
    folder: Path
    log: Path
    limit: float
    """Seconds after which it is stopped."""


def timed(job: Job) -> Measured:
    """Build once. What was written before does not go to the disk at the expense of this build."""
    os.sync()
    start = time.perf_counter()
    with _started(job) as process:
        expired = threading.Event()

        def stop() -> None:
            expired.set()
            os.killpg(process.pid, signal.SIGKILL)

        timer = threading.Timer(job.limit, stop)
        timer.start()
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
    failure = _failure(process.returncode, job.limit if expired.is_set() else None)
    return Measured(wall, used.ru_utime + used.ru_stime, failure=failure)


def watched(job: Job) -> Measured:
    """Build once, and look at the memory all the while. Its time is not to be used."""
    most, expired = 0, False
    start = time.perf_counter()
    with _started(job) as process:
        while process.poll() is None:
            most = max(most, sum(map(_proportional_set_size, _session(process.pid))))
            if time.perf_counter() - start > job.limit and not expired:
                expired = True
                os.killpg(process.pid, signal.SIGKILL)
            time.sleep(PAUSE)
    failure = _failure(process.returncode, job.limit if expired else None)
    return Measured(mebibytes=most / 1024 if most else None, failure=failure)


@contextmanager
def _started(job: Job) -> Iterator[subprocess.Popen[bytes]]:
    with job.log.open("ab") as log:
        process = subprocess.Popen(
            job.command,
            cwd=job.folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            yield process
        finally:
            if process.returncode is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def _failure(code: int, limit: float | None) -> str:
    if limit is not None:
        return f"took more than {limit:.0f} s"
    if code < 0:
        return f"ended by signal {-code}"
    return f"ended with exit code {code}" if code else ""


def _session(leader: int) -> Iterator[int]:
    """The processes that the one with this id has started, and itself."""
    with suppress(FileNotFoundError):  # no Linux
        for entry in PROC.iterdir():
            if entry.name.isdigit():
                with suppress(OSError):  # it has ended since
                    fields = (entry / "stat").read_text().rpartition(")")[2].split()
                    if int(fields[3]) == leader:
                        yield int(entry.name)


def _proportional_set_size(process: int) -> int:
    """Kibibytes, with what it shares with others counted in part."""
    with suppress(OSError):
        for line in (PROC / str(process) / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0


def facts(folder: Path) -> dict[str, str]:
    """When and where this is measured."""
    return {
        "day": dt.datetime.now(dt.UTC).date().isoformat(),
        "system": platform.system(),
        "processor": _processor(),
        "cores": str(os.cpu_count() or 1),
        "file system": _file_system(folder.resolve()),
        "python": platform.python_version(),
    }


def _processor() -> str:
    with suppress(OSError):
        for line in (PROC / "cpuinfo").read_text().splitlines():
            key, _, value = line.partition(":")
            if key.strip() == "model name":
                return value.strip()
    return platform.machine()


def _file_system(folder: Path) -> str:
    """The type of the one that is mounted nearest above the folder."""
    found: dict[Path, str] = {}
    with suppress(OSError):
        for line in (PROC / "mounts").read_text().splitlines():
            _, point, kind, *_ = line.split()
            found[Path(point.replace("\\040", " "))] = kind
    return next((found[above] for above in (folder, *folder.parents) if above in found), "unknown")
