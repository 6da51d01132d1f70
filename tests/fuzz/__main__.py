"""``python -m tests.fuzz TARGET --runs N [--seed S]``: an input that breaks a target is named and ends the run.

With ``--guided``, atheris (a package that nothing else needs: ``pip install atheris``) chooses the inputs by what code
they reach; without it, they are mutants of good texts.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import tempfile
from pathlib import Path

ask = argparse.ArgumentParser(prog="python -m tests.fuzz")
ask.add_argument("target", choices=["front matter", "Markdown", "URLs", "pages"])
ask.add_argument("--runs", type=int, default=1000)
ask.add_argument("--seed", type=int, default=0)
ask.add_argument("--guided", action="store_true")
said = ask.parse_args()

with tempfile.TemporaryDirectory() as folder:
    if said.guided:
        atheris = importlib.import_module("atheris")
        with atheris.instrument_imports(include=["campaignsite"]):
            from tests.fuzz.engine import TARGETS
        make, seeds = TARGETS[said.target]
        for number, data in enumerate(seeds):
            Path(folder, f"seed {number}").write_bytes(data)
        limits = [f"-runs={said.runs}", f"-seed={said.seed + 1}", "-max_len=4000", "-len_control=0", "-timeout=60"]
        with tempfile.TemporaryDirectory() as site:
            atheris.Setup([sys.argv[0], *limits, folder], make(Path(site)))
            atheris.Fuzz()
    else:
        from tests.fuzz.engine import TARGETS, hunt

        make, seeds = TARGETS[said.target]
        hunt(make(Path(folder)), seeds, said.runs, f"{said.target} {said.seed}")
