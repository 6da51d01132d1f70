"""What a build leaves for the next one: it comes back as it was, or not at all."""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import json
import os
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaignsite.build import Order, build
from campaignsite.model.files import Found, Stamp
from campaignsite.model.page import pieces
from campaignsite.model.words.localized import Localized
from campaignsite.parse.documents import parse
from campaignsite.plan.planned import Planned
from campaignsite.sources import sources
from campaignsite.sources.reading import read
from campaignsite.store import documents, index, packs
from campaignsite.store.last import Head, Publication, Row, Rows, Table, read_last, table_path, write_last
from campaignsite.store.packs import Store
from campaignsite.store.pages import Pages, PageText
from campaignsite.store.seal import digest, read_sealed, write_sealed
from campaignsite.store.values import classes_of, decoder, encoder
from tests.rich_site import RICH
from tests.sites import NOW, write_site

ONE, TWO = digest("one"), digest("two")


def filled(folder: Path, *, secret: bytes = b"", **records: bytes) -> Store:
    store = Store(folder, secret)
    for name, data in records.items():
        store.put(digest(name), data)
    store.close()
    return Store(folder, secret)


def test_what_is_put_in_comes_out_of_the_next_store(tmp_path: Path) -> None:
    store = filled(tmp_path, one=b"1" * 1000, two=b"")
    assert (store.get(ONE), store.get(TWO), store.get(digest("three"))) == (b"1" * 1000, b"", None)
    store.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_a_copied_process_writes_what_it_puts_in_and_nothing_else(tmp_path: Path) -> None:
    store = filled(tmp_path, one=b"1" * 1000)
    store.put(TWO, b"2" * 1000)
    child = os.fork()
    if not child:
        with contextlib.suppress(BaseException):
            store.part()
            good = store.get(ONE) == b"1" * 1000
            store.put(digest("three"), b"3" * 1000)
            store.close()
            os._exit(0 if good else 1)
        os._exit(2)
    assert os.waitpid(child, 0)[1] == 0
    store.put(digest("four"), b"4" * 1000)
    store.close()
    assert {path.name.endswith(".pack") for path in tmp_path.iterdir() if path.name != ".gitignore"} == {True}
    after = Store(tmp_path)
    for number, name in enumerate(("one", "two", "three", "four"), 1):
        assert after.get(digest(name)) == b"%d" % number * 1000
    after.close()
    made = [packs.Pack(path, b"") for path in sorted(tmp_path.glob("*.pack"))]
    assert sorted(pack.count for pack in made) == [1, 1, 2]  # each record once
    for pack in made:
        pack.close()


def test_a_disk_that_takes_back_no_file_that_was_read_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, taken = filled(tmp_path, one=b"1"), []
    assert store.get(ONE) == b"1"

    def full(file: int) -> None:
        taken.append(file)
        closed(file)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    closed = os.close
    monkeypatch.setattr("campaignsite.store.packs.os.close", full)
    store.close()
    assert taken


def test_stores_of_two_builds_add_up(tmp_path: Path) -> None:
    early = Store(tmp_path)
    filled(tmp_path, one=b"1").close()
    early.put(TWO, b"2")
    early.close()
    late = Store(tmp_path)
    assert (late.get(ONE), late.get(TWO)) == (b"1", b"2")
    late.close()


@pytest.mark.parametrize("cut", [0, 1, 10, 25, 40, -1, -17, -30])
def test_a_pack_that_is_cut_off_is_none(tmp_path: Path, cut: int) -> None:
    filled(tmp_path, one=b"1" * 40).close()
    (pack,) = tmp_path.glob("*.pack")
    pack.write_bytes(pack.read_bytes()[:cut])
    store = Store(tmp_path)
    assert store.get(ONE) is None
    store.close()


