"""As much of CBOR (RFC 8949) as Pagefind writes: whole numbers, texts, bytes, lists, true, false and null."""

from __future__ import annotations

from typing import Any

_WHOLE, _LESS, _BYTES, _TEXT, _LIST, _SIMPLE = 0, 1, 2, 3, 4, 7
_SHORT = 24
"""Numbers below it stand in the first byte."""


def decoded(data: bytes) -> Any:
    """The one value in ``data``. Raises ValueError for anything else."""
    try:
        value, end = _value(data, 0)
    except IndexError:
        raise ValueError("the value has no end") from None
    if end != len(data):
        raise ValueError("something stands behind the value")
    return value


def _value(data: bytes, at: int) -> tuple[Any, int]:
    kind, short = data[at] >> 5, data[at] & 31
    if kind == _SIMPLE:
        return _simple(short), at + 1
    number, at = _number(data, at + 1, short)
    if kind in (_WHOLE, _LESS):
        return (number if kind == _WHOLE else -1 - number), at
    if kind in (_BYTES, _TEXT):
        part = data[at : at + number]
        return (part if kind == _BYTES else part.decode()), at + number
    if kind != _LIST:
        raise ValueError(f"kind {kind} is not expected")
    found = []
    for _ in range(number):
        value, at = _value(data, at)
        found.append(value)
    return found, at


def _number(data: bytes, at: int, short: int) -> tuple[int, int]:
    if short < _SHORT:
        return short, at
    size = 1 << (short - _SHORT)
    if size > 8 or at + size > len(data):
        raise ValueError("a number that has no end")
    return int.from_bytes(data[at : at + size], "big"), at + size


def _simple(short: int) -> bool | None:
    if short in (20, 21, 22):
        return (False, True, None)[short - 20]
    raise ValueError(f"simple value {short} is not expected")


def encoded(value: Any) -> bytes:
    """A value in the shortest form. Raises TypeError for one of another type."""
    match value:
        case bool() | None:
            return bytes([0xE0 | (22 if value is None else 20 + value)])
        case int():
            return _head(_WHOLE, value) if value >= 0 else _head(_LESS, -1 - value)
        case bytes():
            return _head(_BYTES, len(value)) + value
        case str():
            text = value.encode()
            return _head(_TEXT, len(text)) + text
        case list():
            return _head(_LIST, len(value)) + b"".join(map(encoded, value))
    raise TypeError(type(value))


def _head(kind: int, number: int) -> bytes:
    if number < _SHORT:
        return bytes([kind << 5 | number])
    power = next(n for n in range(4) if number < 1 << (8 << n))
    return bytes([kind << 5 | (_SHORT + power)]) + number.to_bytes(1 << power, "big")
