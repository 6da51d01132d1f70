"""What holds for the names of all tests."""

from __future__ import annotations

import pytest


def pytest_make_parametrize_id(config: pytest.Config, val: object, argname: str) -> str | None:  # noqa: ARG001 - pytest's
    """Bytes are in no name: a ZIP file and a colour profile hold the time, and two workers must collect the same."""
    return argname if isinstance(val, bytes) else None
