"""``python -m tests.fuzz TARGET --runs N [--seed S]``: an input that breaks a target is named and ends the run.

With ``--guided``, atheris (a package that nothing else needs: ``pip install atheris``) chooses the inputs by what code
they reach; without it, they are mutations of the seeds.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import tempfile
from pathlib import Path

ask = argparse.ArgumentParser(prog="python -m tests.fuzz")
ask.add_argument("target", choices=["front", "markdown", "slugs"])
ask.add_argument("--runs", type=int, default=1000)
ask.add_argument("--seed", type=int, default=0)
ask.add_argument("--guided", action="store_true")
said = ask.parse_args()

if said.guided:
    atheris = importlib.import_module("atheris")
    with atheris.instrument_imports(include=["campaignsite"]):
        from tests.fuzz.targets import TARGETS
    from tests.fuzz.engine import SEEDS

    with tempfile.TemporaryDirectory() as corpus:
        for number, data in enumerate(SEEDS[said.target]):
            Path(corpus, str(number)).write_bytes(data)
        limits = [f"-runs={said.runs}", f"-seed={said.seed + 1}", "-max_len=4000", "-timeout=20"]
        atheris.Setup([sys.argv[0], *limits, corpus], TARGETS[said.target])
        atheris.Fuzz()
else:
    from tests.fuzz.engine import inputs
    from tests.fuzz.targets import TARGETS

    for number, data in enumerate(inputs(said.target, said.runs, said.seed)):
        try:
            TARGETS[said.target](data)
        except Exception:
            sys.stderr.write(f"input {number}: {data!r}\n")
            raise