def test_no_changed_byte_goes_unnoticed(tmp_path: Path) -> None:
    filled(tmp_path, one=b"right", two=b"also right").close()
    (pack,) = tmp_path.glob("*.pack")
    whole = pack.read_bytes()
    for at in range(len(whole)):
        pack.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        store = Store(tmp_path)
        assert store.get(ONE) in (b"right", None)
        assert store.get(TWO) in (b"also right", None)
        store.close()


def test_without_the_secret_nothing_is_believed(tmp_path: Path) -> None:
    filled(tmp_path, secret=b"ours", one=b"1").close()
    for secret, expected in ((b"ours", b"1"), (b"", None), (b"theirs", None)):
        store = Store(tmp_path, secret)
        assert store.get(ONE) == expected
        store.close()


def test_what_nobody_needs_is_swept_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for n in range(packs.SMALL_ONES + 1):
        filled(tmp_path, **{f"r{n}": bytes([n])}).close()
    store = Store(tmp_path)
    store.sweep([digest("r1"), digest("r3")])
    store.close()
    (pack,) = tmp_path.glob("*.pack")
    store = Store(tmp_path)
    assert [store.get(digest(f"r{n}")) for n in range(4)] == [None, b"\1", None, b"\3"]
    store.sweep([])
    assert list(tmp_path.glob("*.pack")) == [pack]  # one pack that is small does no harm
    store.close()
    monkeypatch.setattr(packs, "SMALL", 0)
    filled(tmp_path, big=b"0" * 10_000).close()
    store = Store(tmp_path)
    store.sweep([digest("r1")])
    store.close()
    store = Store(tmp_path)
    assert (store.get(digest("r1")), store.get(digest("big"))) == (b"\1", None)
    store.close()


def test_a_folder_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("in the way", encoding="utf-8")
    store = Store(tmp_path / "store")
    store.put(ONE, b"1")
    store.close()


def test_sealed_files(tmp_path: Path) -> None:
    path = tmp_path / ".campaignsite/x.json"
    write_sealed(path, b"data", b"key")
    assert read_sealed(path, b"key") == b"data"
    assert read_sealed(path, b"") is None
    assert (path.parent / ".gitignore").read_text(encoding="ascii") == "*\n"
    path.write_bytes(path.read_bytes() + b" ")
    assert read_sealed(path, b"key") is None
    assert read_sealed(tmp_path / "none", b"") is None


# --- values ----------------------------------------------------------------------------------------------------------

CLASSES = classes_of(pieces)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3).map(tuple)
        | st.builds(pieces.Link, st.text(), inner, st.text())
        | st.builds(
            lambda pairs: Localized(dict(pairs)), st.lists(st.tuples(st.text(), st.text()), min_size=1, max_size=3)
        )
        | st.dictionaries(st.text() | st.sampled_from(["@", "m", "s", "v"]), inner, max_size=3).map(MappingProxyType)
    ),
    max_leaves=8,
)


@given(PLAIN)
def test_values_come_back_as_they_were(value: Any) -> None:
    text = encoder()(value)
    assert "\n" not in text
    assert decoder(CLASSES)(text) == value


@given(PLAIN, PLAIN)
def test_different_values_have_different_texts(one: Any, two: Any) -> None:
    assert one == two or encoder()(one) != encoder()(two)


@pytest.mark.parametrize("text", ['{"@":"Path","v":["/etc"]}', '{"@":"Link","v":[1]}', '{"x":1}', "[", '{"@":"Link"}'])
def test_nothing_else_comes_back(text: str) -> None:
    with pytest.raises((ValueError, TypeError, KeyError)):
        decoder(CLASSES)(text)


# --- documents and pages ---------------------------------------------------------------------------------------------


def test_documents_come_back_as_they_were(tmp_path: Path) -> None:
    root = write_site(RICH, tmp_path)
    found = sources(root).value
    assert found is not None
    for file in found.content:
        source = read(root, file.path).value
        assert source is not None
        done = parse(source, ("en", "fr"))
        assert done.value is not None
        small, body = documents.record(done.value)
        again = documents.Record.decode(small.encode())
        assert again == small
        back = documents.document(again)
        assert (back, dict(back.places)) == (done.value.document, dict(done.value.document.places))
        assert documents.noticed(again) == done.diagnostics
        assert documents.decode_body(body) == done.value.body


