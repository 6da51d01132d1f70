"""An incremental build comes to the same as a clean one: the same files, byte for byte, and the same diagnostics.

A machine edits a site at random, as editors, CI jobs and accidents do, and compares after each step. The long form is
``make soak``, which sets the number of steps.
"""

from __future__ import annotations

import datetime as dt
import gc
import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from campaignsite.build import Audience, Order, build
from campaignsite.model.diagnostics import has_errors
from campaignsite.search.pagefind import available
from tests.sites import NOW, picture, write_site

pytestmark = pytest.mark.slow

STEPS = int(os.environ.get("CAMPAIGNSITE_SOAK", "0"))

SITE = """-- campaignsite.yaml --
title: A campaign
base_url: https://example.org/
timezone: America/Toronto
languages: [en, fr]
page_size: 2
exit: https://example.com/
helplines: [{name: Help, display: 911, phone: "911", police: true, verified_on: 2026-11-01}]
-- content/agencies/first.md --
---
name: First Police
kind: municipal
---
We are the first.
-- content/agencies/second.md --
---
name: Second Service
kind: ngo
aliases: [The Second]
---
-- content/events/day.md --
---
name: The Day
kind: world-day
recurs: --11-22
editions: [{year: 2026, start: 2026-11-22}]
---
About the day.
-- content/boilerplates/about.md --
---
title: About us
---
We stand together. See [the first](../agencies/first.md).
-- content/releases/one.md --
---
title: One
date: 2026-01-01
event: The Day
agencies: {host: [First Police], supporting: [The Second]}
boilerplates: [about]
---
Some text with a [link](two.md) and ![a map](map.png){credit=A people=none}.
-- content/releases/two.md --
---
title: Two
date: 2026-02-01
agencies: {lead: [First Police]}
---
## A heading
-- content/releases/map.png (png) --
500 x 12 noise
-- content/releases/other.png (png) --
90 x 60 noise
-- content/results/figures.md --
---
title: Figures
date: 2026-03-01
operation: North
scope: joint
period: {label: Past 12 months, start: 2025-01-01, end: 2025-12-31}
agencies: {participating: [First Police, Second Service]}
measures: [{id: arrests, value: "7", unit: arrest, definition: Arrests}]
---
::: figures
:::
-- content/about.md --
---
title: About
---
Who we are. Our [release](releases/one.md). ![Another](releases/other.png){credit=A people=none}
-- assets/site.css --
p { color: red }
"""

GOOD_WORDS = [
    "plain",
    "*more*",
    "## Head",
    "[c](/releases/)",
    "> said",
    "::: helpline\n:::",
    "\n\n",
    "é ‘x’",
    "[^1]\n\n[^1]: n",
    "<!-- campaignsite-ignore broken-link: known -->\n\n[d](missing.md)",
    "[gone](/gone/) <!-- campaignsite-ignore broken-link: known -->",
    "<!-- campaignsite-ignore heading-skipped: known -->\n\n##### Deep",
]
BAD_WORDS = [
    "[a](one.md)",
    "[b](../about.md#head)",
    "[d](missing.md)",
    "<b>",
    "[own](#own)",
    "![map](map.png){credit=B people=none}",
    "![map](map.png)",
]
WORDS = [*GOOD_WORDS, *BAD_WORDS]
TITLES = ["One", "Two", "Another", "Éte", "“Quoted”: yes"]
NAMES = ["First Police", "Second Service", "The Second", "First Police Service", "Third"]
DATES = ["2026-01-01", "2026-02-01", "2026-11-20", "--07-30", "2025"]
MOMENTS = ["2026-11-21 12:00", "2026-11-22", "2026-11-23 09:00", "2027-01-01"]
LAYOUTS = ["item.html", "parts/card.html", "base.html", "components.html", "agency.html"]


class Onlooker(Audience):
    """Looks at some pages, and keeps what it saw before the build was done."""

    def __init__(self, files: Sequence[str]) -> None:
        self.files = files
        self.seen: dict[str, bytes] = {}

    def see(self, pages: Mapping[str, bytes]) -> None:
        self.seen.update(pages)


