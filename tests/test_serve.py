"""`campaignsite serve`: what is saved is on the screen, mistakes too, as a host would answer, until Ctrl-C."""

from __future__ import annotations

import datetime as dt
import errno
import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import watchfiles

from campaignsite.build import Order, Outcome, build
from campaignsite.cli.serving import Told
from campaignsite.model.diagnostics import Diagnostic, Severity
from campaignsite.publish.targets import refusal
from campaignsite.search.pagefind import available
from campaignsite.serve import Built, Preview, TakenError
from campaignsite.serve.builder import answer
from campaignsite.serve.building import Building
from campaignsite.serve.doors import listening
from campaignsite.serve.files import span, type_of
from campaignsite.serve.pages import troubled, with_scripts
from campaignsite.serve.preview import Request
from campaignsite.serve.rules import rules
from campaignsite.serve.screen import Problem, Screen
from campaignsite.serve.watching import Watching
from tests.previewing import Preview as Running
from tests.previewing import previewing, until
from tests.sites import CONFIG, NOW, tree, write_site
from tests.test_cli import run

SITE = f"""-- campaignsite.yaml --
{CONFIG}exit: https://weather.example/
helplines: [{{name: Line, display: 555-0100, phone: '911', police: false, verified_on: 2026-11-01}}]
-- content/about.md --
---
title: About
aliases: [/old/]
---
Words.
-- content/plan.md --
---
title: A plan
sensitive: true
---
Words.
-- content/releases/draft.md --
---
title: Not yet
date: 2026-01-01
draft: true
---
Words.
-- content/releases/open.md --
---
title: Open
date: 2026-01-01
---
Words.
-- assets/root/report.pdf (escapes) --
%PDF-0123456789
-- assets/own.js --
1;
"""
BASE = SITE.replace("https://example.org/", "https://example.org/repo/")
SCRIPTS = re.compile(rb'<script src="/\.campaignsite/[^>]*></script>\n')
NOON = ("--now", NOW.isoformat())


def save(site: Path, words: str, file: str = "content/about.md") -> None:
    path = site / file
    front = path.read_text().split("---\n")[1]
    path.write_text(f"---\n{front}---\n{words}\n")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_site(SITE, tmp_path)


# --- what is saved is shown -------------------------------------------------------------------------------------------


def test_a_save_is_built_and_told_and_shown(site: Path) -> None:
    with previewing(site) as preview, preview.listening() as page:
        assert page.hello()["protocols"] == ["http://livereload.com/protocols/official-7"]
        before = preview.state()["version"]
        save(site, "Other words.")
        assert page.receive() == {"command": "reload", "path": "*", "liveCSS": False, "liveImg": True}
        assert "Other words." in preview.ask("/about/").text
        assert preview.state()["version"] != before
        preview.wait_for(r"^content/about\.md: 1 page in \d+\.\d\d s$")


def test_a_page_hears_nothing_before_the_protocol_has_begun(site: Path) -> None:
    """livereload.js takes any other message for a violation; when it has begun, the page asks for the state."""
    with previewing(site) as preview, preview.listening() as page:
        save(site, "Other words.")
        until(lambda: "Other words." in preview.ask("/about/").text)
        preview.wait_for(r"^content/about\.md: ")
        assert page.hello()["command"] == "hello"
        save(site, "And others again.")
        assert page.receive()["command"] == "reload"


@pytest.mark.parametrize("count", [10 if not os.environ.get("CAMPAIGNSITE_SOAK") else 50])
def test_saves_in_bursts_are_never_stale_and_each_is_one_build_at_most(count: int, site: Path) -> None:
    chance = random.Random(count)  # noqa: S311 - no secret
    with previewing(site) as preview, preview.listening() as page:
        page.hello()
        done = 0
        while done < count:
            burst = min(chance.choice((1, 2, 5)), count - done)
            for _ in range(burst):
                done += 1
                save(site, f"Save number {done}.")
                time.sleep(chance.choice((0, 0.01, 0.08)))
            while f"Save number {done}." not in preview.ask("/about/").text:
                assert page.receive()["path"] == "*"  # a page that is not the newest hears of it
        built = preview.said(r"^content/about\.md: ")
        assert 1 <= len(built) <= count
        assert not preview.said("error|fault")


