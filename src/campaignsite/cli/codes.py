"""Explanations of codes as a terminal and a program read them. In: explanations. Out: one text."""

from __future__ import annotations

import json
import re
import shutil
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from types import MappingProxyType
from typing import Any

from campaignsite.build.codebook import Example, Explanation
from campaignsite.cli.paint import paint
from campaignsite.model.diagnostics import Severity

_WIDEST = 100
_SIDES: Mapping[str, str] = MappingProxyType({"-": "red", "+": "green"})
_WAYS: Mapping[str, str] = MappingProxyType(
    {
        "configuration.md": "campaignsite init NEW-FOLDER",
        "front-matter.md": "campaignsite new TYPE TITLE",
        "layouts.md": "campaignsite layouts",
    }
)
"""What shows the same as a page of docs/; how Markdown is written no command shows."""
_SHOWN: Mapping[str, str] = MappingProxyType(
    {
        "campaignsite init NEW-FOLDER": "writes a campaignsite.yaml in which every key is explained",
        "campaignsite new TYPE TITLE": "writes a file in which every key is explained",
        "campaignsite layouts": "lists the theme's layouts, and prints them",
    }
)


def one_as_text(explanation: Explanation, color: bool) -> str:
    """What one code means, with its examples."""
    severity = paint(str(explanation.severity), color, fg=_tone(explanation), bold=True)
    head = f"{paint(explanation.code, color, bold=True)}: {severity}"
    said = textwrap.fill(explanation.text, _width(), break_long_words=False, break_on_hyphens=False)
    parts = [head, _ticks(said, color)]
    if explanation.examples:
        parts.append(paint("Wrong (-) and right (+):", color, dim=True))
        parts += ["\n".join(_example(example, color)) for example in explanation.examples]
    if more := _more(explanation):
        parts.append("More: " + "; ".join(f"“{way}” {_SHOWN[way]}" if way in _SHOWN else way for way in more))
    return "\n\n".join(parts)


def all_as_text(explanations: Iterable[Explanation], color: bool) -> str:
    """Every code with its severity and one sentence, below the headings that they stand under."""
    found = list(explanations)
    code, severity = max(len(e.code) for e in found), max(len(e.severity) for e in found)
    indent = " " * (code + severity + 6)
    blocks = []
    for group, members in groupby(found, lambda e: e.group):
        lines = [paint(group, color, bold=True)]
        for e in members:
            about = textwrap.fill(
                e.about,
                max(_width(), len(indent) + 30),
                initial_indent=indent,
                subsequent_indent=indent,
                break_long_words=False,
                break_on_hyphens=False,
            )
            head = f"  {e.code:{code}}  " + paint(f"{e.severity:{severity}}", color, fg=_tone(e)) + "  "
            lines.append(head + _ticks(about[len(indent) :], color))
        blocks.append("\n".join(lines))
    errors = sum(e.severity is Severity.ERROR for e in found)
    last = f"{errors} errors, {len(found) - errors} warnings. “campaignsite explain CODE” says more, with an example."
    return "\n\n".join([*blocks, last])


def one_as_json(explanation: Explanation) -> str:
    """The same for programs."""
    examples = [{"wrong": example.side("-"), "right": example.side("+")} for example in explanation.examples]
    row = _row(explanation) | {"text": explanation.text, "examples": examples, "see": _more(explanation)}
    return json.dumps(row, ensure_ascii=False, indent=2)


def all_as_json(explanations: Iterable[Explanation]) -> str:
    """Every code for programs."""
    return json.dumps({"diagnostics": [_row(e) for e in explanations]}, ensure_ascii=False, indent=2)


def _more(explanation: Explanation) -> list[str]:
    """Commands and web addresses that say more: whoever has installed the program has no docs/."""
    pages = (target if "://" in target else target.partition("#")[0] for target in explanation.see)
    return [*dict.fromkeys(way for page in pages if (way := page if "://" in page else _WAYS.get(page)))]


def _row(e: Explanation) -> dict[str, Any]:
    return {"code": e.code, "severity": str(e.severity), "group": e.group, "about": e.about}


def _example(example: Example, color: bool) -> Iterator[str]:
    """The lines of an example: names of files stand above what is in them, marks before what is on one side only."""
    for line in example.lines:
        mark, said = (line[0], line[2:]) if line[0] in _SIDES else (" ", line if line[0] == "@" else line[2:])
        if said.startswith("@@ "):
            said = said.strip("@ ")
            yield f"  {_painted(mark, said, color, bold=True)}"
        else:
            yield f"  {_painted(mark, '  ' + said if not _is_words(example) else said, color)}".rstrip()


def _is_words(example: Example) -> bool:
    """Whether an example is a sentence for each side, and no lines of a file."""
    return not any("@@ " in line or "$ " in line for line in example.lines)


def _painted(mark: str, said: str, color: bool, **style: Any) -> str:
    return paint(f"{mark} {said}".rstrip(), color, fg=_SIDES.get(mark), **style)


def _ticks(text: str, color: bool) -> str:
    """Bold in the place of backticks, where there is bold."""
    return re.sub(r"`([^`]+)`", lambda code: paint(code[1], color, bold=True) if color else code[0], text)


def _tone(explanation: Explanation) -> str:
    return "red" if explanation.severity is Severity.ERROR else "yellow"


def _width() -> int:
    return min(_WIDEST, shutil.get_terminal_size((_WIDEST, 24)).columns)
