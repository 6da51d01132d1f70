"""YAML in which every scalar is a text: text in, plain data, places and mistakes out."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from campaignsite.model.diagnostics import Place
from campaignsite.parse.front import yaml as front
from campaignsite.parse.front.plain import read_plain
from campaignsite.parse.front.yaml import DEEPEST, Yaml, read_yaml
from campaignsite.parse.front.yaml_causes import ODD_BLANK

# Characters that YAML takes as they are. NEL, LS and PS, which end lines for YAML and for no editor, have a test below.
CHARACTERS = st.characters(exclude_categories=("Cs", "Cc", "Cn"), exclude_characters="\u2028\u2029\ufeff")
TEXTS = st.text(CHARACTERS | st.sampled_from("\t\n"), max_size=12) | st.sampled_from(
    [
        "ON",
        "no",
        "0123",
        "1e3",
        "null",
        "~",
        "2026-07-30",
        "12:30",
        "- a",
        "a: b",
        "# c",
        "'",
        '"',
        "&a",
        "*a",
        "!t",
        "%",
    ]
)
# A key that begins with what only looks like a space has a test of its own, too.
KEYS = st.text(CHARACTERS, min_size=1, max_size=8).filter(lambda key: key != "<<" and not ODD_BLANK.match(key))
DATA = st.recursive(TEXTS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4))


def read(text: str) -> Yaml:
    return read_yaml(text, "a.yaml")


def data(text: str) -> Any:
    found = read(text)
    assert not found.noticed
    return found.data


def mistakes(text: str, first_line: int = 1) -> list[tuple[str, int, int]]:
    return [(d.code, d.line, d.column) for d in read_yaml(text, "a.yaml", first_line).noticed]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "ON",
            "NO",
            "yes",
            "Off",
            "true",
            "12:30",
            "0123",
            "0x1F",
            "0o17",
            "1e3",
            "1_000",
            ".5",
            ".inf",
            ".nan",
            "-1",
        ),
        *("null", "Null", "~", "2026-07-30", "--07-30", "2026-07-30 09:00", "2026-07-30T09:00:00Z", "<", "=", "é", "𝄞"),
    ],
)
def test_every_scalar_stays_the_text_that_it_is(text: str) -> None:
    assert data(f"province: {text}") == {"province": text}
    assert data(f"- {text}\n- [{text}]") == [text, [text]]
    assert data(f"{text}: x") == {text: "x"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 'it''s'", "it's"),
        (r'a: "tab\tline\n\u00e9 \x41"', "tab\tline\né A"),
        ("a: one\n  two\n\n  three", "one two\nthree"),
        ("a: |\n  one\n    two\n", "one\n  two\n"),
        ("a: |-\n  one\n", "one"),
        ("a: >-\n  one\n  two\n", "one two"),
        ("a: b # comment", "b"),
        ("a: b#c", "b#c"),
        ('a: ""', ""),
        ("a: ''", ""),
        ("a: |\n", ""),
    ],
)
def test_texts_are_written_in_every_style_of_yaml(text: str, expected: str) -> None:
    assert data(text) == {"a": expected}


def test_a_key_with_nothing_behind_it_says_nothing() -> None:
    assert data("a:\nb: # nothing\nc: x\n") == {"c": "x"}
    assert data("a: {b: , c: x}") == {"a": {"c": "x"}}
    assert data("a:\n- \n- x\n") == {"a": ["", "x"]}


@pytest.mark.parametrize("text", ["", "\n", "# only a comment\n", "   "])
def test_nothing_is_nothing(text: str) -> None:
    assert data(text) is None


# --- places --------------------------------------------------------------------------------------------------------


def test_places_are_lines_and_columns_of_values_and_keys() -> None:
    found = read_yaml(
        "title: A\n"
        "agencies:\n"
        "  host:\n"
        "    - OPP\n"
        '    -   "TPS"\n'
        "𝄞é: {x: 1, y: [2, 3]}\n"
        "text: |\n"
        "  a\n"
        "list:\n"
        "- name: N\n"
        "  to: 2\n",
        "a.md",
        first_line=2,
    )
    assert {loc: (p.line, p.column) for loc, p in found.places.items()} == {
        (): (2, 1),
        ("title",): (2, 8),
        ("agencies",): (3, 1),
        ("agencies", "host"): (4, 3),
        ("agencies", "host", 0): (5, 7),
        ("agencies", "host", 1): (6, 9),
        ("𝄞é",): (7, 1),
        ("𝄞é", "x"): (7, 9),
        ("𝄞é", "y"): (7, 12),
        ("𝄞é", "y", 0): (7, 16),
        ("𝄞é", "y", 1): (7, 19),
        ("text",): (8, 7),
        ("list",): (10, 1),
        ("list", 0): (11, 3),
        ("list", 0, "name"): (11, 9),
        ("list", 0, "to"): (12, 7),
    }
    assert found.keys[("agencies", "host")] == Place(4, 3)
    assert found.keys[("𝄞é", "y")] == Place(7, 12)
    assert found.keys[("list", 0, "to")] == Place(12, 3)


def test_a_key_without_a_value_has_a_place() -> None:
    found = read("a: x\nb:\n")
    assert found.keys[("b",)] == Place(2, 1)
    assert found.places[("b",)] == Place(2, 1)
    assert found.data == {"a": "x"}


@pytest.mark.parametrize("end", ["\x85", "\u2028", "\u2029"])
def test_lines_are_counted_as_editors_count_them(end: str) -> None:
    found = read(f'a: "x{end}y"\nb: z\n')
    assert found.places[("b",)] == Place(2, 4)


# --- mistakes ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb: 2\na: 3\n", [("duplicate-key", 3, 1)]),
        ("a:\n  b: 1\n  b: 2\n", [("duplicate-key", 3, 3)]),
        ("a: {b: 1, b: 2, b: 3}", [("duplicate-key", 1, 11), ("duplicate-key", 1, 17)]),
        ("a:\na: 1\n", [("duplicate-key", 2, 1)]),
        ("'a': 1\na: 2\n", [("duplicate-key", 2, 1)]),
        ("- {a: 1}\n- {a: 2}\n", []),
        ("a: &x 1\n", [("yaml-alias", 1, 4)]),
        ("a: *x\n", [("yaml-alias", 1, 4)]),
        ("a: &x [1]\nb: *x\n", [("yaml-alias", 1, 4), ("yaml-alias", 2, 4)]),
        ("a: {b: 1}\n<<: {c: 2}\n", [("yaml-alias", 2, 1)]),
        ("a: !!int 3\n", [("yaml-tag", 1, 4)]),
        ("a: !!python/object/apply:os.system [x]\n", [("yaml-tag", 1, 4)]),
        ("a:\n  - !x {b: 1}\n", [("yaml-tag", 2, 5)]),
        ("\ta: 1\n", [("yaml-tab", 1, 1)]),
        ("a:\n\tb: 1\n", [("yaml-tab", 2, 1)]),
        ("a:\n  \tb: 1\n  c\n", [("yaml-tab", 2, 3)]),
        ("a: b: c\n", [("bad-yaml", 1, 5)]),
        ("a: 1\n  b: 2\n", [("bad-yaml", 2, 3)]),
        ('a: "open\n', [("bad-yaml", 1, 4)]),
        ("a: 'open\nb: 1\n", [("bad-yaml", 1, 4)]),
        ("a: @x\n", [("bad-yaml", 1, 4)]),
        ('a: "\\d"\n', [("bad-yaml", 1, 5)]),
        ("a: 1\nb: \x07\n", [("bad-yaml", 2, 4)]),
        ("[a, b]: c\n", [("bad-yaml", 1, 1)]),
        ("? {a: b}\n: c\n", [("bad-yaml", 1, 3)]),
    ],
)
def test_mistakes_have_their_place(text: str, expected: list[tuple[str, int, int]]) -> None:
    assert mistakes(text) == expected
    moved = [(code, line + 10, column) for code, line, column in expected]
    assert mistakes(text, first_line=11) == moved


@pytest.mark.parametrize(
    ("text", "column", "what"),
    [
        ("a:\n\u00a0b: c\n", 1, "the line is indented with a no-break space"),
        ("a:\n  \u00a0b: c\n", 3, "the line is indented with a no-break space"),
        ("a:\n  {\u202fb: c}\n", 4, "the key begins with a no-break space"),
        ("a:\n- \u00a0b: c\n", 3, "the key begins with a no-break space"),
    ],
)
def test_a_key_does_not_begin_with_what_only_looks_like_a_space(text: str, column: int, what: str) -> None:
    [said] = read(text).noticed
    assert (said.code, said.line, said.column) == ("bad-yaml", 2, column)
    assert said.message.startswith(what)


def test_the_first_of_two_keys_counts_and_is_named() -> None:
    found = read("a: 1\nb: 2\na: 3\n")
    assert found.data == {"a": "1", "b": "2"}
    assert found.places[("a",)] == Place(1, 4)
    assert found.noticed[0].hint == "keep one; the first is on line 1"


def test_a_second_document_is_a_mistake() -> None:
    assert mistakes("title: A\n---\nbase_url: x\n") == [("bad-yaml", 2, 1)]


def test_nesting_has_an_end() -> None:
    assert data("[" * DEEPEST + "]" * DEEPEST) is not None
    assert mistakes("[" * (DEEPEST + 1) + "]" * (DEEPEST + 1)) == [("bad-yaml", 1, DEEPEST + 1)]


@pytest.mark.parametrize("text", ["[" * 100_000, "{a: " * 50_000, "- " * 50_000 + "x"])
def test_nesting_without_end_is_a_mistake_and_no_fault(text: str) -> None:
    assert [code for code, *_ in mistakes(text)] == ["bad-yaml"]


def test_a_merge_bomb_is_read_in_no_time() -> None:
    lines = ["a0: &a0 {x: 1}", *(f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 9)}]}}" for n in range(1, 30))]
    found = read("\n".join(lines))
    assert {d.code for d in found.noticed} == {"yaml-alias"}


# --- for every text ------------------------------------------------------------------------------------------------


def scalars(value: Any, loc: tuple[str | int, ...] = ()) -> dict[tuple[str | int, ...], str]:
    """Every text of some data, by the way to it."""
    if isinstance(value, str):
        return {loc: value}
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    return {way: text for key, inner in pairs for way, text in scalars(inner, (*loc, key)).items()}


@settings(deadline=None)
@given(
    DATA,
    st.sampled_from([None, "'", '"', "|", ">"]),
    st.sampled_from([True, False, None]),
    st.booleans(),
    st.sampled_from([20, 80, 1000]),
)
def test_what_is_dumped_is_read_back_with_its_places(
    value: Any, style: str | None, flow: bool | None, unicode: bool, width: int
) -> None:
    text = yaml.safe_dump(value, default_style=style, default_flow_style=flow, allow_unicode=unicode, width=width)
    text = text.removesuffix("...\n")  # the end of a document, behind a lone text
    found = read(text)
    assert not found.noticed
    assert found.data == value
    lines = text.split("\n")
    for loc, inner in scalars(value).items():
        place = found.places[loc]
        first = lines[place.line - 1][place.column - 1]
        assert first in "'\"|>" or (inner and first == inner[0])
    for loc, place in found.keys.items():
        first = lines[place.line - 1][place.column - 1]
        assert first in "'\"|>" or first == str(loc[-1])[0]


@settings(deadline=None)
@given(st.text() | st.text("ab:-[]{},&*!|>'\"#%@`?<.~01 \n\t", max_size=30))
@example("*a : {x: y}")
@example("*a :\n  - b\n")
@example("? [a]\n: {b: c}\n")
def test_no_text_is_a_fault(text: str) -> None:
    found = read(text)
    assert found.data is None or isinstance(found.data, str | list | dict)
    assert all(d.line >= 1 and d.column >= 1 and d.message for d in found.noticed)


PLAIN = [
    *(
        "a: b",
        'c: "d e: #f"',
        "g:",
        "  - h",
        "  - 1.5",
        '  - "i"',
        "  j: 2026-01-02",
        "  k:",
        "    l: m",
        "    - n",
        "- o",
    ),
    *('  - {p: q, "r": "s", t: 1}', "  - {p: q}", "  - {}", "  - {p: q, p: r}", "  - {p: [q]}", "u: {v: w}", "x: y: z"),
    *("a: ", "a:b", " a: b", "# c", "", "a: 'b'", 'a: "b\\n"', 'a: ""', "a: b ", "a: - b", "a: b # c", "<<: a", "---"),
    *(
        'a: "b" c',
        "a: &b c",
        "é: é",
        'a: "é\u2028"',
        'a: "\x85"',
        'a: "\t"',
        "  - - a",
        "  -",
        "a: it’s",
        "      z: a",
        "...",
    ),
]
"""Lines of front matter that are plain, and some that are not."""


def check_plain(text: str) -> bool:
    """What is read straight is what libyaml reads. Whether it was read straight."""
    found = read_plain(text, 3)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(front, "read_plain", lambda *_: None)
        expected = read_yaml(text, "a.md", 3)
    if found is not None:
        assert Yaml(*found) == expected
        assert list(found[1]) == list(expected.places)
    return found is not None


def test_most_front_matter_is_read_straight() -> None:
    assert check_plain('a: b c\nd: "e: f"\ng:\n  h:\n    - i\n  j: 2\nk:\n  - {"l": 3, m: "n"}\n  - o')
    assert not check_plain("a: 'b'")


@settings(deadline=None, max_examples=500)
@given(st.lists(st.sampled_from(PLAIN), max_size=9).map("\n".join))
def test_plain_lines_are_the_same(text: str) -> None:
    check_plain(text)


@settings(deadline=None)
@given(st.text(max_size=12), st.sampled_from(['a: "%s"', "a: %s", "a:\n  - %s", "a:\n  - {b: %s}", "%s: a", '%s: "a"']))
def test_plain_texts_are_the_same(text: str, form: str) -> None:
    check_plain(form % text)
