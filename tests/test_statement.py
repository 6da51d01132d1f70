"""The accessibility statement says what a run found: all of it, and of one whole run alone."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import pytest

from campaignsite.search.pagefind import available
from tests.matrix import every_condition
from tests.statement import RESULT, gathered, statement

needs_pagefind = pytest.mark.skipif(not available(), reason="Pagefind is not installed here")
RUN = {"campaignsite": "1", "chromium": "2", "axe": "3", "pages": "4"}


def notes() -> list[dict[str, Any]]:
    """What two tests of a run could note."""
    conditions = [asdict(condition) for condition in every_condition()]
    shares = (conditions[::2], conditions[1::2])
    return [
        {"run": RUN, "date": f"2026-01-0{n}", "conditions": share, "stops": 10, "faults": [f"fault {n}"]}
        for n, share in enumerate(shares, 1)
    ]


@needs_pagefind
def test_a_whole_run_is_one_result() -> None:
    result = gathered(notes())
    assert result["conditions"] == len(every_condition())
    assert (result["stops"], result["date"], result["faults"]) == (20, "2026-01-02", ["fault 1", "fault 2"])


@needs_pagefind
def test_a_run_that_is_not_whole_and_notes_of_two_runs_are_refused() -> None:
    first, second = notes()
    with pytest.raises(ValueError, match="conditions are missing"):
        gathered([first])
    with pytest.raises(ValueError, match="2 runs"):
        gathered([first, second | {"run": RUN | {"chromium": "3"}}])
    with pytest.raises(ValueError, match="missing"):
        gathered([])


def test_faults_are_said() -> None:
    result = json.loads(RESULT.read_bytes())
    good, bad = statement(result | {"faults": []}), statement(result | {"faults": ["home: axe: no-such-rule"]})
    assert "no machine finds a fault" in good
    assert "No fault in" in good
    assert "it is met in part" in bad
    assert "1 fault in" in bad
    assert "- home: axe: no-such-rule\n" in bad
