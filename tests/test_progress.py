"""The bar that a person sees, and that nobody else does."""

from __future__ import annotations

import io
import sys

import pytest

from campaignsite.cli import progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE", -1.0)
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv("TERM", "xterm")


def shown(screen: io.StringIO, monkeypatch: pytest.MonkeyPatch, *, quiet: bool = False) -> str:
    monkeypatch.setattr(sys, "stderr", screen)
    with progress.Watch(quiet=quiet, verbose=False) as watch:
        watch.hear("parse", 0, 10)
        watch.hear("render", 5, 10)
    return screen.getvalue()


def test_a_person_sees_the_stage_and_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    text = shown(Terminal(), monkeypatch)
    assert "render" in text
    assert "50%" in text


def test_a_pipe_gets_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(io.StringIO(), monkeypatch) == ""


def test_quiet_is_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(Terminal(), monkeypatch, quiet=True) == ""


def test_a_ci_job_gets_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    assert shown(Terminal(), monkeypatch) == ""


def test_verbose_says_how_long_each_stage_took(capsys: pytest.CaptureFixture[str]) -> None:
    with progress.Watch(quiet=True, verbose=True) as watch:
        watch.hear("parse", 0, 1)
        watch.hear("publish", 0, 1)
    said = capsys.readouterr().err.split()
    assert said[0] == "parse"
    assert "publish" in said
