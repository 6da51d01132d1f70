"""Shells complete what one types: asked of the shells themselves."""

from __future__ import annotations

import os
import select
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from campaignsite.cli import campaignsite
from campaignsite.cli.commands.looking import TYPES

pytestmark = pytest.mark.slow

BASH = """
eval "$(campaignsite completion bash)"
complete -p campaignsite
COMP_WORDS=({words})
COMP_CWORD=$(({count} - 1))
_campaignsite_completion campaignsite
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
CASES = [
    (("bui",), {"build"}),
    (("new", "re"), {"results", "release", "resource"}),
    (("new", ""), set(TYPES)),
    (("completion", ""), {"bash", "zsh", "fish"}),
    (("schema", "--format", ""), {"json", "decap"}),
    (("list", "--state", "emb"), {"embargoed"}),
    (("layouts", "release"), {"release.html"}),
    (("init", "x", "--timezone", "america/toro"), {"America/Toronto"}),
    (("check", "--str"), {"--strict"}),
    (("explain", "unknown-ag"), {"unknown-agency"}),
]


def run(shell: str, script: str, folder: Path) -> str:
    """What a shell prints that finds this program by its name."""
    program = shutil.which(shell)
    if not program:
        pytest.skip(f"there is no {shell} here")
    named = folder / "bin/campaignsite"
    named.parent.mkdir()
    named.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m campaignsite "$@"\n', encoding="utf-8")
    named.chmod(0o755)
    environment = {**os.environ, "PATH": f"{named.parent}:{os.environ['PATH']}", "HOME": str(folder)}
    done = subprocess.run(
        [program, "-c", script], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.mark.skipif(os.name != "posix", reason="a shell starts the program by its name")
@pytest.mark.parametrize(("words", "offered"), CASES)
def test_bash_completes(words: tuple[str, ...], offered: set[str], tmp_path: Path) -> None:
    typed = " ".join(f"'{word}'" for word in ("campaignsite", *words))
    first, *found = run("bash", BASH.format(words=typed, count=len(words) + 1), tmp_path).splitlines()
    assert first.endswith("-F _campaignsite_completion campaignsite")
    assert {line for line in found if line} == offered


@pytest.mark.skipif(os.name != "posix", reason="a shell starts the program by its name")
@pytest.mark.parametrize(("words", "offered"), CASES)
def test_fish_completes(words: tuple[str, ...], offered: set[str], tmp_path: Path) -> None:
    script = f"campaignsite completion fish | source; complete -C 'campaignsite {' '.join(words)}'"
    found = run("fish", script, tmp_path).splitlines()
    assert {line.split("\t")[0] for line in found} == offered


@pytest.mark.skipif(os.name != "posix", reason="a shell starts the program by its name")
def test_zsh_takes_its_script(tmp_path: Path) -> None:
    loaded = "autoload -Uz compinit && compinit -u"
    script = f'{loaded} && eval "$(campaignsite completion zsh)" && print -r $_comps[campaignsite]'
    assert run("zsh", script, tmp_path).strip() == "_campaignsite_completion"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_script_can_be_had_where_there_is_no_such_shell(shell: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    done = CliRunner().invoke(campaignsite, ["completion", shell])
    assert (done.exit_code, done.stderr) == (0, "")
    assert "_CAMPAIGNSITE_COMPLETE" in done.output


@pytest.mark.skipif(os.name != "posix", reason="a terminal of Unix")
@pytest.mark.parametrize(("words", "offered"), [case for case in CASES if len(case[1]) == 1])
def test_zsh_completes_what_is_typed(words: tuple[str, ...], offered: set[str], tmp_path: Path) -> None:
    """In a terminal: the word is begun, the Tab key is pressed, and Return."""
    import pty

    program = shutil.which("zsh")
    if not program:
        pytest.skip("there is no zsh here")
    script = tmp_path / "completion.zsh"
    script.write_text(run("bash", "campaignsite completion zsh", tmp_path), encoding="utf-8")
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(PATH=f"{tmp_path}/bin:{os.environ['PATH']}", HOME=str(tmp_path), TERM="dumb")
        os.execv(program, ["zsh", "-f", "-i"])  # noqa: S606 - the shell itself
    try:
        said = Terminal(terminal)
        said.type(f"bindkey -e; autoload -Uz compinit && compinit -u; source {script}; print rea''dy\n", "ready")
        line = f"campaignsite {' '.join(words)}\t\1print -r -- \n"  # \1: to its beginning
        said.type(line, f"campaignsite {' '.join([*words[:-1], *offered])}")
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(terminal)


class Terminal:
    """What a shell says in a terminal."""

    def __init__(self, handle: int) -> None:
        self.handle, self.text = handle, ""

    def type(self, keys: str, until: str) -> None:
        """Press keys, and wait for what has to come."""
        os.write(self.handle, keys.encode())
        end, self.text = time.monotonic() + 60, ""
        while time.monotonic() < end:
            ready = select.select([self.handle], [], [], 1.0)[0]
            self.text += os.read(self.handle, 1 << 16).decode(errors="replace") if ready else ""
            if until in self.text:
                return
        pytest.fail(f"no “{until}” in {self.text!r}")
