"""Good texts become bad ones: the same seed, the same mutants."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import MappingProxyType

from tests.fuzz import pages, targets, texts

Target = Callable[[bytes], None]
"""Raises AssertionError, or anything else, when what it is given does harm."""

TARGETS: MappingProxyType[str, tuple[Callable[[Path], Target], Sequence[bytes]]] = MappingProxyType(
    {
        "front matter": (lambda _: targets.front_matter, texts.FRONTS),
        "Markdown": (lambda _: targets.markdown, texts.MARKDOWN),
        "URLs": (lambda _: targets.urls, texts.PATHS),
        "pages": (pages.Pages, texts.PAGE),
    }
)
"""What makes each target, with a folder that it may use, and the good texts to begin with."""


def mutants(seeds: Sequence[bytes], count: int, seed: str) -> Iterator[bytes]:
    """Texts made of others by a few cuts, repeats, strange bytes and strange words."""
    chance = random.Random(seed)  # noqa: S311 (nothing is kept secret with it)
    for _ in range(count):
        data = chance.choice(seeds)
        for _ in range(chance.randint(1, 6)):
            start = chance.randint(0, len(data))
            end = min(len(data), start + chance.choice((0, 0, 1, 1, 2, 5, 20)))
            piece = data[start:end]
            other = chance.choice(seeds)
            at = chance.randint(0, len(other))
            new = (
                b"",
                piece * chance.randint(2, 4),
                bytes([chance.randrange(256)]),
                chr(chance.choice((0x20, 0x80, 0x2000, 0xD7FF, 0x10FFFF))).encode(),
                other[at : at + chance.randint(1, 30)],
                *(chance.choice(texts.WORDS) for _ in range(4)),
            )
            data = data[:start] + chance.choice(new) + data[end:]
        yield data


def smallest(target: Target, data: bytes) -> bytes:
    """The shortest text found that does the same harm, by cutting pieces out."""
    size = len(data) // 2
    while size:
        at = 0
        while at < len(data):
            less = data[:at] + data[at + size :]
            if harm(target, less):
                data = less
            else:
                at += size
        size //= 2
    return data


def harm(target: Target, data: bytes) -> str:
    """What a text does, in a line; empty when it does nothing."""
    try:
        target(data)
    except Exception as error:  # noqa: BLE001 (whatever it is, it is a finding)
        return f"{type(error).__name__}: {error}"
    return ""


def hunt(target: Target, seeds: Sequence[bytes], count: int, seed: str) -> None:
    """Raise AssertionError with a small text for the first mutant that does harm; the seeds come first."""
    for data in (*seeds, *mutants(seeds, count, seed)):
        if harm(target, data):
            least = smallest(target, data)
            raise AssertionError(f"{least!r} -> {harm(target, least)}")


def mangled(fronts: Sequence[str], values: Sequence[str], count: int, seed: str) -> Iterator[str]:
    """Front matters as tired hands leave them: lines gone, moved, twice, indented, and values that are others'."""
    chance = random.Random(seed)  # noqa: S311 (nothing is kept secret with it)
    for _ in range(count):
        lines = chance.choice(fronts).split("\n")
        for _ in range(chance.randint(1, 3)):
            at = chance.randrange(len(lines))
            line = lines[at]
            key, colon, _ = line.partition(":")
            match chance.randrange(8):
                case 0:
                    del lines[at]
                case 1:
                    lines.insert(chance.randrange(len(lines) + 1), line)
                case 2:
                    lines.insert(chance.randrange(len(lines)), lines.pop(at))
                case 3:
                    lines[at] = chance.choice((" ", "  ", "\t", "- ", "#", "\u00a0")) + line
                case 4:
                    lines[at] = line[chance.randint(0, len(line)) :]
                case 5:
                    lines[at] = line[: chance.randint(0, len(line))]
                case 6:
                    lines[at] = f"{key}: {chance.choice(values)}"
                case _:
                    lines[at] = chance.choice(fronts).split("\n")[1].partition(":")[0] + colon + line
            lines = lines or [""]
        yield "\n".join(lines)
