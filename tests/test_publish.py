"""Publishing: output/ is exactly the plan, nothing is lost, and nothing is touched when something is wrong."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import subprocess
import sys
import tempfile
from pathlib import Path
from types import ModuleType

import pytest

from campaignsite.build import Order, Outcome, build
from campaignsite.publish import commit, flush, putting
from campaignsite.publish.stage import put
from tests.sites import NOW, tree, write_site

GOOD = """-- content/about.md --
---
title: About us
---
We are here.
-- content/safety.md --
---
title: Safety
---
See [about](about.md).
"""
BAD = """-- content/about.md --
---
titel: About us
---
"""


ALONE = ["unshare", "--map-root-user", "--mount"]
"""What is mounted by a command behind it, nobody else sees."""


def may_mount() -> bool:
    if not shutil.which("unshare"):
        return False
    trial = [*ALONE, "mount", "-t", "tmpfs", "none", tempfile.gettempdir()]
    return subprocess.run(trial, check=False, capture_output=True).returncode == 0


def published(root: Path, output: Path | None = None) -> Outcome:
    return build(Order(root, NOW, output or root / "output"))


def test_output_is_exactly_the_plan(tmp_path: Path) -> None:
    outcome = published(write_site(GOOD, tmp_path))
    assert outcome.published
    assert tree(tmp_path / "output") == {a.file: a.data for a in build(Order(tmp_path, NOW)).artifacts}
    assert "about/index.html" in tree(tmp_path / "output")


def test_a_page_that_is_gone_goes_from_output_with_its_folder(tmp_path: Path) -> None:
    published(write_site(GOOD, tmp_path))
    (tmp_path / "content/safety.md").unlink()
    published(tmp_path)
    assert not (tmp_path / "output/safety").exists()
    assert (tmp_path / "output/about/index.html").exists()


def test_nothing_is_published_on_an_error(tmp_path: Path) -> None:
    published(write_site(GOOD, tmp_path))
    before = tree(tmp_path / "output")
    outcome = published(write_site(BAD, tmp_path))
    assert not outcome.published
    assert tree(tmp_path / "output") == before


def test_warnings_stop_publishing_when_strict(tmp_path: Path) -> None:
    write_site("-- content/releases/a.md --\n---\ntitle: A\ndate: --07-30\n---\n", tmp_path)
    assert not build(Order(tmp_path, NOW, tmp_path / "output", strict=True)).published
    assert not (tmp_path / "output").exists()
    assert build(Order(tmp_path, NOW, tmp_path / "output")).published


@pytest.mark.parametrize("name", ["CNAME", "about/notes.txt", ".git/HEAD", "-"])
def test_files_that_we_did_not_write_are_never_lost(tmp_path: Path, name: str) -> None:
    published(write_site(GOOD, tmp_path))
    theirs = tmp_path / "output" / name
    theirs.parent.mkdir(exist_ok=True)
    theirs.write_text("mine", encoding="utf-8")
    before = tree(tmp_path / "output")
    outcome = published(tmp_path)
    assert [d.code for d in outcome.diagnostics] == ["foreign-file"]
    assert name in outcome.diagnostics[0].message
    assert tree(tmp_path / "output") == before


def test_a_folder_of_somebody_else_is_refused(tmp_path: Path) -> None:
    write_site(GOOD, tmp_path / "site")
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "index.html").write_text("mine", encoding="utf-8")
    outcome = published(tmp_path / "site", theirs)
    assert [d.code for d in outcome.diagnostics] == ["foreign-file"]
    assert tree(theirs) == {"index.html": b"mine"}


@pytest.mark.parametrize("copied", [False, True])
def test_a_site_that_is_moved_or_copied_knows_its_own_output(copied: bool, tmp_path: Path) -> None:
    old, new = write_site(GOOD, tmp_path / "old"), tmp_path / "new"
    assert published(old).published
    if copied:
        shutil.copytree(old, new, copy_function=shutil.copyfile)
    else:
        old.rename(new)
    (new / "content/about.md").write_text("---\ntitle: Other words\n---\n")
    outcome = published(new)
    assert outcome.published, outcome.diagnostics
    assert b"Other words" in tree(new / "output")["about/index.html"]
    (new / "output/mine.txt").write_text("Mine.")
    (refused,) = published(new).diagnostics
    assert refused.code == "foreign-file"


def test_an_empty_folder_is_welcome(tmp_path: Path) -> None:
    write_site(GOOD, tmp_path)
    (tmp_path / "output").mkdir()
    assert published(tmp_path).published


@pytest.mark.parametrize(
    "where", [".", "content", "content/out", "layouts", "assets/x", "..", "/", "~", "content/about.md"]
)
def test_sources_homes_and_disks_are_never_replaced(
    tmp_path: Path, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_site(GOOD, tmp_path / "site")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    before = tree(tmp_path)
    target = Path.home() if where == "~" else root / where
    outcome = published(root, target)
    assert [d.code for d in outcome.diagnostics] == ["unsafe-output"]
    assert tree(tmp_path) == before


def test_a_link_to_the_sources_is_seen_through(tmp_path: Path) -> None:
    root = write_site(GOOD, tmp_path / "site")
    (tmp_path / "innocent").symlink_to(root / "content")
    assert [d.code for d in published(root, tmp_path / "innocent").diagnostics] == ["unsafe-output"]


def test_a_link_to_an_empty_folder_is_followed_and_stays(tmp_path: Path) -> None:
    """As a web server's folder may be one: what is published lands where it leads."""
    root, web = write_site(GOOD, tmp_path / "site"), tmp_path / "web"
    web.mkdir()
    (root / "output").symlink_to(web)
    assert published(root).published
    assert (root / "output").is_symlink()
    assert "about/index.html" in tree(web)
    (root / "content/more.md").write_text("---\ntitle: More\n---\n")
    assert published(root, web / "." / ".." / "web").published
    assert "more/index.html" in tree(web)