class Editing(RuleBasedStateMachine):
    """A site that is edited, built after each edit, and compared with a clean build."""

    def __init__(self) -> None:
        super().__init__()
        self.home = Path(tempfile.mkdtemp(prefix="campaignsite-"))
        self.root = write_site(SITE, self.home / "site")
        self.output = self.root / "output"
        self.now = NOW
        self.jobs = 1
        self.order = {"drafts": False, "strict": False, "base_url": ""}
        self.good = self.sources()
        self.wrong = 0

    def teardown(self) -> None:
        shutil.rmtree(self.home)
        gc.collect()  # a process that builds again and again does that itself (build/rest.py)

    # --- what is there -------------------------------------------------------------------------------------------

    def documents(self) -> list[Path]:
        return sorted((self.root / "content").rglob("*.md"))

    def one(self, n: int) -> Path:
        there = self.documents()
        return there[n % len(there)]

    def text(self, path: Path) -> str:
        return path.read_text(encoding="utf-8")

    def save(self, path: Path, text: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    # --- editors -------------------------------------------------------------------------------------------------

    @rule(n=st.integers(0, 30), words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=3))
    def writes_more(self, n: int, words: list[str]) -> None:
        path = self.one(n)
        self.save(path, self.text(path) + "\n\n" + " ".join(words) + "\n")

    @rule(n=st.integers(0, 30), words=st.lists(st.sampled_from(GOOD_WORDS), min_size=1, max_size=2))
    def writes_well(self, n: int, words: list[str]) -> None:
        self.writes_more(n, words)

    @rule(n=st.integers(0, 3), words=st.sampled_from(GOOD_WORDS))
    def writes_two_texts(self, n: int, words: str) -> None:
        for number in (n, n + 1):
            self.writes_more(number, [words])

    @rule(n=st.integers(0, 30), words=st.lists(st.sampled_from(WORDS), max_size=3))
    def writes_anew(self, n: int, words: list[str]) -> None:
        path = self.one(n)
        front = self.text(path).split("\n---\n")[0]
        self.save(path, front + "\n---\n" + "\n\n".join(words) + "\n")

    @rule(n=st.integers(0, 30), title=st.sampled_from(TITLES))
    def changes_a_title(self, n: int, title: str) -> None:
        path = self.one(n)
        lines = self.text(path).split("\n")
        self.save(path, "\n".join(f"title: '{title}'" if line.startswith("title:") else line for line in lines))

    @rule(n=st.integers(0, 30), key=st.sampled_from(["summary", "kicker"]), text=st.sampled_from(TITLES))
    def changes_a_summary(self, n: int, key: str, text: str) -> None:
        path = self.one(n)
        lines = [line for line in self.text(path).split("\n") if not line.startswith(f"{key}:")]
        self.save(path, "\n".join([lines[0], f"{key}: '{text}'", *lines[1:]]))

    @rule(n=st.integers(0, 30), name=st.sampled_from(NAMES))
    def renames_an_agency(self, n: int, name: str) -> None:
        there = sorted((self.root / "content/agencies").glob("*.md"))
        if there:
            path = there[n % len(there)]
            lines = self.text(path).split("\n")
            old = [line.removeprefix("name: ") for line in lines if line.startswith("name:")]
            lines = [line for line in lines if not line.startswith(("name:", "aliases:"))]
            self.save(path, "\n".join([lines[0], f"name: {name}", f"aliases: {old}", *lines[1:]]))

    @rule(n=st.integers(0, 30), alias=st.sampled_from(NAMES), other=st.integers(0, 30))
    def moves_an_alias(self, n: int, alias: str, other: int) -> None:
        there = sorted((self.root / "content/agencies").glob("*.md"))
        for number, path in enumerate(there):
            lines = [line for line in self.text(path).split("\n") if not line.startswith("aliases:")]
            if number == (n + other) % len(there):
                lines.insert(1, f"aliases: [{alias}]")
            self.save(path, "\n".join(lines))

    @rule(
        name=st.sampled_from(["a", "b", "one", "c.fr", "index"]),
        folder=st.sampled_from(["releases", "news", "conferences", "resources", "boilerplates", "agencies", ""]),
        title=st.sampled_from(TITLES),
        date=st.sampled_from(DATES),
        agency=st.sampled_from(NAMES),
        more=st.sampled_from(
            [
                "",
                "draft: true\n",
                "sensitive: true\n",
                "boilerplates: [about]\n",
                "verbatim: true\n",
                "lang: fr\n",
                "supplied: [title]\n",
                "titel: x\n",
                "withdrawn: {date: 2026-11-01, why: Wrong.}\n",
                "review_by: 2026-11-22\n",
                "aliases: [/old/, /older.html]\n",
                "aliases: [/older.html, /posters/x.pdf]\n",
                "results: [figures]\n",
                "ignore: {date-without-year: known, broken-link: known}\n",
                "owner: Somebody\n",
            ]
        ),
    )
    def adds(self, *, name: str, folder: str, title: str, date: str, agency: str, more: str) -> None:
        kind = {"agencies": f"name: {agency}\nkind: ngo\n", "boilerplates": f"title: '{title}'\nfrom: {date}\n"}
        front = kind.get(
            folder, f"title: '{title}'\ndate: {date}\ntype: release\nagencies: {{lead: [{agency}]}}\n{more}"
        )
        self.save(self.root / "content" / folder / f"{name}.md", f"---\n{front}---\nNew.\n")

    @rule(
        n=st.integers(0, 30), moment=st.sampled_from(MOMENTS), key=st.sampled_from(["embargo", "publish_at", "expires"])
    )
    def sets_a_time(self, n: int, moment: str, key: str) -> None:
        path = self.one(n)
        lines = [line for line in self.text(path).split("\n") if not line.startswith(f"{key}:")]
        self.save(path, "\n".join([lines[0], f"{key}: {moment}", *lines[1:]]))

    @precondition(lambda _: available() and STEPS > 0)  # each index takes as long as ten builds
    @rule(on=st.booleans())
    def switches_the_search(self, *, on: bool) -> None:
        path = self.root / "campaignsite.yaml"
        lines = [line for line in self.text(path).splitlines() if not line.startswith("search:")]
        self.save(path, "\n".join([*lines, *(["search: true"] if on else [])]) + "\n")

    @precondition(lambda self: len(self.documents()) > 4)
    @rule(n=st.integers(0, 30))
    def deletes(self, n: int) -> None:
        self.one(n).unlink()

    @rule(n=st.integers(0, 30), name=st.sampled_from(["a", "z", "one", "two.fr"]))
    def renames(self, n: int, name: str) -> None:
        path = self.one(n)
        path.rename(path.with_name(f"{name}.md"))

    @rule(n=st.integers(0, 30), other=st.integers(0, 30))
    def swaps_two_texts(self, n: int, other: int) -> None:
        one, two = self.one(n), self.one(other)
        first, second = self.text(one), self.text(two)
        self.save(one, second)
        self.save(two, first)

    @rule(n=st.integers(0, 30))
    def edits_without_a_trace(self, n: int) -> None:
        """The size and the time of the file stay the same."""
        path = self.one(n)
        status = path.stat()
        text = self.text(path)
        for old, new in (("the", "eht"), ("e", "a"), ("a", "e")):
            if old in text:
                head, _, tail = text.rpartition(old)
                self.save(path, head + new + tail)
                break
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))

    @rule(n=st.integers(0, 30))
    def touches(self, n: int) -> None:
        self.one(n).touch()

    # --- the rest of the site ------------------------------------------------------------------------------------

    @rule(
        line=st.sampled_from(
            [
                "title: Another name",
                "page_size: 3",
                "navigation: [releases]",
                "banner: Look!",
                "base_url: https://example.org/folder/",
                "languages: [en]",
                "timezone: Asia/Tokyo",
                "markdown: {raw_html: true}",
                "footer: [about.md]",
                "precompress: true",
                "budgets: {page: 6, kinds: {home: 1}}",
                "budgets: false",
                "titel: x",
            ]
        )
    )
    def changes_the_configuration(self, line: str) -> None:
        path = self.root / "campaignsite.yaml"
        key = line.partition(":")[0]
        first = SITE.split("-- content", maxsplit=1)[0].split("\n")[1:]
        lines = [old for old in first if not old.startswith(f"{key}:")]
        self.save(path, "\n".join([line, *lines]))

    @rule(
        name=st.sampled_from(LAYOUTS), how=st.sampled_from(["extend", "break", "remove"]), mark=st.sampled_from("xyz")
    )
    def changes_a_layout(self, name: str, how: str, mark: str) -> None:
        path = self.root / "layouts" / name
        if how == "remove":
            path.unlink(missing_ok=True)
        elif name in ("parts/card.html", "components.html"):
            more = "{% macro helpline(c, body, prose) %}<p>" + mark + "</p>{% endmacro %}"
            self.save(path, "{% import 'stock/" + name + "' as s %}" + (more if name == "components.html" else mark))
        else:
            block = "{{ page.nope }}" if how == "break" else mark
            self.save(path, "{% extends 'stock/" + name + "' %}{% block colophon %}" + block + "{% endblock %}")

    @rule(text=st.sampled_from(["home: Start\n", "home: Begin\n", "", "home: {a: b}\n"]))
    def changes_a_word(self, text: str) -> None:
        self.save(self.root / "layouts/locales/en.yaml", text)

    @rule(name=st.sampled_from(["site.css", "logo.svg", "root/CNAME", "about/index.html"]), text=st.sampled_from("abc"))
    def changes_an_asset(self, name: str, text: str) -> None:
        path = self.root / "assets" / name
        if path.exists() and text == "a":
            path.unlink()
        else:
            self.save(path, text)

    @rule(
        name=st.sampled_from(["map", "other"]),
        text=st.sampled_from(["a", "900 x 600", "80 x 70 noise", "90 x 60 noise", "500 x 12 noise", "", "broken"]),
        behind=st.sampled_from([b"", b"more"]),
    )
    def changes_a_picture(self, name: str, text: str, behind: bytes) -> None:
        """What lies behind the end of a picture is not published. Of noise there are smaller copies."""
        path = self.root / f"content/releases/{name}.png"
        if text == "broken":
            self.save(path, text)
        elif text:
            path.write_bytes(picture(text) + behind)
        else:
            path.unlink(missing_ok=True)

    @rule(hours=st.sampled_from([1, 12, 24, 24 * 40, -24, -1]))
    def time_goes_by(self, hours: int) -> None:
        self.now += dt.timedelta(hours=hours)

    @rule(key=st.sampled_from(["drafts", "strict", "base_url"]))
    def orders_otherwise(self, key: str) -> None:
        value = self.order[key]
        self.order[key] = ("" if value else "https://example.com/") if key == "base_url" else not value

    @rule(jobs=st.sampled_from([1, 2, 3]))
    def changes_the_number_of_workers(self, jobs: int) -> None:
        self.jobs = jobs

    # --- accidents -----------------------------------------------------------------------------------------------

    def remembered(self) -> list[Path]:
        """Everything below .campaignsite/ but the manifest, without which nothing in output/ is ours."""
        home = self.root / ".campaignsite"
        return sorted(p for p in home.rglob("*") if p.is_file() and not p.name.startswith("published-"))

    @rule(n=st.integers(0, 60), how=st.sampled_from(["remove", "truncate", "empty", "flip", "older"]))
    def the_cache_is_harmed(self, n: int, how: str) -> None:
        there = self.remembered()
        if not there:
            return
        path = there[n % len(there)]
        data = path.read_bytes()
        if path.parts[len(self.root.parts) + 1].startswith("spare-"):
            path.unlink()  # a link to a published file: what is written through it is written to the site
        elif how == "remove":
            path.unlink()
        elif how == "flip" and data:
            at = n * 7919 % len(data)
            path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        else:
            path.write_bytes({"truncate": data[: len(data) // 2], "empty": b"", "older": b"1" + data}.get(how, data))

    @rule()
    def the_cache_is_lost(self) -> None:
        for path in self.remembered():
            path.unlink()

    @rule(n=st.integers(0, 60), how=st.sampled_from(["remove", "change", "empty folder"]))
    def the_output_is_harmed(self, n: int, how: str) -> None:
        there = sorted(p for p in self.output.rglob("*") if p.is_file())
        if not there:
            return
        path = there[n % len(there)]
        if how == "remove":
            path.unlink()
        elif how == "change":
            data = path.read_bytes()
            path.unlink()
            path.write_bytes(data[::-1])
        else:
            (path.parent / "nothing").mkdir(exist_ok=True)

    @rule()
    def a_job_starts_with_the_cache_alone(self) -> None:
        """As CI does: there is no output, and every file has another time."""
        shutil.rmtree(self.output, ignore_errors=True)
        for path in (self.root / ".campaignsite").glob("published-*"):
            path.unlink()
        for path in self.documents():
            path.write_bytes(path.read_bytes())

    @rule()
    def somebody_builds_without_a_cache(self) -> None:
        build(Order(self.root, self.now, self.output, **self.order))  # type: ignore[arg-type]

    # --- what is wrong does not stay wrong for long ----------------------------------------------------------------

    def sources(self) -> dict[str, bytes]:
        found = [p for p in self.root.rglob("*") if p.is_file()]
        mine = [(p.relative_to(self.root), p) for p in found]
        return {r.as_posix(): p.read_bytes() for r, p in mine if r.parts[0] not in (".campaignsite", "output")}

    def is_taken_back(self, mistakes: int) -> None:
        self.wrong += 1
        if self.wrong > 1 or mistakes % 2:
            now = self.sources()
            for name in now.keys() - self.good.keys():
                (self.root / name).unlink()
            for name, data in self.good.items():
                if now.get(name) != data:
                    (self.root / name).parent.mkdir(parents=True, exist_ok=True)
                    (self.root / name).write_bytes(data)
            self.order["strict"] = False

    # --- and what must hold --------------------------------------------------------------------------------------

    def tree(self) -> dict[str, bytes]:
        return {p.relative_to(self.output).as_posix(): p.read_bytes() for p in self.output.rglob("*") if p.is_file()}

    @invariant()
    def it_is_as_if_built_anew(self) -> None:
        before = self.tree()
        clean = build(Order(self.root, self.now, **self.order))  # type: ignore[arg-type]
        order = Order(self.root, self.now, self.output, jobs=self.jobs, cache=True, **self.order)  # type: ignore[arg-type]
        onlooker = Onlooker(sorted(file for file in before if file.endswith(".html"))[len(before) % 5 :: 5])
        done = build(order, onlooker)
        lost = [d.message.split()[0] for d in done.diagnostics if d.code == "lost-address"]  # said of two builds
        assert tuple(d for d in done.diagnostics if d.code != "lost-address") == clean.diagnostics
        assert done.pages == clean.pages
        stopped = has_errors(clean.diagnostics) or (self.order["strict"] and clean.diagnostics)
        assert done.published is not bool(stopped)
        if stopped:
            assert self.tree() == before
            self.is_taken_back(len(clean.diagnostics))
            return
        self.good, self.wrong = self.sources(), 0
        assert self.tree() == {a.file: a.data for a in clean.artifacts}
        assert onlooker.seen.items() <= self.tree().items()
        assert not {f"/{file.removesuffix('index.html')}" for file in self.tree()} & set(lost)
        empty = [p for p in self.output.rglob("*") if p.is_dir() and not any(p.iterdir())]
        assert not empty
        left = [p.name for p in self.root.iterdir() if p.name.startswith(".output")]
        assert not left


def test_an_incremental_build_is_a_clean_build(monkeypatch: pytest.MonkeyPatch) -> None:
    # A small site is worth every worker that a big one is worth.
    for name in ("kept.MANY", "readers.MANY", "desks.FEW", "target.BIG"):
        monkeypatch.setattr(f"campaignsite.build.{name}", 2)
    few = settings(
        max_examples=STEPS // 25 if STEPS else 4,
        stateful_step_count=25,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        print_blob=True,
    )
    run_state_machine_as_test(Editing, settings=few)
