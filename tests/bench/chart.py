"""Draws the ratios to Hugo as an SVG that reads in light and in dark surroundings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from tests.bench.generators import PEERS
from tests.bench.results import STATES, WORDS, Result, summary

WIDTH, MARGIN, LABELS, ROW, BAR = 720, 24, 150, 30, 18
LENGTH = WIDTH - 2 * MARGIN - LABELS - 70
"""Of the longest bar; its number stands behind it."""
STYLE = """
svg { font: 15px system-ui, sans-serif; }
.ground { fill: #ffffff; }
text { fill: #1c1c1c; stroke: #ffffff; stroke-width: 4px; paint-order: stroke; }
.head { font-weight: 600; }
.other { fill: #757b84; }
.own { fill: #8a2f6b; }
.hugo { stroke: #1c1c1c; stroke-dasharray: 3 3; }
@media (prefers-color-scheme: dark) {
.ground { fill: #17141a; }
text { fill: #eeeaf0; stroke: #17141a; }
.other { fill: #8b929c; }
.own { fill: #e08fc0; }
.hugo { stroke: #eeeaf0; }
}
"""


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a panel: a ratio, or why there is none."""

    label: str
    ratio: float | None
    own: bool
    failure: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """Some bars on one scale."""

    heading: str
    bars: Sequence[Bar]


def chart(result: Result) -> str:
    """The states of campaignsite in the largest corpus, and all generators, cold, in the smallest."""
    sizes = sorted({run.pages for run in result.runs})
    panels = [panel for panel in (_states(result, sizes[-1]), _peers(result, sizes[0])) if panel.bars]
    parts, top = [], MARGIN
    for panel in panels:
        parts.append(_drawn(panel, top))
        top += ROW * (len(panel.bars) + 2)
    title = "Time of a build, as a multiple of the time that Hugo takes"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {top}" role="img" '
        f'aria-labelledby="title description">\n<title id="title">{title}</title>\n'
        f'<desc id="description">{escape(" ".join(map(_in_words, panels)))}</desc>\n<style>{STYLE}</style>\n'
        f'<rect class="ground" width="{WIDTH}" height="{top}"/>\n{"".join(parts)}</svg>\n'
    )


def _states(result: Result, pages: int) -> Panel:
    bars = []
    for state in STATES:
        found = summary(result, pages, "campaignsite", state)
        if found:
            bars.append(Bar(WORDS[state], found.ratio, own=True, failure=found.failure))
    return Panel(f"campaignsite, {pages:,} pages: × the time of Hugo (dotted line)", bars)


def _peers(result: Result, pages: int) -> Panel:
    bars = []
    for peer in PEERS:
        found = summary(result, pages, peer, "cold")
        if found:
            bars.append(Bar(PEERS[peer].title, found.ratio, own=peer == "campaignsite", failure=found.failure))
    bars.sort(key=lambda bar: (bar.ratio is None, bar.ratio))
    return Panel(f"All generators, {pages:,} pages, cold: × the time of Hugo (dotted line)", bars)


def _drawn(panel: Panel, top: int) -> str:
    longest = max([1.0, *(bar.ratio for bar in panel.bars if bar.ratio is not None)])
    left = MARGIN + LABELS
    texts = [f'<text class="head" x="{MARGIN}" y="{top + BAR - 4}">{escape(panel.heading)}</text>']
    bars = []
    for number, bar in enumerate(panel.bars, 1):
        y = top + number * ROW
        length = 0.0 if bar.ratio is None else LENGTH * bar.ratio / longest
        said = bar.failure or _number(bar.ratio)
        texts.append(f'<text x="{left - 10}" y="{y + 14}" text-anchor="end">{escape(bar.label)}</text>')
        texts.append(f'<text x="{left + length + 8:.1f}" y="{y + 14}">{escape(said)}</text>')
        if length:
            kind = "own" if bar.own else "other"
            bars.append(f'<rect class="{kind}" x="{left}" y="{y}" width="{length:.1f}" height="{BAR}"/>')
    one, first = left + LENGTH / longest, top + ROW - 4
    last = top + ROW * len(panel.bars) + BAR + 4
    line = f'<line class="hugo" x1="{one:.1f}" x2="{one:.1f}" y1="{first}" y2="{last}"/>'
    return "\n".join([*bars, line, *texts]) + "\n"


def _in_words(panel: Panel) -> str:
    said = "; ".join(f"{bar.label}: {bar.failure or _number(bar.ratio)}" for bar in panel.bars)
    return f"{panel.heading}. {said}."


def _number(ratio: float | None) -> str:
    return "not measured" if ratio is None else f"{ratio:.2f}" if ratio < 10 else f"{ratio:,.1f}"
