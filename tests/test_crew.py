"""Workers: they answer in order, wherever they come from; one that fails or dies is an error, and soon."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from campaignsite.build.crew import Crew
from campaignsite.build.order import WorkerError
from campaignsite.build.rest import at_rest
from tests.sites import write_site


class Desk:
    """Something to ask."""

    def __init__(self, number: int, count: int) -> None:
        self.number, self.count, self.sum = number, count, 0

    def close(self) -> None:
        pass

    def add(self, value: int) -> tuple[int, int, int]:
        """It remembers from one question to the next."""
        self.sum += value
        return self.number, self.count, self.sum

    def process(self) -> int:
        return os.getpid()

    def big(self, data: bytes) -> bytes:
        return data * 2

    def die(self, who: int) -> int:
        if self.number == who:
            os.kill(os.getpid(), signal.SIGKILL)
        return self.number

    def leave(self, who: int) -> int:
        if self.number == who:
            os._exit(7)
        return self.number

    def fail(self, who: int, kind: type[Exception]) -> int:
        if self.number == who:
            raise kind("told you")
        return self.number


@pytest.fixture(params=["fork", "spawn"])
def method(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    if found == "fork" and not hasattr(os, "fork"):
        pytest.skip("there is no fork here")
    return found


def test_every_desk_answers_in_order_and_remembers(method: str) -> None:
    with Crew(Desk, 3, method) as crew:
        assert crew.ask("add", [(1,), (2,), (3,)]) == [(0, 3, 1), (1, 3, 2), (2, 3, 3)]
        assert crew.ask("add", [(1,)] * 3) == [(0, 3, 2), (1, 3, 3), (2, 3, 4)]
        assert len(set(crew.ask("process", [()] * 3))) == 3


def test_one_desk_needs_no_process() -> None:
    with Crew(Desk, 1) as crew:
        assert crew.ask("process", [()]) == [os.getpid()]


def take_place(desk: Desk, number: int, count: int) -> None:
    desk.number, desk.count = number, count


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no process begins as a copy")
def test_a_crew_that_grows_knows_what_one_knew() -> None:
    with Crew(Desk, 1, "fork") as crew:
        crew.ask("add", [(5,)])
        crew.grow(3, take_place)
        assert crew.ask("add", [(1,), (2,), (3,)]) == [(0, 3, 6), (1, 3, 7), (2, 3, 8)]
        assert crew.ask("add", [(0,)] * 3) == [(0, 3, 6), (1, 3, 7), (2, 3, 8)]
        processes = crew.ask("process", [()] * 3)
        assert len({*processes, os.getpid()}) == 3
        crew.grow(5, take_place)  # it has grown already
        assert crew.count == 3
    for process in processes[1:]:
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)


def test_where_no_process_begins_as_a_copy_no_crew_grows() -> None:
    with Crew(Desk, 1, "spawn") as crew:
        crew.grow(3, take_place)
        assert crew.ask("add", [(1,)]) == [(0, 1, 1)]


def test_what_is_big_crosses_both_ways(method: str) -> None:
    data = bytes(3_000_000)
    with Crew(Desk, 3, method) as crew:
        assert crew.ask("big", [(data,)] * 3) == [data * 2] * 3


@pytest.mark.parametrize(("what", "how"), [("die", "signal 9"), ("leave", "code 7")])
def test_a_worker_that_dies_is_an_error_and_no_silence(method: str, what: str, how: str) -> None:
    started = time.monotonic()
    with pytest.raises(WorkerError, match=how) as caught, Crew(Desk, 3, method) as crew:
        crew.ask(what, [(2,)] * 3)
    assert "--jobs 1" in str(caught.value)
    assert time.monotonic() - started < 30


def test_a_worker_that_fails_says_how(method: str) -> None:
    with pytest.raises(WorkerError, match="ZeroDivisionError: told you"), Crew(Desk, 2, method) as crew:
        crew.ask("fail", [(1, ZeroDivisionError)] * 2)


@pytest.mark.parametrize("who", [0, 1])
def test_what_the_disk_says_is_said_by_the_main_process(who: int) -> None:
    with pytest.raises(OSError, match="told you"), Crew(Desk, 2) as crew:
        crew.ask("fail", [(who, OSError)] * 2)


def test_the_collector_rests_and_is_left_as_it_was_found() -> None:
    for at_work in (True, False):
        (gc.enable if at_work else gc.disable)()
        with at_rest():
            assert not gc.isenabled()
        assert gc.isenabled() is at_work
        gc.enable()


def test_nobody_is_left_behind(method: str) -> None:
    with Crew(Desk, 3, method) as crew:
        processes = crew.ask("process", [()] * 3)[1:]
    for process in processes:
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)


KILLED = """
import os, signal, sys
import campaignsite.build.desk as desk, campaignsite.build.desks as desks, campaignsite.cli as cli
desks.FEW = 1
parse = desk.Desk.parse
def killed(self):
    if self.number:
        os.kill(os.getpid(), signal.SIGKILL)
    return parse(self)
desk.Desk.parse = killed
sys.argv = ["campaignsite", "build", "--jobs", "2", "--site", sys.argv[1]]
cli.main()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only a forked worker can be told to die")
def test_a_person_reads_one_line_about_it(tmp_path: Path) -> None:
    write_site("".join(f"-- content/a{n}.md --\n---\ntitle: A\n---\n" for n in range(5)), tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path)], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 3
    assert done.stderr.splitlines() == [
        "worker 1 was ended by signal 9; perhaps there was too little memory: try --jobs 1",
        "Nothing was published; what was published before is untouched.",
    ]
    assert not (tmp_path / "output").exists()
    assert not list(tmp_path.glob(".output*"))
