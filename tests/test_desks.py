"""Who does what in a build with several desks: everything once, and what is known is not parsed by many."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest

from campaignsite.build import Audience, Order, WorkerError, build, desk, desks, papers
from campaignsite.build.memory import Memory
from campaignsite.model.files import Found, Sources
from campaignsite.model.front.config import SiteConfig
from tests.sites import NOW, write_site

if TYPE_CHECKING:
    from campaignsite.store.last import Last

SITE = "".join(
    f"-- content/releases/{n}.md --\n---\ntitle: Release {n}\ndate: 2026-01-{n % 28 + 1:02d}\n---\nText {n}.\n"
    for n in range(30)
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Built a while ago, so that nothing has to be read again."""
    root = write_site(SITE, tmp_path / "site")
    for path in (root / "content").rglob("*.md"):
        os.utime(path, (NOW.timestamp() - 9, NOW.timestamp() - 9))
    return root


def files(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}


def done(root: Path, monkeypatch: pytest.MonkeyPatch, **order: Any) -> list[tuple[str, str, str]]:
    """What a build parses, plans and renders: (what, which, the process that did)."""
    noted = root / "noted"
    noted.write_text("")
    with monkeypatch.context() as patch:
        patch.setattr("campaignsite.build.desks.FEW", 1)
        patch.setattr("campaignsite.build.kept.kept", lambda *_, **__: None)
        for module, name in ((papers, "parse"), (desk, "plan"), (desk, "render")):
            real = getattr(module, name)

            def note(first: Any, *given: Any, real: Any = real, name: str = name, **named: Any) -> Any:
                which = getattr(first, "path" if name == "parse" else "file", "")
                with noted.open("a") as file:  # other processes do, too
                    file.write(f"{name}\t{which}\t{os.getpid()}\n")
                return real(first, *given, **named)

            patch.setattr(module, name, note)
        assert build(Order(root, NOW, root / "output", cache=True, **order)).published
    lines = [line.split("\t") for line in noted.read_text().splitlines()]
    return [(what, which, process) for what, which, process in lines]


def edit(root: Path) -> None:
    path = root / "content/releases/4.md"
    path.write_text(path.read_text().replace("2026-01-05", "2026-03-04"))


only_copies = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no process begins as a copy")


@only_copies
def test_a_site_that_is_known_is_planned_once_and_rendered_by_all(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = done(root, monkeypatch, jobs=3)
    assert {what for what, _, process in first if process != str(os.getpid())} == {"parse", "plan", "render"}
    shutil.rmtree(root / "output")
    edit(root)
    again = done(root, monkeypatch, jobs=3)
    assert [which for what, which, _ in again if what == "parse"] == ["content/releases/4.md"]
    assert [process for what, _, process in again if what == "plan"] == [str(os.getpid())]
    rendered = Counter(which for what, which, _ in again if what == "render" and which.endswith(".html"))
    assert rendered.keys() == {which for what, which, _ in first if which.endswith(".html")}
    assert set(rendered.values()) == {1}
    assert len({process for what, _, process in again if what == "render"}) == 3
    made = files(root / "output")
    shutil.rmtree(root / "output")
    shutil.rmtree(root / ".campaignsite")
    done(root, monkeypatch, jobs=1)
    assert files(root / "output") == made


@only_copies
def test_nothing_is_copied_before_pages_are_seen(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """To copy a process that has built before takes longer than all else that whoever looks at a page waits for."""
    page, fork, happened = "releases/4/index.html", os.fork, list[str]()

    class Onlooker(Audience):
        files = (page,)

        def see(self, pages: Mapping[str, bytes]) -> None:
            happened.extend(pages)

    def copied() -> int:
        happened.append("copied")
        return fork()

    done(root, monkeypatch, jobs=3)
    edit(root)
    monkeypatch.setattr(os, "fork", copied)
    monkeypatch.setattr("campaignsite.build.desks.FEW", 1)
    monkeypatch.setattr("campaignsite.build.target.BIG", 1)
    assert build(Order(root, NOW, root / "output", cache=True, jobs=3), Onlooker()).published
    assert happened == [page, "copied", "copied"]


@pytest.mark.parametrize(
    ("content", "new", "expected"),
    [
        (0, 0, (1, 1)),
        (100, 100, (1, 1)),
        (390, 390, (2, 2)),  # begin together, and all parse
        (10_000, 10_000, (8, 8)),
        (10_000, 0, (1, 5)),  # one plans, and the others begin as copies
        (10_000, 399, (1, 6)),
        (10_000, 400, (7, 7)),  # so many are worth parsing by all
        (500, 260, (1, 1)),
        (760, 760, (4, 4)),
    ],
)
def test_so_many_desks_are_worth_their_start(
    content: int, new: int, expected: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = SiteConfig.model_validate({"title": "A", "base_url": "https://example.org/"})
    found = Sources(None, tuple(Found(f"content/{n}.md", str(n)) for n in range(content)), (), (), ())
    memory = Memory(Order(tmp_path, NOW, jobs=8))

    def of(source: Found) -> tuple[str, str]:
        return source.digest, memory.record(source, config.languages, raw_html=config.markdown.raw_html)

    table = SimpleNamespace(documents={f.path: of(f) for f in found.content[new:]})
    memory.last = cast("Last", SimpleNamespace(table=table)) if new < content else None
    monkeypatch.setattr("campaignsite.build.desks.copies", lambda: True)
    monkeypatch.setattr(Memory, "has_records", True)
    assert desks.jobs(found, memory, config) == expected
    monkeypatch.setattr("campaignsite.build.desks.copies", lambda: False)
    assert desks.jobs(found, memory, config) == (expected[1],) * 2
    monkeypatch.setattr(Memory, "has_records", False)
    everything = desks.jobs(found, memory, config)
    assert everything == desks.jobs(found, Memory(Order(tmp_path, NOW, jobs=8)), config)
    assert everything.parsing >= expected[1]
    other = config.model_copy(update={"languages": ("fr",)})  # then no record is of use
    monkeypatch.setattr(Memory, "has_records", True)
    assert desks.jobs(found, memory, other) == everything


def test_where_processes_are_started_anew_all_is_the_same(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on macOS and Windows: what a build knows of the last one goes to every worker."""
    monkeypatch.setattr("campaignsite.build.desks.copies", lambda: False)
    monkeypatch.setattr("campaignsite.build.crew.copies", lambda: False)
    for name in ("kept.MANY", "desks.FEW"):
        monkeypatch.setattr(f"campaignsite.build.{name}", 2)

    def built(jobs: int) -> dict[str, bytes]:
        outcome = build(Order(root, NOW, root / f"output{jobs}", cache=True, jobs=jobs))
        assert outcome.published
        return files(root / f"output{jobs}")

    assert built(2) == built(1)
    edit(root)
    assert built(2) == built(1)
    (root / "layouts").mkdir()
    (root / "layouts/page.html").write_text("{% extends 'base.html' %}{% block main %}New{% endblock %}\n")
    assert built(2) == built(1)


@only_copies
def test_a_process_that_cannot_begin_is_no_fault_of_ours(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full() -> int:
        raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))

    done(root, monkeypatch, jobs=1)
    edit(root)
    before = files(root / "output")
    monkeypatch.setattr(os, "fork", full)
    monkeypatch.setattr("campaignsite.build.desks.FEW", 1)
    with pytest.raises(WorkerError, match="could not begin: Resource temporarily unavailable; try --jobs 1"):
        build(Order(root, NOW, root / "output", cache=True, jobs=2))
    assert files(root / "output") == before