def test_when_a_publication_time_comes_it_is_there(site: Path) -> None:
    """Nobody saves anything; with “--no-drafts” the page comes, and a second one when its time comes."""
    soon = time.time() + 4
    for n in (0, 1):
        moment = dt.datetime.fromtimestamp(soon + 2 * n, dt.UTC).isoformat(timespec="seconds")
        (site / f"content/releases/soon-{n}.md").write_text(
            f"---\ntitle: Soon\ndate: 2026-01-01\npublish_at: {moment}\n---\nWords.\n"
        )
    with previewing(site, "--no-drafts") as preview:
        for n in (0, 1):
            if time.time() < soon - 0.5:
                assert preview.ask(f"/releases/soon-{n}/").status == 404
            until(lambda n=n: preview.ask(f"/releases/soon-{n}/").status == 200)  # type: ignore[misc]
            assert time.time() >= int(soon) + 2 * n
        assert len(preview.said("Built")) <= 3


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux says which file a handle is of")
def test_a_preview_waits_for_the_disk_only_with_its_list_of_files(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build of the public site makes sure that each file outlives a loss of power; a preview is built again."""
    waited: list[Path] = []
    fsync = os.fsync

    def noticed(handle: int) -> None:
        waited.append(Path(f"/proc/self/fd/{handle}").readlink())
        fsync(handle)

    monkeypatch.setattr(os, "fsync", noticed)
    preview = Preview(site, NOW)
    assert build(Order(site, NOW, site / "output")).published
    assert answer(Request(preview, True)).good
    save(site, "Other words.")
    waited.clear()
    assert build(Order(site, NOW, site / "output")).published
    assert [path for path in waited if path.name == "index.html"]
    waited.clear()
    assert answer(Request(preview, True)).good
    assert waited
    assert {path.parent for path in waited} == {site / ".campaignsite"}
    assert "Other words." in (preview.output / "about/index.html").read_text()


def test_its_own_output_leads_to_nothing(site: Path) -> None:
    with previewing(site) as preview:
        save(site, "Other words.")
        preview.wait_for("^content/about")
        child = worker(preview)
        settle(child)
        before = ticks(child)
        time.sleep(10 if os.environ.get("CAMPAIGNSITE_SOAK") else 2)
        for name in (".about.md.swp", "about.md~", "#about.md#", "../notes.txt", "../output/index.html"):
            path = site / "content" / name
            path.parent.mkdir(exist_ok=True)
            path.write_text("what editors leave behind, and what is no part of a site")
            path.unlink()
        time.sleep(0.5)
        assert ticks(child) == before  # not even a look
        assert len(preview.said("^(content|The site)")) == 1


@pytest.mark.skipif(not os.environ.get("CAMPAIGNSITE_SOAK"), reason="ten seconds of waiting")
def test_idle_it_takes_less_than_a_hundredth_of_a_processor(site: Path) -> None:
    with previewing(site) as preview:
        settle(worker(preview))
        before = ticks(preview.process.pid) + ticks(worker(preview))
        time.sleep(10)
        spent = (ticks(preview.process.pid) + ticks(worker(preview)) - before) / os.sysconf("SC_CLK_TCK")
        assert spent < 0.1


def test_everything_that_a_site_is_made_of_is_watched(site: Path) -> None:
    with previewing(site) as preview:
        (site / "layouts").mkdir()
        (site / "layouts/page.html").write_text('{% extends "stock/page.html" %}{% block title %}Mine{% endblock %}')
        until(lambda: "<title>Mine</title>" in preview.ask("/about/").text)
        (site / "layouts/page.html").unlink()
        until(lambda: "<title>Mine</title>" not in preview.ask("/about/").text)
        (site / "assets/root/report.pdf").write_bytes(b"%PDF-new")
        until(lambda: preview.ask("/report.pdf").body == b"%PDF-new")
        (site / "content/new.md").write_text("---\ntitle: New\n---\n")
        until(lambda: preview.ask("/new/").status == 200)
        (site / "content/new.md").rename(site / "content/newer.md")
        until(lambda: preview.ask("/newer/").status == 200 and preview.ask("/new/").status == 404)
        text = (site / "campaignsite.yaml").read_text()
        (site / "new.yaml").write_text(text.replace("A campaign", "Another one"))
        (site / "new.yaml").replace(site / "campaignsite.yaml")  # as many editors save
        until(lambda: "Another one" in preview.ask("/").text)


@pytest.mark.skipif(not available(), reason="Pagefind is not installed here")
def test_a_search_waits_for_its_index_and_no_save_does(tmp_path: Path) -> None:
    site = write_site(SITE.replace("timezone:", "search: true\ntimezone:"), tmp_path)
    with previewing(site) as preview, preview.listening() as page:
        page.hello()
        assert not (site / ".campaignsite/preview/pagefind").exists()
        first = preview.ask("/pagefind/pagefind-entry.json")
        assert first.status == 200
        assert preview.ask("/pagefind/pagefind.js").status == 200
        save(site, "Wombat.")
        assert page.receive()["path"] == "*"  # of the save; the index alone is no reason to load a page again
        assert (site / ".campaignsite/preview/pagefind/pagefind-entry.json").read_bytes() == first.body
        assert preview.ask("/pagefind/pagefind-entry.json").body != first.body
        with pytest.raises(TimeoutError):
            page.receive(0.5)


def test_where_the_system_tells_nothing_files_are_looked_at(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on network drives, or when more is watched than the system allows."""
    asked: list[object] = []

    def watch(*paths: Path, **options: Any) -> Iterator[set[tuple[watchfiles.Change, str]]]:
        asked.append(options["force_polling"])
        if not options["force_polling"]:
            raise OSError(errno.ENOSPC, "too many watches")
        return real(*paths, **options)

    real, told = watchfiles.watch, list[tuple[str, ...]]()
    os.utime(site / "content/about.md", (1, 1))  # such looks know seconds
    monkeypatch.setattr(watchfiles, "watch", watch)
    watching = Watching(site, lambda paths: told.append(tuple(paths)))
    watching.start()
    until(lambda: told)
    assert told == [()]
    save(site, "Other words, longer than before.")
    until(lambda: len(told) > 1)
    assert told[1] == ("content/about.md",)
    until(lambda: len(told) > 2)
    watching.end()
    assert told[2] == ()  # another save in that second would leave no trace
    assert sorted(map(bool, asked)) == [False, False, True, True]


def test_a_folder_that_goes_and_comes_back_is_watched_again(site: Path) -> None:
    with previewing(site) as preview:
        (site / "content").rename(site / "elsewhere")
        until(lambda: "no-content" in str(preview.state()))
        (site / "elsewhere").rename(site / "content")
        until(lambda: "no-content" not in str(preview.state()))
        save(site, "Once more.")
        until(lambda: "Once more." in preview.ask("/about/").text)


# --- mistakes ---------------------------------------------------------------------------------------------------------


def test_a_mistake_is_shown_over_the_last_good_page_and_goes_when_it_is_mended(site: Path) -> None:
    with previewing(site) as preview, preview.listening() as page:
        page.hello()
        version = preview.state()["version"]
        save(site, "A [link](nowhere.md).")
        assert page.receive()["path"] == "state"
        state = preview.state()
        (problem,) = state["problems"]
        assert state["version"] == version
        assert (problem["severity"], problem["code"]) == ("error", "broken-link")
        assert problem["place"] == "content/about.md:5:3"
        assert problem["excerpt"] == "    5 | A [link](nowhere.md).\n      |   ^"
        assert problem["hint"]
        assert "Words." in preview.ask("/about/").text
        preview.wait_for(r"content/about\.md:5:3: error: .* \[broken-link\]")
        preview.wait_for(r"^content/about\.md: 1 error in .* the last good pages stay\.$")
        save(site, "Words.")
        assert page.receive()["path"] == "state"  # the pages are as they were
        assert preview.state()["problems"] == []


def test_the_worst_comes_first_and_there_is_an_end(tmp_path: Path) -> None:
    told: list[str] = []
    screen = Screen(tmp_path, lambda what, _: told.append(what))
    many = [Diagnostic("date-without-year", Severity.WARNING, "w", "a.md", n + 1) for n in range(60)]
    bad = Diagnostic("broken-link", Severity.ERROR, "e\u202e", "z.md", 3, 2, "h")
    assert screen.take(Built(Outcome((*many, bad), 0, 0, False, (), {}), 0.1))
    assert screen.problems[0]["place"] == "z.md:3:2"
    assert screen.problems[0]["message"] == "e\ufffd"
    assert (len(screen.problems), screen.more) == (50, 11)
    assert told == ["state"]
    assert not screen.take(Built(Outcome((*many, bad), 0, 0, False, (), {}), 0.1))
    assert told == ["state"]


def test_a_warning_does_not_stop_the_preview_and_is_said_once(site: Path) -> None:
    with previewing(site) as preview:
        (site / "content/releases/odd.md").write_text("---\ntitle: Odd\ndate: --01-02\n---\n")
        until(lambda: preview.ask("/releases/odd/").status == 200)
        assert preview.state()["problems"] == []
        preview.wait_for("date-without-year")
        save(site, "Other words.")
        preview.wait_for("^content/about")
        assert len(preview.said("date-without-year")) == 1


def test_many_warnings_do_not_hide_what_was_built(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    many = tuple(Diagnostic("date-without-year", Severity.WARNING, f"w{n}", "a.md", n + 1) for n in range(30))
    told = Told(tmp_path, browse=False)
    told.built(Built(Outcome(many, 5, 5, True, (), {}), 0.1), "/")
    said = capsys.readouterr().out
    assert said.count("warning:") == 10
    assert "And 20 more warnings; “campaignsite check --drafts” says all of them." in said
    bad = Diagnostic("broken-link", Severity.ERROR, "e", "a.md")
    told.built(Built(Outcome((*many, bad), 5, 5, True, (), {}), 0.1, changed=("a.md", "b.md")), "/")
    said = capsys.readouterr().out
    assert said.count("warning:") == 0
    assert said.count("error:") == 1
    assert "a.md and 1 more: 1 error in 0.10 s" in said
    told.built(Built(None, 0.1, fault="it \x1b broke", changed=("a.md",)), "/")
    assert "a.md: the site could not be built: it \ufffd broke" in capsys.readouterr().out


def test_a_browser_is_opened_once_and_where_the_site_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    told = Told(tmp_path, browse=True)
    told.opened(8123)
    bad = Diagnostic("broken-link", Severity.ERROR, "e", "a.md")
    told.built(Built(Outcome((bad,), 5, 0, False, (), {}), 0.1), "/repo/")
    for _ in range(2):
        told.built(Built(Outcome((), 5, 5, True, (), {}), 0.1), "/repo/")
    until(lambda: opened)
    assert opened == ["http://localhost:8123/repo/"]


def test_without_any_good_build_a_page_says_why(tmp_path: Path) -> None:
    site = write_site(SITE, tmp_path)
    save(site, "<b>[link](nowhere.md)")
    with previewing(site) as preview:
        asked = preview.ask("/about/")
        assert asked.status == 503
        assert "content/about.md:5:" in asked.text
        assert "&lt;b&gt;[link]" in asked.text
        assert asked.headers["content-security-policy"].startswith("default-src 'none'")
        assert "data-alone" in asked.text
        save(site, "Words.")
        until(lambda: preview.ask("/about/").status == 200)


def test_the_page_of_mistakes_cannot_be_written_into() -> None:
    evil = Problem(severity="error", code="x", message="<script>", place="<i>", excerpt="<pre>", hint="<b>{title}")
    page = with_scripts(troubled((evil,), 3, ""), "localhost:1", "v", alone=True).decode()
    assert not re.search("<(i|b)>|<script>", page)
    assert "&lt;b&gt;{title}" in page
    assert "And 3 more" in page
    assert "This is not your mistake" in troubled((), 0, "It <b> broke").decode()
    assert "It &lt;b&gt; broke" in troubled((), 0, "It <b> broke").decode()


# --- whatever a build does --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (SystemExit(3), "SystemExit: 3"),
        (MemoryError(), "there was too little memory"),
        (RuntimeError("one\ntwo"), "RuntimeError: two"),
        (KeyboardInterrupt(), "KeyboardInterrupt"),
        (RecursionError("too deep"), "RecursionError: too deep"),
    ],
)
def test_what_a_build_raises_is_an_answer(
    error: BaseException, said: str, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr("campaignsite.serve.builder.build", fail)
    built = answer(Request(Preview(site), index=False))
    assert built.outcome is None
    assert built.fault.startswith(said)


def test_a_builder_that_is_ended_is_started_again(site: Path) -> None:
    with previewing(site) as preview:
        os.kill(worker(preview), signal.SIGKILL)
        save(site, "After its end.")
        until(lambda: "After its end." in preview.ask("/about/").text)
        assert preview.state()["fault"] == ""


@pytest.mark.parametrize("code", ["import os; os._exit(3)", "import sys; print('nonsense'); sys.exit(0)"])
def test_a_builder_that_cannot_build_is_said_to_be(
    code: str, site: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("campaignsite.serve.building._START", code)
    told: list[Built] = []
    asked = Building(Preview(site), told.append, tuple, print)
    asked.start()
    asked.ask(["content/a.md"])
    until(lambda: told)
    assert told[0].fault.startswith("the process that builds ")
    assert told[0].changed == ("content/a.md",)
    screen = Screen(tmp_path, lambda *_: None)
    assert screen.take(told[0])
    assert screen.state["fault"] == told[0].fault
    asked.end()


GOOD = Built(Outcome((), 1, 1, True, (), {}), 0.0)


@pytest.mark.parametrize(
    ("comes", "expected"),
    [
        (GOOD, [("a",), ("b", "c")]),
        # What was half written is not said: the next build has all of it.
        (Built(None, 0.0), [("a", "b", "c")]),
    ],
)
def test_what_changes_during_a_build_leads_to_one_more(
    comes: Built, expected: list[tuple[str, ...]], site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    going, go, told = threading.Event(), threading.Event(), list[Built]()

    def build_slowly(*_: object) -> Built:
        going.set()
        go.wait(60)
        return comes

    monkeypatch.setattr(Building, "_built", build_slowly)
    asked = Building(Preview(site), told.append, tuple, print)
    asked.start()
    asked.ask(["a"])
    assert going.wait(60)
    for name in ("b", "c", "b"):
        asked.ask([name])
    go.set()
    until(lambda: len(told) == len(expected))
    time.sleep(0.1)
    asked.end()
    assert [built.changed for built in told] == expected


# --- the end ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("busy", [False, True])
def test_it_ends_at_once_and_leaves_nobody(sign: signal.Signals, busy: bool, site: Path) -> None:
    with previewing(site, built=not busy) as preview, preview.listening() as page:
        page.hello()
        until(lambda: children(preview.process.pid))
        mine = children(preview.process.pid)
        preview.process.send_signal(sign)
        assert preview.process.wait(30) == 130
        assert page.receive()["closed"] in (0, 1001)
        until(lambda: not [child for child in mine if Path(f"/proc/{child}/cmdline").exists()])


def test_it_ends_when_nobody_reads_what_it_says(site: Path) -> None:
    reader, writer = os.pipe()
    command = [sys.executable, "-m", "campaignsite", "serve", f"--site={site}", "--port=0"]
    with subprocess.Popen(command, stdout=writer, stderr=subprocess.DEVNULL, start_new_session=True) as process:
        os.close(writer)
        said = b""
        while b"Look at" not in said:
            said += os.read(reader, 4096)
        os.close(reader)
        save(site, "Other words.")
        assert process.wait(60) == 1


def test_when_it_is_killed_its_builder_ends_too(site: Path) -> None:
    with previewing(site) as preview:
        child = worker(preview)
        preview.process.kill()
        until(lambda: not Path(f"/proc/{child}/cmdline").exists())


def children(process: int) -> list[int]:
    return [int(n) for n in Path(f"/proc/{process}/task/{process}/children").read_text().split()] or [
        int(n) for task in Path(f"/proc/{process}/task").iterdir() for n in (task / "children").read_text().split()
    ]


def worker(preview: Running) -> int:
    (child,) = children(preview.process.pid)
    return child


def ticks(process: int) -> int:
    """The processor's time that a process has taken."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def settle(process: int) -> None:
    """Wait until a process has nothing to do, nor is about to have: watchers say that they are there once."""
    while True:
        before = ticks(process)
        time.sleep(0.6)
        if ticks(process) == before:
            return


# --- where it listens -------------------------------------------------------------------------------------------------


def test_the_next_free_port_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        monkeypatch.setattr("campaignsite.serve.doors.FIRST", taken)
        port, sockets = listening(None)
        assert taken < port < taken + 100
        assert {each.getsockname()[0] for each in sockets} <= {"127.0.0.1", "::1"}
        assert {each.getsockname()[1] for each in sockets} == {port}
        with pytest.raises(TakenError, match=f"port {taken} is taken"):
            listening(taken)
        for each in sockets:
            each.close()


def test_a_port_that_is_asked_for_and_taken_is_an_error(site: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        done = run(site, "serve", "--port", str(other.getsockname()[1]))
    assert done.returncode == 2
    assert "is taken, or may not be used; give another one with --port, or none for the next free one" in done.stderr


def test_a_port_that_another_has_at_the_other_address_is_taken() -> None:
    """A browser that is told “localhost” would ask the other program."""
    if not socket.has_ipv6:
        pytest.skip("this machine has no IPv6")
    try:
        other = socket.create_server(("::1", 0), family=socket.AF_INET6)
    except OSError:
        pytest.skip("this machine has no IPv6")
    with other, pytest.raises(TakenError):
        listening(other.getsockname()[1])


# --- as a host answers ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def hosted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Running, Path]]:
    site = write_site(BASE, tmp_path_factory.mktemp("hosted"))
    with previewing(site, *NOON) as preview:
        yield preview, site


def test_every_file_is_answered_as_it_was_built(hosted: tuple[Running, Path], tmp_path: Path) -> None:
    preview, site = hosted
    clean = build(Order(write_site(BASE, tmp_path), NOW, None, drafts=True)).artifacts
    files = {artifact.file: artifact.data for artifact in clean}
    assert tree(site / ".campaignsite/preview") == files
    for file, data in files.items():
        if not re.fullmatch(r"\.htaccess|_headers|_redirects|.*\.nginx|old/index\.html", file):
            asked = preview.ask("/repo/" + file)
            assert asked.status == 200, file
            assert SCRIPTS.sub(b"", asked.body) == data, file
            assert len(SCRIPTS.findall(asked.body)) == (2 if file.endswith(".html") else 0), file
            assert asked.headers["cache-control"] == "no-store"
            assert asked.headers["content-security-policy"].endswith("frame-ancestors 'none'")
            assert asked.headers["referrer-policy"] == "no-referrer"
            assert "server" not in asked.headers


def test_the_base_path_is_that_of_the_site(hosted: tuple[Running, Path]) -> None:
    preview, _ = hosted
    for path in ("/", "/repo"):
        asked = preview.ask(path)
        assert (asked.status, asked.headers["location"]) == (302, "/repo/")
    assert preview.ask("/about/").status == 404
    assert "/repo/" in preview.ask("/about/").text
    assert f"localhost:{preview.port}/repo/" in preview.lines[1]


def test_what_there_is_not_is_answered_with_the_page_for_it(hosted: tuple[Running, Path]) -> None:
    preview, site = hosted
    asked = preview.ask("/repo/nothing/")
    assert asked.status == 404
    assert SCRIPTS.sub(b"", asked.body) == (site / ".campaignsite/preview/404.html").read_bytes()
    assert "content-security-policy" in asked.headers


@pytest.mark.parametrize(
    ("path", "status", "to"),
    [
        ("/repo/about", 301, "/repo/about/"),
        ("/repo/about?a=b", 301, "/repo/about/?a=b"),
        ("/repo/old/", 301, "/repo/about/"),
        ("/repo/old", 301, "/repo/about/"),
    ],
)
def test_old_addresses_and_missing_slashes_lead_on(
    path: str, status: int, to: str, hosted: tuple[Running, Path]
) -> None:
    asked = hosted[0].ask(path)
    assert (asked.status, asked.headers["location"]) == (status, to)


def test_parts_and_states_of_files_can_be_asked_for(hosted: tuple[Running, Path]) -> None:
    preview, _ = hosted
    whole = preview.ask("/repo/report.pdf")
    assert whole.headers["content-type"] == "application/pdf"
    part = preview.ask("/repo/report.pdf", Range="bytes=5-8")
    assert (part.status, part.body, part.headers["content-range"]) == (206, b"0123", "bytes 5-8/16")
    assert preview.ask("/repo/report.pdf", Range="bytes=99-").status == 416
    assert preview.ask("/repo/report.pdf", Range="bytes=5-8", If_Range='"other"').status == 200
    same = preview.ask("/repo/report.pdf", If_None_Match=whole.headers["etag"])
    assert (same.status, same.body) == (304, b"")
    page = preview.ask("/repo/about/")
    assert preview.ask("/repo/about/", If_None_Match=page.headers["etag"]).status == 304
    for path in ("/repo/about/", "/repo/report.pdf", "/repo/nothing/"):
        head, asked = preview.ask(path, "HEAD"), preview.ask(path)
        assert (head.status, head.body, head.headers["content-length"]) == (asked.status, b"", str(len(asked.body)))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("bytes=0-0", (0, 1)),
        ("bytes=0-", (0, 10)),
        ("bytes=2-99", (2, 10)),
        ("bytes=-3", (7, 10)),
        ("bytes=-99", (0, 10)),
        ("bytes=-0", (0, 0)),
        ("bytes=10-", (0, 0)),
        ("bytes=5-2", None),
        ("bytes=-", None),
        ("bytes=0-1,3-4", None),
        ("lines=0-1", None),
        ("bytes=" + "9" * 400 + "-", None),
    ],
)
def test_ranges_are_read_as_the_standard_says(asked: str, found: tuple[int, int] | None) -> None:
    assert span(asked, 10) == found


def test_types_do_not_depend_on_this_machine() -> None:
    assert type_of("a/b.html") == "text/html; charset=utf-8"
    assert type_of("a.JS") == "text/javascript; charset=utf-8"
    assert type_of("a.avif") == "image/avif"
    assert type_of("a") == type_of("a.pf_meta") == "application/octet-stream"


def test_rules_are_read_as_hosts_do() -> None:
    headers = "/*\n  X-One: a\n  X-One: b\n/a/*/z\n  x-two: c\n  Cache-Control: public\n  Set-Cookie: a\n  Bad\n"
    headers += "  Bad Name: x\n"
    redirects = "/old /new 301\n/b/* /c/ 302!\n/out https://example.org/ \n/:any/x /y 308\n# /no /no\n"
    redirects += "/r /new 200\n/s //evil.example 301\n/t /a/:b 301\n/u /*/x 301\n/* /*\nno /x 301\n/v /a\\b 999\n"
    found = rules(headers, redirects)
    assert found.headers_for("/a/b/z") == {"X-One": "a, b", "X-Two": "c"}
    assert found.headers_for("/a/b") == {"X-One": "a, b"}
    paths = ("/old", "/b/1/2", "/out", "/q/x", "/old/", "/no", "/r", "/s", "/t", "/u", "/v", "/old%0A")
    moved = [(rule.to, rule.status) if rule else None for rule in map(found.target, paths)]
    assert moved[:4] == [("/new", 301), ("/c/", 302), ("https://example.org/", 301), ("/y", 308)]
    assert moved[4:] == [None] * 8


# --- what is withheld -------------------------------------------------------------------------------------------------


def test_drafts_are_shown_and_marked_and_never_get_into_the_public_site(site: Path) -> None:
    assert run(site, "build", *NOON).returncode == 0
    public = tree(site / "output")
    with previewing(site, *NOON) as preview:
        page = preview.ask("/releases/draft/").text
        assert "Not public: draft" in page
        assert '<meta name="robots" content="noindex">' in page
        assert "Not public: draft" in preview.ask("/releases/").text
        page = preview.ask("/releases/open/").text
        assert page.count("Not public") == page.count("<b>Not public: draft</b></p>") == 1  # the way to the draft
        assert '<meta name="robots"' not in page
    assert tree(site / "output") == public
    assert run(site, "build", *NOON).returncode == 0
    assert tree(site / "output") == public
    with previewing(site, *NOON, "--no-drafts") as preview:
        assert preview.ask("/releases/draft/").status == 404


def test_the_preview_has_a_folder_where_nothing_else_may_be_written(tmp_path: Path) -> None:
    ours = tmp_path / ".campaignsite"
    assert Preview(tmp_path).output == ours / "preview"
    assert refusal(tmp_path, ours / "preview", Path("/home/nobody")) is None
    for other in (ours, ours / "store", ours / "preview/a", ours / "preview2"):
        assert refusal(tmp_path, other, Path("/home/nobody")) is not None
