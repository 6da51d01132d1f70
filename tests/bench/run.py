"""Times every generator on the same corpus. See ``--help``; what the states mean stands in ``results.STATES``.

The generators take turns within each round, so that a machine that grows slower does so for all of them.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tests.bench import measure
from tests.bench.corpus import SEED, Campaign, corpus, slugify
from tests.bench.generators import PEERS, add_options, command, node_version, prepare, version
from tests.bench.results import STATES, Peak, Result, Run, save
from tests.bench.writers import SIDES, addresses, html_count, write, write_site

PHRASE = "at any hour"
"""Stands in every base layout; what the state ``layout`` changes is the full stop behind it."""
MARKS = "!;:,-"
ONLY_WITH_CACHE = ("restored",)
"""States that only campaignsite is built in: they need a cache that outlives the output."""


@dataclass(slots=True)
class Site:
    """The site of one generator, and how it is built."""

    name: str
    folder: Path
    pages: Sequence[Campaign]
    command: Sequence[str]
    limit: float
    html: int
    """How many HTML files it has when it is finished."""
    addresses: Collection[str]
    """Which folders of it have an index.html then."""

    @property
    def output(self) -> Path:
        return self.folder / PEERS[self.name].output

    @property
    def job(self) -> measure.Job:
        return measure.Job(self.command, self.folder, self.folder.with_suffix(".log"), self.limit)

    def change(self, pages: Sequence[Campaign]) -> None:
        """Change pages, and the files that a script writes beforehand from them; other files keep their times."""
        if pages is self.pages:
            return
        before = dict(SIDES[self.name].files(self.pages))
        write(self.folder, [file for file in SIDES[self.name].files(pages) if before.get(file[0]) != file[1]])
        self.pages = pages

    def clear(self, *, cache: bool = True) -> None:
        """Remove the output, and the cache with everything else that an earlier build has left."""
        peer = PEERS[self.name]
        patterns = (peer.output, *((peer.cache, *peer.leftovers) if cache else ()))
        for pattern in filter(None, patterns):
            for path in self.folder.glob(pattern):
                shutil.rmtree(path) if path.is_dir() else path.unlink()

    def missing(self, expected: Sequence[tuple[str, str]]) -> str:
        """What is wrong with the output, if anything: the number of pages, or a text that has to be on one."""
        count = self.count()
        if count != self.html:
            return f"wrote {count} HTML files instead of {self.html}"
        for address in sorted(self.addresses):
            if not (self.output / address / "index.html").exists():
                return f"did not write /{address}"
        for path, text in expected:
            if text not in (self.output / path / "index.html").read_text(encoding="utf-8"):
                return f"/{path} does not show “{text}”"
        return ""

    def count(self) -> int:
        return sum(1 for _ in self.output.rglob("*.html"))


def one_round(site: Site, states: Sequence[str], number: int) -> Iterator[Run]:
    """Build a site in each of the states, one after the other. In the end its sources are what they were."""
    originals, layout = site.pages, site.folder / PEERS[site.name].layout
    original = layout.read_text(encoding="utf-8")
    stopped = ""
    for state in states:
        if state in ONLY_WITH_CACHE and site.name != "campaignsite":
            continue
        if stopped:
            yield Run(len(originals), site.name, state, number, None, None, 0, stopped)
            continue
        expected = _put_into(site, state, number)
        built = measure.timed(site.job)
        failure = built.failure or site.missing(expected)
        stopped = f"not run: “{state}” {built.failure}" if built.failure else ""
        wall, cpu = (None, None) if failure else (built.wall, built.cpu)
        yield Run(len(originals), site.name, state, number, wall, cpu, site.count(), failure)
    layout.write_text(original, encoding="utf-8")
    site.change(originals)
    if PEERS[site.name].cache and states[0] != "cold" and not stopped:
        measure.timed(site.job)


def _put_into(site: Site, state: str, number: int) -> list[tuple[str, str]]:
    """Bring a site into a state. What has to be seen on which pages, once it is built."""
    target = len(site.pages) // 2
    page = site.pages[target]
    address, event = f"{page.kind}/{page.slug}", f"events/{slugify(page.event)}"
    match state:
        case "cold":
            site.clear()
        case "body":
            sentence = f"This sentence came later, in round {number}."
            _edit(site, target, replace(page, body=f"{page.body}\n{sentence}\n"))
            return [(address, sentence)]
        case "title":
            title = f"{page.title}, version {number}"
            _edit(site, target, replace(page, title=title))
            return [(address, title), (event, title), (page.kind, title)]
        case "layout":
            layout, phrase = site.folder / PEERS[site.name].layout, PHRASE + MARKS[number % len(MARKS)]
            text = layout.read_text(encoding="utf-8")
            assert f"{PHRASE}." in text
            layout.write_text(text.replace(f"{PHRASE}.", phrase), encoding="utf-8")
            return [(address, phrase), ("", phrase)]
        case "restored":
            site.clear(cache=False)
            for folder in ("content", "layouts", "assets"):
                for path in (site.folder / folder).rglob("*"):
                    os.utime(path)
    return [(address, page.title), ("", "</html>")]


def _edit(site: Site, target: int, page: Campaign) -> None:
    site.change([*site.pages[:target], page, *site.pages[target + 1 :]])


def compare(options: argparse.Namespace, result: Result, count: int, unready: dict[str, str]) -> None:
    """All generators, all states, one number of pages."""
    pages = corpus(count, options.seed)
    live = []
    for name in options.peers:
        if unready[name]:
            result.peaks.append(Peak(count, name, None, unready[name]))
            result.runs += _failed(count, name, options.states, unready[name])
            continue
        site = _made(options, name, pages)
        peak = _peak(site)  # it also reads every program once before any is timed
        result.peaks.append(peak)
        _say(f"{count:>7} {name:<13}peak  {_shown(peak.mebibytes, 'MiB', peak.failure)}")
        if peak.failure:
            result.runs += _failed(count, name, options.states, peak.failure)
        else:
            live.append(site)
    for number in range(options.runs):
        turn = number % len(live) if live else 0
        for site in [*live[turn:], *live[:turn]]:
            for run in one_round(site, options.states, number):
                result.runs.append(run)
                _say(f"{count:>7} {run.peer:<13}{run.state:<9}round {number}  {_shown(run.wall, 's', run.failure)}")
                if run.failure.startswith(("took", "ended")):
                    live = [other for other in live if other is not site]


def grow(options: argparse.Namespace, result: Result) -> None:
    """Only campaignsite, cold, with more and more pages."""
    for count in options.growth:
        site = _made(options, "campaignsite", corpus(count, options.seed))
        site.pages = [replace(page, body="") for page in site.pages]  # a build needs the memory more than we do
        peak = _peak(site)
        result.growth_peaks.append(peak)
        for number in range(options.runs):
            result.growth += one_round(site, ("cold",), number)
            run = result.growth[-1]
            _say(f"{count:>7} growth  round {number}  {_shown(run.wall, 's', run.failure)}")
        save(result, options.json)
        shutil.rmtree(site.folder)


def _made(options: argparse.Namespace, name: str, pages: Sequence[Campaign]) -> Site:
    folder = options.work.resolve() / f"{len(pages)}" / name
    write_site(name, folder, pages)
    start, count = command(name, options.tools), html_count(name, pages)
    return Site(name, folder, pages, start, options.limit, count, addresses(pages))


def _peak(site: Site) -> Peak:
    site.clear()
    seen = measure.watched(site.job)
    return Peak(len(site.pages), site.name, None if seen.failure else seen.mebibytes, seen.failure)


def _failed(count: int, name: str, states: Sequence[str], why: str) -> list[Run]:
    own = [state for state in states if name == "campaignsite" or state not in ONLY_WITH_CACHE]
    return [Run(count, name, state, 0, None, None, 0, why) for state in own]


def _shown(value: float | None, unit: str, failure: str) -> str:
    return failure or ("-" if value is None else f"{value:.3f} {unit}")


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in text.split(",") if number)


def _states(text: str) -> tuple[str, ...]:
    states = tuple(text.split(","))
    for state in states:
        if state not in STATES:
            raise argparse.ArgumentTypeError(f"{state} is none of {', '.join(STATES)}")
    return states


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures, and writes the result as JSON; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.run", description="Times site generators.")
    add_options(parser)
    parser.add_argument("--pages", type=_numbers, default=(1000,), metavar="N,N", help="sizes of the corpus")
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="rounds")
    parser.add_argument("--states", type=_states, default=tuple(STATES), metavar="NAME,NAME", help=", ".join(STATES))
    parser.add_argument("--growth", type=_numbers, default=(), metavar="N,N", help="sizes for campaignsite alone")
    parser.add_argument(
        "--work", type=Path, default=Path(".bench/work"), metavar="DIR", help="for the sites, each with a log"
    )
    parser.add_argument("--json", type=Path, default=Path(".bench/result.json"), metavar="FILE", help="the result")
    parser.add_argument("--seed", type=int, default=SEED, metavar="N", help="another corpus")
    parser.add_argument("--limit", type=float, default=900, metavar="SECONDS", help="for one build")
    options = parser.parse_args(arguments)
    options.work.mkdir(parents=True, exist_ok=True)
    unready = {name: prepare(name, options.tools) for name in options.peers}
    result = Result(measure.facts(options.work), {name: version(name, options.tools) for name in options.peers})
    if "eleventy" in options.peers and not unready["eleventy"]:
        result.facts["node"] = node_version()
    for count in options.pages:
        compare(options, result, count, unready)
        save(result, options.json)
    grow(options, result)
    return 0


if __name__ == "__main__":
    sys.exit(main())
