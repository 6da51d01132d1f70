"""What is said of a picture that cannot be read."""

from __future__ import annotations


class DamagedError(Exception):
    """A picture is not what it should be; the message says how, for an editor, as the end of a sentence."""


TOO_SHORT = "it ends too early"


def piece(data: bytes | bytearray, start: int, length: int) -> bytes:
    """So many bytes of a file. Raises DamagedError when it does not have them."""
    if length < 0 or start < 0 or start + length > len(data):
        raise DamagedError(TOO_SHORT)
    return bytes(data[start : start + length])


def number(data: bytes | bytearray, start: int, length: int) -> int:
    """A number of so many bytes, the highest first. Raises DamagedError when the file does not have them."""
    return int.from_bytes(piece(data, start, length), "big")
