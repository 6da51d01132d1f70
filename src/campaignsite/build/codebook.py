"""What each diagnostic means. In: ``model/codes.md``, a file of the package. Out: an ``Explanation`` for each code.

That file is the only place where codes are explained: docs/diagnostics.md shows all of it, tests build its examples.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from campaignsite.model.codes import CODES
from campaignsite.model.diagnostics import Severity

_FILE = Path(__file__).resolve().parent.parent / "model/codes.md"
_GROUP = re.compile(r"^## (.+)$", re.MULTILINE)
_CODE = re.compile(r"^### ([a-z-]+)$", re.MULTILINE)
_DIFF = re.compile(r"^```diff\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_TABLE = re.compile(r"(?:^\|.*\n?)+", re.MULTILINE)
_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")


@dataclass(frozen=True, slots=True)
class Example:
    """The same thing wrong and right. Lines begin with ``- `` on the wrong side, ``+ `` on the right, or two spaces.

    A line of ``@@ path @@``, behind its mark if it has one, names the file that the lines below it stand in.
    """

    lines: tuple[str, ...]

    def side(self, mark: str) -> str:
        """One side without its marks: ``-`` is the wrong one, ``+`` the right one."""
        both = (line for line in self.lines if line.startswith((mark, " ", "@@")))
        return "\n".join(line if line.startswith("@@") else line[2:] for line in both)


@dataclass(frozen=True, slots=True)
class Explanation:
    """What one code means."""

    code: str
    severity: Severity
    group: str
    """The heading that it stands under."""
    text: str
    """A few sentences, with `code` between backticks, and without links."""
    examples: tuple[Example, ...]
    see: tuple[str, ...]
    """Where docs/ says more: ``markdown.md#images``."""

    @property
    def about(self) -> str:
        """The first sentence, without what stands behind a colon."""
        return re.split(r": |(?<=\.) (?=[A-Z`(“])", self.text, maxsplit=1)[0].rstrip(".") + "."


def text() -> str:
    """The whole of the explanations, as Markdown; links are as seen from docs/."""
    return _FILE.read_text(encoding="utf-8")


def codebook() -> Mapping[str, Explanation]:
    """Every code that there is with its explanation, in the order of the file."""
    groups = _GROUP.split(text())
    found = (e for group, below in zip(groups[1::2], groups[2::2], strict=True) for e in _explanations(group, below))
    return MappingProxyType({explanation.code: explanation for explanation in found})


def _explanations(group: str, below: str) -> Iterator[Explanation]:
    parts = _CODE.split(below)
    for code, said in zip(parts[1::2], parts[2::2], strict=True):
        outside = _DIFF.sub("", said)  # links of the examples are no links
        prose = _TABLE.sub("", outside).partition(". ")[2]  # “Error. ” is what its severity says
        yield Explanation(
            code=code,
            severity=CODES[code],
            group=group,
            text=" ".join(_LINK.sub(r"\1", prose).split()),
            examples=tuple(_examples(said)),
            see=tuple(dict.fromkeys(target for _, target in _LINK.findall(outside))),
        )


def _examples(said: str) -> Iterator[Example]:
    for block in _DIFF.findall(said):
        yield Example(tuple(block.rstrip("\n").split("\n")))
    for table in _TABLE.findall(said):
        for row in table.strip().split("\n")[2:]:
            wrong, right = (_LINK.sub(r"\1", cell.strip()) for cell in row.strip("| ").split(" | "))
            yield Example((f"- {wrong}", f"+ {right}"))
