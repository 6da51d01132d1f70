"""YAML says one thing to every reader, or is refused at a place."""

from __future__ import annotations

import os

import pytest
import yaml

from campaignsite.parse.front.yaml import read_yaml

SOAK = bool(os.environ.get("CAMPAIGNSITE_SOAK"))
READ = (
    *("- - a\n  - b\n- - c\n", "a:\n  - b\n  -\n    - c\n  - d: e\n    f: g\n", "? a\n: b\n", "? |\n  a\n: b\n"),
    *("[a, b, [c, d], {e: f}, g: h]", "[? a : b]", "{\"a\":b, 'c':d}", "{a: b,}", "[a, b,]", "[a\n, b]"),
    *('{a: "b\n  c"}', "a: b\n  c\n  d\n", "a: 'b\n\n  c'", 'a: "b\\\n  c"', 'a: "b  \n  \n  c"', "a: b\n\n  c\n"),
    "a:\n  b\n  c\nd: e\n",
    *("a: |\n  b\n   c\n\n  d\n", "a: |+\n  b\n\nc: d\n", "a: |-\n  b\n\nc: d\n", "a: |2\n    b\n", "a: >+\n  b\n\n"),
    *("a: >\n  b\n  c\n\n  d\n   e\n  f\n", "a: >-\n\n  b\n", "a: | # b\n  # c\n", "- |\n a\n- >\n b\n c\n"),
    *('a: "\\x41\\u00e9\\U0001F600\\t\\_\\L\\P"', 'a: "\\/\\ b"', "'a: b': c", '"a b": c', "a b  c: d", "a:b: c"),
    "a: b:c",
    *("a: http://b.c/d#e", "# c\na: b # d\n# e\n", "a: -b", "- -b", "a: ?b", "a: :b", "a: b, c", "a: b]", "a: b}"),
    *("a: b\n...\n", "-\n  a\n", "a:\n- b\n- c\n", "a:\n - b\n  - c\n", "  a: b\n  c: d\n", "'b' # c"),
    *("a: [b, # c\n  d]", "a:\n    b:\n        c: d\n    e: f\n", "a: 😀", "- a: b\n  c: d\n- e\n", "[]", "{}"),
    *("a: []\nb: {}\n", "[[[[a]]]]", "a: 'b ''c'' d'", 'a: "\'"', "a: '\"'", "a: '#'", "a: b'c\"d", "a: b\\c"),
    *("- ? a\n  : b\n", "a: b # 'c\n", "--- \na: b\n"),
    *("a: ON", "a: 0123", "a: 1_000", "a: 0x1f", "a: .inf", "a: ~", "a: 12:30", "a: 2026-05-01", "a: b#c", "a: b # c"),
    *("\ufeffa: b\n", "a: b\r\nc: d\r\n"),
)
"""After the cases of the YAML test suite: what is read as any reader of YAML reads it."""


@pytest.mark.parametrize("text", READ)
def test_what_is_accepted_is_what_others_read(text: str) -> None:
    found = read_yaml(text, "a.yaml")
    assert found.noticed == []
    assert found.data == yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 (it makes texts, lists and mappings)


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("a: - b\n", "bad-yaml", 1, 4),
        ("[a: b: c]\n", "bad-yaml", 1, 1),
        ("a: [b]: c\n", "bad-yaml", 1, 7),
        ("a: 'b': c\n", "bad-yaml", 1, 7),
        ("a: |x\n  b\n", "bad-yaml", 1, 5),
        ("a: |\n b\nc\n", "bad-yaml", 3, 1),
        ("a: >\n  b\n c: d\n", "bad-yaml", 3, 2),
        ("a: %b\n", "bad-yaml", 1, 4),
        ("a: `b\n", "bad-yaml", 1, 4),
        ("a: b\n...\nc: d\n", "bad-yaml", 3, 1),
        (": a\n", "bad-yaml", 1, 1),
        ("a: [b\n", "bad-yaml", 1, 4),
        ("a: {b: c\nd: e\n", "bad-yaml", 1, 4),
        ("a: }\n", "bad-yaml", 1, 4),
        ("a: {b: c}}\n", "bad-yaml", 1, 10),
        ("a: [ , ]\n", "bad-yaml", 1, 6),
        ("a: [b, , c]\n", "bad-yaml", 1, 8),
        ("a: {b: c, , d: e}\n", "bad-yaml", 1, 11),
        ("- a\nb: c\n", "bad-yaml", 2, 1),
        ("a: b\n- c\n", "bad-yaml", 2, 1),
        ('a: "b" c\n', "bad-yaml", 1, 8),
        ('a: "\\x4"\n', "bad-yaml", 1, 7),
        ("a:\n  b: c\n d: e\n", "bad-yaml", 3, 2),
        ("[a]: b\n", "bad-yaml", 1, 1),
        ("{a: b}: c\n", "bad-yaml", 1, 1),
        ("a: b\n\tc: d\n", "yaml-tab", 2, 1),
        ("&a b: c\n", "yaml-alias", 1, 1),
        ("- &a\n- b\n", "yaml-alias", 1, 3),
        ("<<: {a: b}\n", "yaml-alias", 1, 1),
        ("!!map {a: b}\n", "yaml-tag", 1, 1),
        ("- !<tag:a.org,2026:b> c\n", "yaml-tag", 1, 3),
        ('a: "\\0"\n', "bad-value", 1, 4),
        ("? a\n: b\n? a\n: c\n", "duplicate-key", 3, 3),
    ],
)
def test_what_is_refused_has_a_place(text: str, code: str, line: int, column: int) -> None:
    assert [(d.code, d.line, d.column) for d in read_yaml(text, "a.yaml").noticed] == [(code, line, column)]
