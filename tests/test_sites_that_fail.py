"""Sites with a mistake in them, and everything that is said about each: the whole list, word for word.

A file of sites_that_fail/ holds a title, a site (see ``sites``) and, below ``-- expected --``, the diagnostics in the
order in which they are reported, one a line::

    severity code path:line:column message | hint

After a change of wording, ``CAMPAIGNSITE_ACCEPT=1`` in the environment writes what is said now into these sections;
read the difference before it is committed.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from campaignsite.build import Order, Outcome, build
from campaignsite.build.lettering import available
from campaignsite.model.codes import CODES
from campaignsite.model.diagnostics import Diagnostic, has_errors
from campaignsite.sources.reading import LOOK
from tests.sites import CONFIG, NOW, files_of, write_site

FOLDER = Path(__file__).with_name("sites_that_fail")
SITES = sorted(FOLDER.glob("*.txt"))
CONFIG_NAME = "campaignsite.yaml"
HEAD = "-- expected --\n"
FEWEST = 40
SHOWN_ELSEWHERE = {
    "file-too-big": "test_a_file_that_is_too_big_is_not_read",
    "unsafe-output": "test_publish",
    "foreign-file": "test_publish",
    "cannot-write": "test_publish",
    "busy-output": "test_safety",
    "lost-address": "test_gone",
    "unchecked-draft": "test_import",
    "search-failed": "test_search",
    "copies-unavailable": "test_picture_copies",
    "search-unavailable": "test_search",
    "share-images-unavailable": "test_share_images",
    "missing-text-layout": "test_share_images",
}
"""Codes that no text can bring about: each with the test that does."""


def line_of(d: Diagnostic, root: Path) -> str:
    """A diagnostic as it stands in an expected section; characters that cannot be seen are escaped."""
    hint = f" | {d.hint}" if d.hint else ""
    text = f"{d.severity} {d.code} {d.path}:{d.line}:{d.column} {d.message}{hint}".replace(str(root), "SITE")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def attempt(text: str, folder: Path) -> tuple[Outcome, Path]:
    """Build the site in ``text`` below ``folder``, with the intent to publish it."""
    root = write_site(text, folder / "site")
    wanted = [name for name, (_, how) in files_of(text).items() if how != "absent" and name != CONFIG_NAME]
    there = [path for path in folder.rglob("*") if path.is_symlink() or path.is_file()]
    if sum(path.name != CONFIG_NAME for path in there) < len(wanted):
        pytest.skip("on this disk some of these names are one file")
    return build(Order(root, NOW, folder / "output")), root


@pytest.mark.parametrize("file", SITES, ids=lambda file: file.stem)
def test_all_that_is_wrong_is_said_and_nothing_is_published(file: Path, tmp_path: Path) -> None:
    if file.stem.startswith("share-images") and not available():
        pytest.skip("the letters for share images are not installed here")
    before, _, expected = file.read_text(encoding="utf-8").partition(HEAD)
    outcome, root = attempt(before, tmp_path)
    lines = [line_of(d, root) for d in outcome.diagnostics]

    wrong = has_errors(outcome.diagnostics)
    assert outcome.published is not wrong
    assert (tmp_path / "output").exists() is not wrong

    if os.environ.get("CAMPAIGNSITE_ACCEPT") == "1":
        file.write_text(before + HEAD + "".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")
    elif lines != expected.splitlines():
        pytest.fail(difference(expected.splitlines(), lines), pytrace=False)
    assert outcome.diagnostics, "nothing is wrong with this site"
    for d, line in zip(outcome.diagnostics, lines, strict=True):
        assert d.severity is CODES[d.code], line
        assert readable(d), line
        assert in_file(d, outcome), line


def readable(d: Diagnostic) -> bool:
    """One sentence without a full stop, on one line; the same for the hint. What Jinja says needs none."""
    tidy = all(text == " ".join(text.split()) and not text.endswith(".") for text in (d.message, d.hint))
    return tidy and d.message != "" and (d.hint != "" or d.code.startswith("layout-"))


def in_file(d: Diagnostic, outcome: Outcome) -> bool:
    """Whether the place is one that an editor program can go to."""
    if d.path not in outcome.sources:
        return (d.line, d.column) == (1, 1)
    text = outcome.sources[d.path].decode("utf-8-sig", "replace")
    rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return 1 <= d.line <= len(rows) and 1 <= d.column <= len(rows[d.line - 1]) + 1


def difference(expected: Sequence[str], said: Sequence[str]) -> str:
    return "\n".join(difflib.unified_diff(expected, said, "expected", "said", lineterm="", n=99))


def test_there_are_enough_sites_and_each_has_a_title() -> None:
    assert len(SITES) >= FEWEST
    for file in SITES:
        text = file.read_text(encoding="utf-8")
        assert text.partition("\n-- ")[0].count("\n") == 0, file.name
        assert text.partition("\n")[0].endswith("."), file.name
        assert text.count(HEAD) == 1, file.name


def test_every_code_is_shown_by_a_site() -> None:
    lines = [line for file in SITES for line in file.read_text(encoding="utf-8").partition(HEAD)[2].splitlines()]
    shown = {line.split(" ", 2)[1] for line in lines}
    assert shown <= CODES.keys()
    assert CODES.keys() - shown == SHOWN_ELSEWHERE.keys()


@pytest.mark.parametrize(
    ("name", "mebibytes", "most"),
    [
        ("content/film.mp4", 65, 64),
        ("assets/film.mp4", 65, 64),
        ("content/long.md", 50, 1),
        ("layouts/page.html", 50, 1),
        ("campaignsite.yaml", 50, 1),
    ],
)
def test_a_file_that_is_too_big_is_not_read(tmp_path: Path, name: str, mebibytes: int, most: int) -> None:
    root = write_site("-- content/about.md --\n---\ntitle: About\n---\n", tmp_path)
    (root / name).parent.mkdir(exist_ok=True)
    with (root / name).open("wb") as file:
        file.truncate(mebibytes << 20)  # a hole: it takes no room on the disk
    outcome = build(Order(root, NOW))
    hint = "split it, or publish it elsewhere and link to it"
    assert [line_of(d, root) for d in outcome.diagnostics] == [
        f"error file-too-big {name}:1:1 this file has {mebibytes}.0 MiB; the most is {most} MiB | {hint}"
    ]
    assert not outcome.artifacts


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize("name", ["content/pipe.md", "assets/pipe", "layouts/pipe.html", "campaignsite.yaml"])
def test_what_is_no_ordinary_file_is_not_read(tmp_path: Path, name: str) -> None:
    root = write_site("-- content/about.md --\n---\ntitle: About\n---\n", tmp_path)
    (root / name).parent.mkdir(exist_ok=True)
    (root / name).unlink(missing_ok=True)
    os.mkfifo(root / name)
    outcome = build(Order(root, NOW))
    assert [line_of(d, root) for d in outcome.diagnostics] == [
        f"error unreadable-file {name}:1:1 this is no ordinary file | take it out"
    ]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is forbidden to root")
@pytest.mark.parametrize("name", ["content/about.md", "content/folder", "assets"])
def test_what_may_not_be_read_is_said(tmp_path: Path, name: str) -> None:
    root = write_site("-- content/about.md --\n---\ntitle: About\n---\n-- content/folder/a.txt --\nA\n", tmp_path)
    path = root / name
    path.parent.mkdir(exist_ok=True)
    if not path.exists():
        path.mkdir()
    path.chmod(0)
    try:
        outcome = build(Order(root, NOW))
    finally:
        path.chmod(0o700)
    assert [line_of(d, root) for d in outcome.diagnostics] == [
        f"error unreadable-file {name}:1:1 this cannot be read: Permission denied | {LOOK}"
    ]


@pytest.mark.skipif(os.name != "posix", reason="only there may a name be any bytes")
def test_a_name_that_is_no_text_is_said(tmp_path: Path) -> None:
    root = write_site(f"-- campaignsite.yaml --\n{CONFIG}", tmp_path)
    (root / "content").mkdir(exist_ok=True)
    try:
        Path(os.fsdecode(os.fsencode(root / "content") + b"/\xe9t\xe9.md")).write_bytes(b"---\ntitle: A\n---\n")
        (root / "content/line\nbreak.md").write_bytes(b"---\ntitle: B\n---\n")
    except OSError:
        pytest.skip("this disk takes no such name")
    outcome = build(Order(root, NOW))
    assert [(d.code, d.path, d.message) for d in outcome.diagnostics] == [
        ("bad-file-name", "content/\\udce9t\\udce9.md", "the file name is not valid UTF-8"),
        ("bad-file-name", "content/line\\nbreak.md", "the file name holds a control character or a backslash"),
    ]
