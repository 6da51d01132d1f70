"""Free values of an editor (``extra:``) made unchangeable, so that a page stays one frozen value."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any


def frozen(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """A mapping with every mapping in it read-only and every list a tuple."""
    return MappingProxyType({key: _frozen(inner) for key, inner in value.items()})


def _frozen(value: Any) -> Any:
    if isinstance(value, Mapping):
        return frozen(value)
    return tuple(_frozen(inner) for inner in value) if isinstance(value, list | tuple) else value
