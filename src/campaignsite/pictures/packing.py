"""A picture of few colours as a PNG whose bytes depend on nobody's version. In: a byte for each pixel. Out: PNG.

Compressors differ from version to version and from machine to machine, and so would the bytes that are published. This
one knows two things: each line is written as its difference to the line above, and equal bytes in a row are counted
(DEFLATE, RFC 1951, with matches at a distance of one). For letters on a plain ground that takes half as much again as
the best there is.
"""

from __future__ import annotations

import heapq
import re
import struct
import zlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

_RUNS = re.compile(rb"(.)\1{3,}", re.DOTALL)
_LENGTHS = (
    *range(3, 11),
    *range(11, 19, 2),
    *range(19, 35, 4),
    *range(35, 67, 8),
    *range(67, 131, 16),
    *range(131, 258, 32),
)
"""The shortest match of each code from 257 on (RFC 1951, 3.2.5); 285 is 258."""
_LONGEST = 258
_END = 256
_ORDER = (16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15)

Bits = str
"""Noughts and ones in the order in which they are read."""


def png(pixels: bytes, width: int, palette: Sequence[tuple[int, int, int]], above: bytes) -> bytes:
    """The picture. ``above`` is for each pixel the difference to the one above it, modulo 256."""
    height = len(pixels) // width
    rows = b"".join(b"\2" + above[n : n + width] for n in range(0, width * height, width))
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = ((b"IHDR", head), (b"PLTE", bytes(c for colour in palette for c in colour)), (b"IDAT", packed(rows)))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in (*parts, (b"IEND", b"")))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def packed(data: bytes) -> bytes:
    """The data as a stream of RFC 1950."""
    plain, runs = _parts(data)
    counts = Counter(b"".join(plain))
    counts[_END] = 1
    for again, often in Counter(runs).items():
        for code, _ in _matches(again):
            counts[code] += often
    sizes = _sizes(counts, 15)
    codes = _codes(sizes)
    matched = {again: "".join(codes[code] + extra + "0" for code, extra in _matches(again)) for again in set(runs)}
    found = ["1", "01", *_table(sizes)]
    for part, again in zip(plain, runs, strict=True):
        found += (part.decode("latin-1").translate(codes), matched[again])
    bits = "".join([*found, codes[_END]])
    deflated = int(bits[::-1], 2).to_bytes((len(bits) + 7) // 8, "little")
    return b"\x78\x01" + deflated + struct.pack(">I", zlib.adler32(data))


def _parts(data: bytes) -> tuple[Sequence[bytes], Sequence[int]]:
    """Bytes to be written as they are, and behind each part how often its last one comes again."""
    plain, runs, at = [], [], 0
    for run in _RUNS.finditer(data):
        start, end = run.span()
        rest = (end - start - 1) % _LONGEST
        end -= rest if rest < 3 else 0  # too few for a match
        if end > start + 1:
            plain.append(data[at : start + 1])
            runs.append(end - start - 1)
            at = end
    return [*plain, data[at:]], [*runs, 0]


def _matches(again: int) -> Sequence[tuple[int, Bits]]:
    """So many times the last byte: codes, and the bits behind each."""
    many, rest = divmod(again, _LONGEST)
    whole = [(285, "")] * many
    if not rest:
        return whole
    n = bisect_right(_LENGTHS, rest) - 1
    return [*whole, (257 + n, _number(rest - _LENGTHS[n], max(0, n // 4 - 1)))]


def _number(value: int, width: int) -> Bits:
    return f"{value:0{width}b}"[::-1] if width else ""


def _sizes(counts: Mapping[int, int], most: int) -> Mapping[int, int]:
    """How many bits each code has (Huffman), none more than ``most``; at least two have some."""
    given = {**dict.fromkeys((0, 1), 0), **counts}
    while True:
        heap: list[tuple[int, int, tuple[int, ...]]] = [(count, code, (code,)) for code, count in given.items()]
        heapq.heapify(heap)
        sizes = dict.fromkeys(given, 0)
        while len(heap) > 1:
            (a, code, ones), (b, _, others) = heapq.heappop(heap), heapq.heappop(heap)
            for one in (*ones, *others):
                sizes[one] += 1
            heapq.heappush(heap, (a + b, code, (*ones, *others)))
        if max(sizes.values()) <= most:
            return sizes
        given = {code: (count + 1) // 2 for code, count in given.items()}


def _codes(sizes: Mapping[int, int]) -> Mapping[int, Bits]:
    """The codes that follow from how many bits each has (RFC 1951, 3.2.2)."""
    found, code, before = {}, 0, 0
    for size, value in sorted((size, value) for value, size in sizes.items()):
        code <<= size - before
        found[value], before = f"{code:0{size}b}", size
        code += 1
    return found


def _table(sizes: Mapping[int, int]) -> Iterator[Bits]:
    """How many bits each code has, for the reader (RFC 1951, 3.2.7); there is one distance."""
    count = max(sizes) + 1
    row = [*(sizes.get(n, 0) for n in range(max(count, 257))), 1]
    inner = _sizes(Counter(row), 7)
    codes = _codes(inner)
    yield _number(len(row) - 1 - 257, 5) + _number(0, 5) + _number(len(_ORDER) - 4, 4)
    yield from (_number(inner.get(n, 0), 3) for n in _ORDER)
    yield from (codes[size] for size in row)
