"""Hostile content: seeded inputs for each target of tests/fuzz; CAMPAIGNSITE_SOAK makes it the long form."""

from __future__ import annotations

import os

import pytest

from tests.fuzz.engine import inputs
from tests.fuzz.targets import TARGETS

RUNS = 100_000 if os.environ.get("CAMPAIGNSITE_SOAK") else 300


@pytest.mark.parametrize("target", sorted(TARGETS))
def test_no_input_gets_through(target: str) -> None:
    for number, data in enumerate(inputs(target, RUNS)):
        try:
            TARGETS[target](data)
        except Exception as error:
            raise AssertionError(f"input {number}: {data!r}") from error
