"""``python -m tests.fuzz TARGET --runs N [--seed S]``: an input that breaks a target is named and ends the run."""

from __future__ import annotations

import argparse
import sys

from tests.fuzz.engine import inputs
from tests.fuzz.targets import TARGETS

ask = argparse.ArgumentParser(prog="python -m tests.fuzz")
ask.add_argument("target", choices=sorted(TARGETS))
ask.add_argument("--runs", type=int, default=1000)
ask.add_argument("--seed", type=int, default=0)
said = ask.parse_args()
for number, data in enumerate(inputs(said.target, said.runs, said.seed)):
    try:
        TARGETS[said.target](data)
    except Exception:
        sys.stderr.write(f"input {number}: {data!r}\n")
        raise
