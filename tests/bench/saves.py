"""How long a save takes until the new page is on the screen: `python -m tests.bench.saves --pages 1000`.

Measured from writing the file until the preview has told so and answered with the new page; beside it, what
`campaignsite build` takes for a change of the same kind, and what either takes of the processor. Medians.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests import previewing as running
from tests.bench.corpus import corpus
from tests.bench.writers import write_site
from tests.previewing import Preview, previewing, until

TICKS = os.sysconf("SC_CLK_TCK")
PAUSE = 2.0
"""Seconds between two saves: a file that was written less than two seconds ago is read again."""


def text(old: str, mark: str) -> str:
    return f"{old}\n{mark}\n"


def title(old: str, mark: str) -> str:
    """Another title with the same letter, so that no list has to be arranged anew."""
    return re.sub(r'^title: "?(.).*$', rf'title: "\1 {mark}"', old, count=1, flags=re.MULTILINE)


def date(old: str, mark: str) -> str:
    """Another day, which the page says too."""
    new = f"date: 2024-0{int(mark[-1]) % 9 + 1}-11"
    return text(re.sub(r"^date: .*$", new, old, count=1, flags=re.MULTILINE), mark)


CHANGES: tuple[Callable[[str, str], str], ...] = (text, title, date)


def spent(processes: list[int]) -> float:
    """Seconds of a processor that processes have taken."""
    fields = [Path(f"/proc/{n}/stat").read_text().rpartition(")")[2].split() for n in processes]
    return sum(int(f[11]) + int(f[12]) for f in fields) / TICKS


def saves(preview: Preview, file: Path, runs: int) -> Iterator[tuple[str, list[float], list[float]]]:
    mine = [preview.process.pid, *_children(preview.process.pid)]
    address = f"/{file.parent.name}/{file.stem}/"
    with preview.listening() as page:
        page.hello()
        page.info(preview.url[:-1] + address)
        for change in CHANGES:
            walls, work = [], []
            for number in range(runs + 1):
                time.sleep(PAUSE)
                mark, before = f"Mark{time.monotonic_ns()}{number % 9}", spent(mine)
                new = change(file.read_text(encoding="utf-8"), mark)
                start = time.perf_counter()
                file.write_text(new, encoding="utf-8")
                until(lambda: page.receive()["path"] == "*")
                assert mark in preview.ask(address).text
                walls.append(time.perf_counter() - start)
                until(lambda: page.receive()["path"] == "state")  # behind the page that is looked at comes the rest
                time.sleep(PAUSE)
                work.append(spent(mine) - before)
            yield change.__name__, walls[1:], work[1:]  # the first one of a kind imports what it needs


def builds(site: Path, file: Path, runs: int) -> Iterator[tuple[str, list[float], list[float]]]:
    command = [sys.executable, "-m", "campaignsite", "build", "-q", "--site", str(site)]
    subprocess.run(command, check=True, capture_output=True)
    for change in CHANGES:
        walls, work = [], []
        for number in range(runs):
            time.sleep(PAUSE)
            mark = f"Mark{time.monotonic_ns()}{number % 9}"
            file.write_text(change(file.read_text(encoding="utf-8"), mark), encoding="utf-8")
            before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
            subprocess.run(command, check=True, capture_output=True)
            walls.append(time.perf_counter() - start)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            work.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        yield change.__name__, walls, work


def _children(process: int) -> list[int]:
    return [int(n) for task in Path(f"/proc/{process}/task").iterdir() for n in (task / "children").read_text().split()]


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--pages", type=int, default=1000)
    options.add_argument("--runs", type=int, default=5)
    asked = options.parse_args()
    running.PATIENCE = 600.0
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        write_site("campaignsite", site, corpus(asked.pages))
        file = sorted((site / "content/news").glob("*.md"))[3]
        with previewing(site, "--jobs", str(os.cpu_count() or 1)) as preview:  # as for somebody who says nothing
            shown = {name: (walls, work) for name, walls, work in saves(preview, file, asked.runs)}
        for name, walls, work in builds(site, file, asked.runs):
            numbers = [statistics.median(x) for x in (*shown[name], walls, work)]
            line = "{:<6} on the screen {:.2f} s, CPU {:.2f}; a build {:.2f} s, CPU {:.2f}; ratio {:.2f}, CPU {:.2f}\n"
            sys.stdout.write(line.format(name, *numbers, numbers[0] / numbers[2], numbers[1] / numbers[3]))
            sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
