"""Seeded mutations: the same seed gives the same inputs on every machine."""

from __future__ import annotations

import random
from collections.abc import Iterator

from tests.fuzz.seeds import BODY, FRONT, PIECES, WORDS

SEEDS = {"front": FRONT, "markdown": BODY, "slugs": WORDS}


def inputs(target: str, runs: int, seed: int = 0) -> Iterator[bytes]:
    """So many inputs for a target."""
    chance = random.Random(seed)  # noqa: S311 - no secret is made of it
    corpus = SEEDS[target]
    for _ in range(runs):
        data = chance.choice(corpus)
        for _ in range(chance.randint(1, 6)):
            a, b = sorted(chance.randint(0, len(data)) for _ in range(2))
            other = chance.choice((*PIECES, data[a:b], chance.choice(corpus), bytes([chance.randrange(256)])))
            data = chance.choice((data[:a] + data[b:], data[:a] + other + data[a:], data[:a] + other + data[b:]))
        yield data[:4000]
