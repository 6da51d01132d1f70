"""Whatever happens while a site is published: the output folder holds the old site or the new one, and nothing between.

A build runs in a process of its own, in which the Nth thing that would change the disk fails, or ends the process. The
short form tries every few of them; ``make soak`` sets CAMPAIGNSITE_SOAK and tries all, with every error.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from campaignsite.build import Order, build, lock
from campaignsite.build.lock import BusyError, locked
from tests.sites import NOW, tree, write_site

pytestmark = pytest.mark.slow

SOAK = bool(os.environ.get("CAMPAIGNSITE_SOAK"))
SITE = """-- content/agencies/first.md --
---
name: First Police
kind: municipal
---
-- content/releases/one.md --
---
title: One
date: 2026-01-01
agencies: {lead: [First Police]}
---
The text of one.
-- content/releases/two.md --
---
title: Two
date: 2026-02-01
---
The text of two.
-- content/about.md --
---
title: About
---
Who we are.
"""
Changes = tuple[tuple[str, str], ...]
CHANGES: dict[str, Changes] = {
    "the first build": (),
    "one text": (("about.md", "---\ntitle: About\n---\nWhy we are.\n"),),
    "a title": (("releases/one.md", "---\ntitle: Uno\ndate: 2026-01-01\n---\nThe text of one.\n"),),
    "pages come and go": (("releases/two.md", ""), ("releases/three.md", "---\ntitle: Three\n---\n")),
}
"""For each change of the site, the files below content/ and their new texts; an empty one deletes."""

BUILD = """
import os, sys
what, at, root = sys.argv[1], int(sys.argv[2]), sys.argv[3]
changing = {"os.rename", "os.link", "os.mkdir", "os.remove", "os.rmdir", "os.chmod", "ctypes.dlsym"}
count = 0