@pytest.mark.skipif(not may_mount(), reason="nobody may mount a folder here")
@pytest.mark.parametrize(
    ("mount", "said"),
    [
        ("--bind site/content elsewhere", "it lies among the site's own sources"),
        ("--bind site elsewhere", "it holds the site's own sources"),
        ("--bind . elsewhere", "it holds the site's own sources"),
        ("--bind home elsewhere", "it is a home folder"),
        ("-t tmpfs none elsewhere", "Device or resource busy; the site that was there is untouched"),
        ("--bind empty elsewhere", "Device or resource busy; the site that was there is untouched"),
    ],
)
def test_a_folder_that_is_mounted_elsewhere_is_known(tmp_path: Path, mount: str, said: str) -> None:
    write_site(GOOD, tmp_path / "site")
    for name in ("elsewhere", "home", "empty"):
        (tmp_path / name).mkdir()
    build_it = f'mount {mount} && HOME="$PWD/home" exec "$0" -m campaignsite build --site site --output elsewhere'
    before = tree(tmp_path)
    done = subprocess.run(
        [*ALONE, "sh", "-c", build_it, sys.executable], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert said in done.stdout
    assert "hint: " in done.stdout
    assert {name: data for name, data in tree(tmp_path).items() if "/.campaignsite/" not in name} == before


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EMFILE])
def test_when_the_disk_fails_the_old_site_stays(tmp_path: Path, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    published(write_site(GOOD, tmp_path))
    before = tree(tmp_path / "output")
    (tmp_path / "content/more.md").write_text("---\ntitle: More\n---\n", encoding="utf-8")
    real = put

    def full(path: str, data: bytes, *, masked: bool) -> None:
        if "/more/" in path:
            raise OSError(number, os.strerror(number), path)
        real(path, data, masked=masked)

    monkeypatch.setattr("campaignsite.publish.stage.put", full)
    outcome = published(tmp_path)
    assert [d.code for d in outcome.diagnostics] == ["cannot-write"]
    assert os.strerror(number) in outcome.diagnostics[0].message
    assert tree(tmp_path / "output") == before
    assert sorted(p.name for p in tmp_path.iterdir()) == [".campaignsite", "campaignsite.yaml", "content", "output"]


@pytest.mark.parametrize("changes", ["nothing was there", "one text", "a title"])
def test_a_site_whose_list_cannot_follow_is_taken_back(
    tmp_path: Path, changes: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The new site has taken its place when the list of what was published cannot take its own."""
    write_site(GOOD, tmp_path)
    about, entered = tmp_path / "content/about.md", []
    if changes != "nothing was there":
        published(tmp_path)
        text = about.read_text(encoding="utf-8")
        about.write_text(
            text.replace(*(("here", "there") if changes == "one text" else ("us", "you"))), encoding="utf-8"
        )
    if changes == "a title":
        (tmp_path / "content/safety.md").write_text("---\ntitle: Safety first\n---\n", encoding="utf-8")
    before = tree(tmp_path / "output") if changes != "nothing was there" else None
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        now = tree(tmp_path / "output") if (tmp_path / "output").exists() else None
        if target.name.startswith("published-") and now != before:
            entered.append(self)
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(self))
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    assert [d.code for d in published(tmp_path).diagnostics] == ["cannot-write"]
    monkeypatch.undo()
    assert entered
    assert (tree(tmp_path / "output") if (tmp_path / "output").exists() else None) == before
    assert published(tmp_path).published


def test_what_a_build_left_when_it_was_cut_off_is_cleared_away(tmp_path: Path) -> None:
    root = write_site(GOOD, tmp_path)
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left, theirs, runs = (tmp_path / f".output.new-{end}" for end in (f"{ended.pid}-abcdefgh", "design", "1-abcdefgh"))
    for folder in (left, theirs, runs):
        folder.mkdir()
        (folder / "index.html").write_text("half", encoding="utf-8")
    assert published(root).published
    assert [folder.exists() for folder in (left, theirs, runs)] == [False, True, True]


def test_the_folder_can_be_read_by_a_web_server(tmp_path: Path) -> None:
    published(write_site(GOOD, tmp_path))
    assert stat.S_IMODE((tmp_path / "output").stat().st_mode) == 0o755


def test_folders_change_places_even_where_the_system_cannot_do_it_in_one_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules["campaignsite.publish.swap"], "_exchange", lambda _one, _other: False)
    root = write_site(GOOD, tmp_path)
    published(root)
    (tmp_path / "content/safety.md").unlink()
    assert published(root).published
    assert not (tmp_path / "output/safety").exists()
    assert sorted(p.name for p in tmp_path.iterdir()) == [".campaignsite", "campaignsite.yaml", "content", "output"]


def test_publishing_twice_changes_nothing(tmp_path: Path) -> None:
    root = write_site(GOOD, tmp_path)
    published(root)

    def looks() -> dict[Path, tuple[int, ...]]:
        """All but the time of the last reading."""
        found = {path: path.stat() for path in (tmp_path / "output").rglob("*")}
        return {path: (s.st_ino, s.st_mode, s.st_size, s.st_mtime_ns, s.st_ctime_ns) for path, s in found.items()}

    before = looks()
    assert published(root).published
    assert looks() == before


# --- flushing, and who may read --------------------------------------------------------------------------------------


@pytest.mark.parametrize("few", [0, 100])
def test_what_is_new_is_on_the_disk_before_it_takes_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    done: list[str] = []

    def noted(module: ModuleType, name: str) -> None:
        real = getattr(module, name)

        def note(path: Path, *others: Path) -> object:
            done.append(f"{name} {path.name}")
            return real(path, *others)

        monkeypatch.setattr(module, name, note)

    monkeypatch.setattr(flush, "FEW", few)
    for module, name in ((flush, "flush_one"), (putting, "flush_one"), (flush, "_flush_all"), (commit, "swap")):
        noted(module, name)
    write_site(GOOD, tmp_path)
    published(tmp_path)
    (tmp_path / "content/more.md").write_text("---\ntitle: More\n---\n")
    done.clear()
    published(tmp_path)  # several files: the second tree changes places with the first
    before, (manifest, last, *after) = done[:-4], done[-4:]
    assert last.startswith("swap ")
    assert sorted(after) == ["flush_one .campaignsite", f"flush_one {tmp_path.name}"]  # the folders of the new names
    assert manifest.startswith("flush_one published-")
    assert "flush_one index.html" in before if few else [name.partition(" ")[0] for name in before] == ["_flush_all"]
    done.clear()
    (tmp_path / "content/about.md").write_text("---\ntitle: About us\n---\nWe were here.\n")
    published(tmp_path)
    assert done[0] == "flush_one index.html" if few else done[0].startswith("_flush_all")
    assert done[-3].startswith("flush_one published-")
    assert sorted(done[-2:]) == ["flush_one .campaignsite", "flush_one about"]


@pytest.mark.skipif(os.name != "posix", reason="folders are flushed by the system itself")
def test_a_folder_that_holds_only_folders_is_flushed_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[Path] = []
    monkeypatch.setattr(flush, "flush_one", done.append)
    flush.flush(tmp_path, ["index.html", "a/b/c.html"])
    assert {path.relative_to(tmp_path).as_posix() for path in done} == {"index.html", "a/b/c.html", "a/b", "a", "."}


@pytest.mark.parametrize("name", ["flush_one", "_flush_all"])
def test_a_disk_that_fails_when_it_is_flushed_keeps_the_old_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    published(write_site(GOOD, tmp_path))
    before = tree(tmp_path / "output")

    def fails(path: Path) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO), str(path))

    monkeypatch.setattr(flush, "FEW", 0)
    monkeypatch.setattr(flush, name, fails)
    monkeypatch.setattr(putting, "flush_one", fails)
    for text in ("We were here.", "We were there."):
        (tmp_path / "content/about.md").write_text(f"---\ntitle: About us, {text}\n---\n{text}\n")
        outcome = published(tmp_path)
        assert [d.code for d in outcome.diagnostics] == ["cannot-write"]
        assert tree(tmp_path / "output") == before
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".output")] == []


@pytest.mark.skipif(os.name != "posix", reason="there is no umask")
@pytest.mark.parametrize("mask", [0o000, 0o002, 0o022, 0o077, 0o027])
def test_everybody_may_read_what_is_published_whatever_the_umask(tmp_path: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        published(write_site(GOOD, tmp_path))
        (tmp_path / "content/more").mkdir()
        (tmp_path / "content/more/new.md").write_text("---\ntitle: New\n---\n")
        for _ in range(2):
            published(tmp_path)
            (tmp_path / "content/more/newer.md").write_text("---\ntitle: Newer\n---\n")
    finally:
        os.umask(before)
    modes = {stat.S_IMODE(p.stat().st_mode) for p in (tmp_path / "output").rglob("*") if p.is_file()}
    folders = {stat.S_IMODE(p.stat().st_mode) for p in (tmp_path / "output").rglob("*") if p.is_dir()}
    assert (modes, folders, stat.S_IMODE((tmp_path / "output").stat().st_mode)) == ({0o644}, {0o755}, 0o755)
