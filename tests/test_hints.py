"""A hint that shows what to write is tried: with that in its place, the same is said no more.

Whoever follows a hint word for word must not be worse off. What the sites that fail are told is followed here, one hint
at a time; hints that only describe (“give it a slug of its own”) are left to people.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from campaignsite.build import Order, build
from campaignsite.build.lettering import available
from campaignsite.model.diagnostics import Diagnostic
from campaignsite.model.front.kinds import KINDS
from campaignsite.model.words.hints import _slips, anchor_hint, closest, either, few, one_of
from tests.sites import NOW
from tests.test_sites_that_fail import FOLDER, HEAD, attempt

Lines = list[str]
RELEASE = tuple(KINDS["release"].model_fields)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("titel", "title"),
        ("sumary", "summary"),
        ("language", "lang"),
        ("share", "share_text"),
        ("warning", "content_warning"),
        ("agency", "agencies"),
        ("published", "publish_at"),
        ("expiry", "expires"),
        ("contact", "contacts"),
        ("KICKER", "kicker"),
    ],
)
def test_a_slip_is_guessed(word: str, meant: str) -> None:
    assert closest(word, RELEASE) == meant


@pytest.mark.parametrize("word", ["venue", "time", "phone", "order", "description", "headline", "region", "note", "id"])
def test_words_that_only_share_letters_are_not_taken_for_each_other(word: str) -> None:
    assert closest(word, RELEASE) == ""


@pytest.mark.parametrize(
    ("one", "word", "slips"),
    [("", "", 0), ("a", "", 1), ("title", "titel", 1), ("venue", "event", 3), ("abc", "ca", 3), ("lead", "laed", 1)],
)
def test_slips_are_letters_too_many_missing_wrong_or_exchanged(one: str, word: str, slips: int) -> None:
    assert _slips(one, word) == _slips(word, one) == slips


def test_of_many_names_a_few_are_listed() -> None:
    letters = "abcdefghijk"
    assert few(letters[:10]) == "a, b, c, d, e, f, g, h, i, j"
    assert few(letters, "; ") == "a; b; c; d; e; f; g; h … and 3 more"
    assert one_of(letters) == "write one of a, b, c, d, e, f, g, h … and 3 more"
    assert anchor_hint("zz", letters) == "write one of #a, #b, #c, #d, #e, #f, #g, #h … and 3 more"
    assert either("zz", letters) == one_of(letters)


def whole_line(found: re.Match[str], d: Diagnostic, lines: Lines) -> None:
    """“…: title: "Posters"” is the line as it should be, without what it is indented with."""
    row = lines[d.line - 1]
    lead = re.match(r" *" if found["line"].startswith("- ") else r" *(?:- )?", row)
    assert lead
    lines[d.line - 1] = lead[0] + found["line"]


def word(found: re.Match[str], d: Diagnostic, lines: Lines) -> None:
    """“did you mean “title”?” stands for what the message has in quotation marks."""
    behind = lines[d.line - 1][d.column - 1 :]
    old = next(said for said in re.findall(r"“([^”]*)”", d.message) if said in behind)
    instead(old, found["word"], d, lines)


def target(found: re.Match[str], d: Diagnostic, lines: Lines) -> None:
    """“did you mean ../about.md?” stands for the address that the message ends in, or has in quotation marks."""
    said = re.search(r"“([^”]*)” is read|there is no (?:(?:file|image|page) )?(\S+)", d.message)
    assert said
    old = said[1] or said[2]
    row = lines[d.line - 1]
    start = row.index(old, d.column - 1)
    more = re.match(r"(?:[?#][^)]*)?", row[start + len(old) :])
    assert more
    end = start + len(old) + (more.end() if said[1] else 0)
    lines[d.line - 1] = row[:start] + found["word"] + row[end:]


def value(found: re.Match[str], d: Diagnostic, lines: Lines) -> None:
    """The value begins where the diagnostic is, and ends with its line, or with what closes a list."""
    row = lines[d.line - 1]
    inside = re.search(r"[\[{]", row[: d.column - 1])  # of a list or group on one line
    rest = re.match(r"[^]},]*" if inside else ".*", row[d.column - 1 :])
    assert rest
    lines[d.line - 1] = row[: d.column - 1] + found["word"] + row[d.column - 1 + rest.end() :]


def bracketed(found: re.Match[str], d: Diagnostic, lines: Lines) -> None:
    """A link or a picture that is none is written with its address in < and >."""
    row = lines[d.line - 1]
    end = row.index(")", d.column - 1) + 1
    lines[d.line - 1] = row[: d.column - 1] + found["line"] + row[end:]


def indented(_found: re.Match[str], d: Diagnostic, lines: Lines) -> None:
    lines[d.line - 1] = "  " + lines[d.line - 1]


def group_above(found: re.Match[str], d: Diagnostic, lines: Lines) -> None:
    lines[d.line - 1 : d.line] = [found["line"], "  " + lines[d.line - 1]]


def group_below(found: re.Match[str], d: Diagnostic, lines: Lines) -> None:
    """“write “venue:”, and below it, indented by two spaces, “name: Town Hall””."""
    row = next(n for n in range(d.line - 1, -1, -1) if f"{found['key']}:" in lines[n])
    lead = re.match(r" *", lines[row])
    assert lead
    lines[row : row + 1] = [f"{lead[0]}{found['key']}:", f"{lead[0]}  {found['line'].replace('…', 'x')}"]


def opened(_found: re.Match[str], _d: Diagnostic, lines: Lines) -> None:
    lines.insert(0, "---")


def typed(found: re.Match[str], _d: Diagnostic, lines: Lines) -> None:
    """A type is written below the title, where there is none yet."""
    there = next((n for n, line in enumerate(lines) if line.startswith("type:")), None)
    if there is None:
        lines.insert(1, found["line"])
    else:
        lines[there] = found["line"]


def instead(old: str, new: str, d: Diagnostic, lines: Lines) -> None:
    """Put ``new`` where ``old`` stands, at the place of the diagnostic or behind it."""
    row = lines[d.line - 1]
    start = row.index(old, d.column - 1)
    lines[d.line - 1] = row[:start] + new + row[start + len(old) :]


Follow = Callable[[re.Match[str], Diagnostic, Lines], None]
FORMS: Sequence[tuple[str, Follow]] = (
    (r"write quotation marks around the whole text: (?P<line>[^…]+)", whole_line),
    (r"write an? (?:ordinary )?space there: (?P<line>.+)", whole_line),
    (r"close it(?: with the same mark)?: (?P<line>.+)", whole_line),
    (r"write one line for each, .*, or all on one line: (?P<line>[^…]+)", whole_line),
    (r"write straight ones: (?P<line>[^…]+)", whole_line),
    (r"write (?P<line>::: [^…;]+)", whole_line),
    (r"write three hyphens: (?P<line>---)", whole_line),
    (r"did you mean “(?P<word>[^”]*)”\?.*", word),
    (r"write the full name: “(?P<word>[^”]*)”.*", word),
    (r"write one of “(?P<word>[^”]*)”, “.*", word),
    (r"did you mean (?P<word>[^“]\S*)\?", target),
    (r"write (?P<word>(?:https://|mailto:|tel:)\S+)", target),
    (r"write digits alone: (?P<word>\d+)", value),
    (r"write (?P<word>[0-9]{4}-[0-9]{2}-[0-9]{2}(?: [0-9:]+)?)", value),
    (r"write it without spaces or other signs: (?P<word>\+?[0-9]+)", value),
    (r"write (?P<word>true) or false", value),
    (r"write (?:it|month and day) without a year: (?P<word>--07-30)", value),
    (r"put a line of --- above the first line", opened),
    (r"write (?P<line>!?\[.*\]\(<.*>.*\))(?:, or rename the file)?", bracketed),
    (r"indent it by two spaces, below .*", indented),
    (r"put a line “(?P<line>[^”]+)” above it, and indent it by two spaces", group_above),
    (r"write “(?P<key>\w+):”, and below it, indented by two spaces, “(?P<line>[^-”][^”]*)”; .*", group_below),
    (r"(?:move the file to \S+, or |rename the file, or )?write “(?P<line>type: [^”]+)”", typed),
)
"""How hints show what to write, and how that is done."""
FEWEST = 60


def literal(d: Diagnostic) -> tuple[re.Match[str], Follow] | None:
    return next(((found, do) for form, do in FORMS if (found := re.fullmatch(form, d.hint))), None)


def promising(file: Path) -> int:
    """How many of the hints that a site is given show what to write."""
    hints = [line.rpartition(" | ")[2] for line in file.read_text(encoding="utf-8").partition(HEAD)[2].splitlines()]
    return sum(any(re.fullmatch(form, hint) for form, _ in FORMS) for hint in hints)


SITES = [file for file in sorted(FOLDER.glob("*.txt")) if promising(file)]


def test_there_are_hints_to_follow() -> None:
    assert sum(map(promising, SITES)) > FEWEST
    hints = [line.rpartition(" | ")[2] for file in SITES for line in file.read_text(encoding="utf-8").splitlines()]
    for form, _ in FORMS:
        assert any(re.fullmatch(form, hint) for hint in hints), form


@pytest.mark.parametrize("file", SITES, ids=lambda file: file.stem)
def test_a_hint_that_is_followed_works(file: Path, tmp_path: Path) -> None:
    if file.stem.startswith("share-images") and not available():
        pytest.skip("the letters for share images are not installed here")
    outcome, root = attempt(file.read_text(encoding="utf-8").partition(HEAD)[0], tmp_path)
    said = Counter(map(sayings, outcome.diagnostics))
    for d in outcome.diagnostics:
        follow = literal(d)
        if not follow:
            continue
        path = root / d.path
        before = path.read_bytes()
        lines = before.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n").split("\n")
        follow[1](follow[0], d, lines)
        path.write_bytes("\n".join(lines).encode())
        after = Counter(map(sayings, build(Order(root, NOW)).diagnostics))
        assert after[sayings(d)] < said[sayings(d)], f"{d.hint}\n" + "\n".join(lines)
        path.write_bytes(before)


def sayings(d: Diagnostic) -> tuple[str, str, str]:
    return d.path, d.code, d.message
