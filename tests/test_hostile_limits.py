"""Texts that are made to be slow, and YAML that says one thing to one reader and another to the next."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import yaml

from campaignsite.parse.front.yaml import read_yaml
from tests.fuzz.targets import front, markdown

LONG = 3000
PATHOLOGICAL = [
    *(mark * LONG for mark in ("*", "_", "`", "~", "[", "]", "<", ">", "!", "|", "#", "&", "\\", ":", "-", "\n", "\0")),
    *(
        mark * LONG
        for mark in ("> ", "- ", "1. ", "* a ", "*a_ ", "**a *", "[a](", "![", "[a]: b\n", "<a ", "<!--", "&#")
    ),
    *("`" * n + " " for n in (1, 50)),
    " ".join("`" * n for n in range(1, 80)),
    *(mark * LONG for mark in ("a[^1] ", "[^1]: a\n", "[^a", "^[", "&amp;", "&#x41;", "{.a}", "{#a ", "[a]{", ":::\n")),
    *(
        mark * (LONG // 10)
        for mark in ("::: quote\n", "> [!NOTE]\n", "a\n: b\n", "|a|b\n|-|-\n", "a  \n", "'\"", "...")
    ),
    "|" + "a|" * 300 + "\n|" + "-|" * 300 + "\n" + ("|" + "b|" * 20 + "\n") * 100,
    "".join(" " * 2 * n + "- a\n" for n in range(150)),
]


@contextmanager
def limited(seconds: int) -> Iterator[None]:
    """The one limit of time in the tests: what hangs fails instead of standing there. Counts CPU, not the clock."""

    def late(_signal: int, _frame: object) -> None:
        raise AssertionError(f"more than {seconds} s")

    before = signal.signal(signal.SIGPROF, late)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@pytest.mark.parametrize("number", range(len(PATHOLOGICAL)))
def test_no_markdown_is_slow(number: int) -> None:
    with limited(5):
        markdown(PATHOLOGICAL[number].encode())


BOMB = "a: &a [x]\n" + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20))
HEAVY = {
    "bomb": BOMB,
    "deep flow": "a: " + "[" * 5000,
    "deep blocks": "".join(" " * n + "a:\n" for n in range(400)),
    "many keys": "".join(f"k{n}: v\n" for n in range(3000)),
    "long value": "title: " + "a" * 100_000,
}


@pytest.mark.parametrize("name", HEAVY)
def test_no_front_matter_is_slow(name: str) -> None:
    with limited(10):
        front(HEAVY[name].encode())


YAMLS = [
    *(
        "a: plain\n  on two\n",
        "a: 'it''s'\n",
        'a: "\\x41\\u00e9"\n',
        "a: >\n b\n c\n\n d\n",
        "a: |\n b\n  c\n",
        "a: |2\n   b\n",
    ),
    *(
        "a: |-\n b\n",
        "a: |+\n b\n\n",
        "a: >-\n b\n c\n",
        "a: b # c\n",
        "a: b#c\n",
        "a: [b, 'c', \"d\"]\n",
        "a: {b: c, d: [e]}\n",
    ),
    *(
        "a: ON\n",
        "a: 0123\n",
        "a: 1_000\n",
        "a: 0x1f\n",
        "a: .inf\n",
        "a: ~\n",
        "a: 12:30\n",
        "a: 2026-05-01\n",
        "a: !!int 1\n",
    ),
    *(
        "a: &x b\n",
        "a: &x b\nc: *x\n",
        "<<: {a: b}\n",
        "? a\n: b\n",
        "? [a]\n: b\n",
        "%YAML 1.1\n---\na: b\n",
        "a: b\n---\nc: d\n",
    ),
    *(
        "\ufeffa: b\n",
        "a: b\r\nc: d\r\n",
        "a:\n\tb: c\n",
        "a: b\na: c\n",
        "a: [b\n",
        "a: 'b\n",
        "a: @b\n",
        "a: `b\n",
    ),
    *(
        "- a\n- - b\n  - c\n",
        "a:\n- b\n- c\n",
        "a: b: c\n",
        "a: 'b\n\n  c'\n",
        'a: "b\\\n  c"\n',
        "a: - b\n",
        "a: *none\n",
    ),
]


def test_there_are_fifty_one() -> None:
    assert len(PATHOLOGICAL) == 51


@pytest.mark.parametrize("text", YAMLS)
def test_yaml_is_read_as_it_is_written_or_refused_at_a_place(text: str) -> None:
    found = read_yaml(text, "a.yaml")
    if found.noticed:
        assert all(d.path == "a.yaml" and d.line >= 1 and d.column >= 1 and d.message for d in found.noticed)
    else:
        assert found.data == yaml.load(text, yaml.BaseLoader)  # noqa: S506 - strings only


def test_a_tab_before_a_value_is_space() -> None:
    """YAML allows it; libyaml reads it, and PyYAML's own scanner refuses it."""
    assert read_yaml("a:\tb\n", "a.yaml").data == {"a": "b"}