def hook(event, given):
    global count
    if event == "open":
        if not isinstance(given[2], int) or not given[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            return
    elif event not in changing:
        return
    if event == "ctypes.dlsym":
        if given[1] != "renameat2":
            return
    elif not os.fsdecode(given[0]).startswith(root):
        return
    count += 1
    if count == at:
        if what == "kill":
            os.kill(os.getpid(), 9)
        raise OSError(int(what), os.strerror(int(what)), given[0] if event != "ctypes.dlsym" else root)

if what == "limit":
    import resource
    resource.setrlimit(resource.RLIMIT_FSIZE, (at, at))
else:
    sys.addaudithook(hook)
from campaignsite.cli import main
sys.argv = ["campaignsite", "build", "--site", root, "--now", "2026-11-21T07:00", "--jobs", "1"]
try:
    main()
finally:
    print("changes:", count)
"""


def attempt(root: Path, what: str, at: int) -> subprocess.CompletedProcess[str]:
    """Build the site while the ``at``-th change of the disk fails with an error number, or kills (``what``)."""
    return subprocess.run(
        [sys.executable, "-c", BUILD, what, str(at), str(root)],
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


class Case:
    """A site before a change and after it, with what each comes to."""

    def __init__(self, changes: Changes, base: Path) -> None:
        self.root, self.changes = write_site(SITE, base / "site"), changes
        self.output = self.root / "output"
        self.goes_back()
        self.old = tree(self.output) if self.changes else None
        self.new = {a.file: a.data for a in build(Order(self.root, NOW)).artifacts}

    def goes_back(self) -> None:
        """The old site stands, with a second tree beside it, and the change is made but not built."""
        shutil.rmtree(self.root)
        write_site(SITE, self.root)
        for word in ("one", "two", "about") if self.changes else ():
            self.save("about.md", f"---\ntitle: About {word}\n---\nWho we are.\n")
            assert build(Order(self.root, NOW, self.output, cache=True)).published
        for file, text in self.changes:
            self.save(file, text)

    def save(self, file: str, text: str) -> None:
        path = self.root / "content" / file
        if text:
            path.write_text(text, encoding="utf-8")
        else:
            path.unlink()

    def moments(self) -> list[int]:
        """The changes of the disk in a build that nothing disturbs: all of them, or every few."""
        done = attempt(self.root, "0", 0)
        assert tree(self.output) == self.new
        count = int(re.findall(r"changes: (\d+)", done.stdout)[0])
        assert count > 8, done
        return list(range(1, count + 1, 1 if SOAK else 19))

    def state(self) -> str:
        """Whether the output folder holds the old site or the new one."""
        there = tree(self.output) if self.output.exists() else None
        assert there in (self.old, self.new), sorted(there or ())
        return "new" if there == self.new else "old"

    def heals(self) -> None:
        """The next build comes to the new site and leaves nothing of the one before."""
        outcome = build(Order(self.root, NOW, self.output, cache=True))
        assert outcome.published, outcome.diagnostics
        assert tree(self.output) == self.new
        there = sorted(p.name for p in self.root.iterdir())
        assert there == [".campaignsite", "campaignsite.yaml", "content", "output"]
        assert not [p.name for p in (self.root / ".campaignsite").rglob("*") if re.search(r"[-.]\d{1,7}$", p.name)]


@pytest.fixture(params=CHANGES)
def case(request: pytest.FixtureRequest, tmp_path: Path) -> Case:
    return Case(CHANGES[request.param], tmp_path)


def test_a_build_that_is_killed_leaves_a_whole_site(case: Case) -> None:
    seen = set()
    for at in case.moments():
        case.goes_back()
        assert attempt(case.root, "kill", at).returncode == -9
        seen.add(case.state())
        case.heals()
    assert "old" in seen


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EMFILE] if SOAK else [errno.ENOSPC])
def test_a_disk_that_fails_is_one_sentence_and_the_old_site_stays(case: Case, number: int) -> None:
    for at in case.moments():
        case.goes_back()
        done = attempt(case.root, str(number), at)
        said = done.stdout + done.stderr
        assert "Traceback" not in said, said
        if done.returncode:
            assert done.returncode == 2, said
            assert "[cannot-write]" in said, said
            assert os.strerror(number) in said
            assert case.state() == "old", said
        else:  # what failed was of the cache, or was to be thrown away
            assert case.state() == "new"
        case.heals()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
@pytest.mark.parametrize("limit", [0, 100, 1500, 3000, 4500])
def test_a_file_that_is_cut_off_is_never_published(case: Case, limit: int) -> None:
    """No file may grow beyond the limit: half of it is on the disk when the rest fails."""
    done = attempt(case.root, "limit", limit)
    said = done.stdout + done.stderr
    assert "Traceback" not in said, said
    assert done.returncode in (0, 2), said
    assert done.returncode == 2 or limit
    assert done.returncode == 0 or "[cannot-write]" in said, said
    assert case.state() == ("old" if done.returncode else "new")
    case.heals()


# --- two at once -----------------------------------------------------------------------------------------------------


def test_builds_at_once_come_to_one_site(tmp_path: Path) -> None:
    root = write_site(SITE, tmp_path / "site")
    right = {a.file: a.data for a in build(Order(root, NOW)).artifacts}
    for _ in range(100 if SOAK else 3):
        shutil.rmtree(root / "output", ignore_errors=True)
        command = [sys.executable, "-m", "campaignsite", "build", "--site", str(root), "--now", "2026-11-21T07:00"]
        both = [subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for _ in range(2)]
        ended = [one.wait() for one in both]
        assert ended == [0, 0]
        assert tree(root / "output") == right


def test_who_cannot_wait_any_longer_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_site(SITE, tmp_path)
    monkeypatch.setattr(lock, "PATIENCE", 0.1)
    with locked(root, root / "output"):
        outcome = build(Order(root, NOW, root / "output"))
        assert [d.code for d in outcome.diagnostics] == ["busy-output"]
        assert not (root / "output").exists()
        assert build(Order(root, NOW, root / "other")).published
        assert not build(Order(root, NOW)).diagnostics
    assert build(Order(root, NOW, root / "output")).published


def test_two_sites_do_not_write_to_one_folder_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = write_site(SITE, tmp_path / "one"), write_site(SITE, tmp_path / "two")
    monkeypatch.setattr(lock, "PATIENCE", 0.1)
    with locked(one, tmp_path / "www/site"):
        assert [d.code for d in build(Order(two, NOW, tmp_path / "www/site")).diagnostics] == ["busy-output"]
    assert build(Order(two, NOW, tmp_path / "www/site")).published


def test_a_build_waits_for_the_one_before(tmp_path: Path) -> None:
    root = write_site(SITE, tmp_path)
    done = threading.Event()

    def waits() -> None:
        with locked(root, root / "output"):
            done.set()

    with locked(root, root / "output"):
        thread = threading.Thread(target=waits)
        thread.start()
        assert not done.wait(0.3)
    thread.join(5)
    assert done.is_set()


def test_a_lock_dies_with_its_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "PATIENCE", 5)
    program = (
        "import os, sys, pathlib\nfrom campaignsite.build.lock import locked\nroot = pathlib.Path(sys.argv[1])\n"
        "with locked(root, root / 'output'):\n    print('held', flush=True)\n    sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        monkeypatch.setattr(lock, "PATIENCE", 0.1)
        with pytest.raises(BusyError), locked(tmp_path, tmp_path / "output"):
            pass
        other.kill()
        other.wait()
        with locked(tmp_path, tmp_path / "output"):
            pass