def test_pages_come_back_as_they_were(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    real = Planned.page

    def page(self: Planned) -> Any:
        made.append(real(self))
        return made[-1]

    monkeypatch.setattr(Planned, "page", page)
    assert build(Order(write_site(RICH, tmp_path), NOW)).artifacts
    assert {p.kind for p in made} >= {"home", "list", "agency", "event", "results", "not-found"}
    store = Store(tmp_path / "store")
    text = PageText(store.put)
    names = []
    for value in made:
        name, whole, _ = text.of(value)
        store.put(name, whole.encode())
        names.append(name)
    store.close()
    store = Store(tmp_path / "store")
    pages = Pages(store.get)
    assert [pages.page(name) for name in names] == made
    assert {name: pages.site(name) is not None for name in text.sites} == dict.fromkeys(text.sites, True)
    assert pages.page(digest("no such page")) is None
    assert pages.page(text.sites[0]) is None
    store.close()


# --- the last build ---------------------------------------------------------------------------------------------------


def test_a_table_of_another_build_is_not_taken_for_this_ones(tmp_path: Path) -> None:
    head = Head("m", "l", "s", 0, 1, "UTC", ("en",), False, "t", (), "d", 1, 1, "x")
    row = Row("seen", "look", (("content/a.md", "body"),), "digest", "why", "content/a.md")
    one = Table(
        {"content/a.md": ("1", "2")}, Rows({}).replaced({"a": row}), [Publication("f", "s", "d", "m")], ["p"], [], ["a"]
    )
    two = one._replace(again=[])
    path = tmp_path / "last-1.json"
    write_last(path, b"", head, (), two)
    other = table_path(path).read_bytes()
    write_last(path, b"", head, (), one)
    last = read_last(path, b"")
    assert last is not None
    assert last.table.rows["a"] == row
    assert (dict(last.table.documents), last.table.files, last.table.pieces) == (one.documents, one.files, one.pieces)
    table_path(path).write_bytes(other)
    again = read_last(path, b"")
    assert again is not None
    with pytest.raises(ValueError, match="table-1"):
        _ = again.table


# --- the stat table --------------------------------------------------------------------------------------------------


def test_what_was_written_in_the_moment_of_the_look_is_read_again(tmp_path: Path) -> None:
    """Git calls it racy: a second write in the same tick of the clock would not be seen."""
    path, second = tmp_path / "index.json", 1_000_000_000
    looked = 100 * second
    found = [
        Found("old", "a", Stamp(10 * second, 10 * second, 1, 1)),
        Found("new", "b", Stamp(99 * second, 10 * second, 1, 2)),
        Found("moved", "c", Stamp(10 * second, 99 * second, 1, 3)),
        Found("from the future", "d", Stamp(10**15 * second, 10 * second, 1, 4)),
        Found("unknown", "e", None),
    ]
    index.write_index(path, found, looked, b"")
    known = index.read_index(path, b"")
    assert {name: stamp.digest for name, stamp in known.items()} == {
        "old": "a",
        "new": "",
        "moved": "",
        "from the future": "",
    }


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{}", b'{"a": 1}', b'{"a": [1]}', b"\xff", json.dumps({"a": [1] * 9}).encode()]
)
def test_a_table_that_is_none_is_empty(tmp_path: Path, data: bytes) -> None:
    write_sealed(tmp_path / "index.json", data, b"")
    assert index.read_index(tmp_path / "index.json", b"") == {}


def test_the_clock_is_that_of_the_disk(tmp_path: Path) -> None:
    now = index.clock(tmp_path / ".campaignsite")
    assert abs(now / 1e9 - dt.datetime.now(dt.UTC).timestamp()) < 60
    assert [p.name for p in (tmp_path / ".campaignsite").iterdir()] == [".gitignore"]
