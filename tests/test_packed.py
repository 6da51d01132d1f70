"""Compressed copies beside text files: what they hold, which files have one, and when they are made."""

from __future__ import annotations

import gzip
import http.client
import re
import shutil
from pathlib import Path

import pytest

from campaignsite.build import Order, Outcome, build, packed
from tests.nginx import ask, needs_nginx, serving
from tests.sites import CONFIG, NOW, tree, write_site

PAGE = "---\ntitle: {}\n---\n{}\n"
SITE = f"""-- campaignsite.yaml --
{CONFIG}precompress: true
-- content/about.md --
{PAGE.format("About", "Words [and numbers](numbers.csv), [a poster](poster.pdf), [all of it](all.tar.gz).")}
-- content/notes.md --
{PAGE.format("Notes", "Some notes.")}
-- content/moved.md --
---
title: Moved
aliases: [/old/]
---
-- content/numbers.csv --
{"1,2,3," * 40}
-- content/poster.pdf --
{"poster " * 40}
-- content/all.tar.gz --
{"no archive " * 40}
-- assets/root/tiny.txt --
a
-- assets/root/feed.xml --
{"<a/>" * 40}
-- assets/root/own.json --
{"[1,2]" * 40}
-- assets/root/own.json.gz --
mine
"""


def made(root: Path, output: Path, *, jobs: int = 1, cache: bool = True) -> Outcome:
    outcome = build(Order(root, NOW, output, jobs=jobs, cache=cache))
    assert {d.code for d in outcome.diagnostics} <= {"lost-address"}
    return outcome


def copies(files: dict[str, bytes]) -> set[str]:
    return {name.removesuffix(".gz") for name in files if name.endswith(".gz")} - {"all.tar", "own.json"}


def test_every_text_that_gets_smaller_has_a_copy_that_says_the_same(tmp_path: Path) -> None:
    root = write_site(SITE, tmp_path / "site")
    made(root, tmp_path / "output")
    files = tree(tmp_path / "output")
    for name in copies(files):
        data = files[f"{name}.gz"]
        assert gzip.decompress(data) == files[name]
        assert len(data) < len(files[name])
        assert data[:10] == b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff", "it says who made it, or when"
    texts = {name for name in files if re.search(r"\.(html|css|csv|json|webmanifest|xml|svg)$", name)} - {"own.json"}
    assert texts <= copies(files)
    assert copies(files) == texts
    assert files["own.json.gz"].strip() == b"mine"
    checked = build(Order(root, NOW))
    assert {a.file: a.data for a in checked.artifacts} == files


def test_there_are_none_without_a_word(tmp_path: Path) -> None:
    made(write_site(SITE.replace("precompress: true\n", ""), tmp_path / "site"), tmp_path / "output")
    assert copies(tree(tmp_path / "output")) == set()


STEPS = {
    "a text": {"content/notes.md": PAGE.format("Notes", "Some other notes.")},
    "a title": {"content/notes.md": PAGE.format("My notes", "Some notes.")},
    "a layout": {"layouts/base.html": '{% extends "stock/base.html" %}{% block colophon %}<p>x</p>{% endblock %}'},
    "a new page": {"content/more.md": PAGE.format("More", "More.")},
    "a file": {"content/numbers.csv": "4,5,6," * 40},
    "a file of no use": {"content/numbers.csv": "7"},
    "a copy of its own": {"assets/root/feed.xml.gz": "mine"},
    "switched off": {"campaignsite.yaml": CONFIG},
}


@pytest.mark.parametrize("step", STEPS)
def test_an_incremental_build_has_the_copies_of_a_clean_one(step: str, tmp_path: Path) -> None:
    """There, and back again."""
    root, output = write_site(SITE, tmp_path / "site"), tmp_path / "output"
    before = {path: (root / path).read_text(encoding="utf-8") for path in STEPS[step] if (root / path).exists()}

    def compared(name: str) -> None:
        made(root, output)
        made(root, tmp_path / name, cache=False)
        assert tree(output) == tree(tmp_path / name)

    compared("first")
    for path, text in STEPS[step].items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    compared("there")
    for path in STEPS[step]:
        (root / path).write_text(before[path], encoding="utf-8") if path in before else (root / path).unlink()
    compared("back")


def test_copies_that_are_harmed_or_lost_are_made_again(tmp_path: Path) -> None:
    root, output = write_site(SITE, tmp_path / "site"), tmp_path / "output"
    made(root, output)
    before = tree(output)
    (output / "about/index.html.gz").unlink()
    (output / "index.html.gz").write_bytes(b"harmed")
    made(root, output)
    assert tree(output) == before
    shutil.rmtree(output)
    made(root, output)
    assert tree(output) == before


def test_copies_that_need_not_be_made_are_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root, output = write_site(SITE, tmp_path / "site"), tmp_path / "output"
    made(root, output)
    done: list[bytes] = []
    whole = packed.gzipped

    def noted(data: bytes) -> bytes:
        done.append(data)
        return whole(data)

    monkeypatch.setattr(packed, "gzipped", noted)
    made(root, output)
    assert not done
    (root / "content/notes.md").write_text(PAGE.format("Notes", "Other notes."), encoding="utf-8")
    made(root, output)
    assert len(done) == 1
    (root / "content/more.md").write_text(PAGE.format("More", "More."), encoding="utf-8")
    made(root, output)
    assert len(done) < 6


def test_nobody_misses_a_copy_and_everybody_a_download(tmp_path: Path) -> None:
    root, output = write_site(SITE, tmp_path / "site"), tmp_path / "output"
    made(root, output)
    (root / "content/notes.md").unlink()
    (root / "content/about.md").write_text(PAGE.format("About", "Nothing."), encoding="utf-8")
    lost = [d.message.split()[0] for d in made(root, output).diagnostics]
    assert "/notes/" in lost
    assert not [name for name in lost if name.endswith((".html.gz", ".csv.gz"))]


@needs_nginx
def test_nginx_sends_the_copies_to_those_who_take_them(tmp_path: Path) -> None:
    made(write_site(SITE, tmp_path / "site"), tmp_path / "web")
    docs = Path(__file__).parents[1] / "docs/hosting.md"
    (example,) = re.findall(r"```nginx\n(.*?)```", docs.read_text(encoding="utf-8"), re.DOTALL)
    example = example.replace("/srv/campaign", f"{tmp_path}/web").replace("server {", "server { LISTEN")
    files = tree(tmp_path / "web")
    with serving(example, tmp_path) as port:
        ask(port, "/")
        for name in sorted(copies(files) - {"old/index.html"}):
            address = "/" + name.removesuffix("index.html")
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", address, headers={"Accept-Encoding": "gzip"})
            answer = connection.getresponse()
            assert answer.getheader("Content-Encoding") == "gzip", name
            assert answer.getheader("Vary") == "Accept-Encoding"
            assert answer.getheader("Content-Security-Policy")
            assert answer.read() == files[f"{name}.gz"]
            connection.close()
            status, headers = ask(port, address)
            assert (status, headers.get("content-encoding")) == (200, None)
