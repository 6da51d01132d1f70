"""What holds for all tests."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

# A change is judged by the same examples before and after it; what looks for new ones is `make soak`.
settings.register_profile("same", derandomize=True)
settings.register_profile("soak", max_examples=2000)
settings.load_profile("soak" if os.environ.get("CAMPAIGNSITE_SOAK") else "same")


def pytest_make_parametrize_id(config: pytest.Config, val: object, argname: str) -> str | None:  # noqa: ARG001 - pytest's
    """Bytes are in no name: a ZIP file and a colour profile hold the time, and two workers must collect the same."""
    return argname if isinstance(val, bytes) else None
