"""A process that reads the worst texts, and is ended when one takes too long.

On each line of standard input stands what to do: ``read NAME``, ``build``, with a name, a size and a folder between
tabs, or ``spin``, without end. On each line of standard output stands what came of it, as JSON.
"""

from __future__ import annotations

import json
import resource
import select
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from campaignsite.build import Order, build
from campaignsite.model.files import Source
from campaignsite.parse.documents import parse
from tests.fuzz import big, pathological
from tests.sites import CONFIG, NOW

READING, BUILDING = 5, 10
"""Seconds of CPU for a text, and for a site."""
_ROOT = Path(__file__).parents[2]
_PATIENCE = 120
"""Seconds on the clock, on a machine that does something else too."""


class Child:
    """The process, seen from outside; begun again when it was ended."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[str] | None = None

    def ask(self, request: str) -> dict[str, Any]:
        """What comes of a text; raises AssertionError when it takes too long."""
        if self.process is None:
            command = [sys.executable, "-m", "tests.fuzz.child"]
            self.process = subprocess.Popen(
                command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
            )
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(request + "\n")
        ready, _, _ = select.select([self.process.stdout], [], [], _PATIENCE)
        said = self.process.stdout.readline() if ready else ""
        if not said:
            self.end()
        assert said, f"“{request}” takes too long, or ends the process"
        found: dict[str, Any] = json.loads(said)
        return found

    def end(self) -> None:
        """End the process."""
        if self.process is not None:
            self.process.kill()
            with self.process:
                self.process = None


def _read(name: str) -> dict[str, Any]:
    text = pathological.TEXTS.get(name, "")
    made = parse(Source("content/a.md", f"---\ntitle: A\n---\n{text}\n".encode(), ""), ("en",))
    return {"codes": sorted({d.code for d in made.diagnostics})}


def _build(name: str, size: int, folder: Path) -> dict[str, Any]:
    (folder / "content").mkdir(parents=True, exist_ok=True)
    (folder / "campaignsite.yaml").write_text(CONFIG, encoding="utf-8")
    (folder / "content/a.md").write_bytes(big.TEXTS[name](size))
    outcome = build(Order(folder, NOW, None, collect=True))
    odd = [d for d in outcome.diagnostics if not (d.path == "content/a.md" and d.line >= 1 and d.message)]
    return {
        "codes": sorted({d.code for d in outcome.diagnostics}),
        "errors": sum(d.severity == "error" for d in outcome.diagnostics),
        "files": [artifact.file for artifact in outcome.artifacts],
        "odd": [str(d) for d in odd[:3]],
    }


def main() -> None:
    """Do what standard input says."""
    _read("")  # the first text does not pay for what is imported
    for line in sys.stdin:
        what, _, rest = line.rstrip("\n").partition(" ")
        start = time.process_time()
        limit = {"read": READING, "build": BUILDING}.get(what, 0) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (int(start) + limit, resource.RLIM_INFINITY))
        while what == "spin":
            pass
        if what == "read":
            found = _read(rest)
        else:
            name, size, folder = rest.split("\t")
            found = _build(name, int(size), Path(folder))
        found["cpu"] = time.process_time() - start
        sys.stdout.write(json.dumps(found) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
