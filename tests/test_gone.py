"""What readers could open after the last build and cannot any more is a warning: once, and it stops nothing."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest

from campaignsite.build import Order, build
from tests.sites import NOW, write_site

OLD = "-- content/releases/old.md --\n---\ntitle: CANARY\ndate: 2026-01-01\n{}---\n[A map](map.pdf)\n"
SITE = OLD.format("") + "-- content/releases/map.pdf --\nx\n-- content/about.md --\n---\ntitle: About\n---\n"


def said(root: Path, *, drafts: bool = False, now: dt.datetime = NOW, strict: bool = False) -> list[str]:
    done = build(Order(root, now, root / "output", drafts=drafts, cache=True, strict=strict))
    assert done.published
    assert all((d.code, d.severity) == ("lost-address", "warning") for d in done.diagnostics)
    return [f"{d.message.split()[0]} | {d.hint}" for d in done.diagnostics]


LOST = "write “aliases: [{0}]” in the text that takes its place, or keep the text with “withdrawn:”"
LOST_ALL = [f"{address} | {LOST.format(address)}" for address in ("/releases/", "/releases/map.pdf", "/releases/old/")]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_site(SITE, tmp_path)
    assert said(tmp_path) == []
    return tmp_path


@pytest.mark.parametrize("strict", [False, True])
def test_what_is_gone_is_said_once_and_stops_nothing(root: Path, *, strict: bool) -> None:
    (root / "content/releases/old.md").unlink()
    assert said(root, strict=strict) == LOST_ALL
    assert not (root / "output/releases").exists()
    assert said(root, strict=strict) == []
    (root / "content/about.md").write_text("---\ntitle: About us\n---\n")
    assert said(root, strict=strict) == []


def test_a_strict_job_goes_on_to_put_the_site_online(root: Path) -> None:
    (root / "content/releases/old.md").unlink()
    command = [sys.executable, "-m", "campaignsite", "build", "--strict", "--site", str(root), "--now", NOW.isoformat()]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.count("lost-address") + done.stderr.count("lost-address")) == (0, 3)


@pytest.mark.parametrize("front", ["draft: true\n", "expires: 2026-02-01\n", "embargo: 2027-01-01\n"])
def test_what_is_withheld_is_gone_as_if_it_were_deleted(root: Path, front: str) -> None:
    (root / "content/releases/old.md").write_text(OLD.format(front).partition("\n")[2])
    assert said(root) == LOST_ALL


def test_an_address_with_an_alias_or_a_withdrawal_is_not_gone(root: Path) -> None:
    old = root / "content/releases/old.md"
    old.write_text(OLD.format("withdrawn: {date: 2026-02-01, why: Wrong.}\n").partition("\n")[2])
    about = root / "content/about.md"
    about.write_text("---\ntitle: About\naliases: [/releases/map.pdf, /releases/]\n---\n")
    assert said(root) == []
    old.unlink()
    about.write_text("---\ntitle: About\naliases: [/releases/map.pdf, /releases/, /releases/old/]\n---\n")
    assert said(root) == []
    about.write_text("---\ntitle: About\naliases: [/releases/map.pdf, /releases/]\n---\n")
    assert said(root) == [f"/releases/old/ | {LOST.format('/releases/old/')}"]


def test_a_text_that_moved_is_named(root: Path) -> None:
    (root / "content/news").mkdir()
    old = root / "content/releases/old.md"
    old.write_text(OLD.format("type: release\n").partition("\n")[2])
    for name in ("old.md", "map.pdf"):
        (root / "content/releases" / name).rename(root / "content/news" / name)
    hints = {line.partition(" | ")[0]: line.partition("]” ")[2].partition(",")[0] for line in said(root)}
    assert hints == {
        "/releases/": "in the text that takes its place",
        "/releases/map.pdf": "in the text of /news/map.pdf",
        "/releases/old/": "in the text of /news/old/",
    }


def test_what_was_never_public_is_not_gone(tmp_path: Path) -> None:
    write_site(SITE.replace("title: CANARY", "title: CANARY\ndraft: true"), tmp_path)
    assert said(tmp_path, drafts=True) == []
    assert said(tmp_path) == []
    later = NOW + dt.timedelta(days=400)
    (tmp_path / "content/releases/old.md").write_text(OLD.format("embargo: 2027-01-01\n").partition("\n")[2])
    assert said(tmp_path, now=later) == []
    assert (tmp_path / "output/releases/old").exists()
    assert said(tmp_path) == []


def test_files_that_no_reader_notes_may_go(tmp_path: Path) -> None:
    many = "".join(f"-- content/releases/r{n}.md --\n---\ntitle: R{n}\ndate: 2026-01-0{n}\n---\n" for n in range(1, 7))
    config = (
        "-- campaignsite.yaml --\ntitle: A\nbase_url: https://example.org/\ntimezone: America/Toronto\npage_size: 2\n"
    )
    write_site(config + many + "-- assets/site.css --\na {}\n-- assets/root/CNAME --\na\n", tmp_path)
    assert said(tmp_path) == []
    assert (tmp_path / "output/releases/page/2").exists()
    for name in ("assets/site.css", "assets/root/CNAME", "content/releases/r1.md", "content/releases/r2.md"):
        (tmp_path / name).unlink()
    assert [line.partition(" ")[0] for line in said(tmp_path)] == ["/releases/r1/", "/releases/r2/"]
    assert not (tmp_path / "output/releases/page/2").exists()
