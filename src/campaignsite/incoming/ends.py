"""Signs that end a release, alone on their line: ENDS, -30-, ###, –FIN–."""

from __future__ import annotations

import re

_END = re.compile(
    r"[-–—]+\s*30\s*[-–—]+|#(?:\s?#){2,4}"
    r"|[-–—/\[(]*\s*(?:ENDS?|Ends|FIN|Fin)\s*[-–—/\])]*|[-–—]+\s*(?:ends?|fin)\s*[-–—]+"
)


def is_end(line: str) -> bool:
    """Whether a line says that the release ends above it, and nothing else."""
    return bool(_END.fullmatch(line.strip()))
