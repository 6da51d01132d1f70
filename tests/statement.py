"""What the last run of the matrix found, and the accessibility statement that says so.

In a whole run each test of ``test_matrix.py`` notes what it saw in a file of `.matrix/`. ``python -m tests.statement``
puts the notes together, and writes `docs/accessibility-statement.json` and, from it, the statement: no figure is
written by hand. Notes of several runs (of other pages, of another browser) are refused.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from campaignsite import __version__
from tests.matrix import LANGUAGES, SCHEMES, SCREENS, Condition, every_condition, files, pages

ROOT = Path(__file__).parents[1]
NOTES = ROOT / ".matrix"
RESULT = ROOT / "docs/accessibility-statement.json"
STATEMENT = ROOT / "docs/accessibility-statement.md"
RENEW = "make statement renews it"

Result = Mapping[str, Any]


def note(conditions: Sequence[Condition], problems: Sequence[str], stops: int, chromium: str) -> None:
    """Keep what one test saw: one language, scheme and state of JavaScript."""
    axe = json.loads((ROOT / "tests/node_modules/axe-core/package.json").read_bytes())["version"]
    first = conditions[0]
    NOTES.mkdir(exist_ok=True)
    (NOTES / f"{first.lang}-{first.scheme}-{'script' if first.script else 'no-script'}.json").write_text(
        json.dumps(
            {
                "run": _run(chromium, axe),
                "date": dt.datetime.now(dt.UTC).date().isoformat(),
                "conditions": [asdict(condition) for condition in conditions],
                "stops": stops,
                "faults": list(problems),
            }
        ),
        encoding="utf-8",
    )


def _run(chromium: str, axe: str) -> dict[str, str]:
    """What must be the same for all notes of a run."""
    pages_digest = hashlib.sha256(b"".join(data for _, data in sorted(files().items()))).hexdigest()
    return {"campaignsite": __version__, "chromium": chromium, "axe": axe, "pages": pages_digest[:16]}


def gathered(notes: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """One result of a run's notes; an error where one is missing or belongs to another run."""
    notes = list(notes)
    runs = {json.dumps(found["run"], sort_keys=True) for found in notes}
    seen = {Condition(**condition) for found in notes for condition in found["conditions"]}
    missing = set(every_condition()) - seen
    if len(runs) != 1 or missing:
        whole = len(every_condition())
        raise ValueError(f"{len(missing)} of {whole} conditions are missing, and the notes are of {len(runs)} runs")
    return {
        **json.loads(runs.pop()),
        "date": max(found["date"] for found in notes),
        "kinds": list(pages()),
        "languages": list(LANGUAGES),
        "schemes": list(SCHEMES),
        "widths": list(SCREENS),
        "conditions": len(seen),
        "stops": sum(found["stops"] for found in notes),
        "faults": sorted(fault for found in notes for fault in found["faults"]),
    }


_NAMED = {
    "en": "English",
    "fr": "French",
    "ar": "a text from right to left",
    "iu": "a text in syllabics",
    "light": "light colours",
    "dark": "dark ones",
    "forced": "those that a reader forces",
}


def _list(names: Iterable[object]) -> str:
    *most, last = (_NAMED.get(str(name), str(name)) for name in names)
    return f"{', '.join(most)} and {last}" if most else last


def statement(result: Result) -> str:
    """The statement, in Markdown."""
    faults: list[str] = result["faults"]
    return _STATEMENT.format(
        outcome="no machine finds a fault" if not faults else "it is met in part",
        found="No fault" if not faults else f"{len(faults)} fault{'s' if len(faults) > 1 else ''}",
        known="".join(f"- {fault}\n" for fault in faults),
        kinds=len(result["kinds"]),
        languages=_list(result["languages"]),
        schemes=_list(result["schemes"]),
        widths=_list(result["widths"]),
        **{key: result[key] for key in ("date", "campaignsite", "chromium", "axe", "conditions", "stops")},
    )


_STATEMENT = """\
# Accessibility statement

<!-- Written by `make statement` from accessibility-statement.json, which the last whole run of the tests wrote. -->

**The theme aims at WCAG 2.2, level AA: {outcome}, and people have not tested it yet.** All kinds of its pages were
last looked at on {date} (campaignsite {campaignsite}). What a site adds (texts, pictures, layouts, colours) needs a
look of its own.

## How it was tested

One page of each of {kinds} kinds, with as much on it as there is, was opened in Chromium {chromium}:

- in {languages};
- in {schemes};
- on screens of {widths} CSS pixels, the small one as at a zoom of 400 %;
- with JavaScript and without.

Each kind in each of these conditions makes {conditions:,} visits. At each of them

- axe {axe} ran with its rules for WCAG 2.0, 2.1 and 2.2 (A and AA) and for best practices, none switched off;
- the Tab key was pressed until every control had been reached ({stops:,} times in all): in the order of the page, each
  seen, each with a mark that stands out;
- nothing stuck out of the screen, and nothing was cut off or covered, also with a reader’s own spacing (1.4.12) and
  letters of 200 % (1.4.4);
- where one is, and what can be pressed, was shown by more than colour, and large enough for a finger;
- nothing was stored, nobody else was asked, no rule of the page’s policy broken, and nothing complained of.

[What each component must do](accessibility.md#what-each-component-must-do) names the tests behind this, and
[checkers made by others](accessibility.md#checked-by-others) have looked too.

## What was found

{found} in {conditions:,} visits.
{known}
## Known limits

- A machine finds perhaps half of what can be wrong. Whether a text is clear, a description of a picture says what
  matters, an order makes sense: that needs people, best of all those who use a screen reader or a switch every day. No
  such test has been done yet.
- Texts from right to left and in syllabics were English and French, letter by letter: they show the layout, and say
  nothing about a translation.
- One browser engine was used, which imitated forced colours and the settings of readers.
- Documents that sites offer (PDF and the like) were not looked at.

## Something is in your way?

On a site that was made with campaignsite: tell those who publish it; the foot of each page names them. In the theme
itself: open an issue in its repository, with the address of the page, what you wanted to do, and what you use (browser,
screen reader, settings). What keeps somebody from finding help comes first.
"""


def main() -> int:
    """Put the notes together and write the result and the statement; the exit code is 1 if a note is missing."""
    try:
        result = gathered(json.loads(path.read_bytes()) for path in sorted(NOTES.glob("*.json")))
    except ValueError as error:
        sys.stderr.write(f"{error}\nRun the whole matrix first: {RENEW}.\n")
        return 1
    RESULT.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    STATEMENT.write_text(statement(result), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
